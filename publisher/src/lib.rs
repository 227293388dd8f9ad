//! The publisher's tools as a library: a feed from a spreadsheet, and a list and a calendar from a feed.
//!
//! The command `slot-feed` and the publisher's page use the same code: natively, and as Wasm in the browser. The library
//! reads no files, no clock and no network; they come in as arguments.

pub mod build;
pub mod dates;
pub mod draft;
mod examples;
pub mod failure;
pub mod holidays;
pub mod ids;
pub mod phrases;
pub mod render;
pub mod template;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod words;
mod zones;
