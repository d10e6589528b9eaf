//! `BookWyrm`: its export of books with what was said of them; a warning of contents covers the text.

use super::{Refusal, first_date, isbns, rating, typed, unless_listed};
use crate::import::fields::Fields;
use crate::review::{Draft, Review, Title, Work, WorkKind};
use crate::schema::loose::{address, text};

/// A book that was read, rated or reviewed.
pub(super) fn read(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let cell = |name: &str| fields.get(&[name]).and_then(text);
    let name = cell("title").ok_or_else(|| Refusal::Bad("no title".to_owned()))?;
    let mut same_as = isbns(fields, &["isbn13", "isbn10"]);
    same_as
        .extend(cell("openlibrarykey").map(|key| format!("https://openlibrary.org/books/{key}")));
    same_as.extend(fields.get(&["remoteid"]).and_then(address));
    let work = Work {
        kind: WorkKind::Book,
        creators: cell("authortext").into_iter().collect(),
        same_as,
        ..Work::named(name)
    };
    let review = Review {
        title: cell("reviewname").map(Title::stated).unwrap_or_default(),
        work,
        date_published: first_date(fields, &["reviewpublished", "finishdate", "stoppeddate"]),
        rating: rating(fields, "rating", 5.0),
        body: typed(fields, "reviewcontent"),
        spoilers: cell("reviewcw"),
        ..Review::default()
    };
    unless_listed(review.into())
}
