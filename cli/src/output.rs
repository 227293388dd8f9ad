//! Writes output: whole files or nothing.

use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use crate::failure::Failure;

/// Writes to a file, or to standard output without one.
///
/// A file appears complete or not at all: it is written beside its place first and then renamed. A reader that closes
/// standard output early (`slot-feed ... | head`) is no failure.
///
/// # Errors
/// If the bytes cannot be written.
pub fn write(path: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    let Some(path) = path else {
        let mut out = io::stdout().lock();
        return match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::new(format!(
                "cannot write to standard output: {error}"
            ))),
            _ => Ok(()),
        };
    };
    let mut beside = OsString::from(path);
    beside.push(format!(".{}.tmp", std::process::id()));
    fs::write(&beside, bytes)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|error| {
            // Best effort: the file may not exist.
            let _ = fs::remove_file(&beside);
            Failure::new(format!(
                "cannot write {}: {error}; choose another --output",
                path.display()
            ))
        })
}
