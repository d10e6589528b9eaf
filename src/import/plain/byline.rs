//! Lines about the review itself: who wrote it, for whom, when.

use crate::date::Date;
use crate::review::Review;

use super::label::{self, Fact};
use super::names;
use super::page::n_words;
use super::pattern::Patterns;

/// What stands before a critic's name, lower case; the longer ones first.
#[rustfmt::skip]
const OPENINGS: [&str; 31] = [
    "a film review by", "a movie review by", "a book review by", "a review by", "film review by", "movie review by", "book review by",
    "game review by", "album review by", "retrospective by", "review by", "reviewed by", "written by", "words by", "text by", "story by", "posted by", "post by",
    "published by", "eine kritik von", "eine rezension von", "filmkritik von", "kritik von", "rezension von", "une critique de", "critique de",
    "una crítica de", "crítica de", "reseña de", "by", "von",
];

/// Openings that are prose as often: the name after them must be all there is, but for a date.
const SHORT_OPENINGS: [&str; 7] = ["par", "por", "di", "da", "door", "av", "af"];

/// What stands between a date and a critic's name.
const BY: [&str; 8] = [" by ", " von ", " par ", " por ", " di ", " da ", " door ", " av "];

/// How the line begins in which a site files a text away, lower case.
#[rustfmt::skip]
const FILINGS: [&str; 17] = [
    "this entry was ", "this post was ", "this article was ", "this review was ", "dieser beitrag wurde ", "dieser eintrag wurde ", "dieser artikel wurde ", "der artikel ", "der beitrag ",
    "cet article a été ", "cette entrée a été ", "esta entrada ", "este artículo ", "questo articolo è ", "questa voce è ", "esta publicação ", "dit bericht ",
];

/// What such a line says was done.
#[rustfmt::skip]
const FILED: [&str; 12] = [
    "posted", "published", "filed", "written", "veröffentlicht", "geschrieben", "abgelegt", "publié", "publicada", "publicado", "pubblicat", "geplaatst",
];

/// What may follow a critic's name and says nothing more about the review.
const TAILS: &[&str] = &[
    "* critic",
    "* writer",
    "* editor",
    "* reporter",
    "* correspondent",
    "* columnist",
    "* contributor",
    "* staff",
    "staff",
    "@?",
    "?@?",
    "published * ago",
    "published * ago # min read",
    "posted * ago",
    "updated * ago",
    "# min read",
    "# minute read",
    "# min",
    "# minutes read",
    "copyright *",
    "© *",
    "special to *",
    "in ?",
    "in ? ?",
    "contributor",
    "guest post",
    "spoilers",
    "* ago",
    "he him",
    "she her",
    "they them",
];

/// Words around a date that belong to it.
#[rustfmt::skip]
const DATE_WORDS: &[&str] = &[
    "published", "posted", "updated", "last", "modified", "first", "on", "at", "am", "pm", "a.m", "p.m", "gmt", "utc", "est", "edt", "et", "pst", "pdt", "pt", "bst",
    "cet", "date", "reviewed", "written", "uhr", "um", "am", "vom", "veröffentlicht", "erstellt", "publié", "le", "à", "mis", "jour", "publicado", "el", "a", "las", "the", "of",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "z", "t", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "seg", "ter",
    "qua", "qui", "sex", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica", "il", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag",
    "zondag", "op", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag", "den", "do", "г",
];

/// What a part of a line turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It was read into the review.
    Read,
    /// A name that nothing introduces: the critic's, if the rest of the line is about the review.
    BareName,
    /// It belongs to such lines and says nothing.
    Idle,
    /// It does not.
    Foreign,
}

/// Reads a line about the review: `By Ann Lee | 8 October 2024 | 6 min read`. False if it is anything else.
pub(super) fn claim(review: &mut Review, line: &str, is_lower: bool) -> bool {
    if n_words(line) > 25 {
        return false;
    }
    let line = unglued(line);
    let pieces: Vec<&str> = line
        .split(['|', '·', '•', '»'])
        .flat_map(|piece| piece.split(" – "))
        .flat_map(|piece| piece.split(" — "))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    let mut draft = review.clone();
    let parts: Vec<Part> = pieces.iter().map(|piece| part(&mut draft, piece, is_lower)).collect();
    if parts.contains(&Part::Foreign) || !parts.contains(&Part::Read) {
        return false;
    }
    for (piece, part) in pieces.iter().zip(&parts) {
        if *part == Part::BareName {
            label::learn(&mut draft, Fact::Critic, piece);
        }
    }
    *review = draft;
    true
}

/// Reads the line in which a site files a text away: `This entry was posted on October 8, 2024 by Ann Lee in Films.` False
/// if it is anything else.
pub(super) fn file(review: &mut Review, line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_filing = FILINGS.iter().any(|opening| lower.starts_with(opening))
        && FILED.iter().any(|word| lower.contains(word))
        && n_words(line) <= 60;
    let Some((date, _)) = Date::find(line).filter(|_| is_filing) else { return false };
    review.date_published = review.date_published.or(Some(date));
    let name = BY.iter().find_map(|by| {
        let words: Vec<&str> = line.split_once(by)?.1.split_whitespace().collect();
        let n = names::leading(&words);
        words.get(..n).filter(|_| n >= 2).map(|name| name.join(" "))
    });
    if let Some(name) = name.filter(|_| review.authors.is_empty()) {
        review.authors.push(name.trim_end_matches([',', ';', '.']).to_owned());
    }
    true
}

/// Puts the space back that a page's markup had between a name and the next word: `Ann LeePublished`.
fn unglued(line: &str) -> String {
    let mut out = line.to_owned();
    for word in ["Published", "Updated", "Posted", "Last updated", "Photo"] {
        let at = out.match_indices(word).map(|(at, _)| at).find(|&at| {
            out.get(..at)
                .and_then(|head| head.chars().next_back())
                .is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
        });
        if let Some(at) = at {
            out.insert(at, ' ');
        }
    }
    out
}

fn part(review: &mut Review, piece: &str, is_lower: bool) -> Part {
    if piece.starts_with("http") && !piece.contains(' ') {
        review.url.get_or_insert_with(|| piece.to_owned());
        return Part::Read;
    }
    if is_date(piece) {
        label::learn(review, Fact::Published, piece);
        return Part::Read;
    }
    let dated =
        piece.split_once(" in ").filter(|(date, section)| is_date(date) && n_words(section) <= 3);
    if let Some((date, _)) = dated {
        label::learn(review, Fact::Published, date);
        return Part::Read;
    }
    // `Posted on October 8, 2024 by Ann Lee`.
    let signed = BY.iter().find_map(|by| piece.split_once(by)).filter(|(date, _)| is_date(date));
    if let Some((date, name)) = signed {
        let is_read = critic(review, name, is_lower);
        label::learn(review, Fact::Published, date);
        return if is_read { Part::Read } else { Part::Foreign };
    }
    if let Some(handle) = handle(piece) {
        review.authors = vec![handle.to_owned()];
        return Part::Read;
    }
    if let Some(rest) = after_opening(piece) {
        return if critic(review, rest, is_lower) { Part::Read } else { Part::Foreign };
    }
    if let Some(name) = copyright(piece) {
        if review.authors.is_empty() && (is_lower || names::is_name(name)) {
            review.authors.push(name.to_owned());
        }
        return Part::Read;
    }
    // `Ann Lee, @ann`, `Ann Lee, Film Critic`.
    if let Some((name, tail)) = piece.split_once(", ").or_else(|| piece.split_once(" @")) {
        let is_handle = piece.contains('@');
        if names::is_name(name) && name.contains(' ') && (is_handle || is_tail(tail)) {
            label::learn(review, Fact::Critic, name);
            return Part::Read;
        }
    }
    if is_tail(piece) {
        return Part::Idle;
    }
    let is_bare =
        names::is_name(piece) && (2..=4).contains(&n_words(piece)) && !piece.ends_with('.');
    if is_bare { Part::BareName } else { Part::Foreign }
}

/// What someone calls himself on a site: `Posted by gull_7`.
fn handle(piece: &str) -> Option<&str> {
    let rest = ["Post by ", "Posted by "].iter().find_map(|opening| piece.strip_prefix(opening))?;
    (!rest.contains(' ') && !rest.is_empty()).then_some(rest)
}

fn is_tail(text: &str) -> bool {
    Patterns::new(&[TAILS]).fit_line(text)
}

/// What follows `By`, `A film review by`, `Von` … at the beginning of a line.
fn after_opening(line: &str) -> Option<&str> {
    let after = |opening: &str| {
        let rest = line.get(opening.len()..).filter(|rest| rest.starts_with([' ', ':']))?;
        let is_opening = line.get(..opening.len())?.to_lowercase() == opening;
        is_opening.then(|| rest.trim_start_matches([' ', ':']))
    };
    OPENINGS.iter().find_map(|opening| after(opening)).or_else(|| {
        SHORT_OPENINGS.iter().find_map(|opening| after(opening)).filter(|rest| {
            let (name, date) = rest.split_once(',').unwrap_or((rest, ""));
            let is_all = date.is_empty() || is_date(date);
            names::is_name(name) && name.contains(' ') && is_all
        })
    })
}

/// Reads names, and behind them a publication, a date, a position. False if something else follows.
fn critic(review: &mut Review, text: &str, is_lower: bool) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let rest = words.get(at..).unwrap_or_default();
        let n = if is_lower { lower_name(rest) } else { names::leading(rest) };
        if n == 0 {
            break;
        }
        let name = rest.get(..n).unwrap_or_default().join(" ");
        found.push(name.trim_end_matches([',', ';', ':']).to_owned());
        at += n;
        let is_joined =
            words.get(at).is_some_and(|word| ["and", "&", "und", "et", "y"].contains(word));
        let next = at + usize::from(is_joined);
        let has_comma = name.ends_with(',')
            && names::leading(words.get(next..).unwrap_or_default()) >= 2
            && !is_tail(&words.get(next..).unwrap_or_default().join(" "));
        if !is_joined && !has_comma {
            break;
        }
        at = next;
    }
    let tail = words.get(at..).unwrap_or_default().join(" ");
    let tail = tail.trim_start_matches([',', '-', '(', ' ']).trim_end_matches([')', ' ', '.']);
    if found.is_empty() || !after_name(review, tail) {
        return false;
    }
    if review.authors.is_empty() {
        review.authors = found;
    }
    true
}

/// Reads what follows a name in a byline.
fn after_name(review: &mut Review, tail: &str) -> bool {
    if tail.is_empty() || is_tail(tail) {
        return true;
    }
    if is_date(tail) {
        label::learn(review, Fact::Published, tail);
        return true;
    }
    let publication = ["for ", "of ", "in ", "from "]
        .iter()
        .find_map(|joint| tail.strip_prefix(joint))
        .or_else(|| tail.starts_with("The ").then_some(tail));
    let fits = |name: &&str| {
        let words: Vec<&str> = name.split(' ').collect();
        words.len() <= 6
            && words.iter().all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3)
    };
    match publication.filter(fits) {
        Some(name) if name.len() > 3 => {
            label::learn(review, Fact::Publication, name);
            true
        }
        _ => false,
    }
}

/// How many words of a text in small letters are the name before `copyright`, a bracket or the end.
fn lower_name(words: &[&str]) -> usize {
    let n = words
        .iter()
        .take_while(|word| {
            word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'')
                && **word != "copyright"
        })
        .count();
    if (1..=3).contains(&n) { n } else { 0 }
}

/// The name in `Copyright 2000 by Ann Lee`, `copyright 2000 ann lee`.
fn copyright(line: &str) -> Option<&str> {
    let start = line.get(..9)?;
    let rest = line.get(9..).filter(|_| start.eq_ignore_ascii_case("copyright"))?;
    let rest = rest.trim_start_matches([' ', '©', '(', 'c', ')', ',']);
    let (year, name) = rest.split_once([' ', ','])?;
    label::year(year)?;
    let name = name.trim().strip_prefix("by ").unwrap_or(name).trim();
    (!name.is_empty() && n_words(name) <= 4).then_some(name)
}

/// Whether a text is a date and nothing that does not belong to one.
pub(super) fn is_date(text: &str) -> bool {
    let Some((_, range)) = Date::find(text).filter(|_| text.len() <= 120) else { return false };
    let around = [text.get(..range.start), text.get(range.end..)];
    around
        .into_iter()
        .flatten()
        .flat_map(|part| part.split([' ', ',', '(', ')', ':', '/', '-']))
        .all(|word| {
            let word = word.trim_matches('.').to_lowercase();
            let is_time = word.contains(|c: char| c.is_ascii_digit())
                && word.chars().all(|c| c.is_ascii_digit() || "th.zapm+".contains(c));
            word.is_empty() || is_time || DATE_WORDS.contains(&word.as_str())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, authors: &[&str], publisher: Option<&str>, date: Option<&str>) {
        let mut review = Review::default();
        let is_claimed = claim(&mut review, line, !line.chars().any(char::is_uppercase));
        assert!(is_claimed, "{line:?}");
        assert_eq!(review.authors, authors, "{line:?}");
        assert_eq!(review.publisher.as_deref(), publisher, "{line:?}");
        assert_eq!(review.date_published.map(|date| date.to_string()).as_deref(), date, "{line:?}");
    }

    #[test]
    fn a_line_that_files_a_text_away_tells_who_and_when() {
        let filed = |line: &str| {
            let mut review = Review::default();
            let is_filed = file(&mut review, line);
            (is_filed, review.authors, review.date_published.map(|date| date.to_string()))
        };
        let day = || Some("2021-11-05".to_owned());
        assert_eq!(
            filed(
                "This entry was posted on Friday, November 5th, 2021 by Ann Lee in Films. You can leave a response."
            ),
            (true, vec!["Ann Lee".to_owned()], day())
        );
        assert_eq!(
            filed(
                "Der Artikel „Regen“ wurde am 05.11.2021 in der Kategorie Kino von Ann Lee veröffentlicht."
            ),
            (true, vec!["Ann Lee".to_owned()], day())
        );
        assert_eq!(
            filed("This entry was a mistake, as Ann Lee said on November 5th, 2021."),
            (false, vec![], None)
        );
        assert!(!filed("This film was posted everywhere.").0);
    }

    #[test]
    fn bylines_are_read() {
        check("By Ann LeePublished about a year ago 6 min read", &["Ann Lee"], None, None);
        check("by Ann Lee", &["Ann Lee"], None, None);
        check("BY ANN LEE", &["ANN LEE"], None, None);
        check("By Ann Lee and Bo Ek", &["Ann Lee", "Bo Ek"], None, None);
        check("By Ann Lee, Film Critic", &["Ann Lee"], None, None);
        check("By Ann Lee for The Daily Rain", &["Ann Lee"], Some("The Daily Rain"), None);
        check("Reviewed by Ann Lee on October 8, 2024", &["Ann Lee"], None, Some("2024-10-08"));
        check("Ann Lee | Oct. 8, 2024 | 5 min read", &["Ann Lee"], None, Some("2024-10-08"));
        check("Ann Lee, @annlee", &["Ann Lee"], None, None);
        check("Von Ann Lee, 8. Oktober 2024", &["Ann Lee"], None, Some("2024-10-08"));
        check("Par Ann Lee", &["Ann Lee"], None, None);
        check("Par Ann Lee, le 8 octobre 2024", &["Ann Lee"], None, Some("2024-10-08"));
        check("di Ann Lee, 8 ottobre 2024", &["Ann Lee"], None, Some("2024-10-08"));
        check("door Ann Lee", &["Ann Lee"], None, None);
        check("A film review by Ann Lee", &["Ann Lee"], None, None);
        check("a film review by ann lee copyright 2000 by ann lee", &["ann lee"], None, None);
        check("Dienstag, 8. Oktober 2024, von Ann Lee", &["Ann Lee"], None, Some("2024-10-08"));
        check("Mardi 8 octobre 2024 par Ann Lee", &["Ann Lee"], None, Some("2024-10-08"));
        check("Post by gull » Tue Oct 08, 2024 10:12 pm", &["gull"], None, Some("2024-10-08"));
        check("Posted on October 8, 2024 by Ann Lee", &["Ann Lee"], None, Some("2024-10-08"));
        check("8 October 2024 in Film", &[], None, Some("2024-10-08"));
        check("Copyright 1999 Ann Lee", &["Ann Lee"], None, None);
    }

    #[test]
    fn dates_by_themselves_are_read() {
        check("Published October 8th, 2024", &[], None, Some("2024-10-08"));
        check("Tuesday, 8 October 2024, 10:30 am", &[], None, Some("2024-10-08"));
        check("Publié le 8 octobre 2024 à 10h30", &[], None, Some("2024-10-08"));
        check("2024-10-08T10:30:00Z", &[], None, Some("2024-10-08"));
    }

    #[test]
    fn prose_is_no_byline() {
        for line in [
            "By the time the rain stops, nobody cares.",
            "By Ann Lee’s standards, this is loud.",
            "Written by committee",
            "Von da an regnet es.",
            "Por la noche",
            "The Long Night",
            "It came out on October 8, 2024 and nobody saw it.",
            "Published",
            "6 min read",
        ] {
            assert!(!claim(&mut Review::default(), line, false), "{line:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_read_without_panic(text in "(?s).{0,60}", is_lower: bool) {
            claim(&mut Review::default(), &text, is_lower);
        }
    }
}
