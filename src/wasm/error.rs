//! The two errors that JavaScript sees, as classes that extend `Error`.

use wasm_bindgen::prelude::*;

use crate::json::decimal;

#[wasm_bindgen(inline_js = r#"
export class FeedError extends Error {
  constructor(message, fields) {
    super(message);
    this.name = "FeedError";
    for (const key of Object.keys(fields)) if (fields[key] !== undefined) this[key] = fields[key];
  }
}
export class QueryError extends Error {
  constructor(message, field, expected) {
    super(message);
    this.name = "QueryError";
    this.field = field;
    this.expected = expected;
  }
}
export function feedError(message, code, pointer, line, column, status) {
  return new FeedError(message, { code, pointer, line, column, status });
}
"#)]
extern "C" {
    /// A feed that can't be fetched or used.
    #[wasm_bindgen(reexport)]
    type FeedError;

    /// A question that can't be answered.
    #[wasm_bindgen(reexport)]
    type QueryError;

    #[wasm_bindgen(constructor)]
    fn new(message: &str, field: &str, expected: &str) -> QueryError;

    #[wasm_bindgen(js_name = feedError)]
    fn new_feed_error(
        message: &str,
        code: &str,
        pointer: Option<&str>,
        line: Option<u32>,
        column: Option<u32>,
        status: Option<u16>,
    ) -> FeedError;
}

/// What a `FeedError` says.
pub struct FeedFailure<'a> {
    code: &'a str,
    message: String,
    place: Option<&'a crate::ErrorPlace>,
    status: Option<u16>,
}

impl<'a> FeedFailure<'a> {
    /// A failure outside the feed's text.
    pub fn new(code: &'a str, message: &str) -> Self {
        Self {
            code,
            message: message.to_owned(),
            place: None,
            status: None,
        }
    }

    /// The server answered with another status than success.
    pub fn status(status: u16) -> Self {
        let mut message = String::from("The feed could not be fetched: the server answered ");
        message.push_str(&decimal(usize::from(status)));
        message.push_str(". Check the address, or try again later.");
        Self {
            status: Some(status),
            ..Self::new("status", &message)
        }
    }
}

/// The JavaScript form of a feed that can't be used.
pub fn feed_error(error: &crate::FeedError) -> JsValue {
    FeedFailure {
        code: error.kind.code(),
        message: error.to_string(),
        place: error.place.as_ref(),
        status: None,
    }
    .into()
}

impl From<FeedFailure<'_>> for JsValue {
    fn from(failure: FeedFailure<'_>) -> Self {
        new_feed_error(
            &failure.message,
            failure.code,
            failure.place.map(|place| place.pointer.as_str()),
            failure.place.map(|place| place.line),
            failure.place.map(|place| place.column),
            failure.status,
        )
        .into()
    }
}

/// The JavaScript form of an error in a question.
pub fn query_error(error: &crate::QueryError) -> JsValue {
    QueryError::new(&error.to_string(), &error.field, &error.expected).into()
}
