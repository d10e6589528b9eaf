//! Light: what of a text stands out while the rest is dim, and which row was read last before the page was turned.

use std::ops::Range;

use super::Reader;
use crate::text::width;
use crate::text::wrap::Row;

/// What stands out of a text, the rest being dim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Light {
    /// All of it: nothing is dim.
    #[default]
    All,
    /// The sentence at the place.
    Sentence,
    /// The paragraph at the place.
    Paragraph,
}

impl Light {
    /// Every light and its name, in the order in which a key goes through them.
    pub const TABLE: [(Self, &str); 3] =
        [(Self::All, "all"), (Self::Sentence, "sentence"), (Self::Paragraph, "paragraph")];

    /// The light of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::TABLE.into_iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::TABLE.into_iter().find(|row| row.0 == self).map_or("all", |row| row.1)
    }

    /// The light after this one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::TABLE.iter().position(|row| row.0 == self).unwrap_or(0);
        Self::TABLE.get(at + 1).map_or(Self::All, |row| row.0)
    }
}

impl Reader {
    /// The bytes of a block that stand out.
    pub fn lit(&self, light: Light, block: usize) -> Range<usize> {
        let text = self.prose.text(block);
        let (at, byte) = self.prose.byte(self.place);
        match light {
            Light::Sentence | Light::Paragraph if block != at => 0..0,
            Light::All | Light::Paragraph => 0..text.len(),
            Light::Sentence => width::sentences(text)
                .map(|(start, sentence)| start..start + sentence.len())
                .find(|sentence| sentence.contains(&byte))
                .unwrap_or(0..text.len()),
        }
    }

    /// Whether a row was the last on the page before this one was turned to.
    pub fn is_last_read(&self, row: &Row) -> bool {
        row.line.is_some_and(|line| self.page.last_read == Some((row.block, line.start)))
    }

    /// Whether there is a row that was the last on the page before.
    pub fn has_last_read(&self) -> bool {
        self.page.last_read.is_some()
    }

    /// Marks no row as the last of the page before.
    pub fn forget_last_read(&mut self) {
        self.page.last_read = None;
    }

    /// The last row of the page that has text: its block and first byte.
    pub(super) fn last_line(&self) -> Option<(usize, usize)> {
        let mut rows = self.page.rows.iter().rev();
        rows.find_map(|row| row.line.map(|line| (row.block, line.start)))
    }

    /// About how many words stand before the page.
    pub fn words_before(&self) -> f64 {
        let (block, byte) = self.prose.byte(self.place);
        f64::from(self.prose.fraction_at(block, byte)) * f64::from(self.n_words)
    }
}
