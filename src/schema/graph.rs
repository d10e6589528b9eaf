//! Graphs: JSON-LD documents taken apart into the reviews, articles and works in them.

use std::collections::HashMap;

use serde_json::Value;

use super::loose::Object;
use super::read::types;
use crate::review::WorkKind;

/// Every review in a JSON-LD document: the object itself, those of a list or an `@graph`, and those inside a work, which
/// are then about that work. References (`{"@id":…}`) to other objects of the document are filled in.
pub fn reviews_in(value: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    collect(value, None, &mut found);
    filled(found, value)
}

/// The articles and posts in a JSON-LD document that are no reviews by their type, references filled in. What one is
/// about counts as its `itemReviewed`, if it is a work.
pub fn articles_in(value: &Value) -> Vec<Value> {
    let is_article = |name: &str| {
        ["Article", "Posting"].iter().any(|end| name.ends_with(end)) && !is_review(name)
    };
    let mut articles = filled(typed(value, &is_article), value);
    for article in articles.iter_mut().filter_map(Value::as_object_mut) {
        let about = article.get("about").map(|about| about.get(0).unwrap_or(about));
        let work = about.filter(|about| about.as_object().is_some_and(is_work)).cloned();
        if let Some(work) = work.filter(|_| !article.contains_key("itemReviewed")) {
            article.insert("itemReviewed".to_owned(), work);
        }
    }
    articles
}

/// The films, books, games … that a JSON-LD document describes, without reviews in them.
pub fn works_in(value: &Value) -> Vec<Value> {
    let works = typed(value, &|name| WorkKind::from_word(name).is_some() && name != "Thing");
    filled(works.iter().map(without_reviews).collect(), value)
}

/// Objects with references filled in, as far as their document has what is referred to.
fn filled(mut objects: Vec<Value>, document: &Value) -> Vec<Value> {
    let mut known = HashMap::new();
    note_ids(document, &mut known);
    for object in objects.iter_mut().filter_map(Value::as_object_mut) {
        for key in
            ["author", "creator", "publisher", "itemReviewed", "reviewRating", "about", "director"]
        {
            if let Some(value) = object.get_mut(key) {
                fill(value, &known);
            }
        }
    }
    objects
}

fn fill(value: &mut Value, known: &HashMap<&str, &Value>) {
    if let Value::Array(several) = value {
        for value in several {
            fill(value, known);
        }
    } else if let Some(&target) = reference(value).and_then(|id| known.get(id)) {
        *value = target.clone();
    }
}

/// The objects of a type that stand in a document by themselves: at its top, in lists, in graphs, as a page's main thing.
fn typed(value: &Value, is_wanted: &impl Fn(&str) -> bool) -> Vec<Value> {
    match value {
        Value::Array(several) => several.iter().flat_map(|v| typed(v, is_wanted)).collect(),
        Value::Object(object) if types(object).iter().any(|name| is_wanted(name)) => {
            vec![value.clone()]
        }
        Value::Object(object) => ["@graph", "mainEntity"]
            .iter()
            .filter_map(|&key| object.get(key))
            .flat_map(|inner| typed(inner, is_wanted))
            .collect(),
        _ => Vec::new(),
    }
}

fn is_review(name: &str) -> bool {
    name.ends_with("Review") || name == "Recommendation"
}

/// Whether an object is something that can be reviewed, not a page or a person.
fn is_work(object: &Object) -> bool {
    types(object).iter().any(|name| WorkKind::from_word(name).is_some() && name != "Thing")
}

/// Whether an object with reviews in it is a page about what they review, not that itself.
fn is_page(object: &Object) -> bool {
    let ends = ["Article", "Posting", "Page", "WebSite"];
    types(object).iter().any(|name| ends.iter().any(|end| name.ends_with(end)))
}

/// The id of an object that says nothing but its id.
fn reference(value: &Value) -> Option<&str> {
    let object = value.as_object().filter(|o| o.keys().all(|k| k.starts_with('@')))?;
    object.get("@id")?.as_str()
}

fn note_ids<'a>(value: &'a Value, known: &mut HashMap<&'a str, &'a Value>) {
    match value {
        Value::Array(several) => several.iter().for_each(|v| note_ids(v, known)),
        Value::Object(object) => {
            if let Some(id) =
                object.get("@id").and_then(Value::as_str).filter(|_| reference(value).is_none())
            {
                known.entry(id).or_insert(value);
            }
            object.values().for_each(|v| note_ids(v, known));
        }
        _ => {}
    }
}

fn collect(value: &Value, work: Option<&Value>, found: &mut Vec<Value>) {
    match value {
        Value::Array(several) => several.iter().for_each(|v| collect(v, work, found)),
        Value::Object(object) => {
            if types(object).iter().any(|name| is_review(name)) {
                let mut review = object.clone();
                if let Some(work) = work.filter(|_| !review.contains_key("itemReviewed")) {
                    review.insert("itemReviewed".to_owned(), without_reviews(work));
                }
                found.push(Value::Object(review));
                return;
            }
            for (key, inner) in object {
                if matches!(key.as_str(), "review" | "reviews") {
                    collect(inner, Some(value).filter(|_| !is_page(object)), found);
                } else if matches!(
                    key.as_str(),
                    "@graph" | "mainEntity" | "itemListElement" | "item"
                ) {
                    collect(inner, None, found);
                }
            }
        }
        _ => {}
    }
}

/// A work without the reviews inside it: else each of n reviews would carry all n.
fn without_reviews(work: &Value) -> Value {
    let is_kept = |key: &str| !matches!(key, "review" | "reviews");
    let fields = work.as_object().into_iter().flatten().filter(|(key, _)| is_kept(key));
    Value::Object(fields.map(|(key, value)| (key.clone(), value.clone())).collect())
}
