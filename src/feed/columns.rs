//! Keeps the cells of all offices in one list, for ranking: what a question asks of every office takes a few bytes.
//!
//! Opening a feed steps over each row anyway, so it notes here what ranking needs of it; everything else of a row stays
//! text until [`quota`](crate::feed::quota) reads it for the few offices that an answer shows.
//!
//! An office has columns only if all of these hold, else its rows are read the careful way:
//!
//! - Each of its rows is what the format says, with no key twice: the careful way would keep every one, unchanged.
//! - Rows of one series (service, channel, event) follow each other, and reach over at most [`MAX_SPAN`] days together.
//! - The places of a series on a day, summed over its rows, fit an `i16`.

use crate::date::Date;
use crate::feed::cells::{Cell, MAX_DAYS, UNKNOWN, cell, cells};
use crate::feed::envelope;
use crate::feed::fields::{is_id, silently};
use crate::feed::row::{Session, WALK_IN, read_event, read_session, unless_null};
use crate::feed::text::MAX_TEXT;
use crate::json::{Fault, Kind, ListLimit, Reader};
use crate::sort::sorted;
use crate::vocabulary::Limit;
use crate::work::{self, Work};

/// The most days from the first to the last cell of a series.
pub(crate) const MAX_SPAN: i32 = 2000;
/// The most ids of services, channels and events.
const MAX_IDS: usize = 4096;

/// One row: whose cells they are, from which date on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub series: SeriesIds,
    pub session: Option<Session>,
    /// Its own `lead_days`.
    pub lead_days: Option<u32>,
    /// The date of the first cell.
    pub first: Date,
    start: u32,
    end: u32,
}

/// Which series a row belongs to, as indexes of ids; no event is that of an empty id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SeriesIds {
    pub service: u16,
    pub channel: u16,
    pub event: u16,
}

/// Where the rows of an office are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows {
    start: u32,
    end: u32,
}

/// The rows of all offices that have columns.
#[derive(Debug)]
pub(crate) struct Columns {
    rows: Vec<Column>,
    /// Places left by day, 0 for full, -1 for no service, -2 for not known.
    cells: Vec<i16>,
    ids: Ids,
    /// The date that was read last and how it is written: most rows begin on the same.
    last_date: (String, Option<Date>),
}

impl Columns {
    /// The index of the empty id, which means no event.
    pub const NONE: u16 = 0;
    /// The index of the channel of rows that name none.
    const APP: u16 = 1;
    /// The index of [`WALK_IN`].
    pub const WALK_IN: u16 = 2;

    pub fn new() -> Self {
        let mut ids = Ids::default();
        for id in ["", "app", WALK_IN] {
            ids.index(id);
        }
        Self {
            rows: Vec::new(),
            cells: Vec::new(),
            ids,
            last_date: (String::new(), None),
        }
    }

    /// The ids by their indexes.
    pub fn ids(&self) -> &[Box<str>] {
        &self.ids.list
    }

    /// An id by its index.
    pub fn id(&self, index: u16) -> &str {
        self.ids.list.get(usize::from(index)).map_or("", |id| id)
    }

    /// The rows of an office, those of one series next to each other.
    pub fn rows(&self, rows: Rows) -> &[Column] {
        self.rows
            .get(rows.start as usize..rows.end as usize)
            .unwrap_or_default()
    }

    /// The cells of a row.
    pub fn cells(&self, row: &Column) -> &[i16] {
        self.cells
            .get(row.start as usize..row.end as usize)
            .unwrap_or_default()
    }

    /// Notes the rows of the next office. [`OfficeRows::finish`] says where they are.
    pub fn office(&mut self) -> OfficeRows<'_> {
        OfficeRows {
            first_row: self.rows.len(),
            first_cell: self.cells.len(),
            columns: self,
            is_plain: true,
        }
    }

    fn date(&mut self, text: &str) -> Option<Date> {
        if self.last_date.0 != text {
            self.last_date = (text.into(), Date::parse(text));
        }
        self.last_date.1
    }
}

/// The rows of one office while they are read.
pub(crate) struct OfficeRows<'c> {
    columns: &'c mut Columns,
    first_row: usize,
    first_cell: usize,
    is_plain: bool,
}

impl OfficeRows<'_> {
    /// Reads or steps over the row that is next, checking every limit.
    pub fn read(&mut self, reader: &mut Reader<'_>) {
        let row = self.row(reader);
        match row.filter(|_| self.is_plain) {
            Some(row) => self.columns.rows.push(row),
            None => self.is_plain = false,
        }
    }

    /// The row that is next, if it is plain.
    fn row(&mut self, reader: &mut Reader<'_>) -> Option<Column> {
        if !reader.enter_object() {
            return None;
        }
        let mut draft = Draft::default();
        let mut is_plain = self.is_plain;
        while let Some(key) = reader.key() {
            let field = RowField::of(&key);
            is_plain &= draft.is_first(field);
            match field {
                RowField::Open if is_plain && reader.peek() == Some(Kind::Array) => {
                    draft.cells = self.open(reader);
                }
                RowField::Open | RowField::Total => cells(reader, &mut |_, _| {}),
                _ if is_plain => is_plain = self.field(reader, &mut draft, field),
                RowField::Event | RowField::Booking => {
                    limited(reader, |reader| _ = reader.skip());
                }
                _ => _ = reader.skip(),
            }
        }
        let (start, end) = draft.cells.filter(|_| is_plain)?;
        let first = draft.first?;
        if i64::from(end - start) > i64::from(Date::MAX.days_since(first)) {
            return None;
        }
        Some(Column {
            series: SeriesIds {
                service: draft.service?,
                channel: draft.channel.unwrap_or(Columns::APP),
                event: draft.event,
            },
            session: draft.session,
            lead_days: draft.lead_days,
            first,
            start,
            end,
        })
    }

    /// Reads a field of a plain row that has no cells; says whether the row still is.
    fn field(&mut self, reader: &mut Reader<'_>, draft: &mut Draft, field: RowField) -> bool {
        let columns = &mut *self.columns;
        let mut id = |text: Option<&str>| {
            let id = text.filter(|id| is_id(id));
            id.and_then(|id| columns.ids.index(id))
        };
        match field {
            RowField::Service => {
                draft.service = id(reader.text().as_deref());
                draft.service.is_some()
            }
            RowField::Channel => {
                draft.channel = id(reader.text().as_deref());
                draft.channel.is_some()
            }
            RowField::From => {
                let text = reader.text().unwrap_or_default();
                draft.first = columns.date(&text);
                draft.first.is_some()
            }
            RowField::Event => {
                let read = |reader: &mut Reader<'_>| {
                    silently(reader, |fields| unless_null(fields, read_event))
                };
                let event = limited(reader, read);
                let event = match event {
                    None => Some(Columns::NONE),
                    Some(event) => event.ok().and_then(|event| id(Some(&event.id))),
                };
                draft.event = event.unwrap_or_default();
                event.is_some()
            }
            RowField::Session => {
                let session = silently(reader, |fields| unless_null(fields, read_session));
                let session = session.transpose();
                draft.session = session.unwrap_or_default();
                session.is_ok()
            }
            RowField::Booking => {
                draft.lead_days = read_lead_days(reader);
                true
            }
            RowField::Open | RowField::Total | RowField::Other => {
                reader.skip();
                true
            }
        }
    }

    /// Reads the list of cells that is next; where they are, if each fits.
    fn open(&mut self, reader: &mut Reader<'_>) -> Option<(u32, u32)> {
        let out = &mut self.columns.cells;
        let start = out.len();
        let unknown = i16::try_from(UNKNOWN).unwrap_or(i16::MIN);
        let mut fits = true;
        reader.enter_array();
        reader.quick_cells(out, MAX_DAYS, unknown);
        while reader.item() {
            if out.len() - start >= MAX_DAYS {
                reader.stop(Fault::Limit(Limit::Days));
            }
            let n = match cell(reader) {
                Cell::Known(n) => i16::try_from(n).ok(),
                Cell::Unknown | Cell::Broken => Some(unknown),
            };
            fits &= n.is_some();
            out.push(n.unwrap_or_default());
            reader.quick_cells(out, (start + MAX_DAYS).saturating_sub(out.len()), unknown);
        }
        work::add(Work::Cells, out.len() - start);
        let start = u32::try_from(start).ok()?;
        Some((start, u32::try_from(out.len()).ok()?)).filter(|_| fits)
    }

    /// Where the rows are, if the office has columns.
    pub fn finish(self) -> Option<Rows> {
        let columns = self.columns;
        let rows = columns.rows.get_mut(self.first_row..).unwrap_or_default();
        if !rows.is_sorted_by_key(|row| row.series) {
            let order = sorted(rows.len(), &|a, b| {
                let series = |at: usize| rows.get(at).map(|row| row.series);
                series(a).cmp(&series(b))
            });
            let sorted: Vec<_> = order
                .into_iter()
                .filter_map(|at| rows.get(at).copied())
                .collect();
            rows.copy_from_slice(&sorted);
        }
        let mut is_plain = self.is_plain;
        for series in rows.chunk_by(|a, b| a.series == b.series) {
            is_plain &= is_summable(series, &columns.cells);
        }
        let rows = Rows {
            start: u32::try_from(self.first_row).ok()?,
            end: u32::try_from(columns.rows.len()).ok()?,
        };
        if is_plain {
            return Some(rows);
        }
        columns.rows.truncate(self.first_row);
        columns.cells.truncate(self.first_cell);
        None
    }
}

/// Whether the rows of a series reach over few enough days, and their sums fit.
fn is_summable(rows: &[Column], cells: &[i16]) -> bool {
    let [_, _, ..] = rows else { return true };
    let (mut first, mut last, mut most) = (Date::MAX, Date::MIN, 0);
    for row in rows {
        let cells = cells.get(row.start as usize..row.end as usize);
        let cells = cells.unwrap_or_default();
        let days = i32::try_from(cells.len()).unwrap_or(i32::MAX);
        first = first.min(row.first);
        last = last.max(row.first.plus(days));
        most += i32::from(cells.iter().copied().max().unwrap_or_default().max(0));
    }
    last.days_since(first) <= MAX_SPAN && i16::try_from(most).is_ok()
}

/// A row while it is read.
#[derive(Default)]
struct Draft {
    service: Option<u16>,
    channel: Option<u16>,
    event: u16,
    session: Option<Session>,
    lead_days: Option<u32>,
    first: Option<Date>,
    cells: Option<(u32, u32)>,
    /// A bit for each field that was there.
    seen: u8,
}

/// A field of a row that decides what ranking finds.
#[derive(Clone, Copy)]
enum RowField {
    Service,
    Channel,
    Event,
    Session,
    Booking,
    From,
    Open,
    Total,
    Other,
}

impl RowField {
    fn of(key: &str) -> Self {
        match key {
            "service" => Self::Service,
            "channel" => Self::Channel,
            "event" => Self::Event,
            "session" => Self::Session,
            "booking" => Self::Booking,
            "from" => Self::From,
            "open" => Self::Open,
            "total" => Self::Total,
            _ => Self::Other,
        }
    }
}

impl Draft {
    /// Whether a field was not there before.
    fn is_first(&mut self, field: RowField) -> bool {
        let bit = match field {
            RowField::Total | RowField::Other => return true,
            field => 1 << field as u8,
        };
        let is_first = self.seen & bit == 0;
        self.seen |= bit;
        is_first
    }
}

/// Reads a value while its texts and lists are held to their limits.
fn limited<T>(reader: &mut Reader<'_>, read: impl FnOnce(&mut Reader<'_>) -> T) -> T {
    reader.text_limit = MAX_TEXT;
    reader.list_limit = ListLimit::Hundred;
    let value = read(reader);
    reader.text_limit = usize::MAX;
    reader.list_limit = ListLimit::Any;
    value
}

/// Reads the `lead_days` of the booking object that is next, holding its texts and lists to their limits.
pub(super) fn read_lead_days(reader: &mut Reader<'_>) -> Option<u32> {
    limited(reader, |reader| silently(reader, envelope::read_lead_days))
}

/// Ids, each with an index.
#[derive(Debug, Default)]
struct Ids {
    list: Vec<Box<str>>,
    /// Their indexes, in the order of the ids.
    sorted: Vec<u16>,
}

impl Ids {
    /// The index of an id, unless there are too many.
    fn index(&mut self, id: &str) -> Option<u16> {
        let id_at = |at: &u16| self.list.get(usize::from(*at)).map_or("", |id| &**id);
        let place = self.sorted.binary_search_by(|at| id_at(at).cmp(id));
        let place = match place {
            Ok(place) => return self.sorted.get(place).copied(),
            Err(place) => place,
        };
        let index = u16::try_from(self.list.len()).ok()?;
        if self.list.len() >= MAX_IDS {
            return None;
        }
        self.list.push(id.into());
        self.sorted.insert(place, index);
        Some(index)
    }
}
