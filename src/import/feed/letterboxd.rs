//! Letterboxd's feed: what it says of the film beside the text, and the lines of the text that say it again.

use super::xml::Node;
use crate::import::service::letterboxd::stars;
use crate::review::{Review, Title, Work, WorkKind};
use crate::schema::MARKED_AT_SOURCE;
use crate::schema::loose::date;

/// A film, and what was made of it.
#[derive(Debug)]
pub(super) struct Film {
    work: Work,
    rating: Option<f64>,
    is_seen_again: bool,
}

impl Film {
    /// What an element of a feed says of a film; nothing outside of Letterboxd.
    pub(super) fn of(node: &Node<'_>) -> Option<Self> {
        let words = |name: &str| node.child(&[name]).map(Node::words).filter(|w| !w.is_empty());
        let name = words("letterboxd:filmtitle")?;
        let film = words("tmdb:movieid").map(|id| format!("https://www.themoviedb.org/movie/{id}"));
        let series = words("tmdb:tvid").map(|id| format!("https://www.themoviedb.org/tv/{id}"));
        let work = Work {
            kind: if series.is_some() { WorkKind::TvSeries } else { WorkKind::Movie },
            date_published: words("letterboxd:filmyear").and_then(|year| date(&year.into())),
            same_as: film.into_iter().chain(series).collect(),
            ..Work::named(name)
        };
        Some(Self {
            work,
            rating: words("letterboxd:memberrating").and_then(|mark| mark.parse().ok()),
            is_seen_again: words("letterboxd:rewatch").is_some_and(|again| again == "Yes"),
        })
    }

    /// Tells a review of it. Its title is made of film and stars, so that it has none.
    pub(super) fn tell(self, review: &mut Review) {
        let is_flagged = review.title.text.ends_with("(contains spoilers)");
        let (body, is_noticed) = without_notices(&review.body);
        review.body = body;
        review.title = Title::default();
        review.work = self.work;
        review.rating = self.rating.and_then(stars);
        review.publisher = Some("Letterboxd".to_owned());
        if is_flagged || is_noticed {
            review.spoilers = Some(MARKED_AT_SOURCE.to_owned());
        }
        if self.is_seen_again {
            review.keywords.push("rewatch".to_owned());
        }
    }
}

/// A text without what the site puts above it, and whether that warned of spoilers.
fn without_notices(text: &str) -> (String, bool) {
    let mut is_noticed = false;
    let is_watched = |part: &str| {
        part.starts_with("Watched on ")
            && part.ends_with('.')
            && part.len() < 60
            && !part.contains('\n')
    };
    let parts = text.split("\n\n").enumerate().filter(|(n, part)| {
        let is_notice = *n < 2 && *part == "This review may contain spoilers.";
        is_noticed |= is_notice;
        !(is_notice || *n < 2 && is_watched(part))
    });
    let kept: Vec<&str> = parts.map(|(_, part)| part).collect();
    (kept.join("\n\n"), is_noticed)
}
