# Finds tools and compilers. Sourced by the other scripts, in the project's folder. Installs nothing; tools/setup.sh
# does.

cache="${XDG_CACHE_HOME:-$HOME/.cache}/slot-finder"

# The command and the crate use a private protocol, so both must have the same version.
wasm_bindgen_version=$(awk -F'"' '/^name = "wasm-bindgen"$/ { getline; print $2; exit }' Cargo.lock)
wasm_bindgen="$cache/wasm-bindgen-$wasm_bindgen_version"
wasm_pack_version=0.15.1
wasm_pack="$cache/wasm-pack-$wasm_pack_version"
# Drives Firefox. Only the tests in three engines need it.
geckodriver_version=0.37.1
geckodriver="$cache/geckodriver-$geckodriver_version"
PATH="$wasm_bindgen/bin:$wasm_pack/bin:$geckodriver/bin:$PATH"

# Formatting and lints change between releases, so one pinned compiler judges them.
lint_rust=1.95.0

# Debian's newer compiler, for which the set-up builds a Wasm standard library (way 3). The folder name contains the
# package's version, so an upgrade of the package gets a new one.
web_package=$(dpkg-query -W -f '${Version}' rustc-web 2>/dev/null || true)
web_rust="$cache/rust-web-${web_package//[^[:alnum:].]/-}"

# $1 <= $2, as versions.
at_least() { [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# The version of the machine's own compiler; nothing if it is missing or too old for the crate.
find_own_rust() {
    own_rust=$(rustc -V 2>/dev/null | awk '{ print $2 }')
    at_least "$(awk -F'"' '/^rust-version = / { print $2; exit }' Cargo.toml)" "${own_rust:-0}" || own_rust=
}

# The compiler that builds the Wasm: `own`, `web`, or nothing yet.
find_wasm_rust() {
    if [ -n "$own_rust" ] && [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ]; then
        wasm_rust=own
    elif [ -n "$web_package" ] && [ -f "$web_rust/complete" ]; then
        wasm_rust=web
    else
        wasm_rust=
    fi
}

find_own_rust
find_wasm_rust
