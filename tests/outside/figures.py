#!/usr/bin/env python3
"""Computes the figures of `gapreg report` from `git log -p`, and compares them: figures.py GAPREG [SEED…]

Each seed scripts a history of its own: entries are added, move through their states, are reopened,
closed without a repair, removed and put back, several of them in one commit or in one commit each.
Shares no code with gapreg, and needs only Python and git.
"""

import datetime
import json
import math
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile

PATH = "docs/gap-register.md"
FLOW = ["Open", "In Progress", "Fixed", "Verified"]
SLA = {"P0": 1, "P1": 7, "P2": 30}
AREAS = ["Desk → Loans", "Desk → Fines", "Reports"]
OWNERS = ["Backend", "Desk team", "Yerelleştirme"]
DAY = datetime.timedelta(days=1)
FIRST = datetime.date(2025, 11, 20)

# ---- A scripted history -----------------------------------------------------------------------


def entry_text(number, entry):
    lines = [f"### 1.{number} {entry['area']} → {entry['title']}", ""]
    for label in ("ID", "First Seen", "Status", "Priority", "Owner", "SLA", "Symptom"):
        if entry.get(label):
            lines.append(f"- **{label}:** {entry[label]}")
    return "\n".join(lines) + "\n"


def register_text(entries):
    head = "# Gaps of the desk\n\nStatus flow: **Open → In Progress → Fixed → Verified** (or **Won't fix**)\n"
    return "\n".join([head] + [entry_text(at + 1, entry) for at, entry in enumerate(entries)])


def new_entry(rng, number, day):
    priority = rng.choice(list(SLA))
    seen = day - DAY * rng.choice([0, 0, 1, 3, 12])
    words = ["renewal", "fine", "slip", "hold", "card", "mail", "seat", "queue"]
    return {
        "area": rng.choice(AREAS),
        "title": f"The {rng.choice(words)} of case {number} is lost",
        "ID": f"G-{number:03}",
        "First Seen": "" if rng.random() < 0.15 else seen.isoformat(),
        "Status": rng.choice(["Open", "Open", "Open", "In Progress", "Fixed", "Verified"]),
        "Priority": priority,
        "Owner": "" if rng.random() < 0.1 else rng.choice(OWNERS),
        "SLA": f"{SLA[priority]}d",
        "Symptom": f"Case {number} shows what it should not show, and nobody knows why.",
    }


def change(rng, entry):
    kind = rng.random()
    if kind < 0.7:
        entry["Status"] = rng.choice(FLOW + ["Won't fix"] if kind < 0.1 else FLOW)
    elif kind < 0.85:
        entry["Owner"] = rng.choice(OWNERS)
    else:
        entry["Symptom"] += " Again."


def history(rng):
    """Days and texts, the oldest first."""
    day, entries, gone, versions, number = FIRST, [], [], [], 0
    for _ in range(rng.randint(1, 40)):
        for _ in range(rng.choice([1, 1, 2, 5])):
            chance = rng.random()
            if chance < 0.4 or not entries:
                number += 1
                entries.append(new_entry(rng, number, day))
            elif chance < 0.9:
                change(rng, rng.choice(entries))
            elif chance < 0.95:
                gone.append(entries.pop(rng.randrange(len(entries))))
            elif gone:
                entries.append(gone.pop())
            # One commit for each change, or one for several.
            if rng.random() < 0.6 and entries:
                versions.append((day, register_text(entries)))
        if entries:
            versions.append((day, register_text(entries)))
        day += DAY * rng.choice([0, 1, 1, 2, 5, 20])
    return versions, day


def git(folder, *args, given=None):
    env = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "TZ": "UTC"}
    done = subprocess.run(["git", *args], cwd=folder, input=given, env=env, capture_output=True, check=True)
    return done.stdout.decode()


def make_repository(folder, versions):
    git(folder, "init", "--quiet", "--initial-branch", "main")
    stream = []
    for at, (day, text) in enumerate(versions):
        second = int(datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.timezone.utc).timestamp())
        data = text.encode()
        stream.append(f"commit refs/heads/main\ncommitter Ada <ada@example.org> {second + at} +0000\n".encode())
        stream.append(f"data 6\nchange\nM 100644 inline {PATH}\ndata {len(data)}\n".encode() + data + b"\n")
    git(folder, "fast-import", "--quiet", given=b"".join(stream))
    git(folder, "checkout", "--quiet", "--force", "main")


# ---- What `git log -p` says -------------------------------------------------------------------


def read_entries(lines):
    entries, entry = {}, None
    for line in lines:
        if line.startswith("### "):
            area, _, _ = line[4:].partition(" ")[2].rpartition(" → ")
            entry = {"area": area.split(" → ")}
        elif entry is not None and (field := re.match(r"- \*\*(.+?):\*\* (.*)", line)):
            entry[field[1]] = field[2]
            if field[1] == "ID":
                entries[field[2]] = entry
    return entries


def versions_of(folder):
    """The entries after each commit. With all lines as context, a patch holds the whole new text."""
    log = git(folder, "log", "-p", "--reverse", "-U100000", "--format=commit %cs", "--", PATH)
    for part in re.split(r"^commit (?=\d{4}-\d\d-\d\d$)", log, flags=re.M)[1:]:
        day, _, patch = part.partition("\n")
        hunk = patch.partition("\n@@")[2].split("\n")[1:]
        lines = [line[1:] for line in hunk if line[:1] in (" ", "+")]
        yield datetime.date.fromisoformat(day), read_entries(lines)


def lives_of(folder):
    lives, before = {}, {}
    for day, now in versions_of(folder):
        for name in before.keys() - now.keys():
            lives[name]["states"].append((day, None))
        for name, entry in now.items():
            life = lives.setdefault(name, {"states": [], "added": day})
            if before.get(name) != entry and life.get("entry") != entry:
                life["changed"] = day
            elif name not in before:
                life["changed"] = day
            life["entry"] = entry
            if not life["states"] or life["states"][-1][1] != entry["Status"]:
                life["states"].append((day, entry["Status"]))
        before = now
    return lives


# ---- The figures ------------------------------------------------------------------------------

FIXED, OPEN = {"Fixed", "Verified"}, {"Open", "In Progress"}


def date_of(text):
    return datetime.date.fromisoformat(text) if text else None


class Life:
    def __init__(self, life, today):
        entry = self.entry = life["entry"]
        self.added, self.changed = life["added"], life["changed"]
        self.there = [(day, state) for day, state in life["states"] if state]
        last, self.now = life["states"][-1]
        self.removed = None if self.now else last
        self.priority, self.owner = entry["Priority"], entry.get("Owner")
        seen = date_of(entry.get("First Seen"))
        self.opened = seen or self.added
        self.due = seen + DAY * int(entry["SLA"][:-1]) if seen else None
        self.fixed = self.reached(FIXED)
        self.verified = self.reached({"Verified"})
        self.today = today

    def reached(self, states):
        """A day, `unknown`, or None: since when it is in one of the states without a break."""
        since = None
        for at, (day, state) in enumerate(self.there):
            if state not in states:
                since = None
            elif since is None:
                since = day if at else "unknown"
        return since

    def outcome(self):
        last = self.there[-1][1]
        if last == "Won't fix" or not self.due or self.due > self.today:
            return None
        if last in FIXED:
            first = self.there[0][0]
            if self.fixed == "unknown":
                return "kept" if first <= self.due else "unknown"
            return "kept" if self.fixed <= self.due else "missed"
        return "overdue" if self.now and self.due < self.today else None

    def reopened(self):
        pairs = zip(self.there, self.there[1:])
        return [day for (_, old), (day, new) in pairs if old not in OPEN and new in OPEN]


def month(day):
    return day.isoformat()[:7]


def durations(days):
    known = sorted(day for day in days if day is not None)
    if not known:
        return {"count": 0, "unknown": len(days), "median": None, "p90": None}
    nine = known[math.ceil(len(known) * 9 / 10) - 1]
    median = statistics.median(known)
    return {"count": len(known), "unknown": len(days) - len(known), "median": median, "p90": nine}


def split(members, figure):
    """Members are (priority, month or None, value)."""
    priorities = sorted({priority for priority, _, _ in members})
    months = sorted({month for _, month, _ in members if month})
    values = lambda fits: figure([value for *key, value in members if fits(key)])
    return {
        "all": values(lambda key: True),
        "by_priority": [{"priority": p, **values(lambda key: key[0] == p)} for p in priorities],
        "by_month": [{"month": m, **values(lambda key: key[1] == m)} for m in months],
    }


def times(lives, start, end):
    members = []
    for life in lives:
        done, begun = end(life), start(life)
        if done:
            known = isinstance(done, datetime.date) and isinstance(begun, datetime.date) and begun <= done
            when = month(done) if isinstance(done, datetime.date) else None
            members.append((life.priority, when, (done - begun).days if known else None))
    return split(members, durations)


def kept(outcomes):
    counts = {name: outcomes.count(name) for name in ("kept", "missed", "overdue", "unknown")}
    known = len(outcomes) - counts["unknown"]
    return {**counts, "percent": math.floor(counts["kept"] * 100 / known + 0.5) if known else None}


def ages(lives):
    steps = {"up_to_7": 7, "up_to_30": 30, "up_to_90": 90, "older": 10**9}
    counts = dict.fromkeys(steps, 0)
    for life in lives:
        age = (life.today - life.opened).days
        counts[next(name for name, last in steps.items() if age <= last)] += 1
    return {**counts, "unknown": 0}


def groups(lives, name, today):
    found = {}
    for life in lives:
        if life.now:
            open_, overdue, fixed = found.get(name(life), (0, 0, 0))
            is_late = isinstance(life.fixed, datetime.date) and (today - life.fixed).days < 30
            found[name(life)] = (open_ + (life.now in OPEN), overdue + (life.outcome() == "overdue"), fixed + is_late)
    rows = [dict(name=n, open=o, overdue=d, fixed=f) for n, (o, d, f) in found.items() if o + d + f]
    return sorted(rows, key=lambda row: (-row["overdue"], -row["open"], -row["fixed"], row["name"] or ""))


def figures(folder, today):
    lives = [Life(life, today) for life in lives_of(folder).values()]
    open_ = [life for life in lives if life.now in OPEN]
    judged = [(life.priority, month(life.due), life.outcome()) for life in lives if life.outcome()]
    reopened = [life.reopened() for life in lives]
    months = [month(day) for days in reopened for day in days]
    stuck = [life for life in lives if life.now in OPEN | {"Fixed"} and (today - life.changed).days >= 30]
    ids = lambda fits: sorted(life.entry["ID"] for life in lives if fits(life))
    late = lambda day: isinstance(day, datetime.date) and (today - day).days < 30
    shared = min((len(os.path.commonprefix([life.entry["area"], other.entry["area"]]))
                  for life in lives if life.now for other in lives if other.now), default=0)
    area = lambda life: " → ".join(life.entry["area"][: shared + 1]) or None
    return {
        "time_to_fix": times(lives, lambda life: life.opened, lambda life: life.fixed),
        "time_to_verify": times(lives, lambda life: life.fixed, lambda life: life.verified),
        "deadlines": split(judged, kept),
        "ages": {
            "all": ages(open_),
            "by_priority": [{"priority": p, **ages([life for life in open_ if life.priority == p])}
                            for p in sorted({life.priority for life in open_})],
        },
        "reopened": {
            "entries": sum(map(bool, reopened)),
            "times": len(months),
            "by_month": [{"month": m, "times": months.count(m)} for m in sorted(set(months))],
        },
        "stuck": sorted((life.entry["ID"], (today - life.changed).days) for life in stuck),
        "owners": groups(lives, lambda life: life.owner, today),
        "areas": groups(lives, area, today),
        "changes": {
            "added": ids(lambda life: late(life.added)),
            "fixed": ids(lambda life: late(life.fixed)),
            "verified": ids(lambda life: late(life.verified)),
            "reopened": ids(lambda life: any(map(late, life.reopened()))),
            "closed": ids(lambda life: late(life.reached({"Won't fix"}))),
            "removed": ids(lambda life: late(life.removed)),
        },
    }


def reported(gapreg, folder, today):
    command = [gapreg, "report", "--quiet", "--format", "json", "--today", today.isoformat(), PATH]
    report = json.loads(subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout)
    report["stuck"] = sorted((entry["id"], entry["days"]) for entry in report["stuck"]["entries"])
    changes = report["changes"].items()
    report["changes"] = {name: sorted(e["id"] for e in found) for name, found in changes if name != "since"}
    return report


def compare(gapreg, seed):
    with tempfile.TemporaryDirectory() as folder:
        versions, today = history(random.Random(seed))
        make_repository(folder, versions)
        wanted, report = figures(folder, today), reported(gapreg, folder, today)
        wrong = [name for name in wanted if report[name] != wanted[name]]
        for name in wrong:
            print(f"seed {seed}, {name}:\n  git log: {json.dumps(wanted[name])}\n  gapreg:  {json.dumps(report[name])}")
        # Packed otherwise, the same commits have the same figures.
        if seed % 10 == 0:
            git(folder, "repack", "-a", "-d", "--quiet")
            if reported(gapreg, folder, today) != report:
                wrong.append("repacked")
                print(f"seed {seed}: other figures after `git repack`")
        return not wrong


def main():
    gapreg, seeds = os.path.abspath(sys.argv[1]), [int(seed) for seed in sys.argv[2:]] or range(40)
    same = [compare(gapreg, seed) for seed in seeds]
    print(f"{sum(same)} of {len(same)} histories have the figures of `git log -p`")
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
