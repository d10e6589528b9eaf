//! A box of scores, in which a publication sets its own number of a hundred beside those of others.

use crate::rating::Rating;

use super::label::{self, Fact};
use super::page::{Page, Role, n_words};

/// How far below its line a number is looked for, in paragraphs.
const REACH: usize = 16;

/// A line in such a box is no longer, in words.
const LONGEST: usize = 6;

/// What stands before `Score` and is no publication's name, lower case.
#[rustfmt::skip]
const OTHERS: [&str; 25] = [
    "critic", "critics", "user", "users", "audience", "reader", "readers", "community", "metacritic", "opencritic", "imdb", "tomatometer", "final", "overall", "our", "my", "the", "total",
    "average", "original", "film", "musical", "test", "review", "editor",
];

/// Reads `The Lantern Score` and the number below it, if the page has the publication's name on a line of its own too.
pub(super) fn read(page: &mut Page) {
    if page.review.rating.is_some() {
        return;
    }
    let found = (0..page.paras.len()).find_map(|at| {
        let name = owner(page.text(at))?;
        let is_named = page.paras.iter().any(|para| para.text == name);
        let number = (at + 1..at + 1 + REACH)
            .take_while(|&below| n_words(page.text(below)) <= LONGEST)
            .find(|&below| of_hundred(page.text(below)).is_some())?;
        is_named.then(|| (at, name.to_owned(), number))
    });
    let Some((at, name, number)) = found else { return };
    page.review.rating = of_hundred(page.text(number)).map(|value| Rating::inferred(value, 100.0));
    label::learn(&mut page.review, Fact::Publication, &name);
    for at in [at, number] {
        page.set(at, Role::Claimed);
    }
}

/// Whose score a line announces: `The Lantern Score`.
fn owner(line: &str) -> Option<&str> {
    let name = line.strip_suffix(" Score").or_else(|| line.strip_suffix(" score"))?;
    let words: Vec<&str> = name.split(' ').collect();
    let is_other = |word: &&str| OTHERS.contains(&word.to_lowercase().as_str());
    let is_name = words.iter().all(|word| word.starts_with(char::is_uppercase));
    (is_name && words.len() <= 3 && !words.iter().all(is_other)).then_some(name)
}

/// A number that can only be one of a hundred.
fn of_hundred(line: &str) -> Option<f64> {
    let value: u8 = line.trim().parse().ok()?;
    (11..=100).contains(&value).then(|| f64::from(value))
}

#[cfg(test)]
mod tests {
    use super::super::read as read_page;
    use std::path::Path;

    #[track_caller]
    fn check(text: &str, rating: Option<&str>, publisher: Option<&str>) {
        let review = read_page(text, Path::new("a.txt")).review;
        assert_eq!(review.rating.map(|rating| rating.to_string()).as_deref(), rating, "{text}");
        assert_eq!(review.publisher.as_deref(), publisher, "{text}");
    }

    #[test]
    fn a_publication_s_own_score_is_read() {
        let text =
            "The long text of a review stands here, and says what it says. It says it twice.";
        let page = |name: &str, number: &str| {
            format!(
                "Tin Moon review\n\nBy Ann Lee\n\nLantern\n\n{text}\n\n{name} Score\n\nPoor\n\nGood\n\n{number}\n\n{text}\n"
            )
        };
        check(&page("Lantern", "87"), Some("87 (of 100?)"), Some("Lantern"));
        check(&page("Original", "87"), None, None);
        check(&page("User", "87"), None, None);
        check(&page("Lantern", "8"), None, None);
        check(&page("Lantern", "2019"), None, None);
    }
}
