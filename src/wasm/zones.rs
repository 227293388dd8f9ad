//! Zones by the browser's `Intl`.

use core::cell::RefCell;

use js_sys::{JSON, Reflect};
use wasm_bindgen::prelude::*;

use crate::calendar::{Date, LocalTime, Zones};
use crate::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;

    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &JsValue) -> Result<DateTimeFormat, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn format(this: &DateTimeFormat, instant_ms: f64) -> Result<String, JsValue>;
}

/// One formatter a zone, made when it is first needed: making one takes longer than a thousand uses.
#[derive(Default)]
pub struct IntlZones(RefCell<Vec<(Box<str>, DateTimeFormat)>>);

impl Zones for IntlZones {
    fn local(&self, zone: &str, instant_ms: i64) -> Option<LocalTime> {
        let mut formats = self.0.borrow_mut();
        let known = formats.iter().position(|(name, _)| **name == *zone);
        let index = if let Some(index) = known {
            index
        } else {
            formats.push((zone.into(), formatter(zone)?));
            formats.len() - 1
        };
        let (_, format) = formats.get(index)?;
        read(&format.format(crate::question::seconds(instant_ms)).ok()?)
    }
}

fn formatter(zone: &str) -> Option<DateTimeFormat> {
    let options = r#"{"hourCycle":"h23","year":"numeric","month":"numeric","day":"numeric","hour":"numeric","minute":"numeric","second":"numeric"}"#;
    let options = JSON::parse(options).ok()?;
    Reflect::set(&options, &"timeZone".into(), &zone.into()).ok()?;
    DateTimeFormat::new("en-US-u-ca-gregory-nu-latn", &options).ok()
}

/// Reads what `en-US` writes: `11/22/2026, 08:00:00`. Only the order of the six numbers matters.
fn read(text: &str) -> Option<LocalTime> {
    let mut bytes = text.bytes();
    let mut next = || {
        let mut number = None;
        for byte in bytes.by_ref() {
            match char::from(byte).to_digit(10) {
                Some(digit) => number = Some(number.unwrap_or(0) * 10 + digit),
                None if number.is_some() => break,
                None => {}
            }
        }
        number
    };
    let (month, day, year) = (next()?, next()?, next()?);
    let (hour, minute, second) = (next()?, next()?, next()?);
    Some(LocalTime {
        date: Date::new(i32::try_from(year).ok()?, month, day)?,
        seconds: hour * 3600 + minute * 60 + second,
    })
}
