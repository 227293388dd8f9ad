//! Tests typed queries and their matches.

use slot_finder::{Place, Places};

use super::gazetteers::{indonesia, small};

fn names<'a>(found: &[Place<'a>]) -> Vec<&'a str> {
    found.iter().map(|place| place.name).collect()
}

/// Name and parent of each match, best first.
fn search(places: &Places, typed: &str) -> Vec<String> {
    let found = places.search(typed, 8);
    found
        .iter()
        .map(|place| format!("{}, {}", place.name, place.parent.unwrap_or("-")))
        .collect()
}

#[test]
fn a_name_that_is_both_kota_and_kabupaten_gives_both_with_their_parent() {
    assert_eq!(
        search(&indonesia(), "kediri"),
        ["Kota Kediri, Jawa Timur", "Kabupaten Kediri, Jawa Timur"]
    );
}

#[test]
fn a_kind_typed_first_asks_for_that_kind_alone() {
    let places = indonesia();
    for typed in [
        "kota kediri",
        "KOTA KEDIRI",
        "Kota  Kediri.",
        "kota ked",
        "kot kediri",
    ] {
        assert_eq!(
            search(&places, typed),
            ["Kota Kediri, Jawa Timur"],
            "{typed}"
        );
    }
    for typed in [
        "kab kediri",
        "Kab. Kediri",
        "kab.kediri",
        "kabupaten kediri",
        "Kabupaten Ked",
    ] {
        assert_eq!(
            search(&places, typed),
            ["Kabupaten Kediri, Jawa Timur"],
            "{typed}"
        );
    }
    for typed in ["kec pare", "Kec. Pare", "kecamatan pare"] {
        let found = search(&places, typed);
        assert_eq!(found[0], "Pare, Kabupaten Kediri", "{typed}");
        assert!(
            places
                .search(typed, 50)
                .iter()
                .all(|place| place.kind == "kecamatan")
        );
    }
    assert_eq!(search(&places, "provinsi bali"), ["Bali, -"]);
}

#[test]
fn a_first_word_that_is_a_kind_but_belongs_to_the_name_still_finds_it() {
    let places = indonesia();
    assert_eq!(
        search(&places, "Kota Sumenep"),
        ["Kota Sumenep, Kabupaten Sumenep"]
    );
    assert_eq!(
        search(&places, "kota anyar"),
        [
            "Kotaanyar, Kabupaten Probolinggo",
            "Astana Anyar, Kota Bandung",
            "Gunung Anyar, Kota Surabaya"
        ]
    );
    assert_eq!(
        search(&places, "lima puluh kota"),
        ["Kabupaten Lima Puluh Kota, Sumatera Barat"]
    );
}

#[test]
fn a_kind_alone_is_a_word_like_others() {
    let places = indonesia();
    assert_eq!(search(&places, "kota")[0], "Kota, Kota Kediri");
    assert_eq!(places.search("kota", 1000).len(), 98 + 4 + 1 + 1 + 1 + 4);
}

#[test]
fn exact_names_come_before_longer_ones_and_those_before_words_inside() {
    // Two towns match exactly, two districts by prefix, and one inside the name.
    assert_eq!(
        names(&small().search("angin", 8)),
        ["Kota Angin", "Kabupaten Angin", "Angin Ribut"]
    );
    let places = indonesia();
    let found = search(&places, "batu");
    assert_eq!(found[..2], ["Kota Batu, Jawa Timur", "Batu, Kota Batu"]);
    assert_eq!(found[2], "Kabupaten Batu Bara, Sumatera Utara");
    // Barat matches by prefix; Batu Bara matches exactly in its second word and is the larger unit, but still comes
    // later.
    let found = places.search("bara", 500);
    let of = |name: &str| found.iter().position(|place| place.name == name).unwrap();
    let (barat, batu_bara) = (of("Barat"), of("Kabupaten Batu Bara"));
    assert!(barat < batu_bara, "{found:?}");
}

#[test]
fn among_equal_fits_larger_units_come_first() {
    assert_eq!(
        search(&indonesia(), "lumajang"),
        [
            "Kabupaten Lumajang, Jawa Timur",
            "Lumajang, Kabupaten Lumajang"
        ]
    );
}

#[test]
fn words_of_the_parent_may_follow_or_lead() {
    let places = indonesia();
    assert_eq!(search(&places, "pare kediri"), ["Pare, Kabupaten Kediri"]);
    assert_eq!(search(&places, "kediri pare"), ["Pare, Kabupaten Kediri"]);
    assert_eq!(
        search(&places, "pare kab kediri"),
        ["Pare, Kabupaten Kediri"]
    );
    assert_eq!(
        search(&places, "kediri jawa timur")[0],
        "Kota Kediri, Jawa Timur"
    );
    // Sukorejo is in Blitar, Ponorogo, Pasuruan and Kendal.
    assert_eq!(places.search("sukorejo", 8).len(), 4);
    assert_eq!(
        search(&places, "sukorejo pas"),
        ["Sukorejo, Kabupaten Pasuruan"]
    );
}

#[test]
fn a_parents_name_alone_does_not_bring_its_children() {
    let places = indonesia();
    assert!(
        places
            .search("trenggalek", 50)
            .iter()
            .all(|place| place.name.contains("Trenggalek"))
    );
}

#[test]
fn words_match_from_their_beginning_only() {
    let places = indonesia();
    assert_eq!(search(&places, "dir"), Vec::<String>::new());
    assert!(
        search(&places, "pare")
            .iter()
            .all(|name| !name.starts_with("Kalipare"))
    );
}

#[test]
fn spaces_do_not_matter_where_a_name_begins() {
    let places = indonesia();
    for typed in ["Karangploso", "karang ploso", "KARANG-PLOSO"] {
        assert_eq!(
            search(&places, typed),
            ["Karang Ploso, Kabupaten Malang"],
            "{typed}"
        );
    }
    assert_eq!(
        search(&places, "palangka raya"),
        ["Kota Palangkaraya, Kalimantan Tengah"]
    );
    assert_eq!(
        search(&places, "parepare"),
        ["Kota Pare Pare, Sulawesi Selatan"]
    );
}

#[test]
fn accents_do_not_matter_in_what_is_typed_nor_in_the_name() {
    assert_eq!(search(&indonesia(), "kédírì").len(), 2);
    let places = small();
    for typed in ["ængin", "Aengin", "puncak ÆNG", "aengin kab"] {
        assert_eq!(
            search(&places, typed),
            ["Puncak Ængin, Kabupaten Angin"],
            "{typed}"
        );
    }
}

#[test]
fn nothing_typed_finds_nothing() {
    for typed in ["", "   ", ".,-", "\u{301}"] {
        assert_eq!(
            search(&indonesia(), typed),
            Vec::<String>::new(),
            "{typed:?}"
        );
    }
}

#[test]
fn a_search_gives_no_more_than_asked_and_always_the_same() {
    let places = indonesia();
    assert_eq!(places.search("s", 5).len(), 5);
    assert_eq!(places.search("s", 0).len(), 0);
    let all = places.search("s", 5_000);
    assert_eq!(all[..5], places.search("s", 5)[..]);
}

#[test]
fn every_place_is_found_by_its_own_name_and_tells_its_parent() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/places.json");
    let file: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let places = indonesia();
    let name = |index: u64| {
        file["name"][usize::try_from(index).unwrap()]
            .as_str()
            .unwrap()
    };
    for (index, own) in file["name"].as_array().unwrap().iter().enumerate() {
        let parent = file["parent"][index].as_u64().map(name);
        let (kind, lat) = (
            file["kind"][index].as_str().unwrap(),
            file["lat"][index].as_f64().unwrap(),
        );
        let found = places.search(own.as_str().unwrap(), 50);
        let same =
            |place: &&Place| place.name == own && place.parent == parent && place.kind == kind;
        let place = found
            .iter()
            .find(same)
            .unwrap_or_else(|| panic!("{own} is not found"));
        assert!((place.lat * 10_000.0 - lat).abs() < 1e-6);
    }
}
