//! Why a question cannot be answered.

use std::fmt;

/// A question with a field that does not exist, or a value out of its range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The field, such as `near.lat`; `query` where the question itself can't be read.
    pub field: String,
    /// What was expected there.
    pub expected: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, expected } = self;
        write!(f, "The question's `{field}` should be {expected}.")
    }
}

impl std::error::Error for QueryError {}

impl QueryError {
    /// An error of a field.
    pub(crate) fn new(field: &str, expected: &str) -> Self {
        Self {
            field: field.to_owned(),
            expected: expected.to_owned(),
        }
    }

    /// The same error, seen from the object that has the field `key`.
    pub(crate) fn within(self, key: &str) -> Self {
        let field = if self.field == QUESTION {
            key.to_owned()
        } else {
            format!("{key}.{}", self.field)
        };
        Self { field, ..self }
    }
}

/// The name of the question itself.
pub(crate) const QUESTION: &str = "query";
