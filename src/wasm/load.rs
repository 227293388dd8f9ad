//! Where a feed that is fetched lands: its body streams into Wasm memory piece by piece.
//!
//! Fetching itself, with its time limit, size limit, abort and second try, is in `skin.js`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::SlotFinder;

#[wasm_bindgen(module = "/src/wasm/skin.js")]
extern "C" {
    /// Pours the feed at `source` into `body` and opens it.
    pub fn load(source: &JsValue, options: &JsValue, body: Body) -> Promise;
}

/// The bytes of a feed that have arrived so far; only `skin.js` knows it.
#[wasm_bindgen(skip_typescript)]
#[derive(Default)]
pub struct Body(Vec<u8>);

#[wasm_bindgen]
impl Body {
    /// Appends what has arrived.
    pub fn push(&mut self, chunk: &[u8]) {
        self.0.extend_from_slice(chunk);
    }

    /// Begins anew.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Opens the feed that has arrived from an address, which is empty if it is not known.
    ///
    /// # Errors
    /// A `FeedError` if it can't be used.
    pub fn open(&mut self, base: &str, clock_error_ms: f64) -> Result<SlotFinder, JsValue> {
        SlotFinder::open(std::mem::take(&mut self.0), base, clock_error_ms)
    }
}
