//! Fragments of HTML, as feeds and exports hold reviews, become `CommonMark`.
//!
//! [`fragment`] reads a text; [`Writer`] can be told of elements one by one as well, by whoever has a tree of them.

mod inline;
mod nest;
mod table;
mod tags;
mod writer;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub(crate) use writer::{Element, Writer};

use crate::text::prose::html::{Piece, Tag, decode, pieces};

/// What the ends of lines in a fragment mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Newlines {
    /// A space, as in HTML.
    Space,
    /// The end of a line; an empty line ends a paragraph.
    Break,
}

/// A fragment of HTML as `CommonMark`. What is left open ends where the fragment does; quotations that are opened again
/// instead of being closed are closed.
pub(crate) fn fragment(html: &str, newlines: Newlines) -> String {
    let layouts = layout_tables(html);
    let mut reader = Reader {
        writer: Writer::default(),
        newlines,
        has_open_quotes: has_open_quotes(html),
        layouts,
        n_tables: 0,
        flat: Vec::new(),
    };
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => reader.text(&decode(text)),
            Piece::Tag(tag) => reader.tag(tag),
        }
    }
    reader.writer.finish()
}

/// A text that may be HTML or Markdown as `CommonMark`. Without a tag that ends a line, the ends of its own lines count.
pub(crate) fn as_commonmark(text: String) -> String {
    if !is_markup(&text) {
        return text;
    }
    let ends_lines =
        |name: &str| ["p", "br", "div"].iter().any(|end| name.eq_ignore_ascii_case(end));
    let is_html =
        pieces(&text).any(|piece| matches!(piece, Piece::Tag(tag) if ends_lines(tag.name)));
    fragment(&text, if is_html { Newlines::Space } else { Newlines::Break })
}

/// Whether a text holds HTML rather than a stray `<`.
pub(crate) fn is_markup(text: &str) -> bool {
    const TELLING: [&str; 21] = [
        "p",
        "br",
        "i",
        "b",
        "em",
        "strong",
        "a",
        "blockquote",
        "div",
        "span",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "img",
        "u",
        "s",
        "spoiler",
        "figure",
    ];
    pieces(text).any(|piece| match piece {
        Piece::Tag(tag) => TELLING.contains(&tag.name.to_ascii_lowercase().as_str()),
        Piece::Text(_) => false,
    })
}

/// Whether quotations are opened that are never closed: then each opening after the first closes the one before it.
fn has_open_quotes(html: &str) -> bool {
    let quotes = pieces(html).filter_map(|piece| match piece {
        Piece::Tag(tag) if tag.name.eq_ignore_ascii_case("blockquote") => Some(tag.is_end),
        _ => None,
    });
    let (ends, starts): (Vec<bool>, Vec<bool>) = quotes.partition(|&is_end| is_end);
    starts.len() > ends.len()
}

/// For each table, in order of their openings, whether it lays out a page rather than holding facts: there are blocks in
/// its cells, or other tables.
fn layout_tables(html: &str) -> Vec<bool> {
    let mut layouts: Vec<bool> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for piece in pieces(html) {
        let Piece::Tag(tag) = piece else { continue };
        let name = tag.name.to_ascii_lowercase();
        match (name.as_str(), tag.is_end) {
            ("table", true) => {
                open.pop();
            }
            ("table", false) => {
                mark(&mut layouts, &open);
                open.push(layouts.len());
                layouts.push(false);
            }
            (name, false) if IN_LAYOUTS.contains(&name) => mark(&mut layouts, &open),
            _ => {}
        }
    }
    layouts
}

/// Blocks that no cell of a table of facts holds.
const IN_LAYOUTS: [&str; 10] =
    ["p", "div", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "pre"];

/// Marks all tables that are open. Where one is marked already, so are those around it.
fn mark(layouts: &mut [bool], open: &[usize]) {
    for &table in open.iter().rev() {
        match layouts.get_mut(table).filter(|is_layout| !**is_layout) {
            Some(is_layout) => *is_layout = true,
            None => return,
        }
    }
}

struct Reader {
    writer: Writer,
    newlines: Newlines,
    has_open_quotes: bool,
    layouts: Vec<bool>,
    n_tables: usize,
    /// Whether each table that is open lays out the page.
    flat: Vec<bool>,
}

impl Reader {
    fn text(&mut self, text: &str) {
        if self.newlines == Newlines::Space || self.writer.is_open("pre") {
            return self.writer.text(text);
        }
        let mut n_blank = 0;
        for (n, line) in text.split('\n').enumerate() {
            let line = line.trim_end_matches('\r');
            if n > 0 {
                n_blank += 1;
            }
            if line.trim().is_empty() {
                continue;
            }
            self.newline(std::mem::take(&mut n_blank));
            self.writer.text(line);
        }
        self.newline(n_blank);
    }

    fn newline(&mut self, n_lines: usize) {
        match n_lines {
            0 => {}
            1 => self.writer.line_break(),
            _ => {
                if self.has_open_quotes {
                    self.writer.end("blockquote");
                }
                self.writer.paragraph_break();
            }
        }
    }

    fn tag(&mut self, tag: Tag<'_>) {
        let name = tag.name.to_ascii_lowercase();
        if matches!(name.as_str(), "table" | "tr" | "td" | "th")
            && self.is_layout(&name, tag.is_end)
        {
            return self.writer.paragraph_break();
        }
        if tag.is_end && name != "br" {
            return self.writer.end(&name);
        }
        if name == "blockquote" && self.has_open_quotes && self.writer.is_open("blockquote") {
            return self.writer.end("blockquote");
        }
        let attribute = |name: &str| tag.attribute(name).map(Cow::into_owned);
        let is_spoiler = tag.is_spoiler();
        self.writer.start(&Element { name: &name, is_spoiler, attribute: &attribute });
    }

    /// Whether a part of a table belongs to one that lays out the page.
    fn is_layout(&mut self, name: &str, is_end: bool) -> bool {
        match (name, is_end) {
            ("table", false) => {
                let is_layout = self.layouts.get(self.n_tables).copied().unwrap_or_default();
                self.n_tables += 1;
                self.flat.push(is_layout);
                is_layout
            }
            ("table", true) => self.flat.pop().unwrap_or_default(),
            _ => self.flat.last().copied().unwrap_or_default(),
        }
    }
}
