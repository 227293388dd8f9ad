//! What was broken in a feed that is usable all the same.

use serde::Serialize;

use crate::feed::fields::is_id;
use crate::feed::head::{Head, Part};
use crate::feed::text::Localized;
use crate::json::{Span, push_step};
use crate::vocabulary::Expected;

/// No more problems than this are listed for a feed that [`Feed::open`](super::Feed::open) opened.
pub const MAX_PROBLEMS: usize = 1000;

/// One broken thing that was left out, alone, so the rest of the feed can be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// A stable code, such as `bad-row`.
    pub code: &'static str,
    /// JSON pointer (RFC 6901) of what is broken.
    pub pointer: String,
    /// The office that contains it, if its id is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office_id: Option<String>,
    /// The name of that office, if it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<Localized>,
    /// Where that name is.
    #[serde(skip)]
    pub(crate) name: Span,
    /// What was left out because of it.
    pub dropped: Dropped,
    /// What the format expects there.
    #[serde(skip)]
    pub expected: Expected,
    /// One sentence in English: what was expected there, and what was done.
    pub message: String,
}

/// How much was left out because of a [`Problem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Dropped {
    /// A whole office.
    Office,
    /// One row of an office's quota.
    Row,
    /// One cell, which counts as not known.
    Cell,
    /// An office's position; the office is listed after those with one.
    Position,
    /// One link.
    Link,
    /// Any other field; its default is used instead.
    Field,
}

impl Dropped {
    fn what_was_done(self) -> &'static str {
        match self {
            Self::Office => "The office is left out.",
            Self::Row => "The row is left out.",
            Self::Cell => "The cell counts as not known.",
            Self::Position => "The office has no position.",
            Self::Link => "The link is left out.",
            Self::Field => "The field is left out.",
        }
    }
}

/// One step of a path into a feed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// Collects problems while something is read; a silent report notes nothing.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// Absent for a silent report.
    list: Option<Vec<Problem>>,
    /// Problems beyond this number are not noted.
    most: usize,
    /// The pointer under which the paths of [`Report::note`] are.
    pub base: String,
    /// The id of the office that is being read.
    pub office_id: Option<String>,
    /// Where the name of that office is.
    pub office_name: Span,
}

impl Report {
    /// A report that notes nothing.
    pub fn silent() -> Self {
        Self::default()
    }

    /// A report that goes on from `list` and notes at most `most` problems in all.
    pub fn noting(list: Vec<Problem>, most: usize) -> Self {
        Self {
            list: Some(list),
            most,
            ..Self::default()
        }
    }

    /// Drops what was noted so far.
    pub fn forget(&mut self) {
        self.list = Some(Vec::new());
    }

    /// Says which office is being read, until [`Report::leave_office`].
    pub fn enter_office(&mut self, head: &Head) {
        self.office_id = is_id(&head.id).then(|| head.id.clone());
        self.office_name = head.part(Part::Name);
    }

    /// Says that no office is being read any more.
    pub fn leave_office(&mut self) {
        self.office_id = None;
        self.office_name = Span::default();
    }

    /// Goes down into `path`; the length given goes to [`Report::leave`].
    pub fn enter(&mut self, path: &[Step<'_>]) -> usize {
        let length = self.base.len();
        if self.list.is_some() {
            push_path(&mut self.base, path);
        }
        length
    }

    /// Comes back up from where [`Report::enter`] went.
    pub fn leave(&mut self, length: usize) {
        self.base.truncate(length);
    }

    /// Notes that the value at `path` was left out, since it is not what was expected.
    pub fn note(
        &mut self,
        code: &'static str,
        dropped: Dropped,
        path: &[Step<'_>],
        expected: Expected,
    ) {
        self.push(code, dropped, path, expected, dropped.what_was_done());
    }

    /// Notes that something else is used for the field at `path`; `done` says what, in a sentence.
    pub fn note_instead(
        &mut self,
        code: &'static str,
        path: &[Step<'_>],
        expected: Expected,
        done: &str,
    ) {
        self.push(code, Dropped::Field, path, expected, done);
    }

    fn push(
        &mut self,
        code: &'static str,
        dropped: Dropped,
        path: &[Step<'_>],
        expected: Expected,
        done: &str,
    ) {
        let Some(list) = &mut self.list else { return };
        if list.len() >= self.most {
            return;
        }
        let mut pointer = self.base.clone();
        push_path(&mut pointer, path);
        let message = format!("Expected {} at {pointer}. {done}", expected.phrase());
        list.push(Problem {
            code,
            pointer,
            office_id: self.office_id.clone(),
            office: None,
            name: self.office_name,
            dropped,
            expected,
            message,
        });
    }

    /// Notes a field that was left out.
    pub fn field(&mut self, path: &[Step<'_>], expected: Expected) {
        self.note("bad-field", Dropped::Field, path, expected);
    }

    /// The problems noted.
    pub fn into_problems(self) -> Vec<Problem> {
        self.list.unwrap_or_default()
    }
}

fn push_path(pointer: &mut String, path: &[Step<'_>]) {
    for step in path {
        match step {
            Step::Key(key) => push_step(pointer, key),
            Step::Index(index) => push_step(pointer, &index.to_string()),
        }
    }
}
