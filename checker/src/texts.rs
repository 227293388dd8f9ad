//! Checks texts for people: plain, without markup, hidden or broken characters, in a suitable form.

use std::collections::BTreeSet;

use super::shape::Shape;
use super::tree::{Node, Value};
use super::{Checker, rules};

/// Most bytes of a language tag; the longest that are registered have about 20.
const LONGEST_TAG: usize = 64;
/// Most characters of a short name.
const SHORT: usize = 24;

impl Checker<'_> {
    /// Checks a text, or each language of it.
    pub fn text(&mut self, node: &Node<'_>, shape: Shape) {
        if let Some(text) = node.string() {
            self.string(text, node.at(), shape);
            return;
        }
        let members = node.members();
        let mut seen = BTreeSet::new();
        for member in members {
            let key = &*member.key;
            let is_first = seen.insert(key);
            self.within(&[key], |checker| {
                if !is_first {
                    let values = [("field", &*super::excerpt(key))];
                    checker.find(rules::DUPLICATE_KEY, member.at, &values);
                }
                checker.tag(key, member.at);
            });
            if let Some(text) = member.node.string() {
                self.within(&[&member.key], |checker| {
                    checker.string(text, member.node.at(), shape);
                });
            }
        }
        let base = |tag: &str| {
            tag.split('-')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase()
        };
        let language = self.language.clone();
        // Readers take null for an absent text, and of a language twice the last.
        let has = seen.into_iter().any(|key| {
            let is_it = base(key) == base(&language);
            is_it && node.string_of(key).is_some_and(|text| !text.is_empty())
        });
        if !members.is_empty() && !language.is_empty() && !has {
            self.find(
                rules::LANGUAGE_MISSING,
                node.at(),
                &[("language", &language)],
            );
        }
    }

    /// Checks and stores the language of plain strings.
    pub fn feed_language(&mut self, envelope: &Node<'_>) {
        let Some(node) = envelope.get("language") else {
            return;
        };
        let tag = node.string().filter(|tag| is_tag(tag));
        tag.unwrap_or_default().clone_into(&mut self.language);
        // The reader reports a missing one.
        if let Some(tag) = node.string().filter(|tag| !tag.is_empty()) {
            self.within(&["language"], |checker| checker.tag(tag, node.at()));
        }
    }

    fn tag(&mut self, tag: &str, at: usize) {
        if !is_tag(tag) {
            self.find(rules::ODD_LANGUAGE, at, &[("tag", &super::excerpt(tag))]);
        }
    }

    fn string(&mut self, text: &str, at: usize, shape: Shape) {
        let excerpt = super::excerpt(text);
        let values = [("text", &*excerpt)];
        let mut broken = vec![];
        if has_markup(text) {
            broken.push(rules::HTML_IN_TEXT);
        }
        if text.chars().any(is_hidden) {
            broken.push(rules::HIDDEN_CHARACTERS);
        }
        if self.is_utf8 && is_garbled(text) {
            broken.push(rules::BROKEN_CHARACTERS);
        }
        if text.trim() != text || text.contains("  ") {
            broken.push(rules::STRAY_SPACES);
        }
        if matches!(shape, Shape::Name | Shape::Short) && is_shouted(text) {
            broken.push(rules::CAPITALS);
        }
        if matches!(shape, Shape::Short) && text.chars().count() > SHORT {
            broken.push(rules::SHORT_TOO_LONG);
        }
        for rule in broken {
            self.find(rule, at, &values);
        }
    }

    /// Checks that an office with a long name also has a short one.
    pub fn short_name(&mut self, office: &Node<'_>) {
        let Some(name) = office.get("name") else {
            return;
        };
        let texts = name.members().iter().map(|member| &member.node);
        let mut texts = std::iter::once(name).chain(texts).filter_map(Node::string);
        let long = texts.find(|text| text.chars().count() > SHORT);
        if let (Some(long), None) = (long, office.get("short")) {
            let text = super::excerpt(long);
            self.find(rules::SHORT_MISSING, name.at(), &[("text", &text)]);
        }
    }

    /// Checks a telephone number.
    pub fn phone(&mut self, node: &Node<'_>) {
        let Value::String(text) = &node.value else {
            return;
        };
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let fits = |c: char| c.is_ascii_digit() || " +()-./".contains(c);
        let number = text.strip_prefix("tel:").unwrap_or(text);
        // Only a number of a service, such as 112, is short.
        let least = if number.trim_start().starts_with(['+', '0', '(']) {
            8
        } else {
            3
        };
        if !number.chars().all(fits) || !(least..=15).contains(&digits) {
            self.find(
                rules::ODD_PHONE,
                node.at(),
                &[("text", &super::excerpt(text))],
            );
        }
    }
}

/// Whether a character is invisible or changes the writing direction. Line breaks and joiners are allowed.
pub fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether a text looks like a language tag (BCP 47): a language, or `x` or `i`, and parts after
/// hyphens, in a length that all programs can hold.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let begins = match first {
        "x" | "X" | "i" | "I" => first != text,
        _ => (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic()),
    };
    text.len() <= LONGEST_TAG
        && begins
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// Whether a text contains an HTML tag or entity.
fn has_markup(text: &str) -> bool {
    let tag = text.split('<').skip(1).any(|after| {
        let name = after.trim_start_matches(['/', '!']);
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-') && after.contains('>')
    });
    let entity = text.split('&').skip(1).any(|after| {
        let (name, _) = after.split_once(';').unwrap_or_default();
        let name = name.trim_start_matches('#');
        (2..=8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    tag || entity
}

/// Whether a text went through a wrong encoding: UTF-8 read as Windows-1252, or letters replaced by a mark.
fn is_garbled(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|c| {
        let pair = (before, c);
        before = c;
        c == '\u{fffd}'
            || matches!(pair, ('\u{c2}' | '\u{c3}', '\u{80}'..='\u{bf}'))
            || matches!(pair, ('\u{e2}', '\u{20ac}' | '\u{80}'))
    })
}

/// Whether a name is in capitals; an abbreviation may be.
fn is_shouted(text: &str) -> bool {
    let long_word = text
        .split_whitespace()
        .any(|word| word.chars().filter(|c| c.is_uppercase()).count() >= 5);
    long_word && !text.chars().any(char::is_lowercase)
}
