//! The gazetteer: the bytes of a `slot-places` 1.0 file come in, places for what a visitor types go out.
//!
//! Places are found by the beginning of any word of their names, whatever the case, the accents and the spacing. A kind
//! typed first (`Kab. Kediri`, `kota kediri`, `kec pare`) asks for places of that kind, and words of the parent may follow
//! (`pare kediri`). Exact names come before names that begin so, before names with such a word inside; among equals the
//! file's order holds, in which larger units come first. Every place names its parent, since names repeat.

mod fold;
mod read;

use serde::Serialize;

use crate::feed::FeedError;
use fold::fold;
use read::Table;

/// The fewest letters that abbreviate a kind, as in `kab` and `kec`.
const KIND_LETTERS: usize = 3;

/// A gazetteer, ready to be searched.
#[derive(Debug)]
pub struct Places {
    table: Table,
    /// In the table's order.
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

/// What a search compares of a place.
#[derive(Debug)]
struct Entry {
    /// The folded words of the name.
    name: String,
    /// Where the name proper begins in it, after the kind: at "kediri" in "kota kediri".
    proper: usize,
    /// The folded words of the kind.
    kind: String,
}

/// How well a place fits; the better fit is the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// A word inside the name begins so, or a word of the parent's.
    Inner,
    /// The name begins so.
    Prefix,
    /// It is the name.
    Exact,
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
        let mut entries = Vec::with_capacity(table.names.len());
        for (name, kind) in table.names.iter().zip(&table.kinds) {
            let (name, kind) = (fold(name), fold(kind));
            let proper = behind_kind(&name, &kind);
            entries.push(Entry { name, proper, kind });
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
        let words: Vec<&str> = folded.split_ascii_whitespace().collect();
        let mut found = Vec::new();
        if let [first, rest @ ..] = &*words
            && !rest.is_empty()
            && first.len() >= KIND_LETTERS
        {
            found = self.matching(first, rest);
        }
        // The first word may belong to the name after all, as in "Kota Sumenep", a kecamatan.
        if found.is_empty() {
            found = self.matching("", &words);
        }
        let mut places = Vec::new();
        for asked in [Fit::Exact, Fit::Prefix, Fit::Inner] {
            for (fit, index) in &found {
                if *fit == asked && places.len() < limit {
                    places.extend(self.place(*index));
                }
            }
        }
        places
    }

    /// The places of the kinds that begin so which fit the words, in the file's order.
    fn matching(&self, kind: &str, words: &[&str]) -> Vec<(Fit, usize)> {
        let mut found = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            if entry.kind.starts_with(kind) {
                let parent = self.parent(index).and_then(|at| self.entries.get(at));
                let parent = parent.map_or("", |parent| &parent.name);
                found.extend(entry.fit(parent, words).map(|fit| (fit, index)));
            }
        }
        found
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

/// How much of a folded name is its kind, the space after it included: 5 of "kota kediri".
fn behind_kind(name: &str, kind: &str) -> usize {
    let rest = name.strip_prefix(kind).unwrap_or_default();
    if rest.starts_with(' ') && !kind.is_empty() {
        kind.len() + 1
    } else {
        0
    }
}

impl Entry {
    /// How the words fit this place; `parent` is the folded name of its parent.
    fn fit(&self, parent: &str, words: &[&str]) -> Option<Fit> {
        let proper = self.name.get(self.proper..).unwrap_or_default();
        // The first words may be the name's, the others the parent's.
        let mut best = None;
        for count in 1..=words.len() {
            let (own, rest) = words.split_at_checked(count)?;
            if rest.iter().all(|word| has(parent, word)) {
                best = best.max(begins(proper, own)).max(begins(&self.name, own));
            }
        }
        let mut own = false;
        let mut each = true;
        for word in words {
            let is_own = has(&self.name, word);
            own |= is_own;
            each &= is_own || has(parent, word);
        }
        best.or_else(|| (own && each).then_some(Fit::Inner))
    }
}

/// Whether a word of a folded name begins so.
fn has(name: &str, beginning: &str) -> bool {
    name.split(' ').any(|word| word.starts_with(beginning))
}

/// Whether a folded name begins with the words or is them, wherever either has its spaces.
fn begins(name: &str, words: &[&str]) -> Option<Fit> {
    let mut letters = name.bytes().filter(|&b| b != b' ');
    for word in words {
        for typed in word.bytes() {
            if letters.next() != Some(typed) {
                return None;
            }
        }
    }
    Some(match letters.next() {
        None => Fit::Exact,
        Some(_) => Fit::Prefix,
    })
}
