//! One case per rule. The good feed of [`feed`](crate::checking::feed) breaks none.

use serde_json::{Value, json};

use crate::checking::{feed, row};

/// Changes the good feed.
pub type Change = fn(&mut Value);

/// A rule, a feed that breaks exactly it, and a similar one that does not.
pub struct Case(pub &'static str, pub &'static str, pub Change, pub Change);

fn first(feed: &mut Value) -> &mut Value {
    &mut feed["offices"][0]
}

fn first_row(feed: &mut Value) -> &mut Value {
    &mut feed["offices"][0]["quota"][0]
}

/// All offices observed at that time.
fn observed(feed: &mut Value, times: [&str; 4]) {
    for (index, time) in times.into_iter().enumerate() {
        feed["offices"][index]["observed_at"] = json!(time);
    }
}

/// Two services at each office; the numbers of the second differ by office if `own`.
fn two_services(feed: &mut Value, own: bool) {
    feed["services"] =
        json!([{"id": "regular", "name": "Biasa"}, {"id": "fast", "name": "Percepatan"}]);
    for (index, office) in feed["offices"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .enumerate()
    {
        let mut fast = row("2026-11-23", json!([4, 0, 2, 9, 1, 1]));
        let regular = fast.clone();
        fast["service"] = json!("fast");
        if own && index == 0 {
            fast["open"] = json!([4, 0, 2, 9, 1, 2]);
        }
        office["quota"] = json!([regular, fast]);
    }
}

pub const CASES: &[Case] = &[
    Case(
        "not-a-feed",
        "says another format",
        |f| f["format"] = json!("gtfs"),
        |_| {},
    ),
    Case(
        "unknown-version",
        "has version 2",
        |f| f["version"] = json!("2.0"),
        |f| f["version"] = json!("1.0"),
    ),
    Case(
        "missing-field",
        "has no language",
        |f| drop(f.as_object_mut().unwrap().remove("language")),
        |f| f["language"] = json!("en"),
    ),
    Case(
        "no-offices",
        "has no list of offices",
        |f| drop(f.as_object_mut().unwrap().remove("offices")),
        |f| f["offices"] = json!([]),
    ),
    Case(
        "split-feed",
        "has parts without a generation",
        |f| {
            f.as_object_mut().unwrap().remove("offices");
            f["parts"] = json!([]);
        },
        |_| {},
    ),
    Case(
        "past-limit",
        "has a text of 2,001 characters",
        |f| f["exempt"] = json!("a".repeat(2001)),
        |f| f["exempt"] = json!("a".repeat(2000)),
    ),
    Case(
        "bad-office",
        "has a number in place of an office",
        |f| f["offices"][0] = json!(3),
        |_| {},
    ),
    Case(
        "bad-id",
        "has a space in an id",
        |f| first(f)["id"] = json!("ke diri"),
        |f| first(f)["id"] = json!("ke~diri"),
    ),
    Case(
        "bad-name",
        "has an office without name",
        |f| first(f)["name"] = json!(""),
        |f| first(f)["name"] = json!({"id": "Kediri"}),
    ),
    Case(
        "bad-quota",
        "has an object in place of rows",
        |f| first(f)["quota"] = json!({}),
        |_| {},
    ),
    Case(
        "bad-zone",
        "has an offset for a zone",
        |f| first(f)["time_zone"] = json!("+07:00"),
        |f| first(f)["time_zone"] = json!("Asia/Jakarta"),
    ),
    Case(
        "repeated-id",
        "has two offices of one id",
        |f| first(f)["id"] = json!("blitar"),
        |f| first(f)["id"] = json!("Blitar"),
    ),
    Case(
        "bad-position",
        "has a latitude in quotation marks",
        |f| first(f)["lat"] = json!("-7.7552"),
        |_| {},
    ),
    Case(
        "bad-row",
        "has a row without its first date",
        |f| first_row(f)["from"] = json!("23/11/2026"),
        |_| {},
    ),
    Case(
        "bad-cell",
        "has -2 in a cell",
        |f| first_row(f)["open"] = json!([3, -2]),
        |f| first_row(f)["open"] = json!([3, -1, null, 0]),
    ),
    Case(
        "bad-link",
        "links by http",
        |f| f["booking"]["web"] = json!("http://booking.example/"),
        |f| f["booking"]["web"] = json!("book.html"),
    ),
    Case(
        "bad-field",
        "says true in quotation marks",
        |f| f["sample"] = json!("true"),
        |f| f["sample"] = json!(true),
    ),
    Case(
        "near-limit",
        "has a row of 800 days",
        |f| first_row(f)["open"] = json!(vec![1; 800]),
        |f| first_row(f)["open"] = json!(vec![1; 799]),
    ),
    Case(
        "newer-minor",
        "has version 1.1",
        |f| f["version"] = json!("1.1"),
        |_| {},
    ),
    Case(
        "misspelt-field",
        "has a note for notes",
        |f| first(f)["note"] = json!(["Parkir"]),
        |f| first(f)["x_parking"] = json!("Parkir"),
    ),
    Case(
        "unlisted-id",
        "has a row of a service that is not listed",
        |f| first_row(f)["service"] = json!("Regular"),
        |_| {},
    ),
    Case(
        "unknown-channel",
        "has a channel of its own",
        |f| first_row(f)["channel"] = json!("fax"),
        |f| first_row(f)["channel"] = json!("walk_in"),
    ),
    Case(
        "unknown-precision",
        "has a precision of its own",
        |f| first_row(f)["precision"] = json!("about"),
        |f| first_row(f)["precision"] = json!("at_least"),
    ),
    Case(
        "future-time",
        "was made six minutes from now",
        |f| f["generated_at"] = json!("2026-11-22T08:18:00+07:00"),
        |f| f["generated_at"] = json!("2026-11-22T08:17:00+07:00"),
    ),
    Case(
        "observed-after-generated",
        "has an office observed after it was made",
        |f| first(f)["observed_at"] = json!("2026-11-22T08:00:01+07:00"),
        |f| first(f)["observed_at"] = json!("2026-11-22T08:00:00+07:00"),
    ),
    Case(
        "same-observed-at",
        "has all offices observed in one second",
        |f| observed(f, ["2026-11-22T07:58:00+07:00"; 4]),
        |f| {
            observed(
                f,
                [
                    "2026-11-22T07:58:00+07:00",
                    "2026-11-22T07:58:00+07:00",
                    "2026-11-22T07:58:00+07:00",
                    "2026-11-22T07:58:01+07:00",
                ],
            );
        },
    ),
    Case(
        "stale-data",
        "has an office observed an hour and a minute ago",
        |f| first(f)["observed_at"] = json!("2026-11-22T07:11:00+07:00"),
        |f| first(f)["observed_at"] = json!("2026-11-22T07:12:00+07:00"),
    ),
    Case(
        "expired-data",
        "was made a day and a minute ago",
        |f| f["generated_at"] = json!("2026-11-21T08:11:00+07:00"),
        |_| {},
    ),
    Case(
        "past-release",
        "has a next release a minute ago",
        |f| f["release"] = json!({"next_at": "2026-11-22T08:11:00+07:00"}),
        |f| f["release"] = json!({"next_at": "2026-11-22T08:13:00+07:00"}),
    ),
    Case(
        "reversed-dates",
        "has an alert from the day after its last",
        |f| {
            f["alerts"] = json!([{"text": "Pindah", "from": "2026-11-24", "to": "2026-11-23"}]);
        },
        |f| {
            f["alerts"] = json!([{"text": "Pindah", "from": "2026-11-24", "to": "2026-11-24"}]);
        },
    ),
    Case(
        "odd-ttl",
        "may be kept longer than it is fresh",
        |f| f["ttl"] = json!(3601),
        |f| f["ttl"] = json!(3600),
    ),
    Case(
        "no-position",
        "has an office without position",
        |f| {
            let office = first(f).as_object_mut().unwrap();
            office.remove("lat");
            office.remove("lon");
        },
        |_| {},
    ),
    Case(
        "swapped-position",
        "has a latitude of 111",
        |f| {
            first(f)["lat"] = json!(111.9498);
            first(f)["lon"] = json!(-7.7552);
        },
        |_| {},
    ),
    Case(
        "zero-position",
        "has an office at 0, 0",
        |f| {
            first(f)["lat"] = json!(0);
            first(f)["lon"] = json!(0.0);
        },
        |_| {},
    ),
    Case(
        "whole-degrees",
        "has a position in whole degrees",
        |f| {
            first(f)["lat"] = json!(-8);
            first(f)["lon"] = json!(112);
        },
        |f| first(f)["lat"] = json!(-8),
    ),
    Case(
        "far-position",
        "lacks the minus sign of a latitude in the south",
        |f| first(f)["lat"] = json!(27.7552),
        |f| first(f)["lat"] = json!(-0.5),
    ),
    Case(
        "zone-longitude",
        "has an office of Java in the zone of London",
        |f| first(f)["time_zone"] = json!("Europe/London"),
        |f| first(f)["time_zone"] = json!("Asia/Jayapura"),
    ),
    Case(
        "no-quota",
        "has an office without rows",
        |f| first(f)["quota"] = json!([]),
        |_| {},
    ),
    Case(
        "no-future-day",
        "has a row that ended yesterday",
        |f| first_row(f)["from"] = json!("2026-11-20"),
        |f| first_row(f)["from"] = json!("2026-11-21"),
    ),
    Case(
        "far-date",
        "has a row of the year 2062",
        |f| first_row(f)["from"] = json!("2062-11-23"),
        |f| first_row(f)["from"] = json!("2027-11-23"),
    ),
    Case(
        "open-above-total",
        "has four places open of three",
        |f| {
            first_row(f)["open"] = json!([3, 4]);
            first_row(f)["total"] = json!(3);
        },
        |f| first_row(f)["total"] = json!(3),
    ),
    Case(
        "total-length",
        "has totals of one day only",
        |f| first_row(f)["total"] = json!([3]),
        |f| first_row(f)["total"] = json!([3, 3]),
    ),
    Case(
        "overlapping-rows",
        "has a day in two rows",
        |f| {
            first(f)["quota"]
                .as_array_mut()
                .unwrap()
                .push(row("2026-11-24", json!([1])));
        },
        |f| {
            let mut other = row("2026-11-24", json!([1]));
            other["session"] = json!({"start": "08:00", "end": "09:00"});
            first(f)["quota"].as_array_mut().unwrap().push(other);
        },
    ),
    Case(
        "gap",
        "has a day between two rows",
        |f| {
            first(f)["quota"]
                .as_array_mut()
                .unwrap()
                .push(row("2026-11-26", json!([1])));
        },
        |f| {
            first(f)["quota"]
                .as_array_mut()
                .unwrap()
                .push(row("2026-11-25", json!([1])));
        },
    ),
    Case(
        "open-on-closed",
        "has places on a day when all are closed",
        |f| f["closed"] = json!([{"from": "2026-11-24", "to": "2026-11-25"}]),
        |f| f["closed"] = json!([{"from": "2026-11-25", "to": "2026-11-25"}]),
    ),
    Case(
        "services-overlap",
        "has the same numbers for two services",
        |f| two_services(f, false),
        |f| two_services(f, true),
    ),
    Case(
        "html-in-text",
        "has a tag in a name",
        |f| first(f)["name"] = json!("Imigrasi <b>Kediri</b>"),
        |f| first(f)["name"] = json!("Imigrasi < Kediri & Blitar"),
    ),
    Case(
        "hidden-characters",
        "turns the direction of a name",
        |f| first(f)["name"] = json!("Kediri\u{202e}x"),
        |f| first(f)["name"] = json!("Kédiri"),
    ),
    Case(
        "broken-characters",
        "has UTF-8 read as Windows-1252",
        |f| first(f)["name"] = json!("K\u{c3}\u{a9}diri"),
        |f| first(f)["name"] = json!("Kédiri"),
    ),
    Case(
        "capitals",
        "shouts a name",
        |f| first(f)["name"] = json!("KANTOR KEDIRI"),
        |f| first(f)["name"] = json!("MPP DKI"),
    ),
    Case(
        "stray-spaces",
        "has two spaces in a row",
        |f| first(f)["name"] = json!("Kantor  Kediri"),
        |_| {},
    ),
    Case(
        "short-missing",
        "has a long name alone",
        |f| first(f)["name"] = json!("Kantor Imigrasi di Kediri"),
        |f| {
            first(f)["name"] = json!("Kantor Imigrasi di Kediri");
            first(f)["short"] = json!("Kediri");
        },
    ),
    Case(
        "short-too-long",
        "has 25 characters in a short name",
        |f| first(f)["short"] = json!("Kantor Imigrasi di Kediri"),
        |f| first(f)["short"] = json!("Kantor Imigrasi d Kediri"),
    ),
    Case(
        "language-missing",
        "has a text without its own language",
        |f| first(f)["name"] = json!({"en": "Kediri office"}),
        |f| first(f)["name"] = json!({"en": "Kediri office", "id": "Kediri"}),
    ),
    Case(
        "odd-language",
        "has an underscore in the language of a text",
        |f| first(f)["name"] = json!({"id": "Kediri", "en_GB": "Kediri office"}),
        |f| first(f)["name"] = json!({"id": "Kediri", "en-GB": "Kediri office"}),
    ),
    Case(
        "shared-name",
        "has two offices of one name",
        |f| first(f)["name"] = json!("Kantor Blitar"),
        |f| first(f)["name"] = json!("Kantor Blitar Selatan"),
    ),
    Case(
        "odd-phone",
        "has words for a phone number",
        |f| first(f)["phone"] = json!("lihat situs"),
        |f| first(f)["phone"] = json!("+62 (354) 123-456"),
    ),
    Case(
        "no-publisher",
        "does not say who publishes it",
        |f| drop(f.as_object_mut().unwrap().remove("publisher")),
        |_| {},
    ),
    Case(
        "no-booking",
        "does not say where to book",
        |f| drop(f.as_object_mut().unwrap().remove("booking")),
        |f| {
            f.as_object_mut().unwrap().remove("booking");
            for office in f["offices"].as_array_mut().unwrap() {
                office["quota"][0]["channel"] = json!("walk_in");
            }
        },
    ),
];

/// The rules about the text itself: one that breaks each rule, and one that does not.
pub fn texts() -> Vec<(&'static str, Vec<u8>, Vec<u8>)> {
    let good = feed().to_string();
    let mut latin = good.replace("Redaksi", "R\u{e9}daksi").into_bytes();
    let at = latin.iter().position(|byte| *byte == 0xc3).unwrap();
    latin.splice(at..at + 2, [0xe9]);
    vec![
        (
            "not-utf8",
            latin,
            good.replace("Redaksi", "R\u{e9}daksi").into(),
        ),
        (
            "not-json",
            format!("{},}}", &good[..good.len() - 1]).into(),
            good.clone().into(),
        ),
        (
            "duplicate-key",
            good.replace("{\"id\":\"kediri\",", "{\"id\":\"x\",\"id\":\"kediri\",")
                .into(),
            good.into(),
        ),
    ]
}
