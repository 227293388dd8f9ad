//! Steps over lists of cells without reading them: the quick way for most bytes of a feed.

use super::block::{BLOCK, CellMarks, cell_ends, cell_marks};
use super::{Reader, is_white_space};
use crate::work::{self, Work};

/// A list of plain cells: whole numbers of at most three digits, -1 or null, with white space after commas at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlainCells {
    /// How many they are.
    pub count: usize,
    /// How many bytes they take, up to the bracket behind the last one.
    pub length: usize,
}

impl PlainCells {
    /// The most places that a plain cell can have.
    pub const MOST: i16 = 999;
}

impl Reader<'_> {
    /// Steps over the cells of the array that the reader is in, and out of it, if all are plain and at most so many; gives
    /// how many they are. Else the reader stays where it is.
    pub fn skip_plain_cells(&mut self, most: usize) -> Option<usize> {
        let cells = plain_cells(self.bytes.get(self.pos..)?)?;
        if cells.count > most {
            return None;
        }
        work::add(Work::Steps, cells.count);
        work::add(Work::Bytes, cells.length + 1 - cells.count);
        self.pos += cells.length + 1;
        self.depth -= 1;
        Some(cells.count)
    }
}

/// The list of cells at the start of some bytes, if all of them are plain and the list's end comes right after them.
///
/// Marks of sixteen bytes are looked at together, above those of the three bytes before them.
pub fn plain_cells(bytes: &[u8]) -> Option<PlainCells> {
    let mut cells = PlainCells {
        count: 1,
        length: 0,
    };
    // The bracket before the first cell is like a comma.
    let mut marks = CellMarks {
        commas: LAST,
        ..CellMarks::default()
    };
    loop {
        let rest = bytes.get(cells.length..)?;
        let mut padded = [0; BLOCK];
        let block = block_of(rest, &mut padded);
        marks = marks.followed_by(cell_marks(block));
        let length = (marks.others() >> BEFORE).trailing_zeros() as usize;
        let length = length.min(BLOCK);
        let inside = !(u32::MAX << length) << BEFORE;
        if marks.broken() & inside != 0 {
            return None;
        }
        cells.count += (marks.commas & inside).count_ones() as usize;
        cells.length += length;
        if length == BLOCK {
            continue;
        }
        let is_behind = |marks: u32| marks >> (BEFORE - 1) >> length & 1 == 1;
        let rest = rest.get(length..)?;
        match rest {
            _ if is_behind(marks.digits) => {
                cells.length += white_space(rest);
                let is_end = bytes.get(cells.length) == Some(&b']');
                return is_end.then_some(cells);
            }
            [b'n', b'u', b'l', b'l', behind, ..]
                if is_behind(marks.gaps()) && !behind.is_ascii_alphanumeric() =>
            {
                cells.length += NULL.len();
                // What is behind a null is like what is behind a digit.
                marks = CellMarks {
                    digits: LAST,
                    ..CellMarks::default()
                };
            }
            _ => return None,
        }
    }
}

/// How many bytes of white space are at the start of some bytes.
fn white_space(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|byte| is_white_space(**byte))
        .count()
}

/// Reads so many plain cells of a list that begins at an offset, with other bytes before and behind it; a null is `unknown`.
///
/// Neither how long a cell is nor its sign is branched on: both are as good as random.
pub fn read_plain_cells(bytes: &[u8], list: usize, count: usize, unknown: i16) -> Vec<i16> {
    /// So many blocks have their ends in one integer.
    const BLOCKS: usize = 4;
    let mut cells = Vec::with_capacity(count);
    let mut start = list;
    while cells.len() < count && start < bytes.len() {
        work::add(Work::Steps, 1);
        let mut ends = 0;
        for block in 0..BLOCKS {
            let mut padded = [0; BLOCK];
            let rest = bytes.get(start + block * BLOCK..).unwrap_or_default();
            let marks = cell_ends(block_of(rest, &mut padded));
            ends |= u64::from(marks) << (block * BLOCK);
        }
        let found = ends.count_ones() as usize;
        for _ in 0..found.min(count - cells.len()) {
            let end = start + ends.trailing_zeros() as usize;
            let before = bytes.get(..end).unwrap_or_default().trim_ascii_end();
            cells.push(last_cell(before, unknown));
            ends &= ends - 1;
        }
        start += BLOCKS * BLOCK;
    }
    cells
}

/// The plain cell that some bytes end with.
#[inline]
fn last_cell(bytes: &[u8], unknown: i16) -> i16 {
    let [hundreds, tens, ones] = bytes.last_chunk().copied().unwrap_or_default();
    let digit = |byte: u8| i16::from(byte.wrapping_sub(b'0'));
    match (tens, ones) {
        (b'-', _) => -1,
        (_, b'l') => unknown,
        _ => {
            let is_long = tens.is_ascii_digit();
            let is_longest = is_long & hundreds.is_ascii_digit();
            let tens = if is_long { digit(tens) * 10 } else { 0 };
            let hundreds = if is_longest { digit(hundreds) * 100 } else { 0 };
            hundreds + tens + digit(ones)
        }
    }
}

/// The block at the start of some bytes, or what is left of it with zeros behind, which goes into `padded`.
#[inline]
fn block_of<'b>(bytes: &'b [u8], padded: &'b mut [u8; BLOCK]) -> &'b [u8; BLOCK] {
    bytes.first_chunk().unwrap_or_else(|| {
        for (to, from) in padded.iter_mut().zip(bytes) {
            *to = *from;
        }
        padded
    })
}

/// So many bytes of the block before are kept, as many as a plain cell has digits.
const BEFORE: usize = 3;
/// The mark of a block's last byte.
const LAST: u32 = 1 << (BLOCK + BEFORE - 1);
/// How a cell is written that is not known.
const NULL: &str = "null";

impl CellMarks {
    /// The marks of the next block, above those of the last three bytes of this one.
    fn followed_by(self, next: Self) -> Self {
        let join = |this: u32, next: u32| this >> BLOCK | next << BEFORE;
        Self {
            digits: join(self.digits, next.digits),
            zeros: join(self.zeros, next.zeros),
            ones: join(self.ones, next.ones),
            minuses: join(self.minuses, next.minuses),
            commas: join(self.commas, next.commas),
            spaces: join(self.spaces, next.spaces),
        }
    }

    /// What is between cells.
    fn gaps(self) -> u32 {
        self.commas | self.spaces
    }

    /// Which bytes end a list of plain cells that are no null: what can't be in one, and white space after a digit.
    fn others(self) -> u32 {
        let others = !(self.digits | self.minuses | self.gaps());
        others | self.spaces & self.digits << 1
    }

    /// Which bytes can't come after the ones before them in a list of plain cells.
    fn broken(self) -> u32 {
        let Self {
            digits,
            zeros,
            ones,
            minuses,
            commas,
            ..
        } = self;
        let first = self.gaps() << 1;
        let after_minus = minuses << 1;
        let no_cell = commas & first;
        let no_sign = minuses & !first;
        let no_minus_one = after_minus & !ones | digits & (after_minus & ones) << 1;
        let leading_zero = digits & (zeros & first) << 1;
        let too_long = digits & digits << 1 & digits << 2 & digits << 3;
        no_cell | no_sign | no_minus_one | leading_zero | too_long
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same, one character after the other.
    fn one_by_one(text: &str) -> Option<PlainCells> {
        let length = text.find(']')?;
        let white_space = [' ', '\n', '\r', '\t'];
        let list = text[..length].trim_end_matches(white_space).split(',');
        let cells: Vec<&str> = list
            .map(|cell| cell.trim_start_matches(white_space))
            .collect();
        let is_plain = |cell: &&str| {
            ["-1", "null"].contains(cell)
                || (1..=3).contains(&cell.len())
                    && cell.bytes().all(|byte| byte.is_ascii_digit())
                    && (cell.len() == 1 || !cell.starts_with('0'))
        };
        cells.iter().all(is_plain).then_some(PlainCells {
            count: cells.len(),
            length,
        })
    }

    fn assert_same(text: &str) {
        let cells = plain_cells(text.as_bytes());
        assert_eq!(cells, one_by_one(text), "{text}");
        let Some(PlainCells { count, length }) = cells else {
            return;
        };
        let expected: Vec<i16> = text[..length]
            .split(',')
            .map(|cell| cell.trim().parse().unwrap_or(-2))
            .collect();
        // Something is always before a list, and behind it. The list begins with its bracket.
        let whole = format!("{{\"open\":[{}}}]}}]}}", &text[..=length]);
        assert_eq!(
            read_plain_cells(whole.as_bytes(), 8, count, -2),
            expected,
            "{text}"
        );
    }

    #[test]
    fn cells_of_up_to_three_digits_are_plain_wherever_they_are() {
        for before in 0..40 {
            let before = "1,".repeat(before);
            for cell in [
                "0",
                "7",
                "12",
                "100",
                "999",
                "-1",
                "null",
                "null,null",
                "null,7,null",
            ] {
                for after in [
                    "]",
                    "]}",
                    "\n  ]",
                    ", 20]",
                    ",0]",
                    ",-1,20]                    ",
                ] {
                    let text = format!("{before}{cell}{after}");
                    assert_same(&text);
                    assert!(plain_cells(text.as_bytes()).is_some(), "{text}");
                }
            }
        }
    }

    #[test]
    fn anything_else_is_not_plain_wherever_it_is() {
        let others = [
            "", "-", "--1", "nul", "nulls", "null1", "1null", "-null", "nullnull", "NULL", "true",
            "-0", "-2", "-12", "-11", "1-", "1-1", "01", "00", "1234", "10000", "1.5", "1e2",
            "1 1", "1 ,1", "- 1", "\u{b}1", "\"1\"", "[1", "+1", "1\u{b0}",
        ];
        for before in 0..40 {
            let before = "1,".repeat(before);
            for cell in others {
                for after in ["]", ",0]", ",100]                    ", "", ","] {
                    let text = format!("{before}{cell}{after}");
                    assert_same(&text);
                    assert_eq!(plain_cells(text.as_bytes()), None, "{text}");
                }
            }
        }
    }

    #[test]
    fn every_short_list_of_these_characters_is_judged_as_one_by_one() {
        let characters = ["0", "1", "5", "-", ",", "]", " ", "null"];
        for before in ["", "1,1,1,1,1,1,1", "1,1,1,1,1,1,1,"] {
            for number in 0..characters.len().pow(5) {
                let mut rest = number;
                let mut text = before.to_owned();
                for _ in 0..5 {
                    text.push_str(characters[rest % characters.len()]);
                    rest /= characters.len();
                }
                assert_same(&text);
            }
        }
    }
}
