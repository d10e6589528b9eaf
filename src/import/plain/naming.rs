//! What the review is about, where no box says so: the name that the prose says is the film, and who it says made it.
//!
//! Missing is better than wrong: a name needs a phrase that says what it is (`her newest film Rain`, `Rain, directed
//! by …`), and must be clearly ahead of any other.

mod maker;
mod noun;
mod title;

use std::cell::RefCell;
use std::collections::HashMap;

use crate::review::WorkKind;

use self::noun::is_noun;
use self::title::{JOINTS, bare, is_capital, is_possessive, joined};
use super::page::{Page, Para, Role};
use super::{headline, names};

pub(super) use self::maker::{full_name, is_set_apart};
pub(super) use self::title::{quoted, title_run};

/// No more of the text than this is searched, in bytes: a review says early what it is about.
const SEARCHED: usize = 60_000;

/// Words that say that a work is the one of today.
#[rustfmt::skip]
const NEW: [&str; 24] = [
    "new", "newest", "latest", "debut", "first", "second", "third", "fourth", "fifth", "sophomore", "upcoming", "neuer", "neue", "neuester", "neuestes", "neuem", "neuen",
    "nouveau", "nouvelle", "dernier", "nueva", "nuevo", "última", "último",
];

/// Words that begin a sentence before a name and are no part of it.
#[rustfmt::skip]
const STARTERS: [&str; 34] = [
    "in", "but", "and", "with", "for", "at", "when", "while", "as", "if", "so", "yet", "of", "like", "from", "on", "by", "although", "though", "since", "after", "unlike", "then",
    "once", "director", "here", "where", "still", "now", "mit", "dans", "en", "im", "avec",
];

/// What a sentence may say is a film without naming one.
#[rustfmt::skip]
const NO_TITLES: [&str; 34] = [
    "it", "this", "that", "he", "she", "there", "what", "here", "who", "they", "we", "you", "i", "these", "the", "a", "an", "his", "her", "one", "all", "each", "the film",
    "this film", "the movie", "this movie", "the director", "the story", "das", "dies", "der film", "ce film", "la película", "esta película",
];

/// The text that is searched: its paragraphs, and how often a name stands in them.
struct Prose<'a> {
    paras: Vec<&'a Para>,
    /// Names counted before.
    counts: RefCell<HashMap<String, usize>>,
}

impl<'a> Prose<'a> {
    fn of(page: &'a Page) -> Self {
        let mut left = SEARCHED;
        let roles = [Role::Prose, Role::Short, Role::Heading, Role::Notice];
        let kept = page
            .paras
            .iter()
            .filter(|para| roles.contains(&para.role) && para.text.len() <= SEARCHED);
        let paras = kept.take_while(|para| {
            let fits = left > 0;
            left = left.saturating_sub(para.text.len());
            fits
        });
        Self { paras: paras.collect(), counts: RefCell::default() }
    }

    /// How often words stand in the text as whole words.
    fn count(&self, words: &str) -> usize {
        if let Some(known) = self.counts.borrow().get(words) {
            return *known;
        }
        let n = self.paras.iter().map(|para| count(&para.text, words)).sum();
        self.counts.borrow_mut().insert(words.to_owned(), n);
        n
    }
}

fn count(text: &str, words: &str) -> usize {
    if words.is_empty() {
        return 0;
    }
    let is_whole = |at: usize| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + words.len()..).and_then(|rest| rest.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    text.match_indices(words).filter(|(at, _)| is_whole(*at)).count()
}

/// How often the text of a page has words, whatever their case.
pub(super) fn times_said(page: &Page, words: &str) -> usize {
    let wanted = words.to_lowercase();
    Prose::of(page).paras.iter().map(|para| count(&para.text.to_lowercase(), &wanted)).sum()
}

/// Fills in the work's name, its director and its kind from the prose, as far as that says them.
pub(super) fn infer(page: &mut Page) {
    let prose = Prose::of(page);
    let written = as_written(&prose, &page.review);
    let kind = noun::kind(prose.paras.iter().flat_map(|para| para.text.split_whitespace()));
    // What is about twenty films is about none of them.
    let is_list = headline::is_list(&page.review.title.text);
    let director = if page.is_lower { None } else { director(&prose) };
    let name = if is_list {
        None
    } else if page.is_lower {
        lower_name(&prose)
    } else {
        name(&prose, director.as_deref(), &page.review)
    };
    let work = &mut page.review.work;
    if work.kind == WorkKind::Movie {
        work.kind = kind.unwrap_or_default();
    }
    if let Some(written) = written {
        work.name = written;
    } else if work.name.is_empty() {
        work.name = name.unwrap_or_default();
    }
    let is_film = matches!(work.kind, WorkKind::Movie | WorkKind::TvSeries);
    if work.creators.is_empty() && is_film && !is_list {
        work.creators.extend(director);
    }
}

/// A name in capitals as the headline or the text writes it, if one of them does.
fn as_written(prose: &Prose<'_>, review: &crate::review::Review) -> Option<String> {
    let name = Some(&review.work.name).filter(|name| {
        name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
    })?;
    let wanted = name.to_lowercase();
    let mut texts = std::iter::once(review.title.text.as_str())
        .chain(prose.paras.iter().map(|para| para.text.as_str()));
    texts
        .find_map(|text| {
            let lower = text.to_lowercase();
            let at = lower.find(&wanted).filter(|_| lower.len() == text.len())?;
            text.get(at..at + wanted.len())
                .filter(|found| *found != name && found.starts_with(char::is_uppercase))
        })
        .map(str::to_owned)
}

/// The kind of thing that most nouns in some texts name, if any does.
pub(super) fn kind<'a>(texts: impl Iterator<Item = &'a str>) -> Option<WorkKind> {
    noun::kind(texts.flat_map(str::split_whitespace))
}

/// The name that ends before a word: the longest run of capitals that is said about as often as its shorter forms.
///
/// So `Baker’s Rain` gives `Rain`, but `Noah’s Rain` itself if the text never says `Rain` alone.
fn name_before(prose: &Prose<'_>, words: &[&str]) -> Option<String> {
    let mut start = words.len();
    while start > 0 && words.len() - start < 8 {
        let word = words.get(start - 1)?;
        let is_open = words.len() == start
            || !word.ends_with([',', '.', ';', ')', '!', '?', ':', '”', '—', '–']);
        if !is_open || !(is_capital(word) || (start < words.len() && JOINTS.contains(word))) {
            break;
        }
        start -= 1;
    }
    let mut best: Option<(String, usize)> = None;
    for from in (start..words.len()).rev() {
        let run = words.get(from..)?;
        let first = run.first()?;
        let name = joined(run);
        let n = prose.count(&name);
        let is_starter = run.len() > 1 && STARTERS.contains(&bare(first).to_lowercase().as_str());
        let is_better = match &best {
            None => is_capital(first),
            Some((_, n_best)) => {
                is_capital(first) && n * 10 >= n_best * 6 && !(is_starter && n < 3)
            }
        };
        if is_better && name.chars().any(char::is_alphanumeric) {
            best = Some((name, n));
        }
    }
    best.map(|(name, _)| name).filter(|name| !STARTERS.contains(&name.to_lowercase().as_str()))
}

/// Whether words can be a title: not a pronoun, an article or `the film`.
pub(super) fn can_be_title(name: &str) -> bool {
    !name.is_empty() && !NO_TITLES.contains(&name.to_lowercase().as_str())
}

/// What speaks for each name.
#[derive(Default)]
struct Cues(HashMap<String, usize>);

impl Cues {
    fn add(&mut self, name: Option<String>, weight: usize) {
        let fits =
            |name: &String| name.chars().count() >= 2 && name.len() <= 80 && can_be_title(name);
        if let Some(name) = name.filter(fits) {
            *self.0.entry(name).or_default() += weight;
        }
    }

    /// The name that is clearly ahead. Equal names are told apart by their letters, so that the answer is always the same.
    fn best(&self, n_said: impl Fn(&str) -> usize, least: usize) -> Option<String> {
        let mut ranked: Vec<(usize, &String)> = self
            .0
            .iter()
            .filter(|(_, weight)| **weight >= 2)
            .take(400)
            .map(|(name, weight)| (weight + n_said(name).min(12), name))
            .collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let (first, name) = *ranked.first()?;
        let second = ranked.get(1).map_or(0, |row| row.0);
        (first >= least && first >= second + 2).then(|| name.clone())
    }
}

/// The work's name.
fn name(
    prose: &Prose<'_>,
    director: Option<&str>,
    review: &crate::review::Review,
) -> Option<String> {
    let mut cues = Cues::default();
    for (n, para) in prose.paras.iter().enumerate() {
        let words: Vec<&str> = para.text.split_whitespace().collect();
        for at in 0..words.len() {
            name_after_noun(&words, at, &mut cues);
            name_before_phrase(prose, (&words, at), n == 0, &mut cues);
        }
        let weight = match para.role {
            Role::Notice => 4,
            Role::Heading => 2,
            _ => 1 + usize::from(n == 0),
        };
        for quoted in quoted(&para.text) {
            cues.add(Some(quoted.to_owned()), weight);
        }
    }
    let work = &review.work;
    let is_person = |name: &str| {
        let known = work
            .creators
            .iter()
            .chain(&work.actors)
            .chain(&work.writers)
            .chain(&review.authors)
            .map(String::as_str)
            .chain(director);
        known
            .into_iter()
            .any(|person| person == name || person.split(' ').next_back() == Some(name))
    };
    cues.0.retain(|name, _| !is_person(name));
    cues.best(|name| prose.count(name), 5)
}

/// `her newest film Rain`: a title behind the noun.
fn name_after_noun(words: &[&str], at: usize, cues: &mut Cues) {
    let is_open = |word: &&str| is_noun(word) && word.ends_with(char::is_alphanumeric);
    if !words.get(at).is_some_and(is_open) {
        return;
    }
    let rest = words.get(at + 1..).unwrap_or_default();
    let before = words.get(at.saturating_sub(3)..at).unwrap_or_default();
    let is_new = before.iter().any(|word| NEW.contains(&bare(word).to_lowercase().as_str()));
    let n = title_run(rest);
    if n > 0 {
        cues.add(rest.get(..n).map(joined), if is_new { 5 } else { 2 });
    }
}

/// `Rain, directed by …`, `Rain opens in …`, `Rain is a film`: a title before the phrase.
fn name_before_phrase(
    prose: &Prose<'_>,
    (words, at): (&[&str], usize),
    is_first: bool,
    cues: &mut Cues,
) {
    let Some(before) =
        words.get(..at).filter(|before| before.last().is_some_and(|word| is_capital(word)))
    else {
        return;
    };
    let word = |n: usize| words.get(at + n).copied().unwrap_or("");
    let is_year = || {
        super::label::year(word(0).trim_matches(['(', ')', ',', '.'])).is_some()
            && word(0).starts_with('(')
    };
    let weight = match (word(0), word(1)) {
        ("directed" | "helmed", "by") | ("written", "and") | ("is" | "was", "directed") => 4,
        ("opens", "in" | "with" | "on" | "at")
        | ("centers" | "centres", "on")
        | ("tells", "the" | "us" | "of")
        | ("premieres" | "premiered" | "stars", _)
        | ("is", "among")
        | ("runs", "for" | "at") => 2,
        ("follows" | "begins" | "ends" | "explores", _) => 1,
        (
            "is" | "ist" | "est" | "es",
            "a" | "an" | "the" | "one" | "ein" | "eine" | "un" | "une" | "una",
        ) => 3 * usize::from(is_said_to_be(words, at + 2)),
        _ => 3 * usize::from(is_year()),
    };
    if weight > 0 {
        cues.add(name_before(prose, before), weight + usize::from(is_first));
    }
}

/// Whether the next words, up to the end of the sentence, hold a noun for something that is reviewed.
fn is_said_to_be(words: &[&str], from: usize) -> bool {
    let rest = words.get(from..words.len().min(from + 9)).unwrap_or_default();
    let end = rest
        .iter()
        .position(|word| word.ends_with(['.', '!', '?', ';']))
        .map_or(rest.len(), |end| end + 1);
    rest.iter().take(end).any(|word| is_noun(word))
}

/// In a text without capitals only `… is a … film` tells a name, and only at the beginning.
fn lower_name(prose: &Prose<'_>) -> Option<String> {
    let words: Vec<&str> = prose.paras.first()?.text.split_whitespace().take(40).collect();
    let at = words
        .iter()
        .zip(words.iter().skip(1))
        .position(|(a, b)| *a == "is" && ["a", "an", "the", "one"].contains(b))?;
    let name = words.get(..at)?.join(" ");
    ((1..=6).contains(&at)
        && !NO_TITLES.contains(&name.as_str())
        && is_said_to_be(&words, at + 2)
        && prose.count(&name) >= 2)
        .then_some(name)
}

/// The director, by what the text says: `directed by …`, `director …`, `…’s newest film`.
fn director(prose: &Prose<'_>) -> Option<String> {
    let mut cues = Cues::default();
    for (n, para) in prose.paras.iter().enumerate() {
        let words: Vec<&str> = para.text.split_whitespace().collect();
        let weight = if n < 3 { 2 } else { 1 };
        for at in 0..words.len() {
            let rest = words.get(at + 1..).unwrap_or_default();
            let word = words.get(at).map_or("", |word| bare(word));
            let next = rest.first().copied().unwrap_or("");
            let skip = match (word.to_lowercase().as_str(), next) {
                ("directed", "by")
                | ("réalisé", "par")
                | ("dirigida", "por")
                | ("inszeniert", "von") => 1,
                (
                    "director" | "filmmaker" | "regisseur" | "regisseurin" | "réalisateur"
                    | "réalisatrice" | "cineasta" | "writer-director" | "writer/director",
                    _,
                ) => 0,
                _ => {
                    cues.add(maker_before(&words, at), 3 * weight);
                    continue;
                }
            };
            let names = rest.get(skip..).unwrap_or_default();
            let n = names::leading(names);
            let found = names.get(..n).filter(|_| n >= 2).map(joined);
            cues.add(found, (2 + skip) * weight);
        }
    }
    let last_name = |name: &str| name.split(' ').next_back().map_or(0, |last| prose.count(last));
    cues.best(|name| if last_name(name) >= 2 { 2 } else { 0 }, 6)
}

/// `Ann Lee’s newest film`: the name before the possessive, seen from the noun.
fn maker_before(words: &[&str], at: usize) -> Option<String> {
    let is_film = words.get(at).is_some_and(|word| is_noun(word));
    let (adjective, before) = words.get(..at)?.split_last()?;
    if !is_film
        || !NEW.contains(&adjective.to_lowercase().as_str())
        || !before.last().is_some_and(|word| is_possessive(word))
    {
        return None;
    }
    (2..=4).rev().filter_map(|n| before.get(before.len().checked_sub(n)?..)).find_map(|run| {
        let name = joined(run);
        names::is_name(&name).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::super::layout;
    use super::*;

    #[track_caller]
    fn check(text: &str, name: &str, director: &[&str]) {
        let is_lower = !text.chars().any(char::is_uppercase);
        let mut page = Page { paras: layout::paragraphs(text), is_lower, ..Page::default() };
        super::super::outline::mark(&mut page);
        infer(&mut page);
        assert_eq!(page.review.work.name, name, "{text:?}");
        assert_eq!(page.review.work.creators, director, "{text:?}");
    }

    #[test]
    fn a_work_is_named_by_what_the_text_says_of_it() {
        check(
            "Ann Lee’s newest film Rain is long. Lee knows it. Rain is worth it.",
            "Rain",
            &["Ann Lee"],
        );
        check(
            "Rain, directed by Ann Lee, centers on a town. Lee grew up in one. In Rain, it pours.",
            "Rain",
            &["Ann Lee"],
        );
        check(
            "The Long Rain opens with a flood. The Long Rain is a film about mud, and a film that likes it.",
            "The Long Rain",
            &[],
        );
        check(
            "Noah’s Ark is a film about rain. I liked Noah’s Ark, which Noah’s Ark fans may not.",
            "Noah’s Ark",
            &[],
        );
        check(
            "In his latest film “Rain” Bo Ek gets wet. “Rain” is not for all, but “Rain” is for me.",
            "Rain",
            &[],
        );
        check(
            "the long rain is a slow film . nobody in the long rain minds .",
            "the long rain",
            &[],
        );
    }

    #[test]
    fn a_name_that_nothing_calls_a_film_is_none() {
        check(
            "Ani opens the door. Ani goes home. Ani sleeps for a long time in a town that Bo knows.",
            "",
            &[],
        );
        check(
            "It is a film. It rains in it. Ann Lee has seen it before and will see it again.",
            "",
            &[],
        );
        check("it is a film . it rains .", "", &[]);
    }

    #[test]
    fn two_names_in_a_draw_are_none() {
        check("The film Rain and the film Snow. Rain or Snow?", "", &[]);
    }

    #[test]
    fn novels_and_games_are_told_from_films() {
        let kind = |text: &str| {
            let mut page = Page { paras: layout::paragraphs(text), ..Page::default() };
            infer(&mut page);
            page.review.work.kind
        };
        assert_eq!(
            kind("A novel about rain. The novel is long. As a novel, it rains."),
            WorkKind::Book
        );
        assert_eq!(kind("A film of the novel. The film rains."), WorkKind::Movie);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_searched_without_panic(text in "(?s).{0,200}") {
            let mut page = Page { paras: layout::paragraphs(&text), ..Page::default() };
            infer(&mut page);
        }

        #[test]
        fn any_words_are_searched_without_panic(text in "((Rain|film|directed|by|is|a|Ann|Lee’s|new|,|of|‘|’) ){0,30}") {
            let mut page = Page { paras: layout::paragraphs(&text), ..Page::default() };
            infer(&mut page);
        }
    }
}
