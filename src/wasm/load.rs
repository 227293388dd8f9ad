//! Fetching a feed: the body streams into Wasm memory, under a time limit, a size limit and the caller's signal.
//!
//! An address is tried twice where trying again can help. Every failure says which kind it is: `network`, `timeout`,
//! `status`, `type` or `tooLarge`; an abort rejects with the signal's own reason.

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

/// How long fetching may take in all, in ms, where the caller does not say.
const TIMEOUT_MS: f64 = 30_000.0;
/// The longest time that a browser's timer can wait, in ms.
const LONGEST_MS: f64 = 2_147_483_647.0;
/// How long to wait before the second try, in ms: this and up to as much again.
const BACK_OFF_MS: f64 = 500.0;
/// A clock that is less wrong than this, in ms, is left alone: `Date` has whole seconds, and the way takes time.
const CLOCK_TOLERANCE_MS: f64 = 60_000.0;

#[wasm_bindgen]
extern "C" {
    fn fetch(source: &JsValue, init: &RequestInit) -> Promise;

    /// The browser calls `callback` with `argument`.
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, ms: f64, argument: &JsValue) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);

    #[wasm_bindgen(js_name = DOMException)]
    type DomException;

    #[wasm_bindgen(constructor, js_class = "DOMException")]
    fn new(message: &str, name: &str) -> DomException;
}

/// A feed's bytes and what the answer said about them.
pub struct Loaded {
    pub bytes: Vec<u8>,
    /// The address that they came from in the end; empty if the answer came from none.
    pub base: String,
    /// What to add to the browser's clock, in ms.
    pub clock_error_ms: f64,
}

/// Why one try failed, and whether another can help.
struct Failure {
    error: JsValue,
    is_passing: bool,
}

impl Failure {
    /// A failure that will be the same the next time.
    fn lasting(code: &str, message: &str) -> Self {
        Self {
            error: FeedFailure::new(code, message).into(),
            is_passing: false,
        }
    }

    fn network() -> Self {
        let message = "The feed could not be fetched: no connection, or the server does not allow this page to read it (CORS). Try again.";
        Self {
            is_passing: true,
            ..Self::lasting("network", message)
        }
    }

    fn too_large() -> Self {
        let message = "The feed is larger than this page allows. Publish fewer days, or raise `maxBytes` (64 MiB at most).";
        Self::lasting("tooLarge", message)
    }
}

/// Fetches a feed from an address, a `Response` or a promise of one.
pub async fn load(source: JsValue, options: &JsValue) -> Result<Loaded, JsValue> {
    read_query(&field(options, "query"))?;
    let timeout_ms = positive(options, "timeoutMs", TIMEOUT_MS)?.min(LONGEST_MS);
    let max_bytes = positive(options, "maxBytes", f64::INFINITY)?.floor();
    let max_bytes = whole(max_bytes).and_then(|max| usize::try_from(max).ok());
    let max_bytes = max_bytes.unwrap_or(MAX_BYTES).min(MAX_BYTES);
    let signal: Option<AbortSignal> = field(options, "signal").dyn_into().ok();
    if let Some(reason) = reason(signal.as_ref()) {
        return Err(reason);
    }

    let limits = Limits::new(timeout_ms, signal)?;
    let is_address = source.is_string() || field(&source, "href").is_string();
    let mut may_try_again = is_address;
    loop {
        let response = if is_address {
            let init = RequestInit::new();
            init.set_cache(RequestCache::NoCache);
            init.set_signal(Some(&limits.controller.signal()));
            fetch(&source, &init)
        } else {
            Promise::resolve(&source)
        };
        match read(response, &limits, max_bytes).await {
            Ok(loaded) => return Ok(loaded),
            Err(failure) if failure.is_passing && may_try_again => {
                may_try_again = false;
                let (sleep, wake, _) = promise();
                let ms = BACK_OFF_MS * (1.0 + js_sys::Math::random());
                set_timeout(&wake, ms, &JsValue::UNDEFINED);
                // With no time left for a second try, the first one says what is wrong.
                if limits.guard(sleep).await.is_err() {
                    return Err(reason(limits.signal.as_ref()).unwrap_or(failure.error));
                }
            }
            Err(failure) => return Err(failure.error),
        }
    }
}

/// A field of whatever came from JavaScript.
fn field(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or_default()
}

/// An option that is a number above 0.
fn positive(options: &JsValue, key: &str, default: f64) -> Result<f64, JsValue> {
    let value = field(options, key);
    if value.is_undefined() {
        return Ok(default);
    }
    value.as_f64().filter(|n| *n > 0.0).ok_or_else(|| {
        let mut message = String::from("The option `");
        message.push_str(key);
        message.push_str("` should be a number above 0.");
        FeedFailure::new("input", &message).into()
    })
}

/// Why the caller aborted, if so. Browsers before 2022 have no reasons; then it is the error that later ones give.
fn reason(signal: Option<&AbortSignal>) -> Option<JsValue> {
    let signal = signal.filter(|signal| signal.aborted())?;
    let reason = signal.reason();
    Some(if reason.is_undefined() {
        DomException::new("The loading was aborted.", "AbortError").into()
    } else {
        reason
    })
}

/// A promise, and what resolves and rejects it.
fn promise() -> (Promise, Function, Function) {
    let mut handles = None;
    let promise = Promise::new(&mut |resolve, reject| handles = Some((resolve, reject)));
    let none = || Function::from(JsValue::UNDEFINED);
    let (resolve, reject) = handles.unwrap_or_else(|| (none(), none()));
    (promise, resolve, reject)
}

/// Waits for an answer and reads its body if it was a success.
async fn read(response: Promise, limits: &Limits, max_bytes: usize) -> Result<Loaded, Failure> {
    let Ok(response) = limits.guard(response).await?.dyn_into::<Response>() else {
        let message = "The feed's source should be an address, a Response or a promise of one.";
        return Err(Failure::lasting("input", message));
    };
    let status = response.status();
    if !response.ok() {
        return Err(Failure {
            error: FeedFailure::status(status).into(),
            is_passing: status >= 500 || status == 408 || status == 429,
        });
    }
    if is_no_feed(&header(&response, "content-type")) {
        let message = "The address leads to a page or a picture, not to a feed. Check the address.";
        return Err(Failure::lasting("type", message));
    }
    let announced = usize::try_from(number(&response, "content-length")).unwrap_or(usize::MAX);
    if announced > max_bytes {
        return Err(Failure::too_large());
    }
    let clock_error_ms = clock_error(&response);
    let mut bytes = Vec::with_capacity(announced);
    if let Some(body) = response.body() {
        if body.locked() || response.body_used() {
            let message = "The Response has been read before. Give a fresh one, or its address.";
            return Err(Failure::lasting("input", message));
        }
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        if let Err(failure) = stream(&reader, limits, max_bytes, &mut bytes).await {
            // Whoever sends the rest may stop; nobody waits for that, but its failure has to have a listener.
            drop(JsFuture::from(reader.cancel()));
            return Err(failure);
        }
    }
    Ok(Loaded {
        bytes,
        base: response.url(),
        clock_error_ms,
    })
}

async fn stream(
    reader: &ReadableStreamDefaultReader,
    limits: &Limits,
    max_bytes: usize,
    bytes: &mut Vec<u8>,
) -> Result<(), Failure> {
    loop {
        let part = limits.guard(reader.read()).await?;
        if field(&part, "done").is_truthy() {
            return Ok(());
        }
        let Ok(chunk) = field(&part, "value").dyn_into::<Uint8Array>() else {
            return Err(Failure::network());
        };
        let start = bytes.len();
        let end = start + chunk.length() as usize;
        if end > max_bytes {
            return Err(Failure::too_large());
        }
        bytes.resize(end, 0);
        if let Some(space) = bytes.get_mut(start..) {
            chunk.copy_to(space);
        }
    }
}

/// A header of an answer; empty if it has none or may not be read.
fn header(response: &Response, name: &str) -> String {
    let header = response.headers().get(name);
    header.ok().flatten().unwrap_or_default()
}

/// A header that is a whole number; 0 if it is none.
fn number(response: &Response, name: &str) -> u32 {
    header(response, name).parse().unwrap_or_default()
}

/// Whether a type is surely none of a feed. Static hosts send JSON under many names, so all others pass.
fn is_no_feed(content_type: &str) -> bool {
    let kind = content_type.to_ascii_lowercase();
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

/// How wrong the browser's clock is, in ms, by the answer's `Date` and the seconds that the answer lay in caches.
fn clock_error(response: &Response) -> f64 {
    let sent = js_sys::Date::parse(&header(response, "date"));
    let error = sent + f64::from(number(response, "age")) * 1000.0 - js_sys::Date::now();
    // An unreadable date is NaN, which is not above the tolerance.
    if error.abs() > CLOCK_TOLERANCE_MS {
        error
    } else {
        0.0
    }
}

/// The time limit and the caller's signal. Dropping it takes timer and listener away and ends what is still fetched.
struct Limits {
    controller: AbortController,
    signal: Option<AbortSignal>,
    /// Rejects when time is up or the caller aborts, else stays pending.
    stopped: Promise,
    /// What rejects it, with its argument.
    stop: Function,
    /// Its argument when time is up.
    too_late: JsValue,
    timer: JsValue,
}

impl Limits {
    fn new(timeout_ms: f64, signal: Option<AbortSignal>) -> Result<Self, JsValue> {
        let controller = AbortController::new()?;
        let (stopped, _, stop) = promise();
        if let Some(signal) = &signal {
            signal.add_event_listener_with_callback("abort", &stop)?;
        }
        let message = "The feed took too long to arrive. Check the connection and try again.";
        let too_late = FeedFailure::new("timeout", message).into();
        Ok(Self {
            timer: set_timeout(&stop, timeout_ms, &too_late),
            controller,
            signal,
            stopped,
            stop,
            too_late,
        })
    }

    /// The value of a promise, unless time is up or the caller aborts before.
    async fn guard(&self, promise: Promise) -> Result<JsValue, Failure> {
        let first = Promise::race(&Array::of2(&promise, &self.stopped));
        JsFuture::from(first).await.map_err(|error| {
            let stopped = match reason(self.signal.as_ref()) {
                None if error == self.too_late => Some(error),
                reason => reason,
            };
            match stopped {
                Some(error) => Failure {
                    error,
                    is_passing: false,
                },
                None => Failure::network(),
            }
        })
    }
}

impl Drop for Limits {
    fn drop(&mut self) {
        clear_timeout(&self.timer);
        if let Some(signal) = &self.signal {
            let _ = signal.remove_event_listener_with_callback("abort", &self.stop);
        }
        self.controller.abort();
    }
}
