#!/usr/bin/env bash
# Builds what of the npm package in pkg/ comes from Rust: the Wasm as it is shipped, the checker's beside it, their JavaScript
# and their types. To be run by `tools/with wasm`. tools/build-package.mjs adds the rest.
#
# The crate is a cdylib and an rlib, and as long as both are built cargo silently leaves link-time optimisation out
# (rust-lang/cargo issue 9672). So the cdylib is built alone, in a folder where nothing else builds, and the command that
# cargo gave to rustc is kept for a test to look at.
set -euo pipefail
cd "$(dirname "$0")/.."

built="$CARGO_TARGET_DIR/shipped"
checker="$built/checker"
raw="$built/wasm32-unknown-unknown/release/slot_finder.wasm"
raw_checker="$checker/wasm32-unknown-unknown/release/slot_finder.wasm"
command="$built/rustc-command.txt"
package="$built/pkg"
complete="$built/pkg-complete"

# Panic messages name source files; where this machine keeps them is nobody's business.
registry="${CARGO_HOME:-$HOME/.cargo}/registry/src"
remap="--remap-path-prefix=$registry= --remap-path-prefix=$PWD="

[ -f "$command" ] || rm -rf "$built"
mkdir -p "$checker"
# $1 is the folder to build in, the rest are options of cargo. Two Wasm of one crate have one name, so each has its folder.
compile() {
    local folder=$1
    shift
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$remap" \
        cargo rustc --verbose --release --lib --crate-type cdylib --target wasm32-unknown-unknown --target-dir "$folder" "$@" 2>&1 |
        awk -v command="$folder/rustc-command.txt" '
            /^ +Running .*--crate-name slot_finder / { print >command; next }
            /^ +(Running|Fresh|Dirty) / || /^  process didn.t exit successfully/ { next }
            { print }'
}
# Nothing in the Wasm unwinds; the command does, from a library that may panic.
export CARGO_PROFILE_RELEASE_PANIC=abort
# Every copy of a value is one instruction, not a load and a store for each word, and loops stay as they are written: 3 %
# fewer bytes after brotli, and as quick in `make bench`. These are options of LLVM; what a compiler's does not know is left out.
short=()
for option in disable-lsr max-store-memcpy=1 max-store-memmove=1 max-store-memset=1; do
    if rustc -C "llvm-args=-$option" --print cfg >/dev/null 2>&1; then short+=(-C "llvm-args=-$option"); fi
done
# `shipped`: without the standard library, see src/lib.rs.
compile "$built" -- --cfg shipped "${short[@]}"
compile "$checker" --features check -- "${short[@]}"

# Not --all-features: that makes modules which browsers refuse. wasm-opt reads what is in use from the module.
# Flattened and put together anew, the code is 1 % smaller than after -Oz alone; and another 1 % where offsets may be
# folded, since nothing lies in the first kilobyte: the stack, which comes first in memory, ends there.
optimize() {
    local wasm=$package/$1
    shift
    echo "   Optimizing ${wasm##*/}"
    node_modules/.bin/wasm-opt --low-memory-unused --flatten --rereloop -Oz "$@" --strip-debug --strip-producers --strip-target-features \
        "$wasm" -o "$wasm"
}
# What is as short as a call, or called once and not long, is put where it is called, and what is computed twice is not kept
# in a local: more bytes, and 1.3 % fewer after brotli. The checker's grows by it.
repeated=(
    --gufa-optimizing -Oz --always-inline-max-function-size 6 --one-caller-inline-max-function-size 110
    --skip-pass=local-cse --skip-pass=simplify-locals
)

newer() {
    local file
    for file in "$@"; do [ ! "$file" -nt "$complete" ] || return 0; done
    return 1
}
if [ ! -f "$complete" ] || newer "$raw" "$raw_checker" Cargo.lock package-lock.json src/slot-finder.d.ts src/slot-checker.d.ts tools/build-wasm.sh tools/trim-glue.mjs; then
    rm -rf "$package" "$complete"
    wasm-bindgen --target web --no-typescript --out-name slot_finder --out-dir "$package" "$raw"
    # First, so that what only unused exports need is gone.
    node tools/trim-glue.mjs "$package"
    optimize slot_finder_bg.wasm "${repeated[@]}"
    cp src/slot-finder.d.ts "$package/slot_finder.d.ts"
    wasm-bindgen --target web --no-typescript --out-name slot_checker --out-dir "$package" "$raw_checker"
    optimize slot_checker_bg.wasm -Oz
    cp src/slot-checker.d.ts "$package/slot_checker.d.ts"
    touch "$complete"
fi
# What is the same already keeps its age.
(cd "$package" && find . -type f) | while read -r file; do
    cmp -s "$package/$file" "pkg/$file" || install -D -m 644 "$package/$file" "pkg/$file"
done
