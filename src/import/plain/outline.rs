//! The parts of the text: headings, captions, lists and verse told from paragraphs, and all of it as `CommonMark`.

use super::super::commonmark::{emphasis, escape, escape_heading};
use super::page::{Marker, Page, Para, Role, ends_as_sentence, n_words, point};
use super::{marks, names};

/// What a line begins with that names where a picture comes from, lower case.
#[rustfmt::skip]
const CREDITS: [&str; 34] = [
    "photo credit", "photo by", "photo courtesy", "photo via", "photo from", "photos by", "photograph by", "photograph courtesy", "photography by", "image via", "image credit",
    "image courtesy", "image from", "images via", "images courtesy", "image by", "courtesy of", "picture credit", "still courtesy", "still from", "screenshot via", "credit:", "photo:",
    "photos:", "photograph:", "photo ©", "image:", "images:", "picture:", "foto:", "fotos:", "bild:", "bildquelle", "crédit photo",
];

/// Names of picture agencies: a short line that ends with one is a caption.
const AGENCIES: [&str; 7] = [
    "getty images",
    "everett collection",
    "associated press",
    "/ap",
    "reuters",
    "alamy",
    "shutterstock",
];

/// Words that a question begins with, as headings ask it.
const QUESTIONS: [&str; 19] = [
    "what", "who", "why", "how", "is", "are", "does", "do", "should", "was", "where", "which",
    "can", "worum", "wie", "lohnt", "pourquoi", "qué", "que",
];

/// A heading is no longer than this, in words and in bytes.
const LONGEST_HEADING: (usize, usize) = (12, 100);

/// Whether a line is a picture's credit or caption.
pub(super) fn is_caption(text: &str) -> bool {
    let bare = text.trim_matches(['(', ')', '[', ']', '*', '_']);
    if bare.len() <= 60
        && bare
            .split_once('/')
            .is_some_and(|(name, agency)| names::is_name(name) && names::is_name(agency))
    {
        return true;
    }
    let lower = bare
        .get(..bare.len().min(80))
        .map_or_else(|| bare.chars().take(80).collect::<String>(), str::to_owned)
        .to_lowercase();
    let is_credit = CREDITS.iter().any(|credit| lower.starts_with(credit));
    let has_colon = lower.contains(':');
    let n = n_words(text);
    let is_agency = n <= 30
        && AGENCIES
            .iter()
            .any(|agency| bare.to_lowercase().trim_end_matches(['.', ')']).ends_with(agency));
    // `Image by image the film builds …` is prose; a credit has a colon or is short and has no full stop.
    is_agency || (is_credit && if has_colon { n <= 40 } else { n <= 12 && !ends_as_sentence(bare) })
}

/// Tells headings, captions, lists and verse from each other.
pub(super) fn mark(page: &mut Page) {
    for at in 0..page.paras.len() {
        if matches!(page.role(at), Role::Short | Role::Prose) && is_caption(page.text(at)) {
            page.set(at, Role::Caption);
        }
    }
    mark_points(page);
    mark_headings(page);
}

/// A lone dash or number begins a sentence, not a list: a list has two points.
fn mark_points(page: &mut Page) {
    let is_point =
        |page: &Page, at: Option<usize>, marker: Marker| match (at.map(|at| page.role(at)), marker)
        {
            (Some(Role::Point(Marker::Number(other))), Marker::Number(number)) => {
                other.abs_diff(number) == 1
            }
            (Some(Role::Point(other)), marker) => other == marker,
            _ => false,
        };
    let mut before = None;
    let mut lone = Vec::new();
    for at in 0..page.paras.len() {
        if !page.paras.get(at).is_some_and(Para::is_kept) {
            continue;
        }
        if let Role::Point(marker) = page.role(at)
            && marker != Marker::Bullet
            && !is_point(page, before, marker)
            && !before.is_some_and(|above| {
                page.text(above).ends_with(':')
                    && page.paras.get(at).is_some_and(|para| para.is_tight)
            })
            && !is_point(page, page.next_kept(at), marker)
        {
            lone.push(at);
        }
        before = Some(at);
    }
    for at in lone {
        let is_long = n_words(page.text(at)) > LONGEST_HEADING.0 || ends_as_sentence(page.text(at));
        page.set(at, if is_long { Role::Prose } else { Role::Short });
    }
}

/// From the end up: a short line above running text, or above another heading, is a heading if it reads like one.
fn mark_headings(page: &mut Page) {
    let is_rule_below = |page: &Page, at: usize| {
        page.role(at + 1) == Role::Break
            && page
                .paras
                .get(at + 1)
                .is_some_and(|rule| rule.is_tight && rule.text.chars().all(|c| "-=_~".contains(c)))
    };
    let mut below: Option<usize> = None;
    for at in (0..page.paras.len()).rev() {
        if !page.paras.get(at).is_some_and(Para::is_kept) || page.role(at) == Role::Caption {
            continue;
        }
        if page.role(at) == Role::Short {
            let is_underlined = is_rule_below(page, at);
            let heads = below.is_some_and(|below| {
                matches!(
                    page.role(below),
                    Role::Prose | Role::Heading | Role::Point(_) | Role::Notice
                )
            });
            let is_set_apart = below.is_none_or(|below| {
                !page.paras.get(below).is_some_and(|para| para.is_tight)
                    || page.role(below) == Role::Prose
                    || page.role(below) == Role::Heading
            });
            if is_underlined
                || (heads && is_set_apart && reads_like_heading(page.text(at), page.is_lower))
            {
                page.set(at, Role::Heading);
                if is_underlined {
                    page.set(at + 1, Role::Claimed);
                }
            }
        }
        below = Some(at);
    }
}

/// Whether a short line reads like a heading: no end of a sentence, and capitals as headings have them; or a question.
fn reads_like_heading(text: &str, is_lower: bool) -> bool {
    let n = n_words(text);
    if !text.chars().any(char::is_alphabetic)
        || n > LONGEST_HEADING.0
        || text.len() > LONGEST_HEADING.1
        || is_lower
        || marks::line(text).is_some()
    {
        return false;
    }
    let first = text.trim_start_matches(['"', '“', '‘', '\'', '„', '«', '¿', '¡']);
    let is_quoted = first.len() < text.len() && text.ends_with(['"', '”', '’', '\'', '“', '»']);
    let last = text.chars().next_back().unwrap_or(' ');
    let is_title_case = has_title_case(text);
    if is_quoted && !is_title_case || text.starts_with(['–', '—', '-', '>', '(', '[', '…', '*'])
    {
        return false;
    }
    let first_word = first.split(' ').next().unwrap_or("").to_lowercase();
    let has_rating = text
        .rsplit(' ')
        .next()
        .is_some_and(|word| word.contains('/') && word.starts_with(|c: char| c.is_ascii_digit()));
    match last {
        _ if has_rating => false,
        '.' | ',' | ';' | '…' | '-' | '–' | '—' => false,
        ':' => n <= 4,
        '!' => is_title_case && n >= 2,
        '?' => is_title_case || (n <= 8 && QUESTIONS.contains(&first_word.as_str())),
        _ if ends_as_sentence(text) => false,
        _ => first.starts_with(|c: char| {
            c.is_uppercase() || c.is_ascii_digit() || (c.is_alphabetic() && !c.is_lowercase())
        }),
    }
}

/// Whether most of the longer words begin with a capital.
fn has_title_case(text: &str) -> bool {
    let long = text
        .split_whitespace()
        .map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() >= 4);
    let (n, n_capital) = long.fold((0, 0), |(n, capital), word| {
        (n + 1, capital + usize::from(word.starts_with(|c: char| !c.is_lowercase())))
    });
    n_capital * 10 >= n * 6 && n_capital >= 1
}

/// The text that is left, as `CommonMark`.
pub(super) fn render(page: &Page) -> String {
    let kept: Vec<&Para> = page.paras.iter().filter(|para| para.is_kept()).collect();
    let verse = verse(&kept);
    let mut out = String::new();
    for (i, para) in kept.iter().enumerate() {
        let above = i.checked_sub(1).and_then(|i| kept.get(i)).copied();
        let is_list = above.is_some_and(|above| matches!((above.role, para.role), (Role::Point(a), Role::Point(b)) if goes_on(a, b)));
        let is_verse = verse.get(i).copied().unwrap_or(false);
        out.push_str(match above {
            None => "",
            Some(_) if is_list => "\n",
            Some(_) if is_verse => "\\\n",
            Some(_) => "\n\n",
        });
        out.push_str(&block(para));
    }
    out
}

fn goes_on(above: Marker, below: Marker) -> bool {
    above == below || matches!((above, below), (Marker::Number(a), Marker::Number(b)) if b == a + 1)
}

/// Which lines are verse together with the one above: short lines, one directly under the other, most of which end no
/// sentence, in a page whose paragraphs have blank lines between them.
fn verse(kept: &[&Para]) -> Vec<bool> {
    let is_line =
        |para: &Para| matches!(para.role, Role::Short | Role::Prose) && para.text.len() <= 80;
    let mut found = vec![false; kept.len()];
    let mut from = 0;
    while from < kept.len() {
        let n = 1 + kept.iter().skip(from + 1).take_while(|para| para.is_tight).count();
        let run = kept.get(from..from + n).unwrap_or_default();
        let n_open = run.iter().filter(|para| !ends_as_sentence(&para.text)).count();
        if n >= 2
            && run.iter().all(|para| is_line(para))
            && n_open * 2 >= n
            && run.iter().any(|para| para.role == Role::Short)
        {
            found.iter_mut().skip(from + 1).take(n - 1).for_each(|is_verse| *is_verse = true);
        }
        from += n;
    }
    found
}

/// One paragraph as `CommonMark`.
fn block(para: &Para) -> String {
    match para.role {
        Role::Heading => {
            format!("## {}", escape_heading(para.text.trim_matches(['*', '_', '#', '=']).trim()))
        }
        Role::Caption | Role::Notice => emphasis(&para.text),
        Role::Break => "* * *".to_owned(),
        Role::Point(marker) => {
            let rest = point(&para.text).map_or("", |(_, rest)| rest);
            match marker {
                Marker::Number(number) => format!("{number}. {}", escape(rest)),
                Marker::Bullet | Marker::Dash => format!("- {}", escape(rest)),
            }
        }
        _ => escape(&para.text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::layout;
    use super::*;

    #[track_caller]
    fn check(text: &str, body: &str) {
        let mut page = Page { paras: layout::paragraphs(text), ..Page::default() };
        mark(&mut page);
        assert_eq!(render(&page), body);
    }

    const PROSE: &str =
        "Rain falls on the town for most of the film, and nobody in it seems to mind very much.";

    #[test]
    fn headings_are_told_from_short_paragraphs() {
        for heading in [
            "The Long Night",
            "What Is ‘Rain’ About?",
            "'Rain' Finds a Town",
            "Hardware",
            "Is it any good?",
            "Verdict:",
            "THE END OF IT",
            "1. The story",
        ] {
            check(
                &format!("{PROSE}\n\n{heading}\n\n{PROSE}"),
                &format!("{PROSE}\n\n## {}\n\n{PROSE}", escape_heading(heading)),
            );
        }
        for line in [
            "Just rain.",
            "“I am tired”",
            "and then nothing",
            "And the rain? It stays.",
            "– Go away",
            "One, two,",
        ] {
            check(
                &format!("{PROSE}\n\n{line}\n\n{PROSE}"),
                &format!("{PROSE}\n\n{line}\n\n{PROSE}"),
            );
        }
        check(
            &format!("{PROSE}\n\nThe Story\n---------\n{PROSE}"),
            &format!("{PROSE}\n\n## The Story\n\n{PROSE}"),
        );
    }

    #[test]
    fn a_short_line_that_heads_nothing_is_no_heading() {
        check(&format!("{PROSE}\n\nAnd So On"), &format!("{PROSE}\n\nAnd So On"));
    }

    #[test]
    fn credits_of_pictures_are_set_apart() {
        for credit in [
            "Photo Credit: Grey Pictures",
            "Image via Grey Pictures",
            "Photo: A24",
            "Courtesy of A24",
            "(Photo: A24)",
            "Ann Lee at sea. Getty Images",
            "Ann Lee/Rain Pictures",
        ] {
            check(
                &format!("{PROSE}\n\n{credit}\n\n{PROSE}"),
                &format!("{PROSE}\n\n*{credit}*\n\n{PROSE}"),
            );
        }
        for line in [
            "Image by image the film builds a town.",
            "Courtesy of its cast the film sings.",
            "Credit where it is due.",
        ] {
            check(&format!("{PROSE}\n\n{line}"), &format!("{PROSE}\n\n{line}"));
        }
        check(
            &format!("Night Falls\n\nPhoto: A24\n\n{PROSE}"),
            &format!("## Night Falls\n\n*Photo: A24*\n\n{PROSE}"),
        );
    }

    #[test]
    fn lists_and_breaks_are_kept() {
        check("• rain\n• mud\n", "- rain\n- mud");
        check(
            &format!("{PROSE}\n\n1. Rain.\n2. Mud.\n\n* * *\n\n{PROSE}"),
            &format!("{PROSE}\n\n1. Rain.\n2. Mud.\n\n* * *\n\n{PROSE}"),
        );
        check("- Rain comes first.\n\nThen mud comes.", "\\- Rain comes first.\n\nThen mud comes.");
        check("1984. A year like no other came.", "1984\\. A year like no other came.");
    }

    #[test]
    fn verse_keeps_its_lines() {
        check(
            &format!("{PROSE}\n\nI saw the sea,\nthe sea saw me,\nand let me be.\n\n{PROSE}"),
            &format!("{PROSE}\n\nI saw the sea,\\\nthe sea saw me,\\\nand let me be.\n\n{PROSE}"),
        );
        check(
            &format!("{PROSE} {PROSE}\nError.\n{PROSE} {PROSE}"),
            &format!("{PROSE} {PROSE}\n\nError.\n\n{PROSE} {PROSE}"),
        );
    }
}
