//! A tree as `CommonMark`: what each element of a page is to the writer of fragments.

mod table;

use super::super::markup::{Element, Writer};
use super::address::Base;
use super::spoiler;
use super::tree::{Id, Step, Tree};

/// What stands in a node as `CommonMark`.
pub(super) fn markdown(tree: &Tree, id: Id, base: &Base) -> String {
    let mut walk = Walk { tree, base, writer: Writer::default(), layouts: Vec::new() };
    for step in tree.steps(id, |at| at != id && is_passed_over(tree, at)) {
        match step {
            Step::Begin(at) => walk.begin(at),
            Step::End(at) => walk.end(at),
        }
    }
    walk.writer.finish()
}

/// A walk through a tree, and the writer that is told of it.
struct Walk<'a> {
    tree: &'a Tree,
    base: &'a Base,
    writer: Writer,
    /// Whether each table that is open lays out the page.
    layouts: Vec<bool>,
}

/// Classes of preformatted text that is no program.
const VERSE: [&str; 3] = ["verse", "poem", "poetry"];

/// Classes of captions that are no `<figcaption>`.
#[rustfmt::skip]
const CAPTIONS: [&str; 9] = [
    "caption-text", "caption_text", "figcaption", "image-caption", "img-caption", "photo-caption", "photo-credit", "image-credit", "photocredit",
];

/// A caption has no more words.
const LONGEST_CAPTION: usize = 80;

/// A picture that stands for a sign has no longer description, in characters.
const SIGN: usize = 3;

/// Whether what stands in a node is not written as it stands.
fn is_passed_over(tree: &Tree, id: Id) -> bool {
    tree.is_hidden(id) || matches!(tree.name(id), "button" | "input" | "nav") || is_verse(tree, id)
}

fn is_verse(tree: &Tree, id: Id) -> bool {
    let says = |class: &str| {
        let class = class.to_ascii_lowercase();
        VERSE.iter().any(|verse| class.contains(verse))
    };
    tree.name(id) == "pre" && tree.classes(id).any(says)
}

impl Walk<'_> {
    fn begin(&mut self, id: Id) {
        if let Some(text) = self.tree.own_text(id) {
            return self.writer.text(text);
        }
        match self.tree.name(id) {
            "" => {}
            "img" => self.picture(id),
            "table" => self.table(id),
            "tr" | "td" | "th" if self.is_in_layout() => self.writer.paragraph_break(),
            "pre" if is_verse(self.tree, id) => self.verse(id),
            _ if is_passed_over(self.tree, id) => {}
            "dt" => {
                self.start("dt", id);
                self.start("strong", id);
            }
            _ if self.is_caption(id) => self.start("figcaption", id),
            name => self.start(name, id),
        }
    }

    fn end(&mut self, id: Id) {
        match self.tree.name(id) {
            "" | "img" | "br" | "hr" => {}
            "table" => {
                let is_layout = self.layouts.pop().unwrap_or_default();
                if is_layout { self.writer.paragraph_break() } else { self.writer.end("table") }
            }
            "tr" | "td" | "th" if self.is_in_layout() => self.writer.paragraph_break(),
            _ if is_passed_over(self.tree, id) => {}
            _ if self.is_caption(id) => self.writer.end("figcaption"),
            name => self.writer.end(name),
        }
    }

    fn start(&mut self, name: &str, id: Id) {
        let (tree, base) = (self.tree, self.base);
        let attribute = |name: &str| {
            let value = tree.attribute(id, name)?;
            if name == "href" { base.absolute(value) } else { Some(value.to_owned()) }
        };
        let is_spoiler = spoiler::is_marked(tree, id);
        self.writer.start(&Element { name, is_spoiler, attribute: &attribute });
    }

    /// A picture is a sign by its description, or nothing: what is written for search engines is no text.
    fn picture(&mut self, id: Id) {
        let words = self.tree.attribute(id, "alt").unwrap_or_default().trim();
        let is_sign = words.chars().count() <= SIGN && !words.chars().any(char::is_alphanumeric);
        if is_sign {
            self.writer.text(words);
        }
    }

    fn table(&mut self, id: Id) {
        let is_layout = !table::holds_facts(self.tree, id);
        self.layouts.push(is_layout);
        if is_layout { self.writer.paragraph_break() } else { self.start("table", id) }
    }

    fn is_in_layout(&self) -> bool {
        self.layouts.last().copied().unwrap_or_default()
    }

    /// Lines of a poem.
    fn verse(&mut self, id: Id) {
        self.writer.paragraph_break();
        for line in self.tree.verbatim(id).split('\n') {
            self.writer.text(line);
            self.writer.line_break();
        }
        self.writer.paragraph_break();
    }

    /// Whether an element is the caption of a picture by its class.
    fn is_caption(&self, id: Id) -> bool {
        let says = |class: &str| {
            let class = class.to_ascii_lowercase();
            class == "caption" || CAPTIONS.iter().any(|word| class.contains(word))
        };
        self.tree.classes(id).any(says)
            && !matches!(self.tree.name(id), "figure" | "caption" | "td" | "th" | "tr")
            && self.tree.named(id, "img").next().is_none()
            && self.tree.words(id).split(' ').count() <= LONGEST_CAPTION
    }
}

#[cfg(test)]
mod tests;
