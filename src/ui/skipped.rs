//! What was skipped by an import: where, and why, a row each.

use ratatui::layout::Rect;

use crate::app::{App, Layer};
use crate::text::width;
use crate::theme::Part;
use crate::ui::canvas::Canvas;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let Layer::Skipped(offset) = app.layer() else { return };
    let screen = app.panes().screen;
    let area = Rect { height: screen.height.saturating_sub(1), ..screen };
    canvas.clear(area);
    let inner = Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(4), ..area };
    let n_rows = app.skipped().len();
    canvas.line(inner, 0, Part::Title, &format!("Left out by the import   {n_rows}"));
    canvas.right(inner, 0, Part::Dim, "↓ ↑ more · Esc closes");
    let n_fit = usize::from(inner.height.saturating_sub(2));
    for (at, why) in app.skipped().iter().skip(*offset).take(n_fit).enumerate() {
        let row = u16::try_from(at + 2).unwrap_or(u16::MAX);
        canvas.line(inner, row, Part::Body, &fitted(why, usize::from(inner.width)));
    }
}

/// A line without the folders at its beginning that there is no room for: what counts stands at its end.
fn fitted(line: &str, cells: usize) -> String {
    let mut rest = line;
    while width::width(rest) + 2 > cells {
        let Some((_, after)) = rest.split_once('/') else { break };
        rest = after;
    }
    if rest.len() < line.len() && width::width(line) > cells {
        format!("…/{rest}")
    } else {
        line.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_go_before_the_reason_does() {
        let why = "/home/ada/export/letterboxd/films.csv:3: 2 cells for 3 columns";
        assert_eq!(fitted(why, 80), why);
        assert_eq!(fitted(why, 44), "…/films.csv:3: 2 cells for 3 columns");
        assert_eq!(fitted("films.csv: empty", 4), "films.csv: empty");
    }
}
