//! `export`: reviews out, to come back in as they were, to be read elsewhere, or to be cited.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use clap::Args;

use super::out::Out;
use super::{Desk, list, show, veil};
use crate::error::{Error, Result};
use crate::export::{self, FORMATS, Format};
use crate::filter::Order;
use crate::library::Library;
use crate::rating::Letters;
use crate::review::{Record, Summary};
use crate::schema::Facts;

#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// A filter; without one, all reviews
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The form: markdown, jsonl, html, epub, csl, bibtex
    #[arg(long, value_name = "FORMAT", value_parser = format_named)]
    format: &'static Format,
    /// Where to write: a file, or a folder for a file of each review (Markdown, HTML); else standard output
    #[arg(long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Write what the spoiler shield covers to a terminal too; a file and a pipe always get everything
    #[arg(long)]
    spoilers: bool,
}

fn format_named(name: &str) -> Result<&'static Format, String> {
    Format::named(name).ok_or_else(|| {
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        format!("not a format ({})", names.join(", "))
    })
}

pub(super) fn export(desk: &mut Desk, args: &ExportArgs) -> Result<()> {
    let library = desk.library_to_read()?;
    let rows = list::select(desk, &library, &args.query, Some(Order::Added), None)?;
    let letters = desk.letters();
    let records = rows.iter().map(|row| with_facts(&library, row, letters));
    if args.output.is_none() && args.format.is_binary() && Out::is_terminal() {
        let why = "is no text for a terminal; name a file with --output";
        return Err(Error::asked(args.format.name, why));
    }
    if args.output.is_none() && veil::is_on(args.spoilers) {
        return export_veiled(desk, args.format, &library, &rows);
    }
    let now = (desk.around.now)();
    match &args.output {
        Some(path) if wants_folder(args.format, path, rows.len()) => {
            export::to_folder(args.format, records, path)?;
        }
        Some(path) => {
            export::to_file(args.format, records, now, path)?;
        }
        None => {
            export::to_stream(args.format, records, now, desk.out.stream())?;
        }
    }
    Ok(())
}

/// Whether so many reviews go to files of their own at this path.
fn wants_folder(format: &Format, path: &Path, n_reviews: usize) -> bool {
    is_folder(path) || (n_reviews != 1 && !format.holds_several())
}

/// Prints reviews to a terminal without what is covered in them, and says so.
fn export_veiled(
    desk: &mut Desk,
    format: &'static Format,
    library: &Library,
    rows: &[Summary],
) -> Result<()> {
    let letters = desk.letters();
    let is_any_veiled = Cell::new(false);
    let records = rows.iter().map(|row| {
        let (record, is_veiled) = veil::veiled(library.record(&row.id)?);
        is_any_veiled.set(is_any_veiled.get() || is_veiled);
        let facts = show::facts(&record, letters, true);
        Ok((record, facts))
    });
    let now = (desk.around.now)();
    export::to_stream(format, records, now, desk.out.stream())?;
    if is_any_veiled.get() {
        desk.out.note(veil::LEFT_OUT);
    }
    Ok(())
}

/// Whether a path is that of a folder, or written as one: `favorites/`.
fn is_folder(path: &Path) -> bool {
    let is_written_so = path.to_string_lossy().ends_with(std::path::is_separator);
    is_written_so || path.is_dir()
}

fn with_facts(library: &Library, row: &Summary, letters: Letters) -> Result<(Record, Facts)> {
    let record = library.record(&row.id)?;
    let facts = show::facts(&record, letters, true);
    Ok((record, facts))
}
