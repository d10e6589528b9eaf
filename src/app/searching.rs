//! Search: words looked for in the texts of all reviews; what is found is shown in its context, to be chosen from.

use crate::action::{Action, Pane};
use crate::app::jumps::Goal;
use crate::app::{App, Layer, Typed};
use crate::event::Job;
use crate::keymap::{Edit, Key};
use crate::library::Hit;
use crate::text::fold::fold;

/// What is found in the texts of all reviews, one of the hits chosen.
#[derive(Debug, Default)]
pub struct Search {
    /// What is typed.
    pub typed: Typed,
    /// The reviews that have it, the best first.
    pub hits: Vec<Hit>,
    /// Which of them is chosen, from 0.
    pub selected: usize,
    /// The words that the hits are for.
    answered: String,
}

impl Search {
    /// Whether the library is still looking for what is typed.
    pub fn is_awaited(&self) -> bool {
        self.typed.text() != self.answered
    }

    /// The hit that is chosen.
    pub fn chosen(&self) -> Option<&Hit> {
        self.hits.get(self.selected)
    }

    fn step(&mut self, rows: isize) {
        let last = self.hits.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(rows).min(last);
    }
}

impl App {
    /// Opens the search, with what was looked for last.
    pub(super) fn open_search(&mut self) -> Vec<Job> {
        self.layer = Layer::Search(Search::default());
        Vec::new()
    }

    /// In the search, letters are typed, arrows and pages choose, Enter goes to what is chosen, Esc closes.
    pub(super) fn press_in_search(&mut self, key: Key) -> Vec<Job> {
        let is_letter = matches!(key.edit(), Some(Edit::Insert(_)));
        let action = self.keymap.action(Pane::Text, key).filter(|_| !is_letter);
        let page = usize::from(self.panes.screen.height / 3).max(1).cast_signed();
        let Layer::Search(search) = &mut self.layer else { return Vec::new() };
        match action {
            Some(Action::Quit) => return vec![Job::Quit],
            Some(Action::Back) => self.layer = Layer::None,
            Some(Action::ToText) if key.edit().is_none() => return self.go_to_hit(),
            Some(Action::Down) => search.step(1),
            Some(Action::Up) => search.step(-1),
            Some(Action::PageDown) => search.step(page),
            Some(Action::PageUp) => search.step(-page),
            _ => {
                if search.typed.edit(key) {
                    return self.search_for_typed();
                }
            }
        }
        Vec::new()
    }

    pub(super) fn search_for_typed(&mut self) -> Vec<Job> {
        let Layer::Search(search) = &mut self.layer else { return Vec::new() };
        vec![Job::Search(search.typed.text().to_owned())]
    }

    /// Takes what the library found; an answer to what was typed before is of no use any more.
    pub(super) fn take_hits(&mut self, words: String, hits: Vec<Hit>) -> Vec<Job> {
        if let Layer::Search(search) = &mut self.layer
            && search.typed.text() == words
        {
            (search.hits, search.answered, search.selected) = (hits, words, 0);
        }
        Vec::new()
    }

    /// Opens the review that is chosen, where the words stand in it.
    fn go_to_hit(&mut self) -> Vec<Job> {
        let Layer::Search(search) = &self.layer else { return Vec::new() };
        let Some(hit) = search.chosen() else {
            let typed = search.typed.text();
            if !typed.is_empty() {
                self.say(format!("no text has {typed:?}"));
            }
            return Vec::new();
        };
        let word = hit.marks.first().and_then(|mark| hit.excerpt.get(mark.clone()));
        // A beginning that was typed finds all that begin so; of several words the first that stands there is found.
        let typed = search.typed.text().trim();
        let wanted =
            word.map(|word| if fold(word).starts_with(&fold(typed)) { typed } else { word });
        let goal = wanted.map_or(Goal::AsLeft, |words| Goal::Words(words.to_owned()));
        let id = hit.id.clone();
        self.layer = Layer::None;
        self.note_jump();
        self.go_to_review(id, goal)
    }
}
