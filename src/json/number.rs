//! Reads decimal numbers as doubles.

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
