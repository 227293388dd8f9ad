//! How old an answer is, and what to tell people about it.

use serde::Serialize;

/// How old an answer is.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Freshness {
    /// When the feed was made, as written in it.
    pub generated_at: String,
    /// Seconds since then, never negative.
    pub age_seconds: f64,
    /// What to tell people.
    pub state: FreshnessState,
}

/// What to tell people about an answer's age; the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FreshnessState {
    /// Made more than 5 minutes after now: a clock is wrong.
    Future,
    /// Too old to call places open.
    Expired,
    /// Places were released since the data was observed: every number is from before.
    BeforeRelease,
    /// Old enough to warn.
    Stale,
    /// As it should be.
    Fresh,
}
