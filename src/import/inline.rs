//! Inline markup taken off: `CommonMark` as plain words, for titles made from a text.

/// The plain words of a line of `CommonMark`: no emphasis, link targets, tags, escapes or leading block marks.
pub fn plain(line: &str) -> String {
    let line = line.trim_start_matches(['>', ' ', '\t']);
    let line = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line);
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let (kept, next) = step(c, after, before);
        out.extend(kept);
        before = c;
        rest = next;
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stays of a character, and where to go on.
fn step(c: char, after: &str, before: char) -> (Option<char>, &str) {
    let next = after.chars().next().unwrap_or(' ');
    match c {
        '\\' if next.is_ascii_punctuation() => (Some(next), after.get(1..).unwrap_or_default()),
        '*' | '`' | '[' => (None, after),
        // Within a word an underscore is a letter.
        '_' if !(before.is_alphanumeric() && next.is_alphanumeric()) => (None, after),
        '!' if next == '[' => (None, after),
        ']' => (None, past(after, '(', ')').unwrap_or(after)),
        '<' if next.is_ascii_alphabetic() || matches!(next, '/' | '!') => {
            past(after, next, '>').map_or((Some('<'), after), |r| (None, r))
        }
        _ => (Some(c), after),
    }
}

/// How far a link's target or a tag may reach, and how far a first sentence is looked for, in characters and in lines: both
/// bound the search, so that a line of brackets stays linear.
const FAR: usize = 2000;

/// What follows the closing character, where the text begins with the opening one.
fn past(text: &str, open: char, close: char) -> Option<&str> {
    let end = text
        .starts_with(open)
        .then(|| text.char_indices().take(FAR).find(|&(_, c)| c == close))
        .flatten()?;
    text.get(end.0 + close.len_utf8()..)
}

/// The first sentence of a body, plain, cut at a word to so many characters (then ending in `…`); empty where there is none.
/// Headings, images, rules and lines of nothing but markup are passed over.
pub fn first_sentence(body: &str, n_chars: usize) -> String {
    let mut words = String::new();
    for line in body.lines().map(str::trim).take(FAR) {
        let head: String = line.chars().take(FAR).collect();
        if words.is_empty() && !is_prose(&head) {
            continue;
        }
        if head.is_empty() || words.len() > FAR {
            break;
        }
        let told = before_cover(&head);
        // A line that ends in a backslash is broken there.
        words.push_str(&plain(told.strip_suffix('\\').unwrap_or(told)));
        words.push(' ');
        if told.len() < head.len() {
            break;
        }
    }
    shorten(sentence(without_number(words.trim())), n_chars)
}

/// A text without the number of a list that it begins with: `1. It begins` begins with no sentence `1.`
fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = rest.len() < text.len() && text.len() - rest.len() <= 3;
    let after = rest.strip_prefix(['.', ')']).and_then(|rest| rest.strip_prefix(' '));
    after.filter(|_| is_number).map_or(text, str::trim_start)
}

/// What of a line comes before a passage that is marked as a spoiler.
fn before_cover(line: &str) -> &str {
    let marks = ["[spoiler", ">!", "||", "<details", "<spoiler"];
    let marked = marks.iter().filter_map(|mark| line.find(mark));
    let is_cover = |(at, _): &(usize, &str)| {
        let tag = line.get(*at..).and_then(|rest| rest.split('>').next());
        tag.is_some_and(|tag| tag.contains("spoiler"))
    };
    let tagged = line.match_indices('<').take(MOST_TAGS).find(is_cover).map(|(at, _)| at);
    marked.chain(tagged).min().and_then(|at| line.get(..at)).unwrap_or(line)
}

/// So many tags of a line are looked at.
const MOST_TAGS: usize = 16;

/// Whether a line begins prose, rather than being empty, a heading, an image, a rule, a fence or a block of HTML.
fn is_prose(line: &str) -> bool {
    let is_markup = ["#", "![", "---", "***", "===", "```", "~~~", "|", "{:", "[^"]
        .iter()
        .any(|m| line.starts_with(m));
    !line.is_empty() && !is_markup && plain(line).chars().any(char::is_alphanumeric)
}

/// Up to the first full stop that is followed by a space and something like a new sentence.
fn sentence(text: &str) -> &str {
    let ends = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？'));
    for (at, c) in ends {
        let (head, rest) = text.split_at(at + c.len_utf8());
        let tail = rest.trim_start_matches(['"', '\'', '”', '’', '»', ')']);
        let closing = rest.len() - tail.len();
        let is_wide = !c.is_ascii() && c != '…';
        let next = tail.trim_start();
        let is_new = next.chars().next().is_none_or(|n| !n.is_lowercase());
        if is_wide
            || ((next.len() < tail.len() || next.is_empty()) && is_new && !is_abbreviation(head))
        {
            return text.get(..head.len() + closing).unwrap_or(head);
        }
    }
    text
}

/// Whether a full stop belongs to an initial or a title: `J.`, `Mr.`, `Vol.`
fn is_abbreviation(head: &str) -> bool {
    let word = head.trim_end_matches('.').rsplit([' ', '.']).next().unwrap_or_default();
    head.ends_with('.')
        && (word.chars().count() == 1 && word.chars().all(char::is_uppercase)
            || ["Mr", "Mrs", "Ms", "Dr", "St", "Jr", "Sr", "Vol", "No", "vs", "Prof"]
                .contains(&word))
}

/// A text cut at a word so that it has at most so many characters, `…` included.
fn shorten(text: &str, n_chars: usize) -> String {
    if text.chars().count() <= n_chars {
        return text.to_owned();
    }
    let head: String = text.chars().take(n_chars.saturating_sub(1)).collect();
    let whole = head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', ';', ':', '-', '–', '—', ' ']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(markup: &str, words: &str) {
        assert_eq!(plain(markup), words, "{markup:?}");
    }

    #[test]
    fn markup_goes_and_words_stay() {
        check("A **bold** _claim_ about `code`", "A bold claim about code");
        check("[Anora](https://a.example/) is ![img](a.png) good", "Anora is img good");
        check("<em>Anora</em> is < than 3 <br/>", "Anora is < than 3");
        check(r"1\. Not a list, snake_case \*kept\*", "1. Not a list, snake_case *kept*");
        check("> quoted", "quoted");
        check("a [bracket] and a <", "a bracket and a <");
    }

    #[track_caller]
    fn check_first(body: &str, wanted: &str) {
        assert_eq!(first_sentence(body, 40), wanted, "{body:?}");
    }

    #[test]
    fn the_first_sentence_is_found() {
        check_first("1. It begins. Then more.", "It begins.");
        check_first("# Title\n\n![poster](a.png)\n\nIt begins. Then more.", "It begins.");
        check_first("J. R. Moth was here. Gone.", "J. R. Moth was here.");
        check_first("“It begins.” Then more.", "“It begins.”");
        check_first("It runs over\ntwo lines. Then more.", "It runs over two lines.");
        check_first("とても面白い。次の文。", "とても面白い。");
        check_first(
            "A first sentence that goes on, and on, well past the end",
            "A first sentence that goes on, and on…",
        );
        check_first("<iframe src='x'></iframe>\n\nWords.", "Words.");
        check_first("", "");
        check_first("# Only a heading", "");
        check_first("It sinks\\\nin the end. Then more.", "It sinks in the end.");
    }

    #[test]
    fn what_is_covered_is_not_in_a_first_sentence() {
        check_first("Nobody listens [spoiler]till she dies[/spoiler].", "Nobody listens");
        check_first("He <span class=\"spoiler\">drowns</span> there.", "He");
        check_first("He >!drowns!< there.", "He");
        check_first("<details>He drowns.</details>", "");
        check_first("A <em>ferry</em> leaves. It sinks.", "A ferry leaves.");
    }

    proptest! {
        #[test]
        fn no_text_breaks_it_and_the_cut_holds(text in ".{0,200}", n in 1usize..90) {
            prop_assert!(first_sentence(&text, n).chars().count() <= n);
        }
    }
}
