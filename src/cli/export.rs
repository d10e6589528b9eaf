//! `export`: reviews out, in forms that come back in as they were.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Desk, list, show, veil};
use crate::app::Order;
use crate::error::{Error, Result};
use crate::export::{self, FORMATS, Format};
use crate::library::Library;
use crate::rating::Letters;
use crate::review::{Record, Summary};
use crate::schema::Facts;

#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// A filter; without one, all reviews
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The form: markdown, jsonl
    #[arg(long, value_name = "FORMAT", value_parser = format_named)]
    format: &'static Format,
    /// Where to write: a file, or for several reviews as Markdown a folder; else standard output
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
    let rows = list::select(desk, &library, &args.query, Some(Order::Added))?;
    let letters = desk.letters();
    let records = rows.iter().map(|row| with_facts(&library, row, letters));
    if args.output.is_none() && veil::is_on(args.spoilers) {
        return export_veiled(desk, args.format, &library, &rows);
    }
    match &args.output {
        Some(path) if args.format.is_one_each && (rows.len() != 1 || is_folder(path)) => {
            export::to_folder(args.format, records, path)?;
        }
        Some(path) => {
            let mut text = Vec::new();
            export::to_stream(args.format, records, &mut text)?;
            safely_written(path, &text)?;
        }
        None => {
            export::to_stream(args.format, records, desk.out.stream())?;
        }
    }
    Ok(())
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
    export::to_stream(format, records, desk.out.stream())?;
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

/// Writes a file beside its place first, so that what was there is never half overwritten.
fn safely_written(path: &Path, text: &[u8]) -> Result<()> {
    let name =
        path.file_name().ok_or_else(|| Error::file(path, "not a file's name"))?.to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.new"));
    fs::write(&beside, text).map_err(|e| Error::io(&beside, e))?;
    fs::rename(&beside, path).map_err(|e| {
        // What could not take its place is of no use.
        let _ = fs::remove_file(&beside);
        Error::io(path, e)
    })
}
