//! Units: graphemes, words, sentences and paragraphs of a text, and the edges at which they begin and end.

use std::ops::Range;

use super::prose::Prose;
use super::width;
use crate::review::{Passage, Place};

/// What a text is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// What a reader takes for one character.
    Grapheme,
    /// A word, its punctuation left out.
    Word,
    /// A sentence.
    #[default]
    Sentence,
    /// A paragraph, heading, or whatever else stands by itself.
    Paragraph,
}

impl Unit {
    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Grapheme => "character",
            Self::Word => "word",
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
        }
    }

    /// The next greater one; after the greatest the word.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Grapheme | Self::Paragraph => Self::Word,
            Self::Word => Self::Sentence,
            Self::Sentence => Self::Paragraph,
        }
    }

    /// The units of a block's text, without the white space about them.
    fn ranges(self, text: &str) -> Vec<Range<usize>> {
        let trimmed = |(start, part): (usize, &str)| {
            let from = start + (part.len() - part.trim_start().len());
            let range = from..from + part.trim().len();
            (!range.is_empty()).then_some(range)
        };
        match self {
            Self::Grapheme => width::graphemes(text).map(|(at, g)| at..at + g.len()).collect(),
            Self::Word => width::words(text).map(|(at, word)| at..at + word.len()).collect(),
            Self::Sentence => width::sentences(text).filter_map(trimmed).collect(),
            Self::Paragraph => trimmed((0, text)).into_iter().collect(),
        }
    }
}

/// Which edge of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Where it begins.
    Start,
    /// Where it ends: the first place after it.
    End,
}

impl Edge {
    fn of(self, range: &Range<usize>) -> usize {
        match self {
            Self::Start => range.start,
            Self::End => range.end,
        }
    }
}

/// The next such edge of a unit after a place, or the last one before it; `None` at the text's end.
pub fn edge(prose: &Prose, from: Place, unit: Unit, edge: Edge, is_forward: bool) -> Option<Place> {
    let (block, byte) = prose.byte(from);
    let edges = |block: usize| unit.ranges(prose.text(block)).into_iter().map(move |r| edge.of(&r));
    let here = if is_forward {
        edges(block).find(|at| *at > byte)
    } else {
        edges(block).rfind(|at| *at < byte)
    };
    if let Some(at) = here {
        return Some(prose.place(block, at));
    }
    let elsewhere = |block: usize| {
        let at = if is_forward { edges(block).next() } else { edges(block).next_back() };
        at.map(|at| prose.place(block, at))
    };
    if is_forward {
        (block + 1..prose.blocks.len()).find_map(elsewhere)
    } else {
        (0..block).rev().find_map(elsewhere)
    }
}

/// The unit that holds a place, else the next one, else the last.
pub fn around(prose: &Prose, place: Place, unit: Unit) -> Option<Passage> {
    let (block, byte) = prose.byte(place);
    let passage = |block: usize, range: Range<usize>| Passage {
        from: prose.place(block, range.start),
        to: prose.place(block, range.end),
    };
    let here = unit.ranges(prose.text(block)).into_iter().find(|range| byte < range.end);
    if let Some(range) = here {
        return Some(passage(block, range));
    }
    let first =
        |block: usize| Some(passage(block, unit.ranges(prose.text(block)).into_iter().next()?));
    let last = |block: usize| {
        Some(passage(block, unit.ranges(prose.text(block)).into_iter().next_back()?))
    };
    let after = (block + 1..prose.blocks.len()).find_map(first);
    after.or_else(|| (0..=block).rev().find_map(last))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::prose::parse;

    const TEXT: &str = "# A head\n\nOne word. *Two* don’t, so.\n\n---\n\nEnd 👍🏽.";

    /// The words from a place on, wherever it goes by a unit's edges.
    #[track_caller]
    fn check(unit: Unit, at: Edge, edges: &[&str]) {
        let prose = parse(TEXT);
        let rest = |place: Place| {
            let (block, byte) = prose.byte(place);
            prose.text(block).get(byte..).unwrap().chars().take(4).collect::<String>()
        };
        let mut place = Place::default();
        let mut forward = Vec::new();
        while let Some(next) = edge(&prose, place, unit, at, true) {
            forward.push(next);
            place = next;
        }
        assert_eq!(forward.iter().map(|p| rest(*p)).collect::<Vec<_>>(), edges);
        let mut back = vec![place];
        while let Some(next) = edge(&prose, place, unit, at, false) {
            back.push(next);
            place = next;
        }
        back.reverse();
        assert!(back.ends_with(&forward), "{back:?} is not the way back of {forward:?}");
    }

    #[test]
    fn the_edges_of_units_are_gone_through_both_ways() {
        check(Unit::Paragraph, Edge::Start, &["One ", "End "]);
        check(Unit::Paragraph, Edge::End, &["", "", ""]);
        check(Unit::Sentence, Edge::Start, &["One ", "Two ", "End "]);
        check(Unit::Sentence, Edge::End, &["", " Two", "", ""]);
        check(Unit::Word, Edge::Start, &["head", "One ", "word", "Two ", "don’", "so.", "End "]);
        check(Unit::Word, Edge::End, &[" hea", "", " wor", ". Tw", " don", ", so", ".", " 👍🏽."]);
    }

    #[track_caller]
    fn check_around(unit: Unit, block: u32, grapheme: u32, words: &str) {
        let prose = parse(TEXT);
        let Passage { from, to } = around(&prose, Place { block, grapheme }, unit).unwrap();
        let ((block, start), (_, end)) = (prose.byte(from), prose.byte(to));
        assert_eq!(prose.text(block).get(start..end), Some(words));
    }

    #[test]
    fn a_unit_is_found_about_a_place_or_after_it() {
        check_around(Unit::Sentence, 1, 3, "One word.");
        check_around(Unit::Sentence, 1, 9, "Two don’t, so.");
        check_around(Unit::Word, 1, 14, "don’t");
        check_around(Unit::Word, 1, 19, "so");
        check_around(Unit::Paragraph, 2, 0, "End 👍🏽.");
        check_around(Unit::Grapheme, 3, 4, "👍🏽");
        check_around(Unit::Word, 9, 9, "End");
        assert_eq!(around(&parse(""), Place::default(), Unit::Word), None);
    }

    proptest! {
        #[test]
        fn units_lie_in_order_and_inside_the_text(text in "[a-c.’ \n👍🏽é]{0,60}") {
            for unit in [Unit::Grapheme, Unit::Word, Unit::Sentence, Unit::Paragraph] {
                let ranges = unit.ranges(&text);
                prop_assert!(ranges.iter().all(|range| text.get(range.clone()).is_some_and(|t| !t.is_empty())));
                prop_assert!(ranges.windows(2).all(|two| two[0].end <= two[1].start));
            }
        }
    }
}
