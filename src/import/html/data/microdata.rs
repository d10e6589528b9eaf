//! Microdata and `RDFa` as schema.org objects, and Google's older words for the same.

use serde_json::Value;

use super::super::tree::{Id, Tree};
use super::{BODY, add, stated};
use crate::schema::loose::Object;

/// How a notation names types and properties.
struct Notation {
    types: &'static str,
    property: &'static str,
}

const NOTATIONS: [Notation; 2] = [
    Notation { types: "itemtype", property: "itemprop" },
    Notation { types: "typeof", property: "property" },
];

/// Google's words of 2009 and schema.org's.
const OLDER: [(&str, &str); 9] = [
    ("itemreviewed", "itemReviewed"),
    ("reviewer", "author"),
    ("dtreviewed", "datePublished"),
    ("summary", "name"),
    ("rating", "reviewRating"),
    ("value", "ratingValue"),
    ("best", "bestRating"),
    ("worst", "worstRating"),
    ("photo", "image"),
];

/// Properties whose value is a name even where a link holds it.
const NAMES: [&str; 8] =
    ["author", "name", "headline", "publisher", "director", "actor", "creator", "itemReviewed"];

/// Properties that hold the text.
const TEXTS: [&str; 3] = ["reviewBody", "articleBody", "text"];

/// Things deeper in each other than this are not looked at.
const DEEPEST: usize = 16;

/// The things that a page marks up and that stand in no other.
pub(super) fn objects(tree: &Tree) -> Vec<Value> {
    let mut found = Vec::new();
    for notation in &NOTATIONS {
        let is_thing = |id: Id| notation.type_of(tree, id).is_some();
        let things = tree.elements(tree.root()).filter(|&id| is_thing(id));
        let outermost = things.filter(|&id| !tree.ancestors(id).any(is_thing));
        found.extend(outermost.map(|id| notation.thing(tree, id, 0)));
    }
    found
}

impl Notation {
    /// The types of an element that is a thing of schema.org's or in Google's older words.
    fn type_of(&self, tree: &Tree, id: Id) -> Option<Vec<String>> {
        let stated = tree.attribute(id, self.types)?;
        let is_microdata = self.types == "itemtype";
        let names = stated.split_ascii_whitespace().filter_map(|name| {
            let is_known = !is_microdata
                || name.contains("schema.org")
                || name.contains("data-vocabulary.org");
            let bare = name.rsplit(['/', ':', '#']).next()?;
            (is_known && bare.starts_with(|c: char| c.is_ascii_uppercase()))
                .then(|| bare.to_owned())
        });
        let names: Vec<String> = names.collect();
        (!names.is_empty()).then_some(names)
    }

    /// An element with the properties in it.
    fn thing(&self, tree: &Tree, id: Id, depth: usize) -> Value {
        let mut object = Object::new();
        let types = self.type_of(tree, id).unwrap_or_default();
        let is_review = types.iter().any(|name| name.ends_with("Review"));
        object.insert("@type".to_owned(), types.into_iter().map(Value::from).collect());
        if depth < DEEPEST {
            self.properties(tree, id, (depth, is_review), &mut object);
        }
        Value::Object(object)
    }

    /// Adds the properties in an element, without those of other things in it.
    fn properties(
        &self,
        tree: &Tree,
        id: Id,
        (depth, is_review): (usize, bool),
        object: &mut Object,
    ) {
        let mut next = tree.children(id).next();
        while let Some(at) = next {
            let is_thing = tree.attribute(at, self.types).is_some();
            let names = tree.attribute(at, self.property).unwrap_or_default();
            for name in names.split_ascii_whitespace() {
                let name = name.rsplit(':').next().unwrap_or(name);
                let name = OLDER.iter().find(|(old, _)| *old == name).map_or(name, |(_, new)| new);
                let is_text = TEXTS.contains(&name) || is_review && name == "description";
                if is_thing {
                    add(object, name, self.thing(tree, at, depth + 1));
                } else if is_text
                    && tree.attribute(at, "content").is_none()
                    && !object.contains_key(BODY)
                {
                    object.insert(BODY.to_owned(), at.index().into());
                    add(object, name, tree.words(at).into());
                } else if let Some(value) = value(tree, at, name) {
                    add(object, name, value.into());
                }
            }
            next = tree.following(at, id, !is_thing);
        }
    }
}

/// The value of a property.
fn value(tree: &Tree, id: Id, name: &str) -> Option<String> {
    let link = tree.attribute(id, "href").or_else(|| tree.attribute(id, "src"));
    let words = stated(tree, id);
    match link {
        Some(_) if NAMES.contains(&name) && words.is_some() => words,
        Some(link) => Some(link.to_owned()),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(html: &str, wanted: &Value) {
        let tree = Tree::parse(html).unwrap();
        let mut found = objects(&tree);
        for object in found.iter_mut().filter_map(Value::as_object_mut) {
            object.shift_remove(BODY);
        }
        assert_eq!(Value::from(found), *wanted, "{html}");
    }

    #[test]
    fn things_nest_and_keep_what_is_theirs() {
        let html = "<div itemscope itemtype='https://schema.org/Review'><span itemprop='name'>Wet</span>
            <div itemprop='itemReviewed' itemscope itemtype='http://schema.org/Movie'><b itemprop='name'>Rain</b></div>
            <a itemprop='author' href='/moth'>Jo Moth</a><meta itemprop='datePublished' content='2024-11-02'>
            <p itemprop='reviewBody'>It rains.</p></div>";
        let wanted = json!([{"@type": ["Review"], "name": "Wet", "itemReviewed": {"@type": ["Movie"], "name": "Rain"},
            "author": "Jo Moth", "datePublished": "2024-11-02", "reviewBody": "It rains."}]);
        check(html, &wanted);
        let rdfa = html
            .replace("itemscope", "")
            .replace("itemtype='https://schema.org/", "typeof='")
            .replace("itemtype='http://schema.org/", "typeof='schema:")
            .replace("itemprop", "property");
        check(&rdfa, &wanted);
    }

    #[test]
    fn older_words_are_understood() {
        check(
            "<div xmlns:v='http://rdf.data-vocabulary.org/#' typeof='v:Review'><span property='v:itemreviewed'>Rain</span>
            <span property='v:reviewer'>Jo</span><span rel='v:rating'><span typeof='v:Rating'><i property='v:value'>4</i></span></span></div>",
            &json!([{"@type": ["Review"], "itemReviewed": "Rain", "author": "Jo"}]),
        );
        check(
            "<div itemscope itemtype='http://data-vocabulary.org/Review'><i itemprop='itemreviewed'>Rain</i><i itemprop='rating'>4.5</i></div>",
            &json!([{"@type": ["Review"], "itemReviewed": "Rain", "reviewRating": "4.5"}]),
        );
    }

    #[test]
    fn what_is_not_of_schema_org_is_left() {
        check(
            "<div itemscope itemtype='http://example.org/Thing'><i itemprop='name'>x</i></div>",
            &json!([]),
        );
        check("<meta property='og:title' content='x'>", &json!([]));
    }
}
