//! `list` and `search`: reviews by what is known of them, and by what they say.

use std::sync::Arc;

use clap::Args;
use serde_json::Value;

use super::out::Out;
use super::{Desk, MINUS, show, veil};
use crate::catalogue::Entry;
use crate::error::{Error, Result};
use crate::filter::{self, Finder, Order, Quest, TextHits};
use crate::library::{Hit, Library};
use crate::query::Query;
use crate::rating::Letters;
use crate::review::{ReviewId, Summary, minutes};
use crate::text::width;

#[derive(Debug, Default, Args)]
pub(super) struct ListArgs {
    /// A filter, as in the list: words, by:, work:, rating>=80, is:unread …
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The order: added, date, title, work, author, rating, length, progress
    #[arg(long, value_name = "KEY", value_parser = order_named)]
    sort: Option<Order>,
    /// No more than so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// As JSON: one array of schema.org reviews
    #[arg(long)]
    json: bool,
    /// The form
    #[arg(long, value_enum, default_value = "table", conflicts_with = "json")]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Form {
    /// Columns for the eye
    #[default]
    Table,
    /// Tab-separated columns, a header first
    Tsv,
    /// A schema.org review a line
    Jsonl,
}

#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// The words, all of which must occur; "a phrase" in quotes
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// No more than so many reviews
    #[arg(long, value_name = "N", default_value = "50")]
    limit: u32,
    /// As JSON
    #[arg(long)]
    json: bool,
    /// Show what the spoiler shield covers
    #[arg(long)]
    spoilers: bool,
}

fn order_named(name: &str) -> Result<Order, String> {
    Order::named(name).ok_or_else(|| {
        let names = Order::TABLE.map(|row| row.2).join(", ");
        format!("not an order ({names})")
    })
}

/// What a query finds, in the order asked for: ranked where words rank, else as the list has it.
pub(super) fn select(
    desk: &mut Desk,
    library: &Library,
    words: &[String],
    sort: Option<Order>,
    limit: Option<usize>,
) -> Result<Vec<Summary>> {
    let quest = quest(desk, library, words)?;
    let mut rows = Finder::default().find(&quest).rows;
    if let Some(order) = sort {
        filter::sort(&mut rows, &quest.catalogue, order, quest.letters);
    }
    rows.truncate(limit.unwrap_or(usize::MAX));
    Ok(rows.into_iter().filter_map(|row| quest.catalogue.get(row)).map(Entry::summary).collect())
}

/// What a filter asks of the library.
pub(super) fn quest(desk: &mut Desk, library: &Library, words: &[String]) -> Result<Quest> {
    let query = parsed(desk, words)?;
    let texts = query.text_terms().map(|term| {
        let numbers = Arc::new(library.search_numbers(&term.words())?);
        Ok(TextHits { numbers, is_not: term.is_not })
    });
    Ok(Quest {
        texts: texts.collect::<Result<_>>()?,
        catalogue: Arc::new(library.catalogue()?),
        letters: desk.letters(),
        query,
        ..Quest::default()
    })
}

fn parsed(desk: &Desk, words: &[String]) -> Result<Query> {
    let words: Vec<String> = words.iter().map(|word| word.replacen(MINUS, "-", 1)).collect();
    let typed = words.join(" ");
    Query::parse(&typed, (desk.around.today)())
        .map_err(|e| Error::asked(format!("filter {typed:?}"), e.to_string()))
}

/// Why a query finds nothing: `0 of 14: zebra leaves 0`.
fn why_nothing(desk: &mut Desk, library: &Library, words: &[String]) -> Result<String> {
    let quest = quest(desk, library, words)?;
    let found = Finder::default().find(&quest);
    let steps: Vec<String> =
        found.steps.iter().map(|step| format!("{} leaves {}", step.part, step.left)).collect();
    Ok(format!("0 of {}: {}", quest.catalogue.len(), steps.join(", ")))
}

pub(super) fn list(desk: &mut Desk, args: &ListArgs) -> Result<()> {
    let library = desk.library_to_read()?;
    let rows = select(desk, &library, &args.query, args.sort, args.limit)?;
    let letters = desk.letters();
    if args.json {
        let all: Vec<Value> =
            rows.iter().map(|row| object(&library, row, letters)).collect::<Result<_>>()?;
        let text =
            serde_json::to_string_pretty(&all).map_err(|e| Error::asked("json", e.to_string()))?;
        return desk.out.line(text);
    }
    match args.format {
        Form::Jsonl => rows.iter().try_for_each(|row| {
            let line = object(&library, row, letters)?;
            desk.out.line(line)
        }),
        Form::Tsv => {
            desk.out.line(COLUMNS.join("\t"))?;
            rows.iter().try_for_each(|row| desk.out.line(cells(row).join("\t")))
        }
        Form::Table if rows.is_empty() && !args.query.is_empty() => {
            let why = why_nothing(desk, &library, &args.query)?;
            desk.out.note(&why);
            Ok(())
        }
        Form::Table => table(desk, &rows),
    }
}

/// A review as the list shows it, without its text.
fn object(library: &Library, row: &Summary, letters: Letters) -> Result<Value> {
    let record = library.record(&row.id)?;
    let record = if veil::is_on(false) { veil::veiled(record).0 } else { record };
    Ok(show::object(&record, letters, false))
}

const COLUMNS: [&str; 8] = ["id", "date", "rating", "title", "work", "author", "minutes", "marks"];

fn cells(row: &Summary) -> [String; 8] {
    let year = row.work.year.map_or(String::new(), |year| format!(" ({year})"));
    let work =
        if row.work.name.is_empty() { String::new() } else { format!("{}{year}", row.work.name) };
    let who = if row.author.is_empty() { &row.publisher } else { &row.author };
    let marks = [
        (!row.flags.read, "unread"),
        (row.flags.starred, "starred"),
        (row.flags.seen, "seen"),
        (row.text.n_spoilers > 0, "spoilers"),
        (row.text.n_highlights > 0, "highlighted"),
    ];
    let marks: Vec<&str> = marks.into_iter().filter_map(|(is, word)| is.then_some(word)).collect();
    [
        row.id.to_string(),
        row.date_published.map_or(String::new(), |date| date.to_string()),
        row.rating.as_ref().map_or(String::new(), ToString::to_string),
        row.title.clone(),
        work,
        who.clone(),
        minutes(row.text.n_words).to_string(),
        marks.join(" "),
    ]
}

/// Columns for the eye. On a terminal the widest columns are cut to fit; elsewhere nothing is.
fn table(desk: &mut Desk, rows: &[Summary]) -> Result<()> {
    let rows: Vec<[String; 8]> = rows.iter().map(cells).collect();
    let mut widths: Vec<usize> = (0..COLUMNS.len())
        .map(|at| {
            rows.iter()
                .filter_map(|row| row.get(at))
                .map(|cell| width::width(cell))
                .max()
                .unwrap_or(0)
        })
        .collect();
    if let Some(room) = Out::width() {
        fit(&mut widths, room);
    }
    for row in &rows {
        let line: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, wide)| width::pad(&width::truncate(cell, *wide), *wide))
            .collect();
        desk.out.line(line.join("  ").trim_end())?;
    }
    Ok(())
}

/// Takes cells from the widest column until all fit.
fn fit(widths: &mut [usize], room: usize) {
    let gaps = 2 * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > room {
        match widths.iter_mut().max() {
            Some(widest) if *widest > 8 => *widest -= 1,
            _ => return,
        }
    }
}

pub(super) fn search(desk: &mut Desk, args: &SearchArgs) -> Result<()> {
    let library = desk.library_to_read()?;
    let hits = library.search(&args.words.join(" "), args.limit)?;
    let letters = desk.letters();
    let mut objects = Vec::new();
    for hit in &hits {
        let record = veil::printable(desk, library.record(&hit.id)?, !args.json || args.spoilers);
        let line = if args.spoilers { hit.excerpt.clone() } else { covered(hit) };
        if args.json {
            let mut object = show::object(&record, letters, true);
            if let Some(fields) = object.as_object_mut() {
                fields.insert("excerpt".to_owned(), Value::from(line));
                if hit.n_covered > 0 {
                    fields.insert("hitsCovered".to_owned(), Value::from(hit.n_covered));
                }
            }
            objects.push(object);
        } else {
            desk.out.line(format!("{}  {}", hit.id, record.review.title.text))?;
            desk.out.line(format!("      {line}"))?;
        }
    }
    if hits.is_empty() {
        desk.out.note("no text has these words");
    }
    if args.json {
        let text = serde_json::to_string_pretty(&objects)
            .map_err(|e| Error::asked("json", e.to_string()))?;
        desk.out.line(text)?;
    }
    Ok(())
}

/// A hit's words in their context, with what is covered there as blocks of the same width; words that stand in covered
/// passages alone are counted and no more.
fn covered(hit: &Hit) -> String {
    let passages = match hit.n_covered {
        1 => "a covered passage".to_owned(),
        n => format!("{n} covered places"),
    };
    if hit.n_hits == 0 && hit.n_covered > 0 {
        return format!("in {passages}; --spoilers shows it");
    }
    let more = if hit.n_covered > 0 { format!("  (and in {passages})") } else { String::new() };
    let is_covered = |at: usize| hit.covers.iter().any(|range| range.contains(&at));
    let shown = width::graphemes(&hit.excerpt).map(|(at, grapheme)| {
        if is_covered(at) && !grapheme.trim().is_empty() {
            "░".repeat(width::width(grapheme))
        } else {
            grapheme.to_owned()
        }
    });
    shown.chain([more]).collect()
}

/// The reviews that a search or a list of ids names; what is not found is told and passed over.
pub(super) fn resolved(desk: &mut Desk, library: &Library, ids: &[String]) -> Vec<ReviewId> {
    let mut found = Vec::new();
    for id in ids {
        match library.resolve(id) {
            Ok(id) => found.push(id),
            Err(e) => desk.complain(&e),
        }
    }
    found
}
