//! What titles look like in running text: capitals, small words between them, quotation marks around them.

/// Small words inside titles.
#[rustfmt::skip]
pub(super) const JOINTS: [&str; 33] = [
    "of", "the", "and", "in", "a", "an", "to", "for", "on", "at", "with", "from", "or", "de", "la", "le", "les", "du", "des", "et", "el", "los", "y", "del", "der", "die", "das",
    "und", "den", "von", "im", "&", "vs.",
];

/// A word without the punctuation around it and without a possessive ending.
pub(super) fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word)
}

/// Whether a word ends as a possessive does: `Noah’s`.
pub(super) fn is_possessive(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.', ':', ';']);
    ["’s", "'s", "s’", "s'"].iter().any(|end| word.ends_with(end))
}

/// Whether a word begins with a capital or a digit.
pub(super) fn is_capital(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// How many words from the first on make a title: capitals, with small words between them, up to a sign that ends it.
pub(in crate::import::plain) fn title_run(words: &[&str]) -> usize {
    let mut n = 0;
    for (i, word) in words.iter().enumerate().take(10) {
        if is_capital(word) {
            n = i + 1;
            let is_closed =
                word.ends_with([',', '.', ';', ')', '!', '?', '”', '"']) || is_possessive(word);
            if is_closed
                && !(is_possessive(word) && words.get(i + 1).is_some_and(|next| is_capital(next)))
            {
                break;
            }
        } else if n == 0 || !JOINTS.contains(word) {
            break;
        }
    }
    n
}

/// Words as a name: joined, without the punctuation around them.
pub(super) fn joined(words: &[&str]) -> String {
    let name = words.join(" ");
    let name = name.trim_matches(|c: char| !(c.is_alphanumeric() || c == '!' || c == '?'));
    name.strip_suffix("’s").or_else(|| name.strip_suffix("'s")).unwrap_or(name).to_owned()
}

/// What stands in quotation marks, asterisks or underscores and reads like a title: up to eight words, the first with a
/// capital, no end of a sentence.
pub(in crate::import::plain) fn quoted(text: &str) -> Vec<&str> {
    const PAIRS: [(char, &[char]); 8] = [
        ('\'', &['\'']),
        ('‘', &['’']),
        ('"', &['"']),
        ('“', &['”']),
        ('„', &['“', '”']),
        ('«', &['»']),
        ('_', &['_']),
        ('*', &['*']),
    ];
    let mut found = Vec::new();
    let mut past = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let opens = at >= past && !before.is_alphanumeric() && !")]’”".contains(before);
        before = c;
        let Some((_, closers)) = PAIRS.iter().find(|pair| pair.0 == c).filter(|_| opens) else {
            continue;
        };
        let Some(rest) = text.get(at + c.len_utf8()..) else { continue };
        let end = rest.char_indices().take(80).find(|(i, sign)| {
            let after = rest.get(i + sign.len_utf8()..).and_then(|rest| rest.chars().next());
            closers.contains(sign) && !after.is_some_and(char::is_alphanumeric)
        });
        if let Some((end, sign)) = end {
            past = at + c.len_utf8() + end + sign.len_utf8();
            found.extend(
                rest.get(..end)
                    .map(str::trim)
                    .map(|name| name.trim_end_matches(','))
                    .filter(|name| is_title(name)),
            );
        }
    }
    found
}

fn is_title(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    is_capital(name)
        && words.len() <= 8
        && !name.ends_with(['.', ',', ';'])
        && title_run(&words) == words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_titles_are_found() {
        assert_eq!(quoted("Is ‘Rain’ better than \"The Long Snow\"?"), ["Rain", "The Long Snow"]);
        assert_eq!(quoted("“It rains,” she says. ‘Noah’s Ark’ *Mud*"), ["Noah’s Ark", "Mud"]);
        assert!(quoted("the actors' work and the cast's").is_empty());
    }
}
