#!/usr/bin/env bash
# Builds the publisher's command as single files that need nothing else, into a folder:
#
#     tools/build-command.sh FOLDER            FOLDER/slot-feed-linux-x86_64, FOLDER/slot-feed-windows-x86_64.exe, SHA256SUMS
#     tools/build-command.sh FOLDER linux      without the file for Windows
#
# Linux: against musl, or where that cannot be had against a static glibc. Windows: by MinGW. Gets Rust's targets by
# rustup and the compilers as Debian packages, as far as they can be had; says what cannot be built, and how to do it.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/env.sh
folder=${1:?say into which folder}

say() { echo "command: $*"; }
found() { command -v "$1" >/dev/null 2>&1; }

# Whether there are a standard library and a C compiler for a target; gets them if they can be had.
have_target() {
    local target=$1 compiler=$2 package=$3
    if [ ! -d "$(tools/with native rustc --print target-libdir --target "$target" 2>/dev/null)" ]; then
        found rustup && timeout 300 rustup target add "$target" >/dev/null 2>&1 </dev/null || return 1
    fi
    if ! found "$compiler" && found apt-get && [ "$(id -u)" = 0 ]; then
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$package" >/dev/null 2>&1 </dev/null || true
    fi
    found "$compiler"
}

# Builds for a target and puts the file in the folder.
build() {
    local target=$1 from=$2 to=$3
    tools/with native cargo build --quiet --locked --profile command --package slot-feed --target "$target" --target-dir "$built"
    cp "$built/$target/command/$from" "$folder/$to"
    say "$folder/$to ($(du -h "$folder/$to" | cut -f 1))"
}

if [ "$(uname -sm)" != "Linux x86_64" ]; then
    say "single files are built on Linux for x86_64 only; elsewhere: cargo install slot-feed"
    exit
fi
# A folder of its own: other flags would rebuild what the tests have built.
built="${CARGO_TARGET_DIR:-target}/command"
mkdir -p "$folder"
rm -f "$folder"/slot-feed-* "$folder/SHA256SUMS"
# Panics and messages name source files; without this they would name the folders of the machine.
export RUSTFLAGS="${RUSTFLAGS:-} --remap-path-prefix=$PWD= --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo -C strip=symbols"
if have_target x86_64-unknown-linux-musl musl-gcc musl-tools; then
    build x86_64-unknown-linux-musl slot-feed slot-feed-linux-x86_64
else
    say "musl cannot be had here; linking glibc statically"
    RUSTFLAGS="$RUSTFLAGS -C target-feature=+crt-static" build x86_64-unknown-linux-gnu slot-feed slot-feed-linux-x86_64
fi
if [ "${2:-}" = linux ]; then
    say "the file for Windows is not asked for"
elif have_target x86_64-pc-windows-gnu x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64; then
    build x86_64-pc-windows-gnu slot-feed.exe slot-feed-windows-x86_64.exe
else
    say "the file for Windows cannot be built here; on Windows: cargo install slot-feed"
fi
(cd "$folder" && sha256sum slot-feed-* >SHA256SUMS)
