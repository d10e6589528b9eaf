//! Blocks to lines at a measure: the breaks that make a paragraph even, with courtesy to its reader.

mod compositor;
mod courtesy;
mod fragment;
mod justify;
mod optimum;
mod setting;
mod spacing;
mod table;

use self::compositor::Compositor;
pub use self::justify::NARROWEST_JUSTIFIED;
pub use self::setting::{Row, Setting, Spot};
pub use self::spacing::Spacing;
pub use self::table::Rule;
use super::hyphens::Hyphens;
use super::language::Language;
use super::prose::{Block, Prose};

/// How many cells a line may take; at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Measure(u16);

impl Measure {
    /// A measure of so many cells.
    pub fn new(cells: u16) -> Self {
        Self(cells.max(1))
    }

    /// Its cells.
    pub fn cells(self) -> u16 {
        self.0
    }
}

/// How a paragraph is told from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paragraphs {
    /// By a blank row between them.
    #[default]
    Blank,
    /// By an indent of its first line, as in a book.
    Indent,
}

impl Paragraphs {
    /// Every choice by its name in the settings.
    pub const NAMES: [(&str, Self); 2] = [("blank", Self::Blank), ("indent", Self::Indent)];
}

/// What a reader may want of how paragraphs are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Composition {
    /// When words are hyphenated.
    pub hyphens: Hyphens,
    /// Lines are as wide as the measure where that leaves no holes.
    pub is_justified: bool,
    /// How paragraphs are told apart.
    pub paragraphs: Paragraphs,
}

/// How a text is to be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// Cells of a line, its inset counted.
    pub measure: Measure,
    /// What its reader wants of it.
    pub composition: Composition,
    /// The language whose rules say where; without one only the text's own soft hyphens do.
    pub language: Option<Language>,
}

impl Manner {
    /// How a text is set at a measure of so many cells, in the language that its source states or its words show.
    pub fn of(
        prose: &Prose,
        language: Option<&str>,
        measure: u16,
        composition: Composition,
    ) -> Self {
        let is_needed = composition.hyphens != Hyphens::Never;
        let language = if is_needed { Language::of(prose, language) } else { None };
        Self { measure: Measure::new(measure), composition, language }
    }
}

impl From<u16> for Manner {
    /// At a measure of so many cells, the rest as it is by default.
    fn from(cells: u16) -> Self {
        Self { measure: Measure::new(cells), composition: Composition::default(), language: None }
    }
}

/// A line: bytes of [`Block::text`], the space that ends it left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// A hyphen is to be drawn after it; its cell is counted.
    pub hyphen: bool,
    /// Cells before it, its block's inset left out: what of a line of verse is too long is turned over, and a paragraph
    /// may begin with an indent.
    pub lead: u16,
}

/// Cells that each quotation takes at the left.
pub const QUOTE_CELLS: u16 = 2;

/// Cells that are left for text however deep it stands.
const NARROWEST: u16 = 8;

/// Cells at the left of a block's lines, for its quotations and its indent. Less than it asks for where that would
/// leave its text under eight cells.
pub fn inset(block: &Block, measure: u16) -> u16 {
    let measure = Measure::new(measure).cells();
    let asked = block.indent.saturating_add(QUOTE_CELLS * u16::from(block.quote_depth));
    asked.min(measure.saturating_sub(NARROWEST))
}

/// The lines of a block at a measure, which its quotations and indent are taken from; at least one.
///
/// No line is wider, but one that holds a single grapheme which is. Code and verse keep their lines, and those too wide
/// go on in the next. A paragraph is broken as a whole, for evenness and courtesy.
pub fn wrap(block: &Block, manner: impl Into<Manner>) -> Vec<Line> {
    Compositor::new(block, manner.into()).set()
}

/// The cells of a block's lines at a measure.
fn cells(block: &Block, measure: Measure) -> usize {
    usize::from(measure.cells() - inset(block, measure.cells()))
}

#[expect(clippy::cast_precision_loss, reason = "a measure is at most 65,535")]
fn as_width(cells: usize) -> f64 {
    cells as f64
}

#[cfg(test)]
mod tests;
