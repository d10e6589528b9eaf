//! Tables whose columns fit side by side: where their cells stand, and the rule under their head.

use std::ops::Range;

use super::Spacing;
use crate::text::prose::{Block, BlockKind, Prose, Side};
use crate::text::width;

/// Cells between two columns: a bar and a space on either side of it.
const BETWEEN: usize = 3;

/// The rule between the head of a table and its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rule {
    /// Its cells.
    cells: usize,
    /// Those of them that lie under a bar; in order.
    bars: Vec<usize>,
}

impl Rule {
    /// One of so many cells, under no bar.
    pub(super) fn plain(cells: usize) -> Self {
        Self { cells, bars: Vec::new() }
    }

    /// The rule in some sign, with another where it meets a bar.
    pub fn drawn(&self, line: char, joint: char) -> String {
        let is_bar = |cell: &usize| self.bars.binary_search(cell).is_ok();
        (0..self.cells).map(|cell| if is_bar(&cell) { joint } else { line }).collect()
    }
}

/// The rows of the table that a block belongs to; none if it is no row of one.
pub(super) fn rows_around(prose: &Prose, block: usize) -> Option<Range<usize>> {
    let is_row = |at: usize| prose.blocks.get(at).is_some_and(|block| block.sides().is_some());
    let goes_on = |at: usize| is_row(at) && prose.blocks.get(at).is_some_and(|b| b.is_tight);
    if !is_row(block) {
        return None;
    }
    let mut start = block;
    while start > 0 && goes_on(start) && is_row(start - 1) {
        start -= 1;
    }
    let n_more = (block + 1..prose.blocks.len()).take_while(|&at| goes_on(at)).count();
    Some(start..block + 1 + n_more)
}

/// Whether a row of a table comes right after its head.
pub(super) fn follows_head(prose: &Prose, block: usize) -> bool {
    let kind = |at: usize| prose.blocks.get(at).map(|block| block.kind);
    let before = block.checked_sub(1).and_then(kind);
    matches!(before, Some(BlockKind::TableHead(_)))
        && matches!(kind(block), Some(BlockKind::TableRow(_)))
}

/// The columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// The cells of each.
    columns: Vec<usize>,
}

impl Table {
    /// The columns of rows that fit into so many cells side by side; none where they do not.
    pub(super) fn fitting(rows: &[Block], cells: usize) -> Option<Self> {
        let mut table = Self { columns: Vec::new() };
        for row in rows {
            for (column, cell) in row.cells().into_iter().enumerate() {
                let taken = width::width(row.text.get(cell).unwrap_or(""));
                match table.columns.get_mut(column) {
                    Some(widest) => *widest = taken.max(*widest),
                    None => table.columns.push(taken),
                }
            }
            if row.text.contains('\n') || table.cells() > cells {
                return None;
            }
        }
        Some(table)
    }

    fn cells(&self) -> usize {
        let n_between = self.columns.len().saturating_sub(1);
        self.columns.iter().sum::<usize>() + BETWEEN * n_between
    }

    /// Each column's first cell, and its cells.
    fn places(&self) -> impl Iterator<Item = (usize, usize)> {
        self.columns.iter().scan(0, |next, &cells| {
            let start = *next;
            *next += cells + BETWEEN;
            Some((start, cells))
        })
    }

    /// The rule under its head.
    pub(super) fn rule(&self) -> Rule {
        let n_bars = self.columns.len().saturating_sub(1);
        let bars = self.places().take(n_bars).map(|(start, cells)| start + cells + 1);
        Rule { cells: self.cells(), bars: bars.collect() }
    }

    /// The cells that the text of a row has not.
    pub(super) fn spacing(&self, row: &Block) -> Spacing {
        let sides = row.sides().unwrap_or_default();
        let mut spaced = Spaced { row, spacing: Spacing::default(), byte: 0, cell: 0 };
        let mut bars = row.bars();
        for (column, (cell, (start, cells))) in
            row.cells().into_iter().zip(self.places()).enumerate()
        {
            let spare =
                cells.saturating_sub(width::width(row.text.get(cell.clone()).unwrap_or("")));
            let lead = match sides.of(column) {
                Side::Left => 0,
                Side::Middle => spare / 2,
                Side::Right => spare,
            };
            spaced.put(cell, start + lead);
            if let Some(bar) = bars.next() {
                spaced.put(bar..bar + 1, start + cells + 1);
            }
        }
        spaced.spacing
    }
}

/// A row while its cells and bars are put where they belong.
struct Spaced<'a> {
    row: &'a Block,
    spacing: Spacing,
    /// What of the text has been put, and how many cells it takes.
    byte: usize,
    cell: usize,
}

impl Spaced<'_> {
    /// Puts what comes next at a cell; what is empty needs no place.
    fn put(&mut self, what: Range<usize>, cell: usize) {
        let cells = |range| width::width(self.row.text.get(range).unwrap_or(""));
        let taken = self.cell + cells(self.byte..what.start);
        let own = cells(what.clone());
        let missing = cell.saturating_sub(taken);
        if what.is_empty() {
            return;
        }
        if self.byte == 0 {
            self.spacing.lead = missing;
        } else if missing > 0 {
            self.spacing.gaps.push((self.byte, missing));
        }
        (self.byte, self.cell) = (what.end, cell + own);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::prose;
    use crate::text::wrap::{Row, Setting, Spot};

    fn shown(prose: &Prose, row: &Row) -> String {
        let block = &prose.blocks[row.block];
        let rule = row.rule.as_ref().map(|rule| rule.drawn('-', '+'));
        let text = row.line.map(|line| row.spacing.of(block, line));
        text.or(rule).unwrap_or_default()
    }

    fn rows(markdown: &str, measure: u16) -> Vec<String> {
        let prose = prose::parse(markdown);
        let rows = Setting::new(measure).rows(&prose, Spot::default(), usize::MAX);
        rows.iter().map(|row| shown(&prose, row)).collect()
    }

    #[track_caller]
    fn check(markdown: &str, measure: u16, expected: &[&str]) {
        assert_eq!(rows(markdown, measure), expected, "{markdown}");
    }

    const BOATS: &str = "|boat|from|crew|\n|:-|:-:|-:|\n|Ida|Oslo|12|\n||Rotterdam|4|\n|東京丸|||";

    #[test]
    fn cells_stand_in_their_columns() {
        check(
            BOATS,
            25,
            &[
                "boat   |   from    | crew",
                "-------+-----------+-----",
                "Ida    |   Oslo    |   12",
                "       | Rotterdam |    4",
                "東京丸 |           |",
            ],
        );
    }

    #[test]
    fn a_table_that_is_too_wide_is_read_row_by_row() {
        let rows = [
            "boat | from | crew",
            "------------------------",
            "Ida | Oslo | 12",
            "| Rotterdam | 4",
            "東京丸 | |",
        ];
        check(BOATS, 24, &rows);
        let wide = "|boat|what is said of her|\n|-|-|\n|Ida|she leaves on time|\n|Maud|never|";
        let rows = [
            "boat | what is",
            "  said of her",
            "----------------",
            "Ida | she leaves",
            "  on time",
            "Maud | never",
        ];
        check(wide, 16, &rows);
    }

    #[test]
    fn tables_are_aligned_each_by_itself() {
        let two =
            "|a|b|\n|-|-|\n|1|2|\n\n|||\n|-|-|\n|long|x|\n|y|z|\n\n> |q|r|\n> |-|-|\n> |ss|t|";
        check(
            two,
            20,
            &[
                "a | b", "--+--", "1 | 2", "", "long | x", "y    | z", "", "q  | r", "---+--",
                "ss | t",
            ],
        );
    }

    #[test]
    fn the_head_of_a_table_does_not_end_a_page() {
        let prose = prose::parse("One.\n\n|a|b|\n|-|-|\n|1|2|");
        let n_kept = |n| {
            let mut rows = Setting::new(20).rows(&prose, Spot::default(), n);
            Setting::keep_headings(&prose, &mut rows);
            rows.len()
        };
        assert_eq!((n_kept(3), n_kept(4), n_kept(5)), (1, 1, 5));
    }

    proptest! {
        #[test]
        fn a_cell_is_where_it_is_drawn(
            cells in prop::collection::vec("[a-z東é ]{0,6}", 12), measure in 1_u16..60,
        ) {
            let lines = cells.chunks(3).map(|row| format!("|{}|\n", row.join("|")));
            let mut lines: Vec<String> = lines.collect();
            lines.insert(1, "|-|:-:|-:|\n".to_owned());
            let prose = prose::parse(&lines.concat());
            let rows = Setting::new(measure).rows(&prose, Spot::default(), usize::MAX);
            for row in rows {
                let (block, Some(line)) = (&prose.blocks[row.block], row.line) else { continue };
                let drawn = shown(&prose, &row);
                prop_assert!(width::width(&drawn) <= usize::from(measure) || width::n_graphemes(&drawn) < 2);
                let text = block.text.get(line.start..line.end).unwrap();
                let words: Vec<&str> = drawn.split_whitespace().collect();
                prop_assert_eq!(words, text.split_whitespace().collect::<Vec<_>>());
                for (at, _) in width::graphemes(text) {
                    let byte = line.start + at;
                    let cell = row.spacing.cell(block, line, byte);
                    prop_assert_eq!(row.spacing.byte(block, line, cell), byte);
                }
            }
        }
    }
}
