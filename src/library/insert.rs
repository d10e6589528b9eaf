//! Takes drafts in: each is new, a changed version of a review that is here, or the same again.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::columns::{lines, millis, stated};
use super::fault::Fault;
use super::identity::{self, Found, Known, Richer};
use super::merge::{self, Edited, Standing};
use super::prepared::Prepared;
use super::record::{self, Arrival};
use super::search::{self, Indexed};
use super::{Library, facts, highlight, state, works};
use crate::error::Result;
use crate::review::{Draft, ReadingState, Review, ReviewId, Work};

/// What became of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The review's id.
    pub id: ReviewId,
    /// Whether it is new here.
    pub kind: Kind,
}

/// Whether a draft was new here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// It was not here, or had been removed.
    New,
    /// It was here, and said something else.
    Changed,
    /// It was here and adds nothing.
    Same,
}

/// The rows met in one import.
#[derive(Debug, Default)]
pub(super) struct Touched {
    now: Option<Timestamp>,
    rows: HashSet<i64>,
}

impl Library {
    /// Takes drafts in, in one transaction; tells in the same order what became of each. Whoever imports in several
    /// batches gives all of them the same `now`: that is how reviews of one import are told from versions of one.
    ///
    /// What the reader has done with a review stays with it, and a field edited by hand stays as it is.
    pub fn insert<D: Into<Prepared>>(
        &mut self,
        drafts: impl IntoIterator<Item = D>,
        now: Timestamp,
    ) -> Result<Vec<Outcome>> {
        let drafts = prepared(drafts);
        let mut touched = std::mem::take(&mut self.touched);
        if touched.now != Some(now) {
            touched = Touched { now: Some(now), rows: HashSet::new() };
        }
        let outcomes = self.write(|conn| {
            let mut import = Import::new(conn, now, &mut touched.rows);
            let outcomes = import.take_all(&drafts)?;
            search::index_new(conn, &import.new)?;
            Ok(outcomes)
        })?;
        self.touched = touched;
        Ok(outcomes)
    }

    /// What [`Library::insert`] would do with these drafts. Nothing is changed.
    pub fn rehearse<D: Into<Prepared>>(
        &mut self,
        drafts: impl IntoIterator<Item = D>,
        now: Timestamp,
    ) -> Result<Vec<Outcome>> {
        let drafts = prepared(drafts);
        let mut touched = HashSet::new();
        self.undone(|conn| Import::new(conn, now, &mut touched).take_all(&drafts))
    }
}

/// Drafts that are ready before the library is locked for them.
fn prepared<D: Into<Prepared>>(drafts: impl IntoIterator<Item = D>) -> Vec<Prepared> {
    drafts.into_iter().map(Into::into).collect()
}

struct Import<'a> {
    conn: &'a Connection,
    now: Timestamp,
    touched: &'a mut HashSet<i64>,
    /// What is to be put into the index, in the order of the rows.
    new: Vec<(i64, &'a Indexed)>,
}

impl<'a> Import<'a> {
    fn new(conn: &'a Connection, now: Timestamp, touched: &'a mut HashSet<i64>) -> Self {
        Self { conn, now, touched, new: Vec::new() }
    }

    fn take_all(&mut self, drafts: &'a [Prepared]) -> Result<Vec<Outcome>, Fault> {
        drafts.iter().map(|draft| self.take(draft)).collect()
    }

    fn take(&mut self, prepared: &'a Prepared) -> Result<Outcome, Fault> {
        let Prepared { draft, known, .. } = prepared;
        let (row, outcome) = match identity::find(self.conn, draft, known, self.touched)? {
            Some(found) => (found.row, self.renew(found, draft, known)?),
            None => {
                let (row, outcome) = self.add(prepared)?;
                self.new.push((row, &prepared.told.indexed));
                (row, outcome)
            }
        };
        self.touched.insert(row);
        Ok(outcome)
    }

    fn add(&self, Prepared { draft, known, told }: &Prepared) -> Result<(i64, Outcome), Fault> {
        let review = &draft.review;
        let work = works::find_or_add(self.conn, &review.work)?;
        let id = free_id(self.conn, draft.id.as_ref(), &known.fingerprint)?;
        let source = draft.based_on.first().or(review.url.as_ref()).map_or("", String::as_str);
        let arrival = Arrival { id: &id, source, at: self.now };
        let row = record::add(self.conn, review, work, told, &arrival)?;
        identity::store_new(self.conn, row, known)?;
        self.note_tags(row, &review.keywords)?;
        self.note_sources(row, draft, known)?;
        self.adopt_state(row, draft)?;
        Ok((row, Outcome { id, kind: Kind::New }))
    }

    fn renew(&self, found: Found, draft: &Draft, known: &Known) -> Result<Outcome, Fault> {
        let row = found.row;
        let (id, mut there, text) = record::load(self.conn, row)?;
        let text = text.rescued();
        // A damaged text counts as none, so that importing it again repairs it.
        let is_damaged = text.is_none();
        there.body = text.unwrap_or_default();
        let was_removed = self.is_removed(row)?;
        let standing = if is_damaged { Standing::Fills } else { self.standing(found, known)? };
        let edited = if is_damaged { Edited::default() } else { Edited::of(self.conn, row)? };
        let mut review = merge::merged(&there, &draft.review, &edited, standing);
        if !is_damaged && !edited.has("body") && draft.review.body != there.body {
            let told_elsewhere = self.is_told_elsewhere(row, known)?;
            let bodies = (there.body.as_str(), draft.review.body.as_str());
            richer_body(bodies, standing, told_elsewhere).clone_into(&mut review.body);
        }
        review.keywords = self.without_dropped(row, review.keywords)?;
        let is_changed = review != there || is_damaged;
        if is_changed || was_removed {
            self.bring_back(row, was_removed)?;
            let work = self.relink(row, &there.work, &review.work)?;
            if !is_damaged {
                state::carry_places(self.conn, row, &there.body, &review.body)?;
            }
            record::store(self.conn, row, &review, work)?;
            identity::store(self.conn, row, &review)?;
            self.note_tags(row, &review.keywords)?;
        }
        if standing == Standing::Newer {
            identity::note_stated(self.conn, row, known)?;
        }
        self.note_sources(row, draft, known)?;
        self.adopt_state(row, draft)?;
        let kind = match (was_removed, is_changed) {
            (true, _) => Kind::New,
            (false, true) => Kind::Changed,
            (false, false) => Kind::Same,
        };
        Ok(Outcome { id, kind })
    }

    /// Whether another source than the draft's tells of a review.
    fn is_told_elsewhere(&self, row: i64, known: &Known) -> Result<bool, Fault> {
        let sql = "SELECT EXISTS (SELECT 1 FROM sources WHERE review = ?1 AND source <> ?2)";
        let mut others = self.conn.prepare_cached(sql)?;
        Ok(others.query_row(params![row, known.source], |row| row.get(0))?)
    }

    fn standing(&self, found: Found, known: &Known) -> Result<Standing, Fault> {
        if found.is_as_before {
            return Ok(Standing::AsBefore);
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM sources WHERE review = ?1 AND source = ?2 AND digest IS NOT NULL),
            EXISTS (SELECT 1 FROM identities WHERE review = ?1 AND (fingerprint = ?3 OR stated = ?3))";
        let (is_known_source, is_same_text): (bool, bool) = self
            .conn
            .prepare_cached(sql)?
            .query_row(params![found.row, known.source, known.fingerprint], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let is_told_elsewhere = (is_same_text || found.is_by_likeness) && !is_known_source;
        Ok(if is_told_elsewhere { Standing::Fills } else { Standing::Newer })
    }

    fn is_removed(&self, row: i64) -> Result<bool, Fault> {
        let mut removed = self
            .conn
            .prepare_cached("SELECT removed IS NOT NULL FROM reviews WHERE review = ?1")?;
        Ok(removed.query_row([row], |row| row.get(0))?)
    }

    fn bring_back(&self, row: i64, was_removed: bool) -> Result<(), Fault> {
        if was_removed {
            let sql = "UPDATE reviews SET removed = NULL, added = ?2 WHERE review = ?1";
            self.conn.prepare_cached(sql)?.execute(params![row, millis(self.now)])?;
        }
        Ok(())
    }

    /// The row of the work that a review is about from now on; what was seen stays seen.
    fn relink(&self, row: i64, there: &Work, now: &Work) -> Result<i64, Fault> {
        let (from, _) = record::work_of(self.conn, row)?;
        if there == now {
            return Ok(from);
        }
        let is_free = merge::is_same_work(there, now) || there.name.is_empty();
        match works::find(self.conn, now)? {
            None if is_free => {
                works::store(self.conn, from, now)?;
                Ok(from)
            }
            _ => {
                let to = works::find_or_add(self.conn, now)?;
                works::carry_seen(self.conn, from, to)?;
                Ok(to)
            }
        }
    }

    fn without_dropped(&self, row: i64, mut tags: Vec<String>) -> Result<Vec<String>, Fault> {
        let mut dropped =
            self.conn.prepare_cached("SELECT tag FROM tags WHERE review = ?1 AND origin = 2")?;
        let dropped = dropped
            .query_map([row], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        tags.retain(|tag| !dropped.iter().any(|other| other.eq_ignore_ascii_case(tag)));
        Ok(tags)
    }

    fn note_tags(&self, row: i64, tags: &[String]) -> Result<(), Fault> {
        let sql = "INSERT INTO tags (review, tag, origin, position)
            VALUES (?1, ?2, 0, (SELECT 1 + coalesce(max(position), -1) FROM tags WHERE review = ?1)) ON CONFLICT DO NOTHING";
        let mut note = self.conn.prepare_cached(sql)?;
        tags.iter().try_for_each(|tag| note.execute(params![row, tag]).map(drop))?;
        Ok(())
    }

    /// Notes where a review came from; the newest source last, with what it said.
    fn note_sources(&self, row: i64, draft: &Draft, known: &Known) -> Result<(), Fault> {
        let sql = "INSERT INTO sources (review, source, position)
            VALUES (?1, ?2, (SELECT 1 + coalesce(max(position), -1) FROM sources WHERE review = ?1)) ON CONFLICT DO NOTHING";
        let mut note = self.conn.prepare_cached(sql)?;
        let others =
            draft.based_on.iter().filter(|source| !source.is_empty() && **source != known.source);
        others.cloned().try_for_each(|source| note.execute(params![row, source]).map(drop))?;
        note.execute(params![row, known.source])?;
        let sql =
            "UPDATE sources SET digest = ?3 WHERE review = ?1 AND source = ?2 AND digest IS NOT ?3";
        self.conn.prepare_cached(sql)?.execute(params![row, known.source, known.digest])?;
        Ok(())
    }

    /// Takes over what the reader had done elsewhere, where nothing was done here yet; highlights always.
    fn adopt_state(&self, row: i64, draft: &Draft) -> Result<(), Fault> {
        let Some(elsewhere) = &draft.state else { return Ok(()) };
        if self.is_untouched(row)? {
            state::adopt(self.conn, row, elsewhere, self.now)?;
        }
        highlight::adopt(self.conn, row, &elsewhere.highlights)
    }
}

impl Import<'_> {
    /// Whether nothing was done with a review yet. That its work was seen is said of the work, by whichever review.
    fn is_untouched(&self, row: i64) -> Result<bool, Fault> {
        let mut state = record::state(self.conn, row)?;
        state.flags.seen = false;
        Ok(state == ReadingState::default())
    }
}

/// The text to keep of two of one piece: where several sources tell of it the one with more of it, else the newer.
fn richer_body<'a>(
    (there, draft): (&'a str, &'a str),
    standing: Standing,
    is_told_elsewhere: bool,
) -> &'a str {
    let takes_draft = match standing {
        Standing::AsBefore => false,
        Standing::Fills => there.is_empty() || identity::richer(there, draft) == Richer::New,
        Standing::Newer if draft.is_empty() => false,
        Standing::Newer => !is_told_elsewhere || identity::richer(there, draft) != Richer::Kept,
    };
    if takes_draft { draft } else { there }
}

/// Brings a draft into the shape in which it will be read back, so that the same again is seen as the same.
pub(super) fn tidy(review: &mut Review) {
    let fields = [
        &mut review.publisher,
        &mut review.description,
        &mut review.language,
        &mut review.url,
        &mut review.spoilers,
    ];
    for field in fields {
        *field = stated(field.as_deref()).map(str::to_owned);
    }
    let work = &mut review.work;
    for list in [&mut review.authors, &mut work.creators, &mut work.writers, &mut work.actors] {
        *list = lines(list).lines().map(str::to_owned).collect();
    }
    let mut tags: Vec<String> = Vec::new();
    for tag in review.keywords.iter().map(|tag| tag.trim()) {
        if !tag.is_empty() && !tags.iter().any(|other| other.eq_ignore_ascii_case(tag)) {
            tags.push(tag.to_owned());
        }
    }
    review.keywords = tags;
}

/// An id that nothing has: the wanted one, else as few letters of the fingerprint as will do, four at least.
fn free_id(
    conn: &Connection,
    wanted: Option<&ReviewId>,
    fingerprint: &str,
) -> Result<ReviewId, Fault> {
    let mut is_taken = conn.prepare_cached("SELECT 1 FROM reviews WHERE id = ?1")?;
    let mut is_free = |id: &ReviewId| {
        is_taken.query_row([id.as_str()], |_| Ok(())).optional().map(|row| row.is_none())
    };
    if let Some(id) = wanted
        && is_free(id)?
    {
        return Ok(id.clone());
    }
    // A text that was edited into another leaves its fingerprint to two reviews: then that is fingerprinted in turn.
    let mut letters = fingerprint.to_owned();
    loop {
        for id in (4..=letters.len()).filter_map(|n| ReviewId::new(letters.get(..n)?)) {
            if is_free(&id)? {
                return Ok(id);
            }
        }
        letters = facts::fingerprint(&letters);
    }
}

#[cfg(test)]
mod tests;
