//! The heads of offices: what opening a feed reads of each, and where the rest stands.

use super::fields::{Time, is_id};
use super::problem::{Dropped, Report, Step};
use super::text::{Languages, MAX_TEXT};
use crate::geo::Position;
use crate::json::{Fault, Kind, Reader, Span, Stop};

/// Most offices of a feed.
pub const MAX_OFFICES: usize = 200_000;
/// Most rows of an office's quota.
pub const MAX_ROWS: usize = 500;
/// Most days of a row.
pub const MAX_DAYS: usize = 1000;
/// The largest number in a cell.
pub const MAX_CELL: i32 = 1_000_000;

/// One office: id, position, zone and age are known; the rest is read when it is asked for.
#[derive(Debug)]
pub(crate) struct Head {
    /// Its place in the feed's `offices`.
    pub index: u32,
    pub id: Box<str>,
    /// Rank of the id among all offices' ids: ties are broken by it.
    pub id_rank: u32,
    pub position: Option<Position>,
    /// Index into the feed's zones.
    pub zone: u16,
    pub observed_at: Option<Time>,
    /// The whole office.
    pub whole: Span,
    pub name: Span,
    pub kind: Span,
    pub region: Span,
    pub time_zone: Span,
    pub quota: Span,
    pub booking: Span,
    pub closed: Span,
    pub release: Span,
}

/// The fields of an office that are texts or hold some.
const TEXTS: [&str; 10] = [
    "name", "short", "address", "aliases", "phone", "whatsapp", "booking", "release", "exempt",
    "closed",
];

/// Reads the head of the office that stands next and steps over the rest, checking every limit.
///
/// `None` if the office has to fall, which the report then says.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    index: usize,
    report: &mut Report,
) -> Result<Option<Head>, Stop> {
    let mut head = Head {
        index: u32::try_from(index).unwrap_or(u32::MAX),
        id: "".into(),
        id_rank: 0,
        position: None,
        zone: 0,
        observed_at: None,
        whole: Span::default(),
        name: Span::default(),
        kind: Span::default(),
        region: Span::default(),
        time_zone: Span::default(),
        quota: Span::default(),
        booking: Span::default(),
        closed: Span::default(),
        release: Span::default(),
    };
    let (mut lat, mut lon) = (Degrees::Absent, Degrees::Absent);
    let mut observed_at = None;
    let mut quota_is_list = true;
    let mut named = false;
    let whole = reader.clone();
    if !reader.enter_object()? {
        report.note("bad-office", Dropped::Office, &[], "an office (an object)");
        return Ok(None);
    }
    while let Some(key) = reader.key()? {
        let key = key.as_ref();
        let has_text = TEXTS.contains(&key) || key == "notes";
        reader.text_limit = if has_text { MAX_TEXT } else { usize::MAX };
        match key {
            "id" => head.id = reader.text()?.unwrap_or_default().into(),
            "name" => {
                let any = Languages {
                    asked: "",
                    feed: "",
                };
                let mut ahead = reader.clone();
                named = any.read_next(&mut ahead)?.is_some();
                head.name = reader.skip()?;
            }
            "lat" => lat = Degrees::read(reader)?,
            "lon" => lon = Degrees::read(reader)?,
            "observed_at" => {
                observed_at = (reader.peek()? != Kind::Null).then_some(());
                head.observed_at = reader.text()?.and_then(|text| {
                    crate::parse_rfc3339(&text).map(|ms| Time {
                        text: text.as_ref().into(),
                        ms,
                    })
                });
            }
            "quota" => {
                quota_is_list = reader.peek()? == Kind::Array;
                head.quota = check_quota(reader)?;
            }
            "time_zone" => head.time_zone = unless_null(reader)?,
            "kind" => head.kind = unless_null(reader)?,
            "region" => head.region = unless_null(reader)?,
            "booking" => head.booking = unless_null(reader)?,
            "closed" => head.closed = unless_null(reader)?,
            "release" => head.release = unless_null(reader)?,
            _ => drop(reader.skip()?),
        }
    }
    reader.text_limit = usize::MAX;
    head.whole = Span {
        start: u32::try_from(whole.offset()).unwrap_or(u32::MAX),
        end: u32::try_from(reader.offset()).unwrap_or(u32::MAX),
    };
    if !is_id(&head.id) {
        let expected = "an id (1 to 64 of A-Z a-z 0-9 . _ : ~ -)";
        report.note("bad-id", Dropped::Office, &[Step::Key("id")], expected);
        return Ok(None);
    }
    report.office_id = Some(head.id.to_string());
    if !named {
        let expected = "a name (a text)";
        report.note("bad-name", Dropped::Office, &[Step::Key("name")], expected);
        return Ok(None);
    }
    if !quota_is_list {
        let expected = "a list of rows";
        report.note(
            "bad-quota",
            Dropped::Office,
            &[Step::Key("quota")],
            expected,
        );
        return Ok(None);
    }
    head.position = match (lat, lon) {
        (Degrees::Absent, Degrees::Absent) => None,
        (Degrees::Read(lat), Degrees::Read(lon)) => Position::new(lat, lon),
        _ => None,
    };
    if head.position.is_none() && !matches!((lat, lon), (Degrees::Absent, Degrees::Absent)) {
        let expected = "`lat` -90 to 90 and `lon` -180 to 180, both numbers";
        report.note("bad-position", Dropped::Position, &[], expected);
    }
    if observed_at.is_some() && head.observed_at.is_none() {
        report.field(
            &[Step::Key("observed_at")],
            "a time with its offset (RFC 3339)",
        );
    }
    Ok(Some(head))
}

/// A latitude or longitude as it was found.
#[derive(Clone, Copy)]
enum Degrees {
    Absent,
    Broken,
    Read(f64),
}

impl Degrees {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Stop> {
        if reader.peek()? == Kind::Null {
            reader.skip()?;
            return Ok(Self::Absent);
        }
        Ok(reader.number()?.map_or(Self::Broken, Self::Read))
    }
}

fn unless_null(reader: &mut Reader<'_>) -> Result<Span, Stop> {
    let kind = reader.peek()?;
    let span = reader.skip()?;
    Ok(if kind == Kind::Null {
        Span::default()
    } else {
        span
    })
}

/// Steps over an office's quota; refuses it past a limit.
fn check_quota(reader: &mut Reader<'_>) -> Result<Span, Stop> {
    reader.peek()?;
    let start = reader.offset();
    if reader.enter_array()? {
        let mut rows = 0;
        while reader.item()? {
            rows += 1;
            if rows > MAX_ROWS {
                return reader.stop(Fault::Limit("more than 500 rows of quota for an office"));
            }
            check_row(reader)?;
        }
    }
    Ok(Span {
        start: u32::try_from(start).unwrap_or(u32::MAX),
        end: u32::try_from(reader.offset()).unwrap_or(u32::MAX),
    })
}

fn check_row(reader: &mut Reader<'_>) -> Result<(), Stop> {
    if !reader.enter_object()? {
        return Ok(());
    }
    while let Some(key) = reader.key()? {
        match key.as_ref() {
            "open" | "total" => cells(reader, &mut |_, _| {})?,
            "event" | "booking" => {
                reader.text_limit = MAX_TEXT;
                reader.skip()?;
                reader.text_limit = usize::MAX;
            }
            _ => drop(reader.skip()?),
        }
    }
    Ok(())
}

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

/// Reads the list of cells that stands next, giving each with its index; what is no list is stepped over.
///
/// # Errors
/// A limit fault past [`MAX_DAYS`] cells or [`MAX_CELL`] places.
pub(crate) fn cells(
    reader: &mut Reader<'_>,
    each: &mut dyn FnMut(usize, Cell),
) -> Result<(), Stop> {
    if !reader.enter_array()? {
        return Ok(());
    }
    let mut index = 0;
    while reader.item()? {
        if index >= MAX_DAYS {
            return reader.stop(Fault::Limit("a row of more than 1,000 days"));
        }
        each(index, cell(reader)?);
        index += 1;
    }
    Ok(())
}

fn cell(reader: &mut Reader<'_>) -> Result<Cell, Stop> {
    if let Some(n) = reader.small_integer() {
        return Ok(if n >= -1 {
            Cell::Known(n)
        } else {
            Cell::Broken
        });
    }
    let kind = reader.peek()?;
    let at = reader.offset();
    match kind {
        Kind::Null => {
            reader.skip()?;
            Ok(Cell::Unknown)
        }
        Kind::Number => {
            let Some(n) = reader.number()? else {
                return past_cell_limit(at);
            };
            if n > f64::from(MAX_CELL) {
                return past_cell_limit(at);
            }
            let whole = crate::json::whole(n).and_then(|n| i32::try_from(n).ok());
            Ok(whole.filter(|n| *n >= -1).map_or(Cell::Broken, Cell::Known))
        }
        _ => {
            reader.skip()?;
            Ok(Cell::Broken)
        }
    }
}

fn past_cell_limit(at: usize) -> Result<Cell, Stop> {
    let fault = Fault::Limit("a cell of more than 1,000,000 places");
    Err(Stop { at, fault })
}
