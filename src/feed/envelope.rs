//! A feed's envelope: everything but the offices.

use std::rc::Rc;

use crate::feed::error::{FeedError, FeedErrorKind};
use crate::feed::fields::{Closed, Fields, Release, Time, silently};
use crate::feed::problem::{Report, Step};
use crate::json::{Fault, ListLimit, Reader, Span};
use crate::sort::sorted;
use crate::vocabulary::{Expected, Limit};

/// Most services of a feed.
pub const MAX_SERVICES: usize = 1000;

/// What the engine needs of the envelope; all else stays where it is, in `raw`, until it is asked for.
#[derive(Debug, Default)]
pub(crate) struct Envelope {
    pub version: String,
    pub generated_at: Option<Time>,
    pub ttl: i64,
    pub stale_after: i64,
    pub expires_after: i64,
    pub language: String,
    pub services: Vec<Service>,
    /// Indexes into `services`, in the order of their ids.
    pub services_by_id: Vec<usize>,
    pub services_overlap: bool,
    pub lead_days: u32,
    pub release: Option<Release>,
    pub exempt: Span,
    pub closed: Vec<Closed>,
    pub kinds: NamedList,
    pub regions: NamedList,
    channels: KnownChannels,
    raw: Raw,
}

/// The channels that the format knows, for rows to share.
#[derive(Debug)]
struct KnownChannels([Rc<str>; 4]);

impl Default for KnownChannels {
    fn default() -> Self {
        Self(["app", "phone", "walk_in", "web"].map(Rc::from))
    }
}

/// A thing that can be booked.
#[derive(Debug, Default)]
pub(crate) struct Service {
    pub id: Rc<str>,
    pub name: Span,
    pub is_default: bool,
    /// Working days until it is ready.
    pub ready_days: Option<u32>,
    /// What it costs on top.
    pub surcharge: Span,
    /// Its place in the feed's `services`.
    pub index: usize,
    pub whole: Span,
}

/// Kinds or regions: ids, each with the place of its name.
#[derive(Debug, Default)]
pub(crate) struct NamedList {
    /// In the feed's order.
    entries: Vec<(Rc<str>, Span)>,
    /// The indexes of the entries, in the order of their ids.
    by_id: Vec<usize>,
}

impl NamedList {
    /// Reads the list that is next. Entries without an id of their own are left out.
    pub fn read(fields: &mut Fields<'_, '_>, key: &str) -> Self {
        let mut list = Self::default();
        fields.items(key, &mut |fields, _| {
            let (mut id, mut name) = (None, Span::default());
            fields.each(&mut |fields, key| match key {
                "id" => id = fields.id(key),
                "name" => name = fields.text(key),
                _ => fields.skip(),
            });
            let place = id.as_deref().map(|id| list.place(id));
            let (Some(id), Some(Err(place))) = (id, place) else {
                return fields.report.field(&[], Expected::Entry);
            };
            list.by_id.insert(place, list.entries.len());
            list.entries.push((id.into(), name));
        });
        list
    }

    /// Where the name of an id is, if the id is listed.
    pub fn name(&self, id: &str) -> Option<Span> {
        let at = self.by_id.get(self.place(id).ok()?)?;
        self.entries.get(*at).map(|(_, name)| *name)
    }

    /// Where an id is among the sorted ones, or where it belongs.
    fn place(&self, id: &str) -> Result<usize, usize> {
        let id_at = |at: &usize| self.entries.get(*at).map_or("", |(id, _)| &**id);
        self.by_id.binary_search_by(|at| id_at(at).cmp(id))
    }

    /// The ids, in the feed's order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(id, _)| &**id)
    }
}

/// Where the envelope's values are, by key.
pub(crate) type Raw = Vec<(&'static str, Span)>;

/// The keys of a feed's envelope, in the order of the format; a reader ignores others, and `offices` is apart.
pub const ENVELOPE_KEYS: [&str; 23] = [
    "format",
    "version",
    "generated_at",
    "ttl",
    "stale_after",
    "expires_after",
    "language",
    "sample",
    "publisher",
    "license",
    "attribution",
    "time_zone",
    "services",
    "services_overlap",
    "kinds",
    "regions",
    "booking",
    "release",
    "exempt",
    "closed",
    "alerts",
    "generation",
    "parts",
];

/// The known key that a text is.
pub(crate) fn known_key(key: &str) -> Option<&'static str> {
    ENVELOPE_KEYS.into_iter().find(|known| *known == key)
}

/// How many entries the lists under a known key may have. Services have a limit of their own, with its own name.
pub(crate) fn list_limit(key: &str) -> ListLimit {
    match key {
        // Every office of a board has the feed's closures: a thousand of them made a board of a few hundred offices take seconds.
        "booking" => ListLimit::Hundred,
        "closed" => ListLimit::Year,
        "alerts" => ListLimit::Thousand,
        "kinds" | "regions" | "parts" => ListLimit::TenThousand,
        _ => ListLimit::Any,
    }
}

/// Refuses what is not a feed of version 1.
pub(crate) fn check_version(text: &str, raw: &Raw) -> Result<String, FeedError> {
    let string = |wanted: &str| {
        let (_, span) = raw.iter().rfind(|(key, _)| *key == wanted)?;
        Some((*span, Reader::at(text, *span).text()?))
    };
    match string("format") {
        Some((_, format)) if format == "slot-feed" => {}
        Some((span, _)) => {
            return Err(FeedError::at(
                FeedErrorKind::Format,
                text,
                span.start as usize,
                "The file's `format` is not \"slot-feed\"",
                "Publish a slot-feed, or check the address.",
            ));
        }
        None => {
            return Err(FeedError::whole(
                FeedErrorKind::Format,
                "The file is not a slot-feed: it is no JSON object with \"format\": \"slot-feed\". Check the address.",
            ));
        }
    }
    let Some((span, version)) = string("version") else {
        return Err(FeedError::whole(
            FeedErrorKind::Version,
            "The feed does not say its `version`. Add \"version\": \"1.0\".",
        ));
    };
    if version.split('.').next() != Some("1") {
        let found: String = version.chars().take(20).collect();
        let what = format!("The feed has version {found}, and this reader knows version 1 only");
        return Err(FeedError::at(
            FeedErrorKind::Version,
            text,
            span.start as usize,
            &what,
            "Use a newer reader, or publish version 1.0.",
        ));
    }
    Ok(version.into_owned())
}

impl Envelope {
    /// Reads the envelope's values.
    ///
    /// Without a time and a language no answer would be right, so they are required; all else has a default.
    pub fn read(
        text: &str,
        version: String,
        raw: Raw,
        report: &mut Report,
    ) -> Result<Self, FeedError> {
        let mut envelope = Self {
            version,
            ..Self::default()
        };
        let mut fields = Fields {
            reader: Reader::new(text),
            report,
        };
        for (key, span) in &raw {
            fields.reader.move_to(*span);
            envelope.field(text, &mut fields, key);
        }
        let read = fields.reader.check();
        read.map_err(|stop| FeedError::stopped(text, stop))?;
        for (key, missing) in [
            ("generated_at", envelope.generated_at.is_none()),
            ("language", envelope.language.is_empty()),
        ] {
            if missing {
                return Err(required(text, &raw, key));
            }
        }
        envelope.complete(fields.report);
        envelope.raw = raw;
        Ok(envelope)
    }

    /// Where the value of a key is.
    pub fn raw(&self, key: &str) -> Span {
        let known = self.raw.iter().find(|(known, _)| *known == key);
        known.map_or_else(Span::default, |(_, span)| *span)
    }

    /// An id as rows hold it; those of listed services and known channels are shared.
    pub fn intern(&self, id: &str) -> Rc<str> {
        let listed = self.service(id).map(|service| &service.id);
        listed
            .or_else(|| self.channels.0.iter().find(|channel| ***channel == *id))
            .map_or_else(|| Rc::from(id), Rc::clone)
    }

    /// Where each value is, by key.
    pub fn raw_fields(&self) -> &[(&'static str, Span)] {
        &self.raw
    }

    /// When the feed was made. It is there in every envelope that was read.
    pub fn generated(&self) -> Time {
        self.generated_at.unwrap_or_default()
    }

    /// The listed service of an id.
    pub fn service(&self, id: &str) -> Option<&Service> {
        let at = self
            .services_by_id
            .binary_search_by(|&index| {
                let found = self.services.get(index).map_or("", |service| &*service.id);
                found.cmp(id)
            })
            .ok()?;
        self.services.get(*self.services_by_id.get(at)?)
    }

    fn field(&mut self, text: &str, fields: &mut Fields<'_, '_>, key: &str) {
        match key {
            "generated_at" => self.generated_at = fields.time(key),
            "ttl" => self.ttl = fields.seconds(key, 0).unwrap_or_default(),
            "stale_after" => self.stale_after = fields.seconds(key, 60).unwrap_or_default(),
            "expires_after" => self.expires_after = fields.seconds(key, 60).unwrap_or_default(),
            "language" => self.language = fields.string(key).unwrap_or_default().into_owned(),
            "services" => self.services = services(fields, key),
            "services_overlap" => self.services_overlap = fields.flag(key),
            "booking" => {
                self.lead_days = lead_days(text, fields.object(key)).unwrap_or_default();
            }
            "release" => self.release = fields.release(key),
            "exempt" => self.exempt = fields.text(key),
            "closed" => self.closed = fields.closures(key),
            "kinds" => self.kinds = named_list(fields, key),
            "regions" => self.regions = named_list(fields, key),
            _ => {}
        }
    }

    /// Fills in the defaults.
    fn complete(&mut self, report: &mut Report) {
        if self.ttl == 0 {
            self.ttl = 300;
        }
        if self.stale_after == 0 {
            self.stale_after = 3600;
        }
        if self.expires_after < self.stale_after {
            if self.expires_after != 0 {
                report.field(&[Step::Key("expires_after")], Expected::AtLeastStaleAfter);
            }
            self.expires_after = self.stale_after.max(86_400);
        }
        let id = |index: usize| self.services.get(index).map(|service| &*service.id);
        self.services_by_id = sorted(self.services.len(), &|a, b| id(a).cmp(&id(b)));
    }
}

fn required(text: &str, raw: &Raw, key: &'static str) -> FeedError {
    let to_do = if key == "language" {
        "Say in which language its plain texts are, such as \"id\"."
    } else {
        "Say when it was made, with the offset: \"2026-11-22T08:00:00+07:00\"."
    };
    if let Some((_, span)) = raw.iter().rfind(|(known, _)| *known == key) {
        let what = format!("The feed's `{key}` can't be read");
        return FeedError::at(
            FeedErrorKind::Field,
            text,
            span.start as usize,
            &what,
            to_do,
        )
        .about(key);
    }
    let what = format!("The feed's `{key}` is missing. {to_do}");
    FeedError::whole(FeedErrorKind::Field, &what).about(key)
}

/// `lead_days` of the booking object at a span; [`Feed::problems`] reports what is wrong with it.
pub(crate) fn lead_days(text: &str, booking: Span) -> Option<u32> {
    let mut reader = Reader::at(text, booking.some()?);
    silently(&mut reader, read_lead_days)
}

/// `lead_days` of the booking object that is next.
pub(crate) fn read_lead_days(fields: &mut Fields<'_, '_>) -> Option<u32> {
    let mut lead = None;
    fields.each(&mut |fields, key| match key {
        "lead_days" => lead = fields.days(key),
        _ => fields.skip(),
    });
    lead
}

/// A list of kinds or regions. [`Feed::problems`](crate::Feed::problems) reports what is wrong with it.
fn named_list(fields: &mut Fields<'_, '_>, key: &str) -> NamedList {
    silently(&mut fields.reader, |fields| NamedList::read(fields, key))
}

/// The services that have an id of their own. [`Feed::problems`] reports what else is wrong with them.
fn services(fields: &mut Fields<'_, '_>, key: &str) -> Vec<Service> {
    let mut list: Vec<Service> = Vec::new();
    fields.items(key, &mut |fields, index| {
        if index >= MAX_SERVICES {
            fields.reader.stop(Fault::Limit(Limit::Services));
        }
        let start = fields.reader.start();
        let mut service = Service::default();
        silently(&mut fields.reader, |fields| {
            fields.each(&mut |fields, key| match key {
                "id" => service.id = fields.id(key).unwrap_or_default().into(),
                "name" => service.name = fields.text(key),
                "default" => service.is_default = fields.flag(key),
                "ready_days" => service.ready_days = fields.days(key),
                "surcharge" => service.surcharge = fields.object(key),
                _ => fields.skip(),
            });
        });
        if service.id.is_empty() || list.iter().any(|other| other.id == service.id) {
            fields.report.field(&[], Expected::Service);
        } else {
            service.index = index;
            service.whole = fields.reader.span_from(start);
            list.push(service);
        }
    });
    list
}
