//! Reads a row of an office's quota as the reader does.

use super::tree::{Node, Value};
use slot_finder::Date;
use slot_finder::json::whole;
use slot_finder::work::{self, Work};

/// Most bytes of an id.
const LONGEST_ID: usize = 64;

/// A row that the reader accepts.
pub struct Row<'n, 'a> {
    pub index: usize,
    pub node: &'n Node<'a>,
    pub service: &'n str,
    pub channel: &'n str,
    /// The session as typed, and the id of the event.
    pub session: (&'n str, &'n str),
    pub event: Option<&'n str>,
    pub first: Date,
    pub open: &'n [Node<'a>],
}

impl<'n, 'a> Row<'n, 'a> {
    /// The row of a node, if the reader accepts it.
    pub fn of(index: usize, node: &'n Node<'a>) -> Option<Self> {
        let session = node.get("session");
        let side = |key| {
            session
                .and_then(|session| session.string_of(key))
                .unwrap_or("")
        };
        let open = node.get("open")?;
        matches!(open.value, Value::Array(_)).then_some(())?;
        Some(Self {
            index,
            node,
            service: node
                .string_of("service")
                .filter(|id| id.len() <= LONGEST_ID)?,
            channel: node.string_of("channel").unwrap_or("app"),
            session: (side("start"), side("end")),
            event: node.get("event").and_then(|event| event.string_of("id")),
            first: Date::parse(node.string_of("from")?)?,
            open: open.items(),
        })
    }

    /// The date of a cell.
    pub fn date(&self, index: usize) -> Date {
        self.first.plus(i32::try_from(index).unwrap_or(i32::MAX))
    }

    /// The last date with a cell.
    pub fn last(&self) -> Option<Date> {
        Some(self.date(self.open.len().checked_sub(1)?))
    }

    /// The days with a known number.
    pub fn known(&self) -> impl Iterator<Item = (Date, i64)> {
        work::add(Work::Cells, self.open.len());
        let cells = self.open.iter().enumerate();
        cells.filter_map(|(index, cell)| Some((self.date(index), number(cell)?)))
    }
}

/// The number of a cell, if it is known.
pub fn number(cell: &Node<'_>) -> Option<i64> {
    match cell.value {
        Value::Number(number) => whole(number).filter(|n| *n >= -1),
        _ => None,
    }
}
