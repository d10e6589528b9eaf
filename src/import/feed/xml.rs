//! XML as a tree, read with a broken feed in mind: what is not closed is closed, and no entity but HTML's is known.

use std::borrow::Cow;
use std::ops::Range;

use crate::import::limits;
use crate::text::prose::html::{Piece, Tag, decode, pieces};

/// An element.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) tag: Tag<'a>,
    /// Its name with its prefix, lower case.
    pub(super) name: String,
    /// The line of its tag, from 1.
    pub(super) line: usize,
    /// The text in it, not in its children, entities decoded.
    text: String,
    /// Where in the source it stands, its own tags left out.
    inner: Range<usize>,
    pub(super) children: Vec<Self>,
}

impl<'a> Node<'a> {
    fn new(tag: Tag<'a>, line: usize, start: usize) -> Self {
        Self {
            tag,
            name: tag.name.to_ascii_lowercase(),
            line,
            text: String::new(),
            inner: start..start,
            children: Vec::new(),
        }
    }

    /// The first child of one of these names, the first of the names first.
    pub(super) fn child(&self, names: &[&str]) -> Option<&Self> {
        names.iter().find_map(|name| self.children.iter().find(|child| child.name == *name))
    }

    /// The first element of one of these names, itself or below.
    pub(super) fn find(&self, names: &[&str]) -> Option<&Self> {
        if names.contains(&self.name.as_str()) {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(names))
    }

    /// All elements of these names below, none within another.
    pub(super) fn all(&self, names: &[&str]) -> Vec<&Self> {
        let (found, others): (Vec<&Self>, Vec<&Self>) =
            self.children.iter().partition(|child| names.contains(&child.name.as_str()));
        let below = others.into_iter().flat_map(|child| child.all(names));
        found.into_iter().chain(below).collect()
    }

    /// Its text, without markup that is escaped in it, and with entities that were escaped twice.
    pub(super) fn words(&self) -> String {
        let parts = pieces(&self.text).filter_map(|piece| match piece {
            Piece::Text(text) => Some(decode(text)),
            Piece::Tag(_) => None,
        });
        parts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Its text as it is.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What stands in it, in the source.
    pub(super) fn source<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.inner.clone()).unwrap_or("")
    }

    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.tag.attribute(name).map(Cow::into_owned)
    }
}

/// The elements of a text.
///
/// # Errors
/// Refuses what nests deeper than browsers do.
pub(super) fn tree(text: &str) -> Result<Node<'_>, &'static str> {
    let Some(root) = Tag::parse("<root>") else { return Err("not XML") };
    let mut builder = Builder { text, open: vec![Node::new(root, 1, 0)], at: 0, line: 1 };
    let mut rest = text;
    while !rest.is_empty() {
        let (markup, after) = rest.split_once("<![CDATA[").unwrap_or((rest, ""));
        builder.markup(markup)?;
        let (plain, after) = after.split_once("]]>").unwrap_or((after, ""));
        builder.words(plain);
        rest = after;
    }
    while builder.open.len() > 1 {
        builder.close(text.len());
    }
    builder.open.pop().ok_or("not XML")
}

struct Builder<'a> {
    text: &'a str,
    open: Vec<Node<'a>>,
    /// How far lines are counted.
    at: usize,
    line: usize,
}

impl<'a> Builder<'a> {
    fn markup(&mut self, markup: &'a str) -> Result<(), &'static str> {
        for piece in pieces(markup) {
            match piece {
                Piece::Text(text) => self.words(&decode(text)),
                Piece::Tag(tag) if tag.is_end => {
                    let name = tag.name.to_ascii_lowercase();
                    if let Some(depth) = self.open.iter().rposition(|node| node.name == name) {
                        let end = self.byte(tag).saturating_sub(2);
                        while self.open.len() > depth.max(1) {
                            self.close(end);
                        }
                    }
                }
                Piece::Tag(tag) => {
                    if self.open.len() > limits::DEPTH {
                        return Err("it nests more than 512 elements");
                    }
                    self.open(tag);
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, tag: Tag<'a>) {
        let byte = self.byte(tag);
        let passed = self.text.get(self.at..byte).unwrap_or("");
        self.line += passed.matches('\n').count();
        self.at = byte;
        let rest = self.text.get(byte..).unwrap_or("");
        let start = byte + rest.find('>').map_or(rest.len(), |at| at + 1);
        self.open.push(Node::new(tag, self.line, start));
        if tag.is_empty() {
            self.close(start);
        }
    }

    fn close(&mut self, end: usize) {
        if let Some(mut node) = self.open.pop() {
            node.inner.end = end.max(node.inner.start);
            if let Some(parent) = self.open.last_mut() {
                parent.children.push(node);
            }
        }
    }

    fn words(&mut self, text: &str) {
        if let Some(node) = self.open.last_mut() {
            node.text.push_str(text);
        }
    }

    /// Where a tag's name stands in the text.
    fn byte(&self, tag: Tag<'_>) -> usize {
        tag.name.as_ptr().addr().saturating_sub(self.text.as_ptr().addr())
    }
}
