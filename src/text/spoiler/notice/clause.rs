//! Clauses: the words of a block between stops, and what stands around them.

use super::super::super::prose::Block;
use super::vocabulary::{CAUTIONS, WARNINGS};

/// A word of a clause.
#[derive(Debug)]
pub(super) struct Word {
    /// Its letters and digits, lower case.
    pub(super) text: String,
    /// The byte after it.
    end: usize,
    /// It is written in capitals.
    pub(super) is_caps: bool,
    /// A comma follows it.
    pub(super) is_comma: bool,
}

impl Word {
    /// Whether it is one of these.
    pub(super) fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.text.as_str())
    }
}

/// Words between stops.
#[derive(Debug)]
pub(super) struct Clause<'a> {
    /// The words; at least one.
    pub(super) words: Vec<Word>,
    /// Its first byte.
    pub(super) start: usize,
    /// The byte after its last.
    pub(super) end: usize,
    /// The stops before it, space between them counted.
    pub(super) before: &'a str,
    /// The stops after it.
    pub(super) after: &'a str,
}

/// Characters that end a clause; so does a hyphen that joins no word.
const STOPS: &str = ".!?;:\n()[]{}*=—–~#|<>/…_+•";

fn is_stop(c: char) -> bool {
    STOPS.contains(c)
}

/// Whether a text speaks of spoiling anything.
pub(super) fn has_word(text: &str) -> bool {
    text.as_bytes().windows(5).any(|bytes| bytes.eq_ignore_ascii_case(b"spoil"))
}

/// Stops or words in a row.
struct Stretch {
    start: usize,
    end: usize,
    is_stop: bool,
}

/// A block's text as stretches of stops and of words, in turn. Emphasis that speaks of spoilers is a stretch by itself,
/// for `***SPOILERS***` has lost its stars.
fn stretches(block: &Block) -> Vec<Stretch> {
    let text = block.text.as_str();
    let spans =
        block.spans.iter().filter(|span| text.get(span.range.clone()).is_some_and(has_word));
    let mut edges = spans.flat_map(|span| [span.range.start, span.range.end]).peekable();
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut last_char = ' ';
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let next = text.get(end..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        let is_hyphen = c == '-' && !(last_char.is_alphanumeric() && next.is_alphanumeric());
        let is_stop = is_stop(c) || is_hyphen;
        let is_edge = edges.next_if(|&edge| edge <= start).is_some();
        // Space after a stop belongs to it.
        let goes_on =
            |last: &&mut Stretch| last.is_stop == is_stop || last.is_stop && c.is_whitespace();
        match stretches.last_mut().filter(|_| !is_edge).filter(goes_on) {
            Some(last) => last.end = end,
            None => stretches.push(Stretch { start, end, is_stop }),
        }
        last_char = c;
    }
    stretches
}

/// The clauses of a block.
pub(super) fn clauses(block: &Block) -> Vec<Clause<'_>> {
    let text = block.text.as_str();
    let stretches = stretches(block);
    let stops = |stretch: Option<&Stretch>| {
        stretch
            .filter(|stretch| stretch.is_stop)
            .and_then(|stops| text.get(stops.start..stops.end))
            .unwrap_or("")
    };
    let mut clauses = Vec::new();
    for (number, &Stretch { start, end, is_stop }) in stretches.iter().enumerate() {
        let words = if is_stop { Vec::new() } else { words(text, start, end) };
        if !words.is_empty() {
            let before = stops(number.checked_sub(1).and_then(|n| stretches.get(n)));
            let after = stops(stretches.get(number + 1));
            clauses.push(Clause { words, start, end, before, after });
        }
    }
    clauses
}

fn words(text: &str, start: usize, end: usize) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = start;
    let clause = text.get(start..end).unwrap_or("");
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    for part in clause.split_inclusive(|c| !is_inside(c)) {
        let word = part.trim_end_matches(|c| !is_inside(c));
        let plain: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        if !plain.is_empty() {
            words.push(Word {
                is_caps: plain.len() > 1 && !plain.contains(char::is_lowercase),
                text: plain.to_lowercase(),
                end: at + word.len(),
                is_comma: part.ends_with(','),
            });
        }
        at += part.len();
    }
    words
}

impl Clause<'_> {
    /// A word by its number.
    pub(super) fn word(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    /// The byte after a word.
    pub(super) fn word_end(&self, at: usize) -> usize {
        self.word(at).map_or(self.end, |word| word.end)
    }

    /// Whether words begin at a word.
    pub(super) fn reads(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(n, word)| self.word(at + n).is_some_and(|w| w.text == *word))
    }

    /// Whether brackets or stars stand around it.
    pub(super) fn is_bracketed(&self) -> bool {
        let marks = ['(', '[', '{', '*', '=', '#', '<', '~'];
        self.before.trim_end().ends_with(marks)
            && self.after.starts_with([')', ']', '}', '*', '=', '#', '>', '~'])
    }

    /// Whether it is all its block says.
    pub(super) fn is_alone_in(&self, block: &Block) -> bool {
        let text = block.text.as_str();
        let rest = |part: Option<&str>| !part.unwrap_or("").contains(char::is_alphanumeric);
        rest(text.get(..self.start)) && rest(text.get(self.end..))
    }

    /// Whether it is a warning of something yet to be said: `Warning:`, `Be warned:`.
    pub(super) fn is_warning(&self) -> bool {
        let warns = self.words.iter().any(|w| w.is(&WARNINGS));
        let is_note =
            self.words.len() <= 3 && self.words.iter().any(|w| w.is(&["note", "nb", "ps"]));
        (warns && self.words.len() <= 8 || is_note)
            && self.after.starts_with([':', '!', '-', '–', '—', '.', '*', ')', ']'])
    }

    /// Where it begins, with the stars or brackets before it.
    pub(super) fn decorated_start(&self, text: &str) -> usize {
        let before = text.get(..self.start).unwrap_or("");
        let marks = ['(', '[', '{', '*', '=', '#', '<', '~', '-', '/', '+', '_'];
        let bare = before.trim_end().trim_end_matches(marks);
        if bare.len() < before.trim_end().len() { bare.len() } else { before.len() }
    }

    /// Where what it warns of begins, if its notice ends with this word: after a comma right behind it, else the clause and
    /// its stops; after the name of the work, if that is quoted and glued to the next word.
    pub(super) fn after(&self, text: &str, last: usize) -> usize {
        let end = self.word_end(last);
        let goes_on = self.word(last + 1).is_some_and(|w| w.is(&CAUTIONS));
        if self.word(last).is_some_and(|w| w.is_comma) && !goes_on {
            return end + 1;
        }
        if let Some(name) = self.word(last + 1).filter(|w| w.is(&["for", "of", "about"])) {
            let rest = text.get(name.end..self.end).unwrap_or("");
            if let Some(bytes) = quoted(rest) {
                let end = name.end + bytes;
                let stops = text.get(end..).unwrap_or("");
                return end + stops.len()
                    - stops.trim_start_matches(|c| is_stop(c) && !matches!(c, '(' | '[')).len();
            }
        }
        let is_last = last + 1 >= self.words.len() && end <= self.end;
        let closing = self.after.trim_end_matches(['(', '[']).len();
        if is_last || closing > 0 { self.end + closing } else { self.end }
    }
}

/// Bytes of a quoted name that a text begins with, space and quotes counted.
fn quoted(text: &str) -> Option<usize> {
    let name = text.trim_start();
    let start = text.len() - name.len();
    let closing: &[char] = match name.chars().next()? {
        '\'' | '‘' => &['\'', '’'],
        '"' | '“' => &['"', '”'],
        _ => return None,
    };
    let ends = |&(at, quote): &(usize, &str)| {
        let next = name.get(at + quote.len()..).and_then(|rest| rest.chars().next());
        at > 0 && next.is_none_or(|c| !c.is_alphanumeric() || c.is_uppercase())
    };
    let (at, quote) = name.match_indices(closing).find(ends)?;
    Some(start + at + quote.len())
}
