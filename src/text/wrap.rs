//! Blocks to lines at a measure: the breaks that make a paragraph even, with courtesy to its reader.

mod courtesy;
mod fragment;
mod optimum;
mod setting;

use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use self::fragment::{Fragment, fragments};
pub use self::setting::{Row, Setting, Spot};
use super::prose::{Block, BlockKind};
use super::width;

/// How many cells a line may take; at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Measure(u16);

impl Measure {
    /// A measure of so many cells.
    pub fn new(cells: u16) -> Self {
        Self(cells.max(1))
    }

    /// Its cells.
    pub fn cells(self) -> u16 {
        self.0
    }
}

/// A line: bytes of [`Block::text`], the space that ends it left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// A hyphen is to be drawn after it; its cell is counted.
    pub hyphen: bool,
}

/// Cells that each quotation takes at the left.
pub const QUOTE_CELLS: u16 = 2;

/// Cells that are left for text however deep it stands.
const NARROWEST: u16 = 8;

/// Cells at the left of a block's lines, for its quotations and its indent. Less than it asks for where that would
/// leave its text under eight cells.
pub fn inset(block: &Block, measure: u16) -> u16 {
    let measure = Measure::new(measure).cells();
    let asked = block.indent.saturating_add(QUOTE_CELLS * u16::from(block.quote_depth));
    asked.min(measure.saturating_sub(NARROWEST))
}

/// The lines of a block at a measure, which its quotations and indent are taken from; at least one.
///
/// No line is wider, but one that holds a single grapheme which is. Code and verse keep their lines, and those too wide
/// go on in the next. A paragraph is broken as a whole, for evenness and courtesy.
pub fn wrap(block: &Block, measure: u16) -> Vec<Line> {
    let cells = usize::from(Measure::new(measure).cells() - inset(block, measure));
    let mut lines = Vec::new();
    let mut start = 0;
    for line in block.text.split('\n') {
        match block.kind {
            BlockKind::Code => cut(line, start, cells, &mut lines),
            BlockKind::Verse => set(line, start, cells, &mut lines, first_fit),
            _ => set(line, start, cells, &mut lines, optimal_fit),
        }
        start += line.len() + 1;
    }
    lines
}

/// Cuts a line at graphemes, wherever it is too wide.
fn cut(line: &str, at: usize, cells: usize, lines: &mut Vec<Line>) {
    let line = line.trim_end_matches(fragment::is_space);
    let (mut start, mut taken) = (0, 0);
    for (byte, grapheme) in width::graphemes(line) {
        let more = width::width(grapheme);
        if byte > start && taken + more > cells {
            lines.push(Line { start: at + start, end: at + byte, hyphen: false });
            (start, taken) = (byte, 0);
        }
        taken += more;
    }
    lines.push(Line { start: at + start, end: at + line.len(), hyphen: false });
}

/// How fragments are dealt out to lines of so many cells.
type Fit = fn(&[Fragment], usize) -> Vec<&[Fragment]>;

/// Sets words that begin at a byte of their block.
fn set(words: &str, at: usize, cells: usize, lines: &mut Vec<Line>, fit: Fit) {
    if words.chars().all(fragment::is_space) {
        lines.push(Line { start: at, end: at, hyphen: false });
        return;
    }
    let fragments = fragments(words, cells);
    for line in fit(&fragments, cells) {
        if let (Some(first), Some(last)) = (line.first(), line.last()) {
            lines.push(Line {
                start: at + first.start,
                end: at + last.end,
                hyphen: last.is_hyphen,
            });
        }
    }
}

/// Fragments times fragments in a line beyond which weighing every line takes too long: some ten milliseconds.
const MOST_WEIGHED: usize = 4_000_000;

/// The best lines, as few as possible.
fn optimal_fit(fragments: &[Fragment], cells: usize) -> Vec<&[Fragment]> {
    let all: usize = fragments.iter().map(|fragment| fragment.cells + fragment.space).sum();
    if all <= cells {
        return vec![fragments];
    }
    let in_a_line = fragments.len() * cells / all + 1;
    if fragments.len() * in_a_line <= MOST_WEIGHED {
        optimum::lines(fragments, cells)
    } else {
        even_fit(fragments, cells)
    }
}

/// Even lines, however many fragments there are in one: textwrap finds them without looking at every line there could
/// be, but knows no courtesy.
fn even_fit(fragments: &[Fragment], cells: usize) -> Vec<&[Fragment]> {
    // A line too wide by a cell is worse than any uneven one.
    let penalties = Penalties { overflow_penalty: cells * cells + 2000, ..Penalties::new() };
    match wrap_optimal_fit(fragments, &[as_width(cells)], &penalties) {
        Ok(lines) if lines.iter().all(|line| fits(line, cells)) => lines,
        // An overflow of its sums, or a corner where its search for the minimum is not exact.
        _ => first_fit(fragments, cells),
    }
}

/// As many words as fit, line after line.
fn first_fit(fragments: &[Fragment], cells: usize) -> Vec<&[Fragment]> {
    wrap_first_fit(fragments, &[as_width(cells)])
}

#[expect(clippy::cast_precision_loss, reason = "a measure is at most 65,535")]
fn as_width(cells: usize) -> f64 {
    cells as f64
}

/// Whether a line's fragments take no more cells than there are, if there is more than one.
fn fits(line: &[Fragment], cells: usize) -> bool {
    let all: usize = line.iter().map(|fragment| fragment.cells + fragment.space).sum();
    let end = line.last().map_or(0, |last| last.space);
    let hyphen = usize::from(line.last().is_some_and(|last| last.is_hyphen));
    line.len() < 2 || all - end + hyphen <= cells
}

#[cfg(test)]
mod tests;
