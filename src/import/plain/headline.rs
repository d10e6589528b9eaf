//! What a headline says of the work: `Movie Review: ‘Rain’ pours`, `Rain review – wet`, `Rain (2024)`.

use super::label;
use super::naming::{self, quoted, title_run};
use super::page::{Page, n_words};
use super::pattern::{Patterns, words};

/// What stands before the work's name, lower case; the longer ones first.
#[rustfmt::skip]
const BEFORE: [&str; 57] = [
    "movie review:", "movie review –", "movie review -", "film review:", "film review –", "film review -", "book review:", "book review –", "book review -", "game review:",
    "album review:", "album review –", "music review:", "tv review:", "series review:", "retro review:", "theatre review:", "theater review:", "concert review:", "restaurant review:",
    "hotel review:", "a review of", "review of", "review:", "review –", "review -", "review |", "[review]", "filmkritik:", "filmkritik zu", "kritik:", "kritik zu", "kritik –",
    "buchrezension:", "buchkritik:", "rezension:", "[rezension]", "rezension –", "rezension zu", "rezension |", "serienkritik:", "spieletest:", "critique du film", "critique :",
    "critique:", "critique –", "crítica:", "crítica de", "crítica |", "crítica –", "reseña:", "reseña de", "resenha:", "resenha de", "recensione:", "recensie:", "recension:",
];

/// What stands behind it.
const AFTER: [&str; 13] = [
    "review",
    "movie review",
    "film review",
    "book review",
    "game review",
    "album review",
    "tv review",
    "series review",
    "restaurant review",
    "kritik",
    "filmkritik",
    "rezension",
    "im test",
];

/// What may stand behind [`AFTER`].
const CLOSERS: [char; 8] = [':', '–', '—', '-', '|', ',', '.', '!'];

/// Bylines of reviews posted without a headline: the line above is the work's name.
const REVIEW_BYLINES: &[&str] = &[
    "a film review by *",
    "film review by *",
    "a movie review by *",
    "movie review by *",
    "a review by *",
    "review by *",
    "a retrospective by *",
];

/// Whether a line is a byline that says whose review it is.
pub(super) fn is_review_byline(line: &str) -> bool {
    Patterns::new(&[REVIEW_BYLINES]).fit_line(line)
}

/// Whether a line calls itself a review.
pub(super) fn says_review(line: &str) -> bool {
    words(line).is_some_and(|words| {
        words.iter().any(|word| {
            ["review", "kritik", "filmkritik", "rezension", "critique", "crítica", "reseña"]
                .contains(&word.as_str())
        })
    })
}

/// Reads the work's name, its year and the publication from the headline.
///
/// A name counts only if the text says it too, or if the headline has its year.
pub(super) fn read(page: &mut Page) {
    let title = page.review.title.text.clone();
    if let Some((_, site)) = title.rsplit_once(" | ").filter(|(_, site)| is_site(site)) {
        label::learn(&mut page.review, label::Fact::Publication, site.trim());
    }
    if !page.review.work.name.is_empty() || is_list(&title) {
        return;
    }
    if let Some((work, maker)) = parted(page, &title) {
        page.review.work.name = work;
        page.review.work.creators = vec![maker];
        return;
    }
    let found = names(&title).into_iter().find(|name| {
        let (bare, year) = label::without_year(name);
        let bare = bare.trim_matches(['\'', '"', '“', '”', '‘', '’', ' ']);
        let least = if name.len() == title.len() { 2 } else { 1 };
        naming::can_be_title(bare) && (year.is_some() || naming::times_said(page, bare) >= least)
    });
    if let Some(name) = found {
        label::name(&mut page.review.work, name);
    }
}

/// Whether what stands behind the bar of a headline can be a publication's name.
fn is_site(text: &str) -> bool {
    let is_name = text.starts_with(char::is_uppercase)
        && !text.contains(|c: char| c.is_ascii_digit() || c == '/');
    is_name && n_words(text) <= 4 && !says_review(text)
}

/// What a headline could mean by its work, the likeliest first.
fn names(title: &str) -> Vec<&str> {
    if let Some(rest) = BEFORE.iter().find_map(|opening| after(title, opening)) {
        let whole = Some(rest).filter(|rest| n_words(rest) <= 8);
        return quoted(rest)
            .first()
            .copied()
            .into_iter()
            .chain(whole)
            .chain(leading(rest))
            .collect();
    }
    if let Some(head) = before_review(title) {
        let is_quoted = |name: &&str| {
            head.ends_with(|c: char| !c.is_alphanumeric()) && head.len() < name.len() + 8
        };
        // `Bike & Style book with soundtrack review`: the text says which part of it is the name.
        let lead = leading(head).filter(|lead| lead.len() < head.len());
        let quoted = quoted(head).last().copied().filter(is_quoted);
        return quoted.into_iter().chain([head]).chain(lead).collect();
    }
    let head = title.find(") ").or_else(|| title.find("):")).and_then(|at| title.get(..=at));
    if let Some(dated) =
        [Some(title), head].into_iter().flatten().find(|head| label::without_year(head).1.is_some())
    {
        return vec![dated];
    }
    match quoted(title).as_slice() {
        [only] => vec![*only],
        [] if (1..=6).contains(&n_words(title)) => vec![title],
        _ => Vec::new(),
    }
}

/// What a list counts, lower case.
#[rustfmt::skip]
const COUNTED: [&str; 40] = [
    "films", "movies", "documentaries", "books", "novels", "albums", "records", "songs", "games", "series", "shows", "reviews", "things", "reasons", "ways", "gadgets", "phones", "laptops",
    "headphones", "backpacks", "restaurants", "hotels", "filme", "filmen", "bücher", "romane", "alben", "spiele", "serien", "livres", "romans", "séries", "jeux", "películas",
    "libros", "discos", "juegos", "livros", "filmes", "libri",
];

/// Whether a headline is that of a list: `The 21 best films of 2017`, `Every game, ranked`. What a list is about is no one
/// of the works in it.
pub(super) fn is_list(title: &str) -> bool {
    let words = words(title).unwrap_or_default();
    let is_number = |word: &String| {
        let small =
            ["two", "three", "five", "six", "seven", "eight", "nine", "ten", "zehn", "dix", "diez"];
        word == "#" || word.bytes().all(|b| b.is_ascii_digit()) || small.contains(&word.as_str())
    };
    let praises = [
        "best",
        "worst",
        "greatest",
        "top",
        "besten",
        "schlechtesten",
        "meilleurs",
        "mejores",
        "melhores",
        "migliori",
    ];
    let counted = |at: usize| {
        let near = words.get(at + 1..words.len().min(at + 5)).unwrap_or_default();
        near.iter().any(|word| COUNTED.contains(&word.as_str()))
    };
    let counts = words
        .iter()
        .enumerate()
        .any(|(at, word)| (is_number(word) || praises.contains(&word.as_str())) && counted(at));
    counts || words.iter().any(|word| ["ranked", "roundup", "round-up"].contains(&word.as_str()))
}

/// `Review: Marsh - The Salt Road, 2nd edition`: the work and who made it, in either order, if the text tells which is which.
fn parted(page: &Page, title: &str) -> Option<(String, String)> {
    let rest = BEFORE.iter().find_map(|opening| after(title, opening))?;
    let (one, other) = [" - ", " – ", " — "].iter().find_map(|bar| rest.split_once(bar))?;
    let read = |maker: &str, work: &str| {
        let (work, has_edition) = without_edition(work.trim());
        let is_work = has_edition || naming::is_set_apart(page, work);
        let maker = naming::full_name(page, maker.trim()).filter(|_| is_work)?;
        Some((work.to_owned(), maker))
    };
    match (read(one, other), read(other, one)) {
        (Some(found), None) | (None, Some(found)) => Some(found),
        _ => None,
    }
}

/// A book's name without the edition behind it, and whether there was one: `Internet Law, 5th edition 2014`.
fn without_edition(name: &str) -> (&str, bool) {
    let is_edition = |tail: &str| {
        let tail = tail.to_lowercase();
        let is_numbered = tail.starts_with(|c: char| c.is_ascii_digit());
        is_numbered
            && ["auflage", "aufl.", "edition", "édition", "edición", "edizione", "ed."]
                .iter()
                .any(|word| tail.contains(word))
    };
    match name.split_once(", ").filter(|(_, tail)| is_edition(tail)) {
        Some((name, _)) => (name, true),
        None => (name, false),
    }
}

/// What follows an opening, whatever its case.
fn after<'a>(title: &'a str, opening: &str) -> Option<&'a str> {
    let head = title.get(..opening.len())?;
    (head.to_lowercase() == opening).then(|| title.get(opening.len()..)).flatten().map(str::trim)
}

/// The title at the beginning of a text, with its year: `Rain is a flood` gives `Rain`.
fn leading(text: &str) -> Option<&str> {
    let words: Vec<&str> = text.split(' ').collect();
    let n = title_run(&words);
    let n_bytes = words.iter().take(n).map(|word| word.len() + 1).sum::<usize>();
    let head = text.get(..n_bytes.saturating_sub(1)).unwrap_or(text);
    let year = text
        .get(head.len()..)
        .and_then(|rest| rest.find(')'))
        .and_then(|at| text.get(..=head.len() + at));
    let head =
        year.filter(|longer| label::without_year(longer).1.is_some() && n > 0).unwrap_or(head);
    (n > 0).then(|| head.trim_end_matches([',', '.', ':', ' ', '–', '—']))
}

/// What stands before the word `review` where that ends the title or its first part.
fn before_review(title: &str) -> Option<&str> {
    let lower = title.to_lowercase();
    if lower.len() != title.len() {
        return None;
    }
    AFTER
        .iter()
        .filter_map(|word| {
            let at = lower.find(&format!(" {word}"))?;
            let rest = title.get(at + word.len() + 1..)?.trim_start();
            let head = title.get(..at)?.trim_end_matches([' ', '–', '—', '-', ':', '|']);
            let ends = rest.is_empty() || rest.starts_with(CLOSERS) || rest.starts_with('(');
            (ends && n_words(head) >= 1 && n_words(head) <= 10).then_some(head)
        })
        .min_by_key(|head| head.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, expected: Option<&str>) {
        assert_eq!(names(title).first().copied(), expected, "{title:?}");
    }

    #[test]
    fn a_headline_names_its_work() {
        check("Movie Review: 'Rain' is Among the Best of 2024", Some("Rain"));
        assert_eq!(
            names("Review: The Long Rain is a flood"),
            ["The Long Rain is a flood", "The Long Rain"]
        );
        check("REVIEW: The Long Rain (1999)", Some("The Long Rain (1999)"));
        check("The Long Rain review – a flood of feeling", Some("The Long Rain"));
        check("‘Rain’ Review: Ann Lee Gets Wet", Some("Rain"));
        check("Rain (2024) Movie Review", Some("Rain (2024)"));
        check("Filmkritik: Regen", Some("Regen"));
        check("Why ‘Rain’ stays with you", Some("Rain"));
        check("The Long Rain", Some("The Long Rain"));
        check("Rain (2024): wet all over", Some("Rain (2024)"));
    }

    #[test]
    fn a_headline_may_name_nothing() {
        check("There is a flood of feeling in this film", None);
        check("‘Rain’ against ‘Snow’", None);
        check("", None);
    }

    proptest::proptest! {
        #[test]
        fn any_headline_is_read_without_panic(text in "(?s).{0,60}") {
            let _ = names(&text);
        }
    }
}
