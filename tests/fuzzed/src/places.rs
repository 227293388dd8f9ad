//! Gazetteers, and what is typed to find a place.

use std::cell::OnceCell;

use serde_json::Value;
use slot_finder::Places;

use crate::serde_reading;

/// The first line is typed, the rest is a gazetteer. What is found is in it, also for `serde_json`; and the same is typed in
/// the project's own gazetteer.
pub fn places(data: &[u8]) {
    thread_local! {
        static OWN: OnceCell<Places> = const { OnceCell::new() };
    }
    let mut lines = data.splitn(2, |byte| *byte == b'\n');
    let typed = String::from_utf8_lossy(lines.next().unwrap_or_default());
    let file = lines.next().unwrap_or_default();
    if let Ok(places) = Places::open(file.to_vec()) {
        let value = serde_reading::value(file).unwrap_or_default();
        for place in places.search(&typed, 8) {
            let has = |key: &str, wanted: &str| {
                let list = value[key].as_array().into_iter().flatten();
                list.filter_map(Value::as_str).any(|text| text == wanted)
            };
            assert!(value.is_null() || has("name", place.name), "{place:?}");
            assert!((-90.0..=90.0).contains(&place.lat) && (-180.0..=180.0).contains(&place.lon));
        }
    }
    if typed.len() < 200 {
        OWN.with(|own| {
            let own = own.get_or_init(|| {
                let file = include_bytes!("../../../www/places.json");
                Places::open(file.to_vec()).expect("the project's gazetteer")
            });
            let found = own.search(&typed, 8);
            assert!(found.len() <= 8);
            assert_eq!(found, own.search(&typed, 8));
            assert!(found.starts_with(&own.search(&typed, 3)), "{typed}");
        });
    }
}
