//! Lists the offices of a sample: the real ones of East Java first, then invented ones in every kabupaten and kota in
//! turn.
//!
//! Facts of real offices come from `offices.json`, their invented behaviour from `invented.json`. Invented offices are
//! near places of the gazetteer, and their names call them a sample.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use slot_finder::Date;

use super::character::{Channel, Character, Known};
use super::days::Days;
use super::quota::{self, Calendar, EventText, Row};
use super::random::Random;
use slot_publisher::failure::Failure;

const GAZETTEER: &str = include_str!("../../shared/places.json");
const EAST_JAVA: &str = "ID-JI";
/// The zone that the feed names for all offices.
pub const FEED_ZONE: &str = "Asia/Jakarta";
/// The most characters of `short`.
const SHORT: usize = 24;
/// How far an invented office may be from the middle of its place, in ten-thousandths of a degree.
const SPREAD: u32 = 1_500;

/// An office as written to the feed.
#[derive(Serialize)]
pub struct Office<'a> {
    id: Cow<'a, str>,
    name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    short: Option<Cow<'a, str>>,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    region: &'a str,
    lat: f64,
    lon: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    approx_km: Option<&'a serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_zone: Option<&'a str>,
    aliases: [&'a str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    booking: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    release: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    observed_at: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    closed: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Value>,
    quota: Vec<Row<'a>>,
}

#[derive(Deserialize)]
struct Facts {
    attribution: Value,
    offices: Vec<Fact>,
}

#[derive(Deserialize)]
struct Fact {
    id: String,
    name: String,
    short: String,
    kind: String,
    city: String,
    parent: Option<String>,
    address: Option<String>,
    lat: f64,
    lon: f64,
    approx_km: Option<serde_json::Number>,
    daily: Option<u32>,
    note: Option<Value>,
}

#[derive(Deserialize)]
struct Province {
    name: String,
    en: String,
    region: String,
    zone: String,
}

#[derive(Deserialize)]
struct Gazetteer {
    name: Vec<String>,
    parent: Vec<i32>,
    kind: Vec<String>,
    lat: Vec<i32>,
    lon: Vec<i32>,
}

/// A kabupaten or kota with invented offices nearby.
struct Town {
    name: String,
    is_city: bool,
    province: usize,
    lat: i32,
    lon: i32,
}

/// Words about offices for the feed's envelope.
#[derive(Deserialize)]
pub struct OfficeText {
    /// The closed day of one office.
    pub office_closed: Value,
    /// Paspor Simpatik.
    pub event: EventText,
    /// How offices open quota twice a month.
    pub release_twice: Value,
}

/// The source of offices.
pub struct Source {
    facts: Facts,
    characters: BTreeMap<String, Character>,
    provinces: Vec<Province>,
    towns: Vec<Town>,
    seed: u64,
    text: OfficeText,
}

impl Source {
    /// Reads the built-in data; the gazetteer only if more than the real offices are wanted.
    ///
    /// # Errors
    /// If the built-in data is broken.
    pub fn new(offices: Option<usize>, seed: u64, text: OfficeText) -> Result<Self, Failure> {
        let facts: Facts = serde_json::from_str(include_str!("offices.json"))?;
        let provinces: Vec<Province> = serde_json::from_str(slot_publisher::build::PROVINCES)?;
        let towns = match offices {
            Some(n) if n > facts.offices.len() => {
                towns(&serde_json::from_str(GAZETTEER)?, &provinces)
            }
            _ => Vec::new(),
        };
        let characters = serde_json::from_str(include_str!("invented.json"))?;
        Ok(Self {
            facts,
            characters,
            provinces,
            towns,
            seed,
            text,
        })
    }

    /// The number of real offices.
    pub fn real(&self) -> usize {
        self.facts.offices.len()
    }

    /// The source of the facts.
    pub fn attribution(&self) -> &Value {
        &self.facts.attribution
    }

    /// The regions of the first `count` offices, each with its name.
    pub fn regions(&self, count: usize) -> Vec<Value> {
        let invented = count.saturating_sub(self.real()).min(self.towns.len());
        let mut used: Vec<_> = self
            .towns
            .iter()
            .take(invented)
            .map(|town| town.province)
            .collect();
        used.dedup();
        let regions = self.provinces.iter().enumerate();
        regions
            .filter(|(index, province)| province.region == EAST_JAVA || used.contains(index))
            .map(|(_, province)| json!({"id": province.region, "name": {"id": province.name, "en": province.en}}))
            .collect()
    }

    /// The first `count` offices, one by one, each with the first services of `services`, or all of them if `all`.
    pub fn offices<'a>(
        &'a self,
        count: usize,
        services: &'a [String],
        all: bool,
        days: &'a Days,
    ) -> impl Iterator<Item = Office<'a>> {
        let real = self.facts.offices.iter().take(count).enumerate();
        let real =
            real.map(move |(index, fact)| self.real_office(index, fact, services, all, days));
        let invented = (self.real()..count).zip(self.towns.iter().cycle());
        let invented =
            invented.map(move |(index, town)| self.invented_office(index, town, services, days));
        real.chain(invented)
    }

    fn real_office<'a>(
        &'a self,
        index: usize,
        fact: &'a Fact,
        services: &'a [String],
        all: bool,
        days: &'a Days,
    ) -> Office<'a> {
        let mut character = self.characters.get(&fact.id).cloned().unwrap_or_default();
        if all {
            character.services = None;
        }
        let mut random = Random::of_office(self.seed, index);
        let mut office = Office {
            id: Cow::Borrowed(&fact.id),
            name: Cow::Borrowed(&fact.name),
            short: Some(Cow::Borrowed(&fact.short)),
            kind: &fact.kind,
            parent: fact.parent.as_deref(),
            address: fact.address.as_deref(),
            region: EAST_JAVA,
            lat: fact.lat,
            lon: fact.lon,
            approx_km: fact.approx_km.as_ref(),
            time_zone: None,
            aliases: [&fact.city],
            booking: Some(json!({"office_label": fact.name})),
            release: None,
            observed_at: None,
            closed: Vec::new(),
            notes: fact.note.iter().cloned().collect(),
            quota: Vec::new(),
        };
        if let Some(km) = &fact.approx_km {
            let comma = km.to_string().replace('.', ",");
            office.notes.push(json!({
                "id": format!("Letak di peta perkiraan, bisa meleset {comma} km."),
                "en": format!("The position is approximate, it may be {km} km off."),
            }));
        }
        self.fill(
            &mut office,
            &character,
            fact.daily,
            services,
            days,
            &mut random,
        );
        office
    }

    fn invented_office<'a>(
        &'a self,
        index: usize,
        town: &'a Town,
        services: &'a [String],
        days: &'a Days,
    ) -> Office<'a> {
        let mut random = Random::of_office(self.seed, index);
        let number = (index - self.real()) / self.towns.len() + 1;
        let bare = town
            .name
            .split_once(' ')
            .map_or(town.name.as_str(), |(_, bare)| bare);
        let short = format!("{bare} {number}");
        let province = self.provinces.get(town.province);
        let zone = province.map_or(FEED_ZONE, |province| &province.zone);
        let mut office = Office {
            id: Cow::Owned(format!("contoh-{index}")),
            booking: None,
            name: Cow::Owned(format!("Kantor Contoh {} {number}", town.name)),
            short: (short.chars().count() <= SHORT).then_some(Cow::Owned(short)),
            kind: "kanim",
            parent: None,
            address: None,
            region: province.map_or(EAST_JAVA, |province| &province.region),
            lat: near(town.lat, &mut random),
            lon: near(town.lon, &mut random),
            approx_km: None,
            time_zone: (zone != FEED_ZONE).then_some(zone),
            aliases: [&town.name],
            release: None,
            observed_at: None,
            closed: Vec::new(),
            notes: Vec::new(),
            quota: Vec::new(),
        };
        let character = invent(town.is_city, &mut random);
        let daily = (random.below(23) + 2) * 10;
        self.fill(
            &mut office,
            &character,
            Some(daily),
            services,
            days,
            &mut random,
        );
        office
    }

    /// Applies an office's character to the days: closed days, quota, the age of its data and its released days.
    fn fill<'a>(
        &'a self,
        office: &mut Office<'a>,
        character: &Character,
        daily: Option<u32>,
        services: &'a [String],
        days: &'a Days,
        random: &mut Random,
    ) {
        let release = if character.twice {
            days.twice
        } else {
            days.monthly
        };
        // The first working day a few days ahead, within the released days.
        let closed = character
            .closed_day
            .then(|| days.working_from(days.start.plus(3)));
        if let Some(date) = closed {
            office
                .closed
                .push(json!({"from": date, "to": date, "reason": self.text.office_closed}));
        }
        if character.twice {
            office.release =
                Some(json!({"next_at": at_nine(release.next), "rule": self.text.release_twice}));
        }
        if character.stale_hours > 0 {
            office.observed_at = Some(days.hours_before(character.stale_hours));
        }
        let calendar = Calendar {
            days,
            last: release.last,
            closed,
        };
        office.quota = quota::rows(character, daily, services, &calendar, random);
        if let Some(channel) = character.event {
            let first = days.saturday_after(days.start);
            let date = if channel == Channel::App {
                first
            } else {
                days.saturday_after(first)
            };
            office.quota.extend(quota::event_rows(
                channel,
                date,
                services,
                &self.text.event,
                random,
            ));
        }
    }
}

/// When quota opens, in RFC 3339.
pub fn at_nine(date: Date) -> String {
    format!("{date}T09:00:00+07:00")
}

/// The behaviour of an invented office: fuller in cities.
fn invent(is_city: bool, random: &mut Random) -> Character {
    Character {
        pressure: 30 + random.below(40) + if is_city { 25 } else { 0 },
        weekend: u8::from(random.percent(15)),
        sessions: random.percent(10),
        walk_in: if random.percent(10) { 5 } else { 0 },
        stale_hours: if random.percent(5) { 3 } else { 0 },
        known: if random.percent(2) {
            Known::Unknown
        } else {
            Known::Exactly
        },
        ..Character::default()
    }
}

/// A degree near another, both with four decimals.
fn near(middle: i32, random: &mut Random) -> f64 {
    let away = i32::try_from(random.below(2 * SPREAD + 1)).unwrap_or_default()
        - i32::try_from(SPREAD).unwrap_or_default();
    f64::from(middle + away) / 1e4
}

fn towns(gazetteer: &Gazetteer, provinces: &[Province]) -> Vec<Town> {
    let names = gazetteer
        .name
        .iter()
        .zip(&gazetteer.parent)
        .zip(&gazetteer.kind);
    let positions = gazetteer.lat.iter().zip(&gazetteer.lon);
    names
        .zip(positions)
        .filter(|((_, kind), _)| matches!(kind.as_str(), "kabupaten" | "kota"))
        .filter_map(|(((name, &parent), kind), (&lat, &lon))| {
            let province = gazetteer.name.get(usize::try_from(parent).ok()?)?;
            let province = provinces.iter().position(|known| known.name == *province)?;
            Some(Town {
                name: name.clone(),
                is_city: kind == "kota",
                province,
                lat,
                lon,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kabupaten_and_kota_has_a_region_and_a_zone() {
        let provinces: Vec<Province> =
            serde_json::from_str(slot_publisher::build::PROVINCES).unwrap();
        let towns = towns(&serde_json::from_str(GAZETTEER).unwrap(), &provinces);
        assert_eq!(towns.len(), 514);
        let zone = |town: &str| {
            let town = towns.iter().find(|other| other.name == town).unwrap();
            provinces[town.province].zone.as_str()
        };
        assert_eq!(zone("Kota Surabaya"), "Asia/Jakarta");
        assert_eq!(zone("Kota Denpasar"), "Asia/Makassar");
        assert_eq!(zone("Kota Jayapura"), "Asia/Jayapura");
    }

    #[test]
    fn every_real_office_has_a_character_and_every_character_an_office() {
        let facts: Facts = serde_json::from_str(include_str!("offices.json")).unwrap();
        let characters: BTreeMap<String, Character> =
            serde_json::from_str(include_str!("invented.json")).unwrap();
        let mut ids: Vec<_> = facts.offices.iter().map(|fact| fact.id.clone()).collect();
        ids.sort();
        assert_eq!(ids, characters.into_keys().collect::<Vec<_>>());
    }
}
