//! Index: the folded search key of every review, all in one text.

use super::hit::starts_word;
use crate::review::Summary;
use crate::text::fold::fold;

/// What separates the fields of a key; folding leaves none in a field.
pub(super) const BORDER: char = '\n';

/// The same as a byte.
pub(super) const BORDER_BYTE: u8 = b'\n';

/// How many chars of a field are looked at. Longer ones are not names, and fuzzy-matcher takes time with the square.
const FIELD_LENGTH: usize = 256;

/// Folded title, work, author, publisher and tags of every review, a row each, in the order of the summaries.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// All keys, one after the other.
    text: String,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    /// Where its key ends; it begins where the one before ends.
    end: usize,
    /// The letters that occur in it.
    letters: LetterSet,
    /// The letters that begin words.
    initials: LetterSet,
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
            ' ' | BORDER => 0,
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

impl Index {
    /// The index of these summaries.
    pub fn new(summaries: &[Summary]) -> Self {
        let mut index =
            Self { text: String::with_capacity(summaries.len() * 80), rows: Vec::new() };
        index.rows.reserve(summaries.len());
        for summary in summaries {
            index.push(summary);
        }
        index
    }

    /// How many rows it has.
    pub fn len(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes over a summary that has changed; one right behind the last row is added.
    pub fn update(&mut self, at: usize, summary: &Summary) {
        if at == self.rows.len() {
            self.push(summary);
            return;
        }
        let start = self.start(at);
        let Some(row) = self.rows.get_mut(at) else { return };
        let key = key(summary);
        let (end, new_end) = (row.end, start + key.len());
        if self.text.get(start..end) == Some(key.as_str()) {
            return;
        }
        (row.letters, row.initials) = (LetterSet::of(&key), LetterSet::of_initials(&key));
        self.text.replace_range(start..end, &key);
        for row in self.rows.iter_mut().skip(at) {
            row.end = row.end - end + new_end;
        }
    }

    /// The key of a row: a line each for title, work and author, then one for the publisher and each tag.
    pub(super) fn key(&self, row: u32) -> &str {
        let row = row as usize;
        let end = self.rows.get(row).map_or(0, |row| row.end);
        self.text.get(self.start(row)..end).unwrap_or("")
    }

    /// The rows that have the letters of a folded text, but for so many: the quickest test there is. With each, whether
    /// a word of it may start with a letter of `first`.
    pub(super) fn rows_with(
        &self,
        text: &str,
        n_missing: u32,
        first: &str,
    ) -> impl Iterator<Item = (u32, bool)> {
        let (asked, first) = (LetterSet::of(text), LetterSet::of(first));
        let rows =
            (0..).zip(&self.rows).filter(move |(_, row)| row.letters.lacks(asked) <= n_missing);
        rows.map(move |(at, row)| (at, row.initials.meets(first)))
    }

    fn start(&self, row: usize) -> usize {
        row.checked_sub(1).and_then(|before| self.rows.get(before)).map_or(0, |before| before.end)
    }

    fn push(&mut self, summary: &Summary) {
        let key = key(summary);
        self.text.push_str(&key);
        let (letters, initials) = (LetterSet::of(&key), LetterSet::of_initials(&key));
        self.rows.push(Row { end: self.text.len(), letters, initials });
    }
}

fn key(summary: &Summary) -> String {
    let names = [&summary.title, &summary.work.name, &summary.author, &summary.publisher];
    let mut key = String::new();
    for field in names.into_iter().chain(&summary.keywords) {
        key.push_str(shortened(&fold(field)));
        key.push(BORDER);
    }
    key
}

/// As much of a folded field as is looked at.
pub(super) fn shortened(folded: &str) -> &str {
    let length = folded.char_indices().nth(FIELD_LENGTH).map_or(folded.len(), |(at, _)| at);
    folded.get(..length).unwrap_or(folded)
}
