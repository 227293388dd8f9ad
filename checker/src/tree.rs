//! Parses JSON into a tree with positions, including repeated keys.

use std::borrow::Cow;

use slot_finder::json::{Kind, Reader, Span};

/// A value and its position.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    pub span: Span,
    pub value: Value<'a>,
}

/// The content of a value.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    Object(Vec<Member<'a>>),
    Array(Vec<Node<'a>>),
    String(Cow<'a, str>),
    Number(f64),
    Bool(bool),
    Null,
}

/// A field of an object.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    pub key: Cow<'a, str>,
    /// The position of its key, or at least of the space before it.
    pub at: usize,
    pub node: Node<'a>,
}

impl<'a> Node<'a> {
    /// Reads the next value; `Null` where the text is broken.
    pub fn read(reader: &mut Reader<'a>) -> Self {
        let start = reader.start();
        let value = match reader.peek() {
            Some(Kind::Object) => {
                Value::Object(members(reader, &mut |_, reader| Self::read(reader)))
            }
            Some(Kind::Array) => {
                let mut items = Vec::new();
                if reader.enter_array() {
                    while reader.item() {
                        items.push(Self::read(reader));
                    }
                }
                Value::Array(items)
            }
            Some(Kind::String) => reader.text().map_or(Value::Null, Value::String),
            Some(Kind::Number) => Value::Number(reader.number().unwrap_or(f64::INFINITY)),
            Some(Kind::Bool) => Value::Bool(reader.boolean().unwrap_or_default()),
            Some(Kind::Null) | None => {
                reader.skip();
                Value::Null
            }
        };
        Self {
            span: reader.span_from(start),
            value,
        }
    }

    /// A value with a known position only.
    pub fn unread(span: Span) -> Self {
        Self {
            span,
            value: Value::Null,
        }
    }

    /// The fields of an object; empty for another value.
    pub fn members(&self) -> &[Member<'a>] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of a list; empty for another value.
    pub fn items(&self) -> &[Node<'a>] {
        match &self.value {
            Value::Array(items) => items,
            _ => &[],
        }
    }

    /// The value of a field, unless it is null; the last one of repeated fields.
    pub fn get(&self, key: &str) -> Option<&Node<'a>> {
        let found = self.members().iter().rfind(|member| member.key == key)?;
        (!matches!(found.node.value, Value::Null)).then_some(&found.node)
    }

    /// The text of a string.
    pub fn string(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The string in a field.
    pub fn string_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.string()
    }

    /// The number in a field.
    pub fn number_of(&self, key: &str) -> Option<f64> {
        match self.get(key)?.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether a field is true.
    pub fn is_true(&self, key: &str) -> bool {
        matches!(self.get(key), Some(node) if matches!(node.value, Value::Bool(true)))
    }

    /// The items of the list in a field.
    pub fn items_of(&self, key: &str) -> &[Node<'a>] {
        self.get(key).map_or(&[], Self::items)
    }

    /// The value at a JSON pointer; if it ends early, the last value on the way.
    pub fn descend<'s>(&self, steps: impl Iterator<Item = &'s str>) -> &Self {
        let mut node = self;
        for step in steps {
            let below = if let Value::Array(items) = &node.value {
                step.parse().ok().and_then(|index: usize| items.get(index))
            } else {
                let key = step.replace("~1", "/").replace("~0", "~");
                let found = node.members().iter().rfind(|member| member.key == key);
                found.map(|member| &member.node)
            };
            let Some(below) = below else { break };
            node = below;
        }
        node
    }

    /// The offset of the value.
    pub fn at(&self) -> usize {
        self.span.start as usize
    }
}

/// Reads the fields of the next object; `read` consumes the value of each.
pub fn members<'a>(
    reader: &mut Reader<'a>,
    read: &mut dyn FnMut(&str, &mut Reader<'a>) -> Node<'a>,
) -> Vec<Member<'a>> {
    let mut list = Vec::new();
    if !reader.enter_object() {
        return list;
    }
    let mut at = reader.offset();
    while let Some(key) = reader.key() {
        let node = read(&key, reader);
        let end = reader.offset();
        list.push(Member { key, at, node });
        at = end;
    }
    list
}
