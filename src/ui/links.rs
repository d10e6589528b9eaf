//! The links of the open text, over the text itself: numbered, with where the chosen one leads in full.

use ratatui::layout::Rect;

use crate::app::{App, Layer, LinkRow, Links};
use crate::text::width;
use crate::theme::Part;
use crate::ui::canvas::Canvas;

/// The most rows that the chosen address takes.
const MOST_ROWS: u16 = 4;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let Layer::Links(links) = app.layer() else { return };
    let screen = app.panes().screen;
    let whole = Rect { height: screen.height.saturating_sub(1), ..screen };
    let area = app.panes().text.unwrap_or(whole);
    canvas.clear(area);
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    canvas.line(inner, 0, Part::Title, "Links");
    let address = links.chosen().map_or("", |row| row.address.as_str());
    let parts = parts(address, usize::from(inner.width));
    let n_parts = u16::try_from(parts.len()).unwrap_or(MOST_ROWS).min(area.height / 2);
    let foot = area.bottom().saturating_sub(n_parts);
    for (y, part) in (foot..area.bottom()).zip(parts) {
        canvas.text(inner, (inner.x, y), canvas.style(Part::Link), part);
    }
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(n_parts + 2), ..area };
    draw_rows(links, rows, canvas);
}

/// An address in as many rows as it takes, up to the most.
fn parts(address: &str, cells: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = address;
    while !rest.is_empty() && parts.len() < usize::from(MOST_ROWS) {
        let (part, after) = rest.split_at(width::prefix(rest, cells.max(2)).max(1).min(rest.len()));
        parts.push(part);
        rest = after;
    }
    parts
}

fn draw_rows(links: &Links, area: Rect, canvas: &mut Canvas) {
    let n_fit = usize::from(area.height);
    let first = links.selected.saturating_sub(n_fit / 2);
    let first = first.min(links.rows.len().saturating_sub(n_fit));
    let digits = links.rows.len().to_string().len();
    for (at, row) in links.rows.iter().enumerate().skip(first).take(n_fit) {
        let y = area.y + u16::try_from(at - first).unwrap_or(u16::MAX);
        let line = Rect { y, height: 1, ..area };
        draw_row(&format!("[{:>digits$}] ", at + 1), row, line, canvas);
        if links.selected == at {
            canvas.put((line.x + 1, y), canvas.style(Part::Bar), "▌");
            canvas.restyle(line, canvas.style(Part::Selected));
        }
    }
}

/// The words, and as much of where they lead as there is room for, if they do not say so themselves.
fn draw_row(number: &str, row: &LinkRow, line: Rect, canvas: &mut Canvas) {
    let after = canvas.text(line, (line.x + 3, line.y), canvas.style(Part::Dim), number);
    let after = canvas.text(line, (after, line.y), canvas.style(Part::Body), &row.words);
    if row.words != row.address {
        canvas.text(line, (after + 2, line.y), canvas.style(Part::Dim), &row.address);
    }
}
