//! Rewrites feeds in other notations, or adds broken parts: the answers stay the same.

use serde_json::{Map, Value, json};

/// The text of a feed, disguised by the bits of a number, and the rules of the format that make this harmless.
pub fn disguise(feed: &Value, bits: u32) -> (String, Vec<&'static str>) {
    let mut feed = feed.clone();
    let mut rules = Vec::new();
    let mut wears = |bit: u32, rule: &'static str| {
        let worn = bits & (1 << bit) != 0;
        if worn {
            rules.push(rule);
        }
        worn
    };
    if wears(0, "a higher minor version is ignored") {
        feed["version"] = json!("1.7");
    }
    if wears(1, "unknown fields are ignored") {
        each_object(&mut feed, &|object| {
            object.insert("x_future".into(), json!([{"from": null}, 1e3, "?"]));
        });
    }
    if wears(2, "null is an absent field") {
        for key in [
            "release",
            "booking",
            "closed",
            "exempt",
            "services_overlap",
            "ttl",
        ] {
            absent_as_null(&mut feed, key);
        }
        for office in list(&mut feed, "offices") {
            for key in [
                "quota",
                "time_zone",
                "observed_at",
                "notes",
                "kind",
                "short",
                "lat",
                "lon",
            ] {
                absent_as_null(office, key);
            }
            for row in list(office, "quota") {
                for key in [
                    "channel",
                    "session",
                    "event",
                    "precision",
                    "total",
                    "ended",
                    "booking",
                ] {
                    absent_as_null(row, key);
                }
            }
        }
    }
    add_broken(&mut feed, &mut wears);
    let mut text = feed.to_string();
    if wears(8, "of duplicate keys the last counts") {
        for (key, junk) in [
            ("open", "[7]"),
            ("from", "\"2026-11-20\""),
            ("generated_at", "9"),
            ("name", "{\"id\":\"\"}"),
            ("offices", "3"),
        ] {
            let good = format!("\"{key}\":");
            text = text.replace(&good, &format!("\"{key}\":{junk},{good}"));
        }
    }
    if wears(9, "white space and escapes do not matter") {
        text = text.replace("\"offices\":", " \r\n\t\"\\u006fffices\" : ");
    }
    (text, rules)
}

/// Adds broken parts that the reader drops alone.
fn add_broken(feed: &mut Value, wears: &mut dyn FnMut(u32, &'static str) -> bool) {
    if wears(3, "a bad row falls alone") {
        for office in list(feed, "offices") {
            let mut rows = office["quota"].as_array().cloned().unwrap_or_default();
            rows.push(json!({"service": "regular", "open": [99]}));
            rows.insert(0, json!({"service": "regular", "from": "2026-11-23", "open": [99], "session": {"start": "9", "end": "10:00"}}));
            office["quota"] = rows.into();
        }
    }
    let last = feed["offices"][0].clone();
    let offices = feed["offices"].as_array_mut().unwrap();
    if wears(4, "an office with a bad id, name or zone falls alone") {
        for (key, broken) in [
            ("id", json!("?!")),
            ("name", json!(7)),
            ("time_zone", json!("Asia/Nowhere")),
        ] {
            let mut office = last.clone();
            office["id"] = json!("fallen");
            office[key] = broken;
            offices.push(office);
        }
    }
    if wears(5, "of a repeated id the first office wins") {
        let mut again = last;
        again["quota"] =
            json!([{"service": "regular", "from": "2026-11-23", "open": [500, 500, 500]}]);
        offices.push(again);
    }
    if wears(6, "a bad position is no position") {
        for office in list(feed, "offices") {
            if office["lat"].is_null() && office["lon"].is_null() {
                office["lat"] = json!(91);
                office["lon"] = json!(0);
            }
        }
    }
    if wears(7, "a bad link falls alone") {
        for office in list(feed, "offices") {
            if office["url"].is_null() {
                office["url"] = json!("javascript:alert(1)");
            }
        }
    }
}

fn each_object(value: &mut Value, change: &dyn Fn(&mut Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            // Texts by language have no other fields.
            let has_fields = ["id", "open", "format", "from", "start"]
                .iter()
                .any(|key| object.contains_key(*key));
            let is_text = object.values().all(Value::is_string)
                && !object.contains_key("start")
                && !object.contains_key("name");
            object
                .values_mut()
                .for_each(|inner| each_object(inner, change));
            if has_fields && !is_text {
                change(object);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, change)),
        _ => {}
    }
}

fn absent_as_null(object: &mut Value, key: &str) {
    let object = object.as_object_mut().unwrap();
    object.entry(key).or_insert(Value::Null);
}

fn list<'a>(object: &'a mut Value, key: &str) -> impl Iterator<Item = &'a mut Value> {
    object[key].as_array_mut().into_iter().flatten()
}
