//! The reader's shield: what of the open text is covered, why, and how it is bared.

use std::ops::Range;

use crate::app::Reader;
use crate::text::prose::{Block, BlockKind};

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

    /// Uncovers the first covered passage on the page, or covers it again if all there are bare; whether there is one.
    pub fn toggle_cover(&mut self) -> Option<bool> {
        let (first, last) = (self.page.rows.first()?.block, self.page.rows.last()?.block);
        let is_bare =
            self.covers.toggle_first(|cover| cover.from.0 <= last && cover.to.0 >= first)?;
        self.renew_found();
        Some(is_bare)
    }

    /// Uncovers all, or covers all again; `None` where nothing is covered.
    pub fn toggle_all_covers(&mut self) -> Option<bool> {
        let is_bare = self.covers.toggle_all()?;
        self.renew_found();
        Some(is_bare)
    }
}
