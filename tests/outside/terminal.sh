# A long run shows its progress, on a terminal only, and removes it at the end.

gapreg=$WORK/venv/bin/gapreg
[ -x "$gapreg" ] || { echo "no wheel is installed: tests/outside/run wheel" >&2; exit 1; }

cd "$SCRATCH"
"$TOOLS/python" - "$gapreg" "$ROOT/examples/docs/en/runbooks/backend-gap-register.md" <<'PYTHON'
import os
import pty
import shutil
import subprocess
import sys
import time

gapreg, example = sys.argv[1:]
command = [gapreg, "check", "--statistics"]
# On one core, so that fewer registers take long enough.
slow = {**os.environ, "RAYON_NUM_THREADS": "1"}
# As many registers as take two seconds on this machine, so that the first second is seen.
shutil.copy(example, "gap-register-0.md")
count, wanted, spent = 1, 250, 0.0
while spent < 2.0:
    for number in range(count, wanted):
        os.link("gap-register-0.md", f"gap-register-{number}.md")
    count, wanted, start = wanted, wanted * 2, time.monotonic()
    subprocess.run(command, env=slow, capture_output=True, check=False)
    spent = time.monotonic() - start

terminal, stderr = pty.openpty()
run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr, env=slow)
os.close(stderr)
said = b""
while True:
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    if not piece:
        break
    said += piece
run.wait()
said = said.decode()
clear = "\r\x1b[2K"
assert f"checking {count} registers … 1 s" in said, said[-500:]
# The progress is removed before anything else is printed.
after = said.rsplit(" s", 1)[0].rsplit(clear, 1)
assert said.count(clear) > 1 and f"{clear}" in said.rsplit(" … ", 1)[1], said[-500:]
piped = subprocess.run(command, capture_output=True, check=False)
assert b"\x1b" not in piped.stderr and "…".encode() not in piped.stderr, piped.stderr[-500:]
quiet = subprocess.run([*command, "--quiet"], capture_output=True, check=False)
assert quiet.stderr == b"", quiet.stderr[-500:]
print(f"{said.count(clear)} frames on a terminal, none in a pipe")
PYTHON
