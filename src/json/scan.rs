//! The two loops that most bytes of a feed go through: over the characters of a string, and over the cells of a row.
//!
//! Both take several bytes at once as one integer, which every target does alike; neither accepts what the reader's
//! careful loops would not, and what they can't take they leave to those.

/// A byte of 1 in each place.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each byte.
const HIGH: u64 = ONES << 7;

/// How many bytes come before the first that ends a string, begins an escape or is a control character.
#[inline]
pub fn plain_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut length = 0;
    for word in words {
        let found = specials(u64::from_le_bytes(*word));
        if found != 0 {
            return length + (found.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | 0..0x20);
    length + rest.iter().take_while(is_plain).count()
}

/// The highest bit of the first byte that is not plain, and perhaps of some after it.
#[inline]
fn specials(word: u64) -> u64 {
    // A byte below `limit` borrows into its highest bit; so may the bytes above one that does, which does not matter.
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (below(word, 0x20) | is(b'"') | is(b'\\')) & HIGH
}

/// Reads cells of one to three digits or -1 that end with a comma, at most so many; gives how many bytes they take, commas
/// included.
///
/// Finds the commas of eight bytes at once, so no cell waits for the length of the one before it.
#[inline]
pub fn cells_before_commas(bytes: &[u8], out: &mut Vec<i16>, most: usize) -> usize {
    /// So many cells fit into eight bytes.
    const MOST_AT_ONCE: usize = 4;
    let (words, _) = bytes.as_chunks::<8>();
    let (mut start, mut word_start, mut left) = (0, 0, most);
    for word in words {
        let mut commas = zeros(u64::from_le_bytes(*word) ^ (ONES * u64::from(b',')));
        if left < MOST_AT_ONCE {
            break;
        }
        while commas != 0 {
            let comma = word_start + (commas.trailing_zeros() / 8) as usize;
            let cell = bytes.get(start..).and_then(|rest| rest.first_chunk());
            let Some(value) = cell.and_then(|cell| plain_cell(*cell, comma - start)) else {
                return start;
            };
            out.push(value);
            left -= 1;
            start = comma + 1;
            commas &= commas - 1;
        }
        word_start += 8;
    }
    start
}

/// The highest bit of each byte that is zero, and of no other.
#[inline]
fn zeros(word: u64) -> u64 {
    !(((word & !HIGH) + !HIGH) | word | !HIGH)
}

/// The cell at the start of some bytes that has so many, if it is plain.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "a call for each cell takes as long as the rest"
)]
fn plain_cell(bytes: [u8; 4], length: usize) -> Option<i16> {
    let shift = match length {
        1..=3 => 32 - 8 * u32::try_from(length).ok()?,
        _ => return None,
    };
    // The last digit is in the highest byte.
    let digits = (u32::from_le_bytes(bytes) ^ ZEROS) << shift;
    if no_digits(digits) != 0 {
        return (length == 2 && bytes.starts_with(b"-1")).then_some(-1);
    }
    if length > 1 && bytes.starts_with(b"0") {
        return None;
    }
    number_of(digits)
}

/// The highest bit of each of four bytes that is no digit, once the text of zeros is taken from it.
#[inline]
fn no_digits(digits: u32) -> u32 {
    (((digits & !HIGHEST) + 0x7676_7676) | digits) & HIGHEST
}

/// The number of up to three digits, the last one in the highest byte.
#[inline]
fn number_of(digits: u32) -> Option<i16> {
    let n = (digits >> 24) + ((digits >> 16) & 0xff) * 10 + ((digits >> 8) & 0xff) * 100;
    i16::try_from(n).ok()
}

/// Four zeros as text.
const ZEROS: u32 = 0x3030_3030;
/// The highest bit of each of four bytes.
const HIGHEST: u32 = 0x8080_8080;

/// A cell and the bytes that it and the mark after it take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuickCell {
    pub value: i16,
    /// How long it is, without the mark.
    pub length: usize,
    /// Whether the list ends after it.
    pub is_last: bool,
}

/// Reads the cell at the start of some bytes, if it has at most three digits, or is -1 or null, and a comma or the list's end
/// comes right after it.
#[inline]
pub fn quick_cell(bytes: &[u8], unknown: i16) -> Option<QuickCell> {
    let word = u32::from_le_bytes(*bytes.first_chunk::<4>()?);
    // The number of digits is unpredictable, so the code does not branch on it.
    let digits = word ^ ZEROS;
    let ends = no_digits(digits);
    let bits = ends.trailing_zeros() & 0x38;
    let mark = word.wrapping_shr(bits) & 0xff;
    let has_leading_zero = bits > 8 && digits.trailing_zeros() >= 8;
    if ends == 0 || bits == 0 || has_leading_zero || !is_mark(mark) {
        return special_cell(bytes, word, unknown);
    }
    let aligned = digits.wrapping_shl(32 - bits);
    Some(QuickCell {
        value: number_of(aligned)?,
        length: (bits / 8) as usize,
        is_last: mark == u32::from(b']'),
    })
}

/// A `-1` or `null`.
#[inline]
fn special_cell(bytes: &[u8], word: u32, unknown: i16) -> Option<QuickCell> {
    let (value, length, mark) = if word & 0xffff == u32::from(u16::from_le_bytes(*b"-1")) {
        (-1, 2, (word >> 16) & 0xff)
    } else if word == u32::from_le_bytes(*b"null") {
        (unknown, 4, u32::from(*bytes.get(4)?))
    } else {
        return None;
    };
    is_mark(mark).then_some(QuickCell {
        value,
        length,
        is_last: mark == u32::from(b']'),
    })
}

fn is_mark(byte: u32) -> bool {
    byte == u32::from(b',') || byte == u32::from(b']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place_is_plain_or_not() {
        for length in 0..20 {
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

    fn read(text: &str) -> Option<(i16, usize, bool)> {
        let cell = quick_cell(text.as_bytes(), -2)?;
        Some((cell.value, cell.length, cell.is_last))
    }

    #[test]
    fn cells_of_up_to_three_digits_are_quick() {
        for n in 0..1000 {
            for (mark, is_last) in [(",", false), ("]", true)] {
                let length = n.to_string().len();
                assert_eq!(
                    read(&format!("{n}{mark}7,8")),
                    Some((n, length, is_last)),
                    "{n}{mark}"
                );
            }
        }
        assert_eq!(read("-1,2"), Some((-1, 2, false)));
        assert_eq!(read("-1]}"), Some((-1, 2, true)));
        assert_eq!(read("null,"), Some((-2, 4, false)));
        assert_eq!(read("null]"), Some((-2, 4, true)));
    }

    /// What one quick cell after the other gives, as far as commas follow.
    fn one_by_one(bytes: &[u8], most: usize) -> (Vec<i16>, usize) {
        let (mut values, mut at) = (Vec::new(), 0);
        while values.len() < most
            && let Some(cell) = quick_cell(&bytes[at..], -2)
            && !cell.is_last
            && cell.value != -2
        {
            values.push(cell.value);
            at += cell.length + 1;
        }
        (values, at)
    }

    #[test]
    fn cells_are_the_same_by_their_commas_and_one_by_one() {
        let mut state: u64 = 1;
        let mut draw = |most: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % most
        };
        let others = ["01", "1234", "-12", "null", "", " 3", "1.5", "\u{b0}", "]"];
        let mut most_read = 0;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..draw(20) {
                match draw(40) {
                    0 => text.push_str(others[draw(others.len())]),
                    1..9 => text.push_str("-1"),
                    _ => {
                        let most = [10, 100, 1000][draw(3)];
                        text.push_str(&draw(most).to_string());
                    }
                }
                text.push(',');
            }
            let (expected, end) = one_by_one(text.as_bytes(), usize::MAX);
            let mut values = Vec::new();
            let taken = cells_before_commas(text.as_bytes(), &mut values, usize::MAX);
            // It reads whole groups of eight bytes, and leaves the rest.
            assert!(expected.starts_with(&values), "{text}: {values:?}");
            let read = one_by_one(text.as_bytes(), values.len());
            assert_eq!((values.len(), taken), (read.0.len(), read.1), "{text}");
            assert!(end - taken < 16, "{text}: {taken} of {end}");
            most_read = most_read.max(values.len());

            let most = draw(10);
            let mut few = Vec::new();
            cells_before_commas(text.as_bytes(), &mut few, most);
            assert!(few.len() <= most && values.starts_with(&few), "{text}");
        }
        assert!(most_read > 10);
    }

    #[test]
    fn what_is_no_quick_cell_is_left() {
        let others = [
            "", "1", "12,", "1234,", "01,2", "00,1", "-2,3", "-12,", "-1 ,", "1 ,2", " 1,2",
            "1.5,", "1e2,", "null", "nul,", "nulls", "true", "\"1\",", ",1,2", "],12", "12}]",
            "+1,2", "1\u{b0},", "1:,2", "1/,2",
        ];
        for text in others {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
