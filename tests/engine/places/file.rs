//! Tests reading a gazetteer's file, and refusing broken ones.

use slot_finder::FeedErrorKind::{Encoding, Field, Format, Limit, Syntax, Version};
use slot_finder::Places;

use super::gazetteers::{indonesia, small};

#[test]
fn positions_are_degrees() {
    let places = small();
    let found = places
        .search("angin", 8)
        .into_iter()
        .map(|place| (place.lat, place.lon));
    assert_eq!(
        found.collect::<Vec<_>>(),
        [(-1.0001, 100.0001), (0.0, 0.0), (89.9999, 180.0)]
    );
}

#[test]
fn a_place_is_written_as_the_contract_says() {
    let places = small();
    assert_eq!(
        serde_json::to_value(places.search("utara", 1)).unwrap(),
        serde_json::json!([{"name": "Utara", "kind": "provinsi", "lat": -1.0, "lon": 100.0}])
    );
    assert_eq!(
        serde_json::to_value(places.search("ribut", 1)).unwrap(),
        serde_json::json!([{"name": "Angin Ribut", "parent": "Kabupaten Angin", "kind": "kecamatan", "lat": 89.9999, "lon": 180.0}])
    );
    assert_eq!(places.attribution(), "By hand");
    let unnamed = r#"{"format": "slot-places", "version": "1.0", "attribution": null}"#;
    let unnamed = Places::open(unnamed.into()).unwrap();
    assert_eq!(unnamed.attribution(), "");
}

#[test]
fn the_attribution_names_the_package_and_what_it_does_not_say() {
    let places = indonesia();
    assert!(places.attribution().contains("geografis 1.3.2"));
    assert!(places.attribution().contains("MIT"));
    assert!(
        places
            .attribution()
            .contains("does not state where its coordinates come from")
    );
}

#[test]
fn what_is_no_gazetteer_is_refused_with_its_reason_and_place() {
    let file = |rest: &str| format!(r#"{{"format": "slot-places", "version": "1.0", {rest}}}"#);
    let one = |name: &str, parent: &str, lat: &str, lon: &str| {
        file(&format!(
            r#""name": [{name}], "parent": [{parent}], "kind": ["kota"], "lat": [{lat}], "lon": [{lon}]"#
        ))
    };
    assert!(Places::open(one("\"A\"", "-1", "900000", "-1800000").into()).is_ok());
    for (text, kind, words) in [
        (String::new(), Syntax, "not JSON"),
        (file(r#""name": ["#), Syntax, "not JSON"),
        (one("\"A\"", "-1", "0", "0") + "x", Syntax, "not JSON"),
        ("[]".to_owned(), Format, "slot-places"),
        (
            r#"{"format": "slot-feed", "version": "1.0", "offices": []}"#.to_owned(),
            Format,
            "slot-places",
        ),
        (
            r#"{"format": "slot-places", "version": "2.0"}"#.to_owned(),
            Version,
            "version 1",
        ),
        (
            r#"{"format": "slot-places"}"#.to_owned(),
            Version,
            "version 1",
        ),
        (one("1", "-1", "0", "0"), Field, "/name/0"),
        (one("\"A\"", "\"-1\"", "0", "0"), Field, "/parent/0"),
        (one("\"A\"", "-2", "0", "0"), Field, "parent"),
        (one("\"A\"", "0", "0", "0"), Field, "parent"),
        (one("\"A\"", "1", "0", "0"), Field, "parent"),
        (one("\"A\"", "-1", "900001", "0"), Field, "/lat/0"),
        (one("\"A\"", "-1", "0.5", "0"), Field, "/lat/0"),
        (one("\"A\"", "-1", "0", "-1800001"), Field, "/lon/0"),
        (one("\"A\"", "-1", "0", "null"), Field, "/lon/0"),
        (one("\"A\", \"B\"", "-1", "0", "0"), Field, "length"),
        (file(r#""name": ["A"]"#), Field, "length"),
        (file(r#""name": "A""#), Field, "/name"),
        (file(r#""attribution": 1"#), Field, "/attribution"),
        (
            file(&format!(r#""name": [{}]"#, "[".repeat(40))),
            Limit,
            "nested",
        ),
        (
            one(&format!("\"{}\"", "a".repeat(2_001)), "-1", "0", "0"),
            Limit,
            "2,000",
        ),
        (
            file(&format!(r#""lat": [0{}]"#, ",0".repeat(200_000))),
            Limit,
            "200,000",
        ),
    ] {
        let error = Places::open(text.clone().into()).expect_err(&text);
        let shown = text.get(..80).unwrap_or(&text);
        assert_eq!(error.kind, kind, "{shown}: {error}");
        assert!(error.to_string().contains(words), "{shown}: {error}");
    }
    let error = Places::open(vec![b'{', 0xff]).unwrap_err();
    assert_eq!(error.kind, Encoding);
}

#[test]
fn two_hundred_thousand_places_are_searched_in_the_files_order() {
    let n = 200_000;
    let column = |value: &str| vec![value; n].join(",");
    let names: Vec<String> = (0..n).map(|i| format!("\"Desa {i}\"")).collect();
    let text = format!(
        r#"{{"format": "slot-places", "version": "1.7", "name": [{}], "parent": [{}], "kind": [{}], "lat": [{}], "lon": [{}]}}"#,
        names.join(","),
        column("-1"),
        column("\"desa\""),
        column("0"),
        column("0")
    );
    let places = Places::open(text.into()).unwrap();
    let found = places.search("desa 19999", 3);
    let found: Vec<_> = found.iter().map(|place| place.name).collect();
    assert_eq!(found, ["Desa 19999", "Desa 199990", "Desa 199991"]);
}
