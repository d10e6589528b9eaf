//! Highlight: a passage that its reader marked, known again by its place and by its words.

use std::fmt;

use jiff::Timestamp;

use super::{Place, ReviewId};

/// The four colours of highlights, each with its name and the key that chooses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Colour {
    #[default]
    Yellow,
    Green,
    Blue,
    Pink,
}

impl Colour {
    /// Every colour with its name, in the order of their numbers.
    pub const TABLE: [(Self, &'static str); 4] = [
        (Self::Yellow, "yellow"),
        (Self::Green, "green"),
        (Self::Blue, "blue"),
        (Self::Pink, "pink"),
    ];

    /// Its name in files and messages.
    pub fn name(self) -> &'static str {
        Self::TABLE.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }

    /// The colour of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::TABLE.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// Its number, from 1: what is pressed to choose it, and what marks it where there is no colour.
    pub fn number(self) -> usize {
        Self::TABLE.iter().position(|row| row.0 == self).map_or(1, |at| at + 1)
    }

    /// The colour of a number.
    pub fn numbered(number: usize) -> Option<Self> {
        Self::TABLE.get(number.checked_sub(1)?).map(|row| row.0)
    }

    /// The colour after this one, the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        Self::numbered(self.number() + 1).unwrap_or_default()
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What names a highlight among those of its review: letters and digits, given once by the library.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HighlightId(ReviewId);

impl HighlightId {
    /// An id from its text; it is written as a review's is ([`ReviewId::new`]).
    pub fn new(text: &str) -> Option<Self> {
        ReviewId::new(text).map(Self)
    }

    /// The id's letters.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl From<ReviewId> for HighlightId {
    fn from(id: ReviewId) -> Self {
        Self(id)
    }
}

/// A stretch of a text's body: from one place to another, the first that does not belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Passage {
    /// Where it begins.
    pub from: Place,
    /// Where it ends; after `from`.
    pub to: Place,
}

/// The words of a passage, and what stands about them (`TextQuoteSelector` of the W3C's Web Annotation Data Model). A
/// line break, between blocks too, is one `\n`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Quote {
    /// The words themselves, never empty.
    pub exact: String,
    /// What stands before them: 32 graphemes, fewer at the start of the text.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
}

/// How a passage is found in its text again, however the text has changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Anchor {
    /// Where it stands (the model's `TextPositionSelector`, by blocks and graphemes); `None` where its words are gone
    /// from the text, which makes it an orphan.
    pub passage: Option<Passage>,
    /// Its words.
    pub quote: Quote,
}

/// A highlighted passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// What names it.
    pub id: HighlightId,
    /// Its colour.
    pub colour: Colour,
    /// Where it is.
    pub anchor: Anchor,
    /// What its reader wrote to it, in any number of lines; empty where nothing.
    pub note: String,
    /// When it was made.
    pub created: Timestamp,
    /// When its colour or its note was last another.
    pub modified: Timestamp,
}

impl Highlight {
    /// Whether its words are no longer in the text.
    pub fn is_orphan(&self) -> bool {
        self.anchor.passage.is_none()
    }

    /// Whether there is a note to it.
    pub fn has_note(&self) -> bool {
        !self.note.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_gone_round_by_name_and_number() {
        for (number, (colour, name)) in (1..).zip(Colour::TABLE) {
            assert_eq!(Colour::named(name), Some(colour));
            assert_eq!(Colour::numbered(number), Some(colour));
            assert_eq!((colour.number(), colour.to_string()), (number, name.to_owned()));
        }
        assert_eq!(Colour::Yellow.next(), Colour::Green);
        assert_eq!(Colour::Pink.next(), Colour::Yellow);
        assert_eq!(
            (Colour::named("puce"), Colour::numbered(0), Colour::numbered(5)),
            (None, None, None)
        );
    }
}
