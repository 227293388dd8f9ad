//! How people lay tables out: names written once above several rows, headings on each page, tables below each other.

use super::cell::Cell;
use super::headings::Headings;
use super::sheet::Sheet;

/// The office and the service of a row, which people write once above several rows.
#[derive(Default)]
pub struct Above {
    /// The office.
    pub office: Cell,
    /// The service.
    pub service: Cell,
}

impl Above {
    /// Takes those of the next row. A blank office is the one above, with its service if that is blank too; returns
    /// whether it is.
    pub fn fills(&mut self, office: &Cell, service: &Cell) -> bool {
        let is_blank = *office == Cell::Blank;
        if !is_blank {
            self.office = office.clone();
        }
        if !is_blank || *service != Cell::Blank {
            self.service = service.clone();
        }
        is_blank && self.office != Cell::Blank
    }
}

/// Whether a row holds headings, as a table further down has.
pub fn is_heading(sheet: &Sheet, headings: &Headings, row: u32) -> bool {
    let office = headings
        .columns
        .iter()
        .find(|(_, field)| field.path == "office");
    let service = headings
        .columns
        .iter()
        .find(|(_, field)| field.path == "service");
    [office, service].into_iter().flatten().all(|(column, field)| {
        matches!(sheet.cell(row, *column), Cell::Text(text) if field.is_headed(text))
    })
}

/// Whether two rows hold the same headings, such as on each printed page.
pub fn is_same_heading(sheet: &Sheet, first: u32, row: u32) -> bool {
    sheet.row(first).eq(sheet.row(row))
}
