//! Reads the national holidays of Indonesia from the page's file (`www/src/office/holidays.json`, linked from
//! `shared/`).

use std::collections::BTreeMap;

use serde::Deserialize;
use slot_finder::Date;

/// A day on which all offices are closed, with its name in both languages.
pub struct Holiday {
    /// The day, as `YYYY-MM-DD`.
    pub date: String,
    /// Its name in Indonesian.
    pub id: String,
    /// Its name in English.
    pub en: String,
}

impl Holiday {
    /// The day; `None` if the data file is wrong.
    pub fn date(&self) -> Option<Date> {
        Date::parse(&self.date)
    }
}

#[derive(Deserialize)]
struct File {
    days: BTreeMap<String, Names>,
}

#[derive(Deserialize)]
struct Names {
    id: String,
    en: String,
}

/// All holidays of the file, by date.
///
/// # Errors
/// If the built-in file is broken.
pub fn all() -> Result<Vec<Holiday>, serde_json::Error> {
    let file: File = serde_json::from_str(include_str!("../shared/holidays.json"))?;
    let days = file.days.into_iter();
    let days = days.map(|(date, Names { id, en })| Holiday { date, id, en });
    Ok(days.collect())
}
