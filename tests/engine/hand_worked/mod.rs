//! Cases worked out by hand, for a reader to follow: every expected value is written out, none is computed.
//!
//! Each case is put to the engine and to the slow reference; both must agree on the whole answer before the values
//! that the case is about are looked at.

mod asking;
mod counting;
mod feeds;
mod freshness;
mod kediri;
mod tables;
