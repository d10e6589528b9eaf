//! Services: whose export a row or an object is, told by the names in it, and how it becomes a review.
//!
//! One table for all; CSV and JSON read the same rows. To add a service: one file here and one row in [`SERVICES`].

mod bookwyrm;
pub(super) mod goodreads;
mod imdb;
mod later;
pub(super) mod letterboxd;
mod librarything;
mod neodb;
pub(super) mod sheet;
mod storygraph;
mod tmdb;
mod trakt;

use super::fields::{Fields, folded};
use super::markup::{self, Newlines};
use crate::date::Date;
use crate::rating::Rating;
use crate::review::Draft;
use crate::schema::loose::{Object, date, number, text};

/// A service whose exports are known.
#[derive(Debug)]
pub(super) struct Service {
    /// Its name, which is the publication of what is written there; empty where it only keeps what others write.
    name: &'static str,
    /// Names, folded, that a row of it has, all of them; the first service whose names are there is it. The name of what is
    /// in an object stands behind its own: `comment.spoiler`.
    tells: &'static [&'static str],
    read: fn(&Fields<'_>) -> Result<Draft, Refusal>,
}

/// Why a row is no review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It only names a work, or a page to read; such rows are counted.
    Listed(&'static str),
    /// Something is wrong with it.
    Bad(String),
}

/// What is only on a list of what to see or to read.
const TO_COME: Refusal = Refusal::Listed("on a list, without text, rating or a date of reading");

static SERVICES: [Service; 22] = [
    Service {
        name: "Letterboxd",
        tells: &["letterboxduri", "name", "year"],
        read: letterboxd::read,
    },
    Service {
        name: "Letterboxd",
        tells: &["watcheddate", "rating10"],
        read: letterboxd::read_form,
    },
    Service { name: "Letterboxd", tells: &["watcheddate", "tmdbid"], read: letterboxd::read_form },
    Service { name: "Letterboxd", tells: &["watcheddate", "imdbid"], read: letterboxd::read_form },
    Service {
        name: "Goodreads",
        tells: &["bookid", "myrating", "exclusiveshelf"],
        read: goodreads::read,
    },
    Service { name: "StoryGraph", tells: &["readstatus", "starrating"], read: storygraph::read },
    Service {
        name: "BookWyrm",
        tells: &["authortext", "remoteid", "reviewcontent"],
        read: bookwyrm::read,
    },
    Service {
        name: "LibraryThing",
        tells: &["primaryauthor", "collections", "rating"],
        read: librarything::read,
    },
    Service { name: "IMDb", tells: &["const", "yourrating", "titletype"], read: imdb::read },
    Service { name: "IMDb", tells: &["const", "titletype", "title"], read: |_| Err(TO_COME) },
    Service {
        name: "",
        tells: &["highlight", "booktitle", "bookauthor"],
        read: later::refuse_highlights,
    },
    Service { name: "", tells: &["url", "timeadded", "status"], read: later::pocket },
    Service { name: "", tells: &["url", "title", "selection", "folder"], read: later::instapaper },
    Service {
        name: "",
        tells: &["url", "title", "readingprogress", "location"],
        read: later::readwise,
    },
    Service { name: "", tells: &["url", "excerpt", "folder", "cover"], read: later::raindrop },
    Service {
        name: "",
        tells: &["url", "content", "mimetype", "creationdate"],
        read: later::wallabag,
    },
    Service { name: "", tells: &["position", "name", "year", "url"], read: |_| Err(TO_COME) },
    Service { name: "TMDB", tells: &["tmdbid", "yourrating", "daterated"], read: tmdb::read_row },
    Service {
        name: "TMDB",
        tells: &["tmdbid", "imdbid", "type", "name", "releasedate"],
        read: |_| Err(TO_COME),
    },
    Service {
        name: "NeoDB",
        tells: &["title", "info", "links", "timestamp", "status", "rating"],
        read: neodb::read_mark,
    },
    Service {
        name: "NeoDB",
        tells: &["title", "info", "links", "timestamp", "progress", "content"],
        read: |_| Err(Refusal::Listed("a note made on the way, not a review")),
    },
    Service {
        name: "NeoDB",
        tells: &["title", "info", "links", "timestamp", "content"],
        read: neodb::read_review,
    },
];

/// What was seen, collected or hidden, without a word on it.
const SEEN: Refusal = Refusal::Listed("seen or collected, without text or rating");

/// Services that write objects: JSON has names that tables have too, for other things.
static OBJECTS: [Service; 17] = [
    Service { name: "Trakt", tells: &["ratedat", "rating", "type"], read: trakt::read_rating },
    Service {
        name: "Trakt",
        tells: &["type", "comment.comment", "comment.spoiler"],
        read: trakt::read_comment,
    },
    Service {
        name: "Trakt",
        tells: &["comment", "spoiler", "review", "createdat", "likes"],
        read: trakt::read_bare_comment,
    },
    Service { name: "Trakt", tells: &["watchedat", "action", "type"], read: |_| Err(SEEN) },
    Service { name: "Trakt", tells: &["plays", "lastwatchedat"], read: |_| Err(SEEN) },
    Service { name: "Trakt", tells: &["collectedat", "movie"], read: |_| Err(SEEN) },
    Service { name: "Trakt", tells: &["lastcollectedat", "show"], read: |_| Err(SEEN) },
    Service { name: "Trakt", tells: &["hiddenat", "type"], read: |_| Err(SEEN) },
    Service { name: "Trakt", tells: &["listedat", "type"], read: |_| Err(TO_COME) },
    Service {
        name: "TMDB",
        tells: &["author", "authordetails", "content"],
        read: tmdb::read_review,
    },
    Service { name: "TMDB", tells: &["voteaverage", "genreids", "id"], read: tmdb::read_rated },
    Service {
        name: "Goodreads",
        tells: &["reviewid", "bookid", "reviewtext", "rating"],
        read: goodreads::read_object,
    },
    Service { name: "", tells: &["url", "isarchived", "content"], read: later::wallabag_object },
    Service { name: "", tells: &["url", "slug", "savedat", "labels"], read: later::omnivore },
    Service {
        name: "",
        tells: &["url", "sourceurl", "readingprogress", "location"],
        read: later::readwise_object,
    },
    Service { name: "", tells: &["givenurl", "timeadded"], read: later::pocket_object },
    Service { name: "", tells: &["url", "bookmarkid", "title"], read: later::instapaper_object },
];

/// The service whose rows have these columns.
pub(super) fn of_names(names: &[String]) -> Option<&'static Service> {
    let names: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let has = |told: &&str| names.iter().any(|name| name == told);
    SERVICES.iter().find(|service| service.tells.iter().all(&has))
}

/// The service whose objects have these fields.
pub(super) fn of_object(object: &Object) -> Option<&'static Service> {
    let mut names = Vec::new();
    for (name, value) in object {
        let name = folded(name);
        let inner = value.as_object().into_iter().flat_map(Object::keys);
        names.extend(inner.map(|inner| format!("{name}.{}", folded(inner))));
        names.push(name);
    }
    let has = |told: &&str| names.iter().any(|name| name == told);
    let services = OBJECTS.iter().chain(&SERVICES);
    let mut known = services.filter(|service| service.tells.iter().all(&has));
    known.next()
}

impl Service {
    /// The review in a row or an object.
    pub(super) fn draft(&self, fields: &Fields<'_>) -> Result<Draft, Refusal> {
        let mut draft = (self.read)(fields)?;
        if !self.name.is_empty() {
            draft.review.publisher = Some(self.name.to_owned());
        }
        Ok(draft)
    }
}

/// A number on the service's own scale, where 0 means that there is no rating.
fn rating(fields: &Fields<'_>, name: &str, best: f64) -> Option<Rating> {
    let value =
        fields.get(&[name]).and_then(number).filter(|value| *value > 0.0 && *value <= best)?;
    Rating::on_scale("", value, best, None)
}

/// A text that is HTML, its own line ends counting too.
fn typed(fields: &Fields<'_>, name: &str) -> String {
    let text = fields.get(&[name]).and_then(text).unwrap_or_default();
    markup::fragment(&text, Newlines::Break)
}

/// The first of these that is a date.
fn first_date(fields: &Fields<'_>, names: &[&str]) -> Option<Date> {
    names.iter().find_map(|name| fields.get(&[name]).and_then(date))
}

/// A list in one cell.
fn listed(fields: &Fields<'_>, name: &str, separators: &[char]) -> Vec<String> {
    let cell = fields.get(&[name]).and_then(text).unwrap_or_default();
    let parts = cell.split(separators).map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// Books by their numbers: `isbn:9780316246620`.
fn isbns(fields: &Fields<'_>, names: &[&str]) -> Vec<String> {
    let cells = names.iter().filter_map(|name| fields.get(&[name]).and_then(text));
    let digits = cells.map(|cell| cell.chars().filter(char::is_ascii_alphanumeric).collect());
    let is_isbn = |number: &String| {
        let is_number = number.bytes().take(9).all(|b| b.is_ascii_digit());
        is_number && (number.len() == 10 || number.len() == 13 && number.starts_with("97"))
    };
    digits.filter(is_isbn).map(|number: String| format!("isbn:{number}")).collect()
}

/// Refuses what says no more than that a work is to be read.
fn unless_listed(draft: Draft) -> Result<Draft, Refusal> {
    let review = &draft.review;
    let says_something = !review.body.is_empty()
        || !review.title.text.is_empty()
        || review.rating.is_some()
        || review.date_published.is_some();
    if says_something { Ok(draft) } else { Err(TO_COME) }
}
