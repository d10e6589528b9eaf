//! Elements of HTML, as they open and close, become blocks of `CommonMark`.

use super::inline::{Look, Words};
use super::nest::Nests;
use super::table::Table;
use super::tags::{self, Effect};
use crate::import::commonmark::with_last_hashes;
use crate::import::limits;

/// What is asked of an element that opens.
pub(crate) struct Element<'a> {
    /// Its name, lower case.
    pub(crate) name: &'a str,
    /// Whether it says that it holds a spoiler.
    pub(crate) is_spoiler: bool,
    /// Its attributes by name.
    pub(crate) attribute: &'a dyn Fn(&str) -> Option<String>,
}

/// What the block at hand will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    #[default]
    Paragraph,
    Heading(usize),
    Caption,
    Code,
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    name: String,
    effect: Effect,
    /// How words looked before it.
    look: Look,
}

/// Makes `CommonMark` of elements and text. Elements that are left open, or closed without having been opened, do no harm.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    nests: Nests,
    words: Words,
    kind: Kind,
    look: Look,
    open: Vec<Open>,
    /// Elements open now whose text is not for readers.
    n_hidden: usize,
    /// Addresses of links and pictures.
    targets: Vec<String>,
    table: Option<Table>,
    /// The text of a block of code.
    code: String,
}

impl Writer {
    /// An element opens.
    pub(crate) fn start(&mut self, element: &Element<'_>) {
        let effect = tags::effect(element);
        match effect {
            Effect::Break => return self.line_break(),
            Effect::Rule => return self.rule(),
            Effect::Picture => return self.picture(element),
            _ => {}
        }
        if self.open.len() >= limits::DEPTH {
            return;
        }
        self.shut_siblings(element.name);
        if tags::is_block(element.name) {
            self.flush();
        }
        self.open.push(Open { name: element.name.to_owned(), effect, look: self.look });
        self.enter(element, effect);
    }

    fn enter(&mut self, element: &Element<'_>, effect: Effect) {
        match effect {
            Effect::Look(style) => self.look = self.look.with(style),
            Effect::Plain(style) => self.look = self.look.without(style),
            Effect::Link => {
                if let Some(address) = (element.attribute)("href").filter(|a| tags::is_target(a)) {
                    self.look = self.look.linked(self.target(address));
                }
            }
            Effect::Hide => self.n_hidden += 1,
            Effect::Block(kind) => self.kind = kind,
            Effect::Quote => self.nests.quote(),
            Effect::List { is_ordered } => {
                let first = (element.attribute)("start").and_then(|n| n.trim().parse().ok());
                self.nests.list(is_ordered.then_some(first.unwrap_or(1)));
            }
            Effect::Part => self.nests.part(),
            Effect::Said(mark) => self.words.push(mark, self.look),
            Effect::Table if self.table.is_none() => self.table = Some(Table::default()),
            Effect::Row => self.with_table(Table::row),
            Effect::Cell { is_head } => self.with_table(|table| table.cell(is_head)),
            _ => {}
        }
        if element.is_spoiler {
            self.look = self.look.with(Look::SPOILER);
        }
    }

    fn with_table(&mut self, act: impl FnOnce(&mut Table)) {
        if let Some(table) = &mut self.table {
            act(table);
        }
    }

    /// An element closes, and what was left open in it.
    pub(crate) fn end(&mut self, name: &str) {
        match self.open.iter().rposition(|open| open.name == name) {
            Some(at) => self.shut_from(at),
            None if tags::is_block(name) => self.flush(),
            None => {}
        }
    }

    fn shut_from(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(open) = self.open.pop() else { return };
            self.leave(&open);
            self.look = open.look;
        }
    }

    fn leave(&mut self, open: &Open) {
        match open.effect {
            Effect::Said(mark) => self.words.push(tags::closing(mark), open.look),
            Effect::Hide => self.n_hidden = self.n_hidden.saturating_sub(1),
            Effect::Cell { .. } => self.end_cell(),
            Effect::Table => {
                self.end_cell();
                if !self.open.iter().any(|open| open.effect == Effect::Table) {
                    self.end_table();
                }
            }
            _ => {}
        }
        if tags::is_block(&open.name) {
            self.flush();
        }
        match open.effect {
            Effect::Block(_) => self.kind = self.outer_kind(),
            Effect::Quote => self.nests.end_quote(),
            Effect::List { .. } => self.nests.end_list(),
            Effect::Part => self.nests.end_part(),
            _ => {}
        }
    }

    /// What a block is within what is still open.
    fn outer_kind(&self) -> Kind {
        let kinds = self.open.iter().rev().filter_map(|open| match open.effect {
            Effect::Block(kind) => Some(kind),
            _ => None,
        });
        kinds.into_iter().next().unwrap_or_default()
    }

    /// Ends what the beginning of this element ends: a paragraph the one before, a part of a list the one before it.
    fn shut_siblings(&mut self, name: &str) {
        let (siblings, walls) = tags::siblings(name);
        let found = self
            .open
            .iter()
            .rposition(|open| siblings.contains(&&*open.name) || walls.contains(&&*open.name));
        let is_sibling =
            |at: &usize| self.open.get(*at).is_some_and(|open| siblings.contains(&&*open.name));
        if let Some(at) = found.filter(is_sibling) {
            self.shut_from(at);
        }
    }

    /// Text, its entities decoded.
    pub(crate) fn text(&mut self, text: &str) {
        if self.n_hidden > 0 {
            return;
        }
        if self.kind == Kind::Code && self.table.is_none() {
            self.code.push_str(text);
        } else {
            self.words.push(text, self.look);
        }
    }

    /// A line ends here; where it has ended already, the paragraph does.
    pub(crate) fn line_break(&mut self) {
        if self.kind == Kind::Code && self.table.is_none() {
            self.code.push('\n');
        } else if self.words.line_break() && self.table.is_none() {
            self.flush();
        }
    }

    /// A paragraph ends here, whatever is open.
    pub(crate) fn paragraph_break(&mut self) {
        self.flush();
    }

    /// Whether an element of this name is open.
    pub(crate) fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|open| open.name == name)
    }

    fn rule(&mut self) {
        self.flush();
        if self.n_hidden == 0 && self.table.is_none() {
            self.nests.put(&["***".to_owned()]);
        }
    }

    fn picture(&mut self, element: &Element<'_>) {
        let words = (element.attribute)("alt").unwrap_or_default();
        let address = (element.attribute)("src").filter(|a| tags::is_target(a)).unwrap_or_default();
        if self.n_hidden == 0 && !words.trim().is_empty() && self.kind != Kind::Code {
            let look = self.look.pictured(self.target(address));
            self.words.push(&words, look);
        }
    }

    fn target(&mut self, address: String) -> usize {
        self.targets.push(address);
        self.targets.len() - 1
    }

    /// The block at hand is complete.
    fn flush(&mut self) {
        if self.table.as_ref().is_some_and(Table::is_in_cell) {
            self.words.push(" ", self.look);
            return;
        }
        if !self.code.is_empty() {
            let code = std::mem::take(&mut self.code);
            self.nests.put(&fenced(&code));
        }
        let words = std::mem::take(&mut self.words);
        if words.is_blank() {
            return;
        }
        let lines = match self.kind {
            Kind::Heading(level) => {
                vec![heading(level, &words.to_commonmark(&self.targets).join(" "))]
            }
            Kind::Caption => {
                vec![format!("<figcaption>{}</figcaption>", words.to_html(&self.targets))]
            }
            Kind::Paragraph | Kind::Code => broken(words.to_commonmark(&self.targets)),
        };
        self.nests.put(&lines);
    }

    fn end_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        if table.is_in_cell() {
            let words = std::mem::take(&mut self.words);
            table.end_cell(words.to_commonmark(&self.targets).join(" "));
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        for lines in table.blocks() {
            self.nests.put(&lines);
        }
    }

    /// The text.
    pub(crate) fn finish(mut self) -> String {
        self.shut_from(0);
        self.flush();
        self.nests.finish()
    }
}

fn heading(level: usize, words: &str) -> String {
    format!("{} {}", "#".repeat(level), with_last_hashes(words))
}

/// Lines of one paragraph, each but the last with the sign of a line break.
fn broken(mut lines: Vec<String>) -> Vec<String> {
    let n_breaks = lines.len().saturating_sub(1);
    lines.iter_mut().take(n_breaks).for_each(|line| line.push('\\'));
    lines
}

/// Code between fences that are longer than any in it.
fn fenced(code: &str) -> Vec<String> {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let lines = code.trim_matches('\n').lines().map(|line| line.trim_end().to_owned());
    [fence.clone()].into_iter().chain(lines).chain([fence]).collect()
}
