//! Bare marks: a rating of a work without a text, and the review that it belongs to.

use rusqlite::params;

use super::{Search, rows, share_a_name, works};
use crate::library::fault::Fault;
use crate::review::Review;

/// How many reviews of a work are looked at.
const N_MOST: u32 = 16;

impl Search<'_> {
    /// The review of the same work with the same mark in the same publication, where one of the two has neither text nor
    /// address: services export ratings beside reviews, of works and not of what was said of them.
    pub(super) fn by_mark(&self) -> Result<Option<i64>, Fault> {
        let review = &self.draft.review;
        if review.rating.is_none() || review.publisher.is_none() {
            return Ok(None);
        }
        let Some(work) = works::find(self.conn, &review.work)? else { return Ok(None) };
        let is_bare = is_bare(review, &review.body);
        let sql = "SELECT review FROM reviews WHERE work = ?1 AND (?2 OR n_words = 0) LIMIT ?3";
        for row in rows(self.conn, sql, params![work, is_bare, N_MOST])? {
            let (there, text) = self.stated(row)?;
            let is_one = is_bare || self::is_bare(&there, &text.rescued().unwrap_or_default());
            let is_same_mark = there.publisher == review.publisher && there.rating == review.rating;
            if is_one && is_same_mark && share_a_name(&there.authors, &review.authors) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }
}

fn is_bare(review: &Review, body: &str) -> bool {
    body.is_empty() && review.url.is_none()
}
