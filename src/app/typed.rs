//! Typed: a line of text, or several, that is being typed, edited by graphemes.

use crate::keymap::{Edit, Key};
use crate::text::sanitize;
use crate::text::width;

/// A text and where in it the next letter goes: one line, unless it was made to hold several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    text: String,
    /// Byte offset of a grapheme's start, or the end.
    at: usize,
    /// A newline stays one.
    has_lines: bool,
}

impl Typed {
    /// A line that holds text already, to be gone on with at its end.
    pub fn new(text: &str) -> Self {
        let text = sanitize::line(text);
        Self { at: text.len(), text, has_lines: false }
    }

    /// A text of any number of lines, to be gone on with at its end.
    pub fn lines(text: &str) -> Self {
        let mut typed = Self { has_lines: true, ..Self::default() };
        typed.insert(text);
        typed
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

    /// Puts text in; what could move the cursor or hide text is left out, and in a single line newlines become spaces.
    pub fn insert(&mut self, text: &str) {
        let is_line_end = |c: char| c == '\n' && self.has_lines;
        let clean: String = sanitize::body(text)
            .chars()
            .map(|c| if c.is_whitespace() && !is_line_end(c) { ' ' } else { c })
            .filter(|c| sanitize::is_safe(*c) || is_line_end(*c))
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
            Edit::Start => self.at = self.line_start(),
            Edit::End => self.at += self.after().find('\n').unwrap_or(self.after().len()),
            Edit::EraseBefore => self.cut(self.grapheme_before()),
            Edit::EraseWord => self.cut(self.word_before()),
            Edit::EraseToStart => self.cut(self.line_start()),
            Edit::EraseAfter => {
                let end = self.at + self.after_first().len();
                self.text.replace_range(self.at..end, "");
            }
        }
        self.text.len() != old
    }

    /// Goes to the line below or above, as far from its start as in this one.
    pub fn step_line(&mut self, is_down: bool) {
        let column = width::n_graphemes(self.before().get(self.line_start()..).unwrap_or(""));
        let start = if is_down {
            self.after().find('\n').map(|end| self.at + end + 1)
        } else {
            let end = self.line_start().checked_sub(1);
            end.map(|end| self.text.get(..end).and_then(|t| t.rfind('\n')).map_or(0, |at| at + 1))
        };
        let Some(start) = start else { return };
        let line = self.text.get(start..).and_then(|rest| rest.split('\n').next()).unwrap_or("");
        self.at = start + width::byte_of_grapheme(line, column);
    }

    fn line_start(&self) -> usize {
        self.before().rfind('\n').map_or(0, |at| at + 1)
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
        let start = trimmed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        // A line's start is where it ends, unless nothing else is before it to erase.
        if self.line_start() < self.at { start.max(self.line_start()) } else { start }
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

    #[track_caller]
    fn check_lines(start: &str, keys: &str, before: &str, text: &str) {
        let mut typed = Typed::lines(start);
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            match key {
                "<Up>" | "<Down>" => typed.step_line(key == "<Down>"),
                key => drop(typed.edit(key.parse().unwrap())),
            }
        }
        assert_eq!((typed.before(), typed.text()), (before, text));
    }

    #[test]
    fn several_lines_are_edited_each_by_itself() {
        check_lines("one\ntwo", "<Home>", "one\n", "one\ntwo");
        check_lines("one\ntwo", "<Up>", "one", "one\ntwo");
        check_lines("one\ntwo", "<Up> <Home> <Down> <End> !", "one\ntwo!", "one\ntwo!");
        check_lines("long line\nx", "<Up> <Down>", "long line\nx", "long line\nx");
        check_lines("a\nlong line", "<Up>", "a", "a\nlong line");
        check_lines("one\ntwo", "<C-u> <C-w>", "", "");
        check_lines("one\ntwo", "<C-u> <Backspace>", "one", "one");
        check_lines("", "<Up> <Down> <End>", "", "");
        check_lines("tab\tand\r\nmore", "", "tab and\nmore", "tab and\nmore");
    }

    #[test]
    fn a_paste_cannot_break_the_line() {
        let mut typed = Typed::default();
        typed.insert("two\nlines\u{1b}[2J\u{202e}");
        assert_eq!(typed.text(), "two lines");
    }
}
