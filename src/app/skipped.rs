//! Skipped: what imports since the start left out, and why, to be looked through.

use crate::action::Action;
use crate::app::{App, Layer};
use crate::event::Job;
use crate::import::Report;
use crate::keymap::Key;

impl App {
    /// What was skipped by the last import that skipped something: where, and why.
    pub fn skipped(&self) -> &[String] {
        &self.skipped
    }

    /// Notes what an import skipped; what to say of it.
    pub(super) fn note_skipped(&mut self, report: &Report) -> Option<String> {
        let why = report.skipped.first()?;
        self.skipped = report.skipped.iter().map(ToString::to_string).collect();
        Some(match self.skipped.len() {
            1 => format!(" · {why}"),
            _ => format!(" · {} shows why", self.keymap.key_name(Action::Skipped)),
        })
    }

    pub(super) fn open_skipped(&mut self) -> Vec<Job> {
        if self.skipped.is_empty() {
            self.say("no import left anything out since the start");
        } else {
            self.layer = Layer::Skipped(0);
        }
        Vec::new()
    }

    pub(super) fn press_in_skipped(&mut self, key: Key) -> Vec<Job> {
        let action = self.keymap.action(self.focus, key);
        let page = usize::from(self.panes.screen.height.saturating_sub(6).max(1));
        let last = self.skipped.len().saturating_sub(page);
        let Layer::Skipped(offset) = &mut self.layer else { return Vec::new() };
        let to = match action {
            Some(Action::Quit) => return vec![Job::Quit],
            Some(Action::Down) => *offset + 1,
            Some(Action::Up) => offset.saturating_sub(1),
            Some(Action::PageDown | Action::HalfPageDown) => *offset + page,
            Some(Action::PageUp | Action::HalfPageUp) => offset.saturating_sub(page),
            Some(Action::Top) => 0,
            Some(Action::End) => last,
            Some(
                Action::Back | Action::Leave | Action::ToList | Action::ToText | Action::Skipped,
            ) => {
                self.layer = Layer::None;
                return Vec::new();
            }
            _ => *offset,
        };
        *offset = to.min(last);
        Vec::new()
    }
}
