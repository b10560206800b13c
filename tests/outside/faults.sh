# Faults of the system while a register is written: at every moment the file is the old or the new one.
# FAULTS=1000 sets how often a run is killed at a random moment.

gapreg=$WORK/venv/bin/gapreg
[ -x "$gapreg" ] || { echo "no wheel is installed: tests/outside/run wheel" >&2; exit 1; }
command -v strace >/dev/null || { echo "skipped: strace is not installed"; exit 0; }
strace -qq -o /dev/null true 2>/dev/null || { echo "skipped: strace may not trace here"; exit 0; }

"$TOOLS/python" - "$gapreg" "$ROOT/examples/docs/en/runbooks/backend-gap-register.md" "$SCRATCH" <<'PYTHON'
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

gapreg, example, scratch = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
folder = scratch / "faults"
register = folder / "gap-register.md"
old = example.read_bytes()
triage = [gapreg, "triage", "--quiet", str(register)]


def fresh():
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    register.write_bytes(old)
    register.chmod(0o640)


fresh()
subprocess.run(triage, check=True)
new = register.read_bytes()
assert new != old


def inspect(what, code, may_leave=False):
    now = register.read_bytes()
    assert now in (old, new), f"{what}: the register is neither the old one nor the new one"
    assert code != 0 or now == new, f"{what}: it says that it wrote, and has not"
    assert stat.S_IMODE(register.stat().st_mode) == 0o640, f"{what}: the mode is another"
    left = [file.name for file in folder.iterdir() if file != register]
    assert may_leave or not left, f"{what}: {left} is left lying about"
    return now == new


strace = shutil.which("strace")


def traced(inject):
    command = [strace, "-f", "-qq", "-o", str(scratch / "trace"), "-e", f"inject={inject}", *triage]
    # A close that is made to fail is not carried out, unlike one that fails by itself: git's pipe would
    # stay open and never end. So git is out of reach there.
    path = "" if inject.startswith("close:error") else os.environ["PATH"]
    environment = {**os.environ, "PATH": path}
    return subprocess.run(command, capture_output=True, check=False, env=environment, timeout=60)


CALLS = ["write", "fsync", "fdatasync", "rename", "renameat", "renameat2", "fchmod", "openat", "read", "close", "unlink"]
faults = kills = 0
for call in CALLS:
    for error in ["EIO", "ENOSPC", "EACCES"]:
        for when in range(1, 40):
            fresh()
            run = traced(f"{call}:error={error}:when={when}")
            what = f"{call} number {when} fails with {error}"
            if "INJECTED" not in (scratch / "trace").read_text(errors="replace"):
                break
            # If the loader cannot open a library, the program does not start: exit code 127. The standard
            # library itself gives up where a folder that was read cannot be closed.
            is_folder = call == "close" and b"closedir" in run.stderr
            assert is_folder or run.returncode in (0, 2, 127), f"{what}: exit {run.returncode}: {run.stderr.decode()}"
            # A temporary file that cannot be removed stays.
            inspect(what, run.returncode, may_leave=call == "unlink")
            faults += 1
for call in CALLS:
    for name in ["KILL", "INT", "TERM"]:
        for when in range(1, 40):
            fresh()
            run = traced(f"{call}:signal={name}:when={when}")
            if run.returncode >= 0 and f"--- SIG{name}" not in (scratch / "trace").read_text(errors="replace"):
                break
            inspect(f"SIG{name} at {call} number {when}", run.returncode, may_leave=True)
            kills += 1
print(f"{faults} failed system calls and {kills} signals at system calls: the old one or the new one")

wanted = int(os.environ.get("FAULTS", "200"))
written = 0
for _ in range(wanted):
    fresh()
    run = subprocess.Popen(triage, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(random.uniform(0, 0.006))
    run.send_signal(signal.SIGKILL)
    written += inspect("a kill at a moment of chance", run.wait() or 1, may_leave=True)
print(f"{wanted} kills: {written} came too late, no register is broken")

for _ in range(50):
    fresh()
    runs = [subprocess.Popen(triage, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(3)]
    codes = [run.wait() for run in runs]
    assert set(codes) <= {0, 2}, codes
    assert inspect("three runs at once", 0)
print("50 times three runs at once: all wrote the same, or said that the file had changed")

# An editor saves while the table is written, in place or by a rename: no save is lost.
noticed = 0
for n in range(wanted):
    fresh()
    saved = old + f"\nSaved {n}.\n".encode()
    run = subprocess.Popen(triage, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    time.sleep(random.uniform(0, 0.03))
    if n % 2:
        register.write_bytes(saved)
    else:
        (scratch / "saved").write_bytes(saved)
        (scratch / "saved").replace(register)
    noticed += b"changed by someone else" in run.communicate()[1]
    assert b"Saved" in register.read_bytes(), f"save {n} is lost"
    left = [file.name for file in folder.iterdir() if file != register]
    assert not left, f"{left} is left lying about"
print(f"{wanted} saves by an editor: {noticed} were noticed, none is lost")

# Several files: all new texts are on the disk before the first is in its place, and a run that was cut
# off is completed by the next.
second = folder / "other-gap-register.md"
both = [gapreg, "triage", "--quiet", str(folder)]
for call in ["renameat2", "fsync"]:
    for when in range(1, 12):
        fresh()
        second.write_bytes(old)
        command = [strace, "-f", "-qq", "-o", str(scratch / "trace"), "-e", f"inject={call}:signal=KILL:when={when}"]
        run = subprocess.run([*command, *both], capture_output=True, check=False, timeout=60)
        texts = [register.read_bytes(), second.read_bytes()]
        assert all(text in (old, new) for text in texts), f"killed at {call} {when}: a register is broken"
        prepared = [file for file in folder.iterdir() if file.name.startswith(".gapreg-")]
        if new in texts and old in texts:
            assert any(file.read_bytes() == new for file in prepared), "the other text was not ready"
        for file in prepared:
            file.unlink()
        subprocess.run(both, check=True)
        assert [register.read_bytes(), second.read_bytes()] == [new, new], "the next run did not complete it"
print("two files: each is whole at every moment, and the next run completes what was cut off")

# A file with two hard links: the other one keeps the old text, and the user is warned.
fresh()
other = folder / "other-name.md"
os.link(register, other)
run = subprocess.run([gapreg, "triage", str(register)], capture_output=True, check=True)
assert b"hard links" in run.stderr, run
assert (register.read_bytes(), other.read_bytes()) == (new, old)
print("two names: the one has the new text, the other the old, and that is said")

# A file of another user, and a folder without permission to write.
if os.geteuid() == 0:
    fresh()
    os.chown(register, 1234, 4321)
    subprocess.run(triage, check=True)
    now = register.stat()
    assert (now.st_uid, now.st_gid) == (1234, 4321), "the owner is another"
    assert inspect("a file of somebody else's", 0)

    nobody = 65534
    with tempfile.TemporaryDirectory() as open_to_all:
        closed = Path(open_to_all) / "closed"
        closed.mkdir()
        own, shared = Path(shutil.copy(gapreg, open_to_all)), closed / "gap-register.md"
        shared.write_bytes(old)
        shared.chmod(0o666)
        closed.chmod(0o555)
        Path(open_to_all).chmod(0o755)
        run = subprocess.run(
            [own, "triage", shared], capture_output=True, user=nobody, group=nobody, extra_groups=[], check=False
        )
        assert run.returncode == 2 and b"cannot write" in run.stderr, run
        assert shared.read_bytes() == old and os.listdir(closed) == [shared.name]

        # The user may write only as a member of the group: the group stays, so the owner can write, too.
        closed.chmod(0o777)
        os.chown(shared, 1234, 4321)
        shared.chmod(0o660)
        run = subprocess.run(
            [own, "triage", shared], capture_output=True, user=nobody, group=nobody, extra_groups=[4321], check=False
        )
        assert run.returncode == 0 and shared.read_bytes() == new, run
        assert (shared.stat().st_gid, stat.S_IMODE(shared.stat().st_mode)) == (4321, 0o660)
    print("the owner and the group stay; in a closed folder: the old one, exit 2")
else:
    print("skipped: only root can make files of somebody else's")

# A disk without space for a second copy.
disk = scratch / "disk"
disk.mkdir()
mount = ["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", str(disk)]
if subprocess.run(mount, capture_output=True, check=False).returncode == 0:
    try:
        full = disk / "gap-register.md"
        full.write_bytes(old)
        # The free space is less than the new file needs.
        (disk / "filler").write_bytes(b"x" * (os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize - 4096))
        run = subprocess.run([gapreg, "triage", str(full)], capture_output=True, check=False)
        assert run.returncode == 2 and b"cannot write" in run.stderr, run
        assert full.read_bytes() == old
        assert sorted(file.name for file in disk.iterdir()) == ["filler", "gap-register.md"]
        print("a full disk: the old one, exit 2, nothing left lying about")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
else:
    print("skipped: no disk can be mounted here")
PYTHON
