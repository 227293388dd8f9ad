//! The parts of a row that both ways of reading it share.

use crate::feed::fields::{Fields, is_id};
use crate::json::{Kind, Span};
use crate::time::{LocalTime, parse_time_of_day};

/// The channel of people who come without booking.
pub const WALK_IN: &str = "walk_in";

/// A Paspor Simpatik day or another one-off.
#[derive(Debug)]
pub(crate) struct Event {
    pub id: String,
    pub span: Span,
}

/// A time slot on one day, in minutes since midnight at the office, `start < end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Session {
    pub start: u16,
    pub end: u16,
}

impl Session {
    /// Whether today's is past where the clock says this.
    pub fn has_ended(self, clock: LocalTime) -> bool {
        u32::from(self.end) * 60 <= clock.seconds
    }
}

/// A field of a row that is absent, right or wrong.
pub(super) type Read<T> = Option<Result<T, ()>>;

/// A value read by `read`, unless it is null.
pub(super) fn unless_null<T>(
    fields: &mut Fields<'_, '_>,
    read: impl FnOnce(&mut Fields<'_, '_>) -> Result<T, ()>,
) -> Read<T> {
    if fields.reader.peek() == Some(Kind::Null) {
        fields.skip();
        return None;
    }
    Some(read(fields))
}

/// Reads the event that is next.
pub(super) fn read_event(fields: &mut Fields<'_, '_>) -> Result<Event, ()> {
    let span = fields.reader.clone().skip();
    let mut id = None;
    fields.each(&mut |fields, key| match key {
        "id" => id = fields.reader.text().filter(|id| is_id(id)),
        _ => fields.skip(),
    });
    let id = id.as_deref().ok_or(())?.into();
    Ok(Event { id, span })
}

/// Reads the session that is next.
pub(super) fn read_session(fields: &mut Fields<'_, '_>) -> Result<Session, ()> {
    let (mut start, mut end) = (None, None);
    fields.each(&mut |fields, key| {
        let side = match key {
            "start" => &mut start,
            "end" => &mut end,
            _ => return fields.skip(),
        };
        let text = fields.reader.text();
        *side = text.and_then(|text| parse_time_of_day(&text));
    });
    match (start, end) {
        (Some(start), Some(end)) if start < end => Ok(Session { start, end }),
        _ => Err(()),
    }
}
