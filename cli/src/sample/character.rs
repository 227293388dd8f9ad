//! How an office of the sample behaves: what is invented about it, apart from its facts.

use serde::{Deserialize, Serialize};

/// How an invented office behaves.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Character {
    /// How full it is, in percent of its days; at 100 it has been full for weeks.
    pub pressure: u32,
    /// How many of the services it offers, if not all.
    pub services: Option<usize>,
    /// Days of the weekend on which it works: 0, 1 (Saturday) or 2.
    pub weekend: u8,
    /// Gives places by the hour.
    pub sessions: bool,
    /// Places a day for people who come without booking.
    pub walk_in: u32,
    /// How well its numbers are known.
    pub known: Known,
    /// Hours since its numbers were read, where that is long ago.
    pub stale_hours: u8,
    /// Opens quota twice a month.
    pub twice: bool,
    /// Is closed for a day of its own.
    pub closed_day: bool,
    /// Has a Paspor Simpatik day, in this channel.
    pub event: Option<Channel>,
}

/// How well an office's numbers are known.
#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// To the last place.
    #[default]
    Exactly,
    /// There may be more.
    AtLeast,
    /// There may be more or fewer.
    Estimate,
    /// No one has read them.
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

/// How places are given, where it is not through the app alone.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Booked in the app.
    App,
    /// First come, first served.
    WalkIn,
}
