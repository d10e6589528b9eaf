//! Pages that this program exported: the data in them says all that they show, and what was done with each review.

use serde_json::Value;

use super::super::{ImportError, Rows, Source};
use crate::schema::draft_from_json;

/// What such a page says of itself in its head.
const MARK: &str = "<meta name=\"generator\" content=\"anora-tui\"/>";

/// Before the data of a review.
const DATA: &str = "<script type=\"application/ld+json\">";

/// How far into a page its head is looked for.
const HEAD: usize = 1000;

/// The reviews of a page of ours, as they went out; `None` where it is another's.
pub(in crate::import) fn read(source: &Source, markup: &str) -> Option<Rows> {
    let head: String = markup.chars().take(HEAD).collect();
    if !head.contains(MARK) {
        return None;
    }
    let parts = markup.split(DATA).skip(1).filter_map(|rest| rest.split_once("</script>"));
    let rows: Rows = parts
        .map(|(data, _)| {
            let value: Value = serde_json::from_str(data).map_err(|e| e.to_string())?;
            draft_from_json(&value)
        })
        .map(|row: Result<_, String>| row.map_err(|why| ImportError::new(&source.path, why)))
        .collect();
    if rows.is_empty() {
        return Some(vec![Err(ImportError::new(&source.path, "leads to reviews, and holds none"))]);
    }
    Some(rows)
}
