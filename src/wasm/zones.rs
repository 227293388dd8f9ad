//! Zones by the browser's `Intl`.

use wasm_bindgen::prelude::*;

use crate::date::{Date, LocalTime, Zones};
use crate::json::whole;

#[wasm_bindgen(module = "/src/wasm/zones.js")]
extern "C" {
    #[wasm_bindgen(js_name = localTime)]
    fn local_time(zone: &str, instant_ms: f64) -> f64;
}

/// The zones that the browser knows.
#[derive(Clone, Copy, Debug)]
pub struct IntlZones;

impl Zones for IntlZones {
    fn local(&self, zone: &str, instant_ms: i64) -> Option<LocalTime> {
        let time = whole(local_time(zone, crate::json::double(instant_ms)))?;
        let part = |behind: i64, size: i64| u32::try_from(time / behind % size).ok();
        let year = i32::try_from(time / 10_000_000_000).ok()?;
        Some(LocalTime {
            date: Date::new(year, part(100_000_000, 100)?, part(1_000_000, 100)?)?,
            seconds: part(1, 1_000_000)?,
        })
    }
}
