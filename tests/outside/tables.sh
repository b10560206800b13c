# The entries of many registers in DuckDB, and with SPARK=true in Spark, by the commands of docs/ten-thousand-registers.md.

gapreg=$WORK/venv/bin/gapreg
[ -x "$gapreg" ] || { echo "no wheel is installed: tests/outside/run wheel" >&2; exit 1; }
tools=$WORK/tables
wanted=(duckdb==2.0.1)
# Spark is large, and slow to start: .ci/long asks for it.
if [ "${SPARK:-false}" = true ] && command -v java >/dev/null; then
  wanted+=(pyspark==4.3.0)
fi
[ -d "$tools" ] || python3 -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check "${wanted[@]}"
"$tools/bin/python" tests/outside/tables.py "$gapreg" "$SCRATCH" docs/ten-thousand-registers.md
