//! Fetches the files of a feed: an address, a `Response` or a promise of one comes in, bytes go out.
//!
//! The body streams into Wasm memory piece by piece. An address is tried twice where trying again can help. Every failure
//! says which kind it is: `network`, `timeout`, `status`, `type`, `tooLarge` or `input`; an abort rejects with the signal's own
//! reason.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Date, Function, Math, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, AbortSignal, Headers, ReadableStream, ReadableStreamDefaultReader,
    ReferrerPolicy, RequestCache, RequestInit, Response,
};

use crate::feed::{MAX_BYTES, is_refused_type};
use crate::json::double;
use crate::wasm::error::{failure, input_error};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn fetch(source: &JsValue, options: &RequestInit) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(wake: &Function, ms: f64) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);

    #[wasm_bindgen(js_name = DOMException)]
    type DomException;

    #[wasm_bindgen(constructor, js_class = DOMException)]
    fn new(message: &str, name: &str) -> DomException;
}

/// How long fetching may take, and the longest that a timer takes, in ms.
const TIMEOUT_MS: f64 = 30_000.0;
const LONGEST_MS: f64 = 2_147_483_647.0;
/// How long to wait before the second try, in ms: this and up to as much again.
const BACK_OFF_MS: f64 = 500.0;
/// A clock that is less wrong than this, in ms, is left alone: `Date` has whole seconds, and the transfer takes time.
const CLOCK_TOLERANCE_MS: f64 = 60_000.0;

/// A file that has arrived.
pub struct Arrived {
    pub bytes: Vec<u8>,
    /// The address that it came from, empty if it is not known.
    pub address: String,
    /// What to add to the browser's clock, in ms.
    pub clock_error_ms: f64,
}

/// How long fetching a file may take, in ms, and how many bytes it may have.
#[derive(Clone, Copy)]
pub struct Most {
    timeout_ms: f64,
    bytes: f64,
}

impl Default for Most {
    fn default() -> Self {
        Self {
            timeout_ms: TIMEOUT_MS,
            bytes: double_of(MAX_BYTES),
        }
    }
}

impl Most {
    /// What the options of a load say.
    ///
    /// # Errors
    /// A `FeedError` for what is no number above 0.
    pub fn of(options: &JsValue) -> Result<Self, JsValue> {
        let mut most = Self::default();
        let option = |key: &str, largest: f64| positive(&get(options, key), key, largest);
        most.bytes = option("maxBytes", most.bytes)?.unwrap_or(most.bytes);
        most.timeout_ms = option("timeoutMs", LONGEST_MS)?.unwrap_or(most.timeout_ms);
        Ok(most)
    }
}

/// How a file is fetched.
#[derive(Clone, Copy)]
pub struct Fetching<'a> {
    pub cache: RequestCache,
    /// The hash that the browser itself has to check, if it is not empty.
    pub integrity: &'a str,
}

/// Asks the server whether the cached copy is still the newest.
pub const REVALIDATE: Fetching<'_> = Fetching {
    cache: RequestCache::NoCache,
    integrity: "",
};

/// Ends fetching early: when time is up or the caller aborts.
pub struct Limits {
    max_bytes: f64,
    controller: AbortController,
    /// Rejects when time is up or the caller aborts.
    ended: Promise,
    why: Rc<RefCell<Option<JsValue>>>,
    timer: JsValue,
    signal: Option<AbortSignal>,
    reject: Function,
    on_abort: Closure<dyn FnMut()>,
    _on_timeout: Closure<dyn FnMut()>,
}

impl Limits {
    /// The limits of what is fetched from now on. `options` may have a `signal`.
    ///
    /// # Errors
    /// The reason of a signal that is aborted already.
    pub fn start(most: Most, options: &JsValue) -> Result<Self, JsValue> {
        let signal: Option<AbortSignal> = Some(get(options, "signal"))
            .filter(JsValue::is_object)
            .map(JsCast::unchecked_into);
        if let Some(signal) = signal.as_ref().filter(|signal| signal.aborted()) {
            return Err(reason_of(signal));
        }
        let why = Rc::new(RefCell::new(None));
        let mut reject = JsValue::UNDEFINED;
        let ended = Promise::new(&mut |_, how| reject = how.into());
        let reject: Function = reject.unchecked_into();
        // A rejection that no one waits for is no error.
        spawn_local({
            let ended = ended.clone();
            async move { _ = JsFuture::from(ended).await }
        });
        let stop = {
            let reject = reject.clone();
            let why = Rc::clone(&why);
            move |reason: JsValue| {
                let reason = why.borrow_mut().get_or_insert(reason).clone();
                // A promise that was settled before ignores this.
                _ = reject.call1(&JsValue::UNDEFINED, &reason);
            }
        };
        let on_timeout = {
            let stop = stop.clone();
            Closure::new(move || {
                stop(failure(
                    "timeout",
                    "The feed took too long to arrive. Check the connection and try again.",
                    None,
                ));
            })
        };
        let on_abort = {
            let signal = signal.clone();
            Closure::new(move || {
                if let Some(signal) = &signal {
                    stop(reason_of(signal));
                }
            })
        };
        if let Some(signal) = &signal {
            let listener = on_abort.as_ref().unchecked_ref();
            signal.add_event_listener_with_callback("abort", listener)?;
        }
        Ok(Self {
            controller: AbortController::new()?,
            timer: set_timeout(on_timeout.as_ref().unchecked_ref(), most.timeout_ms),
            max_bytes: most.bytes,
            ended,
            why,
            signal,
            reject,
            on_abort,
            _on_timeout: on_timeout,
        })
    }

    /// Fetches a file, twice where trying again can help. `source` is an address, a `Response`, or a promise of one.
    ///
    /// # Errors
    /// A `FeedError`, or the signal's reason.
    pub async fn load(&self, source: &JsValue, how: Fetching<'_>) -> Result<Arrived, JsValue> {
        let address = if source.is_string() {
            source.as_string()
        } else {
            get(source, "href").as_string()
        };
        let mut may_try_again = address.is_some();
        loop {
            let response = if address.is_some() {
                self.fetch(source, how)
            } else {
                Ok(source.clone())
            };
            let read = match response {
                Ok(response) => read(response, self).await,
                Err(_) => Err(no_connection()),
            };
            let error = match read {
                Ok(mut arrived) => {
                    if arrived.address.is_empty() {
                        arrived.address = address.unwrap_or_default();
                    }
                    return Ok(arrived);
                }
                Err(error) => error,
            };
            if self.has_ended() || !may_try_again || !is_passing(&error) {
                return Err(error);
            }
            may_try_again = false;
            // With no time left for a second try, the first one says what is wrong.
            let wait = sleep(BACK_OFF_MS * (1.0 + Math::random()));
            if self.guard(&wait).await.is_err() {
                return Err(self.abort_reason().unwrap_or(error));
            }
        }
    }

    fn fetch(&self, source: &JsValue, how: Fetching<'_>) -> Result<JsValue, JsValue> {
        let init = RequestInit::new();
        init.set_cache(how.cache);
        // The address of the page may have the visitor's place in it.
        init.set_referrer_policy(ReferrerPolicy::Origin);
        if !how.integrity.is_empty() {
            init.set_integrity(how.integrity);
        }
        init.set_signal(Some(&self.controller.signal()));
        fetch(source, &init).map(JsValue::from)
    }

    /// The value of a promise, unless time is up or the caller aborts before.
    pub async fn guard(&self, value: &JsValue) -> Result<JsValue, JsValue> {
        let first = Promise::race(&Array::of2(value, &self.ended));
        let value = JsFuture::from(first).await;
        value.map_err(|_| self.why.borrow().clone().unwrap_or_else(no_connection))
    }

    /// Whether time is up or the caller aborted.
    pub fn has_ended(&self) -> bool {
        self.why.borrow().is_some()
    }

    /// Why the caller aborted, if it did.
    fn abort_reason(&self) -> Option<JsValue> {
        let signal = self.signal.as_ref()?;
        signal.aborted().then(|| reason_of(signal))
    }
}

impl Drop for Limits {
    fn drop(&mut self) {
        clear_timeout(&self.timer);
        if let Some(signal) = &self.signal {
            let listener = self.on_abort.as_ref().unchecked_ref();
            // Without a listener there is nothing to remove.
            _ = signal.remove_event_listener_with_callback("abort", listener);
        }
        self.controller.abort();
        // Settles the promise, so what waits for it is freed.
        _ = self.reject.call0(&JsValue::UNDEFINED);
    }
}

/// Reads the body of a response that was a success.
async fn read(response: JsValue, limits: &Limits) -> Result<Arrived, JsValue> {
    let max_bytes = limits.max_bytes;
    let response = limits.guard(&response).await?;
    // By what it has, as a `Response` of another frame is of another class.
    if !get(&response, "ok")
        .as_bool()
        .is_some_and(|_| get(&response, "headers").is_object())
    {
        return Err(input_error(
            "The feed's source should be an address, a Response or a promise of one.",
        ));
    }
    let response: Response = response.unchecked_into();
    if !response.ok() {
        let status = response.status();
        let message = format!(
            "The feed could not be fetched: the server answered {status}. Check the address, or try again later."
        );
        return Err(failure("status", &message, Some(status)));
    }
    let headers = response.headers();
    let header = |name: &str| header(&headers, name);
    if header("content-type").is_some_and(|kind| is_refused_type(&kind)) {
        return Err(failure(
            "type",
            "The address leads to a page or a picture, not to a feed. Check the address.",
            None,
        ));
    }
    let length = header("content-length").and_then(|length| length.parse::<usize>().ok());
    if length.is_some_and(|length| double_of(length) > max_bytes) {
        return Err(too_large());
    }
    let body = response.body();
    if response.body_used() || body.as_ref().is_some_and(ReadableStream::locked) {
        return Err(input_error(
            "The Response has been read before. Give a fresh one, or its address.",
        ));
    }
    let mut bytes = Vec::new();
    if let Some(body) = body {
        bytes.reserve(length.unwrap_or_default());
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        if let Err(error) = pour(&reader, &mut bytes, limits).await {
            // The sender may stop here; nothing waits for that.
            let stopped = reader.cancel();
            spawn_local(async move { _ = JsFuture::from(stopped).await });
            return Err(error);
        }
    }
    let clock_error_ms = clock_error(header("date").as_deref(), header("age").as_deref());
    Ok(Arrived {
        bytes,
        address: response.url(),
        clock_error_ms,
    })
}

/// Appends all that a stream gives.
async fn pour(
    reader: &ReadableStreamDefaultReader,
    bytes: &mut Vec<u8>,
    limits: &Limits,
) -> Result<(), JsValue> {
    loop {
        let piece = limits.guard(&reader.read()).await?;
        if get(&piece, "done").is_truthy() {
            return Ok(());
        }
        let Ok(piece) = get(&piece, "value").dyn_into::<Uint8Array>() else {
            return Err(no_connection());
        };
        let before = bytes.len();
        let size = before + piece.length() as usize;
        if double_of(size) > limits.max_bytes {
            return Err(too_large());
        }
        bytes.resize(size, 0);
        if let Some(end) = bytes.get_mut(before..) {
            piece.copy_to(end);
        }
    }
}

/// A field of an object; undefined, if there is none.
pub fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or_default()
}

fn header(headers: &Headers, name: &str) -> Option<String> {
    headers.get(name).ok().flatten()
}

/// An option that is a number above 0, at most `most`; `None` if it is absent.
fn positive(value: &JsValue, key: &str, most: f64) -> Result<Option<f64>, JsValue> {
    if value.is_undefined() {
        return Ok(None);
    }
    match value.as_f64() {
        Some(number) if number > 0.0 => Ok(Some(number.min(most))),
        _ => Err(input_error(&format!(
            "The option `{key}` should be a number above 0."
        ))),
    }
}

/// Why the caller aborted. Browsers before 2022 have no reasons; then it is the error that later ones give.
fn reason_of(signal: &AbortSignal) -> JsValue {
    let reason = get(signal, "reason");
    if reason.is_undefined() {
        return DomException::new("The loading was aborted.", "AbortError").into();
    }
    reason
}

/// A promise that resolves after so many ms.
fn sleep(ms: f64) -> Promise {
    Promise::new(&mut |wake, _| _ = set_timeout(&wake, ms))
}

/// Whether a second try can help.
pub fn is_passing(error: &JsValue) -> bool {
    let status = get(error, "status").as_f64().unwrap_or_default();
    get(error, "code") == "network" || status >= 500.0 || status == 408.0 || status == 429.0
}

/// How wrong the browser's clock is, in ms, by the answer's `Date` and the seconds that the answer lay in caches.
fn clock_error(date: Option<&str>, age: Option<&str>) -> f64 {
    let Some(sent) = date.map(Date::parse).filter(|sent| sent.is_finite()) else {
        return 0.0;
    };
    let age = age.and_then(|age| age.trim().parse::<u32>().ok());
    let error = sent + f64::from(age.unwrap_or_default()) * 1000.0 - Date::now();
    if error.abs() > CLOCK_TOLERANCE_MS {
        error
    } else {
        0.0
    }
}

fn double_of(size: usize) -> f64 {
    i64::try_from(size).map_or(f64::INFINITY, double)
}

fn too_large() -> JsValue {
    failure(
        "tooLarge",
        "The feed is larger than this page allows. Publish fewer days, or raise `maxBytes` (64 MiB at most).",
        None,
    )
}

fn no_connection() -> JsValue {
    failure(
        "network",
        "The feed could not be fetched: no connection, or the server does not allow this page to read it (CORS). Try again.",
        None,
    )
}
