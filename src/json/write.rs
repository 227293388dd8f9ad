//! Writing JSON: values go in one after the other, the text comes out.

/// A JSON text in the making, or a value of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Json(Vec<u8>);

impl Json {
    /// The text so far.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The same as a string, which it is once a value is complete.
    #[cfg(target_arch = "wasm32")]
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether nothing was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a part of a text as it is.
    pub fn raw(&mut self, text: &[u8]) {
        self.0.extend_from_slice(text);
    }

    /// Adds a comma, unless nothing stands before it. A text's own brackets stand before a quotation mark.
    #[inline(never)]
    pub fn part(&mut self) {
        if !matches!(self.0.last(), Some(b'{' | b'[')) {
            self.0.push(b',');
        }
    }

    /// Adds a key and its colon, `snake_case` as `camelCase`. Names of fields need no escapes.
    #[inline(never)]
    pub fn key(&mut self, name: &str) {
        self.part();
        self.0.push(b'"');
        let mut begins = false;
        for byte in name.bytes() {
            if byte != b'_' {
                self.0.push(if begins {
                    byte.to_ascii_uppercase()
                } else {
                    byte
                });
            }
            begins = byte == b'_';
        }
        self.raw(b"\":");
    }

    /// Adds a string.
    #[inline(never)]
    pub fn text(&mut self, text: &str) {
        self.0.push(b'"');
        for byte in text.bytes() {
            match byte {
                b'"' | b'\\' => self.raw(&[b'\\', byte]),
                0..0x20 => {
                    self.raw(b"\\u00");
                    self.digit(byte / 16);
                    self.digit(byte % 16);
                }
                _ => self.0.push(byte),
            }
        }
        self.0.push(b'"');
    }

    /// A hexadecimal digit, 0..=15.
    fn digit(&mut self, digit: u8) {
        self.0
            .push(digit + if digit < 10 { b'0' } else { b'a' - 10 });
    }

    /// Adds a number that is not negative.
    pub fn digits(&mut self, n: u64) {
        if n >= 10 {
            self.digits(n / 10);
        }
        self.digit(u8::try_from(n % 10).unwrap_or_default());
    }

    /// Adds a whole number.
    #[inline(never)]
    pub fn integer(&mut self, n: i64) {
        if n < 0 {
            self.raw(b"-");
        }
        self.digits(n.unsigned_abs());
    }

    /// Adds `true` or `false`.
    pub fn flag(&mut self, value: bool) {
        self.raw(if value { b"true" } else { b"false" });
    }

    /// Adds a field to an object that is complete.
    #[cfg(target_arch = "wasm32")]
    pub fn add(&mut self, key: &str, value: &Self) {
        self.0.pop();
        self.key(key);
        self.raw(&value.0);
        self.raw(b"}");
    }

    /// The text of a string.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let mut json = Self::default();
        json.text(text);
        json
    }

    /// The text of a list.
    pub fn of_list(items: &mut dyn Iterator<Item = Self>) -> Self {
        let mut json = Self::default();
        json.raw(b"[");
        for item in items {
            json.part();
            json.raw(&item.0);
        }
        json.raw(b"]");
        json
    }
}
