//! Going through a tree, without recursion, and the words in it.

use super::{Id, Tree};

/// Elements whose text is not for readers.
const HIDDEN: [&str; 14] = [
    "script", "style", "template", "noscript", "svg", "head", "iframe", "object", "select",
    "datalist", "canvas", "audio", "video", "textarea",
];

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 45] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "spoiler",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Whether an element of this name stands on lines of its own.
fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// A step of a walk: a node begins, or it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Step {
    Begin(Id),
    End(Id),
}

impl Tree {
    /// The nodes that stand directly in a node, in order.
    pub(in super::super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.node(id).and_then(|node| node.first), |&at| self.next(at))
    }

    /// The nodes around a node, the nearest first.
    pub(in super::super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.parent(id), |&at| self.parent(at))
    }

    /// Begins and ends of a node and all in it but what is in nodes that are passed over.
    pub(in super::super) fn steps(
        &self,
        id: Id,
        is_passed_over: impl Fn(Id) -> bool,
    ) -> impl Iterator<Item = Step> {
        std::iter::successors(Some(Step::Begin(id)), move |step| match *step {
            Step::Begin(at) => {
                let first = self.node(at)?.first.filter(|_| !is_passed_over(at));
                Some(first.map_or(Step::End(at), Step::Begin))
            }
            Step::End(at) if at == id => None,
            Step::End(at) => {
                self.next(at).map(Step::Begin).or_else(|| self.parent(at).map(Step::End))
            }
        })
    }

    /// All nodes in a node, in the order of the page.
    pub(in super::super) fn descendants(&self, id: Id) -> impl Iterator<Item = Id> {
        self.steps(id, |_| false).skip(1).filter_map(|step| match step {
            Step::Begin(at) => Some(at),
            Step::End(_) => None,
        })
    }

    /// The next node in the order of the page within a node, with or without those inside the present one.
    pub(in super::super) fn following(&self, at: Id, within: Id, goes_inside: bool) -> Option<Id> {
        let inside = self.node(at)?.first.filter(|_| goes_inside);
        inside.or_else(|| {
            let around = std::iter::once(at).chain(self.ancestors(at));
            around.take_while(|&id| id != within).find_map(|id| self.next(id))
        })
    }

    /// The elements in a node, in the order of the page.
    pub(in super::super) fn elements(&self, id: Id) -> impl Iterator<Item = Id> {
        self.descendants(id).filter(|&id| !self.name(id).is_empty())
    }

    /// The elements of a name in a node.
    pub(in super::super) fn named<'a>(
        &'a self,
        id: Id,
        name: &'a str,
    ) -> impl Iterator<Item = Id> + 'a {
        self.descendants(id).filter(move |&id| self.name(id) == name)
    }

    /// The words of an element's class.
    pub(in super::super) fn classes(&self, id: Id) -> impl Iterator<Item = &str> {
        self.attribute(id, "class").unwrap_or_default().split_ascii_whitespace()
    }

    /// Whether an element has a word among those of its class.
    pub(in super::super) fn has_class(&self, id: Id, class: &str) -> bool {
        self.classes(id).any(|word| word.eq_ignore_ascii_case(class))
    }

    /// Whether the text of an element is not for readers.
    pub(in super::super) fn is_hidden(&self, id: Id) -> bool {
        HIDDEN.contains(&self.name(id))
    }

    /// The text of a node as it stands, scripts too.
    pub(in super::super) fn verbatim(&self, id: Id) -> String {
        std::iter::once(id).chain(self.descendants(id)).filter_map(|id| self.own_text(id)).collect()
    }

    /// The words of a node as one line, those of blocks apart; without what is not for readers.
    pub(in super::super) fn words(&self, id: Id) -> String {
        let mut words = String::new();
        for step in self.steps(id, |at| at != id && self.is_hidden(at)) {
            match step {
                Step::Begin(at) => push_words(&mut words, self.own_text(at).unwrap_or_default()),
                Step::End(_) => {}
            }
            let (Step::Begin(at) | Step::End(at)) = step;
            if is_block(self.name(at)) {
                push_words(&mut words, " ");
            }
        }
        words.truncate(words.trim_end().len());
        words
    }

    /// How many letters and digits a node has, as far as they are for readers.
    pub(in super::super) fn n_letters(&self, id: Id) -> usize {
        let steps = self.steps(id, |at| at != id && self.is_hidden(at));
        let texts = steps.filter_map(|step| match step {
            Step::Begin(at) => self.own_text(at),
            Step::End(_) => None,
        });
        texts.map(|text| text.chars().filter(|c| c.is_alphanumeric()).count()).sum()
    }
}

/// Whether a character is space that falls together in HTML.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}')
}

/// Adds text, spaces fallen together, none at the beginning.
fn push_words(words: &mut String, text: &str) {
    for c in text.chars() {
        if !is_space(c) {
            words.push(c);
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
}
