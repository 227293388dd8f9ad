//! Parts of answers that many answers name.

use std::fmt::{self, Debug, Formatter};
use std::ops::Deref;
use std::rc::Rc;

use serde::{Serialize, Serializer};

/// A value that answers share. In the browser the object that is made of it is shared, too.
pub struct Shared<T>(Rc<Value<T>>);

struct Value<T> {
    value: T,
    #[cfg(target_arch = "wasm32")]
    object: std::cell::OnceCell<wasm_bindgen::JsValue>,
}

impl<T> Shared<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Rc::new(Value {
            value,
            #[cfg(target_arch = "wasm32")]
            object: std::cell::OnceCell::new(),
        }))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.value
    }
}

impl<T: Debug> Debug for Shared<T> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

impl<T: Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[cfg(target_arch = "wasm32")]
        if IS_MAKING_OBJECTS.get() {
            let object = self.0.object.get_or_init(|| object(&**self));
            return serde_wasm_bindgen::preserve::serialize(object, serializer);
        }
        (**self).serialize(serializer)
    }
}

#[cfg(target_arch = "wasm32")]
thread_local! {
    /// Whether what serde serializes now becomes an object of JavaScript: no other format can hold one.
    static IS_MAKING_OBJECTS: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// How many texts are kept: more than an answer names days, so that the next one finds them.
#[cfg(target_arch = "wasm32")]
const KEPT: u16 = 128;

#[cfg(target_arch = "wasm32")]
thread_local! {
    /// Texts by the numbers that stand for them, each at the remainder of its number.
    static TEXTS: std::cell::RefCell<Vec<Option<(i64, wasm_bindgen::JsValue)>>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// Serializes a text that answers name again and again, for which a number stands. In the browser it is made once: making it
/// takes longer than all else of a day in an answer.
pub(crate) fn serialize_kept<S: Serializer>(
    number: i64,
    text: &impl fmt::Display,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[cfg(target_arch = "wasm32")]
    if IS_MAKING_OBJECTS.get()
        && let Some(text) = kept(number, text)
    {
        return serde_wasm_bindgen::preserve::serialize(&text, serializer);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = number;
    serializer.collect_str(text)
}

#[cfg(target_arch = "wasm32")]
fn kept(number: i64, text: &impl fmt::Display) -> Option<wasm_bindgen::JsValue> {
    let place = usize::try_from(number.rem_euclid(KEPT.into())).ok()?;
    TEXTS.with_borrow_mut(|texts| {
        texts.resize(KEPT.into(), None);
        let slot = texts.get_mut(place)?;
        if let Some((_, text)) = slot.as_ref().filter(|(known, _)| *known == number) {
            return Some(text.clone());
        }
        let text = wasm_bindgen::JsValue::from_str(&text.to_string());
        *slot = Some((number, text.clone()));
        Some(text)
    })
}

/// The plain JavaScript object of an answer.
#[cfg(target_arch = "wasm32")]
pub(crate) fn object<T: Serialize + ?Sized>(answer: &T) -> wasm_bindgen::JsValue {
    let before = IS_MAKING_OBJECTS.replace(true);
    // Answers hold nothing that JavaScript lacks.
    let object = serde_wasm_bindgen::to_value(answer).unwrap_or_default();
    IS_MAKING_OBJECTS.set(before);
    object
}
