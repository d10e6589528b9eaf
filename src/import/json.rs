//! JSON and JSON lines: schema.org reviews, exports of our own, and any object with sensible keys.

use std::mem;

use serde_json::Value;

use super::fields::Fields;
use super::{ImportError, Rows, Source, feed, markup};
use crate::review::Draft;
use crate::schema;
use crate::schema::loose::Object;

/// Whether a text is one JSON document.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
        && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// Whether a text is several JSON objects, one a line.
pub(super) fn is_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).map(is_json_object);
    lines.next() == Some(true) && lines.next() == Some(true)
}

fn is_json_object(line: &str) -> bool {
    line.trim_start().starts_with('{')
        && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok()
}

/// Reads a JSON document: a review, a list of them, a schema.org graph, or an object that holds them under a common key.
pub(super) fn read(source: &Source) -> Rows {
    let document: Value = match serde_json::from_str(&source.text) {
        Ok(document) => document,
        // Some programs write lines into a file that they call .json.
        Err(_) if is_lines(&source.text) => return read_lines(source),
        Err(error) => return vec![Err(bad_json(source, &error).because_of(error.line()))],
    };
    if feed::is_json_feed(&document) {
        return feed::read_json(source, &document);
    }
    let found = found_in(document);
    let n_found = found.len();
    let rows = found.iter().enumerate().map(|(n, value)| {
        let error = |reason: String| match n_found {
            1 => ImportError::new(&source.path, reason),
            _ => ImportError::new(&source.path, format!("review {}: {reason}", n + 1)).of_row(),
        };
        draft(value).map_err(error)
    });
    rows.collect()
}

/// Reads JSON lines: a review a line.
pub(super) fn read_lines(source: &Source) -> Rows {
    let lines = source.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let rows = lines.map(|(n, line)| {
        let value: Value =
            serde_json::from_str(line).map_err(|e| bad_json(source, &e).at(n + 1))?;
        draft(&value).map_err(|reason| ImportError::new(&source.path, reason).at(n + 1))
    });
    rows.collect()
}

fn bad_json(source: &Source, error: &serde_json::Error) -> ImportError {
    let message = error.to_string();
    let message = message.split_once(" at line").map_or(message.as_str(), |(what, _)| what);
    ImportError::new(&source.path, format!("bad JSON at column {}: {message}", error.column()))
}

/// Keys under which services list reviews.
const LISTS: [&str; 6] = ["reviews", "results", "items", "comments", "articles", "data"];

/// What of a document is to be reviews: each part of a list, reviews inside works and graphs, lists under a common key.
fn found_in(document: Value) -> Vec<Value> {
    match document {
        Value::Array(several) => several.into_iter().flat_map(found_in_part).collect(),
        other => found_in_part(other),
    }
}

/// The reviews in a part of a document, or else the part itself, so that it is said why it is none.
fn found_in_part(part: Value) -> Vec<Value> {
    let inside = schema::reviews_in(&part);
    if !inside.is_empty() {
        return inside;
    }
    let list = |object: &mut Object| {
        LISTS.iter().find_map(|&key| object.get_mut(key)?.as_array_mut().map(mem::take))
    };
    match part {
        Value::Object(mut object) if !object.contains_key("@type") => match list(&mut object) {
            Some(several) => several,
            None => vec![Value::Object(object)],
        },
        other => vec![other],
    }
}

/// A draft from one object, by schema.org's words or else by any sensible ones.
fn draft(value: &Value) -> Result<Draft, String> {
    let object = value.as_object().ok_or("not an object, so not a review")?;
    let is_schema = ["@type", "reviewBody", "itemReviewed", "readingState"]
        .iter()
        .any(|&key| object.contains_key(key));
    if is_schema {
        return schema::draft_from_json(value);
    }
    let fields = Fields::of(object);
    let mut draft = fields.draft();
    draft.review.body = fields.body().map(markup::as_commonmark).unwrap_or_default();
    let is_empty = draft.review.body.is_empty() && draft.review.rating.is_none();
    if is_empty { Err("no text and no rating in it".to_owned()) } else { Ok(draft) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Vec<String> {
        let source = Source { path: "a.json".into(), text: text.to_owned() };
        let shown = |row: Result<Draft, ImportError>| match row {
            Ok(draft) => draft.review.body,
            Err(error) => error.to_string(),
        };
        read(&source).into_iter().map(shown).collect()
    }

    #[track_caller]
    fn check(text: &str, bodies: &[&str]) {
        assert_eq!(rows(text), bodies, "{text}");
    }

    #[test]
    fn reviews_are_found_in_every_common_shape() {
        check(r#"{"@type":"Review","reviewBody":"One."}"#, &["One."]);
        check(
            r#"[{"@type":"Review","reviewBody":"One."},{"@type":"Review","reviewBody":"Two."}]"#,
            &["One.", "Two."],
        );
        check(
            r#"{"@graph":[{"@type":"Review","reviewBody":"One."},{"@type":"Person","name":"P"}]}"#,
            &["One."],
        );
        check(
            r#"{"@type":"Movie","name":"M","review":{"@type":"Review","reviewBody":"One."}}"#,
            &["One."],
        );
        check(
            r#"{"id":550,"page":1,"results":[{"author":"A","content":"One."},{"content":"Two."}]}"#,
            &["One.", "Two."],
        );
        check(r#"[{"title":"T","text":"One.","stars":3}]"#, &["One."]);
    }

    #[test]
    fn json_lines_in_a_json_file_are_read() {
        check("{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n", &["One.", "Two."]);
    }

    #[test]
    fn a_bad_row_says_where_and_why() {
        check("{\n\"a\": }", &["a.json:2: bad JSON at column 6: expected value"]);
        check(
            r#"[{"text":"One."},7]"#,
            &["One.", "a.json: review 2: not an object, so not a review"],
        );
        check(r#"{"@type":"Movie","name":"M"}"#, &["a.json: a Movie, not a Review"]);
    }

    #[test]
    fn deep_nesting_is_an_error_not_a_crash() {
        let text = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
        assert!(rows(&text)[0].contains("recursion limit"), "{:?}", rows(&text));
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "[\\[\\]{}\",:a-z@0-9\\n ]{0,60}") {
            let _ = rows(&text);
        }
    }
}
