//! Finds the one unmistakable rating in a piece of prose, and leaves dates, fractions and ratios alone.

use super::notation::{self, Form, Label, Scanned};
use super::{Letters, Mark, Rating};

/// How far back a label ("Final grade:") is looked for, in bytes.
const LABEL_REACH: usize = 40;

/// Words that make a date, a share or a result of the numbers after them.
const NOT_AFTER: [&str; 30] = [
    "about",
    "after",
    "aired",
    "almost",
    "answered",
    "before",
    "by",
    "chapter",
    "dated",
    "from",
    "in",
    "lost",
    "nearly",
    "of",
    "on",
    "over",
    "page",
    "posted",
    "published",
    "released",
    "roughly",
    "scene",
    "since",
    "take",
    "til",
    "till",
    "to",
    "until",
    "vs",
    "won",
];

/// Words after which a value of four or five is a rating, where elsewhere it could be a fraction.
const GIVING: [&str; 10] =
    ["gave", "get", "gets", "give", "gives", "it", "rate", "rated", "solid", "strong"];

/// Words that may follow a rating within its sentence; any other makes it a share ("9 out of 10 people").
const FOLLOWING: [&str; 6] = ["because", "for", "from", "imo", "overall", "rating"];

/// Whose numbers are not the critic's: words before them on their line, and words behind them.
const CROWDS: [&str; 22] = [
    "audience",
    "average",
    "community",
    "critics",
    "imdb",
    "leser",
    "letterboxd",
    "metacritic",
    "metascore",
    "nutzer",
    "opencritic",
    "reader",
    "readers",
    "spectateurs",
    "tmdb",
    "tomatometer",
    "tomatoes",
    "user",
    "users",
    "usuarios",
    "viewers",
    "zuschauer",
];
const COUNTS: [&str; 12] = [
    "avis",
    "bewertungen",
    "critics",
    "ratings",
    "readers",
    "reviews",
    "stimmen",
    "users",
    "viewers",
    "votes",
    "votos",
    "voters",
];

/// How far behind a rating it is looked who gave it, in characters.
const CROWD_REACH: usize = 24;

/// A rating found, and how much its place says for it.
struct Found {
    rating: Rating,
    strength: u8,
    is_contradicted: bool,
}

/// The one rating that a text states, or `None`.
pub(super) fn find(text: &str) -> Option<Rating> {
    let mut best: Option<Found> = None;
    let mut read_to = 0;
    for at in starts(text) {
        let (before, after) = text.split_at(at);
        if at < read_to {
            continue;
        }
        let Some((scanned, strength)) = statement(before, after) else { continue };
        let length = after.len() - scanned.rest.len();
        read_to = at + length;
        if is_crowds(before, scanned.rest) {
            continue;
        }
        let notation = after.get(..length).unwrap_or(after).trim().to_owned();
        let rating = Rating { notation, mark: scanned.mark };
        match &mut best {
            Some(found) if found.strength > strength => {}
            Some(found) if found.strength == strength => {
                found.is_contradicted |= !says_the_same(&found.rating, &rating);
            }
            _ => best = Some(Found { rating, strength, is_contradicted: false }),
        }
    }
    best.filter(|found| !found.is_contradicted).map(|found| found.rating)
}

/// Whether a rating is that of many: `Users: 2.1/5 (9 votes)`.
fn is_crowds(before: &str, rest: &str) -> bool {
    let cut = before.len().saturating_sub(LABEL_REACH);
    let near = (cut..=before.len()).find_map(|at| before.get(at..)).unwrap_or_default();
    let line = near.rsplit(['\n', '.', '!', '?', ';', ',', '|']).next().unwrap_or_default();
    let behind: String = rest.chars().take_while(|c| *c != '\n').take(CROWD_REACH).collect();
    let has = |text: &str, words: &[&str]| {
        let lower = text.to_lowercase();
        lower.split(|c: char| !c.is_alphabetic()).any(|word| words.contains(&word))
    };
    let is_label = line.trim_end_matches(['*', '_', ' ', '(']).ends_with([':', '-', '–', '—', '=']);
    is_label && has(line, &CROWDS) || behind.contains('(') && has(&behind, &COUNTS)
}

fn says_the_same(one: &Rating, other: &Rating) -> bool {
    let number = one.normalized(Letters::Metacritic);
    one.mark == other.mark || number.is_some() && number == other.normalized(Letters::Metacritic)
}

/// Where a rating may begin: at a sign, digit or word that nothing is joined to.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let mut last = None;
    let free = text.char_indices().filter(move |(_, c)| {
        let is_free = last
            .is_none_or(|last: char| last.is_whitespace() || "([{*_:\"“‘'—–=>|~".contains(last));
        let continues = last == Some('*') && *c == '*';
        last = Some(*c);
        is_free && !continues && !c.is_whitespace()
    });
    free.map(|(at, _)| at)
}

/// A rating at the beginning of `after`, if it cannot be mistaken there, and how strong a statement it is:
/// 1 by itself, 2 with a label, 3 with a label that sums up.
fn statement<'a>(before: &str, after: &'a str) -> Option<(Scanned<'a>, u8)> {
    let scanned = notation::scan(after)?;
    let is_plain_star = matches!(scanned.form, Form::Glyphs { is_asterisk: false, .. });
    if !is_plain_star && !may_follow(scanned.rest) {
        return None;
    }
    match label_before(before) {
        Some(label) if fits_label(&scanned, label) => {
            Some((scanned, if label.sums_up { 3 } else { 2 }))
        }
        _ => stands_alone(before, &scanned).then_some((scanned, 1)),
    }
}

/// The label right before a rating: `Final grade:`, `Rating -`, `**Score** =`.
fn label_before(before: &str) -> Option<Label> {
    let cut = before.len().saturating_sub(LABEL_REACH);
    let near = (cut..=before.len()).find_map(|at| before.get(at..))?;
    let line = near.rsplit('\n').next()?.trim_end_matches(['*', '_', ' ', '(', '\t']);
    let phrase = line.strip_suffix([':', '=', '-', '–', '—'])?.trim_end_matches(['*', '_', ' ']);
    notation::label(phrase.rsplit(['.', '!', '?', ';']).next()?)
}

/// Whether a rating is one when a label announces it.
fn fits_label(scanned: &Scanned, label: Label) -> bool {
    let Mark::Points { value, .. } = scanned.mark else {
        return matches!(scanned.form, Form::Letter { has_sign } if has_sign || label.takes_letter);
    };
    match scanned.form {
        // "Rating: 12" is a certificate.
        Form::Bare => value.fract() > 0.0 && value < 10.0,
        Form::Glyphs { is_asterisk, .. } => !(is_asterisk && scanned.rest.starts_with('*')),
        _ => true,
    }
}

/// Whether a rating is one without a label.
fn stands_alone(before: &str, scanned: &Scanned) -> bool {
    let Mark::Points { value, best: Some(best), .. } = scanned.mark else { return false };
    if value > best {
        return false;
    }
    match scanned.form {
        Form::Slash => is_usual(best) && stands_apart(before, value, best),
        Form::OutOf { has_stars: true, .. } => true,
        Form::OutOf { is_plain, .. } => {
            is_plain && is_usual(best) && stands_apart(before, value, 10.0)
        }
        Form::Stars => value.fract() > 0.0 && value > 1.0,
        Form::Glyphs { has_scale: true, .. } => value > 0.0,
        Form::Glyphs { is_asterisk: true, .. } => {
            value.fract() > 0.0 && !scanned.rest.starts_with('*')
        }
        Form::Glyphs { .. } => value >= 1.5 && (value >= 3.0 || value.fract() > 0.0),
        Form::Percent | Form::Letter { .. } | Form::Bare => false,
    }
}

fn is_usual(best: f64) -> bool {
    [4.0, 5.0, 10.0, 100.0].contains(&best)
}

/// Whether what stands before numbers leaves them a rating.
fn stands_apart(before: &str, value: f64, best: f64) -> bool {
    let before = before.trim_end_matches([' ', '*', '_', '"', '“', '\t']);
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    if word.is_empty() {
        return before.is_empty()
            || before
                .ends_with(['\n', ':', '(', '[', '—', '–', '.', '!', '?', '|', '>', '=', ',']);
    }
    // A whole number of quarters or fifths is as often a fraction.
    let may_be_fraction = best <= 5.0 && value.fract() == 0.0;
    if may_be_fraction {
        GIVING.contains(&word.as_str())
    } else {
        !NOT_AFTER.contains(&word.as_str())
    }
}

/// Whether the text after a rating ends it: punctuation, a new line, or one of a few words.
fn may_follow(rest: &str) -> bool {
    let mut signs = rest.chars();
    match signs.next() {
        None | Some('\n' | '\r') => !is_continued(rest),
        Some(' ' | '\t') => may_follow_space(rest),
        Some('.' | ',' | ':') => !signs.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => !c.is_alphanumeric() && !"/-%+'’½¼¾°$€£".contains(c),
    }
}

fn may_follow_space(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t']);
    if rest.starts_with('\n') {
        return !is_continued(rest);
    }
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    if word.is_empty() {
        return !rest.starts_with(|c: char| c.is_alphanumeric() || "/+%".contains(c));
    }
    FOLLOWING.iter().any(|follower| follower.eq_ignore_ascii_case(word))
}

/// Whether a line that ends here goes on in the next, as hard-wrapped text does.
fn is_continued(rest: &str) -> bool {
    let next = rest.trim_start_matches(['\r', ' ']).strip_prefix('\n').unwrap_or("");
    next.starts_with(char::is_lowercase)
        && !may_follow_space(&format!(" {}", next.split_whitespace().next().unwrap_or("")))
}
