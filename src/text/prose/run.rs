//! A block's text while it is being filled: words come in, spaces fall together, spans grow.

use super::super::{sanitize, width};
use super::{Roles, Span};

/// How words look: roles, and where they link to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    /// What they are.
    pub(super) roles: Roles,
    /// Index of the address.
    pub(super) link: Option<u32>,
}

impl Look {
    /// What words of this look and of a span have in common.
    fn common(self, span: &Span) -> Self {
        let roles = self.roles.and(span.roles);
        if self.link == span.link {
            Self { roles, ..self }
        } else {
            Self { roles: roles.without(Roles::LINK), link: None }
        }
    }
}

/// What stands between the last word and the next; a greater one swallows a lesser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Between {
    #[default]
    Nothing,
    /// A line of the source ended: a space, but nothing between two CJK characters.
    Soft,
    Space,
    /// A line break that is meant.
    Hard,
}

/// Text with spans, sorted and not overlapping.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    /// The text so far.
    pub(super) text: String,
    /// Its spans.
    pub(super) spans: Vec<Span>,
    between: Between,
    /// Marks on the last character.
    n_marks: u8,
}

impl Run {
    /// Adds words; runs of spaces become one, at the ends none.
    pub(super) fn push(&mut self, words: &str, look: Look) {
        let mut rest = words;
        while let Some(c) = rest.chars().next() {
            // Letters and signs of ASCII need no looking at one by one.
            let n_plain = rest.bytes().take_while(u8::is_ascii_graphic).count();
            let (piece, after) = rest.split_at(n_plain.max(c.len_utf8()));
            match c {
                ' ' | '\t' | '\n' | '\r' => self.space(),
                c => {
                    self.settle(c, look);
                    if n_plain > 0 {
                        self.n_marks = 0;
                        self.add(piece, look);
                    } else {
                        self.put(c, look);
                    }
                }
            }
            rest = after;
        }
    }

    /// Adds text as it stands, newlines and spaces too; a tab becomes four spaces.
    pub(super) fn push_verbatim(&mut self, text: &str, look: Look) {
        self.between = Between::Nothing;
        for c in text.chars() {
            match c {
                '\t' => (0..width::TAB).for_each(|_| self.put(' ', look)),
                '\n' => self.add("\n", look),
                c => self.put(c, look),
            }
        }
    }

    /// Takes newlines off both ends.
    pub(super) fn trim_newlines(&mut self) {
        self.trim_matches(|c| c == '\n');
    }

    /// Takes spaces and newlines off both ends.
    pub(super) fn trim(&mut self) {
        self.trim_matches(char::is_whitespace);
    }

    fn trim_matches(&mut self, is_blank: impl Fn(char) -> bool) {
        let blank = self.text.len() - self.text.trim_start_matches(&is_blank).len();
        if blank > 0 {
            self.text.drain(..blank);
            for span in &mut self.spans {
                span.range =
                    span.range.start.saturating_sub(blank)..span.range.end.saturating_sub(blank);
            }
        }
        self.cut(self.text.trim_end_matches(is_blank).len());
    }

    /// Cuts the text at a byte.
    fn cut(&mut self, end: usize) {
        self.text.truncate(end);
        for span in &mut self.spans {
            span.range.end = span.range.end.min(end);
        }
        self.spans.retain(|span| span.range.start < span.range.end);
    }

    /// A space, once a word follows.
    pub(super) fn space(&mut self) {
        self.between = self.between.max(Between::Space);
    }

    /// The end of a line in the source.
    pub(super) fn soft_break(&mut self) {
        self.between = self.between.max(Between::Soft);
    }

    /// A line break, once a word follows. Says whether there was one already.
    pub(super) fn hard_break(&mut self) -> bool {
        let was = self.between == Between::Hard;
        self.between = Between::Hard;
        was
    }

    /// Whether nothing has been put in yet.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Puts in what stands between the last word and this character.
    fn settle(&mut self, next: char, look: Look) {
        let between = std::mem::take(&mut self.between);
        let Some(last) = self.text.chars().next_back() else { return };
        let space = match between {
            Between::Nothing => return,
            Between::Soft if width::is_cjk(last) && width::is_cjk(next) => return,
            Between::Soft | Between::Space => " ",
            Between::Hard => "\n",
        };
        self.n_marks = 0;
        // What stands between two words is what both are.
        let before = self.spans.last().filter(|span| span.range.end == self.text.len());
        let common = before.map_or(Look::default(), |span| look.common(span));
        self.add(space, common);
    }

    /// Adds one character if it is safe and not one mark too many.
    fn put(&mut self, c: char, look: Look) {
        if !sanitize::is_safe(c) {
            return;
        }
        let is_mark = width::is_mark(c);
        self.n_marks = if is_mark { self.n_marks.saturating_add(1) } else { 0 };
        if usize::from(self.n_marks) > sanitize::MARKS {
            return;
        }
        self.add(c.encode_utf8(&mut [0; 4]), look);
    }

    fn add(&mut self, text: &str, look: Look) {
        let at = self.text.len();
        self.text.push_str(text);
        if look == Look::default() {
            return;
        }
        match self.spans.last_mut().filter(|span| span.range.end == at && has_look(span, look)) {
            Some(span) => span.range.end = self.text.len(),
            None => {
                self.spans.push(Span {
                    range: at..self.text.len(),
                    roles: look.roles,
                    link: look.link,
                });
            }
        }
    }
}

fn has_look(span: &Span, look: Look) -> bool {
    span.roles == look.roles && span.link == look.link
}
