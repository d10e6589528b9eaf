//! Walking: paths and folders become the files to read, in a fixed order, and what cannot be read says why.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, File, FileType, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{ImportError, Source, beside, limits, lines};

/// The files under some paths: each path in the order given, a folder's files by name, then its folders, all the way down.
///
/// A file that was named is always tried. In folders, hidden files and what is never a review (images, fonts, programs)
/// are passed over. A folder is entered once, so links that lead back do not loop.
#[derive(Debug)]
pub struct Walk {
    /// What is still to do, the next at the end.
    rest: Vec<PathBuf>,
    /// Folders entered, by their real path.
    entered: HashSet<PathBuf>,
}

impl Walk {
    /// Begins a walk.
    pub fn new(paths: &[PathBuf]) -> Self {
        Self { rest: paths.iter().rev().cloned().collect(), entered: HashSet::new() }
    }

    /// Puts a folder's contents in front of what is still to do.
    fn enter(&mut self, folder: &Path) -> Result<(), ImportError> {
        let real = fs::canonicalize(folder).map_err(|e| unreadable(folder, &e))?;
        if self.entered.insert(real) {
            let (files, mut folders) = contents(folder)?;
            folders.retain(|folder| !beside::is_told(folder, &files));
            self.rest.extend(folders.into_iter().rev());
            self.rest.extend(files.into_iter().rev());
        }
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Result<PathBuf, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(path) = self.rest.pop() {
            match look(&path) {
                Ok(metadata) if metadata.is_dir() => {
                    if let Err(error) = self.enter(&path) {
                        return Some(Err(error));
                    }
                }
                Ok(_) => return Some(Ok(path)),
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

/// The files of a folder that may be reviews, and its folders, both by name.
fn contents(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), ImportError> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for found in fs::read_dir(folder).map_err(|e| unreadable(folder, &e))? {
        let found = found.map_err(|e| unreadable(folder, &e))?;
        let (path, name) = (found.path(), found.file_name());
        if is_hidden(&name) {
            continue;
        }
        let kind = found.file_type().map_err(|e| unreadable(&path, &e))?;
        // Links are followed; a broken one is left to `look`, which says so.
        if kind.is_dir() || (kind.is_symlink() && path.is_dir()) {
            folders.push(path);
        } else if !is_asset(&path) {
            files.push(path);
        }
    }
    files.sort_unstable();
    folders.sort_unstable();
    Ok((files, folders))
}

/// The files of one folder that may be reviews, by name; none where it cannot be read.
pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    contents(folder).map(|(files, _)| files).unwrap_or_default()
}

/// Whether a path below a folder is none that is walked there: hidden, or never a review.
pub(super) fn is_passed_over(path: &Path) -> bool {
    path.iter().any(is_hidden) || is_asset(path)
}

fn is_hidden(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(b".") || name.starts_with(b"~") || name.ends_with(b"~")
}

fn is_asset(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|e| ASSETS.iter().any(|(_, extensions)| extensions.contains(&e.as_str())))
}

/// What lies beside reviews in folders and is never one.
const ASSETS: [(&str, &[&str]); 7] = [
    (
        "images",
        &[
            "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp", "tif", "tiff",
            "heic", "psd",
        ],
    ),
    (
        "sound and film",
        &["mp3", "m4a", "ogg", "wav", "flac", "mp4", "m4v", "mkv", "webm", "mov", "avi"],
    ),
    ("fonts", &["woff", "woff2", "ttf", "otf", "eot"]),
    (
        "code and style",
        &[
            "css", "scss", "sass", "less", "js", "mjs", "ts", "map", "rb", "py", "sh", "rs", "go",
            "php", "wasm",
        ],
    ),
    ("settings", &["toml", "yaml", "yml", "lock", "ini", "cfg", "conf", "gitignore"]),
    (
        "programs and databases",
        &[
            "exe", "dll", "so", "dylib", "o", "a", "class", "jar", "db", "db-wal", "db-shm",
            "sqlite",
        ],
    ),
    (
        "leftovers",
        &[
            "bak", "swp", "tmp", "part", "log", "pdf", "iso", "dmg", "7z", "rar", "gz", "xz",
            "bz2", "zst",
        ],
    ),
];

/// What a path leads to, links followed. Only files and folders pass: a pipe or a device may never end, or block.
fn look(path: &Path) -> Result<Metadata, ImportError> {
    let metadata = fs::metadata(path).map_err(|e| unreadable(path, &e))?;
    match other_kind(metadata.file_type()) {
        None if metadata.is_file()
            && metadata.len() > limits::FILE_BYTES
            && !lines::are_in(path) =>
        {
            Err(ImportError::new(path, limits::TOO_LARGE))
        }
        None => Ok(metadata),
        Some(kind) => Err(ImportError::new(path, format!("{kind}, not a file"))),
    }
}

/// What is neither a file nor a folder.
#[cfg(unix)]
fn other_kind(kind: FileType) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    [
        (kind.is_fifo(), "a named pipe"),
        (kind.is_socket(), "a socket"),
        (kind.is_char_device() || kind.is_block_device(), "a device"),
    ]
    .into_iter()
    .find_map(|(is, name)| is.then_some(name))
}

/// What is neither a file nor a folder.
#[cfg(not(unix))]
fn other_kind(kind: FileType) -> Option<&'static str> {
    (!kind.is_file() && !kind.is_dir()).then_some("something else")
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> ImportError {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    };
    ImportError::new(path, reason)
}

/// Reads and decodes a file that [`Walk`] found.
///
/// # Errors
/// Refuses what cannot be read and what [`Source::from_bytes`] refuses.
pub fn load(path: &Path) -> Result<Source, ImportError> {
    Source::from_bytes(path, bytes_of(path)?)
}

/// Reads a file that [`Walk`] found.
///
/// # Errors
/// Refuses what cannot be read.
pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, ImportError> {
    // Opening a named pipe would wait for somebody to write to it.
    if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return Err(ImportError::new(path, "not a file"));
    }
    let mut bytes = Vec::new();
    // A file's stated size may be wrong (/proc) or grow while it is read.
    let mut limited =
        File::open(path).map_err(|e| unreadable(path, &e))?.take(limits::FILE_BYTES + 1);
    limited.read_to_end(&mut bytes).map_err(|e| unreadable(path, &e))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path, paths: &[PathBuf]) -> Vec<String> {
        Walk::new(paths)
            .map(|found| match found {
                Ok(path) => path.strip_prefix(root).unwrap().display().to_string(),
                Err(error) => format!("! {}", error.reason),
            })
            .collect()
    }

    fn folder_with(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        folder
    }

    #[test]
    fn folders_are_walked_by_name_files_first_without_hidden_files_and_assets() {
        let folder = folder_with(&[
            "b.md",
            "a.txt",
            ".git/c.md",
            ".hidden.md",
            "sub/d.md",
            "sub/e.PNG",
            "old.md~",
            "an/x.md",
        ]);
        let root = folder.path();
        assert_eq!(names(root, &[root.to_owned()]), ["a.txt", "b.md", "an/x.md", "sub/d.md"]);
    }

    #[test]
    fn a_file_that_is_named_is_always_tried() {
        let folder = folder_with(&[".hidden.md", "a.png"]);
        let root = folder.path();
        assert_eq!(
            names(root, &[root.join("a.png"), root.join(".hidden.md")]),
            ["a.png", ".hidden.md"]
        );
    }

    #[test]
    fn what_is_missing_says_so_and_the_rest_goes_on() {
        let folder = folder_with(&["a.md"]);
        let root = folder.path();
        assert_eq!(
            names(root, &[root.join("none.md"), root.join("a.md")]),
            ["! no such file", "a.md"]
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_loop_and_odd_files_are_refused() {
        use std::os::unix::fs::symlink;
        let folder = folder_with(&["sub/a.md"]);
        let root = folder.path();
        symlink(root, root.join("sub/up")).unwrap();
        symlink(root.join("gone"), root.join("broken")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(root.join("talk")).unwrap();
        assert_eq!(
            names(root, &[root.to_owned()]),
            ["! no such file", "! a socket, not a file", "sub/a.md"]
        );
        assert_eq!(names(root, &[PathBuf::from("/dev/zero")]), ["! a device, not a file"]);
    }

    #[test]
    fn what_is_too_large_is_refused_unread() {
        let folder = folder_with(&[]);
        let path = folder.path().join("big.txt");
        File::create(&path).unwrap().set_len(limits::FILE_BYTES + 1).unwrap();
        assert_eq!(names(folder.path(), &[path]), ["! larger than 64 MiB"]);
    }

    #[test]
    fn a_folder_cannot_be_loaded_as_a_file() {
        let folder = folder_with(&[]);
        assert!(load(folder.path()).is_err());
    }
}
