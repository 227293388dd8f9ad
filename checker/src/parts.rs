//! Checks the parts of a split feed: what the entry says of each, and whether the part's file is so.

use slot_finder::json::Span;
use slot_finder::{Date, Feed, FeedErrorKind, Limit, Position};

use super::tree::{Node, Value};
use super::{Checker, ListedOffice, Outline, rules};

/// The file of a part, as far as it could be read.
#[derive(Clone, Debug)]
pub struct PartFile {
    /// Its address, as the entry names it.
    pub url: String,
    /// Its bytes and their hash as an entry writes it, or why there are none.
    pub read: Result<(Vec<u8>, String), String>,
}

impl PartFile {
    pub(super) fn bytes(&self) -> &[u8] {
        self.read.as_ref().map_or(&[], |(bytes, _)| bytes)
    }
}

/// The file that a reader's pointer is about, 0 for the feed's own, and the pointer within it.
///
/// The reader says `/parts/2/offices/7` of an office in the third part, which is file 3.
pub(super) fn within_file(pointer: &str) -> (usize, &str) {
    let within = || {
        let rest = pointer.strip_prefix("/parts/")?;
        let (part, _) = rest.split_once("/offices/")?;
        let behind = rest.get(part.len()..)?;
        Some((part.parse::<usize>().ok()?.checked_add(1)?, behind))
    };
    within().unwrap_or((0, pointer))
}

impl Checker<'_> {
    /// Adds the offices of the parts to the outline.
    pub(super) fn list_parts(&mut self) {
        for (file, part) in self.files.iter().enumerate().skip(1) {
            // Beyond 4 GiB the reader takes no part.
            let Ok(start) = u32::try_from(part.start) else {
                return;
            };
            let outline = Outline::of(part.of(self.text)).unwrap_or_default();
            let moved = outline.offices.iter().map(|listed| ListedOffice {
                file,
                span: Span {
                    start: listed.span.start + start,
                    end: listed.span.end + start,
                },
                ..*listed
            });
            self.outline.offices.extend(moved);
        }
    }

    /// The office at an index of a file, with its place among all offices.
    pub(super) fn listed_at(&self, file: usize, index: usize) -> Option<(usize, Span)> {
        let offices = &self.outline.offices;
        let at = offices
            .binary_search_by_key(&(file, index), |listed| (listed.file, listed.index))
            .ok()?;
        Some((at, offices.get(at)?.span))
    }

    /// Adds the parts to a split feed as a reader does, and checks what the entry says of them.
    pub(super) fn add_parts(&mut self, feed: &mut Feed) {
        if feed.part_count() == 0 {
            return;
        }
        let Some(parts) = self.parts else {
            return self.find(rules::UNREAD_PARTS, 0, &[]);
        };
        for (index, part) in parts.iter().enumerate() {
            let claimed = feed.part_source(index).unwrap_or_default().1.to_owned();
            match &part.read {
                Err(why) => self.wrong_part(index, "missing", "url", &[("why", why)]),
                Ok((_, hash)) if !claimed.is_empty() && *hash != claimed => {
                    self.wrong_part(index, "hash", "integrity", &[("value", hash)]);
                }
                Ok((bytes, _)) => match feed.add_part(index, bytes.clone(), self.zones) {
                    Ok(()) => {}
                    Err(error) => {
                        let case = match error.kind {
                            FeedErrorKind::Syntax | FeedErrorKind::Encoding => "syntax",
                            FeedErrorKind::Limit => "limit",
                            _ => "generation",
                        };
                        let limit = error.limit.map_or("", Limit::code);
                        let limit = self.words.text("limit", limit).to_owned();
                        self.wrong_part(index, case, "url", &[("limit", &limit)]);
                    }
                },
            }
        }
        for (index, claim) in feed.false_claims() {
            self.wrong_part(index, claim.field(), claim.field(), &[]);
        }
    }

    /// Reports, at a field of the entry, that a part is not as the entry says.
    fn wrong_part(&mut self, part: usize, case: &str, field: &str, values: &[(&str, &str)]) {
        let fields = &self.outline.fields;
        let parts = fields.last("parts");
        let node = parts.and_then(|parts| parts.node.items().get(part));
        let value = node.and_then(|node| node.get(field));
        let at = value.or(node).map_or(0, Node::at);
        let has_field = value.is_some();
        let url = node.and_then(|node| node.string_of("url"));
        let url = super::excerpt(url.unwrap_or_default());
        let mut all = vec![("url", &*url)];
        all.extend(values);
        let index = part.to_string();
        let steps = ["parts", &index, field];
        let steps = if has_field { &steps[..] } else { &steps[..2] };
        self.within(steps, |checker| {
            checker.find_case(rules::WRONG_PART, case, at, &all);
        });
    }

    /// Checks what the entry says of each part by itself.
    pub(super) fn entry_parts(&mut self, envelope: &Node<'_>) {
        let Some(parts) = envelope.get("parts") else {
            return;
        };
        self.within(&["parts"], |checker| {
            checker.items(parts, |checker, part| {
                for (field, is_needed, is_right) in FIELDS {
                    checker.entry_field(part, field, is_needed, is_right);
                }
            });
        });
    }

    /// Checks one field that the entry has for a part.
    fn entry_field(&mut self, part: &Node<'_>, field: &str, is_needed: bool, is_right: Test) {
        let value = part.last(field).map(|member| &member.node);
        if value.map_or(!is_needed, is_right) {
            return;
        }
        let node = value.unwrap_or(part);
        let found = match value {
            Some(_) => super::excerpt(node.span.of(self.text)),
            None => String::from("null"),
        };
        let steps = [field];
        let steps = if value.is_some() { &steps[..] } else { &[] };
        self.within(steps, |checker| {
            let values = [("value", &*found)];
            checker.find_case(rules::BAD_PART, field, node.at(), &values);
        });
    }
}

/// Whether a value is right for a field.
type Test = fn(&Node<'_>) -> bool;

/// The fields of a part in the entry, and whether each is needed. The reader itself refuses a part without `url`.
const FIELDS: [(&str, bool, Test); 6] = [
    ("integrity", true, |node| node.string().is_some_and(is_hash)),
    ("bbox", true, |node| is_null(node) || is_area(node)),
    ("offices", true, is_natural),
    ("soonest", false, |node| {
        is_null(node) || node.string().and_then(Date::parse).is_some()
    }),
    ("max_open", false, |node| is_null(node) || is_natural(node)),
    ("regions", false, |node| {
        is_null(node) || is_list_of_texts(node)
    }),
];

fn is_null(node: &Node<'_>) -> bool {
    matches!(node.value, Value::Null)
}

/// Whether a text is `sha256-` and 32 bytes in base64.
fn is_hash(text: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    let hash = text.strip_prefix("sha256-");
    let hash = hash.and_then(|hash| hash.strip_suffix('='));
    hash.is_some_and(|hash| hash.len() == 43 && hash.bytes().all(is_digit))
}

fn is_natural(node: &Node<'_>) -> bool {
    matches!(node.value, Value::Number(n) if n >= 0.0 && n.fract() == 0.0)
}

fn is_list_of_texts(node: &Node<'_>) -> bool {
    matches!(node.value, Value::Array(_)) && node.items().iter().all(|item| item.string().is_some())
}

/// Whether a list has west, south, east and north in degrees.
fn is_area(node: &Node<'_>) -> bool {
    let number = |node: &Node<'_>| match node.value {
        Value::Number(n) => n,
        _ => f64::NAN,
    };
    let edges: Vec<f64> = node.items().iter().map(number).collect();
    let [west, south, east, north] = *edges else {
        return false;
    };
    let corners = Position::new(south, west).zip(Position::new(north, east));
    corners.is_some() && south <= north
}
