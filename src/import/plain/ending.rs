//! The end of the page: where the review stops and the rest of the site begins.

use crate::date::Date;

use super::furniture::Furniture;
use super::page::{Page, Role, n_words};
use super::{byline, label, marks, names};

/// Before so many words of running text, a line like `Comments` is a link in a menu, not the end of a review.
const SHORTEST_REVIEW: usize = 60;

/// The end is searched for signatures and menus no further up than this, in paragraphs.
const MOST_SEARCHED: usize = 400;

/// A box about the critic is no longer than this, in words.
const LONGEST_AUTHOR_BOX: usize = 150;

/// Takes away what follows the review, where a line says that something else begins.
pub(super) fn cut(page: &mut Page, furniture: &Furniture) {
    if let Some(end) = opening(page, furniture) {
        if let Some(name) = about(page, end).map(str::to_owned) {
            label::learn(&mut page.review, label::Fact::Critic, &name);
        }
        tags_above(page, end);
        for at in end..page.paras.len() {
            page.set(at, Role::Furniture);
        }
    }
}

/// The first paragraph that follows the review, where a line says so.
fn opening(page: &Page, furniture: &Furniture) -> Option<usize> {
    let n_words_from = |from: usize| {
        page.paras
            .iter()
            .skip(from)
            .filter(|para| para.role == Role::Prose)
            .map(|para| n_words(&para.text))
            .sum::<usize>()
    };
    let mut n_before = 0;
    for (at, para) in page.paras.iter().enumerate() {
        match para.role {
            Role::Prose => n_before += n_words(&para.text),
            // A mail's signature begins with two dashes; what follows is not the letter.
            Role::Short | Role::Break | Role::Furniture if n_before >= SHORTEST_REVIEW => {
                let is_signature = para.text == "--" && page.paras.len() - at <= 12;
                let is_box = furniture.opens_author_box(&para.text) || about(page, at).is_some();
                let is_author_box = is_box && n_words_from(at) <= LONGEST_AUTHOR_BOX;
                if is_signature || is_author_box || furniture.opens_discussion(&para.text) {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The name in `About Ann Lee`, if the paragraph below begins with it.
fn about(page: &Page, at: usize) -> Option<&str> {
    let name = page.text(at).strip_prefix("About ").filter(|name| names::is_name(name))?;
    page.text(at + 1).starts_with(name).then_some(name)
}

/// Lone small words above the foot of a page are the site's tags.
fn tags_above(page: &mut Page, end: usize) {
    for at in (0..end).rev() {
        let text = page.text(at).to_owned();
        let is_tag =
            text.chars().all(|c| c.is_lowercase() || c == ' ' || c == '-') && n_words(&text) <= 3;
        match page.role(at) {
            Role::Furniture | Role::Claimed => {}
            Role::Short if is_tag && !page.is_lower => {
                page.review.keywords.insert(0, text);
                page.set(at, Role::Claimed);
            }
            _ => break,
        }
    }
}

/// Goes up from the end while there is furniture, a menu or a signature, which is read.
pub(super) fn trim(page: &mut Page, furniture: &Furniture) {
    (0..page.paras.len()).for_each(|at| repeated_byline(page, at));
    labelled_rating(page);
    let mut n_taken = 0;
    for at in (0..page.paras.len()).rev().take(MOST_SEARCHED) {
        let text = page.text(at).to_owned();
        match page.role(at) {
            Role::Furniture | Role::Claimed => n_taken += 1,
            Role::Prose | Role::Short if byline::file(&mut page.review, &text) => {
                page.set(at, Role::Claimed);
            }
            _ if is_citation(page, &text) => page.set(at, Role::Furniture),
            Role::Prose if is_about(page, &text) => page.set(at, Role::Furniture),
            Role::Prose => {
                break;
            }
            _ if furniture.is_at_edge(&text) => {
                page.set(at, Role::Furniture);
                n_taken += 1;
            }
            // Links in a list, with the foot of a page below them.
            Role::Point(_) if n_taken > 0 && n_words(&text) <= 3 => page.set(at, Role::Furniture),
            Role::Short if marks::line(&text).is_some() => {
                // The review's last word: it is read, and stays.
                page.review.rating = page.review.rating.take().or_else(|| marks::line(&text));
            }
            _ if claim(page, at, &text) => {}
            Role::Short if n_words(&text) <= 12 => {}
            _ => break,
        }
    }
}

/// Reads a rating that a line announces anywhere in the text; of several the last, which sums up.
fn labelled_rating(page: &mut Page) {
    let mut lines =
        page.paras.iter().rev().filter(|para| para.role == Role::Short && para.text.contains(':'));
    let found = lines.find_map(|para| marks::line(&para.text));
    page.review.rating = page.review.rating.take().or(found);
}

/// Takes away a byline that stands a second time below the text, above a box about the critic.
fn repeated_byline(page: &mut Page, at: usize) {
    let text = page.text(at);
    let is_opening = text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "));
    if page.role(at) == Role::Short
        && is_opening
        && page.review.authors.iter().any(|author| text.contains(author.as_str()))
    {
        page.set(at, Role::Claimed);
    }
}

/// Reads a short line below the text: a signature, a date, an address.
fn claim(page: &mut Page, at: usize, text: &str) -> bool {
    let is_known = page.review.authors.iter().any(|author| author == text);
    let signature = text
        .strip_prefix(['—', '–', '-'])
        .map(str::trim)
        .filter(|name| names::is_name(name) && name.contains(' '));
    let above = (0..at)
        .rev()
        .take(8)
        .find(|&i| page.paras.get(i).is_some_and(super::page::Para::is_kept))
        .map_or("", |i| page.text(i));
    let is_quoted = above.ends_with(['"', '”', '“', '’', '»']);
    let is_read = match signature.filter(|_| !is_quoted) {
        Some(name) => {
            label::learn(&mut page.review, label::Fact::Critic, name);
            true
        }
        None => is_known || byline::claim(&mut page.review, text, page.is_lower),
    };
    if is_read {
        page.set(at, Role::Claimed);
    }
    is_read
}

/// How the text is to be cited, below it: `Ann Lee, The Daily Rain, 8 October 2024, https://…`.
fn is_citation(page: &Page, text: &str) -> bool {
    let review = &page.review;
    let has = |name: &String| text.contains(name.as_str());
    n_words(text) <= 24
        && review.authors.iter().any(has)
        && review.publisher.as_ref().is_some_and(has)
        && (text.contains("http") || Date::in_prose(text).is_some())
}

/// A paragraph about the critic, below the text: it begins with the critic's name and says what the critic does.
fn is_about(page: &Page, text: &str) -> bool {
    const TRADES: [&str; 10] = [
        "critic",
        "writer",
        "journalist",
        "editor",
        "reporter",
        "columnist",
        "freelance",
        "podcast",
        "contributor",
        "author",
    ];
    let begins_with_author =
        page.review.authors.iter().any(|author| text.starts_with(author.as_str()));
    begins_with_author
        && n_words(text) <= 80
        && TRADES.iter().any(|trade| text.to_lowercase().contains(trade))
        && text.contains(" is ")
}
