//! Decimal numbers to doubles, in little code.
//!
//! The standard library's parser brings tables of 10 kB, a quarter of what the whole Wasm may weigh. Numbers of up to 19
//! digits, of which up to 27 stand behind the point, are rounded correctly here too, so that every double that was printed
//! with a usual exponent comes back unharmed. Beyond that the last bits may differ.

/// The double nearest to a JSON number; `None` beyond what a double can hold.
pub fn parse(text: &str) -> Option<f64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (decimal, exponent) = match digits.split_once(['e', 'E']) {
        Some((decimal, exponent)) => (decimal, read_exponent(exponent)),
        None => (digits, 0),
    };
    let mut mantissa: u64 = 0;
    let mut exponent = exponent;
    let mut behind_point = false;
    let mut full = false;
    for byte in decimal.bytes() {
        if byte == b'.' {
            behind_point = true;
            continue;
        }
        let digit = u64::from(byte - b'0');
        // A 20th digit may not fit; what it would add is less than half of what a double can tell.
        let longer = mantissa.checked_mul(10).and_then(|m| m.checked_add(digit));
        if let Some(longer) = longer.filter(|_| !full) {
            mantissa = longer;
            exponent -= i32::from(behind_point);
        } else {
            full = true;
            exponent += i32::from(!behind_point);
        }
    }
    let size = scale(mantissa, exponent);
    size.is_finite()
        .then_some(if negative { -size } else { size })
}

/// The exponent, or one so large or small that nothing else matters.
fn read_exponent(text: &str) -> i32 {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.trim_start_matches('+')),
    };
    let size = digits.bytes().fold(0, |size: i32, byte| {
        (size * 10 + i32::from(byte - b'0')).min(100_000)
    });
    if negative { -size } else { size }
}

/// `mantissa * 10^exponent`.
fn scale(mantissa: u64, exponent: i32) -> f64 {
    // 5²⁷ is the greatest power of five in 64 bits.
    const MOST: i32 = 27;
    if mantissa == 0 {
        return 0.0;
    }
    if (-MOST..=0).contains(&exponent) {
        let fives = divide(mantissa, 5_u64.pow(exponent.unsigned_abs()));
        return fives * power_of_two(exponent);
    }
    let whole = u32::try_from(exponent)
        .ok()
        .and_then(|tens| 10_u64.checked_pow(tens));
    if let Some(whole) = whole.and_then(|tens| mantissa.checked_mul(tens)) {
        return divide(whole, 1);
    }
    // Beyond some 330 tens there is only infinity or zero.
    let tens = exponent.unsigned_abs().min(400);
    (0..tens).fold(divide(mantissa, 1), |size, _| {
        if exponent > 0 {
            size * 10.0
        } else {
            size / 10.0
        }
    })
}

/// The double nearest to a fraction; ties go to the even one.
fn divide(numerator: u64, denominator: u64) -> f64 {
    // The quotient gets at least 64 bits, of which the double keeps 53; what is behind decides how to round.
    let shift = u128::from(numerator).leading_zeros();
    let (numerator, denominator) = (u128::from(numerator) << shift, u128::from(denominator));
    let quotient = numerator / denominator;
    let sticky = u128::from(numerator % denominator != 0);
    let excess = 128 - quotient.leading_zeros() - 53;
    let half = 1 << (excess - 1);
    let kept = quotient >> excess;
    let behind = ((quotient & ((1 << excess) - 1)) << 1) | sticky;
    let up = behind > half << 1 || (behind == half << 1 && kept & 1 == 1);
    let kept = u64::try_from(kept).unwrap_or(u64::MAX) + u64::from(up);
    #[expect(clippy::cast_precision_loss, reason = "at most 2⁵³")]
    let kept = kept as f64;
    kept * power_of_two(excess.cast_signed() - shift.cast_signed())
}

/// `2^exponent` for exponents within ±127: the bits of such a number are its biased exponent alone.
fn power_of_two(exponent: i32) -> f64 {
    let biased = u64::try_from(1023 + exponent).unwrap_or_default();
    f64::from_bits(biased << 52)
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

    #[test]
    fn more_digits_than_a_double_tells_are_close() {
        for text in [
            "3.14159265358979323846264338327950288",
            "123456789012345678901234567890",
            "1e25",
            "1.25e-30",
            "18446744073709551619000.0",
        ] {
            let (found, expected) = (parse(text).unwrap(), text.parse::<f64>().unwrap());
            assert!((found - expected).abs() <= expected * 1e-15, "{text}");
        }
    }
}
