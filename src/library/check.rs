//! Whether the library is whole: `SQLite`'s own test, and one of every text that `SQLite`'s cannot make.

use rusqlite::{Connection, ErrorCode};

use super::columns::Columns;
use super::fault::Fault;
use super::{Library, record};
use crate::error::Result;

impl Library {
    /// What is wrong with the library, one finding a line; nothing where it is whole. Reads all of it.
    pub fn check(&self) -> Result<Vec<String>> {
        self.read(|conn| {
            let mut findings = quick_check(conn)?;
            findings
                .extend(["search", "beginnings"].iter().find_map(|index| index_check(conn, index)));
            findings.extend(damaged_texts(conn)?);
            Ok(findings)
        })
    }
}

fn quick_check(conn: &Connection) -> Result<Vec<String>, Fault> {
    let mut check = conn.prepare("PRAGMA quick_check(20)")?;
    let lines =
        check.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// The search index checks itself; `SQLite` takes that in the form of a write, which changes nothing. Where it cannot
/// write (another program does, or nobody may), it says nothing.
fn index_check(conn: &Connection, index: &str) -> Option<String> {
    let sql = format!("INSERT INTO {index} ({index}) VALUES ('integrity-check')");
    let checked = conn.execute(&sql, []);
    let damage =
        checked.err().filter(|why| why.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt));
    damage.map(|why| format!("the search index is damaged: {why}"))
}

/// `SQLite` does not see a byte that changed inside a text; the checksum beside it does.
fn damaged_texts(conn: &Connection) -> Result<Vec<String>, Fault> {
    let mut all = conn.prepare("SELECT review, id FROM reviews ORDER BY review")?;
    let mut rows = all.query([])?;
    let mut findings = Vec::new();
    while let Some(row) = rows.next()? {
        let id = Columns::from(row, 1).text()?;
        if record::load_text(conn, row.get(0)?)?.rescued().is_none() {
            findings.push(format!("the text of review {} is damaged", id.escape_debug()));
        }
    }
    Ok(findings)
}
