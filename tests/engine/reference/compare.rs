//! Finds the first difference between two JSON values.

use std::collections::BTreeSet;

use serde_json::Value;

/// The first path, in order of names and indices, at which an answer differs from the expected one. Compares numbers by
/// value: `1` equals `1.0`.
pub fn difference(got: &Value, expected: &Value) -> Option<String> {
    difference_at("$", Some(got), Some(expected))
}

fn difference_at(path: &str, got: Option<&Value>, expected: Option<&Value>) -> Option<String> {
    match (got, expected) {
        (Some(Value::Object(got)), Some(Value::Object(expected))) => {
            let names: BTreeSet<&String> = got.keys().chain(expected.keys()).collect();
            names.into_iter().find_map(|name| {
                difference_at(&format!("{path}.{name}"), got.get(name), expected.get(name))
            })
        }
        (Some(Value::Array(got)), Some(Value::Array(expected))) => {
            (0..got.len().max(expected.len())).find_map(|index| {
                difference_at(
                    &format!("{path}[{index}]"),
                    got.get(index),
                    expected.get(index),
                )
            })
        }
        (Some(Value::Number(got)), Some(Value::Number(expected)))
            if got.as_f64() == expected.as_f64() =>
        {
            None
        }
        (got, expected) if got == expected => None,
        (got, expected) => {
            let show = |value: Option<&Value>| value.map_or("nothing".into(), Value::to_string);
            Some(format!(
                "{path}: got {}, expected {}",
                show(got),
                show(expected)
            ))
        }
    }
}
