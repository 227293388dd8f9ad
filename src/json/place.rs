//! Locates a byte offset in a JSON text for people: line and column, and the JSON pointer.

use super::{Kind, Reader};

/// How many characters a UTF-8 text has: its bytes but for those that continue a character.
pub(super) fn characters(text: &[u8]) -> usize {
    text.iter().filter(|&&b| begins_character(b)).count()
}

fn begins_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Line and column of a byte offset, both from 1; the column counts characters.
pub fn line_and_column(text: &str, at: usize) -> (u32, u32) {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    let (mut line, mut column) = (1, 1);
    for &byte in before {
        if byte == b'\n' {
            (line, column) = (line + 1, 1);
        } else {
            column += u32::from(begins_character(byte));
        }
    }
    (line, column)
}

/// The JSON pointer (RFC 6901) of the value that contains the byte offset; the text may be broken from there on.
///
/// Reads the text before the offset once, however deep it is nested.
pub fn pointer_at(text: &str, at: usize) -> String {
    let mut reader = Reader::new(text);
    let mut pointer = String::new();
    find(&mut reader, at, &mut pointer);
    pointer
}

/// Steps over the next value unless it contains the offset; says whether it does, with the pointer at that place.
fn find(reader: &mut Reader<'_>, at: usize, pointer: &mut String) -> bool {
    let length = pointer.len();
    match reader.peek() {
        Some(Kind::Object) => {
            reader.enter_object();
            while let Some(key) = reader.key() {
                push_step(pointer, &key);
                if find(reader, at, pointer) {
                    return true;
                }
                pointer.truncate(length);
            }
        }
        Some(Kind::Array) => {
            reader.enter_array();
            let mut index = 0;
            while reader.item() {
                push_step(pointer, &index.to_string());
                if find(reader, at, pointer) {
                    return true;
                }
                pointer.truncate(length);
                index += 1;
            }
        }
        _ => drop(Some(reader.skip())),
    }
    reader.stopped.is_some() || reader.offset() > at
}

/// Appends one step to a JSON pointer, with `~` and `/` escaped.
pub fn push_step(pointer: &mut String, step: &str) {
    pointer.push('/');
    for c in step.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}
