//! An office's quota, decoded once, when a question first reaches the office.

use std::rc::Rc;

use super::Feed;
use super::envelope::lead_days;
use super::fields::{Fields, is_id};
use super::head::{Cell, Head, MAX_CELL, Part, cells};
use super::problem::{Dropped, Report, Step};
use crate::date::{Closure, Date, LocalTime, parse_time_of_day};
use crate::json::{Kind, Reader, Span, whole};

/// The channel of people who come without booking.
pub const WALK_IN: &str = "walk_in";

/// Stands in [`Row::open`] for a cell that is not known; known ones are -1 for no service, or the places left.
pub(crate) const UNKNOWN: i32 = -2;

/// The rows of one office and the days on which it is closed.
#[derive(Debug, Default)]
pub(crate) struct Quota {
    pub rows: Vec<Row>,
    /// The office's own closures; the feed's stand in the envelope.
    pub closed: Vec<Closure>,
}

/// One row: a service by one channel, perhaps in one session or at one event, day by day.
#[derive(Debug)]
pub(crate) struct Row {
    /// Its place in the office's `quota`.
    pub index: u16,
    pub service: Rc<str>,
    pub channel: Rc<str>,
    pub event: Option<Event>,
    pub session: Option<Session>,
    pub precision: Precision,
    pub ended: bool,
    /// The date of the first cell.
    pub first: Date,
    /// Places left by day, 0 for full, -1 for no service, [`UNKNOWN`].
    pub open: Vec<i32>,
    pub total: Total,
    /// Its cells count from so many days after today on.
    pub lead_days: u32,
    pub booking: Span,
}

/// A Paspor Simpatik day or another one-off.
#[derive(Debug)]
pub(crate) struct Event {
    pub id: String,
    pub span: Span,
}

/// A time slot on one day, in minutes since midnight at the office, `start < end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Session {
    pub start: u16,
    pub end: u16,
}

impl Session {
    /// Whether today's is past where the clock says this.
    pub fn has_ended(self, clock: LocalTime) -> bool {
        u32::from(self.end) * 60 <= clock.seconds
    }
}

/// How far the numbers can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// Counted.
    Exact,
    /// There may be more.
    AtLeast,
    /// Estimated.
    Estimate,
}

/// How many places a row has in all, taken ones included.
#[derive(Debug)]
pub(crate) enum Total {
    None,
    Daily(i32),
    /// By day; negative where it is not known.
    Each(Vec<i32>),
}

impl Row {
    /// The last date with a cell.
    pub fn last(&self) -> Option<Date> {
        let days = i32::try_from(self.open.len()).ok().filter(|n| *n > 0)?;
        Some(self.first.plus(days - 1))
    }

    /// The cell of a date, if there is one.
    pub fn cell(&self, date: Date) -> Option<i32> {
        let index = usize::try_from(date.days_since(self.first)).ok()?;
        self.open.get(index).copied()
    }

    /// How many places there are in all on a date that has a cell.
    pub fn total(&self, date: Date) -> Option<i32> {
        let total = match &self.total {
            Total::None => return None,
            Total::Daily(total) => *total,
            Total::Each(days) => {
                let index = usize::try_from(date.days_since(self.first)).ok()?;
                days.get(index).copied()?
            }
        };
        (total >= 0).then_some(total)
    }
}

/// Reads the quota of an office. On a feed that was opened this can't fail; if it did, the rows so far would stand.
pub(crate) fn read(feed: &Feed, head: &Head, report: &mut Report) -> Quota {
    let mut quota = Quota {
        closed: feed.closures_of(head),
        ..Quota::default()
    };
    let mut fields = Fields {
        reader: Reader::new(&feed.text),
        report,
    };
    let lead = lead_days(&feed.text, head.part(Part::Booking)).unwrap_or(feed.envelope.lead_days);
    if let Some(span) = head.part(Part::Quota).some() {
        fields.reader.move_to(span);
        let rows = &mut quota.rows;
        fields.items("quota", &mut |fields, index| {
            let draft = Draft::read(feed, fields);
            match draft.finish(index, lead) {
                Ok(row) => rows.push(row),
                Err(expected) => fields.report.note("bad-row", Dropped::Row, &[], expected),
            }
        });
    }
    quota
}

impl Feed {
    /// An office's own closures.
    pub(crate) fn closures_of(&self, head: &Head) -> Vec<Closure> {
        let Some(span) = head.part(Part::Closed).some() else {
            return Vec::new();
        };
        let mut fields = Fields {
            reader: Reader::at(&self.text, span),
            report: &mut Report::silent(),
        };
        let closed = fields.closures("closed");
        closed.iter().map(|closed| closed.days).collect()
    }
}

/// A field of a row that is absent, right or wrong.
pub(super) type Read<T> = Option<Result<T, ()>>;

/// A row while it is read.
struct Draft {
    is_object: bool,
    service: Option<Rc<str>>,
    channel: Read<Rc<str>>,
    event: Read<Event>,
    session: Read<Session>,
    precision: Precision,
    first: Option<Date>,
    open: Option<Vec<i32>>,
    total: Total,
    lead: Option<u32>,
    booking: Span,
    ended: bool,
    app: Rc<str>,
}

impl Draft {
    fn read(feed: &Feed, fields: &mut Fields<'_, '_>) -> Self {
        let mut draft = Self {
            is_object: false,
            service: None,
            channel: None,
            event: None,
            session: None,
            precision: Precision::Exact,
            first: None,
            open: None,
            total: Total::None,
            lead: None,
            booking: Span::default(),
            ended: false,
            app: feed.intern("app"),
        };
        draft.is_object = fields.each(&mut |fields, key| match key {
            "service" => draft.service = interned(feed, fields),
            "channel" => {
                draft.channel = unless_null(fields, |fields| interned(feed, fields).ok_or(()));
            }
            "event" => draft.event = unless_null(fields, read_event),
            "session" => draft.session = unless_null(fields, read_session),
            "precision" => {
                draft.precision = match fields.reader.text().as_deref() {
                    Some("exact") => Precision::Exact,
                    Some("at_least") => Precision::AtLeast,
                    _ => Precision::Estimate,
                }
            }
            "ended" => draft.ended = fields.flag(key),
            "from" => draft.first = fields.reader.text().and_then(|text| Date::parse(&text)),
            "open" => draft.open = read_open(fields),
            "total" => draft.total = read_total(fields),
            "booking" => {
                draft.booking = fields.object(key);
                draft.lead = lead_days(&feed.text, draft.booking);
            }
            _ => fields.skip(),
        });
        draft
    }

    /// The row, or what it should have been.
    fn finish(self, index: usize, office_lead: u32) -> Result<Row, &'static str> {
        if !self.is_object {
            return Err("a row (an object)");
        }
        let channel = self.channel.unwrap_or(Ok(self.app));
        let channel = channel.map_err(|()| "a row whose `channel` is an id")?;
        let first = self.first.ok_or("a row with `from`, a date (YYYY-MM-DD)")?;
        let mut open = self.open.ok_or("a row with `open`, a list of cells")?;
        let fitting = usize::try_from(Date::MAX.days_since(first)).unwrap_or(0) + 1;
        open.truncate(fitting);
        // Who comes without booking is not bound by how early others have to book.
        let lead = if *channel == *WALK_IN { 0 } else { office_lead };
        Ok(Row {
            index: u16::try_from(index).unwrap_or(u16::MAX),
            service: self.service.ok_or("a row whose `service` is an id")?,
            channel,
            event: self
                .event
                .transpose()
                .map_err(|()| "a row whose `event` is an object with an id")?,
            session: self
                .session
                .transpose()
                .map_err(|()| "a row whose `session` has `start` before `end` (HH:MM)")?,
            precision: self.precision,
            ended: self.ended,
            first,
            open,
            total: self.total,
            lead_days: self.lead.unwrap_or(lead),
            booking: self.booking,
        })
    }
}

/// A value read by `read`, unless it is null.
pub(super) fn unless_null<T>(
    fields: &mut Fields<'_, '_>,
    read: impl FnOnce(&mut Fields<'_, '_>) -> Result<T, ()>,
) -> Read<T> {
    if fields.reader.peek() == Some(Kind::Null) {
        fields.skip();
        return None;
    }
    Some(read(fields))
}

fn interned(feed: &Feed, fields: &mut Fields<'_, '_>) -> Option<Rc<str>> {
    let text = fields.reader.text();
    text.filter(|id| is_id(id)).map(|id| feed.intern(&id))
}

pub(super) fn read_event(fields: &mut Fields<'_, '_>) -> Result<Event, ()> {
    let span = fields.reader.clone().skip();
    let mut id = None;
    fields.each(&mut |fields, key| match key {
        "id" => id = fields.reader.text().filter(|id| is_id(id)),
        _ => fields.skip(),
    });
    let id = id.as_deref().ok_or(())?.into();
    Ok(Event { id, span })
}

pub(super) fn read_session(fields: &mut Fields<'_, '_>) -> Result<Session, ()> {
    let (mut start, mut end) = (None, None);
    fields.each(&mut |fields, key| {
        let side = match key {
            "start" => &mut start,
            "end" => &mut end,
            _ => return fields.skip(),
        };
        let text = fields.reader.text();
        *side = text.and_then(|text| parse_time_of_day(&text));
    });
    match (start, end) {
        (Some(start), Some(end)) if start < end => Ok(Session { start, end }),
        _ => Err(()),
    }
}

fn read_open(fields: &mut Fields<'_, '_>) -> Option<Vec<i32>> {
    if fields.reader.peek() != Some(Kind::Array) {
        fields.skip();
        return None;
    }
    let mut open = Vec::new();
    let report = &mut *fields.report;
    cells(&mut fields.reader, &mut |index, cell| {
        open.push(match cell {
            Cell::Known(n) => n,
            Cell::Unknown => UNKNOWN,
            Cell::Broken => {
                let path = [Step::Key("open"), Step::Index(index)];
                let expected = "a whole number of at least -1, or null";
                report.note("bad-cell", Dropped::Cell, &path, expected);
                UNKNOWN
            }
        });
    });
    Some(open)
}

fn read_total(fields: &mut Fields<'_, '_>) -> Total {
    const EXPECTED: &str = "a whole number of at least 0, or a list of them";
    if fields.reader.peek() != Some(Kind::Array) {
        let daily = fields.number("total", EXPECTED, |n| {
            whole(n).is_some_and(|n| (0..=i64::from(MAX_CELL)).contains(&n))
        });
        let daily = daily.and_then(whole).and_then(|n| i32::try_from(n).ok());
        return daily.map_or(Total::None, Total::Daily);
    }
    let mut total = Vec::new();
    let report = &mut *fields.report;
    cells(&mut fields.reader, &mut |index, cell| {
        if cell == Cell::Broken {
            report.field(&[Step::Key("total"), Step::Index(index)], EXPECTED);
        }
        total.push(match cell {
            Cell::Known(n) => n,
            Cell::Unknown | Cell::Broken => UNKNOWN,
        });
    });
    Total::Each(total)
}
