//! Copying: from the text and not from the rows of the screen, so that it is unwrapped; what is covered stays covered.

use crate::action::Action;
use crate::app::{App, Reader};
use crate::event::Job;
use crate::export::citation::{attribution, citation};
use crate::text::prose::{Block, BlockKind, Prose};
use crate::text::spoiler::VEIL;
use crate::text::{sanitize, width};

/// A point in a text: a block, and a byte of its text.
type Point = (usize, usize);
/// From one point up to another.
type Passage = (Point, Point);

impl App {
    /// Copies what an action asks for, so many of it.
    pub(super) fn copy(&mut self, action: Action, n: usize) -> Vec<Job> {
        let Some(reader) = &self.reader else {
            self.say("no review is open");
            return Vec::new();
        };
        let passage = match action {
            Action::CopyCitation => {
                let text = citation(&reader.record().review, self.today);
                return vec![Job::Copy { text: clean(&text), what: "a citation".to_owned() }];
            }
            Action::CopyReview => Some((whole(reader.prose()), "the review".to_owned())),
            Action::CopySentence => sentences(reader, n),
            _ => paragraphs(reader, n),
        };
        match passage {
            Some((passage, name)) => self.copy_passage(passage, &name),
            None => {
                self.say("there are no words to copy here");
                Vec::new()
            }
        }
    }

    /// Copies from one point of the open text to another, with whose words they are under it; `name` says what that is.
    pub(super) fn copy_passage(&mut self, (from, to): Passage, name: &str) -> Vec<Job> {
        let Some(reader) = &self.reader else { return Vec::new() };
        let text = reader.veiled(from, to);
        let text = text.trim();
        if text.is_empty() {
            self.say("there are no words to copy here");
            return Vec::new();
        }
        if text == VEIL {
            let key = self.keymap.key_name(Action::Reveal);
            self.say(format!("not copied: all of it is covered · {key} uncovers it"));
            return Vec::new();
        }
        let n_words = width::n_words(&text.replace(VEIL, ""));
        let veiled = if text.contains(VEIL) { ", spoilers left out" } else { "" };
        let what = format!("{name} ({}{veiled})", counted_words(n_words));
        let text = format!("{text}\n\n{}", attribution(&reader.record().review));
        vec![Job::Copy { text: clean(&text), what }]
    }
}

fn whole(prose: &Prose) -> Passage {
    let last = prose.blocks.len().saturating_sub(1);
    ((0, 0), (last, prose.text(last).len()))
}

/// So many paragraphs, from the one that is read on.
fn paragraphs(reader: &Reader, n: usize) -> Option<(Passage, String)> {
    let (first, _) = reading_point(reader)?;
    let taken: Vec<usize> = paragraphs_from(reader.prose(), first).take(n.max(1)).collect();
    let last = *taken.last()?;
    let passage = ((first, 0), (last, reader.prose().text(last).len()));
    Some((passage, counted(taken.len(), "paragraph")))
}

/// So many sentences, from the one that is read on.
fn sentences(reader: &Reader, n: usize) -> Option<(Passage, String)> {
    let prose = reader.prose();
    let (block, byte) = reading_point(reader)?;
    let start = prose.sentence_start(prose.place(block, byte));
    let (mut last, mut next) = (start, prose.next_sentence(start));
    let mut n_taken = 1;
    while n_taken < n && next < prose.end() {
        (last, next) = (next, prose.next_sentence(next));
        n_taken += 1;
    }
    let (last, next) = (prose.byte(last), prose.byte(next));
    // Before a new block a sentence ends with its own.
    let end = if next.0 == last.0 { next } else { (last.0, prose.text(last.0).len()) };
    Some(((prose.byte(start), end), counted(n_taken, "sentence")))
}

/// Where the reader is reading: the chosen hit if it shows, else the first words from the top of the page on.
fn reading_point(reader: &Reader) -> Option<Point> {
    let hit =
        reader.found().and_then(|found| found.chosen()).map(|hit| (hit.block, hit.range.start));
    let shows = |(block, byte): &Point| {
        let mut lines =
            reader.page().iter().filter(|row| row.block == *block).filter_map(|row| row.line);
        lines.any(|line| (line.start..line.end).contains(byte))
    };
    let prose = reader.prose();
    let (block, byte) = hit.filter(shows).unwrap_or_else(|| prose.byte(reader.place()));
    let first = paragraphs_from(prose, block).next()?;
    Some((first, if first == block { byte } else { 0 }))
}

/// The blocks with words of their own, from one on: a heading names what follows, a rule says nothing.
fn paragraphs_from(prose: &Prose, block: usize) -> impl Iterator<Item = usize> {
    let has_words = |(_, block): &(usize, &Block)| {
        !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Rule)
            && !block.text.trim().is_empty()
    };
    prose.blocks.iter().enumerate().skip(block).filter(has_words).map(|(number, _)| number)
}

/// The last gate before text leaves the program: what could move a cursor, reorder or hide text goes no further.
fn clean(text: &str) -> String {
    text.chars().filter(|&c| (sanitize::is_safe(c) && c != '\u{ad}') || c == '\n').collect()
}

/// `a paragraph`, `3 paragraphs`.
fn counted(n: usize, noun: &str) -> String {
    if n <= 1 { format!("a {noun}") } else { format!("{n} {noun}s") }
}

fn counted_words(n: u32) -> String {
    if n == 1 { "1 word".to_owned() } else { format!("{n} words") }
}
