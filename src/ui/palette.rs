//! The palette: every action with its keys, narrowed by what is typed, one of them chosen.

use ratatui::layout::Rect;

use crate::app::{App, Layer};
use crate::text::width;
use crate::theme::Part;
use crate::ui::canvas::Canvas;

/// Columns before the words: the bar and a space.
const GUTTER: u16 = 2;
/// The widest that the column of names gets, in cells.
const WIDEST_NAME: usize = 20;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let Layer::Palette(palette) = app.layer() else { return };
    let screen = app.panes().screen;
    let area = Rect { height: screen.height.saturating_sub(1), ..screen };
    canvas.clear(area);
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    canvas.line(inner, 0, Part::Title, &format!(": {}", palette.typed.text()));
    let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..inner };
    let rows = palette.rows(app.keymap(), app.focus());
    if rows.is_empty() {
        canvas.line(list, 0, Part::Dim, "no action is called this");
    }
    let n_fit = usize::from(list.height);
    let first = palette.selected.saturating_sub(n_fit / 2).min(rows.len().saturating_sub(n_fit));
    let widest = rows.iter().map(|(row, _)| width::width(row.name)).max().unwrap_or(0);
    let column = u16::try_from(widest.min(WIDEST_NAME) + 2).unwrap_or(0).min(inner.width / 3);
    for (at, (row, keys)) in rows.iter().enumerate().skip(first).take(n_fit) {
        let y = list.y + u16::try_from(at - first).unwrap_or(u16::MAX);
        let line = Rect { y, height: 1, ..list };
        let from = canvas.right(line, 0, Part::Dim, keys);
        let name = Rect { x: line.x + GUTTER, width: column, ..line }.intersection(line);
        canvas.text(name, (name.x, y), canvas.style(Part::Title), row.name);
        let what = Rect { width: from.saturating_sub(line.x + 1), ..line };
        canvas.text(what, (name.right() + 1, y), canvas.style(Part::Body), row.help);
        if at == palette.selected {
            canvas.put((line.x, y), canvas.style(Part::Bar), "▌");
            canvas.restyle(line, canvas.style(Part::Selected));
        }
    }
}
