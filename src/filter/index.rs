//! Index: the folded search keys of a catalogue, each title, work and name once.

use super::hit::{self, Class, starts_word};
use super::slip;
use crate::catalogue::{Catalogue, Entry};
use crate::query::Word;
use crate::text::fold::fold;

/// How many chars of a field are looked at. Longer ones are not names, and fuzzy-matcher takes time with the square.
const FIELD_LENGTH: usize = 256;

/// The search keys of a catalogue.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// A key a row.
    pub(super) titles: Keys,
    /// A key a work, by its number.
    pub(super) works: Keys,
    /// A key for each critic, publication and tag, by its number.
    pub(super) names: Keys,
}

impl Index {
    /// The index of a catalogue.
    pub fn new(catalogue: &Catalogue) -> Self {
        Self {
            titles: Keys::new(catalogue.entries().map(Entry::title)),
            works: Keys::new(catalogue.works().iter().map(|work| work.name.as_str())),
            names: Keys::new(catalogue.names().iter()),
        }
    }
}

/// Folded texts, all in one.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys {
    text: String,
    keys: Vec<Key>,
}

#[derive(Debug, Clone, Copy)]
struct Key {
    /// The letters that occur in it.
    letters: LetterSet,
    /// The letters that begin words.
    initials: LetterSet,
    /// Where it ends; it begins where the one before ends.
    end: u32,
}

impl Keys {
    fn new<'a>(fields: impl ExactSizeIterator<Item = &'a str> + Clone) -> Self {
        let n = fields.len();
        // A folded field is seldom longer; room that doubles as it fills would take half as much again.
        let n_bytes = fields.clone().map(str::len).sum();
        let mut keys = Self { text: String::with_capacity(n_bytes), keys: Vec::with_capacity(n) };
        for field in fields {
            let key = fold(field);
            let key = shortened(&key);
            // What would lie beyond 4 GB is not found.
            let end = u32::try_from(keys.text.len() + key.len());
            keys.text.push_str(if end.is_ok() { key } else { "" });
            let end = u32::try_from(keys.text.len()).unwrap_or(u32::MAX);
            let (letters, initials) = (LetterSet::of(key), LetterSet::of_initials(key));
            keys.keys.push(Key { letters, initials, end });
        }
        keys.text.shrink_to_fit();
        keys
    }

    /// A key by its number.
    pub(super) fn get(&self, id: u32) -> &str {
        let at = id as usize;
        let end = self.keys.get(at).map_or(0, |key| key.end);
        let before = at.checked_sub(1).and_then(|before| self.keys.get(before));
        self.text.get(before.map_or(0, |key| key.end) as usize..end as usize).unwrap_or("")
    }

    /// How a word matches each key.
    pub(super) fn classes(&self, search: &Search<'_>) -> Vec<Option<Class>> {
        let n = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        (0..n).map(|id| self.class(id, search)).collect()
    }

    /// How a word matches a key.
    pub(super) fn class(&self, id: u32, search: &Search<'_>) -> Option<Class> {
        let key = self.keys.get(id as usize)?;
        let n_missing = key.letters.lacks(search.letters);
        let class = (n_missing == 0)
            .then(|| hit::class(self.get(id), search.word, key.initials.meets(search.first)))
            .flatten();
        let may_slip = search.with_slips && n_missing <= 1 && key.initials.meets(search.first_two);
        class
            .or_else(|| may_slip.then(|| slip::class_in(self.get(id), &search.word.text)).flatten())
    }
}

/// A word that is looked for, with what tells quickly that a key has it not.
pub(super) struct Search<'a> {
    word: &'a Word,
    letters: LetterSet,
    first: LetterSet,
    first_two: LetterSet,
    with_slips: bool,
}

impl<'a> Search<'a> {
    /// For a word, also with a slip of the finger where that is wanted.
    pub(super) fn new(word: &'a Word, with_slips: bool) -> Self {
        let first = |n: usize| LetterSet::of(&word.text.chars().take(n).collect::<String>());
        let letters = LetterSet::of(&word.text);
        Self { word, letters, first: first(1), first_two: first(2), with_slips }
    }
}

/// Which letters occur in a text: one bit each for a to z and the digits, the others share the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct LetterSet(u64);

impl LetterSet {
    fn of(text: &str) -> Self {
        Self(text.chars().fold(0, |set, c| set | Self::bit(c)))
    }

    /// The letters of a text at which words start.
    fn of_initials(text: &str) -> Self {
        let mut before = None;
        let initials = text.chars().filter(|c| starts_word(before.replace(*c), Some(*c)));
        Self(initials.fold(0, |set, c| set | Self::bit(c)))
    }

    fn bit(c: char) -> u64 {
        match c {
            'a'..='z' => 1 << (u32::from(c) - u32::from('a')),
            '0'..='9' => 1 << (26 + u32::from(c) - u32::from('0')),
            ' ' => 0,
            // Fibonacci hashing spreads neighbouring code points over the 28 bits that are left.
            c => 1 << (36 + (u32::from(c).wrapping_mul(0x9E37_79B1) >> 16) % 28),
        }
    }

    /// Whether they have a letter in common. The empty set stands for signs that are not told apart, and meets all.
    fn meets(self, other: Self) -> bool {
        other.0 == 0 || self.0 & other.0 != 0
    }

    /// How many letters of the other are not in this.
    fn lacks(self, other: Self) -> u32 {
        (other.0 & !self.0).count_ones()
    }
}

/// As much of a folded field as is looked at.
pub(super) fn shortened(folded: &str) -> &str {
    let length = folded.char_indices().nth(FIELD_LENGTH).map_or(folded.len(), |(at, _)| at);
    folded.get(..length).unwrap_or(folded)
}
