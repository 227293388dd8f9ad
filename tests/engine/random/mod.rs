//! Random feeds and questions: few offices, few services, few days, so that everything meets everything.
//!
//! Days and instants are drawn relative to a moment and written as "day:5" or "time:-3600000" (milliseconds); when
//! the moment is known, [`Moment::settle`] turns them into dates and RFC 3339 times. That keeps the parts apart, and
//! shrinking quick. What need not vary by itself is drawn as one of a few ready pieces.

mod disguise;
mod feeds;
mod fields;
mod moment;
mod queries;

pub use disguise::disguise;
pub use feeds::feeds;
pub use moment::moments;
pub use queries::{queries, summary_queries};
