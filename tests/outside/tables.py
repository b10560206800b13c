"""Reads the entries of many registers in DuckDB and Spark, by the code that a page shows.

usage: tables.py GAPREG FOLDER PAGE

REGISTERS=10000 reads as many as the page says. Spark reads them where SPARK=true.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import duckdb

GAPREG, FOLDER, PAGE = (Path(argument).resolve() for argument in sys.argv[1:])
REPOSITORIES = 10
REGISTERS = int(os.environ.get("REGISTERS", "1000")) // REPOSITORIES

ENTRY = """### 1.{number} Loans → Renewals → Renewal {number} is refused

- **ID:** G-{number:03}
- **First Seen:** 2026-02-{day:02}
- **Environment:** all
- **Status:** {status}
- **Priority:** P{priority}
- **Owner:** {owner}
- **SLA:** 7d

- **Source page:** `/docs/en/loans.md`
- **Symptom:** The button of register {register} answers 404.
- **Verification:** The button renews.
"""


def register(at):
    """A register in English with three entries."""
    entries = [
        ENTRY.format(
            number=number,
            register=at,
            day=1 + at % 28,
            status=("Open", "In Progress", "Verified")[(at + number) % 3],
            priority=number - 1,
            owner=("Backend", "Reporting")[at % 2],
        )
        for number in (1, 2, 3)
    ]
    return "# Register (EN)\n\n## 1) Open gaps\n\n" + "\n".join(entries)


def git(root, *args):
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", root, *who, *args], check=True)


def make():
    """Repositories with registers, each with a remote."""
    for repository in range(REPOSITORIES):
        root = FOLDER / "org" / f"service-{repository}"
        for at in range(REGISTERS):
            path = root / f"area-{at:04}" / "gap-register.md"
            path.parent.mkdir(parents=True)
            path.write_text(register(at))
        git(root, "init", "--quiet")
        git(root, "add", ".")
        git(root, "commit", "--quiet", "--message", "Begin")
        git(root, "remote", "add", "origin", f"https://mia:secret@github.com/acme/service-{repository}.git")


def timed(*formats):
    start = time.monotonic()
    printed = subprocess.run([GAPREG, "list", *formats, "org"], cwd=FOLDER, capture_output=True, check=True)
    return time.monotonic() - start, printed.stdout


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text(), re.M | re.S)


def expected(lines):
    """The answer to the first question of the page, computed here."""
    still_open = [line for line in lines if line["status"] not in ("Fixed", "Verified")]
    counts = Counter((line["repository"], line["owner"]) for line in still_open)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return [(repository, owner, count) for (repository, owner), count in rows[:10]]


def try_duckdb(lines):
    first, *others = blocks("sql")
    rows = duckdb.sql(first).fetchall()
    assert [row[:3] for row in rows] == expected(lines), rows
    assert str(rows[0][3]) == min(line["first_seen"] for line in lines if line["owner"] == rows[0][1]), rows[0]
    symptoms = duckdb.sql(others[0]).fetchall()
    assert len(symptoms) == 10 and all("answers 404" in row[2] for row in symptoms), symptoms
    assert symptoms[0][3].startswith("https://github.com/acme/service-0/blob/"), symptoms[0]
    duckdb.sql(others[1])
    assert duckdb.sql("SELECT count(*) FROM 'gaps.parquet'").fetchall() == [(len(lines),)]
    print(f"duckdb {duckdb.__version__}: {len(lines)} entries, {len(others) + 1} queries of the page")


def try_spark(lines):
    if os.environ.get("SPARK") != "true":
        print("skipped: Spark runs only where SPARK=true")
        return
    if not shutil.which("java"):
        print("skipped: Spark needs Java, which is not installed")
        return
    code = blocks("python")[0]
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_SUBMIT_ARGS"] = "--master local[2] --conf spark.ui.enabled=false pyspark-shell"
    names = {}
    exec(code, names)  # The code of our own page.
    top = names["by_owner"].orderBy(names["F"].desc("open"), "repository", "owner").limit(10).collect()
    rows = [(row["repository"], row["owner"], row["open"]) for row in top]
    assert rows == expected(lines), rows
    assert names["gaps"].count() == len(lines)
    print(f"pyspark {names['spark'].version}: {len(lines)} entries, the same answer")
    names["spark"].stop()


make()
os.chdir(FOLDER)
timed("--format", "json")
plain = min(timed("--format", "json")[0] for _ in range(3))
seconds, printed = min((timed("--format", "ndjson") for _ in range(3)), key=lambda one: one[0])
Path("gaps.ndjson").write_bytes(printed)
lines = [json.loads(line) for line in printed.splitlines()]
assert len(lines) == 3 * REPOSITORIES * REGISTERS
assert len({line["repository"] for line in lines}) == REPOSITORIES
assert all(line["url"] and line["commit"] for line in lines)
assert b"secret" not in printed
print(f"{REPOSITORIES * REGISTERS} registers: {seconds:.2f} s as NDJSON with git, {plain:.2f} s as JSON without")
assert seconds < 1.5 * plain, "NDJSON is much slower than JSON"
try_duckdb(lines)
try_spark(lines)
