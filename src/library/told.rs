//! What is kept of a text beside itself: what the list counts, what the search looks in, what shows damage.

use super::facts::{self, Facts, Prose};
use super::search::Indexed;
use crate::review::{Place, Review};

/// What is told of a review's text.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// Its length in words.
    pub(super) n_words: u32,
    /// How many passages are covered.
    pub(super) n_spoilers: u32,
    /// By which damage shows.
    pub(super) checksum: String,
    /// The review as it is searched.
    pub(super) indexed: Indexed,
}

impl Told {
    /// What is told of a review, of which its reader has covered all from a place on, or nothing.
    pub(super) fn of(review: &Review, covered_from: Option<Place>) -> Self {
        Self::of_prose(review, &facts::parse(&review.body), covered_from)
    }

    /// The same, where its text is parsed already.
    pub(super) fn of_prose(review: &Review, prose: &Prose, covered_from: Option<Place>) -> Self {
        let Facts { plain, n_words, n_spoilers } =
            facts::facts_of(prose, review.spoilers.as_deref(), covered_from);
        let checksum = facts::checksum(review.body.as_bytes());
        Self { n_words, n_spoilers, checksum, indexed: Indexed::of(review, &plain) }
    }
}
