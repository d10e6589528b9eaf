//! Sheets: rows of nobody's format, by the names that people give to columns.

use super::Refusal;
use crate::import::fields::{self, BODY, Fields, TITLE};
use crate::import::markup;
use crate::rating::Mark;
use crate::review::{Draft, Title, WorkKind};
use crate::schema::loose::{names, text};

/// Columns that name a work where no other does.
const NAMES: &[&str] = &["name", "worktitle", "filmname", "originaltitle"];

/// Columns that tell of a work, so that a title beside them is the work's.
const FACTS: &[&str] = &[
    "year",
    "releaseyear",
    "releasedate",
    "filmyear",
    "publicationyear",
    "yearpublished",
    "director",
    "directors",
    "directedby",
    "runtime",
    "imdb",
    "imdbid",
    "tmdb",
    "tmdbid",
    "isbn",
    "isbn10",
    "isbn13",
    "pages",
    "artist",
    "platform",
    "developer",
];

/// Columns that only a table of books has.
const OF_BOOKS: &[&str] = &["isbn", "isbn10", "isbn13", "pages", "book", "booktitle"];

/// Columns that name a critic even where `author` is a book's.
const CRITICS: &[&str] = &["reviewer", "reviewers", "reviewedby", "critic"];

/// Columns that say what kind of work it is.
const KINDS: &[&str] = &["kind", "type", "medium", "mediatype"];

/// Whether a column says what is reviewed or what is said of it, without which there is no review.
pub(in crate::import) fn is_subject(folded: &str) -> bool {
    [TITLE, BODY, NAMES].iter().any(|names| names.contains(&folded)) || fields::names_work(folded)
}

/// A review from a row, as far as its columns are known.
pub(in crate::import) fn draft(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let mut draft = fields.draft();
    let review = &mut draft.review;
    review.body = fields.body().map(markup::as_commonmark).unwrap_or_default();
    let has = |columns: &[&str]| fields.get(columns).is_some();
    if review.work.name.is_empty() {
        review.work.name = match fields.get(NAMES).and_then(text) {
            Some(name) => name,
            None if has(FACTS) => std::mem::take(&mut review.title).text,
            None => String::new(),
        };
    }
    let is_of_books = has(OF_BOOKS);
    if let Some(kind) = fields.get(KINDS).and_then(text).and_then(|word| WorkKind::from_word(&word))
    {
        review.work.kind = kind;
    } else if is_of_books {
        review.work.kind = WorkKind::Book;
    }
    if is_of_books && review.work.creators.is_empty() {
        let critics = fields.get(CRITICS).map(names).unwrap_or_default();
        review.work.creators = std::mem::replace(&mut review.authors, critics.clone());
        review.work.creators.retain(|author| !critics.contains(author));
    }
    // In a column of marks a nought is mostly the mark of who gave none.
    let is_nought = |mark: Mark| matches!(mark, Mark::Points { value: 0.0, best: None, .. });
    review.rating.take_if(|rating| is_nought(rating.mark));
    if review.body.is_empty() && review.rating.is_none() && review.date_published.is_none() {
        let is_named = !review.work.name.is_empty() || review.title != Title::default();
        let is_page = review.url.is_some() && review.work.name.is_empty();
        return match (is_page, is_named) {
            (true, _) => Ok(draft),
            (false, true) => Err(super::TO_COME),
            (false, false) => Err(Refusal::Bad("no title, text or rating in it".to_owned())),
        };
    }
    Ok(draft)
}
