//! Defines the vocabulary of spreadsheets in Indonesian and English: sheet names, headings, and words in cells.
//!
//! All of it is in `vocabulary.json`. Matching ignores case and spaces; an unknown text is never taken for a word, but
//! a complaint can name the nearest one.

use std::collections::BTreeMap;

use serde::Deserialize;
use strsim::normalized_damerau_levenshtein;

/// Words by meaning.
pub type Meanings = BTreeMap<String, Vec<String>>;

/// The whole vocabulary.
#[derive(Deserialize)]
pub struct Vocabulary {
    /// Names of sheets.
    pub sheets: Meanings,
    /// The columns of the quota.
    pub quota: Vec<Field>,
    /// The columns of the offices.
    pub offices: Vec<Field>,
    /// The columns of the services.
    pub services: Vec<Field>,
    /// The columns of the closed days.
    pub closed: Vec<Field>,
    /// The fields of the publisher's sheet.
    pub about: Vec<Field>,
    /// Words for a day, apart from numbers.
    pub open: Meanings,
    /// The words that begin the label of a row of sums.
    pub total: Vec<String>,
    /// The words that begin a note below a table.
    pub note: Vec<String>,
    /// Channels.
    pub channel: Meanings,
    /// Yes and no.
    pub yes: Meanings,
    /// Months by number.
    pub months: Meanings,
    /// Weekdays by number, 1 for Monday.
    pub weekdays: Meanings,
    /// Short names of IANA zones.
    pub zones: Meanings,
    /// Units of the update interval.
    pub every: Meanings,
}

/// A column, or a field of the publisher's sheet.
#[derive(Deserialize)]
pub struct Field {
    /// Its path in the feed's JSON, separated by dots; `@en` after it for the English text.
    pub path: String,
    /// The kind of its cells.
    pub kind: Kind,
    /// Its heading in Indonesian, as the template writes it.
    pub id: String,
    /// Its heading in English.
    pub en: String,
    also: Vec<String>,
}

/// The kind of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A text.
    Text,
    /// Texts, one per line or separated by semicolons.
    Strings,
    /// A link.
    Link,
    /// A telephone number.
    Phone,
    /// An id of the format.
    Id,
    /// Yes or no.
    Yes,
    /// A whole number.
    Count,
    /// An amount in rupiah, per person.
    Rupiah,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// Both, separated by a comma.
    Position,
    /// An IANA zone, or WIB, WITA, WIT.
    Zone,
    /// A date and time.
    Moment,
    /// A date.
    Date,
    /// A weekday beside a date; a date if there is no other column for it.
    Day,
    /// A time of day.
    Time,
    /// Two times of day.
    Session,
    /// Places left, or a word for a day.
    Open,
    /// A channel.
    Channel,
    /// A kind of office: its id, or a name.
    #[serde(rename = "kind")]
    Class,
    /// A region: its id, or the name of a province.
    Region,
    /// Another office: its id or name.
    Parent,
    /// For people who read the sheet; not published.
    Remark,
}

impl Vocabulary {
    /// The vocabulary built into the command.
    ///
    /// # Errors
    /// If the built-in file is broken.
    pub fn new() -> Result<Self, serde_json::Error> {
        serde_json::from_str(include_str!("vocabulary.json"))
    }
}

impl Field {
    /// Whether a heading means this field: all of it, or the part before a slash or line end (`Kantor / Office`).
    pub fn is_headed(&self, heading: &str) -> bool {
        let first = heading.split(['/', '\n']).next().unwrap_or_default();
        [fold(heading), fold(first)]
            .iter()
            .any(|heading| self.names().any(|name| fold(name) == *heading))
    }

    /// Its headings.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.id, &self.en]
            .into_iter()
            .chain(&self.also)
            .map(String::as_str)
    }
}

/// Normalizes case, underscores, apostrophes and spaces, and leaves out characters that nobody sees.
pub fn fold(text: &str) -> String {
    let text = text.to_lowercase().replace('_', " ");
    let text = text.replace(['’', '‘', 'ʼ', '`', '´'], "'");
    let text = text.replace(
        [
            '\u{ad}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}',
        ],
        "",
    );
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The meaning of a text.
pub fn meaning<'a>(meanings: &'a Meanings, text: &str) -> Option<&'a str> {
    let text = fold(text);
    let found = meanings.iter().find(|(_, words)| words.contains(&text));
    found.map(|(meaning, _)| meaning.as_str())
}

/// Whether a text begins with one of the words.
pub fn begins_with(words: &[String], text: &str) -> bool {
    let text = fold(text);
    words.iter().any(|word| {
        let rest = text.strip_prefix(word.as_str());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// The known word nearest to a text, if one is close.
pub fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let text = fold(text);
    let near = known.into_iter().map(|word| {
        let likeness = normalized_damerau_levenshtein(&text, &fold(word));
        (likeness, word)
    });
    near.filter(|(likeness, _)| *likeness >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_of_a_sheet_means_one_field() {
        let words = Vocabulary::new().unwrap();
        for sheet in [
            &words.quota,
            &words.offices,
            &words.services,
            &words.closed,
            &words.about,
        ] {
            for name in sheet.iter().flat_map(Field::names) {
                let fields = sheet.iter().filter(|field| field.is_headed(name));
                assert_eq!(fields.count(), 1, "{name}");
            }
        }
    }

    #[test]
    fn the_nearest_word_is_named_only_where_one_is_near() {
        let words = ["penuh", "tutup", "libur"];
        assert_eq!(nearest("Penhu", words), Some("penuh"));
        assert_eq!(nearest("rusak", words), None);
    }
}
