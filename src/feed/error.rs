//! Says why a whole feed is refused.

use std::fmt;

use crate::json::{Fault, Stop, line_and_column, pointer_at};
use crate::vocabulary::Limit;

/// A feed that can't be used at all; what is broken in part is a [`Problem`](super::Problem) instead.
///
/// Its `Display` is one sentence or two for people: what, where and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedError {
    /// What kind of thing is wrong.
    pub kind: FeedErrorKind,
    /// Where in the file; absent where the file as a whole is meant.
    pub place: Option<ErrorPlace>,
    /// The limit that the feed is past; for [`FeedErrorKind::Limit`].
    pub limit: Option<Limit>,
    /// The field of the feed that is missing or broken; for [`FeedErrorKind::Field`] of a feed.
    pub field: Option<&'static str>,
    message: String,
}

/// A place in a feed's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorPlace {
    /// JSON pointer (RFC 6901) of the value.
    pub pointer: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// The kinds of [`FeedError`], one for each thing that a publisher would do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedErrorKind {
    /// The bytes are not UTF-8.
    Encoding,
    /// The text is not JSON.
    Syntax,
    /// The JSON is not a `slot-feed`.
    Format,
    /// The feed's major version is not one that this reader knows.
    Version,
    /// A field is missing or broken without which no answer is right.
    Field,
    /// The feed has no `offices`.
    Offices,
    /// The feed is split into parts, which this reader does not fetch.
    Split,
    /// The feed is past a limit of the format.
    Limit,
}

impl FeedErrorKind {
    /// The stable code of this kind.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::Syntax => "syntax",
            Self::Format => "format",
            Self::Version => "version",
            Self::Field => "field",
            Self::Offices => "offices",
            Self::Split => "split",
            Self::Limit => "limit",
        }
    }
}

impl fmt::Display for FeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for FeedError {}

impl FeedError {
    /// What `Display` says.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// An error about the file as a whole.
    pub(crate) fn whole(kind: FeedErrorKind, message: &str) -> Self {
        Self {
            kind,
            place: None,
            limit: None,
            field: None,
            message: message.to_owned(),
        }
    }

    /// An error at a byte offset of the text; the place is added to the sentence.
    pub(crate) fn at(kind: FeedErrorKind, text: &str, at: usize, what: &str, to_do: &str) -> Self {
        let (line, column) = line_and_column(text, at);
        let pointer = pointer_at(text, at);
        let within = if pointer.is_empty() {
            String::new()
        } else {
            format!(" ({pointer})")
        };
        let message = format!("{what} at line {line}, column {column}{within}. {to_do}");
        Self {
            kind,
            place: Some(ErrorPlace {
                pointer,
                line,
                column,
            }),
            limit: None,
            field: None,
            message,
        }
    }

    /// The error with the limit that the feed is past.
    pub(crate) fn past(mut self, limit: Limit) -> Self {
        self.limit = Some(limit);
        self
    }

    /// The error with the field that it is about.
    pub(crate) fn about(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// The error for a reader that stopped.
    pub(crate) fn stopped(text: &str, stop: Stop) -> Self {
        let limit = match stop.fault {
            Fault::Syntax => {
                return Self::at(
                    FeedErrorKind::Syntax,
                    text,
                    stop.at,
                    if stop.at >= text.len() {
                        "The feed is not JSON: it ends too early"
                    } else {
                        "The feed is not JSON"
                    },
                    "Fix that place and publish again.",
                );
            }
            Fault::Depth => Limit::Depth,
            Fault::Text => Limit::Text,
            Fault::Limit(limit) => limit,
        };
        let what = format!("The feed is past a limit: {}", limit.phrase());
        Self::at(
            FeedErrorKind::Limit,
            text,
            stop.at,
            &what,
            "Publish less, or in several feeds.",
        )
        .past(limit)
    }
}
