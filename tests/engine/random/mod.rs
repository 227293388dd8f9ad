//! Generates random feeds and questions: few offices, few services and few days, to make everything interact.
//!
//! Draws days and instants relative to a moment, as "day:5" or "time:-3600000" (milliseconds); [`Moment::settle`] turns
//! them into dates and RFC 3339 times once the moment is known. That keeps the parts separate, and shrinking fast.
//! Draws parts that need no variation of their own from a few ready-made pieces.

mod disguise;
mod feeds;
mod fields;
mod moment;
mod queries;

pub use disguise::disguise;
pub use feeds::feeds;
pub use moment::moments;
pub use queries::{queries, summary_queries};
