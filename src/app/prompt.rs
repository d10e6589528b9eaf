//! Prompt: filter, find and import, typed in the status line; what is typed shows its effect at once.

use std::path::PathBuf;

use crate::action::{Action, Pane};
use crate::app::{App, Layer, Typed};
use crate::catalogue::Entry;
use crate::event::Job;
use crate::keymap::{Edit, Key};
use crate::review::{Place, ReviewId};

/// A line that is being typed, and what for.
#[derive(Debug)]
pub struct Prompt {
    /// What for.
    pub purpose: Purpose,
    /// The line.
    pub typed: Typed,
}

/// What a line is typed for, with what Esc goes back to.
#[derive(Debug)]
pub enum Purpose {
    /// Narrow the list.
    Filter {
        /// The filter before.
        before: String,
        /// The review that was selected.
        selected: Option<ReviewId>,
    },
    /// Find in the text.
    Find {
        /// The place it began at.
        from: Place,
    },
    /// Bring reviews in from a path.
    Import {
        /// The paths that what is typed may become.
        paths: Vec<String>,
    },
}

impl App {
    pub(super) fn open_filter(&mut self) -> Vec<Job> {
        let before = self.list.narrowing().typed.clone();
        let selected = self.list.selected().map(Entry::id);
        let typed = Typed::new(&before);
        self.layer = Layer::Prompt(Prompt { purpose: Purpose::Filter { before, selected }, typed });
        Vec::new()
    }

    pub(super) fn open_find(&mut self) -> Vec<Job> {
        let Some(reader) = &self.reader else {
            self.say("no review is open");
            return Vec::new();
        };
        let purpose = Purpose::Find { from: reader.place() };
        self.layer = Layer::Prompt(Prompt { purpose, typed: Typed::default() });
        Vec::new()
    }

    pub(super) fn open_import(&mut self) -> Vec<Job> {
        let purpose = Purpose::Import { paths: Vec::new() };
        self.layer = Layer::Prompt(Prompt { purpose, typed: Typed::default() });
        Vec::new()
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Job> {
        match &mut self.layer {
            Layer::Prompt(prompt) => {
                prompt.typed.insert(text);
                self.follow_typing()
            }
            Layer::Help(help) => {
                help.typed.insert(text);
                Vec::new()
            }
            Layer::Palette(palette) => {
                palette.typed.insert(text);
                palette.selected = 0;
                Vec::new()
            }
            Layer::Search(search) => {
                search.typed.insert(text);
                self.search_for_typed()
            }
            Layer::Outline(_) => {
                self.paste_in_outline(text);
                Vec::new()
            }
            Layer::Note(note) => {
                note.typed.insert(text);
                Vec::new()
            }
            _ => {
                self.say(format!(
                    "pasted text goes into a prompt: {} opens one",
                    self.keymap.key_name(Action::Filter)
                ));
                Vec::new()
            }
        }
    }

    pub(super) fn press_in_prompt(&mut self, key: Key) -> Vec<Job> {
        let is_letter = matches!(key.edit(), Some(Edit::Insert(_)));
        let action = self.keymap.action(self.focus, key).filter(|_| !is_letter);
        let Layer::Prompt(prompt) = &mut self.layer else { return Vec::new() };
        match (action, &prompt.purpose) {
            (Some(Action::Quit), _) => return vec![Job::Quit],
            (Some(Action::Back), _) => return self.abandon_prompt(),
            (Some(Action::ToText), _) if key.edit().is_none() => return self.accept_prompt(),
            (Some(Action::OtherPane), Purpose::Import { .. }) => {
                return vec![Job::Complete(prompt.typed.text().to_owned())];
            }
            // Results are gone through while typing, as in other filters.
            (Some(Action::Down), Purpose::Filter { .. }) => return self.step_list(1),
            (Some(Action::Up), Purpose::Filter { .. }) => return self.step_list(-1),
            _ => {}
        }
        if prompt.typed.edit(key) { self.follow_typing() } else { Vec::new() }
    }

    /// Shows at once what the line as it now stands does.
    fn follow_typing(&mut self) -> Vec<Job> {
        let Layer::Prompt(prompt) = &mut self.layer else { return Vec::new() };
        let typed = prompt.typed.text().to_owned();
        match &mut prompt.purpose {
            Purpose::Filter { .. } => {
                self.list.narrow(&typed, self.today);
                self.follow_filter()
            }
            Purpose::Find { from } => {
                let from = *from;
                if let Some(reader) = &mut self.reader {
                    reader.find(&typed, from);
                }
                Vec::new()
            }
            Purpose::Import { paths } => {
                paths.clear();
                Vec::new()
            }
        }
    }

    fn abandon_prompt(&mut self) -> Vec<Job> {
        let Layer::Prompt(prompt) = std::mem::take(&mut self.layer) else { return Vec::new() };
        match prompt.purpose {
            Purpose::Filter { before, selected } => {
                self.list.narrow(&before, self.today);
                if let Some(id) = selected {
                    self.list.want(&id);
                }
                self.follow_filter()
            }
            Purpose::Find { from } => {
                if let Some(reader) = &mut self.reader {
                    reader.end_search();
                    reader.go_to(from);
                }
                Vec::new()
            }
            Purpose::Import { .. } => Vec::new(),
        }
    }

    fn accept_prompt(&mut self) -> Vec<Job> {
        let Layer::Prompt(prompt) = std::mem::take(&mut self.layer) else { return Vec::new() };
        let typed = prompt.typed.text();
        match prompt.purpose {
            Purpose::Filter { .. } => {
                if let Some(error) = &self.list.narrowing().error {
                    let why =
                        format!("{typed}: {error} · the last filter that was understood holds");
                    self.fail(why);
                } else if !typed.is_empty() && self.list.n_shown() > 0 {
                    self.focus_on(Pane::Text);
                }
                self.open_selected()
            }
            Purpose::Find { from } => {
                self.note_jump_from(from);
                if !typed.is_empty() {
                    self.say_where_found(typed);
                }
                self.keep_place()
            }
            Purpose::Import { .. } if typed.trim().is_empty() => Vec::new(),
            Purpose::Import { .. } => {
                self.say(format!("importing {} …", typed.trim()));
                vec![Job::Import(PathBuf::from(typed.trim()))]
            }
        }
    }

    /// Takes the paths that what was typed may become: one is taken at once, of several what they have in common.
    pub(super) fn complete(&mut self, asked: &str, found: Vec<String>) -> Vec<Job> {
        let Layer::Prompt(Prompt { purpose: Purpose::Import { paths }, typed }) = &mut self.layer
        else {
            return Vec::new();
        };
        if typed.text() != asked {
            return Vec::new();
        }
        let common = common_start(&found);
        if common.len() > asked.len() {
            *typed = Typed::new(&common);
        }
        let is_settled = found.len() <= 1;
        *paths = if is_settled { Vec::new() } else { found };
        if is_settled && common.is_empty() {
            self.say("no file or folder begins like this");
        }
        Vec::new()
    }
}

/// What all of some lines begin with.
fn common_start(lines: &[String]) -> String {
    let Some((first, rest)) = lines.split_first() else { return String::new() };
    let is_shared = |at: usize, c: char| {
        rest.iter().all(|line| line.get(at..).is_some_and(|tail| tail.starts_with(c)))
    };
    first.char_indices().take_while(|(at, c)| is_shared(*at, *c)).map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn completion_goes_as_far_as_the_paths_agree() {
        let common = |lines: &[&str]| {
            common_start(&lines.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(common(&["/a/bc", "/a/bd"]), "/a/b");
        assert_eq!(common(&["/a/é", "/a/è"]), "/a/");
        assert_eq!(common(&["/only"]), "/only");
        assert_eq!(common(&[]), "");
    }
}
