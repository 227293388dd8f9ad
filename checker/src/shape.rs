//! Describes the shape of a feed: the fields of its objects and their types. Finds misspelt names and repeated fields.

use std::collections::BTreeSet;

use super::tree::{Member, Node};
use super::{Checker, rules};

/// The type of a field.
#[derive(Clone, Copy)]
pub enum Shape {
    /// A number, an id, a date, a link.
    Plain,
    /// A plain text by language.
    Text,
    /// A text used as a name.
    Name,
    /// A name of at most 24 characters.
    Short,
    /// A plain string for people.
    Words,
    /// A telephone number.
    Phone,
    /// A list of texts.
    Texts,
    /// An object with these fields.
    Object(Fields),
    /// A list of such objects.
    List(Fields),
}

/// The fields of an object.
pub type Fields = &'static [(&'static str, Shape)];

use Shape::{List, Name, Object, Phone, Plain, Short, Text, Texts, Words};

/// The envelope.
pub const FEED: Fields = &[
    ("format", Plain),
    ("version", Plain),
    ("generated_at", Plain),
    ("ttl", Plain),
    ("stale_after", Plain),
    ("expires_after", Plain),
    ("language", Plain),
    ("sample", Plain),
    (
        "publisher",
        Object(&[
            ("name", Name),
            ("url", Plain),
            ("contact", Words),
            ("official", Plain),
        ]),
    ),
    ("license", Plain),
    ("attribution", Text),
    ("time_zone", Plain),
    ("services", List(SERVICE)),
    ("services_overlap", Plain),
    ("kinds", List(NAMED)),
    ("regions", List(NAMED)),
    ("booking", Object(BOOKING)),
    ("release", Object(RELEASE)),
    ("exempt", Text),
    ("closed", List(CLOSURE)),
    (
        "alerts",
        List(&[
            ("text", Text),
            ("url", Plain),
            ("from", Plain),
            ("to", Plain),
            ("offices", Plain),
        ]),
    ),
    ("generation", Plain),
    (
        "parts",
        List(&[
            ("url", Plain),
            ("integrity", Plain),
            ("bbox", Plain),
            ("offices", Plain),
            ("soonest", Plain),
            ("max_open", Plain),
            ("regions", Plain),
        ]),
    ),
    ("offices", Plain),
];

const SERVICE: Fields = &[
    ("id", Plain),
    ("name", Name),
    ("description", Text),
    ("default", Plain),
    ("ready_days", Plain),
    ("bring", Texts),
    (
        "surcharge",
        Object(&[("amount", Plain), ("currency", Plain), ("per", Plain)]),
    ),
];

const NAMED: Fields = &[("id", Plain), ("name", Name)];

const BOOKING: Fields = &[
    ("web", Plain),
    ("android", Plain),
    ("ios", Plain),
    ("phone", Phone),
    ("lead_days", Plain),
    ("max_party", Plain),
    ("steps", Texts),
    ("office_label", Text),
];

const RELEASE: Fields = &[("next_at", Plain), ("rule", Text)];

const CLOSURE: Fields = &[("from", Plain), ("to", Plain), ("reason", Text)];

/// An office.
pub const OFFICE: Fields = &[
    ("id", Plain),
    ("name", Name),
    ("short", Short),
    ("kind", Plain),
    ("parent", Plain),
    ("address", Words),
    ("region", Plain),
    ("lat", Plain),
    ("lon", Plain),
    ("approx_km", Plain),
    ("time_zone", Plain),
    ("aliases", Texts),
    ("phone", Phone),
    ("whatsapp", Phone),
    ("url", Plain),
    ("booking", Object(BOOKING)),
    ("release", Object(RELEASE)),
    ("exempt", Text),
    ("observed_at", Plain),
    ("closed", List(CLOSURE)),
    ("notes", Texts),
    ("quota", List(ROW)),
];

const ROW: Fields = &[
    ("service", Plain),
    ("channel", Plain),
    ("booking", Object(BOOKING)),
    ("ended", Plain),
    ("session", Object(&[("start", Plain), ("end", Plain)])),
    (
        "event",
        Object(&[
            ("id", Plain),
            ("name", Name),
            ("note", Text),
            ("url", Plain),
        ]),
    ),
    ("precision", Plain),
    ("from", Plain),
    ("open", Plain),
    ("total", Plain),
];

/// Other names that people use for a field.
const OTHER_NAMES: [(&str, &str); 9] = [
    ("latitude", "lat"),
    ("longitude", "lon"),
    ("lng", "lon"),
    ("long", "lon"),
    ("tz", "time_zone"),
    ("available", "open"),
    ("capacity", "total"),
    ("date", "from"),
    ("lang", "language"),
];

impl Checker<'_> {
    /// Checks the names of an object's fields, and the texts below it.
    pub fn shape(&mut self, object: &Node<'_>, fields: Fields) {
        let mut seen = BTreeSet::new();
        for member in object.members() {
            let key = &*member.key;
            let is_first = seen.insert(key);
            let known = fields.iter().find(|(name, _)| *name == key);
            self.within(&[key], |checker| {
                if !is_first {
                    checker.find(
                        rules::DUPLICATE_KEY,
                        member.at,
                        &[("field", &super::excerpt(key))],
                    );
                }
                match known {
                    Some((_, shape)) => checker.value(&member.node, *shape),
                    None => checker.unknown(member, object, fields),
                }
            });
        }
    }

    fn unknown(&mut self, member: &Member<'_>, object: &Node<'_>, fields: Fields) {
        let names = fields.iter().map(|(name, _)| *name);
        let missing = names.filter(|name| object.get(name).is_none());
        let meant = missing
            .map(|name| (distance(&member.key, name), name))
            .min()
            .filter(|(distance, name)| *distance <= if name.len() < 5 { 1 } else { 2 });
        let Some((_, meant)) = meant else { return };
        let values = [("field", &*super::excerpt(&member.key)), ("meant", meant)];
        self.find(rules::MISSPELT_FIELD, member.at, &values);
    }

    fn value(&mut self, node: &Node<'_>, shape: Shape) {
        match shape {
            Plain => {}
            Object(fields) => self.shape(node, fields),
            List(fields) => self.items(node, |checker, item| checker.shape(item, fields)),
            Texts => self.items(node, |checker, item| checker.text(item, Text)),
            Text | Name | Short | Words => self.text(node, shape),
            Phone => self.phone(node),
        }
    }

    /// Checks each item of a list.
    pub fn items(&mut self, list: &Node<'_>, check: impl Fn(&mut Self, &Node<'_>)) {
        for (index, item) in list.items().iter().enumerate() {
            self.within(&[&index.to_string()], |checker| {
                check(checker, item);
            });
        }
    }
}

/// The number of letters that differ between a typed field name and a known name; 0 for a certain match.
fn distance(typed: &str, name: &str) -> usize {
    let plain = |text: &str| -> Vec<char> {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.take(40).flat_map(char::to_lowercase).collect()
    };
    if OTHER_NAMES.contains(&(typed, name)) {
        return 0;
    }
    let (typed, name) = (plain(typed), plain(name));
    // The Levenshtein distance, row by row.
    let mut row: Vec<usize> = (0..=name.len()).collect();
    for (line, a) in typed.iter().enumerate() {
        let mut next = vec![line + 1];
        for (b, pair) in name.iter().zip(row.windows(2)) {
            if let ([diagonal, above], Some(left)) = (pair, next.last()) {
                let changed = diagonal + usize::from(a != b);
                next.push(changed.min(above + 1).min(left + 1));
            }
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}
