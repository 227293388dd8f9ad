//! Ranks offices and days by open appointment quota, from one published JSON feed.
//!
//! Data flows one way: bytes → [`Feed`] → ([`Query`], now) → [`Ranking`], [`Board`] or [`Summary`]. The engine knows no clock, no
//! network and no global: the moment and the [`Zones`] come in as arguments, so the same question has the same answer
//! on every platform.
//!
//! ```ignore-wasm32
//! use slot_finder::{Feed, Query, TzZones, parse_rfc3339};
//!
//! let feed = r#"{
//!     "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
//!     "time_zone": "Asia/Jakarta", "services": [{"id": "regular", "name": "Paspor biasa", "default": true, "ready_days": 4}],
//!     "offices": [
//!         {"id": "kediri", "name": "Kediri", "lat": -7.7552, "lon": 111.9498,
//!          "quota": [{"service": "regular", "from": "2026-11-23", "open": [0, 0, 0, 0]}]},
//!         {"id": "blitar", "name": "Blitar", "lat": -8.0624, "lon": 112.0704,
//!          "quota": [{"service": "regular", "from": "2026-11-23", "open": [0, 1, 0, 12]}]}
//!     ]
//! }"#;
//! let feed = Feed::open(feed.into(), None, &TzZones)?;
//! let query = Query::from_json(r#"{"near": {"lat": -7.82, "lon": 112.01}, "party": 3}"#)?;
//! let now = parse_rfc3339("2026-11-22T08:12:00+07:00").unwrap();
//!
//! let ranking = feed.rank(&query, now, &TzZones);
//! let first = &ranking.offers[0];
//! assert_eq!((first.office_id, first.date.to_string(), first.open), ("blitar", "2026-11-26".into(), 12));
//! assert_eq!(ranking.nearer[0].office_id, "kediri"); // nearer, but full
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | what it does |
//! | --- | --- |
//! | `feed` | bytes to [`Feed`]: envelope, heads of offices, quota when a question reaches it, [`Problem`]s, [`FeedError`] |
//! | `json` | reading JSON lazily |
//! | `date` | [`Date`]s of an office's calendar and its working days, the only module that uses chrono |
//! | `time` | the clock of a zone, times of day, instants as RFC 3339 writes them |
//! | `zone` | the zones that need no database |
//! | `geo` | [`Position`] and great-circle distance |
//! | `places` | the gazetteer: what people type, to a [`Position`] |
//! | `query` | what is asked, its defaults and checks |
//! | `rank` | evaluates a question: offices, rows, days, the [`Ranking`] of [`Offer`]s, and why there is none |
//! | `split` | divides a feed into parts by where its offices are, and checks what an entry says of them |
//! | `vocabulary` | the [`Limit`]s and what is [`Expected`], with codes for translations |
//! | `board`, `summary`, `changes` | the [`Board`], the [`Summary`], and the [`Change`]s between two feeds |

mod board;
mod changes;
mod date;
mod feed;
mod geo;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod growth;
pub mod json;
#[cfg(not(target_arch = "wasm32"))]
mod native;
mod places;
mod query;
mod rank;
mod shared;
mod sort;
mod split;
mod summary;
mod time;
mod vocabulary;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
#[doc(hidden)]
pub mod work;
mod zone;
#[cfg(any(target_arch = "wasm32", test))]
mod zone_names;

pub use board::{Board, cells};
pub use changes::{Change, ChangeKind};
pub use date::{Closure, Date, merged_closures};
pub use feed::{
    AlertInfo, Base, Booking, Dropped, ENVELOPE_KEYS, ErrorPlace, EventInfo, Feed, FeedError,
    FeedErrorKind, FeedInfo, Localized, MAX_BYTES, NamedId, OfficeClosure, OfficeInfo, Precision,
    Problem, PublisherInfo, ServiceInfo, Surcharge, WALK_IN, is_refused_type,
};
pub use geo::{EARTH_RADIUS_KM, Position, distance_km};
#[cfg(not(target_arch = "wasm32"))]
pub use native::TzZones;
pub use places::{Place, Places};
pub use query::{Events, Query, QueryError, Sort, SummaryQuery};
pub use rank::{
    Alternative, Empty, Freshness, FreshnessState, Highlights, Nearer, Offer, OtherDay,
    OtherDayState, Ranking, Reason, ReasonCounts, SessionInfo,
};
pub use shared::Shared;
pub use split::{FalseClaim, SplitPart};
pub use summary::{OfficeShare, Soonest, Summary, SummaryDay, SummaryEvent};
pub use time::{LocalTime, Zones, parse_rfc3339};
pub use vocabulary::{Expected, Limit};
