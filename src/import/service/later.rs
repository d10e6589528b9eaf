//! Lists of pages to read later: each is known by its address and not on disk, but where the list has its text.

use jiff::Timestamp;
use serde_json::Value;

use super::{Refusal, listed};
use crate::date::Date;
use crate::import::fields::Fields;
use crate::import::markup::{self, Newlines};
use crate::rating::Rating;
use crate::review::{Draft, Review, Title};
use crate::schema::loose::{address, date, is_address, language, names, text};
use crate::text::prose;

/// Highlights of books are somebody's words, not a review.
pub(super) fn refuse_highlights(_: &Fields<'_>) -> Result<Draft, Refusal> {
    Err(Refusal::Listed("a highlight from a book, not a review"))
}

/// Pocket: tags are parted by `|`.
pub(super) fn pocket(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    page(fields, listed(fields, "tags", &['|']))
}

/// Instapaper: tags are a list as JSON writes it, and what was selected stands beside.
pub(super) fn instapaper(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let mut draft = page(fields, quoted(fields, "tags"))?;
    draft.review.description = fields.get(&["selection"]).and_then(text);
    Ok(draft)
}

/// Readwise Reader: tags are a list as Python writes it.
pub(super) fn readwise(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    page(fields, quoted(fields, "documenttags"))
}

/// Raindrop: a note and an excerpt stand beside.
pub(super) fn raindrop(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let mut draft = page(fields, listed(fields, "tags", &[',']))?;
    draft.review.description = fields.get(&["excerpt"]).and_then(text);
    draft.review.body =
        fields.get(&["note"]).and_then(text).map(markup::as_commonmark).unwrap_or_default();
    Ok(draft)
}

/// wallabag: the whole text is there, as HTML.
pub(super) fn wallabag(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let mut draft = page(fields, listed(fields, "tags", &[',']))?;
    let content = fields.get(&["content"]).and_then(text).unwrap_or_default();
    draft.review.body = markup::fragment(&content, Newlines::Space);
    draft.review.language = fields.get(&["language"]).and_then(language);
    Ok(draft)
}

/// wallabag's own form: who wrote it, and when, stand beside.
pub(super) fn wallabag_object(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let mut draft = wallabag(fields)?;
    draft.review.keywords = labels(fields.get(&["tags"]));
    draft.review.authors = fields.get(&["publishedby"]).map(names).unwrap_or_default();
    draft.review.date_published = fields.get(&["publishedat"]).and_then(date);
    Ok(told_in_prose(draft))
}

/// Omnivore: the text is in a file of its own beside the list.
pub(super) fn omnivore(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let state = fields.get(&["state"]).and_then(text).unwrap_or_default();
    if state.eq_ignore_ascii_case("deleted") {
        return Err(Refusal::Listed("what was deleted at Omnivore is left out"));
    }
    let mut draft = page(fields, labels(fields.get(&["labels"])))?;
    let review = &mut draft.review;
    review.authors = fields.get(&["author"]).map(names).unwrap_or_default();
    review.publisher = fields.get(&["sitename"]).and_then(text);
    review.description = fields.get(&["description"]).and_then(text);
    review.date_published = fields.get(&["publishedat"]).and_then(date);
    let slug = fields.get(&["slug"]).and_then(text);
    draft.based_on.extend(slug.map(|slug| format!("content/{slug}")));
    Ok(draft)
}

/// Readwise Reader's own form: documents, and what was highlighted in them.
pub(super) fn readwise_object(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    if fields.get(&["parentid"]).and_then(text).is_some() {
        return Err(Refusal::Listed("a highlight or a note, not a review"));
    }
    let mut draft = page(fields, labels(fields.get(&["tags"])))?;
    let review = &mut draft.review;
    // Its `url` is where it is read at Readwise.
    review.url = fields.get(&["sourceurl"]).and_then(address).or(review.url.take());
    review.authors = fields.get(&["author"]).map(names).unwrap_or_default();
    review.publisher = fields.get(&["sitename"]).and_then(text);
    review.description = fields.get(&["summary"]).and_then(text);
    review.date_published = fields.get(&["publisheddate"]).and_then(moment);
    let html = fields.get(&["htmlcontent", "content"]).and_then(text).unwrap_or_default();
    review.body = markup::fragment(&html, Newlines::Space);
    Ok(told_in_prose(draft))
}

/// Pocket's own form.
pub(super) fn pocket_object(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let of = |names: [&str; 2]| names.iter().find_map(|&name| fields.get(&[name]).and_then(text));
    let url = of(["resolvedurl", "givenurl"]).filter(|url| is_address(url));
    let url = url.ok_or_else(|| Refusal::Bad("no address".to_owned()))?;
    let title = of(["resolvedtitle", "giventitle"]).filter(|title| !is_address(title));
    let review = Review {
        title: title.map_or_else(|| Title::made(url.clone()), Title::stated),
        authors: fields.get(&["authors"]).map(values).unwrap_or_default(),
        description: fields.get(&["excerpt"]).and_then(text),
        keywords: labels(fields.get(&["tags"])),
        url: Some(url),
        ..Review::default()
    };
    Ok(review.into())
}

/// Instapaper's own form: pages, and what tells of the account.
pub(super) fn instapaper_object(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let mut draft = page(fields, labels(fields.get(&["tags"])))?;
    draft.review.description = fields.get(&["description"]).and_then(text);
    Ok(draft)
}

/// A page with the mark that its text states.
fn told_in_prose(mut draft: Draft) -> Draft {
    draft.review.rating = Rating::in_prose(&prose::parse(&draft.review.body).plain());
    draft
}

/// Tags as a list of texts or objects, or as the names of an object.
fn labels(value: Option<&Value>) -> Vec<String> {
    let of_one =
        |value: &Value| ["name", "label"].iter().find_map(|&n| value.get(n).and_then(text));
    match value {
        Some(Value::Array(several)) => {
            several.iter().filter_map(|one| of_one(one).or_else(|| text(one))).collect()
        }
        Some(Value::Object(named)) => named.keys().cloned().collect(),
        Some(single) => names(single),
        None => Vec::new(),
    }
}

/// The names in an object of objects.
fn values(value: &Value) -> Vec<String> {
    match value {
        Value::Object(several) => several.values().flat_map(names).collect(),
        other => names(other),
    }
}

/// A day, also from milliseconds since 1970.
fn moment(value: &Value) -> Option<Date> {
    let stamp = value.as_i64().filter(|ms| ms.unsigned_abs() > 10_000_000_000);
    let stamp = stamp.and_then(|ms| Timestamp::from_millisecond(ms).ok());
    stamp.map_or_else(|| date(value), |stamp| date(&stamp.to_string().into()))
}

/// A page with an address. A title that is only the address again is none.
fn page(fields: &Fields<'_>, keywords: Vec<String>) -> Result<Draft, Refusal> {
    let url = fields.get(&["url"]).and_then(address);
    let url = url.ok_or_else(|| Refusal::Bad("no address".to_owned()))?;
    let title = fields.get(&["title"]).and_then(text).filter(|title| !is_address(title));
    let title = title.map_or_else(|| Title::made(url.clone()), Title::stated);
    Ok(Review { title, url: Some(url), keywords, ..Review::default() }.into())
}

/// Texts in quotes within brackets: `["a", "b"]`, `['a', 'b']`.
fn quoted(fields: &Fields<'_>, name: &str) -> Vec<String> {
    let cell = fields.get(&[name]).and_then(text).unwrap_or_default();
    let inner = cell.trim_matches(['[', ']']);
    let parts = inner.split(',').map(|part| part.trim().trim_matches(['"', '\'']).to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}
