//! The search through all texts: each review found, with the words in their context, over all of the screen.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::app::{App, Layer, Search};
use crate::library::Hit;
use crate::text::width;
use crate::theme::Part;
use crate::ui::canvas::Canvas;

/// Rows of a hit: its review, the words in their context, a blank one.
const HIT_ROWS: u16 = 3;
/// Columns before the words: a margin, the bar, a space.
const GUTTER: u16 = 3;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let Layer::Search(search) = app.layer() else { return };
    let screen = app.panes().screen;
    let area = Rect { height: screen.height.saturating_sub(1), ..screen };
    canvas.clear(area);
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let after =
        canvas.line(inner, 0, Part::Title, &format!("Search all texts   {}", search.typed.text()));
    canvas.put((after, inner.y), canvas.style(Part::Bar), "▏");
    let said = said(search);
    if usize::from(inner.right().saturating_sub(after)) > width::width(&said) + 2 {
        canvas.right(inner, 0, Part::Dim, &said);
    }
    let rows = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let n_fit = usize::from(rows.height / HIT_ROWS).max(1);
    let first = search.selected.saturating_sub(n_fit - 1);
    for (at, hit) in search.hits.iter().enumerate().skip(first).take(n_fit) {
        let down = u16::try_from(at - first).unwrap_or(u16::MAX).saturating_mul(HIT_ROWS);
        let place = Rect { y: rows.y + down, height: HIT_ROWS.min(rows.height - down), ..rows };
        draw_hit(hit, place, canvas);
        if at == search.selected {
            for y in place.top()..place.bottom().min(place.y + 2) {
                canvas.put((place.x + 1, y), canvas.style(Part::Bar), "▌");
            }
            canvas.restyle(Rect { height: 1, ..place }, canvas.style(Part::Selected));
        }
    }
}

/// How many reviews have the words; what can be typed, where nothing is.
fn said(search: &Search) -> String {
    match (search.typed.text().trim(), search.hits.len()) {
        ("", _) => "words, or \"a phrase\" · Enter opens · Esc leaves".to_owned(),
        (_, 0) if search.is_awaited() => "…".to_owned(),
        (_, 0) => "no text has these words".to_owned(),
        (_, 1) => "1 review".to_owned(),
        (_, n) => format!("the first {n} reviews"),
    }
}

fn draw_hit(hit: &Hit, area: Rect, canvas: &mut Canvas) {
    let line = Rect { width: area.width.saturating_sub(1), ..area };
    let from = canvas.right(line, 0, Part::Dim, &count(hit));
    let left = Rect { width: from.saturating_sub(area.x + 1), height: 1, ..area };
    let title = canvas.text(left, (area.x + GUTTER, area.y), canvas.style(Part::Title), &hit.title);
    canvas.text(left, (title + 2, area.y), canvas.style(Part::Dim), &hit.about);
    let line = Rect {
        x: area.x + GUTTER,
        y: area.y + 1,
        width: line.width.saturating_sub(GUTTER),
        height: area.height.saturating_sub(1).min(1),
    };
    draw_excerpt(hit, line, canvas);
}

fn count(hit: &Hit) -> String {
    match (hit.n_hits, hit.n_covered) {
        (0, 0) => String::new(),
        (n, 0) => format!(" {n}×"),
        (0, _) => " in what is covered".to_owned(),
        (n, more) => format!(" {n}×, {more} covered"),
    }
}

/// The words in their context, as much of it as fits with the first of them in it; what is covered is drawn so.
fn draw_excerpt(hit: &Hit, line: Rect, canvas: &mut Canvas) {
    if hit.n_hits == 0 && hit.n_covered > 0 {
        canvas.line(line, 0, Part::Dim, "the words stand in covered passages alone");
        return;
    }
    let start = start(hit, usize::from(line.width));
    let is_in = |ranges: &[Range<usize>], at: usize| ranges.iter().any(|range| range.contains(&at));
    let mut x = line.x;
    for (at, grapheme) in width::graphemes(&hit.excerpt).skip_while(|(at, _)| *at < start) {
        let cells = u16::try_from(width::width(grapheme)).unwrap_or(0);
        if x + cells > line.right() || line.height == 0 {
            break;
        }
        let is_covered = is_in(&hit.covers, at) && !grapheme.trim().is_empty();
        let part = match (is_covered, is_in(&hit.marks, at)) {
            (true, _) => Part::Cover,
            (false, true) => Part::Match,
            (false, false) => Part::Body,
        };
        let shown = if is_covered { "░".repeat(usize::from(cells)) } else { grapheme.to_owned() };
        x = canvas.text(line, (x, line.y), canvas.style(part), &shown);
    }
}

/// The byte at which what is shown of a context begins, so that the first of the words lies in its first half.
fn start(hit: &Hit, cells: usize) -> usize {
    let first = hit.marks.first().map_or(0, |mark| mark.start);
    let before = hit.excerpt.get(..first).unwrap_or("");
    let too_many = width::width(before).saturating_sub(cells / 2);
    if too_many == 0 || width::width(&hit.excerpt) <= cells {
        return 0;
    }
    let after_space = |at: usize| {
        let near = before.get(at..)?;
        near.find(' ').map(|space| at + space + 1)
    };
    let at = width::prefix(before, too_many);
    after_space(at).unwrap_or(at)
}
