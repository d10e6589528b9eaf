//! Goodreads: its export of a whole library, with or without a header.

use std::iter;

use super::{Refusal, TO_COME, first_date, isbns, listed, rating, typed, unless_listed};
use crate::import::fields::Fields;
use crate::review::{Draft, Review, Work, WorkKind};
use crate::schema::MARKED_AT_SOURCE;
use crate::schema::loose::{date, flag, text};

/// The columns up to where older and newer exports differ.
const COMMON: [&str; 23] = [
    "Book Id",
    "Title",
    "Author",
    "Author l-f",
    "Additional Authors",
    "ISBN",
    "ISBN13",
    "My Rating",
    "Average Rating",
    "Publisher",
    "Binding",
    "Number of Pages",
    "Year Published",
    "Original Publication Year",
    "Date Read",
    "Date Added",
    "Bookshelves",
    "Bookshelves with positions",
    "Exclusive Shelf",
    "My Review",
    "Spoiler",
    "Private Notes",
    "Read Count",
];

/// How many columns an export has.
const WIDTHS: [usize; 2] = [24, 31];

/// The names of the columns of an export that does not name them, told by its first row; what differs has none.
pub(in crate::import) fn unstated(first: &[String]) -> Option<Vec<String>> {
    let is_number = |at: usize| {
        first.get(at).is_some_and(|c| !c.is_empty() && c.bytes().all(|b| b.is_ascii_digit()))
    };
    let is_isbn = |at: usize| first.get(at).is_some_and(|cell| cell.starts_with("=\""));
    let is_it = WIDTHS.contains(&first.len()) && is_number(0) && is_number(7) && is_isbn(5);
    let names = COMMON.iter().map(|&name| name.to_owned());
    is_it.then(|| names.chain(iter::repeat(String::new())).take(first.len()).collect())
}

/// A book that was read, rated or reviewed.
pub(super) fn read(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let title = fields.get(&["title"]).and_then(text);
    let title = title.ok_or_else(|| Refusal::Bad("no title".to_owned()))?;
    let mut same_as = isbns(fields, &["isbn13", "isbn"]);
    let id = fields.get(&["bookid"]).and_then(text);
    same_as.extend(id.map(|id| format!("https://www.goodreads.com/book/show/{id}")));
    let work = Work {
        kind: WorkKind::Book,
        name: without_series(&title).to_owned(),
        date_published: ["originalpublicationyear", "yearpublished"]
            .iter()
            .find_map(|name| fields.get(&[name]).and_then(date)),
        creators: fields.get(&["author"]).and_then(text).into_iter().collect(),
        same_as,
        ..Work::default()
    };
    let is_spoiler = fields.get(&["spoiler"]).and_then(flag) == Some(true);
    let mut keywords = listed(fields, "bookshelves", &[',']);
    keywords.retain(|shelf| !["read", "to-read", "currently-reading"].contains(&shelf.as_str()));
    let review = Review {
        work,
        date_published: first_date(fields, &["dateread"]),
        rating: rating(fields, "myrating", 5.0),
        body: typed(fields, "myreview"),
        keywords,
        spoilers: is_spoiler.then(|| MARKED_AT_SOURCE.to_owned()),
        ..Review::default()
    };
    unless_listed(review.into())
}

/// A review as collections of them have it: the book is known by its number alone.
pub(super) fn read_object(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let id = fields.get(&["bookid"]).and_then(text);
    let id = id.ok_or_else(|| Refusal::Bad("no book".to_owned()))?;
    let number = fields.get(&["reviewid"]).and_then(text);
    let book = format!("https://www.goodreads.com/book/show/{id}");
    let review = Review {
        work: Work { kind: WorkKind::Book, same_as: vec![book], ..Work::default() },
        date_published: first_date(fields, &["readat", "dateupdated", "dateadded"]),
        rating: rating(fields, "rating", 5.0),
        body: typed(fields, "reviewtext"),
        url: number.map(|number| format!("https://www.goodreads.com/review/show/{number}")),
        ..Review::default()
    };
    if review.body.is_empty() && review.rating.is_none() {
        return Err(TO_COME);
    }
    Ok(review.into())
}

/// A book's title without the series behind it: `Red Rising (Red Rising Saga, #1)`.
fn without_series(title: &str) -> &str {
    let before = title.strip_suffix(')').and_then(|title| title.rsplit_once(" ("));
    before
        .filter(|(name, series)| !name.is_empty() && series.contains('#'))
        .map_or(title, |(n, _)| n)
}
