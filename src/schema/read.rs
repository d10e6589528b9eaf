//! schema.org objects, our own and those of others, as drafts.

use serde_json::Value;

use super::loose::{self, Object, address, date, flag, language, names, number, text, texts};
use super::marks::rating_from_json;
use super::{duration, highlight, mark};
use crate::review::{Draft, Flags, Place, ReadingState, Review, ReviewId, Title, Work, WorkKind};

/// Why a whole review is covered when its source only says that it is to be.
pub(crate) const MARKED_AT_SOURCE: &str = "marked as a spoiler at its source";

/// A draft from one schema.org `Review` (or a subtype, or an article); see [`super::reviews_in`] for what holds several.
///
/// # Errors
/// What keeps it from being a review, in words.
pub fn draft_from_json(value: &Value) -> Result<Draft, String> {
    let object = value.as_object().ok_or("not an object, so not a review")?;
    let types = types(object);
    if !types.is_empty() && !types.iter().any(|t| is_review_type(t)) {
        return Err(format!("a {}, not a Review", types.join(", ")));
    }
    let field =
        |keys: &[&str]| keys.iter().find_map(|&key| object.get(key).filter(|v| !v.is_null()));
    let state = field(&["readingState"]).and_then(Value::as_object).map(state_from_json);
    let review = Review {
        title: title_from_json(object, state.is_some()),
        work: field(&["itemReviewed"]).map(work_from_json).unwrap_or_default(),
        authors: field(&["author", "creator"]).map(names).unwrap_or_default(),
        publisher: field(&["publisher"]).and_then(|v| names(v).into_iter().next()),
        date_published: field(&["datePublished", "dateCreated"]).and_then(date),
        rating: field(&["reviewRating"]).and_then(rating_from_json),
        description: field(&["description", "abstract"]).and_then(text),
        body: field(&["reviewBody", "articleBody", "text"])
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        language: field(&["inLanguage"]).and_then(language),
        url: field(&["url"]).and_then(address),
        keywords: field(&["keywords"]).map(keywords).unwrap_or_default(),
        spoilers: field(&["spoilers"]).and_then(spoilers_from_json),
    };
    if state.is_none() && says_nothing(&review) {
        return Err("no text, title, work or rating in it".to_owned());
    }
    let id = field(&["identifier"])
        .filter(|_| state.is_some())
        .and_then(text)
        .and_then(|t| ReviewId::new(&t));
    Ok(Draft { review, id, state, based_on: field(&["isBasedOn"]).map(texts).unwrap_or_default() })
}

fn says_nothing(review: &Review) -> bool {
    let names_work = !review.work.name.is_empty();
    review.body.trim().is_empty()
        && review.title.text.is_empty()
        && !names_work
        && review.rating.is_none()
}

/// A headline is the source's; a `name` alone is too, except in an export of our own, where it says that we made it.
fn title_from_json(object: &Object, is_own: bool) -> Title {
    let field = |key: &str| object.get(key).and_then(text);
    match (field("headline"), field("name")) {
        (Some(headline), _) => Title::stated(headline),
        (None, Some(name)) if is_own => Title::made(name),
        (None, Some(name)) => Title::stated(name),
        (None, None) => Title::default(),
    }
}

/// Tags: a list, or one text with commas.
fn keywords(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => {
            text.split(',').map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect()
        }
        several => texts(several),
    }
}

/// The reason to cover the whole text. Passages that were found in the text are found there again, so they say nothing.
fn spoilers_from_json(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => {
            let is_whole =
                object.get("whole").and_then(flag).unwrap_or(!object.contains_key("passages"));
            let reason = object.get("reason").and_then(text);
            is_whole.then(|| reason.unwrap_or_else(|| MARKED_AT_SOURCE.to_owned()))
        }
        single => match flag(single) {
            Some(is_marked) => is_marked.then(|| MARKED_AT_SOURCE.to_owned()),
            None => text(single),
        },
    }
}

/// A work from an `itemReviewed`: an object, a list of which the first counts, or a name.
fn work_from_json(value: &Value) -> Work {
    let object = match value {
        Value::Object(object) => object,
        Value::Array(several) => return several.first().map(work_from_json).unwrap_or_default(),
        single => return text(single).map(Work::named).unwrap_or_default(),
    };
    let field =
        |keys: &[&str]| keys.iter().find_map(|&key| object.get(key).filter(|v| !v.is_null()));
    let kind = kind_of(&types(object));
    let mut same_as = field(&["sameAs"]).map(texts).unwrap_or_default();
    let more = [
        field(&["url"]).and_then(address),
        field(&["isbn"]).and_then(text).map(|n| format!("isbn:{n}")),
    ];
    for address in more.into_iter().flatten() {
        if !same_as.contains(&address) {
            same_as.push(address);
        }
    }
    Work {
        kind,
        name: field(&["name", "headline"]).and_then(text).unwrap_or_default(),
        date_published: field(&["datePublished", "dateCreated", "releaseDate", "copyrightYear"])
            .and_then(date),
        creators: field(creator_properties(kind)).map(names).unwrap_or_default(),
        writers: field(writer_properties(kind)).map(names).unwrap_or_default(),
        actors: field(&["actor", "actors"]).map(names).unwrap_or_default(),
        runtime_minutes: field(&["duration", "timeRequired"])
            .and_then(text)
            .and_then(|t| duration::minutes(&t)),
        same_as,
    }
}

/// Who made a work of a kind, the property we write first.
fn creator_properties(kind: WorkKind) -> &'static [&'static str] {
    match kind {
        WorkKind::Movie | WorkKind::TvSeries => &["director", "directors"],
        WorkKind::Book => &["author"],
        WorkKind::VideoGame => &["creator", "author"],
        WorkKind::MusicAlbum => &["byArtist", "creator", "author"],
        WorkKind::Product => &["creator", "brand", "manufacturer"],
    }
}

/// Who wrote it: in a film, schema.org's author and creator are its writers.
fn writer_properties(kind: WorkKind) -> &'static [&'static str] {
    match kind {
        WorkKind::Movie | WorkKind::TvSeries => &["writer", "author", "creator"],
        _ => &["writer"],
    }
}

/// The first type that says more than that it is a thing; one that we do not know is a product.
fn kind_of(types: &[String]) -> WorkKind {
    let mut kinds =
        types.iter().map(|t| WorkKind::from_word(t).unwrap_or(WorkKind::Product)).peekable();
    let first = kinds.peek().copied().unwrap_or_default();
    kinds.find(|&kind| kind != WorkKind::Product).unwrap_or(first)
}

/// What a reader had done with a review; keys as JSON (`readAt`) or front matter (`read_at`) writes them.
pub(crate) fn state_from_json(object: &Object) -> ReadingState {
    let is = |key: &str| object.get(key).and_then(flag).unwrap_or_default();
    let first_of = |keys: [&str; 2]| keys.into_iter().find_map(|key| object.get(key));
    ReadingState {
        flags: Flags { read: is("read"), starred: is("starred"), seen: is("seen") },
        place: object.get("place").and_then(place).unwrap_or_default(),
        progress: object.get("progress").and_then(number).map_or(0.0, share),
        read_at: first_of(["readAt", "read_at"]).and_then(text).and_then(|t| t.parse().ok()),
        covered_from: first_of(["coveredFrom", "covered_from"]).and_then(place),
        highlights: object.get("highlights").map(highlight::all_from_json).unwrap_or_default(),
        marked: object.get("marks").map(mark::all_from_json).unwrap_or_default(),
    }
}

/// A place, written as the numbers of its block and its grapheme.
fn place(value: &Value) -> Option<Place> {
    let numbers = value.as_array()?;
    let point = |at: usize| {
        numbers
            .get(at)
            .and_then(Value::as_u64)
            .and_then(|n| u32::try_from(n).ok())
            .unwrap_or_default()
    };
    Some(Place { block: point(0), grapheme: point(1) })
}

/// A share of the whole, 0 to 1, as it is kept.
#[expect(clippy::cast_possible_truncation, reason = "a share of 1 needs no more than an f32 has")]
fn share(number: f64) -> f32 {
    number.clamp(0.0, 1.0) as f32
}

pub(super) fn types(object: &Object) -> Vec<String> {
    let types = object.get("@type").map(loose::texts).unwrap_or_default();
    types.into_iter().filter_map(|t| t.rsplit(['/', ':', '#']).next().map(str::to_owned)).collect()
}

fn is_review_type(name: &str) -> bool {
    ["Review", "Recommendation", "Article", "Posting", "CreativeWork"]
        .iter()
        .any(|end| name.ends_with(end))
}
