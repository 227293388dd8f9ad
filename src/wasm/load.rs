//! Where a feed that is fetched lands: its body streams into Wasm memory piece by piece.
//!
//! Fetching itself, with its time limit, size limit, abort and second try, is in `skin.js`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::{SlotFinder, read_query};
use crate::Query;

#[wasm_bindgen(module = "/src/wasm/skin.js")]
extern "C" {
    /// Pours the feed at `source` into `body` and opens it.
    pub fn load(source: &JsValue, options: &JsValue, body: Body) -> Promise;

    /// Whether a question can be answered: a promise that `body` checks it.
    pub fn reach(query: &JsValue, body: Body) -> Promise;
}

/// The bytes of a feed that have arrived so far; only `skin.js` knows it.
#[wasm_bindgen(skip_typescript)]
#[derive(Default)]
pub struct Body(Vec<u8>);

#[wasm_bindgen]
impl Body {
    /// Checks a question before anything is fetched for it.
    ///
    /// # Errors
    /// A `QueryError` if it has an unknown field or a value out of range.
    #[expect(
        clippy::unused_self,
        reason = "`skin.js` knows this class only by its objects"
    )]
    pub fn check(&self, query: &JsValue) -> Result<(), JsValue> {
        read_query(query, Query::from_json).map(drop)
    }

    /// Appends what has arrived behind the first `length` bytes; what stood there is from a try that failed.
    pub fn push(&mut self, length: usize, chunk: &[u8]) {
        self.0.truncate(length);
        self.0.extend_from_slice(chunk);
    }

    /// Opens the feed that has arrived, of so many bytes, from an address, which is empty if it is not known.
    ///
    /// # Errors
    /// A `FeedError` if it can't be used.
    pub fn open(
        &mut self,
        length: usize,
        base: &str,
        clock_error_ms: f64,
    ) -> Result<SlotFinder, JsValue> {
        self.0.truncate(length);
        SlotFinder::open(std::mem::take(&mut self.0), base, clock_error_ms)
    }
}
