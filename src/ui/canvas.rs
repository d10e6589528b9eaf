//! Canvas: a buffer and a theme, and the few ways in which things are put on the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::width;
use crate::theme::{Palette, Part};

/// What is drawn on.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    palette: Palette,
}

impl<'a> Canvas<'a> {
    /// Something to draw on, with the palette's paper everywhere.
    pub(super) fn new(buffer: &'a mut Buffer, palette: Palette) -> Self {
        if palette.has_paper() {
            buffer.set_style(buffer.area, palette.style(Part::Body));
        }
        Self { buffer, palette }
    }

    /// What a part looks like.
    pub(super) fn style(&self, part: Part) -> Style {
        self.palette.style(part)
    }

    /// Puts text at a column of a row of an area, cut with … at the area's right edge; the column after it.
    pub(super) fn text(&mut self, area: Rect, at: (u16, u16), style: Style, text: &str) -> u16 {
        let (x, y) = at;
        if y >= area.bottom() || x >= area.right() {
            return x;
        }
        let room = usize::from(area.right() - x);
        let cut = width::truncate(text, room);
        self.buffer.set_stringn(x, y, &cut, room, style).0
    }

    /// Puts text at the left of a row of an area (rows counted from 0); the column after it.
    pub(super) fn line(&mut self, area: Rect, row: u16, part: Part, text: &str) -> u16 {
        let style = self.style(part);
        self.text(area, (area.x, area.y + row), style, text)
    }

    /// Puts text at the right of a row of an area; the column it begins at.
    pub(super) fn right(&mut self, area: Rect, row: u16, part: Part, text: &str) -> u16 {
        let cells = u16::try_from(width::width(text)).unwrap_or(u16::MAX).min(area.width);
        let style = self.style(part);
        let x = area.right() - cells;
        self.text(area, (x, area.y + row), style, text);
        x
    }

    /// Draws a rule along a row, with a joint where the divider meets it.
    pub(super) fn rule(&mut self, area: Rect, joint: Option<u16>) {
        let style = self.style(Part::Rule);
        let symbol = if area.y <= 1 { "┬" } else { "┴" };
        for x in area.left()..area.right() {
            self.put((x, area.y), style, if joint == Some(x) { symbol } else { "─" });
        }
    }

    /// Draws the rule between the panes.
    pub(super) fn divider(&mut self, area: Rect) {
        let style = self.style(Part::Rule);
        for y in area.top()..area.bottom() {
            self.put((area.x, y), style, "│");
        }
    }

    /// Puts one symbol into one cell.
    pub(super) fn put(&mut self, at: (u16, u16), style: Style, symbol: &str) {
        if let Some(cell) = self.buffer.cell_mut(at) {
            cell.set_symbol(symbol).set_style(style);
        }
    }

    /// Adds a style to what is in an area already.
    pub(super) fn restyle(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area, style);
    }

    /// Empties an area.
    pub(super) fn clear(&mut self, area: Rect) {
        let paper = self.style(Part::Body);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(paper);
                }
            }
        }
    }
}
