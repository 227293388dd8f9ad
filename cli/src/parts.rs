//! The parts beside an entry on this machine: their bytes, as far as they are there.

use std::fs;
use std::path::Path;

use slot_finder::{Feed, TzZones};

use crate::hash::integrity;
use slot_publisher::failure::Failure;

/// Reads the parts beside a feed's file and adds them; does nothing for a feed in one file.
///
/// # Errors
/// If a part is not there, or is not the one that the entry names.
pub fn add_all(feed: &mut Feed, file: &str) -> Result<(), Failure> {
    for part in 0..feed.part_count() {
        let (url, expected) = feed.part_source(part).unwrap_or_default();
        let url = url.to_owned();
        let failed =
            |why: &str| Failure::new(format!("cannot read the part {url} of {file}: {why}"));
        if file == "-" {
            return Err(failed(
                "a feed from standard input has no files beside it; give its path",
            ));
        }
        let bytes = read(file, &url).map_err(|error| failed(&error))?;
        if !expected.is_empty() && integrity(&bytes) != expected {
            return Err(failed(
                "it is not the file that the entry names; split the feed again",
            ));
        }
        let added = feed.add_part(part, bytes, &TzZones);
        added.map_err(|error| failed(&error.to_string()))?;
    }
    Ok(())
}

/// The bytes of a part beside an entry.
pub fn read(entry: &str, url: &str) -> Result<Vec<u8>, String> {
    let folder = Path::new(entry).parent().unwrap_or(Path::new(""));
    if url.contains("://") {
        return Err(String::from(
            "it is elsewhere; check the entry by its address",
        ));
    }
    fs::read(folder.join(url)).map_err(|error| error.to_string())
}
