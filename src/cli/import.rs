//! `import`: files, folders and standard input into the library.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;

use super::Desk;
use super::out::Out;
use crate::error::{Error, Result};
use crate::import::{self, Format, ImportError, Options, Report};
use crate::library::{Kind, Library};
use crate::review::Draft;
use crate::shelf;

/// How many reviews are saved at once.
const BATCH: usize = 256;

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option by itself")]
pub(super) struct ImportArgs {
    /// Files or folders; - is standard input
    #[arg(value_name = "PATH", required_unless_present = "shelf")]
    paths: Vec<PathBuf>,
    /// Say what would come in, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Report as JSON
    #[arg(long)]
    json: bool,
    /// Tag every review
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// The work that all of them are about
    #[arg(long, value_name = "TITLE")]
    work: Option<String>,
    /// The format of all files, instead of telling it file by file
    #[arg(long, value_name = "FORMAT", value_parser = format_named)]
    format: Option<&'static Format>,
    /// What a column of a table means, where its name does not tell: title, work, body, rating, date, author, year, url …
    #[arg(long, value_name = "OURS=THEIRS", value_delimiter = ',', value_parser = column)]
    map: Vec<(String, String)>,
    /// The bundled shelf
    #[arg(long)]
    shelf: bool,
}

fn format_named(name: &str) -> Result<&'static Format, String> {
    Format::named(name).ok_or_else(|| {
        let names: Vec<&str> = import::FORMATS.iter().map(|format| format.name).collect();
        format!("not a format ({})", names.join(", "))
    })
}

/// `title=Name of film` as ours and theirs.
fn column(text: &str) -> Result<(String, String), String> {
    let (ours, theirs) = text.split_once('=').ok_or("not of the form title=Name")?;
    if !import::is_column(ours) {
        return Err(format!("no review has a {ours} (title, work, body, rating, date, author, …)"));
    }
    Ok((ours.to_owned(), theirs.to_owned()))
}

pub(super) fn import(desk: &mut Desk, args: &ImportArgs) -> Result<()> {
    let options = Options {
        format: args.format,
        tags: args.tag.clone(),
        work: args.work.clone(),
        columns: args.map.clone(),
    };
    let mut library = desk.library()?;
    let mut intake = Intake {
        library: &mut library,
        now: (desk.around.now)(),
        is_rehearsal: args.dry_run,
        report: Report::default(),
        batch: Vec::new(),
        n_seen: 0,
    };
    if args.shelf {
        for draft in shelf::drafts() {
            intake.take(desk, Ok(draft))?;
        }
    }
    let (piped, paths): (Vec<&PathBuf>, Vec<&PathBuf>) =
        args.paths.iter().partition(|path| *path == Path::new("-"));
    if !piped.is_empty() {
        for row in import::read_bytes(Path::new("-"), standard_input()?, &options) {
            intake.take(desk, row)?;
        }
    }
    let paths: Vec<PathBuf> = paths.into_iter().cloned().collect();
    for row in import::read(&paths, &options) {
        intake.take(desk, row)?;
    }
    let report = intake.finish()?;
    if args.json {
        return desk.out.line(report.to_json());
    }
    desk.out.line(if args.dry_run {
        format!("{report} (nothing was changed)")
    } else {
        report.to_string()
    })
}

/// Reads all of standard input.
pub(super) fn standard_input() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = import::limits::FILE_BYTES.saturating_add(1);
    std::io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(|e| Error::io("-", e))?;
    Ok(bytes)
}

/// An import under way: rows in, batches into the library, a report out.
struct Intake<'a> {
    library: &'a mut Library,
    /// One time for the whole import, which the library tells imports apart by.
    now: Timestamp,
    /// Nothing is kept: all is tried at once, at the end, and taken back.
    is_rehearsal: bool,
    report: Report,
    batch: Vec<Draft>,
    n_seen: usize,
}

impl Intake<'_> {
    fn take(&mut self, desk: &mut Desk, row: Result<Draft, ImportError>) -> Result<()> {
        match row {
            Ok(draft) => self.batch.push(draft),
            Err(e) => {
                Out::progress("");
                desk.out.complain(&e.to_string());
                self.report.skipped.push(e);
            }
        }
        self.n_seen += 1;
        if self.batch.len() >= BATCH && !self.is_rehearsal {
            self.save()?;
            Out::progress(&format!("{} reviews …", self.n_seen));
        }
        Ok(())
    }

    fn save(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        let outcomes = if self.is_rehearsal {
            self.library.rehearse(batch, self.now)?
        } else {
            self.library.insert(batch, self.now)?
        };
        for outcome in outcomes {
            match outcome.kind {
                Kind::New => self.report.n_new += 1,
                Kind::Changed => self.report.n_changed += 1,
                Kind::Same => self.report.n_same += 1,
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Report> {
        self.save()?;
        Out::progress("");
        Ok(self.report)
    }
}
