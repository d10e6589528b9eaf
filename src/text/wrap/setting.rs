//! A text set at one measure: its lines made when they are asked for, and kept.

use std::collections::HashMap;
use std::ops::Range;

use super::compositor::Compositor;
use super::table::{self, Table};
use super::{Line, Manner, Measure, Paragraphs, Rule, Spacing, cells, justify};
use crate::review::Place;
use crate::text::prose::{Block, BlockKind, Prose};

/// A row of a text as it is set: a block, and a row of it. The blank row before a block is its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Spot {
    /// Which block, from 0.
    pub block: usize,
    /// Which of its rows, from 0, the blank one before it counted.
    pub row: usize,
}

/// What is to be drawn in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The block it belongs to.
    pub block: usize,
    /// The line in it; `None` for a blank row, or a rule.
    pub line: Option<Line>,
    /// The first line of its block, which has the marker.
    pub is_first: bool,
    /// The cells that its text has not.
    pub spacing: Spacing,
    /// The rule under the head of a table, instead of a line.
    pub rule: Option<Rule>,
}

impl Row {
    /// Whether nothing is in it.
    pub fn is_blank(&self) -> bool {
        self.line.is_none() && self.rule.is_none()
    }
}

/// The lines of one text at one measure. A block is laid out when it is asked for, and no other; give it the same
/// text each time.
#[derive(Debug, Clone)]
pub struct Setting {
    manner: Manner,
    lines: HashMap<usize, Vec<Line>>,
    /// The tables that were asked for, each with its rows; no columns where they do not fit.
    tables: Vec<(Range<usize>, Option<Table>)>,
}

impl Setting {
    /// Nothing set yet, to be set in a manner; a number is a measure in cells.
    pub fn new(manner: impl Into<Manner>) -> Self {
        Self { manner: manner.into(), lines: HashMap::new(), tables: Vec::new() }
    }

    /// The manner.
    pub fn manner(&self) -> Manner {
        self.manner
    }

    /// The measure.
    pub fn measure(&self) -> Measure {
        self.manner.measure
    }

    /// Justifies lines, or leaves them ragged. No line breaks elsewhere because of it.
    pub fn justify(&mut self, is_justified: bool) {
        self.manner.composition.is_justified = is_justified;
    }

    /// How many blocks have been laid out.
    pub fn n_set(&self) -> usize {
        self.lines.len()
    }

    /// The lines of a block; none if there is no such block.
    pub fn lines(&mut self, prose: &Prose, block: usize) -> &[Line] {
        let Some(text) = prose.blocks.get(block) else { return &[] };
        let (manner, is_indented) = (self.manner, self.is_indented(prose, block));
        self.lines.entry(block).or_insert_with(|| {
            let compositor = Compositor::new(text, manner);
            if is_indented { compositor.indented().set() } else { compositor.set() }
        })
    }

    /// How many rows stand before the lines of a block: none before the first, what follows tightly, and a paragraph that is
    /// indented; else a blank one. After the head of a table it is a rule.
    fn gap(&self, prose: &Prose, block: usize) -> usize {
        let is_loose = prose.blocks.get(block).is_some_and(|block| !block.is_tight);
        let has_blank = block > 0 && is_loose && !self.is_indented(prose, block);
        usize::from(has_blank || table::follows_head(prose, block))
    }

    /// Whether a block is told from the one before by its indent: a paragraph after a paragraph, in the same quotations and
    /// in no list.
    fn is_indented(&self, prose: &Prose, block: usize) -> bool {
        let is_plain = |block: &&Block| block.kind == BlockKind::Paragraph && block.indent == 0;
        let plain = |at: usize| prose.blocks.get(at).filter(is_plain);
        let before = block.checked_sub(1).and_then(plain);
        let pair = before.zip(plain(block)).filter(|(_, block)| !block.is_tight);
        self.manner.composition.paragraphs == Paragraphs::Indent
            && pair.is_some_and(|(before, block)| before.quote_depth == block.quote_depth)
    }

    /// How many rows a block has, the blank one before it counted.
    fn n_rows(&mut self, prose: &Prose, block: usize) -> usize {
        self.gap(prose, block) + self.lines(prose, block).len()
    }

    /// The row that shows a place.
    pub fn spot_of(&mut self, prose: &Prose, place: Place) -> Spot {
        let (block, byte) = prose.byte(place);
        let line =
            self.lines(prose, block).partition_point(|line| line.start <= byte).saturating_sub(1);
        if prose.blocks.is_empty() {
            Spot::default()
        } else {
            Spot { block, row: self.gap(prose, block) + line }
        }
    }

    /// The place that a row begins with; for a blank row, that of the block after it.
    pub fn place_of(&mut self, prose: &Prose, spot: Spot) -> Place {
        let spot = self.clamp(prose, spot);
        let line = spot.row.saturating_sub(self.gap(prose, spot.block));
        let byte = self.lines(prose, spot.block).get(line).map_or(0, |line| line.start);
        prose.place(spot.block, byte)
    }

    /// A row that exists: the same, or the last one before it.
    fn clamp(&mut self, prose: &Prose, spot: Spot) -> Spot {
        let Some(last) = prose.blocks.len().checked_sub(1) else { return Spot::default() };
        let (block, row) =
            if spot.block > last { (last, usize::MAX) } else { (spot.block, spot.row) };
        Spot { block, row: row.min(self.n_rows(prose, block).saturating_sub(1)) }
    }

    /// So many rows down from a row, or up if negative; it stops at both ends. Only blocks on the way are laid out.
    pub fn walk(&mut self, prose: &Prose, from: Spot, rows: isize) -> Spot {
        let mut spot = self.clamp(prose, from);
        let mut left = rows.unsigned_abs();
        if rows < 0 {
            while left > spot.row {
                let Some(block) = spot.block.checked_sub(1) else { return Spot::default() };
                left -= spot.row + 1;
                spot = Spot { block, row: self.n_rows(prose, block).saturating_sub(1) };
            }
            return Spot { row: spot.row - left, ..spot };
        }
        loop {
            let last = self.n_rows(prose, spot.block).saturating_sub(1);
            if left <= last - spot.row || spot.block + 1 >= prose.blocks.len() {
                return Spot { row: spot.row.saturating_add(left).min(last), ..spot };
            }
            left -= last - spot.row + 1;
            spot = Spot { block: spot.block + 1, row: 0 };
        }
    }

    /// The rows from one on, at most so many; fewer at the end of the text.
    pub fn rows(&mut self, prose: &Prose, from: Spot, n: usize) -> Vec<Row> {
        let from = self.clamp(prose, from);
        let mut rows = Vec::new();
        let (mut block, mut skip) = (from.block, from.row);
        while let Some(text) = prose.blocks.get(block).filter(|_| rows.len() < n) {
            let gap = self.gap(prose, block);
            let left = n - rows.len();
            let row =
                Row { block, line: None, is_first: false, spacing: Spacing::default(), rule: None };
            let before = Row { rule: self.rule(prose, block), ..row.clone() };
            rows.extend(std::iter::repeat_n(before, gap.saturating_sub(skip).min(left)));
            let spacing = self.columned(prose, block);
            let (manner, left) = (self.manner, n - rows.len());
            let lines = self.lines(prose, block).iter().enumerate();
            let lines = lines.skip(skip.saturating_sub(gap)).take(left);
            rows.extend(lines.map(|(number, &line)| Row {
                line: Some(line),
                is_first: number == 0,
                spacing: spacing.clone().unwrap_or_else(|| spaced(text, line, manner)),
                ..row.clone()
            }));
            (block, skip) = (block + 1, 0);
        }
        rows
    }

    /// The table that a block is a row of, if its columns fit; `None` too for what is no row.
    fn table(&mut self, prose: &Prose, block: usize) -> Option<&Table> {
        let known = self.tables.iter().position(|(rows, _)| rows.contains(&block));
        let at = match known {
            Some(at) => at,
            None => {
                let rows = table::rows_around(prose, block)?;
                let blocks = prose.blocks.get(rows.clone())?;
                let table = Table::fitting(blocks, cells(blocks.first()?, self.measure()));
                self.tables.push((rows, table));
                self.tables.len() - 1
            }
        };
        self.tables.get(at).and_then(|(_, table)| table.as_ref())
    }

    /// The cells that a row of a table has and its text has not, if its columns fit.
    fn columned(&mut self, prose: &Prose, block: usize) -> Option<Spacing> {
        let row = prose.blocks.get(block)?;
        self.table(prose, block).map(|table| table.spacing(row))
    }

    /// The rule that stands before a block, if one does.
    fn rule(&mut self, prose: &Prose, block: usize) -> Option<Rule> {
        let text = prose.blocks.get(block).filter(|_| table::follows_head(prose, block))?;
        let plain = Rule::plain(cells(text, self.measure()));
        Some(self.table(prose, block).map_or(plain, Table::rule))
    }

    /// Takes a heading, or the head of a table, off the foot of a page, where the text goes on after it: its lines are
    /// read with what follows.
    pub fn keep_headings(prose: &Prose, rows: &mut Vec<Row>) {
        let kind = |row: &Row| prose.blocks.get(row.block).map(|block| block.kind);
        let is_heading =
            |row: &Row| matches!(kind(row), Some(BlockKind::Heading(_) | BlockKind::TableHead(_)));
        let goes_on = |last: &Row| last.line.is_none() || last.block + 1 < prose.blocks.len();
        let goes_on = rows.last().is_some_and(goes_on);
        let is_text = |row: &Row| row.line.is_some() && !is_heading(row);
        let Some(last) = rows.iter().rposition(is_text).filter(|_| goes_on) else { return };
        if rows.iter().skip(last + 1).any(|row| row.line.is_some()) {
            rows.truncate(last + 1);
        }
    }

    /// The last row of the text.
    pub fn last(&mut self, prose: &Prose) -> Spot {
        self.clamp(prose, Spot { block: usize::MAX, row: usize::MAX })
    }

    /// The row at the top of a page of so many rows that has the end of the text at its foot; the first row if all of
    /// the text fits.
    pub fn last_top(&mut self, prose: &Prose, height: usize) -> Spot {
        let last = self.last(prose);
        self.walk(prose, last, -isize::try_from(height.saturating_sub(1)).unwrap_or(isize::MAX))
    }

    /// How many rows stand before a row, if that can be said without laying out more than this many blocks.
    pub fn rows_from_start(
        &mut self,
        prose: &Prose,
        spot: Spot,
        most_blocks: usize,
    ) -> Option<usize> {
        let spot = self.clamp(prose, spot);
        if spot.block > most_blocks {
            return None;
        }
        Some((0..spot.block).map(|block| self.n_rows(prose, block)).sum::<usize>() + spot.row)
    }
}

/// The cells that the text of a line has not.
fn spaced(block: &Block, line: Line, manner: Manner) -> Spacing {
    let cells = cells(block, manner.measure);
    let is_justified = manner.composition.is_justified;
    let gaps = if is_justified { justify::gaps(block, &line, cells) } else { Vec::new() };
    Spacing { lead: usize::from(line.lead), gaps }
}
