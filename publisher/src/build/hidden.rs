//! Finds what a workbook hides: rows and columns, and the rows excluded by a filter.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

/// Reads at most this much of a part of the workbook: a list of quota is smaller.
const MAX_PART: u64 = 1 << 30;

/// A row of fewer points is drawn as a line, if at all.
const THIN_ROW: f64 = 2.0;

/// A column of fewer characters likewise.
const THIN_COLUMN: f64 = 0.3;

/// Hidden parts of one sheet; rows and columns count from 0.
#[derive(Debug, Default)]
pub struct Hidden {
    /// Rows hidden by hand.
    pub rows: BTreeSet<u32>,
    /// Rows hidden by a filter.
    pub filtered: BTreeSet<u32>,
    /// Hidden columns, first to last of each group.
    pub columns: Vec<(u32, u32)>,
}

impl Hidden {
    /// Whether a column is hidden.
    pub fn hides_column(&self, column: u32) -> bool {
        self.columns
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&column))
    }
}

/// The hidden parts of a workbook's sheets, by name; empty for a sheet that is not found.
pub fn read(workbook: &[u8]) -> BTreeMap<String, Hidden> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(workbook)) else {
        return BTreeMap::new();
    };
    let mut paths = BTreeMap::new();
    if let Some(text) = part(&mut archive, "xl/_rels/workbook.xml.rels") {
        elements(&text, |name, element| {
            if let ("Relationship", Some(id), Some(target)) =
                (name, attribute(element, "Id"), attribute(element, "Target"))
            {
                let path = target.strip_prefix('/').map_or_else(
                    || format!("xl/{}", target.trim_start_matches("./")),
                    str::to_owned,
                );
                paths.insert(id, path);
            }
        });
    }
    let mut sheets = BTreeMap::new();
    if let Some(text) = part(&mut archive, "xl/workbook.xml") {
        elements(&text, |name, element| {
            if let ("sheet", Some(sheet), Some(id)) =
                (name, attribute(element, "name"), attribute(element, "id"))
                && let Some(path) = paths.get(&id)
            {
                sheets.insert(sheet, path.clone());
            }
        });
    }
    let hidden = sheets.into_iter().filter_map(|(name, path)| {
        let text = part(&mut archive, &path)?;
        let mut hidden = of_sheet(&text);
        let filters = tables(&mut archive, &path);
        let filters = filters.into_iter().chain(filter_of(&text));
        for (first, last) in filters {
            let filtered: Vec<u32> = hidden.rows.range(first..=last).copied().collect();
            for row in filtered {
                hidden.rows.remove(&row);
                hidden.filtered.insert(row);
            }
        }
        Some((name, hidden))
    });
    hidden.collect()
}

/// The rows covered by active filters of a sheet's tables.
fn tables(archive: &mut ZipArchive<Cursor<&[u8]>>, sheet: &str) -> Vec<(u32, u32)> {
    let Some((folder, file)) = sheet.rsplit_once('/') else {
        return Vec::new();
    };
    let mut paths = Vec::new();
    if let Some(text) = part(archive, &format!("{folder}/_rels/{file}.rels")) {
        elements(&text, |name, element| {
            let target = attribute(element, "Target").filter(|target| target.contains("tables/"));
            if let ("Relationship", Some(target)) = (name, target) {
                let file = target.rsplit('/').next().unwrap_or_default();
                paths.push(format!("xl/tables/{file}"));
            }
        });
    }
    let filters = paths
        .iter()
        .filter_map(|path| filter_of(&part(archive, path)?));
    filters.collect()
}

/// The text of a part of the archive.
pub fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Option<String> {
    let mut text = String::new();
    let part = archive.by_name(path).ok()?;
    part.take(MAX_PART).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Calls `each` with the local name and start tag of every element, up to an XML error.
fn elements(text: &str, mut each: impl FnMut(&str, &BytesStart)) {
    let mut reader = Reader::from_str(text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) => {
                each(element.local_name().as_ref(), &element);
            }
            Event::Eof => return,
            _ => {}
        }
    }
}

/// An attribute of an element by its local name.
pub fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found
        .normalized_value(XmlVersion::Implicit1_0)
        .ok()
        .map(std::borrow::Cow::into_owned)
}

/// Reads the hidden parts from the XML of a sheet.
fn of_sheet(text: &str) -> Hidden {
    let mut hidden = Hidden::default();
    let mut next_row = 0_u32;
    elements(text, |name, element| {
        let number = |key| attribute(element, key).and_then(|text| text.parse::<u32>().ok());
        let is_hidden = || {
            let yes = attribute(element, "hidden");
            let is_thin = |key, least: f64| {
                let size = attribute(element, key).and_then(|size| size.parse().ok());
                size.is_some_and(|size: f64| size < least)
            };
            yes.is_some_and(|yes| yes == "1" || yes == "true")
                || is_thin("ht", THIN_ROW)
                || is_thin("width", THIN_COLUMN)
        };
        match name {
            "row" => {
                let row = number("r").map_or(next_row, |row| row.saturating_sub(1));
                next_row = row.saturating_add(1);
                if is_hidden() {
                    hidden.rows.insert(row);
                }
            }
            "col" if is_hidden() => {
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    let columns = (first.saturating_sub(1), last.saturating_sub(1));
                    hidden.columns.push(columns);
                }
            }
            _ => {}
        }
    });
    hidden
}

/// The rows below the heading of an active filter, first to last.
fn filter_of(text: &str) -> Option<(u32, u32)> {
    let mut range = None;
    let mut is_active = false;
    elements(text, |name, element| match name {
        "autoFilter" => range = attribute(element, "ref"),
        "filterColumn" => is_active = true,
        _ => {}
    });
    let range = range.filter(|_| is_active)?;
    let (first, last) = range.split_once(':')?;
    let row = |cell: &str| {
        let digits = cell.trim_start_matches(|c: char| !c.is_ascii_digit());
        digits.parse::<u32>().ok()
    };
    // XML rows count from 1, so the heading row's number there is the first row's index here.
    Some((row(first)?, row(last)?.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_rows_and_columns_are_found_and_those_of_a_filter_are_apart() {
        let sheet = r#"<worksheet><cols><col min="2" max="3" width="9" hidden="1"/><col min="5" max="5" width="0"/></cols>
            <sheetData><row r="1"/><row hidden="true"/><row r="7" hidden="1"/><row r="9" ht="0.00"/><row r="10" ht="0.75" customHeight="1"/><row hidden="0"/></sheetData></worksheet>"#;
        let hidden = of_sheet(sheet);
        assert_eq!(hidden.rows, BTreeSet::from([1, 6, 8, 9]));
        let columns = [0, 1, 2, 3, 4].map(|column| hidden.hides_column(column));
        assert_eq!(columns, [false, true, true, false, true]);
    }

    #[test]
    fn only_a_filter_that_leaves_rows_out_counts() {
        let filter = |inside: &str| {
            let text = format!(
                r#"<worksheet><autoFilter ref="$A$1:D9">{inside}</autoFilter></worksheet>"#
            );
            filter_of(&text)
        };
        assert_eq!(filter(""), None);
        assert_eq!(filter(r#"<filterColumn colId="0"/>"#), Some((1, 8)));
    }
}
