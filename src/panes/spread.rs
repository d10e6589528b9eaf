//! Spread: how a text lies in its pane, in one column or, where there is much room, in two side by side.

use ratatui::layout::Rect;

/// Cells between two columns.
const GUTTER: u16 = 6;
/// Cells at either side of the text, where there is room.
const MARGIN: u16 = 2;
/// Below this width of a pane there is none.
const WITH_MARGINS: u16 = 24;
/// No column of two is narrower: one is better then.
const NARROWEST: u16 = 30;

/// How many columns a text is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Columns {
    /// Two where two of the whole measure fit, else one.
    #[default]
    Auto,
    /// One.
    One,
    /// Two, if need be narrower ones.
    Two,
}

impl Columns {
    /// Every choice and its name in the settings, in the order in which a key goes through them.
    pub const TABLE: [(Self, &str); 3] = [(Self::Auto, "auto"), (Self::One, "1"), (Self::Two, "2")];

    /// The choice of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::TABLE.into_iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::TABLE.into_iter().find(|row| row.0 == self).map_or("auto", |row| row.1)
    }

    /// The choice after this one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::TABLE.iter().position(|row| row.0 == self).unwrap_or(0);
        Self::TABLE.get(at + 1).map_or(Self::Auto, |row| row.0)
    }
}

/// Where the rows of a page lie. A page goes down the first column and on in the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    first: Rect,
    second: Option<Rect>,
}

impl Spread {
    /// The columns of a text in its pane, centred; no wider than the measure asked for, with a margin of two cells on
    /// either side where there is room.
    pub fn new(pane: Rect, measure: u16, columns: Columns) -> Self {
        let margins = if pane.width > WITH_MARGINS { 2 * MARGIN } else { 0 };
        let room = pane.width.saturating_sub(margins);
        let half = room.saturating_sub(GUTTER) / 2;
        let has_two = match columns {
            Columns::Auto => half >= measure,
            Columns::One => false,
            Columns::Two => half >= NARROWEST,
        };
        if !has_two {
            let width = measure.min(room).max(1);
            let x = pane.x + pane.width.saturating_sub(width) / 2;
            return Self { first: Rect { x, width, ..pane }, second: None };
        }
        let width = measure.min(half);
        let x = pane.x + (pane.width - 2 * width - GUTTER) / 2;
        let first = Rect { x, width, ..pane };
        Self { first, second: Some(Rect { x: first.right() + GUTTER, ..first }) }
    }

    /// The measure of its lines, in cells.
    pub fn measure(&self) -> u16 {
        self.first.width
    }

    /// How many columns there are.
    pub fn n_columns(&self) -> usize {
        1 + usize::from(self.second.is_some())
    }

    /// How many rows a page has.
    pub fn n_rows(&self) -> usize {
        self.n_columns() * usize::from(self.first.height)
    }

    /// The row of the page at which the second column begins, if there is one.
    pub fn fold(&self) -> Option<usize> {
        self.second.map(|_| usize::from(self.first.height))
    }

    /// All that the columns take, and what is between them.
    pub fn whole(&self) -> Rect {
        self.second.map_or(self.first, |second| self.first.union(second))
    }

    /// The cells of a row of the page, counted from 0.
    pub fn row(&self, at: usize) -> Option<Rect> {
        let at = u16::try_from(at).ok()?;
        let (column, at) = match at.checked_sub(self.first.height) {
            Some(further) => (self.second?, further),
            None => (self.first, at),
        };
        (at < column.height).then(|| Rect { y: column.y + at, height: 1, ..column })
    }

    /// Which row of the page a cell of the pane belongs to, and which of its cells it is; in the margin, the nearest.
    pub fn row_at(&self, x: u16, y: u16) -> (usize, usize) {
        let at = usize::from(y.saturating_sub(self.first.y));
        match self.second.filter(|second| x + GUTTER / 2 >= second.x) {
            Some(second) => {
                (at + usize::from(self.first.height), usize::from(x.saturating_sub(second.x)))
            }
            None => (at, usize::from(x.saturating_sub(self.first.x))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(pane: u16, columns: Columns) -> (usize, u16) {
        let spread = Spread::new(Rect::new(0, 0, pane, 10), 66, columns);
        (spread.n_columns(), spread.measure())
    }

    #[test]
    fn one_column_is_centred_and_never_wider_than_its_pane() {
        let pane = Rect::new(40, 0, 80, 10);
        assert_eq!(Spread::new(pane, 66, Columns::Auto).whole(), Rect::new(47, 0, 66, 10));
        assert_eq!(widths(30, Columns::Auto), (1, 26));
        assert_eq!(widths(3, Columns::Auto), (1, 3));
        assert_eq!(widths(0, Columns::Two), (1, 1));
    }

    #[test]
    fn two_columns_want_room() {
        assert_eq!(widths(141, Columns::Auto), (1, 66));
        assert_eq!(widths(142, Columns::Auto), (2, 66));
        assert_eq!(widths(400, Columns::One), (1, 66));
        assert_eq!(widths(100, Columns::Two), (2, 45));
        assert_eq!(widths(69, Columns::Two), (1, 65));
        assert_eq!(widths(70, Columns::Two), (2, 30));
    }

    #[test]
    fn a_page_goes_down_the_first_column_and_on_in_the_second() {
        let spread = Spread::new(Rect::new(10, 5, 150, 20), 66, Columns::Auto);
        assert_eq!(spread.n_rows(), 40);
        assert_eq!(spread.row(0), Some(Rect::new(16, 5, 66, 1)));
        assert_eq!(spread.row(19), Some(Rect::new(16, 24, 66, 1)));
        assert_eq!(spread.row(20), Some(Rect::new(88, 5, 66, 1)));
        assert_eq!(spread.row(40), None);
        assert_eq!(spread.whole(), Rect::new(16, 5, 138, 20));
    }

    #[test]
    fn every_cell_belongs_to_the_row_that_is_drawn_there() {
        for columns in [Columns::One, Columns::Two] {
            let spread = Spread::new(Rect::new(10, 5, 150, 20), 66, columns);
            for at in 0..spread.n_rows() {
                let row = spread.row(at).unwrap();
                for cell in [0, 1, row.width - 1] {
                    assert_eq!(spread.row_at(row.x + cell, row.y), (at, usize::from(cell)));
                }
            }
            assert_eq!(spread.row_at(10, 5), (0, 0));
        }
    }
}
