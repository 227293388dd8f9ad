//! The tables of what answers tell in a feed's own words.

use super::record::{Form, Table};

/// What a feed says about itself.
pub(super) const INFO: Table = &[
    ("version", Form::Set),
    ("generated_at", Form::Set),
    ("ttl", Form::Set),
    ("stale_after", Form::Set),
    ("expires_after", Form::Set),
    ("language", Form::Set),
    ("sample", Form::Flag),
    ("license", Form::Text),
    ("attribution", Form::Localized),
    ("publisher", Form::Publisher),
    ("alerts", Form::Alerts),
    ("services", Form::Set),
    ("services_overlap", Form::Set),
    ("kinds", Form::Named),
    ("regions", Form::Named),
    ("offices", Form::Set),
];

pub(super) const NAMED: Table = &[("id", Form::Id), ("name", Form::Name)];

pub(super) const PUBLISHER: Table = &[
    ("name", Form::Title),
    ("url", Form::Link),
    ("contact", Form::Text),
    ("official", Form::Flag),
];

pub(super) const SERVICE: Table = &[
    ("id", Form::Set),
    ("name", Form::Name),
    ("description", Form::Localized),
    ("is_default", Form::Set),
    ("default", Form::UntoldFlag),
    ("ready_days", Form::Days),
    ("bring", Form::Texts),
    ("surcharge", Form::Surcharge),
];

pub(super) const SURCHARGE: Table = &[
    ("amount", Form::Amount),
    ("currency", Form::Text),
    ("per", Form::Text),
];

pub(super) const ALERT: Table = &[
    ("text", Form::Localized),
    ("url", Form::Link),
    ("from", Form::Date),
    ("to", Form::Date),
    ("offices", Form::Strings),
];

pub(super) const OFFICE: Table = &[
    ("id", Form::Set),
    ("name", Form::Set),
    ("short", Form::Localized),
    ("kind", Form::Kind),
    ("region", Form::Region),
    ("parent", Form::Id),
    ("address", Form::Text),
    ("lat", Form::Degrees),
    ("lon", Form::Degrees),
    ("approx_km", Form::Kilometres),
    ("time_zone", Form::Set),
    ("phone", Form::Text),
    ("whatsapp", Form::Text),
    ("url", Form::Link),
    ("notes", Form::Texts),
    ("exempt", Form::Localized),
    ("closed", Form::Closures),
    ("release", Form::UntoldRelease),
    ("next_release_at", Form::Set),
    ("release_rule", Form::Set),
    ("observed_at", Form::Set),
];

pub(super) const CLOSURE: Table = &[
    ("from", Form::Set),
    ("to", Form::Set),
    ("reason", Form::Set),
];

pub(super) const BOOKING: Table = &[
    ("web", Form::Link),
    ("android", Form::Link),
    ("ios", Form::Link),
    ("phone", Form::Text),
    ("lead_days", Form::Days),
    ("max_party", Form::People),
    ("steps", Form::Texts),
    ("office_label", Form::Localized),
];

pub(super) const EVENT: Table = &[
    ("id", Form::Set),
    ("name", Form::Name),
    ("note", Form::Localized),
    ("url", Form::Link),
];
