//! Finds valid but unlikely dates: month first, or the year that has just ended.

use std::collections::BTreeMap;

use slot_finder::Date;

use super::cell::Cell;
use super::complaint::Complaints;
use super::value::Open;

/// Fewer dates than this prove nothing.
const FEW: usize = 3;
/// Quota is published at most this many days ahead, as far as known.
const AHEAD: i32 = 183;

/// How a date was typed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// A date value of the spreadsheet.
    Cell,
    /// Two numbers and a year, as text.
    Numbers,
    /// With the month's name, or with the year first: unambiguous.
    Clear,
}

/// The dates of the quota as typed.
#[derive(Default)]
pub struct Dates {
    dates: BTreeMap<Form, BTreeMap<Date, String>>,
}

impl Dates {
    /// Adds a date and its cell.
    pub fn add(&mut self, date: Date, cell: &Cell, at: String) {
        let form = match cell {
            Cell::Moment(..) => Form::Cell,
            Cell::Text(text) => {
                let mut parts = text.split(['/', '-', '.', ' ']);
                let first = parts.next().unwrap_or_default();
                let are_numbers = text.chars().all(|c| !c.is_alphabetic());
                if are_numbers && first.len() <= 2 {
                    Form::Numbers
                } else {
                    Form::Clear
                }
            }
            _ => Form::Clear,
        };
        self.dates
            .entry(form)
            .or_default()
            .entry(date)
            .or_insert(at);
    }

    /// Complains about unlikely dates, once for each kind.
    pub fn check(&self, today: Date, complaints: &mut Complaints) {
        // The same mistake, which a day above 12 has shown already.
        let mut are_swapped = complaints.has("build.month_first");
        for form in [Form::Cell, Form::Numbers] {
            if let Some(dates) = self.dates.get(&form).filter(|_| !are_swapped) {
                are_swapped |= swapped(dates, form, today, complaints);
            }
        }
        // Dates with the month first also fall in a wrong year.
        if !are_swapped {
            self.last_year(today, complaints);
            self.next_year(today, complaints);
        }
    }

    /// Complains about dates a year ahead of all others.
    fn next_year(&self, today: Date, complaints: &mut Complaints) {
        let all = || self.dates.values().flatten();
        let is_far = |date: Date| {
            let [year, month, day] = parts(date);
            let before = Date::new(year - 1, number(month), number(day));
            date.days_since(today) > 300
                && before.is_some_and(|date| date.days_since(today).abs() <= AHEAD)
        };
        let far: BTreeMap<Date, &String> = all()
            .filter(|(date, _)| is_far(**date))
            .map(|(date, at)| (*date, at))
            .collect();
        let Some((first, at)) = far.first_key_value() else {
            return;
        };
        // Days from here on into the next year are many days, with no gap of months.
        let (from, to) = (first.plus(-90), first.plus(-1));
        let leads_up = all().any(|(date, _)| (from..=to).contains(date));
        let is_in_use = all().any(|(date, _)| date.days_since(today).abs() <= AHEAD);
        if leads_up || !is_in_use {
            return;
        }
        let values = [
            ("text", first.to_string()),
            ("count", far.len().to_string()),
            ("year", (parts(*first)[0] - 1).to_string()),
        ];
        complaints.add((*at).clone(), "build.next_year", &values);
    }

    /// Complains about past dates that would be ahead one year later, such as a January typed in December.
    fn last_year(&self, today: Date, complaints: &mut Complaints) {
        let all: BTreeMap<Date, &String> = self
            .dates
            .values()
            .flatten()
            .map(|(date, at)| (*date, at))
            .collect();
        let is_slip = |date: Date| {
            let [year, month, day] = parts(date);
            let next = Date::new(year + 1, number(month), number(day));
            let ahead = next.map(|next| next.days_since(today));
            today.days_since(date) > AHEAD
                && ahead.is_some_and(|days| (-31..=AHEAD).contains(&days))
        };
        let slips: Vec<Date> = all.keys().copied().filter(|date| is_slip(*date)).collect();
        let (Some(first), Some(last)) = (slips.first(), slips.last()) else {
            return;
        };
        // A sheet that keeps its past days has some later days too; a sheet in use has some near today.
        let has = |from: Date, to: Date| all.range(from..=to).next().is_some();
        if has(last.plus(1), last.plus(90)) || !has(today.plus(-60), Date::MAX) {
            return;
        }
        let at = all.get(first).map_or_else(String::new, ToString::to_string);
        let values = [
            ("text", first.to_string()),
            ("count", slips.len().to_string()),
            ("year", (parts(*first)[0] + 1).to_string()),
        ];
        complaints.add(at, "build.last_year", &values);
    }
}

/// Complains about dates with day and month swapped, and returns whether it did: all on the same day of different
/// months, or most of them past or far ahead while none would be after swapping.
fn swapped(
    dates: &BTreeMap<Date, String>,
    form: Form,
    today: Date,
    complaints: &mut Complaints,
) -> bool {
    let swap = |date: Date| {
        let [year, month, day] = parts(date);
        Date::new(year, number(day), number(month))
    };
    let doubtful = dates
        .iter()
        .filter_map(|(date, at)| Some((*date, swap(*date)?, at)));
    let doubtful: Vec<(Date, Date, &String)> = doubtful.collect();
    // A text with a day above 12 shows that the day comes first. A spreadsheet keeps such a text as text.
    if doubtful.len() < FEW {
        note_two(&doubtful, dates.len(), today, complaints);
        return false;
    }
    if form == Form::Numbers && doubtful.len() < dates.len() {
        return false;
    }
    let is_near = |date: Date, back: i32| (-back..=AHEAD).contains(&date.days_since(today));
    let same_day = doubtful.len() == dates.len() && {
        let day = |date: Date| parts(date)[2];
        let first = doubtful.first().map(|(date, ..)| day(*date));
        doubtful.iter().all(|(date, ..)| Some(day(*date)) == first)
    };
    let implausible = doubtful
        .iter()
        .filter(|(date, ..)| !is_near(*date, 0))
        .count();
    let all_near = doubtful.iter().all(|(_, swapped, _)| is_near(*swapped, 7));
    let better_swapped = implausible * 2 > doubtful.len() && all_near;
    if !(same_day || better_swapped) {
        return false;
    }
    if let Some((date, swapped, at)) = doubtful.first() {
        let values = [
            ("text", date.to_string()),
            ("count", doubtful.len().to_string()),
            ("other", swapped.to_string()),
        ];
        complaints.add((*at).clone(), "build.swapped", &values);
    }
    true
}

/// Notes two dates a month apart, months ahead, that are days apart and near with day and month swapped.
fn note_two(
    doubtful: &[(Date, Date, &String)],
    all: usize,
    today: Date,
    complaints: &mut Complaints,
) {
    let [(first, near, at), (second, next, _)] = doubtful else {
        return;
    };
    let is_far = |date: &Date| date.days_since(today) > 92;
    let is_near = |date: &Date| (0..=62).contains(&date.days_since(today));
    if all == 2 && [first, second].into_iter().all(is_far) && [near, next].into_iter().all(is_near)
    {
        let values = [
            ("text", first.to_string()),
            ("count", all.to_string()),
            ("other", near.to_string()),
        ];
        complaints.note((*at).clone(), "build.swapped", &values);
    }
}

/// Notices a column of sums that is read as the places in all of each day.
#[derive(Default)]
pub struct Sums {
    /// Rows whose total is the sum of two days with places or more, and rows whose total is none.
    equal: usize,
    other: usize,
}

impl Sums {
    /// Adds a row with a column for each day.
    pub fn add(&mut self, total: Option<u32>, days: impl Iterator<Item = Open>) {
        let places = days.filter_map(|day| match day {
            Open::Day(Some(places)) if places > 0 => u32::try_from(places).ok(),
            _ => None,
        });
        let places: Vec<u32> = places.collect();
        let (Some(total), true) = (total, places.len() > 1) else {
            return;
        };
        if places.iter().sum::<u32>() == total {
            self.equal += 1;
        } else {
            self.other += 1;
        }
    }

    /// Complains if all rows are such, or notes it of a single row, and forgets them.
    pub fn check(&mut self, at: impl Fn() -> String, complaints: &mut Complaints) {
        match *self {
            Self { equal: 1, other: 0 } => complaints.note(at(), "build.sums", &[]),
            Self {
                equal: 2..,
                other: 0,
            } => complaints.add(at(), "build.sums", &[]),
            _ => {}
        }
        *self = Self::default();
    }
}

/// Year, month and day.
fn parts(date: Date) -> [i32; 3] {
    let text = date.to_string();
    let mut parts = text
        .splitn(3, '-')
        .map(|part| part.parse().unwrap_or_default());
    [(); 3].map(|()| parts.next().unwrap_or_default())
}

fn number(n: i32) -> u32 {
    u32::try_from(n).unwrap_or_default()
}
