//! Reads feeds from files and from standard input.

use std::fs::File;
use std::io::{self, Read};
use std::rc::Rc;

use slot_finder::{Base, Feed, MAX_BYTES, TzZones};

use crate::parts;
use slot_publisher::failure::Failure;

/// Reads and opens a feed, with all its parts if it is split.
///
/// # Errors
/// If a file cannot be read, or the engine refuses the feed.
pub fn open(feed: &str) -> Result<Feed, Failure> {
    opened(feed, read(feed)?, None)
}

/// Opens the bytes that were read from `feed`, with the parts beside it, as if they were at an address.
///
/// # Errors
/// If a part cannot be read, or the engine refuses the feed.
pub fn opened(feed: &str, bytes: Vec<u8>, address: Option<Rc<dyn Base>>) -> Result<Feed, Failure> {
    let mut opened = parse_at(feed, bytes, address)?;
    parts::add_all(&mut opened, feed)?;
    Ok(opened)
}

/// Opens a feed that was read from `feed`.
///
/// # Errors
/// If the engine refuses it.
pub fn parse(feed: &str, bytes: Vec<u8>) -> Result<Feed, Failure> {
    parse_at(feed, bytes, None)
}

fn parse_at(feed: &str, bytes: Vec<u8>, address: Option<Rc<dyn Base>>) -> Result<Feed, Failure> {
    Feed::open(bytes, address, &TzZones)
        .map_err(|error| Failure::new(format!("{}: {error}", name(feed))))
}

/// The name of a feed in a message.
pub fn name(feed: &str) -> &str {
    if feed == "-" { "standard input" } else { feed }
}

/// The bytes of a file or of standard input; at most one byte more than the size limit of a feed.
///
/// # Errors
/// If they cannot be read.
pub fn read(feed: &str) -> Result<Vec<u8>, Failure> {
    let source: io::Result<Box<dyn Read>> = match feed {
        "-" => Ok(Box::new(io::stdin().lock())),
        path => File::open(path).map(|file| Box::new(file) as Box<dyn Read>),
    };
    let limit = u64::try_from(MAX_BYTES)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let mut bytes = Vec::new();
    source
        .and_then(|source| source.take(limit).read_to_end(&mut bytes))
        .map_err(|error| {
            Failure::new(format!(
                "cannot read {}: {error}; give the path of a feed, or - for standard input",
                name(feed)
            ))
        })?;
    Ok(bytes)
}
