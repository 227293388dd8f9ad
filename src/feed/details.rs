//! What an answer shows of an office: read from the text again for the few that are shown.

use serde::Serialize;

use super::Feed;
use super::fields::{Closed, Fields, Release};
use super::head::{Head, Part};
use super::problem::Report;
use super::problem::Step;
use super::quota::{Event, Quota, Row};
use super::text::{Languages, Localized};
use crate::calendar::{Closure, Date};
use crate::json::{Reader, Span};
use crate::prelude::*;

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
#[derive(Clone, Debug, Default, Serialize)]
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

/// A one-off.
#[derive(Clone, Debug, Serialize)]
pub struct EventInfo {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Localized,
    /// What the publisher says about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Localized>,
    /// Its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
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

impl Feed {
    /// An office as an answer shows it.
    pub(crate) fn office_info(&self, head: &Head, languages: Languages<'_>) -> OfficeInfo {
        self.read_office(head, languages, &mut Report::silent())
    }

    fn read_office(
        &self,
        head: &Head,
        languages: Languages<'_>,
        report: &mut Report,
    ) -> OfficeInfo {
        let text = |span| self.localized(languages, span);
        let zone = self.zones.get(usize::from(head.zone));
        let mut info = OfficeInfo {
            id: String::from(&*head.id),
            name: text(head.part(Part::Name)).unwrap_or_default(),
            lat: head.position.map(crate::Position::lat),
            lon: head.position.map(crate::Position::lon),
            time_zone: zone.map_or_else(String::new, |zone| String::from(&**zone)),
            observed_at: self.observed(head).0.to_owned(),
            exempt: text(self.envelope.exempt),
            ..OfficeInfo::default()
        };
        let mut closed = self.envelope.closed.clone();
        let mut release = self.envelope.release.clone();
        let mut short = None;
        let mut fields = Fields {
            reader: Reader::at(&self.text, head.whole),
            report,
        };
        fields.each(&mut |fields, key| match key {
            "quota" => fields.reader.move_behind(head.part(Part::Quota)),
            "kind" => info.kind = self.named_id(fields, key, "kinds", languages),
            "region" => info.region = self.named_id(fields, key, "regions", languages),
            "short" => short = text(fields.text(key)),
            "parent" => info.parent = fields.id(key).map(String::from),
            "address" => info.address = fields.string(key),
            "approx_km" => {
                info.approx_km = fields.number(key, "a distance in km", |km| km >= 0.0);
            }
            "phone" => info.phone = fields.string(key),
            "whatsapp" => info.whatsapp = fields.string(key),
            "url" => info.url = fields.link(key, self.base.as_deref()),
            "notes" => info.notes = self.texts(fields, key, languages).unwrap_or_default(),
            "exempt" => replace(&mut info.exempt, text(fields.text(key))),
            "closed" => closed.extend(fields.closures(key)),
            "release" => replace(&mut release, fields.release(key)),
            _ => fields.skip(),
        });
        info.short = short.unwrap_or_else(|| info.name.clone());
        if let Some(release) = release {
            info.next_release_at = release.next_at.map(|time| time.text.into());
            info.release_rule = text(release.rule);
        }
        let closure = |closed: Closed| OfficeClosure {
            from: closed.days.0,
            to: closed.days.1,
            reason: text(closed.reason),
        };
        info.closed = closed.into_iter().map(closure).collect();
        info
    }

    /// The id under `key` with its name in one of the envelope's lists.
    fn named_id(
        &self,
        fields: &mut Fields<'_, '_>,
        key: &str,
        list: &str,
        languages: Languages<'_>,
    ) -> Option<NamedId> {
        let id = fields.id(key)?;
        Some(self.named_or_id(list, &id, languages))
    }

    /// The name that one of the envelope's lists has for an id, or the id in its place.
    pub(crate) fn named_or_id(&self, list: &str, id: &str, languages: Languages<'_>) -> NamedId {
        let listed = self.named_ids(list, languages, &mut Report::silent());
        let named = listed.into_iter().find(|named| named.id == id);
        named.unwrap_or_else(|| NamedId {
            id: id.to_owned(),
            name: Localized::id(id),
        })
    }

    /// A list of texts in the language asked for; `None` if it is no list.
    pub(crate) fn texts(
        &self,
        fields: &mut Fields<'_, '_>,
        key: &str,
        languages: Languages<'_>,
    ) -> Option<Vec<Localized>> {
        let spans = fields.texts(key)?;
        let texts = spans.into_iter();
        Some(
            texts
                .filter_map(|span| self.localized(languages, span))
                .collect(),
        )
    }

    /// The release of an office: its own, or the feed's.
    pub(crate) fn release(&self, head: &Head) -> Option<Release> {
        let mut report = Report::silent();
        let mut fields = Fields {
            reader: Reader::new(&self.text),
            report: &mut report,
        };
        if let Some(span) = head.part(Part::Release).some() {
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
        for span in [
            self.envelope.raw("booking"),
            head.part(Part::Booking),
            row.booking,
        ] {
            self.merge_booking(&mut booking, span, languages, &mut Report::silent());
        }
        booking.lead_days = row.lead_days;
        booking
    }

    pub(super) fn merge_booking(
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
                if let Some(steps) = self.texts(fields, key, languages) {
                    booking.steps = steps;
                }
            }
            "office_label" => replace(&mut booking.office_label, text(fields.text(key))),
            _ => fields.skip(),
        });
    }
}

/// Reports what is broken in the parts of an office that only its details need.
pub(crate) fn check(feed: &Feed, head: &Head, rows: &Quota, report: &mut Report) {
    let languages = feed.languages(None);
    feed.read_office(head, languages, report);
    let base = report.enter(&[Step::Key("booking")]);
    feed.merge_booking(
        &mut Booking::default(),
        head.part(Part::Booking),
        languages,
        report,
    );
    report.leave(base);
    for row in &rows.rows {
        let index = Step::Index(usize::from(row.index));
        let base = report.enter(&[Step::Key("quota"), index, Step::Key("booking")]);
        feed.merge_booking(&mut Booking::default(), row.booking, languages, report);
        report.leave(base);
        if let Some(event) = &row.event {
            let base = report.enter(&[Step::Key("quota"), index, Step::Key("event")]);
            feed.event_info(event, languages, report);
            report.leave(base);
        }
    }
}

impl Feed {
    /// An event with its texts.
    pub(crate) fn event_info(
        &self,
        event: &Event,
        languages: Languages<'_>,
        report: &mut Report,
    ) -> EventInfo {
        let text = |span| self.localized(languages, span);
        let mut info = EventInfo {
            id: String::from(&*event.id),
            name: Localized::id(&event.id),
            note: None,
            url: None,
        };
        let mut fields = Fields {
            reader: Reader::at(&self.text, event.span),
            report,
        };
        fields.each(&mut |fields, key| match key {
            "name" => {
                if let Some(name) = text(fields.text(key)) {
                    info.name = name;
                }
            }
            "note" => info.note = text(fields.text(key)),
            "url" => info.url = fields.link(key, self.base.as_deref()),
            _ => fields.skip(),
        });
        info
    }
}

/// What is nearer wins, where it says something.
fn replace<T>(outer: &mut Option<T>, inner: Option<T>) {
    if inner.is_some() {
        *outer = inner;
    }
}
