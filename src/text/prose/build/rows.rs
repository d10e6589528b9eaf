//! The rows of a table, cell by cell.

use pulldown_cmark::Alignment;

use super::super::run::Look;
use super::super::{BlockKind, Roles, Side, Sides};
use super::{Builder, Nest};

impl Builder {
    /// A row of a table begins; all but its first follow closely.
    pub(super) fn row(&mut self, kind: fn(Sides) -> BlockKind) {
        self.close();
        let (start, sides) = match self.nest.last() {
            Some(&Nest::Table(start, sides)) => (start, sides),
            _ => (self.blocks.len(), Sides::default()),
        };
        self.begin(kind(sides), self.blocks.len() > start);
    }

    /// A cell of a row begins; a bar parts it from the one before, empty as that may be.
    pub(super) fn cell(&mut self) {
        let Some(open) = &mut self.open else { return };
        if open.n_cells > 0 {
            open.run.push(" | ", Look { roles: Roles::EDGE, link: None });
            open.run.space();
        }
        open.n_cells += 1;
    }
}

/// The sides of columns as Markdown aligns them.
pub(super) fn sides(columns: &[Alignment]) -> Sides {
    Sides::new(columns.iter().map(|column| match column {
        Alignment::None | Alignment::Left => Side::Left,
        Alignment::Center => Side::Middle,
        Alignment::Right => Side::Right,
    }))
}
