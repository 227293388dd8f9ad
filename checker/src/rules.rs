//! Lists the rules: their ids, which never change, and their severity.

use serde::Serialize;

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A reader refuses the feed, or leaves part of it out.
    Error,
    /// May mislead citizens.
    Warning,
    /// Could be better.
    Hint,
}

/// A rule of the format, or of its hosting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// A stable id in kebab case; `docs/checks.html` has a section with that name.
    pub id: &'static str,
    /// The severity of breaking it.
    pub severity: Severity,
}

macro_rules! rules {
    ($($name:ident = $id:literal, $severity:ident;)*) => {
        $(pub(super) const $name: Rule = Rule { id: $id, severity: Severity::$severity };)*

        /// All rules, in the order of the docs.
        pub const RULES: &[Rule] = &[$($name),*];
    };
}

rules! {
    // The reader refuses the feed.
    NOT_UTF8 = "not-utf8", Error;
    NOT_JSON = "not-json", Error;
    NOT_A_FEED = "not-a-feed", Error;
    UNKNOWN_VERSION = "unknown-version", Error;
    MISSING_FIELD = "missing-field", Error;
    NO_OFFICES = "no-offices", Error;
    SPLIT_FEED = "split-feed", Error;
    BAD_PART = "bad-part", Error;
    WRONG_PART = "wrong-part", Error;
    UNREAD_PARTS = "unread-parts", Hint;
    PAST_LIMIT = "past-limit", Error;
    // The reader leaves the part out.
    BAD_OFFICE = "bad-office", Error;
    BAD_ID = "bad-id", Error;
    BAD_NAME = "bad-name", Error;
    BAD_QUOTA = "bad-quota", Error;
    BAD_ZONE = "bad-zone", Error;
    REPEATED_ID = "repeated-id", Error;
    BAD_POSITION = "bad-position", Error;
    BAD_ROW = "bad-row", Error;
    BAD_CELL = "bad-cell", Error;
    BAD_LINK = "bad-link", Error;
    BAD_FIELD = "bad-field", Error;
    // The file.
    NEAR_LIMIT = "near-limit", Hint;
    NEWER_MINOR = "newer-minor", Hint;
    DUPLICATE_KEY = "duplicate-key", Warning;
    MISSPELT_FIELD = "misspelt-field", Warning;
    UNLISTED_ID = "unlisted-id", Warning;
    UNKNOWN_CHANNEL = "unknown-channel", Warning;
    UNKNOWN_PRECISION = "unknown-precision", Warning;
    // Times.
    FUTURE_TIME = "future-time", Warning;
    OBSERVED_AFTER_GENERATED = "observed-after-generated", Warning;
    SAME_OBSERVED_AT = "same-observed-at", Hint;
    STALE_DATA = "stale-data", Warning;
    EXPIRED_DATA = "expired-data", Warning;
    PAST_RELEASE = "past-release", Warning;
    REVERSED_DATES = "reversed-dates", Warning;
    ODD_TTL = "odd-ttl", Hint;
    // Where offices are.
    NO_POSITION = "no-position", Warning;
    SWAPPED_POSITION = "swapped-position", Warning;
    ZERO_POSITION = "zero-position", Warning;
    WHOLE_DEGREES = "whole-degrees", Warning;
    FAR_POSITION = "far-position", Warning;
    ZONE_LONGITUDE = "zone-longitude", Warning;
    SHARED_NAME = "shared-name", Warning;
    // Quota.
    NO_QUOTA = "no-quota", Hint;
    NO_FUTURE_DAY = "no-future-day", Warning;
    FAR_DATE = "far-date", Warning;
    OPEN_ABOVE_TOTAL = "open-above-total", Warning;
    TOTAL_LENGTH = "total-length", Warning;
    OVERLAPPING_ROWS = "overlapping-rows", Warning;
    GAP = "gap", Hint;
    OPEN_ON_CLOSED = "open-on-closed", Warning;
    SERVICES_OVERLAP = "services-overlap", Warning;
    // Texts and links.
    HTML_IN_TEXT = "html-in-text", Warning;
    HIDDEN_CHARACTERS = "hidden-characters", Warning;
    BROKEN_CHARACTERS = "broken-characters", Warning;
    CAPITALS = "capitals", Hint;
    STRAY_SPACES = "stray-spaces", Hint;
    SHORT_MISSING = "short-missing", Hint;
    SHORT_TOO_LONG = "short-too-long", Warning;
    LANGUAGE_MISSING = "language-missing", Hint;
    ODD_LANGUAGE = "odd-language", Warning;
    ODD_PHONE = "odd-phone", Warning;
    NO_PUBLISHER = "no-publisher", Hint;
    NO_BOOKING = "no-booking", Hint;
    // Hosting.
    NO_CORS = "no-cors", Warning;
    REFUSED_TYPE = "refused-type", Error;
    ODD_TYPE = "odd-type", Hint;
    NO_CACHING = "no-caching", Hint;
    CACHED_TOO_LONG = "cached-too-long", Warning;
    NO_VALIDATOR = "no-validator", Hint;
    NOT_COMPRESSED = "not-compressed", Warning;
    DATE_HIDDEN = "date-hidden", Hint;
    PREFLIGHT_FAILS = "preflight-fails", Hint;
}
