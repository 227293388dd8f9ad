//! Words that people leave out or shorten: `gurah kdr`, `jkt timur`, `surabaya barat`, `pctn`.

use super::Places;
use super::entry::{Entry, Level, Match};

/// Kinds by names that are out of use.
const OLD_KINDS: [&str; 4] = ["kodya", "kodia", "kotamadya", "kotamadia"];
/// Words for a side of a place or what it is: what is left without them is still the place, or where it is.
const ASIDE: [&str; 16] = [
    "barat",
    "timur",
    "utara",
    "selatan",
    "tengah",
    "pusat",
    "kota",
    "kabupaten",
    "kab",
    "kecamatan",
    "kec",
    "kelurahan",
    "kel",
    "desa",
    "ds",
    "dusun",
];
/// The fewest consonants that a name is found by.
const CONSONANTS: usize = 3;

impl Places {
    /// The words with short names written out, if there are any: `gurah kediri` for `gurah kdr`.
    pub(super) fn in_full(&self, folded: &str) -> Option<String> {
        let words = folded.split(' ').map(|word| {
            if OLD_KINDS.contains(&word) {
                return "kota";
            }
            let mut others = self.entries.iter().skip(self.table.names.len());
            let other = others.find(|entry| entry.name == word);
            let entry = other.and_then(|other| self.entries.get(other.place));
            entry.map_or(word, main_word)
        });
        let full = words.collect::<Vec<_>>().join(" ");
        (full != folded).then_some(full)
    }

    /// The cities and regencies whose name has these consonants first, if the text has no other letters.
    pub(super) fn by_consonants(&self, folded: &str) -> Vec<Match> {
        let is_short = folded.len() >= CONSONANTS && folded.bytes().all(is_consonant);
        let cities = self
            .entries
            .iter()
            .filter(|entry| is_short && matches!(entry.level, Level::City | Level::Regency));
        let fitting = cities.filter(|entry| {
            let mut own = entry.proper().bytes().filter(|byte| is_consonant(*byte));
            folded.bytes().all(|typed| own.next() == Some(typed))
        });
        fitting
            .map(|entry| Match::inner(entry, self.people(entry.place)))
            .collect()
    }
}

/// The word of a name that others are made of, as in `jakarta timur`; the whole name of a province.
fn main_word(entry: &Entry) -> &str {
    let name = entry.proper();
    match entry.level {
        Level::Province => name,
        _ => name.split(' ').next().unwrap_or_default(),
    }
}

/// What is left without a word at either end that says a side or what the place is.
pub(super) fn without_aside(folded: &str) -> Option<&str> {
    let (first, rest) = folded.split_once(' ')?;
    if ASIDE.contains(&first) {
        return Some(rest);
    }
    let (rest, last) = folded.rsplit_once(' ')?;
    ASIDE.contains(&last).then_some(rest)
}

fn is_consonant(byte: u8) -> bool {
    byte.is_ascii_lowercase() && !b"aeiou".contains(&byte)
}
