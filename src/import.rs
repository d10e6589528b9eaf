//! Import: files of any format become drafts, a few files in memory at a time.
//!
//! A file is found ([`walk`]), decoded to UTF-8 once ([`decode`]), told by its extension or its text which [`Format`] it
//! has, and read into rows; an archive is read as the folder of its members (`archive`). Every row is then finished the
//! same way ([`finish`]): sanitized, titled, tagged. A bad row does not stop its file and a bad file does not stop the
//! run; both are [`ImportError`]s among the drafts.
//!
//! ```
//! use anora_tui::import::{Options, Source, read_source};
//!
//! let source = Source { path: "-".into(), text: "# Small hours\n\nA night nurse talks.".into() };
//! let rows = read_source(&source, &Options::default());
//! assert_eq!(rows[0].as_ref().unwrap().review.title.text, "Small hours");
//! ```
//!
//! To add a format: one file beside this one, one row in [`FORMATS`], one folder under `tests/fixtures`.

mod archive;
mod beside;
mod commonmark;
mod contents;
pub mod decode;
mod epub;
mod feed;
pub mod fields;
pub mod finish;
mod html;
pub mod inline;
pub mod json;
pub mod limits;
mod lines;
pub mod markdown;
mod markup;
pub mod plain;
pub mod progress;
mod reading;
pub mod report;
mod scale;
mod service;
mod tables;
pub mod walk;

use std::fmt;
use std::path::{Path, PathBuf};

pub use progress::Progress;
pub use reading::{Reading, read, read_as, read_bytes, read_source};
pub use report::Report;

use crate::error::shown;
use crate::review::Draft;
use crate::text::sanitize;

/// A file's text on its way into drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it came from; `-` for standard input.
    pub path: PathBuf,
    /// Its text, decoded, without a byte order mark.
    pub text: String,
}

impl Source {
    /// Decodes the bytes of a file.
    ///
    /// # Errors
    /// Refuses what is empty, too large or not text.
    pub fn from_bytes(path: impl Into<PathBuf>, bytes: Vec<u8>) -> Result<Self, ImportError> {
        let path = path.into();
        if bytes.len() as u64 > limits::FILE_BYTES {
            return Err(ImportError::new(path, limits::TOO_LARGE));
        }
        match decode::decode(bytes) {
            Ok(text) if text.trim().is_empty() => Err(ImportError::new(path, "empty")),
            Ok(text) => Ok(Self { path, text }),
            Err(reason) => Err(ImportError::new(path, reason)),
        }
    }

    /// The path's extension in lower case, or nothing.
    fn extension(&self) -> String {
        self.path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
    }
}

/// What a file gives: reviews, and reasons for those it does not give.
pub type Rows = Vec<Result<Draft, ImportError>>;

/// A format that can be imported.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// Extensions of its files, lower case.
    pub extensions: &'static [&'static str],
    /// Whether a text without a telling extension is in this format.
    sniff: fn(&str) -> bool,
    /// Reads a text of this format.
    read: fn(&Source, &Options) -> Rows,
}

/// Every format, in the order in which a text is tried; the last takes any text.
pub static FORMATS: [Format; 7] = [
    Format {
        name: "feed",
        extensions: &["rss", "atom", "rdf", "xml"],
        sniff: feed::is_feed,
        read: |source, _| feed::read(source),
    },
    Format {
        name: "html",
        extensions: &["html", "htm", "xhtml", "shtml", "mhtml", "mht"],
        sniff: html::is_html,
        read: |source, _| html::read(source),
    },
    Format {
        name: "json",
        extensions: &["json", "jsonld"],
        sniff: json::is_json,
        read: |source, _| json::read(source),
    },
    Format {
        name: "jsonl",
        extensions: &["jsonl", "ndjson"],
        sniff: json::is_lines,
        read: |source, _| json::read_lines(source),
    },
    Format {
        name: "markdown",
        extensions: &["md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd"],
        sniff: markdown::is_markdown,
        read: |source, _| markdown::read(source),
    },
    Format {
        name: "csv",
        extensions: &["csv", "tsv", "tab"],
        sniff: tables::is_table,
        read: tables::read,
    },
    Format {
        name: "plain",
        extensions: &["txt", "text"],
        sniff: |_| true,
        read: |source, _| vec![Ok(plain::read(&source.text, &source.path))],
    },
];

impl Format {
    /// The format of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The format of a source: by its extension, else by its text.
    pub fn of(source: &Source) -> &'static Self {
        let extension = source.extension();
        let by_extension =
            FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str()));
        let [.., any_text] = &FORMATS;
        by_extension
            .or_else(|| FORMATS.iter().find(|format| (format.sniff)(&source.text)))
            .unwrap_or(any_text)
    }
}

/// Whether a name is one of those that [`Options::columns`] may give to a column.
pub fn is_column(name: &str) -> bool {
    fields::knows(&fields::folded(name))
}

/// What the reader asked for.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format of all files; `None` to tell it file by file.
    pub format: Option<&'static Format>,
    /// Tags that every review gets.
    pub tags: Vec<String>,
    /// The name of the work that all reviews are about.
    pub work: Option<String>,
    /// What columns of a table mean: our name, theirs (`title`, `Name of film`).
    pub columns: Vec<(String, String)>,
}

/// Why a file or a row of one gave no review, or not all that it states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportError {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1, where one is to blame.
    pub line: Option<usize>,
    /// What is wrong, on one line, safe to print.
    pub reason: String,
    /// How many rows of the file are meant, of which others may have come in; 0 where it is the file.
    pub n_rows: usize,
    /// Whether the review came in all the same, and only something that it states is left out.
    pub is_note: bool,
}

impl ImportError {
    /// A reason that holds for a whole file.
    pub fn new(path: impl Into<PathBuf>, reason: impl AsRef<str>) -> Self {
        let reason = sanitize::line(reason.as_ref());
        Self { path: path.into(), line: None, reason, n_rows: 0, is_note: false }
    }

    /// The same, of the row at a line.
    #[must_use]
    pub fn at(self, line: usize) -> Self {
        Self { line: Some(line), n_rows: self.n_rows.max(1), ..self }
    }

    /// The same, of a row whose line is not known.
    #[must_use]
    pub fn of_row(self) -> Self {
        Self { n_rows: self.n_rows.max(1), ..self }
    }

    /// The same, of so many rows.
    #[must_use]
    pub fn of_rows(self, n_rows: usize) -> Self {
        Self { n_rows, ..self }
    }

    /// The same, of something in a review that came in without it.
    #[must_use]
    pub fn noted(self) -> Self {
        Self { is_note: true, ..self }
    }

    /// The same, at the line for which the whole file cannot be read.
    #[must_use]
    pub fn because_of(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }

    /// What is wrong, without what differs from row to row: numbers, names and what is quoted of it.
    pub fn kind(&self) -> String {
        let mut kind = String::new();
        for c in self.reason.chars() {
            match c {
                _ if !c.is_ascii_digit() => kind.push(c),
                _ if kind.ends_with('…') => {}
                _ => kind.push('…'),
            }
        }
        // Where it stands comes before what is wrong, what it is about behind.
        let said = kind.split_once("…: ").map_or(kind.as_str(), |(_, said)| said);
        said.split(": ").next().unwrap_or(said).to_owned()
    }
}

/// `path:line: reason`, as compilers write it; of several rows also how many.
impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path == Path::new("-") {
            "standard input".to_owned()
        } else {
            shown(&self.path)
        };
        write!(f, "{path}:")?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        if self.n_rows > 1 {
            let from = self.line.map_or("", |_| ", from here on");
            write!(f, " {} rows left out{from}:", self.n_rows)?;
        }
        write!(f, " {}", self.reason)
    }
}

impl std::error::Error for ImportError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, name: &str) {
        let source = Source { path: path.into(), text: text.to_owned() };
        assert_eq!(Format::of(&source).name, name, "{path}");
    }

    #[test]
    fn a_format_is_told_by_extension_then_by_text() {
        check("a.MD", "# A", "markdown");
        check("a.txt", "---\ntitle: A\n---\n", "plain");
        check("a.json", "nonsense", "json");
        check("-", "{\"@type\":\"Review\"}", "json");
        check("-", "[{\"a\":1}]", "json");
        check("-", "{\"a\":1}\n{\"a\":2}\n", "jsonl");
        check("-", "---\ntitle: A\n---\nText", "markdown");
        check("-", "+++\ntitle = 'A'\n+++\nText", "markdown");
        check("-", "# A film\n\nText", "markdown");
        check("-", "Just words.", "plain");
        check("-", "{curly} words", "plain");
    }

    #[test]
    fn format_names_and_extensions_are_unique() {
        let mut names: Vec<_> = FORMATS.iter().flat_map(|f| f.extensions.iter()).collect();
        let n = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), n);
        for format in &FORMATS {
            assert_eq!(Format::named(format.name).unwrap().name, format.name);
        }
    }

    #[test]
    fn an_error_names_the_place_first_and_cannot_move_the_cursor() {
        let error = ImportError::new("a\u{1b}[2J.md", "bad \u{1b}[1mkey\nnext");
        assert!(!error.to_string().contains(char::is_control), "{error}");
        assert_eq!(ImportError::new("a.md", "bad").at(3).to_string(), "a.md:3: bad");
        assert_eq!(ImportError::new("-", "bad").to_string(), "standard input: bad");
        assert_eq!(
            ImportError::new("a.csv", "bad").of_rows(2).at(3).to_string(),
            "a.csv:3: 2 rows left out, from here on: bad"
        );
    }

    #[test]
    fn what_is_wrong_with_many_rows_is_of_one_kind() {
        let kind = |reason: &str| ImportError::new("a", reason).kind();
        assert_eq!(kind("2 cells for 13 columns"), "… cells for … columns");
        assert_eq!(kind("review 12: not an object"), "not an object");
        assert_eq!(kind("without a text: A day at sea: 2"), "without a text");
        assert_eq!(kind("empty"), "empty");
    }

    #[test]
    fn what_is_empty_is_refused() {
        assert_eq!(Source::from_bytes("a", Vec::new()).unwrap_err().reason, "empty");
        assert_eq!(Source::from_bytes("a", b" \n\t\n".to_vec()).unwrap_err().reason, "empty");
    }
}
