//! Spelling errors and the spelling of before 1972: how far a typed text is from a name.

use crate::work::{self, Work};

/// The longest name or text that is compared letter by letter; longer ones are not.
const MOST_LETTERS: usize = 40;

/// How many errors a text of so many letters may have.
pub fn errors_allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// A text as it is spelt since 1972, if it may be spelt in the way of before: `oe` became `u`, `tj` `c`, `dj` `j`, `nj` `ny`,
/// `sj` `sy` and `j` `y`.
pub fn modern(text: &str) -> Option<String> {
    let mut modern = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let spelt = match (letter, next) {
            ('o', Some('e')) => "u",
            ('t', Some('j')) => "c",
            ('d', Some('j')) => "j",
            ('n', Some('j')) => "ny",
            ('s', Some('j')) => "sy",
            ('j', _) => {
                modern.push('y');
                continue;
            }
            _ => {
                modern.push(letter);
                continue;
            }
        };
        modern.push_str(spelt);
        letters.next();
    }
    (modern != text).then_some(modern)
}

/// The letters of a text as a set, to tell in one step that two are too far apart.
pub fn letters_of(text: &[u8]) -> u32 {
    text.iter().fold(0, |set, byte| set | 1 << (byte & 31))
}

/// Which of a name may be compared with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// All of it.
    Name,
    /// Its beginning: more of it may follow.
    Beginning,
}

/// The errors in a text that was meant to be a name or its beginning: letters left out, put in, replaced, or swapped with
/// their neighbour. `None` if there are more than `most`.
pub fn errors(text: &[u8], name: &[u8], whole: Whole, most: usize) -> Option<usize> {
    if text.len() > MOST_LETTERS || name.len() > MOST_LETTERS {
        return None;
    }
    let is_near = text.len() <= name.len() + most
        && (whole == Whole::Beginning || name.len() <= text.len() + most);
    if !is_near {
        return None;
    }
    // One row of the table of distances for each letter of the text; two rows before it are needed.
    let mut before = [0; MOST_LETTERS + 1];
    let mut last = [0; MOST_LETTERS + 1];
    let mut row = [0; MOST_LETTERS + 1];
    for (column, cell) in last.iter_mut().enumerate() {
        *cell = column;
    }
    let mut letter_before = 0;
    for (index, &letter) in text.iter().enumerate() {
        work::add(Work::Steps, 1);
        let mut row_least = index + 1;
        let mut left = index + 1;
        set(&mut row, 0, left);
        let mut other_before = 0;
        for (column, &other) in name.iter().enumerate() {
            let replaced = at(&last, column) + usize::from(letter != other);
            let mut cell = replaced.min(at(&last, column + 1) + 1).min(left + 1);
            if index > 0 && column > 0 && letter == other_before && letter_before == other {
                cell = cell.min(at(&before, column - 1) + 1);
            }
            set(&mut row, column + 1, cell);
            row_least = row_least.min(cell);
            left = cell;
            other_before = other;
        }
        if row_least > most {
            return None;
        }
        letter_before = letter;
        before = last;
        last = row;
    }
    let found = match whole {
        Whole::Name => at(&last, name.len()),
        Whole::Beginning => last.iter().take(name.len() + 1).copied().min()?,
    };
    (found <= most).then_some(found)
}

fn at(row: &[usize], column: usize) -> usize {
    row.get(column).copied().unwrap_or(usize::MAX / 2)
}

fn set(row: &mut [usize], column: usize, value: usize) {
    if let Some(cell) = row.get_mut(column) {
        *cell = value;
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn told(text: &str, name: &str, whole: Whole) -> Option<usize> {
        errors(text.as_bytes(), name.as_bytes(), whole, 2)
    }

    #[test]
    fn letters_left_out_put_in_replaced_or_swapped_are_one_error_each() {
        for (text, name, found) in [
            ("kediri", "kediri", Some(0)),
            ("kedri", "kediri", Some(1)),
            ("keddiri", "kediri", Some(1)),
            ("kadiri", "kediri", Some(1)),
            ("kedrii", "kediri", Some(1)),
            ("blitra", "blitar", Some(1)),
            ("suroboyo", "surabaya", None),
            ("surobaya", "surabaya", Some(1)),
            ("srabya", "surabaya", Some(2)),
            ("", "ab", Some(2)),
            ("", "abc", None),
        ] {
            assert_eq!(told(text, name, Whole::Name), found, "{text}");
        }
        assert_eq!(told("surbay", "surabaya", Whole::Beginning), Some(1));
        assert_eq!(told("surbay", "surabaya", Whole::Name), Some(2));
        assert_eq!(told(&"a".repeat(41), &"a".repeat(41), Whole::Name), None);
    }

    #[test]
    fn the_spelling_of_before_1972_is_read() {
        for (old, new) in [
            ("soerabaja", "surabaya"),
            ("djokjakarta", "jokyakarta"),
            ("tjirebon", "cirebon"),
            ("banjoewangi", "banyuwangi"),
            ("djember", "jember"),
            ("sjah", "syah"),
        ] {
            assert_eq!(modern(old).as_deref(), Some(new));
        }
        assert_eq!(modern("kediri"), None);
    }

    #[test]
    fn short_texts_may_have_one_error_and_long_ones_two() {
        assert_eq!([3, 4, 7, 8].map(errors_allowed), [0, 1, 1, 2]);
    }
}
