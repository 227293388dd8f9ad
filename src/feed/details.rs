//! What an answer shows of an office: read from the text again for the few that are shown.

use serde::Serialize;

use super::Feed;
use super::envelope::Named;
use super::fields::{Closed, Fields, Release};
use super::head::Head;
use super::problem::Report;
use super::problem::Step;
use super::quota::{Event, Quota, Row};
use super::text::{Languages, Localized};
use crate::calendar::{Closure, Date};
use crate::json::{Reader, Span};

/// An id and the name of what it stands for; the id again where the feed does not list it.
#[derive(Clone, Debug, Serialize)]
pub struct NamedId {
    /// The id.
    pub id: String,
    /// Its name.
    pub name: Localized,
}

/// Days on which an office is closed, both ends included.
#[derive(Clone, Debug, Serialize)]
pub struct OfficeClosure {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Localized>,
}

/// An office as answers show it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OfficeInfo {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Localized,
    /// A short name; the name where the feed has none.
    pub short: Localized,
    /// Its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<NamedId>,
    /// Its region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<NamedId>,
    /// The id of the office that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Its postal address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Degrees north.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// How far off the position may be, in km.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approx_km: Option<f64>,
    /// Its IANA zone.
    pub time_zone: String,
    /// Its telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Its WhatsApp number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whatsapp: Option<String>,
    /// Its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What its publisher says about it.
    pub notes: Vec<Localized>,
    /// Who may come without booking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exempt: Option<Localized>,
    /// The feed's closures, then its own.
    pub closed: Vec<OfficeClosure>,
    /// When more places are released, as written in the feed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_release_at: Option<String>,
    /// By which rule they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_rule: Option<Localized>,
    /// When its data was observed, as written in the feed.
    pub observed_at: String,
}

/// How to book, merged from feed, office and row, the nearest first.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Booking {
    /// A page to book on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web: Option<String>,
    /// The Android app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub android: Option<String>,
    /// The iOS app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ios: Option<String>,
    /// A number to call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Places can be booked from so many days after today on.
    pub lead_days: u32,
    /// Most people in one booking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_party: Option<u32>,
    /// What to do, step by step.
    pub steps: Vec<Localized>,
    /// What the office is called where one books.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office_label: Option<Localized>,
}

/// The fields of an office that only its details need.
#[derive(Default)]
struct Details {
    short: Span,
    parent: Option<Box<str>>,
    address: Option<String>,
    approx_km: Option<f64>,
    phone: Option<String>,
    whatsapp: Option<String>,
    url: Option<String>,
    notes: Vec<Span>,
    exempt: Span,
    closed: Vec<Closed>,
}

impl Details {
    fn read(feed: &Feed, head: &Head, report: &mut Report) -> Self {
        let mut details = Self::default();
        let mut fields = Fields {
            reader: Reader::at(&feed.text, head.whole),
            report,
        };
        fields.each(&mut |fields, key| match key {
            "quota" => fields.reader.move_behind(head.quota),
            "kind" | "region" => drop(fields.id(key)),
            "release" => drop(fields.release(key)),
            "short" => details.short = fields.text(key),
            "parent" => details.parent = fields.id(key),
            "address" => details.address = fields.string(key),
            "approx_km" => {
                details.approx_km = fields.number(key, "a distance in km", |km| km >= 0.0)
            }
            "phone" => details.phone = fields.string(key),
            "whatsapp" => details.whatsapp = fields.string(key),
            "url" => details.url = fields.link(key, feed.base.as_deref()),
            "notes" => details.notes = fields.texts(key).unwrap_or_default(),
            "exempt" => details.exempt = fields.text(key),
            "closed" => details.closed = fields.closures(key),
            _ => fields.skip(),
        });
        details
    }
}

impl Feed {
    /// An office as an answer shows it.
    pub(crate) fn office_info(&self, head: &Head, languages: Languages<'_>) -> OfficeInfo {
        let details = Details::read(self, head, &mut Report::silent());
        let text = |span| self.localized(languages, span);
        let name = text(head.name).unwrap_or_else(|| Localized::id(&head.id));
        let release = self.release(head);
        OfficeInfo {
            id: head.id.to_string(),
            short: text(details.short).unwrap_or_else(|| name.clone()),
            name,
            kind: self.named_id(&self.envelope.kinds, head.kind, languages),
            region: self.named_id(&self.envelope.regions, head.region, languages),
            parent: details.parent.map(String::from),
            address: details.address,
            lat: head.position.map(crate::Position::lat),
            lon: head.position.map(crate::Position::lon),
            approx_km: details.approx_km,
            time_zone: self
                .zones
                .get(usize::from(head.zone))
                .map_or_else(String::new, ToString::to_string),
            phone: details.phone,
            whatsapp: details.whatsapp,
            url: details.url,
            notes: details.notes.into_iter().filter_map(text).collect(),
            exempt: text(details.exempt).or_else(|| text(self.envelope.exempt)),
            closed: self
                .envelope
                .closed
                .iter()
                .chain(&details.closed)
                .map(|closed| OfficeClosure {
                    from: closed.days.0,
                    to: closed.days.1,
                    reason: text(closed.reason),
                })
                .collect(),
            next_release_at: release
                .as_ref()
                .and_then(|release| release.next_at.as_ref())
                .map(|time| time.text.to_string()),
            release_rule: release.and_then(|release| text(release.rule)),
            observed_at: self.observed(head).0.to_owned(),
        }
    }

    fn named_id(&self, list: &[Named], span: Span, languages: Languages<'_>) -> Option<NamedId> {
        let id = self.id_at(span);
        (!id.is_empty()).then(|| self.named_or_id(list, &id, languages))
    }

    /// The name of an id that a list holds, or the id in its place.
    pub(crate) fn named_or_id(
        &self,
        list: &[Named],
        id: &str,
        languages: Languages<'_>,
    ) -> NamedId {
        let name = Self::named(list, id).and_then(|named| self.localized(languages, named.name));
        NamedId {
            id: id.to_owned(),
            name: name.unwrap_or_else(|| Localized::id(id)),
        }
    }

    /// The release of an office: its own, or the feed's.
    pub(crate) fn release(&self, head: &Head) -> Option<Release> {
        let mut report = Report::silent();
        let mut fields = Fields {
            reader: Reader::new(&self.text),
            report: &mut report,
        };
        if let Some(span) = head.release.some() {
            fields.reader.move_to(span);
            if let Some(release) = fields.release("release") {
                return Some(release);
            }
        }
        self.envelope.release.clone()
    }

    /// The feed's closures as days.
    pub(crate) fn closures(&self) -> Vec<Closure> {
        self.envelope
            .closed
            .iter()
            .map(|closed| closed.days)
            .collect()
    }

    /// How to book a row of an office.
    pub(crate) fn booking(&self, head: &Head, row: &Row, languages: Languages<'_>) -> Booking {
        let mut booking = Booking::default();
        for span in [self.envelope.booking, head.booking, row.booking] {
            self.merge_booking(&mut booking, span, languages, &mut Report::silent());
        }
        booking.lead_days = row.lead_days;
        booking
    }

    fn merge_booking(
        &self,
        booking: &mut Booking,
        span: Span,
        languages: Languages<'_>,
        report: &mut Report,
    ) {
        let Some(span) = span.some() else { return };
        let mut fields = Fields {
            reader: Reader::at(&self.text, span),
            report,
        };
        let base = self.base.as_deref();
        let text = |span| self.localized(languages, span);
        fields.each(&mut |fields, key| match key {
            "web" => replace(&mut booking.web, fields.link(key, base)),
            "android" => replace(&mut booking.android, fields.link(key, base)),
            "ios" => replace(&mut booking.ios, fields.link(key, base)),
            "phone" => replace(&mut booking.phone, fields.string(key)),
            "max_party" => replace(&mut booking.max_party, fields.people(key)),
            "lead_days" => booking.lead_days = fields.days(key).unwrap_or_default(),
            "steps" => {
                if let Some(steps) = fields.texts(key) {
                    booking.steps = steps.into_iter().filter_map(text).collect();
                }
            }
            "office_label" => replace(&mut booking.office_label, text(fields.text(key))),
            _ => fields.skip(),
        });
    }
}

/// Reports what is broken in the parts of the feed that only details need.
pub(crate) fn check_envelope(feed: &Feed, report: &mut Report) {
    let languages = feed.languages(None);
    let base = report.enter(&[Step::Key("booking")]);
    let mut booking = Booking::default();
    feed.merge_booking(&mut booking, feed.envelope.booking, languages, report);
    report.leave(base);
}

/// Reports what is broken in the parts of an office that only its details need.
pub(crate) fn check(feed: &Feed, head: &Head, rows: &Quota, report: &mut Report) {
    let languages = feed.languages(None);
    Details::read(feed, head, report);
    let base = report.enter(&[Step::Key("booking")]);
    feed.merge_booking(&mut Booking::default(), head.booking, languages, report);
    report.leave(base);
    for row in &rows.rows {
        let index = Step::Index(usize::from(row.index));
        let base = report.enter(&[Step::Key("quota"), index, Step::Key("booking")]);
        feed.merge_booking(&mut Booking::default(), row.booking, languages, report);
        report.leave(base);
        if let Some(event) = &row.event {
            let base = report.enter(&[Step::Key("quota"), index, Step::Key("event")]);
            feed.read_event_details(event, report);
            report.leave(base);
        }
    }
}

/// What an event says about itself.
#[derive(Default)]
pub(crate) struct EventDetails {
    pub name: Span,
    pub note: Span,
    pub url: Option<String>,
}

impl Feed {
    /// Reads an event's fields.
    pub(crate) fn event_details(&self, event: &Event) -> EventDetails {
        self.read_event_details(event, &mut Report::silent())
    }

    fn read_event_details(&self, event: &Event, report: &mut Report) -> EventDetails {
        let mut details = EventDetails::default();
        let mut fields = Fields {
            reader: Reader::at(&self.text, event.span),
            report,
        };
        fields.each(&mut |fields, key| match key {
            "name" => details.name = fields.text(key),
            "note" => details.note = fields.text(key),
            "url" => details.url = fields.link(key, self.base.as_deref()),
            _ => fields.skip(),
        });
        details
    }
}

/// What is nearer wins, where it says something.
fn replace<T>(outer: &mut Option<T>, inner: Option<T>) {
    if inner.is_some() {
        *outer = inner;
    }
}
