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
mod tests {
    use super::super::support::{at, draft, import, text, with_one};
    use super::*;
    use crate::review::{Draft, Quote, Record, Title, Work};

    fn library(works: &[&str]) -> (Library, Vec<ReviewId>) {
        let mut library = Library::in_memory().unwrap();
        let drafts: Vec<Draft> = works
            .iter()
            .enumerate()
            .map(|(n, work)| draft(&format!("R{n}"), work, &text(&format!("x{n}y"))))
            .collect();
        let ids = import(&mut library, &drafts, 0).into_iter().map(|(id, _)| id).collect();
        (library, ids)
    }

    fn records(library: &Library) -> Vec<Record> {
        library.records(None).unwrap().map(Result::unwrap).collect()
    }

    /// A change does something, its undo takes that back, and the undo of the undo does it again.
    #[track_caller]
    fn check(change: &Change, works: &[&str], is_done: impl Fn(&[Record]) -> bool) {
        let (mut library, ids) = library(works);
        let before = records(&library);
        assert!(!is_done(&before));
        let undo = library.apply(&ids, change, at(10)).unwrap();
        let after = records(&library);
        assert!(is_done(&after), "{after:#?}");
        let redo = library.undo(&undo, at(20)).unwrap();
        assert_eq!(records(&library), before);
        library.undo(&redo, at(30)).unwrap();
        assert_eq!(records(&library), after);
        assert_eq!(library.check().unwrap(), Vec::<String>::new());
    }

    #[test]
    fn what_is_covered_by_hand_counts_as_a_spoiler_and_goes_with_its_words() {
        let body = "It begins.\n\nShe waits for the tram.\n\nIt ends.";
        let (mut library, id) = with_one(&draft("One", "Anora", body));
        let from = Some(Place { block: 1, grapheme: 0 });
        let ids = std::slice::from_ref(&id);
        let n_spoilers = |library: &Library| library.summary(&id).unwrap().text.n_spoilers;
        let undo = library.apply(ids, &Change::SetCover(from), at(1)).unwrap();
        assert_eq!(
            (library.record(&id).unwrap().state.covered_from, n_spoilers(&library)),
            (from, 1)
        );
        let hit = library.search("tram ", 9).unwrap().remove(0);
        assert!(!hit.covers.is_empty(), "{hit:?}");
        import(&mut library, &[draft("One", "Anora", &format!("A new beginning.\n\n{body}"))], 2);
        let moved = Some(Place { block: 2, grapheme: 0 });
        assert_eq!(
            (library.record(&id).unwrap().state.covered_from, n_spoilers(&library)),
            (moved, 1)
        );
        library.undo(&undo, at(3)).unwrap();
        assert_eq!(
            (library.record(&id).unwrap().state.covered_from, n_spoilers(&library)),
            (None, 0)
        );
        assert_eq!(library.apply(ids, &Change::SetCover(None), at(4)).unwrap(), []);
    }

    #[test]
    fn a_place_goes_with_its_words_when_the_text_changes() {
        let body = |parts: &[&str]| parts.join("\n\n");
        let (mut library, id) = with_one(&draft(
            "One",
            "Anora",
            &body(&["It begins.", "She waits for the tram.", "It ends."]),
        ));
        let place = Place { block: 1, grapheme: 4 };
        let ids = std::slice::from_ref(&id);
        library.apply(ids, &Change::SetPlace { place, progress: 0.5 }, at(1)).unwrap();
        let longer =
            body(&["A new beginning.", "It begins.", "She waits for the night tram.", "It ends."]);
        let undo = library.apply(ids, &Change::Edit(Field::Body(longer.clone())), at(2)).unwrap();
        assert_eq!(library.record(&id).unwrap().state.place, Place { block: 2, grapheme: 4 });
        library.undo(&undo, at(3)).unwrap();
        assert_eq!(library.record(&id).unwrap().state.place, place);
        import(&mut library, &[draft("One", "Anora", &longer)], 4);
        let state = library.record(&id).unwrap().state;
        assert_eq!((state.place, state.progress), (Place { block: 2, grapheme: 4 }, 0.5));
    }

    #[test]
    fn every_change_can_be_undone() {
        let place = Place { block: 4, grapheme: 2 };
        check(&Change::SetRead(true), &["A", "B"], |all| {
            all.iter().all(|r| r.state.read_at == Some(at(10)))
        });
        check(&Change::SetStarred(true), &["A", "B"], |all| {
            all.iter().all(|r| r.state.flags.starred)
        });
        check(&Change::SetSeen(true), &["A", "A", "", "B"], |all| {
            all.iter().all(|r| r.state.flags.seen)
        });
        check(&Change::SetPlace { place, progress: 0.5 }, &["A"], |all| {
            all[0].state.place == place
        });
        check(&Change::AddTag("good".into()), &["A", "B"], |all| {
            all.iter().all(|r| r.review.keywords == ["good"])
        });
        let quote = Quote { exact: "x0y2 of".into(), ..Quote::default() };
        let anchor = Anchor { passage: None, quote };
        let add = Change::AddHighlight { anchor, colour: Colour::Pink, note: "n".into() };
        check(&add, &["A"], |all| all[0].state.highlights.len() == 1);
        check(&Change::Remove, &["A", "B"], <[Record]>::is_empty);
        let edit = |field| Change::Edit(field);
        check(&edit(Field::Title(Title::stated("T"))), &["A"], |all| {
            all[0].review.title.text == "T"
        });
        check(&edit(Field::WorkName("C".into())), &["A"], |all| all[0].review.work.name == "C");
        check(&edit(Field::WorkName("C".into())), &["A", "A", "B", ""], |all| {
            all.iter().all(|r| r.review.work.name == "C")
        });
        check(&edit(Field::WorkDate("2024".parse().ok())), &["A", "A"], |all| {
            all.iter().all(|r| r.review.work.year() == Some(2024))
        });
        check(&edit(Field::Authors(vec!["X".into()])), &["A"], |all| {
            all[0].review.authors == ["X"]
        });
        check(&edit(Field::Url(Some("https://x.example".into()))), &["A"], |all| {
            all[0].review.url.is_some()
        });
        check(&edit(Field::Body("New.".into())), &["A"], |all| all[0].review.body == "New.");
    }

    #[test]
    fn marking_unread_is_undone_to_the_time_when_it_was_read() {
        let (mut library, ids) = library(&["A"]);
        library.apply(&ids, &Change::SetRead(true), at(1)).unwrap();
        assert_eq!(library.apply(&ids, &Change::SetRead(true), at(2)).unwrap(), []);
        let undo = library.apply(&ids, &Change::SetRead(false), at(3)).unwrap();
        assert_eq!(library.record(&ids[0]).unwrap().state.read_at, None);
        library.undo(&undo, at(4)).unwrap();
        assert_eq!(library.record(&ids[0]).unwrap().state.read_at, Some(at(1)));
    }

    #[test]
    fn seen_goes_to_all_reviews_of_a_work_and_to_those_that_come() {
        let (mut library, ids) = library(&["Anora", "Anora", "Tangerine", ""]);
        library.apply(&ids[..1], &Change::SetSeen(true), at(1)).unwrap();
        import(&mut library, &[draft("New", "ANORA", &text("new"))], 2);
        let seen = |library: &Library| {
            records(library).iter().map(|r| r.state.flags.seen).collect::<Vec<_>>()
        };
        assert_eq!(seen(&library), [true, true, false, false, true]);
        let undo = library
            .apply(&ids[2..3], &Change::Edit(Field::WorkName("Anora".into())), at(3))
            .unwrap();
        assert_eq!(seen(&library), [true, true, true, false, true]);
        library.undo(&undo, at(4)).unwrap();
        assert_eq!(seen(&library), [true, true, false, false, true]);
    }

    #[test]
    fn renaming_the_work_of_one_review_leaves_the_others() {
        let (mut library, ids) = library(&["Anora", "Anora"]);
        library.apply(&ids[..1], &Change::SetSeen(true), at(1)).unwrap();
        let undo = library
            .apply(&ids[..1], &Change::Edit(Field::WorkName("Tangerine".into())), at(2))
            .unwrap();
        let names = |library: &Library| {
            records(library).into_iter().map(|r| r.review.work.name).collect::<Vec<_>>()
        };
        assert_eq!(names(&library), ["Tangerine", "Anora"]);
        assert_eq!(library.search("tangerine ", 9).unwrap().len(), 1);
        assert_eq!(library.search("anora ", 9).unwrap().len(), 1);
        library.undo(&undo, at(3)).unwrap();
        assert_eq!(names(&library), ["Anora", "Anora"]);
        assert!(records(&library).iter().all(|r| r.state.flags.seen));
    }

    #[test]
    fn an_undone_edit_is_no_edit() {
        let mut source = draft("One", "Anora", &text("a"));
        let (mut library, id) = with_one(&source);
        let ids = [id.clone()];
        let undo = library
            .apply(&ids, &Change::Edit(Field::Publisher(Some("Mine".into()))), at(1))
            .unwrap();
        library.undo(&undo, at(2)).unwrap();
        source.review.publisher = Some("Theirs".into());
        import(&mut library, &[source], 3);
        assert_eq!(library.record(&id).unwrap().review.publisher.as_deref(), Some("Theirs"));
    }

    #[test]
    fn the_place_left_last_wins_unless_a_clock_was_wrong() {
        let (mut library, ids) = library(&["A"]);
        let mut leave = |block, second| {
            let place = Place { block, grapheme: 0 };
            library
                .apply(&ids, &Change::SetPlace { place, progress: f32::NAN }, at(second))
                .unwrap();
            library.record(&ids[0]).unwrap().state.place.block
        };
        assert_eq!(leave(5, 100), 5);
        assert_eq!(leave(3, 50), 5);
        assert_eq!(leave(7, 100_000_000), 7);
        assert_eq!(leave(9, 101), 9);
    }

    #[test]
    fn removing_takes_a_review_out_of_everything_until_it_is_restored() {
        let (mut library, ids) = library(&["A", "B"]);
        library.apply(&ids[..1], &Change::Remove, at(1)).unwrap();
        assert_eq!(library.summaries().unwrap().len(), 1);
        assert_eq!(library.counts().unwrap().n_reviews, 1);
        assert!(library.record(&ids[0]).is_err() && library.resolve(ids[0].as_str()).is_err());
        assert!(library.search("x0y1", 9).unwrap().is_empty());
        let unknown = library.apply(&ids, &Change::SetRead(true), at(2)).unwrap_err();
        assert_eq!(unknown.to_string(), format!("{}: no review has this id", ids[0]));
        assert!(!library.record(&ids[1]).unwrap().state.flags.read);
        library.apply(&ids, &Change::Restore, at(3)).unwrap();
        assert_eq!(library.search("x0y1", 9).unwrap().len(), 1);
    }

    #[test]
    fn a_review_cannot_lose_its_title() {
        let (mut library, ids) = library(&["A"]);
        let change = Change::Edit(Field::Title(Title::stated("  ")));
        assert_eq!(
            library.apply(&ids, &change, at(1)).unwrap_err().to_string(),
            "title: cannot be empty"
        );
        assert!(library.apply(&ids, &Change::AddTag(" ".into()), at(1)).is_err());
    }

    #[test]
    fn renaming_keeps_what_is_known_of_a_work_that_all_its_reviews_leave() {
        let mut source = draft("One", "Anroa", &text("a"));
        source.review.work.creators = vec!["Sean Baker".into()];
        let mut library = Library::in_memory().unwrap();
        let other = draft("Two", "Anroa", &text("b"));
        let ids: Vec<ReviewId> =
            import(&mut library, &[source, other], 0).into_iter().map(|(id, _)| id).collect();
        library.apply(&ids, &Change::Edit(Field::WorkName("Anora".into())), at(1)).unwrap();
        let whole = Work { creators: vec!["Sean Baker".into()], ..Work::named("Anora") };
        assert!(records(&library).iter().all(|record| record.review.work == whole));
    }
}
