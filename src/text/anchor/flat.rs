//! A text as one string, its blocks a line each, and the way between its bytes and its places.

use std::ops::Range;

use crate::review::{Passage, Place};
use crate::text::prose::Prose;
use crate::text::width;

/// Bytes that surely hold the graphemes of a context.
const WINDOW: usize = 1024;

/// The text of all blocks, `\n` between them.
pub(super) struct Flat {
    text: String,
    /// Where each block begins.
    starts: Vec<usize>,
}

impl Flat {
    pub(super) fn of(prose: &Prose) -> Self {
        let mut flat = Self { text: String::new(), starts: Vec::with_capacity(prose.blocks.len()) };
        for block in &prose.blocks {
            if !flat.starts.is_empty() {
                flat.text.push('\n');
            }
            flat.starts.push(flat.text.len());
            flat.text.push_str(&block.text);
        }
        flat
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A part of the text; nothing where there is none.
    pub(super) fn get(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or("")
    }

    /// The byte of a place, clamped.
    pub(super) fn byte(&self, prose: &Prose, place: Place) -> usize {
        let (block, byte) = prose.byte(place);
        self.starts.get(block).map_or(0, |start| start + byte)
    }

    /// The places of a range that is not empty: whole graphemes, and an end that belongs to the block it ends.
    pub(super) fn passage(&self, prose: &Prose, range: Range<usize>) -> Passage {
        let inside =
            |block: usize, byte: usize| byte - self.starts.get(block).copied().unwrap_or(0);
        let first = self.starts.partition_point(|start| *start <= range.start).saturating_sub(1);
        let last = self.starts.partition_point(|start| *start < range.end).saturating_sub(1);
        let end = inside(last, range.end);
        let to = prose.place(last, end);
        let (_, floor) = prose.byte(to);
        let to = if floor < end { Place { grapheme: to.grapheme + 1, ..to } } else { to };
        Passage { from: prose.place(first, inside(first, range.start)), to }
    }

    /// A range without the white space at its ends; `None` where nothing is left.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Option<Range<usize>> {
        let words = self.text.get(range.clone())?;
        let start = range.start + (words.len() - words.trim_start().len());
        let end = start + words.trim().len();
        (start < end).then_some(start..end)
    }

    pub(super) fn has_before(&self, byte: usize, words: &str) -> bool {
        self.get(0..byte).ends_with(words)
    }

    pub(super) fn has_after(&self, byte: usize, words: &str) -> bool {
        self.get(byte..self.text.len()).starts_with(words)
    }

    /// So many graphemes before a byte, fewer at the start of the text.
    pub(super) fn before(&self, byte: usize, n: usize) -> &str {
        let from = self.floor(byte.saturating_sub(WINDOW));
        let window = self.get(from..byte);
        let skipped = width::n_graphemes(window).saturating_sub(n);
        window.get(width::byte_of_grapheme(window, skipped)..).unwrap_or("")
    }

    /// So many graphemes after a byte, fewer at the end of the text.
    pub(super) fn after(&self, byte: usize, n: usize) -> &str {
        let to = self.floor((byte + WINDOW).min(self.text.len()));
        let window = self.get(byte..to);
        window.get(..width::byte_of_grapheme(window, n)).unwrap_or("")
    }

    fn floor(&self, mut byte: usize) -> usize {
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }
}
