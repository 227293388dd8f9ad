//! Fetches the parts of a split feed that a question needs: the nearest first, a few at a time, each checked by its hash.
//!
//! A part that is gone, or is not what the entry says, means that the publisher has put a newer feed in its place: the entry is
//! fetched again, once, and if it has changed it takes the place of the older one with all its parts. So an answer
//! never mixes two of them.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use web_sys::{RequestCache, SubtleCrypto};

use crate::Query;
use crate::feed::Feed;
use crate::wasm::error::{failure, input_error};
use crate::wasm::load::{Arrived, Fetching, Limits, Most, REVALIDATE, get, is_passing};
use crate::wasm::{BrowserBase, IntlZones};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = btoa)]
    fn base64(bytes_as_characters: &str) -> String;
}

/// So many parts are fetched at once, at most. The first comes alone, as it may be enough.
const MOST_AT_ONCE: usize = 16;

/// A feed, where it came from, and how to fetch more of it.
pub struct Opened {
    pub feed: Feed,
    /// The address of the file; empty if it is not known.
    address: String,
    most: Most,
    /// What to add to the browser's clock, in ms.
    clock_error_ms: f64,
    /// How often another entry took the place of the first.
    renewals: u32,
}

impl Opened {
    /// Opens a feed.
    ///
    /// # Errors
    /// A `FeedError` if the feed can't be used.
    pub fn new(arrived: Arrived, most: Most) -> Result<Self, JsValue> {
        let base = BrowserBase::of(&arrived.address);
        Ok(Self {
            feed: Feed::open(arrived.bytes, base, &IntlZones)?,
            address: arrived.address,
            most,
            clock_error_ms: arrived.clock_error_ms,
            renewals: 0,
        })
    }

    /// The moment, by the clock of the feed's server, in ms since 1970.
    pub fn now(&self) -> i64 {
        crate::json::floor(js_sys::Date::now() + self.clock_error_ms).unwrap_or_default()
    }

    /// The first parts that a question needs, each with its address and hash.
    fn wanted(&self, query: &Query, most: usize) -> Result<Vec<Wanted>, JsValue> {
        let needed = self.feed.needed_parts(query, self.now(), &IntlZones);
        let mut list = Vec::new();
        for part in needed.into_iter().take(most) {
            let (url, integrity) = self.feed.part_source(part).unwrap_or_default();
            list.push(Wanted {
                part,
                address: self.address_of(url)?,
                integrity: integrity.to_owned(),
            });
        }
        Ok(list)
    }

    fn address_of(&self, url: &str) -> Result<String, JsValue> {
        let joined = self.feed.base.as_ref().and_then(|base| base.join(url));
        if let Some(joined) = joined {
            return Ok(joined);
        }
        // The page's own address completes what is relative to it.
        match self.address.rfind('/') {
            _ if url.contains(':') => Ok(url.to_owned()),
            _ if self.address.is_empty() => Err(input_error(
                "The feed is split, and the address of its parts is not known. Load the feed from its address.",
            )),
            Some(end) => Ok([self.address.get(..=end).unwrap_or_default(), url].concat()),
            None => Ok(url.to_owned()),
        }
    }

    /// Replaces the feed by another entry; the parts stay where it is the same.
    fn renew(&mut self, arrived: Arrived) -> Result<(), JsValue> {
        let newer = Self::new(arrived, self.most)?;
        if !self.feed.is_of_entry(&newer.feed) {
            *self = Self {
                renewals: self.renewals + 1,
                ..newer
            };
        }
        Ok(())
    }
}

/// A part to fetch.
struct Wanted {
    part: usize,
    address: String,
    integrity: String,
}

/// Fetches and adds what a question needs, until nothing more could change its first offers.
///
/// # Errors
/// A `FeedError`, or the signal's reason. What was added stays.
pub async fn reach(
    opened: &RefCell<Opened>,
    query: &Query,
    options: &JsValue,
) -> Result<(), JsValue> {
    let mut at_once = 1;
    let mut may_renew = true;
    loop {
        let (wanted, limits, renewals) = {
            let opened = opened.borrow();
            let wanted = opened.wanted(query, at_once)?;
            if wanted.is_empty() {
                return Ok(());
            }
            let limits = Limits::start(opened.most, options)?;
            (wanted, limits, opened.renewals)
        };
        let fetched = all(wanted.iter().map(|wanted| wanted.fetch(&limits))).await;
        at_once = MOST_AT_ONCE.min(at_once + 1);
        let Some(error) = add(&mut opened.borrow_mut(), renewals, &wanted, fetched) else {
            continue;
        };
        let address = opened.borrow().address.clone();
        if !may_renew || limits.has_ended() || is_passing(&error) || address.is_empty() {
            return Err(error);
        }
        may_renew = false;
        at_once = 1;
        let Ok(entry) = limits.load(&address.into(), REVALIDATE).await else {
            return Err(error);
        };
        opened.borrow_mut().renew(entry)?;
    }
}

/// Adds parts to the feed that they were fetched for, unless it has been replaced; gives what went wrong first.
fn add(
    opened: &mut Opened,
    renewals: u32,
    wanted: &[Wanted],
    fetched: Vec<Result<Vec<u8>, JsValue>>,
) -> Option<JsValue> {
    let mut error = None;
    if opened.renewals == renewals {
        for (wanted, bytes) in wanted.iter().zip(fetched) {
            let added = bytes.and_then(|bytes| {
                let added = opened.feed.add_part(wanted.part, bytes, &IntlZones);
                added.map_err(JsValue::from)
            });
            error = error.or(added.err());
        }
    }
    error
}

impl Wanted {
    /// Fetches the part; its name changes with its content, so any cache may have it.
    async fn fetch(&self, limits: &Limits) -> Result<Vec<u8>, JsValue> {
        let subtle = get(&get(&js_sys::global(), "crypto"), "subtle");
        let subtle: Option<SubtleCrypto> = Some(subtle)
            .filter(JsValue::is_object)
            .map(JsCast::unchecked_into);
        let how = Fetching {
            cache: RequestCache::Default,
            // Pages without https have no other way to check it.
            integrity: if subtle.is_none() {
                &self.integrity
            } else {
                ""
            },
        };
        let bytes = limits.load(&self.address.as_str().into(), how).await?.bytes;
        if let Some(subtle) = subtle.filter(|_| !self.integrity.is_empty()) {
            let hash =
                subtle.digest_with_str_and_js_u8_array("SHA-256", &Uint8Array::from(&*bytes))?;
            let hash = Uint8Array::new(&limits.guard(&hash).await?).to_vec();
            let hash: String = hash.into_iter().map(char::from).collect();
            if ["sha256-", &base64(&hash)].concat() != self.integrity {
                return Err(failure(
                    "integrity",
                    "A part of the feed is not the file that its entry names. Publish the entry after all its parts.",
                    None,
                ));
            }
        }
        Ok(bytes)
    }
}

/// What some tasks give that run at the same time.
async fn all<T, F: Future<Output = T>>(tasks: impl Iterator<Item = F>) -> Vec<T> {
    let mut tasks: Vec<_> = tasks.map(|task| (Box::pin(task), None)).collect();
    poll_fn(|context| {
        let mut is_ready = true;
        for (task, result) in &mut tasks {
            if result.is_none() {
                match Pin::as_mut(task).poll(context) {
                    Poll::Ready(value) => *result = Some(value),
                    Poll::Pending => is_ready = false,
                }
            }
        }
        if is_ready {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    tasks.into_iter().filter_map(|(_, result)| result).collect()
}
