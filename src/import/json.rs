//! JSON and JSON lines: schema.org reviews, exports of our own, and any object with sensible keys.

use std::mem;

use serde_json::{Value, json};

use super::fields::{self, Fields, folded};
use super::service::{self, Refusal};
use super::tables::Listed;
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
    let document: Value = match parsed(&source.text) {
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
    let error = |reason: String| ImportError::new(&source.path, reason);
    let (mut rows, mut listed) = (Vec::new(), Listed::default());
    for (n, value) in found.iter().enumerate() {
        match draft(value) {
            Ok(draft) => rows.push(Ok(draft)),
            Err(Refusal::Listed(reason)) => listed.note(n + 1, reason),
            Err(Refusal::Bad(reason)) if n_found == 1 => rows.push(Err(error(reason))),
            Err(Refusal::Bad(reason)) => {
                rows.push(Err(error(format!("review {}: {reason}", n + 1))));
            }
        }
    }
    rows.extend(listed.counted().map(|(why, n, _)| Err(error(why.to_owned()).of_rows(n))));
    rows
}

/// Reads JSON lines: a review a line.
pub(super) fn read_lines(source: &Source) -> Rows {
    let lines = source.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let error = |reason: &str| ImportError::new(&source.path, reason);
    let (mut rows, mut listed) = (Vec::new(), Listed::default());
    for (n, line) in lines {
        let value: Result<Value, _> = parsed(line);
        match value.map(|value| draft(&value)) {
            Ok(Ok(draft)) => rows.push(Ok(draft)),
            Ok(Err(Refusal::Listed(reason))) => listed.note(n + 1, reason),
            Ok(Err(Refusal::Bad(reason))) => rows.push(Err(error(&reason).at(n + 1))),
            Err(e) => rows.push(Err(bad_json(source, &e).at(n + 1))),
        }
    }
    rows.extend(listed.counted().map(|(why, n, line)| Err(error(why).of_rows(n).at(line))));
    rows
}

/// Parses a document. A number beyond all that can be kept (`1e400`) becomes nothing, so that it costs itself alone.
fn parsed(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text).or_else(|error| {
        let is_too_large = error.to_string().starts_with("number out of range");
        if is_too_large { serde_json::from_str(&without_huge_numbers(text)) } else { Err(error) }
    })
}

/// A document with `null` for each number that no machine has.
fn without_huge_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut number = String::new();
    let (mut is_string, mut is_escaped) = (false, false);
    for c in text.chars().chain([' ']) {
        if !is_string
            && (c.is_ascii_digit() || "+-.eE".contains(c) && !(number.is_empty() && c != '-'))
        {
            number.push(c);
            continue;
        }
        let is_huge = number.parse::<f64>().is_ok_and(f64::is_infinite);
        out.push_str(if is_huge { "null" } else { &number });
        number.clear();
        (is_string, is_escaped) = match c {
            _ if is_escaped => (is_string, false),
            '\\' if is_string => (true, true),
            '"' => (!is_string, false),
            _ => (is_string, false),
        };
        out.push(c);
    }
    out
}

fn bad_json(source: &Source, error: &serde_json::Error) -> ImportError {
    let message = error.to_string();
    let message = message.split_once(" at line").map_or(message.as_str(), |(what, _)| what);
    ImportError::new(&source.path, format!("bad JSON at column {}: {message}", error.column()))
}

/// Keys under which services list reviews.
const LISTS: [&str; 10] = [
    "reviews",
    "results",
    "items",
    "comments",
    "articles",
    "data",
    "list",
    "bookmarks",
    "documents",
    "_embedded",
];

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
    match part {
        Value::Object(mut object) if !is_itself(&object) => {
            let is_nameless = !object.keys().any(|key| fields::knows(&folded(key)));
            let listed = match list_in(&mut object) {
                None if is_nameless => keyed(&mut object),
                listed => listed,
            };
            match (listed, about(&object)) {
                (Some(several), Some(work)) => {
                    several.into_iter().map(|one| about_work(one, &work)).collect()
                }
                (Some(several), None) => several,
                (None, _) => vec![Value::Object(object)],
            }
        }
        other => vec![other],
    }
}

/// Whether an object is what it says by itself, whatever is listed in it.
fn is_itself(object: &Object) -> bool {
    object.contains_key("@type")
        || service::of_object(object).is_some()
        || Fields::of(object).body().is_some()
}

/// The list in an object, also where it is an object that is numbered or named, or in one that tells of pages.
fn list_in(object: &mut Object) -> Option<Vec<Value>> {
    LISTS.iter().find_map(|&key| match object.get_mut(key)? {
        Value::Array(several) => Some(mem::take(several)),
        Value::Object(inner) => list_in(inner).or_else(|| keyed(inner)),
        _ => None,
    })
}

/// The objects that an object holds under numbers or names of their own.
fn keyed(object: &mut Object) -> Option<Vec<Value>> {
    let is_keyed = !object.is_empty() && object.values().all(Value::is_object);
    is_keyed.then(|| mem::take(object).into_iter().map(|(_, value)| value).collect())
}

/// The film or series that an object describes, where it says when that came out.
fn about(object: &Object) -> Option<Value> {
    let fields = Fields::of(object);
    let is_series = fields.get(&["firstairdate"]).is_some();
    let released = fields.get(&["releasedate", "firstairdate"])?;
    Some(json!({
        "type": if is_series { "TVSeries" } else { "Movie" },
        "name": fields.get(&["title", "name"])?,
        "date": released,
        "imdb": fields.get(&["imdbid"]),
    }))
}

/// A review, told what it is about where it does not say so itself.
fn about_work(mut review: Value, work: &Value) -> Value {
    if let Value::Object(object) = &mut review {
        object.entry("work").or_insert_with(|| work.clone());
    }
    review
}

/// A draft from one object, by schema.org's words, by those of the service that wrote it, or else by any sensible ones.
fn draft(value: &Value) -> Result<Draft, Refusal> {
    let bad = |reason: &str| Refusal::Bad(reason.to_owned());
    let object = value.as_object().ok_or_else(|| bad("not an object, so not a review"))?;
    let is_schema = ["@type", "reviewBody", "itemReviewed", "readingState"]
        .iter()
        .any(|&key| object.contains_key(key));
    if is_schema {
        return schema::draft_from_json(value).map_err(Refusal::Bad);
    }
    let fields = Fields::of(object);
    if let Some(service) = service::of_object(object).filter(|_| !fields.is_own()) {
        return service.draft(&fields);
    }
    let mut draft = fields.draft();
    draft.review.body = fields.body().map(markup::as_commonmark).unwrap_or_default();
    let is_empty = draft.review.body.is_empty() && draft.review.rating.is_none();
    if is_empty { Err(bad("no text and no rating in it")) } else { Ok(draft) }
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
    fn a_number_beyond_all_bounds_costs_itself_alone() {
        let text = r#"{"a":1e400,"b":[-2e999,3],"c":"1e400 \\\" 1e400"}"#;
        let value = parsed(text).unwrap();
        assert_eq!(value.to_string(), r#"{"a":null,"b":[null,3],"c":"1e400 \\\" 1e400"}"#);
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
