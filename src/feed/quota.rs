//! An office's quota, decoded once, when a question first reaches the office.

use std::rc::Rc;

use super::Feed;
use super::envelope::lead_days;
use super::fields::{Fields, is_id};
use super::head::{Cell, Head, MAX_CELL, cells};
use super::problem::{Dropped, Report, Step};
use crate::calendar::{Closure, Date, parse_time_of_day};
use crate::json::{Kind, Reader, Span, Stop};

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
    pub open: Box<[i32]>,
    pub total: Total,
    /// Its cells count from so many days after today on.
    pub lead_days: u32,
    pub booking: Span,
}

/// A Paspor Simpatik day or another one-off.
#[derive(Debug)]
pub(crate) struct Event {
    pub id: Box<str>,
    pub span: Span,
}

/// A time slot on one day, in minutes since midnight at the office, `start < end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Session {
    pub start: u16,
    pub end: u16,
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
    Each(Box<[i32]>),
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
    let mut quota = Quota::default();
    let mut fields = Fields {
        reader: Reader::new(&feed.text),
        report: &mut Report::silent(),
    };
    if let Some(span) = head.closed.some() {
        fields.reader.move_to(span);
        let closed = fields.closures("closed").unwrap_or_default();
        quota.closed = closed.iter().map(|closed| closed.days).collect();
    }
    fields.report = report;
    let lead = lead_days(&feed.text, head.booking).unwrap_or(feed.envelope.lead_days);
    if let Some(span) = head.quota.some() {
        fields.reader.move_to(span);
        let rows = &mut quota.rows;
        let read = fields.items("quota", |fields, index| {
            match row(feed, fields, lead)? {
                Ok(mut row) => {
                    row.index = u16::try_from(index).unwrap_or(u16::MAX);
                    rows.push(row);
                }
                Err(expected) => fields.report.note("bad-row", Dropped::Row, &[], expected),
            }
            Ok(())
        });
        debug_assert!(read.is_ok(), "what was opened can be read again");
    }
    quota
}

/// Reads one row, or says what it should have been.
fn row(
    feed: &Feed,
    fields: &mut Fields<'_, '_>,
    office_lead: u32,
) -> Result<Result<Row, &'static str>, Stop> {
    let mut service = None;
    let mut channel = Some(feed.intern("app"));
    let mut event = Ok(None);
    let mut session = Ok(None);
    let mut precision = Precision::Exact;
    let mut first = None;
    let mut open = None;
    let mut total = Total::None;
    let mut lead = None;
    let mut booking = Span::default();
    let mut ended = false;
    let is_object = fields.each(|fields, key| {
        match key {
            "service" => service = interned(feed, fields)?,
            "channel" if fields.reader.peek()? != Kind::Null => {
                channel = interned(feed, fields)?;
            }
            "event" => event = read_event(fields)?,
            "session" => session = read_session(fields)?,
            "precision" => {
                precision = match fields.reader.text()?.as_deref() {
                    Some("exact") => Precision::Exact,
                    Some("at_least") => Precision::AtLeast,
                    _ => Precision::Estimate,
                }
            }
            "ended" => ended = fields.flag(key)?,
            "from" => first = fields.reader.text()?.and_then(|text| Date::parse(&text)),
            "open" => open = read_open(fields)?,
            "total" => total = read_total(fields)?,
            "booking" => {
                booking = fields.object(key)?;
                lead = lead_days(&feed.text, booking);
            }
            _ => drop(fields.reader.skip()?),
        }
        Ok(())
    })?;
    Ok((|| {
        if !is_object {
            return Err("a row (an object)");
        }
        let channel = channel.ok_or("a row whose `channel` is an id")?;
        let own_lead_only = *channel == *WALK_IN;
        let first = first.ok_or("a row with `from`, a date (YYYY-MM-DD)")?;
        let mut open = open.ok_or("a row with `open`, a list of cells")?;
        let fitting = usize::try_from(Date::MAX.days_since(first)).unwrap_or(0) + 1;
        open.truncate(fitting);
        Ok(Row {
            index: 0,
            service: service.ok_or("a row whose `service` is an id")?,
            event: event.map_err(|()| "a row whose `event` is an object with an id")?,
            session: session
                .map_err(|()| "a row whose `session` has `start` before `end` (HH:MM)")?,
            precision,
            ended,
            first,
            open: open.into(),
            total,
            lead_days: lead.unwrap_or(if own_lead_only { 0 } else { office_lead }),
            booking,
            channel,
        })
    })())
}

fn interned(feed: &Feed, fields: &mut Fields<'_, '_>) -> Result<Option<Rc<str>>, Stop> {
    let text = fields.reader.text()?;
    Ok(text.filter(|id| is_id(id)).map(|id| feed.intern(&id)))
}

fn read_event(fields: &mut Fields<'_, '_>) -> Result<Result<Option<Event>, ()>, Stop> {
    let mut ahead = fields.reader.clone();
    let kind = ahead.peek()?;
    let span = ahead.skip()?;
    let mut id = None;
    if kind == Kind::Object {
        fields.each(|fields, key| {
            match key {
                "id" => id = fields.reader.text()?.filter(|id| is_id(id)),
                _ => drop(fields.reader.skip()?),
            }
            Ok(())
        })?;
    }
    fields.reader = ahead;
    Ok(match (kind, id) {
        (Kind::Null, _) => Ok(None),
        (_, Some(id)) => Ok(Some(Event {
            id: id.as_ref().into(),
            span,
        })),
        _ => Err(()),
    })
}

fn read_session(fields: &mut Fields<'_, '_>) -> Result<Result<Option<Session>, ()>, Stop> {
    if fields.reader.peek()? == Kind::Null {
        fields.reader.skip()?;
        return Ok(Ok(None));
    }
    let (mut start, mut end) = (None, None);
    fields.each(|fields, key| {
        let side = match key {
            "start" => &mut start,
            "end" => &mut end,
            _ => {
                fields.reader.skip()?;
                return Ok(());
            }
        };
        *side = fields
            .reader
            .text()?
            .and_then(|text| parse_time_of_day(&text));
        Ok(())
    })?;
    Ok(match (start, end) {
        (Some(start), Some(end)) if start < end => Ok(Some(Session { start, end })),
        _ => Err(()),
    })
}

fn read_open(fields: &mut Fields<'_, '_>) -> Result<Option<Vec<i32>>, Stop> {
    if fields.reader.peek()? != Kind::Array {
        fields.reader.skip()?;
        return Ok(None);
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
    })?;
    Ok(Some(open))
}

fn read_total(fields: &mut Fields<'_, '_>) -> Result<Total, Stop> {
    const EXPECTED: &str = "a whole number of at least 0, or a list of them";
    match fields.reader.peek()? {
        Kind::Null => {
            fields.reader.skip()?;
            Ok(Total::None)
        }
        Kind::Array => {
            let mut total = Vec::new();
            let report = &mut *fields.report;
            cells(&mut fields.reader, &mut |index, cell| {
                total.push(match cell {
                    Cell::Known(n) if n >= 0 => n,
                    Cell::Unknown | Cell::Known(_) => UNKNOWN,
                    Cell::Broken => {
                        report.field(&[Step::Key("total"), Step::Index(index)], EXPECTED);
                        UNKNOWN
                    }
                });
            })?;
            Ok(Total::Each(total.into()))
        }
        _ => {
            let total = fields
                .reader
                .integer()?
                .filter(|n| (0..=i64::from(MAX_CELL)).contains(n));
            let total = total.and_then(|n| i32::try_from(n).ok());
            if total.is_none() {
                fields.report.field(&[Step::Key("total")], EXPECTED);
            }
            Ok(total.map_or(Total::None, Total::Daily))
        }
    }
}
