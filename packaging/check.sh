#!/usr/bin/env bash
# Runs the check of the action. The inputs come as environment variables and are never evaluated.
set -euo pipefail

bin=$RUNNER_TEMP/gapreg/bin
[ -d "$bin" ] || bin=$RUNNER_TEMP/gapreg/Scripts

options=()
[ -z "$GAPREG_BASE" ] || options+=("--base=$GAPREG_BASE")
[ -z "$GAPREG_CHANGED_SINCE" ] || options+=("--changed-since=$GAPREG_CHANGED_SINCE")
[ -z "$GAPREG_BASELINE" ] || options+=("--baseline=$GAPREG_BASELINE")
[ -z "$GAPREG_CONFIG" ] || options+=("--config=$GAPREG_CONFIG")

paths=()
while IFS= read -r path || [ -n "$path" ]; do
  [ -z "$path" ] || paths+=("$path")
done <<<"$GAPREG_PATHS"

case $GAPREG_UPLOAD_SARIF in [Tt][Rr][Uu][Ee])
  "$bin/gapreg" check ${options[@]+"${options[@]}"} --fail-on=never --quiet \
    --output-format=sarif --output-file="$RUNNER_TEMP/gapreg.sarif" -- ${paths[@]+"${paths[@]}"}
  echo "sarif=$RUNNER_TEMP/gapreg.sarif" >>"$GITHUB_OUTPUT" ;;
esac
"$bin/gapreg" check ${options[@]+"${options[@]}"} "--fail-on=$GAPREG_FAIL_ON" \
  --output-format=github -- ${paths[@]+"${paths[@]}"}
