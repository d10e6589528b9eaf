//! Fragments: what of a paragraph may not be broken, with its cells, and what it costs to end a line after it.

use super::super::{hyphens, linebreak, width};
use super::courtesy;
use crate::text::language::Language;
use crate::text::prose::{Block, Roles};

/// A stretch of text that stays on one line, and the space after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fragment {
    /// Its first byte.
    pub(super) start: usize,
    /// The byte after its last, the space left out.
    pub(super) end: usize,
    /// Its cells.
    pub(super) cells: usize,
    /// Cells of the space after it.
    pub(super) space: usize,
    /// The hyphen to be seen if the line ends here.
    pub(super) hyphen: Hyphen,
    /// What it costs to end a line after it, in squared cells of slack.
    pub(super) toll: u64,
}

/// The hyphen after a fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Hyphen {
    /// None: a line may end here by itself.
    #[default]
    None,
    /// None, and it parts a word that is wider than a line.
    Cut,
    /// The text has a soft hyphen here.
    Soft,
    /// The language allows one.
    Made(Made),
}

/// A hyphen that the language allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Made {
    /// Cells of its word before it, with the space before the word: by so much a line without it would be shorter.
    pub(super) cells: usize,
    /// The word has a capital, as names have.
    pub(super) is_name: bool,
}

impl Fragment {
    /// Whether a hyphen is to be drawn if the line ends here.
    pub(super) fn is_hyphen(&self) -> bool {
        matches!(self.hyphen, Hyphen::Soft | Hyphen::Made(_))
    }
}

impl textwrap::core::Fragment for Fragment {
    fn width(&self) -> f64 {
        super::as_width(self.cells)
    }

    fn whitespace_width(&self) -> f64 {
        super::as_width(self.space)
    }

    fn penalty_width(&self) -> f64 {
        f64::from(u8::from(self.is_hyphen()))
    }
}

/// Space that is left out at the end of a line: all that may be broken, and the space of no width.
pub(super) fn is_space(c: char) -> bool {
    c == '\u{200b}' || c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// How words are parted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parting<'a> {
    /// The cells of a line.
    pub(super) cells: usize,
    /// Whether the text's soft hyphens are used.
    pub(super) is_soft: bool,
    /// The language by which words are hyphenated, if they are.
    pub(super) language: Option<Language>,
    /// The block that the text is from, and the byte at which it begins there.
    pub(super) block: &'a Block,
    pub(super) at: usize,
}

impl Parting<'_> {
    /// Whether a word of the text stands in code.
    fn is_code(&self, start: usize, end: usize) -> bool {
        let (start, end) = (self.at + start, self.at + end);
        let mut spans = self.block.spans.iter();
        spans.any(|span| {
            span.roles.contains(Roles::CODE) && span.range.start < end && start < span.range.end
        })
    }
}

/// The fragments of a text that is not all space, none wider than a line, if it can be helped. Space at the beginning
/// is an indent and belongs to the first word.
pub(super) fn fragments(text: &str, parting: &Parting<'_>) -> Vec<Fragment> {
    let mut parts = Parts { text, parting, fragments: Vec::new() };
    let indent = text.len() - text.trim_start_matches(is_space).len();
    let is_soft = |end: usize| {
        end < text.len() && text.get(..end).is_some_and(|before| before.ends_with('\u{ad}'))
    };
    let mut start = 0;
    let ends = linebreak::opportunities(text).into_iter();
    for end in ends.filter(|&end| end > indent && (parting.is_soft || !is_soft(end))) {
        parts.add(start, end);
        start = end;
    }
    courtesy::weigh(text, &mut parts.fragments);
    parts.fragments
}

/// Holds some fragments to what stands before them, where a line of so many cells has room for both.
pub(super) fn hold(
    fragments: &mut Vec<Fragment>,
    cells: usize,
    is_held: impl Fn(usize, usize) -> bool,
) {
    let mut held: Vec<Fragment> = Vec::with_capacity(fragments.len());
    for fragment in fragments.drain(..) {
        let room = |last: &&mut Fragment| last.cells + last.space + fragment.cells <= cells;
        match held.last_mut().filter(room).filter(|_| is_held(fragment.start, fragment.end)) {
            Some(last) => {
                last.cells += last.space + fragment.cells;
                (last.end, last.space, last.hyphen) =
                    (fragment.end, fragment.space, fragment.hyphen);
            }
            None => held.push(fragment),
        }
    }
    *fragments = held;
}

/// Fragments on their way.
struct Parts<'a> {
    text: &'a str,
    parting: &'a Parting<'a>,
    fragments: Vec<Fragment>,
}

impl Parts<'_> {
    /// Adds what stands between two opportunities.
    fn add(&mut self, start: usize, end: usize) {
        let part = self.text.get(start..end).unwrap_or("");
        let word = part.trim_end_matches(is_space);
        let (word_end, space) =
            (start + word.len(), width::width(part.get(word.len()..).unwrap_or("")));
        if word.is_empty() {
            // Space alone belongs to what stands before it.
            if let Some(last) = self.fragments.last_mut() {
                last.space += space;
                last.hyphen = Hyphen::None;
                return;
            }
        }
        let cells = width::width(word);
        if self.hyphenate(word, start, space) {
            return;
        }
        if cells > self.parting.cells {
            self.cut(word, start, space);
            return;
        }
        let ends_soft = word.ends_with('\u{ad}') && word_end == end && end < self.text.len();
        let is_hyphen = ends_soft && cells < self.parting.cells;
        self.push(start, word_end, cells, if is_hyphen { Hyphen::Soft } else { Hyphen::None });
        self.space(space);
    }

    fn push(&mut self, start: usize, end: usize, cells: usize, hyphen: Hyphen) {
        self.fragments.push(Fragment { start, end, cells, space: 0, hyphen, toll: 0 });
    }

    /// Puts space after the last fragment.
    fn space(&mut self, cells: usize) {
        if let Some(last) = self.fragments.last_mut() {
            last.space = cells;
        }
    }

    /// Adds a word with the hyphens that its language allows; whether it has any that help.
    fn hyphenate(&mut self, word: &str, at: usize, space: usize) -> bool {
        let Some(language) = self.parting.language else { return false };
        let before = self.text.get(..at).and_then(|text| text.chars().next_back());
        let begins = before.is_none_or(|c| is_space(c) || matches!(c, '–' | '—'));
        if !begins || self.parting.is_code(at, at + word.len()) {
            return false;
        }
        let points = hyphens::points(word, language);
        let ends = || points.iter().copied().chain([word.len()]);
        let starts = || std::iter::once(0).chain(points.iter().copied());
        let part = |start, end| width::width(word.get(start..end).unwrap_or(""));
        let is_wide =
            starts().zip(ends()).any(|(start, end)| part(start, end) >= self.parting.cells);
        if points.is_empty() || is_wide {
            return false;
        }
        let is_name = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        let lead = self.fragments.last().map_or(0, |last| last.space);
        for (start, end) in starts().zip(ends()) {
            let made = Made { cells: lead + part(0, end), is_name };
            let hyphen = if end < word.len() { Hyphen::Made(made) } else { Hyphen::None };
            self.push(at + start, at + end, part(start, end), hyphen);
        }
        self.space(space);
        true
    }

    /// Adds a word that is wider than a line, cut where a reader would, as in an address, else between graphemes.
    fn cut(&mut self, word: &str, at: usize, space: usize) {
        let pauses = pauses(word);
        let room = self.parting.cells;
        let (mut start, mut cells) = (0, 0);
        for (end, grapheme) in width::graphemes(word) {
            let more = width::width(grapheme);
            let is_pause = pauses.binary_search(&end).is_ok();
            if end > start && (is_pause || cells + more > room) {
                let hyphen = if is_pause { Hyphen::None } else { Hyphen::Cut };
                self.push(at + start, at + end, cells, hyphen);
                (start, cells) = (end, 0);
            }
            cells += more;
        }
        self.push(at + start, at + word.len(), cells, Hyphen::None);
        self.space(space);
    }
}

/// Bytes of a word that is too wide at which a reader would part it: after `/` and the like, before `.`, `?` and the like,
/// where something follows.
fn pauses(word: &str) -> Vec<usize> {
    let pairs = word.char_indices().zip(word.chars().skip(1));
    let is_pause = |last: char, next: char| {
        (matches!(last, '/' | '-' | ',' | ';' | ':') && next.is_alphanumeric())
            || (last.is_alphanumeric() && matches!(next, '.' | '?' | '&' | '#' | '_'))
    };
    let found = pairs.filter(|&((_, last), next)| is_pause(last, next));
    found.map(|((at, last), _)| at + last.len_utf8()).collect()
}
