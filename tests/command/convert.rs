//! `slot-feed convert` on small files, one rule each, with what comes of it worked out by hand.

#[path = "convert/dirty.rs"]
mod dirty;
#[path = "convert/failing.rs"]
mod failing;
#[path = "convert/folder.rs"]
mod folder;
#[path = "convert/shared.rs"]
mod shared;
#[path = "convert/smart.rs"]
mod smart;
#[path = "convert/univaf.rs"]
mod univaf;
#[path = "convert/vitemadose.rs"]
mod vitemadose;
