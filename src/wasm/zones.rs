//! Zones by the browser's `Intl`.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::calendar::{Date, LocalTime, Zones};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;

    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &js_sys::Object) -> Result<DateTimeFormat, JsValue>;

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
        let index = match known {
            Some(index) => index,
            None => {
                formats.push((zone.into(), formatter(zone)?));
                formats.len() - 1
            }
        };
        let (_, format) = formats.get(index)?;
        read(&format.format(crate::question::seconds(instant_ms)).ok()?)
    }
}

fn formatter(zone: &str) -> Option<DateTimeFormat> {
    let options = js_sys::Object::new();
    for (key, value) in [
        ("timeZone", zone),
        ("hourCycle", "h23"),
        ("year", "numeric"),
        ("month", "numeric"),
        ("day", "numeric"),
        ("hour", "numeric"),
        ("minute", "numeric"),
        ("second", "numeric"),
    ] {
        js_sys::Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    DateTimeFormat::new("en-US-u-ca-gregory-nu-latn", &options).ok()
}

/// Reads what `en-US` writes: `11/22/2026, 08:00:00`. Only the order of the six numbers matters.
fn read(text: &str) -> Option<LocalTime> {
    let mut numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map_while(|part| part.parse::<u32>().ok());
    let mut next = || numbers.next();
    let (month, day, year) = (next()?, next()?, next()?);
    let (hour, minute, second) = (next()?, next()?, next()?);
    Some(LocalTime {
        date: Date::new(i32::try_from(year).ok()?, month, day)?,
        seconds: hour * 3600 + minute * 60 + second,
    })
}
