//! JSON Feed: the same parts as in XML, by its own names.

use serde_json::Value;

use super::part::{Part, Refused, escaped, words};
use super::{ImportError, Rows, Source};
use crate::schema::loose::names;

/// Whether a document says that it is a JSON Feed.
pub(in crate::import) fn is_json_feed(document: &Value) -> bool {
    let version = document.get("version").and_then(Value::as_str);
    version.is_some_and(|version| version.contains("jsonfeed.org/version/"))
        && document.get("items").is_some_and(Value::is_array)
}

/// Reads a JSON Feed.
pub(in crate::import) fn read(source: &Source, document: &Value) -> Rows {
    let parts = document.get("items").and_then(Value::as_array).into_iter().flatten();
    let rows = parts.enumerate().map(|(n, value)| {
        part_of(value, document).draft().map_err(|Refused(reason)| {
            ImportError::new(&source.path, format!("part {}: {reason}", n + 1))
        })
    });
    rows.collect()
}

fn part_of(value: &Value, feed: &Value) -> Part {
    let field = |name: &str| words(value.get(name));
    let people = |of: &Value| {
        let people = of.get("authors").or_else(|| of.get("author"));
        people.map(names).unwrap_or_default()
    };
    let authors = people(value);
    let plain = field("content_text").map(|text| escaped(&text));
    Part {
        title: field("title"),
        url: field("url").or_else(|| field("external_url")),
        guid: field("id"),
        authors: if authors.is_empty() { people(feed) } else { authors },
        date: field("date_published").or_else(|| field("date_modified")),
        content: field("content_html").or(plain),
        summary: field("summary").map(|text| escaped(&text)),
        tags: value.get("tags").map(names).unwrap_or_default(),
        language: field("language").or_else(|| words(feed.get("language"))),
        publisher: words(feed.get("title"))
            .map(|title| crate::text::prose::html::decode(&title).into_owned()),
        film: None,
    }
}
