//! The `StoryGraph`: its export of what was read, with quarter stars.

use super::{Refusal, first_date, isbns, listed, rating, typed, unless_listed};
use crate::import::fields::Fields;
use crate::review::{Draft, Review, Work, WorkKind};
use crate::schema::loose::{date, text};

/// A book that was read, rated or reviewed.
pub(super) fn read(fields: &Fields<'_>) -> Result<Draft, Refusal> {
    let title = fields.get(&["title"]).and_then(text);
    let title = title.ok_or_else(|| Refusal::Bad("no title".to_owned()))?;
    let work = Work {
        kind: WorkKind::Book,
        creators: listed(fields, "authors", &[',']),
        same_as: isbns(fields, &["isbnuid"]),
        ..Work::named(title)
    };
    // `2024/03/01-2024/03/15, 2025/01/02-2025/01/09`: the day on which it was last finished.
    let spans = listed(fields, "datesread", &[',', '-']);
    let finished = spans.last().and_then(|day| date(&day.as_str().into()));
    let review = Review {
        work,
        date_published: first_date(fields, &["lastdateread"]).or(finished),
        rating: rating(fields, "starrating", 5.0),
        body: typed(fields, "review"),
        keywords: listed(fields, "tags", &[',']),
        ..Review::default()
    };
    unless_listed(review.into())
}
