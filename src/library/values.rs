//! The columns of a review's row, and what is written to them: once for those that are added and those that change.

use rusqlite::ToSql;

use super::columns::{RatingColumns, iso, lines, stated};
use super::told::Told;
use crate::review::Review;

/// The columns of a review that [`Values`] fills, and as many places to fill.
pub(super) const COLUMNS: &str =
    "work, title, title_is_made, authors, publisher, date_published, notation, mark, value, best,
    is_inferred, language, n_words, n_spoilers";
pub(super) const PLACES: &str = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

/// What stands in the [`COLUMNS`] of a review.
pub(super) struct Values<'a> {
    review: &'a Review,
    work: i64,
    told: &'a Told,
    authors: String,
    publisher: Option<&'a str>,
    date: Option<String>,
    rating: RatingColumns<'a>,
    language: Option<&'a str>,
}

impl<'a> Values<'a> {
    /// Those of a review whose work has this row.
    pub(super) fn of(review: &'a Review, work: i64, told: &'a Told) -> Self {
        Self {
            review,
            work,
            told,
            authors: lines(&review.authors),
            publisher: stated(review.publisher.as_deref()),
            date: iso(review.date_published),
            rating: RatingColumns::of(review.rating.as_ref()),
            language: stated(review.language.as_deref()),
        }
    }

    /// One after the other, as they are bound.
    pub(super) fn in_order(&self) -> [&dyn ToSql; 14] {
        [
            &self.work,
            &self.review.title.text,
            &self.review.title.is_made,
            &self.authors,
            &self.publisher,
            &self.date,
            &self.rating.notation,
            &self.rating.mark,
            &self.rating.value,
            &self.rating.best,
            &self.rating.is_inferred,
            &self.language,
            &self.told.n_words,
            &self.told.n_spoilers,
        ]
    }
}
