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
use crate::order::sort_by;
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
    name: Box<str>,
    folded: Box<str>,
}

#[derive(Debug)]
struct Entry {
    name: Box<str>,
    /// The folded words of the name.
    folded: Box<str>,
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
        let entries = table
            .names
            .into_iter()
            .zip(table.kinds)
            .zip(table.parents)
            .zip(table.lats.into_iter().zip(table.lons))
            .map(|(((name, kind), parent), (lat, lon))| {
                let index = kinds.iter().position(|known| *known.name == *kind);
                let index = index.unwrap_or_else(|| {
                    kinds.push(Kind {
                        folded: fold(&kind).into(),
                        name: kind,
                    });
                    kinds.len() - 1
                });
                let folded = fold(&name);
                let proper = kinds.get(index).map_or(0, |kind| kind.length_in(&folded));
                Entry {
                    name,
                    folded: folded.into(),
                    proper,
                    kind: index,
                    parent,
                    lat,
                    lon,
                }
            })
            .collect();
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
            found = self.matching(rest, |kind| kind.folded.starts_with(first));
        }
        // The first word may belong to the name after all, as in "Kota Sumenep", a kecamatan.
        if found.is_empty() {
            found = self.matching(&words, |_| true);
        }
        sort_by(&mut found, |(a, _), (b, _)| b.cmp(a));
        found.truncate(limit);
        let places = found
            .into_iter()
            .filter_map(|(_, index)| self.entries.get(index));
        places.filter_map(|entry| self.place(entry)).collect()
    }

    /// The places of some kinds that fit the words, each with its index, in the file's order.
    fn matching(&self, words: &[&str], asked: impl Fn(&Kind) -> bool) -> Vec<(Fit, usize)> {
        let asked: Vec<bool> = self.kinds.iter().map(asked).collect();
        let entries = self.entries.iter().enumerate();
        entries
            .filter(|(_, entry)| asked.get(entry.kind) == Some(&true))
            .filter_map(|(index, entry)| {
                let parent = self.parent(entry).map_or("", |parent| &parent.folded);
                entry.fit(parent, words).map(|fit| (fit, index))
            })
            .collect()
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
        let best = (1..=words.len())
            .filter_map(|count| words.split_at_checked(count))
            .filter(|(_, rest)| rest.iter().all(|word| has(parent, word)))
            .filter_map(|(own, _)| begins(proper, own).max(begins(&self.folded, own)))
            .max();
        if best.is_some() {
            return best;
        }
        let own = words.iter().filter(|word| has(&self.folded, word)).count();
        let each = words
            .iter()
            .all(|word| has(&self.folded, word) || has(parent, word));
        (own > 0 && each).then_some(Fit::Inner)
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
