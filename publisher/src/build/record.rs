//! Reads one row, or the publisher's sheet, from cells into fields of the feed's JSON.

use serde_json::{Map, Value, json};
use slot_finder::{Zones, parse_rfc3339};

use super::cell::Cell;
use super::complaint::{Complaints, Wrong};
use super::headings::Headings;
use super::instant;
use super::sheet::Sheet;
use super::value::{count, date, degrees, moment, position, text, wrong, yes};
use super::vocabulary::{Field, Kind, Vocabulary, fold, meaning, nearest};
use crate::ids::is_id;
use crate::zones::LocalZones;

/// The context for reading cells.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The vocabulary of spreadsheets.
    pub words: &'a Vocabulary,
    /// The language of texts without one.
    pub language: &'a str,
    /// The zone of times without one.
    pub zone: &'a str,
}

impl Context<'_> {
    /// The fields of a row, in format order.
    pub fn row(
        self,
        sheet: &Sheet,
        headings: &Headings,
        fields: &[Field],
        row: u32,
        complaints: &mut Complaints,
    ) -> Map<String, Value> {
        let mut record = Map::new();
        for field in fields.iter().filter(|field| field.kind != Kind::Remark) {
            let Some(column) = headings.column(&field.path) else {
                continue;
            };
            let read = self.value(field.kind, sheet.cell(row, column));
            if let Some(Some(value)) = complaints.ok(|| sheet.at(row, column), read) {
                put(&mut record, &field.path, value, self.language);
            }
        }
        record
    }

    /// Reads the publisher's sheet: a label in the first column, its value in the second.
    pub fn lines(
        self,
        sheet: &Sheet,
        record: &mut Map<String, Value>,
        complaints: &mut Complaints,
    ) {
        let fields = &self.words.about;
        let mut seen: Vec<(&str, u32)> = Vec::new();
        for row in sheet.rows() {
            let label = sheet.cell(row, 0).shown();
            let Some(field) = fields.iter().find(|field| field.is_headed(&label)) else {
                let near = nearest(&label, fields.iter().flat_map(Field::names));
                match near {
                    _ if *sheet.cell(row, 1) == Cell::Blank => {}
                    Some(near) => complaints.add(
                        sheet.at(row, 0),
                        "build.heading_near",
                        &[("text", label), ("near", near.to_owned())],
                    ),
                    None => {
                        complaints.note(sheet.at(row, 0), "build.line_unknown", &[("text", label)]);
                    }
                }
                continue;
            };
            let read = self.value(field.kind, sheet.cell(row, 1));
            let Some(Some(value)) = complaints.ok(|| sheet.at(row, 1), read) else {
                continue;
            };
            if let Some((_, first)) = seen.iter().find(|(path, _)| *path == field.path) {
                let other = sheet.at(*first, 0);
                complaints.add(
                    sheet.at(row, 0),
                    "build.heading_twice",
                    &[("text", label), ("other", other)],
                );
                continue;
            }
            seen.push((&field.path, row));
            put(record, &field.path, value, self.language);
        }
    }

    /// Reads a cell of this kind; `None` if it is blank.
    fn value(self, kind: Kind, cell: &Cell) -> Result<Option<Value>, Wrong> {
        let string = text(cell)?;
        let Some(string) = string else {
            return Ok(None);
        };
        let value = match kind {
            Kind::Yes => return Ok(yes(cell, self.words)?.map(Value::from)),
            Kind::Count => return Ok(count(cell)?.map(Value::from)),
            Kind::Latitude => return Ok(degrees(cell, 90.0)?.map(Value::from)),
            Kind::Longitude => return Ok(degrees(cell, 180.0)?.map(Value::from)),
            Kind::Position => return Ok(position(cell)?.map(|position| json!(position))),
            Kind::Date => json!(date(cell, self.words)?),
            Kind::Moment if parse_rfc3339(&string).is_some() => Value::from(string),
            Kind::Moment => {
                let local = moment(cell, self.words)?;
                let ms = local.and_then(|(date, seconds)| instant::at(self.zone, date, seconds));
                match ms.and_then(|ms| instant::rfc3339(self.zone, ms)) {
                    Some(text) => Value::from(text),
                    None => return wrong("build.moment", cell, &[]),
                }
            }
            Kind::Strings => {
                let parts = string.split([';', '\n']).map(str::trim);
                json!(parts.filter(|part| !part.is_empty()).collect::<Vec<_>>())
            }
            Kind::Link if string.starts_with("https://") && !string.contains(' ') => {
                Value::from(string)
            }
            Kind::Link => return wrong("build.link", cell, &[]),
            Kind::Phone => match cell {
                Cell::Text(_)
                    if string
                        .chars()
                        .all(|c| c.is_ascii_digit() || " +-()/.".contains(c)) =>
                {
                    Value::from(string)
                }
                _ => return wrong("build.phone", cell, &[]),
            },
            Kind::Id if is_id(&string) => Value::from(string),
            Kind::Id => return wrong("build.id", cell, &[]),
            Kind::Zone => match zone(&string, self.words) {
                Some(zone) => Value::from(zone),
                None => return wrong("build.zone", cell, &[]),
            },
            Kind::Rupiah => {
                let amount = match cell {
                    Cell::Number(amount) | Cell::Disguised(amount, "build.money")
                        if (0.0..=1e12).contains(amount) =>
                    {
                        format!("{amount}")
                    }
                    _ => string,
                };
                match amount.parse::<u64>() {
                    Ok(amount) => json!({"amount": amount, "currency": "IDR", "per": "person"}),
                    Err(_) => return wrong("build.rupiah", cell, &[]),
                }
            }
            _ => Value::from(string),
        };
        Ok(Some(value))
    }
}

/// The IANA zone of a text: itself, or the zone of WIB, WITA and WIT.
pub fn zone(text: &str, words: &Vocabulary) -> Option<String> {
    let zone = meaning(&words.zones, text).unwrap_or(text);
    LocalZones.local(zone, 0).map(|_| zone.to_owned())
}

/// Sets a value at its path; adds a text in another language beside an existing one.
pub fn put(record: &mut Map<String, Value>, path: &str, value: Value, language: &str) {
    if let Some((first, rest)) = path.split_once('.') {
        let inner = record.entry(first).or_insert_with(|| json!({}));
        if !inner.is_object() {
            *inner = json!({});
        }
        if let Some(inner) = inner.as_object_mut() {
            put(inner, rest, value, language);
        }
        return;
    }
    let Some((field, other)) = path.split_once('@') else {
        record.insert(path.to_owned(), value);
        return;
    };
    let text = record.entry(field).or_insert_with(|| json!({}));
    if text.is_string() {
        *text = json!({ language: text });
    }
    if let Some(texts) = text.as_object_mut() {
        texts.insert(other.to_owned(), value);
    }
}

/// The texts of a localized text.
pub fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![fold(text)],
        Some(Value::Object(texts)) => texts
            .values()
            .filter_map(|text| text.as_str().map(fold))
            .collect(),
        _ => Vec::new(),
    }
}
