//! The gazetteers for the search tests.

use slot_finder::Places;

/// The gazetteer that the page loads.
pub fn indonesia() -> Places {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/places.json");
    Places::open(std::fs::read(path).unwrap()).unwrap()
}

/// A gazetteer of five hand-written places, largest first.
pub fn small() -> Places {
    let text = r#"{"format": "slot-places", "version": "1.0", "license": "CC0-1.0", "attribution": "By hand",
        "name": ["Utara", "Kota Angin", "Kabupaten Angin", "Angin Ribut", "Puncak Ængin"], "parent": [-1, 0, 0, 2, 2],
        "kind": ["provinsi", "kota", "kabupaten", "kecamatan", "kecamatan"],
        "lat": [-10000, -10001, 0, 899999, -900000], "lon": [1000000, 1000001, 0, 1800000, -1800000]}"#;
    Places::open(text.into()).unwrap()
}
