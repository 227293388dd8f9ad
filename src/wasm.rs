//! The skin for JavaScript, and the only module that knows it: objects come in, are checked by the engine, and answers
//! go out as plain objects of the types in `slot-finder.d.ts`.

mod error;
mod load;
mod serialize;
mod zones;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::json::Json;
use crate::{Feed, Query, QueryError};
use error::{feed_error, input_error, query_error};
use serialize::written;
pub use zones::IntlZones;

/// A small allocator: the standard library's is 2 kB more of Wasm after brotli.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[wasm_bindgen(module = "/src/wasm/skin.js")]
extern "C" {
    /// A question as JSON, no question as the empty one; `None` for what has no JSON.
    #[wasm_bindgen(js_name = textOf)]
    fn text_of(query: &JsValue) -> Option<String>;

    /// The object of an answer, with what has no JSON: a board has a typed array, and a list with gaps.
    #[wasm_bindgen(js_name = objectOf)]
    fn object_of(json: &str) -> JsValue;

    /// The bytes of a `Uint8Array`; `None` of anything else.
    #[wasm_bindgen(js_name = bytesOf)]
    fn bytes_of(value: &JsValue) -> Option<Vec<u8>>;
}

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
        let Some(bytes) = bytes_of(bytes) else {
            return Err(input_error("The feed's bytes should be a Uint8Array."));
        };
        Self::open(bytes, "", 0.0)
    }

    /// Fetches a feed and opens it. `source` is an address, a `Response`, or a promise of one.
    ///
    /// Rejects with a `FeedError` if the feed can't be fetched or used, with a `QueryError` if `options.query` is wrong,
    /// and with what the signal says if it is aborted.
    pub fn load(source: &JsValue, options: &JsValue) -> Promise {
        load::load(source, options, load::Body::default())
    }

    /// Opens a feed from an address, which is empty if it is not known.
    fn open(bytes: Vec<u8>, base: &str, clock_error_ms: f64) -> Result<SlotFinder, JsValue> {
        let base = Some(base).filter(|base| !base.is_empty());
        let feed = Feed::open(bytes, base, &IntlZones).map_err(|error| feed_error(&error))?;
        Ok(Self {
            feed,
            clock_error_ms,
        })
    }

    /// What the feed says about itself, and everything that is broken in it.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn info(&self) -> JsValue {
        let mut info = written(&self.feed.about(None));
        info.add("problems", &written(&self.feed.problems()));
        object(&info)
    }

    /// What the feed says about itself in a language, without reading its quota.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "wasm-bindgen hands over what may be missing"
    )]
    #[must_use]
    pub fn about(&self, lang: Option<String>) -> JsValue {
        object(&written(&self.feed.about(lang.as_deref())))
    }

    /// How to book at an office that has nothing to offer now, in a language; the feed's own way for an office that it
    /// does not have.
    #[must_use]
    pub fn booking(&self, office_id: &str, lang: &str) -> JsValue {
        object(&written(&self.feed.booking_at(office_id, lang)))
    }

    /// Fetches what a question needs. A feed in one file is there already, so this only checks the question.
    pub fn reach(&self, query: &JsValue, _options: &JsValue) -> Promise {
        load::reach(query, load::Body::default())
    }

    /// Ranks what is open.
    ///
    /// # Errors
    /// A `QueryError` if the question has an unknown field or a value out of range.
    pub fn rank(&self, query: &JsValue) -> Result<JsValue, JsValue> {
        Self::answer(query, Query::from_json, &|query| {
            written(&self.feed.rank(query, self.now(), &IntlZones))
        })
    }

    /// The same question as a table.
    ///
    /// # Errors
    /// A `QueryError` if the question has an unknown field or a value out of range.
    pub fn board(&self, query: &JsValue) -> Result<JsValue, JsValue> {
        Self::answer(query, Query::from_json, &|query| {
            written(&self.feed.board(query, self.now(), &IntlZones))
        })
    }

    /// Headline figures.
    ///
    /// # Errors
    /// A `QueryError` if the question has an unknown field or a value out of range.
    pub fn summary(&self, query: &JsValue) -> Result<JsValue, JsValue> {
        Self::answer(query, Query::headline, &|query| {
            written(&self.feed.headlines(query, self.now(), &IntlZones))
        })
    }

    /// What differs from an older feed.
    #[wasm_bindgen(js_name = changesSince)]
    #[must_use]
    pub fn changes_since(&self, older: &SlotFinder) -> JsValue {
        object(&written(&self.feed.changes_since(&older.feed)))
    }

    /// The answer to a question: read, written as JSON, and made an object.
    fn answer(
        query: &JsValue,
        read: fn(&str) -> Result<Query, QueryError>,
        answer: &dyn Fn(&Query) -> Json,
    ) -> Result<JsValue, JsValue> {
        let query = read_query(query, read)?;
        Ok(object(&answer(&query)))
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
        let Some(bytes) = bytes_of(bytes) else {
            return Err(input_error("The gazetteer's bytes should be a Uint8Array."));
        };
        let places = crate::Places::open(bytes);
        Ok(Self(places.map_err(|error| feed_error(&error))?))
    }

    /// Whom to name for the data.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn attribution(&self) -> JsValue {
        object(&Json::of_text(self.0.attribution()))
    }

    /// The places whose names fit best, at most `limit`.
    #[must_use]
    pub fn search(&self, text: &str, limit: Option<u32>) -> JsValue {
        let limit = limit.map_or(crate::Places::DEFAULT_LIMIT, |limit| limit as usize);
        object(&written(&self.0.search(text, limit)))
    }
}

/// The object of an answer.
fn object(answer: &Json) -> JsValue {
    object_of(answer.as_str())
}

/// A question as JSON.
fn json(query: &JsValue) -> Result<String, JsValue> {
    text_of(query).ok_or_else(|| {
        query_error(&QueryError {
            field: String::from("query"),
            expected: String::from("an object"),
        })
    })
}

fn read_query(
    query: &JsValue,
    read: fn(&str) -> Result<Query, QueryError>,
) -> Result<Query, JsValue> {
    read(&json(query)?).map_err(|error| query_error(&error))
}
