# Beside formatters: what passes the check of Prettier or mdformat passes it after every writing
# command, and what they make of a register reads as the same entries and raises no finding.

gapreg=$WORK/venv/bin/gapreg
[ -x "$gapreg" ] || { echo "no wheel is installed: tests/outside/run wheel" >&2; exit 1; }
tools=(mdformat)
if command -v npm >/dev/null; then
  tools+=(prettier)
else
  echo "npm is not installed: without Prettier and markdownlint"
fi

"$TOOLS/python" - "$gapreg" "$ROOT/examples/docs" "$SCRATCH" "$WORK/node_modules/.bin" "$TOOLS" "${tools[@]}" <<'PYTHON'
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

gapreg, example, scratch, node, python, *tools = sys.argv[1:]
EN = "docs/en/runbooks/backend-gap-register.md"
TR = "docs/tr/runbooks/backend-gap-register.md"
WRITE = {"prettier": [f"{node}/prettier", "--write"], "mdformat": [f"{python}/mdformat"]}
CHECK = {"prettier": [f"{node}/prettier", "--check"], "mdformat": [f"{python}/mdformat", "--check"]}


def run(root, *command):
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def fresh(tool, edits=()):
    root = Path(scratch) / "formatters"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(example, root / "docs")
    for path, edit in edits:
        file = root / path
        new = edit(file.read_text())
        assert new != file.read_text(), f"nothing to change in {path}"
        file.write_text(new)
    if tool:
        done = run(root, *WRITE[tool], "docs")
        assert done.returncode == 0, done.stderr
    return root


def said(root):
    entries = json.loads(run(root, gapreg, "list", "--all-languages", "--format", "json").stdout)
    found = json.loads(run(root, gapreg, "check", "--today", "2026-03-02", "--output-format", "json").stdout)
    names = ["id", "heading", "status", "priority", "severity", "owner", "sla", "first_seen", "source_pages"]
    entries = [[e[n] for n in names] for r in entries["registers"] for e in r["entries"]]
    return entries, sorted(f"{f['rule']} {f['entry']} {f['message']}" for f in found["findings"])


def becomes(old, new):
    return lambda text: text.replace(old, new, 1)


def without_tables(text):
    return re.sub(r"(?m)^\|.*\n", "", text)


def without_second(text):
    starts = [match.start() for match in re.finditer(r"(?m)^### ", text)]
    return text[: starts[1]] + text[starts[2] :]


OPEN = "**Status:** Open"
CASES = [
    ([], ["set", "G-002", "owner=Çok Uzun Adlı Ödeme Takımı | x"]),
    ([], ["set", "G-002", "target version=日本語 🎉 v2"]),
    ([], ["set", "G-003", "status=In Progress"]),
    ([(EN, becomes(OPEN, "**Status:** In Progress"))], ["triage"]),
    ([(EN, becomes("**Owner:** ", "**Owner:** Very Long Name Of "))], ["check", "--fix"]),
    ([(EN, becomes("**Owner:** ", "**Owner:** Very Long Name Of "))], ["mirror", "--fix"]),
    ([(EN, becomes(OPEN, "**Status:** open"))], ["lint", "--fix"]),
    ([(TR, without_second)], ["mirror", "--fix", "--stub"]),
    ([], ["new", "Loans → Holds → A hold of 日本 is lost | ğ", "--priority", "P1", "--owner", "Desk"]),
    ([(EN, without_tables), (TR, without_tables)], ["triage"]),
    ([], ["triage", "--rewrite-texts"]),
    ([], ["adopt", EN, "--write"]),
    ([], ["init"]),
]
for tool in tools:
    entries, found = said(fresh(None))
    again = said(fresh(tool))
    assert again[0] == entries, f"{tool}: other entries"
    more = [line for line in again[1] if line not in found]
    assert not more, f"{tool}: {more}"
    for edits, command in CASES:
        root = fresh(tool, edits)
        before = {path: (root / path).read_text() for path in (EN, TR)}
        done = run(root, gapreg, *command)
        assert done.returncode in (0, 1), f"{command}: {done.stderr}"
        writes = command[0] not in ("init", "adopt") and command[-1] != "--rewrite-texts"
        is_same = all((root / path).read_text() == text for path, text in before.items())
        assert not (writes and is_same), f"{tool}: {command} wrote nothing: {done.stderr}"
        checked = run(root, *CHECK[tool], "docs")
        assert checked.returncode == 0, f"{tool}: after {command}:\n{checked.stdout}{checked.stderr}"
    print(f"{tool}: {len(CASES)} commands, and its check passes after each")
if "prettier" in tools:
    for command in (["set", "G-002", "owner=Çok Uzun Adlı Ödeme Takımı"], ["triage"]):
        root = fresh("prettier", [(EN, becomes(OPEN, "**Status:** In Progress"))])
        (root / ".markdownlint.json").write_text('{ "default": false, "MD055": true, "MD056": true, "MD060": { "style": "aligned" } }')
        run(root, gapreg, *command)
        checked = run(root, f"{node}/markdownlint-cli2", EN, TR)
        assert checked.returncode == 0, f"markdownlint: after {command}:\n{checked.stdout}{checked.stderr}"
    print("markdownlint: the tables are aligned")
PYTHON
