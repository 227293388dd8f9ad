//! When a workbook was last saved, as it says itself: copying, downloading or checking out a file gives it a new date.

use std::io::Cursor;

use slot_finder::parse_rfc3339;
use zip::ZipArchive;

use super::File;
use super::hidden::part;

/// When a file was saved, in ms since 1970: the older of its own date and of that in the workbook.
pub fn saved(file: &File) -> Option<i64> {
    let [own, inside] = [file.saved, inside(&file.bytes)];
    own.into_iter().chain(inside).min()
}

/// The date in the properties of an Excel workbook.
fn inside(bytes: &[u8]) -> Option<i64> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let text = part(&mut archive, "docProps/core.xml")?;
    let (_, rest) = text.split_once("<dcterms:modified")?;
    let (_, rest) = rest.split_once('>')?;
    let (moment, _) = rest.split_once('<')?;
    parse_rfc3339(moment.trim())
}
