//! A plain reading of a feed by `serde_json`, as much as it takes to say whether an offer is really in it.

use chrono::{Days, NaiveDate};
use serde_json::Value;

/// The value of a text, without a byte order mark; what is wrong, if it is no JSON.
pub fn value(bytes: &[u8]) -> Result<Value, serde_json::Error> {
    serde_json::from_slice(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
}

/// Panics unless the feed has at least so many places as the offer says, at its office, service, channel, event and date.
pub fn assert_has(feed: &Value, offer: &Value) {
    let offices = list(&feed["offices"]);
    let same = offices.filter(|office| office["id"] == offer["officeId"]);
    let most = same.map(|office| places(office, offer)).max();
    let open = offer["open"].as_i64().expect("a number of places");
    assert!(open > 0, "an offer without places: {offer}");
    assert!(
        most >= Some(open),
        "the feed has {most:?} places for {offer}"
    );
}

/// The places of an office that may belong to an offer.
fn places(office: &Value, offer: &Value) -> i64 {
    let date: NaiveDate = text(&offer["date"]).parse().expect("a date");
    let rows = list(&office["quota"]).filter(|row| {
        let channel = match &row["channel"] {
            Value::Null => "app",
            channel => text(channel),
        };
        let event = offer.get("event").map(|event| &event["id"]);
        row["service"] == offer["serviceId"]
            && channel == text(&offer["channel"])
            && row["event"].get("id") == event
    });
    let mut sum = 0;
    for row in rows {
        let Ok(from) = text(&row["from"]).parse::<NaiveDate>() else {
            continue;
        };
        for (day, cell) in (0..).zip(list(&row["open"])) {
            if from.checked_add_days(Days::new(day)) == Some(date) {
                sum += whole(cell)
                    .filter(|n| (1..=1_000_000).contains(n))
                    .unwrap_or(0);
            }
        }
    }
    sum
}

/// A whole number, however it is written.
fn whole(cell: &Value) -> Option<i64> {
    let number = cell.as_f64()?;
    #[allow(clippy::cast_possible_truncation, reason = "small whole numbers only")]
    (number.fract() == 0.0 && number.abs() < 1e9).then_some(number as i64)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
