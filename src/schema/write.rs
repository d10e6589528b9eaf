//! A record as one schema.org `Review` object, its keys in a fixed order.

use serde_json::{Map, Value, json};

use super::marks::{plain_number, rating_to_json};
use super::{Facts, duration, highlight, mark};
use crate::review::{ReadingState, Record, Review, Work, minutes};

/// A record as a schema.org `Review`. A title that was made here is only a `name`, never a `headline`.
pub fn review_to_json(record: &Record, facts: &Facts) -> Value {
    let review = &record.review;
    let title = &review.title;
    Fields::of_type("Review")
        .with("identifier", record.id.as_str())
        .with("name", title.text.as_str())
        .with("headline", if title.is_made { "" } else { title.text.as_str() })
        .with("description", review.description.as_deref())
        .with("author", things("Person", &review.authors))
        .with("publisher", review.publisher.as_deref().map(|name| thing("Organization", name)))
        .with("datePublished", review.date_published.map(|d| d.to_string()))
        .with("inLanguage", review.language.as_deref())
        .with("url", review.url.as_deref())
        .with("keywords", review.keywords.clone())
        .with("reviewRating", review.rating.as_ref().map(|r| rating_to_json(r, facts.letters)))
        .with("itemReviewed", (review.work != Work::default()).then(|| work_to_json(&review.work)))
        .with("spoilers", spoilers(review, facts))
        .with("wordCount", (facts.n_words > 0).then_some(facts.n_words))
        .with("timeRequired", (facts.n_words > 0).then(|| duration::iso(minutes(facts.n_words))))
        .with("isBasedOn", record.based_on.clone())
        .with("reviewBody", facts.with_body.then_some(review.body.as_str()))
        .with("readingState", state_to_json(&record.state, facts.with_body))
        .into()
}

fn work_to_json(work: &Work) -> Value {
    Fields::of_type(work.kind.schema_type())
        .with("name", work.name.as_str())
        .with("datePublished", work.date_published.map(|d| d.to_string()))
        .with(work.kind.creator_property(), things("Person", &work.creators))
        .with("writer", things("Person", &work.writers))
        .with("actor", things("Person", &work.actors))
        .with("duration", work.runtime_minutes.map(|n| duration::iso(n.into())))
        .with("sameAs", work.same_as.clone())
        .into()
}

/// `whole` tells a review that its source marks as one spoiler from passages found in its text.
fn spoilers(review: &Review, facts: &Facts) -> Option<Value> {
    let reason = review.spoilers.as_deref().or(facts.spoiler_reason.as_deref());
    let fields = Fields(Map::new())
        .with("reason", reason)
        .with("passages", (facts.n_spoilers > 0).then_some(facts.n_spoilers))
        .with("whole", review.spoilers.is_some().then_some(true));
    (review.spoilers.is_some() || facts.n_spoilers > 0).then(|| fields.into())
}

/// What a reader has done. Highlighted words are a part of the text: where that is not written, they are not.
fn state_to_json(state: &ReadingState, with_body: bool) -> Value {
    let mut object = json!({
        "read": state.flags.read,
        "starred": state.flags.starred,
        "seen": state.flags.seen,
        // Through its shortest decimal form: 0.41, not the 0.4099999964237213 that the same bits are as a double.
        "progress": state.progress.to_string().parse().map_or(Value::from(0), plain_number),
        "place": [state.place.block, state.place.grapheme],
        "readAt": state.read_at.map(|t| t.to_string()),
    });
    if let (Some(fields), Some(place)) = (object.as_object_mut(), state.covered_from) {
        fields.insert("coveredFrom".to_owned(), json!([place.block, place.grapheme]));
    }
    let has_words = with_body && !state.highlights.is_empty();
    if let (Some(fields), true) = (object.as_object_mut(), has_words) {
        let all: Vec<Value> =
            state.highlights.iter().map(|h| highlight::to_json(h).into()).collect();
        fields.insert("highlights".to_owned(), all.into());
    }
    if let (Some(fields), false) = (object.as_object_mut(), state.marked.is_empty()) {
        let all: Vec<Value> = state.marked.iter().map(|m| mark::to_json(m).into()).collect();
        fields.insert("marks".to_owned(), all.into());
    }
    object
}

fn thing(kind: &str, name: &str) -> Value {
    json!({"@type": kind, "name": name})
}

fn things(kind: &str, names: &[String]) -> Vec<Value> {
    names.iter().map(|name| thing(kind, name)).collect()
}

/// An object under construction, in which what is not known does not appear.
struct Fields(Map<String, Value>);

impl Fields {
    fn of_type(kind: &str) -> Self {
        Self(Map::new()).with("@type", kind)
    }

    /// Adds a field unless its value is null or empty.
    fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let is_empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(several) => several.is_empty(),
            _ => false,
        };
        if !is_empty {
            self.0.insert(key.to_owned(), value);
        }
        self
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        Self::Object(fields.0)
    }
}
