//! Keeps what every question asks of every office side by side: heads are too large to walk over for each question.

use crate::feed::columns::Rows;
use crate::feed::envelope::Envelope;
use crate::feed::head::{Head, Part};
use crate::geo::Point;

/// An office, as far as ranking looks at offices that no answer shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    pub point: Option<Point>,
    /// Its rows, if it has columns.
    pub rows: Option<Rows>,
    /// When its data was observed, in ms since 1970.
    pub observed_ms: i64,
    /// How early one has to book here.
    pub lead_days: u32,
    /// Index into the feed's zones.
    pub zone: u16,
    /// Whether it has a `release` of its own.
    pub has_release: bool,
    /// Whether it has closures of its own.
    pub has_closed: bool,
}

impl Site {
    pub fn new(head: &Head, envelope: &Envelope) -> Self {
        let observed = head.observed_at.unwrap_or(envelope.generated());
        Self {
            point: head.position.map(Point::new),
            rows: head.rows,
            observed_ms: observed.ms,
            lead_days: head.lead_days.unwrap_or(envelope.lead_days),
            zone: head.zone,
            has_release: !head.part(Part::Release).is_none(),
            has_closed: !head.part(Part::Closed).is_none(),
        }
    }
}
