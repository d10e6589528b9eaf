//! What a reader typed, as words to find: an expression that `SQLite` takes, and the same test for one text.

use std::ops::Range;

use super::super::facts::fold;
use super::{beginnings, indexed, is_unspaced};

/// Words to find, all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words(Vec<Phrase>);

/// Words that stand together; often one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    /// Folded, at least one.
    words: Vec<String>,
    /// The last word is only the beginning of one.
    is_open: bool,
}

impl Words {
    /// The words in a text; `None` where there are none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut phrases = Vec::new();
        // Every second part stands between quotes; a last quote without its pair is one still being typed.
        let mut parts = text.split(['"', '“', '”', '„']).enumerate().peekable();
        while let Some((at, part)) = parts.next() {
            let is_last = parts.peek().is_none();
            let is_open = is_last && part.chars().next_back().is_some_and(|c| !c.is_whitespace());
            if at % 2 == 1 {
                phrases.extend(Phrase::of(part, is_open));
            } else {
                let mut words = part.split_whitespace().peekable();
                while let Some(word) = words.next() {
                    phrases.extend(Phrase::of(word, is_open && words.peek().is_none()));
                }
            }
        }
        (!phrases.is_empty()).then_some(Self(phrases))
    }

    /// The words as FTS5 takes them. Every word stands in quotes and has only letters and digits, so nothing in it is
    /// syntax.
    pub(super) fn expression(&self) -> String {
        let phrases: Vec<String> = self.0.iter().map(Phrase::expression).collect();
        phrases.join(" AND ")
    }

    /// The last word, where it is a beginning of two or three letters that stands by itself.
    pub(super) fn beginning(&self) -> Option<&str> {
        match self.0.last()? {
            Phrase { words, is_open: true } => match words.as_slice() {
                [word] if beginnings::LETTERS.contains(&word.chars().count()) => Some(word),
                _ => None,
            },
            _ => None,
        }
    }

    /// The words before the last one; `None` where there are none.
    pub(super) fn before_beginning(&self) -> Option<Self> {
        let (_, before) = self.0.split_last()?;
        (!before.is_empty()).then(|| Self(before.to_vec()))
    }

    /// Whether all that is sought is one letter, which nearly every text has.
    pub(super) fn are_one_letter(&self) -> bool {
        matches!(self.0.as_slice(), [Phrase { words, .. }] if matches!(words.as_slice(), [word] if is_one_letter(word)))
    }

    /// Where the words stand in a text, as ranges of bytes, in order.
    pub(super) fn find_in(&self, text: &str) -> Vec<Range<usize>> {
        let tokens: Vec<(Range<usize>, String)> = tokens(text)
            .map(|range| (range.clone(), text.get(range).map(fold).unwrap_or_default()))
            .collect();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
            let n_words = self.0.iter().filter_map(|phrase| phrase.begins(rest)).max().unwrap_or(0);
            if let (Some((first, _)), Some((last, _))) =
                (rest.first(), rest.get(n_words.wrapping_sub(1)))
            {
                found.push(first.start..last.end);
            }
            at += n_words.max(1);
        }
        found
    }
}

impl Phrase {
    fn of(text: &str, is_open: bool) -> Option<Self> {
        let spread = indexed(text);
        let words: Vec<String> =
            tokens(&spread).filter_map(|range| spread.get(range).map(str::to_owned)).collect();
        // One letter begins half of all words: it has to be the whole word.
        let is_open = is_open && words.last().is_some_and(|word| !is_one_letter(word));
        (!words.is_empty()).then_some(Self { words, is_open })
    }

    fn expression(&self) -> String {
        format!("\"{}\"{}", self.words.join(" "), if self.is_open { " *" } else { "" })
    }

    /// How many of these tokens the phrase covers, where they begin with it.
    fn begins(&self, tokens: &[(Range<usize>, String)]) -> Option<usize> {
        let (last, whole) = self.words.split_last()?;
        let is_whole = tokens.len() > whole.len()
            && whole.iter().zip(tokens).all(|(word, (_, token))| word == token);
        let (_, token) = tokens.get(whole.len())?;
        let is_last = if self.is_open { token.starts_with(last.as_str()) } else { token == last };
        (is_whole && is_last).then_some(self.words.len())
    }
}

fn is_one_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|c| !is_unspaced(c)) && letters.next().is_none()
}

/// The words of a text as the index has them: runs of letters and digits, and each character of a script without spaces.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) =
            chars.next_if(|(_, c)| is_inside(*c) && !is_unspaced(first) && !is_unspaced(*c))
        {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

/// Whether a character goes on a word: a letter, a digit, or an accent that stands by itself.
fn is_inside(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || !c.is_ascii() && (c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expression: &str) {
        assert_eq!(
            Words::parse(typed).map(|words| words.expression()).unwrap_or_default(),
            expression,
            "{typed:?}"
        );
    }

    #[test]
    fn words_become_an_expression_without_syntax_of_its_own() {
        check("quiet film", r#""quiet" AND "film" *"#);
        check("quiet film ", r#""quiet" AND "film""#);
        check(r#""some other" time "#, r#""some other" AND "time""#);
        check(r#"a "some oth"#, r#""a" AND "some oth" *"#);
        check("don’t", r#""don t""#);
        check(
            "NOT (a OR b*) title:x ^c",
            r#""not" AND "a" AND "or" AND "b" AND "title x" AND "c""#,
        );
        check("Amélie Straße", r#""amelie" AND "strasse" *"#);
        check("東京物語", r#""東 京 物 語" *"#);
        check("", "");
        check(" -- \"\" ", "");
    }

    #[test]
    fn one_letter_is_a_whole_word() {
        check("m", r#""m""#);
        assert!(Words::parse("m").unwrap().are_one_letter());
        assert!(!Words::parse("東").unwrap().are_one_letter());
        assert!(!Words::parse("ma").unwrap().are_one_letter());
    }

    #[track_caller]
    fn check_found(typed: &str, text: &str, found: &[&str]) {
        let words = Words::parse(typed).unwrap();
        let there: Vec<&str> =
            words.find_in(text).into_iter().map(|range| text.get(range).unwrap()).collect();
        assert_eq!(there, found, "{typed:?} in {text:?}");
    }

    #[test]
    fn words_are_found_in_a_text_as_the_index_finds_them() {
        check_found("tark", "Tarkovsky, not Kotarko", &["Tarkovsky"]);
        check_found("tark ", "Tarkovsky", &[]);
        check_found(
            "demode ",
            "Démodé, de\u{301}mode\u{301}!",
            &["Démodé", "de\u{301}mode\u{301}"],
        );
        check_found("\"some other\"", "Some, other; some more", &["Some, other"]);
        check_found("物語", "小津の東京物語は", &["物語"]);
        check_found("strasse ", "Die Straße", &["Straße"]);
        check_found("a b ", "b a c", &["b", "a"]);
    }
}
