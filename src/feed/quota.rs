//! An office's quota, decoded once, when a question first reaches the office.

use std::rc::Rc;

use crate::date::{Closure, Date};
use crate::feed::cells::{Cell, MAX_CELL, UNKNOWN, cells};
use crate::feed::envelope::{Envelope, lead_days};
use crate::feed::fields::{Fields, is_id, silently};
use crate::feed::head::{Head, Part};
use crate::feed::problem::{Dropped, Report, Step};
use crate::feed::row::{Event, Read, Session, WALK_IN, read_event, read_session, unless_null};
use crate::json::{Kind, Reader, Span, whole};
use crate::sort::sorted;
use crate::vocabulary::Expected;
use crate::work::{self, Work};

/// The rows of one office and the days on which it is closed.
#[derive(Debug, Default)]
pub(crate) struct Quota {
    pub rows: Vec<Row>,
    /// Indexes of the rows by service, channel and event, and those of one series by their first dates.
    by_series: Vec<u16>,
    /// The office's own closures; the feed's are in the envelope.
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

impl Quota {
    /// The rows, those of a series one after the other in the order of their first dates.
    pub fn by_series(&self) -> impl Iterator<Item = &Row> {
        let rows = self.by_series.iter();
        rows.filter_map(|at| self.rows.get(usize::from(*at)))
    }

    fn sort(&mut self) {
        let rows = &self.rows;
        let key = |at: usize| rows.get(at).map(|row| (row.series(), row.first));
        let order = sorted(rows.len(), &|a, b| {
            work::add(Work::Steps, 1);
            key(a).cmp(&key(b))
        });
        let small = |at| u16::try_from(at).unwrap_or(u16::MAX);
        self.by_series = order.into_iter().map(small).collect();
    }
}

impl Row {
    /// What series the row belongs to: its service, its channel and the id of its event, which is empty for none.
    pub fn series(&self) -> [&str; 3] {
        let event = self.event.as_ref().map_or("", |event| &event.id);
        [&self.service, &self.channel, event]
    }

    /// The last date with a cell.
    pub fn last(&self) -> Option<Date> {
        let days = i32::try_from(self.open.len()).ok().filter(|n| *n > 0)?;
        Some(self.first.plus(days - 1))
    }

    /// The cell of a date, if there is one.
    pub fn cell(&self, date: Date) -> Option<i32> {
        work::add(Work::Cells, 1);
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

/// Reads the quota of an office. On a feed that was opened this can't fail; if it did, the rows so far would be kept.
pub(crate) fn read(text: &str, envelope: &Envelope, head: &Head, report: &mut Report) -> Quota {
    let mut quota = Quota {
        closed: closures(text, head),
        ..Quota::default()
    };
    let mut fields = Fields {
        reader: Reader::new(text),
        report,
    };
    let lead = lead_days(text, head.part(Part::Booking)).unwrap_or(envelope.lead_days);
    if let Some(span) = head.part(Part::Quota).some() {
        fields.reader.move_to(span);
        let rows = &mut quota.rows;
        fields.items("quota", &mut |fields, index| {
            let draft = Draft::read(text, envelope, fields);
            match draft.finish(index, lead) {
                Ok(row) => rows.push(row),
                Err(expected) => fields.report.note("bad-row", Dropped::Row, &[], expected),
            }
        });
    }
    quota.sort();
    quota
}

/// An office's own closures.
pub(crate) fn closures(text: &str, head: &Head) -> Vec<Closure> {
    let Some(span) = head.part(Part::Closed).some() else {
        return Vec::new();
    };
    let mut reader = Reader::at(text, span);
    let closed = silently(&mut reader, |fields| fields.closures("closed"));
    closed.iter().map(|closed| closed.days).collect()
}

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
    fn read(text: &str, envelope: &Envelope, fields: &mut Fields<'_, '_>) -> Self {
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
            app: envelope.intern("app"),
        };
        draft.is_object = fields.each(&mut |fields, key| match key {
            "service" => draft.service = interned(envelope, fields),
            "channel" => {
                draft.channel = unless_null(fields, |fields| interned(envelope, fields).ok_or(()));
            }
            "event" => draft.event = unless_null(fields, read_event),
            "session" => draft.session = unless_null(fields, read_session),
            "precision" => {
                // A word of a later version is no mistake.
                let word = fields.checked(key, Expected::Text, |_| true);
                draft.precision = match word.as_deref() {
                    None | Some("exact") => Precision::Exact,
                    Some("at_least") => Precision::AtLeast,
                    Some(_) => Precision::Estimate,
                }
            }
            "ended" => draft.ended = fields.flag(key),
            "from" => draft.first = fields.reader.text().and_then(|text| Date::parse(&text)),
            "open" => draft.open = read_open(fields),
            "total" => draft.total = read_total(fields),
            "booking" => {
                draft.booking = fields.object(key);
                draft.lead = lead_days(text, draft.booking);
            }
            _ => fields.skip(),
        });
        draft
    }

    /// The row, or what it should have been.
    fn finish(self, index: usize, office_lead: u32) -> Result<Row, Expected> {
        if !self.is_object {
            return Err(Expected::Row);
        }
        let channel = self.channel.unwrap_or(Ok(self.app));
        let channel = channel.map_err(|()| Expected::RowChannel)?;
        let first = self.first.ok_or(Expected::RowFrom)?;
        let mut open = self.open.ok_or(Expected::RowOpen)?;
        let fitting = usize::try_from(Date::MAX.days_since(first)).unwrap_or(0) + 1;
        open.truncate(fitting);
        // Walk-ins are not bound by how early others have to book.
        let lead = if *channel == *WALK_IN { 0 } else { office_lead };
        Ok(Row {
            index: u16::try_from(index).unwrap_or(u16::MAX),
            service: self.service.ok_or(Expected::RowService)?,
            channel,
            event: self.event.transpose().map_err(|()| Expected::RowEvent)?,
            session: self
                .session
                .transpose()
                .map_err(|()| Expected::RowSession)?,
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

fn interned(envelope: &Envelope, fields: &mut Fields<'_, '_>) -> Option<Rc<str>> {
    let text = fields.reader.text();
    text.filter(|id| is_id(id)).map(|id| envelope.intern(&id))
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
                let expected = Expected::Cell;
                report.note("bad-cell", Dropped::Cell, &path, expected);
                UNKNOWN
            }
        });
    });
    Some(open)
}

fn read_total(fields: &mut Fields<'_, '_>) -> Total {
    const EXPECTED: Expected = Expected::Total;
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
