//! Named places as JSON and back.

use serde_json::{Map, Value, json};

use super::loose::Object;
use crate::review::{MarkName, MarkedPlace, Place};

/// A named place as one object: its name, and block and grapheme.
pub(crate) fn to_json(mark: &MarkedPlace) -> Object {
    let MarkedPlace { name, place } = mark;
    let mut object = Map::new();
    object.insert("name".to_owned(), Value::from(name.to_string()));
    object.insert("position".to_owned(), json!([place.block, place.grapheme]));
    object
}

/// The named places of a list, in the order of their names; what is none is left out.
pub(super) fn all_from_json(value: &Value) -> Vec<MarkedPlace> {
    let mut all: Vec<MarkedPlace> =
        value.as_array().into_iter().flatten().filter_map(from_json).collect();
    all.sort_by_key(|mark| mark.name);
    all.dedup_by_key(|mark| mark.name);
    all
}

fn from_json(value: &Value) -> Option<MarkedPlace> {
    let name = MarkName::named(value.get("name")?.as_str()?)?;
    let number = |at: usize| u32::try_from(value.get("position")?.get(at)?.as_u64()?).ok();
    Some(MarkedPlace { name, place: Place { block: number(0)?, grapheme: number(1)? } })
}
