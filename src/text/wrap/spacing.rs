//! Spacing: the cells of a row that its text has not, before its words and between them.

use super::Line;
use crate::text::prose::Block;
use crate::text::width;

/// Cells of a row that its text has not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spacing {
    /// Cells before the first of its words, its block's inset left out.
    pub lead: usize,
    /// Cells right before a byte of its block; in order.
    pub(super) gaps: Vec<(usize, usize)>,
}

impl Spacing {
    /// Cells right before a byte of the block.
    pub fn before(&self, byte: usize) -> usize {
        let at = self.gaps.binary_search_by_key(&byte, |gap| gap.0).ok();
        at.and_then(|at| self.gaps.get(at)).map_or(0, |gap| gap.1)
    }

    /// The cell of a byte of a line, from where its block's lines begin.
    pub fn cell(&self, block: &Block, line: Line, byte: usize) -> usize {
        let text = block.text.get(line.start..byte).unwrap_or("");
        let added = self.gaps.iter().filter(|gap| gap.0 < byte.max(line.start + 1));
        self.lead + width::width(text) + added.map(|gap| gap.1).sum::<usize>()
    }

    /// The byte of a line that a cell shows, counted from where its block's lines begin; beyond its end, the end. The
    /// cells of a gap belong to what stands after them.
    pub fn byte(&self, block: &Block, line: Line, cell: usize) -> usize {
        let text = block.text.get(line.start..line.end).unwrap_or("");
        let mut taken = self.lead;
        for (at, grapheme) in width::graphemes(text) {
            taken += self.before(line.start + at) + width::width(grapheme);
            if taken > cell {
                return line.start + at;
            }
        }
        line.end
    }

    /// A line's text with all its cells.
    pub fn of(&self, block: &Block, line: Line) -> String {
        let space = |cells| std::iter::repeat_n(' ', cells);
        let mut spaced: String = space(self.lead).collect();
        let mut at = line.start;
        for &(byte, cells) in &self.gaps {
            spaced.push_str(block.text.get(at..byte).unwrap_or(""));
            spaced.extend(space(cells));
            at = byte;
        }
        spaced.push_str(block.text.get(at..line.end).unwrap_or(""));
        spaced
    }
}
