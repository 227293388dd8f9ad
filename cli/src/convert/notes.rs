//! Holds the converters' own texts in a feed: in French, English and Indonesian.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use slot_publisher::failure::Failure;

/// The texts by key and language.
pub struct Notes(BTreeMap<String, BTreeMap<String, String>>);

impl Notes {
    /// The texts built into the command.
    ///
    /// # Errors
    /// If the built-in file is broken.
    pub fn new() -> Result<Self, Failure> {
        Ok(Self(serde_json::from_str(include_str!("notes.json"))?))
    }

    /// The text under a key, with `n` in its place.
    pub fn text(&self, key: &str, n: &str) -> Value {
        self.known(key, n).unwrap_or_else(|| json!(key))
    }

    /// The text under a key, or the source's own words.
    pub fn or(&self, key: &str, source: &str) -> Value {
        self.known(key, "").unwrap_or_else(|| json!(source))
    }

    fn known(&self, key: &str, n: &str) -> Option<Value> {
        let texts = self.0.get(key)?;
        // Leaves room for the words around it within the format's 2,000 characters.
        let n: String = n.chars().take(1_500).collect();
        Some(
            texts
                .iter()
                .map(|(language, text)| (language.clone(), text.replace("{n}", &n)))
                .collect(),
        )
    }
}
