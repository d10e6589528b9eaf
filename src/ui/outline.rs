//! The outline: what stands out in the open text, over the text itself.

use ratatui::layout::Rect;

use crate::app::{App, Landmark, Layer, Outline, OutlineRow, Reader};
use crate::theme::Part;
use crate::ui::canvas::Canvas;

/// Columns before the words: a margin, the bar, a space, what it stands for, a space.
const GUTTER: u16 = 6;
/// From so many rows on there is a blank one under the title.
const ROOMY: u16 = 10;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let (Layer::Outline(outline), Some(reader)) = (app.layer(), app.reader()) else { return };
    let screen = app.panes().screen;
    let whole = Rect { height: screen.height.saturating_sub(1), ..screen };
    let area = app.panes().text.unwrap_or(whole);
    canvas.clear(area);
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    canvas.line(inner, 0, Part::Title, &format!("Outline   {}", outline.typed.text()));
    let above = if area.height >= ROOMY { 2 } else { 1 };
    let rows = Rect { y: area.y + above, height: area.height.saturating_sub(above), ..area };
    draw_rows(reader, outline, rows, canvas);
}

fn draw_rows(reader: &Reader, outline: &Outline, area: Rect, canvas: &mut Canvas) {
    let rows: Vec<&OutlineRow> = outline.rows().collect();
    let n_fit = usize::from(area.height);
    // What is chosen stands in the middle, as far as the ends allow.
    let first = outline.selected.saturating_sub(n_fit / 2).min(rows.len().saturating_sub(n_fit));
    for (at, row) in rows.iter().enumerate().skip(first).take(n_fit) {
        let y = area.y + u16::try_from(at - first).unwrap_or(u16::MAX);
        let line = Rect { y, height: 1, ..area };
        draw_row(reader, row, line, canvas);
        if outline.here() == Some(at) {
            canvas.right(line, 0, Part::Dim, "here ");
        }
        if outline.selected == at {
            canvas.put((line.x + 1, y), canvas.style(Part::Bar), "▌");
            canvas.restyle(line, canvas.style(Part::Selected));
        }
    }
    if rows.is_empty() {
        canvas.line(area, 0, Part::Dim, "  nothing here has these letters");
    }
}

fn draw_row(reader: &Reader, row: &OutlineRow, line: Rect, canvas: &mut Canvas) {
    let (sign, sign_part, part) = match row.landmark {
        Landmark::Heading => (String::new(), Part::Body, Part::Heading),
        Landmark::Highlight(colour) => {
            (colour.number().to_string(), Part::Highlight(colour), Part::Body)
        }
        Landmark::Orphan(colour) => {
            (colour.number().to_string(), Part::Highlight(colour), Part::Dim)
        }
        Landmark::Mark(name) => (format!("'{name}"), Part::Match, Part::Body),
        Landmark::Hit => ("/".to_owned(), Part::Hit, Part::Body),
    };
    let share = (reader.prose().fraction(row.place) * 100.0).round();
    let place = match row.landmark {
        Landmark::Orphan(_) => "gone ".to_owned(),
        _ => format!("{share:>3} % "),
    };
    let from = canvas.right(line, 0, Part::Dim, &place);
    canvas.text(line, (line.x + 3, line.y), canvas.style(sign_part), &sign);
    let x = line.x + GUTTER + 2 * u16::from(row.depth.min(6));
    let words = Rect { width: from.saturating_sub(line.x), ..line };
    canvas.text(words, (x, line.y), canvas.style(part), &row.words);
}
