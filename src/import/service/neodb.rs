//! `NeoDB`: its tables of marks, of ten, and of reviews, a table a kind of work.

use super::{Refusal, TO_COME, listed, rating};
use crate::import::fields::Fields;
use crate::import::markup;
use crate::review::{Draft, Review, Title, Work, WorkKind};
use crate::schema::loose::{date, text};

/// Kinds of works, as addresses of their pages name them.
const KINDS: [(&str, WorkKind); 7] = [
    ("/movie/", WorkKind::Movie),
    ("/tv/", WorkKind::TvSeries),
    ("/book/", WorkKind::Book),
    ("/album/", WorkKind::MusicAlbum),
    ("/game/", WorkKind::VideoGame),
    ("/podcast/", WorkKind::Product),
    ("/performance/", WorkKind::Product),
];

/// A mark and a short comment; what is only wished for or begun says nothing yet.
pub(super) fn read_mark(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let body = fields.get(&["comment"]).and_then(text).unwrap_or_default();
    let rating = rating(fields, "rating", 10.0);
    let status = fields.get(&["status"]).and_then(text);
    if body.is_empty() && rating.is_none() && status.as_deref() != Some("complete") {
        return Err(TO_COME);
    }
    let review = Review {
        work: work(fields)?,
        date_published: fields.get(&["timestamp"]).and_then(date),
        rating,
        body: markup::as_commonmark(body),
        keywords: listed(fields, "tags", &[' ']),
        ..Review::default()
    };
    Ok(review.into())
}

/// A review with a title of its own, which stands in the second column of that name.
pub(super) fn read_review(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let body = fields.get(&["content"]).and_then(text);
    let review = Review {
        title: fields.get(&["title2"]).and_then(text).map(Title::stated).unwrap_or_default(),
        work: work(fields)?,
        date_published: fields.get(&["timestamp"]).and_then(date),
        body: markup::as_commonmark(body.ok_or_else(|| Refusal::Bad("no text".to_owned()))?),
        ..Review::default()
    };
    Ok(review.into())
}

/// The work: its facts stand in one cell (`imdb:tt1 year:2024 director:Ana Sol/Bo Lund`), its pages in another.
fn work(fields: &Fields<'_>) -> Result<Work, Refusal> {
    let name = fields.get(&["title"]).and_then(text);
    let name = name.ok_or_else(|| Refusal::Bad("no title".to_owned()))?;
    let links = listed(fields, "links", &[' ']);
    let of_page = |part: &str| links.first().is_some_and(|page| page.contains(part));
    let kind = KINDS.iter().find(|(part, _)| of_page(part)).map(|row| row.1);
    let info = fields.get(&["info"]).and_then(text).unwrap_or_default();
    let fact =
        |name: &str| info.split(' ').find_map(|part| part.strip_prefix(name)?.strip_prefix(':'));
    let isbn = fact("isbn").map(|number| format!("isbn:{number}"));
    let imdb = fact("imdb").map(|id| format!("https://www.imdb.com/title/{id}/"));
    let mut same_as: Vec<String> = Vec::new();
    for address in links.into_iter().chain(isbn).chain(imdb) {
        if !same_as.contains(&address) {
            same_as.push(address);
        }
    }
    let year = fact("year").or_else(|| fact("pub_year"));
    Ok(Work {
        kind: kind.unwrap_or_default(),
        date_published: year.and_then(|year| date(&year.into())),
        creators: people(&info),
        same_as,
        ..Work::named(name)
    })
}

/// Who made it: names have spaces, and stand last.
fn people(info: &str) -> Vec<String> {
    let names = ["author:", "director:", "artist:"].iter().find_map(|word| info.split_once(word));
    let names = names.map_or("", |(_, names)| names);
    // What comes behind is another fact: its last word before the colon is its name.
    let names = names
        .split_once(':')
        .map_or(names, |(names, _)| names.rsplit_once(' ').map_or("", |(names, _)| names));
    names.split('/').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}
