#!/usr/bin/env bash
# Builds the Rust parts of the npm package in pkg/: the finder's Wasm and the checker's, with their JavaScript and
# types; and those of the publisher's page alone, in pkg-page/. Run by `tools/with wasm`. tools/build-package.mjs adds
# the rest. The names of crates, such as `slot_finder`, build those alone.
#
# Each crate is a cdylib and an rlib. When cargo builds both, it silently skips link-time optimisation (rust-lang/cargo
# issue 9672). So each cdylib is built alone, and the command that cargo passes to rustc is saved for a test.
set -euo pipefail
cd "$(dirname "$0")/.."

built="$CARGO_TARGET_DIR/shipped"
package="$built/pkg"
page="$built/pkg-page"
complete="$built/pkg-complete"

# Panic messages name source files. Strips the machine's folders from them.
registry="${CARGO_HOME:-$HOME/.cargo}/registry/src"
remap="--remap-path-prefix=$registry= --remap-path-prefix=$PWD="
# The same as in .cargo/config.toml, which the variable below may replace. Every supported browser has it.
features="-C target-feature=+simd128"

# Each in its own folder: the finder compiles again as a dependency of the checker, under the same file name.
compile() {
    local name=$1
    [ -f "$built/$name.rustc-command.txt" ] || rm -rf "${built:?}/$name"
    mkdir -p "$built/$name"
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$features $remap" \
        cargo rustc --verbose --release --package "${name//_/-}" --lib --crate-type cdylib --target wasm32-unknown-unknown --target-dir "$built/$name" 2>&1 |
        awk -v name="$name" -v command="$built/$name.rustc-command.txt" '
            $0 ~ "^ +Running .*--crate-name " name " .*--crate-type cdylib" { print >command; next }
            /^ +(Running|Fresh|Dirty) / || /^  process didn.t exit successfully/ { next }
            { print }'
}
all=(slot_finder slot_checker slot_publisher)
crates=("${@:-${all[@]}}")
for name in "${crates[@]}"; do compile "$name"; done

raw() { echo "$built/$1/wasm32-unknown-unknown/release/$1.wasm"; }
newer() {
    local file
    for file in "$@"; do [ ! "$file" -nt "$complete" ] || return 0; done
    return 1
}
# Wasm that trapped can't go on, and its memory is what it was in the middle of something: with the reset function a page starts
# it afresh, and what it made before refuses to be used.
# Keeps the JavaScript as wasm-bindgen writes it, except for the changes of patch-glue.mjs. wasm-opt reads the features in
# use from the module; --all-features makes modules that browsers refuse.
pack() {
    local name=$1 types=$2 folder=$3
    wasm-bindgen --target web "${@:4}" --no-typescript --out-name "$name" --out-dir "$folder" "$(raw "$name")"
    node tools/patch-glue.mjs "$folder/$name.js"
    echo "   Optimizing ${name}_bg.wasm"
    node_modules/.bin/wasm-opt -Oz -Oz --strip-debug --strip-producers --strip-target-features "$folder/${name}_bg.wasm" -o "$folder/${name}_bg.wasm"
    cp "$types" "$folder/$name.d.ts"
}
if [ $# -gt 0 ] || [ ! -f "$complete" ] || newer "$(raw slot_finder)" "$(raw slot_checker)" "$(raw slot_publisher)" Cargo.lock package-lock.json \
    src/slot-finder.d.ts checker/slot-checker.d.ts publisher/slot-publisher.d.ts tools/build-wasm.sh tools/patch-glue.mjs; then
    rm -rf "$package" "$page" "$complete"
    mkdir -p "$package" "$page"
    for name in "${crates[@]}"; do
        case $name in
            slot_finder) pack "$name" src/slot-finder.d.ts "$package" --experimental-reset-state-function ;;
            slot_checker) pack "$name" checker/slot-checker.d.ts "$package" ;;
            slot_publisher) pack "$name" publisher/slot-publisher.d.ts "$page" ;;
        esac
    done
    # The next build of all packs all again.
    [ $# -gt 0 ] || touch "$complete"
fi
# Unchanged files keep their timestamps.
for folder in pkg pkg-page; do
    (cd "$built/$folder" && find . -type f) | while read -r file; do
        cmp -s "$built/$folder/$file" "$folder/$file" || install -D -m 644 "$built/$folder/$file" "$folder/$file"
    done
done
