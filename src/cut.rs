//! Cutting texts at ASCII characters, for all modules alike: the standard library's ways are each compiled anew.

/// Whether a byte is one of a few. The standard library's `contains` brings its search for long texts along.
pub(crate) fn is_one_of(byte: u8, few: &[u8]) -> bool {
    for one in few {
        if *one == byte {
            return true;
        }
    }
    false
}

/// A text before the first of some ASCII characters, and from it on; all of it and nothing if there is none.
pub(crate) fn cut<'a>(text: &'a str, marks: &[u8]) -> (&'a str, &'a str) {
    let found = text.bytes().position(|byte| is_one_of(byte, marks));
    found
        .and_then(|at| text.split_at_checked(at))
        .unwrap_or((text, ""))
}

/// The next part of a text that is cut at an ASCII character; afterwards `rest` stands behind it. The last part, even an
/// empty one, leaves nothing.
pub(crate) fn next_part<'a>(rest: &mut Option<&'a str>, mark: u8) -> Option<&'a str> {
    let (part, behind) = cut((*rest)?, &[mark]);
    *rest = behind.get(1..);
    Some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_before_the_first_mark() {
        assert_eq!(cut("a?b#c", b"#?"), ("a", "?b#c"));
        assert_eq!(cut("é", b"?"), ("é", ""));
        assert_eq!(cut("", b"?"), ("", ""));
    }

    #[test]
    fn parts_come_one_by_one_and_the_last_may_be_empty() {
        let mut rest = Some("a//b/");
        let mut parts = Vec::new();
        while let Some(part) = next_part(&mut rest, b'/') {
            parts.push(part);
        }
        assert_eq!(parts, ["a", "", "b", ""]);
    }
}
