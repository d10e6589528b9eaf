//! Note: what a reader writes to a highlight, typed in lines over the foot of the text, or in an editor of their own.

use crate::action::Action;
use crate::app::{App, Layer, Look, Typed};
use crate::event::Job;
use crate::keymap::Key;
use crate::library::Change;
use crate::review::{Anchor, Colour, HighlightId, Passage, ReviewId};

/// A note that is being typed.
#[derive(Debug)]
pub struct Note {
    /// The note as it stands.
    pub typed: Typed,
    /// The passage it is written to, where that stands in the text.
    pub passage: Option<Passage>,
    /// Its first words.
    pub quote: String,
    subject: Subject,
    review: ReviewId,
    /// What it was before.
    before: String,
    /// Esc was pressed once while something was typed that is not saved.
    is_warned: bool,
}

/// What a note is written to.
#[derive(Debug)]
enum Subject {
    /// A passage that is highlighted with it.
    New(Anchor, Colour),
    /// A highlight.
    Known(HighlightId),
}

impl App {
    /// Opens the note to what is chosen: to a highlight there, else to one that it makes.
    pub(super) fn annotate(&mut self) -> Vec<Job> {
        let (Some(reader), Some((passage, is_selected))) = (&self.reader, self.chosen_passage())
        else {
            self.say("there are no words to write a note to");
            return Vec::new();
        };
        let there =
            if is_selected { reader.highlight_at(passage) } else { reader.highlight_in(passage) };
        let (subject, passage, before, quote) = match there {
            Some(there) => (
                Subject::Known(there.id.clone()),
                reader.passage_of(there),
                there.note.clone(),
                there.anchor.quote.exact.clone(),
            ),
            None => {
                let Some(anchor) = reader.anchor(passage) else {
                    self.say("only words of the text itself can be highlighted");
                    return Vec::new();
                };
                let quote = anchor.quote.exact.clone();
                (Subject::New(anchor, self.look.marker), Some(passage), String::new(), quote)
            }
        };
        let review = reader.record().id.clone();
        let typed = Typed::lines(&before);
        let quote = reader.quoted(passage, &quote);
        self.layer =
            Layer::Note(Note { typed, passage, quote, subject, review, before, is_warned: false });
        Vec::new()
    }

    /// Enter saves; Alt-Enter and ^J begin a new line; ^E goes on in an editor; Esc leaves, asking once where something
    /// would be lost.
    pub(super) fn press_in_note(&mut self, key: Key) -> Vec<Job> {
        let action = self.keymap.action(self.focus, key).filter(|_| key.edit().is_none());
        let Layer::Note(note) = &mut self.layer else { return Vec::new() };
        let was_warned = std::mem::take(&mut note.is_warned);
        let is_new_line = ["<A-Enter>", "<C-j>"].iter().any(|line| line.parse() == Ok(key));
        match action {
            _ if is_new_line => note.typed.insert("\n"),
            _ if "<C-e>".parse() == Ok(key) => {
                return vec![Job::Edit(note.typed.text().to_owned())];
            }
            // What is typed is saved: `everything is already saved` holds here too.
            Some(Action::Quit) => {
                let mut jobs = self.save_note();
                jobs.push(Job::Quit);
                return jobs;
            }
            Some(Action::ToText) => return self.save_note(),
            Some(Action::Back) if was_warned || !note.is_changed() => self.layer = Layer::None,
            Some(Action::Back) => {
                note.is_warned = true;
                self.say("Esc again drops what you typed · Enter saves it");
            }
            Some(Action::Down) => note.typed.step_line(true),
            Some(Action::Up) => note.typed.step_line(false),
            _ => {
                note.typed.edit(key);
            }
        }
        Vec::new()
    }

    fn save_note(&mut self) -> Vec<Job> {
        let Layer::Note(note) = std::mem::take(&mut self.layer) else { return Vec::new() };
        let text = note.typed.text().trim().to_owned();
        let is_changed = note.is_changed();
        let (change, said) = match note.subject {
            Subject::New(anchor, colour) => {
                self.look = Look { marker: colour, ..self.look };
                let with = if text.is_empty() { "" } else { ", with a note" };
                (
                    Change::AddHighlight { anchor, colour, note: text },
                    format!("highlighted in {colour}{with}"),
                )
            }
            Subject::Known(_) if !is_changed => {
                self.say("the note is as it was");
                return Vec::new();
            }
            Subject::Known(id) => {
                let said = if text.is_empty() { "note removed" } else { "note kept" };
                (Change::Annotate(id, text), said.to_owned())
            }
        };
        vec![Job::Apply { ids: vec![note.review], change, said }]
    }

    /// Takes what the editor made of the note; where it failed the note is as it was.
    pub(super) fn take_edited(&mut self, edited: Result<String, String>) -> Vec<Job> {
        match (edited, &mut self.layer) {
            (Ok(text), Layer::Note(note)) => {
                note.typed = Typed::lines(text.trim_end());
                self.say("Enter saves the note");
            }
            (Err(why), _) => return self.fail(why),
            _ => {}
        }
        Vec::new()
    }
}

impl Note {
    fn is_changed(&self) -> bool {
        self.typed.text().trim() != self.before
    }
}
