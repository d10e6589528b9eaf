//! Answers: what the world brings, taken into the state.

use crate::action::Action;
use crate::app::list::Loading;
use crate::app::{App, Layer, Message, Reader, Step, UNDO_DEPTH};
use crate::catalogue::Catalogue;
use crate::event::{Applied, Job, Opened};
use crate::filter::Found;
use crate::import::Report;
use crate::library::Change;
use crate::review::{Record, ReviewId};

impl App {
    pub(super) fn take_list(&mut self, catalogue: Catalogue, n_reviews: Option<usize>) -> Vec<Job> {
        // What was read before the first list is as new as that.
        if self.list.is_loaded() {
            self.ahead.forget();
        }
        self.list.load(catalogue, n_reviews.map_or(Loading::Done, Loading::Begun));
        self.lay_out();
        let mut jobs = self.select_wanted();
        jobs.extend(self.count_works());
        jobs
    }

    /// Selects the review that is wanted, if one is and it shows, and opens what is selected. While only the beginning of
    /// the list is there, a wanted review that is not in it is open all the same.
    fn select_wanted(&mut self) -> Vec<Job> {
        let Some(id) = self.jumps.wanted_review().cloned() else { return self.open_selected() };
        if self.list.select_id(&id) {
            self.jumps.want(None);
        } else if self.list.loading() != Loading::Done && self.open_ready(&id) {
            return self.jobs_after_opening();
        }
        self.open_selected()
    }

    /// Takes what the finder found for the list.
    pub(super) fn take_found(&mut self, number: u64, found: Found) -> Vec<Job> {
        if !self.list.take_found(number, found) {
            return Vec::new();
        }
        self.select_wanted()
    }

    /// Which reviews have words in their text, as a filter asked.
    pub(super) fn take_texts(&mut self, words: String, numbers: Vec<u32>) -> Vec<Job> {
        self.list.take_texts(words, numbers);
        self.open_selected()
    }

    /// The jobs that a new filter needs: the texts it asks for, and the review that is selected now.
    pub(super) fn follow_filter(&mut self) -> Vec<Job> {
        let mut jobs: Vec<Job> = self.list.texts_to_find().map(Job::FindTexts).collect();
        jobs.extend(self.open_selected());
        jobs
    }

    /// The job to open what is selected, unless it is open already.
    pub(super) fn open_selected(&mut self) -> Vec<Job> {
        let Some(selected) = self.list.selected() else {
            self.reader = None;
            return Vec::new();
        };
        let id = selected.id();
        if self.reader.as_ref().is_some_and(|reader| reader.record().id == id) {
            return Vec::new();
        }
        if self.open_ready(&id) { self.jobs_after_opening() } else { vec![Job::Open(id)] }
    }

    fn jobs_after_opening(&mut self) -> Vec<Job> {
        self.stand_still();
        self.begin_reading();
        let mut jobs = self.arrive();
        jobs.extend(self.reader.as_ref().and_then(Reader::rest_to_read).map(Job::OpenWhole));
        jobs.extend(self.look_ahead());
        jobs.push(self.remember());
        jobs
    }

    /// A review was read; it counts if it is still the one that is selected.
    pub(super) fn take_review(&mut self, opened: Opened) -> Vec<Job> {
        let record = &opened.record;
        if self.list.selected().is_none_or(|selected| !selected.has_id(&record.id)) {
            return Vec::new();
        }
        self.leave_selection_of_other_text(record);
        let (measure, height) = self.page_size();
        match &mut self.reader {
            Some(reader) if reader.record().id == record.id => {
                reader.update(opened);
                self.keep_place()
            }
            _ => {
                self.reader = Some(Reader::new(opened, (measure, height), self.look.composition));
                self.jobs_after_opening()
            }
        }
    }

    /// What is selected in one text is nothing in another.
    fn leave_selection_of_other_text(&mut self, record: &Record) {
        let is_same = self.reader.as_ref().is_some_and(|reader| {
            let there = reader.record();
            there.id == record.id && there.review.body == record.review.body
        });
        if matches!(self.layer, Layer::Select(_)) && !is_same {
            self.layer = Layer::None;
        }
    }

    /// An import can be taken back: what was new goes again, what was here already stays as it is now.
    pub(super) fn take_report(&mut self, report: &Report, new: Vec<ReviewId>) -> Vec<Job> {
        let mut said = report.to_string();
        if !new.is_empty() {
            let changes = new.into_iter().map(|id| (id, Change::Remove)).collect();
            self.note_step(Step { said: format!("import of {said}"), changes });
            said =
                format!("{said} · {} takes back what is new", self.keymap.key_name(Action::Undo));
        }
        let is_error = report.skipped.iter().any(|why| !why.is_note);
        let why = self.note_skipped(report);
        let text = format!("{said}{}", why.unwrap_or_default());
        self.message = Some(Message { text, is_error, ..Message::default() });
        vec![Job::List]
    }

    pub(super) fn take_change(&mut self, applied: Applied) -> Vec<Job> {
        let Applied { said, undo, changed, removed, returned } = applied;
        let open = self.reader.as_ref().map(|reader| reader.record().id.clone());
        let touched = open.filter(|id| changed.iter().any(|summary| summary.id == *id));
        self.ahead.forget();
        self.list.change(&changed, &removed);
        let mut jobs = self.open_selected();
        if !removed.is_empty() {
            jobs.extend(self.count_works());
        }
        if returned.is_some() {
            self.jumps.want(returned);
            jobs = vec![Job::List];
        }
        if let (Some(id), true) = (touched, jobs.is_empty()) {
            jobs.push(Job::Open(id));
        }
        if undo.is_empty() {
            self.say(said);
        } else {
            self.say(format!("{said} · {} undoes", self.keymap.key_name(Action::Undo)));
            self.note_step(Step { said, changes: undo });
        }
        jobs
    }

    fn note_step(&mut self, step: Step) {
        self.steps.push(step);
        if self.steps.len() > UNDO_DEPTH {
            self.steps.remove(0);
        }
    }
}
