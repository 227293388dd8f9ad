//! One row of an office as ranking sees it.

use std::cell::OnceCell;

use crate::date::Date;
use crate::feed::cells::UNKNOWN_IN_COLUMN;
use crate::feed::row::Session;
use crate::json::{PlainCells, Span, read_plain_cells};
use crate::work::{self, Work};

/// One row: whose cells they are, from which date on.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub series: SeriesIds,
    pub session: Option<Session>,
    /// Its own `lead_days`.
    pub lead_days: Option<u32>,
    /// The date of the first cell.
    pub first: Date,
    pub(super) cells: Cells,
}

/// Which series a row belongs to, as indexes of ids; no event is that of an empty id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SeriesIds {
    pub service: u16,
    pub channel: u16,
    pub event: u16,
}

impl Column {
    /// Places left by day, 0 for full, -1 for no service, -2 for not known, from the text of the feed.
    pub fn cells(&self, text: &str) -> &[i16] {
        self.cells.decoded(text)
    }
}

/// The cells of a row, decoded when a question first asks for them: for most offices that is never.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    count: usize,
    /// The list of plain cells in the text.
    list: Span,
    /// Those of a list that is not plain are there from the start.
    decoded: OnceCell<Box<[i16]>>,
}

impl Cells {
    /// Cells that were decoded.
    pub fn read(cells: Vec<i16>) -> Self {
        Self {
            count: cells.len(),
            list: Span::default(),
            decoded: OnceCell::from(cells.into_boxed_slice()),
        }
    }

    /// Cells that are still text: a list of so many plain ones.
    pub fn plain(count: usize, list: Span) -> Self {
        Self {
            count,
            list,
            decoded: OnceCell::new(),
        }
    }

    /// How many they are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// No cell has more places.
    pub fn most(&self) -> i16 {
        let Some(cells) = self.decoded.get() else {
            return PlainCells::MOST;
        };
        cells.iter().copied().max().unwrap_or_default().max(0)
    }

    /// The cells, from the text of the feed.
    pub fn decoded(&self, text: &str) -> &[i16] {
        self.decoded.get_or_init(|| {
            work::add(Work::Cells, self.count);
            let list = self.list.start as usize;
            let cells = read_plain_cells(text.as_bytes(), list, self.count, UNKNOWN_IN_COLUMN);
            cells.into_boxed_slice()
        })
    }
}
