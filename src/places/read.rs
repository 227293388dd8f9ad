//! Reads a `slot-places` file: bytes come in, columns of equal length with checked values go out.
//!
//! Unlike a feed, a gazetteer is refused whole for any fault: it is made by a script, and a table with a gap would move
//! every place behind it.

use crate::feed::{FeedError, FeedErrorKind};
use crate::json::{Fault, Reader, Stop};

/// Most places of a gazetteer.
const MAX_PLACES: usize = 200_000;
/// Most characters of a text.
const MAX_TEXT: usize = 2_000;
/// Latitudes and longitudes, in ten-thousandths of a degree.
const MAX_LAT: i64 = 900_000;
const MAX_LON: i64 = 1_800_000;
const TO_DO: &str = "Make the gazetteer again.";

/// The file's columns, all of one length.
#[derive(Default)]
pub struct Table {
    pub attribution: String,
    pub names: Vec<Box<str>>,
    /// Indexes of other places.
    pub parents: Vec<Option<usize>>,
    pub kinds: Vec<Box<str>>,
    /// Ten-thousandths of a degree.
    pub lats: Vec<i32>,
    pub lons: Vec<i32>,
}

/// Reads the bytes of a file.
pub fn table(bytes: Vec<u8>) -> Result<Table, FeedError> {
    let text = String::from_utf8(bytes).map_err(|_| {
        let message = "The gazetteer is not UTF-8 text. Make the gazetteer again.";
        FeedError::whole(FeedErrorKind::Encoding, message)
    })?;
    check_format(&text)?;
    let mut reader = reader(&text);
    let (table, parents) = columns(&mut reader);
    reader.finish().map_err(|stop| stopped(&text, stop))?;
    table.with_parents(&parents)
}

fn stopped(text: &str, Stop { at, fault }: Stop) -> FeedError {
    let (kind, what) = match fault {
        Fault::Syntax => (FeedErrorKind::Syntax, "The gazetteer is not JSON"),
        Fault::Value(what) => (FeedErrorKind::Field, what),
        Fault::Limit(limit) => (FeedErrorKind::Limit, limit),
        Fault::Depth | Fault::Text => (
            FeedErrorKind::Limit,
            "The gazetteer is nested too deep or has a text of more than 2,000 characters",
        ),
    };
    FeedError::at(kind, text, at, what, TO_DO)
}

/// Looks at the whole text once, and for what it says it is.
fn check_format(text: &str) -> Result<(), FeedError> {
    let mut format = None;
    let mut version = None;
    let mut reader = reader(text);
    if reader.enter_object() {
        while let Some(key) = reader.key() {
            match &*key {
                "format" => format = reader.text(),
                "version" => version = reader.text(),
                _ => {
                    reader.skip();
                }
            }
        }
    }
    reader.finish().map_err(|stop| stopped(text, stop))?;
    if format.as_deref() != Some("slot-places") {
        return Err(FeedError::whole(
            FeedErrorKind::Format,
            "The gazetteer has no \"format\": \"slot-places\". Check that the address leads to a gazetteer.",
        ));
    }
    if version.and_then(|version| Some(version.split('.').next()? == "1")) != Some(true) {
        return Err(FeedError::whole(
            FeedErrorKind::Version,
            "The gazetteer is not of version 1. Make it again, or use a newer slot finder.",
        ));
    }
    Ok(())
}

fn reader(text: &str) -> Reader<'_> {
    let mut reader = Reader::new(text);
    reader.text_limit = MAX_TEXT;
    reader
}

/// Reads the columns, and apart from them what they say of parents; the reader stops at what is broken.
fn columns(reader: &mut Reader<'_>) -> (Table, Vec<i64>) {
    let mut table = Table::default();
    let mut parents = Vec::new();
    reader.enter_object();
    while let Some(key) = reader.key() {
        match &*key {
            "attribution" => {
                let attribution = value(reader, "The attribution is no text", Reader::text);
                table.attribution = attribution.unwrap_or_default().into_owned();
            }
            "name" => table.names = list(reader, "A name is no text", name),
            "kind" => table.kinds = list(reader, "A kind is no text", name),
            "parent" => parents = list(reader, "A parent is no whole number", Reader::integer),
            "lat" => {
                let what = "A latitude is no whole number of ten-thousandths of a degree";
                table.lats = list(reader, what, |reader| degrees(reader, MAX_LAT));
            }
            "lon" => {
                let what = "A longitude is no whole number of ten-thousandths of a degree";
                table.lons = list(reader, what, |reader| degrees(reader, MAX_LON));
            }
            _ => {
                reader.skip();
            }
        }
    }
    (table, parents)
}

impl Table {
    /// The table with its parents, if all columns fit together.
    fn with_parents(mut self, parents: &[i64]) -> Result<Self, FeedError> {
        let places = self.names.len();
        let lengths = [
            parents.len(),
            self.kinds.len(),
            self.lats.len(),
            self.lons.len(),
        ];
        if lengths.iter().any(|&length| length != places) {
            return Err(FeedError::whole(
                FeedErrorKind::Field,
                "The lists name, parent, kind, lat and lon of the gazetteer differ in length. Make the gazetteer again.",
            ));
        }
        for (index, parent) in parents.iter().enumerate() {
            let parent = match usize::try_from(*parent) {
                Ok(parent) if parent < places && parent != index => Some(parent),
                Err(_) if *parent == -1 => None,
                _ => {
                    return Err(FeedError::whole(
                        FeedErrorKind::Field,
                        "A parent in the gazetteer is neither the index of another place nor -1. Make the gazetteer again.",
                    ));
                }
            };
            self.parents.push(parent);
        }
        Ok(self)
    }
}

/// A value read by `read`; where there is none, the reader stops, and `what` says what the value is not.
fn value<'a, T>(
    reader: &mut Reader<'a>,
    what: &'static str,
    read: impl Fn(&mut Reader<'a>) -> Option<T>,
) -> Option<T> {
    reader.peek();
    let at = reader.offset();
    let value = read(reader);
    if value.is_none() {
        reader.stop_at(at, Fault::Value(what));
    }
    value
}

/// A list of values, each read by `item`.
fn list<'a, T>(
    reader: &mut Reader<'a>,
    what: &'static str,
    item: impl Fn(&mut Reader<'a>) -> Option<T>,
) -> Vec<T> {
    let mut values = Vec::new();
    reader.peek();
    let at = reader.offset();
    if !reader.enter_array() {
        reader.stop_at(at, Fault::Value("A column of the gazetteer is no list"));
    }
    while reader.item() {
        if values.len() >= MAX_PLACES {
            reader.stop(Fault::Limit("The gazetteer has more than 200,000 places"));
        }
        values.extend(value(reader, what, &item));
    }
    values
}

fn name(reader: &mut Reader<'_>) -> Option<Box<str>> {
    reader.text().map(Box::from)
}

fn degrees(reader: &mut Reader<'_>, limit: i64) -> Option<i32> {
    let value = reader.integer().filter(|n| n.abs() <= limit);
    value.and_then(|n| i32::try_from(n).ok())
}
