//! `import`: files, folders and standard input into the library.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::{SignedDuration, Timestamp};

use super::Desk;
use super::interrupt::Interrupt;
use super::out::Out;
use crate::error::{Error, Result};
use crate::import::{self, Format, ImportError, Options, Progress, Report};
use crate::library::{Kind, Library, Prepared};
use crate::shelf;

/// How many reviews are saved at once: as many as are read before their turn, so that reading goes on meanwhile.
const BATCH: usize = 512;
/// How long one waits to be saved where they come in slowly.
const PATIENCE: SignedDuration = SignedDuration::from_millis(500);
/// Bytes of text after which fewer are: memory stays flat where they are long.
const BATCH_BYTES: usize = 8 << 20;

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
    /// Name all that is skipped, not only the first of each kind
    #[arg(long)]
    verbose: bool,
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
        is_verbose: args.verbose,
        report: Report::default(),
        batch: Batch::default(),
        n_seen: 0,
    };
    if args.shelf {
        for draft in shelf::drafts() {
            intake.take(desk, Ok(draft.into()))?;
        }
    }
    let is_whole = intake.take_paths(desk, &args.paths, &options)?;
    let report = intake.finish()?;
    if !args.verbose {
        report
            .untold()
            .iter()
            .for_each(|told| desk.out.note(&format!("{told} (--verbose names all)")));
    }
    if args.json {
        desk.out.line(report.to_json())?;
    } else if args.dry_run {
        desk.out.line(format!("{report} (nothing was changed)"))?;
    } else {
        desk.out.line(&report)?;
    }
    if !is_whole {
        desk.out.interrupted(
            "interrupted; what is counted is done, the same import again does the rest",
        );
    }
    Ok(())
}

/// Reads all of standard input.
pub(super) fn standard_input() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = import::limits::FILE_BYTES.saturating_add(1);
    std::io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(|e| Error::io("-", e))?;
    Ok(bytes)
}

/// Reviews that are saved at once.
#[derive(Default)]
struct Batch {
    drafts: Vec<Prepared>,
    n_bytes: usize,
    /// When the first of them came.
    began: Option<Timestamp>,
}

impl Batch {
    fn add(&mut self, draft: Prepared, now: Timestamp) {
        self.began.get_or_insert(now);
        self.n_bytes += draft.n_bytes();
        self.drafts.push(draft);
    }

    /// Whether it is to be saved.
    fn is_full(&self, now: Timestamp) -> bool {
        self.drafts.len() >= BATCH
            || self.n_bytes >= BATCH_BYTES
            || self.began.is_some_and(|began| now.duration_since(began) >= PATIENCE)
    }
}

/// An import under way: rows in, batches into the library, a report out.
struct Intake<'a> {
    library: &'a mut Library,
    /// One time for the whole import, which the library tells imports apart by.
    now: Timestamp,
    /// Nothing is kept: all is tried at once, at the end, and taken back.
    is_rehearsal: bool,
    /// All that is skipped is named.
    is_verbose: bool,
    report: Report,
    batch: Batch,
    n_seen: usize,
}

impl Intake<'_> {
    /// Takes what is at some paths; whether that was all of it, for ^C ends it before.
    fn take_paths(
        &mut self,
        desk: &mut Desk,
        paths: &[PathBuf],
        options: &Options,
    ) -> Result<bool> {
        let (piped, paths): (Vec<&PathBuf>, Vec<&PathBuf>) =
            paths.iter().partition(|path| *path == Path::new("-"));
        if !piped.is_empty() {
            for row in import::read_bytes(Path::new("-"), standard_input()?, options) {
                self.take(desk, row.map(Prepared::from))?;
            }
        }
        let paths: Vec<PathBuf> = paths.into_iter().cloned().collect();
        let interrupt = Interrupt::watch();
        let now = desk.around.now;
        let mut progress = Out::is_watched().then(|| Progress::new(&paths, now()));
        let mut reading = import::read_as(&paths, options, Prepared::from);
        while let Some(row) = reading.next() {
            if interrupt.is_asked() {
                return Ok(false);
            }
            self.take(desk, row)?;
            let due = |progress: &mut Progress| progress.due(reading.n_files(), self.n_seen, now());
            if let Some(told) = progress.as_mut().and_then(due) {
                Out::progress(&told);
            }
        }
        Ok(true)
    }

    fn take(&mut self, desk: &mut Desk, row: Result<Prepared, ImportError>) -> Result<()> {
        match row {
            Ok(draft) => {
                self.n_seen += 1;
                self.batch.add(draft, (desk.around.now)());
            }
            Err(e) => {
                let (told, is_note) = (e.to_string(), e.is_note);
                if self.report.skip(e) || self.is_verbose {
                    Out::progress("");
                    if is_note { desk.out.note(&told) } else { desk.out.complain(&told) }
                }
            }
        }
        let is_full = self.batch.is_full((desk.around.now)());
        if is_full && !self.is_rehearsal { self.save() } else { Ok(()) }
    }

    fn save(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch).drafts;
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
