//! Tables: how the cells of a row stand in their columns, and where the edges between them are.

use std::ops::Range;

use super::{Block, BlockKind, Roles};

/// At which side of its column a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Side {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Middle,
    /// At the right.
    Right,
}

/// Columns whose sides are kept; those after them are at the left.
const COLUMNS: usize = 32;

/// The sides of the columns of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Sides {
    /// A bit for each column, the lowest for the first.
    middle: u32,
    right: u32,
}

impl Sides {
    /// The sides of columns, from the first.
    pub(super) fn new(sides: impl Iterator<Item = Side>) -> Self {
        sides.take(COLUMNS).enumerate().fold(Self::default(), |all, (column, side)| match side {
            Side::Left => all,
            Side::Middle => Self { middle: all.middle | 1 << column, ..all },
            Side::Right => Self { right: all.right | 1 << column, ..all },
        })
    }

    /// The side of a column, from 0.
    pub fn of(self, column: usize) -> Side {
        let has = |bits: u32| column < COLUMNS && bits >> column & 1 == 1;
        match (has(self.middle), has(self.right)) {
            (true, _) => Side::Middle,
            (_, true) => Side::Right,
            _ => Side::Left,
        }
    }
}

impl Block {
    /// The sides of its columns, if it is a row of a table.
    pub fn sides(&self) -> Option<Sides> {
        match self.kind {
            BlockKind::TableHead(sides) | BlockKind::TableRow(sides) => Some(sides),
            _ => None,
        }
    }

    /// The bytes of the bars that part its cells.
    pub fn bars(&self) -> impl Iterator<Item = usize> {
        let edges = self.spans.iter().filter(|span| span.roles.contains(Roles::EDGE));
        edges.flat_map(|span| {
            let text = self.text.get(span.range.clone()).unwrap_or("");
            text.match_indices('|').map(|(at, _)| span.range.start + at)
        })
    }

    /// The bytes of its cells, the spaces around them left out.
    pub fn cells(&self) -> Vec<Range<usize>> {
        let starts = std::iter::once(0).chain(self.bars().map(|bar| bar + 1));
        let ends = self.bars().chain([self.text.len()]);
        let trimmed = |(start, end): (usize, usize)| {
            let cell = self.text.get(start..end).unwrap_or("");
            let start = end - cell.trim_start_matches(' ').len();
            start..start + cell.trim_matches(' ').len()
        };
        starts.zip(ends).map(trimmed).collect()
    }
}
