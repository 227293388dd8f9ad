//! The engine for JavaScript, and the only module that knows it: objects come in, are checked by the engine, and answers
//! go out as plain objects of the types in `slot-finder.d.ts`.

mod base;
mod error;
mod load;
mod object;
mod zones;

use js_sys::{Array, Int32Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::query::{Query, SummaryQuery};
use crate::{Base, Feed};
use error::input_error;
use object::{object, read_query};
use std::rc::Rc;

pub use base::BrowserBase;
pub use zones::IntlZones;

/// A small allocator: the standard library's is 2 kB more of Wasm after brotli.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// An opened feed that answers questions.
#[wasm_bindgen]
pub struct SlotFinder {
    feed: Feed,
    /// What to add to the browser's clock, in ms.
    clock_error_ms: f64,
}

#[wasm_bindgen]
impl SlotFinder {
    /// Opens a feed from its bytes.
    ///
    /// # Errors
    /// A `FeedError` if the feed can't be used.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &JsValue) -> Result<SlotFinder, JsValue> {
        let bytes = bytes_of(bytes, "The feed's bytes should be a Uint8Array.")?;
        Self::open(bytes, None, 0.0)
    }

    /// Fetches a feed and opens it. `source` is an address, a `Response`, or a promise of one.
    ///
    /// Rejects with a `FeedError` if the feed can't be fetched or used, with a `QueryError` if `options.query` is wrong,
    /// and with what the signal says if it is aborted.
    ///
    /// # Errors
    /// See above.
    pub async fn load(source: JsValue, options: JsValue) -> Result<SlotFinder, JsValue> {
        let feed = load::load(source, options).await?;
        Self::open(
            feed.bytes,
            BrowserBase::of(&feed.address),
            feed.clock_error_ms,
        )
    }

    /// Opens a feed that was read from an address, if it is known.
    fn open(
        bytes: Vec<u8>,
        base: Option<Rc<dyn Base>>,
        clock_error_ms: f64,
    ) -> Result<SlotFinder, JsValue> {
        Ok(Self {
            feed: Feed::open(bytes, base, &IntlZones)?,
            clock_error_ms,
        })
    }

    /// What the feed says about itself, and everything that is broken in it.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn info(&self) -> JsValue {
        object(&self.feed.info())
    }

    /// What the feed says about itself in a language, without reading its quota.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "wasm-bindgen passes what may be missing by value"
    )]
    #[must_use]
    pub fn about(&self, lang: Option<String>) -> JsValue {
        object(&self.feed.about(lang.as_deref()))
    }

    /// How to book at an office that has nothing to offer now, in a language; the feed's own way for an office that it
    /// does not have.
    #[must_use]
    pub fn booking(&self, office_id: &str, lang: &str) -> JsValue {
        object(&self.feed.booking_at(office_id, lang))
    }

    /// Fetches what a question needs. A feed in one file is there already, so this only checks the question.
    ///
    /// # Errors
    /// A `QueryError` if the question has an unknown field or a value out of range.
    #[expect(clippy::unused_async, reason = "callers wait for a promise")]
    pub async fn reach(&self, query: JsValue, _options: JsValue) -> Result<(), JsValue> {
        read_query(&query, Query::from_value).map(drop)
    }

    /// Ranks what is open.
    ///
    /// # Errors
    /// A `QueryError` if the question has an unknown field or a value out of range.
    pub fn rank(&self, query: &JsValue) -> Result<JsValue, JsValue> {
        let query = read_query(query, Query::from_value)?;
        Ok(object(&self.feed.rank(&query, self.now(), &IntlZones)))
    }

    /// The same question as a table.
    ///
    /// # Errors
    /// A `QueryError` if the question has an unknown field or a value out of range.
    pub fn board(&self, query: &JsValue) -> Result<JsValue, JsValue> {
        let query = read_query(query, Query::from_value)?;
        let board = self.feed.board(&query, self.now(), &IntlZones);
        let answer = object(&board);
        // What serde has no word for: a typed array, and a list with gaps.
        let set = |key: &str, value: &JsValue| Reflect::set(&answer, &key.into(), value);
        set("cells", &Int32Array::from(&*board.cells))?;
        let distances = board.distances_km.iter();
        let distances: Array = distances.map(|km| JsValue::from(*km)).collect();
        set("distancesKm", &distances)?;
        Ok(answer)
    }

    /// Headline figures.
    ///
    /// # Errors
    /// A `QueryError` if the question has an unknown field or a value out of range.
    pub fn summary(&self, query: &JsValue) -> Result<JsValue, JsValue> {
        let query = read_query(query, SummaryQuery::from_value)?;
        Ok(object(&self.feed.summary(&query, self.now(), &IntlZones)))
    }

    /// What differs from an older feed.
    #[wasm_bindgen(js_name = changesSince)]
    #[must_use]
    pub fn changes_since(&self, older: &SlotFinder) -> JsValue {
        object(&self.feed.changes_since(&older.feed))
    }

    fn now(&self) -> i64 {
        crate::json::floor(js_sys::Date::now() + self.clock_error_ms).unwrap_or_default()
    }
}

/// A gazetteer: what people type, to where it is.
#[wasm_bindgen]
pub struct Places(crate::Places);

#[wasm_bindgen]
impl Places {
    /// Opens a gazetteer from its bytes.
    ///
    /// # Errors
    /// A `FeedError` if it can't be used.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &JsValue) -> Result<Places, JsValue> {
        let bytes = bytes_of(bytes, "The gazetteer's bytes should be a Uint8Array.")?;
        Ok(Self(crate::Places::open(bytes)?))
    }

    /// The attribution for the data.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn attribution(&self) -> String {
        self.0.attribution().to_owned()
    }

    /// The places whose names fit best, at most `limit`.
    #[must_use]
    pub fn search(&self, text: &str, limit: Option<u32>) -> JsValue {
        let limit = limit.map_or(crate::Places::DEFAULT_LIMIT, |limit| limit as usize);
        object(&self.0.search(text, limit))
    }
}

/// The bytes of a `Uint8Array`, of whatever frame.
fn bytes_of(value: &JsValue, expected: &str) -> Result<Vec<u8>, JsValue> {
    match value.dyn_ref::<Uint8Array>() {
        Some(bytes) => Ok(bytes.to_vec()),
        None => Err(input_error(expected)),
    }
}
