//! Reads a published feed: turns bytes into offices with their quota.
//!
//! A [`Feed`] keeps the file's text as it came. Opening it checks that the whole text is JSON within the limits, reads
//! the envelope, and of each office the head: id, name, position, zone and the time of its data. All else stays text: an
//! office's quota is decoded once, when a question first reaches it, and its address, notes and links only for the
//! few offices that an answer shows. A broken part is left out alone and is listed in [`Feed::problems`].

mod base;
mod cells;
mod column;
mod columns;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod columns_tests;
mod describe;
mod described;
mod envelope;
mod error;
mod fields;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod growth_tests;
mod head;
mod info;
mod media_type;
mod open;
mod parts;
mod problem;
mod problems;
mod quota;
mod row;
mod site;
mod text;
mod zones;

pub use base::Base;
pub use envelope::ENVELOPE_KEYS;
pub use error::{ErrorPlace, FeedError, FeedErrorKind};
pub use info::{
    AlertInfo, Booking, EventInfo, FeedInfo, NamedId, OfficeClosure, OfficeInfo, PublisherInfo,
    ServiceInfo, Surcharge,
};
pub use media_type::is_refused_type;
pub use open::{Feed, MAX_BYTES};
pub use problem::{Dropped, Problem};
pub use quota::Precision;
pub use row::WALK_IN;
pub use text::Localized;

pub(crate) use cells::UNKNOWN;
pub(crate) use column::{Column, SeriesIds};
pub(crate) use columns::Columns;
pub(crate) use describe::Description;
pub(crate) use described::Described;
pub(crate) use fields::Time;
pub(crate) use head::{Head, Part};
pub(crate) use parts::FeedPart;
pub(crate) use quota::{Quota, Row};
pub(crate) use row::{Event, Session};
pub(crate) use site::Site;
