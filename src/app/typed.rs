//! Typed: a line of text that is being typed, edited by graphemes.

use crate::keymap::{Edit, Key};
use crate::text::sanitize;
use crate::text::width;

/// A line and where in it the next letter goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    text: String,
    /// Byte offset of a grapheme's start, or the end.
    at: usize,
}

impl Typed {
    /// A line that holds text already, to be gone on with at its end.
    pub fn new(text: &str) -> Self {
        let text = sanitize::line(text);
        Self { at: text.len(), text }
    }

    /// What has been typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the place of the next letter.
    pub fn before(&self) -> &str {
        self.text.get(..self.at).unwrap_or(&self.text)
    }

    fn after(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Puts text in; what could move the cursor or hide text is left out, and newlines become spaces.
    pub fn insert(&mut self, text: &str) {
        let clean: String = text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| sanitize::is_safe(*c))
            .collect();
        self.text.insert_str(self.at, &clean);
        self.at += clean.len();
    }

    /// Does what a key asks for; whether the text is another now.
    pub fn edit(&mut self, key: Key) -> bool {
        let Some(edit) = key.edit() else { return false };
        let old = self.text.len();
        match edit {
            Edit::Insert(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Edit::Left => self.at = self.grapheme_before(),
            Edit::Right => self.at += self.after_first().len(),
            Edit::Start => self.at = 0,
            Edit::End => self.at = self.text.len(),
            Edit::EraseBefore => self.cut(self.grapheme_before()),
            Edit::EraseWord => self.cut(self.word_before()),
            Edit::EraseToStart => self.cut(0),
            Edit::EraseAfter => {
                let end = self.at + self.after_first().len();
                self.text.replace_range(self.at..end, "");
            }
        }
        self.text.len() != old
    }

    fn cut(&mut self, from: usize) {
        self.text.replace_range(from..self.at, "");
        self.at = from;
    }

    fn after_first(&self) -> &str {
        width::graphemes(self.after()).next().map_or("", |(_, grapheme)| grapheme)
    }

    fn grapheme_before(&self) -> usize {
        width::graphemes(self.before()).last().map_or(0, |(at, _)| at)
    }

    /// Where the word before begins, spaces after it included, as the shell's ^W has it.
    fn word_before(&self) -> usize {
        let trimmed = self.before().trim_end();
        trimmed.rfind(char::is_whitespace).map_or(0, |at| at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(start: &str, keys: &str, before: &str, text: &str) {
        let mut typed = Typed::new(start);
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            typed.edit(key.parse().unwrap());
        }
        assert_eq!((typed.before(), typed.text()), (before, text));
    }

    #[test]
    fn a_line_is_edited_by_graphemes() {
        check("", "a n o", "ano", "ano");
        check("Zoë 👨‍👩‍👧", "<Backspace>", "Zoë ", "Zoë ");
        check("Zoe\u{308}", "<Backspace>", "Zo", "Zo");
        check("abc", "<Left> <Left> x", "ax", "axbc");
        check("abc", "<Home> <Del>", "", "bc");
        check("two words", "<C-w>", "two ", "two ");
        check("two words  ", "<C-w>", "two ", "two ");
        check("all", "<C-u>", "", "");
        check("", "<Backspace> <Left> <Del> <C-w> <C-u>", "", "");
        check("日本", "<Left> <Left> <Right>", "日", "日本");
    }

    #[test]
    fn a_paste_cannot_break_the_line() {
        let mut typed = Typed::default();
        typed.insert("two\nlines\u{1b}[2J\u{202e}");
        assert_eq!(typed.text(), "two lines[2J");
    }
}
