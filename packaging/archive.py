#!/usr/bin/env python3
"""Takes the program out of a wheel and puts it into an archive: archive.py TARGET WHEEL FOLDER.

The archive is what `cargo binstall`, Homebrew and winget download: gapreg-VERSION-TARGET.tar.gz, or .zip
for Windows, with the program, the licence and the README.
"""

import io
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def program(wheel):
    """The name and the bytes of the program in a wheel."""
    with zipfile.ZipFile(wheel) as files:
        names = [name for name in files.namelist() if ".data/scripts/gapreg" in name]
        if len(names) != 1:
            raise SystemExit(f"{wheel} does not hold one program: {names}")
        return names[0].rsplit("/", 1)[1], files.read(names[0])


def main(target, wheel, folder):
    version = Path(wheel).name.split("-")[1]
    name, data = program(wheel)
    stem = f"gapreg-{version}-{target}"
    others = [(other, (ROOT / other).read_bytes()) for other in ("LICENSE", "README.md")]
    files = [(name, data, 0o755)] + [(other, text, 0o644) for other, text in others]
    if "windows" in target:
        path = Path(folder, f"{stem}.zip")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for inner, text, _ in files:
                archive.writestr(f"{stem}/{inner}", text)
    else:
        path = Path(folder, f"{stem}.tar.gz")
        with tarfile.open(path, "w:gz") as archive:
            for inner, text, mode in files:
                member = tarfile.TarInfo(f"{stem}/{inner}")
                member.size, member.mode = len(text), mode
                archive.addfile(member, io.BytesIO(text))
    print(path)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
