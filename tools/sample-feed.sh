#!/usr/bin/env bash
# Writes a sample feed to a file:
#
#     tools/sample-feed.sh FILE [DAY TIME]      made at that day and time in Jakarta, or now
set -euo pipefail
cd "$(dirname "$0")/.."
file=$1
# Most of the sample's offices are seven hours ahead of UTC; POSIX writes that with a minus and needs no zone files.
[ $# -gt 1 ] || read -ra now < <(TZ=WIB-7 date '+%F %R')
day=${2:-${now[0]}} time=${3:-${now[1]}}
tools/slot-feed sample --start "$day" --time "$time" >"$file.new"
mv "$file.new" "$file"
