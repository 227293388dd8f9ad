//! Cleans texts, names, links, telephone numbers and ids to fit the format, and reports the changes.

use serde_json::Value;

use super::report::{Kind, Report};
use slot_publisher::ids::{self, is_id, slug};

/// The most characters of a text.
const LONGEST: usize = 2_000;

/// The text of a JSON string or number, if any.
pub fn string(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The texts of a list, or a single one.
pub fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items.iter().filter_map(|item| string(Some(item))).collect(),
        one => string(one).into_iter().collect(),
    }
}

/// Joins the lines of an address, then state and postal code as in the United States.
pub fn postal(
    mut lines: Vec<String>,
    city: Option<&Value>,
    state: Option<String>,
    postal_code: Option<&Value>,
) -> Option<String> {
    lines.extend(string(city));
    let tail: Vec<_> = [state, string(postal_code)].into_iter().flatten().collect();
    if !tail.is_empty() {
        lines.push(tail.join(" "));
    }
    (!lines.is_empty()).then(|| lines.join(", "))
}

/// Id and name of a place: as given, or made from other fields, best first.
pub fn identity(
    source_id: Option<&Value>,
    named: Option<&Value>,
    others: &[Option<&str>],
    report: &mut Report,
) -> (String, String) {
    let source_id = string(source_id);
    let named = string(named)
        .and_then(|text| name(&text, report))
        .unwrap_or_else(|| {
            let mut others = others
                .iter()
                .copied()
                .chain([source_id.as_deref()])
                .flatten();
            let mut quiet = Report::default();
            let made = others.find_map(|text| name(text, &mut quiet));
            let made = made.unwrap_or_else(|| "?".to_owned());
            report.note(Kind::NameMissing, || made.clone());
            made
        });
    if let Some(source_id) = &source_id {
        return (id(source_id, report), named);
    }
    let others: Vec<_> = others.iter().copied().flatten().collect();
    let derived = derived_id(&named, &format!("{named}\n{}", others.join("\n")));
    report.note(Kind::IdDerived, || format!("{named}: {derived}"));
    (derived, named)
}

/// An id made from the parts of a service's description.
pub fn joined_id(parts: &[String]) -> String {
    let slugs: Vec<_> = parts.iter().map(|part| slug(part)).collect();
    let id = slugs.join(".");
    if id.len() <= ids::LONGEST && slugs.iter().all(|slug| !slug.is_empty()) {
        return id;
    }
    let whole = parts.join(".");
    derived_id(&whole, &whole)
}

/// Cleans a text for people: plain, without markup or invisible characters, with single spaces, and not too long.
///
/// `None` if nothing remains.
pub fn clean(text: &str, report: &mut Report) -> Option<String> {
    let seen = unmarked(text);
    if seen != text {
        report.note(Kind::TextCleaned, || text.to_owned());
    }
    let spaced = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    if spaced != seen {
        report.note(Kind::TextSpaces, || format!("\"{seen}\""));
    }
    if spaced.chars().count() <= LONGEST {
        return Some(spaced).filter(|text| !text.is_empty());
    }
    report.note(Kind::TextCut, || spaced.clone());
    let mut cut: String = spaced.chars().take(LONGEST - 1).collect();
    cut.push('…');
    Some(cut)
}

/// A name: a clean text, not all in capitals.
pub fn name(text: &str, report: &mut Report) -> Option<String> {
    let text = clean(text, report)?;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 4 || text.chars().any(char::is_lowercase) || !text.chars().any(char::is_uppercase)
    {
        return Some(text);
    }
    report.note(Kind::NameCapitals, || text.clone());
    let kept = capitalized(&text, true);
    // Keeps a name that consists of abbreviations.
    Some(if kept == text {
        capitalized(&text, false)
    } else {
        kept
    })
}

/// Words in lower case inside a name, in English and French.
const SMALL: [&str; 25] = [
    "a", "à", "and", "at", "au", "aux", "d", "de", "des", "du", "en", "et", "for", "in", "l", "la",
    "le", "les", "of", "on", "ou", "par", "sur", "the", "to",
];

/// Capitalizes the first letter of each word only; words without a vowel count as abbreviations.
fn capitalized(text: &str, abbreviations: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    let mut first = true;
    for c in text.chars().chain(std::iter::once(' ')) {
        if c.is_alphanumeric() {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            let small = word.to_lowercase();
            let vowels = small.chars().any(|c| "aeiouyàâäéèêëîïôöùûü".contains(c));
            if !first && SMALL.contains(&small.as_str()) {
                out.push_str(&small);
            } else if word.chars().count() == 1 && !first && out.ends_with(['\'', '’']) {
                // The s of "Albertson's".
                out.push_str(&small);
            } else if abbreviations && !vowels {
                out.push_str(&word);
            } else {
                let mut letters = small.chars();
                out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                out.push_str(letters.as_str());
            }
            first = false;
            word.clear();
        }
        out.push(c);
    }
    out.pop();
    out
}

/// Removes tags, entities and invisible characters.
fn unmarked(text: &str) -> String {
    let mut text = text.to_owned();
    // Decodes twice, in case the text was encoded twice.
    for _ in 0..4 {
        let next = without_tags(&html_escape::decode_html_entities(&text));
        if next == text {
            break;
        }
        text = next;
    }
    let seen = text.chars().filter_map(|c| match c {
        '<' => Some('‹'),
        '>' => Some('›'),
        '\u{2028}' | '\u{2029}' => Some(' '),
        c if is_invisible(c) => None,
        // Line ends and tabs separate words.
        c if c.is_whitespace() => Some(if c == '\n' || c == '\t' || c == '\r' {
            ' '
        } else {
            c
        }),
        c if c.is_control() => None,
        c => Some(c),
    });
    seen.collect()
}

/// Invisible characters, and characters that change the writing direction.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Replaces tags by spaces; keeps a lone bracket.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        let begins =
            after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        out.push_str(before);
        match after.split_once('>') {
            Some((_, tail)) if begins => {
                out.push(' ');
                rest = tail;
            }
            _ => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A link that readers follow: https, with a host. Turns `http` into `https`, and adds a missing scheme.
pub fn link(text: &str, report: &mut Report) -> Option<String> {
    let trimmed: String = text
        .trim()
        .chars()
        .filter(|&c| !is_invisible(c) && !c.is_control())
        .collect();
    let split = trimmed.split_once("://");
    let (scheme, rest) = match split {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => (String::new(), trimmed.trim_start_matches('/')),
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, tail) = rest.split_at_checked(end)?;
    let host_is_good = host.contains('.')
        && !host.contains("..")
        && !host.starts_with(['.', '-'])
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'))
        && host
            .split_once(':')
            .is_none_or(|(_, port)| port.parse::<u16>().is_ok());
    let mut repaired = format!("https://{host}");
    for c in tail.chars() {
        match c {
            '"' => repaired.push_str("%22"),
            '<' => repaired.push_str("%3C"),
            '>' => repaired.push_str("%3E"),
            '\\' => repaired.push_str("%5C"),
            c if c.is_whitespace() => repaired.push_str("%20"),
            c => repaired.push(c),
        }
    }
    let scheme_is_good = matches!(scheme.as_str(), "https" | "http" | "");
    if !scheme_is_good || !host_is_good || repaired.chars().count() > LONGEST {
        report.note(Kind::Link, || text.to_owned());
        return None;
    }
    // Scheme and host are case-insensitive.
    if repaired == text {
        return Some(repaired);
    }
    report.note(Kind::LinkRepaired, || text.to_owned());
    Some(repaired)
}

/// A telephone number as people type it: digits with separators.
pub fn phone(text: &str, report: &mut Report) -> Option<String> {
    let number = text.trim();
    let number = number.strip_prefix("tel:").unwrap_or(number);
    let number: Vec<_> = number.split_whitespace().collect();
    let number = number.join(" ");
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let good = (3..=30).contains(&digits)
        && number.chars().count() <= 60
        && number
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || " +-().,/#*:".contains(c));
    if !good {
        report.note(Kind::Phone, || text.to_owned());
        return None;
    }
    Some(number)
}

/// A valid id of the format; an invalid one keeps its valid characters, followed by a hash of the whole.
fn id(text: &str, report: &mut Report) -> String {
    if is_id(text) {
        return text.to_owned();
    }
    let derived = derived_id(text, text);
    report.note(Kind::IdDerived, || format!("\"{text}\": {derived}"));
    derived
}

/// An id from the valid characters of `readable` and a hash of `whole`: always the same for the same texts.
pub fn derived_id(readable: &str, whole: &str) -> String {
    let mut id = slug(readable);
    id.truncate(ids::LONGEST - 17);
    let id = id.trim_end_matches('-');
    let hash = hash(whole.as_bytes());
    let folded = (hash >> 64) ^ (hash & u128::from(u64::MAX));
    if id.is_empty() {
        return format!("{folded:016x}");
    }
    format!("{id}-{folded:016x}")
}

/// FNV-1a in 128 bits: the same on every machine and in every version.
pub fn hash(bytes: &[u8]) -> u128 {
    bytes.iter().fold(
        0x6c62_272e_07bb_0142_62b8_2175_6295_c58d,
        |hash: u128, &byte| {
            (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The result for a text, and the kinds of reports.
    fn made(f: fn(&str, &mut Report) -> Option<String>, text: &str) -> (String, Vec<&'static str>) {
        let mut report = Report::default();
        let made = f(text, &mut report).unwrap_or_default();
        let kinds = Kind::ALL.iter().filter(|kind| report.met(**kind) > 0);
        (made, kinds.map(|kind| kind.code()).collect())
    }

    #[test]
    fn names_in_capitals_are_written_as_people_do() {
        for (name, expected) in [
            (
                "CENTRE DE VACCINATION COVID - VILLE DE COLOMBES",
                "Centre de Vaccination Covid - Ville de Colombes",
            ),
            ("PHARMACIE DE L'ÉGLISE", "Pharmacie de l'Église"),
            ("CVS PHARMACY #12", "CVS Pharmacy #12"),
            ("ALBERTSON'S", "Albertson's"),
            ("CVS HMC", "Cvs Hmc"),
        ] {
            assert_eq!(
                made(super::name, name),
                (expected.to_owned(), vec!["name-capitals"])
            );
        }
        for name in ["CHU", "Rite Aid #576", "CVS 12345", "薬局病院所"] {
            assert_eq!(made(super::name, name), (name.to_owned(), vec![]));
        }
    }

    #[test]
    fn markup_and_unseen_characters_go_and_spaces_are_single() {
        for (text, expected, kinds) in [
            ("  Rite   Aid ", "Rite Aid", vec!["text-spaces"]),
            ("Rite\u{200b} Aid\u{202e}", "Rite Aid", vec!["text-cleaned"]),
            (
                "<b>Rite</b> &amp;amp; Aid",
                "Rite & Aid",
                vec!["text-spaces", "text-cleaned"],
            ),
            (
                "&lt;script&gt;x&lt;/script&gt;",
                "x",
                vec!["text-spaces", "text-cleaned"],
            ),
            ("ages < 12", "ages ‹ 12", vec!["text-cleaned"]),
            ("a & b", "a & b", vec![]),
            ("\u{0}\u{7}", "", vec!["text-cleaned"]),
        ] {
            assert_eq!(made(clean, text), (expected.to_owned(), kinds), "{text}");
        }
        let (long, kinds) = made(clean, &"é".repeat(2_001));
        assert_eq!((long.chars().count(), kinds), (2_000, vec!["text-cut"]));
    }

    #[test]
    fn links_are_https_or_none() {
        for (text, expected, kinds) in [
            (
                "https://a.example/x?y=1#z",
                "https://a.example/x?y=1#z",
                vec![],
            ),
            (
                "http://a.example/x",
                "https://a.example/x",
                vec!["link-repaired"],
            ),
            (
                "www.a.example",
                "https://www.a.example",
                vec!["link-repaired"],
            ),
            (
                " HTTPS://a.example/a b ",
                "https://a.example/a%20b",
                vec!["link-repaired"],
            ),
            ("javascript:alert(1)", "", vec!["link"]),
            ("ftp://a.example", "", vec!["link"]),
            ("https://good.example@evil.example/", "", vec!["link"]),
            ("https:///x", "", vec!["link"]),
            ("mailto:a@b.example", "", vec!["link"]),
            ("n/a", "", vec!["link"]),
        ] {
            assert_eq!(made(link, text), (expected.to_owned(), kinds), "{text}");
        }
    }

    #[test]
    fn telephone_numbers_have_digits() {
        assert_eq!(made(phone, "tel:+33 4 78").0, "+33 4 78");
        assert_eq!(
            made(phone, "(203) 265-3600 ext. 5").0,
            "(203) 265-3600 ext. 5"
        );
        assert_eq!(made(phone, "none").1, ["phone"]);
        assert_eq!(made(phone, "<b>123</b>").1, ["phone"]);
    }

    #[test]
    fn ids_stay_or_are_derived_for_good() {
        let mut report = Report::default();
        assert_eq!(id("doctolib1pid2", &mut report), "doctolib1pid2");
        assert_eq!(report.met(Kind::IdDerived), 0);
        let derived = id("Größe 1/2", &mut report);
        assert!(
            is_id(&derived) && derived.starts_with("gr-e-1-2-"),
            "{derived}"
        );
        assert_ne!(derived, id("Größe 1:2/", &mut report));
        assert!(is_id(&id(&"x/".repeat(500), &mut report)));
        assert!(is_id(&id("日本", &mut report)));
        // The FNV-1a of nothing is its offset basis; the one of "a" is published.
        assert_eq!(hash(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }
}
