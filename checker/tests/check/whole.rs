//! Tests whole feeds: positions and languages of findings, and that no input makes the checker panic.

use proptest::prelude::{ProptestConfig, any, proptest};
use proptest::{collection::vec, sample::Index};
use serde_json::json;
use slot_checker::{RULES, Severity, check};
use slot_finder::{TzZones, parse_rfc3339};

use crate::checking::{NOW, broken, feed, findings, office, row};

#[test]
fn a_finding_says_where_it_is_and_in_which_office() {
    let text = feed().to_string().replace("\"offices\"", "\n \"offices\"");
    let text = text.replacen("[0,3]", "[0,\n-7]", 1);
    let found = &findings(text.as_bytes())[0];
    assert_eq!(found.rule, "bad-cell");
    assert_eq!(found.severity, Severity::Error);
    assert_eq!(found.pointer, "/offices/0/quota/0/open/1");
    assert_eq!(found.office_id.as_deref(), Some("kediri"));
    assert_eq!(found.office.as_deref(), Some("Kantor kediri"));
    let line = text[..text.find("-7]").unwrap()].matches('\n').count() + 1;
    assert_eq!(
        (found.line, found.column),
        (u32::try_from(line).ok(), Some(1))
    );
}

#[test]
fn columns_count_characters_however_long_the_line() {
    let long = "\u{e9}".repeat(1500);
    let mut feed = feed();
    feed["license"] = json!(long);
    feed["offices"][3]["phone"] = json!("x");
    let text = feed.to_string();
    let column = text[..text.find("\"x\"").unwrap()].chars().count() + 1;
    let found = &findings(text.as_bytes())[0];
    assert_eq!(
        (found.rule, found.column),
        ("odd-phone", u32::try_from(column).ok())
    );
}

#[test]
fn an_alert_that_is_never_shown_is_named_at_its_last_day() {
    let mut feed = feed();
    feed["alerts"] = json!([
        {"text": "Pindah", "from": "2026-11-24"}, {"text": "Pindah", "to": "2026-11-20"},
        {"text": "Pindah", "from": "2026-12-01", "to": "2026-11-30", "offices": ["kediri"]}
    ]);
    let found = findings(feed.to_string().as_bytes());
    let found: Vec<_> = found.iter().map(|f| (f.rule, &*f.pointer)).collect();
    assert_eq!(found, [("reversed-dates", "/alerts/2/to")]);
}

#[test]
fn a_language_of_the_feed_or_of_a_text_is_a_tag() {
    for (language, is_tag) in [
        ("id", true),
        ("ID", true),
        ("jv-Java-ID", true),
        ("de-1996", true),
        ("x-kediri", true),
        ("i-ami", true),
        ("id en", false),
        (" id", false),
        ("id,en", false),
        ("id_ID", false),
        ("indonesian", false),
        ("x", false),
        ("4d", false),
        ("id-", false),
        ("id--ID", false),
        ("en-gb2345678", false),
        ("bahasa\u{e9}", false),
    ] {
        let mut feed = feed();
        feed["language"] = json!(language);
        feed["exempt"] = json!({ language: "Bayi" });
        let found = findings(feed.to_string().as_bytes());
        let found: Vec<_> = found.iter().map(|f| (f.rule, f.pointer.clone())).collect();
        let pointers = ["/language".to_owned(), ["/exempt/", language].concat()];
        let named = pointers.map(|pointer| ("odd-language", pointer));
        assert_eq!(found, if is_tag { &[][..] } else { &named }, "{language}");
    }
}

#[test]
fn a_text_is_not_asked_for_in_a_language_that_is_none() {
    let mut feed = feed();
    feed["language"] = json!("id en");
    feed["exempt"] = json!({"id": "Bayi"});
    assert_eq!(broken(feed.to_string().as_bytes()), ["odd-language"]);
}

#[test]
fn a_refused_feed_is_read_on() {
    let mut feed = feed();
    feed["format"] = json!("feed");
    feed["version"] = json!(3);
    feed["generated_at"] = json!("today");
    feed.as_object_mut().unwrap().remove("language");
    feed["offices"][1]["quota"] = json!([row("2026-11-23", json!([-5]))]);
    let found = broken(feed.to_string().as_bytes());
    assert_eq!(
        found,
        ["not-a-feed", "unknown-version", "missing-field", "bad-cell"]
    );
}

#[test]
fn every_broken_cell_is_listed() {
    let mut feed = feed();
    feed["offices"][0]["quota"] = json!(vec![row("2026-11-23", json!(vec![-5; 700])); 3]);
    let cells = findings(feed.to_string().as_bytes());
    assert_eq!(
        cells
            .iter()
            .filter(|found| found.rule == "bad-cell")
            .count(),
        2100
    );
}

#[test]
fn swapped_positions_within_range_are_found_from_the_other_offices() {
    let mut feed = feed();
    // Cayenne's latitude and longitude, swapped, are in the far south.
    feed["time_zone"] = json!("America/Cayenne");
    let places = [(4.92, -52.31), (5.16, -52.65), (5.50, -54.03), (-52.0, 4.5)];
    for (index, (lat, lon)) in places.into_iter().enumerate() {
        feed["offices"][index] = office(&format!("o{index}"), lat, lon);
    }
    let found = findings(feed.to_string().as_bytes());
    let swapped: Vec<_> = found
        .iter()
        .filter(|found| found.rule == "swapped-position")
        .collect();
    assert_eq!(swapped.len(), 1);
    assert_eq!(swapped[0].pointer, "/offices/3/lat");
}

/// Tiles of the globe, the antimeridian and the poles are no borders.
#[test]
fn an_office_is_far_from_a_thousand_kilometres_on() {
    // A degree of latitude has 111.195 km; on the equator so has one of longitude.
    for (lat, lon, is_far) in [
        (8.99, 0.0, false),
        (9.0, 0.0, true),
        (-8.99, 0.0, false),
        (-9.0, 0.0, true),
        (0.0, 8.99, false),
        (0.0, 9.0, true),
        (0.0, -8.99, false),
        (0.0, -9.0, true),
    ] {
        for (centre_lat, centre_lon) in [(0.0, 0.02), (0.0, 180.0), (0.0, -177.5)] {
            let wrapped = |lon: f64| (lon + 540.0).rem_euclid(360.0) - 180.0;
            let mut feed = feed();
            let crowd = (0..4).map(|n| office(&format!("crowd{n}"), centre_lat, centre_lon));
            let alone = office("alone", centre_lat + lat, wrapped(centre_lon + lon));
            feed["offices"] = crowd.chain([alone]).collect();
            let bytes = feed.to_string().into_bytes();
            // Far away, some are near the others with latitude and longitude swapped.
            let told = ["far-position", "swapped-position"];
            assert_eq!(
                broken(&bytes).iter().any(|rule| told.contains(rule)),
                is_far,
                "{lat} {lon} from {centre_lat} {centre_lon}"
            );
        }
    }
}

#[test]
fn an_embassy_may_be_far_away_in_a_zone_of_its_own() {
    let mut feed = feed();
    let mut embassy = office("berlin", 52.53, 13.36);
    embassy["time_zone"] = json!("Europe/Berlin");
    feed["offices"].as_array_mut().unwrap().push(embassy);
    assert_eq!(broken(feed.to_string().as_bytes()), [""; 0]);
    feed["offices"][4]["time_zone"] = json!("Asia/Jakarta");
    assert_eq!(
        broken(feed.to_string().as_bytes()),
        ["far-position", "zone-longitude"]
    );
}

#[test]
fn common_json_mistakes_are_named() {
    for (text, what) in [
        ("{\"a\": 1,}", "a comma too many"),
        ("{\"a\": 1 // one\n}", "a comment"),
        ("{\"a\": 'b'}", "a single or curly quotation mark"),
        ("{\"a\": 1", "it is cut off"),
        ("<!doctype html>", "HTML begins here"),
        ("{\"a\": 1 \"b\": 2}", "a comma or a colon is missing"),
        ("id;name;open", "no JSON at all"),
        ("", "it is cut off"),
    ] {
        let found = findings(text.as_bytes());
        assert_eq!(found[0].rule, "not-json", "{text}");
        assert!(found[0].what.contains(what), "{text}: {}", found[0].what);
    }
}

#[test]
fn each_finding_has_words_in_both_languages() {
    for lang in ["id-ID", "en", "fr"] {
        let mut bad = feed();
        bad["offices"][0]["quota"] = json!([3]);
        bad["alerts"] = json!([{"text": "Tutup", "offices": ["nowhere"]}]);
        let now = parse_rfc3339(NOW).unwrap();
        let found = check(bad.to_string().as_bytes(), None, now, &TzZones, lang);
        assert_eq!(found.len(), 2, "{found:?}");
        let words = if lang == "id-ID" {
            "Baris kuota ini tidak dapat dipakai: yang diperlukan sebuah baris (objek)."
        } else {
            "The row of quota cannot be used: what is needed is a row (an object)."
        };
        assert_eq!(found[0].what, words);
        assert_eq!(found[1].pointer, "/alerts/0/offices/0");
    }
}

#[test]
fn a_parent_office_must_be_one_of_the_feed() {
    let mut feed = feed();
    feed["offices"][1]["parent"] = json!("malang");
    assert_eq!(broken(feed.to_string().as_bytes()), [""; 0]);
    feed["offices"][1]["parent"] = json!("malnag");
    let found = &findings(feed.to_string().as_bytes())[0];
    assert_eq!(
        (found.rule, &*found.pointer, found.office_id.as_deref()),
        ("unlisted-id", "/offices/1/parent", Some("blitar"))
    );
}

#[test]
fn rules_have_ids_in_kebab_case_of_their_own() {
    for (index, rule) in RULES.iter().enumerate() {
        assert!(
            rule.id
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        );
        assert!(RULES[..index].iter().all(|other| other.id != rule.id));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn bytes_broken_anywhere_never_panic(places in vec((any::<Index>(), any::<u8>()), 1..6), cut in any::<Index>()) {
        let mut bytes = feed().to_string().into_bytes();
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        findings(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        findings(&bytes);
    }

    #[test]
    fn any_value_in_any_place_never_panics(place in any::<Index>(), value in 0..9_usize) {
        let text = feed().to_string();
        let starts: Vec<usize> = text.match_indices(':').map(|(at, _)| at + 1).collect();
        let at = starts[place.index(starts.len())];
        let values = ["null", "[]", "{}", "-1e308", "\"\"", "\"\\ud800\"", "[[{}]]", "true", "9999999999999999999999"];
        let text = format!("{}{},\"x\":{}", &text[..at], values[value], &text[at..]);
        findings(text.as_bytes());
    }
}

#[test]
fn a_phone_number_that_lacks_digits_is_told_and_the_short_number_of_a_service_is_not() {
    for (phone, is_odd) in [
        ("+62 354", true),
        ("0354 12", true),
        ("(0354) 688307", false),
        ("+62 354 688307", false),
        ("112", false),
        ("1500 123", false),
    ] {
        let mut feed = feed();
        feed["offices"][0]["phone"] = json!(phone);
        let rules = broken(feed.to_string().as_bytes());
        assert_eq!(rules.contains(&"odd-phone"), is_odd, "{phone}");
    }
}

#[test]
fn offices_of_one_name_are_one_finding_with_their_number() {
    let mut feed = feed();
    for (index, name) in ["Kantor Blitar", "kantor  blitar", "Kantor Blitar"]
        .into_iter()
        .enumerate()
    {
        feed["offices"][index]["name"] = json!(name);
    }
    let found = findings(feed.to_string().as_bytes());
    let shared: Vec<_> = found
        .iter()
        .filter(|found| found.rule == "shared-name")
        .collect();
    assert_eq!(shared.len(), 1);
    assert_eq!(shared[0].what, "3 offices are called kantor  blitar.");
    assert_eq!(shared[0].pointer, "/offices/1/name");
}
