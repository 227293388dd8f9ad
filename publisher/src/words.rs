//! Formats messages for people: from a language, a key and values.
//!
//! The messages are the page's (`www/i18n`, linked from `shared/`), so both say the same. Headings for the command
//! alone are in `words/`. A message is a text, or texts by plural category, chosen by the value `n`; `{name}` is a
//! value and `{name:key}` the phrase `key` with that value as its `n`.

use std::collections::BTreeMap;

use serde::Deserialize;

use slot_finder::OfficeInfo;

use crate::failure::Failure;

/// A language of the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Indonesian.
    Indonesian,
    /// English.
    English,
}

impl Language {
    /// The language of a BCP 47 tag, if the command has it.
    pub fn of(tag: &str) -> Option<Self> {
        match tag.split('-').next()?.to_ascii_lowercase().as_str() {
            "id" => Some(Self::Indonesian),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The language of an answer: the requested one, else the feed's, if the command has it; else English.
    pub fn spoken(asked: Option<&str>, feed: &str) -> Self {
        let spoken = asked.and_then(Self::of).or_else(|| Self::of(feed));
        spoken.unwrap_or(Self::English)
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Indonesian => "id",
            Self::English => "en",
        }
    }

    /// The thousands separator.
    fn thousands(self) -> char {
        match self {
            Self::Indonesian => '.',
            Self::English => ',',
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Message {
    Text(String),
    Plural { one: Option<String>, other: String },
}

/// A value of a message.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    /// A text without control characters, since it may go from a feed to a terminal.
    Text(&'a str),
    /// A number, formatted for the language.
    Number(i64),
}

/// The messages of one language.
pub struct Words {
    language: Language,
    messages: BTreeMap<String, Message>,
}

impl Words {
    /// The words of a language.
    ///
    /// # Errors
    /// If the built-in files are broken.
    pub fn new(language: Language) -> Result<Self, Failure> {
        let files = match language {
            Language::Indonesian => [
                include_str!("../shared/id.json"),
                include_str!("../shared/id-more.json"),
                include_str!("words/id.json"),
                include_str!("words/build.id.json"),
                include_str!("words/convert-id.json"),
            ],
            Language::English => [
                include_str!("../shared/en.json"),
                include_str!("../shared/en-more.json"),
                include_str!("words/en.json"),
                include_str!("words/build.en.json"),
                include_str!("words/convert-en.json"),
            ],
        };
        let mut messages: BTreeMap<String, Message> = BTreeMap::new();
        for file in files {
            messages.append(&mut serde_json::from_str(file)?);
        }
        Ok(Self { language, messages })
    }

    /// The language of the words.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The message `key` with its values; the key itself if there is no message.
    pub fn t(&self, key: &str, values: &[(&str, Value)]) -> String {
        let count = values
            .iter()
            .find(|(name, _)| *name == "n")
            .map(|(_, value)| value);
        let one = self.language == Language::English && matches!(count, Some(Value::Number(1)));
        let mut rest = match self.messages.get(key) {
            Some(Message::Text(text)) => text,
            Some(Message::Plural {
                one: Some(text), ..
            }) if one => text,
            Some(Message::Plural { other, .. }) => other,
            None => key,
        };
        let mut filled = String::new();
        while let Some((before, (name, after))) = rest
            .split_once('{')
            .and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
        {
            filled.push_str(before);
            let (name, phrase) = name
                .split_once(':')
                .map_or((name, None), |(name, phrase)| (name, Some(phrase)));
            let value = values
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| *value);
            match (value, phrase) {
                (Some(value), Some(phrase)) => filled.push_str(&self.t(phrase, &[("n", value)])),
                (Some(Value::Text(text)), None) => filled.push_str(&plain(text)),
                (Some(Value::Number(n)), None) => filled.push_str(&self.number(n)),
                (None, _) => {}
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// Whole kilometres, as a phrase; "about" if the office's position is approximate.
    pub fn kilometres(&self, km: f64, office: &OfficeInfo) -> String {
        let about = office.approx_km.is_some();
        if km < 1.0 && !about {
            return self.t("km.under", &[]);
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a cast from float to integer saturates"
        )]
        let n = km.round().max(1.0) as i64;
        self.t(
            if about { "km.about" } else { "km" },
            &[("n", Value::Number(n))],
        )
    }

    /// An integer with thousands separators.
    pub fn number(&self, n: i64) -> String {
        let digits = n.unsigned_abs().to_string();
        let mut text = String::from(if n < 0 { "-" } else { "" });
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(self.language.thousands());
            }
            text.push(digit);
        }
        text
    }
}

/// Makes a feed's text safe for a terminal or a page: removes control characters, direction-changing ones, and those
/// that only hide in a name. (Keeps joiners: some scripts need them.)
pub fn plain(text: &str) -> String {
    let hostile = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    };
    text.chars().filter(|&c| !hostile(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(language: Language) -> Words {
        Words::new(language).unwrap()
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        let (indonesian, english) = (words(Language::Indonesian), words(Language::English));
        assert!(indonesian.messages.keys().eq(english.messages.keys()));
    }

    #[test]
    fn values_and_phrases_are_filled_in_with_their_plural() {
        let values = |n, p| [("n", Value::Number(n)), ("p", Value::Number(p))];
        let english = words(Language::English);
        assert_eq!(
            english.t("answer.yes", &values(1, 3)),
            "1 office has places for 3 people"
        );
        assert_eq!(
            english.t("answer.yes", &values(5, 1)),
            "5 offices have places for 1 person"
        );
        let indonesian = words(Language::Indonesian);
        assert_eq!(
            indonesian.t("answer.yes", &values(1, 3)),
            "Ada kuota untuk 3 orang di 1 kantor"
        );
    }

    #[test]
    fn numbers_are_parted_as_the_language_does() {
        assert_eq!(words(Language::Indonesian).number(1_000_000), "1.000.000");
        assert_eq!(words(Language::English).number(-12_345), "-12,345");
        assert_eq!(words(Language::English).number(999), "999");
    }

    #[test]
    fn languages_are_known_by_their_base() {
        assert_eq!(Language::of("en-GB"), Some(Language::English));
        assert_eq!(Language::of("ID"), Some(Language::Indonesian));
        assert_eq!(Language::of("fr"), None);
    }

    #[test]
    fn a_feed_cannot_steer_the_terminal() {
        assert_eq!(plain("Ke\u{1b}[2Jdiri\r\n\u{202e}x"), "Ke[2Jdirix");
        let hostile =
            words(Language::English).t("publisher", &[("name", Value::Text("\u{7}A{n}"))]);
        assert_eq!(hostile, "Data from A{n}");
    }
}
