//! Checks feeds made for a test.

use serde_json::{Value, json};
use slot_checker::{Finding, check};
use slot_finder::{TzZones, parse_rfc3339};

/// Twelve minutes after the feed was made: a Sunday morning in Kediri.
pub const NOW: &str = "2026-11-22T08:12:00+07:00";

/// A feed with nothing to fix.
pub fn feed() -> Value {
    json!({
        "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
        "publisher": {"name": "Redaksi"}, "booking": {"web": "https://booking.example/"},
        "time_zone": "Asia/Jakarta", "services": [{"id": "regular", "name": "Paspor biasa"}],
        "offices": [office("kediri", -7.7552, 111.9498), office("blitar", -8.0624, 112.0704),
            office("malang", -7.9423, 112.6321), office("surabaya", -7.3522, 112.7349)]
    })
}

/// An office with two days of quota.
pub fn office(id: &str, lat: f64, lon: f64) -> Value {
    json!({"id": id, "name": format!("Kantor {id}"), "lat": lat, "lon": lon, "quota": [row("2026-11-23", json!([0, 3]))]})
}

/// A row of the only service.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the tests write the cells where they call it"
)]
pub fn row(from: &str, open: Value) -> Value {
    json!({"service": "regular", "from": from, "open": open})
}

/// All findings about these bytes, in English.
pub fn findings(bytes: &[u8]) -> Vec<Finding> {
    let now = parse_rfc3339(NOW).unwrap();
    check(bytes, None, now, &TzZones, "en")
}

/// The ids of the rules that a text breaks, each once.
pub fn broken(bytes: &[u8]) -> Vec<&'static str> {
    let mut rules: Vec<_> = findings(bytes).iter().map(|found| found.rule).collect();
    rules.dedup();
    rules
}
