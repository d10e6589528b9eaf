//! What of a review its reader covers by hand: all from a place on.

use rusqlite::{Connection, OptionalExtension, params};

use super::columns::Columns;
use super::fault::Fault;
use super::{facts, record};
use crate::review::Place;

/// From where on a review is covered by hand, if it is.
pub(super) fn load(conn: &Connection, row: i64) -> Result<Option<Place>, Fault> {
    let sql = "SELECT cover_block, cover_grapheme FROM states WHERE review = ?1";
    let place = conn.prepare_cached(sql)?.query_row([row], |row| read(&mut Columns::from(row, 0)));
    Ok(place.optional()?.flatten())
}

/// The place in the two columns that come next.
pub(super) fn read(column: &mut Columns<'_>) -> rusqlite::Result<Option<Place>> {
    let number = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok());
    let (block, grapheme) = (number(column.maybe_int()?), number(column.maybe_int()?));
    Ok(block.zip(grapheme).map(|(block, grapheme)| Place { block, grapheme }))
}

/// Covers a review from a place on, or takes that back. Its state must exist.
pub(super) fn set(conn: &Connection, row: i64, from: Option<Place>) -> Result<(), Fault> {
    let sql = "UPDATE states SET cover_block = ?2, cover_grapheme = ?3 WHERE review = ?1";
    let (block, grapheme) = (from.map(|place| place.block), from.map(|place| place.grapheme));
    conn.prepare_cached(sql)?.execute(params![row, block, grapheme])?;
    Ok(())
}

/// Counts anew how many passages of a review are covered, as the list says it.
pub(super) fn recount(conn: &Connection, row: i64) -> Result<(), Fault> {
    let (_, mut review, text) = record::load(conn, row)?;
    // A damaged text is told when it is opened.
    let Some(body) = text.rescued() else { return Ok(()) };
    review.body = body;
    let n_spoilers = facts::facts(&review, load(conn, row)?).n_spoilers;
    let sql = "UPDATE reviews SET n_spoilers = ?2 WHERE review = ?1";
    conn.prepare_cached(sql)?.execute(params![row, n_spoilers])?;
    Ok(())
}
