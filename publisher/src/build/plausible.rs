//! Finds valid but unlikely dates: month first, or the year that has just ended.

use std::collections::BTreeMap;

use slot_finder::Date;

use super::cell::Cell;
use super::complaint::Complaints;

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
        let mut are_swapped = false;
        for form in [Form::Cell, Form::Numbers] {
            if let Some(dates) = self.dates.get(&form) {
                are_swapped |= swapped(dates, form, today, complaints);
            }
        }
        // Dates with the month first also fall in a wrong year.
        if !are_swapped {
            self.last_year(today, complaints);
        }
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
    if doubtful.len() < FEW || (form == Form::Numbers && doubtful.len() < dates.len()) {
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
