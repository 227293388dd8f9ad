//! The words of findings, in Indonesian and English, from files that are built in.
//!
//! A file has an object for each rule with the texts `what`, `why` and `fix`; a text for a special case stands beside them
//! under `what.CASE`. `{name}` in a text is a value. The texts under `expected` are those of the reader, by its English ones.

use std::borrow::Cow;
use std::collections::BTreeMap;

use slot_finder::json::Reader;

/// A text of a file that is built in.
type Text = Cow<'static, str>;

/// The texts of one language.
pub struct Words {
    groups: BTreeMap<Text, BTreeMap<Text, Text>>,
}

impl Words {
    /// The words of a language (BCP 47): Indonesian for `id`, else English.
    pub fn of(lang: &str) -> Self {
        let base = lang.split('-').next().unwrap_or_default();
        let file = if base.eq_ignore_ascii_case("id") {
            include_str!("words/id.json")
        } else {
            include_str!("words/en.json")
        };
        let mut groups = BTreeMap::new();
        let mut reader = Reader::new(file);
        if reader.enter_object() {
            while let Some(group) = reader.key() {
                let mut texts = BTreeMap::new();
                if reader.enter_object() {
                    while let Some(key) = reader.key() {
                        texts.insert(key, reader.text().unwrap_or_default());
                    }
                }
                groups.insert(group, texts);
            }
        }
        Self { groups }
    }

    /// The text of a key in a group, with its values; that of the special case where there is one. Empty without a text.
    pub fn fill(&self, group: &str, key: &str, case: &str, values: &[(&str, &str)]) -> String {
        let special = [key, ".", case].concat();
        let Some(mut rest) = self.get(group, &special).or_else(|| self.get(group, key)) else {
            return String::new();
        };
        let mut filled = String::new();
        while let Some((before, behind)) = rest.split_once('{') {
            filled.push_str(before);
            // Texts show JSON too, whose braces are no values.
            let named = behind.split_once('}').and_then(|(name, after)| {
                let value = values.iter().find(|(known, _)| *known == name)?;
                Some((value.1, after))
            });
            let (value, after) = named.unwrap_or(("{", behind));
            filled.push_str(value);
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// What the reader expected, in this language.
    pub fn expected<'a>(&'a self, english: &'a str) -> &'a str {
        self.get("expected", english).unwrap_or(english)
    }

    fn get(&self, group: &str, key: &str) -> Option<&str> {
        self.groups.get(group)?.get(key).map(|text| &**text)
    }
}
