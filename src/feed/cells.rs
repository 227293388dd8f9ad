//! The cells of a row: how many places are left on each day.

use crate::json::{Fault, Kind, Reader};
use crate::vocabulary::Limit;
use crate::work::{self, Work};

/// Most days of a row.
pub const MAX_DAYS: usize = 1000;
/// The largest number in a cell.
pub const MAX_CELL: i32 = 1_000_000;

/// Marks a cell in a list that is not known; known ones are -1 for no service, or the places left.
pub(crate) const UNKNOWN: i32 = UNKNOWN_IN_COLUMN as i32;
/// The same in a column.
pub(super) const UNKNOWN_IN_COLUMN: i16 = -2;

/// What one cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Places left, 0 for full, -1 for no service.
    Known(i32),
    /// `null`: not known.
    Unknown,
    /// Anything else.
    Broken,
}

/// Reads the list of cells that is next, giving each with its index; what is no list is stepped over.
///
/// The reader stops past [`MAX_DAYS`] cells or [`MAX_CELL`] places.
pub(crate) fn cells(reader: &mut Reader<'_>, each: &mut dyn FnMut(usize, Cell)) {
    if !reader.enter_array() {
        return;
    }
    let mut index = 0;
    while reader.item() {
        if index >= MAX_DAYS {
            reader.stop(Fault::Limit(Limit::Days));
        }
        work::add(Work::Cells, 1);
        each(index, cell(reader));
        index += 1;
    }
}

pub(super) fn cell(reader: &mut Reader<'_>) -> Cell {
    if let Some(n) = reader.small_integer() {
        return if n >= -1 {
            Cell::Known(n)
        } else {
            Cell::Broken
        };
    }
    let kind = reader.peek();
    let at = reader.offset();
    if kind != Some(Kind::Number) {
        reader.skip();
        return if kind == Some(Kind::Null) {
            Cell::Unknown
        } else {
            Cell::Broken
        };
    }
    let Some(n) = reader.number().filter(|n| *n <= f64::from(MAX_CELL)) else {
        reader.stop_at(at, Fault::Limit(Limit::Cell));
        return Cell::Broken;
    };
    let whole = crate::json::whole(n).and_then(|n| i32::try_from(n).ok());
    whole.filter(|n| *n >= -1).map_or(Cell::Broken, Cell::Known)
}
