//! The palette: every action by what it does, narrowed as one types, and done on Enter.

use crate::action::{Action, ActionRow, Pane};
use crate::app::{App, Layer, Typed};
use crate::event::Job;
use crate::keymap::{Edit, Key, Keymap};

/// The list of actions, one of them chosen.
#[derive(Debug, Default)]
pub struct Palette {
    /// What is typed.
    pub typed: Typed,
    /// Which of the rows that show is chosen, from 0.
    pub selected: usize,
}

impl Palette {
    /// The actions that work in a pane and have words that begin as all that are typed, each with its keys; those whose
    /// name has them come first.
    pub fn rows(&self, keymap: &Keymap, pane: Pane) -> Vec<(&'static ActionRow, String)> {
        let typed = self.typed.text().to_lowercase();
        let has_all =
            |text: &str| words(&typed).all(|typed| words(text).any(|word| word.starts_with(typed)));
        let mut rows: Vec<(&ActionRow, String)> = keymap
            .rows()
            .filter(|(row, _)| row.scope.holds(pane) && row.action != Action::Palette)
            .filter(|(row, _)| has_all(&format!("{} {}", row.name, row.help).to_lowercase()))
            .map(|(row, keys)| {
                let keys: Vec<String> = keys.iter().map(|key| key.in_words()).collect();
                (row, keys.join(" "))
            })
            .collect();
        rows.sort_by_key(|(row, _)| !has_all(row.name));
        rows
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

impl App {
    pub(super) fn open_palette(&mut self) -> Vec<Job> {
        self.layer = Layer::Palette(Palette::default());
        Vec::new()
    }

    /// In the palette, letters narrow, arrows and pages choose, Enter does what is chosen, Esc closes.
    pub(super) fn press_in_palette(&mut self, key: Key) -> Vec<Job> {
        let is_letter = matches!(key.edit(), Some(Edit::Insert(_)));
        let action = self.keymap.action(self.focus, key).filter(|_| !is_letter);
        let page = usize::from(self.panes.screen.height / 2).max(1).cast_signed();
        match action {
            Some(Action::Quit) => return vec![Job::Quit],
            Some(Action::Back) => self.layer = Layer::None,
            Some(Action::ToText) if key.edit().is_none() => return self.do_chosen(),
            Some(Action::Down) => self.step_palette(1),
            Some(Action::Up) => self.step_palette(-1),
            Some(Action::PageDown) => self.step_palette(page),
            Some(Action::PageUp) => self.step_palette(-page),
            _ => {
                if let Layer::Palette(palette) = &mut self.layer
                    && palette.typed.edit(key)
                {
                    palette.selected = 0;
                }
            }
        }
        Vec::new()
    }

    fn step_palette(&mut self, rows: isize) {
        if let Layer::Palette(palette) = &mut self.layer {
            let last = palette.rows(&self.keymap, self.focus).len().saturating_sub(1);
            palette.selected = palette.selected.saturating_add_signed(rows).min(last);
        }
    }

    fn do_chosen(&mut self) -> Vec<Job> {
        let Layer::Palette(palette) = std::mem::take(&mut self.layer) else { return Vec::new() };
        let rows = palette.rows(&self.keymap, self.focus);
        match rows.get(palette.selected) {
            Some((row, _)) => self.act(row.action),
            None => {
                self.say(format!("no action is called {:?}", palette.typed.text()));
                Vec::new()
            }
        }
    }
}
