//! Reads a `slot-places` file: bytes come in, columns of equal length with checked values go out.
//!
//! Unlike a feed, a gazetteer is refused whole for any fault: it is made by a script, and a table with a gap would move
//! every place after it.

use std::borrow::Cow;

use crate::feed::{FeedError, FeedErrorKind};
use crate::json::{Fault, Kind, Reader, Stop};
use crate::vocabulary::Limit;

/// Most places of a gazetteer.
const MAX_PLACES: usize = 200_000;
/// Most characters of a text.
const MAX_TEXT: usize = 2_000;
const TO_DO: &str = "Make the gazetteer again.";
/// What the value at a place should be.
const TEXT: &str = "The gazetteer needs a text";
const WHOLE: &str = "The gazetteer needs a whole number within its range";
const LIST: &str = "The gazetteer needs a list";

/// The file's columns, all of one length.
#[derive(Debug, Default)]
pub struct Table {
    pub attribution: String,
    pub names: Vec<String>,
    pub kinds: Vec<String>,
    /// Indexes of other places, or -1.
    pub parents: Vec<i32>,
    /// Ten-thousandths of a degree.
    pub lats: Vec<i32>,
    pub lons: Vec<i32>,
    /// Thousands of people, or 0 where it is not known. May be empty.
    pub people: Vec<i32>,
    /// Postal codes with spaces between. May be empty.
    pub postal: Vec<String>,
    /// Other names, and the index of the place that has each.
    pub others: Vec<String>,
    pub others_of: Vec<i32>,
}

/// Reads the bytes of a file.
pub fn table(bytes: Vec<u8>) -> Result<Table, FeedError> {
    let Ok(text) = String::from_utf8(bytes) else {
        let message = "The gazetteer is not UTF-8 text. Make the gazetteer again.";
        return Err(FeedError::whole(FeedErrorKind::Encoding, message));
    };
    let mut file = File::new(&text);
    file.read();
    file.reader.finish().map_err(|stop| stopped(&text, stop))?;
    if let Some((kind, message)) = file.mismatch() {
        return Err(FeedError::whole(kind, message));
    }
    if let Some((at, what)) = file.broken {
        return Err(FeedError::at(FeedErrorKind::Field, &text, at, what, TO_DO));
    }
    if let Some(message) = file.table.contradiction() {
        return Err(FeedError::whole(FeedErrorKind::Field, message));
    }
    Ok(file.table)
}

fn stopped(text: &str, Stop { at, fault }: Stop) -> FeedError {
    let (kind, what) = match fault {
        Fault::Syntax => (FeedErrorKind::Syntax, "The gazetteer is not JSON"),
        Fault::Limit(limit) => (FeedErrorKind::Limit, limit.phrase()),
        _ => (
            FeedErrorKind::Limit,
            "The gazetteer is nested too deep or has a text of more than 2,000 characters",
        ),
    };
    FeedError::at(kind, text, at, what, TO_DO)
}

impl Table {
    /// What is wrong between the columns.
    fn contradiction(&self) -> Option<&'static str> {
        let places = self.names.len();
        for length in [
            self.kinds.len(),
            self.parents.len(),
            self.lats.len(),
            self.lons.len(),
        ] {
            if length != places {
                return Some(
                    "The lists name, parent, kind, lat and lon of the gazetteer differ in length. Make the gazetteer again.",
                );
            }
        }
        for length in [self.people.len(), self.postal.len()] {
            if length != 0 && length != places {
                return Some(
                    "The lists people and postal of the gazetteer are to have an entry for each place, or none at all. Make the gazetteer again.",
                );
            }
        }
        let is_place = |&of: &i32| usize::try_from(of).is_ok_and(|of| of < places);
        if self.others.len() != self.others_of.len() || !self.others_of.iter().all(is_place) {
            return Some(
                "The list also_of of the gazetteer is to have the index of a place for each name in also. Make the gazetteer again.",
            );
        }
        for (index, &parent) in self.parents.iter().enumerate() {
            let other = usize::try_from(parent).ok();
            if parent != -1 && other.is_none_or(|other| other >= places || other == index) {
                return Some(
                    "A parent in the gazetteer is neither the index of another place nor -1. Make the gazetteer again.",
                );
            }
        }
        None
    }
}

/// A file while it is read. It remembers the first wrong value and reads on: what follows may decide whether this is a
/// gazetteer at all.
struct File<'a> {
    reader: Reader<'a>,
    table: Table,
    format: Cow<'a, str>,
    version: Cow<'a, str>,
    /// Its byte offset, and what it is not.
    broken: Option<(usize, &'static str)>,
}

impl<'a> File<'a> {
    fn new(text: &'a str) -> Self {
        let mut reader = Reader::new(text);
        reader.text_limit = MAX_TEXT;
        Self {
            reader,
            table: Table::default(),
            format: Cow::default(),
            version: Cow::default(),
            broken: None,
        }
    }

    fn read(&mut self) {
        if !self.reader.enter_object() {
            return;
        }
        while let Some(key) = self.reader.key() {
            match &*key {
                "format" => self.format = self.reader.text().unwrap_or_default(),
                "version" => self.version = self.reader.text().unwrap_or_default(),
                "attribution" => {
                    let is_null = self.reader.peek() == Some(Kind::Null);
                    let text = if is_null { None } else { self.text() };
                    self.table.attribution = text.unwrap_or_default();
                    if is_null {
                        self.reader.skip();
                    }
                }
                "name" => self.table.names = self.texts(),
                "kind" => self.table.kinds = self.texts(),
                "parent" => self.table.parents = self.integers(i64::MAX),
                "people" => self.table.people = self.integers(i64::MAX),
                "postal" => self.table.postal = self.texts(),
                "also" => self.table.others = self.texts(),
                "also_of" => self.table.others_of = self.integers(i64::MAX),
                "lat" => self.table.lats = self.integers(900_000),
                "lon" => self.table.lons = self.integers(1_800_000),
                _ => drop(Some(self.reader.skip())),
            }
        }
    }

    /// Why this is no gazetteer that can be read.
    fn mismatch(&self) -> Option<(FeedErrorKind, &'static str)> {
        if self.format != "slot-places" {
            return Some((
                FeedErrorKind::Format,
                "The gazetteer has no \"format\": \"slot-places\". Check that the address leads to a gazetteer.",
            ));
        }
        if self.version.split('.').next() != Some("1") {
            return Some((
                FeedErrorKind::Version,
                "The gazetteer is not of version 1. Make it again, or use a newer slot finder.",
            ));
        }
        None
    }

    fn texts(&mut self) -> Vec<String> {
        let mut texts = Vec::new();
        let is_list = self.enter_list();
        while is_list && self.item(texts.len()) {
            texts.push(self.text().unwrap_or_default());
        }
        texts
    }

    /// Integers of at most a size; what is beyond 32 bits is no index of a place.
    fn integers(&mut self, limit: i64) -> Vec<i32> {
        let mut integers = Vec::new();
        let is_list = self.enter_list();
        while is_list && self.item(integers.len()) {
            let at = self.reader.start();
            let integer = self.reader.integer().filter(|n| n.abs() <= limit);
            self.check(integer.is_some(), at, WHOLE);
            let integer = integer.and_then(|n| i32::try_from(n).ok());
            integers.push(integer.unwrap_or(i32::MIN));
        }
        integers
    }

    /// Steps into a list if one is next.
    fn enter_list(&mut self) -> bool {
        let at = self.reader.start();
        let is_list = self.reader.enter_array();
        self.check(is_list, at, LIST);
        is_list
    }

    /// Whether the list has another item after so many.
    fn item(&mut self, items: usize) -> bool {
        let more = self.reader.item();
        if more && items >= MAX_PLACES {
            let limit = Fault::Limit(Limit::GazetteerPlaces);
            self.reader.stop(limit);
        }
        more
    }

    fn text(&mut self) -> Option<String> {
        let at = self.reader.start();
        let text = self.reader.text().map(Cow::into_owned);
        self.check(text.is_some(), at, TEXT);
        text
    }

    fn check(&mut self, is_right: bool, at: usize, what: &'static str) {
        if !is_right {
            self.broken.get_or_insert((at, what));
        }
    }
}
