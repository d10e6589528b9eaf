//! How well a word matches the key of a review.

use std::ops::{Add, Range};

use super::index::{BORDER, BORDER_BYTE};
use super::scattered;
use crate::query::{Way, Word};

/// How a word matches a field, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// It is a word of the field.
    Whole,
    /// A word of the field begins with it.
    Prefix,
    /// Its letters stand in one run.
    Run,
    /// Its letters are scattered.
    Scattered,
    /// It is a word of the field but for one letter.
    Slip,
    /// A word of the field begins with it but for one letter.
    SlipPrefix,
}

/// How well words match: the smaller the better. Ranks of several words add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    steps: u32,
    /// Some word's letters are scattered.
    is_scattered: bool,
}

/// Fields that count for themselves: title, work and author; the publisher and the tags share the last place.
const N_FIELDS: u32 = 4;

impl Rank {
    /// Of a review that no word was looked for in.
    pub(super) const NONE: Self = Self { steps: 0, is_scattered: false };

    /// A class in a field (by its line in the key); a better class always comes before a better field.
    pub(super) fn new(class: Class, line: usize) -> Self {
        let field = u32::try_from(line).unwrap_or(u32::MAX).min(N_FIELDS - 1);
        Self { steps: class as u32 * N_FIELDS + field, is_scattered: class == Class::Scattered }
    }

    /// Whether letters are scattered, so that matches of one rank differ in how well they look.
    pub(super) fn is_scattered(self) -> bool {
        self.is_scattered
    }
}

impl Add for Rank {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            steps: self.steps + other.steps,
            is_scattered: self.is_scattered || other.is_scattered,
        }
    }
}

/// How well a word matches a key, if it does; `may_scatter` tells whether scattered letters are worth looking for.
pub(super) fn rank(key: &str, word: &Word, may_scatter: bool) -> Option<Rank> {
    if !scattered::is_subsequence(&word.text, key) {
        return None;
    }
    if let Some((class, line, _)) = best_in(key, word) {
        return Some(Rank::new(class, line));
    }
    if word.way != Way::Fuzzy || !may_scatter {
        return None;
    }
    let line = key.split(BORDER).position(|field| scattered::matches(field, &word.text))?;
    Some(Rank::new(Class::Scattered, line))
}

/// Where a word best stands in a field in one run, as bytes.
pub(super) fn best_run(field: &str, word: &Word) -> Option<Range<usize>> {
    best_in(field, word).map(|(_, _, run)| run)
}

/// The best place of a word in one or more fields: how it stands there, in which line, and at which bytes.
fn best_in(fields: &str, word: &Word) -> Option<(Class, usize, Range<usize>)> {
    let mut best: Option<(Class, usize, Range<usize>)> = None;
    for (line, at) in places(fields, &word.text) {
        let run = at..at + word.text.len();
        let class = class(fields, &run, best.as_ref().map(|best| best.0));
        if class.is_some() && is_allowed(word.way, fields, &run) {
            best = class.map(|class| (class, line, run));
            if class == Some(Class::Whole) {
                break;
            }
        }
    }
    best
}

/// Every place where a word stands, overlapping or not: its line and its byte.
///
/// Most keys are short and most words begin with a common letter, where this is faster than a search that prepares.
fn places(fields: &str, word: &str) -> impl Iterator<Item = (usize, usize)> {
    let (bytes, word) = (fields.as_bytes(), word.as_bytes());
    let first = word.first().copied();
    let mut line = 0;
    bytes.iter().enumerate().filter_map(move |(at, byte)| {
        if Some(*byte) == first && bytes.get(at..).is_some_and(|rest| rest.starts_with(word)) {
            return Some((line, at));
        }
        line += usize::from(*byte == BORDER_BYTE);
        None
    })
}

fn is_allowed(way: Way, fields: &str, run: &Range<usize>) -> bool {
    let is_border = |at: Option<usize>| {
        at.and_then(|at| fields.as_bytes().get(at)).is_none_or(|b| *b == BORDER_BYTE)
    };
    let (starts, ends) = (is_border(run.start.checked_sub(1)), is_border(Some(run.end)));
    match way {
        Way::Fuzzy | Way::Exact => true,
        Way::Start => starts,
        Way::End => ends,
        Way::Whole => starts && ends,
    }
}

/// How a run stands among the words around it, if that is better than the best so far.
fn class(fields: &str, run: &Range<usize>, best: Option<Class>) -> Option<Class> {
    if best.is_some() && is_inside_ascii(fields, run.start) {
        return None;
    }
    let before = fields.get(..run.start)?.chars().next_back();
    let word = fields.get(run.clone())?;
    if !starts_word(before, word.chars().next()) {
        return best.is_none().then_some(Class::Run);
    }
    let after = fields.get(run.end..)?.chars().next();
    let ends = after.is_none() || starts_word(word.chars().next_back(), after);
    let class = if ends { Class::Whole } else { Class::Prefix };
    best.is_none_or(|best| class < best).then_some(class)
}

/// Whether a byte lies within a word of ASCII letters; a quick no to most places of a common letter.
fn is_inside_ascii(fields: &str, at: usize) -> bool {
    let is_letter = |at: usize| fields.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    at.checked_sub(1).is_some_and(is_letter) && is_letter(at)
}

/// Whether a word starts at a char that follows another; either may be missing at the ends of a text.
///
/// A sign that is no letter stands by itself, and so does every character of Chinese and Japanese.
pub(super) fn starts_word(before: Option<char>, at: Option<char>) -> bool {
    let Some(at) = at else { return false };
    let joins = |c: char| c.is_alphanumeric() && !is_ideographic(c);
    !joins(at) || !before.is_some_and(joins)
}

/// Scripts written without spaces, where each character may begin a word.
fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
