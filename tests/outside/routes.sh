# Route contracts that frameworks and their tools make, and what others read of `gapreg endpoints`.

gapreg=$WORK/venv/bin/gapreg
[ -x "$gapreg" ] || { echo "no wheel is installed: tests/outside/run wheel" >&2; exit 1; }
"$TOOLS/python" tests/outside/routes.py "$gapreg" "$SCRATCH"
