//! The filter language: words that are looked for, and qualifiers that a review must meet.
//!
//! Words are fuzzy and joined by AND; `'word` is exact, `^word` starts a field, `word$` ends one, `!word` is not there,
//! `"a phrase"` stands as it is. Qualifiers (`by:kael`, `rating>=4/5`, `is:unread`) are listed in [`QUALIFIERS`]; a
//! leading `-` turns any part round. Case and accents never matter.
//!
//! ```
//! use anora_tui::date::Date;
//! use anora_tui::query::Query;
//!
//! let today = Date::day(2024, 11, 2).unwrap();
//! let query = Query::parse("gatsby by:ebert rating>=3.5/4 -is:read", today).unwrap();
//! assert_eq!(query.words().count(), 1);
//! assert_eq!(Query::parse("rating>=4", today).unwrap_err().column, 9);
//! ```

mod condition;
mod lex;
mod qualifier;
mod span;

use std::fmt;

use crate::catalogue::Entry;
use crate::date::Date;
use crate::rating::Letters;
use crate::text::fold::fold;

pub use condition::Claim;
use condition::{Condition, Known};
use lex::Token;
pub use qualifier::{CLAIMS, QUALIFIERS, Qualifier};

/// A filter as typed, understood. The default accepts every review.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    parts: Vec<Part>,
}

/// One part of a query: a word or a qualifier.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    typed: String,
    test: Test,
}

/// What a part asks for.
#[derive(Debug, Clone, PartialEq)]
enum Test {
    /// Nothing yet: a sign whose word is still to be typed.
    Nothing,
    Word(Word),
    Text(TextTerm),
    Condition {
        condition: Condition,
        is_not: bool,
    },
}

/// A word that is looked for in title, work, author, publisher and tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word, folded; never empty. It has spaces only where it is a phrase.
    pub text: String,
    /// How it may match.
    pub way: Way,
    /// No field may match.
    pub is_not: bool,
}

/// How a word may match a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// With letters left out between its own, or one wrong.
    Fuzzy,
    /// As it is, anywhere (`'word`, `"a phrase"`).
    Exact,
    /// As it is, at the start of the field (`^word`).
    Start,
    /// As it is, at the end of the field (`word$`).
    End,
    /// As it is, the whole field (`^word$`).
    Whole,
}

/// Words to be looked for in the full text, which the library does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextTerm {
    /// As typed, without quotes.
    pub text: String,
    /// The words stand together and in this order.
    pub is_phrase: bool,
    /// The text must not have them.
    pub is_not: bool,
}

impl TextTerm {
    /// The term as the library's search takes it: a phrase in quotes.
    pub fn words(&self) -> String {
        if self.is_phrase { format!("\"{}\"", self.text) } else { self.text.clone() }
    }
}

/// Why a text is no query, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {why}")]
pub struct QueryError {
    /// The char at which it goes wrong, from 1.
    pub column: usize,
    /// What is wrong.
    pub why: String,
}

impl Query {
    /// Reads a filter. `today` is what `after:2w` counts back from.
    ///
    /// The error names the first part that cannot be understood: a qualifier that does not exist, or a value that it
    /// does not take.
    pub fn parse(text: &str, today: Date) -> Result<Self, QueryError> {
        let parts =
            lex::tokens(text).map(|token| Part::parse(&token, today)).collect::<Result<_, _>>()?;
        Ok(Self { parts })
    }

    /// Its parts, in the order typed.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.test == Test::Nothing)
    }

    /// The words that are looked for (and those that must not be there), in the order typed.
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.parts.iter().filter_map(Part::word)
    }

    /// What is looked for in the full text.
    pub fn text_terms(&self) -> impl Iterator<Item = &TextTerm> {
        self.parts.iter().filter_map(Part::text_term)
    }

    /// Whether a review meets all qualifiers. Words and the full text are not looked at.
    pub fn accepts(&self, entry: Entry<'_>, letters: Letters) -> bool {
        self.parts.iter().all(|part| part.sieve(letters, Known::single()).accepts(entry))
    }

    /// The qualifiers, to be asked of many reviews of one catalogue.
    pub fn sieves(&self, letters: Letters) -> Vec<Sieve<'_>> {
        let asking = self.parts.iter().filter(|part| part.is_condition());
        asking.map(|part| part.sieve(letters, Known::default())).collect()
    }
}

impl Part {
    /// The part as typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The word, where the part is one.
    pub fn word(&self) -> Option<&Word> {
        if let Test::Word(word) = &self.test { Some(word) } else { None }
    }

    /// The term of the full text, where the part is one.
    pub fn text_term(&self) -> Option<&TextTerm> {
        if let Test::Text(term) = &self.test { Some(term) } else { None }
    }

    /// Whether the part asks for something.
    pub fn asks(&self) -> bool {
        self.test != Test::Nothing
    }

    fn is_condition(&self) -> bool {
        matches!(self.test, Test::Condition { .. })
    }

    /// The part as a qualifier, to be asked of many reviews of one catalogue.
    fn sieve(&self, letters: Letters, known: Known) -> Sieve<'_> {
        Sieve { part: self, letters, known }
    }

    fn parse(token: &Token<'_>, today: Date) -> Result<Self, QueryError> {
        let asked = token.text.strip_prefix('-').unwrap_or(token.text);
        let is_not = asked.len() < token.text.len();
        let test = match qualifier::read(asked, today) {
            None => word(asked, is_not),
            Some(Ok(found)) => found.negated_if(is_not),
            Some(Err(slip)) => {
                let column = token.column + usize::from(is_not) + slip.at;
                return Err(QueryError { column, why: slip.why });
            }
        };
        Ok(Self { typed: token.text.to_owned(), test })
    }
}

/// A qualifier that is asked of one review after another, and remembers what it found of their names.
#[derive(Debug)]
pub struct Sieve<'a> {
    part: &'a Part,
    letters: Letters,
    known: Known,
}

impl<'a> Sieve<'a> {
    /// Of a part of a query, for a whole catalogue.
    pub fn new(part: &'a Part, letters: Letters) -> Self {
        part.sieve(letters, Known::default())
    }

    /// Whether a review meets the qualifier; any review does where the part is none.
    pub fn accepts(&mut self, entry: Entry<'_>) -> bool {
        match &self.part.test {
            Test::Condition { condition, is_not } => {
                condition.holds(entry, self.letters, &mut self.known) != *is_not
            }
            Test::Nothing | Test::Word(_) | Test::Text(_) => true,
        }
    }
}

impl Test {
    fn negated_if(mut self, negated: bool) -> Self {
        match &mut self {
            Self::Nothing => {}
            Self::Word(Word { is_not, .. })
            | Self::Text(TextTerm { is_not, .. })
            | Self::Condition { is_not, .. } => *is_not ^= negated,
        }
        self
    }
}

/// A word with its signs: `'word`, `^word`, `word$`, `!word`, `"a phrase"`.
fn word(typed: &str, is_not: bool) -> Test {
    let signs = typed.trim_start_matches(['!', '\'', '^']);
    let front = typed.strip_suffix(signs).unwrap_or("");
    let text = signs.strip_suffix('$').filter(|text| !text.is_empty()).unwrap_or(signs);
    let (starts, ends) = (front.contains('^'), text.len() < signs.len());
    let is_denied = is_not || front.contains('!');
    let bare = lex::unquoted(text);
    let folded = fold(bare.unwrap_or(text)).trim().to_owned();
    let is_phrase = bare.is_some() || folded.contains(' ');
    let way = match (starts, ends) {
        (true, true) => Way::Whole,
        (true, false) => Way::Start,
        (false, true) => Way::End,
        (false, false) if is_phrase || is_denied || front.contains('\'') => Way::Exact,
        (false, false) => Way::Fuzzy,
    };
    if folded.is_empty() {
        Test::Nothing
    } else {
        Test::Word(Word { text: folded, way, is_not: is_denied })
    }
}

/// The parts as typed, a space between them: it reads as the same query.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, part) in self.parts.iter().enumerate() {
            if n > 0 {
                f.write_str(" ")?;
            }
            f.write_str(&part.typed)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
