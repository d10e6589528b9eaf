//! Spoilers marked in the words themselves: `>!…!<` (Reddit), `||…||` (Discord), `[spoiler]…[/spoiler]` (Discourse).

use std::borrow::Cow;
use std::ops::Range;

use super::run::{Look, Run};
use super::{Block, BlockKind, Roles, Span};

/// Markdown in which a line that begins with `>!` is no quotation, if such spoilers end anywhere in the text.
pub(super) fn escape_line_starts(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains(">!") || !markdown.contains("!<") {
        return Cow::Borrowed(markdown);
    }
    let mut escaped = String::with_capacity(markdown.len() + 16);
    let mut is_fenced = false;
    for line in markdown.split_inclusive('\n') {
        let start = line.trim_start_matches(' ');
        is_fenced ^= start.starts_with("```") || start.starts_with("~~~");
        let is_code = is_fenced || line.len() - start.len() > 3;
        if start.starts_with(">!") && !is_code {
            escaped.push('\\');
            escaped.push_str(start);
        } else {
            escaped.push_str(line);
        }
    }
    Cow::Owned(escaped)
}

/// What a mark does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `||`, which opens and closes.
    Pipes,
    /// `>!`
    Angle,
    /// `!<`
    AngleEnd,
    /// `[spoiler]`
    Tag,
    /// `[/spoiler]`
    TagEnd,
}

/// A mark in a block's text.
#[derive(Debug, Clone)]
struct Mark {
    kind: Kind,
    range: Range<usize>,
}

/// What to do with a block's text: marks to cut out, stretches to cover. Both in order.
#[derive(Debug, Clone, Default)]
struct Edit {
    cuts: Vec<Range<usize>>,
    covers: Vec<Range<usize>>,
}

/// The blocks with marks taken out and what stands between them given its role. A mark without its other half stays,
/// but `[spoiler]`, which then covers the rest of its block.
pub(super) fn resolve(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut edits = vec![Edit::default(); blocks.len()];
    let mut tags = Vec::new();
    for (number, (block, edit)) in blocks.iter().zip(&mut edits).enumerate() {
        let marks = find(block);
        pair_in_block(&block.text, &marks, edit);
        tags.extend(marks.into_iter().filter(|m| is_tag(m.kind)).map(|mark| (number, mark)));
    }
    pair_tags(&blocks, &tags, &mut edits);
    for (block, edit) in blocks.iter_mut().zip(&mut edits) {
        if !edit.cuts.is_empty() || !edit.covers.is_empty() {
            rewrite(block, edit);
        }
    }
    blocks.retain(|block| block.kind == BlockKind::Rule || !block.text.trim().is_empty());
    blocks
}

fn is_tag(kind: Kind) -> bool {
    matches!(kind, Kind::Tag | Kind::TagEnd)
}

/// The marks in a block, code left out.
fn find(block: &Block) -> Vec<Mark> {
    let text = block.text.as_str();
    if block.kind == BlockKind::Code || !(text.contains("||") || text.contains(['!', '['])) {
        return Vec::new();
    }
    let mut code = block.spans.iter().filter(|span| span.roles.contains(Roles::CODE)).peekable();
    let mut marks: Vec<Mark> = Vec::new();
    for (at, found) in text.match_indices(['|', '>', '!', '[']) {
        while code.next_if(|span| span.range.end <= at).is_some() {}
        let is_code = code.peek().is_some_and(|span| span.range.contains(&at));
        let is_inside = marks.last().is_some_and(|mark| mark.range.end > at);
        let rest = text.get(at..).unwrap_or("");
        if let (false, false, Some((kind, bytes))) = (is_code, is_inside, mark_at(rest, found)) {
            marks.push(Mark { kind, range: at..at + bytes });
        }
    }
    marks
}

/// The mark that a text begins with, and its bytes.
fn mark_at(text: &str, first: &str) -> Option<(Kind, usize)> {
    match first {
        "|" => text.starts_with("||").then_some((Kind::Pipes, 2)),
        ">" => text.starts_with(">!").then_some((Kind::Angle, 2)),
        "!" => text.starts_with("!<").then_some((Kind::AngleEnd, 2)),
        _ => bracket(text),
    }
}

/// `[spoiler]`, `[spoiler=why]`, `[/spoiler]`.
fn bracket(text: &str) -> Option<(Kind, usize)> {
    let begins = |word: &str| text.get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word));
    if begins("[/spoiler]") {
        return Some((Kind::TagEnd, "[/spoiler]".len()));
    }
    let word = "[spoiler";
    let rest =
        text.get(word.len()..).filter(|rest| begins(word) && rest.starts_with(['=', ']']))?;
    let end = rest.bytes().take(100).position(|b| b == b']')?;
    Some((Kind::Tag, word.len() + end + 1))
}

/// Pairs pipes and angles, which never leave their block.
fn pair_in_block(text: &str, marks: &[Mark], edit: &mut Edit) {
    let (mut pipes, mut angle): (Option<&Mark>, Option<&Mark>) = (None, None);
    for mark in marks {
        let before = text.get(..mark.range.start).unwrap_or("");
        let after = text.get(mark.range.end..).unwrap_or("");
        match mark.kind {
            Kind::Pipes => {
                if let Some(open) = pipes.take_if(|open| {
                    open.range.end < mark.range.start && !before.ends_with(char::is_whitespace)
                }) {
                    edit.cover(open, mark);
                } else if after.starts_with(|c: char| !c.is_whitespace()) && !is_glued(before) {
                    pipes = Some(mark);
                }
            }
            Kind::Angle => {
                angle.get_or_insert(mark);
            }
            Kind::AngleEnd => {
                if let Some(open) = angle.take() {
                    edit.cover(open, mark);
                }
            }
            Kind::Tag | Kind::TagEnd => {}
        }
    }
}

/// Whether what comes next is glued to a word or a closing bracket, as in code: `if(a||b||c)`.
fn is_glued(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ')' | ']' | '"' | '\''))
}

/// Pairs `[spoiler]` with `[/spoiler]`, which may stand in a later block. Nested ones count as one.
fn pair_tags(blocks: &[Block], tags: &[(usize, Mark)], edits: &mut [Edit]) {
    let mut open: Vec<&(usize, Mark)> = Vec::new();
    for tag in tags {
        if tag.1.kind == Kind::Tag {
            open.push(tag);
        } else if let Some(start) = open.pop() {
            cut(edits, start);
            cut(edits, tag);
            if open.is_empty() {
                cover(blocks, edits, (start.0, start.1.range.end), (tag.0, tag.1.range.start));
            }
        }
    }
    for start in open {
        cut(edits, start);
        let end = blocks.get(start.0).map_or(0, |block| block.text.len());
        cover(blocks, edits, (start.0, start.1.range.end), (start.0, end));
    }
}

fn cut(edits: &mut [Edit], (block, mark): &(usize, Mark)) {
    if let Some(edit) = edits.get_mut(*block) {
        edit.cuts.push(mark.range.clone());
    }
}

/// Covers from one byte to another, across blocks.
fn cover(blocks: &[Block], edits: &mut [Edit], from: (usize, usize), to: (usize, usize)) {
    for (number, (block, edit)) in blocks.iter().zip(edits).enumerate().take(to.0 + 1).skip(from.0)
    {
        let start = if number == from.0 { from.1 } else { 0 };
        let end = if number == to.0 { to.1 } else { block.text.len() };
        if start < end {
            edit.covers.push(start..end);
        }
    }
}

impl Edit {
    fn cover(&mut self, open: &Mark, close: &Mark) {
        self.cuts.extend([open.range.clone(), close.range.clone()]);
        self.covers.push(open.range.end..close.range.start);
    }
}

/// Makes a block's text and spans anew.
fn rewrite(block: &mut Block, edit: &mut Edit) {
    let text = std::mem::take(&mut block.text);
    let spans = std::mem::take(&mut block.spans);
    edit.cuts.sort_by_key(|cut| cut.start);
    edit.covers = merged(std::mem::take(&mut edit.covers));
    let ranges = || spans.iter().map(|span| &span.range).chain(&edit.cuts).chain(&edit.covers);
    let mut edges: Vec<usize> =
        ranges().flat_map(|range| [range.start, range.end]).chain([0, text.len()]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut run = Run::default();
    let (mut cuts, mut covers) = (Within::new(&edit.cuts), Within::new(&edit.covers));
    let mut looks = spans.iter().peekable();
    let mut is_after_cut = false;
    for (start, end) in edges.iter().zip(edges.iter().skip(1)) {
        if cuts.holds(*start) {
            is_after_cut = true;
            continue;
        }
        while looks.next_if(|span| span.range.end <= *start).is_some() {}
        let look = looks
            .peek()
            .filter(|span| span.range.start <= *start)
            .map_or(Look::default(), |span| look(span));
        let roles = if covers.holds(*start) { look.roles.with(Roles::SPOILER) } else { look.roles };
        let piece = text.get(*start..*end).unwrap_or("");
        // Where a mark is cut out from between two spaces, one is enough.
        let is_spaced = std::mem::take(&mut is_after_cut) && run.text.ends_with([' ', '\n']);
        let piece = if is_spaced { piece.trim_start_matches(' ') } else { piece };
        run.push_verbatim(piece, Look { roles, ..look });
    }
    run.trim();
    (block.text, block.spans) = (run.text, run.spans);
}

fn look(span: &Span) -> Look {
    Look { roles: span.roles, link: span.link }
}

/// Ranges in order, those that touch made one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => merged.push(range),
        }
    }
    merged
}

/// Asks sorted ranges whether they hold bytes that come in order.
struct Within<'a> {
    ranges: std::iter::Peekable<std::slice::Iter<'a, Range<usize>>>,
}

impl<'a> Within<'a> {
    fn new(ranges: &'a [Range<usize>]) -> Self {
        Self { ranges: ranges.iter().peekable() }
    }

    fn holds(&mut self, byte: usize) -> bool {
        while self.ranges.next_if(|range| range.end <= byte).is_some() {}
        self.ranges.peek().is_some_and(|range| range.contains(&byte))
    }
}
