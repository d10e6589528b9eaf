//! Where words occur but for a few slips (Sellers 1980: the edit distance to every part of a text at once).

use std::ops::Range;

use crate::text::fold;

/// Of how many characters one may be a slip.
const A_SLIP_IN: usize = 4;

/// Pairs of characters that are compared at most: a tenth of a second's work. In a longer text only the part about the
/// old place is looked through for slips.
const MOST_PAIRS: usize = 50_000_000;

/// A text without case, accents and the shapes of quotes, each run of white space one space.
pub(super) struct Folded {
    chars: Vec<char>,
    /// The bytes of the text that each character came from.
    sources: Vec<Range<usize>>,
}

/// Where words occur, nearly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Near {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// Characters that are other, more or fewer than in the words.
    pub(super) n_slips: usize,
}

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        let ends = text.char_indices().map(|(at, c)| at..at + c.len_utf8()).collect::<Vec<_>>();
        let (folded, origin) = fold::fold_map(text);
        let mut all = Self { chars: Vec::new(), sources: Vec::new() };
        for (c, at) in folded.chars().zip(origin) {
            let Some(source) = ends.get(at as usize) else { continue };
            match (all.chars.last(), all.sources.last_mut()) {
                (Some(' '), Some(last)) if c == ' ' => last.end = source.end,
                _ => {
                    all.chars.push(c);
                    all.sources.push(source.clone());
                }
            }
        }
        all
    }

    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// Every stretch of the text that differs from the words by few slips, the best end of each alone. `near` is the
    /// byte about which a long text is looked through.
    pub(super) fn occurrences(&self, words: &[char], near: usize) -> Vec<Near> {
        if words.is_empty() {
            return Vec::new();
        }
        let room = MOST_PAIRS / words.len();
        let centre = self.sources.partition_point(|source| source.start < near);
        let first = if self.chars.len() <= room { 0 } else { centre.saturating_sub(room / 2) };
        let most = words.len() / A_SLIP_IN;
        let mut row = Row::new(words.len());
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        for (at, c) in self.chars.iter().enumerate().skip(first).take(room) {
            let (n_slips, start) = row.step(words, *c, at);
            if n_slips > most {
                continue;
            }
            // Ends side by side are ends of one occurrence, of which the best counts.
            match found.last_mut().filter(|last| last.0 == start) {
                Some(last) if n_slips < last.2 => *last = (start, at, n_slips),
                Some(_) => {}
                None => found.push((start, at, n_slips)),
            }
        }
        let range = |start: usize, last: usize| {
            Some(self.sources.get(start)?.start..self.sources.get(last)?.end)
        };
        found
            .into_iter()
            .filter_map(|(start, last, n_slips)| Some(Near { range: range(start, last)?, n_slips }))
            .collect()
    }
}

/// The distances of all beginnings of the words to the best stretch that ends at a character of the text, and where
/// each of those stretches begins.
struct Row(Vec<(usize, usize)>);

impl Row {
    fn new(n_words: usize) -> Self {
        Self((0..=n_words).map(|n| (n, 0)).collect())
    }

    /// Goes on by a character; the distance of all the words, and where that stretch begins.
    fn step(&mut self, words: &[char], c: char, at: usize) -> (usize, usize) {
        let mut diagonal = (0, at);
        let mut before = (0, at + 1);
        if let Some(first) = self.0.first_mut() {
            *first = before;
        }
        for (cell, word) in self.0.iter_mut().skip(1).zip(words) {
            let above = *cell;
            let matched = (diagonal.0 + usize::from(*word != c), diagonal.1);
            let dropped = (above.0 + 1, above.1);
            let added = (before.0 + 1, before.1);
            diagonal = above;
            before =
                [matched, dropped, added].into_iter().min_by_key(|way| way.0).unwrap_or(matched);
            *cell = before;
        }
        before
    }
}
