//! Markup to a tree, by the rules of browsers, within limits: deeper tags are passed over, more nodes refused.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{
    ElemName, ElementFlags, NodeOrText, QuirksMode, TreeBuilder, TreeBuilderOpts, TreeSink,
};
use html5ever::{Attribute, LocalName, Namespace, QualName, TokenizerResult};

use super::super::super::limits;
use super::{Id, Kind, Tree};

/// Bytes that are given to the parser at a time; between them it is seen whether a limit is passed.
const CHUNK: usize = 16 * 1024;

/// A tag longer than this is looked at before it is parsed, in bytes.
const LONG_TAG: usize = 64 * 1024;

impl Tree {
    /// Parses a page.
    ///
    /// # Errors
    /// Why it is refused: it is too large, has too many elements, or a tag with too many attributes.
    pub(in super::super) fn parse(markup: &str) -> Result<Self, &'static str> {
        let markup = &*without_pictures(markup);
        if markup.len() > limits::PAGE_BYTES {
            return Err(limits::PAGE_TOO_LARGE);
        }
        if has_endless_tag(markup) {
            return Err(limits::TOO_MANY_ATTRIBUTES);
        }
        let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let builder = TreeBuilder::new(Sink::new(), options);
        let tokenizer =
            Tokenizer::new(Bounded { builder, n_tokens: Cell::new(0) }, TokenizerOpts::default());
        let input = BufferQueue::default();
        let mut rest = markup;
        while !rest.is_empty() {
            let end = (0..4).map(|n| CHUNK + n).find(|&end| rest.is_char_boundary(end));
            let (chunk, after) = rest.split_at(end.unwrap_or(rest.len()));
            rest = after;
            input.push_back(StrTendril::from_slice(chunk));
            // It stops at scripts and at the name of an encoding, which are nothing to wait for here.
            while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
            tokenizer.sink.bounds()?;
        }
        tokenizer.end();
        tokenizer.sink.bounds()?;
        Ok(tokenizer.sink.builder.sink.tree.into_inner())
    }
}

/// Markup without the pictures that are written into it, which can be most of a saved page.
fn without_pictures(markup: &str) -> Cow<'_, str> {
    const MARK: &str = ";base64,";
    if !markup.contains(MARK) {
        return Cow::Borrowed(markup);
    }
    let mut parts = markup.split(MARK);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_data = |c: char| c.is_ascii_alphanumeric() || "+/=%".contains(c);
        out.push_str(MARK);
        out.push_str(part.trim_start_matches(is_data));
    }
    Cow::Owned(out)
}

/// Whether a tag has more attributes than are read: the parser compares each with all before it.
fn has_endless_tag(markup: &str) -> bool {
    let long = markup.split('<').filter(|tag| tag.len() > LONG_TAG);
    let mut tags = long.filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    tags.any(|tag| n_attributes(tag) > limits::N_ATTRIBUTES)
}

/// How many attributes a tag has up to its end.
fn n_attributes(tag: &str) -> usize {
    let begins = |last: char, c: char| {
        !c.is_ascii_whitespace() && (last.is_ascii_whitespace() || "/\"'".contains(last))
    };
    let (mut n, mut quote, mut last) = (0, None, ' ');
    for c in tag.chars() {
        match quote {
            Some(open) if open == c => quote = None,
            None if c == '>' => break,
            None if matches!(c, '"' | '\'') && last == '=' => quote = Some(c),
            None if begins(last, c) => n += 1,
            _ => {}
        }
        last = c;
    }
    n
}

/// Hands tokens on to the tree builder, but for what would nest too deep or fill a tree that is full: the builder looks
/// through all open elements at every tag.
struct Bounded {
    builder: TreeBuilder<Id, Sink>,
    n_tokens: Cell<usize>,
}

impl Bounded {
    /// Whether a limit is passed, and which.
    fn bounds(&self) -> Result<(), &'static str> {
        if self.builder.sink.is_full.get() {
            Err(limits::TOO_MANY_ELEMENTS)
        } else if self.n_tokens.get() > limits::N_TOKENS {
            Err(limits::TOO_MANY_TOKENS)
        } else {
            Ok(())
        }
    }
}

impl TokenSink for Bounded {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        // What is said of errors in the markup is no part of it.
        let is_error = matches!(token, Token::ParseError(_));
        self.n_tokens.set(self.n_tokens.get() + usize::from(!is_error));
        let sink = &self.builder.sink;
        let is_start = matches!(&token, Token::TagToken(Tag { kind: TagKind::StartTag, .. }));
        let is_left_out = is_start && usize::from(sink.depth.get()) >= limits::PAGE_DEPTH;
        if is_left_out || (sink.is_full.get() && !matches!(token, Token::EOFToken)) {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// What the tree builder builds into.
struct Sink {
    tree: RefCell<Tree>,
    /// How deep the last node came to stand.
    depth: Cell<u16>,
    is_full: Cell<bool>,
}

impl Sink {
    fn new() -> Self {
        Self { tree: RefCell::new(Tree::new()), depth: Cell::new(0), is_full: Cell::new(false) }
    }

    /// A new node; once the tree is full, the page itself, which is then thrown away.
    fn add(&self, kind: Kind) -> Id {
        let mut tree = self.tree.borrow_mut();
        if tree.nodes.len() >= limits::N_ELEMENTS {
            self.is_full.set(true);
        }
        let root = tree.root();
        tree.add(kind).unwrap_or(root)
    }

    /// Adds text to the text that stands there already; else a new node for it.
    fn text(&self, before: Option<Id>, text: &str) -> Option<Id> {
        if let Some(Kind::Text(known)) =
            self.tree.borrow_mut().node_mut(before).map(|node| &mut node.kind)
        {
            known.push_str(text);
            return None;
        }
        Some(self.add(Kind::Text(text.to_owned())))
    }
}

/// A name that is held, since the tree cannot be borrowed for as long as it is looked at.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Self;
    type ElemName<'a> = Name;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        self.tree.borrow().root()
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name {
        let tree = self.tree.borrow();
        let name = tree.node(*target).and_then(|node| match &node.kind {
            Kind::Element(name, _) => Some(name.clone()),
            _ => None,
        });
        Name(
            name.unwrap_or_else(|| QualName::new(None, Namespace::default(), LocalName::default())),
        )
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        self.add(Kind::Element(name, attributes))
    }

    fn create_comment(&self, text: StrTendril) -> Id {
        self.add(Kind::Comment(text.to_string()))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(Kind::Silent)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        let id = match child {
            NodeOrText::AppendNode(id) => Some(id),
            NodeOrText::AppendText(text) => {
                let last = self.tree.borrow().node(*parent).and_then(|node| node.last);
                self.text(last, &text)
            }
        };
        let mut tree = self.tree.borrow_mut();
        if let Some(id) = id {
            tree.append(*parent, id);
        }
        let depth = tree.node(*parent).map_or(0, |node| node.depth);
        self.depth.set(depth + 1);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let has_parent = self.tree.borrow().parent(*element).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, one: &Id, other: &Id) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let id = match child {
            NodeOrText::AppendNode(id) => Some(id),
            NodeOrText::AppendText(text) => {
                let before = self.tree.borrow().previous(*sibling);
                self.text(before, &text)
            }
        };
        if let Some(id) = id {
            self.tree.borrow_mut().insert_before(*sibling, id);
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, more: Vec<Attribute>) {
        if let Some(Kind::Element(_, attributes)) =
            self.tree.borrow_mut().node_mut(Some(*target)).map(|node| &mut node.kind)
        {
            for attribute in more {
                if !attributes.iter().any(|known| known.name == attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.tree.borrow_mut().remove(*target);
    }

    fn reparent_children(&self, from: &Id, to: &Id) {
        let mut tree = self.tree.borrow_mut();
        let children: Vec<Id> = tree.children(*from).collect();
        for child in children {
            tree.append(*to, child);
        }
    }
}
