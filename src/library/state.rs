//! What a reader does with reviews: each change gives back what undoes it.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::columns::{Columns, millis};
use super::edit::{self, Field};
use super::fault::Fault;
use super::record::{self, row_of};
use super::{Library, cover, facts, highlight, mark, search, works};
use crate::error::Result;
use crate::review::{
    Anchor, Colour, Highlight, HighlightId, MarkName, Place, ReadingState, ReviewId,
};

/// A place kept for a time that lies this far ahead was kept by a wrong clock: it does not stand against a new one.
const CLOCK_ERROR_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// A change to a review.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Marks it read, now, or unread.
    SetRead(bool),
    /// Marks it read at an earlier time: what undoes `SetRead(false)`.
    RestoreRead(Timestamp),
    /// Stars it, or takes the star away.
    SetStarred(bool),
    /// Marks its work as seen or not, for all reviews of that work.
    SetSeen(bool),
    /// Keeps the place where reading stopped. Of two programs, the one that stopped last wins.
    SetPlace {
        /// The top of the reading pane.
        place: Place,
        /// How much has been read, 0 to 1.
        progress: f32,
    },
    /// Names a place, or takes the name away.
    SetMark {
        /// The name.
        name: MarkName,
        /// The place, if it is to have one.
        place: Option<Place>,
    },
    /// Covers all from a place on as a spoiler, or takes that back.
    SetCover(Option<Place>),
    /// Highlights a passage.
    AddHighlight {
        /// Where it stands.
        anchor: Anchor,
        /// Its colour.
        colour: Colour,
        /// A note to it, or nothing.
        note: String,
    },
    /// Gives a highlight another colour.
    Recolour(HighlightId, Colour),
    /// Writes a note to a highlight, over the one it had.
    Annotate(HighlightId, String),
    /// Removes a highlight, for good: no import brings it back.
    DropHighlight(HighlightId),
    /// Puts a highlight back as it was: what undoes the others.
    PutHighlight(Box<Highlight>),
    /// Tags it.
    AddTag(String),
    /// Takes a tag away, for good: no import brings it back.
    DropTag(String),
    /// Edits a field by hand: no import changes it any more.
    Edit(Field),
    /// Puts a field back as it was before it was ever edited: what undoes the first `Edit`.
    Unedit(Field),
    /// Removes it from everything shown. Its row stays, so that this can be undone.
    Remove,
    /// Brings it back.
    Restore,
}

/// What undoes a change: give it to [`Library::undo`].
pub type Undo = Vec<(ReviewId, Change)>;

impl Library {
    /// Makes one change to some reviews, all of them or none. What was so already needs no undoing.
    ///
    /// # Errors
    /// `Error::Asked` where an id names no review, `Error::File` where the library cannot be written.
    pub fn apply(&mut self, ids: &[ReviewId], change: &Change, now: Timestamp) -> Result<Undo> {
        self.write(|conn| {
            let rows = ids.iter().map(|id| any_row_of(conn, id)).collect::<Result<_, _>>()?;
            let mut bench = Bench { conn, now, rows, is_undoing: false, undo: Undo::new() };
            ids.iter().try_for_each(|id| bench.apply(id, change))?;
            Ok(bench.undo)
        })
    }

    /// Undoes what [`Library::apply`] did, the last first; gives back what does it again.
    pub fn undo(&mut self, undo: &[(ReviewId, Change)], now: Timestamp) -> Result<Undo> {
        self.write(|conn| {
            let rows = undo.iter().map(|(id, _)| any_row_of(conn, id)).collect::<Result<_, _>>()?;
            let mut bench = Bench { conn, now, rows, is_undoing: true, undo: Undo::new() };
            undo.iter().rev().try_for_each(|(id, change)| bench.apply(id, change))?;
            Ok(bench.undo)
        })
    }
}

/// The row of a review, removed or not.
fn any_row_of(conn: &Connection, id: &ReviewId) -> Result<i64, Fault> {
    let mut find = conn.prepare_cached("SELECT review FROM reviews WHERE id = ?1")?;
    let row = find.query_row([id.as_str()], |row| row.get(0)).optional()?;
    row.ok_or_else(|| Fault::NoReview(id.to_string()))
}

/// Where changes are made: the open transaction, all rows they go to, and what undoes them so far.
struct Bench<'a> {
    conn: &'a Connection,
    now: Timestamp,
    rows: HashSet<i64>,
    is_undoing: bool,
    undo: Undo,
}

impl Bench<'_> {
    fn apply(&mut self, id: &ReviewId, change: &Change) -> Result<(), Fault> {
        if *change == Change::Restore {
            let row = any_row_of(self.conn, id)?;
            let undo = self.restore(row)?;
            self.undo.extend(undo.map(|undo| (id.clone(), undo)));
            return Ok(());
        }
        let row = row_of(self.conn, id)?;
        let undo = match change {
            Change::SetRead(read) => self.set_read(row, read.then_some(self.now))?,
            Change::RestoreRead(at) => self.set_read(row, Some(*at))?,
            Change::SetStarred(starred) => self.set_starred(row, *starred)?,
            Change::SetSeen(seen) => self.set_seen(row, *seen)?,
            Change::SetPlace { place, progress } => self.set_place(row, *place, *progress)?,
            Change::SetMark { name, place } => return self.set_mark(id, row, *name, *place),
            Change::AddHighlight { .. }
            | Change::Recolour(..)
            | Change::Annotate(..)
            | Change::DropHighlight(_)
            | Change::PutHighlight(_) => self.highlight(row, change)?,
            Change::SetCover(from) => self.set_cover(row, *from)?,
            Change::AddTag(tag) => self.add_tag(row, tag)?,
            Change::DropTag(tag) => self.drop_tag(row, tag)?,
            Change::Edit(field) => return self.edit(id, row, field, true),
            Change::Unedit(field) => return self.edit(id, row, field, false),
            Change::Remove => self.remove(row)?,
            Change::Restore => None,
        };
        self.undo.extend(undo.map(|undo| (id.clone(), undo)));
        Ok(())
    }

    fn set_mark(
        &mut self,
        id: &ReviewId,
        row: i64,
        name: MarkName,
        place: Option<Place>,
    ) -> Result<(), Fault> {
        let before = mark::set(self.conn, row, name, place)?;
        let back = |place| Change::SetMark { name, place };
        match before {
            Some((other, there)) => self.undo.push((other, back(Some(there)))),
            None if place.is_some() => self.undo.push((id.clone(), back(None))),
            None => {}
        }
        Ok(())
    }

    fn highlight(&self, row: i64, change: &Change) -> Result<Option<Change>, Fault> {
        let (conn, now) = (self.conn, self.now);
        match change {
            Change::AddHighlight { anchor, colour, note } => {
                highlight::add(conn, row, (anchor, *colour, note), now)
            }
            Change::Recolour(id, colour) => highlight::recolour(conn, row, (id, *colour), now),
            Change::Annotate(id, note) => highlight::annotate(conn, row, (id, note), now),
            Change::DropHighlight(id) => highlight::remove(conn, row, id, now),
            Change::PutHighlight(there) => highlight::put_back(conn, row, there),
            _ => Ok(None),
        }
    }

    fn set_read(&self, row: i64, read_at: Option<Timestamp>) -> Result<Option<Change>, Fault> {
        let there = record::state(self.conn, row)?;
        if there.flags.read == read_at.is_some() {
            return Ok(None);
        }
        self.set(
            row,
            "read = ?2, read_at = ?3",
            params![row, read_at.is_some(), read_at.map(millis)],
        )?;
        let undo = match (there.flags.read, there.read_at) {
            (false, _) => Change::SetRead(false),
            (true, at) => Change::RestoreRead(at.unwrap_or(self.now)),
        };
        Ok(Some(undo))
    }

    fn set_starred(&self, row: i64, starred: bool) -> Result<Option<Change>, Fault> {
        let there = record::state(self.conn, row)?.flags.starred;
        if there == starred {
            return Ok(None);
        }
        self.set(row, "starred = ?2", params![row, starred])?;
        Ok(Some(Change::SetStarred(there)))
    }

    fn set_seen(&self, row: i64, seen: bool) -> Result<Option<Change>, Fault> {
        let sql = "UPDATE works SET seen = ?2 WHERE work = (SELECT work FROM reviews WHERE review = ?1) AND seen <> ?2";
        let n_changed = self.conn.prepare_cached(sql)?.execute(params![row, seen])?;
        Ok((n_changed > 0).then_some(Change::SetSeen(!seen)))
    }

    fn set_place(&self, row: i64, place: Place, progress: f32) -> Result<Option<Change>, Fault> {
        let there = record::state(self.conn, row)?;
        let progress = share(progress);
        let now = millis(self.now);
        let sql = "SELECT place_at FROM states WHERE review = ?1";
        let left_at = self
            .conn
            .prepare_cached(sql)?
            .query_row([row], |row| row.get::<_, Option<i64>>(0))
            .optional()?;
        let is_late = left_at.flatten().is_some_and(|at| at > now && at - now < CLOCK_ERROR_MILLIS);
        #[expect(clippy::float_cmp, reason = "the very same number means that nothing moved")]
        if is_late || (there.place == place && there.progress == progress) {
            return Ok(None);
        }
        let columns = "block = ?2, grapheme = ?3, progress = ?4, place_at = ?5";
        self.set(
            row,
            columns,
            params![row, place.block, place.grapheme, f64::from(progress), now],
        )?;
        Ok(Some(Change::SetPlace { place: there.place, progress: there.progress }))
    }

    fn set_cover(&self, row: i64, from: Option<Place>) -> Result<Option<Change>, Fault> {
        let there = cover::load(self.conn, row)?;
        if there == from {
            return Ok(None);
        }
        self.begin(row)?;
        cover::set(self.conn, row, from)?;
        cover::recount(self.conn, row)?;
        Ok(Some(Change::SetCover(there)))
    }

    /// Lets the state of a review exist.
    fn begin(&self, row: i64) -> Result<(), Fault> {
        let sql = "INSERT INTO states (review) VALUES (?1) ON CONFLICT DO NOTHING";
        self.conn.prepare_cached(sql)?.execute([row])?;
        Ok(())
    }

    /// Sets columns of a review's state, which begins to exist with it. Its parameters begin with the row.
    fn set(&self, row: i64, columns: &str, params: impl rusqlite::Params) -> Result<(), Fault> {
        self.begin(row)?;
        self.conn
            .prepare_cached(&format!("UPDATE states SET {columns} WHERE review = ?1"))?
            .execute(params)?;
        Ok(())
    }

    fn add_tag(&self, row: i64, tag: &str) -> Result<Option<Change>, Fault> {
        let tag = tag.trim().replace(['\n', '\r'], " ");
        if tag.is_empty() {
            return Err(Fault::Refused { what: "tag", why: "cannot be empty" });
        }
        // A tag of the source that was dropped becomes the source's again.
        let sql = "UPDATE tags SET origin = 0 WHERE review = ?1 AND tag = ?2 AND origin = 2";
        let is_back = self.conn.prepare_cached(sql)?.execute(params![row, tag])? > 0;
        let sql = "INSERT INTO tags (review, tag, origin, position)
            VALUES (?1, ?2, 1, (SELECT 1 + coalesce(max(position), -1) FROM tags WHERE review = ?1)) ON CONFLICT DO NOTHING";
        let is_new = !is_back && self.conn.prepare_cached(sql)?.execute(params![row, tag])? > 0;
        Ok((is_back || is_new).then_some(Change::DropTag(tag)))
    }

    fn drop_tag(&self, row: i64, tag: &str) -> Result<Option<Change>, Fault> {
        let tag = tag.trim();
        let sql = "SELECT tag FROM tags WHERE review = ?1 AND tag = ?2 AND origin < 2";
        let there = self
            .conn
            .prepare_cached(sql)?
            .query_row(params![row, tag], |row| Columns::from(row, 0).text());
        let Some(there) = there.optional()? else { return Ok(None) };
        self.conn
            .prepare_cached("DELETE FROM tags WHERE review = ?1 AND tag = ?2 AND origin = 1")?
            .execute(params![row, tag])?;
        self.conn
            .prepare_cached("UPDATE tags SET origin = 2 WHERE review = ?1 AND tag = ?2")?
            .execute(params![row, tag])?;
        Ok(Some(Change::AddTag(there)))
    }

    fn edit(&mut self, id: &ReviewId, row: i64, field: &Field, by_hand: bool) -> Result<(), Fault> {
        let was_edited = edit::is_edited(self.conn, row, field)?;
        let Some(edited) = edit::set(self.conn, row, field, &self.rows)? else { return Ok(()) };
        edit::mark(self.conn, row, field, by_hand)?;
        let back =
            if was_edited { Change::Edit(edited.before) } else { Change::Unedit(edited.before) };
        self.undo.push((id.clone(), back));
        // What was seen under a wrong name was seen. Not so on the way back: there every step is in the list.
        if let Some((from, to)) = edited.moved
            && !self.is_undoing
            && works::carry_seen(self.conn, from, to)?
        {
            self.undo.push((id.clone(), Change::SetSeen(false)));
        }
        Ok(())
    }

    fn remove(&self, row: i64) -> Result<Option<Change>, Fault> {
        let sql = "UPDATE reviews SET removed = ?2 WHERE review = ?1";
        self.conn.prepare_cached(sql)?.execute(params![row, millis(self.now)])?;
        search::forget(self.conn, row)?;
        Ok(Some(Change::Restore))
    }

    fn restore(&self, row: i64) -> Result<Option<Change>, Fault> {
        let sql = "UPDATE reviews SET removed = NULL WHERE review = ?1 AND removed IS NOT NULL";
        if self.conn.prepare_cached(sql)?.execute([row])? == 0 {
            return Ok(None);
        }
        search::index_again(self.conn, row)?;
        Ok(Some(Change::Remove))
    }
}

/// Lets the places that are kept in a review (where it was left, from where it is covered, those that are named) go with
/// their words, where the text is another now.
pub(super) fn carry_places(conn: &Connection, row: i64, old: &str, new: &str) -> Result<(), Fault> {
    if old == new {
        return Ok(());
    }
    let ReadingState { place: there, covered_from, .. } = record::state(conn, row)?;
    if let Some(from) = covered_from {
        cover::set(conn, row, Some(facts::moved(from, old, new)))?;
    }
    let place = facts::moved(there, old, new);
    if place != there {
        let sql = "UPDATE states SET block = ?2, grapheme = ?3 WHERE review = ?1";
        conn.prepare_cached(sql)?.execute(params![row, place.block, place.grapheme])?;
    }
    mark::carry(conn, row, old, new)
}

/// Takes over what a reader had done with a review in another library.
pub(super) fn adopt(
    conn: &Connection,
    row: i64,
    elsewhere: &ReadingState,
    now: Timestamp,
) -> Result<(), Fault> {
    let sql =
        "REPLACE INTO states (review, read, read_at, starred, block, grapheme, progress, place_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    if *elsewhere == ReadingState::default() {
        return Ok(());
    }
    conn.prepare_cached(sql)?.execute(params![
        row,
        elsewhere.flags.read,
        elsewhere.read_at.map(millis),
        elsewhere.flags.starred,
        elsewhere.place.block,
        elsewhere.place.grapheme,
        f64::from(share(elsewhere.progress)),
        millis(now),
    ])?;
    if elsewhere.covered_from.is_some() {
        cover::set(conn, row, elsewhere.covered_from)?;
        cover::recount(conn, row)?;
    }
    if elsewhere.flags.seen {
        let sql =
            "UPDATE works SET seen = 1 WHERE work = (SELECT work FROM reviews WHERE review = ?1)";
        conn.prepare_cached(sql)?.execute([row])?;
    }
    mark::adopt(conn, row, &elsewhere.marked)
}

/// A share of a text, whatever was computed.
fn share(progress: f32) -> f32 {
    if progress.is_finite() { progress.clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests;
