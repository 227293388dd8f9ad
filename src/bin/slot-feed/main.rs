//! `slot-feed`: the publisher's command.

fn main() {}
