//! The parts of a split feed: what its entry says of each, and which ones were added.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::date::Date;
use crate::feed::envelope::Raw;
use crate::feed::error::{FeedError, FeedErrorKind};
use crate::feed::fields::{Fields, silently};
use crate::feed::head::Head;
use crate::geo::Area;
use crate::json::{Kind, Reader, Span, whole};
use crate::vocabulary::Expected;

/// The parts of a feed; none, if it is in one file.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub generation: String,
    pub list: Vec<FeedPart>,
    /// The parts that were added, in that order, each with the index of its first office.
    pub added: Vec<(usize, usize)>,
    /// The ids of the offices in them, each with its office's place.
    pub ids: BTreeMap<Rc<str>, Span>,
    /// In place of the offices of parts that were not added: its id comes before all others.
    pub stand_in: Head,
}

/// What an entry says of a part.
#[derive(Debug, Default)]
pub(crate) struct FeedPart {
    pub url: String,
    /// `sha256-` and the hash in Base64; empty if the entry does not say it.
    pub integrity: String,
    /// How many offices it has.
    pub offices: usize,
    /// What holds its offices; absent if they have no position.
    pub area: Option<Area>,
    /// No date before this one has places.
    pub soonest: Option<Date>,
    /// No offer has more places.
    pub max_open: Option<i64>,
    /// The regions of its offices.
    pub regions: Option<Vec<String>>,
    pub is_added: bool,
}

impl Parts {
    /// Reads the parts of an entry, if there is a list of them. What a part does not say is taken for anything.
    pub fn read(text: &str, raw: &Raw) -> Result<Option<Self>, FeedError> {
        let span = |wanted| raw.iter().find(|(key, _)| *key == wanted);
        let Some((_, list)) = span("parts") else {
            return Ok(None);
        };
        let generation = span("generation").and_then(|(_, span)| Reader::at(text, *span).text());
        let Some(generation) = generation else {
            return Err(unusable("The feed has parts, but no `generation`"));
        };
        let mut parts = Self {
            generation: generation.into_owned(),
            ..Self::default()
        };
        let mut reader = Reader::at(text, *list);
        if reader.peek() != Some(Kind::Array) {
            return Err(unusable("The feed's `parts` are no list"));
        }
        silently(&mut reader, |fields| {
            fields.items("parts", &mut |fields, _| {
                parts.list.push(FeedPart::read(fields));
            });
        });
        if parts.list.iter().any(|part| part.url.is_empty()) {
            return Err(unusable("One of the feed's parts has no `url`"));
        }
        Ok(Some(parts))
    }

    pub fn is_unread(&self, part: usize) -> bool {
        self.list.get(part).is_some_and(|part| !part.is_added)
    }

    /// Notes that a part is added, whose first office will have such an index.
    pub fn mark_read(&mut self, part: usize, first_office: usize) {
        if let Some(read) = self.list.get_mut(part) {
            read.is_added = true;
            self.added.push((part, first_office));
        }
    }

    /// Whether there is a part that was not added.
    pub fn is_partial(&self) -> bool {
        self.added.len() < self.list.len()
    }

    /// How many offices the parts have that were not added.
    pub fn unread_offices(&self) -> usize {
        let unread = self.list.iter().filter(|part| !part.is_added);
        unread.map(|part| part.offices).sum()
    }

    /// The part that has an office, if the feed is split.
    pub fn part_of(&self, office: usize) -> Option<usize> {
        let behind = self.added.partition_point(|(_, first)| *first <= office);
        let (part, _) = self.added.get(behind.checked_sub(1)?)?;
        Some(*part)
    }
}

impl FeedPart {
    /// Reads the part that is next.
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let mut part = Self {
            area: Some(Area::WORLD),
            ..Self::default()
        };
        let natural = |n: f64| whole(n).is_some_and(|n| n >= 0);
        fields.each(&mut |fields, key| match key {
            "url" => part.url = fields.string(key).unwrap_or_default().into_owned(),
            "integrity" => part.integrity = fields.string(key).unwrap_or_default().into_owned(),
            "offices" => {
                let offices = fields.number(key, Expected::Total, natural).and_then(whole);
                part.offices = offices.and_then(|n| n.try_into().ok()).unwrap_or(0);
            }
            "bbox" if fields.reader.peek() == Some(Kind::Null) => {
                part.area = None;
                fields.skip();
            }
            "bbox" => {
                let mut edges = Vec::new();
                fields.items(key, &mut |fields, _| edges.extend(fields.reader.number()));
                part.area = Some(Area::of(&edges).unwrap_or(Area::WORLD));
            }
            "soonest" => part.soonest = fields.date(key),
            "max_open" => {
                part.max_open = fields.number(key, Expected::Total, natural).and_then(whole);
            }
            "regions" => {
                let mut regions = Vec::new();
                fields.items(key, &mut |fields, _| {
                    regions.extend(fields.reader.text().map(std::borrow::Cow::into_owned));
                });
                part.regions = Some(regions);
            }
            _ => fields.skip(),
        });
        part
    }
}

fn unusable(what: &str) -> FeedError {
    let message = format!("{what}. Split the feed again, with `slot-feed split`.");
    FeedError::whole(FeedErrorKind::Split, &message)
}
