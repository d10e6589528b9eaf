//! Markdown as blocks of role-tagged text, and the places in it.

mod build;
pub(crate) mod html;
mod link;
mod marks;
mod run;
mod said;
mod shape;
mod table;

use std::ops::Range;

use super::{sanitize, width};
use crate::review::Place;

pub use self::link::Link;
pub use self::said::addresses;
pub use self::table::{Side, Sides};

/// What a stretch of text is, apart from its words: a small set of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Roles(u8);

impl Roles {
    /// Plain text.
    pub const NONE: Self = Self(0);
    /// Emphasised: italic, mostly.
    pub const EMPHASIS: Self = Self(1);
    /// Strong: bold, mostly.
    pub const STRONG: Self = Self(2);
    /// Code, or what is typed.
    pub const CODE: Self = Self(4);
    /// A link; [`Span::link`] says where to.
    pub const LINK: Self = Self(8);
    /// Struck through.
    pub const STRUCK: Self = Self(16);
    /// Marked as a spoiler by the text's own markup.
    pub const SPOILER: Self = Self(32);
    /// Raised: the number of a footnote.
    pub const SUPERSCRIPT: Self = Self(64);
    /// Between two cells of a table: a bar.
    pub const EDGE: Self = Self(128);

    /// Whether all of these roles are in the set.
    pub const fn contains(self, roles: Self) -> bool {
        self.0 & roles.0 == roles.0
    }

    /// The set and these roles.
    #[must_use]
    pub const fn with(self, roles: Self) -> Self {
        Self(self.0 | roles.0)
    }

    /// The set but these roles.
    #[must_use]
    pub const fn without(self, roles: Self) -> Self {
        Self(self.0 & !roles.0)
    }

    /// The roles that are in both sets.
    #[must_use]
    pub const fn and(self, roles: Self) -> Self {
        Self(self.0 & roles.0)
    }

    /// Whether this is plain text.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A stretch of a block's text that is not plain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Bytes of [`Block::text`].
    pub range: Range<usize>,
    /// What it is; never empty.
    pub roles: Roles,
    /// Index into [`Prose::links`], where it is a link.
    pub link: Option<u32>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A paragraph; a `\n` in it is a hard break.
    Paragraph,
    /// A heading, level 1 to 6.
    Heading(u8),
    /// Preformatted lines.
    Code,
    /// A line across; no text.
    Rule,
    /// What stands between title and text; never made from Markdown, see [`Prose::with_standfirst`].
    Standfirst,
    /// Lines of a poem or an address, kept as they are.
    Verse,
    /// What is said of a picture, or whose picture it is.
    Caption,
    /// The first row of a table, which says what its columns are; see [`BlockKind::TableRow`].
    TableHead(Sides),
    /// A row of a table, its cells joined by ` | ` ([`Roles::EDGE`]).
    TableRow(Sides),
    /// A note at the end; its marker is its number.
    Footnote,
}

/// A paragraph, heading, or whatever else stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text without markup. Only `\n` of all control characters is in it; no tabs.
    pub text: String,
    /// Where the text is not plain: sorted, not overlapping, not empty.
    pub spans: Vec<Span>,
    /// How many quotations it stands in, at most [`DEPTH`]; each takes two cells at the left.
    pub quote_depth: u8,
    /// Cells by which all its lines are indented; the marker stands in the last of them.
    pub indent: u16,
    /// `•` or `1.` where a part of a list begins, to be drawn right before the first line, one cell between.
    pub marker: Option<String>,
    /// No blank row before it: the next in a tight list, a row of a table, the rest of a very long paragraph.
    pub is_tight: bool,
}

/// Lists and quotations deeper than this look like this deep.
pub const DEPTH: u8 = 16;

/// A text as blocks. Made by [`parse`].
///
/// ```
/// use anora_tui::text::prose;
/// let prose = prose::parse("# Anora\n\nA *Cinderella* story.");
/// assert_eq!(prose.blocks[1].text, "A Cinderella story.");
/// assert_eq!(prose.blocks[1].spans[0].range, 2..12);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose {
    /// The blocks, in reading order; footnotes last.
    pub blocks: Vec<Block>,
    /// Addresses that spans link to.
    pub links: Vec<String>,
    /// Bytes of text before each block, and in all: one more than there are blocks.
    starts: Vec<usize>,
}

/// Reads Markdown (`CommonMark` with tables, footnotes and strikethrough) and the HTML in it. Whatever comes in, every
/// character that comes out is safe to show ([`sanitize::is_safe`]), a `\n` apart.
pub fn parse(markdown: &str) -> Prose {
    let clean = sanitize::body(markdown);
    let (blocks, links) = build::build(&marks::escape_line_starts(&clean));
    Prose::new(shape::settle(marks::resolve(blocks)), links)
}

impl Prose {
    fn new(blocks: Vec<Block>, links: Vec<String>) -> Self {
        let mut total = 0;
        let mut starts = vec![0];
        starts.extend(blocks.iter().map(|block| {
            total += block.text.len();
            total
        }));
        Self { blocks, links, starts }
    }

    /// The same text with a standfirst before its first block.
    #[must_use]
    pub fn with_standfirst(mut self, text: &str) -> Self {
        let text = sanitize::line(text);
        if text.is_empty() {
            return self;
        }
        let standfirst = Block {
            kind: BlockKind::Standfirst,
            text,
            spans: Vec::new(),
            quote_depth: 0,
            indent: 0,
            marker: None,
            is_tight: false,
        };
        self.blocks.insert(0, standfirst);
        Self::new(self.blocks, self.links)
    }

    /// The same text as the beginning of one that goes on for so many bytes: shares are of the whole.
    #[must_use]
    pub fn followed_by(mut self, bytes: usize) -> Self {
        if let Some(total) = self.starts.last_mut() {
            *total += bytes;
        }
        self
    }

    /// How many words it has ([`width::n_words`]).
    pub fn n_words(&self) -> u32 {
        self.blocks.iter().fold(0, |n, block| n.saturating_add(width::n_words(&block.text)))
    }

    /// The words alone, a blank line between blocks: for searching, counting and copying.
    pub fn plain(&self) -> String {
        let mut plain =
            String::with_capacity(self.starts.last().copied().unwrap_or(0) + 2 * self.blocks.len());
        for block in self.blocks.iter().filter(|block| !block.text.is_empty()) {
            if !plain.is_empty() {
                plain.push_str(if block.is_tight { "\n" } else { "\n\n" });
            }
            plain.push_str(&block.text);
        }
        plain
    }

    /// The headings: block, level (1 to 6), text.
    pub fn headings(&self) -> impl Iterator<Item = (usize, u8, &str)> {
        self.blocks.iter().enumerate().filter_map(|(number, block)| match block.kind {
            BlockKind::Heading(level) => Some((number, level, block.text.as_str())),
            _ => None,
        })
    }

    /// The place after the last grapheme.
    pub fn end(&self) -> Place {
        self.place(self.blocks.len().saturating_sub(1), usize::MAX)
    }

    /// A place that exists: the same, or the last one before it.
    pub fn clamp(&self, place: Place) -> Place {
        match self.blocks.get(place.block as usize) {
            Some(block) => Place {
                grapheme: place.grapheme.min(number(width::n_graphemes(&block.text))),
                ..place
            },
            None => self.end(),
        }
    }

    /// The block and byte of a place, clamped.
    pub fn byte(&self, place: Place) -> (usize, usize) {
        match self.blocks.get(place.block as usize) {
            Some(block) => (
                place.block as usize,
                width::byte_of_grapheme(&block.text, place.grapheme as usize),
            ),
            None => (
                self.blocks.len().saturating_sub(1),
                self.blocks.last().map_or(0, |block| block.text.len()),
            ),
        }
    }

    /// The place of a byte in a block: the grapheme that holds it, clamped.
    pub fn place(&self, block: usize, byte: usize) -> Place {
        let last = self.blocks.len().saturating_sub(1);
        let (block, byte) = if block > last { (last, usize::MAX) } else { (block, byte) };
        let grapheme = self.blocks.get(block).map_or(0, |b| width::grapheme_of_byte(&b.text, byte));
        Place { block: number(block), grapheme: number(grapheme) }
    }

    /// How much of the text stands before a place, 0 to 1.
    pub fn fraction(&self, place: Place) -> f32 {
        let (block, byte) = self.byte(place);
        self.fraction_at(block, byte)
    }

    /// How much of the text stands before a byte of a block, 0 to 1.
    pub fn fraction_at(&self, block: usize, byte: usize) -> f32 {
        let before = self.starts.get(block).copied().unwrap_or(0) + byte;
        let total = self.starts.last().copied().unwrap_or(0).max(1);
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            reason = "a share to be shown"
        )]
        let share = (before as f64 / total as f64) as f32;
        share.min(1.0)
    }

    /// Where the sentence begins that holds a place.
    pub fn sentence_start(&self, place: Place) -> Place {
        let (block, byte) = self.byte(place);
        self.place(
            block,
            self.sentence_starts(block).take_while(|&start| start <= byte).last().unwrap_or(0),
        )
    }

    /// Where the next sentence begins, in this block or the next that has text; the end if there is none.
    pub fn next_sentence(&self, place: Place) -> Place {
        let (block, byte) = self.byte(place);
        if let Some(start) = self.sentence_starts(block).find(|&start| start > byte) {
            return self.place(block, start);
        }
        let next = (block + 1..self.blocks.len()).find(|&b| !self.text(b).is_empty());
        next.map_or_else(|| self.end(), |block| self.place(block, 0))
    }

    /// Where the sentence begins that ends before a place: the start of this one if the place is inside it.
    pub fn previous_sentence(&self, place: Place) -> Place {
        let (block, byte) = self.byte(place);
        if let Some(start) = self.sentence_starts(block).take_while(|&start| start < byte).last() {
            return self.place(block, start);
        }
        let previous = (0..block).rev().find(|&b| !self.text(b).is_empty());
        let start = previous.map(|b| (b, self.sentence_starts(b).last().unwrap_or(0)));
        start.map_or(Place::default(), |(block, byte)| self.place(block, byte))
    }

    fn sentence_starts(&self, block: usize) -> impl Iterator<Item = usize> {
        width::sentences(self.text(block)).map(|(start, _)| start)
    }

    /// The text of a block; empty if there is no such block.
    pub fn text(&self, block: usize) -> &str {
        self.blocks.get(block).map_or("", |block| block.text.as_str())
    }
}

/// A count as places keep it.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
