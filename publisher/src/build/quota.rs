//! Reads the sheet of quota, one row per day or one column per day, into the rows of a feed.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use slot_finder::Date;

use super::cell::{Cell, clock};
use super::complaint::Complaints;
use super::days::{Day, Days, Key};
use super::headings::Headings;
use super::layout::{Above, is_heading, is_same_heading, is_weekdays, label_of};
use super::offices::{Match, Names};
use super::plausible::{Dates, Sums};
use super::sessions;
use super::sheet::Sheet;
use super::value::{Open, channel, count, date, open, session, text, time, weekday};
use super::vocabulary::{Vocabulary, begins_with};
use crate::draft::{Office, Row, Total};
use crate::ids::{is_id, slug};

/// The most days in a row of the format.
const MAX_DAYS: i32 = 1_000;

/// The quota of all sheets.
pub struct Quota<'a> {
    /// The vocabulary of spreadsheets.
    pub words: &'a Vocabulary,
    /// The offices by name.
    pub offices: Names,
    /// The services by name.
    pub services: Names,
    /// The ids of the services.
    pub service_ids: Vec<String>,
    days: Days,
    sums: Sums,
    dates: Dates,
}

impl<'a> Quota<'a> {
    /// Empty quota.
    pub fn new(
        words: &'a Vocabulary,
        offices: Names,
        services: Names,
        service_ids: Vec<String>,
    ) -> Self {
        Self {
            words,
            offices,
            services,
            service_ids,
            days: Days::new(),
            sums: Sums::default(),
            dates: Dates::default(),
        }
    }

    /// Reads a sheet of either layout: the wide one if headings are dates.
    pub fn read(&mut self, sheet: &Sheet, complaints: &mut Complaints) {
        let fields = &self.words.quota;
        let words = self.words;
        let Some(headings) = Headings::find(sheet, fields, true, words, complaints) else {
            return;
        };
        let mut required = vec!["office", "service"];
        if headings.days.is_empty() && !headings.has_bad_day {
            required.push(
                if headings.column("day").is_some() && headings.column("date").is_none() {
                    "day"
                } else {
                    "date"
                },
            );
            // A lone "kuota" column may mean places left or places in all.
            required.push("open");
        }
        if headings.has_bad_day && headings.days.is_empty() {
            return;
        }
        let missing = required
            .into_iter()
            .filter(|path| !headings.require(sheet, fields, path, complaints));
        if missing.count() > 0 {
            return;
        }
        for column in ["date", "open"]
            .into_iter()
            .filter_map(|path| headings.column(path))
        {
            if !headings.days.is_empty() {
                complaints.add(sheet.at(headings.row, column), "build.both_forms", &[]);
            }
        }
        for (index, (column, day)) in headings.days.iter().enumerate() {
            let earlier = headings.days.iter().take(index);
            for (first, _) in earlier.filter(|(_, other)| other == day) {
                let values = [
                    ("text", day.to_string()),
                    ("other", sheet.at(headings.row, *first)),
                ];
                complaints.add(
                    sheet.at(headings.row, *column),
                    "build.heading_twice",
                    &values,
                );
            }
        }
        for (column, day) in &headings.days {
            let cell = sheet.cell(headings.row, *column);
            self.dates.add(*day, cell, sheet.at(headings.row, *column));
        }
        let mut above = Above::default();
        for row in sheet.rows_after(headings.row) {
            if is_weekdays(sheet, headings.row, row, fields, words) {
                continue;
            }
            if is_heading(sheet, &headings.columns, row, words) {
                if is_same_heading(sheet, headings.row, row) {
                    continue;
                }
                let values = [("other", sheet.at(headings.row, 0))];
                complaints.add(sheet.at(row, 0), "build.second_table", &values);
                break;
            }
            if let Some(label) = label_of(sheet, row, words) {
                complaints.note(label, "build.row_unread", &[]);
                continue;
            }
            self.read_row(sheet, &headings, row, &mut above, complaints);
        }
        if let Some(column) = headings.column("total")
            && !headings.days.is_empty()
        {
            self.sums
                .check(|| sheet.at(headings.row, column), complaints);
        }
    }

    fn read_row(
        &mut self,
        sheet: &Sheet,
        headings: &Headings,
        row: u32,
        above: &mut Above,
        complaints: &mut Complaints,
    ) {
        let place = |path: &str| headings.column(path).map(|column| sheet.at(row, column));
        let own = |path: &str| {
            headings
                .column(path)
                .map_or(&Cell::Blank, |column| sheet.cell(row, column))
        };
        let filled = headings
            .columns
            .iter()
            .filter(|(_, field)| !field.path.is_empty());
        let mut filled = filled
            .map(|(column, _)| column)
            .chain(headings.days.iter().map(|(c, _)| c));
        if filled.all(|column| *sheet.cell(row, *column) == Cell::Blank) {
            return;
        }
        let at = |path: &str| place(path).unwrap_or_default();
        if self.says_nothing(sheet, headings, row) {
            let first = sheet.row(row).next().map_or(0, |(column, _)| column);
            complaints.note(sheet.at(row, first), "build.row_unread", &[]);
            return;
        }
        if above.fills(own("office"), own("service")) {
            complaints.note(at("office"), "build.filled_down", &[]);
        }
        let above = &*above;
        let cell = |path: &str| match path {
            "office" => &above.office,
            "service" => &above.service,
            other => own(other),
        };
        // Reads each part even if another one is wrong, to report all complaints at once.
        let total = complaints.ok(|| at("total"), count(cell("total")));
        let key = self.key(&cell, &at, complaints);
        let mut days: Vec<(Date, Day)> = Vec::new();
        if let Some(column) = headings.column("open") {
            let open = complaints.ok(|| sheet.at(row, column), open(cell("open"), self.words));
            let is_dated = headings.column("date").is_some();
            let dated = if is_dated { "date" } else { "day" };
            let date = complaints.ok(|| at(dated), date(cell(dated), self.words));
            if let Some(date) = date {
                self.dates.add(date, cell(dated), at(dated));
            }
            if is_dated && let Some(date) = date {
                let named = complaints.ok(|| at("day"), weekday(cell("day"), self.words));
                if let Some(Some(named)) = named
                    && named != date.weekday()
                {
                    let values = [("text", cell("day").shown()), ("date", date.to_string())];
                    complaints.add(at("day"), "build.weekday_other", &values);
                }
            }
            if let (Some(open), Some(date), Some(total)) = (open, date, total) {
                let at = sheet.at(row, column);
                days.push((date, Day { open, total, at }));
            }
        }
        for &(column, date) in &headings.days {
            let at = sheet.at(row, column);
            let open = complaints.ok(|| at.clone(), open(sheet.cell(row, column), self.words));
            if let (Some(open), Some(total)) = (open, total) {
                days.push((date, Day { open, total, at }));
            }
        }
        if !headings.days.is_empty() {
            self.sums
                .add(total.flatten(), days.iter().map(|(_, day)| day.open));
        }
        for (_, day) in &days {
            if let (Open::Day(Some(open)), Some(total)) = (day.open, day.total)
                && i64::from(open) > i64::from(total)
            {
                let values = [("open", open.to_string()), ("total", total.to_string())];
                complaints.add(day.at.clone(), "build.more_than_total", &values);
            }
        }
        let Some(key) = key else {
            return;
        };
        let known = self.days.entry(key).or_default();
        for (date, day) in days {
            if let Some(first) = known.get(&date) {
                let values = [("other", first.at.clone()), ("text", date.to_string())];
                complaints.add(day.at, "build.day_twice", &values);
            } else {
                known.insert(date, day);
            }
        }
    }

    /// Whether a row has no number, and no office or service that it could be about: a note, a signature, a row of sums.
    fn says_nothing(&self, sheet: &Sheet, headings: &Headings, row: u32) -> bool {
        let cell = |path: &str| {
            headings
                .column(path)
                .map_or(&Cell::Blank, |column| sheet.cell(row, column))
        };
        let is_sum = |path: &str| matches!(cell(path), Cell::Text(text) if begins_with(&self.words.total, text));
        if is_sum("session") || is_sum("date") && *cell("office") == Cell::Blank {
            return true;
        }
        let dated = if headings.column("date").is_some() {
            "date"
        } else {
            "day"
        };
        if ![cell("office"), cell("service")].contains(&&Cell::Blank) {
            return false;
        }
        if headings.days.is_empty() {
            *cell("open") == Cell::Blank && date(cell(dated), self.words).is_err()
        } else {
            let mut days = headings.days.iter();
            days.all(|(column, _)| *sheet.cell(row, *column) == Cell::Blank)
        }
    }

    /// The key of a row.
    fn key<'c>(
        &self,
        cell: &impl Fn(&str) -> &'c Cell,
        at: &impl Fn(&str) -> String,
        complaints: &mut Complaints,
    ) -> Option<Key> {
        let mut thing = |path: &'static str, names: &Names| {
            let name = complaints.ok(|| at(path), text(cell(path)))?;
            let Some(name) = name else {
                complaints.add(at(path), "build.name", &[]);
                return None;
            };
            match names.find(&name) {
                Match::One(index) => Some(index),
                found => {
                    found.complain(path, at(path), name, complaints);
                    None
                }
            }
        };
        let office = thing("office", &self.offices);
        let service = thing("service", &self.services);
        let channel = complaints.ok(|| at("channel"), channel(cell("channel"), self.words));
        let event = complaints.ok(|| at("event"), text(cell("event")));
        if let Some(Some(name)) = event
            .as_ref()
            .filter(|name| name.as_ref().is_some_and(|name| !is_id(&slug(name))))
        {
            complaints.add(at("event"), "build.event", &[("text", name.clone())]);
        }
        let session = session_of(cell, at, complaints);
        Some(Key {
            office: office?,
            service: service?,
            channel: channel?.filter(|channel| channel != "app"),
            session: session.ok()?,
            event: event?,
        })
    }

    /// Gives the offices their rows. A gap between days becomes `no service` if `serves` says so, else unknown.
    pub fn give(
        mut self,
        offices: &mut [Office],
        serves: impl Fn(Date) -> bool,
        today: Date,
        complaints: &mut Complaints,
    ) {
        self.dates.check(today, complaints);
        sessions::refuse_double(&self.days, complaints);
        sessions::refuse_spans(&self.days, complaints);
        sessions::fill(&mut self.days);
        for (key, days) in self.days {
            let service = self
                .service_ids
                .get(key.service)
                .cloned()
                .unwrap_or_default();
            let row = row(key.clone(), service, &days, &serves, complaints);
            if let (Some(row), Some(office)) = (row, offices.get_mut(key.office)) {
                office.quota.push(row);
            }
        }
    }
}

/// The session of a row, from one cell or from two; errors are already reported.
fn session_of<'c>(
    cell: &impl Fn(&str) -> &'c Cell,
    at: &impl Fn(&str) -> String,
    complaints: &mut Complaints,
) -> Result<Option<[String; 2]>, ()> {
    let whole = complaints.ok(|| at("session"), session(cell("session")));
    let start = complaints.ok(|| at("start"), time(cell("start")));
    let end = complaints.ok(|| at("end"), time(cell("end")));
    let (Some(whole), Some(start), Some(end)) = (whole, start, end) else {
        return Err(());
    };
    match (whole, start, end) {
        (whole, None, None) => Ok(whole),
        (None, Some(start), Some(end)) if start < end => Ok(Some([clock(start), clock(end)])),
        (None, Some(_), Some(_)) => {
            complaints.add(at("end"), "build.session_order", &[]);
            Err(())
        }
        (None, start, _) => {
            let missing = if start.is_none() { "start" } else { "end" };
            let there = if start.is_none() { "end" } else { "start" };
            let missing = at(missing);
            let place = if missing.is_empty() {
                at(there)
            } else {
                missing
            };
            complaints.add(place, "build.session_half", &[]);
            Err(())
        }
        (Some(_), _, _) => {
            complaints.add(at("session"), "build.session_both", &[]);
            Err(())
        }
    }
}

fn row(
    key: Key,
    service: String,
    days: &BTreeMap<Date, Day>,
    serves: &impl Fn(Date) -> bool,
    complaints: &mut Complaints,
) -> Option<Row> {
    let ended = days.iter().find(|(_, day)| day.open == Open::Ends);
    let released: BTreeMap<Date, &Day> = days
        .iter()
        .take_while(|(_, day)| day.open != Open::Ends)
        .map(|(date, day)| (*date, day))
        .collect();
    if let Some((end, first)) = ended {
        let later = days.range(end.plus(1)..).map(|(_, day)| day);
        for day in later.filter(|day| matches!(day.open, Open::Day(Some(_)))) {
            complaints.add(
                day.at.clone(),
                "build.after_end",
                &[("other", first.at.clone())],
            );
        }
    }
    let ((&from, first), (&last, latest)) =
        (released.first_key_value()?, released.last_key_value()?);
    if last.days_since(from) >= MAX_DAYS {
        let values = [
            ("from", from.to_string()),
            ("to", last.to_string()),
            ("other", first.at.clone()),
        ];
        complaints.add(latest.at.clone(), "build.too_many_days", &values);
        return None;
    }
    let mut open = Vec::new();
    let mut totals = Vec::new();
    for date in from.up_to(last) {
        let day = released.get(&date);
        open.push(match day.map(|day| day.open) {
            Some(Open::Day(cell)) => cell,
            _ => (!serves(date)).then_some(-1),
        });
        totals.push(day.and_then(|day| day.total));
    }
    let total = total(&open, totals);
    let mut facts = Map::new();
    if let Some([start, end]) = key.session {
        facts.insert("session".to_owned(), json!({"start": start, "end": end}));
    }
    if let Some(name) = key.event {
        facts.insert(
            "event".to_owned(),
            json!({"id": slug(&name), "name": Value::from(name)}),
        );
    }
    Some(Row {
        service,
        channel: key.channel,
        facts,
        from,
        open,
        total,
    })
}

/// One number if all days with service have the same known total, else one for each day.
fn total(open: &[Option<i32>], mut totals: Vec<Option<u32>>) -> Option<Total> {
    for (total, open) in totals.iter_mut().zip(open) {
        if *open == Some(-1) {
            *total = None;
        }
    }
    let first = totals.iter().flatten().next().copied()?;
    let known = totals
        .iter()
        .zip(open)
        .filter(|(_, open)| open.is_some_and(|open| open >= 0));
    let same = totals.iter().flatten().all(|total| *total == first)
        && known.into_iter().all(|(total, _)| *total == Some(first));
    Some(if same {
        Total::EachDay(first)
    } else {
        Total::Days(totals)
    })
}
