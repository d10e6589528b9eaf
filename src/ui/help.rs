//! The help: every key with what it does, made from the live keymap, narrowed by what is typed.

use ratatui::layout::Rect;

use crate::app::{App, Layer};
use crate::text::width;
use crate::theme::Part;
use crate::ui::canvas::Canvas;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let Layer::Help(help) = app.layer() else { return };
    let screen = app.panes().screen;
    let area = Rect { height: screen.height.saturating_sub(1), ..screen };
    canvas.clear(area);
    let inner = Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(4), ..area };
    canvas.line(inner, 0, Part::Title, &format!("Keys   {}", help.typed.text()));
    if help.typed.text().is_empty() {
        canvas.right(inner, 0, Part::Dim, "type to narrow · Esc closes");
    }
    let rows: Vec<(String, &str)> = help.rows(app.keymap()).collect();
    let widest = rows.iter().map(|(keys, _)| width::width(keys)).max().unwrap_or(0);
    let column = u16::try_from(widest.min(24) + 2).unwrap_or(0).min(inner.width / 2);
    for (at, (keys, what)) in rows.iter().skip(help.offset).enumerate() {
        let row = u16::try_from(at + 2).unwrap_or(u16::MAX);
        if row >= inner.height {
            break;
        }
        let y = inner.y + row;
        canvas.text(Rect { width: column, ..inner }, (inner.x, y), canvas.style(Part::Title), keys);
        canvas.text(inner, (inner.x + column, y), canvas.style(Part::Body), what);
    }
    if rows.is_empty() {
        canvas.line(inner, 2, Part::Dim, "no key does this");
    }
}
