//! The work among some fields: an object of its own, or keys beside the review's.

use serde_json::Value;

use super::kinds::{WORK_NAMES, kind_of_tag, name_and_year};
use super::{Fields, identifier};
use crate::date::Date;
use crate::review::{Title, Work, WorkKind};
use crate::schema::duration;
use crate::schema::loose::{self, address, date, names, text, texts};

const NAME: &[&str] = &["name", "title"];
/// When a work came out: in its own object, and beside a review, where `date` is the review's.
const RELEASED: &[&str] = &[
    "date",
    "datepublished",
    "year",
    "publicationyear",
    "yearpublished",
    "releasedate",
    "releaseyear",
    "released",
];
const RELEASED_FLAT: &[&str] =
    &["year", "releasedate", "releaseyear", "filmyear", "publicationyear", "released"];
const WRITERS: &[&str] = &["writers", "writer", "screenplay", "screenwriter", "writtenby"];
const ACTORS: &[&str] = &["actors", "actor", "cast", "starring"];
const ACTORS_FLAT: &[&str] = &["actors", "cast", "starring"];
const RUNTIME: &[&str] = &["runtime", "runtimeminutes", "duration", "length"];
const RUNTIME_FLAT: &[&str] = &["runtime", "runtimeminutes"];
const SAME_AS: &[&str] = &[
    "sameas",
    "url",
    "link",
    "links",
    "imdb",
    "imdbid",
    "imdburl",
    "tmdb",
    "wikipedia",
    "letterboxd",
];
const SAME_AS_FLAT: &[&str] = &["imdb", "imdbid", "imdburl", "tmdb", "wikipedia", "letterboxd"];
const ISBN: &[&str] = &["isbn13", "isbn10", "isbn"];

/// Whether a folded name tells something of a work beside a review.
pub(super) fn is_fact(folded: &str) -> bool {
    [RELEASED_FLAT, WRITERS, ACTORS_FLAT, RUNTIME_FLAT, SAME_AS_FLAT, ISBN]
        .iter()
        .any(|names| names.contains(&folded))
        || ["name", "director", "directors", "artist"].contains(&folded)
}

impl Fields<'_> {
    /// The work: nested (`book: {title: …}`), flat (`film: Anora`), or the title of a post in a category of reviews.
    pub(super) fn work(&self, title: &Title, keywords: &[String]) -> Work {
        if let Some((object, kind)) = self.nested_work() {
            return object.described_work(kind);
        }
        if self.is_own() {
            return Work::default();
        }
        let named = WORK_NAMES.iter().filter(|row| row.2).find_map(|(key, kind, _)| {
            let value = self.get(&[key]).filter(|v| !v.is_boolean())?;
            text(value).map(|name| (kind.unwrap_or_default(), name, None))
        });
        let of_title = || {
            let kind = keywords.iter().find_map(|tag| kind_of_tag(tag))?;
            let (name, year) = name_and_year(&title.text);
            Some((kind, name.to_owned(), year.and_then(|y| y.parse().ok())))
        };
        let (kind, name, year) = named.or_else(of_title).unwrap_or_default();
        self.flat_work(kind, name, year)
    }

    /// The object that describes the work, and the kind that its key tells.
    pub(super) fn nested_work(&self) -> Option<(Fields<'_>, Option<WorkKind>)> {
        WORK_NAMES.iter().find_map(|(key, kind, _)| {
            let object = self.get(&[key])?.as_object()?;
            Some((Fields::of_one(object), *kind))
        })
    }

    /// Tags of the work itself.
    pub(super) fn work_tags(&self) -> Vec<String> {
        let tags = self.nested_work().and_then(|(object, _)| object.get(&["tags"]).map(texts));
        tags.unwrap_or_default()
    }

    fn described_work(&self, kind: Option<WorkKind>) -> Work {
        let stated =
            self.get(&["type", "kind"]).and_then(text).and_then(|t| WorkKind::from_word(&t));
        let kind = stated.or(kind).unwrap_or_default();
        let [contributors, their_writers] = self.contributors();
        let creators = self.people(creator_names(kind));
        let writers = self.people(WRITERS);
        Work {
            kind,
            name: self.get(NAME).and_then(text).unwrap_or_default(),
            date_published: self.first_date(RELEASED),
            creators: if creators.is_empty() { contributors } else { creators },
            writers: if writers.is_empty() { their_writers } else { writers },
            actors: self.people(ACTORS),
            runtime_minutes: self.get(RUNTIME).and_then(text).and_then(|t| duration::minutes(&t)),
            same_as: self.same_as(SAME_AS),
        }
    }

    /// A work whose facts stand beside the review's; who made it is only asked for where that cannot be the critic.
    fn flat_work(&self, kind: WorkKind, name: String, year: Option<Date>) -> Work {
        let creators: &[&str] = match kind {
            WorkKind::Book => &["bookauthor", "bookauthors"],
            WorkKind::MusicAlbum => &["artist", "artists", "band"],
            WorkKind::VideoGame => &["developer", "developers", "studio"],
            _ => &["director", "directors", "directedby"],
        };
        Work {
            kind,
            name,
            date_published: self.first_date(RELEASED_FLAT).or(year),
            creators: self.people(creators),
            writers: self.people(WRITERS),
            actors: self.people(ACTORS_FLAT),
            runtime_minutes: self
                .get(RUNTIME_FLAT)
                .and_then(text)
                .and_then(|t| duration::minutes(&t)),
            same_as: self.same_as(SAME_AS_FLAT),
        }
    }

    fn first_date(&self, folded_names: &[&str]) -> Option<Date> {
        folded_names.iter().find_map(|name| self.get(&[name]).and_then(date))
    }

    /// People: a list of them, or one text with commas.
    fn people(&self, folded_names: &[&str]) -> Vec<String> {
        match self.get(folded_names) {
            Some(Value::String(text)) => {
                text.split(',').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect()
            }
            Some(value) => names(value),
            None => Vec::new(),
        }
    }

    /// Creators and writers among `contributors`: who has no role made it; narrators and translators are neither.
    fn contributors(&self) -> [Vec<String>; 2] {
        let all =
            self.get(&["contributors", "credits"]).and_then(Value::as_array).into_iter().flatten();
        let mut found = [Vec::new(), Vec::new()];
        for person in all {
            let role = person.get("role").and_then(text).unwrap_or_default().to_lowercase();
            let [creators, writers] = &mut found;
            match role.as_str() {
                "" | "author" | "director" | "creator" | "artist" => creators.extend(names(person)),
                "writer" | "screenwriter" => writers.extend(names(person)),
                _ => {}
            }
        }
        found
    }

    fn same_as(&self, folded_names: &[&str]) -> Vec<String> {
        let is_own_list = |name: &str| name == "sameas";
        let mut found: Vec<String> = Vec::new();
        for name in folded_names {
            let Some(value) = self.get(&[name]) else { continue };
            if is_own_list(name) {
                found.extend(texts(value));
            } else {
                found.extend(texts(value).iter().filter_map(|t| address_of_work(t)));
            }
        }
        let books = ISBN.iter().filter_map(|name| self.get(&[name]).and_then(identifier));
        for isbn in books.map(|number| format!("isbn:{number}")) {
            if !found.contains(&isbn) {
                found.push(isbn);
            }
        }
        found
    }
}

/// Who made a work of a kind, the property that we write first.
fn creator_names(kind: WorkKind) -> &'static [&'static str] {
    match kind {
        WorkKind::Movie | WorkKind::TvSeries => &["director", "directors", "directedby"],
        WorkKind::Book => &["author", "authors", "by"],
        WorkKind::VideoGame => &["creator", "developer", "developers", "studio"],
        WorkKind::MusicAlbum => &["byartist", "artist", "artists", "band"],
        WorkKind::Product => &["creator", "brand", "maker", "manufacturer"],
    }
}

/// An address, also from its number at `IMDb`; `imdb: 5.7/10` is neither.
fn address_of_work(text: &str) -> Option<String> {
    let is_imdb = text
        .strip_prefix("tt")
        .is_some_and(|n| n.len() >= 6 && n.bytes().all(|b| b.is_ascii_digit()));
    if is_imdb {
        return Some(format!("https://www.imdb.com/title/{text}/"));
    }
    address(&Value::from(text)).filter(|a| loose::is_address(a))
}
