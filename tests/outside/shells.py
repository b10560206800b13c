#!/usr/bin/env python3
"""Types words and a tabulator into a shell, and looks at what it makes of them: shells.py SHELL SCRIPT."""

import os
import pty
import re
import select
import sys
import time

COMMANDS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
# What is typed, and the words that the shell has after the tabulator.
CASES = [
    ("gapreg set G-004 status=F", ["set", "G-004", "status=Fixed"]),
    ("gapreg set G-004 status=In", ["set", "G-004", "status=In Progress"]),
    ("gapreg set G-004 status=In\\ P", ["set", "G-004", "status=In Progress"]),
    ("gapreg set G-004 own", ["set", "G-004", "owner="]),
    ("gapreg new 'A > B' --owner Rep", ["new", "A > B", "--owner", "Reporting"]),
    ("gapreg explain mirror-cod", ["explain", "mirror-code"]),
]


class Shell:
    def __init__(self, name, script):
        environment = dict(os.environ, TERM="dumb", PS1="$ ")
        process, self.terminal = pty.fork()
        if process == 0:
            os.execvpe(COMMANDS[name][0], COMMANDS[name], environment)
        self.read(1.0)
        load = f"source {script}"
        if name == "zsh":
            load = f"autoload -U compinit; compinit -u; {load}"
        self.type(load + "\n")
        self.read(2.0)

    def type(self, text):
        os.write(self.terminal, text.encode())

    def read(self, seconds, until=None):
        """What is printed in a time, or until a pattern comes."""
        text, end = "", time.time() + seconds
        while time.time() < end and not (until and re.search(until, text)):
            if select.select([self.terminal], [], [], 0.05)[0]:
                try:
                    text += os.read(self.terminal, 65536).decode(errors="replace")
                except OSError:
                    break
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text).replace("\r", "")

    def completed(self, typed):
        """The words after a tabulator: they are given to a program that prints them."""
        self.type(typed)
        self.read(0.5)
        self.type("\t")
        self.read(2.0)
        # To the start of the line: a program that prints its arguments takes the place of gapreg.
        self.type("\x01printf '<%s>' \x05 ; echo END\n")
        printed = self.read(10.0, r"<gapreg>[^\n]*END")
        return re.findall(r"<([^<>]*(?:> [^<>]*)?)>", printed[printed.rfind("<gapreg>"):])[1:]


def main(name, script):
    shell, bad = Shell(name, script), 0
    for typed, expected in CASES:
        found = shell.completed(typed)
        if found != expected:
            bad += 1
            print(f"{name}: {typed}: {found}, not {expected}")
    print(f"ok -- {name} completes" if bad == 0 else f"{bad} of {len(CASES)} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
