//! The engine for JavaScript, and the only module that knows it: objects come in, are checked by the engine, and answers
//! go out as plain objects of the types in `slot-finder.d.ts`.

mod base;
mod error;
mod load;
mod object;
mod reach;
mod zones;

use js_sys::{Array, Int32Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::future_to_promise;

use crate::query::{Query, SummaryQuery};
use error::input_error;
use load::{Arrived, Limits, Most, REVALIDATE};
use object::{object, read_query};
use reach::Opened;

pub use base::BrowserBase;
pub use zones::IntlZones;

/// A small allocator: the standard library's is 2 kB more of Wasm after brotli.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// An opened feed that answers questions.
#[wasm_bindgen]
pub struct SlotFinder {
    /// Shared with what fetches parts for it, so it can be freed meanwhile.
    opened: Rc<RefCell<Opened>>,
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
        let arrived = Arrived {
            bytes,
            address: String::new(),
            clock_error_ms: 0.0,
        };
        Self::open(arrived, Most::default())
    }

    /// Fetches a feed and opens it. `source` is an address, a `Response`, or a promise of one.
    ///
    /// Rejects with a `FeedError` if the feed can't be fetched or used, with a `QueryError` if `options.query` is wrong,
    /// and with what the signal says if it is aborted.
    ///
    /// # Errors
    /// See above.
    pub async fn load(source: JsValue, options: JsValue) -> Result<SlotFinder, JsValue> {
        read_query(&load::get(&options, "query"), Query::from_value)?;
        let most = Most::of(&options)?;
        let limits = Limits::start(most, &options)?;
        Self::open(limits.load(&source, REVALIDATE).await?, most)
    }

    fn open(arrived: Arrived, most: Most) -> Result<SlotFinder, JsValue> {
        let opened = Opened::new(arrived, most)?;
        Ok(Self {
            opened: Rc::new(RefCell::new(opened)),
        })
    }

    /// What the feed says about itself, and everything that is broken in it.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn info(&self) -> JsValue {
        object(&self.opened.borrow().feed.info())
    }

    /// What the feed says about itself in a language, without reading its quota.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "wasm-bindgen passes what may be missing by value"
    )]
    #[must_use]
    pub fn about(&self, lang: Option<String>) -> JsValue {
        object(&self.opened.borrow().feed.about(lang.as_deref()))
    }

    /// How to book at an office that has nothing to offer now, in a language; the feed's own way for an office that it
    /// does not have.
    #[must_use]
    pub fn booking(&self, office_id: &str, lang: &str) -> JsValue {
        object(&self.opened.borrow().feed.booking_at(office_id, lang))
    }

    /// Fetches the parts of a split feed that a question needs. A feed in one file is there already, so this only checks the
    /// question.
    ///
    /// Rejects with a `QueryError` if the question has an unknown field or a value out of range, with a `FeedError` if a
    /// part can't be fetched or used, and with what `options.signal` says if it is aborted.
    pub fn reach(&self, query: JsValue, options: JsValue) -> Promise {
        let opened = Rc::clone(&self.opened);
        future_to_promise(async move {
            let query = read_query(&query, Query::from_value)?;
            reach::reach(&opened, &query, &options).await?;
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Ranks what is open.
    ///
    /// # Errors
    /// A `QueryError` if the question has an unknown field or a value out of range.
    pub fn rank(&self, query: &JsValue) -> Result<JsValue, JsValue> {
        let query = read_query(query, Query::from_value)?;
        let opened = self.opened.borrow();
        Ok(object(&opened.feed.rank(&query, opened.now(), &IntlZones)))
    }

    /// The same question as a table.
    ///
    /// # Errors
    /// A `QueryError` if the question has an unknown field or a value out of range.
    pub fn board(&self, query: &JsValue) -> Result<JsValue, JsValue> {
        let query = read_query(query, Query::from_value)?;
        let opened = self.opened.borrow();
        let board = opened.feed.board(&query, opened.now(), &IntlZones);
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
        let opened = self.opened.borrow();
        let summary = opened.feed.summary(&query, opened.now(), &IntlZones);
        Ok(object(&summary))
    }

    /// What differs from an older feed.
    #[wasm_bindgen(js_name = changesSince)]
    #[must_use]
    pub fn changes_since(&self, older: &SlotFinder) -> JsValue {
        let (newer, older) = (self.opened.borrow(), older.opened.borrow());
        object(&newer.feed.changes_since(&older.feed))
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
