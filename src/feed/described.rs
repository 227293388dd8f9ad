//! What the last answer showed of offices. The next one mostly shows the same.

use crate::feed::describe::Description;
use crate::feed::head::{Head, Part};
use crate::feed::info::{Booking, OfficeInfo};
use crate::feed::quota::Row;
use crate::json::Span;
use crate::shared::Shared;

/// Offices and ways to book, described in one language.
#[derive(Debug, Default)]
pub(crate) struct Described {
    lang: Option<String>,
    offices: Vec<(Span, Shared<OfficeInfo>)>,
    bookings: Vec<(Key, Shared<Booking>)>,
}

/// What an office and a row say of booking, and how early.
type Key = (Span, Span, u32);

impl Described {
    /// Nothing yet, in the language asked for.
    pub fn new(lang: Option<&str>) -> Self {
        Self {
            lang: lang.map(str::to_owned),
            ..Self::default()
        }
    }

    /// An office, which `before` may have in the same language.
    pub fn office(
        &mut self,
        before: &Self,
        description: Description<'_>,
        head: &Head,
    ) -> Shared<OfficeInfo> {
        let before = before
            .in_language(self.lang.as_deref())
            .map(|it| &it.offices);
        described(&mut self.offices, before, head.whole, || {
            description.office(head)
        })
    }

    /// How to book a row, which `before` may have in the same language.
    pub fn booking(
        &mut self,
        before: &Self,
        description: Description<'_>,
        head: &Head,
        row: &Row,
    ) -> Shared<Booking> {
        let before = before
            .in_language(self.lang.as_deref())
            .map(|it| &it.bookings);
        let key = (head.part(Part::Booking), row.booking, row.lead_days);
        described(&mut self.bookings, before, key, || {
            description.booking(head, row)
        })
    }

    fn in_language(&self, lang: Option<&str>) -> Option<&Self> {
        (self.lang.as_deref() == lang).then_some(self)
    }
}

/// The value under a key: the known one, that of before, or a new one.
fn described<K: PartialEq, T>(
    known: &mut Vec<(K, Shared<T>)>,
    before: Option<&Vec<(K, Shared<T>)>>,
    key: K,
    describe: impl FnOnce() -> T,
) -> Shared<T> {
    let under = |list: &[(K, Shared<T>)]| {
        let found = list.iter().find(|(other, _)| *other == key);
        found.map(|(_, value)| value.clone())
    };
    if let Some(value) = under(known) {
        return value;
    }
    let value = before.and_then(|before| under(before));
    let value = value.unwrap_or_else(|| Shared::new(describe()));
    known.push((key, value.clone()));
    value
}
