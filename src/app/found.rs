//! Found: where words stand in the open text; in the text, not in its rows, so that a line's end hides nothing.

use std::ops::Range;

use crate::review::Place;
use crate::text::fold::{fold, fold_map};
use crate::text::prose::Prose;
use crate::text::width;

/// A place where the words stand: a block and a byte range of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The block.
    pub block: usize,
    /// The bytes of its text.
    pub range: Range<usize>,
}

/// What is found, and which of it is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    typed: String,
    hits: Vec<Hit>,
    chosen: usize,
}

impl Found {
    /// Finds words, without regard to case and accents; what is covered (byte ranges for each block) is not found.
    /// `None` where nothing is typed.
    pub fn new(prose: &Prose, typed: &str, covered: &[Vec<Range<usize>>]) -> Option<Self> {
        let wanted = fold(typed);
        if wanted.is_empty() {
            return None;
        }
        let mut hits = Vec::new();
        for (at, block) in prose.blocks.iter().enumerate() {
            let hidden = covered.get(at).map_or(&[][..], Vec::as_slice);
            let is_bare = |range: &Range<usize>| {
                hidden.iter().all(|h| range.end <= h.start || range.start >= h.end)
            };
            let ranges = ranges_of(&block.text, &wanted).into_iter().filter(is_bare);
            hits.extend(ranges.map(|range| Hit { block: at, range }));
        }
        Some(Self { typed: typed.to_owned(), hits, chosen: 0 })
    }

    /// What was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// How many hits there are.
    pub fn n_hits(&self) -> usize {
        self.hits.len()
    }

    /// The number of the chosen hit, from 1; 0 where there is none.
    pub fn chosen_number(&self) -> usize {
        if self.hits.is_empty() { 0 } else { self.chosen + 1 }
    }

    /// The chosen hit; `None` where there is none.
    pub fn chosen(&self) -> Option<&Hit> {
        self.hits.get(self.chosen)
    }

    /// The byte ranges of a block where the words stand, each with whether it is the chosen one.
    pub fn in_block(&self, block: usize) -> impl Iterator<Item = (Range<usize>, bool)> + '_ {
        let first = self.hits.partition_point(|hit| hit.block < block);
        let hits =
            self.hits.iter().enumerate().skip(first).take_while(move |(_, hit)| hit.block == block);
        hits.map(|(at, hit)| (hit.range.clone(), at == self.chosen))
    }

    /// Chooses the first hit from a place on, else the first of all; its place.
    pub fn choose_from(&mut self, prose: &Prose, from: Place) -> Option<Place> {
        let at = self.hits.iter().position(|hit| place_of(prose, hit) >= from).unwrap_or(0);
        self.chosen = at;
        self.hits.get(at).map(|hit| place_of(prose, hit))
    }

    /// Chooses the next (or previous) hit; its place, and whether the end was passed.
    pub fn step(&mut self, prose: &Prose, is_forward: bool) -> Option<(Place, bool)> {
        let n = self.hits.len();
        if n == 0 {
            return None;
        }
        let next = if is_forward { (self.chosen + 1) % n } else { (self.chosen + n - 1) % n };
        let went_round = if is_forward { next <= self.chosen } else { next >= self.chosen };
        self.chosen = next;
        self.hits.get(next).map(|hit| (place_of(prose, hit), went_round))
    }
}

fn place_of(prose: &Prose, hit: &Hit) -> Place {
    let text = prose.blocks.get(hit.block).map_or("", |block| block.text.as_str());
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Place {
        block: number(hit.block),
        grapheme: number(width::grapheme_of_byte(text, hit.range.start)),
    }
}

/// Where folded words stand in a text, as byte ranges of the text itself.
fn ranges_of(text: &str, wanted: &str) -> Vec<Range<usize>> {
    let (folded, origin) = fold_map(text);
    if !folded.contains(wanted) {
        return Vec::new();
    }
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let n_wanted = wanted.chars().count();
    let mut ranges = Vec::new();
    let (mut chars_before, mut bytes_before) = (0, 0);
    for (at, _) in folded.match_indices(wanted) {
        chars_before += folded.get(bytes_before..at).map_or(0, |between| between.chars().count());
        bytes_before = at;
        let first = origin.get(chars_before).copied().unwrap_or(0) as usize;
        let last = origin.get(chars_before + n_wanted - 1).copied().unwrap_or(0) as usize;
        if let (Some(start), Some(end)) = (starts.get(first), starts.get(last + 1)) {
            ranges.push(*start..*end);
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::prose::parse;

    #[track_caller]
    fn check(body: &str, typed: &str, hits: &[&str]) {
        let prose = parse(body);
        let found = Found::new(&prose, typed, &[]).unwrap();
        let shown: Vec<&str> = found
            .hits
            .iter()
            .map(|h| prose.blocks[h.block].text.get(h.range.clone()).unwrap())
            .collect();
        assert_eq!(shown, hits);
    }

    #[test]
    fn case_accents_and_markup_do_not_hide_a_hit() {
        check("Zoë met zoe. *Zo*e left.", "ZOE", &["Zoë", "zoe", "Zoe"]);
        check("one two\nthree", "two three", &["two three"]);
        check("Straße", "strasse", &["Straße"]);
        check("the “dime-a-dance” halls", "\"dime", &["“dime"]);
        check("nothing", "zebra", &[]);
    }

    #[test]
    fn nothing_typed_is_no_search() {
        assert_eq!(Found::new(&parse("text"), "", &[]), None);
    }

    #[test]
    fn hits_are_gone_through_round_and_round() {
        let prose = parse("a b a\n\na");
        let mut found = Found::new(&prose, "a", &[]).unwrap();
        assert_eq!(found.n_hits(), 3);
        let from = Place { block: 0, grapheme: 1 };
        assert_eq!(found.choose_from(&prose, from), Some(Place { block: 0, grapheme: 4 }));
        assert_eq!(found.step(&prose, true), Some((Place { block: 1, grapheme: 0 }, false)));
        assert_eq!(found.step(&prose, true), Some((Place { block: 0, grapheme: 0 }, true)));
        assert_eq!(found.step(&prose, false), Some((Place { block: 1, grapheme: 0 }, true)));
    }

    #[test]
    fn what_is_covered_is_not_found() {
        let prose = parse("she dies, she said");
        let found = Found::new(&prose, "she", &[vec![0..8, 14..18]]).unwrap();
        assert_eq!(found.n_hits(), 1);
    }
}
