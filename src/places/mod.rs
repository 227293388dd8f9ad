//! The gazetteer: the bytes of a `slot-places` 1.0 file come in, places for what a visitor types go out.
//!
//! Places are found by the beginning of any word of their names, whatever the case, the accents, the spacing and the order
//! of words. A kind typed first or last (`Kab. Kediri`, `kota kediri`, `pare kec`) asks for places of that kind, and words of the
//! units above may follow (`pare kediri`). Where nothing is called so, short words are written out, words for a side are left
//! out, and then spelling errors and the spelling of before 1972 are forgiven. Exact names, among them the gazetteer's short and old ones, come before names that begin so, before names with
//! such a word inside; among equals a kota comes before a kabupaten before other places, one with more people before one
//! with fewer, and else the file's order holds. A province is found by its whole name, unless nothing else is found. A
//! number is a postal code. Every place names its parent, since names repeat.

mod entry;
mod fold;
mod read;
mod short;
mod spelling;

use serde::Serialize;

use crate::feed::FeedError;
use crate::sort::sort_by;
use entry::{Entry, Level, Match, Typed};
use fold::fold;
use read::Table;

/// The fewest letters that abbreviate a kind, as in `kab` and `kec`.
const KIND_LETTERS: usize = 3;
/// The fewest digits by which a postal code is found.
const POSTAL_DIGITS: usize = 3;

/// A gazetteer, ready to be searched.
#[derive(Debug)]
pub struct Places {
    table: Table,
    /// In the table's order, then the other names.
    entries: Vec<Entry>,
}

/// A place that a search found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Place<'a> {
    /// Its name, as the gazetteer writes it.
    pub name: &'a str,
    /// The name of the unit that contains it; absent for the largest units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<&'a str>,
    /// What it is, as the gazetteer says: `kota`, `kecamatan` and so on.
    pub kind: &'a str,
    /// Degrees north, -90..=90, with four decimals.
    pub lat: f64,
    /// Degrees east, -180..=180, with four decimals.
    pub lon: f64,
}

impl Places {
    /// How many places a search gives if the caller does not say how many.
    pub const DEFAULT_LIMIT: usize = 8;

    /// Opens a gazetteer.
    ///
    /// # Errors
    /// A [`FeedError`] for what is no `slot-places` file of version 1, is broken, or has more than 200,000 places.
    ///
    /// ```
    /// # use slot_finder::Places;
    /// let places = r#"{"format": "slot-places", "version": "1.0", "license": "MIT", "attribution": "By hand",
    ///     "name": ["Jawa Timur", "Kota Kediri"], "parent": [-1, 0], "kind": ["provinsi", "kota"],
    ///     "lat": [-76209, -78233], "lon": [1124585, 1120156]}"#;
    /// let places = Places::open(places.into()).unwrap();
    /// let found = places.search("kota ked", 8);
    /// assert_eq!((found[0].name, found[0].parent, found[0].lat), ("Kota Kediri", Some("Jawa Timur"), -7.8233));
    /// ```
    pub fn open(bytes: Vec<u8>) -> Result<Self, FeedError> {
        let table = read::table(bytes)?;
        let mut entries = Vec::with_capacity(table.names.len() + table.others.len());
        for (place, (name, kind)) in table.names.iter().zip(&table.kinds).enumerate() {
            entries.push(Entry::new(place, name, kind));
        }
        for (name, &place) in table.others.iter().zip(&table.others_of) {
            let place = usize::try_from(place).unwrap_or_default();
            let kind = table.kinds.get(place).map_or("", |kind| kind);
            entries.push(Entry::new(place, name, kind));
        }
        Ok(Self { table, entries })
    }

    /// Where the gazetteer comes from, for people.
    #[must_use]
    pub fn attribution(&self) -> &str {
        &self.table.attribution
    }

    /// The places that fit what was typed, at most `limit`, the best first; none for a text without a letter or digit.
    #[must_use]
    pub fn search(&self, text: &str, limit: usize) -> Vec<Place<'_>> {
        let folded = fold(text);
        let mut found = self.by_postal_code(&folded);
        if found.is_empty() {
            found = self.called(&folded);
        }
        sort_by(&mut found, Match::compare);
        // A place may be found by more than one of its names.
        let mut places = Vec::new();
        let mut taken: Vec<usize> = Vec::new();
        for Match { place, .. } in found {
            if places.len() < limit && !taken.contains(&place) {
                taken.push(place);
                places.extend(self.place(place));
            }
        }
        places
    }

    /// The kecamatan with a postal code that begins so.
    fn by_postal_code(&self, digits: &str) -> Vec<Match> {
        let is_code = digits.len() >= POSTAL_DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
        let codes = self.table.postal.iter().enumerate();
        let fitting = codes
            .filter(|(_, codes)| is_code && codes.split(' ').any(|code| code.starts_with(digits)));
        fitting.map(|(place, _)| Match::in_order(place)).collect()
    }

    /// The places that are called so, or are as near to it as the spelling allows.
    fn called(&self, folded: &str) -> Vec<Match> {
        let words: Vec<&str> = folded.split_ascii_whitespace().collect();
        let modern = spelling::modern(folded);
        let modern = modern.as_deref().unwrap_or_default();
        let modern: Vec<&str> = modern.split_ascii_whitespace().collect();
        let mut found = self.spelt(&words, false);
        if !found.iter().any(Match::is_called_so) {
            found.extend(self.spelt(&modern, false));
        }
        if found.is_empty() {
            found = self.spelt(&self.in_full(&words), false);
        }
        if found.is_empty() {
            found = self.spelt(short::without_aside(&words), false);
        }
        if found.is_empty() {
            found = self.by_consonants(folded);
        }
        if found.is_empty() {
            found = self.spelt(&words, true);
            found.extend(self.spelt(&modern, true));
        }
        // A province is not what most people mean by a part of its name.
        let is_whole = |found: &Match| found.level != Level::Province || found.is_exact();
        if found.iter().any(is_whole) {
            found.retain(is_whole);
        }
        found
    }

    /// The places that fit words which are spelt rightly, or almost.
    fn spelt(&self, words: &[&str], almost: bool) -> Vec<Match> {
        let mut found = Vec::new();
        if let [first, rest @ ..] = words
            && !rest.is_empty()
            && first.len() >= KIND_LETTERS
        {
            found = self.matching(first, &Typed::new(rest, almost));
        }
        // The first word may belong to the name after all, as in "Kota Sumenep", a kecamatan.
        if found.is_empty() && !words.is_empty() {
            found = self.matching("", &Typed::new(words, almost));
        }
        // Or the kind comes last, as in "Malang Kab".
        if let [rest @ .., last] = words
            && !rest.is_empty()
            && last.len() >= KIND_LETTERS
            && (found.is_empty() || !almost)
        {
            found.extend(self.matching(last, &Typed::new(rest, almost)));
        }
        found
    }

    /// The places of the kinds that begin so which fit the words.
    fn matching(&self, kind: &str, typed: &Typed<'_>) -> Vec<Match> {
        let mut found = Vec::new();
        for entry in &self.entries {
            if !entry.kind.starts_with(kind) {
                continue;
            }
            let above = || self.above(entry.place);
            if let Some(fit) = typed.fit(entry, &above) {
                found.push(Match {
                    fit,
                    level: entry.level,
                    people: self.people(entry.place),
                    place: entry.place,
                });
            }
        }
        found
    }

    /// How many people live in a place, in thousands.
    fn people(&self, place: usize) -> i32 {
        self.table.people.get(place).copied().unwrap_or_default()
    }

    /// The folded names of the unit that contains a place, and of the one that contains that.
    fn above(&self, index: usize) -> [&str; 2] {
        let parent = self.parent(index);
        let name = |index: Option<usize>| {
            let entry = index.and_then(|index| self.entries.get(index));
            entry.map_or("", |entry| &*entry.name)
        };
        [
            name(parent),
            name(parent.and_then(|parent| self.parent(parent))),
        ]
    }

    /// The index of the place that contains another.
    fn parent(&self, index: usize) -> Option<usize> {
        usize::try_from(*self.table.parents.get(index)?).ok()
    }

    fn place(&self, index: usize) -> Option<Place<'_>> {
        let table = &self.table;
        let parent = self.parent(index).and_then(|at| table.names.get(at));
        Some(Place {
            name: table.names.get(index)?,
            parent: parent.map(String::as_str),
            kind: table.kinds.get(index)?,
            lat: f64::from(*table.lats.get(index)?) / 1e4,
            lon: f64::from(*table.lons.get(index)?) / 1e4,
        })
    }
}
