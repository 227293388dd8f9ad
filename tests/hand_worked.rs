//! Cases worked out by hand, for a reader to follow: every expected value is written out, none is computed.
//!
//! Each case is put to the engine and to the slow reference; both must agree on the whole answer before the values
//! that the case is about are looked at.

#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
#[path = "hand_worked/asking.rs"]
mod asking;
#[cfg(test)]
#[path = "hand_worked/counting.rs"]
mod counting;
#[cfg(test)]
#[path = "hand_worked/feeds.rs"]
mod feeds;
#[cfg(test)]
#[path = "hand_worked/freshness.rs"]
mod freshness;
#[cfg(test)]
#[path = "hand_worked/kediri.rs"]
mod kediri;
#[cfg(test)]
mod reference;
#[cfg(test)]
#[path = "hand_worked/tables.rs"]
mod tables;
