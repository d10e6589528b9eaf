//! What is open around a word: emphasis, links, HTML elements; and how the word looks because of it.

use super::super::html::Effect;
use super::super::run::Look;
use super::super::{BlockKind, Roles};

/// HTML elements that may be open at a time; what is opened deeper does nothing.
const DEEPEST: usize = 64;

/// Cells by which a part of an HTML list is indented: a bullet and a space.
const BULLET: u16 = 2;

/// The roles that Markdown itself gives.
const ROLES: [Roles; 5] =
    [Roles::EMPHASIS, Roles::STRONG, Roles::CODE, Roles::STRUCK, Roles::SUPERSCRIPT];

/// An open HTML element.
#[derive(Debug)]
struct Element {
    name: String,
    effect: Effect,
    link: Option<u32>,
}

/// Everything that is open.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// How often each of [`ROLES`] is open.
    open: [u32; ROLES.len()],
    /// Markdown's links that are open.
    links: Vec<Option<u32>>,
    elements: Vec<Element>,
    look: Look,
}

impl Tags {
    /// How a word looks here.
    pub(super) fn look(&self) -> Look {
        self.look
    }

    /// How a word of preformatted text looks: plain, but it may be a spoiler.
    pub(super) fn verbatim_look(&self) -> Look {
        let is_covered = self.look.roles.contains(Roles::SPOILER);
        Look { roles: if is_covered { Roles::SPOILER } else { Roles::NONE }, link: None }
    }

    /// A role of Markdown begins.
    pub(super) fn begin(&mut self, role: Roles) {
        self.count(role, 1);
    }

    /// A role of Markdown ends.
    pub(super) fn finish(&mut self, role: Roles) {
        self.count(role, -1);
    }

    fn count(&mut self, role: Roles, change: i32) {
        for (bit, open) in ROLES.iter().zip(&mut self.open) {
            if *bit == role {
                *open = open.saturating_add_signed(change);
            }
        }
        self.refresh();
    }

    /// A link of Markdown begins.
    pub(super) fn begin_link(&mut self, link: Option<u32>) {
        self.links.push(link);
        self.refresh();
    }

    /// A link of Markdown ends.
    pub(super) fn finish_link(&mut self) {
        self.links.pop();
        self.refresh();
    }

    /// An HTML element begins.
    pub(super) fn open(&mut self, name: &str, effect: Effect, link: Option<u32>) {
        let name = name.to_ascii_lowercase();
        if matches!(name.as_str(), "p" | "li") {
            self.shut_last(&name);
        }
        if self.elements.len() < DEEPEST {
            self.elements.push(Element { name, effect, link });
            self.refresh();
        }
    }

    /// An HTML element ends, and what was left open inside.
    pub(super) fn shut(&mut self, name: &str) {
        let name = name.to_ascii_lowercase();
        if let Some(at) = self.elements.iter().rposition(|element| element.name == name) {
            self.elements.truncate(at);
            self.refresh();
        }
    }

    /// A paragraph or a part of a list ends the one before it, if nothing else is open in between.
    fn shut_last(&mut self, name: &str) {
        if self.elements.last().is_some_and(|element| element.name == name) {
            self.elements.pop();
        }
    }

    /// A block of Markdown ends: what stays open are covered passages and quotations, which may hold many blocks; and
    /// what is named alike inside of them, lest its end be taken for theirs.
    pub(super) fn end_block(&mut self) {
        if self.elements.is_empty() {
            return;
        }
        let mut held: Vec<String> = Vec::new();
        self.elements.retain(|element| {
            let is_cover = element.effect == Effect::Role(Roles::SPOILER);
            let holds = is_cover && (is_block(&element.name) || element.name == "spoiler");
            if holds || element.effect == Effect::Quote {
                held.push(element.name.clone());
            }
            held.contains(&element.name)
        });
        self.refresh();
    }

    /// Whether text is not for readers here.
    pub(super) fn is_hidden(&self) -> bool {
        self.elements.iter().any(|element| element.effect == Effect::Hide)
    }

    /// What a block is that begins here, where HTML says so.
    pub(super) fn kind(&self) -> Option<BlockKind> {
        self.elements.iter().rev().find_map(|element| match element.effect {
            Effect::Block(kind) if kind != BlockKind::Paragraph => Some(kind),
            _ => None,
        })
    }

    /// HTML quotations around a word, and the cells of indent by HTML lists.
    pub(super) fn nesting(&self) -> (usize, u16) {
        let quotes = self.elements.iter().filter(|element| element.effect == Effect::Quote).count();
        let bullets = self.elements.iter().filter(|element| element.effect == Effect::Bullet);
        (quotes, bullets.map(|_| BULLET).sum())
    }

    fn refresh(&mut self) {
        let open = ROLES.iter().zip(&self.open).filter(|&(_, &n)| n > 0);
        let mut roles = open.fold(Roles::NONE, |all, (&role, _)| all.with(role));
        let mut link = self.links.iter().rev().find_map(|&link| link);
        for element in &self.elements {
            roles = match element.effect {
                Effect::Role(role) => roles.with(role),
                Effect::Summary => roles.without(Roles::SPOILER),
                _ => roles,
            };
            link = element.link.or(link);
        }
        let roles = if link.is_some() { roles.with(Roles::LINK) } else { roles };
        self.look = Look { roles, link };
    }
}

/// Whether an element that may cover its text holds whole blocks.
pub(super) fn is_block(name: &str) -> bool {
    ["details", "div", "section", "aside", "p", "article"]
        .iter()
        .any(|n| n.eq_ignore_ascii_case(name))
}
