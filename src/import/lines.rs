//! Lines: a file of JSON lines may be larger than any other, for it is read part by part: what was exported comes back.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::beside::Nothing;
use super::contents::{self, Give};
use super::walk::unreadable;
use super::{Format, ImportError, Options, Rows, Source, limits, scale};

/// Extensions of such files.
const EXTENSIONS: [&str; 2] = ["jsonl", "ndjson"];

/// Whether a file is one of JSON lines, by its name.
pub(super) fn are_in(path: &Path) -> bool {
    path.extension().is_some_and(|e| EXTENSIONS.iter().any(|name| e.eq_ignore_ascii_case(name)))
}

/// Whether a file is to be read part by part.
pub(super) fn are_many_in(path: &Path) -> bool {
    are_in(path) && path.metadata().is_ok_and(|metadata| metadata.len() > limits::FILE_BYTES)
}

/// Gives the reviews in a long file of JSON lines, one by one.
pub(super) fn give(path: &Path, options: &Options, give: &mut Give<'_>) -> ControlFlow<()> {
    give_parts(path, options, limits::PART_BYTES, give)
}

fn give_parts(
    path: &Path,
    options: &Options,
    n_bytes: usize,
    give: &mut Give<'_>,
) -> ControlFlow<()> {
    let options = Options { format: Format::named("jsonl"), ..options.clone() };
    let mut largest = None;
    for part in Parts::open(path, n_bytes) {
        let (source, n_before) = match part {
            Ok(part) => part,
            Err(error) => return give(Err(error)),
        };
        let mut rows = contents::rows_of(&source, &options, &mut Nothing);
        if scale::best_mark(&rows).is_some() {
            let mark = *largest.get_or_insert_with(|| best_mark(path, &options, n_bytes));
            scale::set(&mut rows, mark);
        }
        for row in rows {
            give(row.map_err(|error| ImportError {
                line: error.line.map(|line| line + n_before),
                ..error
            }))?;
        }
    }
    ControlFlow::Continue(())
}

/// The largest bare mark of the whole file, whose scale all of them are on.
fn best_mark(path: &Path, options: &Options, n_bytes: usize) -> f64 {
    let parts = Parts::open(path, n_bytes).filter_map(Result::ok);
    let rows = parts.map(|(source, _)| -> Rows { contents::raw_rows_of(&source, options) });
    rows.filter_map(|rows| scale::best_mark(&rows)).fold(0.0, f64::max)
}

/// The parts of a file, whole lines each, with how many lines come before.
struct Parts {
    path: PathBuf,
    file: Option<Result<BufReader<File>, ImportError>>,
    /// About how large a part is.
    n_bytes: usize,
    n_lines: usize,
}

impl Parts {
    fn open(path: &Path, n_bytes: usize) -> Self {
        let file = File::open(path).map(BufReader::new).map_err(|e| unreadable(path, &e));
        Self { path: path.to_owned(), file: Some(file), n_bytes, n_lines: 0 }
    }

    /// The lines of the next part; none at the end.
    fn part(&mut self, file: &mut BufReader<File>) -> Result<Vec<u8>, ImportError> {
        let mut part = Vec::new();
        while part.len() < self.n_bytes {
            let before = part.len();
            let n_read = file
                .take(limits::FILE_BYTES + 1)
                .read_until(b'\n', &mut part)
                .map_err(|e| unreadable(&self.path, &e))?;
            if n_read == 0 {
                break;
            }
            self.n_lines += 1;
            if (part.len() - before) as u64 > limits::FILE_BYTES {
                return Err(ImportError::new(&self.path, limits::TOO_LARGE).at(self.n_lines));
            }
        }
        Ok(part)
    }
}

impl Iterator for Parts {
    type Item = Result<(Source, usize), ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut file = match self.file.take()? {
            Ok(file) => file,
            Err(error) => return Some(Err(error)),
        };
        let n_before = self.n_lines;
        let part = match self.part(&mut file) {
            Ok(part) if part.is_empty() => return None,
            Ok(part) => part,
            Err(error) => return Some(Err(error)),
        };
        self.file = Some(Ok(file));
        Some(Source::from_bytes(self.path.clone(), part).map(|source| (source, n_before)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rating::Mark;

    fn rows(text: &str, n_bytes: usize) -> Rows {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("all.jsonl");
        std::fs::write(&path, text).unwrap();
        let mut rows = Vec::new();
        let _ = give_parts(&path, &Options::default(), n_bytes, &mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        });
        rows
    }

    #[test]
    fn a_file_in_parts_gives_what_it_gives_whole() {
        let line = |n: usize| format!("{{\"title\":\"Review {n}\",\"body\":\"Text {n}.\"}}\n");
        let text: String = (1..=9).map(line).collect::<String>() + "{\"title\":}\n" + &line(11);
        let whole = rows(&text, usize::MAX);
        for n_bytes in [1, 60, 100, 150] {
            let parts = rows(&text, n_bytes);
            let titles = |rows: &Rows| -> Vec<String> {
                let title = |row: &Result<crate::review::Draft, ImportError>| match row {
                    Ok(draft) => draft.review.title.text.clone(),
                    Err(error) => format!("line {:?}", error.line),
                };
                rows.iter().map(title).collect()
            };
            assert_eq!(titles(&parts), titles(&whole), "{n_bytes}");
            assert_eq!(titles(&parts).get(9).map(String::as_str), Some("line Some(10)"));
        }
    }

    #[test]
    fn all_parts_are_on_one_scale() {
        let line = |n: usize| format!("{{\"title\":\"T{n}\",\"body\":\"B{n}.\",\"rating\":{n}}}\n");
        let text: String = (1..=9).map(line).collect();
        let best = |row: &Result<crate::review::Draft, ImportError>| match row
            .as_ref()
            .unwrap()
            .review
            .rating
            .as_ref()
            .unwrap()
            .mark
        {
            Mark::Points { best, .. } => best,
            ref other => panic!("{other:?}"),
        };
        assert!(rows(&text, 1).iter().all(|row| best(row) == Some(10.0)));
    }
}
