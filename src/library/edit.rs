//! Fields that a reader may edit by hand.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::fault::Fault;
use super::{identity, insert, record, state, works};
use crate::date::Date;
use crate::rating::Rating;
use crate::review::{Review, Title, Work, WorkKind};

/// A field with the value it is to have.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// The review's name; not empty.
    Title(Title),
    /// What kind of thing it is about.
    WorkKind(WorkKind),
    /// The name of what it is about.
    WorkName(String),
    /// When that came out.
    WorkDate(Option<Date>),
    /// All about the work at once: what undoes the three above.
    Work(Box<Work>),
    /// The critics.
    Authors(Vec<String>),
    /// The publication.
    Publisher(Option<String>),
    /// When the review was published.
    DatePublished(Option<Date>),
    /// The critic's rating.
    Rating(Option<Rating>),
    /// The review's address.
    Url(Option<String>),
    /// Its language, as BCP 47 writes it.
    Language(Option<String>),
    /// The standfirst.
    Description(Option<String>),
    /// The text, as `CommonMark`.
    Body(String),
}

impl Field {
    /// The name under which an edit of this field is kept; one for all about the work.
    fn name(&self) -> &'static str {
        match self {
            Self::Title(_) => "title",
            Self::WorkKind(_) | Self::WorkName(_) | Self::WorkDate(_) | Self::Work(_) => "work",
            Self::Authors(_) => "author",
            Self::Publisher(_) => "publisher",
            Self::DatePublished(_) => "date",
            Self::Rating(_) => "rating",
            Self::Url(_) => "url",
            Self::Language(_) => "language",
            Self::Description(_) => "description",
            Self::Body(_) => "body",
        }
    }

    /// Puts the value into a review and gives back the field as it was.
    fn exchange(self, review: &mut Review) -> Self {
        use std::mem::replace;
        match self {
            Self::Title(title) => Self::Title(replace(&mut review.title, title)),
            Self::WorkKind(kind) => replace_work(review, |work| work.kind = kind),
            Self::WorkName(name) => {
                replace_work(review, |work| name.trim().clone_into(&mut work.name))
            }
            Self::WorkDate(date) => replace_work(review, |work| work.date_published = date),
            Self::Work(whole) => replace_work(review, |work| *work = *whole),
            Self::Authors(names) => Self::Authors(replace(&mut review.authors, names)),
            Self::Publisher(name) => Self::Publisher(replace(&mut review.publisher, name)),
            Self::DatePublished(date) => {
                Self::DatePublished(replace(&mut review.date_published, date))
            }
            Self::Rating(rating) => Self::Rating(replace(&mut review.rating, rating)),
            Self::Url(url) => Self::Url(replace(&mut review.url, url)),
            Self::Language(language) => Self::Language(replace(&mut review.language, language)),
            Self::Description(text) => Self::Description(replace(&mut review.description, text)),
            Self::Body(body) => Self::Body(replace(&mut review.body, body)),
        }
    }
}

fn replace_work(review: &mut Review, change: impl FnOnce(&mut Work)) -> Field {
    let before = review.work.clone();
    change(&mut review.work);
    Field::Work(Box::new(before))
}

/// A field that was edited.
pub(super) struct Edited {
    /// The field as it was.
    pub(super) before: Field,
    /// The rows of the work that the review left and of the one that it came to.
    pub(super) moved: Option<(i64, i64)>,
}

/// Sets a field of a review; nothing where it has that value already. `rows` are all reviews that the same edit goes
/// to: a work that only they are about is renamed, one that others share is left to those.
pub(super) fn set(
    conn: &Connection,
    row: i64,
    field: &Field,
    rows: &HashSet<i64>,
) -> Result<Option<Edited>, Fault> {
    let (id, mut there, text) = record::load(conn, row)?;
    if !matches!(field, Field::Body(_)) {
        // A damaged text must not be stored as if it were whole; only a new one may take its place.
        there.body = text.intact(id.as_str())?;
    } else if let Some(body) = text.rescued() {
        there.body = body;
    }
    let mut review = there.clone();
    let before = field.clone().exchange(&mut review);
    insert::tidy(&mut review);
    if review.title.text.trim().is_empty() {
        return Err(Fault::Refused { what: "title", why: "cannot be empty" });
    }
    if review == there {
        return Ok(None);
    }
    let (from, _) = record::work_of(conn, row)?;
    let to =
        if review.work == there.work { from } else { relabel(conn, from, &review.work, rows)? };
    state::carry_places(conn, row, &there.body, &review.body)?;
    record::store(conn, row, &review, to)?;
    identity::store(conn, row, &review)?;
    Ok(Some(Edited { before, moved: (from != to).then_some((from, to)) }))
}

/// The row of a work under its new name: another that has that name; the same, renamed, where one review alone is about
/// it; else a new one, with all that is known of the old where every review of that is being edited.
fn relabel(conn: &Connection, from: i64, work: &Work, rows: &HashSet<i64>) -> Result<i64, Fault> {
    // By name alone: its identifiers would lead back to where it comes from.
    let by_name = Work { same_as: Vec::new(), ..work.clone() };
    if let Some(to) = works::find(conn, &by_name)?.filter(|to| *to != from) {
        return Ok(to);
    }
    let mut about = conn.prepare_cached("SELECT review FROM reviews WHERE work = ?1")?;
    let about =
        about.query_map([from], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    if about.len() <= 1 {
        works::store(conn, from, work)?;
        return Ok(from);
    }
    if about.iter().all(|row| rows.contains(row)) {
        return works::add(conn, &by_name);
    }
    let Work { kind, name, date_published, .. } = by_name;
    works::add(conn, &Work { kind, name, date_published, ..Work::default() })
}

/// Whether this field of a review was edited by hand.
pub(super) fn is_edited(conn: &Connection, row: i64, field: &Field) -> Result<bool, Fault> {
    let mut edited = conn.prepare_cached("SELECT 1 FROM edits WHERE review = ?1 AND field = ?2")?;
    Ok(edited.exists(params![row, field.name()])?)
}

/// Notes that a field was edited by hand, or is no longer.
pub(super) fn mark(conn: &Connection, row: i64, field: &Field, by_hand: bool) -> Result<(), Fault> {
    let sql = if by_hand {
        "INSERT INTO edits (review, field) VALUES (?1, ?2) ON CONFLICT DO NOTHING"
    } else {
        "DELETE FROM edits WHERE review = ?1 AND field = ?2"
    };
    conn.prepare_cached(sql)?.execute(params![row, field.name()])?;
    Ok(())
}
