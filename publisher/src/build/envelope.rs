//! Reads everything in a feed except its offices: from the sheets of a workbook, from a TOML file, or from both.

use serde_json::{Map, Value, json};
use slot_finder::{Date, ENVELOPE_KEYS};

use super::complaint::Complaints;
use super::headings::Headings;
use super::record::{Context, put};
use super::sheet::Sheet;
use super::vocabulary::nearest;
use crate::ids::{is_id, slug};

/// What the building of a feed says itself.
const MADE: [&str; 8] = [
    "format",
    "version",
    "generated_at",
    "ttl",
    "stale_after",
    "expires_after",
    "generation",
    "parts",
];

/// The envelope's fields that a publisher may set, in format order.
pub fn fields() -> impl Iterator<Item = &'static str> + Clone {
    let all = ENVELOPE_KEYS.into_iter();
    all.filter(|key| !MADE.contains(key))
}

/// Settings for `build` only: how often the sheet is updated, and on which weekdays offices serve.
const OWN: [&str; 2] = ["update_every", "service_days"];

/// Reads TOML with the keys of the format.
pub fn toml(name: &str, text: &str, complaints: &mut Complaints) -> Map<String, Value> {
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => {
            let error: toml::de::Error = error;
            let start = error.span().map_or(0, |span| span.start);
            let line = text.bytes().take(start).filter(|&b| b == b'\n').count() + 1;
            let message = error.message().replace('\n', " ");
            complaints.add(format!("{name}:{line}"), "build.toml", &[("text", message)]);
            return Map::new();
        }
    };
    for key in table.keys() {
        let known = fields().chain(OWN);
        if known.clone().any(|known| known == key) {
            continue;
        }
        let mut values = vec![("text", key.clone())];
        let near = nearest(key, known);
        if let Some(near) = near {
            values.push(("near", near.to_owned()));
        }
        let message = if near.is_some() {
            "build.key_near"
        } else {
            "build.key"
        };
        complaints.add(name.to_owned(), message, &values);
    }
    table
        .into_iter()
        .map(|(key, value)| (key, from_toml(value)))
        .collect()
}

/// Converts to JSON; dates and times become texts.
fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(yes) => Value::from(yes),
        toml::Value::Datetime(time) => Value::from(time.to_string()),
        toml::Value::Array(items) => items.into_iter().map(from_toml).collect(),
        toml::Value::Table(table) => {
            let fields = table
                .into_iter()
                .map(|(key, value)| (key, from_toml(value)));
            Value::Object(fields.collect())
        }
    }
}

/// Reads the sheet of services.
pub fn services(sheet: &Sheet, context: Context, complaints: &mut Complaints) -> Vec<Value> {
    let fields = &context.words.services;
    let Some(headings) = Headings::find(sheet, fields, false, context.words, complaints) else {
        return Vec::new();
    };
    if !headings.require(sheet, fields, "name", complaints) {
        return Vec::new();
    }
    let mut services: Vec<Value> = Vec::new();
    for row in sheet.rows_after(headings.row) {
        let mut service = context.row(sheet, &headings, fields, row, complaints);
        if service.is_empty() {
            continue;
        }
        let column = headings.column("name").unwrap_or(0);
        let name = sheet.cell(row, column).shown();
        if name.is_empty() {
            complaints.add(sheet.at(row, column), "build.name", &[]);
            continue;
        }
        let id = service.get("id").and_then(Value::as_str);
        let id = id.map_or_else(|| slug(&name), str::to_owned);
        if !is_id(&id) {
            complaints.add(sheet.at(row, column), "build.no_id", &[("text", name)]);
        } else if services
            .iter()
            .any(|other| other.get("id") == Some(&json!(id)))
        {
            complaints.add(sheet.at(row, column), "build.id_twice", &[("text", id)]);
        } else {
            let mut whole = Map::new();
            whole.insert("id".to_owned(), Value::from(id));
            service.shift_remove("id");
            whole.append(&mut service);
            services.push(Value::Object(whole));
        }
    }
    services
}

/// Reads the sheet of closed days.
pub fn closed(sheet: &Sheet, context: Context, complaints: &mut Complaints) -> Vec<Value> {
    let fields = &context.words.closed;
    let Some(headings) = Headings::find(sheet, fields, false, context.words, complaints) else {
        return Vec::new();
    };
    if !headings.require(sheet, fields, "from", complaints) {
        return Vec::new();
    }
    let column = headings.column("from").unwrap_or(0);
    let mut closed = Vec::new();
    for row in sheet.rows_after(headings.row) {
        let mut days = context.row(sheet, &headings, fields, row, complaints);
        let Some(from) = days.get("from").cloned() else {
            if !days.is_empty() {
                complaints.add(sheet.at(row, column), "build.date_blank", &[]);
            }
            continue;
        };
        if !days.contains_key("to") {
            put(&mut days, "to", from.clone(), context.language);
        }
        if from.as_str() > days.get("to").and_then(Value::as_str) {
            complaints.add(sheet.at(row, column), "build.closed_order", &[]);
        }
        closed.push(Value::Object(days));
    }
    closed
}

/// The closed days of an envelope as dates; the check of the whole feed reports invalid dates.
pub fn closures(envelope: &Map<String, Value>) -> Vec<(Date, Date)> {
    let date = |value: &Value, key: &str| Date::parse(value.get(key)?.as_str()?);
    let list = envelope.get("closed").and_then(Value::as_array);
    let days = list.into_iter().flatten().filter_map(|closed| {
        let from = date(closed, "from")?;
        Some((from, date(closed, "to").unwrap_or(from)))
    });
    days.collect()
}
