//! What an answer shows of an office: read from the text again for the few that are shown.
#![cfg_attr(
    target_arch = "wasm32",
    allow(
        clippy::useless_conversion,
        reason = "there an answer's parts are the JSON itself"
    )
)]

use super::Feed;
use super::envelope::lead_days;
use super::fields::{Fields, Release};
use super::head::{Head, Part};
use super::problem::{Report, Step};
use super::quota::{Event, Quota, Row};
use super::record::{Form, Record, whole};
use super::tables::{BOOKING, EVENT, NAMED, OFFICE};
use super::text::{Languages, Localized};
use super::{Booking, EventInfo, NamedId, OfficeInfo, Surcharge};
use crate::date::Closure;
use crate::json::{Json, Reader, Span};

impl Feed {
    /// An office as an answer shows it.
    pub(crate) fn office_info(&self, head: &Head, languages: Languages<'_>) -> OfficeInfo {
        let mut office = self.read_office(head, languages, &mut Report::silent());
        let zone = self.zones.get(usize::from(head.zone));
        office.set_text("id", &head.id);
        let name = self.localized(languages, head.part(Part::Name));
        office.set_localized("name", name.clone());
        if office.value("short").is_some_and(|short| short.is_empty()) {
            office.set_localized("short", name);
        }
        if head.position.is_none() {
            office.set("lat", Json::default());
            office.set("lon", Json::default());
        }
        office.set_text("time_zone", zone.map_or("", |zone| zone));
        office.set_span("observed_at", &self.text, self.observed(head).span);
        if let Some(release) = self.release(head) {
            if let Some(next) = release.next_at {
                office.set_span("next_release_at", &self.text, next.span);
            }
            office.set_localized("release_rule", self.localized(languages, release.rule));
        }
        office.json().into()
    }

    fn read_office(&self, head: &Head, languages: Languages<'_>, report: &mut Report) -> Record {
        let mut office = Record::new(OFFICE);
        office.known = head.part(Part::Quota);
        office.set_localized("exempt", self.localized(languages, self.envelope.exempt));
        office.set("closed", self.closures_json(&[], languages));
        self.read_record(&mut office, head.whole, languages, report);
        office
    }

    /// Reads an object that was stepped over before.
    pub(super) fn read_record(
        &self,
        record: &mut Record,
        span: Span,
        languages: Languages<'_>,
        report: &mut Report,
    ) {
        let Some(span) = span.some() else { return };
        let reader = Reader::at(&self.text, span);
        record.read(self, &mut Fields { reader, report }, languages);
    }

    /// The name that one of the envelope's lists has for an id, or the id in its place.
    pub(super) fn named_json(&self, list: &str, id: &str, languages: Languages<'_>) -> Json {
        let mut named = Record::new(NAMED);
        named.set_text("id", id);
        if let Some(span) = self.envelope.raw(list).some() {
            let report = &mut Report::silent();
            let reader = Reader::at(&self.text, span);
            let fields = &mut Fields { reader, report };
            let listed = self.records(fields, list, Form::Named, languages);
            let found = listed
                .into_iter()
                .find(|listed| listed.first() == named.first());
            named = found.unwrap_or(named);
        }
        named.json()
    }

    /// The name that one of the envelope's lists has for an id, or the id in its place.
    pub(crate) fn named_or_id(&self, list: &str, id: &str, languages: Languages<'_>) -> NamedId {
        self.named_json(list, id, languages).into()
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
        self.envelope.release
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
        let own = head.part(Part::Booking);
        self.booking_by(own, row.booking, row.lead_days, languages)
    }

    /// How to book at an office that has nothing to offer now; the feed's own way for an office that it does not have.
    ///
    /// Offers say it themselves.
    #[must_use]
    pub fn booking_at(&self, office_id: &str, lang: &str) -> Booking {
        let mut own = Span::default();
        for head in &self.heads {
            if *head.id == *office_id {
                own = head.part(Part::Booking);
            }
        }
        let lead = lead_days(&self.text, own).unwrap_or(self.envelope.lead_days);
        self.booking_by(own, Span::default(), lead, self.languages(Some(lang)))
    }

    /// The feed's way to book, and what an office and a row say otherwise.
    fn booking_by(
        &self,
        office: Span,
        row: Span,
        lead_days: u32,
        languages: Languages<'_>,
    ) -> Booking {
        let mut booking = Record::new(BOOKING);
        for span in [self.envelope.raw("booking"), office, row] {
            self.read_record(&mut booking, span, languages, &mut Report::silent());
        }
        booking.set("lead_days", whole(Some(lead_days)));
        booking.json().into()
    }

    /// An event with its texts.
    pub(crate) fn event_info(&self, event: &Event, languages: Languages<'_>) -> EventInfo {
        let mut record = Record::new(EVENT);
        record.set_text("id", &event.id);
        self.read_record(&mut record, event.span, languages, &mut Report::silent());
        record.json().into()
    }

    /// The name of an event, or its id in its place.
    pub(crate) fn event_name(&self, event: &Event, languages: Languages<'_>) -> Localized {
        let mut name = None;
        let mut fields = Fields {
            reader: Reader::at(&self.text, event.span),
            report: &mut Report::silent(),
        };
        fields.each(&mut |fields, key| match key {
            "name" => name = self.localized(languages, fields.text(key)),
            _ => fields.skip(),
        });
        name.unwrap_or_else(|| Localized::id(&event.id))
    }

    /// What a service costs on top, if it is listed and costs anything.
    pub(crate) fn surcharge_of(
        &self,
        service: &str,
        languages: Languages<'_>,
    ) -> Option<Surcharge> {
        let span = self.envelope.service(service)?.surcharge.some()?;
        let reader = Reader::at(&self.text, span);
        let report = &mut Report::silent();
        let surcharge = self.surcharge(&mut Fields { reader, report }, "", languages);
        (!surcharge.is_empty()).then(|| surcharge.into())
    }
}

/// Reports what is broken in the parts of an office that only its details need.
pub(crate) fn check(feed: &Feed, head: &Head, rows: &Quota, report: &mut Report) {
    let languages = feed.languages(None);
    feed.read_office(head, languages, report);
    let mut read = |path: &[Step<'_>], table, span| {
        let base = report.enter(path);
        feed.read_record(&mut Record::new(table), span, languages, report);
        report.leave(base);
    };
    read(&[Step::Key("booking")], BOOKING, head.part(Part::Booking));
    for row in &rows.rows {
        let path = |key| {
            let index = Step::Index(usize::from(row.index));
            [Step::Key("quota"), index, Step::Key(key)]
        };
        read(&path("booking"), BOOKING, row.booking);
        if let Some(event) = &row.event {
            read(&path("event"), EVENT, event.span);
        }
    }
}
