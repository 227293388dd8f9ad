//! What a feed says about itself, in one language.

use serde::Serialize;

use super::Feed;
use super::details::NamedId;
use super::envelope::{Named, Service, Surcharge};
use super::problem::Problem;
use super::text::{Languages, Localized};
use crate::calendar::Date;

/// Who publishes a feed.
#[derive(Clone, Debug, Serialize)]
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
#[derive(Clone, Debug, Serialize)]
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
#[derive(Clone, Debug, Serialize)]
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
#[derive(Clone, Debug, Serialize)]
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
    /// What the feed says about itself, in the language asked for or the feed's own.
    #[must_use]
    pub fn about(&self, lang: Option<&str>) -> FeedInfo {
        let languages = self.languages(lang);
        let text = |span| self.localized(languages, span);
        let envelope = &self.envelope;
        let publisher = &envelope.publisher;
        FeedInfo {
            version: envelope.version.clone(),
            generated_at: envelope.generated().0.to_owned(),
            ttl: envelope.ttl,
            stale_after: envelope.stale_after,
            expires_after: envelope.expires_after,
            language: envelope.language.clone(),
            sample: envelope.sample,
            publisher: PublisherInfo {
                name: text(publisher.name).unwrap_or_default(),
                url: publisher.url.clone(),
                contact: publisher.contact.clone(),
                official: publisher.official,
            },
            license: envelope.license.clone(),
            attribution: text(envelope.attribution),
            services: envelope
                .services
                .iter()
                .map(|service| self.service_info(service, languages))
                .collect(),
            services_overlap: envelope.services_overlap,
            kinds: self.named_ids(&envelope.kinds, languages),
            regions: self.named_ids(&envelope.regions, languages),
            alerts: envelope
                .alerts
                .iter()
                .map(|alert| AlertInfo {
                    text: text(alert.text).unwrap_or_default(),
                    url: alert.url.clone(),
                    from: alert.from,
                    to: alert.to,
                    offices: alert.offices.iter().map(ToString::to_string).collect(),
                })
                .collect(),
            offices: self.heads.len(),
            problems: None,
        }
    }

    /// What the feed says about itself in its own language, and all its problems. This reads the whole feed.
    #[must_use]
    pub fn info(&self) -> FeedInfo {
        FeedInfo {
            problems: Some(self.problems()),
            ..self.about(None)
        }
    }

    fn named_ids(&self, list: &[Named], languages: Languages<'_>) -> Vec<NamedId> {
        list.iter()
            .map(|named| self.named_or_id(list, &named.id, languages))
            .collect()
    }

    fn service_info(&self, service: &Service, languages: Languages<'_>) -> ServiceInfo {
        let text = |span| self.localized(languages, span);
        ServiceInfo {
            id: service.id.to_string(),
            name: text(service.name).unwrap_or_else(|| Localized::id(&service.id)),
            description: text(service.description),
            is_default: service.is_default,
            ready_days: service.ready_days,
            bring: service.bring.iter().copied().filter_map(text).collect(),
            surcharge: service.surcharge.clone(),
        }
    }
}
