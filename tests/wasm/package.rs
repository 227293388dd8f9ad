//! The package that these tests are about: `pkg/`, as it ships. Where it is not built, the classes of the tests' own build
//! are tested instead, so `wasm-pack test` works in a fresh clone. `make test` builds the package first and sets
//! `SLOT_FINDER_PACKAGE`, with which a missing package is a failure.

use std::cell::OnceCell;

use js_sys::{Function, Promise, Reflect, Uint8Array, WebAssembly};
use serde_json::json;
use slot_finder::wasm::{Places, SlotFinder};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::console_log;

use super::calls::{PLACES, bytes, kediri};

/// The runner serves the project's folder to the browser.
const SCRIPT_IN_BROWSER: &str = "/pkg/slot_finder.js";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg/slot_finder.js");
const WASM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg/slot_finder_bg.wasm");

struct Package {
    /// The exports of its JavaScript; none in the tests' own build.
    module: Option<JsValue>,
    memory: WebAssembly::Memory,
}

thread_local! {
    static PACKAGE: OnceCell<Package> = const { OnceCell::new() };
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

async fn import(path: &str) -> Result<JsValue, JsValue> {
    let import = Function::new_with_args("path", "return import(path)");
    let module = import.call1(&JsValue::UNDEFINED, &path.into())?;
    JsFuture::from(module.unchecked_into::<Promise>()).await
}

async fn shipped() -> Result<Package, JsValue> {
    let in_node = get(&js_sys::global(), "window").is_undefined();
    let options = js_sys::Object::new();
    let module = if in_node {
        let read: Function = get(&import("node:fs").await?, "readFileSync").unchecked_into();
        let bytes: Uint8Array = read
            .call1(&JsValue::UNDEFINED, &WASM.into())?
            .unchecked_into();
        Reflect::set(&options, &"module_or_path".into(), &bytes)?;
        import(SCRIPT).await?
    } else {
        import(SCRIPT_IN_BROWSER).await?
    };
    let init: Function = get(&module, "default").unchecked_into();
    let exports = init.call1(&JsValue::UNDEFINED, &options)?;
    let exports = JsFuture::from(exports.unchecked_into::<Promise>()).await?;
    Ok(Package {
        memory: get(&exports, "memory").unchecked_into(),
        module: Some(module),
    })
}

/// Loads the package once; each test awaits it first.
pub async fn loaded() {
    if PACKAGE.with(|package| package.get().is_some()) {
        return;
    }
    let package = match shipped().await {
        Ok(package) => package,
        Err(error) => {
            assert!(
                option_env!("SLOT_FINDER_PACKAGE").is_none(),
                "pkg/ cannot be loaded: {error:?}"
            );
            console_log!("pkg/ is not built; testing the tests' own build of the engine");
            Package {
                module: None,
                memory: wasm_bindgen::memory().unchecked_into(),
            }
        }
    };
    PACKAGE.with(|cell| cell.set(package).unwrap_or_default());
}

fn with<T>(read: impl FnOnce(&Package) -> T) -> T {
    PACKAGE.with(|package| read(package.get().expect("each test awaits `loaded` first")))
}

/// One of the package's classes.
pub fn class(name: &str) -> Function {
    let module = with(|package| package.module.clone());
    let class = module.map_or_else(|| own_class(name), |module| get(&module, name));
    class.unchecked_into()
}

/// A class of the tests' own build, taken from an object of it.
fn own_class(name: &str) -> JsValue {
    let object = match name {
        "Places" => Places::new(&bytes(PLACES)).map(JsValue::from),
        _ => SlotFinder::new(&bytes(&kediri(json!([1])).to_string())).map(JsValue::from),
    };
    let object = object.unwrap();
    let free: Function = get(&object, "free").unchecked_into();
    free.call0(&object).unwrap();
    get(&object, "constructor")
}

/// How many bytes of memory the package holds.
pub fn memory_size() -> f64 {
    let memory = with(|package| package.memory.clone());
    get(&memory.buffer(), "byteLength").as_f64().unwrap()
}
