//! Keeps the rows of all offices in one list, for ranking: what a question asks of every office takes a few bytes.
//!
//! Opening a feed steps over each row anyway, so it notes here what ranking needs of it. Plain cells are decoded when a
//! question first asks for them, which for most offices is never; everything else of a row stays text until
//! [`quota`](crate::feed::quota) reads it for the few offices that an answer shows.
//!
//! An office has columns only if all of these hold, else its rows are read the careful way:
//!
//! - Each of its rows is what the format says: the careful way would keep every one, and drop only cells past the calendar.
//! - Rows of one series (service, channel, event) follow each other, and reach over at most [`MAX_SPAN`] days together.
//! - The places of a series on a day, summed over its rows, fit an `i16`.

use std::borrow::Borrow;

use crate::date::Date;
use crate::feed::cells::{Cell, MAX_DAYS, UNKNOWN_IN_COLUMN, cell, cells};
use crate::feed::column::{Cells, Column, SeriesIds};
use crate::feed::envelope;
use crate::feed::fields::{is_id, silently};
use crate::feed::row::{Session, WALK_IN, read_event, read_session, unless_null};
use crate::feed::text::MAX_TEXT;
use crate::json::{Fault, Key, KeyOrder, ListLimit, Reader};
use crate::sort::sort_by;
use crate::vocabulary::Limit;
use crate::work::{self, Work};

/// The most days from the first to the last cell of a series.
pub(crate) const MAX_SPAN: i32 = 2000;
/// The most ids of services, channels and events.
const MAX_IDS: usize = 4096;

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
    ids: Ids,
    /// The date that was read last and how it is written: most rows begin on the same.
    last_date: (String, Option<Date>),
    key_order: KeyOrder,
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
            ids,
            last_date: (String::new(), None),
            key_order: KeyOrder::default(),
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

    /// Notes the rows of the next office. [`OfficeRows::finish`] says where they are.
    pub fn office(&mut self) -> OfficeRows<'_> {
        OfficeRows {
            first_row: self.rows.len(),
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
        self.columns.key_order.restart();
        while let Some(key) = self.columns.key_order.next(reader, &ROW_KEYS) {
            let field = ROW_KEYS.get(key).map_or(RowField::Other, |key| key.1);
            match field {
                RowField::Open => draft.cells = open(reader),
                RowField::Total => cells(reader, &mut |_, _| {}),
                _ if is_plain => is_plain = self.field(reader, &mut draft, field),
                RowField::Event | RowField::Booking => {
                    limited(reader, |reader| _ = reader.skip());
                }
                _ => _ = reader.skip(),
            }
        }
        let cells = draft.cells.filter(|_| is_plain)?;
        Some(Column {
            series: SeriesIds {
                service: draft.service?,
                channel: draft.channel.unwrap_or(Columns::APP),
                event: draft.event,
            },
            session: draft.session,
            lead_days: draft.lead_days,
            first: draft.first?,
            cells,
        })
    }

    /// Reads a field of a plain row that has no cells; says whether the row still is.
    fn field(&mut self, reader: &mut Reader<'_>, draft: &mut Draft, field: RowField) -> bool {
        let columns = &mut *self.columns;
        let mut id = |text: Option<&str>| text.and_then(|id| columns.ids.index_of_id(id));
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

    /// Where the rows are, if the office has columns. The text is that of the feed.
    pub fn finish(self, text: &str) -> Option<Rows> {
        let columns = self.columns;
        let rows = columns.rows.get(self.first_row..).unwrap_or_default();
        if !rows.is_sorted_by_key(|row| row.series) {
            let mut rows = columns.rows.split_off(self.first_row);
            sort_by(&mut rows, |a, b| a.series.cmp(&b.series));
            columns.rows.append(&mut rows);
        }
        let rows = columns.rows.get(self.first_row..).unwrap_or_default();
        let mut series = rows.chunk_by(|a, b| a.series == b.series);
        if !self.is_plain || !series.all(|rows| is_summable(rows, text)) {
            columns.rows.truncate(self.first_row);
            return None;
        }
        Some(Rows {
            start: u32::try_from(self.first_row).ok()?,
            end: u32::try_from(columns.rows.len()).ok()?,
        })
    }
}

/// Reads the list of cells that is next, or steps over it if all are plain; `None` if one does not fit, or if it is no list.
fn open(reader: &mut Reader<'_>) -> Option<Cells> {
    let start = reader.offset();
    if !reader.enter_array() {
        return None;
    }
    if let Some(count) = reader.skip_plain_cells(MAX_DAYS) {
        return Some(Cells::plain(count, reader.span_from(start)));
    }
    let mut out = Vec::new();
    let mut fits = true;
    while reader.item() {
        if out.len() >= MAX_DAYS {
            reader.stop(Fault::Limit(Limit::Days));
        }
        let n = match cell(reader) {
            Cell::Known(n) => i16::try_from(n).ok(),
            Cell::Unknown | Cell::Broken => Some(UNKNOWN_IN_COLUMN),
        };
        fits &= n.is_some();
        out.push(n.unwrap_or_default());
    }
    work::add(Work::Cells, out.len());
    fits.then(|| Cells::read(out))
}

/// Whether the rows of a series reach over few enough days, and their sums fit.
fn is_summable(rows: &[Column], text: &str) -> bool {
    let [_, _, ..] = rows else { return true };
    let (mut first, mut last) = (Date::MAX, Date::MIN);
    for row in rows {
        let days = i32::try_from(row.cells.count()).unwrap_or(i32::MAX);
        first = first.min(row.first);
        last = last.max(row.first.plus(days));
    }
    let fits = || {
        let most = rows.iter().map(|row| i32::from(row.cells.most()));
        i16::try_from(most.sum::<i32>()).is_ok()
    };
    // Mostly the largest numbers that are plain fit, so the true ones need no look.
    let decode = || rows.iter().for_each(|row| _ = row.cells(text));
    last.days_since(first) <= MAX_SPAN
        && (fits() || {
            decode();
            fits()
        })
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
    cells: Option<Cells>,
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

/// The fields of a row, in the order in which publishers mostly write them.
const ROW_KEYS: [RowKey; 8] = [
    RowKey(Key::new("service"), RowField::Service),
    RowKey(Key::new("channel"), RowField::Channel),
    RowKey(Key::new("event"), RowField::Event),
    RowKey(Key::new("session"), RowField::Session),
    RowKey(Key::new("booking"), RowField::Booking),
    RowKey(Key::new("from"), RowField::From),
    RowKey(Key::new("open"), RowField::Open),
    RowKey(Key::new("total"), RowField::Total),
];

struct RowKey(Key, RowField);

impl Borrow<Key> for RowKey {
    fn borrow(&self) -> &Key {
        &self.0
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
    /// The index that came after each one the last time.
    after: Vec<u16>,
    last: u16,
}

impl Ids {
    /// The index of a text that is an id, unless there are too many.
    fn index_of_id(&mut self, text: &str) -> Option<u16> {
        let guess = self.after.get(usize::from(self.last)).copied();
        let id = guess.and_then(|guess| self.list.get(usize::from(guess)));
        let index = if !text.is_empty() && id.is_some_and(|id| **id == *text) {
            guess?
        } else {
            let index = self.index(Some(text).filter(|text| is_id(text))?)?;
            if let Some(after) = self.after.get_mut(usize::from(self.last)) {
                *after = index;
            }
            index
        };
        self.last = index;
        Some(index)
    }

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
        self.after.push(index);
        self.sorted.insert(place, index);
        Some(index)
    }
}
