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

/// Why reading stopped.
enum Broken {
    Json(Stop),
    /// The value at this byte.
    Value(usize, &'static str),
    /// The columns do not fit together.
    Table(&'static str),
}

impl From<Stop> for Broken {
    fn from(stop: Stop) -> Self {
        Self::Json(stop)
    }
}

/// Reads the bytes of a file.
pub fn table(bytes: Vec<u8>) -> Result<Table, FeedError> {
    let text = String::from_utf8(bytes).map_err(|_| {
        let message = "The gazetteer is not UTF-8 text. Make the gazetteer again.";
        FeedError::whole(FeedErrorKind::Encoding, message)
    })?;
    check_format(&text)?;
    columns(&text).map_err(|broken| error(&text, &broken))
}

fn error(text: &str, broken: &Broken) -> FeedError {
    match *broken {
        Broken::Value(at, what) => FeedError::at(FeedErrorKind::Field, text, at, what, TO_DO),
        Broken::Table(message) => FeedError::whole(FeedErrorKind::Field, message),
        Broken::Json(Stop { at, fault }) => {
            let (kind, what) = match fault {
                Fault::Syntax => (FeedErrorKind::Syntax, "The gazetteer is not JSON"),
                Fault::Limit(limit) => (FeedErrorKind::Limit, limit),
                Fault::Depth | Fault::Text => (
                    FeedErrorKind::Limit,
                    "The gazetteer is nested too deep or has a text of more than 2,000 characters",
                ),
            };
            FeedError::at(kind, text, at, what, TO_DO)
        }
    }
}

/// Looks at the whole text once, and for what it says it is.
fn check_format(text: &str) -> Result<(), FeedError> {
    let mut format = None;
    let mut version = None;
    let mut read = || -> Result<(), Stop> {
        let mut reader = reader(text);
        if reader.enter_object()? {
            while let Some(key) = reader.key()? {
                match &*key {
                    "format" => format = reader.text()?,
                    "version" => version = reader.text()?,
                    _ => drop(reader.skip()?),
                }
            }
        }
        reader.finish()
    };
    read().map_err(|stop| error(text, &Broken::Json(stop)))?;
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

fn columns(text: &str) -> Result<Table, Broken> {
    let mut reader = reader(text);
    let mut table = Table::default();
    let mut parents = Vec::new();
    reader.enter_object()?;
    while let Some(key) = reader.key()? {
        let at = reader.offset();
        match &*key {
            "attribution" => {
                let attribution = reader.text()?;
                table.attribution = attribution
                    .ok_or(Broken::Value(at, "The attribution is no text"))?
                    .into_owned();
            }
            "name" => table.names = list(&mut reader, "A name is no text", name)?,
            "kind" => table.kinds = list(&mut reader, "A kind is no text", name)?,
            "parent" => {
                let what = "A parent is no whole number";
                parents = list(&mut reader, what, |reader| Ok(reader.integer()?))?;
            }
            "lat" => {
                let what = "A latitude is no whole number of ten-thousandths of a degree";
                table.lats = list(&mut reader, what, |reader| degrees(reader, MAX_LAT))?;
            }
            "lon" => {
                let what = "A longitude is no whole number of ten-thousandths of a degree";
                table.lons = list(&mut reader, what, |reader| degrees(reader, MAX_LON))?;
            }
            _ => drop(reader.skip()?),
        }
    }
    let places = table.names.len();
    let lengths = [
        parents.len(),
        table.kinds.len(),
        table.lats.len(),
        table.lons.len(),
    ];
    if lengths.iter().any(|&length| length != places) {
        return Err(Broken::Table(
            "The lists name, parent, kind, lat and lon of the gazetteer differ in length. Make the gazetteer again.",
        ));
    }
    for (index, parent) in parents.into_iter().enumerate() {
        let parent = match usize::try_from(parent) {
            Ok(parent) if parent < places && parent != index => Some(parent),
            Err(_) if parent == -1 => None,
            _ => {
                return Err(Broken::Table(
                    "A parent in the gazetteer is neither the index of another place nor -1. Make the gazetteer again.",
                ));
            }
        };
        table.parents.push(parent);
    }
    Ok(table)
}

/// A list of values, each read by `item`; `what` says what a value is not where there is none.
fn list<T>(
    reader: &mut Reader,
    what: &'static str,
    item: impl Fn(&mut Reader) -> Result<Option<T>, Broken>,
) -> Result<Vec<T>, Broken> {
    let mut values = Vec::new();
    let at = reader.offset();
    if !reader.enter_array()? {
        return Err(Broken::Value(at, "A column of the gazetteer is no list"));
    }
    while reader.item()? {
        if values.len() >= MAX_PLACES {
            return Err(Broken::Json(Stop {
                at: reader.offset(),
                fault: Fault::Limit("The gazetteer has more than 200,000 places"),
            }));
        }
        let at = reader.offset();
        values.push(item(reader)?.ok_or(Broken::Value(at, what))?);
    }
    Ok(values)
}

fn name(reader: &mut Reader) -> Result<Option<Box<str>>, Broken> {
    Ok(reader.text()?.map(Box::from))
}

fn degrees(reader: &mut Reader, limit: i64) -> Result<Option<i32>, Broken> {
    let value = reader.integer()?.filter(|n| n.abs() <= limit);
    Ok(value.and_then(|n| i32::try_from(n).ok()))
}
