//! Highlighting: passages selected, highlighted, annotated and cleared; by the selection, else by the sentence being read.

use crate::action::{Action, Pane};
use crate::app::{App, Layer, Look, Selection};
use crate::event::Job;
use crate::keymap::Key;
use crate::library::Change;
use crate::review::{Colour, Highlight, HighlightId, Passage};
use crate::text::unit::Unit;
use crate::text::width;

/// What a key does to a selection, beside the actions that have keys of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Step(Unit, bool),
    Row(bool),
    Turn,
    NextUnit,
    MoveOn(bool),
}

/// The keys of a selection, as vim has them; `docs/keys.md` lists them too.
const DEEDS: [(&str, Deed); 12] = [
    ("h", Deed::Step(Unit::Grapheme, false)),
    ("l", Deed::Step(Unit::Grapheme, true)),
    ("w", Deed::Step(Unit::Word, true)),
    ("e", Deed::Step(Unit::Word, true)),
    ("b", Deed::Step(Unit::Word, false)),
    ("o", Deed::Turn),
    ("v", Deed::NextUnit),
    ("<Tab>", Deed::NextUnit),
    ("J", Deed::MoveOn(true)),
    ("K", Deed::MoveOn(false)),
    ("<Right>", Deed::Step(Unit::Grapheme, true)),
    ("<Left>", Deed::Step(Unit::Grapheme, false)),
];

fn deed(key: Key, action: Option<Action>) -> Option<Deed> {
    let own = DEEDS.iter().find(|row| row.0.parse() == Ok(key)).map(|row| row.1);
    own.or_else(|| match action? {
        Action::Down => Some(Deed::Row(true)),
        Action::Up => Some(Deed::Row(false)),
        Action::NextSentence => Some(Deed::Step(Unit::Sentence, true)),
        Action::PreviousSentence => Some(Deed::Step(Unit::Sentence, false)),
        Action::NextParagraph => Some(Deed::Step(Unit::Paragraph, true)),
        Action::PreviousParagraph => Some(Deed::Step(Unit::Paragraph, false)),
        _ => None,
    })
}

impl App {
    /// Begins a selection with the sentence that is being read.
    pub(super) fn open_selection(&mut self) -> Vec<Job> {
        let Some(reader) = &self.reader else {
            self.say("no review is open");
            return Vec::new();
        };
        let Some(passage) = reader.sentence() else {
            self.say("there are no words to select");
            return Vec::new();
        };
        if self.focus != Pane::Text {
            self.focus_on(Pane::Text);
        }
        self.select(Selection::new(passage, Unit::Sentence))
    }

    /// Takes a selection; the page follows its moving end.
    pub(super) fn select(&mut self, selection: Selection) -> Vec<Job> {
        let Some(reader) = &mut self.reader else { return Vec::new() };
        let end = selection.seen_end(reader.prose());
        reader.follow(end);
        self.layer = Layer::Select(selection);
        self.keep_place()
    }

    pub(super) fn press_in_selection(&mut self, key: Key) -> Vec<Job> {
        let Layer::Select(selection) = self.layer else { return Vec::new() };
        let action = self.keymap.action(Pane::Text, key);
        if let Some(colour) = key.digit().and_then(Colour::numbered) {
            return self.highlight(Some(colour));
        }
        if let Some(deed) = deed(key, action) {
            return self.change_selection(selection, deed);
        }
        match action {
            Some(Action::Highlight | Action::ToText) => self.highlight(None),
            Some(Action::Annotate) => self.annotate(),
            Some(Action::RemoveHighlight) => self.remove_highlight(),
            Some(Action::CopyParagraph) => self.copy_selection(selection),
            Some(Action::Quit) => vec![Job::Quit],
            Some(Action::Redraw) => vec![Job::Redraw],
            Some(Action::Back | Action::Leave | Action::Select) => {
                self.layer = Layer::None;
                Vec::new()
            }
            _ => {
                self.say(format!("{key} does nothing to a selection · Esc leaves it"));
                Vec::new()
            }
        }
    }

    fn change_selection(&mut self, selection: Selection, deed: Deed) -> Vec<Job> {
        let Some(reader) = &mut self.reader else { return Vec::new() };
        let selection = match deed {
            Deed::Row(is_forward) => {
                let place = reader.place_a_row_on(selection.moving(), is_forward);
                place.map_or(selection, |place| selection.moved_to(place))
            }
            Deed::Step(unit, is_forward) => selection.stepped(reader.prose(), unit, is_forward),
            Deed::Turn => selection.turned(),
            Deed::NextUnit => selection.in_next_unit(reader.prose()),
            Deed::MoveOn(is_forward) => selection.moved_on(reader.prose(), is_forward),
        };
        self.select(selection)
    }

    fn copy_selection(&mut self, selection: Selection) -> Vec<Job> {
        self.layer = Layer::None;
        let Some(reader) = &self.reader else { return Vec::new() };
        let Passage { from, to } = selection.passage();
        let points = (reader.prose().byte(from), reader.prose().byte(to));
        self.copy_passage(points, "a selection")
    }

    /// What is selected, else the sentence that is being read; whether it is selected.
    pub(super) fn chosen_passage(&self) -> Option<(Passage, bool)> {
        match self.layer {
            Layer::Select(selection) => Some((selection.passage(), true)),
            _ => self.reader.as_ref()?.sentence().map(|passage| (passage, false)),
        }
    }

    /// Highlights what is chosen. What is highlighted already gets another colour: the one asked for, else the next.
    pub(super) fn highlight(&mut self, colour: Option<Colour>) -> Vec<Job> {
        let (Some(reader), Some((passage, is_selected))) = (&self.reader, self.chosen_passage())
        else {
            self.say("there are no words to highlight");
            return Vec::new();
        };
        let there =
            if is_selected { reader.highlight_at(passage) } else { reader.highlight_in(passage) };
        let id = reader.record().id.clone();
        let (change, colour, said) = match there {
            Some(there) => {
                let colour = colour.unwrap_or_else(|| there.colour.next());
                (Change::Recolour(there.id.clone(), colour), colour, format!("now {colour}"))
            }
            None => {
                let colour = colour.unwrap_or(self.look.marker);
                let Some(anchor) = reader.anchor(passage) else {
                    self.say("only words of the text itself can be highlighted");
                    return Vec::new();
                };
                let n = width::n_words(&anchor.quote.exact);
                let words = if n == 1 { "1 word".to_owned() } else { format!("{n} words") };
                let change = Change::AddHighlight { anchor, colour, note: String::new() };
                (change, colour, format!("highlighted {words} in {colour}"))
            }
        };
        self.look = Look { marker: colour, ..self.look };
        self.layer = Layer::None;
        vec![Job::Apply { ids: vec![id], change, said }]
    }

    /// Removes the highlight that what is chosen touches.
    pub(super) fn remove_highlight(&mut self) -> Vec<Job> {
        let (Some(reader), Some((passage, _))) = (&self.reader, self.chosen_passage()) else {
            self.say("no review is open");
            return Vec::new();
        };
        let Some(there) = reader.highlight_in(passage) else {
            self.say("nothing is highlighted here");
            return Vec::new();
        };
        let id = there.id.clone();
        self.layer = Layer::None;
        self.drop_highlight(id)
    }

    /// Removes a highlight of the open review.
    pub(super) fn drop_highlight(&self, id: HighlightId) -> Vec<Job> {
        let Some(record) = self.reader.as_ref().map(super::Reader::record) else {
            return Vec::new();
        };
        let there = record.state.highlights.iter().find(|highlight| highlight.id == id);
        let has_note = there.is_some_and(Highlight::has_note);
        let said = if has_note { "highlight and note removed" } else { "highlight removed" };
        let (ids, change) = (vec![record.id.clone()], Change::DropHighlight(id));
        vec![Job::Apply { ids, change, said: said.to_owned() }]
    }
}
