//! Divides a feed into parts by where its offices are, for publishers of many offices, and checks what an entry says of
//! its parts.
//!
//! Offices with a position are cut in two again and again, each time across the longer side of the area that holds them.
//! Parts hold about equally much text and hardly overlap, so a question about one place needs few of them. The
//! same feed always gives the same parts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::date::Date;
use crate::feed::{Dropped, Feed, FeedPart, Part};
use crate::json::{Reader, Span};

/// A part of a feed: its offices, and what the entry says of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SplitPart<'f> {
    /// The JSON of each office, as it is in the feed.
    pub offices: Vec<&'f str>,
    /// West, south, east and north in degrees; west is above east across the antimeridian. Absent without positions.
    pub bbox: Option<[f64; 4]>,
    /// The first date with places, if there is one.
    pub soonest: Option<Date>,
    /// The most places of one service, channel and event at an office on one day, summed over its sessions.
    pub max_open: i64,
    /// The regions of the offices, in the order of their ids.
    pub regions: Vec<String>,
}

/// Something that an entry says of a part, and that is not so. Readers that rely on it miss offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FalseClaim {
    /// How many offices it has.
    Offices,
    /// What holds its offices.
    Area,
    /// The first date with places.
    Soonest,
    /// The most places.
    MaxOpen,
    /// The regions of its offices.
    Regions,
}

impl FalseClaim {
    /// The field of the entry that says it.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Offices => "offices",
            Self::Area => "bbox",
            Self::Soonest => "soonest",
            Self::MaxOpen => "max_open",
            Self::Regions => "regions",
        }
    }
}

/// An office while it is put into a part.
#[derive(Clone, Copy)]
struct Spot {
    /// Its index in the feed.
    office: usize,
    /// Degrees north, and degrees east of a meridian near which there is no office.
    lat: f64,
    east: f64,
    lon: f64,
    /// How much text it has.
    bytes: usize,
}

impl Feed {
    /// Divides the feed into about `count` parts, those without positions last.
    ///
    /// Offices that readers leave out are in no part.
    #[must_use]
    pub fn split(&self, count: usize) -> Vec<SplitPart<'_>> {
        let (mut located, mut others) = (Vec::new(), Vec::new());
        for (office, head) in self.heads.iter().enumerate() {
            let (lat, lon) = head.position.map_or((0.0, 0.0), |at| (at.lat(), at.lon()));
            let list = match head.position {
                Some(_) => &mut located,
                None => &mut others,
            };
            list.push(Spot {
                office,
                lat,
                lon,
                east: lon,
                bytes: head.whole.of(&self.text).len(),
            });
        }
        let origin = quiet_meridian(&located);
        for spot in &mut located {
            spot.east = (spot.lon - origin).rem_euclid(360.0);
        }
        let all = bytes(&located) + bytes(&others);
        let share = |list: &[Spot]| (count * bytes(list)).div_ceil(all.max(1)).max(1);
        let mut parts = Vec::new();
        let (of_located, of_others) = (share(&located), share(&others));
        cut(&mut located, of_located, true, &mut |spots| {
            parts.push(self.part(spots, true));
        });
        cut(&mut others, of_others, false, &mut |spots| {
            parts.push(self.part(spots, false));
        });
        parts
    }

    /// The members of the feed's envelope but its offices, each with its JSON.
    #[must_use]
    pub fn envelope_members(&self) -> Vec<(String, &str)> {
        let mut members: Vec<(String, &str)> = Vec::new();
        let mut reader = Reader::new(&self.text);
        if reader.enter_object() {
            while let Some(key) = reader.key() {
                let value = reader.skip().of(&self.text);
                members.retain(|(known, _)| *known != key);
                if !["offices", "parts", "generation"].contains(&&*key) {
                    members.push((key.into_owned(), value));
                }
            }
        }
        members
    }

    /// What the entry says wrongly of the parts that were added: each with the index of its part.
    #[must_use]
    pub fn false_claims(&self) -> Vec<(usize, FalseClaim)> {
        let mut wrong = Vec::new();
        let ends = self.parts.added.iter().skip(1).map(|(_, first)| *first);
        let ends = ends.chain([self.heads.len()]);
        for ((part, first), end) in self.parts.added.iter().zip(ends) {
            if let Some(claimed) = self.parts.list.get(*part) {
                let claims = self.false_claims_of(*part, claimed, *first..end);
                wrong.extend(claims.into_iter().map(|claim| (*part, claim)));
            }
        }
        wrong
    }

    /// What the entry says wrongly of a part, whose offices have these indexes.
    fn false_claims_of(
        &self,
        part: usize,
        claimed: &FeedPart,
        offices: Range<usize>,
    ) -> Vec<FalseClaim> {
        let found = self.contents(offices.clone());
        let dropped = format!("/parts/{part}/offices/");
        // Every office that is left out is among the problems of opening.
        let dropped = self.problems.iter().filter(|problem| {
            problem.dropped == Dropped::Office && problem.pointer.starts_with(&dropped)
        });
        let is_outside = |office: usize| {
            let at = self.heads.get(office).and_then(|head| head.position);
            let holds = |at| claimed.area.as_ref().is_some_and(|area| area.contains(at));
            at.is_some_and(|at| !holds(at))
        };
        let claims_too_late = |soonest: Date| claimed.soonest.is_some_and(|date| date > soonest);
        let lacks = |regions: &Vec<String>| found.regions.iter().any(|id| !regions.contains(id));
        let checks = [
            (
                FalseClaim::Offices,
                claimed.offices != offices.len() + dropped.count(),
            ),
            (FalseClaim::Area, offices.clone().any(is_outside)),
            (
                FalseClaim::Soonest,
                found.soonest.is_some_and(claims_too_late),
            ),
            (
                FalseClaim::MaxOpen,
                claimed.max_open.is_some_and(|most| most < found.max_open),
            ),
            (
                FalseClaim::Regions,
                claimed.regions.as_ref().is_some_and(lacks),
            ),
        ];
        let wrong = checks.iter().filter(|(_, is_false)| *is_false);
        wrong.map(|(claim, _)| *claim).collect()
    }

    /// A part of offices by their index, without the area that holds them.
    fn contents(&self, offices: impl Iterator<Item = usize>) -> SplitPart<'_> {
        let mut part = SplitPart::default();
        let mut regions = BTreeSet::new();
        for office in offices {
            let Some(head) = self.heads.get(office) else {
                continue;
            };
            part.offices.push(head.whole.of(&self.text));
            let region: Span = head.part(Part::Region);
            regions.insert(self.id_at(region).into_owned());
            self.count_places(office, &mut part);
        }
        regions.remove("");
        part.regions = regions.into_iter().collect();
        part
    }

    fn part(&self, spots: &[Spot], located: bool) -> SplitPart<'_> {
        let mut offices: Vec<usize> = spots.iter().map(|spot| spot.office).collect();
        offices.sort_unstable();
        let mut part = self.contents(offices.into_iter());
        let by =
            |value: fn(&Spot) -> f64| move |a: &&Spot, b: &&Spot| value(a).total_cmp(&value(b));
        let (east, lat) = (by(|spot| spot.east), by(|spot| spot.lat));
        if located
            && let Some(((west, eastmost), (south, north))) = spots
                .iter()
                .min_by(east)
                .zip(spots.iter().max_by(east))
                .zip(spots.iter().min_by(lat).zip(spots.iter().max_by(lat)))
        {
            part.bbox = Some([west.lon, south.lat, eastmost.lon, north.lat]);
        }
        part
    }

    /// Notes the first date with places and the most places of an office.
    fn count_places(&self, office: usize, part: &mut SplitPart<'_>) {
        let Some(quota) = self.quota(office) else {
            return;
        };
        let mut sums: BTreeMap<([&str; 3], Date), i64> = BTreeMap::new();
        for row in &quota.rows {
            for (date, cell) in row.first.up_to(Date::MAX).zip(&row.open) {
                if *cell > 0 {
                    *sums.entry((row.series(), date)).or_default() += i64::from(*cell);
                }
            }
        }
        for ((_, date), open) in sums {
            part.soonest = Some(part.soonest.map_or(date, |soonest| soonest.min(date)));
            part.max_open = part.max_open.max(open);
        }
    }
}

fn bytes(spots: &[Spot]) -> usize {
    spots.iter().map(|spot| spot.bytes).sum()
}

/// The degrees east of the first office behind the widest gap between meridians with offices.
fn quiet_meridian(spots: &[Spot]) -> f64 {
    let mut lons: Vec<f64> = spots.iter().map(|spot| spot.lon).collect();
    lons.sort_unstable_by(f64::total_cmp);
    let (Some(first), Some(last)) = (lons.first().copied(), lons.last().copied()) else {
        return 0.0;
    };
    let mut widest = (first + 360.0 - last, first);
    for pair in lons.windows(2) {
        if let [west, east] = pair
            && east - west > widest.0
        {
            widest = (east - west, *east);
        }
    }
    widest.1
}

/// Cuts offices into so many parts of about equally much text.
fn cut(spots: &mut [Spot], parts: usize, located: bool, done: &mut dyn FnMut(&[Spot])) {
    if parts < 2 || spots.len() < 2 {
        if !spots.is_empty() {
            done(spots);
        }
        return;
    }
    if located {
        let extent = |value: fn(&Spot) -> f64| {
            let values = spots.iter().map(value);
            let bounds = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
            Range {
                start: bounds.0,
                end: bounds.1,
            }
        };
        let (east, lat) = (extent(|spot| spot.east), extent(|spot| spot.lat));
        // Meridians come closer to each other towards the poles.
        let cosine = libm::cos(f64::midpoint(lat.start, lat.end).to_radians());
        let is_wide = (east.end - east.start) * cosine > lat.end - lat.start;
        let key = |spot: &Spot| {
            if is_wide {
                (spot.east, spot.lat)
            } else {
                (spot.lat, spot.east)
            }
        };
        spots.sort_unstable_by(|a, b| {
            let (a_key, b_key) = (key(a), key(b));
            let order = a_key
                .0
                .total_cmp(&b_key.0)
                .then(a_key.1.total_cmp(&b_key.1));
            order.then(a.office.cmp(&b.office))
        });
    }
    let first_parts = parts / 2;
    let wanted = bytes(spots) / parts * first_parts;
    let mut sum = 0;
    let mut middle = 0;
    for spot in spots.iter() {
        if middle > 0 && sum + spot.bytes / 2 > wanted {
            break;
        }
        sum += spot.bytes;
        middle += 1;
    }
    let (first, second) = spots.split_at_mut(middle.min(spots.len() - 1));
    cut(first, first_parts, located, done);
    cut(second, parts - first_parts, located, done);
}
