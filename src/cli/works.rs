//! `works`: what the reviews of each work come to.

use clap::Args;
use serde_json::{Value, json};

use super::out::Out;
use super::{Desk, list};
use crate::catalogue::{Catalogue, Entry};
use crate::consensus::{self, Consensus, WorkOrder, by_work, drawn};
use crate::error::{Error, Result};
use crate::filter::Finder;
use crate::text::width;

#[derive(Debug, Default, Args)]
pub(super) struct WorksArgs {
    /// A filter of the reviews, as in `list`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The order: count, median, disagreement, title, last
    #[arg(long, value_name = "KEY", value_parser = order_named)]
    sort: Option<WorkOrder>,
    /// No more than so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// As JSON: one array of schema.org works
    #[arg(long)]
    json: bool,
}

fn order_named(name: &str) -> Result<WorkOrder, String> {
    WorkOrder::named(name).ok_or_else(|| {
        let names = WorkOrder::TABLE.map(|row| row.2).join(", ");
        format!("there is no such order ({names})")
    })
}

pub(super) fn works(desk: &mut Desk, args: &WorksArgs) -> Result<()> {
    let library = desk.library_to_read()?;
    let quest = list::quest(desk, &library, &args.query)?;
    let found = Finder::default().find(&quest).rows;
    let catalogue = &quest.catalogue;
    let mut works = by_work(catalogue, &found, quest.letters);
    consensus::sort(&mut works, catalogue, args.sort.unwrap_or_default());
    works.truncate(args.limit.unwrap_or(usize::MAX));
    if args.json {
        let all: Vec<Value> = works.iter().map(|work| object(catalogue, work)).collect();
        let text =
            serde_json::to_string_pretty(&all).map_err(|e| Error::asked("json", e.to_string()))?;
        return desk.out.line(text);
    }
    if works.is_empty() {
        desk.out.note("no work has a review that is found");
    }
    table(desk, catalogue, &works)
}

fn object(catalogue: &Catalogue, consensus: &Consensus) -> Value {
    let work = catalogue.works().get(consensus.work as usize);
    let round = |number: Option<f64>| number.map(|number| (number * 10.0).round() / 10.0);
    let ids = consensus.rows.iter().filter_map(|row| catalogue.get(*row)).map(Entry::id_text);
    let mut object = json!({
        "@type": work.map(|work| work.kind.schema_type()),
        "name": work.map(|work| &work.name),
        "reviewCount": consensus.rows.len(),
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingCount": consensus.n_rated,
            "ratingValue": round(consensus.mean),
            "bestRating": 100,
            "worstRating": 0,
            "median": round(consensus.median),
            "spread": round(consensus.spread),
            "histogram": consensus.histogram,
            "verdicts": {
                "positive": consensus.verdicts[0],
                "mixed": consensus.verdicts[1],
                "negative": consensus.verdicts[2],
            },
        },
        "reviews": ids.collect::<Vec<_>>(),
    });
    if let Some(fields) = object.as_object_mut() {
        if let Some(year) = work.and_then(|work| work.year) {
            fields.insert("datePublished".to_owned(), Value::from(year.to_string()));
        }
        if let Some((first, last)) = consensus.dates {
            fields.insert("firstReviewed".to_owned(), Value::from(first.to_string()));
            fields.insert("lastReviewed".to_owned(), Value::from(last.to_string()));
        }
        if consensus.n_rated == 0 {
            fields.remove("aggregateRating");
        }
    }
    object
}

fn table(desk: &mut Desk, catalogue: &Catalogue, works: &[Consensus]) -> Result<()> {
    let names: Vec<String> = works.iter().map(|work| name(catalogue, work)).collect();
    let widest = names.iter().map(|name| width::width(name)).max().unwrap_or(0);
    // Of a terminal the names take what the numbers leave.
    let room = Out::width().map_or(widest, |width| width.saturating_sub(NUMBERS).max(12));
    let widest = widest.min(room).max(4);
    if !works.is_empty() {
        desk.out.line(format!(
            "{}  {:>5} {:>6} {:>6}  {:10}  {}",
            width::pad("work", widest),
            "n",
            "median",
            "spread",
            "0 to 100",
            "+ / ~ / −"
        ))?;
    }
    for (work, name) in works.iter().zip(&names) {
        let number = |number: Option<f64>| number.map_or(String::new(), |n| format!("{n:.0}"));
        let [positive, mixed, negative] = work.verdicts;
        let verdicts = if work.n_rated == 0 {
            String::new()
        } else {
            format!("{positive} / {mixed} / {negative}")
        };
        let line = format!(
            "{}  {:>5} {:>6} {:>6}  {}  {verdicts}",
            width::pad(&width::truncate(name, widest), widest),
            work.rows.len(),
            number(work.median),
            number(work.spread),
            drawn(&work.histogram),
        );
        desk.out.line(line.trim_end())?;
    }
    Ok(())
}

/// Cells of all columns but the names.
const NUMBERS: usize = 50;

fn name(catalogue: &Catalogue, consensus: &Consensus) -> String {
    let work = catalogue.works().get(consensus.work as usize);
    work.map_or(String::new(), |work| match work.year {
        Some(year) => format!("{} ({year})", work.name),
        None => work.name.clone(),
    })
}
