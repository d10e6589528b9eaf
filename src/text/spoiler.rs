//! What is covered until a reader wants to see it, and why.

mod notice;

use std::ops::Range;

use self::notice::{Notice, Reach, Said, notices};
use super::prose::{Block, BlockKind, Prose, Roles};
use crate::review::Record;

/// A covered passage: from one point to another, each a block and a byte of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Where it begins.
    pub from: (usize, usize),
    /// Where it ends: the first point that is not covered.
    pub to: (usize, usize),
    /// Why, in words for a reader: `notice: Spoilers follow`.
    pub reason: String,
}

impl Cover {
    /// What it covers of a block whose text has so many bytes.
    pub fn range_in(&self, block: usize, text_len: usize) -> Option<Range<usize>> {
        if block < self.from.0 || block > self.to.0 {
            return None;
        }
        let start = if self.from.0 < block { 0 } else { self.from.1 };
        let end = if self.to.0 > block { text_len } else { self.to.1.min(text_len) };
        (start < end).then_some(start..end)
    }
}

/// What stands for a covered passage where text leaves the page: in copies, exports, lists.
pub const VEIL: &str = "[spoiler]";

/// Why what a reader covers is covered.
const BY_HAND: &str = "covered by hand";

/// The covered passages of a text: in order, not overlapping, not empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shield {
    /// The passages.
    pub covers: Vec<Cover>,
}

/// What of a text is to be covered. If it is flagged, all of it, for the reason given; else what its own markup and
/// notices say.
///
/// A notice opens after the sentence it stands in, and holds up to an end marker, else the next heading of the same or
/// a higher level than the section it stands in, else the end. One at the very start that speaks of the whole piece
/// holds to the end. One that stands in running prose (`Spoiler alert: it is good`) holds to the end of its paragraph.
pub fn shield(prose: &Prose, flagged: Option<&str>) -> Shield {
    let end = end(prose);
    if let Some(reason) = flagged {
        let all = Cover { from: (0, 0), to: end, reason: reason.to_owned() };
        return Shield { covers: Some(all).filter(|all| all.from < all.to).into_iter().collect() };
    }
    let mut covers = marked(prose);
    covers.extend(noticed(prose));
    Shield { covers: merged(covers, prose) }
}

impl Shield {
    /// The same, and all from a point (a block and a byte) on as well, which a reader has covered by hand.
    #[must_use]
    pub fn and_from(self, prose: &Prose, from: Option<(usize, usize)>) -> Self {
        let Some(from) = from else { return self };
        let mut covers = self.covers;
        covers.push(Cover { from, to: end(prose), reason: BY_HAND.to_owned() });
        Self { covers: merged(covers, prose) }
    }

    /// What of the text of a record is to be covered: what it says itself, and what its reader covers by hand. Nothing
    /// where the work is seen.
    pub fn of(record: &Record, prose: &Prose) -> Self {
        if record.state.flags.seen {
            return Self::default();
        }
        let by_hand = record.state.covered_from.map(|place| prose.byte(place));
        shield(prose, record.review.spoilers.as_deref()).and_from(prose, by_hand)
    }

    /// Whether a byte of a block is covered.
    pub fn covers_byte(&self, block: usize, byte: usize) -> bool {
        let after = self.covers.partition_point(|cover| cover.from <= (block, byte));
        let cover = after.checked_sub(1).and_then(|last| self.covers.get(last));
        cover.is_some_and(|cover| (block, byte) < cover.to)
    }

    /// What is covered of a block whose text has so many bytes.
    pub fn ranges_in(&self, block: usize, text_len: usize) -> Vec<Range<usize>> {
        let first = self.covers.partition_point(|cover| cover.to <= (block, 0));
        let here =
            self.covers.iter().skip(first).take_while(|cover| cover.from < (block, text_len));
        here.filter_map(|cover| cover.range_in(block, text_len)).collect()
    }

    /// The text from one point to another (each a block and a byte of its text) as it may leave the page: what is covered
    /// in it is named ([`VEIL`]) instead of shown, once however far it goes. Lines are whole, soft hyphens gone, blocks
    /// apart by a blank line unless they belong together.
    ///
    /// ```
    /// use anora_tui::text::{prose, spoiler};
    /// let prose = prose::parse("It ends well: ||he comes back||.");
    /// let shield = spoiler::shield(&prose, None);
    /// assert_eq!(shield.veiled(&prose, (0, 0), (0, 99)), "It ends well: [spoiler].");
    /// ```
    pub fn veiled(&self, prose: &Prose, from: (usize, usize), to: (usize, usize)) -> String {
        let mut veiled = String::new();
        let last = to.0.min(prose.blocks.len().saturating_sub(1));
        for (number, block) in prose.blocks.iter().enumerate().take(last + 1).skip(from.0) {
            let start = if number == from.0 { from.1 } else { 0 };
            let end = if number == to.0 { to.1.min(block.text.len()) } else { block.text.len() };
            let part = self.veiled_in(number, &block.text, start..end);
            let is_known = veiled.ends_with(VEIL) && part == VEIL;
            if part.is_empty() || is_known {
                continue;
            }
            if !veiled.is_empty() {
                veiled.push_str(if block.is_tight { "\n" } else { "\n\n" });
            }
            veiled.push_str(&part);
        }
        veiled
    }

    /// A range of one block's text, what is covered named.
    fn veiled_in(&self, block: usize, text: &str, range: Range<usize>) -> String {
        let bare = |range: Range<usize>| text.get(range).unwrap_or("").replace('\u{ad}', "");
        let mut veiled = String::new();
        let mut at = range.start;
        let covers = self.ranges_in(block, text.len()).into_iter();
        for cover in covers.filter(|cover| cover.end > range.start && cover.start < range.end) {
            let (start, end) = (cover.start.max(range.start), cover.end.min(range.end));
            veiled.push_str(&bare(at..start));
            // Space at its ends stays, so that the words around are not glued to its name.
            let covered = bare(start..end);
            let words = covered.trim();
            veiled.push_str(&covered.replacen(words, if words.is_empty() { "" } else { VEIL }, 1));
            at = end;
        }
        veiled.push_str(&bare(at..range.end));
        veiled
    }

    /// How many passages are covered.
    pub fn n_passages(&self) -> usize {
        self.covers.len()
    }

    /// Why the first passage is covered; `None` if there is none.
    pub fn reason(&self) -> Option<&str> {
        self.covers.first().map(|cover| cover.reason.as_str())
    }
}

/// The point after the text.
fn end(prose: &Prose) -> (usize, usize) {
    let last = prose.blocks.len().saturating_sub(1);
    (last, prose.text(last).len())
}

/// Passages that the text's own markup covers.
fn marked(prose: &Prose) -> Vec<Cover> {
    let mut covers = Vec::new();
    for (number, block) in prose.blocks.iter().enumerate() {
        for span in block.spans.iter().filter(|span| span.roles.contains(Roles::SPOILER)) {
            let (from, to) = ((number, span.range.start), (number, span.range.end));
            covers.push(Cover { from, to, reason: "marked as a spoiler".to_owned() });
        }
    }
    covers
}

/// A passage that a notice has opened and nothing has closed yet.
struct Opened {
    from: (usize, usize),
    reason: String,
    /// The level of the section it stands in; a heading of this level or a higher one closes it. 0 for none.
    level: u8,
}

/// Bytes of text before a notice that still count as the very start.
const START: usize = 300;

/// Passages that notices open.
fn noticed(prose: &Prose) -> Vec<Cover> {
    let mut walk = Walk::default();
    for (number, block) in prose.blocks.iter().enumerate() {
        if let BlockKind::Heading(level) = block.kind {
            walk.section(number, level);
        }
        for notice in notices(block) {
            match notice.said {
                Said::End => walk.close((number, notice.start)),
                Said::Ahead(_) if walk.open.is_some() => {}
                Said::Ahead(reach) => walk.notice(prose, number, &notice, reach),
            }
        }
        walk.bytes += block.text.len();
    }
    walk.close(end(prose));
    walk.covers
}

/// A walk through the blocks of a text.
#[derive(Default)]
struct Walk {
    covers: Vec<Cover>,
    open: Option<Opened>,
    /// The level of the section; 0 before the first heading.
    level: u8,
    /// Bytes of the blocks before.
    bytes: usize,
}

impl Walk {
    /// A heading begins a section.
    fn section(&mut self, block: usize, level: u8) {
        if self.open.as_ref().is_some_and(|open| level <= open.level) {
            self.close((block, 0));
        }
        self.level = level;
    }

    /// A notice opens a passage.
    fn notice(&mut self, prose: &Prose, block: usize, notice: &Notice, reach: Reach) {
        let from = after(prose, block, notice.end);
        let is_of_all = reach == Reach::Piece && self.bytes + notice.start <= START;
        let is_of_all = is_of_all || closes(prose.blocks.get(from.0), from, self.level);
        let level = if is_of_all { 0 } else { self.level };
        self.open = Some(Opened { from, reason: format!("notice: {}", notice.words), level });
        if reach == Reach::Paragraph {
            self.close((block, prose.text(block).len()));
        }
    }

    /// What is open ends.
    fn close(&mut self, to: (usize, usize)) {
        self.covers.extend(self.open.take().map(|open| Cover {
            from: open.from,
            to,
            reason: open.reason,
        }));
    }
}

/// Where a passage begins: at a byte, or in the next block if nothing is left in this one.
fn after(prose: &Prose, block: usize, byte: usize) -> (usize, usize) {
    let rest = prose.text(block).get(byte..).unwrap_or("");
    let blank = rest.len() - rest.trim_start().len();
    if blank == rest.len() { (block + 1, 0) } else { (block, byte + blank) }
}

/// Whether a passage would be closed by the very block it begins with: then its notice speaks of what follows that.
fn closes(block: Option<&Block>, from: (usize, usize), level: u8) -> bool {
    from.1 == 0
        && block.is_some_and(
            |block| matches!(block.kind, BlockKind::Heading(heading) if heading <= level),
        )
}

/// Covers in order, those that touch made one.
fn merged(mut covers: Vec<Cover>, prose: &Prose) -> Vec<Cover> {
    covers.retain(|cover| cover.from < cover.to && cover.from.0 < prose.blocks.len());
    covers.sort_by_key(|cover| cover.from);
    let mut merged: Vec<Cover> = Vec::new();
    for cover in covers {
        let touches = |last: &Cover| {
            let at_end = last.to.1 >= prose.text(last.to.0).len();
            cover.from <= last.to || at_end && cover.from == (last.to.0 + 1, 0)
        };
        match merged.last_mut().filter(|last| touches(last)) {
            Some(last) => last.to = last.to.max(cover.to),
            None => merged.push(cover),
        }
    }
    merged
}

#[cfg(test)]
mod tests;
