//! The file's own claims (what it is, which version) and the steps that bring an older one up to date.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::search;
use crate::error::{Error, Result};

/// Marks an `SQLite` file as ours: `anra` in ASCII, in the header's bytes 68 to 71.
pub(super) const APPLICATION_ID: i32 = 0x616e_7261;

/// The steps from nothing to the newest version; step n leads from version n to n + 1. Never edited once released.
pub(super) const STEPS: &[&str] = &[
    include_str!("../../assets/schema/001.sql"),
    include_str!("../../assets/schema/002.sql"),
    include_str!("../../assets/schema/003.sql"),
    include_str!("../../assets/schema/004.sql"),
    include_str!("../../assets/schema/005.sql"),
    include_str!("../../assets/schema/006.sql"),
];

/// The version that this program writes and reads.
pub(super) const VERSION: usize = STEPS.len();

/// Refuses a file that is not a library, before `SQLite` touches it: `SQLite` takes an empty file for an empty database
/// and would make its own files beside a foreign one.
pub(super) fn recognise(path: &Path) -> Result<()> {
    let mut header = Vec::with_capacity(100);
    let file = File::open(path).map_err(|source| Error::io(path, source))?;
    file.take(100).read_to_end(&mut header).map_err(|source| Error::io(path, source))?;
    match refusal(&header) {
        None => Ok(()),
        Some(why) => Err(Error::file(path, why)),
    }
}

/// Why a file with this header (its first 100 bytes, or all of a shorter file) is no library of ours.
fn refusal(header: &[u8]) -> Option<&'static str> {
    if header.is_empty() {
        return Some(
            "is empty where a library should be; restore a backup, or remove it to begin a new library",
        );
    }
    if !header.starts_with(b"SQLite format 3\0") {
        return Some("is not a library of anora-tui");
    }
    match header.get(68..72) {
        None => Some("is cut short; restore a backup"),
        Some(id) if id == APPLICATION_ID.to_be_bytes() => None,
        Some(_) => Some("is a database of another program, not a library of anora-tui"),
    }
}

/// Which version a library is of.
pub(super) fn version(conn: &Connection) -> rusqlite::Result<usize> {
    // A version that does not fit is a damaged or future one: newer than ours either way.
    conn.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))
        .map(|version| usize::try_from(version).unwrap_or(usize::MAX))
}

/// Takes every step that is left, each in a transaction of its own: killed anywhere, the library is of one version or
/// the next. Two programs may do this at once, for the version is read inside the transaction.
pub(super) fn migrate(conn: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    search::add_functions(conn)?;
    loop {
        let step = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version = version(&step)?;
        let Some(sql) = steps.get(version) else { return Ok(()) };
        step.execute_batch(sql)?;
        step.pragma_update(None, "application_id", APPLICATION_ID)?;
        step.pragma_update(None, "user_version", i64::try_from(version + 1).unwrap_or(i64::MAX))?;
        step.commit()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &[u8], told: Option<&str>) {
        let why = refusal(header);
        assert_eq!(why.is_some(), told.is_some(), "{why:?}");
        assert!(why.unwrap_or("").contains(told.unwrap_or("")), "{why:?}");
    }

    #[test]
    fn only_our_own_files_are_recognised() {
        let mut header = [0; 100];
        header[..16].copy_from_slice(b"SQLite format 3\0");
        check(&header, Some("another program"));
        header[68..72].copy_from_slice(b"anra");
        check(&header, None);
        check(&header[..50], Some("cut short"));
        check(b"", Some("is empty"));
        check(b"Dear diary, today I saw a film.", Some("not a library"));
    }

    #[test]
    fn steps_are_taken_once_and_in_order() {
        let mut conn = Connection::open_in_memory().unwrap();
        let steps = ["CREATE TABLE a (x)", "INSERT INTO a VALUES (1)"];
        migrate(&mut conn, &steps[..1]).unwrap();
        assert_eq!(version(&conn).unwrap(), 1);
        migrate(&mut conn, &steps).unwrap();
        migrate(&mut conn, &steps).unwrap();
        assert_eq!(version(&conn).unwrap(), 2);
        assert_eq!(
            conn.query_row("SELECT count(*) FROM a", [], |row| row.get::<_, i64>(0)).unwrap(),
            1
        );
    }

    #[test]
    fn a_step_that_fails_halfway_leaves_the_version_before_it() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn, &["CREATE TABLE a (x)"]).unwrap();
        let steps =
            ["CREATE TABLE a (x)", "INSERT INTO a VALUES (1); INSERT INTO nowhere VALUES (1)"];
        assert!(migrate(&mut conn, &steps).is_err());
        assert_eq!(version(&conn).unwrap(), 1);
        assert_eq!(
            conn.query_row("SELECT count(*) FROM a", [], |row| row.get::<_, i64>(0)).unwrap(),
            0
        );
    }
}
