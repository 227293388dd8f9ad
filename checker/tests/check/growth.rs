//! What checking costs, in counted work: with 10 and 100 times the feed, no more than 10 and 100 times the work.
//!
//! A clock would measure the machine.

use std::fmt::Write;

use serde_json::{Value, json};
use slot_checker::{Finding, PartFile, check_split};
use slot_finder::work::{Counts, counted};
use slot_finder::{TzZones, parse_rfc3339};

use crate::checking::{NOW, feed, findings, office, row};

/// Asserts that work grows no faster than sizes, from 1 to 10 to 100 times the size. `check` returns what it has to
/// find and what it found.
fn assert_linear(what: &str, check: impl Fn(usize) -> Checked) {
    let work = |times| {
        let Checked { feed, rule, found } = check(times);
        let bytes = feed.len();
        let (findings, work) = counted(|| findings(feed.as_bytes()));
        assert_eq!(
            count(&findings, rule),
            found,
            "{what}, {times} times: {rule} {:?}",
            findings.first()
        );
        (bytes, work)
    };
    compare(what, work);
}

/// A feed to check, and how many findings of a rule it has.
struct Checked {
    feed: String,
    rule: &'static str,
    found: usize,
}

fn compare(what: &str, work: impl Fn(usize) -> (usize, Counts)) {
    let each = |work: Counts| {
        [
            work.bytes,
            work.cells,
            work.texts,
            work.distances,
            work.steps,
        ]
    };
    let (size, one) = work(1);
    for times in [10, 100] {
        let (bytes, more) = work(times);
        let ratio = u64::try_from(bytes.div_ceil(size)).unwrap();
        for (one, more) in each(one).into_iter().zip(each(more)) {
            // Sorting adds a logarithm; what is quadratic takes a hundred times as much.
            assert!(
                more <= one * 4 * ratio,
                "{what}: work of {one} becomes {more} for {ratio} times as many bytes"
            );
        }
    }
}

fn count(findings: &[Finding], rule: &str) -> usize {
    findings.iter().filter(|found| found.rule == rule).count()
}

/// A feed with these offices.
fn with_offices(offices: impl Iterator<Item = Value>) -> Value {
    let mut feed = feed();
    feed["offices"] = offices.collect();
    feed
}

/// An office somewhere near Kediri.
fn numbered(n: usize) -> Value {
    let mut office = office(&format!("o{n:06}"), -7.75, 111.95);
    office["name"] = format!("Kantor {n}").into();
    office
}

/// `{"prefix0": value, "prefix1": value, ...}`
fn object(count: usize, prefix: &str, value: &Value) -> Value {
    let fields = (0..count).map(|n| (format!("{prefix}{n}"), value.clone()));
    Value::Object(fields.collect())
}

#[test]
fn bad_zones_are_told_in_time() {
    assert_linear("zones that are none", |times| {
        let offices = (0..20 * times).map(|n| {
            let mut office = numbered(n);
            office["time_zone"] = format!("Nowhere/City{}", n / 20).into();
            office
        });
        Checked {
            feed: with_offices(offices).to_string(),
            rule: "bad-zone",
            found: 20 * times,
        }
    });
}

#[test]
fn a_long_zone_of_the_feed_is_read_once() {
    assert_linear("the length of a zone, and offices in it", |times| {
        let mut feed = with_offices((0..20 * times).map(numbered));
        feed["time_zone"] = "Z".repeat(4000 * times).into();
        Checked {
            feed: feed.to_string(),
            rule: "past-limit",
            found: 1,
        }
    });
}

#[test]
fn repeated_ids_are_told_in_time() {
    for (what, id) in [
        ("one id", (|_, _| 0) as fn(usize, usize) -> usize),
        ("each id twice", |n, count| n % (count / 2)),
    ] {
        assert_linear(what, |times| {
            let count = 20 * times;
            let offices = (0..count).map(|n| numbered(id(n, count)));
            let kept = if what == "one id" { 1 } else { count / 2 };
            Checked {
                feed: with_offices(offices).to_string(),
                rule: "repeated-id",
                found: count - kept,
            }
        });
    }
}

#[test]
fn regions_kinds_and_parents_are_looked_up_in_time() {
    assert_linear("regions, kinds and offices of them", |times| {
        let ids = |list: &str| {
            let one = |n| json!({"id": format!("{list}{n}"), "name": format!("Nama {n}")});
            (0..5 * times).map(one).collect::<Value>()
        };
        let offices = (0..10 * times).map(|n| {
            let mut office = numbered(n);
            office["region"] = format!("regions{n}").into();
            office["kind"] = format!("kinds{n}").into();
            office["parent"] = format!("o{:06}", n + 1).into();
            office
        });
        let mut feed = with_offices(offices);
        feed["regions"] = ids("regions");
        feed["kinds"] = ids("kinds");
        Checked {
            feed: feed.to_string(),
            rule: "unlisted-id",
            // Half of the regions and kinds, and the last parent.
            found: 10 * times + 1,
        }
    });
}

/// Closures of two days each, which cover no cell of the offices' rows.
fn closures(count: usize) -> Value {
    let closure = |n| json!({"from": format!("2027-{:02}-01", n % 12 + 1), "to": format!("2027-{:02}-02", n % 12 + 1)});
    (0..count).map(closure).collect()
}

#[test]
fn closures_of_the_feed_are_compared_with_days_in_time() {
    assert_linear("closures of the feed, and offices", |times| {
        let mut feed = with_offices((0..40 * times).map(numbered));
        feed["closed"] = closures(20 * times);
        feed["closed"][0] = json!({"from": "2026-11-24", "to": "2026-11-24"});
        Checked {
            feed: feed.to_string(),
            rule: "open-on-closed",
            found: 40 * times,
        }
    });
}

#[test]
fn closures_of_an_office_are_compared_with_days_in_time() {
    assert_linear("closures of an office, and its rows", |times| {
        let mut office = numbered(0);
        office["closed"] = closures(40 * times);
        let rows = (0..4 * times).map(|_| row("2026-11-23", json!([1, 2, 3, 4, 5, 6, 7, 8, 9])));
        office["quota"] = rows.collect();
        Checked {
            feed: with_offices([office].into_iter()).to_string(),
            rule: "open-on-closed",
            found: 0,
        }
    });
}

#[test]
fn steps_of_booking_are_checked_in_time() {
    assert_linear("booking steps of the feed, and offices", |times| {
        let mut feed = with_offices((0..10 * times).map(numbered));
        feed["booking"]["steps"] = vec![json!(" Buka M-Paspor"); 10 * times].into();
        Checked {
            feed: feed.to_string(),
            rule: "stray-spaces",
            found: 10 * times,
        }
    });
}

#[test]
fn services_are_looked_up_in_time() {
    assert_linear("services, and rows of them", |times| {
        let offices = (0..5 * times).map(|n| {
            let mut office = numbered(n);
            let service = |service| {
                let mut row = row("2026-11-23", json!([1, 2]));
                row["service"] = format!("s{service}").into();
                row
            };
            office["quota"] = [service(n), service(n + 1)].into_iter().collect();
            office
        });
        let mut feed = with_offices(offices);
        let service = |n| json!({"id": format!("s{n}"), "name": format!("Layanan {n}")});
        feed["services"] = (0..5 * times).map(service).collect();
        Checked {
            feed: feed.to_string(),
            rule: "unlisted-id",
            found: 1,
        }
    });
}

#[test]
fn services_of_one_office_are_compared_in_time() {
    assert_linear(
        "services of an office, all with the same numbers",
        |times| {
            let mut office = numbered(0);
            let service = |n| {
                let mut row = row("2026-11-23", json!([1, 2, 3, 4, 5, 6]));
                row["service"] = format!("s{n}").into();
                row
            };
            office["quota"] = (0..20 * times).map(service).collect();
            Checked {
                feed: with_offices([office].into_iter()).to_string(),
                rule: "unlisted-id",
                found: 20 * times,
            }
        },
    );
}

#[test]
fn long_ids_of_services_are_compared_in_time() {
    assert_linear("the length of the ids of services", |times| {
        let mut office = numbered(0);
        let service = |n| {
            let mut row = row("2026-11-23", json!([1, 2, 3, 4, 5, 6]));
            row["service"] = format!("{}{n}", "s".repeat(200 * times)).into();
            row
        };
        office["quota"] = (0..30).map(service).collect();
        Checked {
            feed: with_offices([office].into_iter()).to_string(),
            rule: "bad-row",
            found: 30,
        }
    });
}

#[test]
fn notes_are_checked_in_time() {
    assert_linear("notes of an office", |times| {
        let mut office = numbered(0);
        office["notes"] = vec![json!("Bawa  KTP"); 50 * times].into();
        Checked {
            feed: with_offices([office].into_iter()).to_string(),
            rule: "stray-spaces",
            found: 50 * times,
        }
    });
}

#[test]
fn rows_that_take_turns_are_compared_in_time() {
    assert_linear("rows of an office that know other days each", |times| {
        let mut office = numbered(0);
        // Each row knows the day after that of the row before.
        let taking_turns = |n: usize| {
            let cell = |day| if day == n { json!(1) } else { json!(null) };
            row("2026-11-23", (0..=n.min(20)).map(cell).collect())
        };
        office["quota"] = (0..20 * times).map(taking_turns).collect();
        Checked {
            feed: with_offices([office].into_iter()).to_string(),
            rule: "overlapping-rows",
            found: 0,
        }
    });
}

#[test]
fn rows_that_count_a_day_twice_are_compared_in_time() {
    assert_linear("rows of an office that end on one day", |times| {
        let mut office = numbered(0);
        let mut unknown = vec![json!(null); 50];
        let mut rows = vec![row("2026-11-23", unknown.clone().into()); 10 * times];
        unknown[49] = json!(3);
        rows.extend(vec![row("2026-11-23", unknown.into()); 10 * times]);
        office["quota"] = rows.into();
        Checked {
            feed: with_offices([office].into_iter()).to_string(),
            rule: "overlapping-rows",
            found: 10 * times - 1,
        }
    });
}

#[test]
fn languages_of_a_text_are_checked_in_time() {
    // All are Indonesian and empty, so each is a candidate for the text in the feed's language.
    assert_linear("languages of a name", |times| {
        // From a thousand on: of fewer, the reader compares each with all before it.
        let mut office = numbered(0);
        let mut names = object(1000 * times, "id-x", &json!(""));
        names["en"] = json!("Office");
        office["name"] = names;
        Checked {
            feed: with_offices([office].into_iter()).to_string(),
            rule: "language-missing",
            found: 1,
        }
    });
}

#[test]
fn a_long_language_of_the_feed_is_read_once() {
    assert_linear("the length of the language, and names", |times| {
        let mut feed = with_offices((0..20 * times).map(|n| {
            let mut office = numbered(n);
            office["name"] = json!({"en": format!("Office {n}")});
            office
        }));
        feed["language"] = ["id", &"-x1234567".repeat(500 * times)].concat().into();
        Checked {
            feed: feed.to_string(),
            rule: "odd-language",
            found: 1,
        }
    });
}

#[test]
fn problems_among_unknown_fields_are_told_in_time() {
    assert_linear("unknown fields of a row, and bad cells", |times| {
        let mut office = numbered(0);
        let mut row = object(40 * times, "~zzzzzzzz", &json!(1));
        row["service"] = json!("regular");
        row["from"] = json!("2026-11-23");
        row["open"] = vec![json!("x"); 9 * times].into();
        office["quota"] = json!([row]);
        Checked {
            feed: with_offices([office].into_iter()).to_string(),
            rule: "bad-cell",
            found: 9 * times,
        }
    });
    assert_linear("unknown fields of the feed, and bad links", |times| {
        let mut feed = object(40 * times, "~zzzzzzzz", &json!(1));
        let known = self::feed();
        feed.as_object_mut()
            .unwrap()
            .extend(known.as_object().unwrap().clone());
        let alert = json!({"text": "Libur", "url": "ftp://example.org/"});
        feed["alerts"] = vec![alert; 9 * times].into();
        Checked {
            feed: feed.to_string(),
            rule: "bad-link",
            found: 9 * times,
        }
    });
}

#[test]
fn unknown_fields_are_compared_with_known_ones_in_time() {
    assert_linear("fields that are nearly names", |times| {
        let mut office = numbered(0);
        for n in 0..20 * times {
            office[format!("addres{n}")] = json!(1);
        }
        Checked {
            feed: with_offices([office].into_iter()).to_string(),
            rule: "misspelt-field",
            // Those with one or two letters that differ.
            found: (20 * times).min(100),
        }
    });
}

#[test]
fn findings_of_an_office_with_a_long_name_are_told_in_time() {
    assert_linear("the length of id and name, and findings", |times| {
        let mut office = numbered(0);
        office["id"] = "i".repeat(2000 * times).into();
        office["name"] = "n".repeat(2000 * times).into();
        office["notes"] = vec![json!("Bawa  KTP"); 20 * times].into();
        Checked {
            feed: with_offices([office].into_iter()).to_string(),
            rule: "stray-spaces",
            found: 20 * times,
        }
    });
}

#[test]
fn offices_far_from_each_other_are_found_in_time() {
    // Two crowds with 1,400 km between them, within ten degrees; those of the second come last.
    assert_linear("offices in two crowds", |times| {
        let offices = (0..40 * times).map(|n| {
            let corner = if n < 20 * times { -9.9 } else { -0.1 };
            let mut office = office(&format!("o{n:06}"), corner, 120.0 - corner);
            office["name"] = format!("Kantor {n}").into();
            office["time_zone"] = json!("Asia/Makassar");
            office
        });
        Checked {
            feed: with_offices(offices).to_string(),
            rule: "far-position",
            found: 0,
        }
    });
}

#[test]
fn offices_that_are_far_in_a_zone_of_their_own_are_found_in_time() {
    // As many as can be far from all others, and ever more that are near each other.
    assert_linear("embassies, and offices", |times| {
        let mut offices: Vec<Value> = (0..40 * times).map(numbered).collect();
        for n in 0..10 {
            let mut abroad = office(&format!("e{n}"), 10.0 * f64::from(n) - 40.0, -120.0);
            abroad["name"] = format!("KBRI {n}").into();
            abroad["time_zone"] = json!("America/Los_Angeles");
            offices.push(abroad);
        }
        Checked {
            feed: with_offices(offices.into_iter()).to_string(),
            rule: "far-position",
            found: 0,
        }
    });
}

#[test]
fn parts_are_checked_in_time() {
    compare("parts, and unknown fields of the entry", |times| {
        let mut entry = object(40 * times, "~zzzzzzzz", &json!(1));
        let mut known = feed();
        let known = known.as_object_mut().unwrap();
        known.remove("offices");
        entry.as_object_mut().unwrap().extend(known.clone());
        let part = |n: usize| json!({"url": format!("{n}.json"), "integrity": format!("sha256-{}=", "A".repeat(43)), "bbox": null, "offices": 9});
        entry["generation"] = json!("one");
        entry["parts"] = (0..5 * times).map(part).collect();
        let files: Vec<PartFile> = (0..5 * times)
            .map(|n| {
                let mut text = String::new();
                write!(
                    text,
                    "{}",
                    json!({"generation": "one", "offices": [numbered(n)]})
                )
                .unwrap();
                let hash = format!("sha256-{}=", "A".repeat(43));
                PartFile {
                    url: format!("{n}.json"),
                    read: Ok((text.into_bytes(), hash)),
                }
            })
            .collect();
        let entry = entry.to_string();
        let now = parse_rfc3339(NOW).unwrap();
        let (findings, work) =
            counted(|| check_split(entry.as_bytes(), Some(&files), None, now, &TzZones, "en"));
        assert_eq!(count(&findings, "wrong-part"), 10 * times, "{times}");
        (entry.len(), work)
    });
}
