//! Resolves addresses with the browser's `URL`.

use std::rc::Rc;

use web_sys::Url;

use crate::feed::Base;

/// The address that a feed was fetched from.
pub struct BrowserBase(String);

impl BrowserBase {
    /// The base of an address; `None` for the empty address, which a `Response` that was not fetched has.
    #[must_use]
    pub fn of(address: &str) -> Option<Rc<dyn Base>> {
        (!address.is_empty()).then(|| Rc::new(Self(address.to_owned())) as Rc<dyn Base>)
    }
}

impl Base for BrowserBase {
    fn address(&self) -> String {
        self.0.clone()
    }

    fn join(&self, link: &str) -> Option<String> {
        let joined = Url::new_with_base(link, &self.0).ok()?;
        Some(joined.href())
    }
}
