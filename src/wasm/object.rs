//! Converts questions from JavaScript to untyped values, and answers to plain objects.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

pub(super) use crate::shared::object;

use crate::query::{QueryError, Value};

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
        value_of(query, 0)
    };
    Ok(read(value)?)
}

/// No question is nested deeper than its `near`; an object within itself ends here.
const MAX_DEPTH: u32 = 4;

/// The untyped value of what JavaScript holds: what JSON would hold of it.
///
/// It is read here and not by `serde_wasm_bindgen::from_value`, which costs more than 5 kB of Wasm.
fn value_of(value: &JsValue, depth: u32) -> Value {
    if let Some(flag) = value.as_bool() {
        Value::Bool(flag)
    } else if let Some(number) = value.as_f64() {
        Value::Number(number)
    } else if let Some(text) = value.as_string() {
        Value::Text(text)
    } else if depth == MAX_DEPTH || !value.is_object() {
        Value::Null
    } else if Array::is_array(value) {
        let items = Array::from(value);
        Value::List(
            items
                .iter()
                .map(|item| value_of(&item, depth + 1))
                .collect(),
        )
    } else {
        let mut fields = Vec::new();
        for entry in Object::entries(value.unchecked_ref()).iter() {
            let entry = Array::from(&entry);
            let field = entry.get(1);
            // A field that is undefined is absent.
            if let Some(key) = entry.get(0).as_string().filter(|_| !field.is_undefined()) {
                fields.push((key, value_of(&field, depth + 1)));
            }
        }
        Value::Object(fields)
    }
}
