//! By what a review is known when it comes in again: its id, its address, its text, the file it came from.

mod bare;
mod words;

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::facts::{self, Overlap, Prose, checksum, fold, overlap, similarity};
use super::fault::Fault;
use super::merge::Edited;
use super::{record, works};
use crate::review::{Draft, Review};

/// Below so many characters a text alone does not tell reviews apart ("Great!"): who, what and when are added.
const SHORT: usize = 120;

/// From this share of common runs of words on, two texts are versions of one.
const SIMILAR: f64 = 0.3;

/// From this share of the shorter of two texts in the longer on, they are one piece, whole or in part, wherever they
/// came from.
const SAME_PIECE: f64 = 0.8;

/// A place with more reviews than this is a collection (a CSV, a feed), not a file of one review that was edited.
const COLLECTION: usize = 8;

/// What a draft is known by.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// Its url as addresses are compared.
    address: Option<String>,
    /// Names its text.
    pub(super) fingerprint: String,
    /// By which another version of its text is looked for.
    sketch: Vec<i64>,
    /// The newest place it came from; empty where nothing tells.
    pub(super) source: String,
    /// Names everything its source says, so that the same again is seen as that.
    pub(super) digest: String,
}

impl Known {
    /// What a draft is known by, its text being parsed.
    pub(super) fn of(draft: &Draft, prose: &Prose) -> Self {
        let review = &draft.review;
        let source = draft.based_on.last().cloned().unwrap_or_default();
        Self {
            address: address(review),
            fingerprint: name_of(review, prose),
            sketch: facts::sketch_of(prose),
            source,
            digest: digest(review),
        }
    }
}

/// A review that is here already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// Its row.
    pub(super) row: i64,
    /// The draft says just what its source said before.
    pub(super) is_as_before: bool,
    /// Its text alone told it, which is another version of the draft's.
    pub(super) is_by_likeness: bool,
}

/// The review that a draft is a version of, if it is here (removed ones count: they come back).
///
/// In this order: what the same source said in the same words; the draft's own id, where text or address agree; its
/// address; its text; the file it came from, where the text is similar or, in a file of one review, work and title are the
/// same; and last, wherever it is from, a text that is nearly the same or a part of the other, by the same critic on the
/// same work. `touched` holds the rows met in this import: another draft of the same import is the same
/// review only if its text says so, for many reviews may share one address or one file.
pub(super) fn find(
    conn: &Connection,
    draft: &Draft,
    known: &Known,
    touched: &HashSet<i64>,
) -> Result<Option<Found>, Fault> {
    let as_before = "SELECT review FROM sources WHERE source = ?1 AND digest = ?2 LIMIT 1";
    if let Some(row) = first(conn, as_before, params![known.source, known.digest])? {
        return Ok(Some(Found { row, is_as_before: true, is_by_likeness: false }));
    }
    let search = Search { conn, draft, known, touched };
    let mut row = search.by_id()?;
    for step in [Search::by_address, Search::by_text, Search::by_source] {
        row = match row {
            None => step(&search)?,
            found => found,
        };
    }
    let found = |row, is_by_likeness| Found { row, is_as_before: false, is_by_likeness };
    if let Some(row) = row {
        // What has no text has nothing newer to say than what has one.
        return Ok(Some(found(row, draft.review.body.is_empty())));
    }
    let row = search.by_words()?;
    let row = if row.is_none() { search.by_mark()? } else { row };
    let row = if row.is_none() { search.by_likeness()? } else { row };
    Ok(row.map(|row| found(row, true)))
}

struct Search<'a> {
    conn: &'a Connection,
    draft: &'a Draft,
    known: &'a Known,
    touched: &'a HashSet<i64>,
}

impl Search<'_> {
    fn by_id(&self) -> Result<Option<i64>, Fault> {
        let Some(id) = &self.draft.id else { return Ok(None) };
        let sql = "SELECT review FROM reviews JOIN identities USING (review)
            WHERE id = ?1 AND (fingerprint = ?2 OR stated = ?2 OR address = ?3)";
        first(self.conn, sql, params![id.as_str(), self.known.fingerprint, self.known.address])
    }

    fn by_address(&self) -> Result<Option<i64>, Fault> {
        let Some(address) = &self.known.address else { return Ok(None) };
        let sql = "SELECT review FROM identities WHERE address = ?1 LIMIT 8";
        for row in rows(self.conn, sql, params![address])? {
            let (there, text) = self.stated(row)?;
            let text = text.rescued().unwrap_or_default();
            // Of one entry a diary may have the mark, and a list of reviews the text.
            let is_free = !self.touched.contains(&row)
                || text.is_empty()
                || self.draft.review.body.is_empty();
            if is_free && agree(&there, &self.draft.review) || self.is_similar(&text) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    fn by_text(&self) -> Result<Option<i64>, Fault> {
        let sql = "SELECT review FROM identities JOIN reviews USING (review)
            WHERE fingerprint = ?1 OR stated = ?1 ORDER BY removed IS NOT NULL, review LIMIT 1";
        first(self.conn, sql, params![self.known.fingerprint])
    }

    fn by_source(&self) -> Result<Option<i64>, Fault> {
        if self.known.source.is_empty() {
            return Ok(None);
        }
        let sql = "SELECT review FROM sources WHERE source = ?1 LIMIT 9";
        let there = rows(self.conn, sql, params![self.known.source])?;
        let is_alone = there.len() == 1;
        let candidates = if there.len() > COLLECTION { self.in_collection()? } else { there };
        for row in candidates.into_iter().filter(|row| is_alone || !self.touched.contains(row)) {
            let (there, text) = self.stated(row)?;
            // Where another file says the same, this one may have become something else: a copy that was rewritten
            // must not take the place of its original.
            if n_sources(self.conn, row)? > 1 && !has_same_name(&there, &self.draft.review) {
                continue;
            }
            let is_similar = || {
                share_a_name(&there.authors, &self.draft.review.authors)
                    && self.is_similar(&text.rescued().unwrap_or_default())
            };
            if is_alone && !self.touched.contains(&row) && is_namesake(&there, &self.draft.review)
                || is_similar()
            {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    fn by_likeness(&self) -> Result<Option<i64>, Fault> {
        let sql = "SELECT DISTINCT review FROM sketches WHERE hash = ?1 LIMIT 8";
        let mut looked_at = HashSet::new();
        for hash in &self.known.sketch {
            for row in rows(self.conn, sql, params![hash])? {
                if !looked_at.insert(row) || self.touched.contains(&row) {
                    continue;
                }
                let (there, text) = self.stated(row)?;
                let body = text.rescued().unwrap_or_default();
                if is_by_one_on_one(&there, &self.draft.review)
                    && overlap(&body, &self.draft.review.body).shared >= SAME_PIECE
                {
                    return Ok(Some(row));
                }
            }
        }
        Ok(None)
    }

    /// A review as its sources stated it, and its text.
    fn stated(&self, row: i64) -> Result<(Review, record::Text), Fault> {
        let (_, there, text) = record::load(self.conn, row)?;
        let edited = Edited::of(self.conn, row)?;
        Ok((edited.yielding(there, &self.draft.review), text))
    }

    /// In a collection only reviews of the same work are looked at, those of the same title first, and few of them:
    /// the cost of a draft must not grow with the collection.
    fn in_collection(&self) -> Result<Vec<i64>, Fault> {
        let review = &self.draft.review;
        let Some(work) = works::find(self.conn, &review.work)? else { return Ok(Vec::new()) };
        let sql =
            "SELECT * FROM (SELECT r.review FROM reviews r CROSS JOIN sources s USING (review)
                WHERE r.work = ?1 AND r.title = ?2 AND s.source = ?3 LIMIT 4)
            UNION SELECT * FROM (SELECT r.review FROM reviews r CROSS JOIN sources s USING (review)
                WHERE r.work = ?1 AND s.source = ?3 LIMIT 4)";
        rows(self.conn, sql, params![work, review.title.text, self.known.source])
    }

    fn is_similar(&self, text: &str) -> bool {
        similarity(text, &self.draft.review.body) >= SIMILAR
    }
}

fn first(
    conn: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
) -> Result<Option<i64>, Fault> {
    Ok(conn.prepare_cached(sql)?.query_row(params, |row| row.get(0)).optional()?)
}

fn rows(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<i64>, Fault> {
    let mut found = conn.prepare_cached(sql)?;
    let rows = found.query_map(params, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Whether nothing that both reviews state contradicts: who, what, when.
fn agree(a: &Review, b: &Review) -> bool {
    let (work, other) = (works::folded(&a.work.name), works::folded(&b.work.name));
    let date_agrees = a.date_published.is_none()
        || b.date_published.is_none()
        || a.date_published == b.date_published;
    let work_agrees = work.is_empty() || other.is_empty() || work == other;
    date_agrees && work_agrees && share_a_name(&a.authors, &b.authors)
}

/// Whether two reviews may be by one critic on one work; when they were published is not asked, for a piece is published
/// again.
fn is_by_one_on_one(a: &Review, b: &Review) -> bool {
    let (work, other) = (works::folded(&a.work.name), works::folded(&b.work.name));
    (work.is_empty() || other.is_empty() || work == other) && share_a_name(&a.authors, &b.authors)
}

/// What of two texts of one piece is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Richer {
    /// The one that is here: the other is a part of it.
    Kept,
    /// The other, of which the one that is here is a part.
    New,
    /// Neither is a part of the other, or they are as long.
    Neither,
}

/// Which of two texts has the other in it, and clearly more.
pub(super) fn richer(there: &str, other: &str) -> Richer {
    let Overlap { shared, length } = overlap(there, other);
    match length {
        _ if shared < SAME_PIECE => Richer::Neither,
        length if length > CLEARLY => Richer::New,
        length if length * CLEARLY < 1.0 => Richer::Kept,
        _ => Richer::Neither,
    }
}

/// So many times as long is clearly more.
const CLEARLY: f64 = 1.25;

/// From how many places a review came.
fn n_sources(conn: &Connection, row: i64) -> Result<u32, Fault> {
    let mut count = conn.prepare_cached("SELECT count(*) FROM sources WHERE review = ?1")?;
    Ok(count.query_row([row], |row| row.get(0))?)
}

/// Whether two lists of critics may mean the same: one in common, or none stated on one side.
fn share_a_name(a: &[String], b: &[String]) -> bool {
    a.is_empty()
        || b.is_empty()
        || a.iter().any(|name| b.iter().any(|other| fold(name) == fold(other)))
}

/// Whether two reviews have the same title and, where both name one, the same work.
fn has_same_name(a: &Review, b: &Review) -> bool {
    let (work, other) = (works::folded(&a.work.name), works::folded(&b.work.name));
    fold(&a.title.text) == fold(&b.title.text)
        && (work.is_empty() || other.is_empty() || work == other)
}

/// Whether two reviews agree and have the same title and the same, named work.
fn is_namesake(a: &Review, b: &Review) -> bool {
    let url_agrees = a.url.is_none() || b.url.is_none() || address(a) == address(b);
    let is_same_work =
        !a.work.name.is_empty() && works::folded(&a.work.name) == works::folded(&b.work.name);
    url_agrees && is_same_work && agree(a, b) && fold(&a.title.text) == fold(&b.title.text)
}

/// A url as urls are compared: without scheme, `www.` and a last slash. What stands after `#` may tell two reviews on
/// one page apart and stays.
fn address(review: &Review) -> Option<String> {
    let url = review.url.as_deref()?.trim();
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/');
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// Names the text of a review; where that is short, also who wrote it, when, and of what.
fn name_of(review: &Review, prose: &Prose) -> String {
    if review.body.chars().nth(SHORT).is_some() {
        return facts::fingerprint_of(prose);
    }
    let date = review.date_published.map(|date| date.to_string()).unwrap_or_default();
    let year = review.work.year().map(|year| year.to_string()).unwrap_or_default();
    let work = [review.work.kind.schema_type(), &review.work.name, &year].join(" ");
    let url = address(review).unwrap_or_default();
    let authors = review.authors.join(" ");
    facts::fingerprint(
        &[review.body.as_str(), &review.title.text, &work, &authors, &date, &url].join(" / "),
    )
}

/// Names everything that a source says of a review.
fn digest(review: &Review) -> String {
    let Review { body, work, .. } = review;
    let rest = format!(
        "{:?}",
        (
            (
                &review.title,
                work,
                &review.authors,
                &review.publisher,
                review.date_published,
                &review.rating
            ),
            (
                &review.description,
                &review.language,
                &review.url,
                &review.keywords,
                &review.spoilers
            ),
        )
    );
    checksum(format!("{rest}\n{body}").as_bytes())
}

/// Keeps what a review is known by as it stands now. What its source stated is noted by [`note_stated`].
pub(super) fn store(conn: &Connection, row: i64, review: &Review) -> Result<(), Fault> {
    let prose = facts::parse(&review.body);
    let (fingerprint, sketch) = (name_of(review, &prose), facts::sketch_of(&prose));
    let sql = "UPDATE identities SET address = ?2, fingerprint = ?3 WHERE review = ?1";
    conn.prepare_cached(sql)?.execute(params![row, address(review), fingerprint])?;
    conn.prepare_cached("DELETE FROM sketches WHERE review = ?1")?.execute([row])?;
    note_sketch(conn, row, &sketch)
}

/// Keeps what a new review is known by.
pub(super) fn store_new(conn: &Connection, row: i64, known: &Known) -> Result<(), Fault> {
    let sql =
        "INSERT INTO identities (review, address, fingerprint, stated) VALUES (?1, ?2, ?3, ?3)";
    conn.prepare_cached(sql)?.execute(params![row, known.address, known.fingerprint])?;
    note_sketch(conn, row, &known.sketch)
}

fn note_sketch(conn: &Connection, row: i64, sketch: &[i64]) -> Result<(), Fault> {
    let mut note = conn.prepare_cached("INSERT INTO sketches (hash, review) VALUES (?1, ?2)")?;
    sketch.iter().try_for_each(|hash| note.execute([*hash, row]).map(drop))?;
    Ok(())
}

/// Notes the text that a source stated.
pub(super) fn note_stated(conn: &Connection, row: i64, known: &Known) -> Result<(), Fault> {
    let sql = "UPDATE identities SET stated = ?2 WHERE review = ?1 AND stated <> ?2";
    conn.prepare_cached(sql)?.execute(params![row, known.fingerprint])?;
    Ok(())
}
