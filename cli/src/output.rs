//! Writes output: whole files or nothing.

use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use slot_publisher::failure::Failure;

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
    write_all(&[(path, bytes)], "--output")
}

/// Writes several files: all are complete beside their places before the first takes its place. `option` names the
/// places in a failure.
///
/// # Errors
/// If the bytes cannot be written. A file that cannot be written leaves all places as they are.
pub fn write_all(files: &[(&Path, &[u8])], option: &str) -> Result<(), Failure> {
    let beside = |path: &Path| {
        let mut beside = OsString::from(path);
        beside.push(format!(".{}.tmp", std::process::id()));
        beside
    };
    let failed = |path: &Path, error: &io::Error| {
        for (path, _) in files {
            // Best effort: the file may not exist.
            let _ = fs::remove_file(beside(path));
        }
        let path = path.display();
        Failure::new(format!(
            "cannot write {path}: {error}; choose another {option}"
        ))
    };
    for (path, bytes) in files {
        fs::write(beside(path), bytes).map_err(|error| failed(path, &error))?;
    }
    for (path, _) in files {
        fs::rename(beside(path), path).map_err(|error| failed(path, &error))?;
    }
    Ok(())
}
