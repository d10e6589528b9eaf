//! Web pages, saved in any way, become reviews: the article as `CommonMark`, and what the page states of it as data.

mod address;
mod article;
mod blocks;
mod book;
mod clean;
mod data;
mod head;
mod links;
mod mhtml;
pub(super) mod own;
mod page;
mod people;
mod saved;
mod spoiler;
mod stars;
mod text;
mod title;
mod tree;

use std::borrow::Cow;

use self::page::Page;
use self::tree::Tree;
use super::{ImportError, Rows, Source};

/// What stands behind the last tag of a page is text if it has so many letters.
const WORDS_BEHIND: usize = 20;

/// Whether a text is a web page.
pub(super) fn is_html(text: &str) -> bool {
    let head = text.trim_start().chars().take(200).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<!doctype netscape", "<html", "<head", "<body"]
        .iter()
        .any(|start| head.starts_with(start))
        || head.starts_with("<!--") && ["<html", "<HTML"].iter().any(|tag| text.contains(tag))
        || mhtml::is_mhtml(text)
}

/// Reads the review of a page, or those of a page that holds several.
pub(super) fn read(source: &Source) -> Rows {
    if let Some(rows) = links::read(source) {
        return rows;
    }
    if !mhtml::is_mhtml(&source.text) {
        return read_page(source, &source.text, None);
    }
    match mhtml::page(&source.text) {
        Some((page, address)) => read_page(source, &page, address),
        None => vec![Err(ImportError::new(&source.path, "no page in the letter"))],
    }
}

/// A page without a last tag that never ends, so that its words stay: such a tag takes all that follows along.
fn without_open_tag(markup: &str) -> Cow<'_, str> {
    let parts = markup.rsplit_once('>').and_then(|(head, rest)| {
        let (before, tag) = head.rsplit_once('<')?;
        let is_open = ['"', '\''].iter().any(|quote| tag.matches(*quote).count() % 2 == 1);
        let is_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic());
        let has_words =
            rest.chars().filter(|c| c.is_alphanumeric()).take(WORDS_BEHIND).count() == WORDS_BEHIND;
        (is_tag && is_open && has_words).then_some((before, rest))
    });
    match parts {
        Some((before, rest)) => Cow::Owned(format!("{before} {rest}")),
        None => Cow::Borrowed(markup),
    }
}

fn read_page(source: &Source, markup: &str, saved_from: Option<String>) -> Rows {
    if let Some(rows) = own::read(source, markup) {
        return rows;
    }
    match Tree::parse(&without_open_tag(markup)) {
        Ok(tree) => {
            let saved_from = saved_from.or_else(|| saved::address(&tree));
            Page::new(tree, saved_from.as_deref()).drafts().into_iter().map(Ok).collect()
        }
        Err(reason) => vec![Err(ImportError::new(&source.path, reason))],
    }
}

#[cfg(test)]
mod tests;
