#!/usr/bin/env python3
"""Compares gapreg with the linters that teams run on the same files. They run in turn.

`benches/peers/run.py [TURNS]`. Needs Python 3.11, npm and the package indices; what it fetches
stays in target/peers. The linters check other things: the figures show what a check costs, not
which linter is better.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target" / "peers"
TREE = WORK / "tree"
ONE = WORK / "one"
FILES, ENTRIES, MANY = 2_000, 10, 10_000
TODAY = "2026-02-10"
MARKDOWNLINT = "markdownlint-cli2@0.24.1"


def prepare():
    """The tools and the trees."""
    cargo = ["cargo", "build", "--release", "--locked", "--quiet"]
    subprocess.run(cargo, cwd=ROOT, check=True)
    if not (WORK / "venv").exists():
        venv.create(WORK / "venv", with_pip=True)
        pip = [WORK / "venv/bin/pip", "install", "--quiet", "--requirement"]
        subprocess.run([*pip, Path(__file__).with_name("requirements.txt")], check=True)
    if not (WORK / "node_modules").exists():
        npm = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", WORK]
        subprocess.run([*npm, MARKDOWNLINT], check=True)
    for folder, files, entries in [(TREE, FILES, ENTRIES), (ONE, 1, MANY)]:
        shutil.rmtree(folder, ignore_errors=True)
        write = ["cargo", "bench", "--quiet", "--bench", "growth", "--", "--write"]
        subprocess.run([*write, folder, str(files), str(entries)], cwd=ROOT, check=True)
        # No linter may find a configuration in a folder above.
        (folder / ".git").mkdir()


def measured(command, cwd, threads=None):
    """Wall time and processor time in seconds, peak memory in MiB."""
    env = {**os.environ}
    if threads:
        env["RAYON_NUM_THREADS"] = str(threads)
    start = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise SystemExit(f"{command} ended with {child.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(title, commands, cwd, turns):
    """A table of medians, each beside the first command's."""
    figures = {name: [] for name in commands}
    for turn in range(turns + 1):
        for name, (command, threads, most) in commands.items():
            # The first turn warms caches; what takes long is not asked often.
            if turn <= most:
                figures[name].append(measured(command, cwd, threads))
    print(f"\n{title}\n")
    print("| | wall | processor | peak | wall ratio | processor ratio |")
    print("|---|---:|---:|---:|---:|---:|")
    first = None
    for name, runs in figures.items():
        wall, cpu, peak = (statistics.median(run[at] for run in runs[1:]) for at in range(3))
        first = first or (wall, cpu)
        ratios = f"{wall / first[0]:.1f}× | {cpu / first[1]:.1f}×"
        print(f"| {name} | {wall * 1e3:.0f} ms | {cpu * 1e3:.0f} ms | {peak:.0f} MiB | {ratios} |")


def main():
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    prepare()
    gapreg = str(ROOT / "target/release/gapreg")
    rumdl = str(WORK / "venv/bin/rumdl")
    markdownlint = str(WORK / "node_modules/.bin/markdownlint-cli2")
    ours = ["--today", TODAY, "--quiet", "docs"]
    drain = ["cargo", "bench", "--quiet", "--bench", "ratios", "--no-run"]
    subprocess.run(drain, cwd=ROOT, check=True)
    many = 1_000
    tree = {
        "gapreg check": ([gapreg, "check", *ours], None, many),
        "gapreg lint": ([gapreg, "lint", *ours], None, many),
        "gapreg lint, one thread": ([gapreg, "lint", *ours], 1, many),
        "rumdl, no cache": ([rumdl, "check", "--no-cache", "--quiet", "docs"], None, many),
        "rumdl, warm cache": ([rumdl, "check", "--cache-dir", str(WORK / "cache"), "--quiet", "docs"], None, many),
        "markdownlint-cli2": ([markdownlint, "docs/**/*.md"], None, 1),
    }
    compare(f"{FILES * ENTRIES:,} entries in {FILES:,} files", tree, TREE, turns)
    one = {
        "gapreg lint": ([gapreg, "lint", *ours], None, many),
        "gapreg lint, one thread": ([gapreg, "lint", *ours], 1, many),
        "rumdl, no cache": ([rumdl, "check", "--no-cache", "--quiet", "docs"], None, 2),
    }
    compare(f"{MANY:,} entries in one file", one, ONE, turns)


if __name__ == "__main__":
    main()
