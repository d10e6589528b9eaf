//! From the parser's events to blocks.

mod markup;
mod rows;
mod tags;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use self::tags::Tags;
use super::html;
use super::run::Run;
use super::{Block, BlockKind, DEPTH, Roles, Sides};
use crate::text::{sanitize, width};

/// The blocks of Markdown, footnotes last, and the addresses they link to.
pub(super) fn build(markdown: &str) -> (Vec<Block>, Vec<String>) {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut builder = Builder::default();
    for event in Parser::new_ext(markdown, options) {
        builder.event(event);
    }
    builder.close();
    builder.blocks.append(&mut builder.notes);
    if let Some(first) = builder.blocks.first_mut() {
        first.is_tight = false;
    }
    (builder.blocks, builder.links)
}

/// A block that is being filled.
#[derive(Debug)]
struct Open {
    kind: BlockKind,
    run: Run,
    is_tight: bool,
    /// Cells of a table that have begun in it.
    n_cells: usize,
}

impl Open {
    /// Whether there is nothing in it, bars between cells left out.
    fn is_blank(&self) -> bool {
        let is_bar = |c| c == '|' && self.n_cells > 0;
        self.run.text.chars().all(|c| c.is_whitespace() || is_bar(c))
    }
}

/// What a block can stand in.
#[derive(Debug)]
enum Nest {
    Quote,
    List(List),
    /// A part of a list; how far it is indented.
    Part(u16),
    /// A footnote: the first of its blocks, and how far it is indented.
    Note(usize, u16),
    /// A table: the first of its rows, and the sides of its columns.
    Table(usize, Sides),
}

/// A list: the number its next part gets, and where its parts began, with the cells their markers take.
#[derive(Debug)]
struct List {
    number: Option<u64>,
    parts: Vec<(usize, u16)>,
}

/// Collects blocks from events, one after the other, without recursion.
#[derive(Debug, Default)]
struct Builder {
    blocks: Vec<Block>,
    notes: Vec<Block>,
    links: Vec<String>,
    open: Option<Open>,
    nest: Vec<Nest>,
    quotes: usize,
    indent: u16,
    marker: Option<String>,
    tags: Tags,
    /// Words about pictures: being collected (innermost last), and waiting for their paragraph to end.
    pictures: Vec<Run>,
    captions: Vec<Run>,
    /// The HTML block that is being read, for a tag may stand on several lines.
    html: String,
}

impl Builder {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.tags.begin(Roles::CODE);
                self.words(&text);
                self.tags.finish(Roles::CODE);
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => {
                if let Some(tag) = html::Tag::parse(&html) {
                    self.tag(tag);
                }
            }
            Event::FootnoteReference(label) => {
                self.tags.begin(Roles::SUPERSCRIPT);
                self.words(&format!("[{label}]"));
                self.tags.finish(Roles::SUPERSCRIPT);
            }
            Event::SoftBreak => {
                if let Some(run) = self.filling() {
                    run.soft_break();
                }
            }
            Event::HardBreak => self.hard_break(),
            Event::Rule => self.rule(),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.words(&text),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.begin(self.paragraph(), false),
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(level as u8), false),
            Tag::CodeBlock(_) => self.begin(BlockKind::Code, false),
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
                self.nest.push(Nest::Quote);
            }
            Tag::List(number) => {
                self.close();
                self.nest.push(Nest::List(List { number, parts: Vec::new() }));
            }
            Tag::Item => self.part(),
            Tag::FootnoteDefinition(label) => self.note(&label),
            Tag::Emphasis => self.tags.begin(Roles::EMPHASIS),
            Tag::Strong => self.tags.begin(Roles::STRONG),
            Tag::Strikethrough => self.tags.begin(Roles::STRUCK),
            Tag::Superscript => self.tags.begin(Roles::SUPERSCRIPT),
            Tag::Link { dest_url, .. } => {
                let link = self.link(&dest_url);
                self.tags.begin_link(link);
            }
            Tag::Image { .. } => self.pictures.push(Run::default()),
            Tag::Table(columns) => {
                self.close();
                self.nest.push(Nest::Table(self.blocks.len(), rows::sides(&columns)));
            }
            Tag::TableHead => {
                self.row(BlockKind::TableHead);
                self.tags.begin(Roles::STRONG);
            }
            Tag::TableRow => self.row(BlockKind::TableRow),
            Tag::TableCell => self.cell(),
            _ => self.close(),
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Table => self.leave(),
            TagEnd::Emphasis => self.tags.finish(Roles::EMPHASIS),
            TagEnd::Strong => self.tags.finish(Roles::STRONG),
            TagEnd::Strikethrough => self.tags.finish(Roles::STRUCK),
            TagEnd::Superscript => self.tags.finish(Roles::SUPERSCRIPT),
            TagEnd::Link => self.tags.finish_link(),
            TagEnd::Image => self.picture(),
            TagEnd::TableHead => {
                self.tags.finish(Roles::STRONG);
                self.close();
            }
            TagEnd::TableCell | TagEnd::Subscript => {}
            _ => {
                self.html();
                self.close();
                self.tags.end_block();
            }
        }
    }

    /// What a paragraph is here.
    fn paragraph(&self) -> BlockKind {
        let is_note = self.nest.iter().rev().any(|nest| matches!(nest, Nest::Note(..)));
        if is_note { BlockKind::Footnote } else { self.tags.kind().unwrap_or(BlockKind::Paragraph) }
    }

    fn begin(&mut self, kind: BlockKind, is_tight: bool) {
        self.close();
        self.open = Some(Open { kind, run: Run::default(), is_tight, n_cells: 0 });
    }

    /// Ends the block that is being filled, and keeps it if there is anything in it.
    fn close(&mut self) {
        if let Some(mut open) = self.open.take() {
            let kind = open.kind;
            if kind == BlockKind::Code {
                open.run.trim_newlines();
            }
            if !open.is_blank() {
                self.keep(kind, open.run, open.is_tight);
            }
        }
        for caption in std::mem::take(&mut self.captions) {
            self.keep(BlockKind::Caption, caption, false);
        }
    }

    fn keep(&mut self, kind: BlockKind, run: Run, is_tight: bool) {
        let (quotes, bullets) = self.tags.nesting();
        let depth = (self.quotes + quotes).min(usize::from(DEPTH));
        self.blocks.push(Block {
            kind,
            text: run.text,
            spans: run.spans,
            quote_depth: u8::try_from(depth).unwrap_or(DEPTH),
            indent: self.indent + bullets,
            marker: self.marker.take(),
            is_tight,
        });
    }

    fn rule(&mut self) {
        self.close();
        self.keep(BlockKind::Rule, Run::default(), false);
    }

    /// A part of a list begins.
    fn part(&mut self) {
        self.close();
        let start = self.blocks.len();
        let is_deep = self.is_deep();
        let Some(Nest::List(list)) = self.nest.last_mut() else { return };
        let marker = match &mut list.number {
            Some(number) => {
                let marker = format!("{number}.");
                *number = number.saturating_add(1);
                marker
            }
            None => "•".to_owned(),
        };
        let cells = if is_deep { 0 } else { lead(&marker) };
        list.parts.push((start, cells));
        self.enter(Nest::Part(cells), cells, marker);
    }

    /// A footnote begins.
    fn note(&mut self, label: &str) {
        self.close();
        let marker = width::truncate(&sanitize::line(label), 8).into_owned();
        let cells = if self.is_deep() { 0 } else { lead(&marker) };
        self.enter(Nest::Note(self.blocks.len(), cells), cells, marker);
    }

    /// Whether lists and quotations are so deep that no more room is given to them.
    fn is_deep(&self) -> bool {
        self.nest.len() > 2 * usize::from(DEPTH)
    }

    fn enter(&mut self, nest: Nest, cells: u16, marker: String) {
        self.indent += cells;
        self.marker = Some(marker);
        self.nest.push(nest);
    }

    /// The innermost quotation, list, part of a list or footnote ends.
    fn leave(&mut self) {
        self.close();
        self.tags.end_block();
        match self.nest.pop() {
            Some(Nest::Quote) => self.quotes -= 1,
            Some(Nest::List(list)) => self.align(&list.parts),
            Some(Nest::Part(cells)) => {
                self.indent -= cells;
                self.marker = None;
            }
            Some(Nest::Note(start, cells)) => {
                self.indent -= cells;
                self.marker = None;
                if start < self.blocks.len() {
                    self.notes.extend(self.blocks.drain(start..));
                }
            }
            Some(Nest::Table(..)) | None => {}
        }
    }

    /// Gives all parts of a list the room of its widest marker, so that `9.` and `10.` stand in line.
    fn align(&mut self, parts: &[(usize, u16)]) {
        let widest = parts.iter().map(|&(_, cells)| cells).max().unwrap_or(0);
        let ends = parts.iter().skip(1).map(|&(start, _)| start).chain([self.blocks.len()]);
        for (&(start, cells), end) in parts.iter().zip(ends) {
            if cells < widest {
                for block in self.blocks.get_mut(start..end).unwrap_or_default() {
                    block.indent += widest - cells;
                }
            }
        }
    }

    /// The run that words go to; none where text is not for readers.
    fn filling(&mut self) -> Option<&mut Run> {
        if let Some(picture) = self.pictures.last_mut() {
            return Some(picture);
        }
        self.open.as_mut().map(|open| &mut open.run)
    }

    fn text(&mut self, text: &str) {
        let look = self.tags.verbatim_look();
        match &mut self.open {
            Some(open) if open.kind == BlockKind::Code => open.run.push_verbatim(text, look),
            _ => self.words(text),
        }
    }

    /// Words of a paragraph; begins one where none is open, as in a tight list.
    fn words(&mut self, text: &str) {
        if self.tags.is_hidden() {
            return;
        }
        let is_text = !text.trim().is_empty();
        if self.open.is_none() && self.pictures.is_empty() && is_text {
            let is_tight = self.is_tight();
            self.begin(self.paragraph(), is_tight);
        }
        let look = self.tags.look();
        if let Some(run) = self.filling() {
            run.push(text, look);
        }
    }

    /// Whether a block that begins without being told follows closely: not the first of a list, or in a list in it.
    fn is_tight(&self) -> bool {
        let mut lists = self.nest.iter().filter_map(|nest| match nest {
            Nest::List(list) => Some(list.parts.len()),
            _ => None,
        });
        let outermost = lists.next().unwrap_or(0);
        (outermost > 1 || lists.next().is_some()) && !self.blocks.is_empty()
    }

    /// A line break; the second in a row ends the paragraph, and a row of a table has none.
    fn hard_break(&mut self) {
        let is_row = self.open.as_ref().is_some_and(|open| open.n_cells > 0);
        let Some(run) = self.filling() else { return };
        if is_row {
            return run.space();
        }
        let is_second = run.hard_break();
        let kind = self.open.as_ref().map(|open| open.kind);
        if let (true, true, Some(kind @ BlockKind::Paragraph)) =
            (is_second, self.pictures.is_empty(), kind)
        {
            self.begin(kind, false);
        }
    }

    fn link(&mut self, address: &str) -> Option<u32> {
        let address = sanitize::line(address);
        if address.is_empty() {
            return None;
        }
        self.links.push(address);
        u32::try_from(self.links.len() - 1).ok()
    }

    /// The words about a picture are complete: a caption before what follows, or after the paragraph it stands in.
    fn picture(&mut self) {
        let Some(words) = self.pictures.pop().filter(|run| !run.is_blank()) else { return };
        match &self.open {
            Some(open) if !open.run.is_blank() => self.captions.push(words),
            _ if self.pictures.is_empty() => self.keep(BlockKind::Caption, words, false),
            _ => {}
        }
    }
}

/// Cells of a marker and the space after it.
fn lead(marker: &str) -> u16 {
    u16::try_from(width::width(marker) + 1).unwrap_or(0)
}
