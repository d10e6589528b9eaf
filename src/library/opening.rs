//! Opens the library's file: makes a new one, brings an older one up to date, falls back to reading only.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{backup, fault::Fault, schema};
use crate::error::{Error, Result};

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// `synchronous = FULL`: a change is on the disk before anyone is told that it is saved, so that it outlives a power
/// cut too. (NORMAL would already outlive kill -9.) It costs one sync a transaction, which is one import batch or one
/// key, on the worker's thread. A page that several batches write goes from the log to the file once, for that is done at
/// every 16 MB only (`wal_autocheckpoint`). `cell_size_check` sees more damage; `trusted_schema` off lets a doctored file run less.
const SETTINGS: &str =
    "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF";

/// An open file.
pub(super) struct Opened {
    pub(super) conn: Connection,
    /// Why it can only be read, where that is so.
    pub(super) read_only: Option<String>,
}

/// Opens the library at a path, made if nothing is there.
pub(super) fn open(path: &Path) -> Result<Opened> {
    match fs::metadata(path) {
        Ok(there) if there.is_file() => {}
        Ok(_) => return Err(Error::file(path, "is not a file, so it cannot be a library")),
        Err(source) if source.kind() == ErrorKind::NotFound => create(path)?,
        Err(source) => return Err(Error::io(path, source)),
    }
    schema::recognise(path)?;
    let mut opened = connect(path)?;
    bring_up_to_date(path, &mut opened)?;
    Ok(opened)
}

/// A library in memory alone.
pub(super) fn in_memory() -> rusqlite::Result<Connection> {
    let mut conn = Connection::open_in_memory()?;
    configure(&conn)?;
    schema::migrate(&mut conn, schema::STEPS)?;
    Ok(conn)
}

/// Makes a new library whole under another name and only then gives it its own: killed at any moment, this leaves no
/// half-made library behind.
fn create(path: &Path) -> Result<()> {
    if let Some(folder) = path.parent() {
        make_folder(folder).map_err(|source| Error::io(folder, source))?;
    }
    let draft = beside(path, "new");
    let made = build(&draft).and_then(|()| {
        place_new(&draft, path).map_err(|source| Error::io(path, source))?;
        sync_folder(path);
        Ok(())
    });
    discard(&draft);
    made
}

fn build(draft: &Path) -> Result<()> {
    create_private(draft).map_err(|source| Error::io(draft, source))?;
    let build = || {
        let mut conn = Connection::open_with_flags(draft, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        configure(&conn)?;
        // Not every file system can hold a WAL; SQLite then stays with a rollback journal, which is as safe.
        conn.pragma_update(None, "journal_mode", "WAL")?;
        schema::migrate(&mut conn, schema::STEPS)?;
        conn.close().map_err(|(_, source)| source)
    };
    build().map_err(|source| Fault::Sql(source).at(draft))
}

/// Gives a new file its name unless that is taken by now: another program may have been faster.
fn place_new(draft: &Path, path: &Path) -> std::io::Result<()> {
    match fs::hard_link(draft, path) {
        Err(source) if source.kind() == ErrorKind::AlreadyExists => Ok(()),
        // A file system without links: a rename is all there is.
        Err(_) if !path.exists() => fs::rename(draft, path),
        placed => placed,
    }
}

/// Connects for writing, else for reading, else (in a folder where `SQLite` may make no files) to the bare file.
fn connect(path: &Path) -> Result<Opened> {
    let refused = match try_connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE) {
        Ok(conn) => {
            let is_fixed =
                conn.is_readonly("main").map_err(|source| Fault::Sql(source).at(path))?;
            return Ok(Opened {
                conn,
                read_only: is_fixed.then(|| "the file is write-protected".to_owned()),
            });
        }
        Err(refused) if is_about_writing(&refused) => refused,
        Err(refused) => return Err(Fault::Sql(refused).at(path)),
    };
    let read_only = Some(format!("its folder cannot be written ({refused})"));
    if let Ok(conn) = try_connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
        return Ok(Opened { conn, read_only });
    }
    let conn = connect_immutable(path).map_err(|source| Fault::Sql(source).at(path))?;
    Ok(Opened { conn, read_only })
}

/// Opens a file and reads from it, for `SQLite` opens the file itself only then.
fn try_connect(path: &Path, mode: OpenFlags) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    configure(&conn)?;
    schema::version(&conn)?;
    Ok(conn)
}

/// Opens a file as one that nobody changes, which needs no other file beside it.
fn connect_immutable(path: &Path) -> rusqlite::Result<Connection> {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(uri, flags)?;
    configure(&conn)?;
    schema::version(&conn)?;
    Ok(conn)
}

fn configure(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(PATIENCE)?;
    conn.set_prepared_statement_cache_capacity(64);
    conn.execute_batch(SETTINGS)
}

/// Whether `SQLite` failed because it may not write, or has no room to, where reading may still do.
fn is_about_writing(source: &rusqlite::Error) -> bool {
    use ErrorCode::{CannotOpen, DiskFull, PermissionDenied, ReadOnly, SystemIoFailure};
    matches!(
        source.sqlite_error_code(),
        Some(CannotOpen | DiskFull | PermissionDenied | ReadOnly | SystemIoFailure)
    )
}

/// Refuses a library from the future, migrates one from the past after a copy of it was put beside it.
fn bring_up_to_date(path: &Path, opened: &mut Opened) -> Result<()> {
    let fault = |source| Fault::Sql(source).at(path);
    let version = schema::version(&opened.conn).map_err(fault)?;
    let (ours, is_read_only) = (schema::VERSION, opened.read_only.is_some());
    match version {
        _ if version == ours => Ok(()),
        _ if version > ours => {
            let why =
                format!("was made by a newer anora-tui (version {version}; this one knows {ours})");
            Err(Error::file(path, why))
        }
        _ if is_read_only => {
            let why = format!(
                "is of version {version} and cannot be brought to {ours} where it cannot be written"
            );
            Err(Error::file(path, why))
        }
        _ => {
            backup::copy(&opened.conn, &backup_name(path, version))?;
            schema::migrate(&mut opened.conn, schema::STEPS).map_err(fault)
        }
    }
}

/// A name for the copy made before a migration; none that is taken, for an older copy may be the better one.
fn backup_name(path: &Path, version: usize) -> PathBuf {
    let name = |n: usize| {
        let mut name = path.file_name().map(OsString::from).unwrap_or_default();
        name.push(if n == 0 { format!(".v{version}") } else { format!(".v{version}-{n}") });
        path.with_file_name(name)
    };
    (0..1000).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(1000))
}

/// A name in the same folder that nothing has: hidden, random, with a word that tells what it is.
pub(super) fn beside(path: &Path, word: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{:016x}.{word}", RandomState::new().build_hasher().finish()));
    path.with_file_name(name)
}

/// Makes an empty file that only its owner can read; `SQLite` gives its own files beside it the same rights.
pub(super) fn create_private(path: &Path) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Removes a file that was made under another name, and what `SQLite` put beside it.
pub(super) fn discard(path: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        // What is not there need not go, and what cannot go does no harm.
        let _ = fs::remove_file(name);
    }
}

/// Puts a new name on the disk, where the system knows how.
pub(super) fn sync_folder(path: &Path) {
    // The file itself is whole either way; a system that cannot sync a folder loses the name at worst.
    let _ = path.parent().map(|folder| fs::File::open(folder).and_then(|folder| folder.sync_all()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_file_is_read_without_another_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a name with ?, % and #.db");
        open(&path).unwrap();
        let before = fs::read_dir(&folder).unwrap().count();
        let conn = connect_immutable(&path).unwrap();
        let n: i64 = conn.query_row("SELECT count(*) FROM reviews", [], |row| row.get(0)).unwrap();
        assert_eq!((n, fs::read_dir(&folder).unwrap().count()), (0, before));
        assert!(conn.execute("DELETE FROM reviews", []).is_err());
    }

    #[test]
    fn a_name_that_was_taken_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (draft, path) = (folder.path().join("draft"), folder.path().join("library.db"));
        fs::write(&draft, "ours").unwrap();
        fs::write(&path, "theirs").unwrap();
        place_new(&draft, &path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    }

    #[test]
    fn a_copy_never_takes_the_place_of_an_older_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        assert_eq!(backup_name(&path, 1), folder.path().join("library.db.v1"));
        fs::write(folder.path().join("library.db.v1"), "").unwrap();
        assert_eq!(backup_name(&path, 1), folder.path().join("library.db.v1-1"));
    }
}
