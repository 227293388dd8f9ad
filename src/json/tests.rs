//! The reader against the grammar, and against `serde_json`.

use super::*;
use crate::growth;
use crate::work::counted;

fn checked(text: &str) -> Result<(), Stop> {
    let mut reader = Reader::new(text);
    reader.skip();
    reader.finish()
}

#[test]
fn the_grammar_of_rfc_8259_is_kept() {
    for good in [
        "{}",
        "[]",
        " [ ] ",
        "[1, -2.5e+3, 0, \"a\\u00e9\\n\", true, false, null, {\"a\":{}}]",
        "\"\"",
        "-0",
        "1E9",
    ] {
        assert_eq!(checked(good), Ok(()), "{good}");
        assert!(
            serde_json::from_str::<serde_json::Value>(good).is_ok(),
            "{good}"
        );
    }
    for bad in [
        "",
        "[",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":1,}",
        "{a:1}",
        "01",
        "1.",
        ".5",
        "+1",
        "nul",
        "\"\n\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "[1]]",
        "{\"a\":1 \"b\":2}",
        "tru",
        "'a'",
        "-",
        "1e",
        "[}",
        "{]",
    ] {
        assert!(checked(bad).is_err(), "{bad}");
        assert!(
            serde_json::from_str::<serde_json::Value>(bad).is_err(),
            "{bad}"
        );
    }
}

#[test]
fn a_fault_names_its_place() {
    let text = "{\n  \"offices\": [\n    {\"id\": \"a\"},\n    {\"id\": oops}\n  ]\n}";
    let stop = checked(text).unwrap_err();
    assert_eq!(line_and_column(text, stop.at), (4, 12));
    assert_eq!(pointer_at(text, stop.at), "/offices/1/id");
}

#[test]
fn the_place_of_a_fault_is_found_in_one_pass_however_deep_it_is() {
    growth::assert_linear("a pointer at depth 30", |times| {
        let items = "{}, ".repeat(20 * times);
        let text = "[0, ".repeat(30) + &items + "oops";
        let stop = checked(&text).unwrap_err();
        let mut pointer = String::new();
        let steps = growth::of(|| pointer = pointer_at(&text, stop.at));
        assert_eq!(pointer, format!("{}/{}", "/1".repeat(29), 20 * times + 1));
        // Each value once, and no value again for each level around it.
        let most = u64::try_from(2 * (20 * times + 60 + 2)).unwrap();
        assert!(steps < most, "{steps}");
        steps
    });
}

#[test]
fn numbers_are_bounded() {
    let number = |length: usize| format!("[0.{}]", "1".repeat(length - 2));
    assert_eq!(checked(&number(1000)), Ok(()));
    let stop = checked(&number(1001)).unwrap_err();
    assert!(matches!(stop.fault, Fault::Limit(_)));
    assert_eq!(stop.at, 1);
}

#[test]
fn nesting_is_bounded() {
    let nest = |n: usize| "[".repeat(n) + &"]".repeat(n);
    assert_eq!(checked(&nest(32)), Ok(()));
    assert_eq!(checked(&nest(33)).unwrap_err().fault, Fault::Depth);
    assert_eq!(
        checked(&"[".repeat(1_000_000)).unwrap_err().fault,
        Fault::Depth
    );
}

#[test]
fn escapes_are_resolved_as_serde_json_does() {
    for raw in [
        r#""plain""#,
        r#""\"\\\/\b\f\n\r\t""#,
        r#""\u0041\u00e9\u20ac""#,
        r#""\ud83d\ude00x""#,
        r#""é€""#,
    ] {
        let read = Reader::new(raw).text().unwrap().into_owned();
        assert_eq!(read, serde_json::from_str::<String>(raw).unwrap());
    }
    let half = Reader::new(r#""\ud83dx\ude00""#).text().unwrap();
    assert_eq!(half, "\u{fffd}x\u{fffd}");
}

#[test]
fn whole_numbers_are_read_however_they_are_written() {
    let read = |raw| Reader::new(raw).integer();
    assert_eq!(read("12"), Some(12));
    assert_eq!(read("12.0"), Some(12));
    assert_eq!(read("1.2e1"), Some(12));
    assert_eq!(read("-0"), Some(0));
    assert_eq!(read("1.5"), None);
    assert_eq!(read("1e300"), None);
    assert_eq!(read("\"12\""), None);
}

#[test]
fn long_texts_are_counted_in_characters() {
    let mut reader = Reader::new("[\"éé\"]");
    reader.text_limit = 2;
    reader.skip();
    assert_eq!(reader.finish(), Ok(()));
    reader = Reader::new("[\"ééé\"]");
    reader.text_limit = 2;
    reader.skip();
    assert_eq!(reader.finish().unwrap_err().fault, Fault::Text);
}

#[test]
fn a_reader_that_stopped_gives_nothing_more() {
    let mut reader = Reader::new("[1, oops, 2]");
    assert!(reader.enter_array() && reader.item());
    assert_eq!(reader.integer(), Some(1));
    assert!(reader.item());
    assert_eq!(reader.integer(), None);
    assert!(!reader.item());
    assert_eq!(reader.key(), None);
    assert_eq!(reader.finish().unwrap_err().at, 4);
}

#[test]
fn pointers_escape_their_steps() {
    let mut pointer = String::new();
    push_step(&mut pointer, "a/b~c");
    assert_eq!(pointer, "/a~1b~0c");
}

#[test]
fn as_many_cells_as_are_allowed_are_stepped_over_and_not_one_more() {
    let mut reader = Reader::new("[[0,12,-1], 7]");
    reader.enter_array();
    reader.item();
    reader.enter_array();
    assert_eq!(reader.skip_plain_cells(2), None);
    let (count, work) = counted(|| reader.skip_plain_cells(3));
    assert_eq!(count, Some(3));
    // A digit, two, and a digit with its sign.
    assert_eq!((work.bytes, work.steps), (5, 3));
    assert!(reader.item());
    assert_eq!(reader.number(), Some(7.0));
    assert!(!reader.item());
    assert!(reader.finish().is_ok());
}

#[test]
fn reading_cells_looks_no_further_than_their_list() {
    let tail = " ".repeat(10_000);
    for (cells, steps) in [(2, 1), (31, 1), (32, 2), (100, 4)] {
        // With what is behind it a cell takes two bytes, the bracket one, and a step looks at 64.
        let text = format!("{{\"open\":[1{}]{tail}", ",1".repeat(cells - 1));
        let (read, work) = counted(|| read_plain_cells(text.as_bytes(), 8, cells, -2));
        assert_eq!(read, vec![1; cells]);
        assert_eq!(work.steps, steps, "{cells}");
    }
}
