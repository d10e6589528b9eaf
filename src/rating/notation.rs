//! The grammar of critics' notations: numbers and halves, stars, scales, percent, letters.

use super::scan::{Glyphs, Join, Scan};
use super::{GRADES, Mark};

/// What stood at the beginning of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scanned<'a> {
    /// What it says.
    pub(super) mark: Mark,
    /// How it was written.
    pub(super) form: Form,
    /// The text after it.
    pub(super) rest: &'a str,
}

/// How a rating was written, which tells how far it can be trusted in the middle of prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `8/10`.
    Slash,
    /// `8 out of 10`; with the word stars, or a number in words, where so marked.
    OutOf {
        /// The word stars stands with it.
        has_stars: bool,
        /// "out of", not "of" alone, and digits, not words.
        is_plain: bool,
    },
    /// `3 stars`, nothing said of how many there could be.
    Stars,
    /// `★★★½`, `*** out of ****`.
    Glyphs {
        /// Asterisks, which mean many other things too.
        is_asterisk: bool,
        /// The scale is told, by empty stars or in words.
        has_scale: bool,
    },
    /// `85%`.
    Percent,
    /// `B+`.
    Letter {
        /// Has a plus or minus.
        has_sign: bool,
    },
    /// A number alone.
    Bare,
}

/// The mark that a whole text spells, or `None`.
pub(super) fn whole(text: &str) -> Option<Mark> {
    let scanned = scan(text).filter(|scanned| scanned.rest.trim().is_empty());
    scanned.map(|scanned| scanned.mark).or_else(|| unknown(text))
}

/// A single capital that is no grade (`R`, `T`): some critics' sources have these in place of a rating.
fn unknown(text: &str) -> Option<Mark> {
    let mut letters = text.chars();
    let is_one = letters.next().is_some_and(|c| c.is_ascii_uppercase()) && letters.next().is_none();
    is_one.then_some(Mark::Unknown)
}

/// Words that announce a rating, and whether a lone letter after them is a grade (after "Rating:" it may be a
/// certificate) and whether they sum the whole up.
pub(super) const LABELS: [Label; 7] = [
    Label { word: "rating", takes_letter: false, sums_up: false },
    Label { word: "rated", takes_letter: false, sums_up: false },
    Label { word: "score", takes_letter: false, sums_up: false },
    Label { word: "grade", takes_letter: true, sums_up: false },
    Label { word: "overall", takes_letter: true, sums_up: true },
    Label { word: "final", takes_letter: true, sums_up: true },
    Label { word: "verdict", takes_letter: true, sums_up: true },
];

/// A word that announces a rating.
#[derive(Debug, Clone, Copy)]
pub(super) struct Label {
    /// In lower case.
    pub(super) word: &'static str,
    /// A lone letter after it is a grade.
    pub(super) takes_letter: bool,
    /// It announces the sum, not a part ("Story: 8/10").
    pub(super) sums_up: bool,
}

/// The label that a phrase such as `Final Grade` ends with.
pub(super) fn label(phrase: &str) -> Option<Label> {
    let words = phrase.rsplit(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let known =
        |word: &str| LABELS.iter().find(|label| label.word.eq_ignore_ascii_case(word)).copied();
    let mut last_two = words.take(2).map(known);
    let last = last_two.next().flatten()?;
    let before = last_two.next().flatten().filter(|label| label.sums_up);
    Some(before.map_or(last, |before| Label {
        takes_letter: before.takes_letter || last.takes_letter,
        ..before
    }))
}

/// What follows a label at the beginning of a text: `B-` of `Final grade: B-`.
pub(super) fn after_label(text: &str) -> Option<&str> {
    let (phrase, rest) = text
        .split_once(':')
        .or_else(|| text.split_once(" - "))
        .or_else(|| text.split_once(" – "))?;
    (phrase.len() <= 30 && label(phrase).is_some()).then(|| rest.trim())
}

/// The longest rating at the beginning of a text.
pub(super) fn scan(text: &str) -> Option<Scanned<'_>> {
    let mut scan = Scan { rest: text };
    let (mark, form) = glyph_rating(&mut scan)
        .or_else(|| number_rating(&mut scan))
        .or_else(|| letter(&mut scan))?;
    Some(Scanned { mark, form, rest: scan.rest })
}

/// A value on a stated scale. `None` where the scale is none that anyone uses, or the value is far beyond it: then it
/// is a date or a fraction. A little beyond is a critic's slip or joke and stays.
fn points(value: f64, best: f64) -> Option<Mark> {
    let is_scale = (1.0..=100.0).contains(&best) && best.fract() == 0.0;
    (is_scale && value <= best * 1.5).then_some(Mark::Points {
        value,
        best: Some(best),
        is_inferred: false,
    })
}

/// So many stars with nothing said of how many there could be: five is the convention, ten the next.
fn stars_alone(value: f64, is_certain: bool) -> Option<Mark> {
    let best = if value <= 5.0 { 5.0 } else { 10.0 };
    let is_inferred = !(is_certain && value <= 5.0);
    (value <= 10.0).then_some(Mark::Points { value, best: Some(best), is_inferred })
}

/// The mark of a row with no other scale than its own empty stars.
fn glyphs_alone(row: &Glyphs) -> Option<Mark> {
    if row.empty > 0 {
        return if row.count() >= 3 { points(row.value(), f64::from(row.count())) } else { None };
    }
    // More than four asterisks can only be of five; fewer may as well be of four.
    stars_alone(row.value(), !row.is_asterisk || row.value() > 4.0)
}

fn glyph_rating(scan: &mut Scan<'_>) -> Option<(Mark, Form)> {
    let mut ahead = *scan;
    let glyphs = ahead.glyphs()?;
    ahead.unit();
    let is_asterisk = glyphs.is_asterisk;
    let found = if let Some((_, best)) = ahead.scale() {
        (points(glyphs.value(), best)?, Form::Glyphs { is_asterisk, has_scale: true })
    } else {
        (glyphs_alone(&glyphs)?, Form::Glyphs { is_asterisk, has_scale: glyphs.empty > 0 })
    };
    *scan = ahead;
    Some(found)
}

fn number_rating(scan: &mut Scan<'_>) -> Option<(Mark, Form)> {
    let mut ahead = *scan;
    let number = ahead.number()?;
    let found = if ahead.percent() {
        (points(number.value, 100.0)?, Form::Percent)
    } else {
        let has_stars = ahead.unit() == Some(true);
        match ahead.scale() {
            Some((join, best)) => {
                let has_stars = ahead.unit() == Some(true) || has_stars;
                let is_plain = join == Join::OutOf && !number.is_word;
                let form = if join == Join::Slash {
                    Form::Slash
                } else {
                    Form::OutOf { has_stars, is_plain }
                };
                (points(number.value, best)?, form)
            }
            None if has_stars => (stars_alone(number.value, false)?, Form::Stars),
            None if number.is_word => return None,
            None => {
                (Mark::Points { value: number.value, best: None, is_inferred: false }, Form::Bare)
            }
        }
    };
    *scan = ahead;
    Some(found)
}

/// `B+`, `B plus`; in lower case only with its sign.
fn letter(scan: &mut Scan<'_>) -> Option<(Mark, Form)> {
    let mut ahead = *scan;
    let letter = ahead.next_char().filter(|c| matches!(c.to_ascii_uppercase(), 'A'..='D' | 'F'))?;
    let is_plus = ahead.eat("+") || ahead.eat_word(" plus");
    let is_minus = !is_plus
        && (["-", "−", "–"].iter().any(|sign| ahead.eat(sign)) || ahead.eat_word(" minus"));
    let has_sign = is_plus || is_minus;
    if ahead.rest.starts_with(char::is_alphanumeric) || !(letter.is_ascii_uppercase() || has_sign) {
        return None;
    }
    let sign = if is_plus { "+" } else { "" };
    let name = format!("{}{}", letter.to_ascii_uppercase(), if is_minus { "-" } else { sign });
    let step = GRADES.iter().position(|grade| grade.0 == name)?;
    *scan = ahead;
    Some((Mark::Letter(u8::try_from(step).ok()?), Form::Letter { has_sign }))
}
