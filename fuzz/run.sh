#!/usr/bin/env bash
# Runs a fuzz target for so many seconds: `fuzz/run.sh feed_bytes 600`. What it finds is in fuzz/artifacts, what it learned
# in fuzz/learned; the corpus that is committed stays as it is.
#
# Needs a C++ compiler for libFuzzer, and else only the machine's own Rust compiler: these are the flags of cargo-fuzz
# but for the address sanitizer, which only nightly compilers have and which finds nothing in code without `unsafe`.
set -euo pipefail
cd "$(dirname "$0")"
target=$1 seconds=${2:-60}
host=$(rustc -vV | sed -n 's/^host: //p')
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1"
[ -n "${PREBUILT:-}" ] || cargo build --quiet --release --target "$host" --bin "$target"
mkdir -p "artifacts/$target" "learned/$target"
exec "target/$host/release/$target" "learned/$target" "corpus/$target" -artifact_prefix="artifacts/$target/" \
    -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=2048 -close_fd_mask=3 -print_final_stats=1 "${@:3}" </dev/null
