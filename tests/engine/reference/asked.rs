//! Interprets a query: its fields with their defaults, and whether an office, a service, a channel, an event, a session
//! or a day passes them.

use chrono::NaiveDate;
use serde_json::Value;

use super::days::{clock, date, weekday};
use super::model::{Feed, Office, Row, list};

/// A valid query of a ranking, a board or a summary.
#[derive(Clone)]
pub struct Query<'a> {
    pub near: Option<(f64, f64)>,
    pub within_km: Option<f64>,
    pub services: Vec<&'a str>,
    pub channels: Vec<&'a str>,
    pub offices: Vec<&'a str>,
    pub kinds: Vec<&'a str>,
    pub region: Option<&'a str>,
    pub party: u64,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub needed_by: Option<NaiveDate>,
    pub weekdays: Vec<u64>,
    pub session_from: Option<u32>,
    pub session_to: Option<u32>,
    pub same_session: bool,
    pub events: &'a str,
    pub show_expired: bool,
    pub sort: &'a str,
    pub group_by_office: bool,
    pub limit: usize,
    pub km_per_day: f64,
    pub risk_days: f64,
    pub lang: Option<&'a str>,
}

impl<'a> Query<'a> {
    /// Reads a valid query.
    pub fn read(raw: &'a Value) -> Self {
        // "an empty list means absent"
        let strings = |name: &str| -> Vec<&'a str> {
            list(&raw[name]).iter().filter_map(Value::as_str).collect()
        };
        let day = |name: &str| raw[name].as_str().map(date);
        Query {
            near: raw["near"]["lat"].as_f64().zip(raw["near"]["lon"].as_f64()),
            within_km: raw["withinKm"].as_f64(),
            services: strings("services"),
            channels: strings("channels"),
            offices: strings("offices"),
            kinds: strings("kinds"),
            region: raw["region"].as_str(),
            party: raw["party"].as_u64().unwrap_or(1),
            from: day("from"),
            to: day("to"),
            needed_by: day("neededBy"),
            weekdays: list(&raw["weekdays"])
                .iter()
                .filter_map(Value::as_u64)
                .collect(),
            session_from: raw["sessionFrom"].as_str().map(clock),
            session_to: raw["sessionTo"].as_str().map(clock),
            same_session: raw["sameSession"] == true,
            events: raw["events"].as_str().unwrap_or("include"),
            show_expired: raw["expired"] == "show",
            sort: raw["sort"].as_str().unwrap_or("best"),
            group_by_office: raw["group"] != "none",
            limit: usize::try_from(raw["limit"].as_u64().unwrap_or(20)).unwrap(),
            km_per_day: raw["kmPerDay"].as_f64().unwrap_or(20.0),
            risk_days: raw["riskDays"].as_f64().unwrap_or(7.0),
            lang: raw["lang"].as_str(),
        }
    }

    /// "the office passes `offices`, `kinds`, `region`": every filter of offices except the radius.
    pub fn passes_office(&self, office: &Office) -> bool {
        let listed = |wanted: &[&str], value: &Value| {
            value.as_str().is_some_and(|value| wanted.contains(&value))
        };
        (self.offices.is_empty() || self.offices.contains(&office.id))
            && (self.kinds.is_empty() || listed(&self.kinds, &office.raw["kind"]))
            && self
                .region
                .is_none_or(|region| office.raw["region"] == region)
    }

    /// Kilometres to an office; "absent without `near` or without coordinates".
    pub fn distance(&self, office: &Office) -> Option<f64> {
        Some(great_circle_km(self.near?, office.position?))
    }

    /// "`withinKm` leaves [offices of unknown distance] out".
    pub fn within(&self, office: &Office, radius: Option<f64>) -> bool {
        radius.is_none_or(|radius| {
            self.distance(office)
                .is_some_and(|distance| distance <= radius)
        })
    }

    /// "Without `services` the services marked `default` are asked (all, if none is)".
    pub fn asks_service(&self, feed: &Feed, service: &str) -> bool {
        if self.services.is_empty() {
            !left_out_by_default(feed, service)
        } else {
            self.services.contains(&service)
        }
    }

    /// "without `channels`, all but `walk_in`".
    pub fn asks_channel(&self, channel: &str) -> bool {
        if self.channels.is_empty() {
            channel != "walk_in"
        } else {
            self.channels.contains(&channel)
        }
    }

    /// "What is left out by these two defaults alone": neither service nor channel is refused by the query's own words.
    pub fn left_out_by_defaults_alone(&self, feed: &Feed, service: &str, channel: &str) -> bool {
        let service_may = self.services.is_empty() || self.services.contains(&service);
        let channel_may = self.channels.is_empty() || self.channels.contains(&channel);
        service_may
            && channel_may
            && !(self.asks_service(feed, service) && self.asks_channel(channel))
    }

    /// `events`: "include" | "only" | "exclude".
    pub fn asks_event(&self, event: Option<&str>) -> bool {
        match self.events {
            "only" => event.is_some(),
            "exclude" => event.is_none(),
            _ => true,
        }
    }

    /// "session (`start >= sessionFrom`, `end <= sessionTo`; rows without session only when neither is given ...)".
    pub fn asks_session(&self, row: &Row) -> bool {
        match row.session {
            Some((start, end)) => {
                self.session_from.is_none_or(|from| start >= from)
                    && self.session_to.is_none_or(|to| end <= to)
            }
            None => self.session_from.is_none() && self.session_to.is_none(),
        }
    }

    /// "A row matches by service, channel, `events`, and session".
    pub fn matches(&self, feed: &Feed, row: &Row) -> bool {
        self.asks_service(feed, row.service)
            && self.asks_channel(row.channel)
            && self.asks_event(row.event)
            && self.asks_session(row)
    }

    /// "date `>= from`, `<= to`, weekday asked for, `readyOn < neededBy`".
    pub fn asks_day(&self, feed: &Feed, office: &Office, service: &str, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| day >= from)
            && self.to.is_none_or(|to| day <= to)
            && self.asks_weekday(day)
            && self.ready_in_time(feed, office, service, day)
    }

    /// "`weekdays[]` (1 = Monday .. 7)".
    pub fn asks_weekday(&self, day: NaiveDate) -> bool {
        self.weekdays.is_empty() || self.weekdays.contains(&u64::from(weekday(day)))
    }

    /// "`readyOn < neededBy` (ready at least the day before)".
    pub fn ready_in_time(
        &self,
        feed: &Feed,
        office: &Office,
        service: &str,
        day: NaiveDate,
    ) -> bool {
        self.needed_by
            .is_none_or(|needed| feed.ready_on(office, service, day) < needed)
    }
}

/// Left out when the query names no service: not marked `default` where at least one is.
fn left_out_by_default(feed: &Feed, service: &str) -> bool {
    let defaults = feed.default_services();
    !defaults.is_empty() && !defaults.contains(&service)
}

/// "great circle (haversine), R = 6371.0088 km; rounded to 0.001".
fn great_circle_km(one: (f64, f64), other: (f64, f64)) -> f64 {
    let half_sine_squared = |degrees: f64| {
        let sine = libm::sin(degrees.to_radians() / 2.0);
        sine * sine
    };
    let cosines = libm::cos(one.0.to_radians()) * libm::cos(other.0.to_radians());
    let h = half_sine_squared(other.0 - one.0) + cosines * half_sine_squared(other.1 - one.1);
    let km = 2.0 * 6371.0088 * libm::asin(libm::sqrt(h.min(1.0)));
    (km * 1e3).round() / 1e3
}
