//! The editor's word before the text: a date that was put in front of it, and the notice that it tells the ending.

use crate::review::Review;

use super::label::{self, Fact};
use super::page::{Page, Para, Role};

/// What a notice about spoilers begins with, lower case.
#[rustfmt::skip]
const OPENINGS: [&str; 34] = [
    "editor's note", "editors' note", "editor's warning", "author's note", "note:", "please note", "warning", "spoiler alert", "spoiler warning",
    "spoilers ahead", "spoilers follow", "spoilers below", "major spoilers", "minor spoilers", "mild spoilers", "full spoilers", "this review contains",
    "this article contains", "this post contains", "this piece contains", "this review may contain", "this story contains", "the following contains", "the following article contains",
    "the following review contains", "contains spoilers", "beware", "*** this review", "achtung", "spoilerwarnung", "attention", "alerte spoiler", "aviso", "alerta de spoiler",
];

/// What says that there is nothing to be warned of.
const DENIALS: [&str; 10] = [
    "no spoiler",
    "not a spoiler",
    "without spoiler",
    "spoiler-free",
    "spoiler free",
    "without any spoiler",
    "free of spoiler",
    "ohne spoiler",
    "spoilerfrei",
    "sans spoiler",
];

/// A notice is no longer than this, in bytes.
const LONGEST: usize = 240;

/// Reads a date before the first paragraph, and sets notices apart from the sentences they are glued to.
pub(super) fn set_apart(page: &mut Page) {
    let first = page.paras.iter().position(Para::is_kept);
    if let Some(para) = first.and_then(|at| page.paras.get_mut(at))
        && let Some(rest) = after_date(&mut page.review, &para.text)
    {
        *para = Para::new(rest, para.is_tight);
    }
    let mut paras = Vec::with_capacity(page.paras.len() + 1);
    for mut para in std::mem::take(&mut page.paras) {
        if let Some((notice, rest)) = split(&para.text).filter(|_| para.is_kept()) {
            paras.push(Para {
                text: notice.to_owned(),
                is_tight: para.is_tight,
                role: Role::Notice,
            });
            if rest.is_empty() {
                continue;
            }
            para = Para::new(rest.to_owned(), false);
        }
        paras.push(para);
    }
    page.paras = paras;
}

/// What follows `date 2024-11-02` or `2024-11-02` at the beginning of a longer paragraph.
fn after_date(review: &mut Review, text: &str) -> Option<String> {
    const WORDS: [&str; 5] = ["date", "date:", "published", "published:", "posted"];
    let labelled =
        text.split_once(' ').filter(|(word, _)| WORDS.contains(&word.to_lowercase().as_str()));
    let rest = labelled.map_or(text, |(_, rest)| rest);
    let (day, after) = rest.split_once(' ')?;
    let is_iso = day.len() == 10
        && day
            .bytes()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if !is_iso || !label::is_fitting(Fact::Published, day) {
        return None;
    }
    label::learn(review, Fact::Published, day);
    Some(after.trim_start().to_owned())
}

/// A paragraph as a notice and what follows it, if it begins with one.
fn split(text: &str) -> Option<(&str, &str)> {
    let head = text.get(..floor(text, LONGEST)).unwrap_or(text);
    let lower = head.to_lowercase().replace('’', "'");
    if !OPENINGS.iter().any(|opening| lower.starts_with(opening)) {
        return None;
    }
    let end = seam(head)
        .or_else(|| sentence_end(head))
        .or((head.len() == text.len()).then_some(text.len()))?;
    let (notice, rest) = (text.get(..end)?, text.get(end..)?);
    let lower = notice.to_lowercase();
    let warns = ["spoil", "revela", "dévoile", "révèle"].iter().any(|word| lower.contains(word));
    let is_notice = warns && !DENIALS.iter().any(|denial| lower.contains(denial));
    is_notice.then_some((notice.trim(), rest.trim()))
}

/// The greatest boundary of characters that is not past an index.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// Where two sentences meet without a space: after a closing quote or a full stop, before a capital.
///
/// `for 'Rain'The town` has one, `for O'Brien's film` has none: there no quote was opened.
fn seam(text: &str) -> Option<usize> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut is_open = false;
    for window in chars.windows(3) {
        let [(_, before), (_, sign), (at, after)] = window else { continue };
        let begins_word = before.is_whitespace() || *before == '(';
        match sign {
            '\'' | '‘' | '"' | '“' | '„' | '«' if begins_word => is_open = true,
            '\'' | '’' | '"' | '”' | '»' if is_open && !begins_word => {
                if after.is_uppercase() {
                    return Some(*at);
                }
                is_open = after.is_alphanumeric();
            }
            '.' | '!' | ':' | ')' | '*' if after.is_uppercase() && before.is_lowercase() => {
                return Some(*at);
            }
            _ => {}
        }
    }
    None
}

/// Where the sentence ends that speaks of spoilers.
fn sentence_end(text: &str) -> Option<usize> {
    let from = text.to_lowercase().find("spoil").filter(|_| text.is_ascii()).unwrap_or(0);
    text.match_indices(". ")
        .chain(text.match_indices("! "))
        .map(|(at, _)| at + 1)
        .filter(|&at| at > from)
        .min()
}

#[cfg(test)]
mod tests {
    use super::super::layout;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, bool)]) {
        let mut page = Page { paras: layout::paragraphs(text), ..Page::default() };
        set_apart(&mut page);
        let found: Vec<(&str, bool)> =
            page.paras.iter().map(|para| (para.text.as_str(), para.role == Role::Notice)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_glued_notice_is_set_apart() {
        check(
            "Editor's note: The following contains spoilers for 'Rain'The town waits.",
            &[
                ("Editor's note: The following contains spoilers for 'Rain'", true),
                ("The town waits.", false),
            ],
        );
        check(
            "Warning: spoilers for “The Long Rain”The town waits.",
            &[("Warning: spoilers for “The Long Rain”", true), ("The town waits.", false)],
        );
        check(
            "Spoilers ahead.The town waits.",
            &[("Spoilers ahead.", true), ("The town waits.", false)],
        );
        check(
            "Achtung, Spoiler! Die Stadt wartet.",
            &[("Achtung, Spoiler!", true), ("Die Stadt wartet.", false)],
        );
        check("This review contains spoilers", &[("This review contains spoilers", true)]);
    }

    #[test]
    fn a_name_with_an_apostrophe_is_no_seam() {
        let text = "Warning: spoilers for O'Brien's film. The town waits.";
        check(text, &[("Warning: spoilers for O'Brien's film.", true), ("The town waits.", false)]);
    }

    #[test]
    fn what_warns_of_nothing_stays() {
        for text in [
            "Note: this review has no spoilers. Read on.",
            "Warning signs are everywhere. Rain.",
            "I won’t spoil the ending.",
        ] {
            check(text, &[(text, false)]);
        }
    }

    #[test]
    fn a_date_in_front_is_read() {
        let mut page = Page {
            paras: layout::paragraphs("date 2024-11-02 The town waits."),
            ..Page::default()
        };
        set_apart(&mut page);
        assert_eq!(page.text(0), "The town waits.");
        assert_eq!(page.review.date_published.unwrap().to_string(), "2024-11-02");
        check("2001-99-01 is no date.", &[("2001-99-01 is no date.", false)]);
    }

    proptest::proptest! {
        #[test]
        fn no_letter_is_lost(text in "(Spoilers|Warning: spoiler)[a-zé'’.! A-Z]{0,80}") {
            let (notice, rest) = split(&text).unwrap_or((&text, ""));
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            proptest::prop_assert_eq!(bare(notice) + &bare(rest), bare(&text));
        }
    }
}
