//! Reads one field each: the value if it is what the format says, else nothing and a problem.
//!
//! `null` means an absent field and is no problem.

use std::borrow::Cow;

use crate::date::{Closure, Date};
use crate::feed::base::{self, Base};
use crate::feed::problem::{Dropped, Report, Step};
use crate::feed::text::Languages;
use crate::json::{Kind, Reader, Span, whole};
use crate::time::parse_rfc3339;
use crate::vocabulary::Expected;

/// An RFC 3339 time: where it is written, and in ms since 1970.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Time {
    pub span: Span,
    pub ms: i64,
}

/// When more places are released, and by which rule.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Release {
    pub next_at: Option<Time>,
    pub rule: Span,
}

/// Days on which an office is closed, and why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Closed {
    pub days: Closure,
    pub reason: Span,
}

/// Whether a text is an id: 1 to 64 of the characters `A-Za-z0-9._:~-`.
pub(crate) fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._:~-".contains(&b))
}

/// A reader inside an object, with the report that its fields' problems go to.
pub(crate) struct Fields<'f, 'r> {
    pub reader: Reader<'f>,
    pub report: &'r mut Report,
}

/// Reads the next value as [`Fields`] does, without reports; the reader moves past it.
pub(crate) fn silently<'f, T>(
    reader: &mut Reader<'f>,
    read: impl FnOnce(&mut Fields<'f, '_>) -> T,
) -> T {
    let mut fields = Fields {
        reader: reader.clone(),
        report: &mut Report::silent(),
    };
    let value = read(&mut fields);
    *reader = fields.reader;
    value
}

impl<'f> Fields<'f, '_> {
    /// Reads each field of the object that is next; `read` takes exactly one value for each key.
    /// Says false for what is no object.
    pub fn each(&mut self, read: &mut dyn FnMut(&mut Self, &str)) -> bool {
        if !self.reader.enter_object() {
            return false;
        }
        while let Some(key) = self.reader.key() {
            read(self, &key);
        }
        true
    }

    /// Reads each item of the array under `key`; `read` takes exactly one value for each, whose path is the base of what
    /// it reports.
    pub fn items(&mut self, key: &str, read: &mut dyn FnMut(&mut Fields<'f, '_>, usize)) {
        if self.is_null() {
            return;
        }
        if !self.reader.enter_array() {
            self.report.field(&[Step::Key(key)], Expected::List);
            return;
        }
        let mut index = 0;
        while self.reader.item() {
            let path = [Step::Key(key), Step::Index(index)];
            let length = self.report.enter(&path);
            let mut fields = Fields {
                reader: self.reader.clone(),
                report: self.report,
            };
            read(&mut fields, index);
            self.reader = fields.reader;
            self.report.leave(length);
            index += 1;
        }
    }

    /// Steps over a null.
    fn is_null(&mut self) -> bool {
        let is_null = self.reader.peek() == Some(Kind::Null);
        if is_null {
            self.reader.skip();
        }
        is_null
    }

    /// Takes the value's span, unless it is null, or not `good` and so reported.
    fn span_if(&mut self, key: &str, expected: Expected, good: bool) -> Span {
        if self.is_null() {
            return Span::default();
        }
        let span = self.reader.skip();
        if good {
            return span;
        }
        self.report.field(&[Step::Key(key)], expected);
        Span::default()
    }

    /// Where an object is.
    pub fn object(&mut self, key: &str) -> Span {
        let good = self.reader.peek() == Some(Kind::Object);
        self.span_if(key, Expected::Object, good)
    }

    /// Where a text with at least one language is.
    pub fn text(&mut self, key: &str) -> Span {
        let any = Languages {
            asked: "",
            feed: "",
        };
        let good = any.read_next(&mut self.reader.clone()).is_some();
        self.span_if(key, Expected::Texts, good)
    }

    /// A string that is `good`.
    pub(super) fn checked(
        &mut self,
        key: &str,
        expected: Expected,
        good: fn(&str) -> bool,
    ) -> Option<Cow<'f, str>> {
        if self.is_null() {
            return None;
        }
        let text = self.reader.text().filter(|text| good(text));
        if text.is_none() {
            self.report.field(&[Step::Key(key)], expected);
        }
        text
    }

    /// A string with something in it.
    pub fn string(&mut self, key: &str) -> Option<Cow<'f, str>> {
        self.checked(key, Expected::Text, |text| !text.is_empty())
    }

    /// An id.
    pub fn id(&mut self, key: &str) -> Option<Cow<'f, str>> {
        self.checked(key, Expected::Id, is_id)
    }

    /// A date, as it is written.
    pub fn date_text(&mut self, key: &str) -> Option<Cow<'f, str>> {
        let is_date = |text: &str| Date::parse(text).is_some();
        self.checked(key, Expected::Date, is_date)
    }

    /// A date.
    pub fn date(&mut self, key: &str) -> Option<Date> {
        Date::parse(&self.date_text(key)?)
    }

    /// A time.
    pub fn time(&mut self, key: &str) -> Option<Time> {
        let is_time = |text: &str| parse_rfc3339(text).is_some();
        let start = self.reader.start();
        let text = self.checked(key, Expected::Time, is_time)?;
        let span = self.reader.span_from(start);
        parse_rfc3339(&text).map(|ms| Time { span, ms })
    }

    /// A link that may be followed.
    pub fn link(&mut self, key: &str, base: Option<&dyn Base>) -> Option<String> {
        const EXPECTED: Expected = Expected::Link;
        if self.is_null() {
            return None;
        }
        let text = self.reader.text();
        let value = text.and_then(|text| base::resolve(&text, base));
        if value.is_none() {
            let path = [Step::Key(key)];
            self.report.note("bad-link", Dropped::Link, &path, EXPECTED);
        }
        value
    }

    /// A number that is `good`.
    pub fn number(&mut self, key: &str, expected: Expected, good: fn(f64) -> bool) -> Option<f64> {
        if self.is_null() {
            return None;
        }
        let value = self.reader.number().filter(|n| good(*n));
        if value.is_none() {
            self.report.field(&[Step::Key(key)], expected);
        }
        value
    }

    /// A whole number of seconds, of at least `least`.
    pub fn seconds(&mut self, key: &str, least: i64) -> Option<i64> {
        let value = self.number(key, Expected::Seconds, |n| whole(n).is_some());
        let value = value.and_then(whole)?;
        if value < least {
            self.report.field(&[Step::Key(key)], Expected::MoreSeconds);
            return None;
        }
        Some(value)
    }

    /// A whole number of at most 1,000.
    fn small(&mut self, key: &str, expected: Expected, good: fn(f64) -> bool) -> Option<u32> {
        let value = self.number(key, expected, good).and_then(whole);
        value.and_then(|n| u32::try_from(n).ok())
    }

    /// How many days ahead one has to book, or how many working days it takes.
    pub fn days(&mut self, key: &str) -> Option<u32> {
        self.small(key, Expected::Days, |n| {
            whole(n).is_some_and(|n| (0..=1000).contains(&n))
        })
    }

    /// A number of people.
    pub fn people(&mut self, key: &str) -> Option<u32> {
        self.small(key, Expected::People, |n| {
            whole(n).is_some_and(|n| (1..=1000).contains(&n))
        })
    }

    /// True or false.
    pub fn flag(&mut self, key: &str) -> bool {
        if self.is_null() {
            return false;
        }
        let value = self.reader.boolean();
        if value.is_none() {
            self.report.field(&[Step::Key(key)], Expected::Flag);
        }
        value.unwrap_or_default()
    }

    /// A `release` object.
    pub fn release(&mut self, key: &str) -> Option<Release> {
        self.object(key).some().map(|span| {
            let mut release = Release::default();
            self.nested(key, span, &mut |fields| {
                fields.each(&mut |fields, key| match key {
                    "next_at" => release.next_at = fields.time(key),
                    "rule" => release.rule = fields.text(key),
                    _ => fields.skip(),
                });
            });
            release
        })
    }

    /// A list of closures; those with a bad date are left out.
    pub fn closures(&mut self, key: &str) -> Vec<Closed> {
        let mut list = Vec::new();
        self.items(key, &mut |fields, _| {
            let (mut from, mut to, mut reason) = (None, None, Span::default());
            fields.each(&mut |fields, key| match key {
                "from" => from = fields.date(key),
                "to" => to = fields.date(key),
                "reason" => reason = fields.text(key),
                _ => fields.skip(),
            });
            match (from, to) {
                (Some(from), Some(to)) if from <= to => list.push(Closed {
                    days: (from, to),
                    reason,
                }),
                _ => fields.report.field(&[], Expected::Closure),
            }
        });
        list
    }

    /// A list of texts; what is no text is left out.
    pub fn texts(&mut self, key: &str) -> Option<Vec<Span>> {
        let is_list = self.reader.peek() == Some(Kind::Array);
        let mut list = Vec::new();
        self.items(key, &mut |fields, _| {
            // The item's own path is the report's base already, so it has no key.
            let kind = fields.reader.peek();
            let span = fields.reader.skip();
            match kind {
                Some(Kind::String | Kind::Object) => list.push(span),
                _ => fields.report.field(&[], Expected::Text),
            }
        });
        is_list.then_some(list)
    }

    /// Steps over a value that is of no interest.
    pub fn skip(&mut self) {
        self.reader.skip();
    }

    /// Reads a value again that was stepped over, with its path as base of the report.
    pub fn nested(&mut self, key: &str, span: Span, read: &mut dyn FnMut(&mut Fields<'f, '_>)) {
        let mut reader = self.reader.clone();
        reader.move_to(span);
        let length = self.report.enter(&[Step::Key(key)]);
        read(&mut Fields {
            reader,
            report: self.report,
        });
        self.report.leave(length);
    }
}
