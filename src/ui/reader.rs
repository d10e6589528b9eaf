//! The reading pane: a header of fixed height, and the text as a printed page.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::action::Action;
use crate::app::{App, Reader};
use crate::review::{Colour, Record};
use crate::text::prose::{Block, BlockKind, Roles};
use crate::text::width;
use crate::text::wrap::{Line, Row, Spacing, inset};
use crate::theme::Part;
use crate::ui::canvas::Canvas;
use crate::ui::highlights::{self, Marks};

/// Draws who wrote what about which work, and when.
pub(super) fn draw_header(app: &App, area: Rect, canvas: &mut Canvas) {
    let Some(reader) = app.reader() else { return };
    let column = app.look().spread(area).whole();
    let record = reader.record();
    if area.height < 5 {
        let from =
            canvas.right(column, 0, Part::Rating, &format!(" {}", notation(app, record, false)));
        let title = Rect { width: from.saturating_sub(column.x), ..column };
        canvas.line(title, 0, Part::Title, &record.review.title.text);
        canvas.line(
            column,
            1,
            Part::Dim,
            &joined(&[&record.review.work.name, &length(app, reader), &spoiler_note(reader, 0)]),
        );
        return;
    }
    canvas.line(column, 0, Part::Title, &record.review.title.text);
    canvas.line(column, 1, Part::Dim, &work_line(record));
    canvas.line(column, 2, Part::Dim, &credits_line(app, reader));
    canvas.line(
        column,
        3,
        Part::Dim,
        &joined(&[&spoiler_note(reader, column.width), &tags_line(record)]),
    );
}

/// `Anora (2024), Sean Baker`.
fn work_line(record: &Record) -> String {
    let work = &record.review.work;
    let year = work.year().map_or(String::new(), |year| format!(" ({year})"));
    let creators = if work.creators.is_empty() {
        String::new()
    } else {
        format!(", {}", work.creators.join(", "))
    };
    if work.name.is_empty() { String::new() } else { format!("{}{year}{creators}", work.name) }
}

/// `The critic, The paper · 2 March 2025 · ★★★★½ (90) · 6 min`.
fn credits_line(app: &App, reader: &Reader) -> String {
    let record = reader.record();
    let review = &record.review;
    let author = review.authors.join(", ");
    let publisher = review.publisher.clone().filter(|p| *p != author).unwrap_or_default();
    let who =
        [author, publisher].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ");
    let date = review.date_published.map_or(String::new(), crate::date::Date::in_words);
    joined(&[&who, &date, &notation(app, record, true), &length(app, reader)])
}

fn notation(app: &App, record: &Record, has_number: bool) -> String {
    record.review.rating.as_ref().map_or(String::new(), |rating| {
        if has_number { rating.with_number(app.list().letters()) } else { rating.to_string() }
    })
}

fn length(app: &App, reader: &Reader) -> String {
    format!("{} min", app.minutes(reader.n_words()))
}

/// What is covered, and why, as far as so many cells tell it: `spoilers from ¶ 7 (notice: Spoilers follow)`. A long
/// reason is cut, a short line has none.
fn spoiler_note(reader: &Reader, cells: u16) -> String {
    let (covered, n) = reader.n_covered();
    let (Some((paragraph, reason)), 1..) = (reader.first_cover(), covered) else {
        return if n > 0 { "spoilers bare".to_owned() } else { String::new() };
    };
    let from = format!("spoilers from ¶ {paragraph}");
    let passages = if covered > 1 { format!(", {covered} passages") } else { String::new() };
    let room = usize::from(cells);
    let left = |before: &str| room.saturating_sub(width::width(before) + 3);
    let place =
        if left(&format!("{from}{passages}")) < REASON_CELLS { from } else { from + &passages };
    match left(&place) {
        cells if cells < REASON_CELLS => place,
        cells => format!("{place} ({})", width::truncate(reason, cells)),
    }
}

/// The fewest cells that tell a reason.
const REASON_CELLS: usize = 12;

fn tags_line(record: &Record) -> String {
    record.review.keywords.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ")
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

/// Draws the rows of the page.
pub(super) fn draw_text(app: &App, area: Rect, canvas: &mut Canvas) {
    let spread = app.look().spread(area);
    let Some(reader) = app.reader() else {
        if app.list().is_loaded() && app.list().n_reviews() == 0 {
            let hint = format!(
                "{} brings reviews in · {} shows all keys",
                key(app, Action::Import),
                key(app, Action::Help)
            );
            canvas.line(spread.whole(), 1, Part::Dim, &hint);
        }
        return;
    };
    if reader.prose().blocks.is_empty() {
        let address = reader.record().review.url.as_deref().unwrap_or_default();
        canvas.line(spread.whole(), 0, Part::Dim, "no text is here, only what is known of it");
        canvas.line(spread.whole(), 1, Part::Dim, address);
        return;
    }
    let selected = highlights::selected(app);
    for (at, row) in reader.page().iter().enumerate() {
        let Some(cells) = spread.row(at) else { break };
        let marks = Marks::of(reader, row.block, selected);
        if let Some(line) = &row.line {
            marks.draw_margin(line, cells, area, canvas);
        }
        draw_row(app, row, &marks, cells, canvas);
        if reader.is_last_read(row) && cells.x >= area.x + 2 {
            canvas.put((cells.x - 2, cells.y), canvas.style(Part::Dim), "›");
        }
    }
}

fn key(app: &App, action: Action) -> String {
    app.keymap().key_name(action)
}

fn draw_row(app: &App, row: &Row, marks: &Marks, area: Rect, canvas: &mut Canvas) {
    let Some(reader) = app.reader() else { return };
    let Some(block) = reader.prose().blocks.get(row.block) else { return };
    let Some(line) = &row.line else { return draw_rule(block, row, area, canvas) };
    let lit = reader.lit(app.look().light, row.block);
    let mut base = base_style(block, canvas);
    if lit.is_empty() && !block.text.is_empty() {
        base = base.patch(canvas.style(Part::Faded));
    }
    let x = draw_quotes(block, area, canvas);
    let margin = Rect { width: x - area.x, ..area };
    if let Some(marker) = block.marker.as_ref().filter(|_| row.is_first) {
        let from = x
            .saturating_sub(u16::try_from(width::width(marker) + 1).unwrap_or(u16::MAX))
            .max(area.x);
        canvas.text(margin, (from, area.y), base, marker);
    }
    if block.kind == BlockKind::Rule {
        let cells = usize::from(area.right().saturating_sub(x)).min(9);
        canvas.text(area, (x, area.y), canvas.style(Part::Rule), &"─".repeat(cells));
        return;
    }
    let mut after = x + u16::try_from(row.spacing.lead).unwrap_or(u16::MAX);
    for piece in pieces(reader, row, line, marks, &lit) {
        let style = piece_style(base, &piece, canvas);
        after = canvas.text(area, (after, area.y), style, &piece.shown);
    }
    if line.hyphen {
        canvas.text(area, (after, area.y), base, "-");
    }
}

/// Draws the bars of quotations at the left of a row; the column after them and the indent.
fn draw_quotes(block: &Block, area: Rect, canvas: &mut Canvas) -> u16 {
    let x = area.x + inset(block, area.width);
    let bars = "│ ".repeat(usize::from(block.quote_depth));
    let margin = Rect { width: x - area.x, ..area };
    canvas.text(margin, (area.x, area.y), canvas.style(Part::Rule), &bars);
    x
}

/// Draws the rule under the head of a table, if there is one in a row.
fn draw_rule(block: &Block, row: &Row, area: Rect, canvas: &mut Canvas) {
    if let Some(rule) = &row.rule {
        let x = draw_quotes(block, area, canvas);
        canvas.text(area, (x, area.y), canvas.style(Part::Rule), &rule.drawn('─', '┼'));
    }
}

fn base_style(block: &Block, canvas: &Canvas) -> Style {
    canvas.style(match block.kind {
        BlockKind::Heading(_) => Part::Heading,
        BlockKind::Code => Part::Code,
        BlockKind::Caption => Part::Caption,
        BlockKind::Standfirst => Part::Standfirst,
        BlockKind::Footnote => Part::Dim,
        _ if block.quote_depth > 0 => Part::Quote,
        _ => Part::Body,
    })
}

/// A stretch of a line that looks the same throughout.
struct Piece {
    shown: String,
    roles: Roles,
    is_covered: bool,
    /// It stands out, or nothing does.
    is_lit: bool,
    /// Found here; whether it is the chosen hit.
    hit: Option<bool>,
    /// The colour it is highlighted in; whether it is selected.
    mark: (Option<Colour>, bool),
}

/// Cuts a line wherever its look changes.
fn pieces(
    reader: &Reader,
    row: &Row,
    line: &Line,
    marks: &Marks,
    lit: &Range<usize>,
) -> Vec<Piece> {
    let at = row.block;
    let Some(block) = reader.prose().blocks.get(at) else { return Vec::new() };
    let covered = reader.covered(at);
    let hits: Vec<(Range<usize>, bool)> =
        reader.found().map_or(Vec::new(), |found| found.in_block(at).collect());
    let first = block.spans.partition_point(|span| span.range.end <= line.start);
    let spans = block.spans.get(first..).unwrap_or(&[]);
    let spans = spans.iter().take_while(|span| span.range.start < line.end);

    let mut cuts: Vec<usize> = vec![line.start, line.end];
    let edges = spans
        .clone()
        .map(|span| &span.range)
        .chain(&covered)
        .chain([lit])
        .chain(hits.iter().map(|(range, _)| range))
        .chain(marks.edges());
    cuts.extend(
        edges
            .flat_map(|range| [range.start, range.end])
            .filter(|cut| (line.start..line.end).contains(cut)),
    );
    cuts.sort_unstable();
    cuts.dedup();

    let spans: Vec<_> = spans.collect();
    cuts.windows(2)
        .filter_map(|ends| match ends {
            [start, end] => {
                let text = block.text.get(*start..*end)?;
                let is_covered = covered.iter().any(|range| range.contains(start));
                let is_lit = lit.contains(start);
                let roles = spans
                    .iter()
                    .find(|span| span.range.contains(start))
                    .map_or(Roles::default(), |s| s.roles);
                let hit = hits
                    .iter()
                    .find(|(range, _)| range.contains(start))
                    .map(|(_, is_chosen)| *is_chosen);
                let mut shown = shown(text, *start, is_covered, &row.spacing);
                if roles.contains(Roles::EDGE) {
                    shown = shown.replace('|', "│");
                }
                let mark = marks.at(*start);
                Some(Piece { shown, roles, is_covered, is_lit, hit, mark })
            }
            _ => None,
        })
        .collect()
}

/// Text that begins at a byte of its block, as it is put on the screen: spaced, tabs as spaces, soft hyphens gone, what is
/// covered as blocks of the same width.
fn shown(text: &str, start: usize, is_covered: bool, spacing: &Spacing) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, grapheme) in width::graphemes(text) {
        out.extend(std::iter::repeat_n(' ', spacing.before(start + at)));
        match grapheme {
            "\t" => out.push_str("    "),
            "\u{ad}" | "\n" => {}
            _ if is_covered && !grapheme.trim().is_empty() => {
                out.extend(std::iter::repeat_n('░', width::width(grapheme)));
            }
            _ => out.push_str(grapheme),
        }
    }
    out
}

fn piece_style(base: Style, piece: &Piece, canvas: &Canvas) -> Style {
    if piece.is_covered {
        // A highlight would tell where in the passage something is worth it.
        return highlights::patched(canvas.style(Part::Cover), (None, piece.mark.1), canvas);
    }
    let mut style = base;
    let looks = [
        (Roles::EMPHASIS, Style::new().add_modifier(Modifier::ITALIC)),
        (Roles::STRONG, Style::new().add_modifier(Modifier::BOLD)),
        (Roles::STRUCK, Style::new().add_modifier(Modifier::CROSSED_OUT)),
        (Roles::CODE, canvas.style(Part::Code)),
        (Roles::LINK, canvas.style(Part::Link)),
        (Roles::EDGE, canvas.style(Part::Rule)),
    ];
    for (role, look) in looks {
        if piece.roles.contains(role) {
            style = style.patch(look);
        }
    }
    if !piece.is_lit {
        style = style.patch(canvas.style(Part::Faded));
    }
    style = highlights::patched(style, (piece.mark.0, false), canvas);
    let style = match piece.hit {
        Some(true) => style.patch(canvas.style(Part::ChosenHit)),
        Some(false) => style.patch(canvas.style(Part::Hit)),
        None => style,
    };
    highlights::patched(style, (None, piece.mark.1), canvas)
}
