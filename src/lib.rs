//! Ranks offices and days by open appointment quota, from one published JSON feed.

mod calendar;
mod geo;
mod json;

#[cfg(not(target_arch = "wasm32"))]
pub use calendar::TzZones;
pub use calendar::{Closure, Date, LocalTime, Zones, parse_rfc3339};
pub use geo::{EARTH_RADIUS_KM, Position, distance_km};
