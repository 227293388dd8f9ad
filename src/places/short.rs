//! Words that people leave out or shorten: `gurah kdr`, `jkt timur`, `surabaya barat`, `pctn`.

use super::Places;
use super::entry::{Level, Match};

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
    /// The words with short names written out, `gurah kediri` for `gurah kdr`; none if there are no short names.
    pub(super) fn in_full<'p>(&'p self, words: &[&'p str]) -> Vec<&'p str> {
        let mut full = Vec::new();
        for word in words {
            let in_full = self.main_words(word).unwrap_or(word);
            full.extend(in_full.split(' '));
        }
        if full == words {
            full.clear();
        }
        full
    }

    /// What a short word means: the word of a name that others are made of, as in `jakarta timur`, or a whole province.
    fn main_words(&self, short: &str) -> Option<&str> {
        if OLD_KINDS.contains(&short) {
            return Some("kota");
        }
        let mut others = self.entries.iter().skip(self.table.names.len());
        let other = others.find(|entry| entry.name == short)?;
        let entry = self.entries.get(other.place)?;
        let name = entry.proper();
        match entry.level {
            Level::Province => Some(name),
            _ => name.split(' ').next(),
        }
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

/// What is left without a word at either end that says a side or what the place is; nothing if there is none.
pub(super) fn without_aside<'w>(words: &'w [&'w str]) -> &'w [&'w str] {
    match words {
        [first, rest @ ..] if ASIDE.contains(first) => rest,
        [rest @ .., last] if ASIDE.contains(last) => rest,
        _ => &[],
    }
}

fn is_consonant(byte: u8) -> bool {
    byte.is_ascii_lowercase() && !b"aeiou".contains(&byte)
}
