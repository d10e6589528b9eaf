//! Patterns of lines as plain words: `# min read`, `published * ago`.

use std::collections::HashMap;

/// A line longer than this is no label, button or footer: it is not looked up.
const MAX_WORDS: usize = 40;

/// The words of a line as patterns see them: lower case, apostrophes straight, punctuation around them gone.
///
/// `None` for a line that is too long to be any of them.
pub(super) fn words(line: &str) -> Option<Vec<String>> {
    let bare = |word: &str| {
        let word = word.trim_matches(|c: char| !(c.is_alphanumeric() || c == '@' || c == '©'));
        word.to_lowercase().replace('’', "'")
    };
    let words: Vec<String> = line
        .split_whitespace()
        .take(MAX_WORDS + 1)
        .map(bare)
        .filter(|word| !word.is_empty())
        .collect();
    (words.len() <= MAX_WORDS).then_some(words)
}

/// A table of patterns. A pattern is words; `#` stands for a number, `?` for any word, `*` for any words or none.
pub(super) struct Patterns {
    /// By their first word; those that begin with a sign are under the empty word.
    rows: HashMap<&'static str, Vec<Vec<&'static str>>>,
}

impl Patterns {
    /// Makes a table ready to be searched.
    pub(super) fn new(tables: &[&[&'static str]]) -> Self {
        let mut rows: HashMap<&'static str, Vec<Vec<&'static str>>> = HashMap::new();
        for pattern in tables.iter().flat_map(|table| table.iter()) {
            let words: Vec<&'static str> = pattern.split(' ').collect();
            let first =
                words.first().copied().filter(|word| !["#", "?", "*"].contains(word)).unwrap_or("");
            rows.entry(first).or_default().push(words);
        }
        Self { rows }
    }

    /// Whether a line's words fit a pattern from the first word to the last.
    pub(super) fn fit(&self, words: &[String]) -> bool {
        let Some(first) = words.first() else { return false };
        let known = |key: &str| {
            self.rows.get(key).is_some_and(|rows| rows.iter().any(|row| fits(row, words)))
        };
        known(first) || known("")
    }

    /// [`Patterns::fit`] for a line.
    pub(super) fn fit_line(&self, line: &str) -> bool {
        words(line).is_some_and(|words| self.fit(&words))
    }
}

fn fits(pattern: &[&str], words: &[String]) -> bool {
    let Some((sign, rest)) = pattern.split_first() else { return words.is_empty() };
    if *sign == "*" {
        return (0..=words.len()).any(|n| words.get(n..).is_some_and(|left| fits(rest, left)));
    }
    let Some((word, left)) = words.split_first() else { return false };
    let is_same = match *sign {
        "?" => true,
        "#" => {
            word.bytes().all(|b| b.is_ascii_digit() || b".,km".contains(&b))
                && word.starts_with(|c: char| c.is_ascii_digit())
        }
        sign => sign == word,
    };
    is_same && fits(rest, left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &'static str, line: &str, expected: bool) {
        assert_eq!(Patterns::new(&[&[pattern]]).fit_line(line), expected, "{pattern:?} {line:?}");
    }

    #[test]
    fn patterns_fit_whole_lines() {
        check("read more", "Read more »", true);
        check("read more", "Read more poems", false);
        check("# min read", "6 min read", true);
        check("# min read", "six min read", false);
        check("published * ago", "Published about a year ago", true);
        check("published * ago", "published ago", true);
        check("* all rights reserved *", "© 2026 A, Inc. All Rights Reserved.", true);
        check("don't sell ? data", "Don’t sell my data", true);
        check("*", "", false);
    }
}
