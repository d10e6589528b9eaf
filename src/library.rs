//! Library: the reviews that are kept, what their reader has done with them, and their full text, in one `SQLite` file.
//!
//! Every change is one transaction: it is on the disk when the function returns, or nothing of it is. Several programs
//! may have the file open; one writes at a time, the others wait for a moment and may read meanwhile.
//!
//! ```
//! use anora_tui::{library::Library, review::{Draft, Review}};
//!
//! let mut library = Library::in_memory()?;
//! let review = Review { body: "A film to see twice.".into(), ..Review::default() };
//! let kept = library.insert([Draft::from(review)], jiff::Timestamp::UNIX_EPOCH)?;
//! assert_eq!(library.body(&kept[0].id)?, "A film to see twice.");
//! # Ok::<(), anora_tui::error::Error>(())
//! ```

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Error, Result};

mod backup;
mod check;
mod columns;
mod cover;
mod edit;
mod facts;
mod fault;
mod highlight;
mod identity;
mod insert;
mod list;
mod mark;
mod merge;
mod opening;
mod prepared;
mod record;
mod schema;
mod search;
mod state;
#[cfg(test)]
mod support;
mod told;
mod values;
mod works;

pub use edit::Field;
pub use insert::{Kind, Outcome};
pub use list::Counts;
pub use prepared::Prepared;
pub use search::Hit;
pub use state::{Change, Undo};

use fault::Fault;

/// An open library.
#[derive(Debug)]
pub struct Library {
    path: PathBuf,
    conn: Connection,
    /// Why nothing can be changed, where that is so.
    read_only: Option<String>,
    /// The reviews met in the import under way.
    touched: insert::Touched,
}

impl Library {
    /// Opens the library at a path. Where nothing is there, a new one is made, with the folders above it, readable by
    /// its owner alone. Where nothing can be written, it is opened for reading: see [`Library::is_read_only`].
    ///
    /// # Errors
    /// A file that is there but is empty, cut short, another program's or a newer version's is refused and left as it
    /// is. An older version is brought up to date after a copy of it was put beside it (`library.db.v1`).
    pub fn open(path: &Path) -> Result<Self> {
        let path = std::path::absolute(path).map_err(|source| Error::io(path, source))?;
        let opening::Opened { conn, read_only } = opening::open(&path)?;
        Ok(Self { path, conn, read_only, touched: insert::Touched::default() })
    }

    /// A library that is gone when it is dropped.
    pub fn in_memory() -> Result<Self> {
        let path = PathBuf::from("memory");
        let conn = opening::in_memory().map_err(|source| Fault::Sql(source).at(&path))?;
        Ok(Self { path, conn, read_only: None, touched: insert::Touched::default() })
    }

    /// The same library opened once more, for another thread; `None` where it is in memory alone.
    pub fn again(&self) -> Result<Option<Self>> {
        if self.conn.path().is_none_or(str::is_empty) {
            Ok(None)
        } else {
            Self::open(&self.path).map(Some)
        }
    }

    /// Where the library is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nothing can be changed here.
    pub fn is_read_only(&self) -> bool {
        self.read_only.is_some()
    }

    /// Why nothing can be changed here, where that is so.
    pub fn why_read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// Changes the library in one transaction: all of it is on the disk, or an error says that nothing is.
    fn write<T>(&mut self, change: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T> {
        if let Some(why) = &self.read_only {
            return Err(Error::file(&self.path, format!("cannot be changed: {why}")));
        }
        // IMMEDIATE takes the right to write at the start, so that what is read inside cannot go stale.
        let transact = || {
            let transaction =
                self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let changed = change(&transaction)?;
            transaction.commit()?;
            Ok(changed)
        };
        transact().map_err(|fault: Fault| fault.at(&self.path))
    }

    /// Makes a change and takes it back, to see what it would come to.
    fn undone<T>(&mut self, change: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T> {
        let transact = || {
            let transaction =
                self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let changed = change(&transaction)?;
            transaction.rollback()?;
            Ok(changed)
        };
        transact().map_err(|fault: Fault| fault.at(&self.path))
    }

    /// Reads the library as it stands at one moment, whatever other programs write meanwhile.
    fn read<T>(&self, look: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T> {
        let transact = || {
            let snapshot = self.conn.unchecked_transaction()?;
            let seen = look(&snapshot)?;
            snapshot.finish()?;
            Ok(seen)
        };
        transact().map_err(|fault: Fault| fault.at(&self.path))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Duration;

    use super::support::{at, draft, folder, import, text};
    use super::*;

    #[test]
    fn what_is_kept_is_there_when_the_library_is_opened_again() {
        let (folder, _) = folder();
        let path = folder.path().join("new/folders/library.db");
        let mut library = Library::open(&path).unwrap();
        let (id, _) = import(&mut library, &[draft("A", "Anora", &text("a"))], 0).remove(0);
        drop(library);
        let library = Library::open(&path).unwrap();
        assert_eq!(library.body(&id).unwrap(), text("a"));
        assert!(!library.is_read_only());
        drop(library);
        let files: Vec<_> =
            fs::read_dir(path.parent().unwrap()).unwrap().map(|f| f.unwrap().file_name()).collect();
        assert_eq!(files, ["library.db"]);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_a_library() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, path) = folder();
        let mut library = Library::open(&path).unwrap();
        import(&mut library, &[draft("A", "Anora", &text("a"))], 0);
        for file in fs::read_dir(&folder).unwrap() {
            let file = file.unwrap();
            assert_eq!(
                file.metadata().unwrap().permissions().mode() & 0o777,
                0o600,
                "{:?}",
                file.file_name()
            );
        }
    }

    /// A file that is there is refused for this reason and left as it is.
    #[track_caller]
    fn check_refused(bytes: &[u8], why: &str) {
        let (folder, path) = folder();
        fs::write(&path, bytes).unwrap();
        let told = Library::open(&path).unwrap_err().to_string();
        assert!(told.contains("library.db: ") && told.contains(why), "{told}");
        assert_eq!(fs::read(&path).unwrap(), bytes);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn what_is_no_library_is_refused_and_left_alone() {
        check_refused(b"", "is empty where a library should be");
        check_refused(b"Dear diary, today I saw a film.", "is not a library");
        let (folder, path) = folder();
        assert!(Library::open(folder.path()).is_err());
        let foreign = Connection::open(&path).unwrap();
        foreign.execute_batch("CREATE TABLE films (x)").unwrap();
        foreign.close().unwrap();
        check_refused(&fs::read(&path).unwrap(), "another program");
        check_refused(&fs::read(&path).unwrap()[..50], "cut short");
    }

    #[test]
    fn a_library_from_the_future_is_refused() {
        let (_folder, path) = folder();
        Library::open(&path).unwrap().conn.pragma_update(None, "user_version", 99).unwrap();
        let told = Library::open(&path).unwrap_err().to_string();
        let wanted = format!("newer anora-tui (version 99; this one knows {})", schema::VERSION);
        assert!(told.contains(&wanted), "{told}");
    }

    #[test]
    fn an_older_library_is_copied_before_it_is_brought_up_to_date() {
        let (folder, path) = folder();
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch("PRAGMA application_id = 1634628193; CREATE TABLE older (x)").unwrap();
        conn.close().unwrap();
        let mut library = Library::open(&path).unwrap();
        assert_eq!(import(&mut library, &[draft("A", "Anora", &text("a"))], 0)[0].1, Kind::New);
        let copy = Connection::open(folder.path().join("library.db.v0")).unwrap();
        let tables: i64 =
            copy.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
        assert_eq!((schema::version(&copy).unwrap(), tables), (0, 1));
    }

    /// A library of version 1 as its own SQL made it: opens at every later version.
    #[test]
    fn a_library_of_version_1_opens() {
        let (_folder, path) = folder();
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch(include_str!("../assets/schema/001.sql")).unwrap();
        conn.execute_batch(
            "PRAGMA application_id = 1634628193; PRAGMA user_version = 1;
            INSERT INTO works (work, kind, name, folded, date_published) VALUES (1, 'Movie', 'Anora', 'anora', '2024');
            INSERT INTO reviews (id, title, title_is_made, work, authors, source, n_words, n_spoilers, added)
                VALUES ('k3f9', 'Diamonds', 0, 1, 'A. Critic', '/a.txt', 3, 0, 1700000000000);
            INSERT INTO texts (review, checksum, body) VALUES (1, '', 'A kept text.');
            INSERT INTO identities VALUES (1, NULL, 'x', 'x');
            INSERT INTO states (review, starred) VALUES (1, 1);
            INSERT INTO search (rowid, title, author, work, body)
                VALUES (1, 'diamonds', 'a. critic', 'anora', 'a kept text.');",
        )
        .unwrap();
        let sum = facts::checksum(b"A kept text.");
        conn.execute("UPDATE texts SET checksum = ?1", [sum]).unwrap();
        conn.close().unwrap();
        let library = Library::open(&path).unwrap();
        let id = library.resolve("k3f9").unwrap();
        assert_eq!(library.body(&id).unwrap(), "A kept text.");
        assert!(library.summary(&id).unwrap().flags.starred);
        for words in ["kept", "critic anor", "\"a kept te"] {
            assert_eq!(library.search_numbers(words).unwrap(), [1], "{words}");
        }
    }

    #[test]
    fn two_programs_write_in_turn_and_give_no_id_twice() {
        let (_folder, path) = folder();
        let (mut a, mut b) = (Library::open(&path).unwrap(), Library::open(&path).unwrap());
        let mut ids = Vec::new();
        for n in 0..20 {
            let library = if n % 2 == 0 { &mut a } else { &mut b };
            ids.extend(import(
                library,
                &[draft(&format!("T{n}"), "Anora", &text(&format!("s{n}")))],
                n,
            ));
        }
        ids.sort_by(|a, b| a.0.cmp(&b.0));
        ids.dedup_by(|a, b| a.0 == b.0);
        assert_eq!((ids.len(), a.summaries().unwrap()), (20, b.summaries().unwrap()));
    }

    #[test]
    fn two_programs_import_at_once_and_both_get_through() {
        let (_folder, path) = folder();
        let threads: Vec<_> = ["a", "b"]
            .map(|name| {
                let path = path.clone();
                std::thread::spawn(move || {
                    let mut library = Library::open(&path).unwrap();
                    for n in 0..20 {
                        import(
                            &mut library,
                            &[draft(&format!("{name}{n}"), "Anora", &text(&format!("{name}{n}")))],
                            n,
                        );
                    }
                })
            })
            .into();
        for thread in threads {
            thread.join().unwrap();
        }
        let library = Library::open(&path).unwrap();
        assert_eq!(library.counts().unwrap().n_reviews, 40);
        assert_eq!(library.check().unwrap(), Vec::<String>::new());
    }

    #[test]
    fn while_another_program_writes_one_reads_and_a_change_is_told_to_wait() {
        let (_folder, path) = folder();
        let mut ours = Library::open(&path).unwrap();
        let mut theirs = Library::open(&path).unwrap();
        import(&mut ours, &[draft("A", "Anora", &text("a"))], 0);
        ours.conn.busy_timeout(Duration::ZERO).unwrap();
        let held = theirs.conn.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
        assert_eq!(ours.summaries().unwrap().len(), 1);
        let told = ours.insert([draft("B", "Anora", &text("b"))], at(1)).unwrap_err().to_string();
        assert!(told.ends_with(
            "another anora-tui is writing to it; nothing was changed, try again in a moment"
        ));
        drop(held);
        assert_eq!(import(&mut ours, &[draft("B", "Anora", &text("b"))], 1)[0].1, Kind::New);
    }

    #[test]
    fn a_library_that_cannot_be_written_is_read() {
        let (_folder, path) = folder();
        import(&mut Library::open(&path).unwrap(), &[draft("A", "Anora", &text("a"))], 0);
        let mut library = Library::open(&path).unwrap();
        library.read_only = Some("the file is write-protected".into());
        assert_eq!(library.summaries().unwrap().len(), 1);
        let told =
            library.insert([draft("B", "Anora", &text("b"))], at(1)).unwrap_err().to_string();
        assert!(
            library.is_read_only()
                && told.ends_with("cannot be changed: the file is write-protected"),
            "{told}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_library_in_a_folder_without_the_right_to_write_is_read() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, path) = folder();
        import(&mut Library::open(&path).unwrap(), &[draft("A", "Anora", &text("a"))], 0);
        let allow =
            |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
        allow(0o555);
        let is_refused = fs::write(folder.path().join("probe"), "").is_err();
        let opened = Library::open(&path);
        allow(0o755);
        let library = opened.unwrap();
        assert_eq!(library.summaries().unwrap().len(), 1);
        // The superuser may write everywhere, so for them it stays an ordinary library.
        assert_eq!(library.is_read_only(), is_refused);
    }
}
