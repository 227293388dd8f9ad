//! JSON as RFC 8259 has it: a table of what has to be read, what has to be refused, and what a reader may do as it likes.
//!
//! For each row the engine's reader agrees with `serde_json`, with the same value, or the row says why it does not.

use std::borrow::Cow;

use serde_json::{Map, Number, Value};
use slot_finder::json::{Kind, Reader};
use slot_finder::{Feed, FeedErrorKind, TzZones};

/// What the grammar says of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Says {
    /// It is JSON: every reader reads it.
    Read,
    /// It is none: every reader refuses it.
    Refuse,
    /// Readers may set limits, or read more than JSON: whether ours reads it, and why.
    Either { ours: bool, why: &'static str },
}
use Says::{Either, Read, Refuse};

/// A text, or something that is none.
type Row = (&'static str, Cow<'static, [u8]>, Says);

fn row(name: &'static str, text: impl Into<Vec<u8>>, says: Says) -> Row {
    (name, Cow::Owned(text.into()), says)
}

const DEPTH: &str = "the format allows 32 levels";
const LONG: &str = "the format allows numbers of 1,000 characters";
const HALF: &str = "half a surrogate pair is shown as U+FFFD, and the rest of the feed is read";
const HUGE: &str = "a number past all doubles is no number, and what it belongs to falls alone";
const MARK: &str = "Windows programs write a byte order mark, which readers may ignore";

#[expect(clippy::too_many_lines, reason = "a table")]
fn table() -> Vec<Row> {
    let reads = |ours, why| Either { ours, why };
    vec![
        // Numbers.
        row("zero", "0", Read),
        row("minus zero", "-0", Read),
        row("minus zero as a fraction", "-0.0", Read),
        row("zero with an exponent", "0e1", Read),
        row("zero with a signed exponent", "0E+2", Read),
        row("a whole number", "123456789", Read),
        row(
            "a number past 64 bits",
            "123456789012345678901234567890",
            Read,
        ),
        row("the largest double", "1.7976931348623157e308", Read),
        row("the smallest double", "5e-324", Read),
        row("a number too small for a double", "1e-400", Read),
        row(
            "a number too large for a double",
            "1e400",
            reads(true, HUGE),
        ),
        row("a negative one", "-1e400", reads(true, HUGE)),
        row("an exponent past 64 bits", "1e-99999999999999999999", Read),
        row(
            "an exponent past 64 bits upwards",
            "1e99999999999999999999",
            reads(true, HUGE),
        ),
        row("zero to such a power", "0e99999999999999999999", Read),
        row("an exponent with zeros", "1e0005", Read),
        row("a capital exponent", "12E-3", Read),
        row("a fraction that ends in zeros", "1.5000", Read),
        row(
            "as many digits as allowed",
            format!("0.{}", "1".repeat(998)),
            Read,
        ),
        row(
            "one digit more",
            format!("0.{}", "1".repeat(999)),
            reads(false, LONG),
        ),
        row("a leading zero", "012", Refuse),
        row("a leading zero after a minus", "-012", Refuse),
        row("two zeros", "00", Refuse),
        row("a plus", "+1", Refuse),
        row("a minus alone", "-", Refuse),
        row("two minus signs", "--1", Refuse),
        row("a space after the minus", "- 1", Refuse),
        row("no digit before the point", ".5", Refuse),
        row("no digit before the point after a minus", "-.5", Refuse),
        row("no digit after the point", "1.", Refuse),
        row("no digit between point and exponent", "1.e3", Refuse),
        row("no digit in the exponent", "1e", Refuse),
        row("only a sign in the exponent", "1e+", Refuse),
        row("two signs in the exponent", "1e+-2", Refuse),
        row("two exponents", "1e2e3", Refuse),
        row("a point in the exponent", "1e1.5", Refuse),
        row("two points", "1.2.3", Refuse),
        row("a hexadecimal number", "0x1F", Refuse),
        row("an underscore", "1_000", Refuse),
        row("a comma for a point", "1,5", Refuse),
        row("NaN", "NaN", Refuse),
        row("Infinity", "Infinity", Refuse),
        row("minus Infinity", "-Infinity", Refuse),
        row("inf", "inf", Refuse),
        row("Arabic digits", "\u{661}\u{662}", Refuse),
        row("wide digits", "\u{ff11}", Refuse),
        row("letters after a number", "1a", Refuse),
        row("a suffix", "1f", Refuse),
        // Words.
        row("true", "true", Read),
        row("false", "false", Read),
        row("null", "null", Read),
        row("a capital word", "True", Refuse),
        row("a word in capitals", "NULL", Refuse),
        row("half a word", "nul", Refuse),
        row("a word and more", "truey", Refuse),
        row("two words", "true false", Refuse),
        row("undefined", "undefined", Refuse),
        // Strings.
        row("an empty string", r#""""#, Read),
        row("letters", r#""Kediri""#, Read),
        row("every short escape", r#""\"\\\/\b\f\n\r\t""#, Read),
        row("an escaped letter", r#""\u0041""#, Read),
        row(
            "hexadecimal digits of both cases",
            r#""\u00eA\u00Ea""#,
            Read,
        ),
        row("an escaped zero", r#""\u0000""#, Read),
        row("an escaped quote", r#""\u0022""#, Read),
        row("an escaped backslash at the end", r#""\\""#, Read),
        row("a surrogate pair", r#""\ud83d\ude00""#, Read),
        row("two surrogate pairs", r#""\uD834\uDD1E\uD83D\uDE00""#, Read),
        row("the last character", r#""\udbff\udfff""#, Read),
        row("a non-character", r#""\uffff""#, Read),
        row("a non-character in UTF-8", "\"\u{ffff}\"", Read),
        row("DEL", "\"\u{7f}\"", Read),
        row("a line separator", "\"\u{2028}\"", Read),
        row("four bytes of UTF-8", "\"\u{1f600}\"", Read),
        row("a byte order mark in a string", "\"\u{feff}\"", Read),
        row(
            "the first half of a pair alone",
            r#""\ud83d""#,
            reads(true, HALF),
        ),
        row("the second half alone", r#""\ude00""#, reads(true, HALF)),
        row("two first halves", r#""\ud83d\ud83d""#, reads(true, HALF)),
        row(
            "halves in the wrong order",
            r#""\ude00\ud83d""#,
            reads(true, HALF),
        ),
        row(
            "a first half and a letter",
            r#""\ud83dx""#,
            reads(true, HALF),
        ),
        row(
            "a first half and an escape",
            r#""\ud83d\n""#,
            reads(true, HALF),
        ),
        row("a line feed in a string", "\"a\nb\"", Refuse),
        row("a tab in a string", "\"a\tb\"", Refuse),
        row("a zero in a string", "\"a\0b\"", Refuse),
        row("a control character in a string", "\"\u{1f}\"", Refuse),
        row("an unknown escape", r#""\x41""#, Refuse),
        row("an escaped single quote", r#""\'""#, Refuse),
        row("a capital escape", r#""\U0041""#, Refuse),
        row("an octal escape", r#""\101""#, Refuse),
        row("three hexadecimal digits", r#""\u004""#, Refuse),
        row("a letter among hexadecimal digits", r#""\u00g0""#, Refuse),
        row("a sign among hexadecimal digits", r#""\u+041""#, Refuse),
        row("half a second escape", r#""\ud83d\u""#, Refuse),
        row("a backslash at the end", r#""\"#, Refuse),
        row("an escaped line end", "\"a\\\nb\"", Refuse),
        row("a string without an end", r#""a"#, Refuse),
        row("a string without a beginning", r#"a""#, Refuse),
        row("single quotes", "'a'", Refuse),
        row("two strings", r#""a" "b""#, Refuse),
        // Arrays.
        row("an empty array", "[]", Read),
        row("an array with space", " [ ] ", Read),
        row("one entry", "[1]", Read),
        row(
            "entries of every kind",
            r#"[null, true, -1.5e3, "a", [], {}]"#,
            Read,
        ),
        row("a comma at the end", "[1,]", Refuse),
        row("a comma at the beginning", "[,1]", Refuse),
        row("a comma alone", "[,]", Refuse),
        row("two commas", "[1,,2]", Refuse),
        row("no comma", "[1 2]", Refuse),
        row("a semicolon", "[1;2]", Refuse),
        row("a colon", "[1:2]", Refuse),
        row("no end", "[1", Refuse),
        row("no end after a comma", "[1,", Refuse),
        row("no beginning", "1]", Refuse),
        row("an end too many", "[1]]", Refuse),
        row("the wrong end", "[1}", Refuse),
        row("an end first", "]", Refuse),
        // Objects.
        row("an empty object", "{}", Read),
        row("an object with space", "{ \"a\" : 1 , \"b\" : 2 }", Read),
        row("an empty key", r#"{"": 1}"#, Read),
        row("an escaped key", r#"{"\u006fffices": 1}"#, Read),
        row("a key twice", r#"{"a": 1, "a": 2}"#, Read),
        row(
            "a key twice, once escaped",
            r#"{"a": 1, "\u0061": 2}"#,
            Read,
        ),
        row("a key of another case", r#"{"a": 1, "A": 2}"#, Read),
        row(
            "a key that objects of JavaScript have",
            r#"{"__proto__": 1, "toString": 2}"#,
            Read,
        ),
        row("a comma at the end of an object", r#"{"a": 1,}"#, Refuse),
        row(
            "a comma at the beginning of an object",
            r#"{, "a": 1}"#,
            Refuse,
        ),
        row("two commas in an object", r#"{"a": 1,, "b": 2}"#, Refuse),
        row("no comma in an object", r#"{"a": 1 "b": 2}"#, Refuse),
        row("no colon", r#"{"a" 1}"#, Refuse),
        row("two colons", r#"{"a":: 1}"#, Refuse),
        row("an equals sign", r#"{"a" = 1}"#, Refuse),
        row("no value", r#"{"a":}"#, Refuse),
        row("no value and no colon", r#"{"a"}"#, Refuse),
        row("no key", "{: 1}", Refuse),
        row("a key without quotes", "{a: 1}", Refuse),
        row("a key in single quotes", "{'a': 1}", Refuse),
        row("a number as a key", "{1: 1}", Refuse),
        row("null as a key", "{null: 1}", Refuse),
        row("no end of an object", r#"{"a": 1"#, Refuse),
        row("the wrong end of an object", r#"{"a": 1]"#, Refuse),
        // Space, and what is around a value.
        row("all white space", " \t\r\n1\n\r\t ", Read),
        row("no value at all", "", Refuse),
        row("only space", "  \n", Refuse),
        row("a form feed", "\u{c}1", Refuse),
        row("a vertical tab", "\u{b}1", Refuse),
        row("a no-break space", "\u{a0}1", Refuse),
        row("a line separator outside of a string", "1\u{2028}", Refuse),
        row("a zero at the end", "1\0", Refuse),
        row("a letter at the end", "{}x", Refuse),
        row("a second value", "{} {}", Refuse),
        row("a comma after the value", "{},", Refuse),
        row("a line comment", "// a\n1", Refuse),
        row("a comment", "/* a */ 1", Refuse),
        row("a shell comment", "# a\n1", Refuse),
        row("a byte order mark", "\u{feff}{}", reads(true, MARK)),
        row("two byte order marks", "\u{feff}\u{feff}{}", Refuse),
        row("a byte order mark at the end", "{}\u{feff}", Refuse),
        // Bytes that are no UTF-8.
        row("a lone continuation byte", b"\"\x80\"", Refuse),
        row("a sequence cut short", b"\"\xe2\x82\"", Refuse),
        row("a slash in two bytes", b"\"\xc0\xaf\"", Refuse),
        row("a surrogate in UTF-8", b"\"\xed\xa0\xbd\"", Refuse),
        row("past the last character", b"\"\xf4\x90\x80\x80\"", Refuse),
        row("a byte that UTF-8 never has", b"\"\xff\"", Refuse),
        row("Latin-1", b"\"Caf\xe9\"", Refuse),
        row("such a byte in a key", b"{\"\xe9\": 1}", Refuse),
        row("such a byte outside of a string", b"[1\xff]", Refuse),
        row("UTF-16, little end first", b"[\x001\x00]\x00", Refuse),
        row("UTF-16 with its mark", b"\xff\xfe[\x00]\x00", Refuse),
        row("UTF-16, big end first", b"\x00[\x00]", Refuse),
        // Depth.
        row("32 levels", "[".repeat(32) + &"]".repeat(32), Read),
        row(
            "33 levels",
            "[".repeat(33) + &"]".repeat(33),
            reads(false, DEPTH),
        ),
        row(
            "32 levels of both kinds",
            r#"{"a":["#.repeat(16) + &"]}".repeat(16),
            Read,
        ),
        row("100,000 levels without an end", "[".repeat(100_000), Refuse),
        row(
            "100,000 objects without an end",
            r#"{"a":"#.repeat(100_000),
            Refuse,
        ),
    ]
}

/// What the engine's reader reads; nothing where it refuses.
fn ours(bytes: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut reader = Reader::new(text.strip_prefix('\u{feff}').unwrap_or(text));
    let value = read(&mut reader);
    reader.finish().ok().map(|()| value)
}

fn read(reader: &mut Reader<'_>) -> Value {
    match reader.peek() {
        Some(Kind::Object) => {
            let mut members = Map::new();
            reader.enter_object();
            while let Some(key) = reader.key() {
                members.insert(key.into_owned(), read(reader));
            }
            members.into()
        }
        Some(Kind::Array) => {
            let mut items = Vec::new();
            reader.enter_array();
            while reader.item() {
                items.push(read(reader));
            }
            items.into()
        }
        Some(Kind::String) => reader
            .text()
            .map_or(Value::Null, |text| text.into_owned().into()),
        Some(Kind::Number) => reader
            .number()
            .and_then(Number::from_f64)
            .map_or(Value::Null, Value::Number),
        Some(Kind::Bool) => reader.boolean().into(),
        Some(Kind::Null) | None => {
            reader.skip();
            Value::Null
        }
    }
}

/// The value with every number as a double.
fn doubles(value: Value) -> Value {
    match value {
        Value::Number(number) => number
            .as_f64()
            .and_then(Number::from_f64)
            .map_or(Value::Null, Value::Number),
        Value::Array(items) => items.into_iter().map(doubles).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(key, value)| (key, doubles(value)))
            .collect::<Map<_, _>>()
            .into(),
        other => other,
    }
}

#[test]
fn the_reader_agrees_with_the_grammar_and_with_serde_json() {
    let (mut read, mut refused, mut either) = (0, 0, 0);
    for (name, bytes, says) in table() {
        let (ours, serde) = (
            ours(&bytes),
            serde_json::from_slice::<Value>(&bytes).ok().map(doubles),
        );
        match says {
            Read => {
                assert!(ours.is_some(), "{name} is refused");
                assert_eq!(ours, serde, "{name}");
                read += 1;
            }
            Refuse => {
                assert_eq!((&ours, &serde), (&None, &None), "{name}");
                refused += 1;
            }
            Either { ours: reads, why } => {
                assert_eq!(ours.is_some(), reads, "{name}: {why}");
                // Were they the same, there would be nothing to explain.
                assert_ne!(ours, serde, "{name}: {why}");
                either += 1;
            }
        }
    }
    println!("{read} texts read, {refused} refused, {either} as readers like");
    assert!(read > 50 && refused > 80 && either > 8);
}

/// A field that readers do not know is read all the same: every byte of a feed is checked.
#[test]
fn a_feed_is_read_where_the_text_of_an_unknown_field_is() {
    for (name, bytes, says) in table() {
        let feed = br#"{"format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
            "time_zone": "Asia/Jakarta", "offices": [], "future": "#;
        let feed = [feed, &*bytes, b"}"].concat();
        let refused = Feed::open(feed, None, &TzZones)
            .err()
            .map(|error| error.kind);
        let (limit, syntax) = (FeedErrorKind::Limit, FeedErrorKind::Syntax);
        // There it is one level deeper, and a mark is no mark.
        let expected = match (name, says) {
            ("32 levels" | "32 levels of both kinds", _) => Some(limit),
            ("a byte order mark", _) => Some(syntax),
            (_, Read | Either { ours: true, .. }) => None,
            (_, Either { ours: false, .. }) => Some(limit),
            (_, Refuse)
                if bytes.starts_with(&b"[".repeat(1000))
                    || bytes.starts_with(&br#"{"a":"#.repeat(1000)) =>
            {
                Some(limit)
            }
            (_, Refuse) if std::str::from_utf8(&bytes).is_err() => Some(FeedErrorKind::Encoding),
            (_, Refuse) => Some(syntax),
        };
        assert_eq!(refused, expected, "{name}");
    }
}
