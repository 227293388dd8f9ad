//! What JavaScript sees of the engine, in Node.

#![cfg(target_arch = "wasm32")]

#[cfg(test)]
mod wasm;
