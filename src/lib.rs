//! Ranks offices and days by open appointment quota, from one published JSON feed.

mod board;
mod calendar;
mod changes;
mod feed;
mod geo;
mod json;
mod offer;
mod order;
mod places;
mod query;
mod question;
mod rank;
mod reason;
mod series;
mod summary;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use board::{Board, cells};
#[cfg(not(target_arch = "wasm32"))]
pub use calendar::TzZones;
pub use calendar::{Closure, Date, LocalTime, Zones, parse_rfc3339};
pub use changes::{Change, ChangeKind};
pub use feed::{
    AlertInfo, Booking, Dropped, ErrorPlace, EventInfo, Feed, FeedError, FeedErrorKind, FeedInfo,
    Localized, MAX_BYTES, NamedId, OfficeClosure, OfficeInfo, Precision, Problem, PublisherInfo,
    ServiceInfo, Surcharge, WALK_IN,
};
pub use geo::{EARTH_RADIUS_KM, Position, distance_km};
pub use offer::{Offer, OtherDay, SessionInfo};
pub use places::{Place, Places};
pub use query::{Events, Query, QueryError, Sort, SummaryQuery};
pub use rank::{Alternative, Highlights, Ranking};
pub use reason::{Empty, Nearer, Reason, ReasonCounts};
pub use summary::{
    Freshness, FreshnessState, OfficeShare, Soonest, Summary, SummaryDay, SummaryEvent,
};
