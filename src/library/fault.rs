//! Fault: what can go wrong inside the library, before the library's path is put to it.

use std::path::Path;

use rusqlite::ErrorCode;

use crate::error::Error;

/// A failure inside the library.
#[derive(Debug)]
pub(super) enum Fault {
    /// `SQLite` could not do it.
    Sql(rusqlite::Error),
    /// The text of this review is not what was stored.
    Damaged(String),
    /// There is no review of this id.
    NoReview(String),
    /// A change that cannot be made.
    Refused {
        /// The field.
        what: &'static str,
        /// Why.
        why: &'static str,
    },
}

impl From<rusqlite::Error> for Fault {
    fn from(source: rusqlite::Error) -> Self {
        Self::Sql(source)
    }
}

impl Fault {
    /// The error to show: where, then why.
    pub(super) fn at(self, path: &Path) -> Error {
        match self {
            Self::Damaged(id) => {
                let why = format!(
                    "the text of review {id} is damaged; import it again, or restore a backup"
                );
                Error::file(path, why)
            }
            Self::Refused { what, why } => Error::asked(what, why),
            Self::NoReview(id) => Error::asked(id, "no review has this id"),
            Self::Sql(source) if is_busy(&source) => Error::file(
                path,
                "another anora-tui is writing to it; nothing was changed, try again in a moment",
            ),
            Self::Sql(source) => Error::Database { path: path.to_owned(), source },
        }
    }
}

/// Whether another connection held the library for longer than we waited.
fn is_busy(source: &rusqlite::Error) -> bool {
    matches!(source.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}
