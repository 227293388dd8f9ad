//! The heads of offices: what opening a feed reads of each, and where the rest is.

use crate::feed::columns::{Columns, Rows, read_lead_days};
use crate::feed::fields::{Fields, Time, is_id};
use crate::feed::problem::{Dropped, Report, Step};
use crate::feed::text::{Languages, MAX_TEXT};
use crate::geo::Position;
use crate::json::{Fault, Kind, ListLimit, Reader, Span};
use crate::vocabulary::{Expected, Limit};

/// Most offices of a feed.
pub const MAX_OFFICES: usize = 200_000;
/// Most rows of an office's quota.
pub const MAX_ROWS: usize = 500;
/// One office: id, position, zone and age are known; the rest is read when it is asked for.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// Its place in the feed's `offices`.
    pub index: u32,
    pub id: String,
    /// Rank of the id among all offices' ids: ties are broken by it.
    pub id_rank: u32,
    pub position: Option<Position>,
    /// Index into the feed's zones.
    pub zone: u16,
    pub observed_at: Option<Time>,
    /// How early one has to book here, if the office says so.
    pub lead_days: Option<u32>,
    /// Its rows, if they are plain enough to have columns.
    pub rows: Option<Rows>,
    /// The whole office.
    pub whole: Span,
    /// Where the values that are read later are, in the order of [`Part`].
    parts: [Span; 8],
}

/// A value of an office that is read later.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    Name,
    Kind,
    Region,
    TimeZone,
    Quota,
    Booking,
    Closed,
    Release,
}

/// The keys of the parts, in their order.
const PARTS: [&str; 8] = [
    "name",
    "kind",
    "region",
    "time_zone",
    "quota",
    "booking",
    "closed",
    "release",
];

impl Head {
    /// Where a part is.
    pub fn part(&self, part: Part) -> Span {
        self.parts.get(part as usize).copied().unwrap_or_default()
    }
}

/// The fields of an office that are texts or hold some.
const TEXTS: [&str; 11] = [
    "name", "short", "address", "aliases", "phone", "whatsapp", "booking", "release", "exempt",
    "closed", "notes",
];

/// Reads the head of the office that is next and steps over the rest, checking every limit.
///
/// `None` if the office is left out, which the report then says.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    index: usize,
    report: &mut Report,
    columns: &mut Columns,
) -> Option<Head> {
    let mut head = Head {
        index: u32::try_from(index).unwrap_or(u32::MAX),
        ..Head::default()
    };
    let (mut lat, mut lon) = (Degrees::Absent, Degrees::Absent);
    let start = reader.start();
    if !reader.enter_object() {
        report.note("bad-office", Dropped::Office, &[], Expected::Office);
        return None;
    }
    while let Some(key) = reader.key() {
        let key = key.as_ref();
        let has_text = TEXTS.contains(&key);
        reader.text_limit = if has_text { MAX_TEXT } else { usize::MAX };
        reader.list_limit = match key {
            "aliases" | "booking" | "notes" => ListLimit::Hundred,
            "closed" => ListLimit::Thousand,
            _ => ListLimit::Any,
        };
        let is_null = reader.peek() == Some(Kind::Null);
        let value = reader.offset();
        match key {
            "id" => head.id = reader.text().unwrap_or_default().into(),
            "lat" => lat = Degrees::read(reader),
            "lon" => lon = Degrees::read(reader),
            "observed_at" => head.observed_at = observed_at(reader, report),
            "booking" => head.lead_days = read_lead_days(reader),
            "quota" => head.rows = read_quota(reader, columns),
            _ => _ = reader.skip(),
        }
        let part = PARTS.iter().position(|part| *part == key);
        if let Some(part) = part.and_then(|part| head.parts.get_mut(part)) {
            let span = reader.span_from(value);
            *part = if is_null { Span::default() } else { span };
        }
    }
    reader.text_limit = usize::MAX;
    reader.list_limit = ListLimit::Any;
    head.whole = reader.span_from(start);
    let bad = if !is_id(&head.id) {
        Some(("bad-id", "id", Expected::Id))
    } else if !is_text(reader, head.part(Part::Name)) {
        Some(("bad-name", "name", Expected::Name))
    } else if !is_list(reader, head.part(Part::Quota)) {
        Some(("bad-quota", "quota", Expected::Rows))
    } else {
        None
    };
    report.enter_office(&head);
    if let Some((code, key, expected)) = bad {
        report.note(code, Dropped::Office, &[Step::Key(key)], expected);
        return None;
    }
    head.position = match (lat, lon) {
        (Degrees::Read(lat), Degrees::Read(lon)) => Position::new(lat, lon),
        _ => None,
    };
    if head.position.is_none() && !matches!((lat, lon), (Degrees::Absent, Degrees::Absent)) {
        let expected = Expected::Position;
        report.note("bad-position", Dropped::Position, &[], expected);
    }
    Some(head)
}

/// Whether there is a text at a span.
fn is_text(reader: &Reader<'_>, span: Span) -> bool {
    let any = Languages {
        asked: "",
        feed: "",
    };
    let mut reader = reader.clone();
    reader.move_to(span);
    !span.is_none() && any.read_next(&mut reader).is_some()
}

/// Whether there is a list at a span, or nothing at all.
fn is_list(reader: &Reader<'_>, span: Span) -> bool {
    let mut reader = reader.clone();
    reader.move_to(span);
    span.is_none() || reader.peek() == Some(Kind::Array)
}

/// A latitude or longitude as it was found.
#[derive(Clone, Copy)]
enum Degrees {
    Absent,
    Broken,
    Read(f64),
}

impl Degrees {
    fn read(reader: &mut Reader<'_>) -> Self {
        if reader.peek() == Some(Kind::Null) {
            reader.skip();
            return Self::Absent;
        }
        reader.number().map_or(Self::Broken, Self::Read)
    }
}

fn observed_at(reader: &mut Reader<'_>, report: &mut Report) -> Option<Time> {
    let fields = &mut Fields {
        reader: reader.clone(),
        report,
    };
    let time = fields.time("observed_at");
    reader.skip();
    time
}

/// Steps over an office's quota, noting its columns; refuses it past a limit.
fn read_quota(reader: &mut Reader<'_>, columns: &mut Columns) -> Option<Rows> {
    if !reader.enter_array() {
        return None;
    }
    let mut noted = columns.office();
    let mut rows = 0;
    while reader.item() {
        rows += 1;
        if rows > MAX_ROWS {
            reader.stop(Fault::Limit(Limit::Rows));
        }
        noted.read(reader);
    }
    noted.finish()
}
