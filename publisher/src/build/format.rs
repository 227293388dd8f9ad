//! Checks how a sheet displays a number: a count must be displayed as that count.

/// Why a number format does not display the number as a count; `None` if it does.
///
/// Returns the key of a message.
pub fn disguise(format: &str, number: f64) -> Option<&'static str> {
    // A count is refused for its sign, however it is shown.
    if number < 0.0 {
        return None;
    }
    let sections: Vec<&str> = sections(format);
    let wanted = if sections.len() > 2 && number == 0.0 {
        2
    } else {
        0
    };
    let section = sections.get(wanted).copied().unwrap_or_default();
    let parts = Parts::of(section);
    if section.eq_ignore_ascii_case("general") || section == "@" {
        None
    } else if parts.codes.contains('%') {
        Some("build.percent")
    } else if parts.is_money {
        Some("build.money")
    } else if parts.is_conditional || !parts.is_plain() {
        Some("build.number_format")
    } else {
        None
    }
}

/// The sections of a format: for positive numbers, negative ones, zero, texts.
fn sections(format: &str) -> Vec<&str> {
    let mut quoted = false;
    let mut escaped = false;
    let split = format.split(|c: char| {
        let is_end = c == ';' && !quoted && !escaped;
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        is_end
    });
    split.collect()
}

/// A parsed section.
#[derive(Default)]
struct Parts {
    /// The codes, without quoted texts, escaped characters and brackets.
    codes: String,
    /// The quoted texts and escaped characters.
    texts: String,
    /// Whether a currency is named.
    is_money: bool,
    /// Whether the section applies to some numbers only.
    is_conditional: bool,
}

/// The words after a number that leave it a count of places; `ribu` and others would change it.
const UNITS: [&str; 14] = [
    "tempat", "orang", "org", "org.", "pemohon", "slot", "kuota", "sisa", "kursi", "place",
    "places", "person", "people", "left",
];

impl Parts {
    fn of(section: &str) -> Self {
        let mut parts = Self::default();
        let mut chars = section.chars();
        while let Some(c) = chars.next() {
            match c {
                '"' => parts.texts.extend(chars.by_ref().take_while(|&c| c != '"')),
                '\\' => parts.texts.extend(chars.next()),
                // The width of a character, and a character that fills the cell.
                '_' | '*' => drop(chars.next()),
                '[' => {
                    let inside: String = chars.by_ref().take_while(|&c| c != ']').collect();
                    let symbol = inside.strip_prefix('$');
                    let symbol = symbol.and_then(|symbol| symbol.split('-').next());
                    parts.is_money |= symbol.is_some_and(|symbol| !symbol.trim().is_empty());
                    parts.is_conditional |= inside.starts_with(['<', '>', '=']);
                }
                c => parts.codes.push(c),
            }
        }
        let texts = parts.texts.trim().trim_end_matches('.');
        parts.is_money |= ["Rp", "IDR", "USD"].contains(&texts)
            || (parts.codes.clone() + texts).contains(['$', '€', '£', '¥']);
        parts
    }

    /// Whether the digits are displayed unchanged, and no others with them.
    fn is_plain(&self) -> bool {
        let codes = self.codes.trim();
        let digits = |c: char| matches!(c, '0' | '#' | '?');
        codes.contains(digits)
            && codes.contains(['0', '?', '#'])
            // Thousands separators after the last digit scale the number down.
            && !codes.trim_end_matches([' ', ')', '-']).ends_with(',')
            && !codes.contains(",.")
            && codes.chars().all(|c| digits(c) || " .,+".contains(c))
            && self.texts.split_whitespace().all(|word| UNITS.contains(&word.to_lowercase().as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::disguise;

    #[test]
    fn a_count_is_shown_as_it_is_by_common_formats() {
        for format in [
            "General",
            "0",
            "#,##0",
            "0.00",
            "@",
            "[Red]0",
            "0 \"tempat\"",
            "#,##0_);(#,##0)",
            "#,##0;[Red]-#,##0",
            "_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-",
            "??0",
            "#",
            "+0;-0;0",
            "0 \"orang\"",
        ] {
            assert_eq!(disguise(format, 12.0), None, "{format}");
        }
    }

    #[test]
    fn a_number_that_is_shown_as_something_else_is_told() {
        for (format, number, key) in [
            ("0%", 1.0, "build.percent"),
            ("0.00%", 0.0, "build.percent"),
            ("0\"%\"", 5.0, "build.number_format"),
            ("0\\%", 5.0, "build.number_format"),
            ("0\" ‰\"", 5.0, "build.number_format"),
            ("0\" ribu\"", 5.0, "build.number_format"),
            ("\"< \"0", 5.0, "build.number_format"),
            ("-0", 5.0, "build.number_format"),
            ("\\-0", 5.0, "build.number_format"),
            ("(0)", 5.0, "build.number_format"),
            ("\"Rp\"#,##0", 5.0, "build.money"),
            ("[$Rp-421]#,##0.00", 5.0, "build.money"),
            ("$#,##0", 5.0, "build.money"),
            ("#,##0 \"Rp.\"", 5.0, "build.money"),
            ("0,", 5_000.0, "build.number_format"),
            ("0.0,,", 5.0, "build.number_format"),
            ("0.00E+00", 5.0, "build.number_format"),
            ("\"1\"0", 2.0, "build.number_format"),
            ("0;-0;;@", 0.0, "build.number_format"),
            ("0;-0;\"penuh\"", 0.0, "build.number_format"),
            (";;;", 4.0, "build.number_format"),
            ("[>9]\"banyak\";0", 12.0, "build.number_format"),
            ("\"ada\"", 4.0, "build.number_format"),
        ] {
            assert_eq!(disguise(format, number), Some(key), "{format}");
        }
    }
}
