//! Anchors: what a passage is known by, and where it stands in a text that has changed since.

mod flat;
mod fuzzy;

use std::ops::Range;

use self::flat::Flat;
use self::fuzzy::Folded;
use super::prose::Prose;
use crate::review::{Anchor, Passage, Quote};

/// Graphemes of the text before and after a passage that are kept to tell it from the same words elsewhere.
const CONTEXT: usize = 32;

/// What is known by its words alone: so many characters of it, or of it and of what stands about it, must agree.
const ENOUGH: usize = 12;

/// What one slip costs, in characters that agree.
const SLIP: usize = 4;

/// Characters beyond which a passage is known by its two ends; what lies between may have changed as it likes.
const LONG: usize = 400;
const END: usize = 120;

/// What a passage of a text is known by: its place, its words, what stands about them. White space at its ends does
/// not belong to it; `None` where nothing else is in it.
pub fn anchor(prose: &Prose, passage: Passage) -> Option<Anchor> {
    let flat = Flat::of(prose);
    let range = flat.trimmed(flat.byte(prose, passage.from)..flat.byte(prose, passage.to))?;
    Some(flat.anchor(prose, range))
}

/// The same anchor in a text that may have changed: where its words stand now, and what they are now. Where they are
/// gone it keeps the words it had, so that they are found should they come back.
#[must_use]
pub fn reattached(prose: &Prose, anchor: &Anchor) -> Anchor {
    let flat = Flat::of(prose);
    match flat.find(prose, anchor).and_then(|range| flat.trimmed(range)) {
        Some(range) => flat.anchor(prose, range),
        None => Anchor { passage: None, quote: anchor.quote.clone() },
    }
}

/// Where the words of an anchor stand in a text: at their old place if they still do; else where the same words stand
/// among the most alike; else where words stand that differ from them by case, accents, spacing or a few slips.
pub fn find(prose: &Prose, anchor: &Anchor) -> Option<Passage> {
    let flat = Flat::of(prose);
    flat.find(prose, anchor).map(|range| flat.passage(prose, range))
}

/// A place where the words may stand, and what speaks for it.
struct Candidate {
    range: Range<usize>,
    /// Characters about it that agree with what stood about the words.
    context: usize,
    n_slips: usize,
}

impl Candidate {
    /// The better of two is the greater; of two equally good ones that nearer to the old place.
    fn rank(&self, old: usize) -> (usize, std::cmp::Reverse<usize>) {
        let agreed = (2 * CONTEXT * SLIP + self.context).saturating_sub(self.n_slips * SLIP);
        (agreed, std::cmp::Reverse(self.range.start.abs_diff(old)))
    }
}

impl Flat {
    fn anchor(&self, prose: &Prose, range: Range<usize>) -> Anchor {
        let quote = Quote {
            exact: self.get(range.clone()).to_owned(),
            prefix: self.before(range.start, CONTEXT).to_owned(),
            suffix: self.after(range.end, CONTEXT).to_owned(),
        };
        Anchor { passage: Some(self.passage(prose, range)), quote }
    }

    fn find(&self, prose: &Prose, anchor: &Anchor) -> Option<Range<usize>> {
        let quote = &anchor.quote;
        if quote.exact.trim().is_empty() {
            return None;
        }
        let old = anchor.passage.map(|p| self.byte(prose, p.from)..self.byte(prose, p.to));
        if let Some(old) = &old
            && self.get(old.clone()) == quote.exact
            && self.has_before(old.start, &quote.prefix)
            && self.has_after(old.end, &quote.suffix)
        {
            return Some(old.clone());
        }
        self.exactly(quote, old.as_ref())
            .or_else(|| self.nearly(quote, old.map_or(0, |old| old.start)))
    }

    /// Where the very words stand among the most alike.
    fn exactly(&self, quote: &Quote, old: Option<&Range<usize>>) -> Option<Range<usize>> {
        let is_enough = |found: &Candidate| {
            let is_whole = self.has_before(found.range.start, &quote.prefix)
                && self.has_after(found.range.end, &quote.suffix);
            is_whole || Some(&found.range) == old || is_credible(quote.exact.chars().count(), found)
        };
        let all = self.text().match_indices(quote.exact.as_str()).map(|(start, words)| {
            let range = start..start + words.len();
            let context = self.context(&range, quote);
            Candidate { range, context, n_slips: 0 }
        });
        let near = old.map_or(0, |old| old.start);
        all.filter(is_enough).max_by_key(|found| found.rank(near)).map(|found| found.range)
    }

    /// Where words stand that are nearly the same.
    fn nearly(&self, quote: &Quote, old: usize) -> Option<Range<usize>> {
        let (text, words) = (Folded::of(self.text()), Folded::of(&quote.exact));
        let best = |words: &[char], quote: &Quote| {
            let found = text.occurrences(words, old).into_iter().filter_map(|near| {
                let range = self.trimmed(near.range)?;
                let context = self.context(&range, quote);
                Some(Candidate { range, context, n_slips: near.n_slips })
            });
            found
                .filter(|found| is_credible(words.len(), found))
                .max_by_key(|found| found.rank(old))
                .map(|found| found.range)
        };
        let letters = words.chars();
        if letters.len() <= LONG {
            return best(letters, quote);
        }
        let start = best(letters.get(..END)?, &Quote { suffix: String::new(), ..quote.clone() })?;
        let end = best(
            letters.get(letters.len() - END..)?,
            &Quote { prefix: String::new(), ..quote.clone() },
        )?;
        let is_whole = start.end <= end.start && end.end - start.start <= 2 * quote.exact.len();
        is_whole.then_some(start.start..end.end)
    }

    /// How many characters about a range agree with what stands about a quote.
    fn context(&self, range: &Range<usize>, quote: &Quote) -> usize {
        let agree = |(a, b): &(char, char)| a == b;
        let before = self.get(0..range.start).chars().rev().zip(quote.prefix.chars().rev());
        let after = self.get(range.end..self.text().len()).chars().zip(quote.suffix.chars());
        before.take_while(agree).count() + after.take_while(agree).count()
    }
}

/// Whether enough agrees for words to be taken for the same.
fn is_credible(n_chars: usize, found: &Candidate) -> bool {
    n_chars + found.context >= ENOUGH + found.n_slips * SLIP
}

#[cfg(test)]
mod tests;
