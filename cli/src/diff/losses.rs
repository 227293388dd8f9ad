//! Finds losses in a newer feed other than changed places: erased numbers, withdrawn days, moved offices, fallen
//! totals.
//!
//! Citizens need none of this, but a publisher does before publishing. Reads the feeds as JSON: the engine keeps only
//! what answers need.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use slot_finder::{Date, Position, distance_km};

/// The kind of a loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum LossKind {
    /// The number of a future day is no longer known.
    Erased,
    /// A released future day is no longer in the feed.
    Withdrawn,
    /// A service now ends after its last day.
    Ended,
    /// A day has fewer places in all, open or taken, or no longer says how many.
    TotalFell,
    /// An office has moved: its position, region or time zone changed.
    Moved,
    /// An office has another name.
    Renamed,
}

/// One loss.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Loss {
    /// The kind.
    pub kind: LossKind,
    /// The office.
    pub office_id: String,
    /// The office's name in the newer feed.
    #[serde(skip)]
    pub office: String,
    /// The service, for a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_id: Option<String>,
    /// The channel, for a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Places, total, position or name before.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub before: Value,
    /// The same values now.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub after: Value,
}

/// A move of more than this many km is not a correction.
const MOVED_KM: f64 = 1.0;

/// The losses of the newer feed against the older one, by office; ignores days before the newer feed was made.
pub fn find(old: &Value, new: &Value) -> Vec<Loss> {
    let made = new.get("generated_at").and_then(Value::as_str);
    let today = made.and_then(|made| Date::parse(made.get(..10)?));
    let today = today.unwrap_or(Date::MIN);
    let olds: BTreeMap<&str, &Value> = offices(old).collect();
    let mut losses = Vec::new();
    for (id, office) in offices(new) {
        if let Some(before) = olds.get(id) {
            of_office(id, before, office, today, &mut losses);
            let zones = [(old, *before), (new, office)].map(|(feed, office)| zone(feed, office));
            let [before, after] = zones;
            if before != after && !before.is_null() {
                losses.push(Loss::of_office(id, LossKind::Moved, office, before, after));
            }
        }
    }
    losses.sort_by_key(|loss| loss.kind);
    losses
}

fn offices(feed: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let offices = feed.get("offices").and_then(Value::as_array);
    let offices = offices.map(Vec::as_slice).unwrap_or_default().iter();
    offices.filter_map(|office| Some((office.get("id")?.as_str()?, office)))
}

/// The time zone of an office: its own, or that of the feed.
fn zone(feed: &Value, office: &Value) -> Value {
    let own = office.get("time_zone").or_else(|| feed.get("time_zone"));
    own.cloned().unwrap_or_default()
}

fn name(id: &str, office: &Value) -> String {
    let name = office.get("name").cloned().unwrap_or_default();
    let one = name.as_object().and_then(|texts| texts.values().next());
    one.unwrap_or(&name).as_str().unwrap_or(id).to_owned()
}

impl Loss {
    /// A loss of an office as a whole.
    fn of_office(id: &str, kind: LossKind, office: &Value, before: Value, after: Value) -> Self {
        Self {
            kind,
            office_id: id.to_owned(),
            office: name(id, office),
            service_id: None,
            channel: None,
            date: None,
            before,
            after,
        }
    }
}

fn of_office(id: &str, old: &Value, new: &Value, today: Date, losses: &mut Vec<Loss>) {
    let loss = |kind, before, after| Loss::of_office(id, kind, new, before, after);
    let field = |office: &Value, key: &str| office.get(key).cloned().unwrap_or_default();
    if field(old, "name") != field(new, "name") {
        losses.push(loss(
            LossKind::Renamed,
            Value::from(name(id, old)),
            Value::from(name(id, new)),
        ));
    }
    let place = |office: &Value| match position(office) {
        Some(_) => Value::from(vec![field(office, "lat"), field(office, "lon")]),
        None => Value::Null,
    };
    let elsewhere = match (position(old), position(new)) {
        (Some(old), Some(new)) => distance_km(old, new) > MOVED_KM,
        (Some(_), None) => true,
        _ => false,
    };
    if elsewhere {
        losses.push(loss(LossKind::Moved, place(old), place(new)));
    }
    let (before, after) = (field(old, "region"), field(new, "region"));
    if before != after && !before.is_null() {
        losses.push(loss(LossKind::Moved, before, after));
    }
    let lanes = lanes(new);
    let nothing = Lane::default();
    for (key, before) in self::lanes(old) {
        let after = lanes.get(&key).unwrap_or(&nothing);
        let (service, channel, _) = &key;
        let of_day = |kind, date, before: Value, after: Value| Loss {
            service_id: Some(service.clone()),
            channel: Some(channel.clone()),
            date,
            ..loss(kind, before, after)
        };
        for (date, day) in before.days.range(today..) {
            let Some(open) = day.open else { continue };
            let kept = after.days.get(date);
            let is_gone = |kept: &Day| !kept.is_known || kept.has_unknown && !day.has_unknown;
            if kept.is_none_or(is_gone) {
                let is_behind = after
                    .days
                    .last_key_value()
                    .is_none_or(|(last, _)| date > last);
                let kind = if is_behind {
                    LossKind::Withdrawn
                } else {
                    LossKind::Erased
                };
                losses.push(of_day(kind, Some(*date), open.into(), Value::Null));
            } else if let Some(total) = day.total
                && let Some(kept) = kept.filter(|kept| kept.open.is_some())
                && kept.total.is_none_or(|now| now < total)
            {
                let now = kept.total.into();
                losses.push(of_day(LossKind::TotalFell, Some(*date), total.into(), now));
            }
        }
        if after.ended && !before.ended {
            let last = after.days.last_key_value().map(|(date, _)| *date);
            losses.push(of_day(LossKind::Ended, last, Value::Null, Value::Null));
        }
    }
}

fn position(office: &Value) -> Option<Position> {
    let degrees = |key| office.get(key)?.as_f64();
    Position::new(degrees("lat")?, degrees("lon")?)
}

/// The rows of a service, channel and event together.
#[derive(Default)]
struct Lane {
    days: BTreeMap<Date, Day>,
    ended: bool,
}

#[derive(Default)]
struct Day {
    /// Open places; absent without service, and if unknown.
    open: Option<i64>,
    is_known: bool,
    /// Whether a row does not know the number of its session.
    has_unknown: bool,
    total: Option<i64>,
}

fn lanes(office: &Value) -> BTreeMap<(String, String, String), Lane> {
    let mut lanes: BTreeMap<_, Lane> = BTreeMap::new();
    let rows = office.get("quota").and_then(Value::as_array);
    for row in rows.map(Vec::as_slice).unwrap_or_default() {
        let text = |key: &str| row.get(key).and_then(Value::as_str);
        let (Some(service), Some(from)) = (text("service"), text("from").and_then(Date::parse))
        else {
            continue;
        };
        let event = row.get("event").and_then(|event| event.get("id")?.as_str());
        let lane = lanes
            .entry((
                service.to_owned(),
                text("channel").unwrap_or("app").to_owned(),
                event.unwrap_or_default().to_owned(),
            ))
            .or_default();
        lane.ended |= row.get("ended") == Some(&Value::Bool(true));
        let open = row.get("open").and_then(Value::as_array);
        let total = row.get("total");
        for (index, cell) in (0..).zip(open.map(Vec::as_slice).unwrap_or_default()) {
            let day = lane.days.entry(from.plus(index)).or_default();
            let total = match total {
                Some(Value::Array(totals)) => {
                    totals.get(usize::try_from(index).unwrap_or(usize::MAX))
                }
                other => other,
            };
            day.has_unknown |= cell.is_null();
            if let Some(open) = cell.as_i64() {
                day.is_known = true;
                if open >= 0 {
                    day.open = Some(day.open.unwrap_or_default() + open);
                    let total = total.and_then(Value::as_i64);
                    day.total = total.map(|total| day.total.unwrap_or_default() + total);
                }
            }
        }
    }
    lanes
}
