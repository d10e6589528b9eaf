//! What blocks turn out to be once their text is known: verse, credits; and very long ones in parts.

use super::{Block, BlockKind, Roles, Span};
use crate::text::width;

/// Bytes of a block's text beyond which it is cut, so that no block takes long to set: some 5,000 words, more than most
/// reviews have in all.
const LONGEST: usize = 32 * 1024;

/// The blocks, each by its right kind, none longer than [`LONGEST`].
pub(super) fn settle(blocks: Vec<Block>) -> Vec<Block> {
    let mut settled = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if block.kind == BlockKind::Paragraph {
            block.kind = kind(&block);
        }
        split(block, &mut settled);
    }
    settled
}

fn kind(block: &Block) -> BlockKind {
    if is_credit(block) {
        BlockKind::Caption
    } else if is_verse(&block.text) {
        BlockKind::Verse
    } else {
        BlockKind::Paragraph
    }
}

/// Lines that make verse, if most are shorter than [`VERSE_CELLS`]; of so short ones as a haiku's fewer do.
const VERSE_LINES: usize = 4;
const VERSE_CELLS: usize = 60;
const SHORT_LINES: usize = 3;
const SHORT_CELLS: usize = 40;

/// Whether lines are meant as lines: four or more in a row, few of them long, or three short ones.
fn is_verse(text: &str) -> bool {
    let n_lines = text.split('\n').count();
    let longer_than = |cells| text.split('\n').filter(|line| width::width(line) > cells).count();
    (n_lines >= VERSE_LINES && longer_than(VERSE_CELLS) * 4 <= n_lines)
        || (n_lines >= SHORT_LINES && longer_than(SHORT_CELLS) == 0)
}

/// How the credit of a picture begins, where a colon or the like makes that certain.
const CREDITS: [&str; 18] = [
    "image:",
    "images:",
    "photo:",
    "photos:",
    "photograph:",
    "picture:",
    "pictures:",
    "still:",
    "stills:",
    "screenshot:",
    "image credit",
    "images credit",
    "photo credit",
    "photos credit",
    "picture credit",
    "image ©",
    "photo ©",
    "image source:",
];

/// How it may begin as well, if it is short and no sentence.
const LIKELY_CREDITS: [&str; 13] = [
    "image via ",
    "images via ",
    "image from ",
    "image by ",
    "image courtesy ",
    "images courtesy ",
    "photo via ",
    "photo by ",
    "photos by ",
    "photo from ",
    "photo courtesy ",
    "photograph by ",
    "courtesy of ",
];

/// Cells a credit has at most: certain, and likely.
const CREDIT_CELLS: usize = 160;
const LIKELY_CREDIT_CELLS: usize = 60;

/// Whether a paragraph is the credit of a picture: one line that begins like one.
fn is_credit(block: &Block) -> bool {
    let text = block.text.as_str();
    if text.len() > CREDIT_CELLS * 4 || text.contains('\n') {
        return false;
    }
    let cells = width::width(text);
    let words = text.trim_start_matches(['(', '[', '*']).to_lowercase();
    let begins = |words_of: &[&str]| words_of.iter().any(|start| words.starts_with(start));
    let is_sentence = text.trim_end().ends_with(['.', '!', '?']) && !is_emphasised(block);
    (cells <= CREDIT_CELLS && begins(&CREDITS))
        || (cells <= LIKELY_CREDIT_CELLS && begins(&LIKELY_CREDITS) && !is_sentence)
}

/// Whether all of a block is emphasised.
fn is_emphasised(block: &Block) -> bool {
    let emphasised = block.spans.iter().filter(|span| span.roles.contains(Roles::EMPHASIS));
    emphasised.map(|span| span.range.len()).sum::<usize>() >= block.text.trim().len()
}

/// Cuts a block that is too long, at lines, else sentences, else words; the parts follow each other tightly.
fn split(block: Block, into: &mut Vec<Block>) {
    if block.text.len() <= LONGEST {
        into.push(block);
        return;
    }
    let mut spans = block.spans.as_slice();
    let (mut rest, mut at) = (block.text.as_str(), 0);
    while !rest.is_empty() {
        let (part, next) = rest.split_at(part_end(rest));
        let kept = part.trim_end();
        let inside = spans.partition_point(|span| span.range.start < at + kept.len());
        let of_part =
            spans.get(..inside).unwrap_or(&[]).iter().map(|span| moved(span, at, kept.len()));
        into.push(Block {
            text: kept.to_owned(),
            spans: of_part.filter(|span| !span.range.is_empty()).collect(),
            marker: block.marker.clone().filter(|_| at == 0),
            is_tight: block.is_tight || at > 0,
            ..block
        });
        at += part.len();
        rest = next;
        // A span that goes on belongs to the next part too.
        let done = spans.partition_point(|span| span.range.end <= at);
        spans = spans.get(done..).unwrap_or(&[]);
    }
}

/// A span as it lies in a part of its block that begins at a byte and has so many.
fn moved(span: &Span, start: usize, len: usize) -> Span {
    let inside = |byte: usize| byte.saturating_sub(start).min(len);
    Span { range: inside(span.range.start)..inside(span.range.end), ..span.clone() }
}

/// Bytes of the first part of a text that is longer than [`LONGEST`], or of all of it.
fn part_end(text: &str) -> usize {
    if text.len() <= LONGEST {
        return text.len();
    }
    let head = (0..4).find_map(|back| text.get(..LONGEST - back)).unwrap_or(text);
    let breaks = ["\n", ". ", " "];
    let found = breaks
        .iter()
        .find_map(|b| head.rfind(b).map(|at| at + b.len()).filter(|&at| at > LONGEST / 2));
    let last_grapheme = || width::graphemes(head).last().map(|(at, _)| at).filter(|&at| at > 0);
    found.or_else(last_grapheme).unwrap_or(head.len())
}
