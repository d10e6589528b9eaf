//! Labels of credits and fact boxes, what they announce, and how their values are read.

mod table;

use crate::date::Date;
use crate::review::Review;

use self::table::{LABELS, Row};
use super::{byline, marks, names};

pub(super) use self::table::Fact;

/// A line as label and value: `Regie: Ann Lee`, `Directed by Ann Lee`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Labelled<'a> {
    pub(super) fact: Fact,
    pub(super) value: &'a str,
    /// A colon tells the label from the value.
    pub(super) has_colon: bool,
}

/// Takes a line apart, if it begins with a label. The value may be empty: then it stands on the next line.
pub(super) fn split(line: &str) -> Option<Labelled<'_>> {
    let colon = line.char_indices().take(40).find(|(_, c)| matches!(c, ':' | '：'));
    if let Some((at, sign)) = colon {
        let key = line.get(..at)?.trim().trim_matches(['*', '_']).to_lowercase();
        let key = key.trim_end_matches("(s)").trim_end_matches("(n)").trim_end_matches('.');
        let value = line.get(at + sign.len_utf8()..)?.trim();
        // `**Regie:** Ann Lee` has its marks on both sides; `Rating: ***1/2` has stars.
        let is_marked = line.trim_start().starts_with(['*', '_']);
        let value =
            if is_marked { value.trim_start_matches(['*', '_']).trim_start() } else { value };
        if let Some(row) = LABELS.iter().find(|row| row.0 == key) {
            return Some(Labelled { fact: row.1, value, has_colon: true });
        }
    }
    let initial = line.chars().next().filter(|c| c.is_uppercase())?.to_lowercase().next()?;
    let row = LABELS
        .iter()
        .filter(|row| row.2 && row.0.starts_with(initial) && begins_with(line, row.0))
        .max_by_key(|row| row.0.len())?;
    let value = rest_after(line, row.0)?.trim();
    Some(Labelled { fact: row.1, value, has_colon: false })
}

/// Whether a line begins with a label's words.
fn begins_with(line: &str, label: &str) -> bool {
    rest_after(line, label).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// What follows a label's words, whatever their case.
fn rest_after<'a>(line: &'a str, label: &str) -> Option<&'a str> {
    let mut rest = line.chars();
    for expected in label.chars() {
        let c = rest.next()?;
        if c != expected && !c.to_lowercase().eq([expected]) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// The label at the beginning of words in a box that has no colons; each word has a capital or is `by`, `date`, `time`.
/// With it, how many words it takes.
pub(super) fn at_words(words: &[&str]) -> Option<(Fact, usize)> {
    let first = words.first().filter(|word| word.starts_with(char::is_uppercase))?;
    let initial = first.chars().next()?.to_lowercase().next()?;
    let rows =
        LABELS.iter().filter(|row| row.0.starts_with(initial) && (row.2 || row.1 == Fact::Other));
    let rows =
        rows.filter(|row| rest_after(first, row.0.split(' ').next().unwrap_or("")) == Some(""));
    let fits = |row: &&Row| {
        let n = row.0.split(' ').count();
        words.get(..n).is_some_and(|words| {
            let same = words
                .iter()
                .zip(row.0.split(' '))
                .all(|(word, label)| rest_after(word, label) == Some(""));
            same && words.iter().all(|word| word.starts_with(char::is_uppercase) || word.len() <= 2)
        })
    };
    rows.filter(fits).map(|row| (row.1, row.0.split(' ').count())).max_by_key(|(_, n)| *n)
}

/// Whether a value is what its label announces. `Written by` wants names, `Runtime` a time.
pub(super) fn is_fitting(fact: Fact, value: &str) -> bool {
    let is_short = |n| !value.is_empty() && value.split_whitespace().take(n + 1).count() <= n;
    match fact {
        Fact::Director | Fact::Writer | Fact::Cast | Fact::Author | Fact::Critic => {
            names::list(value).is_some()
        }
        Fact::Runtime => minutes(value).is_some(),
        Fact::Released => is_short(12) && date(value).is_some(),
        Fact::Published => byline::is_date(value) || year(value).is_some(),
        Fact::Year => year(value).is_some(),
        Fact::Rating => marks::line(&format!("Rating: {value}")).is_some(),
        Fact::Address => value.starts_with("http") && is_short(1),
        Fact::Name(_) | Fact::Creator(_) | Fact::Title | Fact::Publication => is_short(14),
        Fact::Tags | Fact::OfBook | Fact::Other => is_short(30),
    }
}

/// Writes a value into the review's field. What is there already stays; names are added to none.
pub(super) fn learn(review: &mut Review, fact: Fact, value: &str) {
    let work = &mut review.work;
    let fill = |field: &mut Vec<String>| {
        if let Some(found) = names::list(value).filter(|_| field.is_empty()) {
            *field = found;
        }
    };
    match fact {
        Fact::Director => fill(&mut work.creators),
        Fact::Writer => fill(&mut work.writers),
        Fact::Cast => fill(&mut work.actors),
        Fact::Author | Fact::Critic => fill(&mut review.authors),
        Fact::Runtime => work.runtime_minutes = work.runtime_minutes.or_else(|| minutes(value)),
        Fact::Released => work.date_published = date(value).or(work.date_published),
        Fact::Year => work.date_published = work.date_published.or_else(|| year(value)),
        Fact::Published => review.date_published = review.date_published.or_else(|| date(value)),
        Fact::Name(kind) => {
            work.kind = kind;
            name(work, value);
        }
        Fact::Creator(kind) => {
            work.kind = kind;
            work.creators.push(value.to_owned());
        }
        Fact::Title => review.title = crate::review::Title::stated(value),
        Fact::Publication => {
            review.publisher = review.publisher.take().or_else(|| Some(value.to_owned()));
        }
        Fact::Rating => {
            review.rating =
                review.rating.take().or_else(|| marks::line(&format!("Rating: {value}")));
        }
        Fact::Address => review.url = review.url.take().or_else(|| Some(value.to_owned())),
        Fact::Tags => tags(review, value),
        Fact::OfBook | Fact::Other => {}
    }
}

/// Names the work, and takes the year from brackets behind the name: `Rain (2024)`.
pub(super) fn name(work: &mut crate::review::Work, value: &str) {
    let (bare, year) = without_year(value);
    if work.name.is_empty() {
        bare.trim_matches(['"', '“', '”', '‘', '’', '\'', '„', '«', '»', '*', '_', ' '])
            .clone_into(&mut work.name);
    }
    work.date_published = work.date_published.or(year);
}

/// A name and the year in brackets behind it.
pub(super) fn without_year(text: &str) -> (&str, Option<Date>) {
    let parts =
        text.trim_end().strip_suffix([')', ']']).and_then(|head| head.rsplit_once(['(', '[']));
    let found = parts.and_then(|(name, inside)| {
        let year = inside.split([',', ' ', ';']).find_map(year)?;
        (inside.len() <= 24).then_some((name.trim_end(), Some(year)))
    });
    found.unwrap_or((text, None))
}

fn tags(review: &mut Review, value: &str) {
    for tag in value
        .split([',', '|', '#', ';', '·', '•'])
        .map(str::trim)
        .filter(|tag| !tag.is_empty())
        .take(50)
    {
        if review.keywords.len() < 50 && !review.keywords.iter().any(|known| known == tag) {
            review.keywords.push(tag.to_owned());
        }
    }
}

/// A date in a value, or a year that is all of it.
fn date(value: &str) -> Option<Date> {
    Date::in_prose(value).or_else(|| year(value))
}

/// A year that is the whole text.
pub(super) fn year(text: &str) -> Option<Date> {
    let text = text.trim();
    let year =
        text.parse::<i16>().ok().filter(|year| text.len() == 4 && (1880..=2100).contains(year))?;
    Date::year_only(year)
}

/// A running time in minutes: `139 Minutes`, `2h 19m`, `2 hours 19 minutes`, `1:59`, `119 Min.`
pub(super) fn minutes(value: &str) -> Option<u16> {
    let mut total = 0u16;
    let mut waiting = None;
    let mut is_found = false;
    let spaced = value.chars().fold(String::new(), |mut out, c| {
        let turns =
            out.chars().next_back().is_some_and(|last| last.is_ascii_digit() != c.is_ascii_digit());
        if turns && c != ':' && c != '.' && !out.ends_with(':') {
            out.push(' ');
        }
        out.push(c);
        out
    });
    for (n, word) in spaced.split([' ', ',', '(', ')']).filter(|word| !word.is_empty()).enumerate()
    {
        let unit = word.trim_end_matches('.').to_lowercase();
        if let Ok(number) = unit.parse::<u16>() {
            waiting = Some(number);
        } else if let Some((hours, left)) = unit.split_once(':').filter(|_| n == 0) {
            return Some(
                hours.parse::<u16>().ok().filter(|h| *h < 24)? * 60
                    + left.parse::<u16>().ok().filter(|m| *m < 60)?,
            );
        } else if let Some(by) = [("h", 60), ("m", 1)]
            .iter()
            .find(|row| unit.starts_with(row.0) || (row.1 == 60 && unit == "std"))
        {
            total = total.checked_add(waiting.take()?.checked_mul(by.1)?)?;
            is_found = true;
        } else if !is_found || n > 8 {
            return None;
        }
    }
    let is_bare = !is_found && waiting.is_some_and(|left| (20..=600).contains(&left));
    // `2h 19`: what is left after the hours are minutes.
    let total = total.checked_add(
        waiting.filter(|_| is_bare || (is_found && total.is_multiple_of(60))).unwrap_or(0),
    )?;
    (is_found || is_bare).then_some(total).filter(|total| (1..=6000).contains(total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::WorkKind;

    #[track_caller]
    fn check(line: &str, expected: Option<(Fact, &str)>) {
        let found = split(line)
            .filter(|found| is_fitting(found.fact, found.value))
            .map(|found| (found.fact, found.value));
        assert_eq!(found, expected, "{line:?}");
    }

    #[test]
    fn lines_are_taken_apart() {
        check("Directed by Ann Lee", Some((Fact::Director, "Ann Lee")));
        check("Director(s): Ann Lee, Bo Ek", Some((Fact::Director, "Ann Lee, Bo Ek")));
        check("RÉALISATION : Ann Lee", Some((Fact::Director, "Ann Lee")));
        check("Release Date October 18, 2024", Some((Fact::Released, "October 18, 2024")));
        check("Kinostart: 8. Mai 2024", Some((Fact::Released, "8. Mai 2024")));
        check("Runtime 139 Minutes", Some((Fact::Runtime, "139 Minutes")));
        check("Film: The Long Night", Some((Fact::Name(WorkKind::Movie), "The Long Night")));
    }

    #[test]
    fn prose_is_not_taken_apart() {
        check("Director Ann Lee has built a career on silence.", None);
        check("Directed by Ann Lee, the film opens at sea.", None);
        check("Written by committee", None);
        check("Published by nobody", None);
        check("Runtime errors abound", None);
        check("directed by Ann Lee", None);
        check("Stars Ann Lee", None);
    }

    #[test]
    fn running_times_are_read() {
        let check = |text: &str, n: Option<u16>| assert_eq!(minutes(text), n, "{text:?}");
        check("139 Minutes Expand", Some(139));
        check("2h 19m", Some(139));
        check("2 hours, 19 minutes", Some(139));
        check("2h19", Some(139));
        check("1:59", Some(119));
        check("119 Min.", Some(119));
        check("119", Some(119));
        check("2 Std. 19 Min.", Some(139));
        check("3 hours", Some(180));
        check("R, 99 minutes", None);
        check("", None);
        check("long", None);
        check("65535 hours", None);
    }

    #[test]
    fn a_name_gives_its_year() {
        assert_eq!(without_year("Rain (2024)"), ("Rain", Date::year_only(2024)));
        assert_eq!(without_year("Rain (France, 2024)"), ("Rain", Date::year_only(2024)));
        assert_eq!(without_year("Rain (again)"), ("Rain (again)", None));
    }

    #[test]
    fn labels_stand_once() {
        for (at, row) in LABELS.iter().enumerate() {
            assert!(!LABELS.iter().skip(at + 1).any(|other| other.0 == row.0), "{}", row.0);
            assert_eq!(row.0, row.0.to_lowercase());
        }
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_read_without_panic(text in "(?s).{0,60}") {
            let _ = (split(&text), minutes(&text), without_year(&text), names::list(&text));
        }
    }
}
