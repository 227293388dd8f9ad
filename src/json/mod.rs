//! A pull reader for JSON text: bytes in, values and spans out, one pass, no tree.
//!
//! The reader moves forward only. What it steps over it also checks, so a value that [`Reader::skip`] passed is known
//! to be well-formed and can be read again later from its [`Span`]. It allocates only for strings with escapes.
//! Depth is bounded by [`MAX_DEPTH`], so hostile nesting cannot exhaust the stack.

mod block;
mod cells;
mod keys;
mod number;
mod place;
mod string;

use std::borrow::Cow;

use crate::vocabulary::Limit;
use crate::work::{self, Work};

pub use cells::{PlainCells, read_plain_cells};
pub use keys::{Key, KeyOrder};
pub use number::{double, floor, whole};
pub use place::{line_and_column, pointer_at, push_step};

/// The deepest nesting of arrays and objects that is read; the outermost value has depth 1.
pub const MAX_DEPTH: u32 = 32;

/// Most characters of a number. Digits that no double can hold may be written, but not by the million.
const MAX_NUMBER: usize = 1000;

/// Where a value is in the text: byte offsets, `start` included, `end` not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Offset of the value's first byte.
    pub start: u32,
    /// Offset just after the value's last byte.
    pub end: u32,
}

impl Span {
    /// Whether the span marks an absent value; such a span is empty.
    pub fn is_none(self) -> bool {
        self.end == 0
    }

    /// The span, unless it marks an absent value.
    pub fn some(self) -> Option<Self> {
        (!self.is_none()).then_some(self)
    }

    /// The text between the two offsets, empty if they do not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }
}

/// Why reading stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text is not JSON from this place on.
    Syntax,
    /// Arrays and objects are nested deeper than [`MAX_DEPTH`].
    Depth,
    /// A text is longer than the reader's `text_limit`.
    Text,
    /// A list or number is larger than its caller allows.
    Limit(Limit),
}

/// A fault and the byte offset where it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Byte offset in the text.
    pub at: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// The kind of the next value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{`
    Object,
    /// `[`
    Array,
    /// `"`
    String,
    /// A digit or a minus sign.
    Number,
    /// `true` or `false`
    Bool,
    /// `null`
    Null,
}

/// A position in a JSON text.
///
/// At the first fault the reader stops for good: from then on every object and array seems to end and every value is
/// missing, so loops end by themselves, and [`Reader::finish`] reports what was wrong.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    text: &'a str,
    /// The text's bytes; none once the reader has stopped.
    bytes: &'a [u8],
    pos: usize,
    depth: u32,
    stopped: Option<Stop>,
    /// Strings that are stepped over may have this many characters.
    pub text_limit: usize,
    /// Lists that are stepped over may have so many entries.
    pub list_limit: ListLimit,
}

/// How many entries a list may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListLimit {
    /// Any number.
    Any,
    /// 100.
    Hundred,
    /// 366: one for each day of a year.
    Year,
    /// 1,000.
    Thousand,
    /// 10,000.
    TenThousand,
}

impl ListLimit {
    /// What is wrong with a list of so many entries, if it has too many.
    fn fault(self, entries: usize) -> Option<Fault> {
        let (most, what) = match self {
            Self::Any => return None,
            Self::Hundred => (100, Limit::HundredEntries),
            Self::Year => (366, Limit::YearEntries),
            Self::Thousand => (1000, Limit::ThousandEntries),
            Self::TenThousand => (10_000, Limit::TenThousandEntries),
        };
        (entries > most).then_some(Fault::Limit(what))
    }
}

/// Whether a byte is white space between values.
fn is_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

impl<'a> Reader<'a> {
    /// A reader at the start of `text`.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            pos: 0,
            depth: 0,
            stopped: None,
            text_limit: usize::MAX,
            list_limit: ListLimit::Any,
        }
    }

    /// A reader at an offset of `text`.
    pub fn from(text: &'a str, start: usize) -> Self {
        let mut reader = Self::new(text);
        reader.pos = start;
        reader
    }

    /// A reader at the start of a value that was stepped over before.
    pub fn at(text: &'a str, span: Span) -> Self {
        let mut reader = Self::new(text);
        reader.move_to(span);
        reader
    }

    /// Moves to a value that was stepped over before, to read it again.
    pub fn move_to(&mut self, span: Span) {
        self.pos = span.start as usize;
        self.depth = 0;
    }

    /// Moves past a value that was stepped over before, without reading it again.
    pub fn move_behind(&mut self, span: Span) {
        self.pos = span.end as usize;
    }

    /// The whole text.
    pub fn source(&self) -> &'a str {
        self.text
    }

    /// The current byte offset.
    pub fn offset(&self) -> usize {
        self.pos
    }

    /// The offset of the next value.
    pub fn start(&mut self) -> usize {
        self.peek();
        self.pos
    }

    /// Stops here, unless the reader has stopped before.
    pub fn stop(&mut self, fault: Fault) {
        self.stop_at(self.pos, fault);
    }

    /// Stops with a fault at `at`.
    pub fn stop_at(&mut self, at: usize, fault: Fault) {
        self.stopped.get_or_insert(Stop { at, fault });
        self.bytes = &[];
    }

    /// Nothing but white space may follow what was read.
    ///
    /// # Errors
    /// Where and why the reader stopped.
    pub fn finish(&mut self) -> Result<(), Stop> {
        self.space();
        if self.pos < self.bytes.len() {
            self.stop(Fault::Syntax);
        }
        self.check()
    }

    /// Whether all went well so far.
    ///
    /// # Errors
    /// Where and why the reader stopped.
    pub fn check(&self) -> Result<(), Stop> {
        self.stopped.map_or(Ok(()), Err)
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.pos).copied()
    }

    #[inline]
    fn space(&mut self) {
        // Mostly there is none.
        if self.byte().is_some_and(|byte| byte > b' ') {
            return;
        }
        while self.byte().is_some_and(is_white_space) {
            self.pos += 1;
        }
    }

    /// Moves past a byte that has to be there.
    fn expect(&mut self, byte: u8) {
        if self.byte() == Some(byte) {
            self.pos += 1;
        } else {
            self.stop(Fault::Syntax);
        }
    }

    /// The kind of the next value; stops where none begins.
    pub fn peek(&mut self) -> Option<Kind> {
        work::add(Work::Steps, 1);
        self.space();
        let kind = match self.byte() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::String,
            Some(b'-' | b'0'..=b'9') => Kind::Number,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'n') => Kind::Null,
            _ => {
                self.stop(Fault::Syntax);
                return None;
            }
        };
        Some(kind)
    }

    /// Steps into an object or array if one is next, else steps over the value and says false.
    fn enter(&mut self, kind: Kind) -> bool {
        if self.peek() != Some(kind) {
            self.skip();
            return false;
        }
        if self.depth >= MAX_DEPTH {
            self.stop(Fault::Depth);
        }
        self.depth += 1;
        self.pos += 1;
        true
    }

    /// Steps into an object if one is next, else steps over the value and says false.
    pub fn enter_object(&mut self) -> bool {
        self.enter(Kind::Object)
    }

    /// Steps into an array if one is next, else steps over the value and says false.
    pub fn enter_array(&mut self) -> bool {
        self.enter(Kind::Array)
    }

    /// Moves past a comma, or out of the container; says whether a member follows.
    fn more(&mut self, open: u8, close: u8) -> bool {
        let first = self.bytes.get(self.pos.wrapping_sub(1)) == Some(&open);
        self.space();
        let next = self.byte();
        if next == Some(close) {
            self.pos += 1;
            self.depth -= 1;
            return false;
        }
        if !first {
            self.expect(b',');
            self.space();
        }
        if self.byte().is_none_or(|next| next == close) {
            self.stop(Fault::Syntax);
            return false;
        }
        true
    }

    /// The next key of the object that the reader is in; `None` after its end.
    ///
    /// The caller reads or skips exactly one value after each key.
    pub fn key(&mut self) -> Option<Cow<'a, str>> {
        // Mostly a key follows a comma without white space.
        if let Some([b',', b'"', ..]) = self.bytes.get(self.pos..)
            && self.bytes.get(self.pos.wrapping_sub(1)) != Some(&b'{')
        {
            self.pos += 1;
        } else if !self.more(b'{', b'}') {
            return None;
        }
        let key = self.string();
        if self.byte() == Some(b':') {
            self.pos += 1;
        } else {
            self.colon();
        }
        self.stopped.is_none().then_some(key)
    }

    fn colon(&mut self) {
        self.space();
        self.expect(b':');
    }

    /// Whether the array that the reader is in has another item, which the caller then reads or skips.
    pub fn item(&mut self) -> bool {
        self.more(b'[', b']')
    }

    /// Whether the next value is `null`.
    pub fn is_null(&mut self) -> bool {
        self.space();
        self.byte() == Some(b'n')
    }

    /// Steps over the next value, checking it, and returns its span.
    pub fn skip(&mut self) -> Span {
        if self.byte() == Some(b'"') {
            work::add(Work::Steps, 1);
            let start = self.pos;
            self.skip_string();
            return self.span_from(start);
        }
        let kind = self.peek();
        let start = self.pos;
        match kind {
            Some(Kind::Object) => {
                self.enter_object();
                while self.more(b'{', b'}') {
                    self.skip_string();
                    self.colon();
                    self.skip();
                }
            }
            Some(Kind::Array) => {
                self.enter_array();
                let mut entries = 0;
                while self.item() {
                    entries += 1;
                    if let Some(fault) = self.list_limit.fault(entries) {
                        self.stop(fault);
                    }
                    self.skip();
                }
            }
            Some(Kind::String) => drop(self.skip_string()),
            Some(Kind::Number) => self.skip_number(),
            Some(Kind::Bool | Kind::Null) => self.skip_word(),
            None => {}
        }
        self.span_from(start)
    }

    /// The span from `start` to here. Offsets fit, since texts are at most 64 MiB.
    pub fn span_from(&self, start: usize) -> Span {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span {
            start: small(start),
            end: small(self.pos),
        }
    }

    fn skip_word(&mut self) {
        let rest = self.bytes.get(self.pos..).unwrap_or_default();
        for word in [&b"null"[..], b"true", b"false"] {
            if rest.starts_with(word) {
                work::add(Work::Bytes, word.len());
                self.pos += word.len();
                return;
            }
        }
        self.stop(Fault::Syntax);
    }

    fn digits(&mut self) {
        let start = self.pos;
        while let Some(b'0'..=b'9') = self.byte() {
            self.pos += 1;
        }
        work::add(Work::Bytes, self.pos - start);
        if self.pos == start {
            self.stop(Fault::Syntax);
        }
    }

    fn skip_number(&mut self) {
        let start = self.pos;
        self.number_parts();
        if self.pos - start > MAX_NUMBER {
            self.stop_at(start, Fault::Limit(Limit::Number));
        }
    }

    fn number_parts(&mut self) {
        if self.byte() == Some(b'-') {
            self.pos += 1;
        }
        if self.byte() == Some(b'0') {
            self.pos += 1;
        } else {
            self.digits();
        }
        if self.byte() == Some(b'.') {
            self.pos += 1;
            self.digits();
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.pos += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.pos += 1;
            }
            self.digits();
        }
    }

    /// The next value if it is `true` or `false`; any other value is stepped over.
    pub fn boolean(&mut self) -> Option<bool> {
        let kind = self.peek();
        let span = self.skip();
        (kind == Some(Kind::Bool)).then(|| span.of(self.text) == "true")
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
