//! Schema: reviews as schema.org JSON and back, the one vocabulary of exports, imports and `--json`.
//!
//! What is not known is left out, never guessed. Four things go beyond schema.org: `spoilers`, `readingState`,
//! `normalized` in a rating and `writer` in a work. [`draft_from_json`] of [`review_to_json`] gives the same review back.

#[cfg(test)]
pub(crate) mod arbitrary;
pub mod duration;
mod graph;
mod highlight;
pub mod loose;
mod mark;
mod marks;
mod read;
mod write;

pub use graph::{articles_in, reviews_in, works_in};
pub(crate) use highlight::to_json as highlight_to_json;
pub(crate) use mark::to_json as mark_to_json;
pub(crate) use marks::{plain_number, read as read_notation};
pub use read::draft_from_json;
pub(crate) use read::{MARKED_AT_SOURCE, state_from_json};
pub use write::review_to_json;

use crate::rating::Letters;

/// What [`review_to_json`] is told besides the record: what only the text layer and the settings know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Length of the body in words; 0 where it was not counted, and then left out.
    pub n_words: u32,
    /// How many passages are covered as spoilers.
    pub n_spoilers: u32,
    /// Why the first of them is covered.
    pub spoiler_reason: Option<String>,
    /// Whether `reviewBody` is written: `show`, `export` and `search` have it, `list` does not.
    pub with_body: bool,
    /// How letter grades become `normalized`.
    pub letters: Letters,
}

/// The explanation that marks a scale as inferred, so that it comes back as inferred.
const SCALE_INFERRED: &str = "scale inferred";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::review::{Draft, Record, Review, ReviewId, Title, Work};

    proptest! {
        #[test]
        fn what_is_written_reads_back_the_same(record in arbitrary::record(), n_spoilers in 0u32..3) {
            let facts = Facts { with_body: true, n_words: 7, n_spoilers, ..Facts::default() };
            let text = review_to_json(&record, &facts).to_string();
            let value: Value = serde_json::from_str(&text).unwrap();
            let draft = draft_from_json(&value).unwrap();
            prop_assert_eq!(draft, arbitrary::draft_of(record));
        }

        #[test]
        fn no_string_in_any_field_can_break_the_reader(keys in proptest::collection::vec(("[a-zA-Z@]{0,14}", ".*"), 0..8)) {
            let object: serde_json::Map<_, _> = keys.into_iter().map(|(k, v)| (k, Value::from(v))).collect();
            let _ = draft_from_json(&Value::Object(object));
        }
    }

    #[test]
    fn an_object_has_the_keys_of_the_design_in_their_order() {
        let review = Review {
            title: Title::stated("A Cinderella with teeth"),
            work: Work::named("Anora"),
            authors: vec!["Ines Vale".into()],
            publisher: Some("Lantern".into()),
            date_published: "2024-11-02".parse().ok(),
            rating: crate::rating::Rating::read("9/10"),
            description: Some("A standfirst".into()),
            body: "Text.".into(),
            language: Some("en".into()),
            url: Some("https://lantern.example/anora".into()),
            keywords: vec!["drama".into()],
            spoilers: Some("marked as a spoiler at its source".into()),
        };
        let record = Record {
            id: ReviewId::new("k3f9").unwrap(),
            review,
            state: crate::review::ReadingState::default(),
            based_on: vec!["/reviews/anora.md".into()],
        };
        let facts = Facts { n_words: 1143, n_spoilers: 1, with_body: true, ..Facts::default() };
        let value = review_to_json(&record, &facts);
        let keys: Vec<_> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let wanted = "@type identifier name headline description author publisher datePublished inLanguage url keywords \
                      reviewRating itemReviewed spoilers wordCount timeRequired isBasedOn reviewBody readingState";
        assert_eq!(keys.join(" "), wanted);
        assert_eq!(value["timeRequired"], "PT5M");
        assert_eq!(
            value["reviewRating"],
            json!({"@type":"Rating","ratingValue":9,"bestRating":10,"worstRating":0,"alternateName":"9/10","normalized":90})
        );
        assert_eq!(value["itemReviewed"], json!({"@type":"Movie","name":"Anora"}));
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let record = Record {
            id: ReviewId::new("k3f9").unwrap(),
            review: Review { title: Title::made("Anora"), ..Review::default() },
            state: crate::review::ReadingState::default(),
            based_on: Vec::new(),
        };
        let value = review_to_json(&record, &Facts::default());
        let keys: Vec<_> = value.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["@type", "identifier", "name", "readingState"]);
    }

    #[track_caller]
    fn check(value: &Value, wanted: impl FnOnce(&Draft) -> bool) {
        let draft = draft_from_json(value).unwrap();
        assert!(wanted(&draft), "{draft:?}");
    }

    #[test]
    fn foreign_shapes_are_understood() {
        let authors = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|&n| n.to_owned()).collect();
            move |d: &Draft| d.review.authors == names
        };
        check(&json!({"reviewBody":"x","author":"A B"}), authors(&["A B"]));
        check(
            &json!({"reviewBody":"x","author":{"@type":"Person","name":"A B"}}),
            authors(&["A B"]),
        );
        check(&json!({"reviewBody":"x","author":[{"name":"A"},"B"]}), authors(&["A", "B"]));
        check(&json!({"reviewBody":"x","author":{"name":["A","B"]}}), authors(&["A", "B"]));
        check(&json!({"@type":["CriticReview","Thing"],"reviewBody":"x"}), |d| {
            d.review.body == "x"
        });
        check(&json!({"@type":"UserReview","name":"Stated","dateCreated":"2010-02-16"}), |d| {
            d.review.title == Title::stated("Stated")
                && d.review.date_published == "2010-02-16".parse().ok()
        });
        check(
            &json!({"reviewBody":"x","reviewRating":{"ratingValue":"7.50","bestRating":"10","worstRating":"0"}}),
            |d| d.review.rating == crate::rating::Rating::on_scale("7.5/10", 7.5, 10.0, Some(0.0)),
        );
    }

    #[test]
    fn what_is_no_review_is_refused_with_a_reason() {
        assert!(draft_from_json(&json!([])).unwrap_err().contains("not an object"));
        assert!(
            draft_from_json(&json!({"@type":"Movie","name":"Anora"}))
                .unwrap_err()
                .contains("Movie")
        );
        assert!(draft_from_json(&json!({"@type":"Review"})).is_err());
    }

    #[test]
    fn reviews_are_found_wherever_they_stand() {
        let n = |value: &Value| reviews_in(value).len();
        assert_eq!(n(&json!({"@type":"Review","reviewBody":"x"})), 1);
        assert_eq!(n(&json!([{"@type":"Review"},{"@type":"Review"},{"@type":"WebSite"}])), 2);
        assert_eq!(n(&json!({"@graph":[{"@type":"Review"},{"@type":"Person"}]})), 1);
        assert_eq!(
            n(
                &json!({"@type":"Movie","name":"M","review":[{"@type":"Review"},{"@type":"Review"}]})
            ),
            2
        );
    }

    #[test]
    fn a_review_inside_a_work_is_about_that_work() {
        let found = reviews_in(
            &json!({"@type":"Movie","name":"M","review":{"@type":"Review","reviewBody":"x"}}),
        );
        assert_eq!(draft_from_json(&found[0]).unwrap().review.work.name, "M");
    }

    #[test]
    fn references_inside_a_graph_are_followed() {
        let found = reviews_in(&json!({"@graph":[
            {"@type":"Person","@id":"#ines","name":"Ines Vale"},
            {"@type":"Movie","@id":"#film","name":"Anora"},
            {"@type":"Review","author":{"@id":"#ines"},"itemReviewed":{"@id":"#film"},"reviewBody":"x"},
        ]}));
        let review = draft_from_json(&found[0]).unwrap().review;
        assert_eq!(
            (review.authors, review.work.name),
            (vec!["Ines Vale".to_owned()], "Anora".to_owned())
        );
    }
}
