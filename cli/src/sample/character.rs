//! Describes how an office of the sample behaves: the invented part, apart from its facts.

use serde::{Deserialize, Serialize};

/// The invented behaviour of an office.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Character {
    /// How full it is, in percent of its days; at 100 it has been full for weeks.
    pub pressure: u32,
    /// The number of services that it offers, if not all.
    pub services: Option<usize>,
    /// The working days of its weekend: 0, 1 (Saturday) or 2.
    pub weekend: u8,
    /// Gives places by the hour.
    pub sessions: bool,
    /// Places per day for people without booking.
    pub walk_in: u32,
    /// The precision of its numbers.
    pub known: Known,
    /// The age of its numbers in hours, if old.
    pub stale_hours: u8,
    /// Opens quota twice a month.
    pub twice: bool,
    /// Closes on an extra day.
    pub closed_day: bool,
    /// Has a Paspor Simpatik day, in this channel.
    pub event: Option<Channel>,
}

/// The precision of an office's numbers.
#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Exact.
    #[default]
    Exactly,
    /// There may be more.
    AtLeast,
    /// There may be more or fewer.
    Estimate,
    /// Unknown.
    Unknown,
}

impl Known {
    /// The row's `precision`, if it is not the default.
    pub fn precision(self) -> Option<&'static str> {
        match self {
            Self::AtLeast => Some("at_least"),
            Self::Estimate => Some("estimate"),
            Self::Exactly | Self::Unknown => None,
        }
    }
}

/// How an office gives places, other than through the app alone.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Booked in the app.
    App,
    /// First come, first served.
    WalkIn,
}
