//! Asking: what the list is to show, found at once where it is short, else by the finder.

use std::sync::Arc;

use super::{List, Narrowing};
use crate::filter::{Found, Quest, TextHits};
use crate::query::TextTerm;
use crate::review::ReviewId;

/// So many reviews are looked through between two keys; of more the finder does it, on a thread of its own.
const AT_ONCE: usize = 5_000;

/// The question that the finder was asked, where the list is too long to be looked through between two keys.
#[derive(Debug, Default)]
pub(super) struct Asking {
    /// The number of the last question.
    number: u64,
    /// It was not handed on yet.
    waiting: Option<Quest>,
    /// The review that stays selected when the answer comes.
    keep: Option<ReviewId>,
}

impl List {
    /// The words that the filter looks for in the texts and that the library has not answered yet.
    pub fn texts_to_find(&self) -> impl Iterator<Item = String> {
        self.narrowing
            .query
            .text_terms()
            .map(TextTerm::words)
            .filter(|words| !self.texts.contains_key(words))
    }

    /// Takes the library's answer to that: the numbers of the reviews that have the words, in order.
    pub fn take_texts(&mut self, words: String, numbers: Vec<u32>) {
        self.texts.insert(words, Arc::new(numbers));
        self.keep_selected();
    }

    /// What the filter asks of the texts, as far as that is known.
    fn text_hits(&self) -> Vec<TextHits> {
        let hits = |term: &TextTerm| {
            let numbers = Arc::clone(self.texts.get(&term.words())?);
            Some(TextHits { numbers, is_not: term.is_not })
        };
        self.narrowing.query.text_terms().filter_map(hits).collect()
    }

    /// Finds anew what shows: at once, or in a list that is too long for that, when the finder has answered.
    pub(super) fn refresh(&mut self, keep: Option<&ReviewId>) {
        let quest = self.quest();
        self.is_stale = false;
        self.asking.number += 1;
        if self.catalogue.len() <= AT_ONCE {
            self.asking.waiting = None;
            let found = self.finder.find(&quest);
            self.take(found, keep);
        } else {
            self.asking.waiting = Some(quest);
            self.asking.keep = keep.cloned();
        }
    }

    /// What is asked for, as a question to the finder.
    pub fn quest(&self) -> Quest {
        let Narrowing { query, without_last, view, order, is_reversed, .. } = &self.narrowing;
        Quest {
            catalogue: Arc::clone(&self.catalogue),
            stamp: self.stamp,
            query: query.clone(),
            without_last: without_last.clone(),
            texts: self.text_hits(),
            view: *view,
            order: *order,
            is_reversed: *is_reversed,
            letters: self.letters,
        }
    }

    /// Selects a review that shows, or will when the finder has answered.
    pub fn want(&mut self, id: &ReviewId) {
        if self.asking.waiting.is_some() {
            self.asking.keep = Some(id.clone());
        } else {
            self.select_id(id);
        }
    }

    /// What the finder is to be asked, with the number of the question.
    pub fn take_quest(&mut self) -> Option<(u64, Quest)> {
        self.asking.waiting.take().map(|quest| (self.asking.number, quest))
    }

    /// Takes the finder's answer, if it is to the last question; whether it is.
    pub fn take_found(&mut self, number: u64, found: Found) -> bool {
        let is_wanted = number == self.asking.number;
        if is_wanted {
            let keep = self.asking.keep.take();
            self.take(found, keep.as_ref());
        }
        is_wanted
    }

    fn take(&mut self, found: Found, keep: Option<&ReviewId>) {
        if found.is_without_last {
            self.narrowing.query = self.narrowing.without_last.take().unwrap_or_default();
        }
        (self.rows, self.steps) = (found.rows, found.steps);
        if self.rows.is_empty() {
            self.left = keep.cloned().or(self.left.take());
        } else {
            let left = self.left.take();
            let keep = keep.or(left.as_ref());
            let place = keep.and_then(|id| self.place_of(id));
            self.selected = place.unwrap_or(if keep.is_some() { self.selected } else { 0 });
        }
        self.clamp();
    }
}

#[cfg(test)]
mod tests {
    use super::super::Loading;
    use super::*;
    use crate::catalogue::{Catalogue, Entry};
    use crate::date::Date;
    use crate::filter::Finder;
    use crate::rating::Letters;
    use crate::review::{Flags, Summary, TextFacts, WorkName};

    fn summary(n: usize) -> Summary {
        Summary {
            id: ReviewId::new(&format!("r{n}")).unwrap(),
            title: format!("Review {n}"),
            work: WorkName::default(),
            author: if n.is_multiple_of(2) { "Ada" } else { "Bo" }.to_owned(),
            publisher: String::new(),
            date_published: None,
            rating: None,
            keywords: Vec::new(),
            text: TextFacts::default(),
            flags: Flags::default(),
            progress: 0.0,
            added: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    /// A list that is too long to be looked through at once.
    fn long_list() -> List {
        let all: Vec<Summary> = (0..=AT_ONCE).map(summary).collect();
        let mut list = List::new(Letters::default());
        list.load(all.iter().collect::<Catalogue>(), Loading::Done);
        list
    }

    fn titles(list: &List) -> Vec<&str> {
        list.shown().take(3).map(Entry::title).collect()
    }

    #[test]
    fn a_long_list_shows_what_the_finder_found() {
        let (mut list, mut finder) = (long_list(), Finder::default());
        assert_eq!(list.n_shown(), 0);
        let (number, quest) = list.take_quest().unwrap();
        assert!(list.take_quest().is_none(), "it is asked once");
        assert!(list.take_found(number, finder.find(&quest)));
        assert_eq!(list.n_shown(), AT_ONCE + 1);
        list.select(8);
        list.narrow("by:ada", Date::EPOCH);
        assert_eq!(list.n_shown(), AT_ONCE + 1, "what showed shows on until there is an answer");
        let (number, quest) = list.take_quest().unwrap();
        assert!(list.take_found(number, finder.find(&quest)));
        assert_eq!(titles(&list), ["Review 0", "Review 2", "Review 4"]);
        assert_eq!(list.selected().map(Entry::title), Some("Review 8"), "it stays selected");
    }

    #[test]
    fn an_answer_to_an_earlier_question_is_dropped() {
        let (mut list, mut finder) = (long_list(), Finder::default());
        list.narrow("4999", Date::EPOCH);
        let (early, quest) = list.take_quest().unwrap();
        list.narrow("499", Date::EPOCH);
        let (late, wanted) = list.take_quest().unwrap();
        assert!(!list.take_found(early, finder.find(&quest)));
        assert_eq!(list.n_shown(), 0);
        assert!(list.take_found(late, finder.find(&wanted)));
        assert_eq!(titles(&list), ["Review 499", "Review 4990", "Review 4991"]);
        // Nobody waits for the answer to the one before any more.
        assert!(!list.take_found(early, Found::default()));
        assert_eq!(titles(&list), ["Review 499", "Review 4990", "Review 4991"]);
    }
}
