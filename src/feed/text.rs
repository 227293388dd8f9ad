//! Texts that people read, in the language that they asked for.

use std::borrow::Cow;

use serde::Serialize;

use crate::json::{Kind, Reader, Span};
use crate::work::{self, Work};

/// Most characters of one text.
pub const MAX_TEXT: usize = 2000;
/// Most languages of one text that are read; further ones are left out.
const MAX_LANGUAGES: usize = 100;

/// A text in the language asked for; `lang` is set when it is in another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Localized {
    /// Plain text, never HTML.
    pub text: String,
    /// The language of the text (BCP 47), if it is not the one asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

impl Localized {
    /// An id in place of a missing name, in no language.
    pub(crate) fn id(id: &str) -> Self {
        Self {
            text: id.to_owned(),
            lang: None,
        }
    }
}

/// Which language is asked for, and which one plain strings are in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Languages<'a> {
    /// The language asked for.
    pub asked: &'a str,
    /// The feed's `language`.
    pub feed: &'a str,
}

impl Languages<'_> {
    fn is_asked(self, lang: &str) -> bool {
        base(lang).eq_ignore_ascii_case(base(self.asked))
    }

    /// How well a key fits, least is best: the language asked for, its base, the feed's language, English, any other.
    fn rank(self, key: &str) -> u8 {
        let mut rank = 0;
        for lang in [self.asked, base(self.asked), self.feed, "en"] {
            if key.eq_ignore_ascii_case(lang) {
                break;
            }
            rank += 1;
        }
        rank
    }

    fn localized(self, text: String, lang: &str) -> Localized {
        Localized {
            text,
            lang: (!self.is_asked(lang)).then(|| lang.to_owned()),
        }
    }

    /// Reads the text at `span`: a string, or an object of strings by language.
    ///
    /// `None` if it is neither, or has no text at all.
    pub fn read(self, feed: &str, span: Span) -> Option<Localized> {
        self.read_next(&mut Reader::at(feed, span))
    }

    /// Reads the text that is next.
    pub fn read_next(self, reader: &mut Reader<'_>) -> Option<Localized> {
        work::add(Work::Texts, 1);
        if reader.peek() == Some(Kind::String) {
            let text = reader.text().filter(|text| !text.is_empty())?;
            return Some(self.localized(text.into_owned(), self.feed));
        }
        if !reader.enter_object() {
            return None;
        }
        let mut texts: Vec<(Cow<'_, str>, Cow<'_, str>)> = Vec::new();
        while let Some(key) = reader.key() {
            // What is no text counts as an empty one, and of duplicate keys the last.
            let text = reader.text().unwrap_or_default();
            work::add(Work::Steps, texts.len());
            if let Some((_, known)) = texts.iter_mut().find(|(known, _)| *known == key) {
                *known = text;
            } else if texts.len() < MAX_LANGUAGES {
                texts.push((key, text));
            }
        }
        texts.retain(|(_, text)| !text.is_empty());
        let (key, text) = texts
            .into_iter()
            .min_by(|(a, _), (b, _)| (self.rank(a), a).cmp(&(self.rank(b), b)))?;
        Some(self.localized(text.into_owned(), &key))
    }
}

/// The first subtag: `en` of `en-GB`.
fn base(lang: &str) -> &str {
    lang.split('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str, asked: &str) -> Option<(String, Option<String>)> {
        let languages = Languages { asked, feed: "id" };
        let read = languages.read_next(&mut Reader::new(json));
        read.map(|text| (text.text, text.lang))
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "compared with what may be missing"
    )]
    fn found(text: &str, lang: Option<&str>) -> Option<(String, Option<String>)> {
        Some((text.to_owned(), lang.map(str::to_owned)))
    }

    #[test]
    fn the_language_asked_for_comes_first_then_its_base_then_the_feeds_then_english() {
        let json = r#"{"de": "D", "en": "E", "en-GB": "B", "id": "I"}"#;
        assert_eq!(read(json, "en-GB"), found("B", None));
        assert_eq!(read(json, "EN-gb"), found("B", None));
        assert_eq!(read(json, "en-US"), found("E", None));
        assert_eq!(read(json, "fr"), found("I", Some("id")));
        assert_eq!(
            read(r#"{"de": "D", "en": "E"}"#, "fr"),
            found("E", Some("en"))
        );
        assert_eq!(
            read(r#"{"nl": "N", "de": "D"}"#, "fr"),
            found("D", Some("de"))
        );
    }

    #[test]
    fn a_plain_string_is_in_the_feeds_language() {
        assert_eq!(read(r#""Kediri""#, "id"), found("Kediri", None));
        assert_eq!(read(r#""Kediri""#, "id-ID"), found("Kediri", None));
        assert_eq!(read(r#""Kediri""#, "en"), found("Kediri", Some("id")));
    }

    #[test]
    fn what_is_no_text_is_none() {
        for json in [
            "12",
            "null",
            "[]",
            "{}",
            r#"{"id": 3}"#,
            r#""""#,
            r#"{"id": ""}"#,
        ] {
            assert_eq!(read(json, "id"), None, "{json}");
        }
    }

    #[test]
    fn the_last_of_duplicate_keys_wins() {
        assert_eq!(
            read(r#"{"id": "one", "id": "two"}"#, "id"),
            found("two", None)
        );
        assert_eq!(read(r#"{"id": "one", "id": ""}"#, "id"), None);
        assert_eq!(read(r#"{"id": "one", "id": null}"#, "id"), None);
        assert_eq!(
            read(r#"{"id": "one", "en": "E", "id": ""}"#, "id"),
            found("E", Some("en"))
        );
    }

    #[test]
    fn languages_beyond_the_hundredth_are_left_out() {
        let texts = (100..201).rev().map(|n| format!("\"x{n}\": \"{n}\", "));
        let json = format!("{{{}\"x200\": \"last\"}}", texts.collect::<String>());
        assert_eq!(read(&json, "id"), found("101", Some("x101")));
        assert_eq!(read(&json, "x200"), found("last", None));
    }
}
