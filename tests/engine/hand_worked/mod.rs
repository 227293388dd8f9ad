//! Cases worked out by hand: every expected value is written out, none is computed.
//!
//! Each case asks the engine and the slow reference. Both must agree on the whole answer before the case checks its own
//! values.

mod asking;
mod counting;
mod feeds;
mod freshness;
mod kediri;
mod tables;
