//! Explains why the command stops: one sentence in English with the problem, its place and the remedy.

use std::fmt;

/// A reason to exit with 2.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure with its sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads JSON with serde only from built-in files, and writes it only from its own types.
impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self(format!(
            "the data built into slot-feed is broken ({error}); please report it"
        ))
    }
}
