//! What people type: at least 95 of 100 texts have the right first suggestion, and each costs little.

use serde_json::Value;
use slot_finder::Places;
#[cfg(debug_assertions)]
use slot_finder::work::counted;

use super::gazetteers::indonesia;

/// The texts of `typed.txt`: what is typed, and name and parent of what is meant.
fn texts() -> Vec<(&'static str, String)> {
    let lines = include_str!("typed.txt").lines();
    let texts = lines.filter(|line| !line.starts_with('#'));
    let parts = texts.map(|line| {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [typed, name, parent] = *parts else {
            panic!("{line}")
        };
        (typed, format!("{name}, {parent}"))
    });
    parts.collect()
}

fn first(places: &Places, typed: &str) -> String {
    let found = places.search(typed, 1);
    let first = found.first();
    first.map_or_else(String::new, |place| {
        format!("{}, {}", place.name, place.parent.unwrap_or_default())
    })
}

#[test]
fn at_least_95_of_100_typed_texts_have_the_right_first_suggestion() {
    let places = indonesia();
    let texts = texts();
    let wrong: Vec<String> = texts
        .iter()
        .filter(|(typed, meant)| first(&places, typed) != *meant)
        .map(|(typed, meant)| format!("{typed}: {} instead of {meant}", first(&places, typed)))
        .collect();
    let right = texts.len() - wrong.len();
    println!("{right} of {} right\n{}", texts.len(), wrong.join("\n"));
    assert!(
        texts.len() >= 100 && right * 100 >= texts.len() * 95,
        "{wrong:#?}"
    );
}

/// The kecamatan of the committed gazetteer: name and the unit above.
fn districts() -> Vec<(String, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/places.json");
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let text = |column: &str, index: usize| file[column][index].as_str().unwrap().to_owned();
    let indexes = 0..file["name"].as_array().unwrap().len();
    let districts = indexes.filter(|&index| file["kind"][index] == "kecamatan");
    let named = districts.map(|index| {
        let parent = usize::try_from(file["parent"][index].as_u64().unwrap()).unwrap();
        (text("name", index), text("name", parent))
    });
    named.collect()
}

#[test]
fn every_kecamatan_of_java_is_found_by_its_name_and_the_unit_above() {
    let places = indonesia();
    let districts = districts();
    assert_eq!(districts.len(), 2146);
    for (name, parent) in districts {
        assert_eq!(
            first(&places, &format!("kec {name}, {parent}")),
            format!("{name}, {parent}")
        );
    }
}

#[test]
fn a_kecamatan_with_a_letter_left_out_is_among_the_suggestions() {
    let places = indonesia();
    let mut missed = Vec::new();
    let long = districts().into_iter().filter(|(name, _)| name.len() >= 5);
    let some: Vec<_> = long.step_by(9).collect();
    for (name, parent) in &some {
        let mut typed = name.to_lowercase();
        typed.remove(name.len() / 2);
        let found = places.search(&typed, 8);
        assert!(!found.is_empty(), "{typed}");
        if !found
            .iter()
            .any(|place| place.name == name && place.parent == Some(parent))
        {
            missed.push(typed);
        }
    }
    // Some are then another name, or one of many.
    assert!(
        missed.len() * 20 < some.len(),
        "{} of {}: {missed:?}",
        missed.len(),
        some.len()
    );
}

#[test]
fn a_postal_code_finds_its_kecamatan() {
    let places = indonesia();
    // Pare has 64211 to 64218, and Kebayoran Lama 12210 to 12240.
    assert_eq!(first(&places, "64211"), "Pare, Kabupaten Kediri");
    assert_eq!(
        first(&places, "12220"),
        "Kebayoran Lama, Kota Jakarta Selatan"
    );
    assert_eq!(first(&places, "99999"), "");
}

#[test]
fn a_province_is_found_by_its_whole_name_or_where_nothing_else_is_called_so() {
    let places = indonesia();
    for typed in ["jawa", "sumatera", "kalimantan", "ja", "dki"] {
        let found = places.search(typed, 50);
        assert!(
            found.iter().all(|place| place.kind != "provinsi")
                || found.iter().all(|place| place.kind == "provinsi"),
            "{typed}: {found:?}"
        );
    }
    for (typed, province) in [
        ("jawa tengah", "Jawa Tengah, "),
        ("jateng", "Jawa Tengah, "),
        ("nusa tenggara timur", "Nusa Tenggara Timur, "),
        ("aceh", "Aceh, "),
    ] {
        assert_eq!(first(&places, typed), province, "{typed}");
    }
}

/// Work is counted, not time: a laptop takes about 20 ns a step, so 50,000 take 1 ms, and 4 ms on a processor four times slower.
#[cfg(debug_assertions)]
#[test]
fn no_text_costs_more_than_a_bounded_number_of_steps() {
    let places = indonesia();
    let mut most = (0, "");
    let typed = texts();
    let longest = "a".repeat(2000);
    let odd = [
        "aaaaaaaa",
        "kabupaten kota kecamatan",
        "x y z a b c d e f g",
        &longest,
        "kec kec kec kec kec kec",
    ];
    for text in typed.iter().map(|(typed, _)| *typed).chain(odd) {
        let (_, counts) = counted(|| places.search(text, 8));
        most = most.max((counts.steps, text));
    }
    println!("{most:?}");
    assert!(most.0 < 50_000, "{most:?}");
}
