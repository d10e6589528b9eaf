//! Names of people as bylines and credits write them.

/// Small words inside names.
const PARTICLES: [&str; 22] = [
    "de", "da", "do", "dos", "del", "della", "di", "du", "des", "la", "le", "van", "von", "vom",
    "zu", "der", "den", "ten", "ter", "bin", "al", "e",
];

/// Capitalised words that begin sentences and titles, not names.
#[rustfmt::skip]
const NO_NAMES: [&str; 56] = [
    "A", "An", "The", "This", "That", "These", "Those", "It", "Its", "He", "She", "They", "We", "I", "You", "If", "In",
    "On", "At", "When", "While", "With", "By", "From", "And", "But", "Or", "As", "For", "To", "Not", "No", "Now", "What",
    "Why", "How", "Who", "Where", "There", "Here", "Film", "Movie", "Review", "Published", "Posted", "Updated", "Director",
    "Written", "Directed", "Photo", "Image", "Der", "Die", "Das", "Ein", "Eine",
];

/// What closes a list of names without being one.
const CLOSERS: [&str; 10] = [
    "expand",
    "more",
    "others",
    "show more",
    "see more",
    "see full cast",
    "et al",
    "etc",
    "u. a",
    "show all",
];

/// What joins the last two names of a list.
const JOINERS: [&str; 6] = [" and ", " & ", " und ", " et ", " y ", " with "];

/// Whether a word can be part of a name: it begins with a capital (or has no case) and holds letters.
fn is_name_word(word: &str) -> bool {
    let letters = word.trim_matches(['"', '“', '”', '\'', '‘', '’']);
    letters.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        && letters.chars().all(|c| c.is_alphabetic() || ".'’-".contains(c))
}

/// How many of the words at the beginning make a person's name: 1 to 5; 0 where none does.
///
/// A name ends before a word that cannot belong to it, and after a word with a comma.
pub(super) fn leading(words: &[&str]) -> usize {
    let mut n = 0;
    for word in words.iter().take(5) {
        let bare = word.trim_end_matches([',', ';', ':']);
        let is_part = is_name_word(bare) && !NO_NAMES.contains(&bare);
        if !(is_part || (n > 0 && PARTICLES.contains(&bare))) {
            break;
        }
        n += 1;
        if bare.len() < word.len() {
            break;
        }
    }
    while n > 0 && words.get(n - 1).is_some_and(|word| PARTICLES.contains(word)) {
        n -= 1;
    }
    n
}

/// Whether a text is one person's name and nothing else.
pub(super) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    !words.is_empty() && leading(&words) == words.len() && !text.ends_with([',', ';', ':'])
}

/// Whether a text is as short as a name and begins like one.
fn is_odd_name(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    begins && text.len() <= 40 && text.split(' ').count() <= 3
}

/// The names in a list: `A, B and C (as D)`. Each is trimmed, its case kept, what it plays left out.
///
/// `None` if a part of the text is not a name. In a long list one in four may be no name by the rules, if it is as
/// short as one and begins with a capital or digit: people are called `The Rock` and `50 Cent`.
pub(super) fn list(text: &str) -> Option<Vec<String>> {
    let mut text = without_brackets(text).replace([';', '|', '/', '•', '·'], ",");
    for joiner in JOINERS {
        text = text.replace(joiner, ",");
    }
    let text = text.trim().trim_end_matches(['.', '…']);
    let text = CLOSERS.iter().fold(text, |text, closer| without_closer(text, closer));
    let mut found: Vec<String> = Vec::new();
    let mut n_odd = 0;
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let part = part.strip_prefix("and ").unwrap_or(part);
        // `Ann Lee as Mary`: whom she plays is left out.
        let part = part.split_once(" as ").map_or(part, |(name, _)| name);
        match (found.last_mut(), part) {
            (Some(name), "Jr." | "Jr" | "Sr." | "Sr") => {
                name.push_str(", ");
                name.push_str(part);
            }
            _ if is_name(part) => found.push(part.split_whitespace().collect::<Vec<_>>().join(" ")),
            _ if CLOSERS.contains(&part.to_lowercase().as_str()) => {}
            _ if is_odd_name(part) => {
                n_odd += 1;
                found.push(part.to_owned());
            }
            _ => return None,
        }
    }
    (!found.is_empty() && n_odd * 4 <= found.len()).then_some(found)
}

/// A text without the word that closes a list, if that stands at its end by itself.
fn without_closer<'a>(text: &'a str, closer: &str) -> &'a str {
    let at = text.len().saturating_sub(closer.len());
    match (text.get(..at), text.get(at..)) {
        (Some(head), Some(tail))
            if tail.eq_ignore_ascii_case(closer) && head.ends_with([' ', ',']) =>
        {
            head.trim_end_matches([' ', ',', '…', '.'])
        }
        _ => text,
    }
}

/// A text without what stands in round brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0usize;
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, names: &[&str]) {
        assert_eq!(list(text).unwrap_or_default(), names, "{text:?}");
    }

    #[test]
    fn lists_of_names_are_split() {
        check("Ann Lee , Bo Zoë Ek , Al Ray Expand", &["Ann Lee", "Bo Zoë Ek", "Al Ray"]);
        check("Ann Lee and Bo Ek", &["Ann Lee", "Bo Ek"]);
        check("Ann Lee (Mary), Bo Ek, and more", &["Ann Lee", "Bo Ek"]);
        check("Robert Ray, Jr., Ann O’Neil-Smith", &["Robert Ray, Jr.", "Ann O’Neil-Smith"]);
        check("Ann Lee as The Mother", &["Ann Lee"]);
        let odd =
            ["Ann Lee", "The Rock", "50 Cent", "Ed Gray", "Di Fox", "Cy Day", "Al Ray", "Jo Po"];
        check(&odd.join(", "), &odd);
        check("Guillermo del Toro", &["Guillermo del Toro"]);
        check("是枝裕和", &["是枝裕和"]);
    }

    #[test]
    fn prose_is_no_list_of_names() {
        check("Ann Lee has built a career", &[]);
        check("Ann Lee, the film opens", &[]);
        check("the sea", &[]);
        check("The Long Night", &[]);
        check("", &[]);
    }

    #[test]
    fn a_name_ends_where_prose_begins() {
        let leading = |text: &str| leading(&text.split(' ').collect::<Vec<_>>());
        assert_eq!(leading("Ann Lee tells"), 2);
        assert_eq!(leading("Ann Lee, Bo Ek"), 2);
        assert_eq!(leading("Lars von Trier de"), 3);
        assert_eq!(leading("the time"), 0);
    }
}
