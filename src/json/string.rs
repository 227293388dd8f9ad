//! Reads strings: checks their escapes and length, and resolves escapes.

use std::borrow::Cow;

use super::block::{BLOCK, specials};
use super::{Fault, Kind, Reader, place};
use crate::work::{self, Work};

impl<'a> Reader<'a> {
    /// Steps over a string; says whether it has escapes.
    #[inline]
    pub(super) fn skip_string(&mut self) -> bool {
        // Mostly there are none.
        if let Some([b'"', rest @ ..]) = self.bytes.get(self.pos..) {
            let length = plain_length(rest);
            if rest.get(length) == Some(&b'"') && length <= self.text_limit {
                work::add(Work::Bytes, length);
                self.pos += length + 2;
                return false;
            }
        }
        self.skip_any_string()
    }

    #[inline(never)]
    fn skip_any_string(&mut self) -> bool {
        self.expect(b'"');
        let start = self.pos;
        let mut escaped = false;
        loop {
            self.pos += plain_length(self.bytes.get(self.pos..).unwrap_or_default());
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.pos += 1;
                    match self.byte() {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {}
                        Some(b'u') if self.hex().is_some() => self.pos += 4,
                        _ => return self.bad_string(),
                    }
                }
                _ => return self.bad_string(),
            }
            self.pos += 1;
        }
        work::add(Work::Bytes, self.pos - start);
        if self.pos - start > self.text_limit {
            self.check_length(start, escaped);
        }
        self.pos += 1;
        escaped
    }

    fn bad_string(&mut self) -> bool {
        self.stop(Fault::Syntax);
        false
    }

    fn check_length(&mut self, start: usize, escaped: bool) {
        let text = self.text.get(start..self.pos).unwrap_or_default();
        let length = if escaped {
            place::characters(unescape(text).as_bytes())
        } else {
            place::characters(text.as_bytes())
        };
        if length > self.text_limit {
            self.stop_at(start, Fault::Text);
        }
    }

    /// The four hexadecimal digits after the `u` at the reader's position.
    fn hex(&self) -> Option<u32> {
        hex4(self.bytes.get(self.pos + 1..self.pos + 5)?)
    }

    pub(super) fn string(&mut self) -> Cow<'a, str> {
        let start = self.pos + 1;
        let escaped = self.skip_string();
        let raw = self.text.get(start..self.pos - 1).unwrap_or_default();
        if escaped {
            Cow::Owned(unescape(raw))
        } else {
            Cow::Borrowed(raw)
        }
    }

    /// The next value if it is a string; any other value is stepped over.
    pub fn text(&mut self) -> Option<Cow<'a, str>> {
        if self.byte() != Some(b'"') && self.peek() != Some(Kind::String) {
            self.skip();
            return None;
        }
        work::add(Work::Steps, 1);
        let text = self.string();
        self.stopped.is_none().then_some(text)
    }
}

/// How many bytes come before the first that ends a string, begins an escape or is a control character.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    let (blocks, rest) = bytes.as_chunks();
    let mut length = 0;
    for block in blocks {
        let found = specials(block);
        if found != 0 {
            return length + found.trailing_zeros() as usize;
        }
        length += BLOCK;
    }
    let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | 0..0x20);
    length + rest.iter().take_while(is_plain).count()
}

fn hex4(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, &digit| {
        Some(value * 16 + char::from(digit).to_digit(16)?)
    })
}

/// Resolves the escapes of a well-formed string; half a surrogate pair becomes U+FFFD.
fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    loop {
        let Some((plain, escape)) = rest.split_once('\\') else {
            out.push_str(rest);
            return out;
        };
        out.push_str(plain);
        let mut chars = escape.chars();
        let letter = chars.next().unwrap_or_default();
        rest = chars.as_str();
        match letter {
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            'u' => {
                let unit = hex_prefix(rest);
                rest = rest.get(4..).unwrap_or_default();
                let low = rest
                    .strip_prefix("\\u")
                    .map(hex_prefix)
                    .filter(|low| (0xDC00..0xE000).contains(low));
                let code = match low {
                    Some(low) if (0xD800..0xDC00).contains(&unit) => {
                        rest = rest.get(6..).unwrap_or_default();
                        0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
                    }
                    _ => unit,
                };
                out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            other => out.push(other),
        }
    }
}

fn hex_prefix(text: &str) -> u32 {
    text.as_bytes().get(..4).and_then(hex4).unwrap_or_default()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place_is_plain_or_not() {
        for length in 0..40 {
            for place in 0..length {
                for byte in 0..=255u8 {
                    let mut bytes = vec![b'a'; length];
                    bytes[place] = byte;
                    let is_plain = byte >= 0x20 && byte != b'"' && byte != b'\\';
                    let expected = if is_plain { length } else { place };
                    assert_eq!(plain_length(&bytes), expected, "{bytes:?}");
                    // What follows a byte of which some bits are set changes nothing.
                    bytes[place + 1..].fill(0xff);
                    assert_eq!(plain_length(&bytes), expected, "{bytes:?}");
                }
            }
        }
    }
}
