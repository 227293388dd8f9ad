//! Fetching a feed: the body streams into Wasm memory, under a time limit, a size limit and the caller's signal.
//!
//! An address is tried twice where trying again can help. Every failure says which kind it is: `network`, `timeout`,
//! `status`, `type` or `tooLarge`; an abort rejects with the signal's own reason.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, RequestCache, RequestInit, Response,
};

use super::error::FeedFailure;
use super::read_query;
use crate::MAX_BYTES;
use crate::json::whole;

/// How long fetching may take, in ms, where the caller does not say.
const TIMEOUT_MS: f64 = 30_000.0;
/// How long to wait before the second try, in ms: this and up to as much again.
const BACK_OFF_MS: f64 = 500.0;
/// A clock that is less wrong than this, in ms, is left alone: `Date` has whole seconds, and the way takes time.
const CLOCK_TOLERANCE_MS: f64 = 60_000.0;

#[wasm_bindgen]
extern "C" {
    fn fetch(source: &JsValue, init: &RequestInit) -> Promise;

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, ms: f64) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// A feed's bytes and what the answer said about them.
pub struct Loaded {
    pub bytes: Vec<u8>,
    /// The address that they came from in the end.
    pub base: Option<String>,
    /// What to add to the browser's clock, in ms.
    pub clock_error_ms: f64,
}

/// What the caller asked for.
struct Options {
    signal: Option<AbortSignal>,
    timeout_ms: f64,
    max_bytes: usize,
}

/// Why one try failed, and whether another can help.
struct Failure {
    error: JsValue,
    is_passing: bool,
}

impl Failure {
    fn lasting(error: impl Into<JsValue>) -> Self {
        Self {
            error: error.into(),
            is_passing: false,
        }
    }

    fn network() -> Self {
        let message = "The feed could not be fetched: no connection, or the server does not allow this page to read it (CORS). Try again.";
        Self {
            error: FeedFailure::new("network", message).into(),
            is_passing: true,
        }
    }
}

/// Fetches a feed from an address, a `Response` or a promise of one.
pub async fn load(source: JsValue, options: &JsValue) -> Result<Loaded, JsValue> {
    let options = Options::read(options)?;
    if let Some(signal) = options.signal.as_ref().filter(|signal| signal.aborted()) {
        return Err(signal.reason());
    }
    if source.is_string() || is_url(&source) {
        return match fetch_once(&source, &options).await {
            Err(failure) if failure.is_passing => {
                wait(BACK_OFF_MS * (1.0 + js_sys::Math::random()), &options).await?;
                fetch_once(&source, &options).await
            }
            result => result,
        }
        .map_err(|failure| failure.error);
    }
    let limits = Limits::new(&options, None);
    let response = limits.guard(Promise::resolve(&source)).await;
    let result = match response {
        Ok(response) => read(response, &limits, options.max_bytes).await,
        Err(failure) => Err(failure),
    };
    result.map_err(|failure| failure.error)
}

fn is_url(source: &JsValue) -> bool {
    Reflect::get(source, &"href".into()).is_ok_and(|href| href.is_string())
}

impl Options {
    fn read(options: &JsValue) -> Result<Self, JsValue> {
        let get = |key: &str| {
            if options.is_object() {
                Reflect::get(options, &key.into()).unwrap_or_default()
            } else {
                JsValue::UNDEFINED
            }
        };
        read_query(&get("query"))?;
        let number = |key: &str| -> Result<Option<f64>, JsValue> {
            let value = get(key);
            let number = value.as_f64().filter(|n| *n > 0.0);
            if number.is_none() && !value.is_undefined() {
                let mut message = String::from("The option `");
                message.push_str(key);
                message.push_str("` should be a number above 0.");
                return Err(FeedFailure::new("input", &message).into());
            }
            Ok(number)
        };
        let max_bytes = number("maxBytes")?.and_then(|n| whole(n.floor()));
        let max_bytes = max_bytes.and_then(|n| usize::try_from(n).ok());
        Ok(Self {
            signal: get("signal").dyn_into().ok(),
            timeout_ms: number("timeoutMs")?.unwrap_or(TIMEOUT_MS),
            max_bytes: max_bytes.unwrap_or(MAX_BYTES).min(MAX_BYTES),
        })
    }
}

async fn fetch_once(source: &JsValue, options: &Options) -> Result<Loaded, Failure> {
    let controller = AbortController::new().map_err(Failure::lasting)?;
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoCache);
    init.set_signal(Some(&controller.signal()));
    let limits = Limits::new(options, Some(controller));
    let response = limits.guard(fetch(source, &init)).await?;
    read(response, &limits, options.max_bytes).await
}

/// Reads the body of an answer that was a success.
async fn read(response: JsValue, limits: &Limits, max_bytes: usize) -> Result<Loaded, Failure> {
    let response: Response = response.dyn_into().map_err(|_| {
        let message = "The feed's source should be an address, a Response or a promise of one.";
        Failure::lasting(FeedFailure::new("input", message))
    })?;
    let status = response.status();
    if !response.ok() {
        return Err(Failure {
            error: FeedFailure::status(status).into(),
            is_passing: status >= 500 || status == 408 || status == 429,
        });
    }
    let header = |name| response.headers().get(name).ok().flatten();
    if header("content-type").is_some_and(|kind| is_no_feed(&kind)) {
        let message = "The address leads to a page or a picture, not to a feed. Check the address.";
        return Err(Failure::lasting(FeedFailure::new("type", message)));
    }
    let announced = header("content-length").and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > max_bytes) {
        return Err(too_large());
    }
    let clock_error_ms = header("date").map_or(0.0, |date| {
        let age = header("age").and_then(|age| age.parse::<u32>().ok());
        clock_error(&date, age.unwrap_or_default())
    });
    let base = Some(response.url()).filter(|url| !url.is_empty());
    Ok(Loaded {
        bytes: stream(&response, announced.unwrap_or_default(), limits, max_bytes).await?,
        base,
        clock_error_ms,
    })
}

async fn stream(
    response: &Response,
    expected: usize,
    limits: &Limits,
    max_bytes: usize,
) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::with_capacity(expected);
    let Some(body) = response.body() else {
        return Ok(bytes);
    };
    let reader: ReadableStreamDefaultReader =
        body.get_reader().dyn_into().map_err(Failure::lasting)?;
    let result = loop {
        let part = match limits.guard(reader.read()).await {
            Ok(part) => part,
            Err(failure) => break Err(failure),
        };
        let field = |key: &str| Reflect::get(&part, &key.into()).unwrap_or_default();
        if field("done").is_truthy() {
            return Ok(bytes);
        }
        let Ok(chunk) = field("value").dyn_into::<Uint8Array>() else {
            break Err(Failure::network());
        };
        let start = bytes.len();
        let end = start + chunk.length() as usize;
        if end > max_bytes {
            break Err(too_large());
        }
        bytes.resize(end, 0);
        if let Some(space) = bytes.get_mut(start..) {
            chunk.copy_to(space);
        }
    };
    // Whoever sends the rest may stop; nobody waits for that, but its failure has to have a listener.
    drop(JsFuture::from(reader.cancel()));
    result
}

fn too_large() -> Failure {
    let message = "The feed is larger than this page allows. Publish fewer days, or raise `maxBytes` (64 MiB at most).";
    Failure::lasting(FeedFailure::new("tooLarge", message))
}

/// Whether a type is surely none of a feed. Static hosts send JSON under many names, so all others pass.
fn is_no_feed(content_type: &str) -> bool {
    let kind = content_type.trim_start().to_ascii_lowercase();
    [
        "text/html",
        "application/xhtml",
        "image/",
        "audio/",
        "video/",
        "text/css",
    ]
    .iter()
    .any(|no_feed| kind.starts_with(no_feed))
}

/// How wrong the browser's clock is, by the answer's `Date` and the seconds that the answer lay in caches.
fn clock_error(date: &str, age_seconds: u32) -> f64 {
    let server = js_sys::Date::parse(date) + f64::from(age_seconds) * 1000.0;
    let error = server - js_sys::Date::now();
    // An unreadable date is NaN, which is not above the tolerance.
    if error.abs() > CLOCK_TOLERANCE_MS {
        error
    } else {
        0.0
    }
}

/// Waits, unless the caller aborts.
async fn wait(ms: f64, options: &Options) -> Result<(), JsValue> {
    let sleep = Promise::new(&mut |resolve, _| {
        set_timeout(&resolve, ms);
    });
    let limits = Limits::new(options, None);
    limits
        .guard(sleep)
        .await
        .map(|_| ())
        .map_err(|failure| failure.error)
}

/// The time limit and the caller's signal, for one try. Dropping it takes timer and listener away.
struct Limits {
    /// Rejects with the reason when time is up or the caller aborts, else stays pending.
    stopped: Promise,
    /// Whether it did.
    is_stopped: Rc<Cell<bool>>,
    timer: JsValue,
    signal: Option<AbortSignal>,
    _on_time: Closure<dyn FnMut()>,
    on_abort: Closure<dyn FnMut()>,
}

impl Limits {
    fn new(options: &Options, controller: Option<AbortController>) -> Self {
        let mut reject = None;
        let stopped = Promise::new(&mut |_, on_stop| reject = Some(on_stop));
        let reject = Rc::new(reject.unwrap_or_else(|| Function::from(JsValue::UNDEFINED)));
        let is_stopped = Rc::new(Cell::new(false));
        let stopper = |reason: Box<dyn Fn() -> JsValue>| {
            let (reject, is_stopped, controller) = (
                Rc::clone(&reject),
                Rc::clone(&is_stopped),
                controller.clone(),
            );
            Closure::<dyn FnMut()>::new(move || {
                is_stopped.set(true);
                let _ = reject.call1(&JsValue::UNDEFINED, &reason());
                if let Some(controller) = &controller {
                    controller.abort();
                }
            })
        };
        let on_time = stopper(Box::new(|| {
            let message = "The feed took too long to arrive. Check the connection and try again.";
            FeedFailure::new("timeout", message).into()
        }));
        let signal = options.signal.clone();
        let of_signal = signal.clone();
        let on_abort = stopper(Box::new(move || {
            of_signal
                .as_ref()
                .map_or(JsValue::UNDEFINED, AbortSignal::reason)
        }));
        if let Some(signal) = &signal {
            let listener = on_abort.as_ref().unchecked_ref();
            let _ = signal.add_event_listener_with_callback("abort", listener);
        }
        Self {
            stopped,
            is_stopped,
            timer: set_timeout(on_time.as_ref().unchecked_ref(), options.timeout_ms),
            signal,
            _on_time: on_time,
            on_abort,
        }
    }

    /// The value of a promise, unless time is up or the caller aborts before.
    async fn guard(&self, promise: Promise) -> Result<JsValue, Failure> {
        let first = Promise::race(&Array::of2(&promise, &self.stopped));
        JsFuture::from(first).await.map_err(|error| {
            if self.is_stopped.get() {
                Failure::lasting(error)
            } else {
                Failure::network()
            }
        })
    }
}

impl Drop for Limits {
    fn drop(&mut self) {
        clear_timeout(&self.timer);
        if let Some(signal) = &self.signal {
            let listener = self.on_abort.as_ref().unchecked_ref();
            let _ = signal.remove_event_listener_with_callback("abort", listener);
        }
    }
}
