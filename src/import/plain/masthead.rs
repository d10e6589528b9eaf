//! What stands above the text: headline, standfirst, byline, publication, date, rating.

use crate::review::Title;

use super::furniture::Furniture;
use super::headline;
use super::label::{self, Fact};
use super::page::{Page, Role, ends_as_sentence, n_words};
use super::{byline, marks, names, naming, outline};

/// A paragraph longer than this is the review itself, not its standfirst; in words.
const LONGEST_STANDFIRST: usize = 60;

/// A headline is no longer than this, in words.
const LONGEST_TITLE: usize = 30;

/// A masthead is not searched for below so many paragraphs: the longest menus above a text have about 200.
const MOST_SEARCHED: usize = 400;

/// More unclaimed lines than this above the text are a page's menus, not a masthead.
const MOST_LINES: usize = 8;

/// Words in the names of newspapers and magazines, lower case.
const PAPERS: [&str; 24] = [
    "times",
    "post",
    "news",
    "daily",
    "herald",
    "journal",
    "tribune",
    "magazine",
    "gazette",
    "press",
    "chronicle",
    "observer",
    "globe",
    "telegraph",
    "weekly",
    "examiner",
    "courier",
    "register",
    "inquirer",
    "zeitung",
    "rundschau",
    "anzeiger",
    "monde",
    "diario",
];

/// What a summary of the plot begins with: it is no standfirst.
const SYNOPSES: [&str; 7] =
    ["Synopsis", "Plot", "Logline", "Storyline", "Inhalt", "Résumé", "Sinopsis"];

/// Reads the masthead; what it leaves is text.
pub(super) fn read(page: &mut Page, furniture: &Furniture) {
    let limit = limit(page);
    let marker = claim_lines(page, limit);
    let end = marker.map_or_else(|| first_prose(page), |at| at + 1);
    let mut open = unclaimed(page, end);
    let is_dump = open.len() > MOST_LINES;
    if is_dump {
        open = unclaimed(page, first_prose_after(page, end));
    }
    drop_menus(page, furniture, &mut open);
    take_publication(page, &mut open, is_dump);
    if let Some(title) = title(page, &open, marker.is_some(), is_dump) {
        // What stands above the headline belongs to the site.
        open.retain(|&at| at > title);
        for at in 0..title {
            discard(page, at);
        }
        take_title(page, title);
    } else if !page.review.title.text.is_empty() && is_dump {
        open.clear();
    }
    take_rest(page, &open, marker, is_dump);
    dateline(page);
    headline::read(page);
}

/// Reads the lines above a text whose title is known.
pub(super) fn read_lines(page: &mut Page) {
    let limit = limit(page);
    claim_lines(page, limit);
    dateline(page);
}

/// Takes a paragraph out of the text, unless it was read.
fn discard(page: &mut Page, at: usize) {
    if page.role(at) != Role::Claimed {
        page.set(at, Role::Furniture);
    }
}

/// The masthead ends before the first paragraph that is too long for a standfirst, or the second of any length; before
/// the only one, for a review has a text.
fn limit(page: &Page) -> usize {
    let mut prose = page
        .paras
        .iter()
        .enumerate()
        .take(MOST_SEARCHED)
        .filter(|(_, para)| para.role == Role::Prose);
    let Some((first, para)) = prose.next() else { return page.paras.len().min(MOST_SEARCHED) };
    let Some((second, _)) = prose.next() else { return first };
    let below = page.paras.iter().skip(second).take(MOST_SEARCHED);
    let n_below: usize =
        below.filter(|para| para.role == Role::Prose).map(|para| n_words(&para.text)).sum();
    let n = n_words(&para.text);
    if n > LONGEST_STANDFIRST || n * 2 > n_below { first } else { second }
}

fn first_prose(page: &Page) -> usize {
    page.paras.iter().position(|para| para.role == Role::Prose).unwrap_or(page.paras.len())
}

fn first_prose_after(page: &Page, at: usize) -> usize {
    (at..page.paras.len()).find(|&i| page.role(i) == Role::Prose).unwrap_or(page.paras.len())
}

/// Reads lines that say what they are: a logo, a byline, a date, a rating. The last of them, or of the credits already
/// read, ends the masthead.
fn claim_lines(page: &mut Page, limit: usize) -> Option<usize> {
    let mut marker = None;
    let mut has_prose = false;
    for at in 0..limit {
        has_prose |= page.role(at) == Role::Prose;
        if page.role(at) == Role::Claimed {
            marker = Some(at);
        }
        if !matches!(page.role(at), Role::Short | Role::Prose) {
            continue;
        }
        let text = page.text(at).to_owned();
        if let Some(name) = logo(&text) {
            label::learn(&mut page.review, Fact::Publication, name);
        } else if let Some(rating) = marks::line(&text).filter(|_| !has_prose) {
            page.review.rating.get_or_insert(rating);
        } else if is_work_fact(page, &text) {
            read_work_fact(page, &text);
        } else if !byline::claim(&mut page.review, &text, page.is_lower) {
            continue;
        }
        page.set(at, Role::Claimed);
        marker = Some(at);
    }
    marker
}

/// `The Daily Rain logo`: what a picture of a name says.
fn logo(text: &str) -> Option<&str> {
    let name = text.strip_suffix(" logo").or_else(|| text.strip_suffix(" Logo"))?.trim();
    (name.starts_with(char::is_uppercase) && n_words(name) <= 5).then_some(name)
}

/// A line that is only a year or a running time, as pages about films have it under the title.
fn is_work_fact(page: &Page, text: &str) -> bool {
    let is_data = text.len() <= 10
        && (label::year(text).is_some() || (text.contains('h') && label::minutes(text).is_some()));
    is_data && page.paras.iter().any(|para| para.role == Role::Short && para.text != text)
}

fn read_work_fact(page: &mut Page, text: &str) {
    label::learn(&mut page.review, Fact::Year, text);
    label::learn(&mut page.review, Fact::Runtime, text);
}

/// What nothing has claimed above an index.
fn unclaimed(page: &Page, end: usize) -> Vec<usize> {
    (0..end)
        .filter(|&at| {
            matches!(page.role(at), Role::Short | Role::Prose | Role::Point(_))
                && !outline::is_caption(page.text(at))
        })
        .collect()
}

/// Menus above the text go, as long as a line is left that can be the headline.
fn drop_menus(page: &mut Page, furniture: &Furniture, open: &mut Vec<usize>) {
    let (menu, rest): (Vec<usize>, Vec<usize>) = open.iter().partition(|&&at| {
        matches!(page.role(at), Role::Short | Role::Point(_)) && furniture.is_at_edge(page.text(at))
    });
    if rest.iter().any(|&at| page.role(at) == Role::Short) {
        for at in menu {
            discard(page, at);
        }
        *open = rest;
    }
}

/// The name of the publication: the first line, if it stands above the text a second time or in the line of copyright;
/// or a line under the byline that names a newspaper.
fn take_publication(page: &mut Page, open: &mut Vec<usize>, is_dump: bool) {
    let is_repeated = |at: usize| {
        let name = page.text(at).to_lowercase();
        let is_same = |i: usize| i != at && page.text(i).to_lowercase() == name;
        let is_owner = |i: usize| {
            page.role(i) == Role::Furniture
                && page.text(i).len() < 200
                && page.text(i).to_lowercase().contains(&format!(" {name}"))
        };
        open.iter().any(|&i| is_same(i)) || (0..page.paras.len()).any(is_owner)
    };
    let fits = |at: usize| {
        page.role(at) == Role::Short
            && (1..=6).contains(&n_words(page.text(at)))
            && page.text(at).len() > 3
    };
    let is_paper = |at: usize| {
        let words = page.text(at).split(' ').map(str::to_lowercase);
        at > 0
            && page.role(at - 1) == Role::Claimed
            && words.into_iter().any(|word| PAPERS.contains(&word.as_str()))
    };
    let first = open
        .first()
        .copied()
        .filter(|&at| !is_dump && open.len() > 1 && fits(at) && is_repeated(at));
    let paper = open.iter().copied().find(|&at| fits(at) && is_paper(at));
    let Some(name) = paper.or(first).map(|at| page.text(at).to_owned()) else { return };
    label::learn(&mut page.review, Fact::Publication, &name);
    let wanted = name.to_lowercase();
    let (gone, rest): (Vec<usize>, Vec<usize>) =
        open.iter().partition(|&&at| page.text(at).to_lowercase() == wanted);
    for at in gone {
        page.set(at, Role::Claimed);
    }
    *open = rest;
}

/// Which line is the headline.
fn title(page: &Page, open: &[usize], has_marker: bool, is_dump: bool) -> Option<usize> {
    if !page.review.title.text.is_empty() {
        return None;
    }
    if is_dump {
        let names_review =
            |&&at: &&usize| n_words(page.text(at)) >= 3 && headline::says_review(page.text(at));
        return open.iter().find(names_review).copied();
    }
    // A line that calls itself a review is the headline, whatever the site has above it.
    let named = open.iter().take(4).copied().find(|&at| {
        page.role(at) == Role::Short
            && n_words(page.text(at)) >= 2
            && headline::says_review(page.text(at))
    });
    let first = named.or(open.first().copied())?;
    let text = page.text(first);
    let is_line = page.role(first) == Role::Short
        || (page.role(first) == Role::Prose && !text.contains(". ") && !text.ends_with('.'));
    let is_dialogue =
        text.starts_with(['"', '“', '„', '«', '–', '—', '(', '[']) && ends_as_sentence(text);
    let ends_well = has_marker || !text.ends_with(['.', ',', ';']);
    if !is_line || is_dialogue || !ends_well || n_words(text) > LONGEST_TITLE || n_words(text) == 0
    {
        return None;
    }
    // Lines directly under each other with nothing that claims them are a motto or a poem.
    let is_verse = !has_marker
        && open.len() >= 3
        && open.get(1..3)?.iter().all(|&at| page.paras.get(at).is_some_and(|para| para.is_tight));
    (has_marker || !is_verse).then_some(first)
}

/// Takes the headline.
fn take_title(page: &mut Page, at: usize) {
    let text = page.text(at);
    page.review.title = Title::stated(text.strip_prefix("Re: ").unwrap_or(text));
    page.set(at, Role::Claimed);
}

/// Whether a line is a person's name and nothing else, above a handle or a date: the critic's.
fn is_lone_name(page: &Page, at: usize) -> bool {
    let below = page.text(at + 1);
    let is_signed =
        below.starts_with('@') || (page.role(at + 1) == Role::Claimed && byline::is_date(below));
    let text = page.text(at);
    page.review.authors.is_empty()
        && is_signed
        && names::is_name(text)
        && (2..=4).contains(&n_words(text))
}

/// Whether a line is what someone calls himself on a site, above a date: `seafarer_88`.
fn is_handle(page: &Page, at: usize) -> bool {
    let text = page.text(at);
    let reads_so = !text.contains(' ')
        && text.len() > 2
        && (text.contains('_')
            || text.ends_with(|c: char| c.is_ascii_digit())
            || text.chars().all(char::is_lowercase));
    reads_so
        && page.review.authors.is_empty()
        && page.role(at + 1) == Role::Claimed
        && byline::is_date(page.text(at + 1))
}

/// The lines between the headline and the text: the work's name, a standfirst; whatever else stays text.
fn take_rest(page: &mut Page, open: &[usize], marker: Option<usize>, is_dump: bool) {
    if page.review.title.text.is_empty() {
        return;
    }
    for &at in open {
        let text = page.text(at).to_owned();
        let is_above_byline = (at + 1..page.paras.len())
            .find(|&i| page.role(i) != Role::Furniture)
            .is_some_and(|i| headline::is_review_byline(page.text(i)));
        let (bare, year) = label::without_year(&text);
        let is_name = page.review.work.name.is_empty()
            && page.role(at) == Role::Short
            && n_words(&text) <= 8
            && !ends_as_sentence(&text)
            && (is_above_byline || year.is_some() || naming::times_said(page, bare) >= 3);
        let is_standfirst = marker.is_some_and(|marker| at < marker)
            && page.review.description.is_none()
            && (page.role(at) == Role::Prose || n_words(&text) >= 5)
            && !matches!(page.role(at), Role::Point(_))
            && !SYNOPSES.iter().any(|label| text.starts_with(label));
        if is_handle(page, at) || is_lone_name(page, at) {
            page.review.authors.push(text);
            page.set(at, Role::Claimed);
        } else if text.starts_with('@') && !text.contains(' ') {
            page.set(at, Role::Claimed);
        } else if is_name {
            label::name(&mut page.review.work, &text);
            page.set(at, Role::Claimed);
        } else if is_standfirst {
            page.review.description = Some(text);
            page.set(at, Role::Claimed);
        } else if is_dump && page.role(at) != Role::Prose {
            discard(page, at);
        }
    }
}

/// `LYON, 3 May 2024 –` at the beginning of the text dates it. The words stay.
fn dateline(page: &mut Page) {
    let Some(para) = page.paras.iter().find(|para| para.role == Role::Prose) else { return };
    let Some((head, _)) =
        para.text.split_once([':', '—', '–']).filter(|(head, _)| head.len() <= 60)
    else {
        return;
    };
    let is_place = head
        .split([',', ' '])
        .next()
        .is_some_and(|word| word.len() > 1 && word.chars().all(char::is_uppercase));
    if is_place && head.contains(',') {
        let head = head.to_owned();
        label::learn(&mut page.review, Fact::Published, &head);
    }
}
