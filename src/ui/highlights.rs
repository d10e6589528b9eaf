//! What a reader has marked in the text: highlights, what is being selected, and the signs of both in the margin.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::action::Action;
use crate::app::{App, Layer, Reader};
use crate::review::{Colour, Passage};
use crate::text::wrap::Line;
use crate::theme::Part;
use crate::ui::canvas::Canvas;
use crate::ui::status;

/// What is marked in one block, as byte ranges of its text.
pub(super) struct Marks {
    /// The highlights, each with its colour and whether there is a note to it; the last lies in front.
    highlights: Vec<(Range<usize>, Colour, bool)>,
    selected: Option<Range<usize>>,
}

impl Marks {
    /// What is marked in a block of the open text.
    pub(super) fn of(reader: &Reader, block: usize, selected: Option<Passage>) -> Self {
        let highlights = reader.highlights_in(block).into_iter();
        Self {
            highlights: highlights.map(|(range, h)| (range, h.colour, h.has_note())).collect(),
            selected: selected.and_then(|passage| reader.range_in(block, passage)),
        }
    }

    /// Where the look of the text changes.
    pub(super) fn edges(&self) -> impl Iterator<Item = &Range<usize>> {
        self.highlights.iter().map(|(range, ..)| range).chain(&self.selected)
    }

    /// The colour in which a byte is highlighted, and whether it is selected.
    pub(super) fn at(&self, byte: usize) -> (Option<Colour>, bool) {
        let highlight = self.highlights.iter().rfind(|(range, ..)| range.contains(&byte));
        let is_selected = self.selected.as_ref().is_some_and(|range| range.contains(&byte));
        (highlight.map(|(_, colour, _)| *colour), is_selected)
    }

    /// Puts the signs of a line into the margin at its left: a highlight's number where it begins, a bar where it goes
    /// on, and a star where there is a note to it.
    pub(super) fn draw_margin(&self, line: &Line, column: Rect, pane: Rect, canvas: &mut Canvas) {
        let is_here = |range: &Range<usize>| {
            range.start < line.end.max(line.start + 1) && line.start < range.end
        };
        let mut here = self.highlights.iter().filter(|(range, ..)| is_here(range));
        let Some((range, colour, _)) = here.next() else { return };
        let begins = |range: &Range<usize>| range.start >= line.start;
        let has_note = self
            .highlights
            .iter()
            .any(|(range, _, has_note)| *has_note && is_here(range) && begins(range));
        let sign = if begins(range) { colour.number().to_string() } else { "▏".to_owned() };
        // As far from the text as there is room, three cells at most.
        let room = column.x.saturating_sub(pane.x).min(3);
        let at = column.x - room;
        let style = canvas.style(Part::Highlight(*colour));
        if room > 0 {
            canvas.put((at, column.y), if begins(range) { style } else { bar(style) }, &sign);
        }
        if room > 1 && has_note {
            canvas.put((at + 1, column.y), canvas.style(Part::Title), "*");
        }
    }
}

/// A highlight's look for a bar, which is not a letter on a ground but the colour itself.
fn bar(style: Style) -> Style {
    let (fg, bg) = (style.fg, style.bg);
    bg.or(fg).map_or(Style::new(), |colour| Style::new().fg(colour))
}

/// The look of text that is highlighted, selected or both, over the look it has.
pub(super) fn patched(style: Style, mark: (Option<Colour>, bool), canvas: &Canvas) -> Style {
    let style = mark.0.map_or(style, |colour| style.patch(canvas.style(Part::Highlight(colour))));
    if mark.1 { style.patch(canvas.style(Part::Selection)) } else { style }
}

/// What is being selected.
pub(super) fn selected(app: &App) -> Option<Passage> {
    match app.layer() {
        Layer::Select(selection) => Some(selection.passage()),
        Layer::Note(note) => note.passage,
        _ => None,
    }
}

/// Draws into the status line how much is selected, and what can be done with it, as far as there is room.
pub(super) fn draw_selection(app: &App, passage: Passage, area: Rect, canvas: &mut Canvas) {
    let n = app.reader().map_or(0, |reader| reader.n_words_in(passage));
    let words = if n == 1 { "1 word".to_owned() } else { format!("{n} words") };
    let after = match app.message() {
        Some(message) => canvas.line(area, 0, Part::Body, &format!(" {}", message.text)),
        None => canvas.line(area, 0, Part::Title, &format!(" {words}")),
    };
    let name = |action| app.keymap().key_name(action);
    let own = |action, word: &str| format!("{} {word}", name(action));
    let two = |on, back, word: &str| format!("{} {} {word}", name(on), name(back));
    let hints = [
        format!("{} 1-4", own(Action::Highlight, "highlight")),
        own(Action::Annotate, "note"),
        own(Action::CopyParagraph, "copy"),
        own(Action::Back, "leave"),
        "w b word".to_owned(),
        two(Action::NextSentence, Action::PreviousSentence, "sentence"),
        two(Action::NextParagraph, Action::PreviousParagraph, "paragraph"),
        "o other end".to_owned(),
        "v unit".to_owned(),
        "J K move on".to_owned(),
    ];
    status::draw_as_fits(&hints, area, after, canvas);
}
