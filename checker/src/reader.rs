//! Reports what the reader says: why it refuses the feed, and everything that it leaves out.

use std::rc::Rc;

use super::tree::{Node, Value};
use super::{Checker, MAX_FINDINGS, parts, rules};
use slot_finder::json::{Reader, Span};
use slot_finder::{Feed, FeedError, FeedErrorKind, Limit, Problem};

impl<'a> Checker<'a> {
    /// Opens the feed as the reader does. If the reader refuses it, repairs a copy if possible and opens that, to find
    /// the remaining problems.
    pub fn reader_findings(&mut self, bytes: &[u8]) {
        let mut bytes = bytes.to_vec();
        let mut repaired = Vec::new();
        loop {
            match Feed::open_noting(bytes, Some(Rc::clone(&self.base)), self.zones, MAX_FINDINGS) {
                Ok(mut feed) => {
                    self.add_parts(&mut feed);
                    return self.dropped(&feed.problems());
                }
                Err(error) => {
                    self.refused(&error);
                    let Some(fault) = broken_field(&error) else {
                        return;
                    };
                    if repaired.contains(&fault) {
                        return;
                    }
                    repaired.push(fault);
                    if fault != "encoding" && self.outline.fields.is_empty() {
                        return;
                    }
                    bytes = self.without(&repaired);
                }
            }
        }
    }

    /// The feed with valid values in place of these fields.
    fn without(&self, broken: &[&str]) -> Vec<u8> {
        if broken == ["encoding"] {
            return self.entry().into();
        }
        let mut text = String::from("{");
        for &field in broken {
            text.push_str(match field {
                "format" => r#""format": "slot-feed","#,
                "version" => r#""version": "1.0","#,
                "language" => r#""language": "en","#,
                "generated_at" => r#""generated_at": "1970-01-01T00:00:00Z","#,
                "offices" => r#""offices": [],"#,
                _ => "",
            });
        }
        for member in self.outline.fields.iter() {
            let key = &*member.key;
            let split = key == "parts" && broken.contains(&"offices");
            if !broken.contains(&key) && !split {
                // The reader knows no keys with escapes.
                text.push_str(&["\"", &key.replace(['"', '\\'], ""), "\":"].concat());
                text.push_str(member.node.span.of(self.text));
                text.push(',');
            }
        }
        text.pop();
        text.push('}');
        text.into()
    }

    fn refused(&mut self, error: &FeedError) {
        let (rule, case) = match error.kind {
            FeedErrorKind::Encoding => (rules::NOT_UTF8, ""),
            FeedErrorKind::Syntax => (rules::NOT_JSON, self.cause(error)),
            FeedErrorKind::Format => (rules::NOT_A_FEED, ""),
            FeedErrorKind::Version => (rules::UNKNOWN_VERSION, ""),
            FeedErrorKind::Field => (rules::MISSING_FIELD, broken_field(error).unwrap_or("")),
            FeedErrorKind::Offices => (rules::NO_OFFICES, ""),
            FeedErrorKind::Split => (rules::SPLIT_FEED, ""),
            FeedErrorKind::Limit => (rules::PAST_LIMIT, ""),
        };
        let field = broken_field(error).unwrap_or("");
        let version = self.version();
        let limit = error.limit.map_or("", Limit::code);
        let values = [
            ("field", field),
            ("version", version.as_str()),
            ("limit", self.words.text("limit", limit)),
        ]
        .map(|(name, value)| (name, value.to_owned()));
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let place = error.place.as_ref();
        let pointer = place.map_or("", |place| &place.pointer);
        let field_at = self.outline.fields.last(field);
        let at = field_at.map_or(0, |member| member.node.at());
        self.pointer = if pointer.is_empty() && field_at.is_some() {
            ["/", field].concat()
        } else {
            pointer.to_owned()
        };
        self.find_case(rule, case, at, &values);
        self.pointer.clear();
        // The repaired copy has other lines than the file; the first error has the right ones.
        if let (Some(place), Some((at, found))) = (place, self.findings.last_mut())
            && matches!(
                error.kind,
                FeedErrorKind::Encoding | FeedErrorKind::Syntax | FeedErrorKind::Limit
            )
        {
            *at = 0;
            (found.line, found.column) = (Some(place.line), Some(place.column));
        }
    }

    fn version(&self) -> String {
        let version = self.outline.fields.last("version");
        version.map_or_else(String::new, |field| {
            super::excerpt(field.node.span.of(self.text))
        })
    }

    /// Guesses the common mistake in hand-written JSON from the text at that position.
    fn cause(&self, error: &FeedError) -> &'static str {
        let Some(place) = &error.place else { return "" };
        let line = self
            .entry()
            .lines()
            .nth(place.line as usize - 1)
            .unwrap_or_default();
        let column = place.column as usize - 1;
        let rest: String = line.chars().skip(column).take(8).collect();
        let before: String = line.chars().take(column).collect();
        match rest.chars().next() {
            Some(first) if (place.line, place.column) == (1, 1) && first != '<' => "start",
            None if place.line as usize >= self.entry().lines().count() => "end",
            Some('/' | '#') => "comment",
            Some('\'' | '\u{2018}'..='\u{201f}') => "quote",
            Some('}' | ']') if before.trim_end().is_empty() || before.trim_end().ends_with(',') => {
                "comma"
            }
            Some('<') => "html",
            Some('"' | '{' | '[') => "missing",
            _ => "",
        }
    }

    fn dropped(&mut self, problems: &[Problem]) {
        let mut last = None;
        for problem in problems {
            let rule = match problem.code {
                "bad-office" => rules::BAD_OFFICE,
                "bad-id" => rules::BAD_ID,
                "bad-name" => rules::BAD_NAME,
                "bad-quota" => rules::BAD_QUOTA,
                "bad-zone" | "guessed-zone" => rules::BAD_ZONE,
                "repeated-id" => rules::REPEATED_ID,
                "bad-position" => rules::BAD_POSITION,
                "bad-row" => rules::BAD_ROW,
                "bad-cell" => rules::BAD_CELL,
                "bad-link" => rules::BAD_LINK,
                _ => rules::BAD_FIELD,
            };
            let expected = self.words.text("expected", problem.expected.code());
            let expected = expected.to_owned();
            let (office, value) = self.locate(&problem.pointer, &mut last);
            let at = value.at();
            let found = super::excerpt(value.span.of(self.text));
            let swapped = rule == rules::BAD_POSITION && is_swapped(value);
            let rule = if swapped {
                rules::SWAPPED_POSITION
            } else {
                rule
            };
            self.office = office;
            let (_, within_file) = parts::within_file(&problem.pointer);
            within_file.clone_into(&mut self.pointer);
            let field = problem.pointer.rsplit('/').next().unwrap_or_default();
            let values = [
                ("expected", expected.as_str()),
                ("value", &found),
                ("field", field),
            ];
            let case = if rule == rules::BAD_LINK && found.starts_with("\"http:") {
                "http"
            } else if rule == rules::BAD_ZONE && found.contains(['+', '-']) && !found.contains('/')
            {
                "offset"
            } else {
                ""
            };
            self.find_case(rule, case, at, &values);
            self.pointer.clear();
            self.office = None;
        }
    }

    /// The value of a pointer, and the names of the office around it; `last` caches the last office read.
    fn locate<'n>(
        &'n self,
        pointer: &str,
        last: &'n mut Option<(usize, Node<'a>)>,
    ) -> (Option<super::Names>, &'n Node<'a>) {
        let (file, pointer) = parts::within_file(pointer);
        let mut steps = pointer.split('/').skip(1);
        let (first, second) = (steps.next(), steps.next());
        let index = second.and_then(|index| index.parse::<usize>().ok());
        let office = index.and_then(|index| self.listed_at(file, index));
        if let (Some("offices"), Some((index, span))) = (first, office) {
            if last.as_ref().is_none_or(|(known, _)| *known != index) {
                *last = None;
            }
            let text = self.text;
            let read = || (index, Node::read(&mut Reader::at(text, span)));
            let (_, node) = last.get_or_insert_with(read);
            return (Some(super::names(node)), node.descend(steps));
        }
        let fields = &self.outline.fields;
        let field = first.and_then(|first| fields.last(first));
        let Some(field) = field else {
            return (None, const { &NOTHING });
        };
        (None, field.node.descend(second.into_iter().chain(steps)))
    }
}

/// Without a position to point at.
const NOTHING: Node<'static> = Node {
    span: Span { start: 0, end: 0 },
    value: Value::Null,
};

/// The field to repair before the reader can go on.
fn broken_field(error: &FeedError) -> Option<&'static str> {
    match error.kind {
        FeedErrorKind::Encoding => Some("encoding"),
        FeedErrorKind::Format => Some("format"),
        FeedErrorKind::Version => Some("version"),
        FeedErrorKind::Field => error.field,
        FeedErrorKind::Offices | FeedErrorKind::Split => Some("offices"),
        FeedErrorKind::Syntax | FeedErrorKind::Limit => None,
    }
}

/// Whether latitude and longitude of an office would be valid when swapped.
fn is_swapped(office: &Node<'_>) -> bool {
    let (lat, lon) = (office.number_of("lat"), office.number_of("lon"));
    matches!((lat, lon), (Some(lat), Some(lon)) if lat.abs() > 90.0 && lat.abs() <= 180.0 && lon.abs() <= 90.0)
}
