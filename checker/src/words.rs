//! Loads the texts of findings, in Indonesian and English, from built-in files.
//!
//! A file has an object for each rule with the texts `what`, `why` and `fix`; the text for a special case is under
//! `what.CASE`. `{name}` in a text is a value. The objects `expected` and `limit` have a text for each code of
//! [`Expected`](slot_finder::Expected) and [`Limit`](slot_finder::Limit).

use std::collections::BTreeMap;

/// The texts of one language.
pub struct Words {
    groups: BTreeMap<String, BTreeMap<String, String>>,
}

impl Words {
    /// The texts of a language (BCP 47): Indonesian for `id`, else English.
    pub fn of(lang: &str) -> Self {
        let base = lang.split('-').next().unwrap_or_default();
        let file = if base.eq_ignore_ascii_case("id") {
            include_str!("words/id.json")
        } else {
            include_str!("words/en.json")
        };
        // The files are built in, and the tests read each of them.
        let groups = serde_json::from_str(file).unwrap_or_default();
        Self { groups }
    }

    /// The text of a key in a group, with its values, or that of the special case. Empty if there is none.
    pub fn fill(&self, group: &str, key: &str, case: &str, values: &[(&str, &str)]) -> String {
        let special = [key, ".", case].concat();
        let Some(mut rest) = self.get(group, &special).or_else(|| self.get(group, key)) else {
            return String::new();
        };
        let mut filled = String::new();
        while let Some((before, tail)) = rest.split_once('{') {
            filled.push_str(before);
            // Texts contain JSON too, whose braces are not values.
            let named = tail.split_once('}').and_then(|(name, after)| {
                let value = values.iter().find(|(known, _)| *known == name)?;
                Some((value.1, after))
            });
            let (value, after) = named.unwrap_or(("{", tail));
            filled.push_str(value);
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// The raw text of a key in a group; empty if there is none.
    pub fn text(&self, group: &str, key: &str) -> &str {
        self.get(group, key).unwrap_or_default()
    }

    fn get(&self, group: &str, key: &str) -> Option<&str> {
        self.groups.get(group)?.get(key).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use slot_finder::{Expected, Limit};

    #[test]
    fn both_languages_have_a_text_for_all_that_is_expected_and_limited() {
        for lang in ["id", "en"] {
            let words = Words::of(lang);
            for expected in Expected::ALL {
                let text = words.text("expected", expected.code());
                assert!(!text.is_empty(), "{lang} {expected:?}");
                assert!(lang == "id" || text == expected.phrase(), "{text}");
            }
            // The limits of a gazetteer do not apply to feeds.
            for limit in Limit::ALL
                .iter()
                .filter(|limit| **limit != Limit::GazetteerPlaces)
            {
                let text = words.text("limit", limit.code());
                assert!(!text.is_empty(), "{lang} {limit:?}");
                assert!(lang == "id" || text == limit.phrase(), "{text}");
            }
        }
    }
}
