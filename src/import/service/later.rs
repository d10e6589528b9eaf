//! Lists of pages to read later: each is known by its address and not on disk, but where the list has its text.

use super::{Refusal, listed};
use crate::import::fields::Fields;
use crate::import::markup::{self, Newlines};
use crate::review::{Draft, Review, Title};
use crate::schema::loose::{address, is_address, language, text};

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
