# Completions, typed into real shells: bash, zsh and fish, where they are installed.

gapreg=$WORK/venv/bin/gapreg
export PATH=$WORK/venv/bin:$PATH HOME=$SCRATCH/home
mkdir "$HOME"
cp -r examples/docs "$SCRATCH/docs"
typing=()
for shell in bash zsh fish; do
  if ! command -v "$shell" >/dev/null; then
    echo "no $shell: its completions are not tested"
    continue
  fi
  "$gapreg" completions "$shell" >"$SCRATCH/script.$shell"
  # All at once, as they mostly wait.
  (cd "$SCRATCH" && python3 "$ROOT/tests/outside/shells.py" "$shell" "$SCRATCH/script.$shell") &
  typing+=($!)
done
for shell in "${typing[@]}"; do wait "$shell"; done
