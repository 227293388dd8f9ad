//! Converts published feeds, if they are available beside the project, and checks the expected counts.

use std::path::{Path, PathBuf};

use super::folder::{Converted, convert};
use crate::running::list;

/// A file of the shared folder; without it the test prints that it is skipped.
fn shared(file: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/feeds")
        .join(file);
    if !path.exists() {
        eprintln!("skipped: there is no {}", path.display());
        return None;
    }
    Some(path)
}

/// Offices; cells with places, full, without service; places open and taken: counted in the JSON.
fn counts(made: &Converted) -> [u64; 6] {
    let mut counts = [0; 6];
    for office in list(&made.feed["offices"]) {
        counts[0] += 1;
        for row in list(&office["quota"]) {
            for (index, open) in list(&row["open"]).iter().enumerate() {
                let total = if row["total"].is_array() {
                    &row["total"][index]
                } else {
                    &row["total"]
                };
                match open.as_i64() {
                    Some(-1) => counts[3] += 1,
                    Some(0) => counts[2] += 1,
                    Some(_) => counts[1] += 1,
                    None => {}
                }
                let open = open.as_u64().unwrap_or_default();
                counts[4] += open;
                counts[5] += total.as_u64().unwrap_or(open) - open;
            }
        }
    }
    counts
}

#[test]
fn univaf_has_339_offices_with_14_577_days() {
    let Some(path) = shared("univaf/seeds.json") else {
        return;
    };
    let made = convert("univaf", &path, &[]);
    assert_eq!(counts(&made), [339, 4_585, 1_605, 8_387, 135_076, 132_895]);
    assert_eq!(
        (made.met("no-service"), made.met("position-missing")),
        (8_387, 339)
    );
}

#[test]
fn smart_has_10_offices_with_14_000_places() {
    let Some(path) = shared("smart/manifest.json") else {
        return;
    };
    let made = convert("smart", &path, &[]);
    assert_eq!(counts(&made), [10, 140, 0, 0, 14_000, 0]);
    assert_eq!(
        convert("smart", path.parent().unwrap(), &[]).bytes,
        made.bytes
    );
}

#[test]
fn vitemadose_keeps_the_daily_counts_and_reports_the_difference() {
    let Some(path) = shared("vitemadose") else {
        return;
    };
    for (file, expected, with_places) in [
        ("01.json", [9, 7, 0, 0, 2_863, 0], 7),
        ("92.json", [30, 2, 0, 0, 630, 0], 2),
        ("09.json", [22, 3, 0, 0, 90, 0], 2),
    ] {
        let made = convert("vitemadose", &path.join(file), &[]);
        assert_eq!(counts(&made), expected, "{file}");
        assert_eq!(made.figure("with_places"), with_places, "{file}");
    }
    let told = convert("vitemadose", &path.join("09.json"), &[])
        .told
        .to_string();
    assert!(
        told.contains("257 by appointment_count, 90 by daily counts"),
        "{told}"
    );
    let all = convert("vitemadose", &path, &[]);
    assert_eq!(counts(&all)[..2], [61, 12]);
}
