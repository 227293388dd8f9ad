//! Opens a feed: turns bytes into a [`Feed`].

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::date::Closure;
use crate::feed::base::Base;
use crate::feed::columns::Columns;
use crate::feed::described::Described;
use crate::feed::envelope::{self, Envelope};
use crate::feed::error::{FeedError, FeedErrorKind};
use crate::feed::fields::{Release, Time, is_id, silently};
use crate::feed::head::{self, Head, Part};
use crate::feed::parts::Parts;
use crate::feed::problem::{Dropped, MAX_PROBLEMS, Problem, Report, Step};
use crate::feed::quota::{self, Quota};
use crate::feed::site::Site;
use crate::feed::text::{self, Languages, Localized};
use crate::feed::zones::ZoneNames;
use crate::json::{Fault, KeyOrder, Kind, ListLimit, Reader, Span, Stop};
use crate::sort::sorted;
use crate::time::{Zones, for_javascript};
use crate::vocabulary::{Expected, Limit};
use crate::work::{self, Work};

/// Most bytes of a feed: 64 MiB.
pub const MAX_BYTES: usize = 64 << 20;
/// Most bytes of an entry and all parts that were added to it: offsets have to fit, and memory has to hold it.
const MAX_ALL_BYTES: usize = 8 * MAX_BYTES;

/// An opened feed. It has an envelope and the list of its offices, perhaps an empty one, or the parts that have them.
#[derive(Debug)]
pub struct Feed {
    /// The file, and behind it the parts that were added to it: what was read before stays where it is.
    pub(crate) text: String,
    /// The address that the feed was read from.
    pub(crate) base: Option<Rc<dyn Base>>,
    pub(crate) envelope: Envelope,
    pub(crate) zones: Vec<String>,
    /// Index into the zones of the one of offices that name none.
    pub(super) default_zone: Option<u16>,
    pub(super) zone_names: ZoneNames,
    /// None for a feed in one file.
    pub(crate) parts: Parts,
    pub(crate) heads: Vec<Head>,
    pub(crate) columns: Columns,
    /// In the order of the heads.
    pub(crate) sites: Vec<Site>,
    quotas: Vec<OnceCell<Box<Quota>>>,
    /// What the last answer showed.
    pub(crate) described: RefCell<Rc<Described>>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) most_problems: usize,
}

impl Feed {
    /// Opens a feed. `base` is the address that it was read from, against which its relative links resolve.
    ///
    /// # Errors
    /// A [`FeedError`] for what is no feed of version 1, or past a limit of the format.
    ///
    /// ```ignore-wasm32
    /// # use slot_finder::{Feed, TzZones};
    /// let feed = r#"{"format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00",
    ///     "language": "id", "time_zone": "Asia/Jakarta", "offices": [{"id": "kediri", "name": "Kediri"}]}"#;
    /// let feed = Feed::open(feed.into(), None, &TzZones).unwrap();
    /// assert_eq!(feed.about(None).offices, 1);
    /// ```
    pub fn open(
        bytes: Vec<u8>,
        base: Option<Rc<dyn Base>>,
        zones: &dyn Zones,
    ) -> Result<Self, FeedError> {
        Self::open_noting(bytes, base, zones, MAX_PROBLEMS)
    }

    /// Opens a feed like [`Feed::open`], and notes up to `most_problems` instead of 1,000.
    ///
    /// # Errors
    /// A [`FeedError`] for what is no feed of version 1, or past a limit of the format.
    pub fn open_noting(
        bytes: Vec<u8>,
        base: Option<Rc<dyn Base>>,
        zones: &dyn Zones,
        most_problems: usize,
    ) -> Result<Self, FeedError> {
        let text = decode(bytes)?;
        let mut report = Report::noting(Vec::new(), most_problems);
        let outline =
            Outline::read(&text, &mut report).map_err(|stop| FeedError::stopped(&text, stop))?;
        let version = envelope::check_version(&text, &outline.envelope)?;
        let parts = match outline.heads {
            Some(_) => Parts::default(),
            None => Parts::read(&text, &outline.envelope)?.ok_or_else(no_offices)?,
        };
        let envelope = Envelope::read(&text, version, outline.envelope, &mut report)?;
        let mut feed = Self {
            text,
            base,
            zones: Vec::new(),
            default_zone: None,
            zone_names: ZoneNames::default(),
            parts,
            heads: Vec::new(),
            columns: outline.columns,
            sites: Vec::new(),
            quotas: Vec::new(),
            described: RefCell::default(),
            problems: Vec::new(),
            most_problems,
            envelope: Envelope::default(),
        };
        feed.envelope = envelope;
        feed.default_zone = feed.read_own_zone(zones, &mut report);
        let mut heads = outline.heads.unwrap_or_default();
        feed.resolve_zones(&mut heads, zones, &mut report)
            .map_err(|stop| FeedError::stopped(&feed.text, stop))?;
        drop_repeated(&mut heads, &mut report);
        feed.add_heads(heads);
        feed.problems = report.into_problems();
        Ok(feed)
    }

    /// Adds the offices of a part; nothing, if it was added before.
    ///
    /// # Errors
    /// A [`FeedError`] for what is no part of this feed's generation, or past a limit of the format. The feed is as before.
    pub fn add_part(
        &mut self,
        part: usize,
        bytes: Vec<u8>,
        zones: &dyn Zones,
    ) -> Result<(), FeedError> {
        if !self.parts.is_unread(part) {
            return Ok(());
        }
        let text = decode(bytes)?;
        if !fits(self.text.len(), text.len()) {
            return Err(too_large());
        }
        let start = self.text.len();
        self.text.push_str(&text);
        let added = self.read_part(part, start, zones);
        if added.is_err() {
            self.text.truncate(start);
        }
        added
    }

    /// Whether this feed was opened from the same entry as one to which nothing was added.
    #[must_use]
    pub fn is_of_entry(&self, entry: &Self) -> bool {
        self.text.starts_with(&entry.text)
    }

    fn read_part(&mut self, part: usize, start: usize, zones: &dyn Zones) -> Result<(), FeedError> {
        let mut report = Report::noting(std::mem::take(&mut self.problems), self.most_problems);
        let before = report.noted();
        let base = report.enter(&[Step::Key("parts"), Step::Index(part)]);
        let read = self.read_heads(start, zones, &mut report);
        report.leave(base);
        if read.is_err() {
            report.forget_after(before);
        }
        self.problems = report.into_problems();
        let heads = read?;
        self.parts.mark_read(part, self.heads.len());
        self.add_heads(heads);
        Ok(())
    }

    /// Reads the offices of the part that the text has from an offset on.
    fn read_heads(
        &mut self,
        start: usize,
        zones: &dyn Zones,
        report: &mut Report,
    ) -> Result<Vec<Head>, FeedError> {
        let mut generation = None;
        let mut heads = None;
        let mut reader = Reader::from(&self.text, start);
        if reader.enter_object() {
            while let Some(key) = reader.key() {
                match &*key {
                    "generation" => generation = reader.text(),
                    "offices" => {
                        let before = self.heads.len();
                        heads = read_offices(&mut reader, report, &mut self.columns, before);
                    }
                    _ => _ = reader.skip(),
                }
            }
        }
        let is_ours = generation.is_some_and(|found| *found == *self.parts.generation);
        let read = reader.finish().map(|()| heads.filter(|_| is_ours));
        let stopped = |text: &str, stop: Stop| {
            let at = stop.at.saturating_sub(start);
            FeedError::stopped(text.get(start..).unwrap_or_default(), Stop { at, ..stop })
        };
        let mut heads = read
            .map_err(|stop| stopped(&self.text, stop))?
            .ok_or_else(other_part)?;
        self.resolve_zones(&mut heads, zones, report)
            .map_err(|stop| stopped(&self.text, stop))?;
        let ids = &mut self.parts.ids;
        heads.retain(|head| {
            let is_new = ids.insert(head.id.as_str().into(), head.whole).is_none();
            if !is_new {
                note_left_out(report, head, "repeated-id", "id", Expected::OwnId);
            }
            is_new
        });
        Ok(heads)
    }

    fn add_heads(&mut self, heads: Vec<Head>) {
        let envelope = &self.envelope;
        self.sites
            .extend(heads.iter().map(|head| Site::new(head, envelope)));
        self.quotas.extend(heads.iter().map(|_| OnceCell::new()));
        if self.heads.is_empty() {
            self.heads = heads;
        } else {
            self.heads.extend(heads);
        }
    }

    /// The quota of an office, decoded when it is first asked for.
    pub(crate) fn quota(&self, office: usize) -> Option<&Quota> {
        let head = self.heads.get(office)?;
        let quota = self.quotas.get(office)?.get_or_init(|| {
            Box::new(quota::read(
                &self.text,
                &self.envelope,
                head,
                &mut Report::silent(),
            ))
        });
        Some(quota)
    }

    /// When the data of an office was observed.
    pub(crate) fn observed(&self, head: &Head) -> Time {
        head.observed_at.unwrap_or(self.envelope.generated())
    }

    /// The languages to read texts in; without one asked for, the feed's own.
    pub(crate) fn languages<'a>(&'a self, asked: Option<&'a str>) -> Languages<'a> {
        Languages {
            asked: asked.unwrap_or(&self.envelope.language),
            feed: &self.envelope.language,
        }
    }

    /// The text at a span, if there is one.
    pub(crate) fn localized(&self, languages: Languages<'_>, span: Span) -> Option<Localized> {
        span.some()
            .and_then(|span| languages.read(&self.text, span))
    }

    /// The id at a span; empty if there is none.
    pub(crate) fn id_at(&self, span: Span) -> Cow<'_, str> {
        let id = self.string_at(span);
        if is_id(&id) { id } else { "".into() }
    }

    /// A time as answers show it.
    pub(crate) fn time_text(&self, time: Time) -> String {
        for_javascript(&self.string_at(time.span))
    }

    /// The string at a span; empty if there is none.
    pub(crate) fn string_at(&self, span: Span) -> Cow<'_, str> {
        span.some()
            .and_then(|span| Reader::at(&self.text, span).text())
            .unwrap_or_default()
    }

    /// The release of an office: its own, or the feed's.
    pub(crate) fn release(&self, head: &Head) -> Option<Release> {
        let own = head.part(Part::Release).some().and_then(|span| {
            let mut reader = Reader::at(&self.text, span);
            silently(&mut reader, |fields| fields.release("release"))
        });
        own.or(self.envelope.release)
    }

    /// An office's own closures as days.
    pub(crate) fn closures_of(&self, head: &Head) -> Vec<Closure> {
        quota::closures(&self.text, head)
    }

    /// The feed's closures as days.
    pub(crate) fn closures(&self) -> Vec<Closure> {
        let closed = self.envelope.closed.iter();
        closed.map(|closed| closed.days).collect()
    }
}

/// Drops offices whose id came before.
fn drop_repeated(heads: &mut Vec<Head>, report: &mut Report) {
    let id = |index: usize| heads.get(index).map(|head| &*head.id);
    // Ids are all over the memory, and mostly their first bytes are enough.
    let starts: Vec<u128> = heads.iter().map(|head| first_bytes(&head.id)).collect();
    let compare = |a: usize, b: usize| {
        work::add(Work::Steps, 1);
        let by_start = starts.get(a).cmp(&starts.get(b));
        by_start.then_with(|| id(a).cmp(&id(b)))
    };
    let order = sorted(heads.len(), &compare);
    let mut repeated = vec![false; heads.len()];
    for pair in order.windows(2) {
        if let [first, second] = pair
            && compare(*first, *second).is_eq()
            && let Some(flag) = repeated.get_mut(*second)
        {
            *flag = true;
        }
    }
    if !repeated.contains(&true) {
        return;
    }
    let mut index = 0;
    heads.retain(|head| {
        let keep = repeated.get(index) != Some(&true);
        index += 1;
        if !keep {
            note_left_out(report, head, "repeated-id", "id", Expected::OwnId);
        }
        keep
    });
}

/// The first bytes of an id, of which the first decides the most.
fn first_bytes(id: &str) -> u128 {
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(id.bytes()) {
        *to = from;
    }
    u128::from_be_bytes(bytes)
}

/// What one pass over the text finds: where the envelope's values are, and the offices' heads.
struct Outline {
    envelope: envelope::Raw,
    heads: Option<Vec<Head>>,
    columns: Columns,
}

impl Outline {
    fn read(text: &str, report: &mut Report) -> Result<Self, Stop> {
        let mut outline = Self {
            envelope: Vec::new(),
            heads: None,
            columns: Columns::new(),
        };
        let mut reader = Reader::new(text);
        if reader.enter_object() {
            while let Some(key) = reader.key() {
                if key == "offices" {
                    // The last of duplicate keys wins, and so do its problems.
                    report.forget();
                    outline.columns = Columns::new();
                    outline.heads = read_offices(&mut reader, report, &mut outline.columns, 0);
                } else if let Some(key) = envelope::known_key(&key) {
                    reader.text_limit = text::MAX_TEXT;
                    reader.list_limit = envelope::list_limit(key);
                    let is_null = reader.peek() == Some(Kind::Null);
                    let span = reader.skip();
                    reader.text_limit = usize::MAX;
                    reader.list_limit = ListLimit::Any;
                    outline.envelope.retain(|(known, _)| *known != key);
                    if !is_null {
                        outline.envelope.push((key, span));
                    }
                } else {
                    reader.skip();
                }
            }
        }
        reader.finish()?;
        Ok(outline)
    }
}

/// Reads the list of offices that is next, where the feed has so many already; `None` if it is no list.
fn read_offices(
    reader: &mut Reader<'_>,
    report: &mut Report,
    columns: &mut Columns,
    before: usize,
) -> Option<Vec<Head>> {
    if !reader.enter_array() {
        return None;
    }
    let mut heads = Vec::new();
    let (mut index, mut order) = (0, KeyOrder::default());
    while reader.item() {
        if before + index >= head::MAX_OFFICES {
            reader.stop(Fault::Limit(Limit::Offices));
        }
        heads.extend(head::read(reader, index, report, columns, &mut order));
        index += 1;
    }
    Some(heads)
}

/// Notes that an office is left out because of one of its fields.
pub(super) fn note_left_out(
    report: &mut Report,
    head: &Head,
    code: &'static str,
    key: &str,
    expected: Expected,
) {
    report.enter_office(head);
    let office = Step::Index(head.index as usize);
    let path = [Step::Key("offices"), office, Step::Key(key)];
    report.note(code, Dropped::Office, &path, expected);
    report.leave_office();
}

/// The text of a file, without a byte order mark.
fn decode(bytes: Vec<u8>) -> Result<String, FeedError> {
    if bytes.len() > MAX_BYTES {
        return Err(too_large());
    }
    let mut text = String::from_utf8(bytes).map_err(|error| not_utf8(&error))?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

/// Whether a feed of so many bytes may have so many more.
fn fits(bytes: usize, more: usize) -> bool {
    bytes + more <= MAX_ALL_BYTES
}

fn not_utf8(error: &std::string::FromUtf8Error) -> FeedError {
    let valid = error.utf8_error().valid_up_to();
    let good = error.as_bytes().get(..valid).unwrap_or_default();
    let good = std::str::from_utf8(good).unwrap_or_default();
    FeedError::at(
        FeedErrorKind::Encoding,
        good,
        good.len(),
        "The feed is not UTF-8",
        "Save the file with the encoding UTF-8.",
    )
}

fn no_offices() -> FeedError {
    FeedError::whole(
        FeedErrorKind::Offices,
        "The feed has no `offices`. Add the list of offices with their quota.",
    )
}

fn other_part() -> FeedError {
    FeedError::whole(
        FeedErrorKind::Split,
        "A part of the feed has no `offices`, or is of another `generation`. Publish the entry after all its parts.",
    )
}

fn too_large() -> FeedError {
    FeedError::whole(
        FeedErrorKind::Limit,
        "The feed is larger than 64 MiB. Publish fewer days, or several feeds.",
    )
    .past(Limit::Bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_at_most_64_mib() {
        assert!(decode(vec![b' '; MAX_BYTES]).is_ok());
        assert!(decode(vec![b' '; MAX_BYTES + 1]).is_err());
    }

    #[test]
    fn the_offices_of_all_parts_count_together() {
        let text = r#"[{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]"#;
        for (before, fits) in [(199_998, true), (199_999, false)] {
            let mut reader = Reader::new(text);
            let mut columns = Columns::new();
            read_offices(&mut reader, &mut Report::silent(), &mut columns, before);
            assert_eq!(reader.finish().is_ok(), fits, "{before}");
        }
    }

    #[test]
    fn an_entry_and_its_parts_have_at_most_512_mib() {
        const MIB: usize = 1 << 20;
        assert!(fits(1000, 1000));
        assert!(fits(64 * MIB, 448 * MIB));
        assert!(!fits(64 * MIB, 448 * MIB + 1));
    }
}
