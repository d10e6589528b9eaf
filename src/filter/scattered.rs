//! Letters scattered over a field that are still worth finding: `bakr` in Baker, `tgg` in The Great Gatsby.
//!
//! Every run of the letters must begin a word, or go on in a word begun. Within one word no more letters may be left
//! out than are found, and between words no more than two be passed over. So a few consonants typed at random do not
//! find half the library.

use super::hit::starts_word;

/// The longest word that is looked for in this way, in chars: the bits of a `u64`, less one.
const MAX_LENGTH: usize = 63;

/// How many words may be passed over between two that have letters.
const MAX_SKIPPED: usize = 2;

/// Whether the letters of a folded word, two or more, lie in a folded field in their order, in the way told above.
pub(super) fn matches(field: &str, word: &str) -> bool {
    let n_letters = word.chars().count();
    // Most fields lack the letters; that is soon told.
    if !(2..=MAX_LENGTH).contains(&n_letters) || !is_subsequence(word, field) {
        return false;
    }
    let goal = 1_u64 << n_letters;
    // What was found with the last words; bit k: the first k letters.
    let mut recent = [0_u64; 1 + MAX_SKIPPED];
    let mut before = None;
    let mut chars = field.chars();
    while let Some(c) = chars.as_str().chars().next() {
        if starts_word(before, Some(c)) {
            let found =
                found_from(chars.as_str(), word, recent.iter().fold(1, |all, found| all | found));
            if found & goal != 0 {
                return true;
            }
            if c.is_alphanumeric() {
                recent.rotate_right(1);
                recent[0] = 0;
            }
            recent[0] |= found;
        }
        before = chars.next();
    }
    false
}

/// Whether a word's letters stand in a text in their order, perhaps with others between them.
///
/// Told by bytes, so that it may say yes of texts in other scripts where it is not so, but never no where it is.
pub(super) fn is_subsequence(word: &str, text: &str) -> bool {
    let mut letters = word.bytes();
    let mut next = letters.next();
    for byte in text.bytes() {
        if next == Some(byte) {
            next = letters.next();
            if next.is_none() {
                return true;
            }
        }
    }
    next.is_none()
}

/// What is found once the word at the beginning of `text` has been looked at, for all that was found before it.
fn found_from(text: &str, word: &str, found: u64) -> u64 {
    let first = text.chars().next();
    let starts = word.char_indices().enumerate().filter(|(k, _)| found & (1 << k) != 0);
    let letters = starts.filter_map(|(k, (at, letter))| {
        Some((k, word.get(at..)?)).filter(|_| Some(letter) == first)
    });
    letters.fold(0, |more, (k, letters)| more | in_word(text, letters) << k)
}

/// Bit j: the first j of these letters are found in the word at the beginning of the text.
fn in_word(text: &str, letters: &str) -> u64 {
    let mut letters = letters.chars().peekable();
    let (mut n_found, mut n_left_out, mut bits) = (0_u32, 0_u32, 0);
    let mut before = None;
    for c in text.chars() {
        if before.is_some() && (letters.peek().is_none() || starts_word(before, Some(c))) {
            break;
        }
        if letters.next_if_eq(&c).is_some() {
            n_found += 1;
            if n_left_out <= n_found {
                bits |= 1_u64 << n_found;
            }
        } else {
            n_left_out += 1;
        }
        before = Some(c);
    }
    bits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(word: &str, field: &str, expected: bool) {
        assert_eq!(matches(field, word), expected, "{word:?} in {field:?}");
    }

    #[test]
    fn letters_may_be_left_out_within_a_word() {
        check("bakr", "sean baker", true);
        check("bkr", "sean baker", true);
        check("gtsby", "the great gatsby", true);
        check("by", "bombay", false);
        check("sby", "the great gatsby", false);
    }

    #[test]
    fn words_may_be_named_by_their_beginnings() {
        check("tgg", "the great gatsby", true);
        check("grgats", "the great gatsby", true);
        check("gatsgr", "the great gatsby", false);
        check("spiderman", "spider-man: no way home", true);
        check("pta", "paul thomas anderson", true);
        check("thgats", "the great gatsby", true);
    }

    #[test]
    fn letters_strewn_over_a_field_are_nothing() {
        check("rtsb", "the great gatsby", false);
        check("egty", "the great gatsby", false);
        check("nthr", "nothing in there", true);
        check("nthr", "nothing much to see in there", false);
    }

    #[test]
    fn an_early_word_does_not_hide_a_later_one() {
        check("abcd", "abc a bcd", true);
        check("stbc", "s tbc", true);
        check("ssab", "s s ab", true);
    }

    #[test]
    fn every_character_of_chinese_may_begin_a_word() {
        check("東物", "東京物語", true);
        check("物東", "東京物語", false);
    }

    proptest! {
        #[test]
        fn what_matches_is_a_subsequence(field in "[ab c]{0,12}", word in "[abc]{0,4}") {
            if matches(&field, &word) {
                let mut rest = field.chars();
                prop_assert!(word.chars().all(|letter| rest.any(|c| c == letter)));
            }
        }

        #[test]
        fn any_text_matches_without_panic(field in any::<String>(), word in any::<String>()) {
            matches(&field, &word);
        }

        #[test]
        fn initials_match(words in prop::collection::vec("[a-z]{1,5}", 2..8)) {
            let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
            prop_assert!(matches(&words.join(" "), &initials));
        }
    }
}
