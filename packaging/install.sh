#!/usr/bin/env bash
# Installs gapreg for the action: a wheel of the checkout that the inputs name with its hash, or this
# repository, built at the commit of the action. Nothing is installed by its name.
#
# Python runs isolated (-I) and in a folder of its own: a `venv.py` or `pip.py` in the checkout is not run.
set -euo pipefail

checkout=$PWD
folder=$RUNNER_TEMP/gapreg
mkdir -p "$folder/work"
cd "$folder/work"
python3 -I -m venv "$folder"
# On Windows the programs are in another folder.
bin=$folder/bin
[ -d "$bin" ] || bin=$folder/Scripts
pip() { "$bin/python" -I -m pip --isolated --quiet --disable-pip-version-check "$@"; }

wheel=${GAPREG_WHEEL:-}
if [ -n "$wheel" ]; then
  hash=${GAPREG_WHEEL_SHA256:-}
  if [[ ! $hash =~ ^[0-9a-f]{64}$ ]]; then
    echo "gapreg: the wheel needs its SHA-256 in wheel-sha256" >&2
    exit 2
  fi
  # A copy is checked and installed: the checkout may change meanwhile.
  case $wheel in /*) ;; *) wheel=$checkout/$wheel ;; esac
  name=${wheel##*/}
  if [[ ! $name =~ ^gapreg-[0-9A-Za-z_.+-]+\.whl$ ]] || [ ! -f "$wheel" ]; then
    echo "gapreg: there is no wheel of gapreg at that path" >&2
    exit 2
  fi
  cp -- "$wheel" "$folder/work/$name"
  printf './%s --hash=sha256:%s\n' "$name" "$hash" >"$folder/work/requirements.txt"
  pip install --no-index --no-deps --require-hashes --requirement "$folder/work/requirements.txt" || exit 2
else
  pip install --no-deps "$GITHUB_ACTION_PATH"
fi
"$bin/gapreg" --version
