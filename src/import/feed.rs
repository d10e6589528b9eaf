//! Feeds: RSS from 0.9 to 2.0, Atom and JSON Feed; each of their parts that has a text is a review.

mod json;
mod letterboxd;
mod part;
mod xml;

use self::part::{Part, Refused};
use self::xml::Node;
use super::{ImportError, Rows, Source};
use crate::review::Draft;
use crate::text::prose::html::{Piece, pieces};

pub(super) use json::{is_json_feed, read as read_json};

/// Elements that a feed is, and those that are its parts.
const ROOTS: [&str; 3] = ["rss", "feed", "rdf:rdf"];
const PARTS: [&str; 2] = ["item", "entry"];

/// Whether a text is a feed in XML: its first element says so.
pub(super) fn is_feed(text: &str) -> bool {
    let is_xml = text.trim_start().starts_with('<');
    let first = pieces(text).take(4).find_map(|piece| match piece {
        Piece::Tag(tag) => Some(tag.name.to_ascii_lowercase()),
        Piece::Text(_) => None,
    });
    is_xml && first.is_some_and(|name| ROOTS.contains(&name.as_str()))
}

/// Reads a feed in XML. What declares entities of its own is refused: they may grow without end.
pub(super) fn read(source: &Source) -> Rows {
    let error = |reason: &str| ImportError::new(&source.path, reason);
    if !is_feed(&source.text) {
        return vec![Err(error("XML, but not a feed"))];
    }
    let head = source.text.split("<![CDATA[").next().unwrap_or("");
    if head.contains("<!ENTITY") {
        return vec![Err(error("it declares entities of its own, which are not expanded"))];
    }
    let root = match xml::tree(&source.text) {
        Ok(root) => root,
        Err(reason) => return vec![Err(error(reason))],
    };
    let feed = root.find(&ROOTS).unwrap_or(&root);
    let about = about(feed);
    let rows = feed.all(&PARTS).into_iter().map(|node| {
        let part = part_of(node, &about, &source.text);
        finished(part).map_err(|reason| error(&reason).at(node.line))
    });
    let rows: Rows = rows.collect();
    if rows.is_empty() { vec![Err(error("a feed without anything in it"))] } else { rows }
}

/// What a feed says of itself, which holds for all of its parts.
#[derive(Debug, Default)]
struct About {
    title: Option<String>,
    language: Option<String>,
    authors: Vec<String>,
}

fn about(feed: &Node<'_>) -> About {
    let channel = feed.child(&["channel"]).unwrap_or(feed);
    About {
        title: channel.child(&["title"]).map(Node::words).filter(|title| !title.is_empty()),
        language: channel
            .child(&["language", "dc:language"])
            .map(Node::words)
            .or_else(|| feed.tag.attribute("xml:lang").map(std::borrow::Cow::into_owned)),
        authors: part::authors(feed),
    }
}

fn part_of(node: &Node<'_>, about: &About, text: &str) -> Part {
    let words = |names: &[&str]| node.child(names).map(Node::words).filter(|t| !t.is_empty());
    let mut authors = part::authors(node);
    if authors.is_empty() {
        authors.clone_from(&about.authors);
    }
    let categories = node
        .children
        .iter()
        .filter(|child| ["category", "dc:subject"].contains(&child.name.as_str()));
    let tags = categories.map(|node| match node.tag.attribute("term") {
        Some(term) => node.tag.attribute("label").unwrap_or(term).into_owned(),
        None => node.words(),
    });
    Part {
        title: words(&["title"]),
        url: part::address(node),
        guid: words(&["guid", "id"]),
        authors,
        date: words(&["pubdate", "published", "dc:date", "issued", "date", "updated"]),
        content: node.child(&["content:encoded", "content"]).map(|node| part::html(node, text)),
        summary: node.child(&["description", "summary"]).map(|node| part::html(node, text)),
        tags: tags.collect(),
        language: about.language.clone(),
        publisher: about.title.clone(),
        film: letterboxd::Film::of(node),
    }
}

/// The review that a part of a feed is.
fn finished(part: Part) -> Result<Draft, String> {
    part.draft().map_err(|Refused(reason)| reason)
}
