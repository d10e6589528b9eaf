//! Credits and fact boxes: read into the review's fields, and out of its text.

use super::label::{self, Fact};
use super::page::{Page, Para, Role, ends_as_sentence, n_words};
use super::pattern::Patterns;
use super::{marks, names, naming};

/// A paragraph longer than this is no label line.
const LONGEST_LINE: usize = 60;

/// What stands before a box longer than this is the review, not the box's synopsis.
const LONGEST_SYNOPSIS: usize = 120;

/// Headings of boxes, which go with them.
const BOX_HEADINGS: &[&str] = &[
    "credits",
    "details",
    "film details",
    "movie details",
    "info",
    "information",
    "cast and crew",
    "at a glance",
    "the details",
    "key facts",
    "fact box",
    "facts",
    "movie info",
    "film info",
    "technical specs",
    "fiche technique",
    "ficha técnica",
    "infos",
    "filminfo",
    "daten",
];

/// Reads every box and line of credits on the page.
pub(super) fn take(page: &mut Page) {
    for at in 0..page.paras.len() {
        if matches!(page.role(at), Role::Prose | Role::Short | Role::Point(_)) {
            take_inline(page, at);
        }
    }
    take_lines(page);
}

/// A fact that only credits state.
fn is_credit(fact: Fact) -> bool {
    matches!(fact, Fact::Director | Fact::Writer | Fact::Cast | Fact::Runtime | Fact::Released)
}

/// A box or a line of credits that runs on in one paragraph.
fn take_inline(page: &mut Page, at: usize) {
    let text = page.text(at).to_owned();
    if let Some(found) = sentences(&text).or_else(|| inline_box(&text)) {
        let has_credits = !page.review.work.creators.is_empty();
        for (fact, value) in &found.facts {
            label::learn(&mut page.review, *fact, value);
        }
        if found.before.is_empty() && page.review.work.name.is_empty() && !has_credits {
            name_above(page, at);
        }
        let before = found.before.trim();
        let rating = marks::leading(before);
        let is_whole = rating.is_some() || n_words(before) <= LONGEST_SYNOPSIS / 2;
        if let Some((rating, rest)) = rating {
            page.review.rating.get_or_insert(rating);
            box_name(page, at, rest);
        }
        if is_whole && n_words(before) <= LONGEST_SYNOPSIS {
            page.set(at, Role::Claimed);
        } else if let Some(para) = page.paras.get_mut(at) {
            *para = Para::new(before.to_owned(), para.is_tight);
        }
    }
}

/// What an inline box states, and what stands before its first label.
struct Inline<'a> {
    before: &'a str,
    facts: Vec<(Fact, String)>,
}

/// `… Release Date October 18, 2024 Director Ann Lee Cast A , B Runtime 139 Minutes`: labels and values in one line.
///
/// Two credits whose values are what their labels announce make a box; prose that names a director makes none.
fn inline_box(text: &str) -> Option<Inline<'_>> {
    let words: Vec<&str> = text.split(' ').collect();
    let bare = |word: &&str| word.trim_end_matches(':').to_owned();
    let bare: Vec<String> = words.iter().map(bare).collect();
    let bare: Vec<&str> = bare.iter().map(String::as_str).collect();
    let labels: Vec<(usize, Fact, usize)> = (0..bare.len())
        .filter_map(|i| label::at_words(bare.get(i..)?).map(|(fact, n)| (i, fact, n)))
        .collect();
    let mut facts: Vec<(usize, Fact, String)> = Vec::new();
    for (i, (at, fact, n)) in labels.iter().enumerate() {
        let end = labels.get(i + 1).map_or(words.len(), |next| next.0);
        let value = words.get(at + n..end).unwrap_or_default().join(" ");
        if label::is_fitting(*fact, &value) {
            facts.push((*at, *fact, value));
        }
    }
    if facts.iter().filter(|found| is_credit(found.1)).count() < 2 {
        return None;
    }
    let first = facts.first()?.0;
    let n_bytes = words.iter().take(first).map(|word| word.len() + 1).sum::<usize>();
    let before = text.get(..n_bytes.saturating_sub(1)).unwrap_or("");
    Some(Inline {
        before,
        facts: facts.into_iter().map(|(_, fact, value)| (fact, value)).collect(),
    })
}

/// `Directed by Ann Lee. Starring Bo Ek. Rated R. 99 minutes.`: a paragraph that is nothing but credits.
fn sentences(text: &str) -> Option<Inline<'_>> {
    if n_words(text) > LONGEST_LINE {
        return None;
    }
    let mut facts = Vec::new();
    for part in parts(text) {
        let part = capitalised(&part);
        let with = part.strip_prefix("With ").filter(|names| names::list(names).is_some());
        let found = label::split(&part).filter(|found| label::is_fitting(found.fact, found.value));
        match found {
            _ if with.is_some() => facts.push((Fact::Cast, with.unwrap_or_default().to_owned())),
            Some(found) => facts.push((found.fact, found.value.to_owned())),
            None if label::minutes(&part).is_some() => facts.push((Fact::Runtime, part.clone())),
            None if n_words(&part) <= 3 => {}
            None => return None,
        }
    }
    (facts.iter().filter(|found| is_credit(found.0)).count() >= 2)
        .then_some(Inline { before: "", facts })
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A paragraph at its full stops and semicolons; the stop after an initial ends nothing, but `Rated R. 99 minutes.`
fn parts(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let Some(open) = found.last_mut() else { break };
        if !open.is_empty() {
            open.push(' ');
        }
        open.push_str(word.trim_end_matches(['.', ';']));
        let is_initial = word.chars().count() <= 2
            && !words.peek().is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        if word.ends_with(['.', ';']) && !is_initial && !word.starts_with("Jr") {
            found.push(String::new());
        } else if word.ends_with('.') {
            open.push('.');
        }
    }
    found.retain(|part| !part.is_empty());
    found
}

/// The name at the beginning of a box: what is said twice (`Rain Rain falls on …`), else the longest beginning that
/// the rest of the page has too.
fn box_name(page: &mut Page, at: usize, text: &str) {
    let words: Vec<&str> = text.split(' ').take(16).collect();
    let twice = (1..=8)
        .rev()
        .find(|&n| words.get(..n).is_some_and(|head| words.get(n..2 * n) == Some(head)));
    let n = twice.or_else(|| {
        (1..=8).rev().find(|&n| {
            let head = words.get(..n).unwrap_or_default().join(" ");
            words.len() >= n
                && page
                    .paras
                    .iter()
                    .enumerate()
                    .any(|(i, para)| i != at && holds(&para.text, &head))
        })
    });
    if let Some(name) = n.and_then(|n| words.get(..n)) {
        label::name(&mut page.review.work, &name.join(" "));
    }
}

/// Whether a text holds words as whole words.
fn holds(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, found)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|rest| rest.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// A paragraph that begins with a label and holds, or is followed by, its value.
struct Row {
    at: usize,
    fact: Fact,
    value: String,
    has_colon: bool,
    /// The value stands on the next line.
    is_split: bool,
}

/// Lines of credits: a label and its value each, or a label and then its value.
fn take_lines(page: &mut Page) {
    let mut rows = rows(page);
    let n_split = rows.iter().filter(|row| row.is_split && is_credit(row.fact)).count();
    rows.retain(|row| !row.is_split || row.has_colon || n_split >= 2);
    let is_book = rows.iter().any(|row| row.fact == Fact::OfBook);
    let has_credits = is_book
        || rows.iter().any(|row| is_credit(row.fact) || matches!(row.fact, Fact::Creator(_)));
    let edges = Edges::of(page);
    let is_near = |row: &Row, other: &Row| {
        other.at != row.at && other.at.abs_diff(row.at) <= 2 + usize::from(row.is_split)
    };
    let accepted: Vec<usize> = (0..rows.len())
        .filter(|&i| {
            let Some(row) = rows.get(i) else { return false };
            let around = rows.get(i.saturating_sub(2)..rows.len().min(i + 3)).unwrap_or_default();
            let company = around.iter().filter(|other| {
                is_near(row, other) && other.fact != row.fact && other.fact != Fact::Other
            });
            is_accepted(row, company.count(), &edges)
        })
        .collect();
    if let Some(first) = accepted
        .first()
        .and_then(|&i| rows.get(i))
        .map(|row| row.at)
        .filter(|_| accepted.len() >= 2)
    {
        name_above(page, first);
    }
    for row in accepted.iter().filter_map(|&i| rows.get(i)) {
        let fact = match row.fact {
            Fact::Author if is_book => Fact::Creator(crate::review::WorkKind::Book),
            Fact::Published if is_book => Fact::Released,
            Fact::Title if has_credits => Fact::Name(page.review.work.kind),
            fact => fact,
        };
        label::learn(&mut page.review, fact, &row.value);
        // A rating at the end is the review's last word and stays.
        if !(row.fact == Fact::Rating && edges.n_after(row.at) == 0) {
            page.set(row.at, Role::Claimed);
        }
        if row.is_split {
            page.set(row.at + 1, Role::Claimed);
            if row.fact == Fact::Cast {
                take_cast(page, row.at + 2);
            }
        }
    }
}

/// A cast of one name a line goes on below the first: `Ann Lee as Mary`.
fn take_cast(page: &mut Page, from: usize) {
    for at in from..page.paras.len() {
        let is_line =
            page.role(at) == Role::Short && page.paras.get(at).is_some_and(|para| para.is_tight);
        let Some(names) =
            names::list(page.text(at)).filter(|_| is_line && label::split(page.text(at)).is_none())
        else {
            break;
        };
        page.review.work.actors.extend(names);
        page.set(at, Role::Claimed);
    }
}

/// Every line that could be a line of credits.
fn rows(page: &Page) -> Vec<Row> {
    let mut found = Vec::new();
    for (at, para) in page.paras.iter().enumerate() {
        let is_line = para.is_kept()
            && !matches!(para.role, Role::Break)
            && para.text.len() < LONGEST_LINE * 16;
        let text = super::page::point(&para.text).map_or(para.text.as_str(), |(_, rest)| rest);
        let Some(split) =
            label::split(text).filter(|_| is_line && n_words(&para.text) <= LONGEST_LINE)
        else {
            continue;
        };
        let is_split = split.value.is_empty();
        let value = if is_split { page.text(at + 1) } else { split.value };
        if label::is_fitting(split.fact, value)
            && (!is_split || page.paras.get(at + 1).is_some_and(Para::is_kept))
        {
            let (fact, has_colon) = (split.fact, split.has_colon);
            found.push(Row { at, fact, value: value.to_owned(), has_colon, is_split });
        }
    }
    found
}

/// Whether a line is one of credits, seen with how many others stand beside it.
fn is_accepted(row: &Row, n_beside: usize, edges: &Edges) -> bool {
    let at_edge = edges.is_edge(row.at);
    match row.fact {
        Fact::Other => n_beside > 0,
        // `Written by` alone names the critic.
        Fact::Writer if !row.has_colon => n_beside > 0,
        fact if is_credit(fact) => !row.is_split || at_edge || n_beside > 0,
        Fact::Year | Fact::Creator(_) | Fact::OfBook => n_beside > 0 || at_edge,
        Fact::Published | Fact::Critic if !row.has_colon => at_edge && !row.is_split,
        _ => at_edge || n_beside > 0,
    }
}

/// The short line above credits names the work, if the page speaks of it elsewhere too.
fn name_above(page: &mut Page, first: usize) {
    let Some(at) = (0..first).rev().find(|&i| page.paras.get(i).is_some_and(Para::is_kept)) else {
        return;
    };
    let name = page.text(at).to_owned();
    let (bare, _) = label::without_year(&name);
    if page.role(at) != Role::Short
        || n_words(&name) > 9
        || ends_as_sentence(&name)
        || names::is_name(&name) && is_byline_near(page, at)
    {
        return;
    }
    if Patterns::new(&[BOX_HEADINGS]).fit_line(&name) {
        page.set(at, Role::Furniture);
        return;
    }
    if !naming::can_be_title(bare) {
        return;
    }
    let wanted = bare.to_lowercase();
    let is_said = page
        .paras
        .iter()
        .enumerate()
        .any(|(i, para)| i != at && holds(&para.text.to_lowercase(), &wanted));
    if !is_said {
        return;
    }
    label::name(&mut page.review.work, &name);
    let has_title_above =
        (0..at).any(|i| page.role(i) == Role::Short || page.role(i) == Role::Prose);
    if has_title_above {
        page.set(at, Role::Claimed);
    }
}

/// Whether the line above is only `by`, so that a name below it is the critic's.
fn is_byline_near(page: &Page, at: usize) -> bool {
    at > 0 && page.text(at - 1).to_lowercase().ends_with("by")
}

/// How much running text stands before and after each paragraph.
struct Edges {
    before: Vec<usize>,
    total: usize,
}

impl Edges {
    fn of(page: &Page) -> Self {
        let mut total = 0;
        let before = page
            .paras
            .iter()
            .map(|para| {
                let n = total;
                total += usize::from(para.role == Role::Prose);
                n
            })
            .collect();
        Self { before, total }
    }

    /// How many paragraphs of running text follow.
    fn n_after(&self, at: usize) -> usize {
        self.before.get(at + 1).map_or(0, |before| self.total - before)
    }

    /// Above the text (a standfirst aside), or below it.
    fn is_edge(&self, at: usize) -> bool {
        self.before.get(at).is_some_and(|n| *n <= 1) || self.n_after(at) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::super::layout;
    use super::*;
    use crate::rating::Mark;

    fn page(text: &str) -> Page {
        let mut page = Page { paras: layout::paragraphs(text), ..Page::default() };
        take(&mut page);
        page
    }

    fn kept(page: &Page) -> Vec<&str> {
        page.paras.iter().filter(|para| para.is_kept()).map(|para| para.text.as_str()).collect()
    }

    const PROSE: &str =
        "Rain falls on the town for most of the film, and nobody in it seems to mind very much.";

    #[test]
    fn an_inline_box_is_read_and_leaves_the_text() {
        let text = format!(
            "{PROSE}\n\n7 10 Rain Rain tells of a town that waits for the sun to come back. Release Date March 3, 2023 \
             Director Ann Lee Writers Bo Ek , Cy Day Cast Di Fox , Ed de la Gray Runtime 99 Minutes Expand\n"
        );
        let page = page(&text);
        let work = &page.review.work;
        assert_eq!(kept(&page), [PROSE]);
        assert_eq!(
            (work.name.as_str(), work.runtime_minutes, work.year()),
            ("Rain", Some(99), Some(2023))
        );
        assert_eq!(work.creators, ["Ann Lee"]);
        assert_eq!(work.writers, ["Bo Ek", "Cy Day"]);
        assert_eq!(work.actors, ["Di Fox", "Ed de la Gray"]);
        assert!(
            matches!(page.review.rating.unwrap().mark, Mark::Points { value, best: Some(best), .. } if (value, best) == (7.0, 10.0))
        );
    }

    #[test]
    fn a_box_names_the_work_by_what_the_text_says() {
        let text = "There is a moment in The Long Rain when the roof gives way and the music simply stops.\n\n8 10 The Long Rain After \
                    a flood, a town waits. Director Ann Lee Runtime 2h 5m";
        assert_eq!(page(text).review.work.name, "The Long Rain");
    }

    #[test]
    fn prose_about_a_director_is_no_box() {
        let text = "Director Ann Lee has built a career on silence. The Cast is fine. Runtime is no matter when a film is this good, and the Director knows it.";
        let page = page(text);
        assert_eq!(kept(&page), [text]);
        assert!(page.review.work.creators.is_empty());
    }

    #[test]
    fn lines_of_credits_are_read() {
        let text = format!(
            "A headline about weather\n\nRain\n\nDirected by Ann Lee\n\nWritten by Bo Ek\n\nStarring Di Fox, Ed Gray\n\nRelease Date March 3rd, 2023\n\n{PROSE}"
        );
        let page = page(&text);
        assert_eq!(kept(&page), ["A headline about weather", PROSE]);
        assert_eq!(page.review.work.name, "Rain");
        assert_eq!(page.review.work.writers, ["Bo Ek"]);
        assert_eq!(page.review.work.date_published.unwrap().to_string(), "2023-03-03");
    }

    #[test]
    fn labels_and_values_may_take_turns() {
        let text =
            format!("{PROSE}\n\n{PROSE}\n\nDirector\nAnn Lee\nRuntime\n1h 39m\nGenre\nDrama");
        let page = page(&text);
        assert_eq!(kept(&page), [PROSE, PROSE]);
        assert_eq!(page.review.work.runtime_minutes, Some(99));
    }

    #[test]
    fn a_paragraph_of_credits_is_read() {
        let text = format!(
            "{PROSE}\n\nDirected by Ann B. Lee. Starring Bo Ek, Cy Day. Rated R. 99 minutes."
        );
        let page = page(&text);
        assert_eq!(kept(&page), [PROSE]);
        assert_eq!(page.review.work.creators, ["Ann B. Lee"]);
        assert_eq!(page.review.work.runtime_minutes, Some(99));
    }

    #[test]
    fn the_author_of_a_book_is_no_critic() {
        let text =
            format!("Title: Rain\nAuthor: Ann Lee\nPages: 312\nPublished: May 2019\n\n{PROSE}");
        let page = page(&text);
        assert_eq!(page.review.work.creators, ["Ann Lee"]);
        assert!(page.review.authors.is_empty() && page.review.date_published.is_none());
        assert_eq!(page.review.work.year(), Some(2019));
    }
}
