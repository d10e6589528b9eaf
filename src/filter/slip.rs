//! Words with one slip of the finger: a letter too many, too few, wrong, or two transposed.

use std::ops::Range;

use super::hit::Class;

/// Whether a word is long enough that one wrong letter still leaves it.
pub(super) fn can_slip(word: &str) -> bool {
    (5..=32).contains(&word.chars().count())
}

/// How a folded word with one slip matches a folded field, if it does.
pub(super) fn class_in(field: &str, word: &str) -> Option<Class> {
    has_a_third(field, word).then(|| best_in(field, word)).flatten().map(|(class, _)| class)
}

/// Whether a third of a word stands in a text. One slip leaves at least one third as it is, so that this quickly tells
/// most texts that cannot have the word.
fn has_a_third(text: &str, word: &str) -> bool {
    let n_letters = word.chars().count();
    let at = |n: usize| word.char_indices().nth(n).map_or(word.len(), |(at, _)| at);
    let (one, two) = (at(n_letters / 3), at(n_letters * 2 / 3));
    let thirds = [word.get(..one), word.get(one..two), word.get(two..)];
    thirds.into_iter().flatten().any(|third| text.contains(third))
}

/// Where a word with one slip stands in a field, as bytes of the whole word there.
pub(super) fn find(field: &str, word: &str) -> Option<Range<usize>> {
    if can_slip(word) { best_in(field, word).map(|(_, place)| place) } else { None }
}

fn best_in(field: &str, word: &str) -> Option<(Class, Range<usize>)> {
    let slips =
        words(field).filter_map(|place| Some((class(field.get(place.clone())?, word)?, place)));
    slips.min_by_key(|(class, _)| *class)
}

/// The words of a field, as bytes.
fn words(field: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    field.split_inclusive(|c: char| !c.is_alphanumeric()).map(move |chunk| {
        let start = at;
        at += chunk.len();
        start..start + chunk.trim_end_matches(|c: char| !c.is_alphanumeric()).len()
    })
}

/// How a typed word lies within one slip of a word or of its beginning.
///
/// What both begin with is no slip; then exactly one follows, and all that was typed after it must be there. The first
/// letter is hardly ever wrong, but may be exchanged with the second.
fn class(word: &str, typed: &str) -> Option<Class> {
    let n_same = word.chars().zip(typed.chars()).take_while(|(a, b)| a == b).count();
    let (word, typed) = (past(word, n_same)?, past(typed, n_same)?);
    let is_inside = n_same > 0;
    // How many letters the slip takes of either: wrong, left out, too many, transposed.
    let slips =
        [(1, 1, is_inside), (1, 0, is_inside), (0, 1, is_inside), (2, 2, are_swapped(word, typed))];
    let classes = slips.into_iter().filter(|slip| slip.2).filter_map(|(of_word, of_typed, _)| {
        let left = past(word, of_word)?.strip_prefix(past(typed, of_typed)?)?;
        Some(if left.is_empty() { Class::Slip } else { Class::SlipPrefix })
    });
    classes.min()
}

/// The text after its first `n` chars, if it has as many.
fn past(text: &str, n: usize) -> Option<&str> {
    let mut chars = text.chars();
    let has_all = (0..n).all(|_| chars.next().is_some());
    has_all.then_some(chars.as_str())
}

/// Whether two texts begin with the same two chars, the one with the other's way round.
fn are_swapped(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.chars(), other.chars());
    let first_two = (one.next(), one.next());
    let second = other.next();
    first_two.1.is_some() && first_two == (other.next(), second)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(typed: &str, field: &str, found: Option<&str>) {
        assert_eq!(
            find(field, typed).and_then(|place| field.get(place)),
            found,
            "{typed:?} in {field:?}"
        );
    }

    #[test]
    fn one_slip_is_forgiven() {
        check("gatzby", "the great gatsby", Some("gatsby"));
        check("gatby", "the great gatsby", Some("gatsby"));
        check("gattsby", "the great gatsby", Some("gatsby"));
        check("gatsbyy", "the great gatsby", Some("gatsby"));
        check("gastby", "the great gatsby", Some("gatsby"));
        check("agtsby", "the great gatsby", Some("gatsby"));
        check("tarkvo", "andrei tarkovsky", Some("tarkovsky"));
    }

    #[test]
    fn two_slips_are_not() {
        check("gstaby", "the great gatsby", None);
        check("bgtsby", "the great gatsby", None);
        check("catsby", "the great gatsby", None);
        check("gatsbyyy", "the great gatsby", None);
    }

    #[test]
    fn short_words_must_be_right() {
        check("baek", "baker", None);
        check("nora", "anora", None);
    }

    #[test]
    fn whole_words_come_before_beginnings() {
        assert_eq!(class("gatsby", "gastby"), Some(Class::Slip));
        assert_eq!(class("gatsbys", "gastby"), Some(Class::SlipPrefix));
    }

    proptest! {
        #[test]
        fn exchanging_two_letters_is_one_slip(word in "[a-z]{5,12}", at in 0_usize..4) {
            let mut letters: Vec<char> = word.chars().collect();
            letters.swap(at, at + 1);
            let typed: String = letters.into_iter().collect();
            prop_assume!(typed != word);
            prop_assert!(class(&word, &typed).is_some());
        }

        #[test]
        fn any_text_is_looked_at_without_panic(field in any::<String>(), word in any::<String>()) {
            if let Some(place) = find(&field, &word) {
                prop_assert!(field.get(place).is_some());
            }
        }
    }
}
