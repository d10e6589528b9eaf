//! Kinds: how people name, tag and link what they review.

use crate::review::WorkKind;

/// Names under which a work is described, with the kind that each tells, if it does. Only the first group also names it in
/// a text alone (`film: Anora`): `series: Notes from abroad` is the blog's.
pub(super) const WORK_NAMES: [(&str, Option<WorkKind>, bool); 18] = [
    ("work", None, true),
    ("itemreviewed", None, true),
    ("film", Some(WorkKind::Movie), true),
    ("movie", Some(WorkKind::Movie), true),
    ("filmtitle", Some(WorkKind::Movie), true),
    ("movietitle", Some(WorkKind::Movie), true),
    ("book", Some(WorkKind::Book), true),
    ("booktitle", Some(WorkKind::Book), true),
    ("game", Some(WorkKind::VideoGame), true),
    ("videogame", Some(WorkKind::VideoGame), true),
    ("album", Some(WorkKind::MusicAlbum), true),
    ("tvseries", Some(WorkKind::TvSeries), true),
    ("item", None, false),
    ("product", Some(WorkKind::Product), false),
    ("series", Some(WorkKind::TvSeries), false),
    ("show", Some(WorkKind::TvSeries), false),
    ("tv", Some(WorkKind::TvSeries), false),
    ("music", Some(WorkKind::MusicAlbum), false),
];

/// The kind that a tag or category names: `Movie Review`, `book-reviews`. A tag `books` alone may be about anything.
pub(super) fn kind_of_tag(tag: &str) -> Option<WorkKind> {
    let tag = tag.trim().to_lowercase().replace(['-', '_'], " ");
    let kind = tag.strip_suffix(" reviews").or_else(|| tag.strip_suffix(" review"))?;
    WorkKind::from_word(kind.trim())
}

/// Parts of addresses that are a work's, not a review's.
const OF_WORKS: [&str; 15] = [
    "imdb.com/title/",
    "wikipedia.org/wiki/",
    "wikidata.org/",
    "themoviedb.org/movie/",
    "themoviedb.org/tv/",
    "thetvdb.com/",
    "://letterboxd.com/film/",
    "goodreads.com/book/",
    "openlibrary.org/",
    "rottentomatoes.com/m/",
    "rottentomatoes.com/tv/",
    "metacritic.com/movie/",
    "metacritic.com/game/",
    "store.steampowered.com/app/",
    "musicbrainz.org/",
];

/// Whether an address leads to a film, book or game rather than to a review.
pub(super) fn is_address_of_work(address: &str) -> bool {
    OF_WORKS.iter().any(|part| address.contains(part))
}

/// A work's name and year in a title: `Movie Review: Anora (2024)` is `Anora`, 2024.
pub(super) fn name_and_year(title: &str) -> (&str, Option<&str>) {
    let title = title.trim();
    let lead = title.split_once(':').filter(|(lead, _)| {
        let lead = lead.trim().to_lowercase();
        lead == "review" || kind_of_tag(&lead).is_some()
    });
    let name = lead.map_or(title, |(_, rest)| rest).trim();
    let year =
        name.strip_suffix(')').and_then(|head| head.rsplit_once('(')).filter(|(head, year)| {
            !head.trim().is_empty() && year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit())
        });
    year.map_or((name, None), |(head, year)| (head.trim(), Some(year)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_name_kinds_only_with_the_word_review() {
        assert_eq!(kind_of_tag("Movie Review"), Some(WorkKind::Movie));
        assert_eq!(kind_of_tag("book-reviews"), Some(WorkKind::Book));
        assert_eq!(kind_of_tag("books"), None);
        assert_eq!(kind_of_tag("weather review"), None);
    }

    #[test]
    fn a_title_gives_name_and_year() {
        assert_eq!(name_and_year("Movie Review: Anora (2024)"), ("Anora", Some("2024")));
        assert_eq!(name_and_year("Kill Bill: Vol. 1"), ("Kill Bill: Vol. 1", None));
        assert_eq!(name_and_year("(2024)"), ("(2024)", None));
    }
}
