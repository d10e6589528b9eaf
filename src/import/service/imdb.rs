//! `IMDb`: its export of ratings, of ten, without texts.

use super::{Refusal, TO_COME, first_date, listed, rating};
use crate::import::fields::Fields;
use crate::review::{Draft, Review, Work, WorkKind};
use crate::schema::loose::{date, text};

/// A film, series or game that was rated.
pub(super) fn read(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let cell = |name: &str| fields.get(&[name]).and_then(text);
    let name = cell("title").ok_or_else(|| Refusal::Bad("no title".to_owned()))?;
    let rating = rating(fields, "yourrating", 10.0).ok_or(TO_COME)?;
    let kind = cell("titletype").unwrap_or_default().to_lowercase().replace(' ', "");
    let kind = match kind.as_str() {
        "videogame" => WorkKind::VideoGame,
        kind if kind.starts_with("tv") && !kind.ends_with("movie") => WorkKind::TvSeries,
        _ => WorkKind::Movie,
    };
    let released = fields.get(&["releasedate"]).and_then(date);
    let year = fields.get(&["year"]).and_then(date);
    let minutes = fields.get(&["runtimemins"]).and_then(text).and_then(|n| n.parse().ok());
    let work = Work {
        kind,
        // A release in another year is another country's.
        date_published: released.filter(|d| year.is_none_or(|y| y.year() == d.year())).or(year),
        creators: listed(fields, "directors", &[',']),
        runtime_minutes: minutes.filter(|&n: &u16| n > 0),
        same_as: cell("const")
            .map(|id| format!("https://www.imdb.com/title/{id}/"))
            .into_iter()
            .collect(),
        ..Work::named(name)
    };
    let review = Review {
        work,
        date_published: first_date(fields, &["daterated"]),
        rating: Some(rating),
        ..Review::default()
    };
    Ok(review.into())
}
