//! What the fuzz targets run: each takes any bytes and panics where something does not hold that has to hold for all.
//!
//! libFuzzer runs them by the small programs in `fuzz/fuzz_targets`. `cargo test` runs them on the files in
//! `fuzz/corpus`, one folder a target: inputs that reach much, and those that once failed.

mod check;
mod command;
mod drawn;
mod feed;
mod parts;
mod places;
mod question;
#[path = "../../engine/reference/mod.rs"]
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::pedantic,
    reason = "a module of the engine's tests"
)]
mod reference;
mod serde_reading;

/// A moment of the feeds in the corpus: 22 November 2026, 09:00 in Jakarta.
const NOW: i64 = 1_795_312_800_000;

/// What a target runs.
pub type Target = fn(&[u8]);

/// The targets by their names.
pub const TARGETS: [(&str, Target); 11] = [
    ("feed_bytes", feed::bytes),
    ("feed_structure", feed::structure),
    ("parts", parts::parts),
    ("question", question::question),
    ("places", places::places),
    ("check", check::checked),
    ("csv", command::csv),
    ("workbook", command::workbook),
    ("univaf", command::univaf),
    ("smart", command::smart),
    ("vitemadose", command::vitemadose),
];

/// Runs a target by its name.
///
/// # Panics
/// If there is no such target, or something does not hold.
pub fn run(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|(known, _)| *known == name);
    let (_, target) = target.unwrap_or_else(|| panic!("there is no target {name}"));
    target(data);
}
