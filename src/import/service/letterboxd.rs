//! Letterboxd: reviews, diary and ratings of its export, and the form that it takes in itself.

use std::path::Path;

use serde_json::Value;

use super::{Refusal, TO_COME, first_date, listed, rating, typed, unless_listed};
use crate::import::fields::Fields;
use crate::rating::{Mark, Rating};
use crate::review::{Draft, Review, Work, WorkKind};
use crate::schema::loose::{address, date, flag, number, text};

/// A row of reviews, diary or ratings; of what was watched or is to be watched only the film is known.
pub(super) fn read(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let has = |name: &str| fields.get(&[name]).is_some();
    // In reviews and diary the address is the entry's, elsewhere the film's.
    let is_of_entry = has("rewatch") || has("review") || has("watcheddate");
    if !is_of_entry && !has("rating") {
        return Err(TO_COME);
    }
    let address = fields.get(&["letterboxduri"]).and_then(address);
    let (url, of_film) = if is_of_entry { (address, None) } else { (None, address) };
    let name =
        fields.get(&["name"]).and_then(text).ok_or_else(|| Refusal::Bad("no film".to_owned()))?;
    let review = Review {
        work: Work { same_as: of_film.into_iter().collect(), ..film(fields, name) },
        date_published: first_date(fields, &["date", "watcheddate"]),
        rating: fields.get(&["rating"]).and_then(mark),
        body: typed(fields, "review"),
        url,
        keywords: tags(fields),
        ..Review::default()
    };
    Ok(review.into())
}

/// The form that tools write for Letterboxd to take in: marks are of ten or of five.
pub(super) fn read_form(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let name = fields.get(&["title", "name"]).and_then(text);
    let name = name.ok_or_else(|| Refusal::Bad("no film".to_owned()))?;
    let of_five = fields.get(&["rating"]).and_then(number).and_then(stars);
    let imdb = fields.get(&["imdbid"]).and_then(text);
    let tmdb = fields.get(&["tmdbid"]).and_then(text);
    let same_as = [
        imdb.map(|id| format!("https://www.imdb.com/title/{id}/")),
        tmdb.map(|id| format!("https://www.themoviedb.org/movie/{id}")),
    ];
    let mut work = film(fields, name);
    work.same_as = same_as.into_iter().flatten().collect();
    work.creators = listed(fields, "directors", &[',']);
    let review = Review {
        work,
        date_published: first_date(fields, &["watcheddate"]),
        rating: of_five.or_else(|| rating(fields, "rating10", 10.0)),
        body: typed(fields, "review"),
        url: fields.get(&["letterboxduri", "url"]).and_then(address),
        keywords: tags(fields),
        ..Review::default()
    };
    unless_listed(review.into())
}

fn film(fields: &Fields<'_>, name: String) -> Work {
    Work {
        kind: WorkKind::Movie,
        date_published: fields.get(&["year"]).and_then(date),
        ..Work::named(name)
    }
}

/// A mark of up to five in the stars that the site shows.
pub(in crate::import) fn stars(value: f64) -> Option<Rating> {
    const WHOLE: [&str; 6] = ["", "★", "★★", "★★★", "★★★★", "★★★★★"];
    let whole = WHOLE.iter().rposition(|stars| value >= number_of(stars))?;
    let half = value - number_of(WHOLE.get(whole)?);
    let notation = match half {
        0.0 => (*WHOLE.get(whole)?).to_owned(),
        0.5 => format!("{}½", WHOLE.get(whole)?),
        _ => return Rating::on_scale("", value, 5.0, None).filter(|_| value > 0.0 && value <= 5.0),
    };
    let mark = Mark::Points { value, best: Some(5.0), is_inferred: false };
    (value > 0.0 && value <= 5.0).then_some(Rating { notation, mark })
}

/// A mark of five, as a number or drawn.
fn mark(value: &Value) -> Option<Rating> {
    let drawn = || text(value).filter(|text| text.starts_with(['★', '½']));
    number(value).map_or_else(|| Rating::read(&drawn()?), stars)
}

fn number_of(stars: &str) -> f64 {
    stars.chars().map(|_| 1.0).sum()
}

fn tags(fields: &Fields<'_>) -> Vec<String> {
    let mut tags = listed(fields, "tags", &[',']);
    if fields.get(&["rewatch"]).and_then(flag) == Some(true) {
        tags.push("rewatch".to_owned());
    }
    tags
}

/// The name under which a member shows: the one that was given, else the one that was chosen.
pub(in crate::import) fn owner(profile: &Fields<'_>) -> Option<String> {
    let cell = |name: &str| profile.get(&[name]).and_then(text);
    let names: Vec<String> = ["givenname", "familyname"].into_iter().filter_map(cell).collect();
    if names.is_empty() { cell("username") } else { Some(names.join(" ")) }
}

/// Why a file of an export holds no reviews to bring in: lists, likes and the account, and what its author deleted.
pub(in crate::import) fn left_out(path: &Path, text: &str) -> Option<&'static str> {
    let first = text.lines().next().unwrap_or("").to_ascii_lowercase();
    let is_deleted = path.parent().is_some_and(|folder| folder.ends_with("deleted"));
    match first.trim() {
        "date,content" | "date,content,comment" => Some("likes and comments, not reviews"),
        line if line.starts_with("letterboxd list export") => Some("a list, not reviews"),
        line if line.starts_with("date joined,username,") => Some("the account, not reviews"),
        line if is_deleted && line.contains(",letterboxd uri") => {
            Some("what was deleted at Letterboxd is left out")
        }
        _ => None,
    }
}
