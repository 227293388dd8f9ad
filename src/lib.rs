//! Ranks offices and days by open appointment quota, from one published JSON feed.

mod json;
