//! Describes a feed, its offices and services in one language, for answers.
//!
//! Reads the feed's text again, for the few offices that an answer shows. What is wrong with a field goes to a
//! report, and the field's default takes its place.

use crate::feed::base::Base;
use crate::feed::envelope::{NamedList, Service};
use crate::feed::fields::{Closed, Fields};
use crate::feed::head::{Head, Part};
use crate::feed::info::{
    AlertInfo, Booking, EventInfo, FeedInfo, NamedId, OfficeClosure, OfficeInfo, PublisherInfo,
    ServiceInfo, Surcharge,
};
use crate::feed::open::Feed;
use crate::feed::problem::{Report, Step};
use crate::feed::quota::Row;
use crate::feed::row::Event;
use crate::feed::text::{Languages, Localized};
use crate::geo::Position;
use crate::json::{Reader, Span};
use crate::vocabulary::Expected;

/// A feed and the languages in which it is described.
#[derive(Clone, Copy)]
pub(crate) struct Description<'f> {
    feed: &'f Feed,
    languages: Languages<'f>,
}

impl Feed {
    /// What the feed says about itself, in the language asked for or the feed's own, without reading its quota:
    /// its problems are those that opening found, every office that was left out among them.
    #[must_use]
    pub fn about(&self, lang: Option<&str>) -> FeedInfo {
        FeedInfo {
            problems: self.problems_of_opening(),
            ..self.describe(lang).feed(&mut Report::silent())
        }
    }

    /// How to book at an office that has nothing to offer now; the feed's own way for an office that it does not have.
    ///
    /// Offers say it themselves.
    #[must_use]
    pub fn booking_at(&self, office_id: &str, lang: &str) -> Booking {
        let head = self.heads.iter().find(|head| *head.id == *office_id);
        let own = head.map_or_else(Span::default, |head| head.part(Part::Booking));
        self.describe(Some(lang)).booking_by(own, Span::default())
    }

    /// The feed in the language asked for, or in its own.
    pub(crate) fn describe<'f>(&'f self, lang: Option<&'f str>) -> Description<'f> {
        Description {
            feed: self,
            languages: self.languages(lang),
        }
    }
}

impl<'f> Description<'f> {
    /// An office.
    pub fn office(self, head: &Head) -> OfficeInfo {
        self.read_office(head, &mut Report::silent())
    }

    /// An office; what is wrong with its fields goes to the report.
    pub fn read_office(self, head: &Head, report: &mut Report) -> OfficeInfo {
        let feed = self.feed;
        let name = self
            .localized(head.part(Part::Name))
            .unwrap_or_else(|| Localized::id(&head.id));
        let zone = feed.zones.get(usize::from(head.zone));
        let mut office = OfficeInfo {
            id: head.id.clone(),
            name: name.clone(),
            time_zone: zone.cloned().unwrap_or_default(),
            lat: head.position.map(Position::lat),
            lon: head.position.map(Position::lon),
            observed_at: feed.time_text(feed.observed(head)),
            exempt: self.localized(feed.envelope.exempt),
            ..OfficeInfo::default()
        };
        let (mut short, mut closed) = (None, Vec::new());
        let quota = head.part(Part::Quota);
        self.each(head.whole, report, &mut |fields, key| match key {
            "short" => short = self.localized(fields.text(key)),
            "kind" => office.kind = self.named_field(fields, key, &feed.envelope.kinds),
            "region" => office.region = self.named_field(fields, key, &feed.envelope.regions),
            "parent" => office.parent = owned(fields.id(key)),
            "address" => office.address = owned(fields.string(key)),
            "approx_km" => {
                office.approx_km = fields.number(key, Expected::Distance, |n| n >= 0.0);
            }
            "phone" => office.phone = owned(fields.string(key)),
            "whatsapp" => office.whatsapp = owned(fields.string(key)),
            "url" => office.url = fields.link(key, self.base()),
            "notes" => office.notes = self.texts(fields, key).unwrap_or_default(),
            "exempt" => {
                if let Some(exempt) = self.localized(fields.text(key)) {
                    office.exempt = Some(exempt);
                }
            }
            "closed" => closed = fields.closures(key),
            // The release is known; reading it again reports what is wrong with it.
            "release" => _ = fields.release(key),
            // Quota is most of an office's text and was stepped over before.
            "quota" if fields.reader.start() == quota.start as usize => {
                fields.reader.move_behind(quota);
            }
            _ => fields.skip(),
        });
        office.short = short.unwrap_or(name);
        office.closed = feed
            .envelope
            .closed
            .iter()
            .chain(&closed)
            .map(|closed| self.closure(closed))
            .collect();
        if let Some(release) = feed.release(head) {
            office.next_release_at = release.next_at.map(|next| feed.time_text(next));
            office.release_rule = self.localized(release.rule);
        }
        office
    }

    /// How to book a row of an office.
    pub fn booking(self, head: &Head, row: &Row) -> Booking {
        let booking = self.booking_by(head.part(Part::Booking), row.booking);
        Booking {
            lead_days: row.lead_days,
            ..booking
        }
    }

    /// The feed's way to book, and what an office and a row say otherwise.
    fn booking_by(self, office: Span, row: Span) -> Booking {
        let mut booking = Booking::default();
        for span in [self.feed.envelope.raw("booking"), office, row] {
            self.read_booking(&mut booking, span, &mut Report::silent());
        }
        booking
    }

    /// Reads a booking object: what it says goes before what was there.
    pub fn read_booking(self, booking: &mut Booking, span: Span, report: &mut Report) {
        let mut own = Booking::default();
        let (mut lead_days, mut steps) = (None, None);
        self.each(span, report, &mut |fields, key| match key {
            "web" => own.web = fields.link(key, self.base()),
            "android" => own.android = fields.link(key, self.base()),
            "ios" => own.ios = fields.link(key, self.base()),
            "phone" => own.phone = owned(fields.string(key)),
            "lead_days" => lead_days = fields.days(key),
            "max_party" => own.max_party = fields.people(key),
            "steps" => steps = self.texts(fields, key),
            "office_label" => own.office_label = self.localized(fields.text(key)),
            _ => fields.skip(),
        });
        let before = std::mem::take(booking);
        *booking = Booking {
            web: own.web.or(before.web),
            android: own.android.or(before.android),
            ios: own.ios.or(before.ios),
            phone: own.phone.or(before.phone),
            lead_days: lead_days.unwrap_or(before.lead_days),
            max_party: own.max_party.or(before.max_party),
            steps: steps.unwrap_or(before.steps),
            office_label: own.office_label.or(before.office_label),
        };
    }

    /// An event.
    pub fn event(self, event: &Event) -> EventInfo {
        self.read_event(event, &mut Report::silent())
    }

    /// An event; what is wrong with its fields goes to the report.
    pub fn read_event(self, event: &Event, report: &mut Report) -> EventInfo {
        let mut info = EventInfo {
            id: event.id.clone(),
            ..EventInfo::default()
        };
        let mut name = None;
        self.each(event.span, report, &mut |fields, key| match key {
            "name" => name = self.localized(fields.text(key)),
            "note" => info.note = self.localized(fields.text(key)),
            "url" => info.url = fields.link(key, self.base()),
            _ => fields.skip(),
        });
        info.name = name.unwrap_or_else(|| Localized::id(&event.id));
        info
    }

    /// The name of a service, or its id in its place.
    pub fn service_name(self, id: &str) -> Localized {
        let service = self.feed.envelope.service(id);
        let name = service.and_then(|service| self.localized(service.name));
        name.unwrap_or_else(|| Localized::id(id))
    }

    /// What a service costs on top, if it is listed and costs anything.
    pub fn surcharge(self, service: &str) -> Option<Surcharge> {
        let span = self.feed.envelope.service(service)?.surcharge.some()?;
        self.read_surcharge(span, &mut Report::silent())
    }

    /// The name of a region, or its id in its place.
    pub fn region(self, id: &str) -> NamedId {
        self.named(id, &self.feed.envelope.regions)
    }

    /// What the feed says about itself.
    pub fn feed(self, report: &mut Report) -> FeedInfo {
        let envelope = &self.feed.envelope;
        let mut info = FeedInfo {
            version: envelope.version.clone(),
            generated_at: self.feed.time_text(envelope.generated()),
            ttl: envelope.ttl,
            stale_after: envelope.stale_after,
            expires_after: envelope.expires_after,
            language: envelope.language.clone(),
            services_overlap: envelope.services_overlap,
            offices: self.feed.heads.len(),
            ..FeedInfo::default()
        };
        let mut fields = Fields {
            reader: Reader::new(&self.feed.text),
            report,
        };
        for &(key, span) in envelope.raw_fields() {
            fields.reader.move_to(span);
            match key {
                "sample" => info.sample = fields.flag(key),
                "license" => info.license = owned(fields.string(key)),
                "attribution" => info.attribution = self.localized(fields.text(key)),
                "publisher" => {
                    if let Some(span) = fields.object(key).some() {
                        let path = fields.report.enter(&[Step::Key(key)]);
                        info.publisher = self.publisher(span, fields.report);
                        fields.report.leave(path);
                    }
                }
                "alerts" => info.alerts = self.alerts(&mut fields, key),
                "kinds" => info.kinds = self.named_list(&NamedList::read(&mut fields, key)),
                "regions" => info.regions = self.named_list(&NamedList::read(&mut fields, key)),
                _ => {}
            }
        }
        let report = fields.report;
        info.services = envelope
            .services
            .iter()
            .map(|service| self.service(service, report))
            .collect();
        let path = report.enter(&[Step::Key("booking")]);
        self.read_booking(&mut Booking::default(), envelope.raw("booking"), report);
        report.leave(path);
        info
    }

    fn publisher(self, span: Span, report: &mut Report) -> PublisherInfo {
        let mut publisher = PublisherInfo::default();
        self.each(span, report, &mut |fields, key| match key {
            "name" => {
                publisher.name = self.localized(fields.text(key)).unwrap_or_default();
            }
            "url" => publisher.url = fields.link(key, self.base()),
            "contact" => publisher.contact = owned(fields.string(key)),
            "official" => publisher.official = fields.flag(key),
            _ => fields.skip(),
        });
        publisher
    }

    /// Alerts; those without a text are left out.
    fn alerts(self, fields: &mut Fields<'_, '_>, key: &str) -> Vec<AlertInfo> {
        let mut list = Vec::new();
        fields.items(key, &mut |fields, _| {
            let mut alert = AlertInfo::default();
            let mut text = None;
            fields.each(&mut |fields, key| match key {
                "text" => text = self.localized(fields.text(key)),
                "url" => alert.url = fields.link(key, self.base()),
                "from" => alert.from = fields.date(key),
                "to" => alert.to = fields.date(key),
                "offices" => alert.offices = strings(fields, key),
                _ => fields.skip(),
            });
            match text {
                Some(text) => list.push(AlertInfo { text, ..alert }),
                None => fields.report.field(&[], Expected::Alert),
            }
        });
        list
    }

    fn service(self, service: &Service, report: &mut Report) -> ServiceInfo {
        let mut info = ServiceInfo {
            id: service.id.to_string(),
            name: self.service_name(&service.id),
            is_default: service.is_default,
            ready_days: service.ready_days,
            ..ServiceInfo::default()
        };
        let path = report.enter(&[Step::Key("services"), Step::Index(service.index)]);
        self.each(service.whole, report, &mut |fields, key| match key {
            "name" => _ = fields.text(key),
            "description" => info.description = self.localized(fields.text(key)),
            "default" => _ = fields.flag(key),
            "ready_days" => _ = fields.days(key),
            "bring" => info.bring = self.texts(fields, key).unwrap_or_default(),
            "surcharge" => {
                info.surcharge = fields.object(key).some().and_then(|span| {
                    let path = fields.report.enter(&[Step::Key(key)]);
                    let surcharge = self.read_surcharge(span, fields.report);
                    fields.report.leave(path);
                    surcharge
                });
            }
            _ => fields.skip(),
        });
        report.leave(path);
        info
    }

    fn read_surcharge(self, span: Span, report: &mut Report) -> Option<Surcharge> {
        let (mut amount, mut currency, mut per) = (None, None, None);
        self.each(span, report, &mut |fields, key| match key {
            "amount" => amount = fields.number(key, Expected::Amount, |n| n >= 0.0),
            "currency" => currency = owned(fields.string(key)),
            "per" => per = owned(fields.string(key)),
            _ => fields.skip(),
        });
        let Some((amount, currency)) = amount.zip(currency) else {
            report.field(&[], Expected::Surcharge);
            return None;
        };
        Some(Surcharge {
            amount,
            currency,
            per: per.unwrap_or_else(|| String::from("person")),
        })
    }

    fn closure(self, closed: &Closed) -> OfficeClosure {
        let (from, to) = closed.days;
        OfficeClosure {
            from,
            to,
            reason: self.localized(closed.reason),
        }
    }

    /// The kind or region that an office names.
    fn named_field(
        self,
        fields: &mut Fields<'_, '_>,
        key: &str,
        list: &NamedList,
    ) -> Option<NamedId> {
        fields.id(key).map(|id| self.named(&id, list))
    }

    fn named(self, id: &str, list: &NamedList) -> NamedId {
        let name = list.name(id).and_then(|name| self.localized(name));
        NamedId {
            id: id.to_owned(),
            name: name.unwrap_or_else(|| Localized::id(id)),
        }
    }

    fn named_list(self, list: &NamedList) -> Vec<NamedId> {
        list.ids().map(|id| self.named(id, list)).collect()
    }

    fn localized(self, span: Span) -> Option<Localized> {
        self.feed.localized(self.languages, span)
    }

    /// A list of texts; `None` if the value is no list.
    fn texts(self, fields: &mut Fields<'_, '_>, key: &str) -> Option<Vec<Localized>> {
        let spans = fields.texts(key)?;
        let texts = spans.into_iter().filter_map(|span| self.localized(span));
        Some(texts.collect())
    }

    fn base(self) -> Option<&'f dyn Base> {
        self.feed.base.as_deref()
    }

    /// Reads each field of the object at a span, if there is one; `read` takes exactly one value for each key.
    fn each(
        self,
        span: Span,
        report: &mut Report,
        read: &mut dyn FnMut(&mut Fields<'f, '_>, &str),
    ) {
        let Some(span) = span.some() else { return };
        let reader = Reader::at(&self.feed.text, span);
        Fields { reader, report }.each(read);
    }
}

fn owned(text: Option<std::borrow::Cow<'_, str>>) -> Option<String> {
    text.map(std::borrow::Cow::into_owned)
}

/// The strings of a list; what is no string is left out.
fn strings(fields: &mut Fields<'_, '_>, key: &str) -> Vec<String> {
    let mut list = Vec::new();
    fields.items(key, &mut |fields, _| {
        list.extend(owned(fields.reader.text()));
    });
    list
}
