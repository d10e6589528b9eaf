//! What went wrong: what, where, and why, in one line.

use std::io;
use std::path::{Path, PathBuf};

/// What most functions of this crate give back.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Every way in which something asked for could not be done.
///
/// The text is lower case, without a full stop, and begins with the place: a path, an id or an option.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {source}", shown(.path))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The library could not do what was asked.
    #[error("{}: {source}", shown(.path))]
    Database {
        /// The library's file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// A file is there, but it is not what it should be.
    #[error("{}: {why}", shown(.path))]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Something named on the command line or in the program does not fit.
    #[error("{what}: {why}")]
    Asked {
        /// The id, option or word.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// The terminal could not be used.
    #[error("terminal: {0}")]
    Terminal(#[source] io::Error),
    /// Standard output or another stream failed.
    #[error(transparent)]
    Stream(#[from] io::Error),
}

impl Error {
    /// An I/O error at a path.
    pub fn io(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self::Io { path: path.into(), source }
    }

    /// A file that is not what it should be.
    pub fn file(path: impl Into<PathBuf>, why: impl Into<String>) -> Self {
        Self::File { path: path.into(), why: why.into() }
    }

    /// Something asked for that does not fit.
    pub fn asked(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Asked { what: what.into(), why: why.into() }
    }

    /// Whether the reader of a pipe went away, which ends a program quietly.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Stream(source) | Self::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// A path as it may be printed: control characters and whatever reorders text are escaped.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().chars().fold(String::new(), |mut out, c| {
        if is_unsafe(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
        out
    })
}

/// Whether a character can move the cursor, reorder the line or hide text.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_move_the_cursor() {
        let e = Error::file("a\u{1b}[2J\u{202e}b.txt", "empty");
        assert_eq!(e.to_string(), "a\\u{1b}[2J\\u{202e}b.txt: empty");
    }

    #[test]
    fn a_closed_pipe_is_told_from_other_failures() {
        assert!(Error::from(io::Error::from(io::ErrorKind::BrokenPipe)).is_closed_pipe());
        assert!(!Error::from(io::Error::from(io::ErrorKind::NotFound)).is_closed_pipe());
    }
}
