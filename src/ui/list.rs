//! The list pane: two rows a review, and an empty list that explains itself.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::action::{Action, Pane};
use crate::app::{App, ROWS_A_REVIEW};
use crate::catalogue::Entry;
use crate::filter::{View, marks};
use crate::text::width;
use crate::theme::Part;
use crate::ui::canvas::Canvas;
use crate::ui::has_focus;

/// Columns before the title: a margin, the bar, the unread mark, the star, a space.
const GUTTER: u16 = 5;

pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas) {
    let list = app.list();
    if list.n_shown() == 0 {
        return draw_empty(app, area, canvas);
    }
    let n_fit = usize::from(area.height / ROWS_A_REVIEW);
    for (at, entry) in list.rows_from(list.offset()).take(n_fit).enumerate() {
        let y = area.y + u16::try_from(at).unwrap_or(u16::MAX).saturating_mul(ROWS_A_REVIEW);
        let rows = Rect { y, height: ROWS_A_REVIEW, ..area };
        draw_review(app, rows, entry, canvas);
        if list.offset() + at == list.selected_row() {
            draw_selected(app, rows, canvas);
        }
        if !list.still_matches(entry) {
            canvas.restyle(rows, canvas.style(Part::Dim).add_modifier(Modifier::DIM));
        }
    }
}

fn draw_selected(app: &App, rows: Rect, canvas: &mut Canvas) {
    let is_focused = has_focus(app, Pane::List);
    let bar = canvas.style(if is_focused { Part::Bar } else { Part::Rule });
    for y in rows.top()..rows.bottom() {
        canvas.put((rows.x + 1, y), bar, "▌");
    }
    let title =
        Rect { x: rows.x + GUTTER, width: rows.width.saturating_sub(GUTTER), height: 1, ..rows };
    canvas.restyle(title, canvas.style(Part::Selected));
}

fn draw_review(app: &App, rows: Rect, entry: Entry<'_>, canvas: &mut Canvas) {
    let inner = Rect { width: rows.width.saturating_sub(1), ..rows };
    if !entry.flags().read {
        canvas.put((rows.x + 2, rows.y), canvas.style(Part::Unread), "●");
    }
    if entry.flags().starred {
        canvas.put((rows.x + 3, rows.y), canvas.style(Part::Rating), "★");
    }
    let rating = entry.rating().map_or(String::new(), ToString::to_string);
    let spoiler = if entry.n_spoilers() > 0 && !entry.flags().seen { " !" } else { "  " };
    let from = canvas.right(inner, 0, Part::Rating, &format!(" {rating}{spoiler}"));
    let title = Rect {
        x: rows.x + GUTTER,
        y: rows.y,
        width: from.saturating_sub(rows.x + GUTTER),
        height: 1,
    };
    draw_matched(app, title, Part::Body, entry.title(), canvas);

    let year = entry.work().year.map_or(String::new(), |year| year.to_string());
    let from = canvas.right(
        inner,
        1,
        Part::Dim,
        &format!(" {year:>4} {:>4}m", app.minutes(entry.n_words())),
    );
    let about = Rect {
        x: rows.x + GUTTER,
        y: rows.y + 1,
        width: from.saturating_sub(rows.x + GUTTER),
        height: 1,
    };
    draw_matched(app, about, Part::Dim, &about_line(entry), canvas);
}

/// `Anora · The critic`, or what of it is known.
fn about_line(entry: Entry<'_>) -> String {
    [entry.work().name.as_str(), entry.who()]
        .into_iter()
        .filter(|s| !s.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Puts text with the letters that the filter matched standing out.
fn draw_matched(app: &App, area: Rect, part: Part, text: &str, canvas: &mut Canvas) {
    if area.width == 0 {
        return;
    }
    let style = canvas.style(part);
    canvas.text(area, (area.x, area.y), style, text);
    let marks = marks(text, &app.list().narrowing().query);
    if marks.is_empty() {
        return;
    }
    let (mut x, mut at) = (area.x, 0);
    for (_, grapheme) in width::graphemes(text) {
        let cells = u16::try_from(width::width(grapheme)).unwrap_or(u16::MAX);
        if marks.iter().any(|range| range.contains(&at)) {
            let shown = Rect { x, width: cells, height: 1, ..area }.intersection(area);
            canvas.restyle(shown, canvas.style(Part::Match));
        }
        x = x.saturating_add(cells);
        at += grapheme.chars().count();
    }
}

/// Why nothing shows, and which keys help.
fn draw_empty(app: &App, area: Rect, canvas: &mut Canvas) {
    let area = Rect { x: area.x + 3.min(area.width), width: area.width.saturating_sub(4), ..area };
    for (row, line) in empty_lines(app).iter().enumerate() {
        let part = if row == 0 { Part::Body } else { Part::Dim };
        canvas.line(area, u16::try_from(row + 1).unwrap_or(u16::MAX), part, line);
    }
}

fn empty_lines(app: &App) -> Vec<String> {
    let (list, keys) = (app.list(), app.keymap());
    let n = list.n_reviews();
    if !list.is_loaded() {
        return vec!["reading the library …".to_owned()];
    }
    if n == 0 {
        return vec![
            "no reviews yet".to_owned(),
            format!("{} brings some in: a file or a folder", keys.key_name(Action::Import)),
        ];
    }
    let narrowing = list.narrowing();
    if !narrowing.typed.is_empty() {
        let mut lines = vec![format!("0 of {n}")];
        for step in list.why_empty() {
            lines.push(format!("{} leaves {}", step.part, step.left));
        }
        if narrowing.view != View::All {
            lines.push(format!("only {} reviews show", narrowing.view.word()));
        }
        lines.push(format!("{} drops the filter", keys.key_name(Action::Back)));
        return lines;
    }
    vec![
        format!("0 of {n}: none is {}", narrowing.view.word()),
        format!("{} shows all", keys.key_name(Action::ShowAll)),
    ]
}
