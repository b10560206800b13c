"""Builds the wheel with maturin, or downloads the published wheel if Rust is not installed.

pre-commit installs a hook by `pip install .` in a checkout. Users should not need Rust for that:
the published wheel of the same version is the same program.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path


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


def _published(wheel_directory):
    version = _manifest("version")
    before = set(Path(wheel_directory).iterdir())
    ask = ["download", "--quiet", "--no-deps", "--only-binary=:all:"]
    wanted = ["--dest", str(wheel_directory), f"gapreg=={version}"]
    done = subprocess.run([sys.executable, "-m", "pip", *ask, *wanted], check=False)
    new = set(Path(wheel_directory).iterdir()) - before
    if done.returncode != 0 or len(new) != 1:
        raise SystemExit(
            f"There is no wheel of gapreg {version} for this machine. With Rust "
            f"{_manifest('rust-version')} or newer it is built from source: https://rustup.rs"
        )
    return new.pop().name


def get_requires_for_build_wheel(config_settings=None):
    return []


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    if not _has_rust():
        return _published(wheel_directory)
    import maturin

    return maturin.build_wheel(wheel_directory, config_settings, metadata_directory)


def get_requires_for_build_sdist(config_settings=None):
    return []


def build_sdist(sdist_directory, config_settings=None):
    import maturin

    return maturin.build_sdist(sdist_directory, config_settings)
