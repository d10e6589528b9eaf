//! Layer: what lies over the panes or takes the keys from them; there is one at a time.

use crate::action::Action;
use crate::app::{App, Links, Note, Outline, Palette, Prompt, Search, Selection, Typed, Works};
use crate::event::Job;
use crate::filter::Order;
use crate::keymap::{Edit, Key, Keymap};

/// What takes the keys before the panes do.
#[derive(Debug, Default)]
pub enum Layer {
    /// Nothing: the panes have the keys.
    #[default]
    None,
    /// A line is being typed.
    Prompt(Prompt),
    /// The keys are shown.
    Help(Help),
    /// What an import left out is shown, from a row on.
    Skipped(usize),
    /// Something is asked.
    Ask(Question),
    /// The second key of the sort menu is awaited.
    Sort,
    /// What stands out in the text is shown.
    Outline(Outline),
    /// The links of the text are shown.
    Links(Links),
    /// All actions are shown, to be done.
    Palette(Palette),
    /// The texts of all reviews are searched.
    Search(Search),
    /// The works are shown, with what their reviews come to.
    Works(Works),
    /// The name for this place is awaited.
    SetMark,
    /// The name of the place to go to is awaited.
    GoToMark,
    /// A passage of the text is being selected.
    Select(Selection),
    /// A note is being typed.
    Note(Note),
}

/// The list of keys, narrowed by what is typed.
#[derive(Debug, Default)]
pub struct Help {
    /// What is typed.
    pub typed: Typed,
    /// How many rows are scrolled past.
    pub offset: usize,
}

impl Help {
    /// The rows that show: keys, name and what they do.
    pub fn rows<'a>(
        &'a self,
        keymap: &'a Keymap,
    ) -> impl Iterator<Item = (String, &'static str)> + 'a {
        let wanted = self.typed.text().to_lowercase();
        keymap.rows().filter_map(move |(row, keys)| {
            let keys = keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ");
            let holds = |text: &str| text.to_lowercase().contains(&wanted);
            (keys.contains(self.typed.text()) || holds(row.help) || holds(row.name))
                .then_some((keys, row.help))
        })
    }
}

/// A question that `y` says yes to, and what is done then.
#[derive(Debug)]
pub struct Question {
    /// The question.
    pub text: String,
    /// What is done on yes.
    pub yes: Job,
}

impl App {
    pub(super) fn open_help(&mut self) -> Vec<Job> {
        self.layer = Layer::Help(Help::default());
        Vec::new()
    }

    pub(super) fn open_sort_menu(&mut self) -> Vec<Job> {
        self.layer = Layer::Sort;
        Vec::new()
    }

    pub(super) fn ask(&mut self, text: String, yes: Job) -> Vec<Job> {
        self.layer = Layer::Ask(Question { text, yes });
        Vec::new()
    }

    /// In the help, letters narrow, arrows and pages scroll, Esc and Enter close; `q` closes where nothing is typed.
    pub(super) fn press_in_help(&mut self, key: Key) -> Vec<Job> {
        let page = self.panes.screen.height.saturating_sub(6).max(1);
        let action = self.keymap.action(self.focus, key);
        let Layer::Help(help) = &mut self.layer else { return Vec::new() };
        let is_letter = matches!(key.edit(), Some(Edit::Insert(_)));
        let is_bare = help.typed.text().is_empty();
        match action {
            _ if is_letter
                && !(is_bare && matches!(action, Some(Action::Leave | Action::Help))) =>
            {
                help.typed.edit(key);
                help.offset = 0;
            }
            Some(Action::Down) => help.offset += 1,
            Some(Action::Up) => help.offset = help.offset.saturating_sub(1),
            Some(Action::PageDown | Action::HalfPageDown) => help.offset += usize::from(page),
            Some(Action::PageUp | Action::HalfPageUp) => {
                help.offset = help.offset.saturating_sub(usize::from(page));
            }
            Some(Action::Quit) => return vec![Job::Quit],
            Some(Action::Back | Action::Leave | Action::Help | Action::ToText) => {
                self.layer = Layer::None;
            }
            _ => {
                help.typed.edit(key);
                help.offset = 0;
            }
        }
        let last = match &self.layer {
            Layer::Help(help) => help.rows(&self.keymap).count().saturating_sub(usize::from(page)),
            _ => 0,
        };
        if let Layer::Help(help) = &mut self.layer {
            help.offset = help.offset.min(last);
        }
        Vec::new()
    }

    pub(super) fn press_in_question(&mut self, key: Key) -> Vec<Job> {
        let Layer::Ask(question) = std::mem::take(&mut self.layer) else { return Vec::new() };
        match key.edit() {
            Some(Edit::Insert('y' | 'Y')) => vec![question.yes],
            _ if self.keymap.action(self.focus, key) == Some(Action::Quit) => vec![Job::Quit],
            _ => {
                self.say("nothing done");
                Vec::new()
            }
        }
    }

    pub(super) fn press_in_sort_menu(&mut self, key: Key) -> Vec<Job> {
        self.layer = Layer::None;
        let Some(Edit::Insert(letter)) = key.edit() else { return Vec::new() };
        match Order::TABLE.iter().find(|row| row.1 == letter) {
            Some((order, ..)) => self.sort(*order, false),
            None => {
                self.say(format!("{key} is no order"));
                Vec::new()
            }
        }
    }
}
