//! Objects of a feed as answers tell them: a table says what each field is and what it is called, and one reader reads
//! them all, as JSON.

use std::borrow::Cow;

use super::Feed;
use super::fields::{Closed, Fields};
use super::tables::{ALERT, CLOSURE, NAMED, PUBLISHER, SURCHARGE};
use super::text::{Languages, Localized};
use crate::json::{Json, Span};
use crate::vocabulary::Expected;

/// A field: its key in the feed and what it is. Answers have it under the same key in camel case.
pub(crate) type Field = (&'static str, Form);

/// The fields of an object, in the order in which answers tell them.
pub(crate) type Table = &'static [Field];

/// What a field is.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    /// Set by whoever makes the record.
    Set,
    /// A string with something in it.
    Text,
    Id,
    Link,
    Date,
    Flag,
    /// A latitude or longitude, which was checked before.
    Degrees,
    Kilometres,
    Amount,
    Days,
    People,
    /// A text by language.
    Localized,
    /// The same, for which the id stands if there is none; it is the record's first field.
    Name,
    /// The same, or an empty one.
    Title,
    /// Texts by language.
    Texts,
    /// Strings.
    Strings,
    /// The id of a kind or region, told with its name.
    Kind,
    Region,
    /// Closures, told after those of the feed.
    Closures,
    Surcharge,
    Publisher,
    Alerts,
    /// The kinds or regions.
    Named,
    /// A flag or release that is only checked.
    UntoldFlag,
    UntoldRelease,
}

/// An object while it is read.
pub(crate) struct Record {
    table: Table,
    /// What stands for each field of the table; empty for nothing.
    values: Vec<Json>,
    /// A value that was stepped over before and is stepped over at once.
    pub known: Span,
}

impl Record {
    pub fn new(table: Table) -> Self {
        Self {
            table,
            values: vec![Json::default(); table.len()],
            known: Span::default(),
        }
    }

    /// The first value of the table, which names the record.
    pub fn first(&self) -> Option<&Json> {
        self.values.first().filter(|value| !value.is_empty())
    }

    /// The value under a key of the table.
    pub fn value(&mut self, key: &str) -> Option<&mut Json> {
        let at = self.table.iter().position(|(known, _)| *known == key)?;
        self.values.get_mut(at)
    }

    /// Sets the value under a key of the table.
    pub fn set(&mut self, key: &str, json: Json) {
        if let Some(value) = self.value(key) {
            *value = json;
        }
    }

    /// Sets a string.
    pub fn set_text(&mut self, key: &str, text: &str) {
        self.set(key, Json::of_text(text));
    }

    /// Sets a value as the feed has it.
    pub fn set_span(&mut self, key: &str, feed: &str, span: Span) {
        let mut json = Json::default();
        json.raw(span.of(feed).as_bytes());
        self.set(key, json);
    }

    /// Sets a text by language, if there is one.
    pub fn set_localized(&mut self, key: &str, text: Option<Localized>) {
        self.set(key, localized(text));
    }

    /// Reads the object that stands next. What it says goes before what was there, and of duplicate keys the last wins.
    pub fn read(&mut self, feed: &Feed, fields: &mut Fields<'_, '_>, languages: Languages<'_>) {
        let mut inner = Self::new(self.table);
        fields.each(&mut |fields, key| {
            let is_known =
                !self.known.is_none() && fields.reader.start() == self.known.start as usize;
            let field = self.table.iter().position(|(known, _)| *known == key);
            let field = field.and_then(|at| self.table.get(at).zip(inner.values.get_mut(at)));
            if let Some((field, value)) = field {
                *value = feed.field_value(fields, field, languages);
            } else if is_known {
                fields.reader.move_behind(self.known);
            } else {
                fields.skip();
            }
        });
        for (value, inner) in self.values.iter_mut().zip(inner.values) {
            if !inner.is_empty() {
                *value = inner;
            }
        }
    }

    /// The whole object.
    pub fn json(&self) -> Json {
        let mut json = Json::default();
        json.raw(b"{");
        for ((key, form), value) in self.table.iter().zip(&self.values) {
            let absent: &[u8] = match form {
                Form::Flag => b"false",
                Form::Texts | Form::Strings | Form::Closures | Form::Alerts | Form::Named => b"[]",
                Form::Title => b"{\"text\":\"\"}",
                Form::Name => b"{\"text\":",
                _ => b"",
            };
            if !value.is_empty() {
                json.key(key);
                json.raw(value.bytes());
            } else if !absent.is_empty() {
                json.key(key);
                json.raw(absent);
                if let (Form::Name, Some(id)) = (form, self.first()) {
                    json.raw(id.bytes());
                    json.raw(b"}");
                }
            }
        }
        json.raw(b"}");
        json
    }
}

/// A text by language; nothing if there is none.
pub(super) fn localized(text: Option<Localized>) -> Json {
    let mut json = Json::default();
    if let Some(text) = text {
        json.raw(b"{\"text\":");
        json.text(&text.text);
        if let Some(lang) = text.lang {
            json.key("lang");
            json.text(&lang);
        }
        json.raw(b"}");
    }
    json
}

/// A string; nothing if there is none.
fn text(text: Option<Cow<'_, str>>) -> Json {
    text.map_or_else(Json::default, |text| Json::of_text(&text))
}

/// A whole number; nothing if there is none.
pub(super) fn whole(n: Option<u32>) -> Json {
    let mut json = Json::default();
    if let Some(n) = n {
        json.integer(i64::from(n));
    }
    json
}

/// True or false.
pub(super) fn flag(value: bool) -> Json {
    let mut json = Json::default();
    json.flag(value);
    json
}

impl Feed {
    /// Reads the value that stands next; nothing if it is not what it should be.
    pub(super) fn field_value(
        &self,
        fields: &mut Fields<'_, '_>,
        field: &Field,
        languages: Languages<'_>,
    ) -> Json {
        let (key, form) = *field;
        let mut json = Json::default();
        match form {
            Form::Text => json = text(fields.string(key)),
            Form::Id => json = text(fields.id(key)),
            Form::Link => json = text(fields.link(key, self.base.as_deref()).map(Cow::Owned)),
            Form::Date => json = text(fields.date_text(key)),
            Form::Days => json = whole(fields.days(key)),
            Form::People => json = whole(fields.people(key)),
            Form::Localized | Form::Name | Form::Title => {
                json = localized(self.localized(languages, fields.text(key)));
            }
            Form::Flag => json = flag(fields.flag(key)),
            Form::Degrees => json.raw(fields.reader.skip().of(&self.text).as_bytes()),
            Form::Kilometres | Form::Amount => {
                let span = fields.reader.clone().skip();
                let expected = match form {
                    Form::Amount => Expected::Amount,
                    _ => Expected::Distance,
                };
                if fields.number(key, expected, |n| n >= 0.0).is_some() {
                    json.raw(span.of(&self.text).as_bytes());
                }
            }
            Form::Texts => {
                if let Some(spans) = fields.texts(key) {
                    let texts = spans.into_iter();
                    let texts = texts.filter_map(|span| self.localized(languages, span));
                    json = Json::of_list(&mut texts.map(|text| localized(Some(text))));
                }
            }
            Form::Strings => {
                let mut list = Vec::new();
                fields.items(key, &mut |fields, _| {
                    list.extend(fields.reader.text().map(|text| Json::of_text(&text)));
                });
                json = Json::of_list(&mut list.into_iter());
            }
            Form::Kind | Form::Region => {
                let list = match form {
                    Form::Kind => "kinds",
                    _ => "regions",
                };
                if let Some(id) = fields.id(key) {
                    json = self.named_json(list, &id, languages);
                }
            }
            Form::Closures => json = self.closures_json(&fields.closures(key), languages),
            Form::Alerts | Form::Named => {
                let records = self.records(fields, key, form, languages);
                json = Json::of_list(&mut records.iter().map(Record::json));
            }
            Form::Publisher => {
                let mut publisher = Record::new(PUBLISHER);
                if let Some(span) = fields.object(key).some() {
                    fields.nested(key, span, &mut |fields| {
                        publisher.read(self, fields, languages);
                    });
                }
                json = publisher.json();
            }
            Form::Surcharge => json = self.surcharge(fields, key, languages),
            Form::UntoldFlag => drop(Some(fields.flag(key))),
            Form::UntoldRelease => _ = fields.release(key),
            Form::Set => fields.skip(),
        }
        json
    }

    /// Reads the alerts, kinds or regions that stand next. What has no first field falls, and so does a repeated id.
    pub(super) fn records(
        &self,
        fields: &mut Fields<'_, '_>,
        key: &str,
        form: Form,
        languages: Languages<'_>,
    ) -> Vec<Record> {
        let (table, has_id, expected) = match form {
            Form::Alerts => (ALERT, false, Expected::Alert),
            _ => (NAMED, true, Expected::Entry),
        };
        let mut list: Vec<Record> = Vec::new();
        fields.items(key, &mut |fields, _| {
            let mut record = Record::new(table);
            record.read(self, fields, languages);
            let first = record.first();
            let repeated = || has_id && list.iter().any(|other| other.first() == first);
            if first.is_none() || repeated() {
                fields.report.field(&[], expected);
            } else {
                list.push(record);
            }
        });
        list
    }

    /// The feed's closures and some more.
    pub(super) fn closures_json(&self, more: &[Closed], languages: Languages<'_>) -> Json {
        let closed = self.envelope.closed.iter().chain(more);
        Json::of_list(&mut closed.map(|closed| {
            let mut record = Record::new(CLOSURE);
            record.set_text("from", &closed.days.0.to_string());
            record.set_text("to", &closed.days.1.to_string());
            record.set_localized("reason", self.localized(languages, closed.reason));
            record.json()
        }))
    }

    /// Reads what a service costs on top, which is next.
    pub(super) fn surcharge(
        &self,
        fields: &mut Fields<'_, '_>,
        key: &str,
        languages: Languages<'_>,
    ) -> Json {
        let mut json = Json::default();
        let Some(span) = fields.object(key).some() else {
            return json;
        };
        fields.nested(key, span, &mut |fields| {
            let mut record = Record::new(SURCHARGE);
            record.set_text("per", "person");
            record.read(self, fields, languages);
            let currency = record
                .value("currency")
                .is_some_and(|json| !json.is_empty());
            if currency && record.first().is_some() {
                json = record.json();
            } else {
                fields.report.field(&[], Expected::Surcharge);
            }
        });
        json
    }
}
