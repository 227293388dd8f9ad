//! The gazetteer: the bytes of a `slot-places` 1.0 file come in, places for what a visitor types go out.
//!
//! Places are found by the beginning of any word of their names, whatever the case, the accents and the spacing. A kind
//! typed first (`Kab. Kediri`, `kota kediri`, `kec pare`) asks for places of that kind, and words of the parent may follow
//! (`pare kediri`). Exact names come before names that begin so, before names with such a word inside; among equals the
//! file's order holds, in which larger units stand first. Every place tells its parent, since names repeat.

mod fold;
mod read;

use serde::Serialize;

use crate::feed::FeedError;
use crate::prelude::*;
use fold::fold;

/// The fewest letters that stand for a kind, as in `kab` and `kec`.
const KIND_LETTERS: usize = 3;

/// A gazetteer, ready to be searched.
#[derive(Debug)]
pub struct Places {
    attribution: String,
    kinds: Vec<Kind>,
    entries: Vec<Entry>,
}

/// A place that a search found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Place<'a> {
    /// Its name, as the gazetteer writes it.
    pub name: &'a str,
    /// The name of the unit that it lies in; absent for the largest units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<&'a str>,
    /// What it is, as the gazetteer says: `kota`, `kecamatan` and so on.
    pub kind: &'a str,
    /// Degrees north, -90..=90, with four decimals.
    pub lat: f64,
    /// Degrees east, -180..=180, with four decimals.
    pub lon: f64,
}

#[derive(Debug)]
struct Kind {
    name: String,
    folded: String,
}

#[derive(Debug)]
struct Entry {
    name: String,
    /// The folded words of the name.
    folded: String,
    /// Where the name proper begins in `folded`, behind the kind: at "kediri" in "kota kediri".
    proper: usize,
    kind: usize,
    parent: Option<usize>,
    /// Ten-thousandths of a degree.
    lat: i32,
    lon: i32,
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
    /// How many places a search gives if nobody says how many.
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
        let mut kinds: Vec<Kind> = Vec::new();
        let mut entries = Vec::with_capacity(table.names.len());
        for (index, (name, kind)) in table.names.into_iter().zip(table.kinds).enumerate() {
            let known = kinds.iter().position(|known| known.name == kind);
            let kind_index = known.unwrap_or(kinds.len());
            if known.is_none() {
                kinds.push(Kind {
                    folded: fold(&kind),
                    name: kind,
                });
            }
            let folded = fold(&name);
            let number = |column: &[i64]| column.get(index).copied().unwrap_or_default();
            let degrees = |column: &[i64]| i32::try_from(number(column)).unwrap_or_default();
            entries.push(Entry {
                proper: kinds
                    .get(kind_index)
                    .map_or(0, |kind| kind.length_in(&folded)),
                name,
                folded,
                kind: kind_index,
                parent: usize::try_from(number(&table.parents)).ok(),
                lat: degrees(&table.lats),
                lon: degrees(&table.lons),
            });
        }
        Ok(Self {
            attribution: table.attribution,
            kinds,
            entries,
        })
    }

    /// Where the gazetteer comes from, for people.
    #[must_use]
    pub fn attribution(&self) -> &str {
        &self.attribution
    }

    /// The places that fit what was typed, at most `limit`, the best first; none for a text without a letter or digit.
    #[must_use]
    pub fn search(&self, text: &str, limit: usize) -> Vec<Place<'_>> {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let mut found = Vec::new();
        if let Some((first, rest @ [_, ..])) = words.split_first()
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
            for (fit, entry) in &found {
                if *fit == asked && places.len() < limit {
                    places.extend(self.place(entry));
                }
            }
        }
        places
    }

    /// The places of the kinds that begin so which fit the words, in the file's order.
    fn matching(&self, kind: &str, words: &[&str]) -> Vec<(Fit, &Entry)> {
        let mut found = Vec::new();
        for entry in &self.entries {
            let is_asked = |known: &Kind| known.folded.starts_with(kind);
            if self.kinds.get(entry.kind).is_some_and(is_asked) {
                let parent = self.parent(entry).map_or("", |parent| &parent.folded);
                found.extend(entry.fit(parent, words).map(|fit| (fit, entry)));
            }
        }
        found
    }

    fn parent(&self, entry: &Entry) -> Option<&Entry> {
        self.entries.get(entry.parent?)
    }

    fn place<'a>(&'a self, entry: &'a Entry) -> Option<Place<'a>> {
        Some(Place {
            name: &entry.name,
            parent: self.parent(entry).map(|parent| &*parent.name),
            kind: &self.kinds.get(entry.kind)?.name,
            lat: f64::from(entry.lat) / 1e4,
            lon: f64::from(entry.lon) / 1e4,
        })
    }
}

impl Kind {
    /// How much of a folded name is its kind, the space behind it included: 5 of "kota kediri".
    fn length_in(&self, name: &str) -> usize {
        let rest = name.strip_prefix(&*self.folded);
        match rest.and_then(|rest| rest.strip_prefix(' ')) {
            Some(proper) if !self.folded.is_empty() => name.len() - proper.len(),
            _ => 0,
        }
    }
}

impl Entry {
    /// How the words fit this place; `parent` is the folded name of its parent.
    fn fit(&self, parent: &str, words: &[&str]) -> Option<Fit> {
        let proper = self.folded.get(self.proper..).unwrap_or_default();
        // The first words may be the name's, the others the parent's.
        let mut best = None;
        for count in 1..=words.len() {
            let (own, rest) = words.split_at_checked(count)?;
            if rest.iter().all(|word| has(parent, word)) {
                best = best.max(begins(proper, own)).max(begins(&self.folded, own));
            }
        }
        let mut own = false;
        let mut each = true;
        for word in words {
            let is_own = has(&self.folded, word);
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
    for typed in words.iter().flat_map(|word| word.bytes()) {
        if letters.next() != Some(typed) {
            return None;
        }
    }
    Some(match letters.next() {
        None => Fit::Exact,
        Some(_) => Fit::Prefix,
    })
}
