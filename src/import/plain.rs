//! Plain text of any page with a review on it becomes a review: its title, its facts, its text as `CommonMark`.
//!
//! The page is laid out into paragraphs; small passes then give each paragraph its part (furniture, credits, masthead,
//! heading, caption …) and read what it states. What no pass claims is text: in doubt a sentence stays.

mod byline;
mod ending;
mod facts;
mod furniture;
mod headline;
mod label;
mod layout;
mod mail;
mod marks;
mod masthead;
mod names;
mod naming;
mod notice;
mod outline;
mod page;
mod pattern;
mod score;

use std::path::Path;

use self::furniture::Furniture;
use self::page::{Page, Para, Role};
use crate::review::{Draft, Review, Title, WorkKind};

/// A title made here is no longer than this, in characters.
const LONGEST_MADE: usize = 80;

/// Reads a review from the text of a page. It never fails: a text with nothing but words is still a review.
///
/// `path` is where the text came from; its name is the title where the text has no words at all.
pub fn read(text: &str, path: &Path) -> Draft {
    let mut page = Page { is_lower: !text.chars().any(char::is_uppercase), ..Page::default() };
    let text = mail::below_headers(&mut page.review, text);
    page.paras = layout::paragraphs(text);
    let furniture = Furniture::new();
    notice::set_apart(&mut page);
    furniture::mark(&mut page, &furniture);
    ending::cut(&mut page, &furniture);
    facts::take(&mut page);
    masthead::read(&mut page, &furniture);
    score::read(&mut page);
    ending::trim(&mut page, &furniture);
    restore_if_empty(&mut page);
    outline::mark(&mut page);
    naming::infer(&mut page);
    finish(page, path)
}

/// Reads what the paragraphs of an article say of its review, whose title is known: byline, date and rating above and
/// below the text, and of what calls itself a review the work and its makers. Says of each paragraph whether it is text:
/// `false` for what belongs to the page.
pub(super) fn read_article(
    review: &mut Review,
    paragraphs: Vec<String>,
    is_review: bool,
) -> Vec<bool> {
    let is_lower = !paragraphs.iter().any(|text| text.chars().any(char::is_uppercase));
    let paras = paragraphs.into_iter().map(|text| Para::new(text, false)).collect();
    let mut page = Page { paras, review: std::mem::take(review), is_lower };
    let furniture = Furniture::new();
    furniture::mark(&mut page, &furniture);
    ending::cut(&mut page, &furniture);
    masthead::read_lines(&mut page);
    ending::trim(&mut page, &furniture);
    let are_kept = page.paras.iter().map(Para::is_kept).collect();
    if is_review {
        facts::take(&mut page);
        headline::read(&mut page);
        naming::infer(&mut page);
    }
    *review = page.review;
    are_kept
}

/// The kind of thing that most nouns in some texts name, if any does.
pub(super) fn kind<'a>(texts: impl Iterator<Item = &'a str>) -> Option<WorkKind> {
    naming::kind(texts)
}

/// The names in a list of nothing but names: `Ann Lee and Bo Ek`.
pub(super) fn names(text: &str) -> Option<Vec<String>> {
    names::list(text)
}

/// The names in a byline: `By Ann Lee | 8 October 2024`. None if a line is anything else.
pub(super) fn byline(line: &str) -> Vec<String> {
    let mut review = Review::default();
    byline::claim(&mut review, line, false);
    review.authors
}

/// A review has a text: where every paragraph was taken for something else, the standfirst is the text, or the title,
/// or all that was taken for furniture.
fn restore_if_empty(page: &mut Page) {
    if page.paras.iter().any(Para::is_kept) {
        return;
    }
    let review = &mut page.review;
    let taken = review.description.take().unwrap_or_else(|| std::mem::take(&mut review.title).text);
    let is_taken = |para: &&mut Para| para.role == Role::Claimed && para.text == taken;
    if let Some(para) = page.paras.iter_mut().find(is_taken) {
        para.role = Role::Prose;
    } else {
        page.paras
            .iter_mut()
            .filter(|para| para.role == Role::Furniture)
            .for_each(|para| para.role = Role::Short);
    }
}

/// Renders the text and names the review.
fn finish(page: Page, path: &Path) -> Draft {
    let body = outline::render(&page);
    let first = page
        .paras
        .iter()
        .find(|para| para.role == Role::Prose)
        .or_else(|| page.paras.iter().find(|para| para.is_kept()));
    let first = first.map(|para| para.text.clone()).unwrap_or_default();
    let mut review = page.review;
    review.body = body;
    if review.title.text.is_empty() {
        review.title = made_title(&review.work.name, &first, path);
    }
    Draft { based_on: vec![path.to_string_lossy().into_owned()], ..Draft::from(review) }
}

/// A title from the work and the first sentence, for a review that states none.
fn made_title(work: &str, text: &str, path: &Path) -> Title {
    let sentence = first_sentence(text);
    let title = match (work, sentence) {
        ("", "") => {
            path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
        }
        (work, "") => work.to_owned(),
        (work, sentence) if work.is_empty() || sentence.starts_with(work) => sentence.to_owned(),
        (work, sentence) => format!("{work}: {sentence}"),
    };
    let title = shortened(&title);
    Title::made(if title.is_empty() { "Untitled".to_owned() } else { title })
}

/// A text up to the end of its first sentence.
fn first_sentence(text: &str) -> &str {
    let is_word = |at: usize| {
        text.get(..at)
            .and_then(|head| head.rsplit(' ').next())
            .is_some_and(|word| word.chars().count() > 2)
    };
    let ends = text.char_indices().zip(text.chars().skip(1)).take(LONGEST_MADE * 2).find(
        |((at, c), next)| matches!(c, '.' | '!' | '?') && next.is_whitespace() && is_word(*at),
    );
    ends.and_then(|((at, _), _)| text.get(..=at)).unwrap_or(text).trim_end_matches('.').trim()
}

/// A text cut at a word, with an ellipsis, if it is too long for a title.
fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST_MADE {
        return text.to_owned();
    }
    let head: String = text.chars().take(LONGEST_MADE - 1).collect();
    let cut = head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '–', '—', '-', ' ']))
}

#[cfg(test)]
mod tests;
