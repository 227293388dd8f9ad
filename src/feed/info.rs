//! What a feed says about itself, in one language.

use serde::Serialize;

use super::Feed;
use super::details::{Booking, NamedId};
use super::envelope::{Surcharge, surcharge};
use super::fields::Fields;
use super::problem::{Problem, Report, Step};
use super::text::{Languages, Localized};
use crate::calendar::Date;
use crate::json::Reader;
use crate::prelude::*;

/// Who publishes a feed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PublisherInfo {
    /// The publisher's name; empty if the feed has none.
    pub name: Localized,
    /// Its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where to report a wrong number: an address or a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Whether the publisher says that it is the authority itself.
    pub official: bool,
}

/// A thing that can be booked.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceInfo {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Localized,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Localized>,
    /// Whether it is asked for where a question names no service.
    pub is_default: bool,
    /// Working days until it is ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ready_days: Option<u32>,
    /// What to bring.
    pub bring: Vec<Localized>,
    /// What it costs on top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surcharge: Option<Surcharge>,
}

/// A notice to citizens.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AlertInfo {
    /// The notice.
    pub text: Localized,
    /// Where there is more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The first day on which it is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The ids of the offices that it is about; empty for all.
    pub offices: Vec<String>,
}

/// What a feed says about itself.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FeedInfo {
    /// The version of the format, such as `1.0`.
    pub version: String,
    /// When it was made, as written in the feed.
    pub generated_at: String,
    /// Seconds for which polling again is pointless.
    pub ttl: i64,
    /// Seconds after which to warn that the data is old.
    pub stale_after: i64,
    /// Seconds after which places are no longer called open.
    pub expires_after: i64,
    /// The language of plain texts (BCP 47).
    pub language: String,
    /// Whether the data is invented, for demonstration.
    pub sample: bool,
    /// Who publishes it.
    pub publisher: PublisherInfo,
    /// Its licence, by SPDX id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// Whom to name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Localized>,
    /// What can be booked.
    pub services: Vec<ServiceInfo>,
    /// Whether two services may count the same places.
    pub services_overlap: bool,
    /// The kinds of offices.
    pub kinds: Vec<NamedId>,
    /// The regions.
    pub regions: Vec<NamedId>,
    /// Notices.
    pub alerts: Vec<AlertInfo>,
    /// How many offices it has, those that fell not counted.
    pub offices: usize,
    /// What was left out, and why; absent where the feed was not read to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problems: Option<Vec<Problem>>,
}

impl Feed {
    /// What the feed says about itself, in the language asked for or the feed's own, without reading its quota.
    #[must_use]
    pub fn about(&self, lang: Option<&str>) -> FeedInfo {
        self.read_info(self.languages(lang), &mut Report::silent())
    }

    /// What the feed says about itself in its own language, and all its problems. This reads the whole feed.
    #[must_use]
    pub fn info(&self) -> FeedInfo {
        FeedInfo {
            problems: Some(self.problems()),
            ..self.about(None)
        }
    }

    pub(crate) fn read_info(&self, languages: Languages<'_>, report: &mut Report) -> FeedInfo {
        let envelope = &self.envelope;
        let mut fields = Fields {
            reader: Reader::new(&self.text),
            report,
        };
        let mut info = FeedInfo {
            version: envelope.version.clone(),
            generated_at: envelope.generated().0.to_owned(),
            ttl: envelope.ttl,
            stale_after: envelope.stale_after,
            expires_after: envelope.expires_after,
            language: envelope.language.clone(),
            services_overlap: envelope.services_overlap,
            offices: self.heads.len(),
            ..FeedInfo::default()
        };
        let text = |span| self.localized(languages, span);
        let base = self.base.as_deref();
        for key in ["sample", "license", "attribution", "publisher", "alerts"] {
            let Some(span) = envelope.raw(key).some() else {
                continue;
            };
            fields.reader.move_to(span);
            match key {
                "sample" => info.sample = fields.flag(key),
                "license" => info.license = fields.string(key),
                "attribution" => info.attribution = text(fields.text(key)),
                "alerts" => info.alerts = self.read_alerts(&mut fields, languages),
                _ => {
                    let publisher = &mut info.publisher;
                    let Some(span) = fields.object(key).some() else {
                        continue;
                    };
                    fields.nested(key, span, &mut |fields| {
                        fields.each(&mut |fields, key| match key {
                            "name" => publisher.name = text(fields.text(key)).unwrap_or_default(),
                            "url" => publisher.url = fields.link(key, base),
                            "contact" => publisher.contact = fields.string(key),
                            "official" => publisher.official = fields.flag(key),
                            _ => fields.skip(),
                        });
                    });
                }
            }
        }
        info.services = self.read_services(languages, fields.report);
        info.kinds = self.named_ids("kinds", languages, fields.report);
        info.regions = self.named_ids("regions", languages, fields.report);
        let path = fields.report.enter(&[Step::Key("booking")]);
        let booking = &mut Booking::default();
        self.merge_booking(booking, envelope.raw("booking"), languages, fields.report);
        fields.report.leave(path);
        info
    }

    fn read_services(&self, languages: Languages<'_>, report: &mut Report) -> Vec<ServiceInfo> {
        let text = |span| self.localized(languages, span);
        let mut list = Vec::new();
        for service in &self.envelope.services {
            let mut info = ServiceInfo {
                id: String::from(&*service.id),
                name: text(service.name).unwrap_or_else(|| Localized::id(&service.id)),
                is_default: service.is_default,
                ready_days: service.ready_days,
                surcharge: service.surcharge.clone(),
                ..ServiceInfo::default()
            };
            let path = report.enter(&[Step::Key("services"), Step::Index(service.index)]);
            let mut fields = Fields {
                reader: Reader::at(&self.text, service.whole),
                report,
            };
            fields.each(&mut |fields, key| match key {
                "description" => info.description = text(fields.text(key)),
                "bring" => info.bring = self.texts(fields, key, languages).unwrap_or_default(),
                // These were read when the feed was opened; here is told what is wrong with them.
                "name" => drop(text(fields.text(key))),
                "default" => drop(Some(fields.flag(key))),
                "ready_days" => drop(fields.days(key)),
                "surcharge" => drop(surcharge(fields, key)),
                _ => fields.skip(),
            });
            report.leave(path);
            list.push(info);
        }
        list
    }

    fn read_alerts(&self, fields: &mut Fields<'_, '_>, languages: Languages<'_>) -> Vec<AlertInfo> {
        let mut list = Vec::new();
        fields.items("alerts", &mut |fields, _| {
            let mut alert = AlertInfo::default();
            fields.each(&mut |fields, key| match key {
                "text" => {
                    let text = self.localized(languages, fields.text(key));
                    alert.text = text.unwrap_or_default();
                }
                "url" => alert.url = fields.link(key, self.base.as_deref()),
                "from" => alert.from = fields.date(key),
                "to" => alert.to = fields.date(key),
                "offices" => fields.items(key, &mut |fields, _| {
                    let id = fields.reader.text();
                    alert.offices.extend(id.map(alloc::borrow::Cow::into_owned));
                }),
                _ => fields.skip(),
            });
            if alert.text.text.is_empty() {
                fields.report.field(&[], "an alert with a `text`");
            } else {
                list.push(alert);
            }
        });
        list
    }

    /// One of the envelope's lists of ids with names.
    pub(crate) fn named_ids(
        &self,
        key: &str,
        languages: Languages<'_>,
        report: &mut Report,
    ) -> Vec<NamedId> {
        let mut list: Vec<NamedId> = Vec::new();
        let Some(span) = self.envelope.raw(key).some() else {
            return list;
        };
        let mut fields = Fields {
            reader: Reader::at(&self.text, span),
            report,
        };
        fields.items(key, &mut |fields, _| {
            let (mut id, mut name) = (None, None);
            fields.each(&mut |fields, key| match key {
                "id" => id = fields.id(key).map(String::from),
                "name" => name = self.localized(languages, fields.text(key)),
                _ => fields.skip(),
            });
            match id {
                Some(id) if list.iter().all(|other| other.id != id) => {
                    let name = name.unwrap_or_else(|| Localized::id(&id));
                    list.push(NamedId { id, name });
                }
                _ => fields.report.field(&[], "an entry with an id of its own"),
            }
        });
        list
    }
}
