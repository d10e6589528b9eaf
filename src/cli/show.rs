//! `show`, and `--plain`: a review as lines of text, for pipes, pagers and screen readers.

use std::ops::Range;
use std::path::PathBuf;

use clap::Args;
use serde_json::Value;

use super::out::Out;
use super::{Desk, list, open, veil};
use crate::config::MEASURE;
use crate::error::{Error, Result};
use crate::export;
use crate::rating::Letters;
use crate::review::{Record, minutes};
use crate::schema::{self, Facts};
use crate::text::prose::{self, Block, BlockKind, Prose};
use crate::text::spoiler::{self, Shield, VEIL};
use crate::text::wrap::{Line, Manner, Setting, Spacing, Spot, wrap};

#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// The review's id, as `list` shows it; a unique beginning will do
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    /// The form
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
    /// The longest line, in cells; 0 leaves paragraphs whole
    #[arg(long, value_name = "N")]
    width: Option<u16>,
    /// Show what the spoiler shield covers
    #[arg(long)]
    spoilers: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// Set as text
    Text,
    /// Markdown with front matter, whole
    Markdown,
    /// A schema.org review, whole
    Json,
    /// A page for a browser
    Html,
}

pub(super) fn show(desk: &mut Desk, args: &ShowArgs) -> Result<()> {
    let library = desk.library_to_read()?;
    let letters = desk.letters();
    for (at, id) in list::resolved(desk, &library, &args.ids).iter().enumerate() {
        let is_whole = args.spoilers || args.format == Form::Text;
        let record = veil::printable(desk, library.record(id)?, is_whole);
        match args.format {
            Form::Json => {
                let object = object(&record, letters, true);
                let text = serde_json::to_string_pretty(&object)
                    .map_err(|e| Error::asked("json", e.to_string()))?;
                desk.out.line(text)?;
            }
            Form::Markdown => desk.out.text(&export::markdown::write(&record))?,
            Form::Html => {
                let facts = facts(&record, letters, false);
                desk.out.text(&export::html::page(&record, &facts))?;
            }
            Form::Text => {
                if at > 0 {
                    desk.out.line("")?;
                }
                let width = args.width.unwrap_or_else(default_width);
                Page { record: &record, letters, width, shows_spoilers: args.spoilers }
                    .print(desk)?;
            }
        }
    }
    Ok(())
}

/// `--plain`: the list, or the reviews at some paths one after another.
pub(super) fn plainly(desk: &mut Desk, paths: &[PathBuf]) -> Result<()> {
    if paths.is_empty() {
        return list::list(desk, &list::ListArgs::default());
    }
    let library = open::unkept(desk, paths)?;
    let letters = desk.letters();
    let width = default_width();
    for record in library.records(None)? {
        Page { record: &record?, letters, width, shows_spoilers: false }.print(desk)?;
        desk.out.line("")?;
    }
    Ok(())
}

fn default_width() -> u16 {
    let terminal = Out::width().and_then(|width| u16::try_from(width).ok());
    terminal.map_or(MEASURE, |width| width.min(MEASURE))
}

/// A record as schema.org JSON, with what only its text tells.
pub(super) fn object(record: &Record, letters: Letters, with_body: bool) -> Value {
    schema::review_to_json(record, &facts(record, letters, with_body))
}

/// What only the text of a record tells.
pub(super) fn facts(record: &Record, letters: Letters, with_body: bool) -> Facts {
    let prose = prose::parse(&record.review.body);
    let by_hand = record.state.covered_from.map(|place| prose.byte(place));
    let shield = spoiler::shield(&prose, record.review.spoilers.as_deref());
    let shield = shield.and_from(&prose, by_hand);
    Facts {
        n_words: prose.n_words(),
        n_spoilers: u32::try_from(shield.covers.len()).unwrap_or(u32::MAX),
        spoiler_reason: shield.covers.first().map(|cover| cover.reason.clone()),
        with_body,
        letters,
    }
}

/// A review set as lines.
struct Page<'a> {
    record: &'a Record,
    letters: Letters,
    width: u16,
    shows_spoilers: bool,
}

impl Page<'_> {
    fn print(&self, desk: &mut Desk) -> Result<()> {
        let prose = prose::parse(&self.record.review.body);
        let shield = self.shield(&prose);
        let covered = covered_blocks(&prose, &shield);
        let is_covered = |block: usize| covered.get(block).is_some_and(|is| *is);
        let named = veiled(prose, &shield, is_covered);
        let (prose, links) = named.said(|block, _| is_covered(block));
        let composition =
            desk.settings_or_defaults().map(|config| config.composition).unwrap_or_default();
        let measure = if self.width == 0 { u16::MAX } else { self.width };
        let language = self.record.review.language.as_deref();
        let manner = Manner::of(&prose, language, measure, composition);
        for words in self.heading() {
            print_words(desk, &words, manner)?;
            desk.out.line("")?;
        }
        print_rows(desk, &prose, manner, is_covered)?;
        if !links.is_empty() {
            desk.out.line("")?;
        }
        for link in prose::addresses(&links) {
            for (at, line) in wrap(&link, manner).iter().enumerate() {
                desk.out.line(format!(
                    "{}{}",
                    margin(&link, at == 0),
                    text_of(&link, *line, &Spacing::default())
                ))?;
            }
        }
        Ok(())
    }

    /// What is covered of the text.
    fn shield(&self, prose: &Prose) -> Shield {
        if self.shows_spoilers { Shield::default() } else { Shield::of(self.record, prose) }
    }

    /// Title; work, who and when; standfirst; address: a paragraph each.
    fn heading(&self) -> Vec<String> {
        let review = &self.record.review;
        let year = review.work.year().map_or(String::new(), |year| format!(" ({year})"));
        let work = if review.work.name.is_empty() {
            String::new()
        } else {
            format!("{}{year}", review.work.name)
        };
        let mut credits = review.authors.clone();
        credits.extend(
            review.publisher.clone().filter(|publisher| !review.authors.contains(publisher)),
        );
        let prose = prose::parse(&review.body);
        let facts = [
            work,
            credits.join(", "),
            review.date_published.map_or(String::new(), crate::date::Date::in_words),
            review.rating.as_ref().map_or(String::new(), |rating| rating.with_number(self.letters)),
            format!("{} min", minutes(prose.n_words())),
        ];
        let facts = facts.into_iter().filter(|fact| !fact.is_empty()).map(whole);
        let facts = facts.collect::<Vec<_>>().join(" · ");
        let standfirst = if self.shows_spoilers {
            review.description.clone()
        } else {
            veil::standfirst(self.record)
        };
        let standfirst = standfirst.unwrap_or_default();
        let url = review.url.clone().unwrap_or_default();
        let lines = [format!("# {}", review.title.text), facts, standfirst, url];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }
}

/// Bytes of a fact that is not parted at the end of a line.
const SHORT_FACT: usize = 24;

/// A short fact with spaces that do not break.
fn whole(fact: String) -> String {
    if fact.len() <= SHORT_FACT { fact.replace(' ', "\u{a0}") } else { fact }
}

/// Which blocks are covered from end to end.
fn covered_blocks(prose: &Prose, shield: &Shield) -> Vec<bool> {
    let blocks = prose.blocks.iter().enumerate();
    let is_covered = |(at, block): (usize, &Block)| {
        let (covers, end) = (shield.ranges_in(at, block.text.len()), block.text.trim_end().len());
        covers.iter().any(|cover| cover.start == 0 && cover.end >= end)
    };
    blocks.map(is_covered).collect()
}

/// The text with what is covered in the middle of a block named instead of shown, before it is set.
fn veiled(prose: Prose, shield: &Shield, is_covered: impl Fn(usize) -> bool) -> Prose {
    let words = |block: usize, text: &str| {
        let covers =
            if is_covered(block) { Vec::new() } else { shield.ranges_in(block, text.len()) };
        // Space at its ends stays, so that the words around are not glued to its name.
        let trimmed = |cover: Range<usize>| {
            let words = text.get(cover.clone()).unwrap_or("");
            let start = cover.end - words.trim_start().len();
            start..start + words.trim().len()
        };
        covers.into_iter().map(trimmed).filter(|words| !words.is_empty()).collect()
    };
    prose.replaced(words, VEIL)
}

/// Prints a text row by row; what is covered is named, with its length, instead of shown.
fn print_rows(
    desk: &mut Desk,
    prose: &Prose,
    manner: Manner,
    is_covered: impl Fn(usize) -> bool,
) -> Result<()> {
    let rows = Setting::new(manner).rows(prose, Spot::default(), usize::MAX);
    let mut n_covered = 0;
    for row in rows {
        let Some(block) = prose.blocks.get(row.block) else { continue };
        let Some(line) = row.line else {
            if n_covered == 0 {
                let rule = row.rule.map(|rule| margin(block, false) + &rule.drawn('-', '+'));
                desk.out.line(rule.unwrap_or_default())?;
            }
            continue;
        };
        if is_covered(row.block) {
            n_covered += 1;
            continue;
        }
        if n_covered > 0 {
            print_words(desk, &covered(n_covered), manner)?;
            desk.out.line("")?;
            n_covered = 0;
        }
        let text = format!("{}{}", margin(block, row.is_first), text_of(block, line, &row.spacing));
        desk.out.line(text.trim_end())?;
    }
    if n_covered > 0 {
        print_words(desk, &covered(n_covered), manner)?;
    }
    Ok(())
}

/// Prints words of the program's own, in lines as long as those of the text may be.
fn print_words(desk: &mut Desk, words: &str, manner: Manner) -> Result<()> {
    for block in &Prose::default().with_standfirst(words).blocks {
        for line in wrap(block, manner) {
            let text = text_of(block, line, &Spacing::default());
            desk.out.line(text.replace('\u{a0}', " "))?;
        }
    }
    Ok(())
}

/// What stands at the left of a line: quotations, the indent, the marker in it.
fn margin(block: &Block, is_first: bool) -> String {
    let quote = "> ".repeat(usize::from(block.quote_depth));
    let marker =
        block.marker.as_deref().filter(|_| is_first).map_or(String::new(), |m| format!("{m} "));
    format!("{quote}{marker:>wide$}", wide = usize::from(block.indent))
}

/// The words of a line as they are spaced, with its hyphen.
fn text_of(block: &Block, line: Line, spacing: &Spacing) -> String {
    if block.kind == BlockKind::Rule {
        return "* * *".to_owned();
    }
    let text = spacing.of(block, line).replace('\u{ad}', "");
    format!("{text}{}", if line.hyphen { "-" } else { "" })
}

/// How a covered passage is named.
fn covered(n_lines: usize) -> String {
    let lines = if n_lines == 1 { "line" } else { "lines" };
    format!("[spoiler, {n_lines} {lines}; --spoilers shows it]")
}
