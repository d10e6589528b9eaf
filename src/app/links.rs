//! Links: where words of the open text lead, to be chosen from, copied, and opened when that is said yes to.

use crate::action::{Action, Pane};
use crate::app::{App, Layer, Reader};
use crate::event::Job;
use crate::keymap::Key;

/// A link of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRow {
    /// The words that lead there.
    pub words: String,
    /// Where they lead.
    pub address: String,
}

/// The links of a text, one of them chosen.
#[derive(Debug, Default)]
pub struct Links {
    /// The links, each address once.
    pub rows: Vec<LinkRow>,
    /// Which of them is chosen, from 0.
    pub selected: usize,
    /// The number that is being typed.
    number: usize,
}

impl Links {
    /// The links of a text that may be shown; the first on the page is chosen.
    fn new(reader: &Reader) -> Self {
        let prose = reader.prose();
        let mut links = Self::default();
        let mut n_before = 0;
        for link in prose.linked() {
            let is_covered =
                reader.covered(link.block).iter().any(|cover| cover.contains(&link.range.start));
            let is_known = links.rows.iter().any(|row| row.address == link.address);
            if is_covered || is_known {
                continue;
            }
            let start = prose.place(link.block, link.range.start);
            n_before += usize::from(start < reader.place());
            let words = prose.text(link.block).get(link.range).unwrap_or("");
            let words = words.replace('\u{ad}', "").replace('\n', " ");
            links.rows.push(LinkRow { words, address: link.address.to_owned() });
        }
        links.selected = n_before;
        links.step(0);
        links
    }

    /// The link that is chosen.
    pub fn chosen(&self) -> Option<&LinkRow> {
        self.rows.get(self.selected)
    }

    fn step(&mut self, rows: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(rows).min(last);
        self.number = 0;
    }

    /// Takes a digit: it goes on with the number typed so far where there is such a link, else it begins one.
    fn number(&mut self, digit: usize) {
        let longer = self.number.saturating_mul(10).saturating_add(digit);
        let number = if longer <= self.rows.len() { longer } else { digit };
        if (1..=self.rows.len()).contains(&number) {
            self.selected = number - 1;
            self.number = number;
        }
    }
}

impl App {
    /// Opens the list of links, if the text has any that may be shown.
    pub(super) fn open_links(&mut self) -> Vec<Job> {
        let Some(reader) = &self.reader else {
            self.say("no review is open");
            return Vec::new();
        };
        let links = Links::new(reader);
        if links.rows.is_empty() {
            let is_covered = !reader.prose().linked().is_empty();
            self.say(if is_covered { "its links are covered" } else { "this text has no links" });
        } else {
            self.layer = Layer::Links(links);
        }
        Vec::new()
    }

    pub(super) fn press_in_links(&mut self, key: Key) -> Vec<Job> {
        let action = self.keymap.action(Pane::Text, key);
        let page = usize::from(self.panes.screen.height / 2).max(1).cast_signed();
        let Layer::Links(links) = &mut self.layer else { return Vec::new() };
        if let Some(digit) = key.digit() {
            links.number(digit);
            return Vec::new();
        }
        match action {
            Some(Action::Quit) => return vec![Job::Quit],
            Some(Action::Down) => links.step(1),
            Some(Action::Up) => links.step(-1),
            Some(Action::PageDown | Action::HalfPageDown) => links.step(page),
            Some(Action::PageUp | Action::HalfPageUp) => links.step(-page),
            Some(Action::Top) => links.step(isize::MIN),
            Some(Action::End) => links.step(isize::MAX),
            Some(Action::CopyParagraph) => return self.copy_link(),
            Some(Action::ToText) => return self.ask_to_browse(),
            Some(Action::Back | Action::Leave | Action::ToList | Action::Links) => {
                self.layer = Layer::None;
            }
            _ => self.say(format!("{key} does nothing here")),
        }
        Vec::new()
    }

    fn copy_link(&mut self) -> Vec<Job> {
        let Layer::Links(links) = std::mem::take(&mut self.layer) else { return Vec::new() };
        let address = links.chosen().map(|row| row.address.clone());
        let copy = |text| Job::Copy { text, what: "an address".to_owned() };
        address.map(copy).into_iter().collect()
    }

    /// Nothing is opened that was not shown and said yes to.
    fn ask_to_browse(&mut self) -> Vec<Job> {
        let Layer::Links(links) = &self.layer else { return Vec::new() };
        let Some(address) = links.chosen().map(|row| row.address.clone()) else {
            return Vec::new();
        };
        match refusal(&address) {
            None => self.ask(format!("open {address} in the browser?"), Job::Browse(address)),
            Some(why) => {
                let key = self.keymap.key_name(Action::CopyParagraph);
                self.say(format!("not opened: {why} · {key} copies it"));
                Vec::new()
            }
        }
    }
}

/// Why an address is not opened, if it is not.
fn refusal(address: &str) -> Option<&'static str> {
    let (scheme, rest) = address.split_once(':').unwrap_or(("", address));
    let is = |name: &str| scheme.eq_ignore_ascii_case(name);
    let is_web = is("http") || is("https");
    let host = rest.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or("");
    if !is_web && !is("mailto") {
        Some("no http, https or mailto")
    } else if address.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
        Some("it has signs that no address has")
    } else if is_web && (!rest.starts_with("//") || host.is_empty()) {
        Some("it has no host")
    } else if is_web && host.contains('@') {
        Some("what stands before its @ hides where it leads")
    } else if is_web && !host.is_ascii() {
        Some("its host has letters that may pass for others")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_that_says_where_it_leads_is_opened() {
        let check = |address: &str, is_opened: bool| {
            assert_eq!(refusal(address).is_none(), is_opened, "{address}");
        };
        check("https://a.example/x?y=z@w#u", true);
        check("HTTP://a.example", true);
        check("mailto:ada@a.example", true);
        check("file:///etc/passwd", false);
        check("javascript:alert(1)", false);
        check("/about", false);
        check("-e", false);
        check("https:a.example", false);
        check("https://", false);
        check("https://bank.example@a.example/", false);
        check("https://bank.example\\@a.example/", false);
        check("https://a.example/é", true);
        check("https://a.example/ --new", false);
        check("https://а.example/", false);
    }
}
