//! Validates ids of the format, and makes them from names.

/// Most characters of an id.
pub const LONGEST: usize = 64;

/// Whether a text is a valid id of the format.
pub fn is_id(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._:~-".contains(&b))
}

/// Makes an id from a name: its letters and digits in lower case, joined by hyphens; empty if there are none.
///
/// Drops letters of other scripts rather than transliterate them: a published id must not depend on a table of
/// spellings.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !matches!(c, '\'' | '’') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(LONGEST);
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_the_letters_and_digits_of_a_name() {
        assert_eq!(
            slug("Kantor Imigrasi Kelas I TPI  Malang"),
            "kantor-imigrasi-kelas-i-tpi-malang"
        );
        assert_eq!(slug("Jum'at (Pagi)"), "jumat-pagi");
        assert_eq!(slug("東京"), "");
        assert!(is_id(&slug(&"panjang ".repeat(20))));
    }

    #[test]
    fn an_id_has_1_to_64_of_its_characters() {
        for text in ["a", "A.b_c:d~e-1", &"x".repeat(64)] {
            assert!(is_id(text), "{text}");
        }
        for text in ["", "a b", "é", &"x".repeat(65)] {
            assert!(!is_id(text), "{text}");
        }
    }
}
