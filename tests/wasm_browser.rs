//! Tests the engine from JavaScript, in a browser.

#![cfg(target_arch = "wasm32")]

#[cfg(test)]
mod wasm;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
