//! What the tests of the library share: drafts in few words, and a library on disk.

use std::path::PathBuf;

use jiff::Timestamp;
use tempfile::TempDir;

use super::{Kind, Library};
use crate::review::{Draft, Review, ReviewId, Title, Work};

/// So many seconds after the tests' beginning.
pub(super) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

/// A text of about 60 words that has little in common with that of another seed.
pub(super) fn text(seed: &str) -> String {
    (0..30)
        .fold(String::new(), |text, n| format!("{text}{seed}{n} of {seed}{} ", n * 7 % 30))
        .trim_end()
        .to_owned()
}

/// A draft of a review of a work, read from `/reviews/TITLE.txt`.
pub(super) fn draft(title: &str, work: &str, body: &str) -> Draft {
    let review = Review {
        title: Title::stated(title),
        work: Work::named(work),
        body: body.into(),
        ..Review::default()
    };
    Draft { based_on: vec![format!("/reviews/{title}.txt")], ..Draft::from(review) }
}

/// Takes drafts in and gives back what became of them.
pub(super) fn import(
    library: &mut Library,
    drafts: &[Draft],
    second: i64,
) -> Vec<(ReviewId, Kind)> {
    let outcomes = library.insert(drafts.iter().cloned(), at(second)).unwrap();
    outcomes.into_iter().map(|outcome| (outcome.id, outcome.kind)).collect()
}

/// Takes in one draft.
pub(super) fn import_one(library: &mut Library, draft: &Draft, second: i64) -> (ReviewId, Kind) {
    import(library, std::slice::from_ref(draft), second).remove(0)
}

/// A library in memory with one review.
pub(super) fn with_one(draft: &Draft) -> (Library, ReviewId) {
    let mut library = Library::in_memory().unwrap();
    let (id, kind) = import_one(&mut library, draft, 0);
    assert_eq!(kind, Kind::New);
    (library, id)
}

/// A folder that is gone with the test, and the path of a library in it.
pub(super) fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    (folder, path)
}
