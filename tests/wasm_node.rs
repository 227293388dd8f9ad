//! Tests the engine from JavaScript, in Node.

#![cfg(target_arch = "wasm32")]

#[cfg(test)]
mod wasm;
