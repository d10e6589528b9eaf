//! Works: the reviews that show, by what they are about; what they come to, and where their critics disagree.

use std::collections::HashSet;

use crate::action::{Action, Pane};
use crate::app::jumps::Goal;
use crate::app::{App, Layer};
use crate::catalogue::{Entry, WorkId};
use crate::consensus::{Consensus, WorkOrder};
use crate::event::Job;
use crate::keymap::Key;

/// A line of the works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkLine {
    /// A work, by its place among them.
    Work(usize),
    /// A review of the work at a place, by its row in the catalogue.
    Review(usize, u32),
}

/// The works, one line of them chosen.
#[derive(Debug, Default)]
pub struct Works {
    /// By what they are sorted.
    pub order: WorkOrder,
    /// Which of the lines is chosen, from 0.
    pub selected: usize,
    all: Vec<Consensus>,
    unfolded: HashSet<WorkId>,
    lines: Vec<WorkLine>,
    /// They were counted.
    is_there: bool,
}

impl Works {
    /// The lines that show.
    pub fn lines(&self) -> &[WorkLine] {
        &self.lines
    }

    /// A work by its place.
    pub fn work(&self, at: usize) -> Option<&Consensus> {
        self.all.get(at)
    }

    /// How many works there are; none where they are still being counted.
    pub fn n_works(&self) -> Option<usize> {
        self.is_there.then_some(self.all.len())
    }

    /// Whether the reviews of a work show.
    pub fn is_unfolded(&self, work: &Consensus) -> bool {
        self.unfolded.contains(&work.work)
    }

    fn take(&mut self, works: Vec<Consensus>) {
        self.all = works;
        self.is_there = true;
        self.lay_out();
    }

    fn lay_out(&mut self) {
        self.lines.clear();
        for (at, work) in self.all.iter().enumerate() {
            self.lines.push(WorkLine::Work(at));
            if self.unfolded.contains(&work.work) {
                self.lines.extend(work.rows.iter().map(|row| WorkLine::Review(at, *row)));
            }
        }
        self.step(0);
    }

    fn step(&mut self, lines: isize) {
        let last = self.lines.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(lines).min(last);
    }

    /// The place of the work that is chosen, or whose review is.
    fn chosen(&self) -> Option<usize> {
        match self.lines.get(self.selected)? {
            WorkLine::Work(at) | WorkLine::Review(at, _) => Some(*at),
        }
    }

    /// Shows the reviews of the chosen work, or hides them; the work stays chosen. Whether any were hidden.
    fn fold(&mut self, is_folded: bool) -> bool {
        let Some(at) = self.chosen() else { return false };
        let Some(work) = self.all.get(at).map(|work| work.work) else { return false };
        let is_changed =
            if is_folded { self.unfolded.remove(&work) } else { self.unfolded.insert(work) };
        self.lay_out();
        self.selected = self.lines.iter().position(|line| *line == WorkLine::Work(at)).unwrap_or(0);
        is_changed
    }
}

impl App {
    /// Opens the works of the reviews that show.
    pub(super) fn open_works(&mut self) -> Vec<Job> {
        self.layer = Layer::Works(Works::default());
        self.count_works()
    }

    /// Has the works counted anew, where they show.
    pub(super) fn count_works(&self) -> Vec<Job> {
        let Layer::Works(works) = &self.layer else { return Vec::new() };
        vec![Job::Group { quest: Box::new(self.list.quest()), order: works.order }]
    }

    /// Takes the works as they were counted.
    pub(super) fn take_works(&mut self, found: Vec<Consensus>) -> Vec<Job> {
        if let Layer::Works(works) = &mut self.layer {
            works.take(found);
        }
        Vec::new()
    }

    /// In the works, keys move as in the list; Enter unfolds a work and opens a review, `h` folds.
    pub(super) fn press_in_works(&mut self, key: Key) -> Vec<Job> {
        let action = self.keymap.action(Pane::List, key);
        let page = usize::from(self.panes.screen.height.saturating_sub(5)).max(1).cast_signed();
        let Layer::Works(works) = &mut self.layer else { return Vec::new() };
        match action {
            Some(Action::Quit) => return vec![Job::Quit],
            Some(Action::Down) => works.step(1),
            Some(Action::Up) => works.step(-1),
            Some(Action::PageDown) => works.step(page),
            Some(Action::PageUp) => works.step(-page),
            Some(Action::HalfPageDown) => works.step(page / 2),
            Some(Action::HalfPageUp) => works.step(-page / 2),
            Some(Action::Top) => works.step(isize::MIN),
            Some(Action::End) => works.step(isize::MAX),
            Some(Action::SortMenu) => return self.sort_works(),
            Some(Action::ToText) => return self.enter_work(),
            Some(Action::ToList) => {
                if !works.fold(true) {
                    self.layer = Layer::None;
                }
            }
            Some(Action::Back | Action::Leave | Action::Works) => self.layer = Layer::None,
            _ => self.say(format!("{key} does nothing here")),
        }
        Vec::new()
    }

    fn sort_works(&mut self) -> Vec<Job> {
        let Layer::Works(works) = &mut self.layer else { return Vec::new() };
        let at = WorkOrder::TABLE.iter().position(|row| row.0 == works.order).unwrap_or(0);
        let next = WorkOrder::TABLE.get((at + 1) % WorkOrder::TABLE.len());
        works.order = next.map_or(WorkOrder::Count, |row| row.0);
        works.selected = 0;
        self.count_works()
    }

    fn enter_work(&mut self) -> Vec<Job> {
        let Layer::Works(works) = &mut self.layer else { return Vec::new() };
        match works.lines.get(works.selected) {
            Some(WorkLine::Work(at)) => {
                let is_unfolded = works.all.get(*at).is_some_and(|work| works.is_unfolded(work));
                works.fold(is_unfolded);
                Vec::new()
            }
            Some(WorkLine::Review(_, row)) => {
                let Some(id) = self.list.catalogue().get(*row).map(Entry::id) else {
                    return Vec::new();
                };
                self.layer = Layer::None;
                self.note_jump();
                self.go_to_review(id, Goal::AsLeft)
            }
            None => Vec::new(),
        }
    }
}
