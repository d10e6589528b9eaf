//! From the lines of a file to its paragraphs: hard-wrapped text is joined, a paragraph a line is left as it is.

use std::collections::HashSet;

use super::label;
use super::page::{Para, Role, ends_as_sentence, is_wide, point};

/// A line as it stands in the file, without the space around it.
struct Line {
    text: String,
    /// How far it is indented, in columns.
    indent: usize,
    n_chars: usize,
    /// The file has a blank line, a page break or its beginning before it.
    has_gap: bool,
}

/// The width that a text was wrapped at, in characters, and how much shorter than that a full line may be.
#[derive(Debug, Clone, Copy)]
struct Wrap {
    width: usize,
}

impl Wrap {
    /// How much a full line may fall short, beyond the word that did not fit: editors differ in how they fill.
    const SLACK: usize = 8;

    /// Whether a line is full: the next line's first word would not have fitted.
    fn is_full(self, line: &Line, next: &Line) -> bool {
        line.n_chars + 1 + first_word(&next.text) + Self::SLACK > self.width
    }
}

/// The paragraphs of a text, each with the role that its shape suggests.
pub(super) fn paragraphs(text: &str) -> Vec<Para> {
    let lines = lines(text);
    let has_case = text.chars().any(char::is_uppercase);
    let wrap = wrap(&lines, has_case);
    let words = if lines.iter().any(|line| line.text.ends_with('-')) {
        whole_words(&lines)
    } else {
        HashSet::new()
    };
    let mut paras: Vec<Para> = Vec::new();
    let mut open = String::new();
    let mut is_tight = false;
    for (i, line) in lines.iter().enumerate() {
        join(&mut open, &line.text, &words);
        let goes_on = lines
            .get(i + 1)
            .is_some_and(|next| !next.has_gap && goes_on(line, next, wrap, has_case));
        if !goes_on {
            paras.push(Para::new(std::mem::take(&mut open), is_tight));
            is_tight = lines.get(i + 1).is_some_and(|next| !next.has_gap);
        }
    }
    paras
}

/// The lines that are not blank. Page breaks and Unicode's own separators end lines too.
fn lines(text: &str) -> Vec<Line> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut found = Vec::new();
    let mut has_gap = true;
    let ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    for raw in text.replace("\r\n", "\n").split(ends) {
        // Mail programs guard a line that begins with "From " so that it does not begin a new mail.
        let guarded = raw.get(..6).is_some_and(|start| start.eq_ignore_ascii_case(">from "));
        let raw = if guarded { raw.strip_prefix('>').unwrap_or(raw) } else { raw };
        let words: Vec<&str> = raw.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
        let line = words.join(" ");
        let line = line.trim();
        if line.is_empty() {
            has_gap = true;
            continue;
        }
        let indent = raw
            .chars()
            .take_while(|c| c.is_whitespace())
            .map(|c| if c == '\t' { 8 } else { 1 })
            .sum();
        found.push(Line { n_chars: line.chars().count(), text: line.to_owned(), indent, has_gap });
        has_gap = false;
    }
    found
}

fn first_word(text: &str) -> usize {
    text.split(' ').next().map_or(0, |word| word.chars().count())
}

/// Whether, and at which width, a text was wrapped.
///
/// A wrapped line is one whose successor's first word had no room left; where most lines are so and few end as
/// sentences do, an editor broke them, not the writer.
fn wrap(lines: &[Line], has_case: bool) -> Option<Wrap> {
    let pairs: Vec<(&Line, &Line)> =
        lines.iter().zip(lines.iter().skip(1)).filter(|(_, next)| !next.has_gap).collect();
    let mut lengths: Vec<usize> = pairs.iter().map(|(line, _)| line.n_chars).collect();
    lengths.sort_unstable();
    let width = *lengths.get(lengths.len().saturating_sub(1) * 97 / 100)?;
    let long: Vec<&(&Line, &Line)> =
        pairs.iter().filter(|(line, _)| line.n_chars * 10 >= width * 6).collect();
    let wrap = Wrap { width };
    let share = |fits: &dyn Fn(&Line, &Line) -> bool| {
        long.iter().filter(|(line, next)| fits(line, next)).count() * 100 / long.len().max(1)
    };
    let is_wrapped = (45..=110).contains(&width)
        && long.len() >= 2
        && share(&|line, next| wrap.is_full(line, next)) >= 70
        && share(&|line, _| ends_as_sentence(&line.text)) < 50
        && (!has_case || share(&|_, next| !next.text.starts_with(char::is_uppercase)) >= 25);
    is_wrapped.then_some(wrap)
}

/// Whether the next line continues this one.
fn goes_on(line: &Line, next: &Line, wrap: Option<Wrap>, has_case: bool) -> bool {
    let begins_anew = point(&next.text).is_some()
        || (next.indent > line.indent
            && next.indent - line.indent >= 2
            && point(&line.text).is_none()
            && wrap.is_some())
        || is_labelled(&next.text)
        || Para::new(line.text.clone(), false).role == Role::Break;
    if begins_anew {
        return false;
    }
    if let Some(wrap) = wrap {
        return wrap.is_full(line, next);
    }
    // Two lines tell no width; a sentence that goes on in small letters does.
    has_case
        && (50..=110).contains(&line.n_chars)
        && !ends_as_sentence(&line.text)
        && next.text.starts_with(char::is_lowercase)
}

/// `By Jane Doe`, `Director: …`: a line that begins something, however full the one before is.
fn is_labelled(text: &str) -> bool {
    let is_key = label::split(text).is_some_and(|found| found.has_colon);
    let is_byline = text.strip_prefix("By ").is_some_and(|name| {
        name.split(' ').count() <= 4
            && name.split(' ').all(|word| word.starts_with(char::is_uppercase))
    });
    is_key || is_byline
}

/// Adds a line to a paragraph. A word divided at the line's end is made whole if the text has it whole elsewhere.
fn join(open: &mut String, line: &str, words: &HashSet<String>) {
    let Some(last) = open.chars().next_back() else {
        open.push_str(line);
        return;
    };
    let is_divided = last == '-' && open.chars().rev().nth(1).is_some_and(char::is_alphabetic);
    if is_divided && line.starts_with(char::is_lowercase) {
        let head = open.rsplit(' ').next().unwrap_or("").trim_end_matches('-');
        let whole = bare(&format!("{head}{}", line.split(' ').next().unwrap_or("")));
        if words.contains(&whole) {
            open.pop();
        }
    } else if !(is_wide(last) && line.starts_with(is_wide)) {
        open.push(' ');
    }
    open.push_str(line);
}

/// The words of a text that are not divided at a line's end, lower case.
fn whole_words(lines: &[Line]) -> HashSet<String> {
    lines
        .iter()
        .flat_map(|line| line.text.split(' '))
        .filter(|word| !word.ends_with('-'))
        .map(bare)
        .collect()
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, paragraphs_of_it: &[&str]) {
        let found: Vec<String> = paragraphs(text).into_iter().map(|para| para.text).collect();
        assert_eq!(found, paragraphs_of_it);
    }

    const WRAPPED: &str = "\
The harbour is grey when the film begins and it is grey when the film
ends, but in between there are ninety minutes in which three people who
have nothing to say to each other talk.

It should not work. It works because the director trusts a pause more
than a line, and because the camera stays where it is.
";

    #[test]
    fn hard_wrapped_text_is_joined() {
        let joined = [
            "The harbour is grey when the film begins and it is grey when the film ends, but in between there are \
             ninety minutes in which three people who have nothing to say to each other talk.",
            "It should not work. It works because the director trusts a pause more than a line, and because the \
             camera stays where it is.",
        ];
        check(WRAPPED, &joined);
        check(&format!("\u{feff}{}", WRAPPED.replace('\n', "  \r\n")), &joined);
        check(&WRAPPED.replace("\n\nIt", "\u{c}\nIt"), &joined);
        check(&WRAPPED.replace("\n\nIt", "\n   It"), &joined);
    }

    #[test]
    fn a_paragraph_a_line_is_left_alone() {
        check(
            "One line that says enough.\nAnother one.\nA third, and the last.",
            &["One line that says enough.", "Another one.", "A third, and the last."],
        );
    }

    #[test]
    fn verse_and_lists_keep_their_lines() {
        let verse = "I saw the sea, the sea saw me,\nIt took my hat, it let me be,\nAnd that was all it said to me.";
        check(verse, &verse.lines().collect::<Vec<_>>());
        let both =
            format!("{WRAPPED}\n    A boat, a boat,\n    and still afloat\n\n1. one\n2. two\n");
        let found: Vec<String> = paragraphs(&both).into_iter().map(|para| para.text).collect();
        assert_eq!(
            found.get(2..),
            Some(
                &["A boat, a boat,", "and still afloat", "1. one", "2. two"].map(str::to_owned)[..]
            )
        );
    }

    #[test]
    fn a_divided_word_is_made_whole_if_the_text_knows_it() {
        let text = "The director shows nothing of the accident itself, only what the direc-\ntor finds worth keeping: a \
                    shoe, a bell, and a long, very well-\nmade silence that nobody in the room is able to end.";
        check(
            text,
            &[
                "The director shows nothing of the accident itself, only what the director finds worth keeping: a \
                       shoe, a bell, and a long, very well-made silence that nobody in the room is able to end.",
            ],
        );
    }

    #[test]
    fn a_byline_is_not_swallowed() {
        let text = WRAPPED.replacen("The harbour", "A long line that is a title and takes up the whole of the width\nBy Jane Doe\n\nThe harbour", 1);
        assert_eq!(paragraphs(&text).get(1).map(|para| para.text.as_str()), Some("By Jane Doe"));
    }

    #[test]
    fn mail_quoting_of_from_is_undone() {
        check("He left.\n\n>From there it goes down.", &["He left.", "From there it goes down."]);
    }

    proptest::proptest! {
        #[test]
        fn no_word_is_lost(text in "[a-zA-Z .\n\t-]{0,400}") {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            let found: String = paragraphs(&text).iter().map(|para| para.text.clone()).collect();
            proptest::prop_assert_eq!(letters(&found), letters(&text));
        }

        #[test]
        fn any_text_is_laid_out_without_panic(text in "(?s).{0,300}") {
            for para in paragraphs(&text) {
                proptest::prop_assert!(!para.text.is_empty() && !para.text.contains('\n'));
            }
        }
    }
}
