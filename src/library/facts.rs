//! What the library must know of a text: its words, its spoilers, its fingerprint. The one place that asks `text`.

use std::ops::Range;

use crate::review::{Place, Review};
use crate::text::fingerprint::{self, Shingles};
use crate::text::moved;
use crate::text::spoiler;

pub(super) use crate::text::fingerprint::checksum;
pub(super) use crate::text::fold::fold;
pub(super) use crate::text::prose::{Prose, parse};

/// How many letters of a fingerprint are kept: as many as an id may have.
const LETTERS: usize = 26;

/// What is told of a text without showing it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Facts {
    /// Its words without markup.
    pub(super) plain: Plain,
    /// Its length in words.
    pub(super) n_words: u32,
    /// How many passages are covered.
    pub(super) n_spoilers: u32,
}

/// A text without markup, and which of it is covered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Plain {
    /// The text, its blocks apart by blank lines.
    pub(super) text: String,
    /// Covered bytes of `text`, in order.
    pub(super) covers: Vec<Range<usize>>,
}

/// The facts of a review's text, of which its reader has covered all from a place on, or nothing.
pub(super) fn facts(review: &Review, covered_from: Option<Place>) -> Facts {
    facts_of(&parse(&review.body), review.spoilers.as_deref(), covered_from)
}

/// The facts of a text that is parsed already, and covered as a whole where `flagged` says why.
pub(super) fn facts_of(prose: &Prose, flagged: Option<&str>, covered_from: Option<Place>) -> Facts {
    let shield = spoiler::shield(prose, flagged);
    let shield = shield.and_from(prose, covered_from.map(|place| prose.byte(place)));
    let mut plain = Plain::default();
    for (at, block) in prose.blocks.iter().enumerate() {
        if !plain.text.is_empty() {
            plain.text.push_str("\n\n");
        }
        let start = plain.text.len();
        let covers = shield.ranges_in(at, block.text.len()).into_iter();
        plain.covers.extend(covers.map(|range| start + range.start..start + range.end));
        plain.text.push_str(&block.text);
    }
    let n_spoilers = u32::try_from(shield.n_passages()).unwrap_or(u32::MAX);
    Facts { plain, n_words: prose.n_words(), n_spoilers }
}

/// Where a place in one version of a text lies in another.
pub(super) fn moved(place: Place, old: &str, new: &str) -> Place {
    if place == Place::default() {
        return place;
    }
    moved::moved(place, &parse(old), &parse(new))
}

/// Names a text by its words alone, in the alphabet of ids: 26 letters.
pub(super) fn fingerprint(text: &str) -> String {
    fingerprint_of(&parse(text))
}

/// Names a text that is parsed already.
pub(super) fn fingerprint_of(prose: &Prose) -> String {
    fingerprint::fingerprint_of(prose).base32(LETTERS)
}

/// The hashes by which another version of a text is looked for. None of a text that is too short to tell.
pub(super) fn sketch_of(prose: &Prose) -> Vec<i64> {
    let shingles = Shingles::of_prose(prose);
    if shingles.len() < ENOUGH {
        return Vec::new();
    }
    // As SQLite keeps numbers: the same bits, with a sign.
    shingles.sketch().map(u64::cast_signed).collect()
}

/// Runs of words that a text has at least that is looked for by them.
const ENOUGH: usize = 40;

/// How two texts stand to each other, of which one may be a part of the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Overlap {
    /// How much of the shorter is in the longer, 0 to 1.
    pub(super) shared: f64,
    /// How long the second is by the first: 2 where it is twice as long.
    pub(super) length: f64,
}

/// How a text stands to another.
pub(super) fn overlap(there: &str, other: &str) -> Overlap {
    let (a, b) = (Shingles::of(there), Shingles::of(other));
    #[expect(clippy::cast_precision_loss, reason = "a share, and no text has 2^52 words")]
    let length = b.len() as f64 / a.len().max(1) as f64;
    Overlap { shared: a.containment(&b), length }
}

/// How much two texts share, 0 to 1: Jaccard's index of their runs of five words. A text of fewer than six says too
/// little to be like another ("Great!").
pub(super) fn similarity(a: &str, b: &str) -> f64 {
    let (a, b) = (Shingles::of(a), Shingles::of(b));
    if a.len().min(b.len()) < 2 { 0.0 } else { a.similarity(&b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::ReviewId;

    #[test]
    fn a_fingerprint_is_of_the_words_alone_and_fit_for_an_id() {
        assert_eq!(fingerprint("A *quiet* film,\nby Elan."), fingerprint("a quiet film by elan"));
        assert_ne!(fingerprint("a quiet film"), fingerprint("a loud film"));
        assert!(ReviewId::new(&fingerprint("x")).is_some());
    }

    #[test]
    fn covers_lie_where_the_spoiler_is() {
        let body =
            "A *ferry* leaves.\n\n## End\n\nSpoilers follow.\n\nIt was him.\n\n## After\n\nGo.";
        let facts = facts(&Review { body: body.into(), ..Review::default() }, None);
        let covered: Vec<_> =
            facts.plain.covers.iter().filter_map(|c| facts.plain.text.get(c.clone())).collect();
        assert_eq!(covered, ["It was him."]);
        assert_eq!((facts.n_spoilers, facts.n_words), (1, 11));
    }
}
