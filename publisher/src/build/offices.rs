//! Reads the sheet of offices, and the names by which the quota's sheet may refer to them.

use serde_json::{Map, Value, json};

use super::cell::Cell;
use super::complaint::Complaints;
use super::headings::Headings;
use super::layout::{is_same_heading, label_of};
use super::record::{Context, texts};
use super::regions::Regions;
use super::sheet::Sheet;
use super::vocabulary::{fold, nearest};
use crate::draft::Office;
use crate::examples::Examples;
use crate::ids::{is_id, slug};

/// Offices or services by name.
pub struct Names {
    names: Vec<(String, usize)>,
}

/// The meaning of a name.
pub enum Match {
    /// A unique match.
    One(usize),
    /// Several matches.
    Many,
    /// No match; perhaps a similar name.
    None(Option<String>),
}

impl Names {
    /// The names of a feed's items: id, name, and further ones.
    pub fn new<'a>(things: impl Iterator<Item = (&'a str, Vec<String>)>) -> Self {
        let names = things.enumerate().flat_map(|(index, (id, names))| {
            let all = names.into_iter().chain([fold(id)]);
            all.map(move |name| (name, index)).collect::<Vec<_>>()
        });
        Self {
            names: names.collect(),
        }
    }

    /// Looks up a name.
    pub fn find(&self, name: &str) -> Match {
        let folded = fold(name);
        let mut found = self.names.iter().filter(|(known, _)| *known == folded);
        let Some((_, first)) = found.next() else {
            let known = || self.names.iter().map(|(name, _)| name.as_str());
            let place = place(&folded);
            let near = known().find(|name| !place.is_empty() && self::place(name) == place);
            let near = near.or_else(|| nearest(name, known()));
            return Match::None(near.map(str::to_owned));
        };
        if found.all(|(_, other)| other == first) {
            Match::One(*first)
        } else {
            Match::Many
        }
    }
}

/// What tells an office from others: its name without the words that all offices have, so `Kanim Kediri` is near to
/// `Kantor Imigrasi Kelas II Kediri`.
fn place(name: &str) -> String {
    const COMMON: [&str; 12] = [
        "kantor", "imigrasi", "kanim", "kelas", "i", "ii", "iii", "khusus", "non", "tpi", "unit",
        "ulp",
    ];
    let words = name.split_whitespace();
    let words: Vec<&str> = words.filter(|word| !COMMON.contains(word)).collect();
    words.join(" ")
}

/// The names of offices.
pub fn names(offices: &[Office]) -> Names {
    Names::new(offices.iter().map(|office| {
        let mut names = vec![fold(&office.name)];
        names.extend(texts(office.facts.get("short")));
        let aliases = office.facts.get("aliases").and_then(Value::as_array);
        names.extend(
            aliases
                .into_iter()
                .flatten()
                .filter_map(|alias| alias.as_str().map(fold)),
        );
        (office.id.as_str(), names)
    }))
}

/// Reads the offices; adds their kinds and regions to the envelope.
pub fn read(
    sheet: &Sheet,
    context: Context,
    envelope: &mut Map<String, Value>,
    complaints: &mut Complaints,
) -> Result<Vec<Office>, serde_json::Error> {
    let regions = Regions::new()?;
    let examples = Examples::new()?;
    let is_sample = envelope.get("sample") == Some(&json!(true));
    let fields = &context.words.offices;
    let Some(headings) = Headings::find(sheet, fields, false, context.words, complaints) else {
        return Ok(Vec::new());
    };
    if !headings.require(sheet, fields, "name", complaints) {
        return Ok(Vec::new());
    }
    let name_column = headings.column("name").unwrap_or(0);
    let mut offices: Vec<(Office, u32)> = Vec::new();
    for row in sheet.rows_after(headings.row) {
        if is_same_heading(sheet, headings.row, row) {
            continue;
        }
        if let Some(cell) = label_of(sheet, row, context.words) {
            complaints.note(cell, "build.row_unread", &[]);
            continue;
        }
        // Times are in the office's own zone.
        let own = headings
            .column("time_zone")
            .map(|column| sheet.cell(row, column).shown());
        let own = own.and_then(|zone| super::record::zone(&zone, context.words));
        let context = Context {
            zone: own.as_deref().unwrap_or(context.zone),
            ..context
        };
        let mut facts = context.row(sheet, &headings, fields, row, complaints);
        if facts.is_empty() {
            continue;
        }
        let at = || sheet.at(row, name_column);
        let Some(Value::String(name)) = facts.shift_remove("name") else {
            complaints.add(at(), "build.name", &[]);
            continue;
        };
        let id = facts.shift_remove("id");
        if id.is_none() {
            let column = headings.column("id").unwrap_or(name_column);
            complaints.note(sheet.at(row, column), "build.id_made", &[]);
        }
        let id = id
            .as_ref()
            .and_then(Value::as_str)
            .map_or_else(|| slug(&name), str::to_owned);
        if !is_id(&id) {
            complaints.add(at(), "build.no_id", &[("text", name)]);
            continue;
        }
        if let Some((_, first)) = offices.iter().find(|(other, _)| other.id == id) {
            let other = sheet.at(*first, name_column);
            complaints.add(
                at(),
                "build.office_twice",
                &[("text", id), ("other", other)],
            );
            continue;
        }
        if !set_position(&mut facts, sheet, &headings, row) {
            complaints.add(at(), "build.half_position", &[]);
        }
        name_listed(&mut facts, "kind", envelope, "kinds", |_| None);
        if let Some(region) = facts.get("region").and_then(Value::as_str)
            && !is_listed(envelope, "regions", region)
        {
            let column = headings.column("region").unwrap_or(name_column);
            doubt_region(&regions, region, sheet.at(row, column), complaints);
        }
        name_listed(&mut facts, "region", envelope, "regions", |name| {
            regions.find(name)
        });
        if !is_sample && examples.has(&id, &name) {
            complaints.add(at(), "build.example", &[]);
        }
        note_twin(
            &offices,
            &name,
            at(),
            |row| sheet.at(row, name_column),
            complaints,
        );
        let office = Office {
            id,
            name,
            facts,
            quota: Vec::new(),
        };
        offices.push((office, row));
    }
    let offices = with_parents(offices, sheet, &headings, complaints);
    if offices.is_empty() {
        complaints.add(sheet.name.clone(), "build.no_offices", &[]);
    }
    Ok(offices)
}

/// The offices with their parents by id in place of by name.
fn with_parents(
    offices: Vec<(Office, u32)>,
    sheet: &Sheet,
    headings: &Headings,
    complaints: &mut Complaints,
) -> Vec<Office> {
    let rows: Vec<u32> = offices.iter().map(|(_, row)| *row).collect();
    let mut offices: Vec<Office> = offices.into_iter().map(|(office, _)| office).collect();
    let known = names(&offices);
    let ids: Vec<String> = offices.iter().map(|office| office.id.clone()).collect();
    for (office, row) in offices.iter_mut().zip(rows) {
        let Some(Value::String(parent)) = office.facts.get("parent") else {
            continue;
        };
        let at = || sheet.at(row, headings.column("parent").unwrap_or(0));
        match known.find(parent) {
            Match::One(index) => {
                let id = ids.get(index).cloned().unwrap_or_default();
                office.facts.insert("parent".to_owned(), Value::from(id));
            }
            found => found.complain("office", at(), parent.clone(), complaints),
        }
    }
    offices
}

impl Match {
    /// Complains that a name does not match exactly one item (`office` or `service`).
    pub fn complain(self, thing: &str, at: String, text: String, complaints: &mut Complaints) {
        let office = thing == "office";
        let (key, near) = match self {
            Self::One(_) => return,
            Self::Many if office => ("build.office_many", None),
            Self::Many => ("build.service_many", None),
            Self::None(Some(near)) if office => ("build.office_near", Some(near)),
            Self::None(Some(near)) => ("build.service_near", Some(near)),
            Self::None(None) if office => ("build.office_unknown", None),
            Self::None(None) => ("build.service_unknown", None),
        };
        let mut values = vec![("text", text)];
        values.extend(near.map(|near| ("near", near)));
        complaints.add(at, key, &values);
    }
}

/// Whether a name is the id or a name of an item of a list of the envelope.
fn is_named(item: &Value, name: &str) -> bool {
    let id = item.get("id").and_then(Value::as_str);
    id == Some(name) || texts(item.get("name")).contains(&fold(name))
}

fn is_listed(envelope: &Map<String, Value>, list: &str, name: &str) -> bool {
    let items = envelope.get(list).and_then(Value::as_array);
    items.into_iter().flatten().any(|item| is_named(item, name))
}

/// Parts a position in one cell into two fields; returns whether there are both or none of them. A cell that cannot be
/// read counts, since it is a complaint already.
fn set_position(
    facts: &mut Map<String, Value>,
    sheet: &Sheet,
    headings: &Headings,
    row: u32,
) -> bool {
    if let Some(Value::Array(position)) = facts.shift_remove("position") {
        for (key, degrees) in ["lat", "lon"].into_iter().zip(position) {
            facts.insert(key.to_owned(), degrees);
        }
    }
    let [lat, lon] = ["lat", "lon"].map(|path| {
        let column = headings.column(path);
        let is_blank = column.is_none_or(|column| *sheet.cell(row, column) == Cell::Blank);
        facts.contains_key(path) || !is_blank
    });
    lat == lon
}

/// Complains about a region whose name is near to that of a province, and notes any other one that is none.
fn doubt_region(regions: &Regions, region: &str, at: String, complaints: &mut Complaints) {
    if regions.find(region).is_some() {
        return;
    }
    let mut values = vec![("text", region.to_owned())];
    match regions.near(region) {
        Some(near) => {
            values.push(("near", near.to_owned()));
            complaints.add(at, "build.region_near", &values);
        }
        None => complaints.note(at, "build.region_unknown", &values),
    }
}

/// Notes an office whose name another one has already.
fn note_twin(
    offices: &[(Office, u32)],
    name: &str,
    at: String,
    other: impl Fn(u32) -> String,
    complaints: &mut Complaints,
) {
    let mut twins = offices
        .iter()
        .filter(|(known, _)| fold(&known.name) == fold(name));
    if let Some((_, row)) = twins.next() {
        let values = [("text", name.to_owned()), ("other", other(*row))];
        complaints.note(at, "build.same_name", &values);
    }
}

/// Replaces the name of a kind or region by its id, and lists it in the envelope.
fn name_listed(
    facts: &mut Map<String, Value>,
    field: &str,
    envelope: &mut Map<String, Value>,
    list: &str,
    known: impl Fn(&str) -> Option<(String, Value)>,
) {
    let Some(Value::String(name)) = facts.get(field) else {
        return;
    };
    let listed = envelope.entry(list).or_insert_with(|| json!([]));
    let Some(listed) = listed.as_array_mut() else {
        return;
    };
    let found = listed.iter().find(|item| is_named(item, name));
    let id = found.and_then(|item| Some(item.get("id")?.as_str()?.to_owned()));
    let id = id.unwrap_or_else(|| {
        let (id, text) = known(name).unwrap_or_else(|| (slug(name), Value::from(name.as_str())));
        if is_id(&id) && !listed.iter().any(|item| item.get("id") == Some(&json!(id))) {
            listed.push(json!({"id": id, "name": text}));
        }
        id
    });
    facts.insert(field.to_owned(), Value::from(id));
}
