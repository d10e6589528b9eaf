//! Filled: crossterm's backend, which on an empty screen writes the spaces between words as spaces.
//!
//! ratatui writes only the cells that differ from what the screen shows. On an empty one the spaces of a text do not, and
//! for each of them the cursor is sent to the next word, in eight bytes instead of one. That is a third of a first frame.

use std::io::{self, Write};
use std::ops::Range;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

use crate::text::width;

/// A gap as wide as the sequence that moves the cursor over it has bytes is filled no more.
const WIDEST: u16 = 8;

/// As many cells as differ from an empty screen on most terminals.
const MOST_OFTEN: usize = 4096;

/// Looks that show in a space too.
const VISIBLE: Modifier =
    Modifier::UNDERLINED.union(Modifier::CROSSED_OUT).union(Modifier::REVERSED);

/// The backend.
pub(super) struct Filled<W: Write> {
    inner: CrosstermBackend<W>,
    /// Nothing is on the screen.
    is_empty: bool,
}

impl<W: Write> Filled<W> {
    /// A backend on an empty screen.
    pub(super) fn new(out: W) -> Self {
        Self { inner: CrosstermBackend::new(out), is_empty: true }
    }

    /// Takes the screen for empty: what was drawn was not sent.
    pub(super) fn forget(&mut self) {
        self.is_empty = true;
    }
}

impl<W: Write> Write for Filled<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

/// A cell that is drawn, and where.
type Placed<'a> = (u16, u16, &'a Cell);

/// The columns between two cells that are to be filled with spaces, where that is shorter and looks the same: a space
/// looks as the cell before it, whose look then need not be left.
fn gap(before: Placed, after: Placed) -> Range<u16> {
    let ((column, row, before), (x, y, _)) = (before, after);
    if y != row || x == column.saturating_add(1) || !is_plain(before) {
        return x..x;
    }
    let cells = u16::try_from(width::width(before.symbol())).unwrap_or(1).max(1);
    let start = column.saturating_add(cells);
    if x > start && x - start <= WIDEST { start..x } else { x..x }
}

/// The spaces that the gaps between cells need: one for each look.
fn spaces(cells: &[Placed]) -> Vec<Cell> {
    let mut spaces: Vec<Cell> = Vec::new();
    for (before, after) in cells.iter().zip(cells.iter().skip(1)) {
        if !gap(*before, *after).is_empty() && space_like(&spaces, before.2).is_none() {
            let mut space = before.2.clone();
            space.set_symbol(" ");
            spaces.push(space);
        }
    }
    spaces
}

/// The space that looks as a cell.
fn space_like<'a>(spaces: &'a [Cell], cell: &Cell) -> Option<&'a Cell> {
    spaces.iter().find(|space| space.style() == cell.style())
}

/// The cells with the gaps between them filled.
fn filled<'a>(
    cells: &'a [Placed<'a>],
    spaces: &'a [Cell],
) -> impl Iterator<Item = Placed<'a>> + 'a {
    let befores = std::iter::once(None).chain(cells.iter().map(Some));
    befores.zip(cells).flat_map(move |(before, cell)| {
        let space = before.and_then(|before| {
            let gap = gap(*before, *cell);
            if gap.is_empty() { None } else { Some((gap, space_like(spaces, before.2)?)) }
        });
        let (gap, space) = space.unwrap_or((0..0, cell.2));
        gap.map(move |x| (x, cell.1, space)).chain([*cell])
    })
}

/// Whether a space with the look of this cell shows nothing.
fn is_plain(cell: &Cell) -> bool {
    cell.bg == Color::Reset && !cell.modifier.intersects(VISIBLE)
}

impl<W: Write> Backend for Filled<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        if !std::mem::take(&mut self.is_empty) {
            return self.inner.draw(content);
        }
        let mut cells = Vec::with_capacity(MOST_OFTEN);
        cells.extend(content);
        let spaces = spaces(&cells);
        self.inner.draw(filled(&cells, &spaces))
    }

    fn append_lines(&mut self, n: u16) -> io::Result<()> {
        self.inner.append_lines(n)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.is_empty = true;
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.is_empty |= region == ClearType::All;
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    /// Bytes that can be looked at while they are being written.
    #[derive(Clone, Default)]
    struct Seen(Rc<RefCell<Vec<u8>>>);

    impl Write for Seen {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What is written to show a row on an empty screen, and then another row over it.
    fn written(rows: [(&str, Style); 2]) -> [String; 2] {
        let area = Rect::new(0, 0, 30, 1);
        let seen = Seen::default();
        let mut backend = Filled::new(seen.clone());
        let mut shown = Buffer::empty(area);
        rows.map(|(row, style)| {
            let mut next = Buffer::empty(area);
            next.set_string(0, 0, row, style);
            backend.draw(shown.diff(&next).into_iter()).unwrap();
            shown = next;
            let text = String::from_utf8(seen.0.take()).unwrap();
            text.strip_suffix("\u{1b}[39m\u{1b}[49m\u{1b}[59m\u{1b}[0m").unwrap().to_owned()
        })
    }

    #[test]
    fn spaces_between_words_are_written_on_an_empty_screen_alone() {
        let plain = Style::new();
        let [first, second] = written([("two words", plain), ("two lords", plain)]);
        assert_eq!(first, "\u{1b}[1;1Htwo words");
        assert_eq!(second, "\u{1b}[1;5Hl");
        let [wide, _] = written([("東京 物語", plain), ("", plain)]);
        assert!(wide.contains("京\u{1b}[1;5H 物"), "{wide:?}");
        let [far, _] = written([("a          b", plain), ("", plain)]);
        assert_eq!(far, "\u{1b}[1;1Ha\u{1b}[1;12Hb");
        let [lined, _] = written([("a b", plain.underlined()), ("", plain)]);
        assert_eq!(lined, "\u{1b}[1;1H\u{1b}[4ma b", "a space that shows is written anyhow");
    }
}
