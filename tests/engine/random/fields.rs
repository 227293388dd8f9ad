//! Generates objects with optional fields, and the small values in them.

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// A required field.
pub fn always<S>(values: S) -> BoxedStrategy<Option<Value>>
where
    S: Strategy + 'static,
    S::Value: Into<Value>,
{
    values.prop_map(|value| Some(value.into())).boxed()
}

/// A field with a probability.
pub fn maybe<S>(probability: f64, values: S) -> BoxedStrategy<Option<Value>>
where
    S: Strategy + 'static,
    S::Value: Into<Value>,
{
    weighted(probability, values)
        .prop_map(|value| value.map(Into::into))
        .boxed()
}

/// An object of the present fields.
pub fn object(fields: Vec<(&'static str, BoxedStrategy<Option<Value>>)>) -> BoxedStrategy<Value> {
    let (names, values): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
    values
        .prop_map(move |values| {
            let there = names
                .iter()
                .zip(values)
                .filter_map(|(name, value)| Some(((*name).to_owned(), value?)));
            Value::Object(there.collect())
        })
        .boxed()
}

/// Objects with additional fields from the others.
pub fn joined(one: BoxedStrategy<Value>, other: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    (one, other)
        .prop_map(|(mut one, other)| {
            for (name, field) in other.as_object().unwrap() {
                one[name] = field.clone();
            }
            one
        })
        .boxed()
}

/// A plain text, or the same in up to three languages.
pub fn texts() -> BoxedStrategy<Value> {
    select(vec![
        json!("Kantor"),
        json!("Paspor <biasa> & \"lain\""),
        json!("Łódź – 北"),
        json!({"id": "Kantor", "en": "Office"}),
        json!({"en": "Office", "id": "Kantor", "jv": "Kantor Jawa"}),
        json!({"en-GB": "Centre", "en": "Center"}),
        json!({"en-GB": "Centre", "de-AT": "Amt"}),
        json!({"jv": "Kantor Jawa", "de-AT": "Amt"}),
        json!({"en": "Office"}),
        json!({"jv": "Kantor Jawa"}),
    ])
    .boxed()
}

/// Up to two texts.
pub fn notes() -> BoxedStrategy<Vec<Value>> {
    proptest::collection::vec(texts(), 0..3).boxed()
}

pub fn zones() -> BoxedStrategy<&'static str> {
    let zones = [
        "Asia/Jakarta",
        "Asia/Makassar",
        "Asia/Jayapura",
        "Asia/Jakarta",
        "Asia/Makassar",
        "Asia/Jayapura",
    ];
    let others = [
        "Pacific/Apia",
        "America/New_York",
        "Europe/Berlin",
        "UTC",
        "Asia/Kathmandu",
    ];
    select([zones.as_slice(), others.as_slice()].concat()).boxed()
}

/// Mostly East Java, partly in the same spot, and the far ends of the globe.
pub fn positions() -> BoxedStrategy<(f64, f64)> {
    let (city, south, north) = (
        (-7.82, 112.01),
        (-8.062_395, 112.070_374),
        (-7.380_766, 112.758_306),
    );
    let java = [city, city, south, north, city, south, north, (-6.2, 106.8)];
    let globe = [
        (-2.53, 140.71),
        (-13.83, -171.77),
        (40.71, -74.0),
        (52.52, 13.4),
        (0.0, 180.0),
        (0.0, -180.0),
    ];
    let poles = [(90.0, 0.0), (-90.0, 77.0), (90.0, -120.0)];
    select([java.as_slice(), globe.as_slice(), poles.as_slice()].concat()).boxed()
}
