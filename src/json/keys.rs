//! Reads the keys of objects that mostly have the same ones in the same order: by a guess, which costs one comparison.

use std::borrow::Borrow;

use super::Reader;
use crate::work::{self, Work};

const QUOTE: u128 = b'"' as u128;
const COLON: u128 = b':' as u128;
/// Most keys that an object's readers know.
const MOST_KEYS: usize = 30;
/// The place before the first key.
const START: usize = MOST_KEYS + 1;

/// A key that a reader knows, and how it is mostly written: in quotation marks, with a colon right behind.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    name: &'static str,
    text: u128,
    /// The bits of the text that count.
    mask: u128,
}

impl Key {
    /// A key of at most 13 letters; a longer one does not compile as a constant.
    pub const fn new(name: &'static str) -> Self {
        let mut text = QUOTE;
        let mut bits = 8;
        let mut rest = name.as_bytes();
        while let [byte, behind @ ..] = rest {
            text |= (*byte as u128) << bits;
            bits += 8;
            rest = behind;
        }
        text |= QUOTE << bits | COLON << (bits + 8);
        bits += 16;
        Self {
            name,
            text,
            mask: u128::MAX >> (u128::BITS - bits),
        }
    }

    fn length(&self) -> usize {
        self.name.len() + 3
    }
}

/// Which key came after each one the last time.
#[derive(Debug)]
pub struct KeyOrder {
    after: [usize; START + 1],
    last: usize,
}

impl Default for KeyOrder {
    /// Begins with a guess that the order is that of the known keys.
    fn default() -> Self {
        let mut order = Self {
            after: std::array::from_fn(|index| index + 1),
            last: START,
        };
        order.follow(0);
        order
    }
}

impl KeyOrder {
    /// Notes the key that comes after the last one.
    fn follow(&mut self, key: usize) {
        if let Some(after) = self.after.get_mut(self.last) {
            *after = key;
        }
    }

    /// Goes to the start of an object.
    pub fn restart(&mut self) {
        self.last = START;
    }

    /// The next key of the object that the reader is in, as its place among those known, or their number for any other; `None`
    /// after the object's end.
    ///
    /// The caller reads or skips exactly one value after each key.
    pub fn next<K: Borrow<Key>>(&mut self, reader: &mut Reader<'_>, known: &[K]) -> Option<usize> {
        let guess = self.after.get(self.last).copied().unwrap_or_default();
        let is_next = known
            .get(guess)
            .is_some_and(|key| reader.take_key(key.borrow()));
        let next = if is_next {
            guess
        } else {
            let key = reader.key()?;
            let found = known.iter().position(|known| known.borrow().name == key);
            found.unwrap_or(known.len())
        };
        self.follow(next);
        self.last = next;
        Some(next)
    }
}

impl Reader<'_> {
    /// Moves past a key and the white space behind it, if it is the next one and its colon comes right after it.
    fn take_key(&mut self, key: &Key) -> bool {
        let comma = match (self.bytes.get(self.pos.wrapping_sub(1)), self.byte()) {
            (Some(b'{'), _) => 0,
            (_, Some(b',')) => 1,
            _ => return false,
        };
        let before = self.pos;
        self.pos += comma;
        self.space();
        let next = self.bytes.get(self.pos..);
        let next = next.and_then(|rest| rest.first_chunk());
        if next.is_some_and(|next| (u128::from_le_bytes(*next) ^ key.text) & key.mask == 0) {
            work::add(Work::Bytes, key.name.len());
            self.pos += key.length();
            self.space();
            return true;
        }
        self.pos = before;
        false
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    const KNOWN: [Key; 4] = [
        Key::new("id"),
        Key::new("name"),
        Key::new("thirteenchars"),
        Key::new("lat"),
    ];

    /// The keys of one object after the other, as the reader itself gives them.
    fn as_they_are(text: &str) -> (Vec<Option<usize>>, bool) {
        let mut reader = Reader::new(text);
        let mut keys = Vec::new();
        reader.enter_array();
        while reader.item() {
            reader.enter_object();
            while let Some(key) = reader.key() {
                let known = KNOWN.iter().position(|known| known.name == key);
                keys.push(Some(known.unwrap_or(KNOWN.len())));
                reader.skip();
            }
            keys.push(None);
        }
        (keys, reader.finish().is_ok())
    }

    fn in_order(text: &str) -> (Vec<Option<usize>>, bool) {
        let (mut reader, mut order) = (Reader::new(text), KeyOrder::default());
        let mut keys = Vec::new();
        reader.enter_array();
        while reader.item() {
            reader.enter_object();
            order.restart();
            while let Some(key) = order.next(&mut reader, &KNOWN) {
                keys.push(Some(key));
                reader.skip();
            }
            keys.push(None);
        }
        (keys, reader.finish().is_ok())
    }

    /// A reader at the first key of an object.
    fn inside(text: &str) -> Reader<'_> {
        let mut reader = Reader::new(text);
        reader.enter_object();
        reader
    }

    #[test]
    fn the_key_that_is_next_is_taken_and_no_other() {
        let [id, name, long, _] = &KNOWN;
        let mut reader = inside(r#"{"id":1,"name": 2, "thirteenchars":3, "lat" :4}"#);
        assert!(!reader.take_key(name));
        assert!(reader.take_key(id));
        assert!(!reader.take_key(name), "a value is next");
        assert_eq!(reader.number(), Some(1.0));
        assert!(!reader.take_key(id));
        assert!(reader.take_key(name));
        assert_eq!(reader.number(), Some(2.0));
        assert!(reader.take_key(long));
        assert_eq!(reader.number(), Some(3.0));
        let keys: Vec<_> = std::iter::from_fn(|| {
            let key = reader.key()?.into_owned();
            reader.skip();
            Some(key)
        })
        .collect();
        assert_eq!(keys, ["lat"]);
        assert!(reader.finish().is_ok());
    }

    #[test]
    fn the_order_of_the_known_keys_is_the_first_guess_and_that_of_the_last_object_the_next() {
        let mut order = KeyOrder::default();
        assert_eq!(
            (order.after[START], order.after[0], order.after[2]),
            (0, 1, 3)
        );
        let mut reader = inside(r#"{"lat": 1, "id": 2, "other": 3}"#);
        order.restart();
        while order.next(&mut reader, &KNOWN).is_some() {
            reader.skip();
        }
        assert_eq!(
            (order.after[START], order.after[3], order.after[0]),
            (3, 0, 4)
        );
    }

    #[test]
    fn keys_are_the_same_in_any_order_and_however_they_are_written() {
        let members = [
            r#""id":1"#,
            r#""name":"a""#,
            r#""thirteenchars":{"id":[{}]}"#,
            r#""lat":-7.5"#,
            r#""other":null"#,
            r#""":0"#,
            r#""\u0069d":1"#,
            r#""id" : 1"#,
            r#" "name":2"#,
            r#""names":2"#,
        ];
        for first in members {
            for second in members {
                for third in members {
                    for comma in [",", " , ", ", "] {
                        let object = [first, second, third].join(comma);
                        let text =
                            format!("[{{{object}}},{{{first}{comma}{third}}}, {{{object}}},{{}}]");
                        let expected = as_they_are(&text);
                        assert!(expected.1, "{text}");
                        assert_eq!(in_order(&text), expected, "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_no_object_stops_the_reader_as_it_does_without_a_guess() {
        for object in [
            r#"{,"id":1}"#,
            r#"{"id":1,}"#,
            r#"{"id":1,,"name":2}"#,
            r#"{"id":1"name":2}"#,
            r#"{"id"1}"#,
            r#"{"id:1}"#,
            r#"{"id":1,"name""#,
            r#"{"id":1,"name":"#,
            r#"{"id":1,"name"#,
            r#"{"id":1,"na"#,
            r#"{"id":1 "#,
            "{",
        ] {
            for text in [
                format!("[{object}"),
                format!("[{object}]"),
                format!("[{{\"id\":1,\"name\":2}},{object}]"),
            ] {
                let expected = as_they_are(&text);
                assert!(!expected.1, "{text}");
                assert_eq!(in_order(&text), expected, "{text}");
            }
        }
    }
}
