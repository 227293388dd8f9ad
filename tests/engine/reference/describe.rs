//! Texts, offices, bookings and freshness as in the answer.

use serde_json::{Map, Value, json};

use super::asked::Query;
use super::days::instant;
use super::model::{Feed, Office, Row, booking_field, list, seconds};

/// A JSON object without absent fields.
#[derive(Default)]
pub struct Object(Map<String, Value>);

impl Object {
    /// Sets a field.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.into(), value.into());
    }

    /// Sets a field unless the value is absent.
    pub fn set_if(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    /// Copies a field of another object under a new name, if present.
    pub fn copy(&mut self, name: &str, from: &Value, field: &str) {
        self.set_if(
            name,
            Some(from[field].clone()).filter(|value| !value.is_null()),
        );
    }

    /// Copies a text in the requested language, if present.
    pub fn copy_text(&mut self, name: &str, feed: &Feed, query: &Query, text: &Value) {
        self.set_if(
            name,
            Some(text)
                .filter(|text| !text.is_null())
                .map(|text| localized(feed, query, text)),
        );
    }

    /// The finished object.
    pub fn done(self) -> Value {
        Value::Object(self.0)
    }
}

/// "Text falls back from the language asked, to its base, to `language`, to `en`, to the smallest key".
pub fn localized(feed: &Feed, query: &Query, text: &Value) -> Value {
    let asked = query.lang.unwrap_or(feed.language());
    let (text, language) = match text {
        Value::Object(texts) => {
            let smallest = texts.keys().min().unwrap();
            let wishes = [asked, base(asked), feed.language(), "en", smallest];
            let language = wishes
                .into_iter()
                .find(|wish| texts.contains_key(*wish))
                .unwrap();
            (&texts[language], language)
        }
        plain => (plain, feed.language()),
    };
    // "`lang` is set when it is in another"
    if base(language) == base(asked) {
        json!({"text": text})
    } else {
        json!({"text": text, "lang": language})
    }
}

/// "en" of "en-GB".
fn base(language: &str) -> &str {
    language.split('-').next().unwrap()
}

/// All texts of a list.
fn localized_list(feed: &Feed, query: &Query, texts: &Value) -> Value {
    list(texts)
        .iter()
        .map(|text| localized(feed, query, text))
        .collect()
}

/// Name of an entry of `services`, `kinds` or `regions`: "[what] is not listed: kept, named by its id".
pub fn listed_name(feed: &Feed, query: &Query, lists: &str, id: &str) -> Value {
    match list(&feed.raw[lists])
        .iter()
        .find(|entry| entry["id"] == id)
    {
        Some(entry) => localized(feed, query, &entry["name"]),
        None => json!({"text": id}),
    }
}

/// `{id, name}` of a kind or a region.
pub fn id_and_name(feed: &Feed, query: &Query, lists: &str, id: &str) -> Value {
    json!({"id": id, "name": listed_name(feed, query, lists, id)})
}

/// The `OfficeInfo` of an office.
pub fn office_info(feed: &Feed, query: &Query, office: &Office) -> Value {
    let raw = office.raw;
    let mut info = Object::default();
    info.set("id", office.id);
    info.copy_text("name", feed, query, &raw["name"]);
    info.copy_text(
        "short",
        feed,
        query,
        if raw["short"].is_null() {
            &raw["name"]
        } else {
            &raw["short"]
        },
    );
    info.set_if(
        "kind",
        raw["kind"]
            .as_str()
            .map(|id| id_and_name(feed, query, "kinds", id)),
    );
    info.set_if(
        "region",
        raw["region"]
            .as_str()
            .map(|id| id_and_name(feed, query, "regions", id)),
    );
    for name in [
        "parent", "address", "lat", "lon", "phone", "whatsapp", "url",
    ] {
        info.copy(name, raw, name);
    }
    info.copy("approxKm", raw, "approx_km");
    info.set("timeZone", office.zone_name);
    info.set("notes", localized_list(feed, query, &raw["notes"]));
    // "`release` and `exempt`: office before feed"
    let exempt = if raw["exempt"].is_null() {
        &feed.raw["exempt"]
    } else {
        &raw["exempt"]
    };
    info.copy_text("exempt", feed, query, exempt);
    let closures = feed.closures(office).into_iter().map(|range| {
        let mut closure = Object::default();
        closure.copy("from", range, "from");
        closure.copy("to", range, "to");
        closure.copy_text("reason", feed, query, &range["reason"]);
        closure.done()
    });
    info.set("closed", closures.collect::<Value>());
    info.set_if("nextReleaseAt", feed.next_release(office));
    info.copy_text("releaseRule", feed, query, &feed.release(office)["rule"]);
    info.set("observedAt", office.observed_text);
    info.done()
}

/// The `Booking` of a row.
pub fn booking(feed: &Feed, query: &Query, office: &Office, row: &Row) -> Value {
    let field = |name: &str| booking_field(feed.raw, office.raw, row.raw, name);
    let mut booking = Object::default();
    for name in ["web", "android", "ios", "phone"] {
        booking.set_if(name, field(name).cloned());
    }
    booking.set("leadDays", row.lead_days);
    booking.set_if("maxParty", field("max_party").cloned());
    booking.set(
        "steps",
        localized_list(feed, query, field("steps").unwrap_or(&Value::Null)),
    );
    booking.set_if(
        "officeLabel",
        field("office_label").map(|text| localized(feed, query, text)),
    );
    booking.done()
}

/// The `Freshness` of an answer about these offices.
pub fn freshness(feed: &Feed, offices: &[&Office], now: i64) -> Value {
    let age = seconds(0.max(now - feed.generated_at));
    // "a `next_at` of an asked office has passed since its data was observed"
    let release_passed = offices.iter().any(|office| {
        feed.next_release(office)
            .map(instant)
            .is_some_and(|next| office.observed_at < next && next <= now)
    });
    let state = if feed.generated_at - now > 5 * 60 * 1000 {
        // "`future` (more than 5 minutes)"
        "future"
    } else if age > feed.expires_after {
        "expired"
    } else if release_passed {
        "before_release"
    } else if age >= feed.stale_after {
        "stale"
    } else {
        "fresh"
    };
    json!({"generatedAt": feed.raw["generated_at"], "ageSeconds": age, "state": state})
}
