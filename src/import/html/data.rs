//! What a page states of itself as data, whatever the notation: objects in schema.org's words.

mod linked;
mod microdata;
mod microformats;

use serde_json::Value;

use super::tree::{Id, Tree};
use crate::schema;

/// An object, and the element of the page that holds its text.
#[derive(Debug, Clone)]
pub(super) struct Object {
    /// In schema.org's words.
    pub(super) value: Value,
    /// Where its text stands in the page, marked up.
    pub(super) body: Option<Id>,
}

/// Everything that a page states as data, in the order in which it is trusted.
#[derive(Debug, Default)]
pub(super) struct Data {
    /// Reviews.
    pub(super) reviews: Vec<Object>,
    /// Articles and posts that do not say that they are reviews.
    pub(super) articles: Vec<Object>,
    /// Works that are described besides.
    pub(super) works: Vec<Value>,
}

/// The key under which an object notes where its text stands; it never leaves this module.
const BODY: &str = "@body";

impl Data {
    /// Reads the data of a page.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut data = Self::default();
        let documents = [linked::documents(tree), microdata::objects(tree)];
        for document in documents.into_iter().map(Value::Array) {
            data.reviews.extend(schema::reviews_in(&document).into_iter().map(|v| object(tree, v)));
            data.articles
                .extend(schema::articles_in(&document).into_iter().map(|v| object(tree, v)));
            data.works.extend(schema::works_in(&document));
        }
        let formats = microformats::objects(tree);
        data.reviews.extend(formats.reviews);
        data.articles.extend(formats.articles);
        data
    }
}

/// An object with the element that it notes.
fn object(tree: &Tree, mut value: Value) -> Object {
    let at = value.as_object_mut().and_then(|object| object.shift_remove(BODY));
    let at = at.as_ref().and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    Object { value, body: at.and_then(|at| tree.nth(at)) }
}

/// What an element says as the value of a property: what is written for programs, else its words.
fn stated(tree: &Tree, id: Id) -> Option<String> {
    let attribute = match tree.name(id) {
        "time" => "datetime",
        "data" | "input" | "meter" => "value",
        "abbr" => "title",
        "img" => "alt",
        _ => "content",
    };
    let value = tree.attribute(id, attribute).map(str::trim).filter(|value| !value.is_empty());
    value.map(str::to_owned).or_else(|| Some(tree.words(id)).filter(|words| !words.is_empty()))
}

/// Adds a value to those a property has.
fn add(object: &mut schema::loose::Object, key: &str, value: Value) {
    match object.get_mut(key) {
        Some(Value::Array(several)) => several.push(value),
        Some(known) => *known = Value::Array(vec![known.take(), value]),
        None => {
            object.insert(key.to_owned(), value);
        }
    }
}
