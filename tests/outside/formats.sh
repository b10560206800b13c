# The output formats, read by the programs for which they are made.

gapreg=$WORK/venv/bin/gapreg
[ -x "$gapreg" ] || { echo "no wheel is installed: tests/outside/run wheel" >&2; exit 1; }

report() {
  local format=$1 file=$SCRATCH/$2
  shift 2
  "$gapreg" check "$@" --today 2026-03-02 --quiet --output-format "$format" --output-file "$file" || [ $? -eq 1 ]
}
# Registers with findings of every kind, one without any, and a file that is not a register.
printf '# Nothing here\n' >"$SCRATCH/gap-register.md"
every=(examples fixtures/*.md fixtures/*/*.md "$SCRATCH/gap-register.md")

# GitLab only knows files of the repository.
report gitlab every.gitlab.json examples fixtures/*.md fixtures/*/*.md
report rdjson every.rdjson.json "${every[@]}"
report gitlab none.gitlab.json fixtures/sound --select bad-sla
report rdjson none.rdjson.json fixtures/sound --select bad-sla
for format in gitlab rdjson; do
  "$TOOLS/check-jsonschema" --schemafile "tests/outside/schemas/$format.json" "$SCRATCH"/*."$format.json"
done

# Our own JSON, by the schemas in the book.
report json every.findings.json "${every[@]}"
report json none.findings.json fixtures/sound --select bad-sla
"$gapreg" list "${every[@]}" --format json --unread --quiet >"$SCRATCH/every.entries.json"
"$gapreg" report examples --format json --quiet >"$SCRATCH/examples.report.json"
"$gapreg" report fixtures/sound --where 'id = G-0' --format json --quiet >"$SCRATCH/none.report.json"
for kind in findings entries report; do
  "$TOOLS/check-jsonschema" --schemafile "docs/schemas/$kind.json" "$SCRATCH"/*."$kind.json"
done

report junit every.xml "${every[@]}"
report junit none.xml fixtures/sound --select bad-sla
"$TOOLS/python" - "$SCRATCH"/*.xml <<'PYTHON'
import sys
from junitparser import JUnitXml

for path in sys.argv[1:]:
    suites = JUnitXml.fromfile(path)
    cases = [case for suite in suites for case in suite]
    assert len(cases) == suites.tests > 0, path
    assert sum(len(case.result) > 0 for case in cases) == suites.failures, path
    print(f"{path.rsplit('/', 1)[1]}: {suites.tests} cases, {suites.failures} fail")
PYTHON

report sarif every.sarif "${every[@]}"
report sarif none.sarif fixtures/sound --select bad-sla
for log in every none; do
  "$TOOLS/sarif" summary "$SCRATCH/$log.sarif" >"$SCRATCH/$log.txt"
  echo "$log.sarif: $(grep -cE '^ - ' "$SCRATCH/$log.txt" || true) kinds of results"
done
# The validator of the standard's authors, if npm can install it.
if command -v npm >/dev/null; then
  multitool=$WORK/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
  chmod +x "$multitool"
  for log in every none; do
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$multitool" validate "$SCRATCH/$log.sarif" >"$SCRATCH/$log.log"
    grep -E ': (error|warning) ' "$SCRATCH/$log.log" | head -n 20 && exit 1
    grep -q 'Analysis completed successfully' "$SCRATCH/$log.log"
  done
  echo "both logs are valid SARIF"
fi
