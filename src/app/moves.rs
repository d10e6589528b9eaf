//! Moving: through the list, through the text, and between them.

use crate::action::{Action, Pane};
use crate::app::{App, Reader};
use crate::event::Job;
use crate::library::Change;

impl App {
    /// Does what a moving action asks for, so many times.
    pub(super) fn go(&mut self, action: Action, count: Option<usize>) -> Vec<Job> {
        let n = count.unwrap_or(1).min(99_999).cast_signed();
        let light = self.look.light;
        match action {
            Action::ToText => self.enter_text(),
            Action::ToList => {
                self.focus_on(Pane::List);
                Vec::new()
            }
            Action::OtherPane if self.focus == Pane::List => self.enter_text(),
            Action::OtherPane => self.go(Action::ToList, None),
            Action::OtherPaneDown if self.focus == Pane::List => self.scroll_text(n),
            Action::OtherPaneUp if self.focus == Pane::List => self.scroll_text(-n),
            Action::OtherPaneDown | Action::NextReview => self.step_review(n),
            Action::OtherPaneUp | Action::PreviousReview => self.step_review(-n),
            Action::NextParagraph => self.read(true, |r| r.step_paragraph(true, light), n),
            Action::PreviousParagraph => self.read(false, |r| r.step_paragraph(false, light), n),
            Action::NextSentence => self.read(true, |r| r.step_sentence(true, light), n),
            Action::PreviousSentence => self.read(false, |r| r.step_sentence(false, light), n),
            Action::NextHit => self.step_hit(true),
            Action::PreviousHit => self.step_hit(false),
            Action::JumpBack => self.jump_back(),
            Action::JumpForward => self.jump_forward(),
            Action::Back => self.peel(),
            _ if self.focus == Pane::List => self.go_in_list(action, n),
            _ => self.go_in_text(action, n),
        }
    }

    fn go_in_list(&mut self, action: Action, n: isize) -> Vec<Job> {
        let page = self.list.height().saturating_sub(1).max(1).cast_signed();
        let half = (self.list.height() / 2).max(1).cast_signed();
        match action {
            Action::Down => self.step_list(n),
            Action::Up => self.step_list(-n),
            Action::PageDown => self.step_list(page.saturating_mul(n)),
            Action::PageUp => self.step_list(-page.saturating_mul(n)),
            Action::HalfPageDown => self.step_list(half.saturating_mul(n)),
            Action::HalfPageUp => self.step_list(-half.saturating_mul(n)),
            Action::Top => self.step_list(isize::MIN + 1),
            Action::End => self.step_list(isize::MAX),
            _ => Vec::new(),
        }
    }

    fn go_in_text(&mut self, action: Action, n: isize) -> Vec<Job> {
        match action {
            Action::Down => self.scroll_text(n),
            Action::Up => self.scroll_text(-n),
            Action::PageDown => {
                let jobs = self.read(true, |reader| reader.turn_page(true, n), 1);
                self.mark_last_read();
                jobs
            }
            Action::PageUp => self.read(false, |reader| reader.turn_page(false, n), 1),
            Action::HalfPageDown => self.read(true, |reader| reader.turn_half_page(true), n),
            Action::HalfPageUp => self.read(false, |reader| reader.turn_half_page(false), n),
            Action::Top => {
                self.note_jump();
                self.read(false, Reader::go_to_top, 1)
            }
            Action::End => {
                self.note_jump();
                self.read(true, Reader::go_to_end, 1)
            }
            _ => Vec::new(),
        }
    }

    fn enter_text(&mut self) -> Vec<Job> {
        if self.focus == Pane::Text && self.reader.as_ref().is_some_and(|r| r.note().is_some()) {
            return self.annotate();
        }
        if self.list.selected().is_some() {
            self.focus_on(Pane::Text);
        } else {
            self.say("no review is selected");
        }
        Vec::new()
    }

    /// Esc takes off one layer: the search, zen, the text, the filter; then nothing is left to take.
    fn peel(&mut self) -> Vec<Job> {
        if self.reader.as_mut().is_some_and(Reader::end_search) {
            return Vec::new();
        }
        if self.look.is_zen {
            return self.toggle_zen();
        }
        if self.focus == Pane::Text {
            return self.go(Action::ToList, None);
        }
        if self.list.narrowing().typed.is_empty() {
            self.say(format!("nothing to leave · {} quits", self.keymap.key_name(Action::Leave)));
            return Vec::new();
        }
        self.list.narrow("", self.today);
        self.follow_filter()
    }

    pub(super) fn step_list(&mut self, rows: isize) -> Vec<Job> {
        // Whoever goes on by hand wants nothing else any more.
        if self.jumps.wanted_review().is_some() {
            self.jumps.want(None);
        }
        self.list.step(rows);
        self.open_selected()
    }

    pub(super) fn scroll_list(&mut self, rows: isize) -> Vec<Job> {
        self.list.scroll(rows);
        self.open_selected()
    }

    /// The next or previous review that shows; the text keeps the focus.
    fn step_review(&mut self, rows: isize) -> Vec<Job> {
        let before = self.list.selected_row();
        self.list.step(rows);
        if self.list.selected_row() == before {
            self.say(if rows > 0 {
                "this is the last review that shows"
            } else {
                "this is the first review that shows"
            });
        } else {
            self.note_jump();
        }
        self.open_selected()
    }

    fn step_hit(&mut self, is_forward: bool) -> Vec<Job> {
        match self
            .reader
            .as_mut()
            .filter(|reader| reader.found().is_some())
            .map(|r| r.step_hit(is_forward))
        {
            Some(Some(went_round)) => {
                if went_round {
                    self.say(if is_forward { "from the top again" } else { "from the end again" });
                }
                self.keep_place()
            }
            Some(None) => {
                let typed =
                    self.reader.as_ref().and_then(Reader::found).map(|f| f.typed().to_owned());
                self.say_where_found(&typed.unwrap_or_default());
                Vec::new()
            }
            None if self.list.step_to_unread(is_forward) => {
                self.note_jump();
                self.open_selected()
            }
            None => {
                self.say(if is_forward {
                    "no unread review after this one"
                } else {
                    "no unread review before this one"
                });
                Vec::new()
            }
        }
    }

    /// Says of words that nothing shows of whether they stand in what is covered, or nowhere.
    pub(super) fn say_where_found(&mut self, typed: &str) {
        let counts =
            self.reader.as_ref().and_then(Reader::found).map(|f| (f.n_hits(), f.n_covered()));
        match counts.unwrap_or_default() {
            (0, 0) => self.say(format!("{typed:?} is not in this text")),
            (0, n) => {
                let key = self.keymap.key_name(Action::RevealAll);
                self.say(format!(
                    "{typed:?} stands only in covered passages ({n}) · {key} uncovers them"
                ));
            }
            _ => {}
        }
    }

    pub(super) fn scroll_text(&mut self, rows: isize) -> Vec<Job> {
        self.read(rows > 0, |reader| reader.scroll(rows), 1)
    }

    /// Moves through the text so many times. Going on at the end of a text that is read in its own pane marks it read.
    fn read(
        &mut self,
        is_forward: bool,
        mut step: impl FnMut(&mut Reader) -> bool,
        times: isize,
    ) -> Vec<Job> {
        let Some(reader) = &mut self.reader else {
            self.say("no review is open");
            return Vec::new();
        };
        for _ in 0..times.max(1) {
            if !step(reader) {
                break;
            }
        }
        let has_ended = is_forward && self.focus == Pane::Text && reader.is_at_end();
        let id = reader.record().id.clone();
        let is_unread = !reader.record().state.flags.read;
        let mut jobs = self.keep_place();
        jobs.extend(self.learn_pace(is_forward));
        if has_ended && is_unread {
            let change = Change::SetRead(true);
            jobs.push(Job::Apply { ids: vec![id], change, said: "read to the end".to_owned() });
        }
        jobs
    }

    /// The job that saves the place, where it is another than before.
    pub(super) fn keep_place(&mut self) -> Vec<Job> {
        let Some(reader) = &mut self.reader else { return Vec::new() };
        reader
            .moved()
            .map(|(id, place, progress)| Job::KeepPlace { id, place, progress })
            .into_iter()
            .collect()
    }
}
