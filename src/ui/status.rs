//! The bar at the top, and the status line with its prompts, questions and messages.

use ratatui::layout::Rect;

use crate::action::{Action, Pane};
use crate::app::{App, Layer, Prompt, Purpose, Reader, words_at};
use crate::filter::{Order, View};
use crate::text::width;
use crate::theme::Part;
use crate::ui::canvas::Canvas;
use crate::ui::{has_focus, highlights, note};

/// Draws the program's name, what the library holds, and three keys to begin with.
pub(super) fn draw_bar(app: &App, area: Rect, canvas: &mut Canvas) {
    let (list, keys) = (app.list(), app.keymap());
    let after = canvas.line(area, 0, Part::Title, " anora-tui");
    let hints = [(Action::Filter, "filter"), (Action::Import, "import"), (Action::Help, "help")];
    let hints = hints.map(|(action, word)| format!("{} {word}", keys.key_name(action))).join("  ");
    let counts = counts(app);
    let style = canvas.style(Part::Dim);
    let room = usize::from(area.width).saturating_sub(width::width(&counts) + 16);
    if list.is_loaded() {
        canvas.text(area, (after, area.y), style, &format!("   {counts}"));
    }
    if room > width::width(&hints) {
        canvas.right(area, 0, Part::Dim, &format!("{hints} "));
    }
}

fn counts(app: &App) -> String {
    let list = app.list();
    let n = list.n_reviews();
    let narrowing = list.narrowing();
    let view = if narrowing.view == View::All {
        String::new()
    } else {
        format!(" · {} only", narrowing.view.word())
    };
    let order = match (narrowing.order, narrowing.is_reversed) {
        (Order::Added, false) => String::new(),
        (order, is_reversed) => {
            format!(" · by {}{}", order.name(), if is_reversed { " ↑" } else { "" })
        }
    };
    format!(
        "{n} {}, {} unread{view}{order}",
        if n == 1 { "review" } else { "reviews" },
        list.n_unread()
    )
}

/// Draws the status line.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas) {
    match app.layer() {
        Layer::Prompt(prompt) => draw_prompt(app, prompt, area, canvas),
        Layer::Ask(question) => {
            canvas.line(
                area,
                0,
                Part::Title,
                &format!(" {} y yes · any other key no", question.text),
            );
        }
        Layer::Sort => {
            let orders =
                Order::TABLE.map(|(_, letter, name, _)| format!("{letter} {name}")).join(" · ");
            canvas.line(area, 0, Part::Body, &format!(" sort by: {orders}"));
        }
        Layer::SetMark => {
            let hint = " name this place: a to z in this review · A to Z in all";
            canvas.line(area, 0, Part::Body, hint);
        }
        Layer::GoToMark => {
            canvas.line(area, 0, Part::Body, &format!(" go to: {}", marks(app)));
        }
        Layer::Note(_) => note::draw_keys(app, area, canvas),
        Layer::Select(selection) => {
            highlights::draw_selection(app, selection.passage(), area, canvas);
        }
        Layer::Outline(outline) => {
            let letters = if outline.is_typing() { "" } else { " · letters narrow" };
            let hint = format!(" ↓ ↑ choose · Enter goes there{letters} · Esc back");
            canvas.line(area, 0, Part::Body, &hint);
        }
        Layer::Links(_) => draw_links_keys(app, area, canvas),
        Layer::Palette(_) => {
            canvas.line(area, 0, Part::Body, " ↓ ↑ choose · Enter does it · Esc back");
        }
        Layer::Search(_) => {
            draw_keys(app, "↓ ↑ choose · Enter opens there · Esc back", area, canvas);
        }
        Layer::Works(_) => {
            let sort = app.keymap().key_name(Action::SortMenu);
            let keys = format!("Enter unfolds a work, opens a review · {sort} sorts · Esc back");
            draw_keys(app, &keys, area, canvas);
        }
        Layer::None | Layer::Help(_) | Layer::Skipped(_) => draw_plain(app, area, canvas),
    }
}

/// What can be done with the chosen link, or why it was not.
fn draw_links_keys(app: &App, area: Rect, canvas: &mut Canvas) {
    let copy = app.keymap().key_name(Action::CopyParagraph);
    let keys = format!("↓ ↑ 1 2 3 choose · Enter opens (asks) · {copy} copies · Esc back");
    draw_keys(app, &keys, area, canvas);
}

/// What can be done, or what there is to say.
fn draw_keys(app: &App, keys: &str, area: Rect, canvas: &mut Canvas) {
    let text = app.message().map_or(keys, |message| message.text.as_str());
    canvas.line(area, 0, Part::Body, &format!(" {text}"));
}

/// Cells that a note may take in the status line.
const NOTE_CELLS: usize = 40;
/// Cells that the words at a mark may take.
const MARK_CELLS: usize = 18;

/// What may be typed to go to a mark: `' back · a The captain was… · A to Z anywhere`.
fn marks(app: &App) -> String {
    let mut choices = vec![format!("{} back", app.keymap().key_name(Action::GoToMark))];
    choices.extend(app.reader().into_iter().flat_map(|reader| {
        app.marked().iter().map(|mark| {
            let words = words_at(reader, reader.shown(mark.place));
            format!("{} {}", mark.name, width::truncate(&words, MARK_CELLS))
        })
    }));
    choices.push("A to Z anywhere".to_owned());
    choices.join(" · ")
}

/// Puts as many of some notes as there is room for at the right, the first the first.
pub(super) fn draw_as_fits(notes: &[String], area: Rect, after: u16, canvas: &mut Canvas) {
    let room = usize::from(area.right().saturating_sub(after + 1));
    let mut shown = String::new();
    for note in notes {
        let longer = if shown.is_empty() { note.clone() } else { format!("{shown}   {note}") };
        if width::width(&longer) + 3 > room {
            break;
        }
        shown = longer;
    }
    canvas.right(area, 0, Part::Dim, &format!("{shown} "));
}

/// `scrolling: 240 words a minute   , slower   . faster   any other key stops`.
fn scroll_note(app: &App, speed: u16) -> String {
    let name = |action| app.keymap().key_name(action);
    format!(
        "scrolling: {speed} words a minute   {} slower   {} faster   any other key stops",
        name(Action::Slower),
        name(Action::Faster)
    )
}

fn draw_plain(app: &App, area: Rect, canvas: &mut Canvas) {
    let after = match (app.message(), app.scrolling()) {
        (_, Some(speed)) => {
            canvas.line(area, 0, Part::Body, &format!(" {}", scroll_note(app, speed)))
        }
        (Some(message), None) => {
            let part = if message.is_error { Part::Error } else { Part::Body };
            canvas.line(area, 0, part, &format!(" {}", message.text))
        }
        (None, None) => canvas.line(area, 0, Part::Dim, &format!(" {}", position(app))),
    };
    draw_as_fits(&reading_notes(app), area, after, canvas);
}

/// `3 of 14`, with the filter in force and the number typed so far.
fn position(app: &App) -> String {
    let list = app.list();
    let mut parts = Vec::new();
    if list.n_shown() > 0 {
        let of_all = if list.n_shown() < list.n_reviews() {
            format!(" ({} in all)", list.n_reviews())
        } else {
            String::new()
        };
        parts.push(format!("{} of {}{of_all}", list.selected_row() + 1, list.n_shown()));
    }
    if !list.narrowing().typed.is_empty() {
        parts.push(format!("/ {}", list.narrowing().typed));
    }
    if let Some(count) = app.count() {
        parts.push(format!("{count} …"));
    }
    parts.join("   ")
}

/// What there is to say of the open text, the most important first.
fn reading_notes(app: &App) -> Vec<String> {
    let Some(reader) = app.reader() else { return Vec::new() };
    let mut notes = Vec::new();
    if let Some(found) = reader.found() {
        notes.push(format!("{:?}: {}", found.typed(), found.count()));
    }
    if let Some(note) = reader.note() {
        let first = note.lines().next().unwrap_or_default();
        notes.push(format!("* {}", width::truncate(first, NOTE_CELLS)));
    }
    notes.push(progress_note(app, reader));
    let (covered, _) = reader.n_covered();
    if covered > 0 && (has_focus(app, Pane::Text) || app.panes().is_wide()) {
        let name = |action| app.keymap().key_name(action);
        let work = &reader.record().review.work.name;
        let seen = if work.is_empty() {
            String::new()
        } else {
            format!(", {} seen {work}", name(Action::ToggleSeen))
        };
        let here = if reader.has_cover_on_page() {
            format!("{} this passage, ", name(Action::Reveal))
        } else {
            String::new()
        };
        notes.push(format!("spoilers: {here}{} all{seen}", name(Action::RevealAll)));
    }
    match reader.n_orphans() {
        0 => {}
        1 => notes.push("1 highlight without its words".to_owned()),
        n => notes.push(format!("{n} highlights without their words")),
    }
    notes
}

/// `41 %, 4 min left`.
fn progress_note(app: &App, reader: &Reader) -> String {
    let hundredths = reader.percent();
    let left = u64::from(reader.n_words()) * u64::from(100 - hundredths) / 100;
    if left == 0 {
        return format!("{hundredths} %");
    }
    format!("{hundredths} %, {} min left", app.minutes(u32::try_from(left).unwrap_or(u32::MAX)))
}

const FILTER: &str = " / ";
const FIND: &str = " find: ";
const IMPORT: &str = " import: ";

fn label(prompt: &Prompt) -> &'static str {
    match prompt.purpose {
        Purpose::Filter { .. } => FILTER,
        Purpose::Find { .. } => FIND,
        Purpose::Import { .. } => IMPORT,
    }
}

fn draw_prompt(app: &App, prompt: &Prompt, area: Rect, canvas: &mut Canvas) {
    let after = canvas.line(area, 0, Part::Title, label(prompt));
    let body = canvas.style(Part::Body);
    let room = usize::from(area.right().saturating_sub(after));
    let (text, _) = visible_part(prompt, room);
    let after = canvas.text(area, (after, area.y), body, text);
    if let (Purpose::Filter { .. }, Some(error)) = (&prompt.purpose, &app.list().narrowing().error)
    {
        // What is wrong is said in whatever room there is.
        let rest = Rect { x: after.saturating_add(2).min(area.right()), ..area };
        let rest = Rect { width: area.right() - rest.x, ..rest };
        canvas.line(rest, 0, Part::Error, &error.to_string());
        return;
    }
    let hint = prompt_hint(app, prompt);
    if usize::from(area.right().saturating_sub(after)) > width::width(&hint) + 2 {
        canvas.right(area, 0, Part::Dim, &format!("{hint} "));
    }
}

/// The part of the line that fits with the place of the next letter in it, and how many cells stand before that.
fn visible_part(prompt: &Prompt, room: usize) -> (&str, usize) {
    let before = prompt.typed.before();
    let mut start = 0;
    let mut cells = width::width(before);
    for (at, grapheme) in width::graphemes(before) {
        if cells < room {
            break;
        }
        start = at + grapheme.len();
        cells -= width::width(grapheme);
    }
    (prompt.typed.text().get(start..).unwrap_or(""), cells)
}

fn prompt_hint(app: &App, prompt: &Prompt) -> String {
    let list = app.list();
    match &prompt.purpose {
        Purpose::Filter { .. } => format!(
            "{} of {}   Enter read   ↓ ↑ choose   Esc undo",
            list.n_shown(),
            list.n_reviews()
        ),
        Purpose::Find { .. } => match app.reader().and_then(Reader::found) {
            Some(found) => {
                format!("{}   Enter keep   Esc undo", found.count())
            }
            None => "Enter keep   Esc undo".to_owned(),
        },
        Purpose::Import { paths } if paths.is_empty() => {
            "Tab complete   Enter import   Esc leave".to_owned()
        }
        Purpose::Import { paths } => {
            let names = paths
                .iter()
                .map(|path| path.trim_end_matches('/').rsplit('/').next().unwrap_or(path));
            let shown: Vec<&str> = names.take(5).collect();
            format!("{}{}", shown.join("  "), if paths.len() > 5 { " …" } else { "" })
        }
    }
}

/// Where the terminal's own cursor belongs while a line is typed.
pub(super) fn place_of_typing(app: &App) -> Option<(u16, u16)> {
    let area = app.panes().status?;
    let Layer::Prompt(prompt) = app.layer() else { return None };
    let label = u16::try_from(width::width(label(prompt))).unwrap_or(0);
    let (_, cells) = visible_part(prompt, usize::from(area.width.saturating_sub(label)));
    let x = area.x.saturating_add(label).saturating_add(u16::try_from(cells).unwrap_or(u16::MAX));
    Some((x.min(area.right().saturating_sub(1)), area.y))
}
