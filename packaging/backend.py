"""Builds the wheel with maturin, or takes a wheel that the user keeps if Rust is not installed.

pre-commit installs a hook by `pip install .` in a checkout.
"""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

MATURIN = "maturin>=1.9,<2"


def _manifest(key):
    manifest = Path("Cargo.toml").read_text(encoding="utf-8")
    return re.search(rf'^{key} = "([^"]+)"', manifest, re.MULTILINE).group(1)


def _has_rust():
    """Whether Rust is installed and new enough: distributions often have old versions."""
    if shutil.which("cargo") is None or shutil.which("rustc") is None:
        return False
    said = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"rustc (\d+)\.(\d+)", said.stdout)
    wanted = tuple(int(part) for part in _manifest("rust-version").split("."))
    return found is not None and tuple(int(part) for part in found.groups()) >= wanted[:2]


def _kept(wheel_directory):
    """Takes the wheel that the user keeps, if it is the one of that hash. No index is asked: until the
    package is published, its name is nobody's."""
    path, wanted = os.environ.get("GAPREG_WHEEL"), os.environ.get("GAPREG_WHEEL_SHA256")
    if not path or not wanted:
        raise SystemExit(
            f"gapreg is built with Rust {_manifest('rust-version')} or newer (https://rustup.rs). Where "
            "there is none, set GAPREG_WHEEL to the path of a wheel that you built, and "
            "GAPREG_WHEEL_SHA256 to its SHA-256."
        )
    content = Path(path).read_bytes()
    if hashlib.sha256(content).hexdigest() != wanted.lower():
        raise SystemExit(f"{path} is not the wheel of that SHA-256")
    (Path(wheel_directory) / Path(path).name).write_bytes(content)
    return Path(path).name


def get_requires_for_build_wheel(config_settings=None):
    return [MATURIN] if _has_rust() else []


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    if not _has_rust():
        return _kept(wheel_directory)
    import maturin

    return maturin.build_wheel(wheel_directory, config_settings, metadata_directory)


def get_requires_for_build_sdist(config_settings=None):
    return [MATURIN]


def build_sdist(sdist_directory, config_settings=None):
    import maturin

    return maturin.build_sdist(sdist_directory, config_settings)
