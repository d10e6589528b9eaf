//! What is highlighted in the open text, and the ways from what a reader points at to a passage.

use std::ops::Range;

use super::{Place, Reader};
use crate::review::{Anchor, Highlight, Passage, Quote};
use crate::text::prose::{Block, BlockKind};
use crate::text::spoiler::VEIL;
use crate::text::unit::{self, Unit};
use crate::text::width;
use crate::text::wrap::{Line, Row, Spot, inset};

impl Reader {
    /// The highlights that stand in the text, each with where it does; those in front come last.
    pub fn highlights(&self) -> impl Iterator<Item = (Passage, &Highlight)> {
        let all = self.record.state.highlights.iter();
        all.filter_map(|highlight| Some((self.shown_passage(highlight.anchor.passage?), highlight)))
    }

    /// How many highlights stand nowhere, because their words are gone from the text.
    pub fn n_orphans(&self) -> usize {
        self.record.state.highlights.iter().filter(|highlight| highlight.is_orphan()).count()
    }

    /// The highlights whose words are gone from the text, each with the words it had. Of these nobody can say whether
    /// they would be covered, so in a text with spoilers they are.
    pub(in crate::app) fn orphans(&self) -> impl Iterator<Item = (&Highlight, String)> {
        let is_bare = self.n_covered().0 == 0;
        let orphans = self.record.state.highlights.iter().filter(|highlight| highlight.is_orphan());
        orphans.map(move |highlight| {
            let words = if is_bare { highlight.anchor.quote.exact.as_str() } else { VEIL };
            (highlight, words.split_whitespace().collect::<Vec<_>>().join(" "))
        })
    }

    /// The bytes of a block that are highlighted, in the order in which they are drawn over each other.
    pub fn highlights_in(&self, block: usize) -> Vec<(Range<usize>, &Highlight)> {
        let here = |(passage, highlight)| Some((self.range_in(block, passage)?, highlight));
        self.highlights().filter_map(here).collect()
    }

    /// The bytes of a block that belong to a passage, if any do.
    pub fn range_in(&self, block: usize, passage: Passage) -> Option<Range<usize>> {
        let (first, last) = (passage.from.block as usize, passage.to.block as usize);
        if !(first..=last).contains(&block) {
            return None;
        }
        let start = if first == block { self.prose.byte(passage.from).1 } else { 0 };
        let end = if last == block {
            self.prose.byte(passage.to).1
        } else {
            self.prose.text(block).len()
        };
        (start < end).then_some(start..end)
    }

    /// The first highlight that a passage touches.
    pub fn highlight_in(&self, passage: Passage) -> Option<&Highlight> {
        let touches = |there: &Passage| there.from < passage.to && passage.from < there.to;
        self.highlights().find(|(there, _)| touches(there)).map(|(_, highlight)| highlight)
    }

    /// The highlight that stands on just this passage.
    pub fn highlight_at(&self, passage: Passage) -> Option<&Highlight> {
        self.highlights().find(|(there, _)| *there == passage).map(|(_, highlight)| highlight)
    }

    /// Where a highlight shows, if its words are in the text.
    pub(in crate::app) fn passage_of(&self, highlight: &Highlight) -> Option<Passage> {
        highlight.anchor.passage.map(|passage| self.shown_passage(passage))
    }

    /// The first words of a passage as they may be shown, what is covered named instead; else those that it had.
    pub(in crate::app) fn quoted(&self, passage: Option<Passage>, words: &str) -> String {
        let shown = |p: Passage| self.veiled(self.prose.byte(p.from), self.prose.byte(p.to));
        let words = passage.map_or_else(|| words.to_owned(), shown);
        words.split_whitespace().take(20).collect::<Vec<_>>().join(" ")
    }

    /// The note to the sentence that is being read, or to some of it.
    pub fn note(&self) -> Option<&str> {
        // Most texts have none, and where a sentence ends takes a while to find out.
        let mut noted = self.highlights().filter(|(_, highlight)| highlight.has_note()).peekable();
        noted.peek()?;
        let here = self.sentence()?;
        let touches = |there: Passage| there.from < here.to && here.from < there.to;
        noted.find(|(there, _)| touches(*there)).map(|(_, highlight)| highlight.note.as_str())
    }

    /// The sentence that is being read: that of the chosen hit if it shows, else the first on the page; what stands
    /// over a text is passed over.
    pub fn sentence(&self) -> Option<Passage> {
        let place = self.reading_place();
        let is_over = |block: &Block| {
            matches!(block.kind, BlockKind::Heading(_) | BlockKind::Rule | BlockKind::Standfirst)
        };
        let at = place.block as usize;
        let n_over = self.prose.blocks.iter().skip(at).take_while(|block| is_over(block)).count();
        let place = if n_over == 0 { place } else { self.prose.place(at + n_over, 0) };
        unit::around(&self.prose, place, Unit::Sentence)
    }

    fn reading_place(&self) -> Place {
        let hit = self.found.as_ref().and_then(|found| found.chosen());
        let shows = |place: &Place| {
            let (block, byte) = self.prose.byte(*place);
            let lines = self.page.rows.iter().filter(|row| row.block == block);
            lines.filter_map(|row| row.line).any(|line| (line.start..=line.end).contains(&byte))
        };
        let hit = hit.map(|hit| self.prose.place(hit.block, hit.range.start));
        hit.filter(shows).unwrap_or(self.place)
    }

    /// What a passage is known by on its way to the library, which adds what stands about it; `None` where it has no
    /// words of the text itself. The standfirst stands before the text and is not a part of it.
    pub(in crate::app) fn anchor(&self, passage: Passage) -> Option<Anchor> {
        let to = Place { block: passage.to.block.checked_sub(self.n_leading)?, ..passage.to };
        let from = match passage.from.block.checked_sub(self.n_leading) {
            Some(block) => Place { block, ..passage.from },
            None => Place::default(),
        };
        let kept = Passage { from, to };
        let passage = self.shown_passage(kept);
        let blocks = passage.from.block as usize..=passage.to.block as usize;
        let words = |block| self.prose.text(block).get(self.range_in(block, passage)?);
        let words: Vec<&str> = blocks.map(|block| words(block).unwrap_or_default()).collect();
        let exact = words.join("\n");
        let quote = Quote { exact, ..Quote::default() };
        (!quote.exact.trim().is_empty()).then_some(Anchor { passage: Some(kept), quote })
    }

    /// A kept passage where it shows.
    fn shown_passage(&self, kept: Passage) -> Passage {
        let shown =
            |place: Place| Place { block: place.block.saturating_add(self.n_leading), ..place };
        Passage { from: shown(kept.from), to: shown(kept.to) }
    }

    /// The place at a cell of a row of the page, both from 0, the cell counted from the column's left. A row without
    /// text stands for the end of what is above it.
    pub(in crate::app) fn place_at(&self, row: usize, cell: usize) -> Option<Place> {
        let rows = self.page.rows.get(..=row).unwrap_or(&self.page.rows);
        let last = rows.iter().rposition(|row| row.line.is_some())?;
        let shown = rows.get(last)?;
        let (line, block) = (shown.line?, self.prose.blocks.get(shown.block)?);
        let cell = if last == row { cell.saturating_sub(self.inset_of(block)) } else { usize::MAX };
        Some(self.prose.place(shown.block, shown.spacing.byte(block, line, cell)))
    }

    /// The place one row of text down or up from a place, as far from the left as it stands.
    pub(in crate::app) fn place_a_row_on(
        &mut self,
        place: Place,
        is_forward: bool,
    ) -> Option<Place> {
        let mut spot = self.setting.spot_of(&self.prose, place);
        let (_, byte) = self.prose.byte(place);
        let (row, line) = self.row_at(spot)?;
        let block = self.prose.blocks.get(row.block)?;
        let cell = self.inset_of(block) + row.spacing.cell(block, line, byte);
        loop {
            let next = self.setting.walk(&self.prose, spot, if is_forward { 1 } else { -1 });
            if next == spot {
                return None;
            }
            spot = next;
            let Some((row, line)) = self.row_at(spot) else { continue };
            let block = self.prose.blocks.get(row.block)?;
            let cell = cell.saturating_sub(self.inset_of(block));
            return Some(self.prose.place(row.block, row.spacing.byte(block, line, cell)));
        }
    }

    /// A row and its line, if it has one.
    fn row_at(&mut self, spot: Spot) -> Option<(Row, Line)> {
        let row = self.setting.rows(&self.prose, spot, 1).into_iter().next()?;
        row.line.map(|line| (row, line))
    }

    fn inset_of(&self, block: &Block) -> usize {
        usize::from(inset(block, self.page.measure))
    }

    /// Scrolls as little as will bring a place onto the page.
    pub(in crate::app) fn follow(&mut self, place: Place) {
        let spot = self.setting.spot_of(&self.prose, place);
        let last = self.page.height.saturating_sub(1).cast_signed();
        let bottom = self.setting.walk(&self.prose, self.page.top, last);
        if spot < self.page.top {
            self.go_to_spot(spot);
        } else if spot > bottom {
            let top = self.setting.walk(&self.prose, spot, -last);
            self.go_to_spot(top);
        }
    }

    /// How many words a passage has.
    pub fn n_words_in(&self, passage: Passage) -> u32 {
        let blocks = passage.from.block as usize..=passage.to.block as usize;
        let words = blocks.filter_map(|block| {
            self.prose.text(block).get(self.range_in(block, passage)?).map(width::n_words)
        });
        words.fold(0, u32::saturating_add)
    }
}
