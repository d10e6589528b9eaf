//! A place that the reader named with a letter, to come back to.

use std::fmt;

use super::Place;

/// What a mark is named: a to z in a review, A to Z in the whole library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MarkName(char);

impl MarkName {
    /// A letter as a name; `None` for anything else.
    pub fn new(letter: char) -> Option<Self> {
        letter.is_ascii_alphabetic().then_some(Self(letter))
    }

    /// The name that a text is.
    pub fn named(text: &str) -> Option<Self> {
        let mut letters = text.chars();
        let name = letters.next().and_then(Self::new);
        name.filter(|_| letters.next().is_none())
    }

    /// Whether there is one of this name in the whole library, and not one in each review.
    pub fn is_of_all(self) -> bool {
        self.0.is_ascii_uppercase()
    }
}

impl fmt::Display for MarkName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A place with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MarkedPlace {
    /// Its name.
    pub name: MarkName,
    /// The place; it counts the blocks of the body.
    pub place: Place,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_a_name_and_nothing_else_is() {
        assert!(!MarkName::named("a").unwrap().is_of_all());
        assert!(MarkName::named("A").unwrap().is_of_all());
        for other in ["", "ab", "1", "é", "'"] {
            assert_eq!(MarkName::named(other), None, "{other}");
        }
    }
}
