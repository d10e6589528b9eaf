//! Cuts a filter into its parts: at white space, but not within quotes nor around a comparison.

use super::qualifier;

/// A part as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// The char at which it begins, from 1.
    pub(super) column: usize,
    /// Its text, quotes and all; never empty.
    pub(super) text: &'a str,
}

/// Signs of comparison, the longer before those they begin with.
pub(super) const OPERATORS: [&str; 7] = [">=", "<=", "≥", "≤", ">", "<", "="];

/// What opens and closes a phrase; keyboards and web pages disagree.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

/// The text within quotes; a quote that nothing closes holds to the end. `None` without quotes.
pub(super) fn unquoted(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(is_quote)?;
    Some(inner.strip_suffix(is_quote).unwrap_or(inner))
}

/// The parts of a filter.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = Token { column: 1, text };
    std::iter::from_fn(move || {
        rest = rest.past(rest.text.len() - rest.text.trim_start().len());
        let length = comparison(rest.text).unwrap_or_else(|| chunk(rest.text));
        let token = Token { text: rest.text.get(..length)?, ..rest };
        rest = rest.past(length);
        Some(token).filter(|token| !token.text.is_empty())
    })
}

impl Token<'_> {
    /// What is left after so many bytes.
    fn past(self, length: usize) -> Self {
        let (front, text) = self.text.split_at_checked(length).unwrap_or((self.text, ""));
        Self { column: self.column + front.chars().count(), text }
    }
}

/// How many bytes lie before the next white space outside quotes.
fn chunk(text: &str) -> usize {
    let mut is_quoted = false;
    let mut may_open = true;
    for (at, c) in text.char_indices() {
        if is_quote(c) && (is_quoted || may_open) {
            is_quoted = !is_quoted;
        } else if c.is_whitespace() && !is_quoted {
            return at;
        }
        // Elsewhere a quote is a letter of its word: `5"`.
        may_open = matches!(c, '-' | '!' | '\'' | '^' | '#' | ':' | '<' | '>' | '=' | '≥' | '≤');
    }
    text.len()
}

/// How many bytes a comparison takes that has spaces around its sign: `rating >= 80`.
fn comparison(text: &str) -> Option<usize> {
    let after_name =
        text.trim_start_matches('-').trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let name = text.strip_suffix(after_name)?.trim_start_matches('-');
    qualifier::find(name).filter(|qualifier| qualifier.compares)?;
    let sign = after_name.trim_start();
    let value = OPERATORS.iter().find_map(|operator| sign.strip_prefix(operator))?.trim_start();
    (!value.is_empty()).then(|| text.len() - value.len() + chunk(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(usize, &str)]) {
        let found: Vec<_> = tokens(text).map(|token| (token.column, token.text)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn parts_are_cut_at_white_space() {
        check("", &[]);
        check("  ", &[]);
        check(" a  bé\tc ", &[(2, "a"), (5, "bé"), (8, "c")]);
    }

    #[test]
    fn quotes_hold_a_phrase_together() {
        check("\"a b\" c", &[(1, "\"a b\""), (7, "c")]);
        check("by:\"a b\"$ c", &[(1, "by:\"a b\"$"), (11, "c")]);
        check("“a b” c", &[(1, "“a b”"), (7, "c")]);
        check("\"a b", &[(1, "\"a b")]);
        check("5\" of a\"b c", &[(1, "5\""), (4, "of"), (7, "a\"b"), (11, "c")]);
    }

    #[test]
    fn a_comparison_may_have_spaces() {
        check("rating >= 80 x", &[(1, "rating >= 80"), (14, "x")]);
        check("-rating>= \"3 1/2\"", &[(1, "-rating>= \"3 1/2\"")]);
        check("len <5m", &[(1, "len <5m")]);
        check("rating >=", &[(1, "rating"), (8, ">=")]);
        check("by > x", &[(1, "by"), (4, ">"), (6, "x")]);
    }
}
