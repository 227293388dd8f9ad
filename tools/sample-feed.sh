#!/usr/bin/env bash
# Writes a sample feed that is made now.
set -euo pipefail
cd "$(dirname "$0")/.."
# Most of the sample's offices are seven hours ahead of UTC; POSIX writes that with a minus and needs no zone files.
read -r today time < <(TZ=WIB-7 date '+%F %R')
tools/with native cargo run --quiet --features cli --bin slot-feed -- sample --start "$today" --time "$time" >"$1.new"
mv "$1.new" "$1"
