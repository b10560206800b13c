#!/usr/bin/env python3
"""Makes the npm packages from the archives of the program: pack.py FOLDER_OF_ARCHIVES FOLDER.

One package for each platform holds the program; the package `gapreg` depends on all of them as optional,
so that npm installs the one that fits, and starts it. Nothing is downloaded when it is installed.
"""

import io
import json
import re
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent

# The target of Rust, and what npm calls it: system, processor, C library.
PLATFORMS = {
    "x86_64-unknown-linux-gnu": ("linux", "x64", "glibc"),
    "aarch64-unknown-linux-gnu": ("linux", "arm64", "glibc"),
    "x86_64-unknown-linux-musl": ("linux", "x64", "musl"),
    "aarch64-unknown-linux-musl": ("linux", "arm64", "musl"),
    "x86_64-apple-darwin": ("darwin", "x64", None),
    "aarch64-apple-darwin": ("darwin", "arm64", None),
    "x86_64-pc-windows-msvc": ("win32", "x64", None),
    "aarch64-pc-windows-msvc": ("win32", "arm64", None),
}


def suffix(platform):
    """How a platform is named in the name of its package: linux-x64, linux-x64-musl."""
    system, processor, library = platform
    return f"{system}-{processor}" + ("-musl" if library == "musl" else "")


def program(archive):
    """The name and the bytes of the program in an archive."""
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as files:
            name = next(name for name in files.namelist() if name.endswith("/gapreg.exe"))
            return "gapreg.exe", files.read(name)
    with tarfile.open(archive) as files:
        name = next(name for name in files.getnames() if name.endswith("/gapreg"))
        return "gapreg", files.extractfile(name).read()


def described(version):
    """What every package says of itself."""
    manifest = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    description = re.search(r'^description = "(.*)"', manifest, re.MULTILINE).group(1)
    return {"version": version, "description": description, "license": "MIT"}


def pack(path, files):
    """Writes a package: files by their names, each with its bytes and its mode."""
    with tarfile.open(path, "w:gz") as archive:
        for name, (data, mode) in sorted(files.items()):
            member = tarfile.TarInfo(f"package/{name}")
            member.size, member.mode = len(data), mode
            archive.addfile(member, io.BytesIO(data))
    print(path)


def encoded(manifest):
    return (json.dumps(manifest, indent=2) + "\n").encode(), 0o644


def main(archives, folder):
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    optional, version = {}, None
    licence = ((ROOT / "LICENSE").read_bytes(), 0o644)
    for target, platform in PLATFORMS.items():
        found = sorted(Path(archives).glob(f"gapreg-*-{target}.*"))
        if not found:
            continue
        version = found[0].name.split("-")[1]
        name, data = program(found[0])
        system, processor, library = platform
        package = f"gapreg-{suffix(platform)}"
        optional[package] = version
        manifest = {"name": package, **described(version), "os": [system], "cpu": [processor]}
        if library:
            manifest["libc"] = [library]
        manifest["preferUnplugged"] = True
        files = {"package.json": encoded(manifest), "LICENSE": licence, f"bin/{name}": (data, 0o755)}
        pack(out / f"gapreg-npm-{suffix(platform)}.tgz", files)
    if version is None:
        raise SystemExit(f"there is no archive of the program in {archives}")
    manifest = {
        "name": "gapreg",
        **described(version),
        "bin": {"gapreg": "run.js"},
        "engines": {"node": ">=18"},
        "optionalDependencies": optional,
    }
    files = {
        "package.json": encoded(manifest),
        "LICENSE": licence,
        "README.md": ((ROOT / "README.md").read_bytes(), 0o644),
        "run.js": ((HERE / "run.js").read_bytes(), 0o755),
    }
    pack(out / "gapreg-npm.tgz", files)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
