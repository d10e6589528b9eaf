//! A review cited: who wrote what about which work, where and when.

use crate::date::Date;
use crate::review::{Review, Work, WorkKind};

/// A citation in one line, in the order of the MLA handbook with names as they stand: authors, title, what is
/// reviewed, publication, date, address and, where there is an address, the day it was looked at.
///
/// ```
/// use anora_tui::{date::Date, export::citation, review::{Review, Title, Work}};
/// let review = Review {
///     title: Title::stated("The last ferry"),
///     authors: vec!["Tom Okafor".into()],
///     work: Work::named("Harbor"),
///     ..Review::default()
/// };
/// let cited = citation::citation(&review, Date::EPOCH);
/// assert_eq!(cited, "Tom Okafor. “The last ferry.” Review of Harbor.");
/// ```
pub fn citation(review: &Review, seen_on: Date) -> String {
    let published = [published_by(review), date(review), address(review)];
    let seen = address(review).map(|_| format!("Accessed {}", seen_on.in_words()));
    let parts = [
        Some(named(&review.authors)),
        title(review).map(|title| format!("“{}”", ended(&title))),
        about(&review.work).map(|work| format!("Review of {work}")),
        Some(published.into_iter().flatten().collect::<Vec<_>>().join(", ")),
        seen,
    ];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    let ended = |part: String| if part.ends_with('”') { part } else { ended(&part) };
    parts.map(ended).collect::<Vec<_>>().join(" ")
}

/// Whose words a quotation is, in a line to stand under it: `— Tom Okafor, “The last ferry”, The Paper, 2 March 2025`.
pub fn attribution(review: &Review) -> String {
    let title = title(review).map(|title| format!("“{title}”"));
    let work = about_name(&review.work).filter(|_| title.is_none());
    let authors = Some(named(&review.authors)).filter(|names| !names.is_empty());
    let parts = [
        authors,
        title,
        work.map(|work| format!("on {work}")),
        published_by(review),
        date(review),
        address(review),
    ];
    format!("— {}", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// The title, where the source states one, or where nothing else would say what this is.
fn title(review: &Review) -> Option<String> {
    let is_known = !review.title.is_made || review.work.name.is_empty();
    Some(review.title.text.clone()).filter(|title| is_known && !title.is_empty())
}

/// The publication, unless it is its own author.
fn published_by(review: &Review) -> Option<String> {
    review.publisher.clone().filter(|name| *name != named(&review.authors) && !name.is_empty())
}

fn date(review: &Review) -> Option<String> {
    review.date_published.map(Date::in_words)
}

fn address(review: &Review) -> Option<String> {
    review.url.clone().filter(|url| !url.is_empty())
}

/// `Harbor (2024), directed by Inés Vale`.
pub(super) fn about(work: &Work) -> Option<String> {
    let name = about_name(work)?;
    let by = match work.kind {
        WorkKind::Movie | WorkKind::TvSeries => "directed by",
        WorkKind::Book | WorkKind::VideoGame | WorkKind::MusicAlbum | WorkKind::Product => "by",
    };
    let creators = named(&work.creators);
    Some(if creators.is_empty() { name } else { format!("{name}, {by} {creators}") })
}

/// `Harbor (2024)`.
pub(super) fn about_name(work: &Work) -> Option<String> {
    let year = work.year().map_or(String::new(), |year| format!(" ({year})"));
    (!work.name.is_empty()).then(|| format!("{}{year}", work.name))
}

/// `A`, `A and B`, `A, B and C`.
fn named(names: &[String]) -> String {
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// A part with a full stop, unless it has an end of its own.
fn ended(part: &str) -> String {
    if part.ends_with(['.', '!', '?', '…']) { part.to_owned() } else { format!("{part}.") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Title;

    fn whole() -> Review {
        Review {
            title: Title::stated("Who pays for the crossing?"),
            authors: vec!["Inés Vale".into(), "Tom Okafor".into()],
            publisher: Some("The Quay".into()),
            date_published: "2025-03-02".parse().ok(),
            url: Some("https://quay.example/crossing".into()),
            work: Work {
                date_published: "2024".parse().ok(),
                creators: vec!["R. Lund".into()],
                ..Work::named("Harbor")
            },
            ..Review::default()
        }
    }

    #[track_caller]
    fn check(review: &Review, cited: &str, attributed: &str) {
        let day = Date::day(2026, 12, 1).unwrap();
        assert_eq!(citation(review, day), cited);
        assert_eq!(attribution(review), attributed);
    }

    #[test]
    fn a_citation_says_all_that_is_known_and_no_more() {
        check(
            &whole(),
            "Inés Vale and Tom Okafor. “Who pays for the crossing?” Review of Harbor (2024), directed by R. Lund. \
            The Quay, 2 March 2025, https://quay.example/crossing. Accessed 1 December 2026.",
            "— Inés Vale and Tom Okafor, “Who pays for the crossing?”, The Quay, 2 March 2025, \
            https://quay.example/crossing",
        );
        let bare = Review { title: Title::made("A film to see"), ..Review::default() };
        check(&bare, "“A film to see.”", "— “A film to see”");
    }

    #[test]
    fn a_title_made_here_is_not_cited_as_the_critics() {
        let untitled = Review { title: Title::made("Harbor: a ferry"), ..whole() };
        let cited = citation(&untitled, Date::EPOCH);
        assert!(cited.starts_with("Inés Vale and Tom Okafor. Review of Harbor (2024)"), "{cited}");
        let own = Review {
            authors: vec!["The Quay".into()],
            url: None,
            date_published: None,
            ..untitled
        };
        check(
            &own,
            "The Quay. Review of Harbor (2024), directed by R. Lund.",
            "— The Quay, on Harbor (2024)",
        );
    }
}
