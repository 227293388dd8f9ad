//! Streams files of other formats: one record in memory at a time, whatever the file size.
//!
//! Accepts a JSON document whole or not at all. A bad NDJSON line fails alone, unless it is a last line that ends
//! early: the file itself is cut off then, and the missing part is unknown.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::Deserializer as _;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::report::Kind;
use slot_publisher::failure::Failure;

/// How many bytes identify a file.
const SNIFFED: u64 = 1 << 16;
/// The longest accepted line of NDJSON; a resource has a few hundred bytes.
const LONGEST_LINE: u64 = 16 << 20;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Locations of UNIVAF.
    Univaf,
    /// A SMART Scheduling Links manifest.
    SmartManifest,
    /// FHIR resources, one per line.
    SmartResources,
    /// Places of a département.
    ViteMaDose,
    /// The daily counts beside them.
    ViteMaDoseDays,
    /// A `slot-feed`.
    SlotFeed,
    /// Other JSON.
    Json,
}

impl Look {
    fn words(self) -> &'static str {
        match self {
            Self::Univaf => "UNIVAF locations; use --from univaf",
            Self::SmartManifest => "a SMART Scheduling Links manifest; use --from smart",
            Self::SmartResources => "SMART Scheduling Links resources; use --from smart",
            Self::ViteMaDose => "places of ViteMaDose; use --from vitemadose",
            Self::ViteMaDoseDays => {
                "daily counts of ViteMaDose; use --from vitemadose with the file of the département (09.json beside 09/creneaux-quotidiens.json)"
            }
            Self::SlotFeed => "a slot-feed already; it needs no conversion",
            Self::Json => "JSON of another kind",
        }
    }
}

/// A line of NDJSON: its value, or its problem and position.
pub type Line = Result<Value, (Kind, String)>;

/// A file of JSON or NDJSON, opened after any UTF-8 byte order mark.
pub struct Input {
    path: PathBuf,
    reader: BufReader<File>,
    /// Its format.
    pub look: Look,
    /// Whether each line is a record.
    pub by_line: bool,
}

impl Input {
    /// Opens a file and identifies its format.
    ///
    /// # Errors
    /// If it cannot be read, or does not look like JSON.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let unreadable = |error| {
            Failure::new(format!(
                "cannot read {}: {error}; give the path of a file",
                path.display()
            ))
        };
        let mut reader = BufReader::with_capacity(1 << 18, File::open(path).map_err(unreadable)?);
        let mut start = Vec::new();
        reader
            .by_ref()
            .take(SNIFFED)
            .read_to_end(&mut start)
            .map_err(unreadable)?;
        let mark: &[u8] = b"\xef\xbb\xbf";
        let marked = start.starts_with(mark);
        reader
            .seek(SeekFrom::Start(if marked { 3 } else { 0 }))
            .map_err(unreadable)?;
        let start = start.strip_prefix(mark).unwrap_or(&start);
        if let Some(what) = no_json(start) {
            return Err(Failure::new(format!("{} is {what}", path.display())));
        }
        let text = String::from_utf8_lossy(start);
        Ok(Self {
            path: path.to_owned(),
            reader,
            look: look(&text),
            by_line: is_by_line(path, &text),
        })
    }

    /// The failure for a file of another format than requested.
    pub fn unlike(&self, wanted: &str) -> Failure {
        Failure::new(format!(
            "{} has no {wanted}: this looks like {}",
            self.path.display(),
            self.look.words()
        ))
    }

    /// Reads a JSON document: the items of a list, or the fields of an object, one by one.
    ///
    /// Passes items of the top list with the key "", and items of the lists under the keys `lists` with their key, one
    /// call each; passes every other field whole.
    ///
    /// # Errors
    /// If the file is not JSON, or neither a list nor an object.
    pub fn document(
        self,
        lists: &[&str],
        each: &mut dyn FnMut(&str, Value),
    ) -> Result<(), Failure> {
        let mut json = serde_json::Deserializer::from_reader(self.reader);
        let read = json
            .deserialize_any(Top { lists, each })
            .and_then(|()| json.end());
        read.map_err(|error| {
            let to_do = if error.is_eof() {
                "the file is cut off; fetch it again"
            } else if error.to_string().contains("unicode code point") {
                "the file must be UTF-8; save it again in that encoding"
            } else {
                "nothing was written; fetch the file again, or report it where it is made"
            };
            Failure::new(format!(
                "{} is not usable JSON: {error}; {to_do}",
                self.path.display()
            ))
        })
    }

    /// Reads NDJSON: each line as its value, or as its problem.
    ///
    /// # Errors
    /// If the file cannot be read, ends inside a record, or has no record at all.
    pub fn lines(mut self, each: &mut dyn FnMut(Line)) -> Result<(), Failure> {
        let (mut line, mut number, mut good, mut bad) = (Vec::new(), 0_u64, 0_u64, 0_u64);
        let path = self.path.display();
        loop {
            line.clear();
            let read = self
                .reader
                .by_ref()
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut line);
            let read =
                read.map_err(|error| Failure::new(format!("cannot read {path}: {error}")))?;
            if read == 0 {
                break;
            }
            number += 1;
            let ended = line.ends_with(b"\n");
            let text = String::from_utf8_lossy(&line);
            if text.trim().is_empty() {
                continue;
            }
            if text.contains('\u{fffd}') && std::str::from_utf8(&line).is_err() {
                each(Err((Kind::Encoding, format!("{path}, line {number}"))));
            }
            match serde_json::from_str(text.trim()) {
                Ok(value) => {
                    good += 1;
                    each(Ok(value));
                }
                Err(error) => {
                    let too_long = line.len() as u64 >= LONGEST_LINE;
                    if !ended && !too_long && error.is_eof() {
                        return Err(Failure::new(format!(
                            "{path} stops in the midst of line {number}: the file is cut off; fetch it again"
                        )));
                    }
                    if !ended && too_long {
                        self.reader.skip_until(b'\n').map_err(|error| {
                            Failure::new(format!("cannot read {path}: {error}"))
                        })?;
                    }
                    bad += 1;
                    each(Err((Kind::Line, format!("{path}, line {number}: {error}"))));
                }
            }
        }
        if good == 0 && bad > 0 {
            return Err(Failure::new(format!(
                "{path} has no line that is JSON; give NDJSON, one record a line"
            )));
        }
        Ok(())
    }
}

/// Why the beginning of a file cannot be JSON.
fn no_json(start: &[u8]) -> Option<&'static str> {
    let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
    Some(match start {
        [0x1f, 0x8b, ..] => "packed with gzip; unpack it first (gunzip)",
        [b'P', b'K', 3, 4, ..] => "a ZIP archive or a workbook; unpack it first",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, b'{' | b'[', ..] | [b'{' | b'[', 0, ..] => {
            "UTF-16; save it again as UTF-8"
        }
        _ => match first {
            None => "empty; fetch it again",
            Some(b'{' | b'[') => return None,
            Some(b'<') => "a web page or XML, not JSON; check where it came from",
            Some(_) => "no JSON; give a file that begins with { or [",
        },
    })
}

fn look(start: &str) -> Look {
    let has = |key: &str| start.contains(key);
    if has("\"slot-feed\"") {
        Look::SlotFeed
    } else if has("\"creneaux_quotidiens\"") {
        Look::ViteMaDoseDays
    } else if has("\"centres_disponibles\"") || has("\"centres_indisponibles\"") {
        Look::ViteMaDose
    } else if has("\"resourceType\"") {
        Look::SmartResources
    } else if has("\"output\"")
        && (has("\"transactionTime\"") || has("\"request\"") || has("\"url\""))
    {
        Look::SmartManifest
    } else if has("\"availability\"") || has("\"location_type\"") || has("\"external_ids\"") {
        Look::Univaf
    } else {
        Look::Json
    }
}

/// Whether each line of a file is a record: by its name, or because more than one line begins with a whole object.
fn is_by_line(path: &Path, start: &str) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    if extension.is_some_and(|extension| {
        ["ndjson", "jsonl"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    }) {
        return true;
    }
    let mut lines = start.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let second = lines.next().unwrap_or_default();
    first.starts_with('{') && first.ends_with('}') && second.starts_with('{')
}

/// The value at the top of a document.
struct Top<'a, 'b> {
    lists: &'a [&'a str],
    each: &'b mut dyn FnMut(&str, Value),
}

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element()? {
            (self.each)("", item);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while let Some(key) = fields.next_key::<String>()? {
            if self.lists.contains(&key.as_str()) {
                fields.next_value_seed(List {
                    key: &key,
                    each: self.each,
                })?;
            } else {
                (self.each)(&key, fields.next_value()?);
            }
        }
        Ok(())
    }
}

/// Reads a list item by item; passes anything else whole.
struct List<'a, 'b> {
    key: &'a str,
    each: &'b mut dyn FnMut(&str, Value),
}

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of objects in `{}`", self.key)
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element()? {
            (self.each)(self.key, item);
        }
        Ok(())
    }
}
