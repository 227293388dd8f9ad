//! Zones by the browser's `Intl`.

use std::cell::RefCell;

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::date::Date;
use crate::json::double;
use crate::time::{LocalTime, Zones};
use crate::zone_names::is_name;

/// The zones that the browser knows.
#[derive(Clone, Copy, Debug)]
pub struct IntlZones;

thread_local! {
    /// The `format` of one `Intl.DateTimeFormat` a zone: making one takes longer than using it a thousand times.
    static FORMATS: RefCell<Vec<(String, Option<Function>)>> = const { RefCell::new(Vec::new()) };
}

impl Zones for IntlZones {
    fn local(&self, zone: &str, instant_ms: i64) -> Option<LocalTime> {
        let format = FORMATS.with_borrow_mut(|formats| {
            if let Some((_, known)) = formats.iter().find(|(name, _)| name == zone) {
                return known.clone();
            }
            let format = formatter(zone);
            formats.push((zone.to_owned(), format.clone()));
            format
        })?;
        let instant = double(instant_ms).into();
        let text = format.call1(&JsValue::UNDEFINED, &instant).ok()?;
        read(&text.as_string()?)
    }

    fn exists(&self, zone: &str) -> bool {
        is_name(zone)
    }
}

/// The `format` of a zone; `None` if the browser does not know the zone.
fn formatter(zone: &str) -> Option<Function> {
    let options = Object::new();
    let set = |key: &str, value: &str| Reflect::set(&options, &key.into(), &value.into());
    for part in ["year", "month", "day", "hour", "minute", "second"] {
        set(part, "numeric").ok()?;
    }
    set("hourCycle", "h23").ok()?;
    set("timeZone", zone).ok()?;
    let locales = Array::of1(&"en-US-u-ca-gregory-nu-latn".into());
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &"DateTimeFormat".into())
        .ok()?
        .dyn_into()
        .ok()?;
    // Called as a constructor through `Reflect`, which gives what it throws back as an error.
    let made = Reflect::construct(&class, &Array::of2(&locales, &options)).ok()?;
    Some(made.unchecked_into::<Intl::DateTimeFormat>().format())
}

/// Reads `11/22/2026, 08:00:00`, of which only the order of the six numbers matters.
fn read(text: &str) -> Option<LocalTime> {
    let mut numbers = [0_u32; 6];
    let mut slots = numbers.iter_mut();
    let mut slot = None;
    for byte in text.bytes() {
        if !byte.is_ascii_digit() {
            slot = None;
            continue;
        }
        if slot.is_none() {
            slot = slots.next();
        }
        let number = slot.as_mut()?;
        **number = number.checked_mul(10)? + u32::from(byte - b'0');
    }
    if slots.next().is_some() {
        return None;
    }
    let [month, day, year, hour, minute, second] = numbers;
    Some(LocalTime {
        date: Date::new(i32::try_from(year).ok()?, month, day)?,
        seconds: hour * 3600 + minute * 60 + second,
    })
}
