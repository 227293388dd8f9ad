//! Objects in and out: questions are read, answers are made, by serde.

use js_sys::{Array, Object};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::query::{QueryError, Value};

/// The plain object of an answer.
pub fn object<T: Serialize + ?Sized>(answer: &T) -> JsValue {
    // Answers hold nothing that JavaScript lacks.
    serde_wasm_bindgen::to_value(answer).unwrap_or_default()
}

/// Reads a question; no question is the empty one.
///
/// # Errors
/// A `QueryError` that names the first field that is unknown or out of range.
pub fn read_query<Q>(
    query: &JsValue,
    read: fn(Value) -> Result<Q, QueryError>,
) -> Result<Q, JsValue> {
    let value = if query.is_undefined() {
        Value::Object(Vec::new())
    } else {
        let no_object = |_| QueryError::new("query", "an object");
        serde_wasm_bindgen::from_value(without_undefined(query)).map_err(no_object)?
    };
    Ok(read(value)?)
}

/// A question without the fields that are `undefined`: they are absent.
fn without_undefined(query: &JsValue) -> JsValue {
    match query.dyn_ref::<Object>() {
        Some(object) if !Array::is_array(object) => {
            let entries = Object::entries(object);
            let given =
                entries.filter(&mut |entry, _, _| !Array::from(&entry).get(1).is_undefined());
            Object::from_entries(&given).map_or_else(|_| query.clone(), JsValue::from)
        }
        _ => query.clone(),
    }
}
