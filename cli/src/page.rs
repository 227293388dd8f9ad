//! The list inside a page that somebody else wrote: between `<!-- list -->` and `<!-- /list -->`.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use slot_finder::{Query, Sort};
use slot_publisher::failure::Failure;

const START: &str = "<!-- list -->";
const END: &str = "<!-- /list -->";

/// The page with `list` in its place; nothing if it has none.
pub fn filled(page: &str, list: &str) -> Option<String> {
    let (before, rest) = page.split_once(START)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{START}{}{END}{after}", list.trim_end()))
}

/// A page on this machine with `list` in its place.
///
/// # Errors
/// If the page cannot be read, or has no place for a list.
pub fn read_and_fill(path: &Path, list: &str) -> Result<String, Failure> {
    let name = path.display();
    let page = fs::read_to_string(path).map_err(|error| {
        Failure::new(format!(
            "cannot read {name}: {error}; give the path of a page"
        ))
    })?;
    filled(&page, list).ok_or_else(|| {
        Failure::new(format!(
            "{name} has no place for a list; write {START}{END} into its <slot-finder>"
        ))
    })
}

/// The question of a page whose visitor has asked nothing yet, as `<slot-finder>` asks it, and the same as JSON.
pub fn first_question(lang: &str) -> (Query, Map<String, Value>) {
    let limit = 10;
    let query = Query {
        sort: Sort::Soonest,
        lang: Some(lang.to_owned()),
        limit,
        ..Query::default()
    };
    let asked = [
        ("sort", "soonest".into()),
        ("lang", lang.into()),
        ("limit", limit.into()),
    ];
    let asked = asked
        .into_iter()
        .map(|(key, value): (&str, Value)| (key.to_owned(), value));
    (query, asked.collect())
}
