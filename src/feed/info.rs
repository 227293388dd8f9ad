//! What answers show of a feed, its offices and services: the types, in one language, ready for serde.

use serde::Serialize;

use crate::date::Date;
use crate::feed::problem::Problem;
use crate::feed::text::Localized;

/// An id and its name; the id again where the feed does not list it.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
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
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
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

/// Who publishes a feed.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
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
#[serde(rename_all = "camelCase")]
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
    /// The attribution.
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
    /// How many offices it has, without those that were left out.
    pub offices: usize,
    /// What was left out, and why; where the feed was not read to its end, only what opening found.
    pub problems: Vec<Problem>,
}

/// What a service costs on top.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Surcharge {
    /// In units of the currency.
    pub amount: f64,
    /// ISO 4217 code.
    pub currency: String,
    /// What it is paid for: `person`.
    pub per: String,
}
