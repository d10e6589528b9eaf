//! How well a word matches a folded field of a review.

use std::ops::{Add, Range};

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
    steps: u16,
    /// Some word's letters are scattered.
    is_scattered: bool,
}

/// The fields of a review, as they count. The publisher and the tags share the last place.
#[derive(Debug, Clone, Copy)]
pub(super) enum Field {
    Title,
    Work,
    Author,
    Other,
}

const N_FIELDS: u16 = 4;

impl Rank {
    /// Of a review that no word was looked for in.
    pub(super) const NONE: Self = Self { steps: 0, is_scattered: false };

    /// A class in a field; a better class always comes before a better field.
    pub(super) fn new(class: Class, field: Field) -> Self {
        let steps = class as u16 * N_FIELDS + field as u16;
        Self { steps, is_scattered: class == Class::Scattered }
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
            steps: self.steps.saturating_add(other.steps),
            is_scattered: self.is_scattered || other.is_scattered,
        }
    }
}

/// How a word matches a field, if it does; `may_scatter` tells whether scattered letters are worth looking for.
pub(super) fn class(field: &str, word: &Word, may_scatter: bool) -> Option<Class> {
    if !scattered::is_subsequence(&word.text, field) {
        return None;
    }
    if let Some((class, _)) = best_in(field, word) {
        return Some(class);
    }
    let is_scattered =
        word.way == Way::Fuzzy && may_scatter && scattered::matches(field, &word.text);
    is_scattered.then_some(Class::Scattered)
}

/// Where a word best stands in a field in one run, as bytes.
pub(super) fn best_run(field: &str, word: &Word) -> Option<Range<usize>> {
    best_in(field, word).map(|(_, run)| run)
}

/// The best place of a word in a field: how it stands there, and at which bytes.
fn best_in(field: &str, word: &Word) -> Option<(Class, Range<usize>)> {
    let mut best: Option<(Class, Range<usize>)> = None;
    for at in places(field, &word.text) {
        let run = at..at + word.text.len();
        let class = class_at(field, &run, best.as_ref().map(|best| best.0));
        if class.is_some() && is_allowed(word.way, field, &run) {
            best = class.map(|class| (class, run));
            if class == Some(Class::Whole) {
                break;
            }
        }
    }
    best
}

/// Every byte at which a word stands, overlapping or not.
///
/// Most keys are short and most words begin with a common letter, where this is faster than a search that prepares.
fn places(field: &str, word: &str) -> impl Iterator<Item = usize> {
    let (bytes, word) = (field.as_bytes(), word.as_bytes());
    let first = word.first().copied();
    let is_place = move |at: usize| bytes.get(at..).is_some_and(|rest| rest.starts_with(word));
    let starts = bytes.iter().enumerate().filter(move |(_, byte)| Some(**byte) == first);
    starts.map(|(at, _)| at).filter(move |at| is_place(*at))
}

fn is_allowed(way: Way, field: &str, run: &Range<usize>) -> bool {
    let (starts, ends) = (run.start == 0, run.end == field.len());
    match way {
        Way::Fuzzy | Way::Exact => true,
        Way::Start => starts,
        Way::End => ends,
        Way::Whole => starts && ends,
    }
}

/// How a run stands among the words around it, if that is better than the best so far.
fn class_at(field: &str, run: &Range<usize>, best: Option<Class>) -> Option<Class> {
    if best.is_some() && is_inside_ascii(field, run.start) {
        return None;
    }
    let before = field.get(..run.start)?.chars().next_back();
    let word = field.get(run.clone())?;
    if !starts_word(before, word.chars().next()) {
        return best.is_none().then_some(Class::Run);
    }
    let after = field.get(run.end..)?.chars().next();
    let ends = after.is_none() || starts_word(word.chars().next_back(), after);
    let class = if ends { Class::Whole } else { Class::Prefix };
    best.is_none_or(|best| class < best).then_some(class)
}

/// Whether a byte lies within a word of ASCII letters; a quick no to most places of a common letter.
fn is_inside_ascii(field: &str, at: usize) -> bool {
    let is_letter = |at: usize| field.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
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
