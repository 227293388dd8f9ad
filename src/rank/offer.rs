//! An offer with everything that a person needs to decide.

use serde::Serialize;

use crate::date::Date;
use crate::feed::{Booking, EventInfo, Localized, OfficeInfo, Precision};
use crate::rank::evaluation::Evaluation;
use crate::rank::order::Candidate;
use crate::rank::series::{CoveredDates, DayState, Series, last_before};
use crate::shared::Shared;
use crate::sort::sort_by;
use crate::time::time_of_day;

/// Places left for one service, channel and day at one office.
///
/// `open` is never zero: a day without places is not an offer but a count in [`Empty`](crate::Empty). Costs are in
/// days, so a person can add them up: waiting, travelling, and the risk that the places are gone.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Offer<'f> {
    /// The office.
    pub office_id: &'f str,
    /// The office in full.
    pub office: Shared<OfficeInfo>,
    /// The service.
    pub service_id: &'f str,
    /// The service's name.
    pub service: Localized,
    /// How to get the place: `app`, `web`, `phone`, `walk_in` or another id.
    pub channel: &'f str,
    /// The one-off that it belongs to, such as a Paspor Simpatik day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<EventInfo>,
    /// The day, at the office.
    pub date: Date,
    /// When what is asked for is ready.
    pub ready_on: Date,
    /// Places left, summed over sessions.
    pub open: i64,
    /// Places in all, if the feed says so for every session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
    /// How far `open` can be trusted.
    pub precision: Precision,
    /// Whether one row holds the party by itself: one session, or a row without session.
    pub together: bool,
    /// The sessions with places, by time.
    pub sessions: Vec<SessionInfo>,
    /// Great-circle distance in km.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<f64>,
    /// Days from today to the date.
    pub wait_days: i32,
    /// What travelling costs.
    pub travel_days: f64,
    /// What the risk costs that the places are gone.
    pub risk_days: f64,
    /// The sum of the three.
    pub cost_days: f64,
    /// Seconds since the number was observed.
    pub age_seconds: f64,
    /// Whether to warn that it is old.
    pub stale: bool,
    /// Whether it is too old to be called open.
    pub expired: bool,
    /// How to book it.
    pub booking: Shared<Booking>,
    /// The same on other dates: up to 3 before and 5 after.
    pub days: Vec<OtherDay>,
}

/// The places of one session.
#[derive(Clone, Debug, Serialize)]
pub struct SessionInfo {
    /// When it starts, `HH:MM` at the office.
    pub start: String,
    /// When it ends.
    pub end: String,
    /// Places left.
    pub open: i64,
    /// Places in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

/// Another date of an offer.
#[derive(Clone, Debug, Serialize)]
pub struct OtherDay {
    /// The day, at the office.
    pub date: Date,
    /// Places left.
    pub open: i64,
    /// Whether they are enough.
    pub state: OtherDayState,
}

/// Whether the places of another date are enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum OtherDayState {
    /// They are.
    Open,
    /// There are some, but not for the party.
    TooFew,
}

/// The offers that an answer tells. One that it tells twice is made once.
#[derive(Default)]
pub(super) struct Told<'f>(Vec<(Candidate<'f>, Shared<Offer<'f>>)>);

impl<'f> Told<'f> {
    /// Makes the offer of a candidate that was not told before.
    pub fn new_offer(
        &mut self,
        question: &Evaluation<'f>,
        of: &Candidate<'f>,
    ) -> Option<Shared<Offer<'f>>> {
        let offer = Shared::new(question.offer(of)?);
        self.0.push((*of, offer.clone()));
        Some(offer)
    }

    /// The offer of a candidate.
    pub fn offer(
        &mut self,
        question: &Evaluation<'f>,
        of: &Candidate<'f>,
    ) -> Option<Shared<Offer<'f>>> {
        let known = self.0.iter().find(|(candidate, _)| candidate.is_same(of));
        match known {
            Some((_, offer)) => Some(offer.clone()),
            None => self.new_offer(question, of),
        }
    }
}

impl<'f> Evaluation<'f> {
    /// The offer of a candidate; there is one for each candidate of this question.
    fn offer(&self, best: &Candidate<'f>) -> Option<Offer<'f>> {
        let reached = &best.reached;
        let head = reached.head;
        let list = self.series_once(reached);
        // They are in the order of their keys.
        let at = list.binary_search_by(|series| series.key.cmp(&best.key));
        let series = list.get(at.ok()?)?;
        let row = series.first_open_row(best.date)?;
        let day = self.day(series, best.date);
        let cost = self.cost(reached, best.date, best.open);
        let age_seconds = self.office_age(head);
        let description = self.description();
        let [service_id, channel, _] = best.key;
        Some(Offer {
            office_id: &head.id,
            office: self.office(head),
            service_id,
            service: description.service_name(service_id),
            channel,
            event: series.event.map(|event| description.event(event)),
            date: best.date,
            ready_on: self.ready_on(series, best.date),
            open: best.open,
            total: day.total,
            precision: day.precision,
            together: series.is_together(best.date, i64::from(self.query.party)),
            sessions: sessions(series, best.date),
            distance_km: reached.distance_km,
            wait_days: cost.wait,
            travel_days: cost.travel,
            risk_days: cost.risk,
            cost_days: cost.sum,
            age_seconds,
            stale: self.is_stale(age_seconds),
            expired: best.expired,
            booking: self.booking(head, row),
            days: self.other_days(series, best.date),
        })
    }

    /// The nearest dates with places before and after an offer's.
    fn other_days(&self, series: &Series<'f>, offered: Date) -> Vec<OtherDay> {
        const BEFORE: usize = 3;
        const AFTER: usize = 5;
        let today = series.clock.date;
        let first = self.query.from.unwrap_or(today).max(today);
        let other_day = |date: Date| {
            let day = self.day(series, date);
            let is_shown = day.open > 0 && self.asks_date(series, date);
            is_shown.then_some(OtherDay {
                date,
                open: day.open,
                state: match day.state {
                    DayState::Open => OtherDayState::Open,
                    _ => OtherDayState::TooFew,
                },
            })
        };
        // From the offer on, in both directions: what is far from it costs nothing.
        let mut days = Vec::new();
        let mut date = offered;
        while days.len() < BEFORE
            && let Some(earlier) = last_before(&series.rows.list, date)
            && earlier >= first
        {
            days.extend(other_day(earlier));
            date = earlier;
        }
        days.reverse();
        let last = self.query.to.unwrap_or(Date::MAX);
        let later = CoveredDates::new(&series.rows.list, offered, last, 0);
        let later = later.filter(|date| *date > offered);
        days.extend(later.filter_map(other_day).take(AFTER));
        days
    }
}

/// The sessions with places on a date, by time.
fn sessions(series: &Series<'_>, date: Date) -> Vec<SessionInfo> {
    let mut found = series.sessions(date);
    sort_by(&mut found, |a, b| a.0.cmp(&b.0));
    found
        .into_iter()
        .map(|(session, open, total)| SessionInfo {
            start: time_of_day(session.start),
            end: time_of_day(session.end),
            open,
            total,
        })
        .collect()
}
