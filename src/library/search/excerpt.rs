//! Keyword in context: one line of a text around the first of the words.

use std::ops::Range;

use super::super::facts::Plain;
use super::words::Words;

/// How many characters stand before the first word found, and how many after it, at most.
const CONTEXT: usize = 80;

/// A line out of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Excerpt {
    pub(super) text: String,
    /// The words found, as ranges of bytes of `text`.
    pub(super) marks: Vec<Range<usize>>,
    /// What is to be covered, likewise.
    pub(super) covers: Vec<Range<usize>>,
    /// How often the words stand in what is bare of the whole text.
    pub(super) n_hits: u32,
    /// How often in what is covered.
    pub(super) n_covered: u32,
}

/// The line around the first of the words that is not covered, else around the first; the beginning of a text without
/// them.
pub(super) fn around(plain: &Plain, words: &Words) -> Excerpt {
    let found = words.find_in(&plain.text);
    let is_covered = |hit: &Range<usize>| {
        let after = plain.covers.partition_point(|cover| cover.end <= hit.start);
        plain.covers.get(after).is_some_and(|cover| cover.start < hit.end)
    };
    let (covered, bare): (Vec<_>, Vec<_>) = found.iter().cloned().partition(is_covered);
    let first = bare.first().or(covered.first()).cloned().unwrap_or(0..0);
    let window = start_before(&plain.text, first.start)..end_after(&plain.text, first.end);
    let line = Line::of(&plain.text, window);
    Excerpt {
        marks: line.ranges(&found),
        covers: line.ranges(&plain.covers),
        n_hits: u32::try_from(bare.len()).unwrap_or(u32::MAX),
        n_covered: u32::try_from(covered.len()).unwrap_or(u32::MAX),
        text: line.text,
    }
}

/// Where a line begins that shows what comes before a byte: at a word, if one begins there.
fn start_before(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or("");
    let Some((far, _)) = before.char_indices().rev().nth(CONTEXT - 1) else { return 0 };
    let after_space =
        before.get(far..).and_then(|near| near.char_indices().find(|(_, c)| c.is_whitespace()));
    after_space.map_or(far, |(space, c)| far + space + c.len_utf8())
}

/// Where it ends after a byte: behind a word, if one ends there.
fn end_after(text: &str, at: usize) -> usize {
    let after = text.get(at..).unwrap_or("");
    let Some((far, _)) = after.char_indices().nth(CONTEXT) else { return text.len() };
    let space = after
        .get(..far)
        .and_then(|near| near.rfind(char::is_whitespace))
        .filter(|space| *space > 0);
    at + space.unwrap_or(far)
}

/// A piece of a text as one line, and where its bytes went.
struct Line {
    text: String,
    /// For every character: the byte in the source, the byte in the line.
    places: Vec<(usize, usize)>,
    window: Range<usize>,
}

impl Line {
    fn of(source: &str, window: Range<usize>) -> Self {
        let mut line = Self { text: String::new(), places: Vec::new(), window: window.clone() };
        if window.start > 0 {
            line.text.push('…');
        }
        for (at, c) in source.get(window.clone()).unwrap_or("").char_indices() {
            let is_gap = c.is_whitespace() || c.is_control();
            line.places.push((window.start + at, line.text.len()));
            if !is_gap {
                line.text.push(c);
            } else if !line.text.is_empty() && !line.text.ends_with(' ') {
                line.text.push(' ');
            }
        }
        line.places.push((window.end, line.text.trim_end().len()));
        line.text.truncate(line.text.trim_end().len());
        if window.end < source.len() {
            line.text.push('…');
        }
        line
    }

    /// Ranges of the source as ranges of the line, as far as they are in it.
    fn ranges(&self, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
        let inside =
            |range: &&Range<usize>| range.start < self.window.end && range.end > self.window.start;
        let place = |range: &Range<usize>| {
            self.byte(range.start.max(self.window.start))..self.byte(range.end.min(self.window.end))
        };
        ranges.iter().filter(inside).map(place).filter(|range| !range.is_empty()).collect()
    }

    fn byte(&self, source: usize) -> usize {
        let at = self.places.partition_point(|(from, _)| *from < source);
        let end = self.places.last().map_or(0, |(_, to)| *to);
        self.places.get(at).map_or(end, |(_, to)| (*to).min(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, typed: &str, excerpt: &str, n_hits: u32) {
        let plain = Plain { text: text.into(), covers: Vec::new() };
        let found = around(&plain, &Words::parse(typed).unwrap());
        let mut shown = found.text.clone();
        for mark in found.marks.iter().rev() {
            shown.insert(mark.end, ']');
            shown.insert(mark.start, '[');
        }
        assert_eq!((shown.as_str(), found.n_hits), (excerpt, n_hits));
    }

    #[test]
    fn a_word_is_shown_in_its_context() {
        check("A quiet film.\n\nAnd a long one.", "quiet", "A [quiet] film. And a long one.", 1);
        check("Nothing here.", "title", "Nothing here.", 0);
        check("", "x", "", 0);
        let text = format!("{} here it is {}", "before ".repeat(30), "after ".repeat(30));
        let before = "before ".repeat(11);
        let after = " after".repeat(12);
        check(&text, "here ", &format!("…{before}[here] it is{after}…"), 1);
    }

    #[test]
    fn a_text_without_spaces_is_cut_between_characters() {
        let text = format!("{}物語{}", "東".repeat(200), "京".repeat(200));
        check(&text, "物語", &format!("…{}[物語]{}…", "東".repeat(80), "京".repeat(80)), 1);
    }

    #[test]
    fn a_hit_that_is_covered_gives_way_to_one_that_is_not() {
        let text = format!("He is dead. {}A dead end.", "So it goes. ".repeat(20));
        let plain = Plain { text, covers: std::iter::once(0..11).collect() };
        let found = around(&plain, &Words::parse("dead ").unwrap());
        assert_eq!((found.n_hits, found.n_covered), (1, 1));
        assert!(found.text.ends_with("A dead end.") && found.covers.is_empty(), "{found:?}");
        let found = around(&plain, &Words::parse("he ").unwrap());
        assert_eq!((found.n_hits, found.n_covered), (0, 1));
    }

    #[test]
    fn what_is_covered_stays_covered_in_the_excerpt() {
        let text = "He is dead.\n\nShe knew.".to_owned();
        let plain = Plain { text, covers: vec![3..11, 21..22] };
        let found = around(&plain, &Words::parse("dead").unwrap());
        assert_eq!(found.covers, [3..11, 20..21]);
        assert_eq!(found.text.get(3..11), Some("is dead."));
    }

    proptest::proptest! {
        #[test]
        fn no_text_and_no_words_break_an_excerpt(text in "(?s).{0,300}", typed in "(?s).{1,12}", from in 0_usize..300) {
            if let Some(words) = Words::parse(&typed) {
                let from = (0..=from.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
                let plain = Plain { covers: vec![0..from, from..text.len()], text };
                let found = around(&plain, &words);
                for range in found.marks.iter().chain(&found.covers) {
                    proptest::prop_assert!(found.text.get(range.clone()).is_some());
                }
                proptest::prop_assert!(!found.text.contains('\n'));
            }
        }
    }
}
