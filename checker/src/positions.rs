//! Checks offices against each other, by position and by name, and positions against zones.

use slot_finder::json::double;
use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Facts, Seen};
use super::tree::Node;
use super::{Checker, rules};
use slot_finder::Date;
use slot_finder::{Position, distance_km};

/// An office this far from every other one, in km, is an outlier.
const FAR_KM: f64 = 1000.0;
/// Fewer offices than this do not show where one should be.
const FEW: usize = 4;
/// The size of a tile of the globe in degrees of latitude and longitude: any two places of a tile are less than
/// [`FAR_KM`] apart.
const TILE: f64 = 5.0;
/// The number of tiles that are more than [`FAR_KM`] from south to north.
const ROWS: i64 = 2;
/// No place of a tile is farther from its centre, in km.
const RADIUS_KM: f64 = 400.0;
/// How many hours a zone may differ from solar time.
const HOURS: f64 = 3.0;
/// Half a year, in ms: reaches the other side of summer time.
const HALF_A_YEAR_MS: i64 = 182 * 86_400_000;

impl Checker<'_> {
    /// Finds offices that are far from all others, including those with latitude and longitude swapped. An office in a
    /// zone that no other office of the feed has may be abroad: an embassy.
    pub fn positions(&mut self, facts: &Facts) {
        let placed = facts
            .offices
            .iter()
            .filter(|office| office.position.is_some());
        if placed.clone().count() < FEW {
            return;
        }
        let globe = Globe::of(placed.clone());
        let (far, near): (Vec<&Seen>, Vec<&Seen>) = placed.partition(|office| {
            office
                .position
                .is_some_and(|at| !globe.has_near(at, office.index))
        });
        let near_globe = Globe::of(near.iter().copied());
        let zones: BTreeSet<&str> = near.iter().map(|office| &*office.zone).collect();
        for office in far {
            let Some(position) = office.position else {
                continue;
            };
            let swapped = Position::new(position.lon(), position.lat());
            let is_swapped = swapped.is_some_and(|at| near_globe.has_near(at, office.index));
            let zone_is_known = zones.contains(&*office.zone);
            if is_swapped {
                self.about(office, "lat", |checker| {
                    checker.find_case(rules::SWAPPED_POSITION, "far", office.at, &[]);
                });
            } else if zone_is_known {
                self.about(office, "lat", |checker| {
                    checker.find(rules::FAR_POSITION, office.at, &[]);
                });
            }
        }
    }

    /// Finds offices that share one name: one finding for each name, at the second office of it.
    pub fn shared_names(&mut self, facts: &Facts) {
        let mut named: BTreeMap<&str, Vec<&Seen>> = BTreeMap::new();
        for office in &facts.offices {
            if let Some(name) = &office.folded {
                named.entry(name).or_default().push(office);
            }
        }
        for offices in named.values() {
            let [_, second, ..] = offices.as_slice() else {
                continue;
            };
            let name = second.names.1.as_deref().unwrap_or_default();
            let (text, count) = (super::excerpt(name), offices.len().to_string());
            self.about(second, "name", |checker| {
                let values = [("text", text.as_str()), ("count", count.as_str())];
                checker.find(rules::SHARED_NAME, second.at, &values);
            });
        }
    }

    /// Checks that the zone's clock is close to solar time at that longitude.
    pub fn zone_fits(&mut self, office: &Node<'_>, position: Position, zone: &str) {
        let hours = |at: i64| {
            let local = self.zones.local(zone, at)?;
            let epoch = Date::new(1970, 1, 1)?;
            let days = i64::from(local.date.days_since(epoch));
            let local = days * 86_400 + i64::from(local.seconds);
            Some(double(local - at.div_euclid(1000)) / 3600.0)
        };
        let sun = position.lon() / 15.0;
        let off = |at: i64| {
            let apart = (hours(at)? - sun).abs();
            Some(apart.min((24.0 - apart).abs()))
        };
        let (Some(now), Some(later)) = (off(self.now), off(self.now + HALF_A_YEAR_MS)) else {
            return;
        };
        if now.min(later) > HOURS {
            let own = office.get("time_zone");
            let key = if own.is_some() { "time_zone" } else { "lon" };
            let at = office.get(key).map_or(office.at(), Node::at);
            let lon = office.get("lon").map_or("", |lon| lon.span.of(self.text));
            let (zone, lon) = (super::excerpt(zone), super::excerpt(lon));
            self.within(&[key], |checker| {
                checker.find(rules::ZONE_LONGITUDE, at, &[("zone", &zone), ("lon", &lon)]);
            });
        }
    }
}

/// A name without case and spaces around its words.
pub fn folded(name: &str) -> String {
    let name = name.to_lowercase();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Offices by tile of the globe.
struct Globe(BTreeMap<(i64, i64), Vec<(usize, Position)>>);

fn tile(position: Position) -> (i64, i64) {
    let number =
        |degrees: f64| slot_finder::json::whole((degrees / TILE).floor()).unwrap_or_default();
    (number(position.lat()), number(position.lon()))
}

/// The centre of a tile; `None` at the poles and at 180 degrees, where tiles end.
fn centre((row, column): (i64, i64)) -> Option<Position> {
    let degrees = |number| (double(number) + 0.5) * TILE;
    Position::new(degrees(row), degrees(column))
}

impl Globe {
    fn of<'s>(offices: impl Iterator<Item = &'s Seen>) -> Self {
        let mut tiles: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for office in offices {
            if let Some(position) = office.position {
                tiles
                    .entry(tile(position))
                    .or_default()
                    .push((office.index, position));
            }
        }
        Self(tiles)
    }

    /// Whether another office is near: usually in the same tile, else in the tiles around.
    fn has_near(&self, position: Position, index: usize) -> bool {
        let (row, column) = tile(position);
        let own = self.0.get(&(row, column));
        if own.is_some_and(|offices| offices.iter().any(|(other, _)| *other != index)) {
            return true;
        }
        let rows = (row - ROWS, i64::MIN)..=(row + ROWS, i64::MAX);
        self.0.range(rows).any(|(tile, offices)| {
            let to_centre = centre(*tile).map_or(0.0, |centre| distance_km(position, centre));
            to_centre <= FAR_KM + RADIUS_KM
                && offices
                    .iter()
                    .any(|(other, at)| *other != index && distance_km(position, *at) <= FAR_KM)
        })
    }
}
