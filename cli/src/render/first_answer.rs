//! Prepares the answer to the first question of a page, as data for `<slot-finder>`: its list is there before the engine
//! has arrived, which takes a slow phone seconds.
//!
//! The answer is the engine's. The page uses it for the very feed, the question and the time that it was made for, else
//! it waits for its own engine; `www/src/state/first-answer.ts` reads it.

use std::rc::Rc;

use serde::Serialize;
use serde_json::{Map, Value, json};
use slot_finder::{
    Base, Board, Date, Feed, FeedInfo, Offer, Precision, Query, Ranking, TzZones, Zones,
};
use slot_publisher::failure::Failure;
use url::Url;

use crate::hash::integrity;
use crate::input;

/// The version of this data: a page knows its own only.
const VERSION: u32 = 1;
/// The longest strip of days that a row shows.
const STRIP_DAYS: i32 = 14;
/// Most offers that are asked for how exact their numbers are, as the page does.
const MOST_OFFERS: usize = 1_000;
/// What grows with the age of data, by itself and as a risk.
const AGES: [&str; 3] = ["ageSeconds", "riskDays", "costDays"];
/// The moments at which the answer is compared, in ms: how far apart they are at first, until when, and then, up to the
/// last one. What makes it another answer does not pass again within a step: dates, releases, sessions and age only go on.
const STEP_MS: i64 = 5 * 60 * 1_000;
const SOON_MS: i64 = 2 * 60 * 60 * 1_000;
const LONG_STEP_MS: i64 = 30 * 60 * 1_000;
const LIFE_MS: i64 = 24 * 60 * 60 * 1_000;

/// The data.
#[derive(Serialize)]
struct FirstAnswer<'a> {
    version: u32,
    /// The hash of the feed's bytes.
    feed: String,
    /// When the answer holds, in ms since 1970: from the first moment until before the second. Its ages, and what they
    /// cost, are of the first.
    from: i64,
    until: i64,
    /// The question as it was given, but for its moment.
    query: Map<String, Value>,
    info: FeedInfo,
    #[serde(flatten)]
    told: Told<'a>,
}

/// All that a list shows.
#[derive(Serialize)]
struct Told<'a> {
    ranking: Ranking<'a>,
    days: Days,
}

/// The next days of the listed offices.
#[derive(Serialize)]
struct Days {
    dates: Vec<Date>,
    /// Their ids, one a row.
    offices: Vec<String>,
    /// As those of a [`Board`], row after row.
    cells: Vec<i32>,
    /// Which numbers are less than certain.
    inexact: Vec<Inexact>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Inexact {
    office_id: String,
    date: Date,
    open: i64,
    precision: Precision,
}

/// The answer to a question at a moment, in ms since 1970, as an HTML element that shows nothing. `asked` is the question
/// as JSON.
///
/// There is none without an offer, where links depend on the address of the feed, and for split feeds: a page reads only
/// the parts that it needs, and counts what it read.
///
/// # Errors
/// If the feed cannot be read.
pub fn element(
    file: &str,
    bytes: Vec<u8>,
    asked: Map<String, Value>,
    query: &Query,
    now: i64,
) -> Result<Option<String>, Failure> {
    let query = &Query {
        now: None,
        ..query.clone()
    };
    let hash = integrity(&bytes);
    // What resolves against the one address or the other, or is allowed on loopback alone, differs.
    let feed = open(file, bytes.clone(), "https://a.invalid/")?;
    let other = open(file, bytes, "http://127.0.0.1/b/")?;
    let lang = query.lang.as_deref();
    let Some(told) = tell(&feed, query, now).filter(|_| feed.part_count() == 0) else {
        return Ok(None);
    };
    if json!([told, feed.about(lang)]) != json!([tell(&other, query, now), other.about(lang)]) {
        return Ok(None);
    }
    let until = holds_until(&feed, query, now, &without_ages(&told)?)?;
    if until == now {
        return Ok(None);
    }
    let answer = FirstAnswer {
        version: VERSION,
        feed: hash,
        from: now,
        until,
        query: asked,
        info: feed.about(lang),
        told,
    };
    // Whatever the texts of a feed hold, no tag begins or ends in them.
    let data = serde_json::to_string(&answer)?.replace('<', "\\u003c");
    Ok(Some(format!(
        "<script type=\"application/json\" class=\"slot-first-answer\">{data}</script>\n"
    )))
}

/// The last of the moments looked at up to which the answer is `first`.
fn holds_until(feed: &Feed, query: &Query, now: i64, first: &Value) -> Result<i64, Failure> {
    let mut until = now;
    while until < now + LIFE_MS {
        let step = if until < now + SOON_MS {
            STEP_MS
        } else {
            LONG_STEP_MS
        };
        let later = tell(feed, query, until + step);
        if later.as_ref().map(without_ages).transpose()?.as_ref() != Some(first) {
            break;
        }
        until += step;
    }
    Ok(until)
}

fn open(file: &str, bytes: Vec<u8>, address: &str) -> Result<Feed, Failure> {
    let address = Url::parse(address).ok();
    input::opened(file, bytes, address.map(|url| Rc::new(url) as Rc<dyn Base>))
}

/// What a list shows at a moment; nothing without an offer.
fn tell<'a>(feed: &'a Feed, query: &'a Query, now: i64) -> Option<Told<'a>> {
    let ranking = feed.rank(query, now, &TzZones);
    let first: &Offer = ranking.offers.first()?;
    let today = TzZones.local(&first.office.time_zone, now)?.date;
    let offices = ranking
        .offers
        .iter()
        .map(|offer| offer.office_id.to_owned());
    let mut offices: Vec<String> = offices.collect();
    offices.sort_unstable();
    let from = query.from.map_or(today, |from| from.max(today));
    let days = Query {
        offices,
        from: Some(from),
        to: Some(from.plus(STRIP_DAYS - 1)),
        ..query.clone()
    };
    let each = Query {
        party: 1,
        group_by_office: false,
        limit: MOST_OFFERS,
        ..days.clone()
    };
    let offers = feed.rank(&each, now, &TzZones).offers;
    let inexact = offers
        .iter()
        .filter(|offer| offer.precision != Precision::Exact)
        .map(|offer| Inexact {
            office_id: offer.office_id.to_owned(),
            date: offer.date,
            open: offer.open,
            precision: offer.precision,
        });
    let Board {
        dates,
        offices,
        cells,
        ..
    } = feed.board(&days, now, &TzZones);
    Some(Told {
        days: Days {
            dates,
            offices: offices.into_iter().map(|office| office.id).collect(),
            cells,
            inexact: inexact.collect(),
        },
        ranking,
    })
}

/// What is told, but for how old it is: a page knows that by itself, and the order of offers shows what it costs.
fn without_ages(told: &Told) -> Result<Value, serde_json::Error> {
    let mut value = serde_json::to_value(told)?;
    forget_ages(&mut value);
    Ok(value)
}

fn forget_ages(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for age in AGES {
                fields.remove(age);
            }
            fields.values_mut().for_each(forget_ages);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_ages),
        _ => {}
    }
}
