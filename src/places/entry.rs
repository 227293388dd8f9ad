//! Compares what was typed with one name.

use std::cmp::Ordering;

use super::fold::fold;
use super::spelling::{Whole, errors, errors_allowed, letters_of};

/// A name of a place, ready to be compared.
#[derive(Debug)]
pub struct Entry {
    /// The index of the place in the table.
    pub place: usize,
    /// The folded words of the name.
    pub name: String,
    /// Where the name proper begins in it, after the kind: at "kediri" in "kota kediri".
    proper: usize,
    /// The folded words of the kind.
    pub kind: String,
    pub level: Level,
    /// The letters of the name proper, without spaces.
    joined: Vec<u8>,
    /// Which letters these are.
    letters: u32,
}

/// Which of two places that fit alike comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A kota.
    City,
    /// A kabupaten.
    Regency,
    /// Any other place.
    Other,
    /// A province.
    Province,
}

/// How well a name fits; the better fit is the smaller: by its class, then by how few words were taken for those of the
/// units above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit(usize, usize);

/// It is the name.
const EXACT: usize = 0;
/// The name begins so.
const PREFIX: usize = 1;
/// All its words were typed, in another order.
const REORDERED: usize = 2;
/// A word inside the name begins so, or a word of the units above.
const INNER: usize = 3;
/// It is the name, or its beginning, with errors: two classes for each number of them.
const ALMOST: usize = 4;

/// A place that fits, and what orders it among others.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    pub fit: Fit,
    pub level: Level,
    /// Thousands.
    pub people: i32,
    pub place: usize,
}

impl Match {
    /// A place that is as good as any other.
    pub fn in_order(place: usize) -> Self {
        let (fit, level) = (Fit(EXACT, 0), Level::Other);
        Self {
            fit,
            level,
            people: 0,
            place,
        }
    }

    /// A place of which a part fits.
    pub fn inner(entry: &Entry, people: i32) -> Self {
        Self {
            fit: Fit(INNER, 0),
            level: entry.level,
            people,
            place: entry.place,
        }
    }

    pub fn is_exact(&self) -> bool {
        self.fit.0 == EXACT
    }

    /// Whether the whole name or its beginning was typed.
    pub fn is_called_so(&self) -> bool {
        self.fit.0 <= PREFIX
    }

    /// The best first.
    pub fn compare(&self, other: &Self) -> Ordering {
        let order = self.fit.cmp(&other.fit).then(self.level.cmp(&other.level));
        order
            .then(other.people.cmp(&self.people))
            .then(self.place.cmp(&other.place))
    }
}

impl Entry {
    pub fn new(place: usize, name: &str, kind: &str) -> Self {
        let (name, kind) = (fold(name), fold(kind));
        let proper = behind_kind(&name, &kind);
        let joined: Vec<u8> = name.bytes().skip(proper).filter(|&b| b != b' ').collect();
        let level = match &*kind {
            "kota" | "city" => Level::City,
            "kabupaten" | "regency" => Level::Regency,
            "provinsi" | "province" => Level::Province,
            _ => Level::Other,
        };
        Self {
            place,
            proper,
            level,
            letters: letters_of(&joined),
            joined,
            name,
            kind,
        }
    }
}

impl Entry {
    /// The name without its kind.
    pub fn proper(&self) -> &str {
        self.name.get(self.proper..).unwrap_or_default()
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

/// Words that were typed, and how they are compared.
pub struct Typed<'t> {
    words: &'t [&'t str],
    /// For each number of first words, these without spaces; empty where spelling counts.
    beginnings: Vec<Vec<u8>>,
}

impl<'t> Typed<'t> {
    /// `almost` forgives spelling errors and is for texts that fit nothing else.
    pub fn new(words: &'t [&'t str], almost: bool) -> Self {
        let counts = 1..=if almost { words.len() } else { 0 };
        let first = |count| {
            words
                .iter()
                .take(count)
                .flat_map(|word| word.bytes())
                .collect()
        };
        Self {
            words,
            beginnings: counts.map(first).collect(),
        }
    }

    /// How the words fit a name; `above` gives the folded names of the units that contain its place.
    pub fn fit<'n>(&self, entry: &Entry, above: &dyn Fn() -> [&'n str; 2]) -> Option<Fit> {
        if self.beginnings.is_empty() {
            self.fit_exactly(entry, above)
        } else {
            self.fit_almost(entry, above)
        }
    }

    fn fit_exactly<'n>(&self, entry: &Entry, above: &dyn Fn() -> [&'n str; 2]) -> Option<Fit> {
        let words = self.words;
        // Most names have none of the words, and then nothing of the rest matters.
        let own = |word: &&&str| has(&entry.name, word);
        let joined = || begins(&entry.joined, words) || begins(entry.name.as_bytes(), words);
        if !words.iter().any(|word| own(&word)) && !joined() {
            return None;
        }
        let above = above();
        let is_above = |word: &&str| above.iter().any(|name| has(name, word));
        let proper = entry.proper();
        // The first words may be the name's, the others those of the units above.
        let mut best: Option<Fit> = None;
        for count in 1..=words.len() {
            let (first, rest) = words.split_at_checked(count)?;
            if rest.iter().all(is_above) {
                for name in [proper, &entry.name] {
                    if let Some(class) = beginning(name, first) {
                        let fit = Fit(class, rest.len());
                        best = Some(best.map_or(fit, |best| best.min(fit)));
                    }
                }
            }
        }
        let each = || words.iter().all(|word| own(&word) || is_above(word));
        let all_typed = || proper.split(' ').all(|own| words.contains(&own));
        best.or_else(|| {
            let fit = Fit(if all_typed() { REORDERED } else { INNER }, 0);
            (words.iter().any(|word| own(&word)) && each()).then_some(fit)
        })
    }

    fn fit_almost<'n>(&self, entry: &Entry, above: &dyn Fn() -> [&'n str; 2]) -> Option<Fit> {
        let mut best: Option<Fit> = None;
        for (index, text) in self.beginnings.iter().enumerate() {
            let most = errors_allowed(text.len());
            let foreign = (letters_of(text) & !entry.letters).count_ones();
            if usize::try_from(foreign).is_ok_and(|foreign| foreign > most) {
                continue;
            }
            for whole in [Whole::Name, Whole::Beginning] {
                let Some(errors) = errors(text, &entry.joined, whole, most) else {
                    continue;
                };
                let rest = self.words.get(index + 1..).unwrap_or_default();
                let class = ALMOST + 2 * errors + usize::from(whole == Whole::Beginning);
                let fit = Fit(class, rest.len());
                if best.is_none_or(|best| fit < best) && are_almost(rest, &above()) {
                    best = Some(fit);
                }
            }
        }
        best
    }
}

/// Whether each word is almost a word of one of the names, or its beginning.
fn are_almost(words: &[&str], names: &[&str]) -> bool {
    words.iter().all(|word| {
        let mut own = names.iter().flat_map(|name| name.split(' '));
        let most = errors_allowed(word.len());
        own.any(|own| errors(word.as_bytes(), own.as_bytes(), Whole::Beginning, most).is_some())
    })
}

/// Whether a word of a folded name begins so.
fn has(name: &str, beginning: &str) -> bool {
    name.split(' ').any(|word| word.starts_with(beginning))
}

/// Whether letters begin with the first of the words.
fn begins(letters: &[u8], words: &[&str]) -> bool {
    words
        .first()
        .is_some_and(|word| letters.starts_with(word.as_bytes()))
}

/// The class of a folded name that begins with the words or is them, wherever either has its spaces.
fn beginning(name: &str, words: &[&str]) -> Option<usize> {
    let mut letters = name.bytes().filter(|&b| b != b' ');
    for word in words {
        for typed in word.bytes() {
            if letters.next() != Some(typed) {
                return None;
            }
        }
    }
    Some(match letters.next() {
        None => EXACT,
        Some(_) => PREFIX,
    })
}
