//! Highlights as JSON and back, in the words of the W3C's Web Annotation Data Model where it has them.

use serde_json::{Map, Value, json};

use super::loose::Object;
use crate::review::{Anchor, Colour, Highlight, HighlightId, Passage, Place, Quote};

/// A highlight as one object: its id, colour, words and what stands about them, place (two pairs of block and
/// grapheme; none where its words are gone), note and times.
pub(crate) fn to_json(highlight: &Highlight) -> Object {
    let Highlight { id, colour, anchor, note, created, modified } = highlight;
    let Anchor { passage, quote } = anchor;
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("identifier", Value::from(id.as_str()));
    put("color", Value::from(colour.name()));
    put("exact", Value::from(quote.exact.as_str()));
    for (key, words) in [("prefix", &quote.prefix), ("suffix", &quote.suffix), ("note", note)] {
        if !words.is_empty() {
            put(key, Value::from(words.as_str()));
        }
    }
    if let Some(Passage { from, to }) = passage {
        put("position", json!([[from.block, from.grapheme], [to.block, to.grapheme]]));
    }
    put("created", Value::from(created.to_string()));
    put("modified", Value::from(modified.to_string()));
    object
}

/// The highlights of a list; what is none is left out.
pub(super) fn all_from_json(value: &Value) -> Vec<Highlight> {
    value.as_array().into_iter().flatten().filter_map(from_json).collect()
}

fn from_json(value: &Value) -> Option<Highlight> {
    let words = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let exact = words("exact");
    if exact.trim().is_empty() {
        return None;
    }
    let created = words("created").parse().unwrap_or_default();
    Some(Highlight {
        id: HighlightId::new(&words("identifier"))?,
        colour: Colour::named(&words("color")).unwrap_or_default(),
        anchor: Anchor {
            passage: value.get("position").and_then(passage),
            quote: Quote { exact, prefix: words("prefix"), suffix: words("suffix") },
        },
        note: words("note"),
        created,
        modified: words("modified").parse().unwrap_or(created),
    })
}

fn passage(value: &Value) -> Option<Passage> {
    let place = |at: usize| {
        let number = |n: usize| u32::try_from(value.get(at)?.get(n)?.as_u64()?).ok();
        Some(Place { block: number(0)?, grapheme: number(1)? })
    };
    let (from, to) = (place(0)?, place(1)?);
    (from < to).then_some(Passage { from, to })
}
