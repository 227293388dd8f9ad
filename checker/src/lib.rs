//! Every rule of the format, all findings at once: bytes go in, findings with a fix come out.
//!
//! The reader reports what it refuses and what it drops (`reader`). The other modules look for data that it accepts but
//! that misleads citizens. They read the file as a tree, office by office, and so also see fields that the reader
//! ignores and repeated keys.

mod envelope;
mod facts;
mod hosting;
mod limits;
mod office;
mod parts;
mod place;
mod positions;
mod quota;
mod reader;
mod row;
mod rules;
mod services;
mod shape;
mod texts;
mod times;
mod tree;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
mod words;

use std::borrow::Cow;
use std::rc::Rc;

use serde::Serialize;

pub use hosting::{Answer, check_answer};
pub use parts::PartFile;
pub use rules::{RULES, Rule, Severity};

use place::Lines;
use slot_finder::json::{Reader, Span, push_step};
use slot_finder::work::{self, Work};
use slot_finder::{Base, Zones};
use tree::{Members, Node};
use words::Words;

/// Lists at most this many findings for one feed.
pub const MAX_FINDINGS: usize = 100_000;

/// One thing that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The id of the rule, one of [`RULES`].
    pub rule: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// The part of a split feed that has it, as the entry names its file; absent for the feed's own file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// JSON pointer (RFC 6901) of what breaks it; empty for the whole file, or for its hosting.
    pub pointer: String,
    /// The id of the office around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office_id: Option<String>,
    /// The name of that office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The line in the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The column in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// What is wrong.
    pub what: String,
    /// Why it matters to a citizen.
    pub why: String,
    /// How to fix it.
    pub fix: String,
}

/// Checks a feed by every rule: errors first, then warnings and hints, at most [`MAX_FINDINGS`].
///
/// `base` is the address of the published feed, which resolves its relative links; without it, relative links are
/// valid. `now` is in ms since 1970. `lang` is the language of the findings (BCP 47): Indonesian for `id`, else
/// English.
///
/// ```ignore-wasm32
/// # use slot_checker::check;
/// # use slot_finder::TzZones;
/// let findings = check(b"{\"format\": \"gtfs\"}", None, 0, &TzZones, "en");
/// assert_eq!((findings[0].rule, findings[0].line), ("not-a-feed", Some(1)));
/// ```
#[must_use]
pub fn check(
    bytes: &[u8],
    base: Option<Rc<dyn Base>>,
    now: i64,
    zones: &dyn Zones,
    lang: &str,
) -> Vec<Finding> {
    check_split(bytes, None, base, now, zones, lang)
}

/// Checks a split feed, as [`check`] does a feed in one file: `parts` are the files of the entry's parts in their order.
///
/// Without them, only the entry is checked, and a hint says so.
#[must_use]
pub fn check_split(
    entry: &[u8],
    parts: Option<&[PartFile]>,
    base: Option<Rc<dyn Base>>,
    now: i64,
    zones: &dyn Zones,
    lang: &str,
) -> Vec<Finding> {
    let bytes = without_mark(entry);
    let mut text = String::from_utf8_lossy(bytes);
    let is_utf8 = matches!(text, Cow::Borrowed(_));
    let mut files = vec![File::new(None, 0, &text)];
    for part in parts.unwrap_or_default() {
        let part_text = String::from_utf8_lossy(without_mark(part.bytes()));
        files.push(File::new(Some(part.url.clone()), text.len(), &part_text));
        text.to_mut().push_str(&part_text);
    }
    let mut checker = Checker {
        text: &text,
        files: &files,
        parts,
        base: base.unwrap_or_else(|| Rc::new(Unpublished)),
        now,
        zones,
        words: Words::of(lang),
        is_utf8,
        language: String::new(),
        outline: Outline::default(),
        findings: Vec::new(),
        pointer: String::new(),
        office: None,
    };
    checker.run(bytes);
    checker.sorted()
}

/// The bytes without a byte order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

/// A file of the feed within the checker's text: the feed itself, or the entry and then its parts.
struct File {
    name: Option<String>,
    /// Its first byte in the text.
    start: usize,
    length: usize,
    lines: Lines,
}

impl File {
    fn new(name: Option<String>, start: usize, text: &str) -> Self {
        Self {
            name,
            start,
            length: text.len(),
            lines: Lines::of(text),
        }
    }

    /// Its own text.
    fn of<'a>(&self, text: &'a str) -> &'a str {
        let text = text.get(self.start..).unwrap_or_default();
        text.get(..self.length).unwrap_or_default()
    }
}

/// The placeholder address of an unpublished feed: its relative links are valid.
#[derive(Debug)]
struct Unpublished;

impl Base for Unpublished {
    fn address(&self) -> String {
        String::from("https://feed.invalid/feed.json")
    }

    fn join(&self, link: &str) -> Option<String> {
        Some(["https://feed.invalid/", link].concat())
    }
}

/// The top of the file: its fields except the offices, and the position of each office.
#[derive(Clone, Debug, Default)]
struct Outline<'a> {
    fields: Members<'a>,
    offices: Vec<ListedOffice>,
}

/// An entry of `offices`.
#[derive(Clone, Copy, Debug)]
struct ListedOffice {
    /// Its file, as an index.
    file: usize,
    /// Its index in the list of that file.
    index: usize,
    span: Span,
}

impl<'a> Outline<'a> {
    /// The outline of a text; `None` if it is not JSON, or nested too deep.
    fn of(text: &'a str) -> Option<Self> {
        let mut outline = Self::default();
        let mut reader = Reader::new(text);
        let offices = &mut outline.offices;
        outline.fields = tree::members(&mut reader, &mut |key, reader| {
            if key != "offices" {
                return Node::read(reader);
            }
            offices.clear();
            let start = reader.start();
            if reader.enter_array() {
                while reader.item() {
                    offices.push(ListedOffice {
                        file: 0,
                        index: offices.len(),
                        span: reader.skip(),
                    });
                }
            }
            Node::unread(reader.span_from(start))
        });
        reader.finish().ok().map(|()| outline)
    }
}

/// A check in progress.
struct Checker<'a> {
    /// The text of all files, one after the other.
    text: &'a str,
    files: &'a [File],
    parts: Option<&'a [PartFile]>,
    base: Rc<dyn Base>,
    now: i64,
    zones: &'a dyn Zones,
    words: Words,
    is_utf8: bool,
    /// The feed's `language`, once the envelope is read.
    language: String,
    outline: Outline<'a>,
    /// With the byte offset of each.
    findings: Vec<(usize, Finding)>,
    /// The pointer of the value being checked.
    pointer: String,
    /// Id and name of the office being checked.
    office: Option<Names>,
}

impl<'a> Checker<'a> {
    /// The text of the feed's own file.
    fn entry(&self) -> &'a str {
        self.files.first().map_or("", |file| file.of(self.text))
    }

    fn run(&mut self, bytes: &[u8]) {
        let outline = Outline::of(self.entry());
        let is_json = outline.is_some();
        self.outline = outline.unwrap_or_default();
        self.list_parts();
        self.reader_findings(bytes);
        if !is_json || self.outline.fields.is_empty() {
            return;
        }
        let text = self.text;
        let fields = std::mem::take(&mut self.outline.fields);
        let envelope = Node {
            span: Span::default(),
            value: tree::Value::Object(fields),
        };
        let mut feed = self.envelope(&envelope);
        for listed in 0..self.outline.offices.len() {
            let Some(listed) = self.outline.offices.get(listed).copied() else {
                continue;
            };
            let node = Node::read(&mut Reader::at(text, listed.span));
            self.within(&["offices", &listed.index.to_string()], |checker| {
                checker.office = Some(names(&node));
                checker.office(&node, listed.index, &mut feed);
                checker.office = None;
            });
        }
        self.whole(&envelope, &feed);
    }

    /// Checks something below the current value.
    fn within<T>(&mut self, steps: &[&str], check: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        for step in steps {
            push_step(&mut self.pointer, step);
        }
        let result = check(self);
        self.pointer.truncate(length);
        result
    }

    /// Reports that the value at a byte offset breaks a rule.
    fn find(&mut self, rule: Rule, at: usize, values: &[(&str, &str)]) {
        self.find_case(rule, "", at, values);
    }

    /// Reports a special case of breaking a rule, which has its own texts.
    fn find_case(&mut self, rule: Rule, case: &str, at: usize, values: &[(&str, &str)]) {
        if self.findings.len() >= MAX_FINDINGS {
            return;
        }
        let behind = self.files.partition_point(|file| file.start <= at);
        let file = self.files.get(behind.saturating_sub(1));
        let (line, column) = file.map_or((1, 1), |file| {
            file.lines.place(file.of(self.text), at - file.start)
        });
        let (office_id, office) = self.office.clone().unwrap_or_default();
        let words = |key| self.words.fill(rule.id, key, case, values);
        let finding = Finding {
            rule: rule.id,
            severity: rule.severity,
            file: file.and_then(|file| file.name.clone()),
            pointer: self.pointer.clone(),
            office_id,
            office,
            line: Some(line),
            column: Some(column),
            what: words("what"),
            why: words("why"),
            fix: words("fix"),
        };
        let texts = [&finding.pointer, &finding.what, &finding.why, &finding.fix];
        let names = [&finding.office_id, &finding.office].into_iter().flatten();
        let length = texts.into_iter().chain(names).map(String::len).sum();
        work::add(Work::Bytes, length);
        self.findings.push((at, finding));
    }

    /// The findings, most serious first, then by rule, then in file order.
    fn sorted(mut self) -> Vec<Finding> {
        let order = |rule: &str| RULES.iter().position(|known| known.id == rule);
        self.findings
            .sort_by_cached_key(|(at, found)| (found.severity, order(found.rule), *at));
        self.findings.into_iter().map(|(_, found)| found).collect()
    }
}

/// Id and name of an office, where present.
type Names = (Option<String>, Option<String>);

/// The name of an office, in its first language.
fn name<'n>(office: &'n Node<'_>) -> Option<&'n str> {
    let name = office.get("name")?;
    work::add(Work::Steps, name.members().len());
    let texts = name.members().iter().map(|member| &member.node);
    std::iter::once(name).chain(texts).find_map(Node::string)
}

/// The names of an office for its findings, of which each has a copy.
fn names(office: &Node<'_>) -> Names {
    const MOST: usize = 120;
    let cut = |text| cut(text, MOST);
    (office.string_of("id").map(cut), name(office).map(cut))
}

/// The first characters of a text, for a message.
fn excerpt(text: &str) -> String {
    let shown = |c: char| if texts::is_hidden(c) { '\u{fffd}' } else { c };
    cut(text, 60).chars().map(shown).collect()
}

/// The first characters of a text, with a sign where there are more.
fn cut(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).collect();
    if text.chars().nth(most).is_some() {
        short.push_str("...");
    }
    short
}
