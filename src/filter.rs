//! Filter: which reviews a query leaves, the best first, which letters matched, and why nothing is left.
//!
//! A word is looked for in each field by itself: whole words come before beginnings of words, then letters in one run,
//! then letters scattered over the beginnings of words, then a word with one slip of the finger; within each, the title
//! before the work before the author before publisher and tags. Reviews of equal rank keep the order they came in.
//! Where letters are scattered, fuzzy-matcher's skim algorithm ranks the best and says which letters matched; all else
//! is decided on an [`Index`] of folded keys, since it knows neither accents nor Unicode's case. What was found for one key
//! that is typed is kept for the next.

mod hit;
mod index;
mod order;
mod quest;
mod ranked;
mod scattered;
mod slip;

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::query::{Query, Way, Word};
use crate::text::fold::fold_map;

pub use index::Index;
pub use order::{Order, View, sort, sort_key};
pub use quest::{Finder, Found, Quest, Stamp, Step, TextHits};

/// The parts of a shown field that the words of a query match, as ranges of its chars, in order and apart.
pub fn marks(field: &str, query: &Query) -> Vec<Range<usize>> {
    let (folded, sources) = fold_map(field);
    let folded = index::shortened(&folded);
    let mut marked = vec![false; field.chars().count()];
    let words = query.words().filter(|word| !word.is_not);
    for at in words.flat_map(|word| matched_chars(folded, word)) {
        let source = sources.get(at).copied();
        // What folding drops (accents, joiners) goes with the char before it.
        let next = sources
            .iter()
            .skip(at)
            .find(|next| Some(**next) != source)
            .map_or(marked.len(), |next| *next as usize);
        if let Some(marks) = source.and_then(|source| marked.get_mut(source as usize..next)) {
            marks.fill(true);
        }
    }
    ranges(&marked)
}

/// The chars of a folded field that a word matches.
fn matched_chars(folded: &str, word: &Word) -> Vec<usize> {
    let chars = |bytes: Range<usize>| {
        let start = folded.get(..bytes.start).map_or(0, |before| before.chars().count());
        let length = folded.get(bytes).map_or(0, |found| found.chars().count());
        (start..start + length).collect()
    };
    if let Some(bytes) = hit::best_run(folded, word) {
        return chars(bytes);
    }
    if word.way != Way::Fuzzy {
        return Vec::new();
    }
    if scattered::matches(folded, &word.text) {
        let matcher = SkimMatcherV2::default().ignore_case();
        return matcher
            .fuzzy_indices(folded, &word.text)
            .map_or_else(Vec::new, |(_, indices)| indices);
    }
    slip::find(folded, &word.text).map_or_else(Vec::new, chars)
}

/// Runs of marked chars as ranges.
fn ranges(marked: &[bool]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (at, _) in marked.iter().enumerate().filter(|(_, mark)| **mark) {
        match ranges.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => ranges.push(at..at + 1),
        }
    }
    ranges
}

#[cfg(test)]
mod tests;
