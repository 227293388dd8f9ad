//! Helpers that make feeds and call the JavaScript side of the boundary.

use js_sys::{Array, Function, JSON, Promise, Reflect, Uint8Array};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::package::class;

/// 08:00 in Jakarta on Sunday, 22 November 2026, in ms since 1970.
pub const NOW: i64 = 1_795_309_200_000;

/// A feed generated at that minute.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it reads better where it is called"
)]
pub fn feed(offices: Value) -> Value {
    json!({
        "format": "slot-feed",
        "version": "1.0",
        "generated_at": "2026-11-22T08:00:00+07:00",
        "language": "id",
        "publisher": {"name": "Contoh"},
        "time_zone": "Asia/Jakarta",
        "services": [{"id": "regular", "name": "Paspor", "default": true}],
        "offices": offices,
    })
}

/// A feed with one office that has `open` places per day from Monday, 23 November 2026 on.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it reads better where it is called"
)]
pub fn kediri(open: Value) -> Value {
    feed(json!([{
        "id": "kediri", "name": "Kediri", "lat": -7.8, "lon": 112.0,
        "quota": [{"service": "regular", "from": "2026-11-23", "open": open}],
    }]))
}

pub fn bytes(text: &str) -> JsValue {
    Uint8Array::from(text.as_bytes()).into()
}

/// The JavaScript object for a feed.
pub fn finder(feed: &Value) -> JsValue {
    finder_of(&bytes(&feed.to_string())).unwrap()
}

pub fn finder_of(bytes: &JsValue) -> Result<JsValue, JsValue> {
    Reflect::construct(&class("SlotFinder"), &Array::of1(bytes))
}

pub fn places_of(bytes: &JsValue) -> Result<JsValue, JsValue> {
    Reflect::construct(&class("Places"), &Array::of1(bytes))
}

/// A gazetteer of two places.
pub const PLACES: &str = r#"{"format": "slot-places", "version": "1.0", "license": "CC0-1.0", "attribution": "By \"hand\"",
        "name": ["Jawa Timur", "Kota Kediri"], "parent": [-1, 0], "kind": ["provinsi", "kota"],
        "lat": [-76209, -78233], "lon": [1124585, 1120156]}"#;

pub fn places() -> JsValue {
    places_of(&bytes(PLACES)).unwrap()
}

/// A plain JavaScript object.
pub fn js(value: &Value) -> JsValue {
    JSON::parse(&value.to_string()).unwrap()
}

/// A JavaScript value as JSON.
pub fn value(object: &JsValue) -> Value {
    let text = JSON::stringify(object).unwrap().as_string().unwrap();
    serde_json::from_str(&text).unwrap()
}

pub fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

pub fn text(object: &JsValue, name: &str) -> String {
    field(object, name).as_string().unwrap_or_else(|| {
        let found = JSON::stringify(&field(object, name));
        panic!("{name} is no text: {found:?}")
    })
}

pub fn number(object: &JsValue, name: &str) -> f64 {
    field(object, name).as_f64().unwrap()
}

pub fn has(object: &JsValue, name: &str) -> bool {
    Reflect::has(object, &name.into()).unwrap()
}

/// Calls a method by its name.
pub fn call(object: &JsValue, method: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = field(object, method).dyn_into().unwrap();
    let arguments: Array = arguments.iter().copied().collect();
    Reflect::apply(&method, object, &arguments)
}

/// Makes an object of a built-in JavaScript class.
pub fn make(class: &str, arguments: &[&JsValue]) -> JsValue {
    let class: Function = field(&js_sys::global(), class).dyn_into().unwrap();
    let arguments: Array = arguments.iter().copied().collect();
    Reflect::construct(&class, &arguments).unwrap()
}

/// Waits for a promise's value.
pub async fn settled(promise: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(promise.dyn_into::<Promise>().unwrap()).await
}

pub async fn load(source: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    settled(call(&class("SlotFinder"), "load", &[source, options]).unwrap()).await
}
