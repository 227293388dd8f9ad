//! Reads SMART Scheduling Links: a manifest names files of FHIR resources, one per line: `Location`, `Schedule`,
//! `Slot`.
//!
//! A slot belongs to a schedule and that to a location, whose state gives the zone. Free slots are open places, as many
//! as the capacity extension says, one without it, not known if it is no number; busy ones are taken;
//! `busy-unavailable` is no service. Reads slots last, one at a time.

mod files;
mod resources;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::{Map, Value};

use super::Context;
use super::input::Input;
use super::place::{Cell, Day, Place, RowKey, session};
use super::report::Kind;
use super::text::{hash, link, phone, string};
use super::values::{Local, Order, Timestamp, count, instant};
use files::{Files, listed};
use resources::{Schedule, extension, reference};
use slot_publisher::failure::Failure;

type Fields = Map<String, Value>;

/// The state of a reader across files.
#[derive(Default)]
struct Reading {
    places: Vec<Place>,
    /// Index into `places` by the id of the Location.
    locations: HashMap<String, usize>,
    schedules: HashMap<String, Schedule>,
    /// The only state in the manifest, for locations without one.
    state: Option<String>,
    /// Hashes of slot ids, and of the slots themselves.
    ids: HashSet<u128>,
    slots: HashSet<u128>,
    /// Links and numbers by their source text, which many slots share.
    links: HashMap<String, Option<Rc<str>>>,
}

/// Reads manifests with their files, or the files alone.
///
/// # Errors
/// If one cannot be read, is not on this disk, or has another format.
pub fn read(paths: &[PathBuf], context: &mut Context) -> Result<(), Failure> {
    let Files {
        first,
        slots,
        made,
        states,
    } = listed(paths, context)?;
    context.source.made(made);
    let mut reading = Reading::default();
    if let [state] = states.as_slice() {
        reading.state = Some(state.clone());
    }
    let mut mixed = Vec::new();
    for file in first {
        let mut has_slots = false;
        lines(&file, context, &mut |resource, kind, context| match kind {
            "Location" => reading.location(resource, context),
            "Schedule" => reading.schedule(resource, context),
            "Slot" => has_slots = true,
            _ => context.report.note(Kind::Record, || kind.to_owned()),
        })?;
        if has_slots {
            mixed.push(file);
        }
    }
    reading.link_schedules(context);
    for file in mixed.iter().chain(&slots) {
        let known = mixed.contains(file);
        lines(file, context, &mut |resource, kind, context| match kind {
            "Slot" => reading.slot(resource, context),
            _ if known => {}
            _ => context.report.note(Kind::Record, || {
                format!("{}: {kind} among slots", file.display())
            }),
        })?;
    }
    reading.finish(context);
    Ok(())
}

/// Each resource of a file with its type.
fn lines(
    file: &Path,
    context: &mut Context,
    each: &mut dyn FnMut(&Fields, &str, &mut Context),
) -> Result<(), Failure> {
    let input = match Input::open(file) {
        // A publisher without a free slot this week has an empty file.
        Err(_)
            if file
                .metadata()
                .is_ok_and(|metadata| metadata.is_file() && metadata.len() < 4) =>
        {
            return Ok(());
        }
        input => input?,
    };
    context.file = file.display().to_string();
    let mut take = |value: &Value, context: &mut Context| {
        let resource = value.as_object();
        let kind = resource.and_then(|resource| resource.get("resourceType")?.as_str());
        if let Some((resource, kind)) = resource.zip(kind) {
            each(resource, kind, context);
        } else {
            let file = context.file.clone();
            context
                .report
                .note(Kind::Record, || format!("{file}: {value}"));
        }
    };
    if input.look == super::input::Look::SmartResources || input.by_line {
        return input.lines(&mut |line| {
            if let Some(value) = context.line(line) {
                take(&value, context);
            }
        });
    }
    Err(input.unlike("resources of SMART Scheduling Links"))
}

impl Reading {
    fn location(&mut self, resource: &Fields, context: &mut Context) {
        let id = string(resource.get("id")).unwrap_or_default();
        let place = resources::place(resource, self.state.as_deref(), context);
        if self.locations.contains_key(&id) {
            context
                .report
                .note(Kind::OfficeRepeated, || format!("{} ({id})", place.name));
            return;
        }
        self.locations.insert(id, self.places.len());
        self.places.push(place);
    }

    fn schedule(&mut self, resource: &Fields, context: &mut Context) {
        let id = string(resource.get("id")).unwrap_or_default();
        let schedule = resources::schedule(resource, context);
        if self.schedules.contains_key(&id) {
            context
                .report
                .note(Kind::Record, || format!("Schedule/{id} again"));
            return;
        }
        self.schedules.insert(id, schedule);
    }

    /// Finds the places of schedules, once all locations are known.
    fn link_schedules(&mut self, context: &mut Context) {
        let mut unknown: Vec<String> = Vec::new();
        for (id, schedule) in &mut self.schedules {
            schedule.place = self.locations.get(&schedule.location).copied();
            if schedule.place.is_none() {
                unknown.push(format!("Schedule/{id}: Location/{}", schedule.location));
            }
        }
        unknown.sort();
        for example in unknown {
            context.report.note(Kind::PlaceUnknown, || example);
        }
    }

    fn slot(&mut self, resource: &Fields, context: &mut Context) {
        let report = &mut context.report;
        let id = string(resource.get("id")).unwrap_or_default();
        let named = || format!("Slot/{id}");
        let schedule = reference(resource.get("schedule"));
        let Some((schedule, place)) = self
            .schedules
            .get_mut(&schedule)
            .and_then(|schedule| Some((self.places.get_mut(schedule.place?)?, schedule)))
            .map(|(place, schedule)| (schedule, place))
        else {
            report.note(Kind::SlotOrphan, || {
                format!("Slot/{id}: Schedule/{schedule}")
            });
            return;
        };
        let text = |key: &str| {
            resource
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let zone = place.zone.as_deref().unwrap_or_default();
        let mut local = |key| -> Option<Local> {
            let timestamp = Timestamp::read(text(key), Order::MonthFirst, report)?;
            Some(timestamp.local(zone, report))
        };
        let start = local("start");
        let end = local("end");
        let Some(start) = start else {
            report.note(Kind::SlotTime, || format!("Slot/{id}: {}", text("start")));
            return;
        };
        let key = hash(id.as_bytes());
        let whole = format!("{id}\n{}\n{}\n{}", schedule.id, text("start"), text("end"));
        if !id.is_empty() && !self.slots.insert(hash(whole.as_bytes())) {
            report.note(Kind::SlotRepeated, named);
            return;
        }
        if !id.is_empty() && !self.ids.insert(key) {
            report.note(Kind::SlotIdShared, named);
        }
        let capacity = match extension(resource, "slot-capacity") {
            // A capacity that is no number says nothing about the places.
            Some(value) => count(Some(value), report),
            None => Some(1),
        };
        let status = text("status");
        let mut day = match status {
            "free" => Day::new(capacity.map_or(Cell::Unknown, Cell::Open), capacity),
            "busy" | "busy-tentative" => Day::new(Cell::Open(0), capacity),
            "busy-unavailable" => Day::new(Cell::NoService, Some(0)),
            _ => {
                report.note(Kind::SlotStatus, || format!("Slot/{id}: \"{status}\""));
                if status == "entered-in-error" {
                    return;
                }
                Day::new(Cell::Unknown, None)
            }
        };
        let (session, precision) = session(start, end, report);
        day.precision = precision;
        schedule.has_slots = true;
        let web = extension(resource, "booking-deep-link").and_then(Value::as_str);
        let call = extension(resource, "booking-phone").and_then(Value::as_str);
        day.web = web.and_then(|text| link(text, report)).map(Rc::from);
        day.phone = call.and_then(|text| {
            let shared = self.links.entry(text.to_owned());
            shared
                .or_insert_with(|| phone(text, report).map(Rc::from))
                .clone()
        });
        let by_phone = day.web.is_none() && place.web.is_none() && day.phone.is_some();
        let channel = if by_phone { "phone" } else { "web" };
        place.add(
            RowKey {
                service: schedule.service.clone(),
                channel,
                session,
            },
            start.date,
            day,
        );
    }

    /// Applies schedules without slots, and passes on the places.
    fn finish(mut self, context: &mut Context) {
        let mut said: Vec<_> = self
            .schedules
            .values()
            .filter(|schedule| !schedule.has_slots)
            .collect();
        said.sort_by(|a, b| a.id.cmp(&b.id));
        for schedule in said {
            let place = schedule.place.and_then(|index| self.places.get_mut(index));
            let (Some(place), Some(available)) = (place, schedule.available) else {
                continue;
            };
            if available {
                context.report.note(Kind::Dayless, || place.name.clone());
            }
            let note = context
                .notes
                .text(if available { "some" } else { "none" }, "");
            if !place.notes.contains(&note) {
                place.notes.push(note);
            }
        }
        for place in self.places {
            context.source.push(place, &mut context.report);
        }
    }
}

/// The instant of a manifest's `transactionTime`.
fn made(manifest: &Fields, context: &mut Context) -> Option<i64> {
    instant(manifest.get("transactionTime"), &mut context.report)
}
