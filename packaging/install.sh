#!/usr/bin/env bash
# Installs gapreg for the action: the published wheel, or this repository if there is none.
set -euo pipefail

venv=$RUNNER_TEMP/gapreg
python3 -m venv "$venv"
# On Windows the programs are in another folder.
bin=$venv/bin
[ -d "$bin" ] || bin=$venv/Scripts

version=${GAPREG_VERSION:-}
if [ -z "$version" ]; then
  version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1)
fi
if [[ ! $version =~ ^[0-9A-Za-z.+-]+$ ]]; then
  echo "gapreg: there is no version like '$version'" >&2
  exit 2
fi
pip() { "$bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
if ! pip install --only-binary=:all: "gapreg==$version"; then
  [ -z "${GAPREG_VERSION:-}" ] || exit 2
  echo "gapreg: no wheel of $version for this machine; it is built from source" >&2
  pip install "$GITHUB_ACTION_PATH"
fi
"$bin/gapreg" --version
