//! Changes of state: read, starred, seen, removed; each saved by the library and each to be taken back.

use crate::action::Action;
use crate::app::App;
use crate::app::covers::Toggled;
use crate::catalogue::Entry;
use crate::event::Job;
use crate::library::Change;
use crate::review::{Place, ReviewId};

impl App {
    /// A change to the selected review, said in words once it is saved.
    fn change_selected(&mut self, change: impl Fn(Entry<'_>) -> (Change, String)) -> Vec<Job> {
        let Some(selected) = self.list.selected() else {
            self.say("no review is selected");
            return Vec::new();
        };
        let (change, said) = change(selected);
        vec![Job::Apply { ids: vec![selected.id()], change, said }]
    }

    pub(super) fn toggle_read(&mut self) -> Vec<Job> {
        self.change_selected(|s| {
            let is_read = !s.flags().read;
            (Change::SetRead(is_read), if is_read { "read" } else { "unread" }.to_owned())
        })
    }

    pub(super) fn toggle_star(&mut self) -> Vec<Job> {
        self.change_selected(|s| {
            let is_starred = !s.flags().starred;
            (
                Change::SetStarred(is_starred),
                if is_starred { "starred" } else { "star taken away" }.to_owned(),
            )
        })
    }

    pub(super) fn toggle_seen(&mut self) -> Vec<Job> {
        self.change_selected(|s| {
            let is_seen = !s.flags().seen;
            let work = if s.work().name.is_empty() { "this work" } else { &s.work().name };
            (
                Change::SetSeen(is_seen),
                format!(
                    "{work} {}",
                    if is_seen { "seen: its spoilers are bare" } else { "not seen" }
                ),
            )
        })
    }

    pub(super) fn ask_to_read_all(&mut self) -> Vec<Job> {
        let ids: Vec<ReviewId> =
            self.list.shown().filter(|s| !s.flags().read).map(Entry::id).collect();
        if ids.is_empty() {
            self.say("all reviews shown are read");
            return Vec::new();
        }
        let n = n_reviews(ids.len());
        let said = format!("read {n}");
        self.ask(
            format!("mark {n} as read?"),
            Job::Apply { ids, change: Change::SetRead(true), said },
        )
    }

    pub(super) fn ask_to_remove(&mut self) -> Vec<Job> {
        let Some(selected) = self.list.selected() else {
            self.say("no review is selected");
            return Vec::new();
        };
        let title = selected.title().to_owned();
        let yes = Job::Apply {
            ids: vec![selected.id()],
            change: Change::Remove,
            said: format!("removed “{title}”"),
        };
        self.ask(format!("remove “{title}”?"), yes)
    }

    pub(super) fn undo(&mut self) -> Vec<Job> {
        match self.steps.pop() {
            Some(step) => {
                vec![Job::Undo { changes: step.changes, said: format!("undone: {}", step.said) }]
            }
            None => {
                self.say("nothing to undo");
                Vec::new()
            }
        }
    }

    pub(super) fn toggle_cover(&mut self) -> Vec<Job> {
        let key = self.keymap.key_name(Action::Reveal);
        let all = self.keymap.key_name(Action::RevealAll);
        let said = match self.reader.as_mut().map(super::Reader::toggle_cover) {
            Some(Some(Toggled::Bare { n_left: 0 })) => format!("uncovered · {key} covers it again"),
            Some(Some(Toggled::Bare { n_left })) => {
                format!("uncovered · {key} uncovers the next, {n_left} more on this page")
            }
            Some(Some(Toggled::Covered)) => "covered".to_owned(),
            Some(None) => {
                format!("nothing is covered on this page · {all} uncovers all of the review")
            }
            None => "no review is open".to_owned(),
        };
        self.say(said);
        Vec::new()
    }

    /// Covers the open text from the paragraph at the top of the page on, or takes that back.
    pub(super) fn cover_from_here(&mut self) -> Vec<Job> {
        let Some(reader) = &self.reader else {
            self.say("no review is open");
            return Vec::new();
        };
        let is_covered = reader.record().state.covered_from.is_some();
        let from = reader.saved(Place { grapheme: 0, ..reader.place() });
        let (change, said) = if is_covered {
            (Change::SetCover(None), "what was covered by hand is bare".to_owned())
        } else {
            (Change::SetCover(Some(from)), format!("covered from ¶ {} on", reader.paragraph()))
        };
        vec![Job::Apply { ids: vec![reader.record().id.clone()], change, said }]
    }

    pub(super) fn toggle_all_covers(&mut self) -> Vec<Job> {
        let key = self.keymap.key_name(Action::RevealAll);
        let said = match self.reader.as_mut().map(super::Reader::toggle_all_covers) {
            Some(Some(true)) => format!("all uncovered · {key} covers again"),
            Some(Some(false)) => "covered".to_owned(),
            Some(None) => "nothing in this review is covered".to_owned(),
            None => "no review is open".to_owned(),
        };
        self.say(said);
        Vec::new()
    }
}

/// `1 review`, `9 reviews`.
fn n_reviews(n: usize) -> String {
    if n == 1 { "1 review".to_owned() } else { format!("{n} reviews") }
}
