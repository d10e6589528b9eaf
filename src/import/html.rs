//! Web pages, saved in any way, become reviews: the article as `CommonMark`, and what the page states of it as data.

mod address;
mod article;
mod blocks;
mod clean;
mod data;
mod head;
mod mhtml;
mod own;
mod page;
mod people;
mod saved;
mod spoiler;
mod stars;
mod text;
mod title;
mod tree;

use self::page::Page;
use self::tree::Tree;
use super::{ImportError, Rows, Source};

/// Whether a text is a web page.
pub(super) fn is_html(text: &str) -> bool {
    let head = text.trim_start().chars().take(200).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| head.starts_with(start))
        || head.starts_with("<!--") && ["<html", "<HTML"].iter().any(|tag| text.contains(tag))
        || mhtml::is_mhtml(text)
}

/// Reads the review of a page, or those of a page that holds several.
pub(super) fn read(source: &Source) -> Rows {
    if !mhtml::is_mhtml(&source.text) {
        return read_page(source, &source.text, None);
    }
    match mhtml::page(&source.text) {
        Some((page, address)) => read_page(source, &page, address),
        None => vec![Err(ImportError::new(&source.path, "no page in the letter"))],
    }
}

fn read_page(source: &Source, markup: &str, saved_from: Option<String>) -> Rows {
    if let Some(rows) = own::read(source, markup) {
        return rows;
    }
    match Tree::parse(markup) {
        Ok(tree) => {
            let saved_from = saved_from.or_else(|| saved::address(&tree));
            Page::new(tree, saved_from.as_deref()).drafts().into_iter().map(Ok).collect()
        }
        Err(reason) => vec![Err(ImportError::new(&source.path, reason))],
    }
}

#[cfg(test)]
mod tests;
