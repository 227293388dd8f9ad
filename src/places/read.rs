//! Reads a `slot-places` file: bytes come in, columns of equal length with checked values go out.
//!
//! Unlike a feed, a gazetteer is refused whole for any fault: it is made by a script, and a table with a gap would move
//! every place behind it.

use alloc::borrow::Cow;

use crate::feed::{FeedError, FeedErrorKind};
use crate::json::{Fault, Reader, Stop};
use crate::prelude::*;

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
    pub names: Vec<String>,
    /// Indexes of other places, or -1.
    pub parents: Vec<i64>,
    pub kinds: Vec<String>,
    /// Ten-thousandths of a degree.
    pub lats: Vec<i64>,
    pub lons: Vec<i64>,
}

/// Reads the bytes of a file.
pub fn table(bytes: Vec<u8>) -> Result<Table, FeedError> {
    let whole = |kind, message| Err(FeedError::whole(kind, message));
    let Ok(text) = String::from_utf8(bytes) else {
        let message = "The gazetteer is not UTF-8 text. Make the gazetteer again.";
        return whole(FeedErrorKind::Encoding, message);
    };
    let mut columns = Columns::new(&text);
    let (table, format, version) = columns.read();
    columns
        .reader
        .finish()
        .map_err(|stop| stopped(&text, stop))?;
    if format != "slot-places" {
        return whole(
            FeedErrorKind::Format,
            "The gazetteer has no \"format\": \"slot-places\". Check that the address leads to a gazetteer.",
        );
    }
    if version != "1" && !version.starts_with("1.") {
        return whole(
            FeedErrorKind::Version,
            "The gazetteer is not of version 1. Make it again, or use a newer slot finder.",
        );
    }
    if let Some((at, what)) = columns.broken {
        return Err(FeedError::at(FeedErrorKind::Field, &text, at, what, TO_DO));
    }
    let places = table.names.len();
    let lengths = [
        table.parents.len(),
        table.kinds.len(),
        table.lats.len(),
        table.lons.len(),
    ];
    if lengths.iter().any(|&length| length != places) {
        return whole(
            FeedErrorKind::Field,
            "The lists name, parent, kind, lat and lon of the gazetteer differ in length. Make the gazetteer again.",
        );
    }
    let is_parent = |(index, &parent): (usize, &i64)| {
        parent == -1 || usize::try_from(parent).is_ok_and(|p| p < places && p != index)
    };
    if !table.parents.iter().enumerate().all(is_parent) {
        return whole(
            FeedErrorKind::Field,
            "A parent in the gazetteer is neither the index of another place nor -1. Make the gazetteer again.",
        );
    }
    Ok(table)
}

fn stopped(text: &str, Stop { at, fault }: Stop) -> FeedError {
    let (kind, what) = match fault {
        Fault::Syntax => (FeedErrorKind::Syntax, "The gazetteer is not JSON"),
        Fault::Limit(what) => (FeedErrorKind::Limit, what),
        _ => (
            FeedErrorKind::Limit,
            "The gazetteer is nested too deep or has a text of more than 2,000 characters",
        ),
    };
    FeedError::at(kind, text, at, what, TO_DO)
}

/// A reader of columns, which remembers the first value that is not what it should be, and reads on: whether this is a
/// gazetteer at all may stand behind it.
struct Columns<'a> {
    reader: Reader<'a>,
    /// Its byte offset, and what it is not.
    broken: Option<(usize, &'static str)>,
}

impl<'a> Columns<'a> {
    fn new(text: &'a str) -> Self {
        let mut reader = Reader::new(text);
        reader.text_limit = MAX_TEXT;
        Self {
            reader,
            broken: None,
        }
    }

    /// The columns, the format and the version.
    fn read(&mut self) -> (Table, Cow<'a, str>, Cow<'a, str>) {
        let mut table = Table::default();
        let (mut format, mut version) = Default::default();
        if self.reader.enter_object() {
            while let Some(key) = self.reader.key() {
                match &*key {
                    "format" => format = self.reader.text().unwrap_or_default(),
                    "version" => version = self.reader.text().unwrap_or_default(),
                    "attribution" => {
                        let text = self.text("The attribution is no text");
                        table.attribution = text.unwrap_or_default().into();
                    }
                    "name" => table.names = self.texts("A name is no text"),
                    "kind" => table.kinds = self.texts("A kind is no text"),
                    "parent" => {
                        table.parents = self.integers("A parent is no whole number", i64::MAX);
                    }
                    "lat" => {
                        let what = "A latitude is no whole number of ten-thousandths of a degree";
                        table.lats = self.integers(what, MAX_LAT);
                    }
                    "lon" => {
                        let what = "A longitude is no whole number of ten-thousandths of a degree";
                        table.lons = self.integers(what, MAX_LON);
                    }
                    _ => {
                        self.reader.skip();
                    }
                }
            }
        }
        (table, format, version)
    }

    fn texts(&mut self, what: &'static str) -> Vec<String> {
        let mut texts = Vec::new();
        self.list(&mut |columns| texts.extend(columns.text(what)));
        texts
    }

    fn integers(&mut self, what: &'static str, limit: i64) -> Vec<i64> {
        let mut integers = Vec::new();
        self.list(&mut |columns| {
            let at = columns.next();
            let integer = columns.reader.integer().filter(|n| n.abs() <= limit);
            columns.check(integer.is_some(), at, what);
            integers.extend(integer);
        });
        integers
    }

    /// Calls `item` at each item of a list.
    fn list(&mut self, item: &mut dyn FnMut(&mut Self)) {
        let at = self.next();
        if !self.reader.enter_array() {
            return self.check(false, at, "A column of the gazetteer is no list");
        }
        let mut items = 0;
        while self.reader.item() {
            if items >= MAX_PLACES {
                let limit = Fault::Limit("The gazetteer has more than 200,000 places");
                self.reader.stop(limit);
            }
            items += 1;
            item(self);
        }
    }

    fn text(&mut self, what: &'static str) -> Option<String> {
        let at = self.next();
        let text = self.reader.text().map(Cow::into_owned);
        self.check(text.is_some(), at, what);
        text
    }

    /// The byte offset of the next value.
    fn next(&mut self) -> usize {
        self.reader.peek();
        self.reader.offset()
    }

    fn check(&mut self, is_right: bool, at: usize, what: &'static str) {
        if !is_right {
            self.broken.get_or_insert((at, what));
        }
    }
}
