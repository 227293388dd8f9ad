//! Exports the publisher's tools to JavaScript. The types are in `slot-publisher.d.ts`.

use js_sys::{Array, Reflect, Uint8Array};
use serde::Serialize;
use serde_json::{Map, Value};
use slot_finder::{Feed, Query};
use wasm_bindgen::prelude::*;

use crate::build::{self, File, Finding, Request};
use crate::render::Render;
use crate::template::{Form, Template};
use crate::words::{Language, Words};
use crate::zones::LocalZones;

/// What `build` answers.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    /// Why there is no feed.
    #[serde(skip_serializing_if = "String::is_empty")]
    head: String,
    /// What to correct, or what to know.
    findings: Vec<Finding>,
    /// The feed in one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
}

/// Makes a feed of the files.
///
/// # Errors
/// A `TypeError` if an argument has a wrong type.
#[wasm_bindgen(skip_typescript)]
pub fn build(files: &Array, options: &JsValue) -> Result<JsValue, JsValue> {
    let words = words(options)?;
    let now = now(options)?;
    let mut read = Vec::new();
    let mut meta = None;
    for file in files.iter() {
        let file = File {
            name: get(&file, "name").as_string().unwrap_or_default(),
            bytes: bytes(&get(&file, "bytes"))?,
            saved: whole(&get(&file, "saved")),
        };
        let is_toml = file.name.to_ascii_lowercase().ends_with(".toml");
        if is_toml {
            meta = Some(file);
        } else {
            read.push(file);
        }
    }
    let settings = get(options, "settings");
    let settings: Map<String, Value> = if settings.is_undefined() {
        Map::new()
    } else {
        serde_wasm_bindgen::from_value(settings)?
    };
    let request = Request {
        files: &read,
        meta: meta.as_ref(),
        settings,
        now,
        words: &words,
    };
    let (feed, answer) = match build::build(&request, &mut |_| None) {
        Ok(built) => {
            let name = read.first().map_or("", |file| file.name.as_str());
            let answer = Answer {
                head: String::new(),
                summary: Some(build::summary(&built.feed, name, &words)),
                findings: built.notes,
            };
            (Some(built.json), answer)
        }
        Err(refusal) => {
            let answer = Answer {
                head: refusal.head,
                findings: refusal.findings,
                summary: None,
            };
            (None, answer)
        }
    };
    let answer = serde_wasm_bindgen::to_value(&answer)?;
    if let Some(feed) = feed {
        Reflect::set(
            &answer,
            &"feed".into(),
            &Uint8Array::from(feed.as_slice()).into(),
        )?;
    }
    Ok(answer)
}

/// Writes `list.html` about a feed, as a whole page.
///
/// # Errors
/// A `TypeError` if an argument has a wrong type; an `Error` if the feed can't be used.
#[wasm_bindgen(skip_typescript)]
pub fn list(feed: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    let feed = open(feed)?;
    Ok(render(&feed, options)?.list(true))
}

/// Writes `releases.ics` about a feed.
///
/// # Errors
/// A `TypeError` if an argument has a wrong type; an `Error` if the feed can't be used.
#[wasm_bindgen(skip_typescript)]
pub fn releases(feed: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    let feed = open(feed)?;
    Ok(render(&feed, options)?.releases())
}

/// Writes the workbook to start from, with example days after the moment.
///
/// # Errors
/// A `TypeError` if an argument has a wrong type; an `Error` if the workbook can't be made.
#[wasm_bindgen(skip_typescript)]
pub fn template(options: &JsValue) -> Result<Vec<u8>, JsValue> {
    let words = words(options)?;
    let book = Template::new(now(options)?, Form::Long).and_then(|made| made.workbook(&words));
    book.map_err(|failure| js_sys::Error::new(&failure.to_string()).into())
}

fn open(feed: &JsValue) -> Result<Feed, JsValue> {
    let opened = Feed::open(bytes(feed)?, None, &LocalZones);
    opened.map_err(|error| js_sys::Error::new(&error.to_string()).into())
}

fn render<'a>(feed: &'a Feed, options: &JsValue) -> Result<Render<'a>, JsValue> {
    let query = Query {
        lang: get(options, "lang").as_string(),
        ..Query::default()
    };
    let render = Render::new(feed, query, now(options)?);
    render.map_err(|failure| js_sys::Error::new(&failure.to_string()).into())
}

/// The words of the language asked for: English for `en`, else Indonesian.
fn words(options: &JsValue) -> Result<Words, JsValue> {
    let lang = get(options, "lang").as_string();
    let language = lang.as_deref().and_then(Language::of);
    Words::new(language.unwrap_or(Language::Indonesian))
        .map_err(|failure| js_sys::Error::new(&failure.to_string()).into())
}

fn now(options: &JsValue) -> Result<i64, JsValue> {
    whole(&get(options, "now")).ok_or_else(|| {
        js_sys::TypeError::new("`now` should be a number of milliseconds since 1970.").into()
    })
}

fn whole(value: &JsValue) -> Option<i64> {
    slot_finder::json::whole(value.as_f64()?.floor())
}

fn get(object: &JsValue, key: &str) -> JsValue {
    if object.is_object() {
        Reflect::get(object, &key.into()).unwrap_or_default()
    } else {
        JsValue::UNDEFINED
    }
}

fn bytes(value: &JsValue) -> Result<Vec<u8>, JsValue> {
    let bytes = value.dyn_ref::<Uint8Array>();
    let bytes = bytes.map(Uint8Array::to_vec);
    bytes.ok_or_else(|| js_sys::TypeError::new("The bytes should be a Uint8Array.").into())
}
