//! The reader's shield: what of the open text is covered, why, and how it is bared.

use std::ops::Range;

use crate::app::Reader;
use crate::app::covers::Toggled;
use crate::review::Place;
use crate::text::prose::{Block, BlockKind};
use crate::text::spoiler::Cover;

impl Reader {
    /// The byte ranges of a block that are to be drawn covered.
    pub fn covered(&self, block: usize) -> Vec<Range<usize>> {
        self.covers.ranges_in(&self.prose, block)
    }

    /// The text from one point to another, each a block and a byte, as it may leave the page: unwrapped, without soft
    /// hyphens, and what is covered now named instead of shown.
    pub fn veiled(&self, from: (usize, usize), to: (usize, usize)) -> String {
        self.covers.in_force().veiled(&self.prose, from, to)
    }

    /// How many passages of the text are covered now, and how many there are.
    pub fn n_covered(&self) -> (usize, usize) {
        self.covers.n_covered()
    }

    /// Whether something on the page is covered now.
    pub fn has_cover_on_page(&self) -> bool {
        self.page.rows.iter().any(|row| {
            row.line.is_some_and(|line| {
                let covers = self.covered(row.block);
                covers.iter().any(|cover| cover.start < line.end && cover.end > line.start)
            })
        })
    }

    /// The number of the paragraph in which the first covered passage begins, and why it is covered.
    pub fn first_cover(&self) -> Option<(usize, &str)> {
        let cover = self.covers.first()?;
        Some((self.paragraph_of(cover.from.0), cover.reason.as_str()))
    }

    /// The number of the paragraph at the top of the page.
    pub fn paragraph(&self) -> usize {
        self.paragraph_of(self.prose.byte(self.place).0)
    }

    /// The number of the paragraph that a block is or stands before, from 1: headings and captions are not counted.
    fn paragraph_of(&self, block: usize) -> usize {
        let is_counted = |block: &&Block| {
            !matches!(
                block.kind,
                BlockKind::Heading(_)
                    | BlockKind::Caption
                    | BlockKind::Rule
                    | BlockKind::Standfirst
            )
        };
        self.prose.blocks.iter().take(block).filter(is_counted).count() + 1
    }

    /// Uncovers the first covered passage on the page, or covers all there again if they are bare; `None` if there is
    /// none.
    pub fn toggle_cover(&mut self) -> Option<Toggled> {
        let lines = self.page.rows.iter().filter_map(|row| row.line.map(|line| (row.block, line)));
        let on_page: Vec<_> =
            lines.map(|(block, line)| ((block, line.start), (block, line.end))).collect();
        let shows = |cover: &Cover| {
            on_page.iter().any(|(start, end)| cover.from < *end && cover.to > *start)
        };
        let toggled = self.covers.toggle_first(shows)?;
        self.renew_found();
        Some(toggled)
    }

    /// Uncovers all, or covers all again; `None` where nothing is covered.
    pub fn toggle_all_covers(&mut self) -> Option<bool> {
        let is_bare = self.covers.toggle_all()?;
        self.renew_found();
        Some(is_bare)
    }

    /// Where a step to a place ends: one inside a covered passage leads out of it, forward behind it, back to where it
    /// begins. A passage with nothing behind it is gone through as any text.
    pub(super) fn past_cover(&self, to: Place, is_forward: bool) -> Place {
        let (from, point) = (self.prose.byte(self.place), self.prose.byte(to));
        let holds = |cover: &&Cover| cover.from <= from.min(point) && from.max(point) < cover.to;
        let begins = |cover: &&Cover| cover.from < point && point < cover.to;
        let all = &self.covers.in_force().covers;
        let end = self.prose.byte(self.prose.end());
        let out = if is_forward {
            all.iter().find(holds).map(|cover| cover.to).filter(|to| *to < end)
        } else {
            all.iter().find(begins).map(|cover| cover.from)
        };
        out.map_or(to, |(block, byte)| self.prose.place(block, byte))
    }
}
