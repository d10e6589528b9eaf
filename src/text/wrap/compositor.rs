//! The compositor: sets a block line by line, each kind in its own way.

use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use super::fragment::{self, Fragment, Hyphen, Parting, fragments};
use super::optimum::Paragraph;
use super::{Line, Manner, NARROWEST, as_width};
use crate::text::hyphens::Hyphens;
use crate::text::language::Language;
use crate::text::prose::{Block, BlockKind};
use crate::text::width;

/// How short a line may be, in hundredths of the measure, before a word is hyphenated for it.
const SHORT: usize = 18;

/// Cells by which the rest of a kept line is indented, below its beginning.
const TURNOVER: u16 = 2;

/// Cells by which the first line of a paragraph is indented, where paragraphs are told apart by that.
const INDENT: u16 = 2;

/// A block that is being set.
pub(super) struct Compositor<'a> {
    block: &'a Block,
    cells: usize,
    manner: Manner,
    /// Cells by which its first line is indented.
    indent: u16,
    lines: Vec<Line>,
}

impl<'a> Compositor<'a> {
    /// One that sets a block in some manner.
    pub(super) fn new(block: &'a Block, manner: Manner) -> Self {
        let cells = super::cells(block, manner.measure);
        Self { block, cells, manner, indent: 0, lines: Vec::new() }
    }

    /// The same, with its first line indented, where it has room for that and no space of its own.
    pub(super) fn indented(mut self) -> Self {
        let has_room = self.cells >= usize::from(NARROWEST + INDENT);
        let has_own = self.block.text.starts_with(char::is_whitespace);
        self.indent = if has_room && !has_own { INDENT } else { 0 };
        self
    }

    /// The lines of the block.
    pub(super) fn set(mut self) -> Vec<Line> {
        let mut start = 0;
        for line in self.block.text.split('\n') {
            match self.block.kind {
                BlockKind::Code => self.cut(line, start),
                _ if line.chars().all(fragment::is_space) => self.push(start, start),
                BlockKind::Verse | BlockKind::TableHead(_) | BlockKind::TableRow(_) => {
                    self.keep_line(line, start);
                }
                _ => self.paragraph(line, start),
            }
            start += line.len() + 1;
        }
        if let Some(first) = self.lines.first_mut() {
            first.lead = self.indent;
        }
        self.lines
    }

    fn push(&mut self, start: usize, end: usize) {
        self.lines.push(Line { start, end, hyphen: false, lead: 0 });
    }

    /// Cuts a line at graphemes, wherever it is too wide.
    fn cut(&mut self, line: &str, at: usize) {
        let line = line.trim_end_matches(fragment::is_space);
        let (mut start, mut taken) = (0, 0);
        for (byte, grapheme) in width::graphemes(line) {
            let more = width::width(grapheme);
            if byte > start && taken + more > self.cells {
                self.push(at + start, at + byte);
                (start, taken) = (byte, 0);
            }
            taken += more;
        }
        self.push(at + start, at + line.len());
    }

    /// Sets a line of verse, or a row of a table: as many words as fit, and the rest below, turned over.
    fn keep_line(&mut self, words: &str, at: usize) {
        let is_whole = width::width(words.trim_end_matches(fragment::is_space)) <= self.cells;
        let has_room = !is_whole && self.cells >= usize::from(NARROWEST + TURNOVER);
        let lead = if has_room { TURNOVER } else { 0 };
        let cells = self.cells - usize::from(lead);
        let mut fragments = fragments(words, &Parting { cells, ..self.parting(at, None) });
        if self.block.sides().is_some() {
            fragment::hold(&mut fragments, cells, |start, end| words.get(start..end) == Some("|"));
        }
        let lines = wrap_first_fit(&fragments, &[as_width(self.cells), as_width(cells)]);
        let n_before = self.lines.len();
        self.keep(at, &lines);
        for line in self.lines.iter_mut().skip(n_before + 1) {
            line.lead = lead;
        }
    }

    /// Sets a paragraph that begins at a byte of its block; with hyphens where they are wanted, or needed.
    fn paragraph(&mut self, words: &str, at: usize) {
        let language = self.manner.language.filter(|_| self.has_hyphens());
        let shortfall = self.cells * SHORT / 100;
        let (shortfall, tries) = match self.manner.composition.hyphens {
            Hyphens::Auto if language.is_some() => (shortfall, vec![None, language]),
            Hyphens::Auto | Hyphens::Never => (shortfall, vec![None]),
            Hyphens::Always => (0, vec![language]),
        };
        let indent = if at == 0 { usize::from(self.indent) } else { 0 };
        for (number, language) in tries.iter().enumerate() {
            let cells = self.cells - indent;
            let parting = Parting { cells, ..self.parting(at, *language) };
            let mut fragments = fragments(words, &parting);
            if let Some(first) = fragments.first_mut() {
                first.cells += indent;
            }
            let lines = best_fit(&fragments, self.cells, shortfall);
            if number + 1 == tries.len() || self.is_good(&lines, shortfall) {
                return self.keep(at, &lines);
            }
        }
    }

    /// Whether words of such a block may be hyphenated at all.
    fn has_hyphens(&self) -> bool {
        !matches!(self.block.kind, BlockKind::Heading(_))
    }

    fn parting(&self, at: usize, language: Option<Language>) -> Parting<'a> {
        let is_soft = self.manner.composition.hyphens != Hyphens::Never;
        Parting { cells: self.cells, is_soft, language, block: self.block, at }
    }

    /// Whether no line falls too short, and no word was cut.
    fn is_good(&self, lines: &[&[Fragment]], shortfall: usize) -> bool {
        let inner = lines.split_last().map_or(lines, |(_, inner)| inner);
        inner.iter().all(|line| {
            let is_cut = line.last().is_some_and(|last| last.hyphen == Hyphen::Cut);
            !is_cut && self.cells.saturating_sub(cells_of(line)) <= shortfall
        })
    }

    /// Keeps lines of words that begin at a byte of their block.
    fn keep(&mut self, at: usize, lines: &[&[Fragment]]) {
        for line in lines {
            if let (Some(first), Some(last)) = (line.first(), line.last()) {
                let (start, end) = (at + first.start, at + last.end);
                self.lines.push(Line { start, end, hyphen: last.is_hyphen(), lead: 0 });
            }
        }
    }
}

/// Fragments times fragments in a line beyond which weighing every line takes too long: some ten milliseconds.
const MOST_WEIGHED: usize = 4_000_000;

/// The best lines, as few as possible.
fn best_fit(fragments: &[Fragment], cells: usize, shortfall: usize) -> Vec<&[Fragment]> {
    let all = cells_of(fragments);
    if all <= cells {
        return vec![fragments];
    }
    let in_a_line = fragments.len() * cells / all + 1;
    if fragments.len() * in_a_line <= MOST_WEIGHED {
        Paragraph { fragments, cells, shortfall }.lines()
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
        Ok(lines) if lines.iter().all(|line| line.len() < 2 || cells_of(line) <= cells) => lines,
        // An overflow of its sums, or a corner where its search for the minimum is not exact.
        _ => first_fit(fragments, cells),
    }
}

/// As many words as fit, line after line.
fn first_fit(fragments: &[Fragment], cells: usize) -> Vec<&[Fragment]> {
    wrap_first_fit(fragments, &[as_width(cells)])
}

/// Cells that a line of these fragments takes, its hyphen counted.
fn cells_of(line: &[Fragment]) -> usize {
    let all: usize = line.iter().map(|fragment| fragment.cells + fragment.space).sum();
    line.last().map_or(0, |last| all - last.space + usize::from(last.is_hyphen()))
}
