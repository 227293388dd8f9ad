//! Builds a feed for the commands that convert other data: writes fields in a readable order, and only the known ones.
//!
//! The types do not validate themselves: the engine reads the feed again before publication.

use serde::Serialize;
use serde_json::{Map, Value};
use slot_finder::Date;

/// A whole feed of version 1.0.
#[derive(Debug, Serialize)]
pub struct Feed {
    format: &'static str,
    version: &'static str,
    /// The envelope without format, version and offices, in order.
    #[serde(flatten)]
    pub envelope: Map<String, Value>,
    /// The offices, in source order.
    pub offices: Vec<Office>,
}

impl Feed {
    /// A feed from its envelope and offices.
    pub fn new(envelope: Map<String, Value>, offices: Vec<Office>) -> Self {
        Self {
            format: "slot-feed",
            version: "1.0",
            envelope,
            offices,
        }
    }

    /// The feed's text with one office per line, which eases comparing two feeds.
    ///
    /// # Errors
    /// None that these types can cause.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut whole = serde_json::to_vec(&Self {
            format: self.format,
            version: self.version,
            envelope: self.envelope.clone(),
            offices: Vec::new(),
        })?;
        // The offices come last: their closing brackets are appended again after them.
        whole.truncate(whole.len().saturating_sub(2));
        for (index, office) in self.offices.iter().enumerate() {
            whole.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
            serde_json::to_writer(&mut whole, office)?;
        }
        whole.extend_from_slice(b"\n]}\n");
        Ok(whole)
    }
}

/// One office with its quota.
#[derive(Debug, Default, Serialize)]
pub struct Office {
    /// The id: 1 to 64 of the characters `A-Za-z0-9._:~-`.
    pub id: String,
    /// The name, as people read it.
    pub name: String,
    /// The other fields of the format, in order: `short`, `kind`, `address`, `lat`, `lon`, `time_zone` ...
    #[serde(flatten)]
    pub facts: Map<String, Value>,
    /// Its rows.
    pub quota: Vec<Row>,
}

/// The quota of one service, channel, session and event at an office.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The id of the service.
    pub service: String,
    /// The channel, where it is not the app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The other fields of the format: `booking`, `ended`, `session`, `event`, `precision`.
    #[serde(flatten)]
    pub facts: Map<String, Value>,
    /// The day of the first cell, at the office.
    pub from: Date,
    /// One cell per day: places left, 0 full, -1 no service, `None` unknown.
    pub open: Vec<Option<i32>>,
    /// Places per day, open or taken, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Total>,
}

/// All places of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Total {
    /// The same number each day.
    EachDay(u32),
    /// One number per day, beside the cells.
    Days(Vec<Option<u32>>),
}
