//! Microformats of both generations as schema.org objects: h-review and h-entry, hReview and hAtom.

use serde_json::{Value, json};

use super::super::head;
use super::super::tree::{Id, Tree};
use super::{Object, add, stated};
use crate::schema::loose;

/// A kind of microformat: the class of its root, what it is, and the classes of its properties with schema.org's names.
struct Format {
    root: &'static str,
    kind: &'static str,
    properties: &'static [(&'static str, &'static str)],
    /// Classes of what holds the text.
    bodies: &'static [&'static str],
}

const FORMATS: [Format; 4] = [
    Format {
        root: "h-review",
        kind: "Review",
        properties: &[
            ("p-name", "name"),
            ("p-author", "author"),
            ("p-reviewer", "author"),
            ("dt-published", "datePublished"),
            ("dt-reviewed", "datePublished"),
            ("p-item", "itemReviewed"),
            ("p-rating", "ratingValue"),
            ("p-best", "bestRating"),
            ("p-worst", "worstRating"),
            ("p-category", "keywords"),
            ("u-url", "url"),
        ],
        bodies: &["e-content", "e-description", "p-description", "p-content"],
    },
    Format {
        root: "hreview",
        kind: "Review",
        properties: &[
            ("summary", "name"),
            ("reviewer", "author"),
            ("dtreviewed", "datePublished"),
            ("item", "itemReviewed"),
            ("rating", "ratingValue"),
            ("permalink", "url"),
        ],
        bodies: &["description"],
    },
    Format {
        root: "h-entry",
        kind: "BlogPosting",
        properties: &[
            ("p-name", "headline"),
            ("p-author", "author"),
            ("dt-published", "datePublished"),
            ("p-rating", "ratingValue"),
            ("p-item", "itemReviewed"),
            ("p-category", "keywords"),
            ("u-url", "url"),
        ],
        bodies: &["e-content"],
    },
    Format {
        root: "hentry",
        kind: "BlogPosting",
        properties: &[
            ("entry-title", "headline"),
            ("author", "author"),
            ("published", "datePublished"),
            ("entry-date", "datePublished"),
        ],
        bodies: &["entry-content"],
    },
];

/// The scale of a rating whose format states none ("1..5, unless best and worst are given").
const BEST: &str = "5";

/// Reviews and articles.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) reviews: Vec<Object>,
    pub(super) articles: Vec<Object>,
}

/// The reviews and posts of a page.
pub(super) fn objects(tree: &Tree) -> Found {
    let mut found = Found::default();
    for format in &FORMATS {
        for root in tree.elements(tree.root()).filter(|&id| tree.has_class(id, format.root)) {
            let object = format.object(tree, root);
            let says = |key: &str| object.value.get(key).is_some();
            if format.kind == "Review"
                && (says("itemReviewed") || says("reviewRating") || object.body.is_some())
            {
                found.reviews.push(object);
            } else if format.kind != "Review" {
                found.articles.push(object);
            }
        }
    }
    found
}

impl Format {
    fn object(&self, tree: &Tree, root: Id) -> Object {
        let mut object = loose::Object::new();
        object.insert("@type".to_owned(), self.kind.into());
        let mut body = None;
        let mut next = tree.children(root).next();
        while let Some(at) = next {
            for (_, key) in self.properties.iter().filter(|(class, _)| tree.has_class(at, class)) {
                property(tree, at, key, &mut object);
            }
            let is_body = self.bodies.iter().any(|class| tree.has_class(at, class));
            body = body.or_else(|| Some(at).filter(|_| is_body));
            // What is another's is not this one's, and a text may hold anything.
            let is_other = is_body || tree.classes(at).any(is_root);
            next = tree.following(at, root, !is_other);
        }
        if let (Some(body), None) = (body, object.get("itemReviewed")) {
            let items = tree
                .elements(body)
                .filter(|&id| tree.has_class(id, "p-item") || tree.has_class(id, "item"));
            items.take(1).for_each(|id| property(tree, id, "itemReviewed", &mut object));
        }
        rate(&mut object);
        Object { value: Value::Object(object), body }
    }
}

/// Whether a class begins a microformat of its own.
fn is_root(class: &str) -> bool {
    class.starts_with("h-") || ["hreview", "hentry", "vcard", "hmedia", "hproduct"].contains(&class)
}

fn property(tree: &Tree, id: Id, key: &str, object: &mut loose::Object) {
    let value = match key {
        "itemReviewed" => item(tree, id),
        "author" => person(tree, id).map(Value::from),
        "datePublished" => date(tree, id).map(Value::from),
        "url" => tree.attribute(id, "href").map(Value::from),
        "ratingValue" => {
            parts_of_rating(tree, id, object);
            rating(tree, id).map(Value::from)
        }
        _ => stated(tree, id).map(Value::from),
    };
    if let Some(value) = value.filter(|_| key == "keywords" || !object.contains_key(key)) {
        add(object, key, value);
    }
}

/// What is reviewed: its name and address.
fn item(tree: &Tree, id: Id) -> Option<Value> {
    let all = || std::iter::once(id).chain(tree.elements(id));
    let has = |names: &'static [&str]| {
        all().find(|&at| names.iter().any(|name| tree.has_class(at, name)))
    };
    let name = has(&["p-name", "fn"]).unwrap_or(id);
    let link = has(&["u-url", "url"]).or_else(|| all().find(|&at| tree.name(at) == "a"));
    let name = stated(tree, name)?;
    let mut value = json!({ "name": name });
    if let (Some(href), Some(object)) =
        (link.and_then(|at| tree.attribute(at, "href")), value.as_object_mut())
    {
        object.insert("url".to_owned(), href.into());
    }
    Some(value)
}

/// Someone's name, without words before it: `Reviewer: Tantek`.
fn person(tree: &Tree, id: Id) -> Option<String> {
    let named =
        tree.elements(id).find(|&at| tree.has_class(at, "p-name") || tree.has_class(at, "fn"));
    stated(tree, named.unwrap_or(id))
}

fn date(tree: &Tree, id: Id) -> Option<String> {
    let inside = tree
        .elements(id)
        .find(|&at| matches!(tree.name(at), "time" | "abbr") || tree.has_class(at, "value-title"));
    let title = inside
        .and_then(|at| tree.attribute(at, "datetime").or_else(|| tree.attribute(at, "title")));
    let own =
        tree.attribute(id, "title").filter(|title| title.starts_with(|c: char| c.is_ascii_digit()));
    let stated = title.or(own).map(str::to_owned).or_else(|| stated(tree, id))?;
    // `20240302` is written as often as `2024-03-02`.
    Some(head::date(&stated).map_or(stated, |date| date.to_string()))
}

/// A rating by its `value`, if that is told apart.
fn rating(tree: &Tree, id: Id) -> Option<String> {
    let value = tree
        .elements(id)
        .find(|&at| tree.has_class(at, "value") || tree.has_class(at, "value-title"));
    match value {
        Some(at) => tree.attribute(at, "title").map(str::to_owned).or_else(|| stated(tree, at)),
        None => stated(tree, id),
    }
}

/// hReview has the ends of the scale inside the rating.
fn parts_of_rating(tree: &Tree, id: Id, object: &mut loose::Object) {
    for (class, key) in [("best", "bestRating"), ("worst", "worstRating")] {
        let part = tree.elements(id).find(|&at| tree.has_class(at, class));
        if let Some(value) = part.and_then(|at| stated(tree, at)) {
            object.insert(key.to_owned(), value.into());
        }
    }
}

/// Puts value, best and worst into a `reviewRating`.
fn rate(object: &mut loose::Object) {
    let Some(value) = object.shift_remove("ratingValue") else { return };
    let best = object.shift_remove("bestRating");
    let worst = object.shift_remove("worstRating");
    let number = loose::number(&value);
    let mut rating = json!({ "@type": "Rating", "ratingValue": value });
    if let Some(rating) = rating.as_object_mut() {
        let assumed = number.filter(|n| *n <= 5.0).map(|_| Value::from(BEST));
        best.or(assumed).map(|best| rating.insert("bestRating".to_owned(), best));
        worst.map(|worst| rating.insert("worstRating".to_owned(), worst));
    }
    object.insert("reviewRating".to_owned(), rating);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, wanted: &Value, body: &str) {
        let tree = Tree::parse(html).unwrap();
        let found = objects(&tree);
        let object = found.reviews.first().or(found.articles.first()).unwrap();
        assert_eq!(object.value, *wanted, "{html}");
        assert_eq!(object.body.map(|id| tree.words(id)).unwrap_or_default(), body);
    }

    #[test]
    fn both_generations_are_read() {
        check(
            "<div class='h-review'><h1 class=p-name>Wet</h1><a class='p-item h-item' href='/rain'>Rain</a>
            by <span class='p-author h-card'>Ann: <b class=p-name>Ann Lee</b></span> <time class=dt-published datetime='2024-11-02'>then</time>
            <data class=p-rating value=4>****</data><div class=e-content>It <i class=p-name>rains</i>.</div></div>",
            &json!({"@type":"Review","name":"Wet","itemReviewed":{"name":"Rain","url":"/rain"},"author":"Ann Lee","datePublished":"2024-11-02",
                "reviewRating":{"@type":"Rating","ratingValue":"4","bestRating":"5"}}),
            "It rains.",
        );
        check(
            "<div class='hreview'><span class=summary>Wet</span><span class=item><span class=fn>Rain</span></span>
            <span class='reviewer vcard'><span class=fn>Ann Lee</span></span><abbr class=dtreviewed title='20241102'>2 Nov</abbr>
            <span class=rating><span class=value>8</span> of <span class=best>10</span></span><div class=description>It rains.</div></div>",
            &json!({"@type":"Review","name":"Wet","itemReviewed":{"name":"Rain"},"author":"Ann Lee","datePublished":"2024-11-02",
                "reviewRating":{"@type":"Rating","ratingValue":"8","bestRating":"10"}}),
            "It rains.",
        );
        check(
            "<article class='post hentry'><h1 class=entry-title>Wet</h1><span class='author vcard'><a class='url fn n'>Ann Lee</a></span>
            <time class='entry-date published' datetime='2024-11-02T10:00:00+00:00'>2 Nov</time><div class=entry-content>It rains.</div></article>",
            &json!({"@type":"BlogPosting","headline":"Wet","author":"Ann Lee","datePublished":"2024-11-02"}),
            "It rains.",
        );
    }

    #[test]
    fn an_item_without_a_review_is_none() {
        let tree = Tree::parse("<p class='hreview'><span class=summary>x</span></p>").unwrap();
        assert!(objects(&tree).reviews.is_empty());
    }
}
