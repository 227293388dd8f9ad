#!/usr/bin/env bash
# Writes a sample feed whose first day is today.
set -euo pipefail
cd "$(dirname "$0")/.."
# Most of the sample's offices are seven hours ahead of UTC; POSIX writes that with a minus and needs no zone files.
today=$(TZ=WIB-7 date +%F)
tools/with native cargo run --quiet --features cli --bin slot-feed -- sample --start "$today" >"$1.new"
mv "$1.new" "$1"
