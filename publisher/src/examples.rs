//! The offices that the template gives as examples, which must not be published as real.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The offices of the template.
#[derive(Deserialize)]
pub struct Examples {
    offices: Vec<BTreeMap<String, String>>,
}

impl Examples {
    /// The examples built in.
    ///
    /// # Errors
    /// If the built-in file is broken.
    pub fn new() -> Result<Self, serde_json::Error> {
        serde_json::from_str(include_str!("template/texts.json"))
    }

    /// Whether an office has the id or the name of an example.
    pub fn has(&self, id: &str, name: &str) -> bool {
        self.offices.iter().any(|example| {
            let is = |field, text| example.get(field).is_some_and(|known| known == text);
            is("id", id) || is("name", name)
        })
    }
}
