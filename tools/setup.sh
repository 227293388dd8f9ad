#!/usr/bin/env bash
# Installs the tools that are missing, and prints how. `build` installs what a build needs; without it, also what the
# tests need; `engines` adds the browsers and drivers of the other two engines.
#
# Keeps tools in the user's cache folder, shared by all clones. A folder there is complete or ignored, and one set-up
# runs at a time. Changes nothing else in the system except Debian packages (as root) and rustup's own folder.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/env.sh
for_what=${1:-test}

say() { echo "setup: $*"; }
stop() {
    echo "setup: $*" >&2
    exit 1
}
found() { command -v "$1" >/dev/null 2>&1; }

have_wasm_bindgen() { [ -x "$wasm_bindgen/bin/wasm-bindgen" ] && [ -x "$wasm_bindgen/bin/wasm-bindgen-test-runner" ]; }
have_wasm_pack() { [ -x "$wasm_pack/bin/wasm-pack" ]; }
have_node_packages() { cmp -s package-lock.json node_modules/.installed; }
have_browser() { node tools/chromium.mjs 2>/dev/null && found chromedriver; }
have_lints() { tools/with lint cargo fmt --version >/dev/null 2>&1 && tools/with lint cargo clippy -V >/dev/null 2>&1; }

have_geckodriver() { found geckodriver; }
have_engines() { node tests/engines/engines.mjs; }

have_all() {
    [ -n "$wasm_rust" ] && have_wasm_bindgen && have_node_packages || return 1
    [ "$for_what" = build ] || { have_wasm_pack && have_browser && have_lints; } || return 1
    [ "$for_what" != engines ] || have_engines
}

# Installs Debian packages, or prints the command where root is missing.
debian() {
    if [ "$(id -u)" = 0 ]; then
        say "installing Debian packages: $*"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update && apt-get install -y --no-install-recommends "$@"
    else
        stop "Debian packages are missing; please run: sudo apt-get install -y --no-install-recommends $*"
    fi </dev/null
}

# Installs a published command into its own folder.
cargo_install() {
    say "building $1 $2 (some minutes, once per machine)"
    tools/with native env -u CARGO_TARGET_DIR cargo install "$1" --version "=$2" --locked --root "$3" </dev/null
}

# Builds Wasm's standard library from the sources that Debian ships and puts it into a private sysroot that borrows the
# rest from Debian's: plain `rustc` finds it there, and so does wasm-pack.
build_web_std() {
    local sysroot="$web_rust/sysroot" build="$web_rust/build" registry="${CARGO_HOME:-$HOME/.cargo}/registry/src" host lld tool
    host=$(/usr/bin/rustc -vV | awk '/^host:/ { print $2 }')
    lld=$(ls -d /usr/lib/llvm-*/bin/lld | sort -V | tail -n 1)
    say "building the standard library for wasm32-unknown-unknown with $(/usr/bin/rustc -V) (about a minute, once per machine)"
    rm -rf "$web_rust"
    mkdir -p "$web_rust/bin" "$build/src" "$sysroot/lib/rustlib/$host/bin" "$sysroot/lib/rustlib/wasm32-unknown-unknown/lib"
    printf '[package]\nname = "nothing"\nedition = "2024"\n\n[profile.release]\nopt-level = "z"\npanic = "abort"\n' >"$build/Cargo.toml"
    echo '#![no_std]' >"$build/src/lib.rs"
    # `test` is for wasm-bindgen-test. Link-time optimisation needs the bitcode. Every Wasm built with this contains the
    # names of source files.
    (cd "$build" && RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Cembed-bitcode=yes --remap-path-prefix=$registry=" \
        CARGO_TARGET_DIR="$build/target" /usr/bin/cargo build -Z build-std=std,panic_abort,test --target wasm32-unknown-unknown --release </dev/null)
    rm -f "$build"/target/wasm32-unknown-unknown/release/deps/libnothing-*
    cp "$build"/target/wasm32-unknown-unknown/release/deps/*.rlib "$sysroot/lib/rustlib/wasm32-unknown-unknown/lib"
    ln -s "/usr/lib/rustlib/$host/lib" "$sysroot/lib/rustlib/$host/lib"
    ln -s "$lld" "$sysroot/lib/rustlib/$host/bin/rust-lld"
    ln -s /usr/bin/cargo "$web_rust/bin/cargo"
    for tool in rustc rustdoc; do
        printf '#!/bin/sh\nexec /usr/bin/%s --sysroot "%s" "$@"\n' "$tool" "$sysroot" >"$web_rust/bin/$tool"
        chmod +x "$web_rust/bin/$tool"
    done
    rm -rf "$build"
    cat "$sysroot"/lib/rustlib/wasm32-unknown-unknown/lib/*.rlib | cksum | awk '{ print $1 }' >"$web_rust/complete"
}

# Wasm's target, by the first way that works.
get_wasm_rust() {
    if [ -n "$own_rust" ] && found rustup; then
        say "adding wasm32-unknown-unknown by rustup"
        RUST_BACKTRACE=0 rustup target add wasm32-unknown-unknown </dev/null && find_wasm_rust
        if [ -n "$wasm_rust" ]; then
            added=yes
            return
        fi
        say "rustup could not"
    fi
    if ! found apt-cache || [ -z "$(apt-cache show --no-all-versions rustc-web 2>/dev/null)$web_package" ]; then
        stop "no compiler for Wasm: please install Rust by rustup, and its target by: rustup target add wasm32-unknown-unknown"
    fi
    packages+=(rustc-web cargo-web rust-web-src lld-19)
}

get_all() {
    packages=()
    [ -n "$wasm_rust" ] || get_wasm_rust
    found cc || packages+=(gcc libc6-dev)
    if [ "$for_what" != build ] && ! have_browser; then
        found apt-get || stop "please install Chromium or Chrome, and its chromedriver on the PATH"
        packages+=(chromium chromium-driver)
    fi
    if [ "$for_what" = engines ] && ! have_engines; then
        found apt-get || stop "please install Firefox with geckodriver, and WebKitGTK's MiniBrowser with WebKitWebDriver and Xvfb"
        packages+=(firefox-esr webkit2gtk-driver xvfb xauth)
    fi
    missing=()
    for package in ${packages[@]+"${packages[@]}"}; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] || debian "${missing[@]}"
    . tools/env.sh
    if [ -z "$wasm_rust" ]; then
        build_web_std
        find_wasm_rust
    fi

    have_wasm_bindgen || cargo_install wasm-bindgen-cli "$wasm_bindgen_version" "$wasm_bindgen"
    if ! have_node_packages; then
        say "installing node packages"
        npm ci </dev/null
        cp package-lock.json node_modules/.installed
    fi
    [ "$for_what" != build ] || return 0

    have_wasm_pack || cargo_install wasm-pack "$wasm_pack_version" "$wasm_pack"
    [ "$for_what" != engines ] || have_geckodriver || cargo_install geckodriver "$geckodriver_version" "$geckodriver"
    if have_lints; then
        return
    elif found rustup; then
        say "adding Rust $lint_rust by rustup, for format and lints"
        rustup toolchain install "$lint_rust" --profile minimal --component rustfmt --component clippy </dev/null
    else
        say "format and lints cannot be checked: they need Rust $lint_rust by rustup"
    fi
}

way_taken() {
    if [ "$wasm_rust" = web ]; then
        echo "way 3: Debian's rustc-web $web_package with a standard library of our own"
    elif [ -n "${added:-}" ]; then
        echo "way 2: rustc $own_rust, target added by rustup just now"
    else
        echo "way 1: rustc $own_rust, target already there"
    fi
}

found node && at_least 20 "$(node -p process.versions.node)" || stop "please install Node 20 or newer"
if ! have_all; then
    mkdir -p "$cache"
    if found flock; then
        exec 9>"$cache/lock"
        flock -n 9 || { say "waiting for another set-up to end" && flock 9; }
        # The step above may have installed what was missing here.
        find_wasm_rust
    fi
    get_all
fi
say "ready; Wasm by $(way_taken); wasm-bindgen $wasm_bindgen_version"
