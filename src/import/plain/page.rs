//! Page and Para: a text as paragraphs, each with the part it plays, and the review that is being made of it.

use crate::review::Review;

/// What a paragraph is to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Running text: at least a sentence.
    Prose,
    /// A short line that nothing has claimed yet.
    Short,
    /// A heading between paragraphs.
    Heading,
    /// Whom a picture comes from.
    Caption,
    /// A word of the editor to the reader: what follows tells too much.
    Notice,
    /// One point of a list; numbered or not.
    Point(Marker),
    /// A line of asterisks or dashes between two parts.
    Break,
    /// Part of the page, not of the review: buttons, links, legal lines.
    Furniture,
    /// Read into the review's fields; it leaves the text.
    Claimed,
}

/// How a point of a list is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// A typographic bullet, which is nothing but a list.
    Bullet,
    /// A hyphen, asterisk or plus, which may be something else.
    Dash,
    /// A number with a full stop or bracket.
    Number(u32),
}

/// A paragraph: one line of text however it was broken in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Para {
    /// Its text: trimmed, without line breaks, single spaces.
    pub(super) text: String,
    /// It follows the one before without a blank line between.
    pub(super) is_tight: bool,
    /// What it is to the page.
    pub(super) role: Role,
}

impl Para {
    /// A paragraph with its first role, by shape alone.
    pub(super) fn new(text: String, is_tight: bool) -> Self {
        let role = if is_rule(&text) {
            Role::Break
        } else if let Some((marker, _)) = point(&text) {
            Role::Point(marker)
        } else if is_prose(&text) {
            Role::Prose
        } else {
            Role::Short
        };
        Self { text, is_tight, role }
    }

    /// Whether it still belongs to the text of the review.
    pub(super) fn is_kept(&self) -> bool {
        !matches!(self.role, Role::Furniture | Role::Claimed)
    }
}

/// A text on its way to a review.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The paragraphs in order.
    pub(super) paras: Vec<Para>,
    /// What has been read so far. What is found first stays.
    pub(super) review: Review,
    /// No capital letter occurs: names cannot be told by their case.
    pub(super) is_lower: bool,
}

impl Page {
    /// The paragraph at an index.
    pub(super) fn text(&self, at: usize) -> &str {
        self.paras.get(at).map_or("", |para| &para.text)
    }

    /// The role of a paragraph; past the end nothing plays a part.
    pub(super) fn role(&self, at: usize) -> Role {
        self.paras.get(at).map_or(Role::Furniture, |para| para.role)
    }

    /// Gives a paragraph its role.
    pub(super) fn set(&mut self, at: usize, role: Role) {
        if let Some(para) = self.paras.get_mut(at) {
            para.role = role;
        }
    }

    /// The next paragraph after one that still belongs to the text.
    pub(super) fn next_kept(&self, at: usize) -> Option<usize> {
        (at + 1..self.paras.len()).find(|&i| self.paras.get(i).is_some_and(Para::is_kept))
    }
}

/// How many words a text has; two characters of a script without spaces count as one.
pub(super) fn n_words(text: &str) -> usize {
    let n_wide = text.chars().filter(|&c| is_wide(c)).count();
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
        + n_wide / 2
}

/// Whether a character belongs to a script written without spaces (Chinese, Japanese).
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a text ends as sentences do, closing quotes and brackets aside.
pub(super) fn ends_as_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»«“)]*_".contains(c));
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// A line longer than this is running text, even without a space in it; in bytes.
const LONGEST_LINE: usize = 400;

/// Running text: a sentence of some length, or so long that it can be nothing else.
fn is_prose(text: &str) -> bool {
    let n = n_words(text);
    n >= 25
        || text.len() > LONGEST_LINE
        || (n >= 10 && (ends_as_sentence(text) || text.contains(". ")))
}

/// Whether a line consists of asterisks, dashes or the like only, and so divides.
fn is_rule(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next() else { return false };
    "*-_=~#•·—–⁂".contains(first)
        && marks.clone().all(|c| c == first)
        && (first == '⁂' || marks.count() >= 2 || text.contains(' '))
}

/// A point of a list: its marker and its text.
pub(super) fn point(text: &str) -> Option<(Marker, &str)> {
    let (mark, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let marker = match mark {
        "•" | "▪" | "‣" | "●" | "○" | "◦" | "■" => Marker::Bullet,
        "-" | "*" | "+" if !rest.is_empty() => Marker::Dash,
        _ => {
            let number = mark.strip_suffix(['.', ')'])?;
            let fits =
                number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit()) && !rest.is_empty();
            Marker::Number(number.parse().ok().filter(|_| fits)?)
        }
    };
    Some((marker, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, role: Role) {
        assert_eq!(Para::new(text.to_owned(), false).role, role, "{text:?}");
    }

    #[test]
    fn shape_tells_a_first_role() {
        check("The Long Night", Role::Short);
        check("Error.", Role::Short);
        check("It opens in a bar by the sea, and there it stays for an hour.", Role::Prose);
        check("* * *", Role::Break);
        check("-----", Role::Break);
        check("• Contact", Role::Point(Marker::Bullet));
        check("- the light", Role::Point(Marker::Dash));
        check("2) the sound", Role::Point(Marker::Number(2)));
        check("1984 is long", Role::Short);
        check("", Role::Short);
    }

    #[test]
    fn chinese_is_counted_by_characters() {
        assert_eq!(n_words("這部電影很好看"), 4);
        assert_eq!(n_words("two words — only"), 3);
    }
}
