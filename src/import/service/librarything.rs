//! `LibraryThing`: its export with tabs; dates and numbers stand in brackets, authors family name first.

use super::{Refusal, isbns, listed, rating, typed, unless_listed};
use crate::import::fields::Fields;
use crate::review::{Draft, Review, Work, WorkKind};
use crate::schema::loose::{date, text};

/// A book that was read, rated or reviewed.
pub(super) fn read(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let cell = |name: &str| {
        let text = fields.get(&[name]).and_then(text)?;
        Some(text.trim_matches(['[', ']']).to_owned()).filter(|text| !text.is_empty())
    };
    let name = cell("title").ok_or_else(|| Refusal::Bad("no title".to_owned()))?;
    let day = |name: &str| cell(name).and_then(|day| date(&day.into()));
    let id = cell("workid").map(|id| format!("https://www.librarything.com/work/{id}"));
    let work = Work {
        kind: WorkKind::Book,
        date_published: day("date"),
        creators: cell("primaryauthor").map(|name| given_name_first(&name)).into_iter().collect(),
        same_as: isbns(fields, &["isbn"]).into_iter().chain(id).collect(),
        ..Work::named(name)
    };
    let review = Review {
        work,
        date_published: day("dateread"),
        rating: rating(fields, "rating", 5.0),
        body: typed(fields, "review"),
        keywords: listed(fields, "tags", &[',']),
        ..Review::default()
    };
    unless_listed(review.into())
}

/// `Cortázar, Julio` as `Julio Cortázar`.
fn given_name_first(name: &str) -> String {
    match name.split_once(", ") {
        Some((family, given)) if !given.contains(',') => format!("{given} {family}"),
        _ => name.to_owned(),
    }
}
