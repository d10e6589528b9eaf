//! What is told of a draft without looking at the library, so that the one thread that writes has nothing to parse.

use super::facts;
use super::identity::Known;
use super::insert::tidy;
use super::told::Told;
use crate::review::Draft;

/// A draft that is ready to be taken in: its text is parsed, counted, fingerprinted and folded for the full-text search.
/// Whoever reads drafts on several threads makes this of them there; [`super::Library::insert`] makes it of a [`Draft`].
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(super) draft: Draft,
    pub(super) known: Known,
    pub(super) told: Told,
}

impl Prepared {
    /// How many bytes its text has.
    pub fn n_bytes(&self) -> usize {
        self.draft.review.body.len()
    }
}

impl From<Draft> for Prepared {
    fn from(mut draft: Draft) -> Self {
        tidy(&mut draft.review);
        let prose = facts::parse(&draft.review.body);
        let known = Known::of(&draft, &prose);
        let told = Told::of_prose(&draft.review, &prose, None);
        Self { draft, known, told }
    }
}
