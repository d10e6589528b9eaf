//! The works over all of the screen: a line each with what its reviews come to, those of an unfolded one beneath it.

use ratatui::layout::Rect;

use crate::app::{App, Layer, WorkLine, Works};
use crate::catalogue::Entry;
use crate::consensus::{BUCKETS, Consensus, drawn};
use crate::text::width;
use crate::theme::Part;
use crate::ui::canvas::Canvas;

/// Columns before a name: a margin, the bar, the fold, a space.
const GUTTER: u16 = 4;
/// Cells of the histogram, and of the scale that a rating lies on.
const SCALE: u16 = 10;

/// Columns of numbers, as far as there is room for them.
#[derive(Default)]
struct Numbers<'a> {
    n: &'a str,
    median: &'a str,
    spread: &'a str,
    scale: &'a str,
    verdicts: &'a str,
}

impl Numbers<'_> {
    fn text(&self, width: u16) -> String {
        let Self { n, median, spread, scale, verdicts } = self;
        let scale = width::pad(scale, usize::from(SCALE));
        let columns = [
            (0, format!(" {n:>6} {median:>6}")),
            (50, format!(" {spread:>6}")),
            (62, format!("  {scale}")),
            (84, format!("  {}", width::pad(verdicts, 16))),
        ];
        columns.into_iter().filter(|(room, _)| width >= *room).map(|(_, text)| text).collect()
    }
}

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let Layer::Works(works) = app.layer() else { return };
    let screen = app.panes().screen;
    let area = Rect { height: screen.height.saturating_sub(1), ..screen };
    canvas.clear(area);
    let line = Rect { width: area.width.saturating_sub(1), ..area };
    let heads = Numbers {
        n: "n",
        median: "median",
        spread: "spread",
        scale: "0      100",
        verdicts: "good mixed bad",
    };
    let from = canvas.right(line, 0, Part::Dim, &heads.text(area.width));
    let left = Rect { width: from.saturating_sub(area.x), height: 1, ..area };
    let title = match works.n_works() {
        None => " Works   …".to_owned(),
        Some(n) => format!(" {n} works by {}", works.order.name()),
    };
    canvas.line(left, 0, Part::Title, &title);
    let rows = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    draw_lines(app, works, rows, canvas);
}

fn draw_lines(app: &App, works: &Works, area: Rect, canvas: &mut Canvas) {
    let n_fit = usize::from(area.height);
    let lines = works.lines();
    let first = works.selected.saturating_sub(n_fit / 2).min(lines.len().saturating_sub(n_fit));
    for (at, line) in lines.iter().enumerate().skip(first).take(n_fit) {
        let y = area.y + u16::try_from(at - first).unwrap_or(u16::MAX);
        let row = Rect { y, height: 1, width: area.width.saturating_sub(1), ..area };
        match line {
            WorkLine::Work(place) => {
                if let Some(work) = works.work(*place) {
                    draw_work(app, works, work, row, canvas);
                }
            }
            WorkLine::Review(place, review) => {
                let entry = app.list().catalogue().get(*review);
                if let (Some(entry), Some(work)) = (entry, works.work(*place)) {
                    draw_review(app, entry, work.furthest == Some(*review), row, canvas);
                }
            }
        }
        if works.selected == at {
            canvas.put((row.x + 1, y), canvas.style(Part::Bar), "▌");
            canvas.restyle(row, canvas.style(Part::Selected));
        }
    }
    if works.n_works() == Some(0) {
        canvas.line(area, 0, Part::Dim, "   no review that shows is of a named work");
    }
}

fn draw_work(app: &App, works: &Works, work: &Consensus, row: Rect, canvas: &mut Canvas) {
    let number = |number: Option<f64>| number.map_or(String::new(), |n| format!("{n:.0}"));
    let [good, mixed, bad] = work.verdicts;
    let verdicts =
        if work.n_rated == 0 { String::new() } else { format!("{good:>4} {mixed:>5} {bad:>3}") };
    let numbers = Numbers {
        n: &work.rows.len().to_string(),
        median: &number(work.median),
        spread: &number(work.spread),
        scale: &drawn(&work.histogram),
        verdicts: &verdicts,
    };
    let from = canvas.right(row, 0, Part::Body, &numbers.text(row.width + 1));
    let fold = if works.is_unfolded(work) { "▾" } else { "▸" };
    canvas.put((row.x + 2, row.y), canvas.style(Part::Dim), fold);
    let left = Rect { width: from.saturating_sub(row.x), ..row };
    let Some(name) = app.list().catalogue().works().get(work.work as usize) else { return };
    let after = canvas.text(left, (row.x + GUTTER, row.y), canvas.style(Part::Body), &name.name);
    if let Some(year) = name.year {
        canvas.text(left, (after + 1, row.y), canvas.style(Part::Dim), &format!("({year})"));
    }
}

/// A review of a work: whose, its rating in the critic's notation, and where that lies on the scale.
fn draw_review(app: &App, entry: Entry<'_>, is_furthest: bool, row: Rect, canvas: &mut Canvas) {
    let number = entry.rating().and_then(|rating| rating.normalized(app.list().letters()));
    let scale = number.map_or(String::new(), on_scale);
    let verdicts = if is_furthest { "furthest" } else { "" };
    let notation = entry.rating().map_or(String::new(), ToString::to_string);
    let number = number.map_or(String::new(), |number| number.to_string());
    let numbers = Numbers { median: &number, scale: &scale, verdicts, ..Numbers::default() };
    let from = canvas.right(row, 0, Part::Dim, &numbers.text(row.width + 1));
    let left = Rect { width: from.saturating_sub(row.x), ..row };
    let from = canvas.right(left, 0, Part::Rating, &format!(" {notation}"));
    let left = Rect { width: from.saturating_sub(row.x), ..row };
    let at = (row.x + GUTTER + 2, row.y);
    let after = canvas.text(left, at, canvas.style(Part::Body), entry.title());
    canvas.text(left, (after + 2, row.y), canvas.style(Part::Dim), entry.who());
}

/// A dot where a number of 0 to 100 lies, as the histogram has its tenths.
fn on_scale(number: u8) -> String {
    let at = usize::from(number / 10).min(BUCKETS - 1);
    (0..BUCKETS).map(|bucket| if bucket == at { '●' } else { '·' }).collect()
}
