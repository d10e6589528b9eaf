//! Copies of the library, taken while it is in use.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, backup::Backup};

use super::{Library, fault::Fault, opening, schema};
use crate::error::{Error, Result};

/// Pages copied at a time; other programs may write in between, and `SQLite` then begins again.
const PAGES: i32 = 4096;

impl Library {
    /// Copies the library to a file, consistent even while it is being written. An older copy there is replaced only
    /// when the new one is whole; a file that is no library is never replaced, nor is the library itself.
    pub fn backup(&self, to: &Path) -> Result<()> {
        if to.exists() {
            if is_same_file(&self.path, to) {
                return Err(Error::file(to, "is the library itself, so it cannot be its copy"));
            }
            if !to.is_file() {
                return Err(Error::file(
                    to,
                    "is not a file, so it cannot become a copy of the library",
                ));
            }
            let is_replaceable = schema::recognise(to).is_ok();
            if !is_replaceable {
                return Err(Error::file(
                    to,
                    "is there already and is no library; choose another name",
                ));
            }
        }
        copy(&self.conn, to)
    }
}

/// Copies a database to a path: under another name first, then in one step under its own.
pub(super) fn copy(conn: &Connection, to: &Path) -> Result<()> {
    let to = std::path::absolute(to).map_err(|source| Error::io(to, source))?;
    let draft = opening::beside(&to, "copy");
    let copied = fill(conn, &draft).and_then(|()| {
        let place = || {
            fs::File::open(&draft)?.sync_all()?;
            fs::rename(&draft, &to)
        };
        place().map_err(|source| Error::io(&to, source))
    });
    opening::discard(&draft);
    opening::sync_folder(&to);
    copied
}

fn fill(conn: &Connection, draft: &Path) -> Result<()> {
    opening::create_private(draft).map_err(|source| Error::io(draft, source))?;
    let fill = || {
        let mut copy = Connection::open_with_flags(draft, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        Backup::new(conn, &mut copy)?.run_to_completion(PAGES, Duration::ZERO, None)?;
        copy.close().map_err(|(_, source)| source)
    };
    fill().map_err(|source| Fault::Sql(source).at(draft))
}

/// Whether two paths lead to one file, by links too.
fn is_same_file(a: &Path, b: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let file = |path: &Path| fs::metadata(path).ok().map(|there| (there.dev(), there.ino()));
        file(a).is_some() && file(a) == file(b)
    }
    #[cfg(not(unix))]
    {
        let file = |path: &Path| fs::canonicalize(path).ok();
        file(a).is_some() && file(a) == file(b)
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::{draft, folder, import, text};
    use super::*;

    #[test]
    fn a_copy_is_a_library_with_the_same_reviews() {
        let (folder, path) = folder();
        let mut library = Library::open(&path).unwrap();
        let to = folder.path().join("copy.db");
        for second in 0..2 {
            import(
                &mut library,
                &[draft(&format!("T{second}"), "Anora", &text(&format!("s{second}")))],
                second,
            );
            library.backup(&to).unwrap();
            let copy = Library::open(&to).unwrap();
            assert_eq!(copy.summaries().unwrap(), library.summaries().unwrap());
            assert_eq!(copy.check().unwrap(), Vec::<String>::new());
        }
        drop(library);
        let mut names: Vec<_> =
            fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["copy.db", "library.db"]);
    }

    #[test]
    fn nothing_but_an_older_copy_is_replaced() {
        let (folder, path) = folder();
        let library = Library::open(&path).unwrap();
        let notes = folder.path().join("notes.txt");
        fs::write(&notes, "mine").unwrap();
        let link = folder.path().join("link.db");
        fs::hard_link(&path, &link).unwrap();
        for to in
            [&path, &link, &notes, &folder.path().to_owned(), &folder.path().join("none/copy.db")]
        {
            assert!(library.backup(to).is_err(), "{to:?}");
        }
        assert_eq!(fs::read_to_string(&notes).unwrap(), "mine");
        assert_eq!(library.check().unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_library_in_memory_can_be_kept() {
        let (_folder, path) = folder();
        let mut library = Library::in_memory().unwrap();
        import(&mut library, &[draft("A", "", &text("a"))], 0);
        library.backup(&path).unwrap();
        assert_eq!(Library::open(&path).unwrap().counts().unwrap().n_reviews, 1);
    }
}
