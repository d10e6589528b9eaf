//! Export: reviews as files that read well elsewhere; as Markdown and JSON lines they come back as they were.
//!
//! To add a format: one file beside this one and one row in [`FORMATS`].

mod bibtex;
pub mod citation;
mod csl;
mod epub;
pub mod highlights;
pub mod html;
pub mod jsonl;
pub mod markdown;
mod name;
mod yaml;

use std::fs::{self, File};
use std::io::{BufWriter, Cursor, Write};
use std::path::Path;

use jiff::Timestamp;

pub use markdown::markdown_file_name;

use crate::date::Date;
use crate::error::{Error, Result};
use crate::review::Record;
use crate::schema::Facts;

/// A review in a format, its last line ended.
type Writer = fn(&Record, &Facts) -> String;

/// A format that reviews can be exported in.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The extension of its files.
    pub extension: &'static str,
    /// A document of one review, where a folder can hold one of each.
    each: Option<Writer>,
    /// How several are written to one document.
    several: Several,
    /// A document that leads to those of a folder.
    index: Option<fn(&[Entry]) -> String>,
}

/// How a format holds several reviews in one document.
#[derive(Debug)]
enum Several {
    /// Not at all: nobody could tell one review from a long one.
    Not,
    /// One after another.
    Joined { open: &'static str, between: &'static str, close: &'static str, write: Writer },
    /// Bound as a book.
    Book,
}

/// What an index says of a document.
#[derive(Debug)]
pub(crate) struct Entry {
    file: String,
    title: String,
    work: String,
    author: String,
    date: String,
    rating: String,
}

/// Every format.
pub static FORMATS: [Format; 6] = [
    Format {
        name: "markdown",
        extension: "md",
        each: Some(|record, _| markdown::write(record)),
        several: Several::Not,
        index: None,
    },
    Format {
        name: "jsonl",
        extension: "jsonl",
        each: None,
        several: Several::Joined { open: "", between: "", close: "", write: jsonl::write },
        index: None,
    },
    Format {
        name: "html",
        extension: "html",
        each: Some(html::page),
        several: Several::Joined {
            open: html::OPEN,
            between: "",
            close: html::CLOSE,
            write: html::article,
        },
        index: Some(html::index),
    },
    Format { name: "epub", extension: "epub", each: None, several: Several::Book, index: None },
    Format {
        name: "csl",
        extension: "json",
        each: None,
        several: Several::Joined { open: "[\n", between: ",\n", close: "\n]\n", write: csl::write },
        index: None,
    },
    Format {
        name: "bibtex",
        extension: "bib",
        each: None,
        several: Several::Joined { open: "", between: "\n", close: "", write: bibtex::write },
        index: None,
    },
];

impl Format {
    /// The format of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Whether a folder can hold a document of each review.
    pub fn fills_folders(&self) -> bool {
        self.each.is_some()
    }

    /// Whether one document can hold several reviews.
    pub fn holds_several(&self) -> bool {
        !matches!(self.several, Several::Not)
    }

    /// Whether what is written is no text, which a terminal would not show.
    pub fn is_binary(&self) -> bool {
        matches!(self.several, Several::Book)
    }
}

/// Writes reviews to one stream and says how many. Where one review is all that a document is to hold, it is written as
/// a document of its own.
///
/// # Errors
/// Fails where the stream or the source of the reviews does, and on a second review in a format of one each: nothing is
/// written then.
pub fn to_stream<I>(
    format: &Format,
    records: I,
    made_at: Timestamp,
    out: &mut dyn Write,
) -> Result<usize>
where
    I: IntoIterator<Item = Result<(Record, Facts)>>,
{
    let mut records = records.into_iter().peekable();
    if let (Some(each), Some(first)) = (format.each, records.next_if(|_| format.each.is_some())) {
        let first = first?;
        if records.peek().is_none() {
            out.write_all(each(&first.0, &first.1).as_bytes())?;
            return Ok(1);
        }
        return join(format, std::iter::once(Ok(first)).chain(records), out);
    }
    if format.is_binary() {
        let mut book = Cursor::new(Vec::new());
        let n = epub::write(records, made_at, &mut book)?;
        out.write_all(book.get_ref())?;
        return Ok(n);
    }
    join(format, records, out)
}

/// Writes reviews one after another.
fn join(
    format: &Format,
    records: impl Iterator<Item = Result<(Record, Facts)>>,
    out: &mut dyn Write,
) -> Result<usize> {
    let Several::Joined { open, between, close, write } = format.several else {
        let why = "holds one review a file: for more, name a folder with --output";
        return Err(Error::asked(format.name, why));
    };
    out.write_all(open.as_bytes())?;
    let mut n_written = 0;
    for next in records {
        let (record, facts) = next?;
        if n_written > 0 {
            out.write_all(between.as_bytes())?;
        }
        out.write_all(write(&record, &facts).as_bytes())?;
        n_written += 1;
    }
    out.write_all(close.as_bytes())?;
    Ok(n_written)
}

/// Writes reviews to one file, whole or not at all, and says how many.
///
/// # Errors
/// As [`to_stream`], naming the file.
pub fn to_file<I>(format: &Format, records: I, made_at: Timestamp, path: &Path) -> Result<usize>
where
    I: IntoIterator<Item = Result<(Record, Facts)>>,
{
    let mut n_written = 0;
    replace(path, |file| {
        let mut out = BufWriter::new(file);
        n_written = if format.is_binary() {
            epub::write(records, made_at, &mut out)?
        } else {
            to_stream(format, records, made_at, &mut out)?
        };
        Ok(out.flush()?)
    })?;
    Ok(n_written)
}

/// Writes each review to a file of its own in a folder, which is made if need be, and says how many. A file of the same
/// name, which is an earlier export of the same review, is replaced whole or not at all.
///
/// # Errors
/// Fails where a file cannot be written, naming it, or the source of the reviews fails, or the format is none of one
/// review each.
pub fn to_folder<I>(format: &Format, records: I, folder: &Path) -> Result<usize>
where
    I: IntoIterator<Item = Result<(Record, Facts)>>,
{
    let Some(each) = format.each else {
        return Err(Error::file(folder, format!("a folder; {} is one file", format.name)));
    };
    fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let (mut n_written, mut entries) = (0, Vec::new());
    for next in records {
        let (record, facts) = next?;
        let name = format!("{}.{}", markdown::file_stem(&record), format.extension);
        let text = each(&record, &facts);
        replace(&folder.join(&name), |file| Ok(file.write_all(text.as_bytes())?))?;
        n_written += 1;
        if format.index.is_some() {
            entries.push(Entry::of(&record, name));
        }
    }
    if let Some(index) = format.index {
        let path = folder.join(format!("index.{}", format.extension));
        replace(&path, |file| Ok(file.write_all(index(&entries).as_bytes())?))?;
    }
    Ok(n_written)
}

impl Entry {
    fn of(record: &Record, file: String) -> Self {
        let review = &record.review;
        Self {
            file,
            title: review.title.text.clone(),
            work: citation::about_name(&review.work).unwrap_or_default(),
            author: review.authors.join(", "),
            date: review.date_published.map(Date::in_words).unwrap_or_default(),
            rating: review.rating.as_ref().map(|r| r.notation.clone()).unwrap_or_default(),
        }
    }
}

/// Writes a file beside its place and moves it there, so that what goes wrong leaves the old one.
fn replace(path: &Path, write: impl FnOnce(&mut File) -> Result<()>) -> Result<()> {
    let name = path.file_name().ok_or_else(|| Error::file(path, "not a file's name"))?;
    let unfinished = path.with_file_name(format!(".{}.part", name.to_string_lossy()));
    let written = File::create(&unfinished).map_err(|e| Error::io(path, e)).and_then(|mut file| {
        write(&mut file)?;
        file.sync_all().map_err(|e| Error::io(path, e))
    });
    let moved =
        written.and_then(|()| fs::rename(&unfinished, path).map_err(|e| Error::io(path, e)));
    if moved.is_err() {
        // What is left of it is of no use to anyone; the first error is the one to tell.
        let _ = fs::remove_file(&unfinished);
    }
    moved.map_err(|e| match e {
        Error::Stream(source) => Error::io(path, source),
        other => other,
    })
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
        let n_written =
            to_stream(Format::named(name).unwrap(), records(n), Timestamp::UNIX_EPOCH, &mut out)?;
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
        let markdown = Format::named("markdown").unwrap();
        let error = to_stream(markdown, records(2), Timestamp::UNIX_EPOCH, &mut out).unwrap_err();
        assert!(error.to_string().contains("--output"), "{error}");
        assert!(out.is_empty());
    }

    #[test]
    fn a_folder_gets_a_file_each_and_imports_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/deep");
        for _ in 0..2 {
            assert_eq!(
                to_folder(Format::named("markdown").unwrap(), records(3), &path).unwrap(),
                3
            );
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

    #[test]
    fn a_folder_of_pages_has_an_index_and_a_format_of_one_file_wants_none() {
        let folder = tempfile::tempdir().unwrap();
        let html = Format::named("html").unwrap();
        assert_eq!(to_folder(html, records(2), folder.path()).unwrap(), 2);
        let index = fs::read_to_string(folder.path().join("index.html")).unwrap();
        assert_eq!(index.matches("<a href=\"review-").count(), 2, "{index}");
        let error = to_folder(Format::named("csl").unwrap(), records(1), folder.path());
        assert!(error.unwrap_err().to_string().contains("csl is one file"));
    }

    #[test]
    fn several_in_one_document_are_one_document() {
        let csl: serde_json::Value = serde_json::from_str(&streamed("csl", 3).unwrap()).unwrap();
        assert_eq!(csl.as_array().unwrap().len(), 3);
        assert_eq!(streamed("csl", 0).unwrap().split_whitespace().collect::<String>(), "[]");
        assert_eq!(streamed("bibtex", 2).unwrap().matches("\n\n@misc{").count(), 1);
        let page = streamed("html", 2).unwrap();
        assert_eq!((page.matches("<article").count(), page.matches("</html>").count()), (2, 1));
        assert!(streamed("html", 1).unwrap().contains("<title>Review 0</title>"));
    }

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("all.md");
        fs::write(&path, "before").unwrap();
        let markdown = Format::named("markdown").unwrap();
        assert!(to_file(markdown, records(2), Timestamp::UNIX_EPOCH, &path).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
        assert_eq!(to_file(markdown, records(1), Timestamp::UNIX_EPOCH, &path).unwrap(), 1);
        assert!(fs::read_to_string(&path).unwrap().starts_with("---"));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
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
