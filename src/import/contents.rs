//! Contents: the reviews that some bytes hold, whichever kind of file they are: a text, a book, an archive of several files.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::archive::{self, Archive};
use super::beside::{self, Beside};
use super::walk::is_passed_over;
use super::{Format, ImportError, Options, Rows, Source, finish, limits};
use super::{epub, scale};
use crate::review::Draft;

/// Takes rows as they are read; breaks where no more are wanted.
pub(super) type Give<'a> = dyn FnMut(Result<Draft, ImportError>) -> ControlFlow<()> + 'a;

/// Gives the reviews in the bytes of a file, one by one. The scale of bare ratings in a text is told by the largest of
/// them, and by what is beside the file.
///
/// What kind of file it is, is told by its first bytes, whatever its name.
pub(super) fn give(
    path: &Path,
    bytes: Vec<u8>,
    options: &Options,
    beside: &mut dyn Beside,
    give: &mut Give<'_>,
) -> ControlFlow<()> {
    if !archive::is_archive(&bytes) {
        return rows_in(path.to_owned(), bytes, options, beside).into_iter().try_for_each(give);
    }
    match Archive::open(path, bytes, limits::ARCHIVE_BYTES) {
        Ok(mut archive) => Unpacking { options, is_nested: false, give }.give(&mut archive),
        Err(error) => give(Err(error)),
    }
}

/// The reviews in the bytes of a text.
fn rows_in(path: PathBuf, bytes: Vec<u8>, options: &Options, beside: &mut dyn Beside) -> Rows {
    match Source::from_bytes(path, bytes) {
        Ok(source) => {
            let mut rows = rows_of(&source, options, beside);
            if let Some(best) = scale::best_mark(&rows) {
                let beside = if scale::is_own(&rows) { best } else { beside.best_mark() };
                scale::set(&mut rows, beside.max(best));
            }
            rows
        }
        Err(error) => vec![Err(error)],
    }
}

/// The reviews of a source, finished but for the scale of bare ratings, which their surroundings tell.
pub(super) fn rows_of(source: &Source, options: &Options, beside: &mut dyn Beside) -> Rows {
    let mut rows = raw_rows_of(source, options);
    beside::tell(&mut rows, &source.path, beside);
    let is_several = rows.len() > 1;
    let as_row = |error: ImportError| if is_several { error.of_row() } else { error };
    rows.into_iter()
        .map(|row| row.and_then(|draft| finish::finish(draft, &source.path, options)))
        .map(|row| row.map_err(as_row))
        .collect()
}

/// The reviews of a source as its format's reader gives them. Their ratings are what they are when finished.
pub(super) fn raw_rows_of(source: &Source, options: &Options) -> Rows {
    let format = options.format.unwrap_or_else(|| Format::of(source));
    if ["markdown", "plain"].contains(&format.name) && has_too_many_signs(&source.text) {
        return vec![Err(ImportError::new(&source.path, limits::TOO_MANY_SIGNS))];
    }
    (format.read)(source, options)
}

/// Whether a text has more markup than any that is read, so that parsing it would take all memory.
fn has_too_many_signs(text: &str) -> bool {
    text.len() > limits::N_SIGNS
        && text.bytes().filter(|b| b"*_[]`<>&\\|~#\n".contains(b)).count() > limits::N_SIGNS
}

/// An archive on its way into rows.
struct Unpacking<'a, 'b> {
    options: &'a Options,
    /// Whether the archive is itself a member of one: then those in it are refused.
    is_nested: bool,
    give: &'a mut Give<'b>,
}

impl Unpacking<'_, '_> {
    /// Gives what an archive holds as a folder of the same files would.
    fn give(&mut self, archive: &mut Archive) -> ControlFlow<()> {
        let refused = archive.refused();
        if epub::is_book(archive) {
            refused.into_iter().try_for_each(|error| (self.give)(Err(error)))?;
            return self.give_book(archive);
        }
        let mut names: Vec<String> = archive
            .names()
            .iter()
            .filter(|name| !is_passed_over(Path::new(name)))
            .cloned()
            .collect();
        beside::without_told(&mut names);
        if names.is_empty() && refused.is_empty() {
            let reason = "no file in it that may hold a review";
            return (self.give)(Err(ImportError::new(archive.path(), reason)));
        }
        refused.into_iter().try_for_each(|error| (self.give)(Err(error)))?;
        let mut scales = HashMap::new();
        for name in &names {
            self.give_member(archive, name, &mut scales)?;
            if archive.n_left() == 0 {
                break;
            }
        }
        ControlFlow::Continue(())
    }

    fn give_book(&mut self, archive: &mut Archive) -> ControlFlow<()> {
        epub::read(archive).into_iter().try_for_each(|(path, row)| {
            let mut rows = vec![row.and_then(|draft| finish::finish(draft, &path, self.options))];
            if let Some(best) = scale::best_mark(&rows) {
                scale::set(&mut rows, best);
            }
            rows.into_iter().try_for_each(&mut *self.give)
        })
    }

    fn give_member(
        &mut self,
        archive: &mut Archive,
        name: &str,
        scales: &mut HashMap<String, f64>,
    ) -> ControlFlow<()> {
        let path = archive.path_of(name);
        match archive.unpack(name) {
            Ok(bytes) if archive::is_archive(&bytes) => self.give_nested(archive, &path, bytes),
            Ok(bytes) => {
                let options = self.options;
                let mut beside = InArchive { archive, name, options, scales };
                rows_in(path, bytes, options, &mut beside).into_iter().try_for_each(&mut *self.give)
            }
            Err(error) => (self.give)(Err(error)),
        }
    }

    fn give_nested(&mut self, outer: &mut Archive, path: &Path, bytes: Vec<u8>) -> ControlFlow<()> {
        if self.is_nested {
            let reason = "a ZIP archive in one that is in another is not opened";
            return (self.give)(Err(ImportError::new(path, reason)));
        }
        let mut inner = match Archive::open(path, bytes, outer.n_left()) {
            Ok(inner) => inner,
            Err(error) => return (self.give)(Err(error)),
        };
        let flow = Unpacking { options: self.options, is_nested: true, give: &mut *self.give }
            .give(&mut inner);
        outer.set_left(inner.n_left());
        flow
    }
}

/// What lies beside a member of an archive.
struct InArchive<'a> {
    archive: &'a mut Archive,
    name: &'a str,
    options: &'a Options,
    /// The largest bare mark of each folder, looked up once.
    scales: &'a mut HashMap<String, f64>,
}

impl Beside for InArchive<'_> {
    fn best_mark(&mut self) -> f64 {
        let Self { archive, name, options, scales } = self;
        let folder = folder_of(name).to_owned();
        *scales.entry(folder).or_insert_with(|| best_mark_beside(archive, name, options))
    }

    fn file(&mut self, name: &str) -> Option<Source> {
        let name = beside::in_archive(self.name, name)?;
        let bytes = self.archive.unpack(&name).ok()?;
        Source::from_bytes(self.archive.path_of(&name), bytes).ok()
    }
}

/// The largest bare mark among the members in a member's folder, looked for within the limits for that.
fn best_mark_beside(archive: &mut Archive, name: &str, options: &Options) -> f64 {
    let n_left = archive.n_left();
    let others: Vec<String> = archive
        .names()
        .iter()
        .filter(|other| folder_of(other) == folder_of(name))
        .filter(|other| !is_passed_over(Path::new(other)))
        .take(limits::SCALE_FILES)
        .cloned()
        .collect();
    archive.set_left(limits::SCALE_BYTES.min(n_left));
    let sources = others.iter().map_while(|other| {
        let bytes = archive.unpack(other).unwrap_or_default();
        (archive.n_left() > 0).then(|| Source::from_bytes(archive.path_of(other), bytes))
    });
    let largest = scale::largest(sources.flatten(), options);
    archive.set_left(n_left);
    largest
}

fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::super::archive::tests::packed;
    use super::super::beside::Nothing;
    use super::*;
    use crate::rating::Mark;

    fn read(bytes: Vec<u8>) -> Rows {
        let mut rows = Vec::new();
        let flow = give(Path::new("a.zip"), bytes, &Options::default(), &mut Nothing, &mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        rows
    }

    /// What each row says, and from where.
    fn told(bytes: Vec<u8>) -> Vec<String> {
        let shown = |row: Result<Draft, ImportError>| match row {
            Ok(draft) => draft.review.body,
            Err(error) => error.to_string(),
        };
        read(bytes).into_iter().map(shown).collect()
    }

    #[test]
    fn an_archive_is_read_as_a_folder_of_its_files_would_be() {
        let bytes = packed(&[
            ("sub/b.md", b"Two."),
            ("a.txt", b"One."),
            ("poster.JPG", b"\xff\xd8\xff"),
            ("__MACOSX/._a.txt", b"\0\x05"),
            (".git/c.md", b"Never."),
            ("c.md", b""),
        ]);
        assert_eq!(told(bytes.clone()), ["One.", "a.zip/c.md: empty", "Two."]);
        let first = read(bytes).remove(0).unwrap();
        assert!(first.based_on[0].ends_with("/a.zip/a.txt"), "{:?}", first.based_on);
    }

    #[test]
    fn an_archive_in_an_archive_is_opened_and_no_further_one() {
        let inmost = packed(&[("x.md", b"Never.")]);
        let inner = packed(&[("a.md", b"Inner."), ("b.zip", &inmost)]);
        let bytes = packed(&[("a.zip", &inner), ("z.md", b"Outer.")]);
        assert_eq!(
            told(bytes),
            [
                "Inner.",
                "a.zip/a.zip/b.zip: a ZIP archive in one that is in another is not opened",
                "Outer."
            ]
        );
    }

    #[test]
    fn a_text_of_millions_of_signs_is_refused() {
        let flood = "*a ".repeat(limits::N_SIGNS + 1).into_bytes();
        let refused = |name: &str| {
            let mut told = Vec::new();
            let _ = give(
                Path::new(name),
                flood.clone(),
                &Options::default(),
                &mut Nothing,
                &mut |row| {
                    told.push(row.unwrap_err().reason);
                    ControlFlow::Continue(())
                },
            );
            told
        };
        assert_eq!(refused("a.md"), [limits::TOO_MANY_SIGNS]);
        assert_eq!(refused("a.txt"), [limits::TOO_MANY_SIGNS]);
    }

    #[test]
    fn an_archive_without_reviews_says_so() {
        let nothing = "a.zip: no file in it that may hold a review";
        assert_eq!(told(packed(&[])), [nothing]);
        assert_eq!(told(packed(&[("a.png", b"\x89PNG")])), [nothing]);
        assert_eq!(told(packed(&[("../a.md", b"Out.")])).len(), 1);
    }

    #[test]
    fn the_scale_of_bare_ratings_is_told_by_their_folder_in_the_archive() {
        let rated = |rating: &str| format!("---\ntitle: A\nrating: {rating}\n---\nWords.\n");
        let (four, nine) = (rated("4"), rated("9"));
        let rows = read(packed(&[
            ("a/1.md", four.as_bytes()),
            ("a/2.md", nine.as_bytes()),
            ("b/1.md", four.as_bytes()),
        ]));
        let best = |row: &Result<Draft, ImportError>| match row
            .as_ref()
            .unwrap()
            .review
            .rating
            .as_ref()
            .unwrap()
            .mark
        {
            Mark::Points { best, .. } => best,
            _ => None,
        };
        assert_eq!(rows.iter().map(best).collect::<Vec<_>>(), [Some(10.0), Some(10.0), Some(5.0)]);
    }

    #[test]
    fn what_an_archive_unpacks_to_is_bounded_with_those_in_it() {
        let inner = packed(&[("1.md", b"12345."), ("2.md", b"12345."), ("3.md", b"Never.")]);
        let bytes = packed(&[("a.zip", &inner), ("b.md", b"Never.")]);
        let n_left = inner.len() as u64 + 10;
        let mut archive = Archive::open(Path::new("a.zip"), bytes, n_left).unwrap();
        let mut told = Vec::new();
        let mut give = |row: Result<Draft, ImportError>| {
            told.push(row.map_or_else(|error| error.to_string(), |draft| draft.review.body));
            ControlFlow::Continue(())
        };
        let options = &Options::default();
        let _ = Unpacking { options, is_nested: false, give: &mut give }.give(&mut archive);
        let too_much = format!("a.zip/a.zip/2.md: {}", limits::TOO_LARGE_ARCHIVE);
        assert_eq!(told, ["12345.", &too_much]);
    }

    #[test]
    fn nothing_is_unpacked_for_one_who_has_enough() {
        let bytes = packed(&[("a.md", b"One."), ("b.md", b"Two.")]);
        let mut n_given = 0;
        let flow = give(Path::new("a.zip"), bytes, &Options::default(), &mut Nothing, &mut |_| {
            n_given += 1;
            ControlFlow::Break(())
        });
        assert!(flow.is_break());
        assert_eq!(n_given, 1);
    }
}
