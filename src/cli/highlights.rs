//! `highlights`: what was highlighted and noted, with whose words they are.

use clap::Args;

use super::{Desk, list};
use crate::error::{Error, Result};
use crate::export::highlights;
use crate::filter::Order;
use crate::text::prose;
use crate::text::spoiler::Shield;

#[derive(Debug, Args)]
pub(super) struct HighlightsArgs {
    /// A filter; without one, all reviews
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The form
    #[arg(long, value_enum, default_value = "markdown")]
    format: Form,
    /// Show what the spoiler shield covers
    #[arg(long)]
    spoilers: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// A section a review, a quotation a highlight
    Markdown,
    /// One array
    Json,
}

pub(super) fn highlights(desk: &mut Desk, args: &HighlightsArgs) -> Result<()> {
    let library = desk.library_to_read()?;
    let rows = list::select(desk, &library, &args.query, Some(Order::Added), None)?;
    let mut objects = Vec::new();
    let mut is_first = true;
    for row in rows.iter().filter(|row| row.text.n_highlights > 0) {
        // One damaged text does not keep the others from being written.
        let record = match library.record(&row.id) {
            Ok(record) => record,
            Err(e) => {
                desk.complain(&e);
                continue;
            }
        };
        let prose = prose::parse(&record.review.body);
        let shield = if args.spoilers { Shield::default() } else { Shield::of(&record, &prose) };
        match args.format {
            Form::Json => objects.extend(highlights::json(&record, &prose, &shield)),
            Form::Markdown => {
                if !std::mem::take(&mut is_first) {
                    desk.out.line("")?;
                }
                desk.out.text(&highlights::markdown(&record, &prose, &shield))?;
            }
        }
    }
    if args.format == Form::Json {
        let text = serde_json::to_string_pretty(&objects)
            .map_err(|e| Error::asked("json", e.to_string()))?;
        desk.out.line(text)?;
    }
    Ok(())
}
