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

/// What a page with a place for a list asks at first.
pub enum FirstQuestion {
    /// What `<slot-finder>` asks where its attributes say nothing: the soonest, in this language.
    Plain(String),
    /// Something of its own.
    Own,
}

/// The attributes of `<slot-finder>` that make a question.
const ASKING: [&str; 9] = [
    "near=",
    "place=",
    "within-km=",
    "services=",
    "kinds=",
    "region=",
    "party=",
    "sort=",
    "limit=",
];

/// What the page asks at first, if it has a place for a list.
pub fn first_question(page: &str) -> Option<FirstQuestion> {
    let (before, _) = page.split_once(START)?;
    let (above, inside) = before.rsplit_once("<slot-finder").unwrap_or((before, ""));
    let (tag, _) = inside.split_once('>').unwrap_or((inside, ""));
    let mut words = tag.split_ascii_whitespace();
    if words.any(|word| ASKING.iter().any(|asking| word.starts_with(asking))) {
        return Some(FirstQuestion::Own);
    }
    let around = above
        .split_once("<html")
        .and_then(|(_, rest)| rest.split_once('>'));
    let lang = lang_of(tag).or_else(|| lang_of(around?.0));
    // As the element does, which has words in these two.
    let lang = lang.filter(|lang| *lang == "en").unwrap_or("id");
    Some(FirstQuestion::Plain(lang.to_owned()))
}

/// The language that the attributes of a tag name, without its region.
fn lang_of(tag: &str) -> Option<&str> {
    let mut words = tag.split_ascii_whitespace();
    let value = words.find_map(|word| word.strip_prefix("lang="))?;
    value.trim_matches(['"', '\'']).split('-').next()
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

/// The question that `<slot-finder>` asks where nothing says anything else, and the same as JSON.
pub fn plain_question(lang: &str) -> (Query, Map<String, Value>) {
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
