//! Where a word may be hyphenated: by the patterns of its language, and only if it is a word.

use super::language::Language;

/// When words are hyphenated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Hyphens {
    /// Where a line would else fall more than 18 in 100 short.
    #[default]
    Auto,
    /// Where it makes a paragraph more even.
    Always,
    /// Nowhere.
    Never,
}

impl Hyphens {
    /// All of them, by name.
    pub const NAMES: [(&str, Self); 3] =
        [("auto", Self::Auto), ("always", Self::Always), ("never", Self::Never)];
}

/// Letters that stay before a hyphen, and that come after it, at the least.
const BEFORE: usize = 2;
const AFTER: usize = 3;
/// Letters of the shortest word that is hyphenated.
const SHORTEST: usize = 6;

/// Bytes of a word at which it may be hyphenated, in order; marks before and after the word are no part of it. None in
/// what is no plain word: numbers, addresses, abbreviations, what has an apostrophe.
pub fn points(word: &str, language: Language) -> Vec<usize> {
    let start = word.len() - word.trim_start_matches(is_mark).len();
    let letters = word.trim_matches(is_mark);
    let Some(patterns) = hypher::Lang::from_iso(language.code()) else { return Vec::new() };
    if !is_plain(letters) {
        return Vec::new();
    }
    let (before, after) = patterns.bounds();
    let syllables =
        hypher::hyphenate_bounded(letters, patterns, before.max(BEFORE), after.max(AFTER));
    let mut at = start;
    let mut points: Vec<usize> = syllables
        .map(|syllable| {
            at += syllable.len();
            at
        })
        .collect();
    // The last syllable ends the word.
    points.pop();
    points
}

/// Whether a character is a mark around a word.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation() && !matches!(c, '/' | '@' | '_' | '#' | '&' | '=' | '+' | '<' | '>')
        || matches!(
            c,
            '“' | '”'
                | '‘'
                | '’'
                | '«'
                | '»'
                | '„'
                | '‹'
                | '›'
                | '…'
                | '—'
                | '–'
                | '¿'
                | '¡'
        )
}

/// Whether a word has letters alone, enough of them, and no capital but its first.
fn is_plain(word: &str) -> bool {
    word.chars().all(char::is_alphabetic)
        && word.chars().nth(SHORTEST - 1).is_some()
        && !word.chars().skip(1).any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(language: &str, expected: &str) {
        let word = expected.replace('¦', "");
        let mut shown = String::new();
        let mut start = 0;
        for at in points(&word, Language::named(language).unwrap()) {
            shown.push_str(word.get(start..at).unwrap());
            shown.push('¦');
            start = at;
        }
        shown.push_str(word.get(start..).unwrap());
        assert_eq!(shown, expected);
    }

    #[test]
    fn words_break_by_the_rules_of_their_language() {
        check("en", "won¦der¦ful");
        check("en", "“ex¦tra¦or¦di¦nary,”");
        check("de", "Nach¦mit¦tags¦vor¦stel¦lung");
        check("fr", "ex¦tra¦or¦di¦naire");
        check("ru", "за¦ме¦ча¦тель¦ный");
        check("ja", "extraordinary");
    }

    #[test]
    fn what_is_no_plain_word_stays_whole() {
        check("en", "twenty20twenty");
        check("en", "example.com");
        check("en", "someone@example");
        check("en", "UNESCO");
        check("en", "McDonaldson");
        check("en", "wouldn’t");
        check("en", "only");
        check("en", "");
    }

    proptest! {
        #[test]
        fn two_letters_stay_and_three_follow(word in "[a-zé]{0,14}") {
            let found = points(&word, Language::named("en").unwrap());
            for at in found {
                prop_assert!(word.get(..at).unwrap().chars().count() >= 2);
                prop_assert!(word.get(at..).unwrap().chars().count() >= 3);
            }
        }
    }
}
