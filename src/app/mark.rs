//! Marks: places named with a letter, kept by the library, and gone to by their name.

use crate::action::Action;
use crate::app::jumps::Goal;
use crate::app::{App, Layer};
use crate::event::Job;
use crate::keymap::{Edit, Key};
use crate::library::Change;
use crate::review::{MarkName, MarkedPlace, Place, ReviewId};

impl App {
    /// Awaits the name of a mark.
    pub(super) fn open_marks(&mut self, layer: Layer) -> Vec<Job> {
        if matches!(layer, Layer::SetMark) && self.reader.is_none() {
            self.say("no review is open");
        } else {
            self.layer = layer;
        }
        Vec::new()
    }

    pub(super) fn press_to_set_mark(&mut self, key: Key) -> Vec<Job> {
        self.layer = Layer::None;
        let (Some(name), Some(here)) = (name_of(key), self.here()) else {
            return self.refuse_mark(key);
        };
        let change = Change::SetMark { name, place: Some(here.place) };
        vec![Job::Apply { ids: vec![here.id], change, said: format!("mark {name} is here") }]
    }

    /// A letter goes to its mark; the key of this, once more, back across the last leap.
    pub(super) fn press_to_go_to_mark(&mut self, key: Key) -> Vec<Job> {
        self.layer = Layer::None;
        match name_of(key) {
            Some(name) if name.is_of_all() => vec![Job::FindMark(name)],
            Some(name) => {
                let place = self.marked().iter().find(|mark| mark.name == name).map(|m| m.place);
                let at = self.here().map(|here| here.id).zip(place);
                self.take_mark(name, at)
            }
            None if self.keymap.action(self.focus, key) == Some(Action::GoToMark) => {
                self.jump_across()
            }
            None => self.refuse_mark(key),
        }
    }

    /// Goes to a mark, where there is one of the name.
    pub(super) fn take_mark(&mut self, name: MarkName, at: Option<(ReviewId, Place)>) -> Vec<Job> {
        let Some((id, place)) = at else {
            let of = if name.is_of_all() { "the library" } else { "this review" };
            let key = self.keymap.key_name(Action::SetMark);
            self.say(format!("no mark {name} in {of} · {key}{name} sets it"));
            return Vec::new();
        };
        self.note_jump();
        self.go_to_review(id, Goal::Place(place))
    }

    /// The named places of the open review.
    pub fn marked(&self) -> &[MarkedPlace] {
        self.reader.as_ref().map_or(&[], |reader| &reader.record().state.marked)
    }

    fn refuse_mark(&mut self, key: Key) -> Vec<Job> {
        match self.keymap.action(self.focus, key) {
            Some(Action::Quit) => return vec![Job::Quit],
            Some(Action::Back) => {}
            _ => self.say(format!("{key} names no mark: a to z in a review, A to Z in all")),
        }
        Vec::new()
    }
}

fn name_of(key: Key) -> Option<MarkName> {
    match key.edit() {
        Some(Edit::Insert(letter)) => MarkName::new(letter),
        _ => None,
    }
}
