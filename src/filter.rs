//! Filter: which reviews a query leaves, the best first, which letters matched, and why nothing is left.
//!
//! A word is looked for in each field by itself: whole words come before beginnings of words, then letters in one run,
//! then letters scattered over the beginnings of words, then a word with one slip of the finger; within each, the title
//! before the work before the author before publisher and tags. Reviews of equal rank keep the order they came in.
//! Where letters are scattered, fuzzy-matcher's skim algorithm ranks the best and says which letters matched; all else
//! is decided on an [`Index`] of folded keys, since it knows neither accents nor Unicode's case.

mod hit;
mod index;
mod scattered;
mod slip;

use std::cmp::Reverse;
use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::query::{Part, Query, Way, Word};
use crate::rating::Letters;
use crate::review::Summary;
use crate::text::fold::fold_map;

use hit::Rank;
pub use index::Index;

/// How many of the best rows have their scattered letters ranked; nobody looks further down.
const RANKED: usize = 512;

/// A word with fewer hits than this is looked for with a slip of the finger, too.
const FEW: usize = 10;

/// What a query leaves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The rows of the reviews: the best first where the query has words, else in the order they came in.
    pub rows: Vec<u32>,
    /// The rows stand in order of rank.
    pub is_ranked: bool,
}

/// What is left after one more part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The part as typed.
    pub part: String,
    /// How many reviews are left after it and all before it.
    pub left: usize,
}

/// The reviews that a query leaves. `index` must be that of `summaries`. Terms of the full text are not looked at.
pub fn filter(index: &Index, summaries: &[Summary], query: &Query, letters: Letters) -> Found {
    let mut rows: Vec<(Rank, u32)> = (0..index.len()).map(|row| (Rank::NONE, row)).collect();
    for word in query.words() {
        rows = narrowed(rows, &hits(index, word), word.is_not);
    }
    rows.retain(|(_, row)| {
        summaries.get(*row as usize).is_some_and(|summary| query.accepts(summary, letters))
    });
    let is_ranked = query.words().any(|word| !word.is_not);
    if is_ranked {
        rows.sort_by_key(|(rank, _)| *rank);
        rank_scattered(index, query, &mut rows);
    }
    Found { rows: rows.into_iter().map(|(_, row)| row).collect(), is_ranked }
}

/// How many reviews are left after each part of the query in turn.
pub fn why_empty(
    index: &Index,
    summaries: &[Summary],
    query: &Query,
    letters: Letters,
) -> Vec<Step> {
    let mut rows: Vec<(Rank, u32)> = (0..index.len()).map(|row| (Rank::NONE, row)).collect();
    let asking = query.parts().iter().filter(|part| part.asks());
    let step = |part: &Part| {
        if let Some(word) = part.word() {
            rows = narrowed(std::mem::take(&mut rows), &hits(index, word), word.is_not);
        }
        rows.retain(|(_, row)| {
            summaries.get(*row as usize).is_some_and(|summary| part.accepts(summary, letters))
        });
        Step { part: part.typed().to_owned(), left: rows.len() }
    };
    asking.map(step).collect()
}

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

/// The rows that a word leaves, with the ranks of its hits added. Both are in order of rows.
fn narrowed(rows: Vec<(Rank, u32)>, hits: &[(Rank, u32)], is_not: bool) -> Vec<(Rank, u32)> {
    let mut hits = hits.iter().peekable();
    let mut left = |(rank, row): (Rank, u32)| {
        while hits.next_if(|hit| hit.1 < row).is_some() {}
        match hits.next_if(|hit| hit.1 == row) {
            Some(hit) if !is_not => Some((rank + hit.0, row)),
            None if is_not => Some((rank, row)),
            _ => None,
        }
    };
    rows.into_iter().filter_map(&mut left).collect()
}

/// Every row that a word matches, in order. This depends on the word and the index alone, so that the parts of a query
/// leave the same whatever their order.
fn hits(index: &Index, word: &Word) -> Vec<(Rank, u32)> {
    let first = word.text.chars().next().map(String::from).unwrap_or_default();
    let rank = |(row, begins)| hit::rank(index.key(row), word, begins).map(|rank| (rank, row));
    let mut hits: Vec<_> = index.rows_with(&word.text, 0, &first).filter_map(rank).collect();
    if word.way == Way::Fuzzy && hits.len() < FEW && slip::can_slip(&word.text) {
        let first_two: String = word.text.chars().take(2).collect();
        let rows = index.rows_with(&word.text, 1, &first_two).filter(|(_, begins)| *begins);
        hits.extend(
            rows.filter_map(|(row, _)| {
                slip::rank(index.key(row), &word.text).map(|rank| (rank, row))
            }),
        );
        hits.sort_unstable_by_key(|(rank, row)| (*row, *rank));
        hits.dedup_by_key(|(_, row)| *row);
    }
    hits
}

/// Puts rows of equal rank whose letters are scattered in the order that fuzzy-matcher gives them, the best 512 only.
fn rank_scattered(index: &Index, query: &Query, rows: &mut [(Rank, u32)]) {
    let words: Vec<_> = query.words().filter(|word| word.way == Way::Fuzzy).collect();
    let matcher = SkimMatcherV2::default().ignore_case();
    // `fuzzy_match` would be quicker, but its fit may depend on what it was asked before.
    let fit =
        |field: &str, word: &Word| matcher.fuzzy_indices(field, &word.text).map(|(fit, _)| fit);
    let best_fit = |key: &str, word: &Word| {
        let fields = key.lines().filter(|field| scattered::matches(field, &word.text));
        fields.filter_map(|field| fit(field, word)).max()
    };
    let fit = |row: u32| -> i64 {
        let key = index.key(row);
        let is_scattered = |word: &Word| hit::rank(key, word, true).is_some_and(Rank::is_scattered);
        words.iter().filter(|word| is_scattered(word)).filter_map(|word| best_fit(key, word)).sum()
    };
    let end = rows.len().min(RANKED);
    if let Some(best) = rows.get_mut(..end) {
        best.sort_by_cached_key(|(rank, row)| {
            (*rank, Reverse(if rank.is_scattered() { fit(*row) } else { 0 }), *row)
        });
    }
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
