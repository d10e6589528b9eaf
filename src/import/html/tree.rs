//! Tree: a page's markup as nodes, of bounded number and depth.

mod parse;
mod walk;
mod write;

use std::num::NonZeroU32;

use html5ever::{Attribute, QualName};

pub(super) use self::walk::Step;

/// Names a node of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Id(NonZeroU32);

impl Id {
    fn at(index: usize) -> Option<Self> {
        u32::try_from(index + 1).ok().and_then(NonZeroU32::new).map(Self)
    }

    /// Its number, for [`Tree::nth`].
    pub(super) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// What a node is.
#[derive(Debug)]
enum Kind {
    /// The page itself.
    Page,
    /// An element with its attributes.
    Element(QualName, Vec<Attribute>),
    Text(String),
    Comment(String),
    /// What says nothing to a reader: instructions to programs.
    Silent,
}

/// A node and those around it.
#[derive(Debug)]
struct Node {
    kind: Kind,
    /// How many elements it stands in.
    depth: u16,
    parent: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
    previous: Option<Id>,
    next: Option<Id>,
}

/// The nodes of a page. What is taken out stays in memory, but is met no more.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    fn new() -> Self {
        Self { nodes: vec![Node::new(Kind::Page)] }
    }

    /// The page itself, around everything.
    #[expect(clippy::unused_self, reason = "a root is a tree's, though all have the same")]
    pub(super) fn root(&self) -> Id {
        Id(NonZeroU32::MIN)
    }

    /// The node of a number.
    pub(super) fn nth(&self, number: usize) -> Option<Id> {
        Id::at(number).filter(|id| self.node(*id).is_some())
    }

    /// A new node that stands nowhere yet. `None` once there are as many as can be counted.
    fn add(&mut self, kind: Kind) -> Option<Id> {
        let id = Id::at(self.nodes.len())?;
        self.nodes.push(Node::new(kind));
        Some(id)
    }

    fn node(&self, id: Id) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    fn node_mut(&mut self, id: Option<Id>) -> Option<&mut Node> {
        self.nodes.get_mut(id?.index())
    }

    /// The name of an element in lower case; empty for anything else.
    pub(super) fn name(&self, id: Id) -> &str {
        match self.node(id).map(|node| &node.kind) {
            Some(Kind::Element(name, _)) => &name.local,
            _ => "",
        }
    }

    /// The value of an element's attribute.
    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        match &self.node(id)?.kind {
            Kind::Element(_, attributes) => attributes
                .iter()
                .find(|attribute| *attribute.name.local == *name)
                .map(|attribute| &*attribute.value),
            _ => None,
        }
    }

    /// The text of a node that is text.
    pub(super) fn own_text(&self, id: Id) -> Option<&str> {
        match &self.node(id)?.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The words of a node that is a comment.
    pub(super) fn comment(&self, id: Id) -> Option<&str> {
        match &self.node(id)?.kind {
            Kind::Comment(text) => Some(text),
            _ => None,
        }
    }

    /// The node that a node stands in.
    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.node(id)?.parent
    }

    /// The node before it in the same node.
    pub(super) fn previous(&self, id: Id) -> Option<Id> {
        self.node(id)?.previous
    }

    /// The node behind it in the same node.
    pub(super) fn next(&self, id: Id) -> Option<Id> {
        self.node(id)?.next
    }

    /// Takes a node with all that stands in it out of the page.
    pub(super) fn remove(&mut self, id: Id) {
        let Some(node) = self.nodes.get_mut(id.index()) else { return };
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        match previous {
            Some(_) => self.node_mut(previous).into_iter().for_each(|node| node.next = next),
            None => self.node_mut(parent).into_iter().for_each(|node| node.first = next),
        }
        match next {
            Some(_) => self.node_mut(next).into_iter().for_each(|node| node.previous = previous),
            None => self.node_mut(parent).into_iter().for_each(|node| node.last = previous),
        }
    }

    /// Puts a node at the end of another.
    pub(super) fn append(&mut self, parent: Id, id: Id) {
        self.remove(id);
        let last = self.node(parent).and_then(|node| node.last);
        let depth = self.node(parent).map_or(0, |node| node.depth.saturating_add(1));
        if let Some(node) = self.node_mut(Some(id)) {
            (node.parent, node.previous, node.depth) = (Some(parent), last, depth);
        }
        match last {
            Some(_) => self.node_mut(last).into_iter().for_each(|node| node.next = Some(id)),
            None => self.node_mut(Some(parent)).into_iter().for_each(|node| node.first = Some(id)),
        }
        if let Some(node) = self.node_mut(Some(parent)) {
            node.last = Some(id);
        }
    }

    /// Puts a node before another.
    fn insert_before(&mut self, sibling: Id, id: Id) {
        self.remove(id);
        let Some((parent, previous, depth)) =
            self.node(sibling).map(|node| (node.parent, node.previous, node.depth))
        else {
            return;
        };
        if let Some(node) = self.node_mut(Some(id)) {
            (node.parent, node.previous, node.next) = (parent, previous, Some(sibling));
            node.depth = depth;
        }
        match previous {
            Some(_) => self.node_mut(previous).into_iter().for_each(|node| node.next = Some(id)),
            None => self.node_mut(parent).into_iter().for_each(|node| node.first = Some(id)),
        }
        if let Some(node) = self.node_mut(Some(sibling)) {
            node.previous = Some(id);
        }
    }
}

impl Node {
    fn new(kind: Kind) -> Self {
        Self { kind, depth: 0, parent: None, first: None, last: None, previous: None, next: None }
    }
}
