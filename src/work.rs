//! Counts work instead of time, for tests: how much text is read, how many offices, cells and texts a call looks at.
//!
//! Nothing is counted in the Wasm or in a release build: there `add` is empty. Counts belong to a thread, so tests that
//! run side by side do not disturb each other.

/// What is counted.
#[derive(Clone, Copy)]
pub enum Work {
    /// Bytes of strings, numbers and words that the reader steps over or reads, again for each pass.
    Bytes,
    /// Offices whose quota a ranking looks at.
    Offices,
    /// Cells that are decoded, and cells that a question looks up.
    Cells,
    /// Texts that are read in a language.
    Texts,
    /// Exact distances.
    Distances,
    /// Steps that must not grow faster than the input: values, days, rows and comparisons.
    Steps,
}

/// Adds to a count.
#[cfg(not(all(not(target_arch = "wasm32"), debug_assertions)))]
#[inline]
pub fn add(_: Work, _: usize) {}

#[cfg(all(not(target_arch = "wasm32"), debug_assertions))]
pub use counting::{Counts, add, counted};

#[cfg(all(not(target_arch = "wasm32"), debug_assertions))]
mod counting {
    use std::cell::Cell;

    use super::Work;

    /// How much work was done.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Counts {
        /// Bytes of strings, numbers and words that the reader steps over or reads, again for each pass.
        pub bytes: u64,
        /// Offices whose quota a ranking looks at.
        pub offices: u64,
        /// Cells that are decoded, and cells that a question looks up.
        pub cells: u64,
        /// Texts that are read in a language.
        pub texts: u64,
        /// Exact distances.
        pub distances: u64,
        /// Steps that must not grow faster than the input: values, days, rows and comparisons.
        pub steps: u64,
    }

    thread_local! {
        static COUNTS: Cell<Counts> = Cell::default();
    }

    /// Adds to a count of this thread.
    pub fn add(what: Work, n: usize) {
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        let mut counts = COUNTS.get();
        let count = match what {
            Work::Bytes => &mut counts.bytes,
            Work::Offices => &mut counts.offices,
            Work::Cells => &mut counts.cells,
            Work::Texts => &mut counts.texts,
            Work::Distances => &mut counts.distances,
            Work::Steps => &mut counts.steps,
        };
        *count = count.saturating_add(n);
        COUNTS.set(counts);
    }

    /// Runs `run` and counts its work on this thread.
    pub fn counted<T>(run: impl FnOnce() -> T) -> (T, Counts) {
        let before = COUNTS.replace(Counts::default());
        let result = run();
        let counts = COUNTS.replace(before);
        (result, counts)
    }
}
