//! Export: reviews as files that read well elsewhere and import back the same.
//!
//! To add a format: one file beside this one and one row in [`FORMATS`].

pub mod citation;
pub mod highlights;
pub mod jsonl;
pub mod markdown;
mod yaml;

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

pub use markdown::markdown_file_name;

use crate::error::{Error, Result};
use crate::review::Record;
use crate::schema::Facts;

/// A format that reviews can be exported in.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The extension of its files.
    pub extension: &'static str,
    /// Whether one document holds one review; else any number follow each other in one stream.
    pub is_one_each: bool,
    /// A review in this format, its last line ended.
    pub write: fn(&Record, &Facts) -> String,
}

/// Every format.
pub static FORMATS: [Format; 2] = [
    Format {
        name: "markdown",
        extension: "md",
        is_one_each: true,
        write: |record, _| markdown::write(record),
    },
    Format { name: "jsonl", extension: "jsonl", is_one_each: false, write: jsonl::write },
];

impl Format {
    /// The format of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }
}

/// Writes reviews to one stream and says how many.
///
/// Markdown has no way to hold two documents in one, and a reader could not tell one review from a long one; so a format of
/// one review each takes only one here, and nothing is written if there are more.
///
/// # Errors
/// Fails where the stream or the source of the reviews does, and on a second review in a format of one each.
pub fn to_stream<I>(format: &Format, records: I, out: &mut dyn Write) -> Result<usize>
where
    I: IntoIterator<Item = Result<(Record, Facts)>>,
{
    let mut records = records.into_iter().peekable();
    let mut n_written = 0;
    while let Some(next) = records.next() {
        let (record, facts) = next?;
        if format.is_one_each && (n_written > 0 || records.peek().is_some()) {
            return Err(Error::asked(
                format.name,
                "holds one review a file: for more, name a folder with --output",
            ));
        }
        out.write_all((format.write)(&record, &facts).as_bytes())?;
        n_written += 1;
    }
    Ok(n_written)
}

/// Writes each review to a file of its own in a folder, which is made if need be, and says how many. A file of the same
/// name, which is an earlier export of the same review, is replaced whole or not at all.
///
/// # Errors
/// Fails where a file cannot be written, naming it, or the source of the reviews fails.
pub fn to_folder<I>(format: &Format, records: I, folder: &Path) -> Result<usize>
where
    I: IntoIterator<Item = Result<(Record, Facts)>>,
{
    fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let mut n_written = 0;
    for next in records {
        let (record, facts) = next?;
        let path = folder.join(format!("{}.{}", markdown::file_stem(&record), format.extension));
        replace(&path, &(format.write)(&record, &facts)).map_err(|e| Error::io(&path, e))?;
        n_written += 1;
    }
    Ok(n_written)
}

/// Writes a file beside its place and moves it there, so that a full disk leaves the old one.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let unfinished = path.with_extension("part");
    let written = File::create(&unfinished).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    match written.and_then(|()| fs::rename(&unfinished, path)) {
        Err(error) => {
            // What is left of it is of no use to anyone; the first error is the one to tell.
            let _ = fs::remove_file(&unfinished);
            Err(error)
        }
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{self, Options};
    use crate::review::{Review, ReviewId, Title};

    fn records(n: usize) -> Vec<Result<(Record, Facts)>> {
        let record = |n: usize| Record {
            id: ReviewId::new(&format!("k3f{n}")).unwrap(),
            review: Review {
                title: Title::stated(format!("Review {n}")),
                body: "Words.\n\n---\n\nMore.".into(),
                ..Review::default()
            },
            state: crate::review::ReadingState::default(),
            based_on: Vec::new(),
        };
        (0..n).map(|n| Ok((record(n), Facts { with_body: true, ..Facts::default() }))).collect()
    }

    fn streamed(name: &str, n: usize) -> Result<String> {
        let mut out = Vec::new();
        let n_written = to_stream(Format::named(name).unwrap(), records(n), &mut out)?;
        assert_eq!(n_written, n);
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_stream_of_lines_holds_any_number() {
        assert_eq!(streamed("jsonl", 3).unwrap().lines().count(), 3);
        assert_eq!(streamed("jsonl", 0).unwrap(), "");
    }

    #[test]
    fn markdown_on_a_stream_is_one_review_or_an_error() {
        assert!(streamed("markdown", 1).unwrap().starts_with("---\ntitle: Review 0\n"));
        let mut out = Vec::new();
        let error =
            to_stream(Format::named("markdown").unwrap(), records(2), &mut out).unwrap_err();
        assert!(error.to_string().contains("--output"), "{error}");
        assert!(out.is_empty());
    }

    #[test]
    fn a_folder_gets_a_file_each_and_imports_back() {
        for format in &FORMATS {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("new/deep");
            for _ in 0..2 {
                assert_eq!(to_folder(format, records(3), &path).unwrap(), 3);
            }
            assert_eq!(fs::read_dir(&path).unwrap().count(), 3);
            let options = Options::default();
            let back: Vec<_> = import::read(&[path], &options).map(|row| row.unwrap()).collect();
            let wanted: Vec<_> = records(3).into_iter().map(|r| r.unwrap().0).collect();
            assert_eq!(
                back.iter().map(|d| &d.review).collect::<Vec<_>>(),
                wanted.iter().map(|r| &r.review).collect::<Vec<_>>()
            );
            assert_eq!(
                back.iter().map(|d| d.id.as_ref()).collect::<Vec<_>>(),
                wanted.iter().map(|r| Some(&r.id)).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn a_file_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("taken");
        fs::write(&taken, "x").unwrap();
        let error = to_folder(Format::named("markdown").unwrap(), records(1), &taken).unwrap_err();
        assert!(error.to_string().contains("taken"), "{error}");
    }
}
