//! The zones of the platform: the browser's `Intl`, or chrono-tz in the command.

#[cfg(not(target_arch = "wasm32"))]
pub use slot_finder::TzZones as LocalZones;
#[cfg(target_arch = "wasm32")]
pub use slot_finder::wasm::IntlZones as LocalZones;
