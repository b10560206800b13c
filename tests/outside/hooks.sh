# The hooks, run by pre-commit in a new repository, without Rust.

"$TOOLS/pre-commit" validate-manifest .pre-commit-hooks.yaml

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.org
export PRE_COMMIT_HOME=$SCRATCH/cache
# The wheel that the user keeps; no index is asked.
GAPREG_WHEEL=$(echo "$WHEELS"/gapreg-*.whl)
GAPREG_WHEEL_SHA256=$(sha256sum "$GAPREG_WHEEL" | cut -d ' ' -f 1)
export GAPREG_WHEEL GAPREG_WHEEL_SHA256 PIP_NO_INDEX=1

# The working tree, with what is not committed.
hooks=$SCRATCH/gapreg
mkdir "$hooks"
git ls-files --cached --others --exclude-standard -z |
  while IFS= read -r -d '' file; do if [ -e "$file" ]; then printf '%s\0' "$file"; fi; done |
  tar --null --files-from=- --create | tar --extract --directory "$hooks"
git -C "$hooks" init --quiet
git -C "$hooks" add --all
git -C "$hooks" commit --quiet --message "As it stands"
rev=$(git -C "$hooks" rev-parse HEAD)

# The PATH without Rust: a folder that contains it is replaced by links to its other programs.
without_rust=
while read -r folder; do
  if [ -e "$folder/cargo" ] || [ -e "$folder/rustc" ]; then
    links=$(mktemp -d -p "$SCRATCH")
    find "$folder" -maxdepth 1 ! -name 'cargo*' ! -name 'rust*' ! -type d -exec ln -s -t "$links" {} +
    folder=$links
  fi
  without_rust+=$folder:
done < <(tr ':' '\n' <<<"$PATH")
PATH=${without_rust%:}
if command -v cargo; then echo "cargo is still on the path" >&2; exit 1; fi

docs=$SCRATCH/docs
mkdir "$docs"
cp -r examples/docs "$docs/docs"
cd "$docs"
git init --quiet
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $hooks
    rev: $rev
    hooks:
      - id: gapreg-triage
      - id: gapreg-lint
        args: [--today, "2026-03-02"]
      - id: gapreg-mirror
      - id: gapreg-check
        args: [--today, "2026-03-02", --output-format, concise]
YAML
git add --all

# Each hook on the example, which has findings on purpose.
hook() {
  local expected=$1 name=$2 status=0
  "$TOOLS/pre-commit" run "$name" --all-files --color never >"$SCRATCH/$name.log" 2>&1 || status=$?
  if [ "$status" -ne "$expected" ]; then
    echo "$name: exit $status, not $expected"
    cat "$SCRATCH/$name.log"
    exit 1
  fi
  echo "$name: exit $status"
}
says() {
  grep -q -- "$2" "$SCRATCH/$1.log" || { echo "$1 does not say: $2"; cat "$SCRATCH/$1.log"; exit 1; }
}

# An old Rust, as in some distributions, counts as none.
old=$SCRATCH/old
mkdir "$old"
printf '#!/bin/sh\necho "rustc 1.63.0"\n' | tee "$old/rustc" >"$old/cargo"
chmod +x "$old"/*
PATH=$old:$PATH

hook 1 gapreg-lint
says gapreg-lint 'error\[untracked-entry\]: G-005'
hook 1 gapreg-mirror
says gapreg-mirror 'error\[mirror-'
hook 1 gapreg-check
says gapreg-check 'entries in step, 2 contradicting'
says gapreg-check 'error\[untracked-entry\]'
hook 1 gapreg-triage
says gapreg-triage 'files were modified by this hook'
git diff --quiet && { echo "gapreg-triage is to write the table"; exit 1; }
git add --all
hook 0 gapreg-triage
grep -q '^| G-005 ' docs/en/runbooks/backend-gap-register.md

# A commit of one register of a pair is compared with the other one, which is not committed.
git commit --quiet --message "Begin" --no-verify
sed -i 's/^- \*\*Priority:\*\* P1$/- **Priority:** P2/' docs/en/runbooks/backend-gap-register.md
git add --all
status=0
"$TOOLS/pre-commit" run gapreg-mirror --color never >"$SCRATCH/gapreg-mirror.log" 2>&1 || status=$?
[ "$status" -eq 1 ]
says gapreg-mirror 'docs/tr/runbooks/backend-gap-register.md'

# A commit without findings passes.
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $hooks
    rev: $rev
    hooks: [{ id: gapreg-check, args: [--fail-on, never] }]
YAML
git add --all
"$TOOLS/pre-commit" run --all-files --color never
