//! Reads `creneaux-quotidiens.json`: places by day, place and dose.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use serde_json::Value;
use slot_finder::Date;

use super::super::Context;
use super::super::input::{Input, Look};
use super::super::place::{Cell, Day, Place, Precision, RowKey};
use super::super::report::{Kind, Report};
use super::super::text::string;
use super::super::values::{Order, count, day};
use slot_publisher::failure::Failure;
use slot_publisher::ids::slug;

/// The most days in a file; a wrong year would make rows of nothing.
const LONGEST: i32 = 1_000;

/// The counts of a day at a place.
pub struct Counts {
    /// In all.
    pub all: Day,
    /// By dose; doses overlap.
    by_dose: Vec<(String, u32)>,
}

/// The days of a place.
pub type Days = BTreeMap<Date, Counts>;

/// The daily counts of a département.
#[derive(Default)]
pub struct Daily {
    places: HashMap<String, (Days, bool)>,
    /// All days in the file.
    pub dates: BTreeSet<Date>,
}

impl Daily {
    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read, or has another format.
    pub fn read(path: &Path, context: &mut Context) -> Result<Self, Failure> {
        let input = Input::open(path)?;
        if !matches!(input.look, Look::ViteMaDoseDays | Look::Json) {
            return Err(input.unlike("daily counts of ViteMaDose"));
        }
        let mut daily = Self::default();
        let report = &mut context.report;
        let file = path.display();
        input.document(&["creneaux_quotidiens"], &mut |key, value| {
            if key == "creneaux_quotidiens" {
                let date =
                    string(value.get("date")).and_then(|text| day(&text, Order::DayFirst, report));
                match date {
                    Some(date) => daily.add(date, &value, report),
                    None => report.note(Kind::Day, || format!("{file}: {value}")),
                }
            }
        })?;
        Ok(daily)
    }

    fn add(&mut self, date: Date, value: &Value, report: &mut Report) {
        if self
            .dates
            .first()
            .is_some_and(|first| date.days_since(*first).abs() >= LONGEST)
        {
            report.note(Kind::DayFar, || date.to_string());
            return;
        }
        self.dates.insert(date);
        let mut sum = 0_u64;
        let places = value.get("creneaux_par_lieu").and_then(Value::as_array);
        for place in places.into_iter().flatten() {
            let Some(id) = string(place.get("lieu")) else {
                report.note(Kind::Record, || format!("{date}: {place}"));
                continue;
            };
            let counts = Counts::read(place, report);
            if let Cell::Open(n) = counts.all.open {
                sum += u64::from(n);
            }
            let (days, _) = self.places.entry(id.clone()).or_default();
            match days.entry(date) {
                Entry::Occupied(_) => report.note(Kind::DayRepeated, || format!("{id}: {date}")),
                Entry::Vacant(day) => drop(day.insert(counts)),
            }
        }
        if let Some(total) = count(value.get("total"), report)
            .map(u64::from)
            .filter(|total| *total != sum)
        {
            report.note(Kind::CountsDiffer, || {
                format!("{date}: {total} in all, {sum} by place, which are kept")
            });
        }
    }

    /// The days of a place, by its `internal_id`.
    pub fn counts(&mut self, id: &str) -> Option<&Days> {
        let (days, asked) = self.places.get_mut(id)?;
        *asked = true;
        Some(days)
    }

    /// Reports ids that are in no file of the département, with the places that are lost by that.
    pub fn tell_unknown(&self, context: &mut Context) {
        let unknown = self
            .places
            .iter()
            .filter(|(_, (_, asked))| !asked)
            .map(|(id, (days, _))| (id, days));
        for (id, days) in unknown.collect::<BTreeMap<_, _>>() {
            context.report.note(Kind::PlaceUnknown, || id.clone());
            let places = days.values().map(|counts| match counts.all.open {
                Cell::Open(places) => u64::from(places),
                _ => 0,
            });
            let places = places.sum();
            context
                .report
                .count(Kind::PlacesLost, places, || format!("{id}: {places}"));
        }
    }
}

impl Counts {
    fn read(place: &Value, report: &mut Report) -> Self {
        let mut all = None;
        let mut by_dose = Vec::new();
        let tags = place.get("creneaux_par_tag").and_then(Value::as_array);
        for tag in tags.into_iter().flatten() {
            let name = string(tag.get("tag")).unwrap_or_default();
            let Some(count) = count(tag.get("creneaux"), report) else {
                continue;
            };
            if name == "all" {
                all = all.or(Some(count));
            } else {
                by_dose.push((name, count));
            }
        }
        let most = by_dose.iter().map(|(_, count)| *count).max();
        let all = match (all, most) {
            (Some(all), _) => opened(all),
            // Without a total, there are at least as many places as for the most common dose.
            (None, Some(most)) if most > 0 => {
                report.note(Kind::AtLeast, || place.to_string());
                Day {
                    precision: Precision::AtLeast,
                    ..opened(most)
                }
            }
            _ => Day::new(Cell::Unknown, None),
        };
        Self { all, by_dose }
    }
}

/// This many places; for none, the source does not say whether they are taken.
fn opened(count: u32) -> Day {
    Day::new(
        if count == 0 {
            Cell::Unknown
        } else {
            Cell::Open(count)
        },
        None,
    )
}

/// Adds the counts by dose to a place, as separate services, none larger than the total.
pub fn add_doses(
    place: &mut Place,
    channel: &'static str,
    dates: &BTreeSet<Date>,
    days: &Days,
    context: &mut Context,
) {
    let doses: BTreeSet<&str> = days
        .values()
        .flat_map(|counts| &counts.by_dose)
        .filter(|(_, n)| *n > 0)
        .map(|(dose, _)| dose.as_str())
        .collect();
    for dose in doses {
        let id = slug(dose);
        let id = if dose.contains('_') && id.replace('-', "_") == dose {
            dose
        } else {
            &id
        };
        if id.is_empty() || id == super::ALL {
            context
                .report
                .note(Kind::Doses, || format!("{}: \"{dose}\"", place.name));
            continue;
        }
        let notes = &context.notes;
        let service = context.source.service(
            id,
            || notes.or(&format!("service.{dose}"), id),
            &mut context.report,
        );
        let key = RowKey {
            service,
            channel,
            session: None,
        };
        for date in dates {
            let counts = days.get(date);
            let of_dose =
                counts.and_then(|counts| counts.by_dose.iter().find(|(name, _)| name == dose));
            let count = of_dose.map_or(0, |(_, count)| *count);
            let all = counts.map_or(0, |counts| match counts.all.open {
                Cell::Open(n) => n,
                Cell::NoService | Cell::Unknown => 0,
            });
            if count > all {
                context.report.note(Kind::DosesCut, || {
                    format!("{}, {date}: {count} {dose} of {all}", place.name)
                });
            }
            place.add(key.clone(), *date, opened(count.min(all)));
        }
    }
}

/// Reports counts by dose that are not included.
pub fn leave_doses(place: &Place, days: &Days, report: &mut Report) {
    let counts = days
        .values()
        .flat_map(|counts| &counts.by_dose)
        .filter(|(_, count)| *count > 0)
        .count();
    report.count(Kind::Doses, counts as u64, || place.name.clone());
}
