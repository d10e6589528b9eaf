//! Trakt: ratings, of ten, and comments on films, series, seasons and episodes, as its export and its interface have them.

use serde_json::Value;

use super::{Refusal, TO_COME, rating};
use crate::import::fields::Fields;
use crate::import::markup;
use crate::review::{Draft, Review, Work, WorkKind};
use crate::schema::MARKED_AT_SOURCE;
use crate::schema::loose::{address, date, flag, text};

/// A mark of a work, without a text.
pub(super) fn read_rating(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let rating = rating(fields, "rating", 10.0);
    let review = Review {
        work: work(fields).ok_or_else(|| Refusal::Bad("no work".to_owned()))?,
        date_published: fields.get(&["ratedat"]).and_then(date),
        rating: Some(rating.ok_or(TO_COME)?),
        ..Review::default()
    };
    Ok(review.into())
}

/// A comment beside the work that it is on.
pub(super) fn read_comment(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let Some(Value::Object(comment)) = fields.get(&["comment"]) else {
        return Err(Refusal::Bad("no comment".to_owned()));
    };
    let work = work(fields).ok_or(Refusal::Listed("a comment on a list, not on a work"))?;
    let mut draft = read_bare_comment(&Fields::of(comment))?;
    draft.review.work = work;
    Ok(draft)
}

/// A comment by itself; what it is on is not said.
pub(super) fn read_bare_comment(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let parent = fields.get(&["parentid"]).and_then(text);
    if parent.is_some_and(|parent| parent != "0") {
        return Err(Refusal::Listed("an answer to a comment, not a review"));
    }
    let body = fields.get(&["comment"]).and_then(text);
    let body = body.ok_or_else(|| Refusal::Bad("no text".to_owned()))?;
    let user = fields.get(&["user"]).and_then(Value::as_object).map(Fields::of);
    let name = |user: &Fields<'_>| {
        ["name", "username"].iter().find_map(|&name| user.get(&[name]).and_then(text))
    };
    let id = fields.get(&["id"]).and_then(text);
    let is_spoiler = fields.get(&["spoiler"]).and_then(flag) == Some(true);
    let review = Review {
        authors: user.as_ref().and_then(name).into_iter().collect(),
        date_published: fields.get(&["createdat"]).and_then(date),
        rating: mark(fields),
        body: markup::as_commonmark(body),
        language: fields.get(&["language"]).and_then(text),
        url: id
            .map(|id| format!("https://trakt.tv/comments/{id}"))
            .filter(|url| address(&url.as_str().into()).is_some()),
        spoilers: is_spoiler.then(|| MARKED_AT_SOURCE.to_owned()),
        ..Review::default()
    };
    Ok(review.into())
}

/// The critic's own mark beside a comment.
fn mark(fields: &Fields<'_>) -> Option<crate::rating::Rating> {
    let stats = fields.get(&["userstats"]).and_then(Value::as_object).map(Fields::of);
    let of_stats = stats.and_then(|stats| rating(&stats, "rating", 10.0));
    of_stats.or_else(|| rating(fields, "userrating", 10.0))
}

/// The work that an object is about. Seasons and episodes are works of their own: each has its mark.
fn work(fields: &Fields<'_>) -> Option<Work> {
    let object = |name: &str| fields.get(&[name]).and_then(Value::as_object).map(Fields::of);
    if let Some(movie) = object("movie") {
        return named(&movie, WorkKind::Movie, "movie");
    }
    let show = object("show");
    let number = |fields: &Fields<'_>, name: &str| fields.get(&[name]).and_then(text);
    if let (Some(show), None, None) = (&show, object("season"), object("episode")) {
        return named(show, WorkKind::TvSeries, "tv");
    }
    let name = show.as_ref().and_then(|show| show.get(&["title"])).and_then(text);
    let part = if let Some(episode) = object("episode") {
        let season = number(&episode, "season")?;
        format!("season {season}, episode {}", number(&episode, "number")?)
    } else {
        format!("season {}", number(&object("season")?, "number")?)
    };
    let kind = WorkKind::TvSeries;
    Some(Work { kind, ..Work::named(format!("{}, {part}", name?)) })
}

/// A film or series with its numbers elsewhere.
fn named(object: &Fields<'_>, kind: WorkKind, kind_of_tmdb: &str) -> Option<Work> {
    let ids = object.get(&["ids"]).and_then(Value::as_object).map(Fields::of);
    let id = |name: &str| ids.as_ref()?.get(&[name]).and_then(text);
    let imdb = id("imdb").map(|id| format!("https://www.imdb.com/title/{id}/"));
    let tmdb = id("tmdb").map(|id| format!("https://www.themoviedb.org/{kind_of_tmdb}/{id}"));
    Some(Work {
        kind,
        date_published: object.get(&["year"]).and_then(date),
        same_as: imdb.into_iter().chain(tmdb).collect(),
        ..Work::named(object.get(&["title"]).and_then(text)?)
    })
}
