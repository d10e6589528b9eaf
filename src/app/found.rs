//! Found: where words stand in the open text; in the text, not in its rows, so that a line's end hides nothing.

use std::ops::Range;

use crate::review::Place;
use crate::text::fold::{fold, fold_map};
use crate::text::prose::Prose;
use crate::text::spoiler::Shield;
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
    n_covered: usize,
    chosen: usize,
}

impl Found {
    /// Finds words, without regard to case and accents, the shapes of quotes and hyphens, and where lines end. What a
    /// shield covers is counted but not found. `None` where nothing is typed.
    pub fn new(prose: &Prose, typed: &str, shield: &Shield) -> Option<Self> {
        let wanted = single_spaced(&fold(typed));
        if wanted.trim().is_empty() {
            return None;
        }
        let mut hits = Vec::new();
        let mut n_covered = 0;
        for (at, block) in prose.blocks.iter().enumerate() {
            let covered = shield.ranges_in(at, block.text.len());
            let is_bare = |range: &Range<usize>| {
                covered.iter().all(|c| range.end <= c.start || range.start >= c.end)
            };
            for range in ranges_of(&block.text, &wanted) {
                if is_bare(&range) {
                    hits.push(Hit { block: at, range });
                } else {
                    n_covered += 1;
                }
            }
        }
        Some(Self { typed: typed.to_owned(), hits, n_covered, chosen: 0 })
    }

    /// What was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// How many hits there are.
    pub fn n_hits(&self) -> usize {
        self.hits.len()
    }

    /// How many more stand in what is covered.
    pub fn n_covered(&self) -> usize {
        self.n_covered
    }

    /// The number of the chosen hit, from 1; 0 where there is none.
    pub fn chosen_number(&self) -> usize {
        if self.hits.is_empty() { 0 } else { self.chosen + 1 }
    }

    /// The chosen hit.
    pub fn chosen(&self) -> Option<&Hit> {
        self.hits.get(self.chosen)
    }

    /// The hits, in the order of the text.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// How many hits there are and which is chosen, in words: `2 of 7, 3 more covered`.
    pub fn count(&self) -> String {
        let count = format!("{} of {}", self.chosen_number(), self.n_hits());
        match self.n_covered {
            0 => count,
            n if self.hits.is_empty() => format!("{count}, {n} covered"),
            n => format!("{count}, {n} more covered"),
        }
    }

    /// The byte ranges of a block where the words stand, each with whether it is the chosen one.
    pub fn in_block(&self, block: usize) -> impl Iterator<Item = (Range<usize>, bool)> + '_ {
        let first = self.hits.partition_point(|hit| hit.block < block);
        let hits =
            self.hits.iter().enumerate().skip(first).take_while(move |(_, hit)| hit.block == block);
        hits.map(|(at, hit)| (hit.range.clone(), at == self.chosen))
    }

    /// Chooses the first hit from a point (a block and a byte) on, else the first of all; its place.
    pub fn choose_from(&mut self, prose: &Prose, from: (usize, usize)) -> Option<Place> {
        let at = self.hits.partition_point(|hit| (hit.block, hit.range.start) < from);
        self.chosen = if at < self.hits.len() { at } else { 0 };
        self.chosen().map(|hit| place_of(prose, hit))
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
    prose.place(hit.block, hit.range.start)
}

/// A folded text with one space where several stand in a row.
fn single_spaced(folded: &str) -> String {
    let mut spaced = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c != ' ' || !spaced.ends_with(' ') {
            spaced.push(c);
        }
    }
    spaced
}

/// Where folded words stand in a text, as byte ranges of the text itself: whole graphemes.
fn ranges_of(text: &str, wanted: &str) -> Vec<Range<usize>> {
    if text.is_ascii() && !text.contains("  ") {
        // Byte by byte the same, and most texts are mostly this.
        let folded = fold(text);
        return folded.match_indices(wanted).map(|(at, _)| at..at + wanted.len()).collect();
    }
    let (folded, origin) = spaced_map(text);
    if !folded.contains(wanted) {
        return Vec::new();
    }
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let edges: Vec<usize> = width::graphemes(text).map(|(at, _)| at).chain([text.len()]).collect();
    let n_wanted = wanted.chars().count();
    let mut ranges = Vec::new();
    let (mut chars_before, mut bytes_before) = (0, 0);
    for (at, _) in folded.match_indices(wanted) {
        chars_before += folded.get(bytes_before..at).map_or(0, |between| between.chars().count());
        bytes_before = at;
        let first = origin.get(chars_before).copied().unwrap_or(0) as usize;
        let last = origin.get(chars_before + n_wanted - 1).copied().unwrap_or(0) as usize;
        if let (Some(&start), Some(&end)) = (starts.get(first), starts.get(last + 1)) {
            let before = edges.partition_point(|&edge| edge <= start).saturating_sub(1);
            let after = edges.partition_point(|&edge| edge < end);
            let edge = |at: usize| edges.get(at).copied().unwrap_or(text.len());
            ranges.push(edge(before)..edge(after));
        }
    }
    ranges
}

/// A text folded, with one space where several stand in a row; and of each char the char of the text it came from.
fn spaced_map(text: &str) -> (String, Vec<u32>) {
    let (folded, origin) = fold_map(text);
    if !folded.contains("  ") {
        return (folded, origin);
    }
    let (mut spaced, mut sources) = (String::with_capacity(folded.len()), Vec::new());
    for (c, source) in folded.chars().zip(origin) {
        if c != ' ' || !spaced.ends_with(' ') {
            spaced.push(c);
            sources.push(source);
        }
    }
    (spaced, sources)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::prose::parse;
    use crate::text::spoiler;

    #[track_caller]
    fn check(body: &str, typed: &str, hits: &[&str]) {
        let prose = parse(body);
        let found = Found::new(&prose, typed, &Shield::default()).unwrap();
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
        check("Zoe\u{308} met zoë", "zoe", &["Zoe\u{308}", "zoë"]);
        check("Straße", "strasse", &["Straße"]);
        check("a **sec**ond *look* at it", "second look", &["second look"]);
        check("[The `Late` Show](https://a.example)", "late show", &["Late Show"]);
        check("東京物語を見た", "物語", &["物語"]);
        check("ＡＮＯＲＡ", "anora", &["ＡＮＯＲＡ"]);
        check("nothing", "zebra", &[]);
    }

    #[test]
    fn the_end_of_a_line_hides_nothing() {
        check("one two\nthree", "two three", &["two three"]);
        check("one two  \nthree", "two three", &["two\nthree"]);
        check("one two<br>three", "two three", &["two\nthree"]);
        check("```\none   two\n  three\n```", "one two three", &["one   two\n  three"]);
        check("Lines  \nof a  \npoem  \nend", "of a poem", &["of a\npoem"]);
        check("one two", "one  two", &["one two"]);
        check("é two  \nthree", "two three", &["two\nthree"]);
    }

    #[test]
    fn hyphens_and_quotes_have_one_shape() {
        check("an extra\u{ad}ordinary film", "extraordinary", &["extra\u{ad}ordinary"]);
        check(
            "a well‐known, well-known, well‑known film",
            "well-known",
            &["well‐known", "well-known", "well‑known"],
        );
        check("It was — of course — late", "- of", &["— of"]);
        check("the “dime-a-dance” halls", "\"dime", &["“dime"]);
        check("Don’t, don't", "don't", &["Don’t", "don't"]);
        check("Don’t, don't", "don’t", &["Don’t", "don't"]);
        check("And so…", "so...", &["so…"]);
    }

    #[test]
    fn nothing_typed_is_no_search() {
        assert_eq!(Found::new(&parse("text"), "", &Shield::default()), None);
        assert_eq!(Found::new(&parse("a text"), " ", &Shield::default()), None);
        assert_eq!(Found::new(&parse("a text"), "\u{ad}", &Shield::default()), None);
    }

    #[test]
    fn hits_are_gone_through_round_and_round() {
        let prose = parse("a b a\n\na");
        let mut found = Found::new(&prose, "a", &Shield::default()).unwrap();
        assert_eq!(found.count(), "1 of 3");
        assert_eq!(found.choose_from(&prose, (0, 1)), Some(Place { block: 0, grapheme: 4 }));
        assert_eq!(found.step(&prose, true), Some((Place { block: 1, grapheme: 0 }, false)));
        assert_eq!(found.step(&prose, true), Some((Place { block: 0, grapheme: 0 }, true)));
        assert_eq!(found.step(&prose, false), Some((Place { block: 1, grapheme: 0 }, true)));
        assert_eq!(found.choose_from(&prose, (9, 0)), Some(Place { block: 0, grapheme: 0 }));
    }

    #[track_caller]
    fn check_covered(body: &str, typed: &str, count: &str) {
        let prose = parse(body);
        let shield = spoiler::shield(&prose, None);
        assert_eq!(Found::new(&prose, typed, &shield).unwrap().count(), count);
    }

    #[test]
    fn what_is_covered_is_counted_and_not_found() {
        check_covered("she ||dies, she|| said", "she", "1 of 1, 1 more covered");
        check_covered("she ||dies, she|| said", "dies", "0 of 0, 1 covered");
        check_covered("she ||dies, she|| said", "she dies", "0 of 0, 1 covered");
        check_covered("she ||dies, she|| said", "said", "1 of 1");
    }

    proptest! {
        #[test]
        fn a_piece_of_a_text_is_found_in_it(
            words in prop::collection::vec(prop::sample::select(vec!["one", "Zoë", "two  \n", "東京", "Stra\u{ad}ße", "“so”", "é", "a—b"]), 1..12),
            from in 0_usize..12, n in 1_usize..5,
        ) {
            let prose = parse(&words.join(" "));
            let from = from % words.len();
            let typed = words.iter().skip(from).take(n).copied().collect::<Vec<_>>().join(" ");
            let found = Found::new(&prose, typed.trim(), &Shield::default()).unwrap();
            prop_assert!(found.n_hits() > 0, "{typed:?} in {:?}", prose.blocks);
            for hit in found.hits() {
                prop_assert!(prose.text(hit.block).get(hit.range.clone()).is_some_and(|text| !text.is_empty()));
            }
        }
    }
}
