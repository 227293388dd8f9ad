//! Exports the checker to JavaScript.

use js_sys::{Date, Reflect, Uint8Array};
use slot_finder::wasm::{BrowserBase, IntlZones};
use wasm_bindgen::prelude::*;

/// Checks a feed by every rule. The types are in `slot-checker.d.ts`.
///
/// # Errors
/// A `TypeError` if the bytes are not a `Uint8Array`, or an option has a wrong type.
#[wasm_bindgen(skip_typescript)]
pub fn check(bytes: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let Some(bytes) = bytes.dyn_ref::<Uint8Array>() else {
        return Err(type_error("The feed's bytes should be a Uint8Array."));
    };
    let option = |key: &str| {
        if options.is_object() {
            Reflect::get(options, &key.into()).unwrap_or_default()
        } else {
            JsValue::UNDEFINED
        }
    };
    let (now, lang, base) = (option("now"), option("lang"), option("base"));
    let now = if now.is_undefined() {
        Some(Date::now())
    } else {
        now.as_f64()
    };
    let Some(now) = now.and_then(|now| slot_finder::json::whole(now.floor())) else {
        return Err(type_error(
            "`now` should be a number of milliseconds since 1970.",
        ));
    };
    let text = |value: &JsValue, error: &str| match value.as_string() {
        None if !value.is_undefined() => Err(type_error(error)),
        text => Ok(text),
    };
    let lang = text(
        &lang,
        "`lang` should be a language, such as \"id\" or \"en\".",
    )?;
    let base = text(&base, "`base` should be the address of the feed.")?;
    let lang = lang.as_deref().unwrap_or("id");
    let findings = crate::check(
        &bytes.to_vec(),
        base.as_deref().and_then(BrowserBase::of),
        now,
        &IntlZones,
        lang,
    );
    Ok(serde_wasm_bindgen::to_value(&findings)?)
}

fn type_error(message: &str) -> JsValue {
    js_sys::TypeError::new(message).into()
}
