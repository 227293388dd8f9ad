//! Gives each office its zone when a feed is opened.
//!
//! A zone that is named otherwise than the format wants is read as what it means, and where only this platform does not
//! know a zone, or the feed has none, days are counted at the offset of `generated_at`: a problem, but no office is left
//! out. What is no zone at all leaves its office out.

use crate::feed::head::{Head, Part};
use crate::feed::open::{Feed, note_left_out};
use crate::feed::problem::{Report, Step};
use crate::json::{Fault, Span, Stop};
use crate::time::{Zones, offset_minutes};
use crate::vocabulary::{Expected, Limit};
use crate::work::{self, Work};
use crate::zone;

/// Most zones of a feed.
const MAX_ZONES: usize = 600;

/// What the name of a zone means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// The zone that it names.
    Named,
    /// A zone of Indonesia.
    Indonesian(&'static str),
    /// A zone that this platform does not know.
    OnlyUnknownHere,
    /// No zone.
    Nothing,
}

/// The names of zones in a feed and its parts, read once each.
#[derive(Debug, Default)]
pub(super) struct ZoneNames {
    /// A name, what it means, and the index of its zone.
    read: Vec<(String, Meaning, Option<u16>)>,
}

impl Feed {
    /// The index of the feed's own zone, if it has one that is understood.
    pub(super) fn read_own_zone(&mut self, zones: &dyn Zones, report: &mut Report) -> Option<u16> {
        let own = self.string_at(self.envelope.raw("time_zone")).into_owned();
        if own.is_empty() {
            return None;
        }
        let (meaning, zone) = self.read_zone(&own, zones);
        match meaning {
            Meaning::Named => {}
            Meaning::Nothing => report.field(&[Step::Key("time_zone")], Expected::Zone),
            _ => self.note_zone(report, &[Step::Key("time_zone")], meaning, zone),
        }
        zone
    }

    /// Gives each office the index of its zone; leaves out offices whose own is none.
    pub(super) fn resolve_zones(
        &mut self,
        heads: &mut Vec<Head>,
        zones: &dyn Zones,
        report: &mut Report,
    ) -> Result<(), Stop> {
        let default = self.default_zone;
        let mut stop = None;
        // Mostly an office's zone is written as that of the one before.
        let (mut last, mut last_zone) = (Span::default(), 0);
        heads.retain_mut(|head| {
            let span = head.part(Part::TimeZone);
            if !span.is_none() && span.of(&self.text) == last.of(&self.text) {
                head.zone = last_zone;
                return true;
            }
            let (meaning, zone) = if span.is_none() {
                let meaning = if default.is_some() {
                    Meaning::Named
                } else {
                    Meaning::OnlyUnknownHere
                };
                let zone = default.or_else(|| self.zone_of_offset());
                (meaning, zone)
            } else {
                let name = self.string_at(span).into_owned();
                if self.zone_names.is_full(&name) {
                    stop.get_or_insert(Stop {
                        at: span.start as usize,
                        fault: Fault::Limit(Limit::Zones),
                    });
                    return false;
                }
                self.read_zone(&name, zones)
            };
            let Some(zone) = zone else {
                note_left_out(report, head, "bad-zone", "time_zone", Expected::Zone);
                return false;
            };
            head.zone = zone;
            if meaning == Meaning::Named {
                (last, last_zone) = (span, zone);
            } else {
                report.enter_office(head);
                let office = Step::Index(head.index as usize);
                let path = [Step::Key("offices"), office, Step::Key("time_zone")];
                self.note_zone(report, &path, meaning, Some(zone));
                report.leave_office();
            }
            true
        });
        stop.map_or(Ok(()), Err)
    }

    /// What a name means, and the index of its zone, unless it means nothing.
    fn read_zone(&mut self, name: &str, zones: &dyn Zones) -> (Meaning, Option<u16>) {
        let mut names = self.zone_names.read.iter();
        if let Some((_, meaning, zone)) = names.find(|(known, ..)| {
            work::add(Work::Steps, 1);
            known == name
        }) {
            return (*meaning, *zone);
        }
        let meaning = meaning(name, zones);
        let zone = match meaning {
            Meaning::Named => self.zone_index(name),
            Meaning::Indonesian(zone) => self.zone_index(zone),
            Meaning::OnlyUnknownHere => self.zone_of_offset(),
            Meaning::Nothing => None,
        };
        self.zone_names.read.push((name.to_owned(), meaning, zone));
        (meaning, zone)
    }

    /// Notes that a zone is read as another one.
    fn note_zone(
        &self,
        report: &mut Report,
        path: &[Step<'_>],
        meaning: Meaning,
        zone: Option<u16>,
    ) {
        let code = match meaning {
            Meaning::Indonesian(_) => "bad-zone",
            _ => "guessed-zone",
        };
        let name = zone.and_then(|zone| self.zones.get(usize::from(zone)));
        let done = format!("Its days are those of {}.", name.map_or("UTC", |name| name));
        report.note_instead(code, path, Expected::Zone, &done);
    }

    /// The index of the zone of the offset with which the feed says when it was made.
    fn zone_of_offset(&mut self) -> Option<u16> {
        let written = self.string_at(self.envelope.generated().span);
        let name = zone::of_offset(offset_minutes(&written));
        self.zone_index(&name)
    }

    /// The index of a zone, which is added if it is new.
    fn zone_index(&mut self, name: &str) -> Option<u16> {
        let known = self.zones.iter().position(|zone| *zone == name);
        let index = known.unwrap_or(self.zones.len());
        if known.is_none() {
            self.zones.push(name.to_owned());
        }
        u16::try_from(index).ok()
    }
}

impl ZoneNames {
    /// Whether a name would be one too many.
    fn is_full(&self, name: &str) -> bool {
        self.read.len() >= MAX_ZONES
            && !self.read.iter().any(|(known, ..)| {
                work::add(Work::Steps, 1);
                known == name
            })
    }
}

/// What the name of a zone means. Offsets such as `+05:30`, which some platforms take, are no names.
fn meaning(name: &str, zones: &dyn Zones) -> Meaning {
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= 64
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_+-/".contains(&b));
    if is_name && zone::local(zones, name, 0).is_some() {
        Meaning::Named
    } else if let Some(zone) = zone::meant(name) {
        Meaning::Indonesian(zone)
    } else if is_name && zones.exists(name) {
        Meaning::OnlyUnknownHere
    } else {
        Meaning::Nothing
    }
}
