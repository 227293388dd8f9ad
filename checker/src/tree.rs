//! Parses JSON into a tree with positions, including repeated keys.

use std::borrow::Cow;
use std::ops::Deref;

use slot_finder::json::{Kind, Reader, Span};
use slot_finder::work::{self, Work};

/// A value and its position.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    pub span: Span,
    pub value: Value<'a>,
}

/// The content of a value.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    Object(Members<'a>),
    Array(Vec<Node<'a>>),
    String(Cow<'a, str>),
    Number(f64),
    Bool(bool),
    Null,
}

/// The fields of an object in their order.
#[derive(Clone, Debug, Default)]
pub struct Members<'a> {
    list: Vec<Member<'a>>,
    /// The indices by name, then in their order; empty for a few fields, which are searched one by one.
    by_key: Vec<usize>,
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

    /// The last field of a name, null or not.
    pub fn last(&self, key: &str) -> Option<&Member<'a>> {
        match &self.value {
            Value::Object(members) => members.last(key),
            _ => None,
        }
    }

    /// The value of a field, unless it is null; the last one of repeated fields.
    pub fn get(&self, key: &str) -> Option<&Node<'a>> {
        let found = &self.last(key)?.node;
        (!matches!(found.value, Value::Null)).then_some(found)
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
                node.last(&key).map(|member| &member.node)
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

/// An object with more fields than this has an index of their names. The format has fewer.
const FEW: usize = 32;

impl<'a> Members<'a> {
    fn of(list: Vec<Member<'a>>) -> Self {
        let mut by_key = Vec::new();
        if list.len() > FEW {
            work::add(Work::Steps, list.len());
            by_key.extend(0..list.len());
            by_key.sort_by_key(|&index| list.get(index).map(|member| &member.key));
        }
        Self { list, by_key }
    }

    /// The last field of a name.
    pub fn last(&self, key: &str) -> Option<&Member<'a>> {
        if self.by_key.is_empty() {
            return self.list.iter().rfind(|member| {
                work::add(Work::Steps, 1);
                member.key == key
            });
        }
        let behind = self.by_key.partition_point(|&index| {
            work::add(Work::Steps, 1);
            self.list
                .get(index)
                .is_some_and(|member| &*member.key <= key)
        });
        let index = *self.by_key.get(behind.checked_sub(1)?)?;
        self.list.get(index).filter(|member| member.key == key)
    }
}

impl<'a> Deref for Members<'a> {
    type Target = [Member<'a>];

    fn deref(&self) -> &Self::Target {
        &self.list
    }
}

/// Reads the fields of the next object; `read` consumes the value of each.
pub fn members<'a>(
    reader: &mut Reader<'a>,
    read: &mut dyn FnMut(&str, &mut Reader<'a>) -> Node<'a>,
) -> Members<'a> {
    let mut list = Vec::new();
    if !reader.enter_object() {
        return Members::default();
    }
    let mut at = reader.offset();
    while let Some(key) = reader.key() {
        let node = read(&key, reader);
        let end = reader.offset();
        list.push(Member { key, at, node });
        at = end;
    }
    Members::of(list)
}
