//! Parts of answers that many answers name.

use std::fmt::{self, Debug, Formatter};
use std::ops::Deref;
use std::rc::Rc;

use serde::{Serialize, Serializer};

#[cfg(target_arch = "wasm32")]
use crate::date::Date;

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

/// The days whose texts are kept: more than an answer names, so that the next one finds them.
#[cfg(target_arch = "wasm32")]
const DATES: u16 = 128;

#[cfg(target_arch = "wasm32")]
thread_local! {
    /// The texts of dates, each at the remainder of its day.
    static TEXTS: std::cell::RefCell<Vec<Option<(Date, wasm_bindgen::JsValue)>>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// The text of a date in an object of JavaScript: making one takes longer than all else of a day in an answer. Nothing while
/// no objects are made.
#[cfg(target_arch = "wasm32")]
pub(crate) fn text_of_date(date: Date) -> Option<wasm_bindgen::JsValue> {
    if !IS_MAKING_OBJECTS.get() {
        return None;
    }
    TEXTS.with_borrow_mut(|texts| {
        texts.resize(DATES.into(), None);
        let slot =
            texts.get_mut(usize::try_from(date.unix_day().rem_euclid(DATES.into())).ok()?)?;
        match slot {
            Some((known, text)) if *known == date => Some(text.clone()),
            _ => {
                let text = wasm_bindgen::JsValue::from_str(&date.to_string());
                *slot = Some((date, text.clone()));
                Some(text)
            }
        }
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
