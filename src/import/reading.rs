//! Reading: paths to finished drafts, lazily, one file at a time.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::vec;

use super::contents::{self, rows_of};
use super::scale::Scales;
use super::walk::{Walk, bytes_of};
use super::{ImportError, Options, Rows, Source, scale};
use crate::review::Draft;

/// The reviews under some paths (files, and folders all the way down), each file read when its turn comes.
///
/// Nothing stops it: what cannot be read is an error among the drafts. Dropping it ends the import.
pub fn read<'a>(paths: &[PathBuf], options: &'a Options) -> Reading<'a> {
    Reading {
        files: Walk::new(paths),
        rows: Vec::new().into_iter(),
        scales: Scales::new(paths),
        options,
    }
}

/// The reviews of one source that is already in memory: standard input, or a text from the clipboard.
pub fn read_source(source: &Source, options: &Options) -> Rows {
    let mut rows = rows_of(source, options);
    if let Some(best) = scale::best_mark(&rows) {
        scale::set(&mut rows, best);
    }
    rows
}

/// The reviews in bytes that are already in memory: standard input, which may be an archive.
pub fn read_bytes(path: &Path, bytes: Vec<u8>, options: &Options) -> Rows {
    all(path, bytes, options, &mut || 0.0)
}

fn all(path: &Path, bytes: Vec<u8>, options: &Options, beside: &mut dyn FnMut() -> f64) -> Rows {
    let mut rows = Vec::new();
    let _ = contents::give(path, bytes, options, beside, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    });
    rows
}

/// An import under way; see [`read`].
#[derive(Debug)]
pub struct Reading<'a> {
    files: Walk,
    /// What the file at hand still has to give.
    rows: vec::IntoIter<Result<Draft, ImportError>>,
    scales: Scales,
    options: &'a Options,
}

impl Reading<'_> {
    fn rows_at(&mut self, path: &Path) -> Rows {
        match bytes_of(path) {
            Ok(bytes) => {
                let mut beside = || self.scales.best_mark(path, self.options);
                all(path, bytes, self.options, &mut beside)
            }
            Err(error) => vec![Err(error)],
        }
    }
}

impl Iterator for Reading<'_> {
    type Item = Result<Draft, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.rows.next() {
                return Some(row);
            }
            match self.files.next()? {
                Ok(path) => self.rows = self.rows_at(&path).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::Format;
    use super::*;
    use crate::rating::Mark;

    fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn rated(rating: &str) -> String {
        format!("---\ntitle: A\nrating: {rating}\n---\nSome words.\n")
    }

    fn best(row: &Result<Draft, ImportError>) -> (f64, bool) {
        match row.as_ref().unwrap().review.rating.as_ref().unwrap().mark {
            Mark::Points { best: Some(best), is_inferred, .. } => (best, is_inferred),
            ref other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn check_scale(ratings: &[&str], wanted: f64) {
        let texts: Vec<_> =
            ratings.iter().enumerate().map(|(n, r)| (format!("{n}.md"), rated(r))).collect();
        let files: Vec<_> =
            texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let folder = folder_with(&files);
        let paths: Vec<_> = files.iter().map(|(name, _)| folder.path().join(name)).collect();
        let options = Options::default();
        for paths in [vec![folder.path().to_owned()], paths] {
            let rows: Vec<_> = read(&paths, &options).collect();
            assert_eq!(rows.len(), ratings.len());
            assert!(rows.iter().all(|row| best(row) == (wanted, true)), "{ratings:?}: {rows:?}");
        }
    }

    #[test]
    fn the_scale_of_bare_ratings_is_inferred_by_folder_and_marked() {
        check_scale(&["4"], 5.0);
        check_scale(&["7"], 10.0);
        check_scale(&["4", "9", "3"], 10.0);
        check_scale(&["4", "85"], 100.0);
    }

    #[test]
    fn a_stated_scale_is_left_alone() {
        let folder = folder_with(&[("a.md", &rated("3/4")), ("b.md", &rated("9"))]);
        let options = Options::default();
        let rows: Vec<_> = read(&[folder.path().to_owned()], &options).collect();
        assert_eq!(rows.iter().map(best).collect::<Vec<_>>(), [(4.0, false), (10.0, true)]);
    }

    #[test]
    fn a_table_has_a_scale_of_its_own() {
        let table = "film,rating\n".to_owned() + &"Anora,4\n".repeat(9);
        let folder = folder_with(&[("a.csv", &table), ("b.md", &rated("9"))]);
        let options = Options::default();
        let rows: Vec<_> = read(&[folder.path().to_owned()], &options).collect();
        assert_eq!(best(&rows[0]), (5.0, true));
        assert_eq!(best(&rows[9]), (10.0, true));
    }

    #[test]
    fn a_bad_row_does_not_stop_the_file_and_a_bad_file_does_not_stop_the_run() {
        let lines = "{\"@type\":\"Review\",\"reviewBody\":\"One.\"}\n{broken\n{\"@type\":\"Review\",\"reviewBody\":\"Two.\"}\n";
        let folder = folder_with(&[
            ("a.jsonl", lines),
            ("b.md", "---\nbad: [\n---\n"),
            ("c.md", "Three."),
            ("d.md", ""),
        ]);
        let options = Options::default();
        let rows: Vec<_> = read(&[folder.path().to_owned()], &options).collect();
        let shown: Vec<_> = rows
            .iter()
            .map(|row| match row {
                Ok(draft) => draft.review.body.clone(),
                Err(error) => {
                    format!(
                        "{}:{}",
                        error.path.file_name().unwrap().display(),
                        error.line.unwrap_or(0)
                    )
                }
            })
            .collect();
        assert_eq!(shown.len(), 6, "{shown:?}");
        assert_eq!((&*shown[0], &*shown[1], &*shown[2]), ("One.", "a.jsonl:2", "Two."));
        assert!(shown[3].starts_with("b.md:"));
        assert_eq!((&*shown[4], &*shown[5]), ("Three.", "d.md:0"));
    }

    #[test]
    fn what_was_asked_for_is_applied_to_every_review() {
        let source = Source { path: "-".into(), text: "# A title\n\nWords.".into() };
        let options = Options {
            tags: vec!["mine".into(), " mine ".into()],
            work: Some("Anora".into()),
            format: Format::named("markdown"),
            ..Options::default()
        };
        let rows = read_source(&source, &options);
        let draft = rows[0].as_ref().unwrap();
        assert_eq!(draft.review.keywords, ["mine"]);
        assert_eq!(draft.review.work.name, "Anora");
        assert_eq!(draft.based_on, Vec::<String>::new());
    }

    #[test]
    fn a_draft_says_which_file_it_came_from() {
        let folder = folder_with(&[("a.md", "Words.")]);
        let options = Options::default();
        let path = folder.path().join("a.md");
        let rows: Vec<_> = read(std::slice::from_ref(&path), &options).collect();
        assert_eq!(rows[0].as_ref().unwrap().based_on, [path.to_string_lossy()]);
    }
}
