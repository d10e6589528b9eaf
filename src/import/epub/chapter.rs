//! A chapter of a book: its heading, what is said below that of a review, and its text as `CommonMark`.

use std::path::Path;

use super::package::Package;
use crate::import::markup::{Newlines, fragment};
use crate::import::{inline, plain};
use crate::rating::Rating;
use crate::review::{Review, Title};
use crate::text::prose;

/// The most words of a line that stands between a heading and a text: a byline, a rating, a date.
const SHORT: usize = 14;
/// The most such lines.
const HEAD_LINES: usize = 6;
/// Fewer words than these are no chapter of a book of reviews, but what stands around them.
const FEW: usize = 50;

/// A chapter.
#[derive(Debug)]
pub(super) struct Chapter {
    title: Option<String>,
    /// What the lines below its heading state, and the rating of its text.
    facts: Review,
    /// Its text below the heading, without the lines that state something.
    body: String,
    /// Its whole text.
    whole: String,
}

impl Chapter {
    /// Reads a page of a book.
    pub(super) fn of(xhtml: &str) -> Self {
        let body = xhtml.split_once("<body").and_then(|(_, rest)| rest.split_once('>'));
        let body = body.map_or(xhtml, |(_, body)| body);
        let whole = fragment(body, Newlines::Space).trim().to_owned();
        let mut blocks: Vec<&str> = whole.split("\n\n").collect();
        let title =
            blocks.first().filter(|block| block.starts_with('#')).map(|block| heading(block));
        if title.is_some() {
            blocks.remove(0);
        }
        let n_head = blocks.iter().take(HEAD_LINES).take_while(|block| is_short(block)).count();
        let mut facts = Review::default();
        let mut kept: Vec<&str> = Vec::new();
        if let Some(title) = &title {
            let head = blocks.iter().take(n_head + 1).map(|block| inline::plain(block));
            let lines: Vec<String> = std::iter::once(title.clone()).chain(head).collect();
            facts = plain::read(&lines.join("\n\n"), Path::new("-")).review;
            // What became a fact is no longer a part of the text that was read there.
            let left = letters(&facts.body);
            let is_left = |block: &&&str| left.contains(&letters(&inline::plain(block)));
            kept.extend(blocks.iter().take(n_head).filter(is_left));
            kept.extend(blocks.iter().skip(n_head));
        } else {
            kept.extend(&blocks);
        }
        let body = kept.join("\n\n");
        if title.is_some() && facts.rating.is_none() {
            facts.rating = Rating::in_prose(&prose::parse(&body).plain());
        }
        Self { title, facts, body, whole }
    }

    /// Whether it has no text.
    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// Whether it is a review: it has a heading, and says by whom it is or how it rates.
    pub(super) fn is_review(&self) -> bool {
        self.title.is_some() && (!self.facts.authors.is_empty() || self.facts.rating.is_some())
    }

    /// The review that it is in a book of reviews; none where it is a page around them.
    pub(super) fn into_review(self, package: &Package) -> Option<Review> {
        if !self.is_review() && self.body.split_whitespace().nth(FEW).is_none() {
            return None;
        }
        let facts = self.facts;
        let has_author = !facts.authors.is_empty();
        Some(Review {
            title: self.title.map(Title::stated).unwrap_or_default(),
            authors: if has_author { facts.authors } else { package.creators.clone() },
            publisher: facts.publisher.or_else(|| package.publisher.clone()),
            language: package.language.clone(),
            work: facts.work,
            date_published: facts.date_published,
            rating: facts.rating,
            body: self.body,
            ..Review::default()
        })
    }

    /// Its part in the text of a whole book. The first page often repeats the book's title and author.
    pub(super) fn into_part(self, package: &Package, is_first: bool) -> Option<String> {
        let repeated = |block: &str| {
            let block = letters(&inline::plain(block.trim_start_matches('#')));
            block == letters(&package.title)
                || package.creators.iter().any(|name| block == letters(name))
        };
        let mut blocks: Vec<String> = self.whole.split("\n\n").map(lowered).collect();
        while is_first && blocks.first().is_some_and(|block| repeated(block)) {
            blocks.remove(0);
        }
        (!blocks.is_empty()).then(|| blocks.join("\n\n"))
    }
}

/// The words of a heading.
fn heading(block: &str) -> String {
    inline::plain(block.trim_start_matches('#').trim())
}

/// A heading of the first level, which only a title is, made one of the second.
fn lowered(block: &str) -> String {
    if block.starts_with("# ") { format!("#{block}") } else { block.to_owned() }
}

fn is_short(block: &str) -> bool {
    !block.starts_with('#') && block.split_whitespace().nth(SHORT).is_none()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
