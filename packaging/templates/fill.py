#!/usr/bin/env python3
"""Fills the templates of this folder: fill.py FOLDER_OF_ARCHIVES OWNER/REPOSITORY FOLDER.

`{{version}}`, `{{repository}}` and `{{sha256 TARGET}}` are replaced; a checksum whose archive is missing
is an error.
"""

import hashlib
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def archive(archives, target):
    found = sorted(Path(archives).glob(f"gapreg-*-{target}.*"))
    if len(found) != 1:
        raise SystemExit(f"there is not one archive for {target}: {found}")
    return found[0]


def main(archives, repository, folder):
    any_archive = archive(archives, "x86_64-unknown-linux-gnu")
    version = any_archive.name.split("-")[1]

    def value(match):
        name, _, target = match.group(1).partition(" ")
        if name == "sha256":
            return hashlib.sha256(archive(archives, target).read_bytes()).hexdigest()
        return {"version": version, "repository": repository}[name]

    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    for template in ("gapreg.rb", "winget.yaml"):
        text = (HERE / template).read_text(encoding="utf-8")
        (out / template).write_text(re.sub(r"\{\{(.*?)\}\}", value, text), encoding="utf-8")
        print(out / template)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
