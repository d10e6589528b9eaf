//! Keymap: which key does what; one notation for the configuration, the help and the documentation.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::action::{ACTIONS, Action, ActionRow, Pane, Scope};

/// A key with its modifiers, written `j`, `G`, `<Space>`, `<C-f>`, `<A-x>`, `<S-Tab>`, `<F1>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// Keys that are written by name.
const NAMED: &[(&str, KeyCode)] = &[
    ("Space", KeyCode::Char(' ')),
    ("lt", KeyCode::Char('<')),
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
    ("Ins", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, modifiers: KeyModifiers::NONE }
    }

    /// The key itself.
    pub fn code(self) -> KeyCode {
        self.code
    }

    /// Whether Control is held.
    pub fn has_control(self) -> bool {
        self.modifiers.contains(KeyModifiers::CONTROL)
    }

    /// Whether Alt is held.
    pub fn has_alt(self) -> bool {
        self.modifiers.contains(KeyModifiers::ALT)
    }

    /// The digit, where the key is one without modifiers.
    pub fn digit(self) -> Option<usize> {
        match self.code {
            KeyCode::Char(c) if self.modifiers.is_empty() => c.to_digit(10).map(|d| d as usize),
            _ => None,
        }
    }
}

/// What a key does to a line that is being typed, as shells have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Edit {
    Insert(char),
    Left,
    Right,
    Start,
    End,
    EraseBefore,
    EraseAfter,
    EraseWord,
    EraseToStart,
}

impl Key {
    /// The key as a message names it: `U`, `Esc`, `^Z`.
    pub fn in_words(self) -> String {
        let notation = self.to_string();
        let bare =
            notation.strip_prefix('<').and_then(|n| n.strip_suffix('>')).unwrap_or(&notation);
        match (bare.strip_prefix("C-"), self.code) {
            (Some(name), _) => format!("^{}", name.to_uppercase()),
            (None, KeyCode::Char('<')) => "<".to_owned(),
            (None, _) => bare.to_owned(),
        }
    }

    /// What the key does to a line that is being typed, if anything.
    pub fn edit(self) -> Option<Edit> {
        Some(match self.code {
            KeyCode::Char('w') if self.has_control() => Edit::EraseWord,
            KeyCode::Char('u') if self.has_control() => Edit::EraseToStart,
            KeyCode::Char('a') if self.has_control() => Edit::Start,
            KeyCode::Char('e') if self.has_control() => Edit::End,
            KeyCode::Char('h') if self.has_control() => Edit::EraseBefore,
            KeyCode::Char(c) if self.modifiers.is_empty() => Edit::Insert(c),
            KeyCode::Backspace if self.has_alt() => Edit::EraseWord,
            KeyCode::Backspace => Edit::EraseBefore,
            KeyCode::Delete => Edit::EraseAfter,
            KeyCode::Left => Edit::Left,
            KeyCode::Right => Edit::Right,
            KeyCode::Home => Edit::Start,
            KeyCode::End => Edit::End,
            _ => return None,
        })
    }
}

/// Terminals differ in how they report Shift: a letter's case tells it already, and Shift-Tab has a code of its own.
impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let mut modifiers =
            event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let mut code = event.code;
        match code {
            KeyCode::Char(c) => {
                if modifiers.contains(KeyModifiers::SHIFT) && c.is_ascii_lowercase() {
                    code = KeyCode::Char(c.to_ascii_uppercase());
                }
                if modifiers.contains(KeyModifiers::CONTROL) {
                    code = KeyCode::Char(c.to_ascii_lowercase());
                }
                modifiers.remove(KeyModifiers::SHIFT);
            }
            KeyCode::BackTab => {
                code = KeyCode::Tab;
                modifiers.insert(KeyModifiers::SHIFT);
            }
            _ => {}
        }
        Self { code, modifiers }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named =
            NAMED.iter().find(|(_, code)| *code == self.code).map(|(name, _)| (*name).to_owned());
        let (name, is_bare) = match (named, self.code) {
            (Some(name), _) => (name, false),
            (None, KeyCode::Char(c)) => (c.to_string(), self.modifiers.is_empty()),
            (None, KeyCode::F(n)) => (format!("F{n}"), false),
            (None, other) => (format!("{other:?}"), false),
        };
        if is_bare {
            return f.pad(&name);
        }
        let mut text = String::from("<");
        for (modifier, letter) in
            [(KeyModifiers::CONTROL, "C-"), (KeyModifiers::ALT, "A-"), (KeyModifiers::SHIFT, "S-")]
        {
            if self.modifiers.contains(modifier) {
                text.push_str(letter);
            }
        }
        f.pad(&format!("{text}{name}>"))
    }
}

/// Why a key's notation is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a key (write j, G, <Space>, <C-f>, <A-x>, <F1>)")]
pub struct NotAKey(String);

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let wrong = || NotAKey(text.to_owned());
        let mut chars = text.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return if c.is_control() { Err(wrong()) } else { Ok(Self::plain(KeyCode::Char(c))) };
        }
        let mut name =
            text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).ok_or_else(wrong)?;
        let mut modifiers = KeyModifiers::NONE;
        loop {
            let (modifier, rest) = match name.split_once('-') {
                Some(("C" | "c", rest)) => (KeyModifiers::CONTROL, rest),
                Some(("A" | "a" | "M" | "m", rest)) => (KeyModifiers::ALT, rest),
                Some(("S" | "s", rest)) => (KeyModifiers::SHIFT, rest),
                _ => break,
            };
            modifiers.insert(modifier);
            name = rest;
        }
        let code = code_named(name).ok_or_else(wrong)?;
        Ok(KeyEvent::new(code, modifiers).into())
    }
}

fn code_named(name: &str) -> Option<KeyCode> {
    if let Some((_, code)) = NAMED.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Some(*code);
    }
    let mut chars = name.chars();
    match (chars.next(), chars.as_str()) {
        (Some(c), "") if !c.is_control() => Some(KeyCode::Char(c)),
        (Some('F' | 'f'), number) => {
            number.parse().ok().filter(|n| (1..=24).contains(n)).map(KeyCode::F)
        }
        _ => None,
    }
}

/// Which key does what in which pane.
#[derive(Debug, Clone)]
pub struct Keymap {
    bound: HashMap<(Pane, Key), Action>,
    /// The keys of each action, in the order in which help shows them.
    shown: Vec<(Action, Vec<Key>)>,
}

impl Keymap {
    /// The default keys, with some actions' keys replaced.
    ///
    /// # Errors
    /// A key that is not understood, or one key for two actions in the same pane; each said in a line.
    pub fn new(replaced: &[(Action, Vec<String>)]) -> Result<Self, Vec<String>> {
        let mut map = Self { bound: HashMap::new(), shown: Vec::new() };
        let mut wrong = Vec::new();
        for row in ACTIONS {
            let own: Option<&Vec<String>> =
                replaced.iter().find(|(a, _)| *a == row.action).map(|(_, keys)| keys);
            let notations: Vec<&str> = own.map_or_else(
                || row.keys.to_vec(),
                |keys| keys.iter().map(String::as_str).collect(),
            );
            map.bind(row, &notations, &mut wrong);
        }
        if wrong.is_empty() { Ok(map) } else { Err(wrong) }
    }

    fn bind(&mut self, row: &ActionRow, notations: &[&str], wrong: &mut Vec<String>) {
        let mut keys = Vec::new();
        for notation in notations {
            match notation.parse::<Key>() {
                Ok(key) => keys.push(key),
                Err(e) => wrong.push(format!("keys.{}: {e}", row.name)),
            }
        }
        for key in &keys {
            let panes = [Pane::List, Pane::Text].into_iter().filter(|pane| row.scope.holds(*pane));
            let others: Vec<Action> =
                panes.filter_map(|pane| self.bound.insert((pane, *key), row.action)).collect();
            if let Some(other) = others.first() {
                wrong.push(format!(
                    "keys.{}: {key} is already the key of {}",
                    row.name,
                    other.row().name
                ));
            }
        }
        self.shown.push((row.action, keys));
    }

    /// What a key does in a pane.
    pub fn action(&self, pane: Pane, key: Key) -> Option<Action> {
        self.bound.get(&(pane, key)).copied()
    }

    /// The keys of an action, the first the one to name in messages.
    pub fn keys(&self, action: Action) -> &[Key] {
        self.shown.iter().find(|(a, _)| *a == action).map_or(&[], |(_, keys)| keys)
    }

    /// The key to name in a message: `U`, `Esc`, `^Z`, or the action's name where it has no key.
    pub fn key_name(&self, action: Action) -> String {
        self.keys(action).first().map_or_else(|| action.row().name.to_owned(), |key| key.in_words())
    }

    /// Every action with its keys and where they work, in the order of the help.
    pub fn rows(&self) -> impl Iterator<Item = (&'static ActionRow, &[Key])> {
        self.shown.iter().map(|(action, keys)| (action.row(), keys.as_slice()))
    }
}

/// The key table of the documentation, made from the actions (`docs/keys.md` is held to it by a test).
pub fn as_markdown() -> String {
    let mut out = String::from("| keys | where | action |\n|---|---|---|\n");
    for row in ACTIONS {
        let place = match row.scope {
            Scope::Both => "both",
            Scope::List => "list",
            Scope::Text => "text",
        };
        let keys: Vec<String> =
            row.keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
        let row = format!("| {} | {place} | {} (`{}`) |\n", keys.join(" "), row.help, row.name);
        out.push_str(&row);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(notation: &str, shown: &str) {
        assert_eq!(notation.parse::<Key>().unwrap().to_string(), shown);
    }

    #[test]
    fn a_key_reads_back_as_it_is_written() {
        check("j", "j");
        check("<", "<lt>");
        check("<lt>", "<lt>");
        check("<space>", "<Space>");
        check("<C-F>", "<C-f>");
        check("<c-a-x>", "<C-A-x>");
        check("<F12>", "<F12>");
        check("<S-Tab>", "<S-Tab>");
        check("é", "é");
        for wrong in ["", "jj", "<", "<C->", "<Foo>", "<F99>", "\u{1b}"] {
            assert!(wrong == "<" || wrong.parse::<Key>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn shift_is_told_by_the_letter() {
        let upper: Key = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT).into();
        let lower: Key = KeyEvent::new(KeyCode::Char('g'), KeyModifiers::SHIFT).into();
        assert_eq!(upper, "G".parse().unwrap());
        assert_eq!(lower, "G".parse().unwrap());
    }

    #[test]
    fn every_default_key_reaches_its_action() {
        let map = Keymap::new(&[]).unwrap();
        for row in ACTIONS {
            for key in row.keys {
                for pane in [Pane::List, Pane::Text].into_iter().filter(|p| row.scope.holds(*p)) {
                    assert_eq!(
                        map.action(pane, key.parse().unwrap()),
                        Some(row.action),
                        "{key} in {pane:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn one_key_for_two_actions_is_told() {
        let wrong =
            Keymap::new(&[(Action::Zen, vec!["j".to_owned(), "<oops>".to_owned()])]).unwrap_err();
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        assert!(wrong.iter().any(|w| w.contains("j is already the key of down")), "{wrong:?}");
        assert!(wrong.iter().any(|w| w.contains("\"<oops>\" is not a key")), "{wrong:?}");
    }

    #[test]
    fn a_replaced_key_takes_the_default_away() {
        let map = Keymap::new(&[(Action::Zen, vec!["Z".to_owned()])]).unwrap();
        assert_eq!(map.action(Pane::Text, "Z".parse().unwrap()), Some(Action::Zen));
        assert_eq!(map.action(Pane::Text, "z".parse().unwrap()), None);
        assert_eq!(map.key_name(Action::Zen), "Z");
    }
}
