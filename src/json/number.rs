//! Reads numbers: decimal ones as doubles, whole ones as integers.

use super::{Kind, Reader};
use crate::work::{self, Work};

/// The double nearest to a JSON number; `None` beyond what a double can hold.
///
/// The standard library's parser has tables of 10 kB, so the compact one of `minimal-lexical` reads on every target.
pub fn parse(text: &str) -> Option<f64> {
    let (size, is_negative) = match text.strip_prefix('-') {
        Some(size) => (size, true),
        None => (text, false),
    };
    let (digits, exponent) = size.split_once(['e', 'E']).unwrap_or((size, "0"));
    let (whole, parts) = digits.split_once('.').unwrap_or((digits, ""));
    // No double is that large or that small, whatever its digits.
    let exponent = exponent.parse().unwrap_or(if exponent.starts_with('-') {
        -MOST_EXPONENT
    } else {
        MOST_EXPONENT
    });
    let digits = whole.trim_start_matches('0').as_bytes();
    let number: f64 = minimal_lexical::parse_float(
        digits.iter(),
        parts.trim_end_matches('0').as_bytes().iter(),
        exponent,
    );
    number
        .is_finite()
        .then_some(if is_negative { -number } else { number })
}

const MOST_EXPONENT: i32 = 1_000_000_000;

/// A number without an exponent at the start of some bytes, as coordinates are, and how many bytes it takes: at most 15, with
/// a comma or the end of the list or object right behind.
///
/// Its digits and the power of ten that divides them are exact doubles, so their quotient is the nearest one.
fn short_decimal(bytes: &[u8]) -> Option<(f64, usize)> {
    const MOST_BYTES: usize = 15;
    let is_negative = bytes.starts_with(b"-");
    let sign = usize::from(is_negative);
    let (mut digits, mut power, mut tenfold) = (0, 1, 1);
    let mut before = b'.';
    for (length, byte) in bytes.iter().enumerate().take(MOST_BYTES + 1).skip(sign) {
        match byte {
            // No zero comes before another digit.
            b'0'..=b'9' if length != sign + 1 || before != b'0' => {
                digits = digits * 10 + i64::from(byte - b'0');
                power *= tenfold;
            }
            b'.' if tenfold == 1 && before != b'.' => tenfold = 10,
            b',' | b'}' | b']' if before != b'.' => {
                let number = double(digits) / double(power);
                return Some((if is_negative { -number } else { number }, length));
            }
            _ => return None,
        }
        before = *byte;
    }
    None
}

impl Reader<'_> {
    /// The next value if it is a number that a double can hold; any other value is stepped over.
    pub fn number(&mut self) -> Option<f64> {
        let rest = self.bytes.get(self.pos..).unwrap_or_default();
        if let Some((number, length)) = short_decimal(rest) {
            work::add(Work::Steps, 1);
            work::add(Work::Bytes, length);
            self.pos += length;
            return Some(number);
        }
        if self.peek() != Some(Kind::Number) {
            self.skip();
            return None;
        }
        let start = self.pos;
        self.skip_number();
        parse(self.text.get(start..self.pos)?)
    }

    /// The next value if it is a whole number within ±2⁵³, however it is written (`12`, `12.0`, `1.2e1`);
    /// any other value is stepped over.
    pub fn integer(&mut self) -> Option<i64> {
        self.number().and_then(whole)
    }

    /// Moves past the next value if it is a whole number of at most 6 digits, written plainly: the quick way for cells.
    pub fn small_integer(&mut self) -> Option<i32> {
        let negative = self.byte() == Some(b'-');
        let start = self.pos + usize::from(negative);
        let digits = self.bytes.get(start..)?;
        let mut n = 0;
        let mut length = 0;
        while let Some(&digit @ b'0'..=b'9') = digits.get(length) {
            if length == 6 {
                return None;
            }
            n = n * 10 + i32::from(digit - b'0');
            length += 1;
        }
        let plain = matches!(digits.get(length), Some(b',' | b']' | b' ' | b'\n' | b'\r'));
        if !plain || length == 0 || (length > 1 && digits.first() == Some(&b'0')) {
            return None;
        }
        work::add(Work::Bytes, length);
        self.pos = start + length;
        Some(if negative { -n } else { n })
    }
}

/// 2⁵³: doubles within it that are whole are exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The whole number that a double is, if it is one within ±2⁵³.
pub fn whole(n: f64) -> Option<i64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "whole and within the exact range, or else not equal or not given"
    )]
    (n as i64 as f64 == n && n.abs() <= EXACT).then_some(n as i64)
}

/// The double that is a whole number; exact within ±2⁵³.
#[expect(clippy::cast_precision_loss, reason = "callers hold exact numbers")]
pub fn double(n: i64) -> f64 {
    n as f64
}

/// The greatest whole number that is not above a double, if the double is within ±2⁵³.
pub fn floor(n: f64) -> Option<i64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "within the exact range, or else not given"
    )]
    let (whole, is_above) = (n as i64, n as i64 as f64 > n);
    (n.abs() <= EXACT).then(|| whole - i64::from(is_above))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agrees(text: &str) {
        let expected: f64 = text.parse().unwrap();
        assert_eq!(parse(text).unwrap().to_bits(), expected.to_bits(), "{text}");
    }

    #[test]
    fn numbers_are_read_as_the_standard_library_reads_them() {
        for text in [
            "0",
            "-0",
            "1",
            "-7.825312345678901",
            "112.68450000000001",
            "0.1",
            "0.30000000000000004",
            "1e3",
            "1.5E+2",
            "25e-1",
            "9007199254740993",
            "9007199254740992",
            "18446744073709551615",
            "0.0000001",
            "1e-7",
            "5e-19",
            "1000000",
            "179.99999999999997",
            "123456789012345678",
            "0.000000000000000001",
            "1.7976931348623157",
            "4503599627370496.5",
            "4503599627370497.5",
            "1e19",
            "3.14159265358979323846264338327950288",
            "123456789012345678901234567890",
            "0.00000000000000000000001",
            "1.25e-30",
            "18446744073709551619000.0",
        ] {
            agrees(text);
        }
    }

    #[test]
    fn short_numbers_are_read_as_the_standard_library_reads_them() {
        let read = |text: &str| {
            let expected: f64 = text.parse().unwrap();
            for behind in [",", "}", "]"] {
                let (number, length) = short_decimal(format!("{text}{behind}").as_bytes()).unwrap();
                assert_eq!(
                    (number.to_bits(), length),
                    (expected.to_bits(), text.len()),
                    "{text}"
                );
            }
        };
        for text in [
            "0",
            "-0",
            "0.0",
            "-0.0",
            "0.000",
            "-7.82",
            "112.01",
            "10.50",
            "999999999999999",
            "0.0000000000001",
            "9999999.9999999",
            "-99999999999999",
        ] {
            read(text);
        }
        for n in 0..100_000 {
            read(&format!("{}.{:04}", n / 7, n % 10_000));
        }
    }

    #[test]
    fn what_is_no_short_number_is_left() {
        for text in [
            "",
            "-",
            ".",
            "1",
            "-1",
            "1.",
            ".5",
            "01",
            "-01",
            "00",
            "1.2.3",
            "1..2",
            "--1",
            "+1",
            "1e2",
            "1 ",
            " 1",
            "x",
            "1234567890123456",
            "1.23456789012345",
        ] {
            for behind in ["", ",", "}", "]", " ,"] {
                let whole = format!("{text}{behind}");
                if !matches!(whole.as_str(), "1," | "1}" | "1]" | "-1," | "-1}" | "-1]") {
                    assert_eq!(short_decimal(whole.as_bytes()), None, "{whole}");
                }
            }
        }
    }

    #[test]
    fn every_printed_coordinate_comes_back() {
        let mut state: u64 = 1;
        for _ in 0..200_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let degrees = f64::from(u32::try_from(state >> 32).unwrap()) / f64::from(u32::MAX)
                * 360.0
                - 180.0;
            agrees(&degrees.to_string());
        }
    }

    #[test]
    fn what_no_double_holds_is_none() {
        assert_eq!(parse("1e400"), None);
        assert_eq!(parse("1e999999999999"), None);
        assert_eq!(parse("1e-400"), Some(0.0));
        assert_eq!(parse("-1e-999999999999"), Some(-0.0));
    }
}
