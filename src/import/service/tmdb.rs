//! TMDB: reviews of a film, and what a member rated, of ten, as its interface and its export have them.

use serde_json::Value;

use super::{Refusal, TO_COME, first_date, rating};
use crate::import::fields::Fields;
use crate::import::markup;
use crate::rating::Rating;
use crate::review::{Draft, Review, Work, WorkKind};
use crate::schema::loose::{address, date, text};

/// A review, with what its answer says of the film.
pub(super) fn read_review(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let body = fields.get(&["content"]).and_then(text);
    let body = body.ok_or_else(|| Refusal::Bad("no text".to_owned()))?;
    let details = fields.get(&["authordetails"]).and_then(Value::as_object).map(Fields::of);
    let name = details.as_ref().and_then(|details| details.get(&["name"])).and_then(text);
    let author = name.or_else(|| fields.get(&["author"]).and_then(text));
    let mut work = fields.draft().review.work;
    if let Some(name) = fields.get(&["mediatitle"]).and_then(text) {
        let kind = fields.get(&["mediatype"]).and_then(text).unwrap_or_default();
        let id = fields.get(&["mediaid"]).and_then(text);
        work = Work {
            kind: WorkKind::from_word(&kind).unwrap_or_default(),
            same_as: id.map(|id| page(&kind, &id)).into_iter().collect(),
            ..Work::named(name)
        };
    }
    let review = Review {
        work,
        authors: author.into_iter().collect(),
        date_published: first_date(fields, &["createdat", "updatedat"]),
        rating: details.and_then(|details| rating(&details, "rating", 10.0)),
        body: markup::as_commonmark(body),
        language: fields.get(&["iso6391"]).and_then(text),
        url: fields.get(&["url"]).and_then(address),
        ..Review::default()
    };
    Ok(review.into())
}

/// A film or series of a list, with the member's own mark; the average of all is not told.
pub(super) fn read_rated(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let account = fields.get(&["accountrating"]).and_then(Value::as_object).map(Fields::of);
    let of_account: Option<Rating> = account.as_ref().and_then(|a| rating(a, "value", 10.0));
    let is_series = fields.get(&["title"]).is_none();
    let kind = if is_series { "tv" } else { "movie" };
    let name = fields.get(&["title", "name"]).and_then(text);
    let id = fields.get(&["id"]).and_then(text);
    let work = Work {
        kind: WorkKind::from_word(kind).unwrap_or_default(),
        date_published: first_date(fields, &["releasedate", "firstairdate"]),
        same_as: id.map(|id| page(kind, &id)).into_iter().collect(),
        ..Work::named(name.ok_or_else(|| Refusal::Bad("no title".to_owned()))?)
    };
    let review = Review {
        work,
        date_published: account.and_then(|account| account.get(&["createdat"]).and_then(date)),
        rating: Some(of_account.or_else(|| rating(fields, "rating", 10.0)).ok_or(TO_COME)?),
        ..Review::default()
    };
    Ok(review.into())
}

/// A row of the table of what a member rated.
pub(super) fn read_row(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let cell = |name: &str| fields.get(&[name]).and_then(text);
    let name = cell("name").ok_or_else(|| Refusal::Bad("no title".to_owned()))?;
    let kind = cell("type").unwrap_or_default();
    let parts = [("seasonnumber", "season"), ("episodenumber", "episode")];
    let part = parts.iter().filter_map(|(of, word)| Some(format!(", {word} {}", cell(of)?)));
    let part: String = part.collect();
    let imdb = cell("imdbid").map(|id| format!("https://www.imdb.com/title/{id}/"));
    let tmdb = cell("tmdbid").map(|id| page(&kind, &id));
    let work = Work {
        kind: WorkKind::from_word(&kind).unwrap_or_default(),
        date_published: cell("releasedate").and_then(|day| date(&day.into())),
        // The numbers of an episode are the series'.
        same_as: imdb.into_iter().chain(tmdb).filter(|_| part.is_empty()).collect(),
        ..Work::named(format!("{name}{part}"))
    };
    let review = Review {
        work,
        date_published: first_date(fields, &["daterated"]),
        rating: Some(rating(fields, "yourrating", 10.0).ok_or(TO_COME)?),
        ..Review::default()
    };
    Ok(review.into())
}

/// The page of a film or series.
fn page(kind: &str, id: &str) -> String {
    format!("https://www.themoviedb.org/{kind}/{id}")
}
