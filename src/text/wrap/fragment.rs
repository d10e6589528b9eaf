//! Fragments: what of a paragraph may not be broken, with its cells, and what it costs to end a line after it.

use super::super::{linebreak, width};
use super::courtesy;

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
    /// It ends in a soft hyphen, to be seen if the line ends here.
    pub(super) is_hyphen: bool,
    /// What it costs to end a line after it, in squared cells of slack.
    pub(super) toll: u64,
}

impl textwrap::core::Fragment for Fragment {
    fn width(&self) -> f64 {
        super::as_width(self.cells)
    }

    fn whitespace_width(&self) -> f64 {
        super::as_width(self.space)
    }

    fn penalty_width(&self) -> f64 {
        f64::from(u8::from(self.is_hyphen))
    }
}

/// Space that is left out at the end of a line: all that may be broken, and the space of no width.
pub(super) fn is_space(c: char) -> bool {
    c == '\u{200b}' || c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// The fragments of a text that is not all space, none wider than a line, if it can be helped. Space at the beginning
/// is an indent and belongs to the first word.
pub(super) fn fragments(text: &str, cells: usize) -> Vec<Fragment> {
    let mut parts = Parts { text, cells, fragments: Vec::new() };
    let indent = text.len() - text.trim_start_matches(is_space).len();
    let mut start = 0;
    for end in linebreak::opportunities(text).into_iter().filter(|&end| end > indent) {
        parts.add(start, end);
        start = end;
    }
    courtesy::weigh(text, &mut parts.fragments);
    parts.fragments
}

/// Fragments on their way.
struct Parts<'a> {
    text: &'a str,
    cells: usize,
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
                last.is_hyphen = false;
                return;
            }
        }
        let cells = width::width(word);
        if cells > self.cells {
            self.cut(word, start, space);
            return;
        }
        let is_hyphen = word.ends_with('\u{ad}')
            && word_end == end
            && end < self.text.len()
            && cells < self.cells;
        self.fragments.push(Fragment { start, end: word_end, cells, space, is_hyphen, toll: 0 });
    }

    /// Adds a word that is wider than a line, cut at graphemes.
    fn cut(&mut self, word: &str, at: usize, space: usize) {
        let part =
            |start, end, cells| Fragment { start, end, cells, space: 0, is_hyphen: false, toll: 0 };
        let (mut start, mut cells) = (at, 0);
        for (byte, grapheme) in width::graphemes(word) {
            let (end, more) = (at + byte, width::width(grapheme));
            if end > start && cells + more > self.cells {
                self.fragments.push(part(start, end, cells));
                (start, cells) = (end, 0);
            }
            cells += more;
        }
        self.fragments.push(Fragment { space, ..part(start, at + word.len(), cells) });
    }
}
