//! The two errors that JavaScript sees, as classes that extend `Error`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/wasm/errors.js")]
extern "C" {
    /// A feed that can't be fetched or used.
    #[wasm_bindgen(reexport)]
    pub type FeedError;

    /// A question that can't be answered.
    #[wasm_bindgen(reexport)]
    pub type QueryError;

    #[wasm_bindgen(constructor)]
    fn new(message: &str, field: &str, expected: &str) -> QueryError;

    #[wasm_bindgen(constructor)]
    fn new(
        message: &str,
        code: &str,
        pointer: Option<&str>,
        line: Option<u32>,
        column: Option<u32>,
        status: Option<u16>,
    ) -> FeedError;
}

/// The error for a feed that can't be fetched, or for a wrong argument; `code` says which.
pub fn failure(code: &str, message: &str, status: Option<u16>) -> JsValue {
    FeedError::new(message, code, None, None, None, status).into()
}

/// The error for a wrong argument.
pub fn input_error(message: &str) -> JsValue {
    failure("input", message, None)
}

impl From<crate::FeedError> for JsValue {
    fn from(error: crate::FeedError) -> Self {
        let place = error.place.as_ref();
        FeedError::new(
            &error.to_string(),
            error.kind.code(),
            place.map(|place| place.pointer.as_str()),
            place.map(|place| place.line),
            place.map(|place| place.column),
            None,
        )
        .into()
    }
}

impl From<crate::QueryError> for JsValue {
    fn from(error: crate::QueryError) -> Self {
        QueryError::new(&error.to_string(), &error.field, &error.expected).into()
    }
}
