//! Outline: what stands out in the open text, in its order, to be chosen from and gone to.

use crate::action::{Action, Pane};
use crate::app::{App, Layer, Reader, Typed};
use crate::event::Job;
use crate::keymap::Key;
use crate::review::{Colour, HighlightId, MarkName, Place};
use crate::text::fold::fold;

/// Graphemes of a text that are enough to fill a row.
const ENOUGH: u32 = 200;
/// Graphemes before a hit that show where it stands.
const BEFORE: u32 = 24;
/// Hits that are listed, the chosen one in the middle.
const MOST_HITS: usize = 500;

/// What a row of the outline stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landmark {
    /// A heading.
    Heading,
    /// A highlighted passage.
    Highlight(Colour),
    /// A highlight whose words are no longer in the text; it comes last.
    Orphan(Colour),
    /// A named place.
    Mark(MarkName),
    /// A place where the words stand that are looked for.
    Hit,
}

/// A row of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineRow {
    /// Where it is, in the text that shows.
    pub place: Place,
    /// What it stands for.
    pub landmark: Landmark,
    /// The words there; what is covered is not among them.
    pub words: String,
    /// How deep it stands under the headings, from 0.
    pub depth: u8,
    /// The highlight, where it stands for one.
    highlight: Option<HighlightId>,
}

/// What stands out in a text, narrowed by what is typed.
#[derive(Debug, Default)]
pub struct Outline {
    /// What is typed.
    pub typed: Typed,
    /// Which of the rows that show is chosen, from 0.
    pub selected: usize,
    rows: Vec<OutlineRow>,
    /// Letters are typed, and move no more.
    is_typing: bool,
    /// The place the outline was opened at.
    from: Place,
}

impl Outline {
    /// The outline of a text, the last row before the place that is read chosen.
    fn new(reader: &Reader) -> Self {
        let rows = settled(rows_of(reader), reader);
        let mut outline = Self { rows, from: reader.place(), ..Self::default() };
        outline.selected = outline.here().unwrap_or(0);
        outline
    }

    /// The rows that show.
    pub fn rows(&self) -> impl Iterator<Item = &OutlineRow> {
        let wanted = fold(self.typed.text());
        self.rows.iter().filter(move |row| fold(&row.words).contains(wanted.trim()))
    }

    /// Which of the rows that show was the last before the place that is read.
    pub fn here(&self) -> Option<usize> {
        self.rows().take_while(|row| row.place <= self.from).count().checked_sub(1)
    }

    /// Whether letters are typed, and move no more.
    pub fn is_typing(&self) -> bool {
        self.is_typing
    }

    fn step(&mut self, rows: isize) {
        let last = self.rows().count().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(rows).min(last);
    }

    /// Takes a key that is typed; the best of what is left is chosen.
    fn narrow(&mut self, key: Key) {
        if self.typed.edit(key) {
            self.follow_typing();
        }
    }

    fn follow_typing(&mut self) {
        self.is_typing = !self.typed.text().is_empty();
        self.selected = if self.is_typing { 0 } else { self.here().unwrap_or(0) };
    }
}

/// All that stands out in a text. Whatever else is to be listed is added here.
fn rows_of(reader: &Reader) -> Vec<OutlineRow> {
    let row =
        |place, landmark, words| OutlineRow { place, landmark, words, depth: 0, highlight: None };
    let prose = reader.prose();
    let mut rows = Vec::new();
    for (block, level, _) in prose.headings() {
        let place = prose.place(block, 0);
        let heading = row(place, Landmark::Heading, words_at(reader, place));
        rows.push(OutlineRow { depth: level, ..heading });
    }
    for (passage, highlight) in reader.highlights() {
        let words = reader.veiled(prose.byte(passage.from), prose.byte(passage.to));
        let there =
            row(passage.from, Landmark::Highlight(highlight.colour), words.replace('\n', " "));
        rows.push(OutlineRow { highlight: Some(highlight.id.clone()), ..there });
    }
    for (highlight, words) in reader.orphans() {
        let there = row(prose.end(), Landmark::Orphan(highlight.colour), words);
        rows.push(OutlineRow { highlight: Some(highlight.id.clone()), ..there });
    }
    let state = &reader.record().state;
    for mark in &state.marked {
        let place = reader.shown(mark.place);
        rows.push(row(place, Landmark::Mark(mark.name), words_at(reader, place)));
    }
    let Some(found) = reader.found() else { return rows };
    let first = found.chosen_number().saturating_sub(MOST_HITS / 2);
    for hit in found.hits().iter().skip(first).take(MOST_HITS) {
        let place = prose.place(hit.block, hit.range.start);
        rows.push(row(place, Landmark::Hit, words_about(reader, place)));
    }
    rows
}

/// The rows in the order of the text, each as deep as the headings over it make it.
fn settled(mut rows: Vec<OutlineRow>, reader: &Reader) -> Vec<OutlineRow> {
    rows.sort_by_key(|row| row.place);
    let highest = reader.prose().headings().map(|(_, level, _)| level).min().unwrap_or(1);
    let mut under = 0;
    for row in &mut rows {
        if row.landmark == Landmark::Heading {
            row.depth = row.depth.saturating_sub(highest);
            under = row.depth + 1;
        } else {
            row.depth = under;
        }
    }
    rows
}

/// The words from a place on to the end of its block, or enough of them for a row; what is covered is not shown.
pub fn words_at(reader: &Reader, place: Place) -> String {
    let prose = reader.prose();
    let end = Place { grapheme: place.grapheme.saturating_add(ENOUGH), ..place };
    reader.veiled(prose.byte(place), prose.byte(end)).replace('\n', " ")
}

/// The words about a place: some before it, so that it can be told from its like.
fn words_about(reader: &Reader, place: Place) -> String {
    let start = Place { grapheme: place.grapheme.saturating_sub(BEFORE), ..place };
    let words = words_at(reader, start);
    match words.split_once(' ').filter(|_| start.grapheme > 0) {
        Some((_, whole)) => format!("… {whole}"),
        None => words,
    }
}

impl App {
    /// Opens the outline of the open text, if anything stands out in it.
    pub(super) fn open_outline(&mut self) -> Vec<Job> {
        let Some(reader) = &self.reader else {
            self.say("no review is open");
            return Vec::new();
        };
        let outline = Outline::new(reader);
        if outline.rows.is_empty() {
            let key = self.keymap.key_name(Action::SetMark);
            self.say(format!(
                "this text has no headings, and nothing is marked in it · {key} marks"
            ));
        } else {
            self.layer = Layer::Outline(outline);
        }
        Vec::new()
    }

    /// In the outline moving keys choose until a letter is typed that moves nothing; from then on letters narrow.
    pub(super) fn press_in_outline(&mut self, key: Key) -> Vec<Job> {
        let action = self.keymap.action(Pane::Text, key);
        let page = usize::from(self.panes.screen.height / 2).max(1).cast_signed();
        let Layer::Outline(outline) = &mut self.layer else { return Vec::new() };
        match action {
            Some(Action::Quit) => return vec![Job::Quit],
            _ if outline.is_typing && key.edit().is_some() => outline.narrow(key),
            Some(Action::Down | Action::NextParagraph | Action::NextHit) => outline.step(1),
            Some(Action::Up | Action::PreviousParagraph | Action::PreviousHit) => outline.step(-1),
            Some(Action::PageDown | Action::HalfPageDown) => outline.step(page),
            Some(Action::PageUp | Action::HalfPageUp) => outline.step(-page),
            Some(Action::Top) => outline.step(isize::MIN),
            Some(Action::End) => outline.step(isize::MAX),
            Some(Action::Find) => outline.is_typing = true,
            Some(Action::RemoveHighlight) => return self.remove_from_outline(),
            Some(Action::ToText) => return self.leave_outline(),
            Some(Action::Back | Action::Leave | Action::ToList | Action::Outline) => {
                self.layer = Layer::None;
            }
            _ => outline.narrow(key),
        }
        Vec::new()
    }

    /// Pasted text narrows, as what is typed does.
    pub(super) fn paste_in_outline(&mut self, text: &str) {
        if let Layer::Outline(outline) = &mut self.layer {
            outline.typed.insert(text);
            outline.follow_typing();
        }
    }

    /// Removes the highlight that is chosen: also one whose words are nowhere to point at.
    fn remove_from_outline(&mut self) -> Vec<Job> {
        let Layer::Outline(outline) = &self.layer else { return Vec::new() };
        let chosen = outline.rows().nth(outline.selected).and_then(|row| row.highlight.clone());
        match chosen {
            Some(id) => {
                self.layer = Layer::None;
                self.drop_highlight(id)
            }
            None => {
                self.say("that is no highlight");
                Vec::new()
            }
        }
    }

    /// Goes to what is chosen.
    fn leave_outline(&mut self) -> Vec<Job> {
        let Layer::Outline(outline) = std::mem::take(&mut self.layer) else { return Vec::new() };
        let Some(row) = outline.rows().nth(outline.selected) else { return Vec::new() };
        if let Landmark::Orphan(_) = row.landmark {
            let key = self.keymap.key_name(Action::RemoveHighlight);
            self.say(format!(
                "these words are no longer in the text · {key} in the outline removes them"
            ));
            return Vec::new();
        }
        self.note_jump();
        if let Some(reader) = &mut self.reader {
            match row.landmark {
                Landmark::Hit => reader.choose_hit(row.place),
                _ => {
                    reader.go_to(row.place);
                }
            }
        }
        self.focus_on(Pane::Text);
        self.keep_place()
    }
}
