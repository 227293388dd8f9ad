//! Tests what the reader drops alone and names, and what it ignores.

use super::*;

#[test]
fn an_office_falls_alone_where_its_id_name_zone_or_quota_is_broken() {
    for (key, broken, code) in [
        ("id", json!("no spaces"), "bad-id"),
        ("id", json!("x".repeat(65)), "bad-id"),
        ("id", json!(7), "bad-id"),
        ("id", json!("kediri"), "repeated-id"),
        ("name", json!(""), "bad-name"),
        ("name", json!({"id": 5}), "bad-name"),
        ("time_zone", json!("Asia/Kediri"), "bad-zone"),
        ("time_zone", json!("+05:30"), "bad-zone"),
        ("quota", json!({}), "bad-quota"),
    ] {
        let feed = feed(|feed| {
            let mut second = office("blitar");
            second[key] = broken.clone();
            feed["offices"].as_array_mut().unwrap().push(second);
        });
        assert_eq!(
            problems(&feed),
            [(code, format!("/offices/1/{key}"))],
            "{key}: {broken}"
        );
        assert_eq!(opened(&feed).about(None).offices, 1);
        assert_eq!(offers(&feed).len(), 1);
    }
}

#[test]
fn a_row_falls_alone() {
    for (key, broken) in [
        ("service", json!(null)),
        ("service", json!("not an id")),
        ("channel", json!(5)),
        ("from", json!("2026-11-31")),
        ("from", json!("23-11-2026")),
        ("open", json!(5)),
        ("session", json!({"start": "09:00", "end": "09:00"})),
        ("session", json!({"start": "9:00", "end": "10:00"})),
        ("event", json!({"name": "without id"})),
    ] {
        let feed = feed(|feed| {
            let mut second = row(json!([7]));
            second[key] = broken.clone();
            feed["offices"][0]["quota"]
                .as_array_mut()
                .unwrap()
                .push(second);
        });
        let at = ("bad-row", "/offices/0/quota/1".to_owned());
        assert_eq!(problems(&feed), [at], "{key}: {broken}");
        assert_eq!(offers(&feed), [("2026-11-24".to_owned(), 3)]);
    }
}

#[test]
fn a_row_with_an_empty_id_falls_even_as_the_first_of_the_feed() {
    for key in ["service", "channel"] {
        let feed = feed(|feed| {
            feed["services"] = json!([]);
            let mut first = row(json!([7]));
            first[key] = json!("");
            feed["offices"][0]["quota"] = json!([first, row(json!([0, 3]))]);
        });
        let at = ("bad-row", "/offices/0/quota/0".to_owned());
        assert_eq!(problems(&feed), [at], "{key}");
        assert_eq!(offers(&feed), [("2026-11-24".to_owned(), 3)], "{key}");
        let query = Query::default();
        let now = parse_rfc3339("2026-11-22T08:12:00+07:00").unwrap();
        assert_eq!(opened(&feed).rank(&query, now, &TzZones).total, 1, "{key}");
    }
}

#[test]
fn a_precision_that_is_no_text_is_left_out_and_the_row_stands() {
    let feed = feed(|feed| feed["offices"][0]["quota"][0]["precision"] = json!(1));
    let at = "/offices/0/quota/0/precision".to_owned();
    assert_eq!(problems(&feed), [("bad-field", at)]);
    assert_eq!(offers(&feed), [("2026-11-24".to_owned(), 3)]);
}

#[test]
fn a_bad_cell_is_not_known_and_its_neighbours_stand() {
    let feed = feed(|feed| {
        feed["offices"][0]["quota"][0] =
            row(json!([1, -2, 2, 1.5, 3, "4", 5.0, true, 6, 0.0, -1.0]));
    });
    let cells = [1, 3, 5, 7].map(|n| ("bad-cell", format!("/offices/0/quota/0/open/{n}")));
    assert_eq!(problems(&feed), cells);
    let dates: Vec<_> = offers(&feed)
        .into_iter()
        .map(|(date, open)| (date[8..].to_owned(), open))
        .collect();
    let expected =
        [("23", 1), ("25", 2), ("27", 3), ("29", 5), ("01", 6)].map(|(day, n)| (day.to_owned(), n));
    assert_eq!(dates.len(), 5);
    assert!(expected.iter().all(|day| dates.contains(day)), "{dates:?}");
}

#[test]
fn a_broken_time_of_an_office_is_named_and_null_is_not() {
    let observed = |time: Value| problems(&feed(|feed| feed["offices"][0]["observed_at"] = time));
    for broken in [json!("2026-11-22T08:00:00"), json!(8)] {
        let at = ("bad-field", "/offices/0/observed_at".to_owned());
        assert_eq!(observed(broken), [at]);
    }
    assert_eq!(observed(json!("2026-11-22T08:00:00+07:00")), []);
    assert_eq!(observed(json!(null)), []);
}

#[test]
fn a_bad_position_is_no_position_and_the_office_stays() {
    for (lat, lon) in [
        (json!("-7.7"), json!(112)),
        (json!(-97), json!(112)),
        (json!(-7), json!(null)),
    ] {
        let feed = feed(|feed| {
            feed["offices"][0]["lat"] = lat.clone();
            feed["offices"][0]["lon"] = lon.clone();
        });
        assert_eq!(
            problems(&feed),
            [("bad-position", "/offices/0".to_owned())],
            "{lat} {lon}"
        );
        assert_eq!(offers(&feed).len(), 1);
    }
}

#[test]
fn a_bad_link_falls_and_the_outer_one_stands() {
    let feed = feed(|feed| {
        feed["booking"] =
            json!({"web": "https://imigrasi.example/", "android": "javascript:alert(1)"});
        feed["offices"][0]["booking"] = json!({"web": "http://imigrasi.example/", "ios": "../app"});
        feed["offices"][0]["url"] = json!("data:text/html,x");
    });
    let bad = [
        "/booking/android",
        "/offices/0/url",
        "/offices/0/booking/web",
    ];
    assert_eq!(
        problems(&feed),
        bad.map(|pointer| ("bad-link", pointer.to_owned()))
    );
    let feed = opened(&feed);
    let query = Query::default();
    let now = parse_rfc3339("2026-11-22T08:12:00+07:00").unwrap();
    let ranking = feed.rank(&query, now, &TzZones);
    let booking = &ranking.offers[0].booking;
    assert_eq!(booking.web.as_deref(), Some("https://imigrasi.example/"));
    assert_eq!(booking.ios.as_deref(), Some("https://example.org/app"));
    assert_eq!(booking.android, None);
}

#[test]
fn a_closure_that_ends_before_it_begins_is_left_out() {
    let closed = json!([
        {"from": "2026-12-02", "to": "2026-12-01"},
        {"from": "2026-12-01", "to": "2026-12-01"},
    ]);
    let feed = feed(|feed| {
        feed["closed"] = closed.clone();
        feed["offices"][0]["closed"] = closed;
    });
    let mut found = problems(&feed);
    found.sort();
    let at = ["/closed/0", "/offices/0/closed/0"];
    assert_eq!(found, at.map(|at| ("bad-field", at.to_owned())));
}

#[test]
fn data_may_expire_as_soon_as_it_is_stale_and_not_sooner() {
    for (expires_after, expected, problem) in [(7200, 7200, 0), (7199, 86_400, 1)] {
        let feed = feed(|feed| {
            feed["stale_after"] = json!(7200);
            feed["expires_after"] = json!(expires_after);
        });
        assert_eq!(opened(&feed).about(None).expires_after, expected);
        assert_eq!(problems(&feed).len(), problem);
    }
}

#[test]
fn a_broken_field_of_the_envelope_has_its_default() {
    let feed = feed(|feed| {
        feed["ttl"] = json!("soon");
        feed["stale_after"] = json!(59);
        feed["expires_after"] = json!(600);
        feed["sample"] = json!("yes");
        feed["services"] = json!([{"id": "regular", "ready_days": -1, "name": 5, "default": 1}, {"id": "regular"}, {"name": "no id"}]);
        feed["offices"][0]["release"] = json!({"next_at": "soon"});
    });
    let about = opened(&feed).about(None);
    assert_eq!(
        (
            about.ttl,
            about.stale_after,
            about.expires_after,
            about.sample
        ),
        (300, 3600, 86_400, false)
    );
    assert_eq!(about.services.len(), 1);
    let mut pointers: Vec<_> = problems(&feed)
        .into_iter()
        .map(|(_, pointer)| pointer)
        .collect();
    pointers.sort();
    assert_eq!(
        pointers,
        [
            "/expires_after",
            "/offices/0/release/next_at",
            "/sample",
            "/services/0/default",
            "/services/0/name",
            "/services/0/ready_days",
            "/services/1",
            "/services/2",
            "/stale_after",
            "/ttl"
        ]
    );
}

#[test]
fn an_office_without_offers_says_how_to_book_as_its_rows_would() {
    let feed = opened(&feed(|feed| {
        feed["booking"] = json!({"web": "https://example.org/", "lead_days": 1, "steps": ["a"]});
        feed["offices"][0]["booking"] = json!({"lead_days": 3, "steps": []});
    }));
    let own = feed.booking_at("kediri", "id");
    assert_eq!(own.web.as_deref(), Some("https://example.org/"));
    assert_eq!((own.lead_days, own.steps.len()), (3, 0));
    let unknown = feed.booking_at("no-such-office", "id");
    assert_eq!((unknown.lead_days, unknown.steps.len()), (1, 1));
}

#[test]
fn the_last_of_duplicate_keys_wins() {
    let text = feed(|_| {}).to_string();
    let twice = text.replacen("\"open\":[0,3]", "\"open\":[9,9],\"open\":[0,4]", 1);
    assert_ne!(text, twice);
    let value: Value = serde_json::from_str(&twice).unwrap();
    assert_eq!(value["offices"][0]["quota"][0]["open"], json!([0, 4]));
    let offices_twice = twice.replacen('{', "{\"offices\":[{\"id\":\"gone\"}],", 1);
    let feed = open_text(&offices_twice).unwrap();
    assert_eq!(feed.about(None).offices, 1);
    assert_eq!(feed.problems(), []);

    // What is no list of cells replaces one, so the row is dropped.
    let no_list = text.replacen("\"open\":[0,3]", "\"open\":[0,3],\"open\":3", 1);
    assert_ne!(text, no_list);
    let now = parse_rfc3339("2026-11-22T08:12:00+07:00").unwrap();
    let query = Query::default();
    let total = |text: &str| open_text(text).unwrap().rank(&query, now, &TzZones).total;
    assert_eq!((total(&text), total(&no_list)), (1, 0));

    // An empty name counts as missing, so the office is dropped.
    let renamed = text.replacen("\"Kantor\"", "{\"id\":\"Lama\",\"id\":\"\"}", 1);
    assert_ne!(text, renamed);
    assert_eq!(open_text(&renamed).unwrap().about(None).offices, 0);
}

#[test]
fn keys_and_ids_may_be_written_with_escapes() {
    let text = feed(|_| {})
        .to_string()
        .replace("\"offices\"", "\"\\u006fffices\"")
        .replace("\"kediri\"", "\"kedir\\u0069\"");
    let feed = open_text(&text).unwrap();
    let query = Query::from_json(r#"{"offices": ["kediri"]}"#).unwrap();
    let now = parse_rfc3339("2026-11-22T08:12:00+07:00").unwrap();
    assert_eq!(feed.rank(&query, now, &TzZones).total, 1);
}

#[test]
fn rubbish_never_makes_the_reader_panic() {
    let good = feed(|feed| feed["booking"] = json!({"steps": ["a"], "web": "x"})).to_string();
    let mut state: u32 = 2026;
    let mut random = |n: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % n
    };
    for _ in 0..20_000 {
        let mut bytes = good.clone().into_bytes();
        for _ in 0..=random(3) {
            let at = random(bytes.len());
            bytes[at] = b"{}[]\",:0-1eE.nulltruefalse\\ \xff"[random(29)];
        }
        if let Ok(feed) = Feed::open(bytes, None, &TzZones) {
            let now = parse_rfc3339("2026-11-22T08:12:00+07:00").unwrap();
            let query = Query::default();
            let _ = (feed.rank(&query, now, &TzZones).total, feed.info());
        }
    }
}

#[test]
fn a_gap_of_eight_thousand_years_is_stepped_over() {
    let feed = feed(|feed| {
        feed["offices"][0]["quota"]
            .as_array_mut()
            .unwrap()
            .push(json!({"service": "regular", "from": "9999-12-30", "open": [5, 6, 7]}));
    });
    // The third cell is beyond the calendar.
    let expected = [("2026-11-24", 3), ("9999-12-30", 5), ("9999-12-31", 6)];
    assert_eq!(
        offers(&feed),
        expected.map(|(date, open)| (date.to_owned(), open))
    );
}
