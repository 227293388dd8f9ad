#!/usr/bin/env bash
# Installs the npm packages of folders, each from its lock file: instant where nothing has changed.
#
#     tools/npm-ci.sh FOLDER...
set -euo pipefail
for folder in "$@"; do
    cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed" && continue
    echo "setup: installing the packages of $folder"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    cp "$folder/package-lock.json" "$folder/node_modules/.installed"
done
