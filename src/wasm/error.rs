//! The two errors that JavaScript sees, as classes that extend `Error`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/wasm/skin.js")]
extern "C" {
    /// A feed that can't be fetched or used.
    #[wasm_bindgen(reexport)]
    type FeedError;

    /// A question that can't be answered.
    #[wasm_bindgen(reexport)]
    type QueryError;

    #[wasm_bindgen(constructor)]
    fn new(field: &str, expected: &str) -> QueryError;

    #[wasm_bindgen(js_name = feedError)]
    fn new_feed_error(
        message: &str,
        code: &str,
        pointer: Option<&str>,
        line: Option<u32>,
        column: Option<u32>,
    ) -> FeedError;
}

/// The error for what is not what it should be, outside the text of a feed.
pub fn input_error(message: &str) -> JsValue {
    new_feed_error(message, "input", None, None, None).into()
}

/// The JavaScript form of a feed that can't be used.
pub fn feed_error(error: &crate::FeedError) -> JsValue {
    let place = error.place.as_ref();
    new_feed_error(
        error.message(),
        error.kind.code(),
        place.map(|place| place.pointer.as_str()),
        place.map(|place| place.line),
        place.map(|place| place.column),
    )
    .into()
}

/// The JavaScript form of an error in a question.
pub fn query_error(error: &crate::QueryError) -> JsValue {
    QueryError::new(&error.field, &error.expected).into()
}
