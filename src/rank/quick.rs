//! The quick way through a feed's offices, by their columns, for questions that find something where they ask.
//!
//! It gives the same answer as the careful way, bit for bit, which a test compares on random feeds. What makes it quick:
//!
//! - **Bounds.** An office's ideal offer has its soonest date, its most places and a distance that is not too large. It
//!   comes before every real offer of the office in every order, since each part of a cost grows with the wait and the
//!   distance, and shrinks with the places. If the ideal offer comes after the last one kept and every highlight, so
//!   are the real ones, and it is enough to count them.
//! - **Chords.** The straight line through the Earth is no longer than the way around it: it says that an office is beyond
//!   the radius, or costs too much, before its distance is computed.
//! - **No sorting.** Orders are total, so whatever the order of visits, the same offers are kept.
//!
//! It relies on: the promises of [`Columns`]; that a later date is never ready sooner; and that only [`Collector::visit`],
//! the careful way, sees an office without columns.

use std::ops::Range;

use crate::date::Date;
use crate::feed::{Column, Columns, Feed, SeriesIds, Site};
use crate::geo::{Point, distance_km};
use crate::query::Sort;
use crate::rank::collector::{Collector, Visited};
use crate::rank::evaluation::{Asked, Evaluation, Reached, by_distance};
use crate::rank::order::{Candidate, Pricing, keep_first};
use crate::rank::reason::MOST_NEARER;
use crate::time::LocalTime;
use crate::work::{self, Work};

/// A question, prepared for columns.
struct Quick<'q, 'f> {
    question: &'q Evaluation<'f>,
    columns: &'f Columns,
    near: Option<Point>,
    /// Whether each id is asked as a service, and as a channel.
    services: Vec<Asked>,
    channels: Vec<Asked>,
    /// The last date, if there is one, on which each service is ready in time at an office without closures of its own.
    in_time: Vec<Option<Date>>,
    party: i16,
    /// The series of the office that is visited, and the sums of those that have several rows.
    open: Vec<OpenSeries<'f>>,
    sums: Vec<i16>,
}

/// A series from its first day with enough places on.
struct OpenSeries<'f> {
    ids: SeriesIds,
    cells: Cells<'f>,
    first: Date,
    most: i16,
}

/// Cells as the feed has them, or where their sums are.
enum Cells<'f> {
    Column(&'f [i16]),
    Sums(Range<usize>),
}

/// Visits every office in reach; nothing, if none within the radius asked for has an offer.
pub(super) fn visit<'f>(question: &Evaluation<'f>) -> Option<Visited<'f>> {
    let feed = question.feed;
    let query = question.query;
    let mut quick = Quick::new(question);
    let mut collector = Collector::new(feed, query);
    let mut left_out = Collector::new(feed, query);
    let mut without = Vec::new();
    let mut has_released = false;
    let farthest = query.within_km.map_or(f32::INFINITY, Point::chord_limit);
    for (office, (site, head)) in feed.sites.iter().zip(&feed.heads).enumerate() {
        let near = quick.near.zip(site.point);
        let chord = near.map(|(near, point)| near.chord_squared(point));
        if chord.is_some_and(|chord| chord > farthest) || !question.passes(head) {
            continue;
        }
        let mut reached = Reached {
            office,
            head,
            distance_km: chord.map(Point::least_km),
        };
        if query.within_km.is_some() {
            reached.distance_km = quick.distance_km(&reached);
            if reached.distance_km.is_none() {
                quick.visit(&mut left_out, reached, site, true);
                continue;
            }
            if !reached.is_within(query.within_km) {
                continue;
            }
        }
        has_released = has_released || question.has_released_since(&reached, site);
        if !quick.visit(&mut collector, reached, site, false) && query.near.is_some() {
            without.push(reached);
        }
    }
    let kept = collector.take_kept();
    let first_km = kept.first()?.reached.distance_km;
    Some(Visited {
        collector,
        kept,
        unlocated: left_out.offices,
        radius: query.within_km,
        nearest_first: quick.nearer(&without, first_km),
        has_released,
        empty: None,
    })
}

impl<'q, 'f> Quick<'q, 'f> {
    fn new(question: &'q Evaluation<'f>) -> Self {
        let feed: &'f Feed = question.feed;
        let ids = feed.columns.ids();
        let working_days = question.last_working_days(&[]);
        let in_time = |id: &str| question.in_time_until(ready_days(feed, id), &working_days);
        Self {
            question,
            columns: &feed.columns,
            near: question.query.near.map(Point::new),
            services: ids.iter().map(|id| question.asks_service(id)).collect(),
            channels: ids.iter().map(|id| question.asks_channel(id)).collect(),
            in_time: ids.iter().map(|id| in_time(id)).collect(),
            party: i16::try_from(question.query.party).unwrap_or(i16::MAX),
            open: Vec::new(),
            sums: Vec::new(),
        }
    }

    /// The exact distance of an office.
    fn distance_km(&self, reached: &Reached<'f>) -> Option<f64> {
        let near = self.question.query.near.zip(reached.head.position);
        near.map(|(near, position)| distance_km(near, position))
    }

    /// The nearest of the offices without an offer, as many as an answer shows, that could be nearer than the first offer.
    fn nearer(&self, without: &[Reached<'f>], first_km: Option<f64>) -> Vec<Reached<'f>> {
        let mut nearest: Vec<Reached<'f>> = Vec::new();
        for &(mut reached) in without {
            let last = nearest.get(MOST_NEARER - 1);
            let farthest = last.map_or(first_km, |last| last.distance_km);
            // This distance may be too small, never too large.
            if by_distance(reached.distance_km, farthest).is_gt() {
                continue;
            }
            reached.distance_km = self.distance_km(&reached);
            let before = |other: &Reached<'f>| other.nearest_first(&reached).is_lt();
            nearest.insert(nearest.partition_point(before), reached);
            nearest.truncate(MOST_NEARER);
        }
        nearest
    }

    /// Adds the offers of an office; where none of them can be shown, only how many they are. Says whether it has any.
    fn visit(
        &mut self,
        collector: &mut Collector<'f>,
        mut reached: Reached<'f>,
        site: &Site,
        only_count: bool,
    ) -> bool {
        let question = self.question;
        let query = question.query;
        let columns = self.columns;
        let rows = site.rows.map(|rows| columns.rows(rows));
        // Sums don't show which session has how many places.
        let can_sum =
            |rows: &&[Column]| !query.same_session || rows.is_sorted_by(|a, b| a.series < b.series);
        let Some(rows) = rows.filter(can_sum) else {
            reached.distance_km = self.distance_km(&reached);
            let before = collector.offices;
            collector.visit(question, &reached);
            return collector.offices > before;
        };
        work::add(Work::Offices, 1);
        let age = question.age_seconds(site.observed_ms);
        let expired = question.is_expired(age);
        if expired && !query.show_expired {
            return false;
        }
        let clock = question.clock_in(site.zone);
        let (total, most, soonest) = self.open_series(collector, rows, &reached, site, clock);
        if total == 0 {
            return false;
        }
        collector.count(reached.office, total);
        if only_count {
            return true;
        }
        let pricing = question.pricing(clock.date, age, reached.distance_km);
        let mut ideal = Candidate {
            reached,
            key: ["", "", ""],
            date: soonest,
            open: i64::from(most),
            cost_days: pricing.cost(soonest, i64::from(most)).sum,
            expired,
        };
        if collector.is_behind(&ideal) {
            return true;
        }
        ideal.reached.distance_km = self.distance_km(&reached);
        let pricing = question.pricing(clock.date, age, ideal.reached.distance_km);
        ideal.cost_days = pricing.cost(soonest, i64::from(most)).sum;
        if !collector.is_behind(&ideal) {
            self.add(collector, &ideal, &pricing);
        }
        true
    }

    /// Finds the series of an office that have an offer. Gives how many days have one, the most places and the first date.
    fn open_series(
        &mut self,
        collector: &mut Collector<'f>,
        rows: &'f [Column],
        reached: &Reached<'f>,
        site: &Site,
        clock: LocalTime,
    ) -> (usize, i16, Date) {
        self.open.clear();
        self.sums.clear();
        let question = self.question;
        let (mut total, mut most, mut soonest) = (0, 0, Date::MAX);
        for rows in rows.chunk_by(|a, b| a.series == b.series) {
            let Some(ids) = rows.first().map(|row| row.series) else {
                continue;
            };
            let asked = self.asked(ids);
            if asked == Asked::No || !question.asks_event(ids.event != Columns::NONE) {
                continue;
            }
            let (mut first, mut cells) = self.cells(rows, reached, site, clock);
            let places = slice(&cells, &self.sums);
            let (days, greatest) = count(places, self.party);
            if days == 0 {
                continue;
            }
            let skipped = places.iter().position(|cell| *cell >= self.party);
            let skipped = skipped.unwrap_or_default();
            first = first.plus(i32::try_from(skipped).unwrap_or(i32::MAX));
            if asked == Asked::ByDefaultNot {
                collector.add_alternative(self.key(ids), first, reached.office);
                continue;
            }
            match &mut cells {
                Cells::Column(cells) => *cells = cells.get(skipped..).unwrap_or_default(),
                Cells::Sums(range) => range.start += skipped,
            }
            self.open.push(OpenSeries {
                ids,
                cells,
                first,
                most: greatest,
            });
            total += days;
            most = most.max(greatest);
            soonest = soonest.min(first);
        }
        (total, most, soonest)
    }

    fn asked(&self, ids: SeriesIds) -> Asked {
        let of = |list: &[Asked], id: u16| list.get(usize::from(id)).copied().unwrap_or(Asked::No);
        of(&self.services, ids.service).and(of(&self.channels, ids.channel))
    }

    fn key(&self, ids: SeriesIds) -> [&'f str; 3] {
        [ids.service, ids.channel, ids.event].map(|id| self.columns.id(id))
    }

    /// The places of a series on the days that are asked for, from some date on.
    fn cells(
        &mut self,
        rows: &'f [Column],
        reached: &Reached<'f>,
        site: &Site,
        clock: LocalTime,
    ) -> (Date, Cells<'f>) {
        let question = self.question;
        let query = question.query;
        let mut last = query.to.unwrap_or(Date::MAX);
        if query.needed_by.is_some()
            && let Some(row) = rows.first()
        {
            let Some(in_time) = self.last_in_time(row.series.service, reached, site) else {
                return (Date::MAX, Cells::Column(&[]));
            };
            last = last.min(in_time);
        }
        if let [row] = rows
            && query.weekdays.is_empty()
        {
            let (first, cells) = self.bookable(row, site, clock, last);
            return (first, Cells::Column(cells));
        }
        let start = self.sums.len();
        let parts = rows.iter().map(|row| self.bookable(row, site, clock, last));
        let parts: Vec<_> = parts.filter(|(_, cells)| !cells.is_empty()).collect();
        let first = parts.iter().map(|(first, _)| *first).min();
        let first = first.unwrap_or(Date::MAX);
        for (date, cells) in parts {
            let begin = start + usize::try_from(date.days_since(first)).unwrap_or(0);
            let end = begin + cells.len();
            if self.sums.len() < end {
                self.sums.resize(end, 0);
            }
            let sums = self.sums.get_mut(begin..end).unwrap_or_default();
            for (sum, cell) in sums.iter_mut().zip(cells) {
                // The columns promise that sums fit.
                *sum = sum.saturating_add((*cell).max(0));
            }
        }
        if !query.weekdays.is_empty() {
            let week: [bool; 7] = std::array::from_fn(|day| {
                question.asks_weekday(first.plus(i32::try_from(day).unwrap_or_default()))
            });
            let sums = self.sums.get_mut(start..).unwrap_or_default();
            for (sum, is_asked) in sums.iter_mut().zip(week.iter().cycle()) {
                *sum = if *is_asked { *sum } else { 0 };
            }
        }
        (first, Cells::Sums(start..self.sums.len()))
    }

    /// The cells of a row that count, up to a date, and the date of the first.
    fn bookable(
        &self,
        row: &'f Column,
        site: &Site,
        clock: LocalTime,
        last: Date,
    ) -> (Date, &'f [i16]) {
        let question = self.question;
        if !question.asks_hours(row.session) {
            return (Date::MAX, &[]);
        }
        let of_office = match row.series.channel {
            Columns::WALK_IN => 0,
            _ => site.lead_days,
        };
        let lead_days = row.lead_days.unwrap_or(of_office);
        let mut first = clock
            .date
            .plus(i32::try_from(lead_days).unwrap_or(i32::MAX));
        if row.session.is_some_and(|session| session.has_ended(clock)) {
            first = first.max(clock.date.plus(1));
        }
        first = first.max(question.query.from.unwrap_or(first));
        first = first.max(row.first);
        let index = |date: Date| usize::try_from(date.days_since(row.first)).unwrap_or(0);
        let cells = row.cells(&question.feed.text);
        let end = if last < first { 0 } else { index(last) + 1 };
        let end = end.min(cells.len());
        (first, cells.get(index(first)..end).unwrap_or_default())
    }

    /// The last date on which a service is ready in time at an office, if there is one.
    fn last_in_time(&self, service: u16, reached: &Reached<'f>, site: &Site) -> Option<Date> {
        if !site.has_closed {
            return self.in_time.get(usize::from(service)).copied().flatten();
        }
        let question = self.question;
        let own = question.feed.closures_of(reached.head);
        let ready_days = ready_days(question.feed, self.columns.id(service));
        question.in_time_until(ready_days, &question.last_working_days(&own))
    }

    /// Adds the offers of the office visited that could be shown.
    fn add(&self, collector: &mut Collector<'f>, ideal: &Candidate<'f>, pricing: &Pricing) {
        let by_office = self.question.query.group_by_office;
        let mut first = None;
        for series in &self.open {
            let cells = slice(&series.cells, &self.sums);
            let key = self.key(series.ids);
            let candidate = |index: usize, open: i16| {
                let date = series.first.plus(i32::try_from(index).unwrap_or(i32::MAX));
                let open = i64::from(open);
                Candidate {
                    key,
                    date,
                    open,
                    cost_days: pricing.cost(date, open).sum,
                    ..*ideal
                }
            };
            let mut add = |candidate: Candidate<'f>| {
                if by_office {
                    keep_first(&mut first, &candidate, self.question.query.sort);
                } else {
                    collector.keep(&candidate);
                }
                for (best, sort) in collector.highlights.iter_mut().zip(Sort::ALL) {
                    keep_first(best, &candidate, sort);
                }
            };
            let is_open = |cell: &i16| *cell >= self.party;
            if !by_office {
                for (index, open) in cells.iter().enumerate().filter(|(_, open)| is_open(open)) {
                    add(candidate(index, *open));
                }
                continue;
            }
            // One of three days comes first: the soonest, the soonest of those with most places, or the cheapest.
            let mut best = candidate(0, cells.first().copied().unwrap_or_default());
            add(best);
            let index = cells.iter().position(|cell| *cell == series.most);
            add(candidate(index.unwrap_or_default(), series.most));
            for (index, open) in cells.iter().enumerate() {
                // Even with the most places, no later day is cheaper.
                if index.is_multiple_of(4)
                    && candidate(index, series.most).cost_days > best.cost_days
                {
                    break;
                }
                if is_open(open) {
                    let other = candidate(index, *open);
                    if other.cost_days < best.cost_days {
                        best = other;
                    }
                }
            }
            add(best);
        }
        if let Some(first) = first {
            collector.keep(&first);
        }
    }
}

fn slice<'a>(cells: &Cells<'a>, sums: &'a [i16]) -> &'a [i16] {
    match cells {
        Cells::Column(cells) => cells,
        Cells::Sums(range) => sums.get(range.clone()).unwrap_or_default(),
    }
}

/// How many cells have so many places, and the most places of one.
fn count(cells: &[i16], party: i16) -> (usize, i16) {
    // At most 2,000 cells: a count of them fits, and so eight are counted at once.
    work::add(Work::Cells, cells.len());
    let (mut days, mut most) = (0i16, 0);
    for &cell in cells {
        days += i16::from(cell >= party);
        most = most.max(cell);
    }
    (usize::try_from(days).unwrap_or(0), most)
}

/// How many working days a service takes.
fn ready_days(feed: &Feed, service: &str) -> u32 {
    let service = feed.envelope.service(service);
    service.and_then(|service| service.ready_days).unwrap_or(0)
}
