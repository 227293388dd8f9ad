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
        if crate::wasm::is_making_objects() {
            let object = self.0.object.get_or_init(|| crate::wasm::object(&**self));
            return serde_wasm_bindgen::preserve::serialize(object, serializer);
        }
        (**self).serialize(serializer)
    }
}
