//! The note that is being typed, over the foot of the text.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::app::{App, Layer, Note};
use crate::text::width;
use crate::theme::Part;
use crate::ui::canvas::Canvas;
use crate::ui::status;

/// Rows of a note at most, and the share of the text it may take.
const MOST_ROWS: u16 = 12;

/// Draws the note under a rule that says what it is written to.
pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let Layer::Note(note) = app.layer() else { return };
    let Some(Sheet { area, rows, skipped, .. }) = Sheet::of(app, note) else { return };
    canvas.clear(area);
    let style = canvas.style(Part::Rule);
    for x in area.left()..area.right() {
        canvas.put((x, area.y), style, "─");
    }
    let inner = inner(area);
    let quote = width::truncate(&note.quote, usize::from(inner.width.saturating_sub(12)));
    canvas.line(inner, 0, Part::Title, &format!(" note to “{quote}” "));
    let body = canvas.style(Part::Body);
    for (y, row) in (area.y + 1..area.bottom()).zip(rows.into_iter().skip(skipped)) {
        let text = note.typed.text().get(row).unwrap_or("");
        canvas.text(inner, (inner.x, y), body, text);
    }
}

/// Draws into the status line what the keys do.
pub(super) fn draw_keys(app: &App, area: Rect, canvas: &mut Canvas) {
    let after = app.message().map_or(area.x, |message| {
        let part = if message.is_error { Part::Error } else { Part::Body };
        canvas.line(area, 0, part, &format!(" {}", message.text))
    });
    let hints = ["Enter saves", "Esc leaves", "Alt-Enter new line", "^E editor"];
    status::draw_as_fits(&hints.map(str::to_owned), area, after, canvas);
}

/// Where the terminal's own cursor belongs while a note is typed.
pub(super) fn place_of_typing(app: &App) -> Option<(u16, u16)> {
    let Layer::Note(note) = app.layer() else { return None };
    let Sheet { area, rows, skipped, at } = Sheet::of(app, note)?;
    let before = note.typed.before();
    let cells = width::width(before.get(rows.get(at)?.start..)?);
    let x = inner(area).x.saturating_add(u16::try_from(cells).ok()?);
    let y = area.y + 1 + u16::try_from(at.checked_sub(skipped)?).ok()?;
    Some((x.min(area.right().saturating_sub(1)), y))
}

/// Where a note lies, and its rows.
struct Sheet {
    area: Rect,
    /// Bytes of the note in each row.
    rows: Vec<Range<usize>>,
    /// Rows above those that show.
    skipped: usize,
    /// The row in which is typed.
    at: usize,
}

impl Sheet {
    fn of(app: &App, note: &Note) -> Option<Self> {
        let panes = app.panes();
        let pane = panes
            .text
            .unwrap_or(Rect { height: panes.screen.height.saturating_sub(1), ..panes.screen });
        let most = (pane.height / 2).clamp(1, MOST_ROWS);
        let rows = rows(note.typed.text(), usize::from(inner(pane).width));
        let n_rows = u16::try_from(rows.len()).unwrap_or(u16::MAX).clamp(most.min(3), most);
        let height = n_rows.saturating_add(1).min(pane.height);
        let area = Rect { y: pane.bottom().saturating_sub(height), height, ..pane };
        let byte = note.typed.before().len();
        let at = rows.iter().rposition(|row| row.start <= byte)?;
        let skipped = (at + 1).saturating_sub(usize::from(height.saturating_sub(1)));
        Some(Self { area, rows, skipped, at })
    }
}

/// The part of an area that is written in: a cell at either side stays free.
fn inner(area: Rect) -> Rect {
    Rect { x: area.x + 1.min(area.width), width: area.width.saturating_sub(2), ..area }
}

/// A text in rows of so many cells, one of them for the cursor; broken at spaces where there are some.
fn rows(text: &str, cells: usize) -> Vec<Range<usize>> {
    let room = cells.saturating_sub(1).max(1);
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        let mut from = start;
        while let Some(rest) = text.get(from..end).filter(|rest| width::width(rest) > room) {
            let fits = width::prefix(rest, room);
            let first = width::graphemes(rest).next().map_or(1, |(_, grapheme)| grapheme.len());
            // The space that a row ends with may stand where the cursor would.
            let hangs = rest.get(fits..).is_some_and(|after| after.starts_with(' '));
            let at_space = rest.get(..fits).and_then(|row| row.rfind(' ')).map(|at| at + 1);
            let at_space = if hangs { Some(fits + 1) } else { at_space };
            let taken = at_space.unwrap_or(fits.max(first));
            rows.push(from..from + taken);
            from += taken;
        }
        rows.push(from..end);
        start = end + 1;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, cells: usize, expected: &[&str]) {
        let shown: Vec<&str> =
            rows(text, cells).into_iter().map(|r| text.get(r).unwrap()).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_note_is_broken_at_spaces_and_keeps_its_lines() {
        check("", 10, &[""]);
        check("one two three", 9, &["one two ", "three"]);
        check("one two three", 8, &["one two ", "three"]);
        check("one\n\ntwo", 9, &["one", "", "two"]);
        check("abcdefgh", 4, &["abc", "def", "gh"]);
        check("東京物語", 4, &["東", "京", "物", "語"]);
        check("ab", 0, &["a", "b"]);
    }
}
