//! Parts of a split feed.

use arbitrary::{Result, Unstructured};
use serde_json::{Value, json};
use slot_finder::{Feed, TzZones};

use crate::drawn;
use crate::feed::answers;

/// A valid feed divided into parts, added in any order: the answers are those of the whole. What is no part of it changes
/// nothing.
pub fn parts(data: &[u8]) {
    let mut from = Unstructured::new(data);
    let Ok((feed, query, order)) = drawn(&mut from) else {
        return;
    };
    let whole = Feed::open(feed.to_string().into_bytes(), None, &TzZones).expect("a valid feed");
    let parts = whole.split(usize::from(order[0] % 6) + 1);
    let mut entry = feed.clone();
    entry
        .as_object_mut()
        .map(|fields| fields.shift_remove("offices"));
    entry["generation"] = json!("one");
    entry["parts"] = parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            json!({"url": format!("{index}.json"), "bbox": part.bbox, "offices": part.offices.len(), "soonest": part.soonest,
                "max_open": part.max_open, "regions": part.regions})
        })
        .collect();
    let open = || Feed::open(entry.to_string().into_bytes(), None, &TzZones);
    let mut split = open().expect("an entry");
    let mut indexes: Vec<usize> = (0..parts.len()).collect();
    indexes.sort_by_key(|index| order[index % order.len()]);
    let broken = from.take_rest();
    for (place, index) in indexes.into_iter().enumerate() {
        let offices = parts[index].offices.join(",");
        let text = format!("{{\"generation\": \"one\", \"offices\": [{offices}]}}");
        if place % 2 == 0 {
            refuse(&mut split, index, &text, broken, &query);
        }
        let added = split.add_part(index, text.into_bytes(), &TzZones);
        added.expect("a part of this feed");
    }
    let (found, expected) = (answers(&split, &query), answers(&whole, &query));
    // Offices come in another order, on which no answer depends.
    assert_eq!(found, expected, "{query}\n{feed}");
}

/// Adds a broken part: a part's text with other bytes in it. Either it is a part, in which case nothing more is checked on
/// another feed, or the feed is as before.
fn refuse(feed: &mut Feed, index: usize, text: &str, broken: &[u8], query: &Value) {
    let Some((cut, put)) = broken.split_first() else {
        return;
    };
    let at = text.len() * usize::from(*cut) / 256;
    let end = (at + put.len()).min(text.len());
    let bytes = [&text.as_bytes()[..at], put, &text.as_bytes()[end..]].concat();
    let is_json = serde_json::from_slice::<Value>(&bytes);
    if is_json.is_ok_and(|part| part["generation"] == "one" && part["offices"].is_array()) {
        return;
    }
    let before = answers(feed, query);
    let problems = feed.problems();
    if feed.add_part(index, bytes, &TzZones).is_err() {
        assert_eq!(answers(feed, query), before);
        assert_eq!(feed.problems(), problems);
    } else {
        panic!("added what is no part");
    }
}

fn drawn(from: &mut Unstructured<'_>) -> Result<(Value, Value, [u8; 8])> {
    Ok((drawn::feed(from)?, drawn::query(from)?, from.arbitrary()?))
}
