//! Why the command stops: one sentence for people, in English, saying what, where and what to do.

use std::fmt;

/// A reason to stop with exit code 2.
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

/// JSON is read with serde only where it is built into the command, and written from its own types.
impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self(format!(
            "the data built into slot-feed is broken ({error}); please report it"
        ))
    }
}
