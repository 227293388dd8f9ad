//! Reading one field each: the value if it is what the format says, else nothing and a problem.
//!
//! `null` stands for an absent field and is no problem.

use super::Feed;
use super::link;
use super::problem::{Dropped, Report, Step};
use super::text::{Languages, Localized};
use crate::calendar::{Closure, Date, parse_rfc3339};
use crate::json::{Kind, Reader, Span, Stop};

/// An RFC 3339 time: as it was written, and in ms since 1970.
#[derive(Clone, Debug)]
pub(crate) struct Time {
    pub text: Box<str>,
    pub ms: i64,
}

/// When more places are released, and by which rule.
#[derive(Clone, Debug, Default)]
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

/// A reader in the midst of an object, with the report that its fields' problems go to.
pub(crate) struct Fields<'f, 'r> {
    pub reader: Reader<'f>,
    pub report: &'r mut Report,
}

impl<'f> Fields<'f, '_> {
    /// Reads each field of the object that stands next; `read` takes exactly one value for each key.
    /// Says false for what is no object.
    pub fn each(
        &mut self,
        mut read: impl FnMut(&mut Self, &str) -> Result<(), Stop>,
    ) -> Result<bool, Stop> {
        if !self.reader.enter_object()? {
            return Ok(false);
        }
        while let Some(key) = self.reader.key()? {
            read(self, &key)?;
        }
        Ok(true)
    }

    /// Reads each item of the array under `key`; its path is the base of what `read` reports.
    pub fn items(
        &mut self,
        key: &str,
        mut read: impl FnMut(&mut Fields<'f, '_>, usize) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        if self.reader.peek()? == Kind::Null {
            return self.reader.skip().map(|_| ());
        }
        if !self.reader.enter_array()? {
            self.report.field(&[Step::Key(key)], "a list");
            return Ok(());
        }
        let mut index = 0;
        while self.reader.item()? {
            let path = [Step::Key(key), Step::Index(index)];
            let reader = &mut self.reader;
            self.report.within(&path, |report| {
                let mut fields = Fields {
                    reader: reader.clone(),
                    report,
                };
                let result = read(&mut fields, index);
                *reader = fields.reader;
                result
            })?;
            index += 1;
        }
        Ok(())
    }

    /// Takes the value's span, unless it is null or `good` says that it is not `expected`.
    fn span_if(
        &mut self,
        key: &str,
        expected: &str,
        good: impl FnOnce(Kind) -> bool,
    ) -> Result<Span, Stop> {
        let kind = self.reader.peek()?;
        let span = self.reader.skip()?;
        if kind == Kind::Null {
            return Ok(Span::default());
        }
        if good(kind) {
            return Ok(span);
        }
        self.report.field(&[Step::Key(key)], expected);
        Ok(Span::default())
    }

    /// Where an object stands.
    pub fn object(&mut self, key: &str) -> Result<Span, Stop> {
        self.span_if(key, "an object", |kind| kind == Kind::Object)
    }

    /// Where a text stands that has at least one language.
    pub fn text(&mut self, key: &str) -> Result<Span, Stop> {
        let mut ahead = self.reader.clone();
        let any = Languages {
            asked: "",
            feed: "",
        };
        let found = any.read_next(&mut ahead)?.is_some();
        self.span_if(key, "a text, or an object of texts by language", |_| found)
    }

    /// A value that `parse` accepts, from a string.
    fn parsed<T>(
        &mut self,
        key: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Stop> {
        if self.reader.peek()? == Kind::Null {
            self.reader.skip()?;
            return Ok(None);
        }
        let value = self.reader.text()?.and_then(|text| parse(&text));
        if value.is_none() {
            self.report.field(&[Step::Key(key)], expected);
        }
        Ok(value)
    }

    /// A string with something in it.
    pub fn string(&mut self, key: &str) -> Result<Option<String>, Stop> {
        self.parsed(key, "a text", |text| {
            (!text.is_empty()).then(|| text.to_owned())
        })
    }

    /// An id.
    pub fn id(&mut self, key: &str) -> Result<Option<Box<str>>, Stop> {
        self.parsed(key, "an id (1 to 64 of A-Z a-z 0-9 . _ : ~ -)", |text| {
            is_id(text).then(|| text.into())
        })
    }

    /// A date.
    pub fn date(&mut self, key: &str) -> Result<Option<Date>, Stop> {
        self.parsed(key, "a date (YYYY-MM-DD)", Date::parse)
    }

    /// A time.
    pub fn time(&mut self, key: &str) -> Result<Option<Time>, Stop> {
        self.parsed(key, "a time with its offset (RFC 3339)", |text| {
            parse_rfc3339(text).map(|ms| Time {
                text: text.into(),
                ms,
            })
        })
    }

    /// A link that may be followed.
    pub fn link(&mut self, key: &str, base: Option<&str>) -> Result<Option<String>, Stop> {
        if self.reader.peek()? == Kind::Null {
            self.reader.skip()?;
            return Ok(None);
        }
        let value = self
            .reader
            .text()?
            .and_then(|text| link::resolve(&text, base));
        if value.is_none() {
            self.report.note(
                "bad-link",
                Dropped::Link,
                &[Step::Key(key)],
                "an https link",
            );
        }
        Ok(value)
    }

    /// A whole number of at least `least`.
    pub fn whole(&mut self, key: &str, least: i64, expected: &str) -> Result<Option<i64>, Stop> {
        // The largest number that a double holds exactly, so that it reaches JavaScript unharmed.
        const MOST: i64 = 9_007_199_254_740_991;
        if self.reader.peek()? == Kind::Null {
            self.reader.skip()?;
            return Ok(None);
        }
        let value = self
            .reader
            .integer()?
            .filter(|n| (least..=MOST).contains(n));
        if value.is_none() {
            self.report.field(&[Step::Key(key)], expected);
        }
        Ok(value)
    }

    /// A small whole number, `0..=most` or `1..=most`.
    pub fn small(&mut self, key: &str, least: i64, most: u32) -> Result<Option<u32>, Stop> {
        let value = self.whole(key, least, "a small whole number")?;
        let small = value.and_then(|n| u32::try_from(n).ok().filter(|n| *n <= most));
        if value.is_some() && small.is_none() {
            self.report.field(&[Step::Key(key)], "a smaller number");
        }
        Ok(small)
    }

    /// How many days ahead one has to book.
    pub fn lead_days(&mut self, key: &str) -> Result<Option<u32>, Stop> {
        self.small(key, 0, 1000)
    }

    /// A distance in km.
    pub fn distance(&mut self, key: &str) -> Result<Option<f64>, Stop> {
        if self.reader.peek()? == Kind::Null {
            self.reader.skip()?;
            return Ok(None);
        }
        let value = self.reader.number()?.filter(|km| *km >= 0.0);
        if value.is_none() {
            self.report.field(&[Step::Key(key)], "a distance in km");
        }
        Ok(value)
    }

    /// True or false.
    pub fn flag(&mut self, key: &str) -> Result<bool, Stop> {
        if self.reader.peek()? == Kind::Null {
            self.reader.skip()?;
            return Ok(false);
        }
        let value = self.reader.boolean()?;
        if value.is_none() {
            self.report.field(&[Step::Key(key)], "true or false");
        }
        Ok(value.unwrap_or_default())
    }

    /// A `release` object.
    pub fn release(&mut self, key: &str) -> Result<Option<Release>, Stop> {
        let span = self.object(key)?;
        self.nested(key, span, |fields| {
            let mut release = Release::default();
            fields.each(|fields, key| {
                match key {
                    "next_at" => release.next_at = fields.time(key)?,
                    "rule" => release.rule = fields.text(key)?,
                    _ => drop(fields.reader.skip()?),
                }
                Ok(())
            })?;
            Ok(release)
        })
    }

    /// A list of closures; those with a bad date are left out.
    pub fn closures(&mut self, key: &str) -> Result<Vec<Closed>, Stop> {
        let mut list = Vec::new();
        self.items(key, |fields, _| {
            let (mut from, mut to, mut reason) = (None, None, Span::default());
            fields.each(|fields, key| {
                match key {
                    "from" => from = fields.date(key)?,
                    "to" => to = fields.date(key)?,
                    "reason" => reason = fields.text(key)?,
                    _ => drop(fields.reader.skip()?),
                }
                Ok(())
            })?;
            match (from, to) {
                (Some(from), Some(to)) if from <= to => list.push(Closed {
                    days: (from, to),
                    reason,
                }),
                _ => fields.report.field(&[], "a closure with `from` and `to`"),
            }
            Ok(())
        })?;
        Ok(list)
    }

    /// Reads a value again that was stepped over, with its path as base of the report.
    pub fn nested<T>(
        &mut self,
        key: &str,
        span: Span,
        read: impl FnOnce(&mut Fields<'f, '_>) -> Result<T, Stop>,
    ) -> Result<Option<T>, Stop> {
        if span.is_none() {
            return Ok(None);
        }
        let mut reader = self.reader.clone();
        reader.move_to(span);
        self.report.within(&[Step::Key(key)], |report| {
            read(&mut Fields { reader, report }).map(Some)
        })
    }
}

impl Feed {
    /// The languages to read texts in; without one asked for, the feed's own.
    pub(crate) fn languages<'a>(&'a self, asked: Option<&'a str>) -> Languages<'a> {
        Languages {
            asked: asked.unwrap_or(&self.envelope.language),
            feed: &self.envelope.language,
        }
    }

    /// The text at a span, if there is one.
    pub(crate) fn localized(&self, languages: Languages<'_>, span: Span) -> Option<Localized> {
        span.some()
            .and_then(|span| languages.read(&self.text, span))
    }

    /// The id at a span; empty if there is none.
    pub(crate) fn id_at(&self, span: Span) -> std::borrow::Cow<'_, str> {
        let id = self.string_at(span);
        if is_id(&id) { id } else { "".into() }
    }

    /// The string at a span; empty if there is none.
    pub(crate) fn string_at(&self, span: Span) -> std::borrow::Cow<'_, str> {
        span.some()
            .and_then(|span| Reader::at(&self.text, span).text().ok().flatten())
            .unwrap_or_default()
    }
}
