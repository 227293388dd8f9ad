#!/usr/bin/env bash
# Prints which lines of the engine and the checker the native tests reach, file by file. Run by `tools/with native`.
# LLVM_COV and LLVM_PROFDATA may name the tools of an LLVM that fits the compiler, where rustup has none.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v cargo-llvm-cov >/dev/null; then
    echo "coverage: install cargo-llvm-cov first: \`cargo install cargo-llvm-cov --locked\`" >&2
    exit 1
fi
tools=$(rustc --print sysroot)/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin
if [ -z "${LLVM_COV:-}" ] && [ ! -x "$tools/llvm-cov" ]; then
    echo "coverage: the compiler's llvm-tools are missing: \`rustup component add llvm-tools\`, or set LLVM_COV and LLVM_PROFDATA to those of LLVM $(rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')" >&2
    exit 1
fi
# What is for the browser alone, and what the tests themselves consist of, is not counted.
exec cargo llvm-cov test --package slot-finder --package slot-checker --lib --tests --ignore-filename-regex '(^|/)(tests/|src/wasm|examples/|.*_tests\.rs|.*/tests\.rs)' "$@"
