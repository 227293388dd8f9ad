//! Tests `slot-feed convert` on small files, one rule each, with results worked out by hand.

mod dirty;
mod failing;
mod folder;
mod shared;
mod smart;
mod univaf;
mod vitemadose;
