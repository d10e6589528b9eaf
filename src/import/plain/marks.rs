//! The critic's rating where a line states it.

use crate::rating::{Mark, Rating};

/// Words that announce a rating before a colon or dash.
const LABELS: [&str; 24] = [
    "rating",
    "grade",
    "score",
    "my rating",
    "my score",
    "my grade",
    "our rating",
    "final score",
    "final grade",
    "final rating",
    "overall",
    "overall rating",
    "overall score",
    "overall grade",
    "verdict",
    "stars",
    "star rating",
    "wertung",
    "bewertung",
    "note",
    "ma note",
    "puntuación",
    "nota",
    "calificación",
];

/// Whose ratings are not the critic's: those of readers and of other sites.
const FOREIGN: [&str; 10] = [
    "imdb",
    "tomato",
    "metacritic",
    "letterboxd",
    "audience",
    "user",
    "reader",
    "mpaa",
    "tmdb",
    "age",
];

/// The ends of scales in use.
const SCALES: [f64; 6] = [4.0, 5.0, 6.0, 10.0, 20.0, 100.0];

/// "Out of" in other languages.
const JOINTS: [&str; 3] = [" von ", " sur ", " de "];

/// The rating that a line states, if it states nothing else: `Rating: 3.5/5`, `★★★½`, `8 out of 10`, `Grade: B-`.
///
/// A letter, a percentage or a bare number is a rating only after a label.
pub(super) fn line(text: &str) -> Option<Rating> {
    if text.len() > 80 {
        return None;
    }
    let (notation, has_label) = match unlabelled(text) {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let notation = notation.trim().trim_end_matches('.').replace(['(', ')'], "");
    let notation = notation.trim();
    let bare = ["stars", "star", "Sterne", "Sternen", "étoiles", "estrellas"]
        .iter()
        .find_map(|word| notation.strip_suffix(word))
        .map_or(notation, str::trim);
    read_rating(bare, has_label).map(|rating| Rating { notation: notation.to_owned(), ..rating })
}

/// The rating at the beginning of a fact box, where value and end of the scale stand side by side: `9 10 …`, `9/10 …`.
/// With it, what follows.
pub(super) fn leading(text: &str) -> Option<(Rating, &str)> {
    let (first, rest) = text.split_once(' ')?;
    if let Some((value, best)) = first.split_once('/') {
        return on_scale(value, best, 1.0).map(|rating| (rating, rest));
    }
    let (second, rest) = rest.split_once(' ')?;
    on_scale(first, second, 0.0).map(|rating| (rating, rest))
}

fn on_scale(value: &str, best: &str, slack: f64) -> Option<Rating> {
    let (number, end) = (number(value)?, number(best)?);
    let fits = SCALES.contains(&end) && number <= end + slack;
    let mark = Mark::Points { value: number, best: Some(end), is_inferred: false };
    fits.then(|| Rating { notation: format!("{value}/{best}"), mark })
}

/// What a label announces: `Rating: 3/5` gives `3/5`.
fn unlabelled(text: &str) -> Option<&str> {
    let (label, rest) = text.split_once([':', '–', '—']).or_else(|| text.split_once(" - "))?;
    let label = label.trim().to_lowercase();
    let is_rating =
        ["rating", "score", "grade"].iter().any(|word| label.split(' ').next_back() == Some(word));
    let is_foreign = FOREIGN.iter().any(|word| label.contains(word));
    let fits = LABELS.contains(&label.as_str())
        || (is_rating && !is_foreign && label.split(' ').count() <= 4);
    fits.then_some(rest)
}

/// Reads a notation. Without a label only what can be nothing else is one: stars, and a value on a scale in use.
fn read_rating(notation: &str, has_label: bool) -> Option<Rating> {
    let asked =
        JOINTS.iter().fold(notation.to_owned(), |text, joint| text.replace(joint, " out of "));
    let mark = Rating::read(&asked).map(|rating| rating.mark)?;
    let is_bare = notation.starts_with(|c: char| c.is_ascii_digit() || "★☆⭐*".contains(c));
    let is_drawn = notation.contains(['★', '☆', '⭐']);
    let is_halved = notation.contains("1/2") || notation.contains('½');
    let is_one = match mark {
        // Three asterisks divide parts as often as they rate: a scale, a half or a label must say which.
        Mark::Points { best: Some(best), is_inferred: false, .. } if SCALES.contains(&best) => {
            has_label
                || !notation.ends_with('%')
                    && (is_drawn || is_halved || asked != notation || notation.contains(['/', 'o']))
        }
        Mark::Points { .. } => has_label || is_drawn || (is_halved && notation.starts_with('*')),
        Mark::Letter(_) => has_label,
        Mark::Word(_) | Mark::Unknown => false,
    };
    (is_one && (is_bare || has_label)).then(|| Rating { notation: notation.to_owned(), mark })
}

/// A number with a decimal point or comma, or with a half: `3.5`, `3,5`, `3½`, `3 1/2`.
fn number(text: &str) -> Option<f64> {
    let (whole, half) = match text.strip_suffix('½').or_else(|| text.strip_suffix(" 1/2")) {
        Some(whole) => (whole.trim(), 0.5),
        None => (text, 0.0),
    };
    let fits = whole.len() <= 5
        && whole.starts_with(|c: char| c.is_ascii_digit())
        && whole.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
    let value: f64 = whole.replace(',', ".").parse().ok().filter(|_| fits)?;
    Some(value + half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, value_and_best: Option<(f64, Option<f64>)>) {
        let found = line(text).and_then(|rating| match rating.mark {
            Mark::Points { value, best, .. } => Some((value, best)),
            _ => None,
        });
        assert_eq!(found, value_and_best, "{text:?}");
    }

    #[test]
    fn ratings_are_read() {
        check("Rating: 3.5/5", Some((3.5, Some(5.0))));
        check("Our Score: 4 out of 5 stars", Some((4.0, Some(5.0))));
        check("IMDb rating: 7/10", None);
        check("8 out of 10", Some((8.0, Some(10.0))));
        check("3 1/2 out of 4 stars", Some((3.5, Some(4.0))));
        check("★★★½☆", Some((3.5, Some(5.0))));
        check("★★★½", Some((3.5, Some(5.0))));
        check("*** out of ****", Some((3.0, Some(4.0))));
        check("RATING: ***1/2 (out of ****)", Some((3.5, Some(4.0))));
        check("**1/2", Some((2.5, Some(5.0))));
        check("Wertung: 7,5/10", Some((7.5, Some(10.0))));
        check("Score: 87", Some((87.0, None)));
        check("Verdict: 85%", Some((85.0, Some(100.0))));
    }

    #[test]
    fn letters_need_a_label() {
        assert_eq!(line("Grade: B-").map(|rating| rating.mark), Some(Mark::Letter(9)));
        assert_eq!(line("A"), None);
        assert_eq!(line("Rating: R"), None);
    }

    #[test]
    fn what_is_no_rating_is_left_alone() {
        check("***", None);
        check("2001", None);
        check("24/7", None);
        check("Two of us", None);
        check("Rating: see below", None);
        check("", None);
    }

    #[test]
    fn a_box_begins_with_its_rating() {
        assert_eq!(
            leading("9 10 Rain falls").map(|(rating, rest)| (rating.notation, rest)),
            Some(("9/10".into(), "Rain falls"))
        );
        assert_eq!(
            leading("7.5/10 Rain").map(|(rating, _)| rating.notation),
            Some("7.5/10".into())
        );
        assert_eq!(leading("12 10 Rain"), None);
        assert_eq!(leading("1917 is long"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_read_without_panic(text in "(?s).{0,40}") {
            let _ = (line(&text), leading(&text));
        }
    }
}
