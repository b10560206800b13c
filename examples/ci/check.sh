#!/bin/sh
# Any CI: one line for each finding in the log, test results for whatever shows them.
# Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 it could not do its work.
set -eu

: "${DOCS:=docs}"

status=0
gapreg check --output-format junit --output-file gapreg.xml --quiet "$DOCS" || status=$?
[ "$status" -le 1 ] || exit "$status"
gapreg check --output-format concise "$DOCS"
