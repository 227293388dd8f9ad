//! The heads of offices: what opening a feed reads of each, and where the rest is.

use std::borrow::Borrow;

use crate::feed::columns::{Columns, Rows, read_lead_days};
use crate::feed::fields::{Fields, Time, is_id, silently};
use crate::feed::problem::{Dropped, Report, Step};
use crate::feed::text::{Languages, MAX_TEXT};
use crate::geo::Position;
use crate::json::{Fault, Key, KeyOrder, Kind, ListLimit, Reader, Span};
use crate::vocabulary::{Expected, Limit};

/// Most offices of a feed.
pub const MAX_OFFICES: usize = 200_000;
/// Most rows of an office's quota.
pub const MAX_ROWS: usize = 500;
/// One office: id, position, zone and age are known; the rest is read when it is asked for.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// Its place in the `offices` of its file.
    pub index: u32,
    pub id: String,
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

impl Head {
    /// Where a part is.
    pub fn part(&self, part: Part) -> Span {
        self.parts.get(part as usize).copied().unwrap_or_default()
    }
}

/// A field of an office, and what its texts and lists are held to.
#[derive(Clone, Copy)]
struct Field {
    key: Key,
    what: What,
    text_limit: usize,
    list_limit: ListLimit,
    part: Option<Part>,
}

/// What a head keeps of a field.
#[derive(Clone, Copy, PartialEq)]
enum What {
    Place,
    Id,
    Latitude,
    Longitude,
    Observed,
    Booking,
    Quota,
}

impl Field {
    const fn new(key: &'static str, what: What) -> Self {
        Self {
            key: Key::new(key),
            what,
            text_limit: usize::MAX,
            list_limit: ListLimit::Any,
            part: None,
        }
    }

    const fn text(key: &'static str) -> Self {
        Self {
            text_limit: MAX_TEXT,
            ..Self::new(key, What::Place)
        }
    }

    const fn list(self, list_limit: ListLimit) -> Self {
        Self { list_limit, ..self }
    }

    const fn part(self, part: Part) -> Self {
        Self {
            part: Some(part),
            ..self
        }
    }
}

impl Borrow<Key> for Field {
    fn borrow(&self) -> &Key {
        &self.key
    }
}

/// The fields that need care, in the order in which publishers mostly write them.
const FIELDS: [Field; 19] = [
    Field::new("id", What::Id),
    Field::text("name").part(Part::Name),
    Field::text("short"),
    Field::new("kind", What::Place).part(Part::Kind),
    Field::text("address"),
    Field::new("region", What::Place).part(Part::Region),
    Field::new("lat", What::Latitude),
    Field::new("lon", What::Longitude),
    Field::new("time_zone", What::Place).part(Part::TimeZone),
    Field::text("phone"),
    Field::text("whatsapp"),
    Field::text("aliases").list(ListLimit::Hundred),
    Field {
        what: What::Booking,
        ..Field::text("booking")
            .list(ListLimit::Hundred)
            .part(Part::Booking)
    },
    Field::text("release").part(Part::Release),
    Field::text("exempt"),
    Field::text("closed")
        .list(ListLimit::Thousand)
        .part(Part::Closed),
    Field::text("notes").list(ListLimit::Hundred),
    Field::new("observed_at", What::Observed),
    Field::new("quota", What::Quota).part(Part::Quota),
];
/// Any other field.
const OTHER: Field = Field::new("", What::Place);

/// Reads the head of the office that is next and steps over the rest, checking every limit.
///
/// `None` if the office is left out, which the report then says.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    index: usize,
    report: &mut Report,
    columns: &mut Columns,
    order: &mut KeyOrder,
) -> Option<Head> {
    let mut head = Head {
        index: u32::try_from(index).unwrap_or(u32::MAX),
        ..Head::default()
    };
    let (mut lat, mut lon) = (Degrees::Absent, Degrees::Absent);
    let start = reader.start();
    if !reader.enter_object() {
        let note = |report: &mut Report| {
            report.note("bad-office", Dropped::Office, &[], Expected::Office);
        };
        at_office(report, index, note);
        return None;
    }
    order.restart();
    while let Some(key) = order.next(reader, &FIELDS) {
        let field = FIELDS.get(key).unwrap_or(&OTHER);
        reader.text_limit = field.text_limit;
        reader.list_limit = field.list_limit;
        let is_null = reader.is_null();
        let value = reader.offset();
        match field.what {
            What::Place => _ = reader.skip(),
            What::Id => head.id = reader.text().unwrap_or_default().into(),
            What::Latitude => lat = Degrees::read(reader),
            What::Longitude => lon = Degrees::read(reader),
            What::Observed => head.observed_at = observed_at(reader, index, report),
            What::Booking => head.lead_days = read_lead_days(reader),
            What::Quota => head.rows = read_quota(reader, columns),
        }
        if let Some(part) = field.part
            && let Some(place) = head.parts.get_mut(part as usize)
        {
            let span = reader.span_from(value);
            *place = if is_null { Span::default() } else { span };
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
    if let Some((code, key, expected)) = bad {
        at_office(report, index, |report| {
            report.enter_office(&head);
            report.note(code, Dropped::Office, &[Step::Key(key)], expected);
        });
        return None;
    }
    head.position = match (lat, lon) {
        (Degrees::Read(lat), Degrees::Read(lon)) => Position::new(lat, lon),
        _ => None,
    };
    if head.position.is_none() && !matches!((lat, lon), (Degrees::Absent, Degrees::Absent)) {
        at_office(report, index, |report| {
            report.enter_office(&head);
            let expected = Expected::Position;
            report.note("bad-position", Dropped::Position, &[], expected);
        });
    }
    Some(head)
}

/// Notes problems of an office by its path, which most offices never need.
fn at_office(report: &mut Report, index: usize, note: impl FnOnce(&mut Report)) {
    report.leave_office();
    let base = report.enter(&[Step::Key("offices"), Step::Index(index)]);
    note(report);
    report.leave(base);
    report.leave_office();
}

/// Whether there is a text at a span.
fn is_text(reader: &Reader<'_>, span: Span) -> bool {
    // Mostly it is a string, and what is written in it is not empty.
    if let [b'"', first, ..] = span.of(reader.source()).as_bytes()
        && *first != b'"'
    {
        return true;
    }
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
    span.is_none() || span.of(reader.source()).starts_with('[')
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

fn observed_at(reader: &mut Reader<'_>, index: usize, report: &mut Report) -> Option<Time> {
    const KEY: &str = "observed_at";
    let again = reader.clone();
    let time = silently(reader, |fields| fields.time(KEY));
    if time.is_none() {
        at_office(report, index, |report| {
            let reader = again.clone();
            _ = Fields { reader, report }.time(KEY);
        });
    }
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
    noted.finish(reader.source())
}
