# A long run shows its progress, on a terminal only, and removes it at the end.

gapreg=$WORK/venv/bin/gapreg
[ -x "$gapreg" ] || { echo "no wheel is installed: tests/outside/run wheel" >&2; exit 1; }

# Enough entries to take more than a second on any machine.
cd "$SCRATCH"
"$TOOLS/python" - "$ROOT/examples/docs/en/runbooks/backend-gap-register.md" <<'PYTHON'
import os
import shutil
import sys

shutil.copy(sys.argv[1], "gap-register-0.md")
for number in range(1, 8000):
    os.link("gap-register-0.md", f"gap-register-{number}.md")
PYTHON

"$TOOLS/python" - "$gapreg" <<'PYTHON'
import os
import pty
import subprocess
import sys

command = [sys.argv[1], "check", "--statistics"]
terminal, stderr = pty.openpty()
# On one core, so that no machine is done within a second.
slow = {**os.environ, "RAYON_NUM_THREADS": "1"}
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
assert "checking 8000 registers … 1 s" in said, said[-500:]
# The progress is removed before anything else is printed.
after = said.rsplit(" s", 1)[0].rsplit(clear, 1)
assert said.count(clear) > 1 and f"{clear}" in said.rsplit(" … ", 1)[1], said[-500:]
piped = subprocess.run(command, capture_output=True, check=False)
assert b"\x1b" not in piped.stderr and "…".encode() not in piped.stderr, piped.stderr[-500:]
quiet = subprocess.run([*command, "--quiet"], capture_output=True, check=False)
assert quiet.stderr == b"", quiet.stderr[-500:]
print(f"{said.count(clear)} frames on a terminal, none in a pipe")
PYTHON
