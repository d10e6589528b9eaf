//! The view: reads the app state and draws it; decides nothing and changes nothing.

mod canvas;
mod help;
mod highlights;
mod links;
mod list;
mod note;
mod outline;
mod palette;
mod reader;
mod search;
mod skipped;
mod status;
mod works;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::action::Pane;
use crate::app::{App, Layer};
use crate::text::sanitize;
use crate::theme::Part;
use canvas::Canvas;

/// Draws the whole screen.
pub fn view(app: &App, frame: &mut Frame) {
    let area = frame.area();
    draw(app, area, frame.buffer_mut());
    if let Some((x, y)) = status::place_of_typing(app).or_else(|| note::place_of_typing(app)) {
        frame.set_cursor_position((x, y));
    }
}

/// Draws the whole screen into a buffer.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let mut canvas = Canvas::new(buffer, app.look().palette());
    let panes = app.panes();
    if panes.status.is_none() {
        canvas.line(area, 0, Part::Body, "too small");
        scrub(buffer);
        return;
    }
    if let Some(area) = panes.bar {
        status::draw_bar(app, area, &mut canvas);
    }
    for area in panes.rules.into_iter().flatten() {
        canvas.rule(area, panes.divider.map(|divider| divider.x));
    }
    if let Some(area) = panes.divider {
        canvas.divider(area);
    }
    if let Some(area) = panes.list {
        list::draw(app, area, &mut canvas);
    }
    if let Some(area) = panes.header {
        reader::draw_header(app, area, &mut canvas);
    }
    if let Some(area) = panes.text {
        reader::draw_text(app, area, &mut canvas);
    }
    if let Some(area) = panes.status {
        status::draw(app, area, &mut canvas);
    }
    match app.layer() {
        Layer::Help(_) => help::draw(app, &mut canvas),
        Layer::Skipped(_) => skipped::draw(app, &mut canvas),
        Layer::Note(_) => note::draw(app, &mut canvas),
        Layer::Outline(_) => outline::draw(app, &mut canvas),
        Layer::Links(_) => links::draw(app, &mut canvas),
        Layer::Palette(_) => palette::draw(app, &mut canvas),
        Layer::Search(_) => search::draw(app, &mut canvas),
        Layer::Works(_) => works::draw(app, &mut canvas),
        _ => {}
    }
    scrub(buffer);
}

/// Whether a pane has the focus.
fn has_focus(app: &App, pane: Pane) -> bool {
    app.focus() == pane
}

/// The last gate: whatever got this far, no cell holds what moves the cursor, reorders the line or hides text.
fn scrub(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if let Some(safe) = sanitize::scrub_symbol(cell.symbol()) {
            cell.set_symbol(safe);
        }
    }
}
