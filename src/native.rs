//! What a platform without a browser gives the engine: zones by chrono-tz, addresses by the `url` crate.

use chrono::{DateTime, Datelike, Timelike};
use url::Url;

use crate::date::Date;
use crate::feed::Base;
use crate::time::{LocalTime, Zones};

/// The zones of the IANA database.
#[derive(Clone, Copy, Debug, Default)]
pub struct TzZones;

impl Zones for TzZones {
    fn local(&self, zone: &str, instant_ms: i64) -> Option<LocalTime> {
        let zone = chrono_tz::Tz::from_str_insensitive(zone).ok()?;
        let time = DateTime::from_timestamp_millis(instant_ms)?.with_timezone(&zone);
        Some(LocalTime {
            date: Date::new(time.year(), time.month(), time.day())?,
            seconds: time.num_seconds_from_midnight(),
        })
    }
}

impl Base for Url {
    fn address(&self) -> String {
        self.to_string()
    }

    fn join(&self, link: &str) -> Option<String> {
        Self::join(self, link).ok().map(String::from)
    }
}
