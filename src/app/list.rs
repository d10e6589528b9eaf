//! List: the reviews that are loaded, which of them show and in what order, and the one that is selected.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::app::{Order, View};
use crate::date::Date;
use crate::filter::{Index, Step, filter, why_empty};
use crate::query::{QUALIFIERS, Query, QueryError, TextTerm};
use crate::rating::Letters;
use crate::review::{ReviewId, Summary};

/// What the list is narrowed to and in what order it stands.
#[derive(Debug, Clone, Default)]
pub struct Narrowing {
    /// The filter as it is typed.
    pub typed: String,
    /// The last filter that was understood.
    pub query: Query,
    /// What is wrong with what is typed, if anything.
    pub error: Option<QueryError>,
    /// Which reviews show before the filter.
    pub view: View,
    /// The order, where no words rank.
    pub order: Order,
    /// The order is turned round.
    pub is_reversed: bool,
}

/// The list.
#[derive(Debug, Default)]
pub struct List {
    summaries: Vec<Summary>,
    index: Option<Index>,
    /// Which summaries show, in order.
    rows: Vec<u32>,
    /// Which row is selected.
    selected: usize,
    /// The row at the top of the pane.
    offset: usize,
    /// How many rows fit in the pane.
    height: usize,
    /// What was selected when nothing showed any more.
    left: Option<ReviewId>,
    /// The selected review no longer matches; it stays until the selection moves.
    is_stale: bool,
    narrowing: Narrowing,
    /// Which reviews have words in their text, as far as filters have asked.
    texts: HashMap<String, Vec<ReviewId>>,
    letters: Letters,
    is_loaded: bool,
    n_unread: usize,
}

impl List {
    /// An empty list.
    pub fn new(letters: Letters) -> Self {
        Self { letters, ..Self::default() }
    }

    /// Whether the library has been read.
    pub fn is_loaded(&self) -> bool {
        self.is_loaded
    }

    /// All reviews, shown or not.
    pub fn summaries(&self) -> &[Summary] {
        &self.summaries
    }

    /// How many rows show.
    pub fn n_shown(&self) -> usize {
        self.rows.len()
    }

    /// How many reviews are unread.
    pub fn n_unread(&self) -> usize {
        self.n_unread
    }

    /// The rows from a row on.
    pub fn rows_from(&self, row: usize) -> impl Iterator<Item = &Summary> {
        self.rows.iter().skip(row).filter_map(|at| self.summaries.get(*at as usize))
    }

    /// Every review that shows.
    pub fn shown(&self) -> impl Iterator<Item = &Summary> {
        self.rows_from(0)
    }

    /// The row that is selected, from 0.
    pub fn selected_row(&self) -> usize {
        self.selected
    }

    /// The row at the top of the pane.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The review that is selected.
    pub fn selected(&self) -> Option<&Summary> {
        self.rows.get(self.selected).and_then(|at| self.summaries.get(*at as usize))
    }

    /// What the list is narrowed to.
    pub fn narrowing(&self) -> &Narrowing {
        &self.narrowing
    }

    /// How letter grades become numbers.
    pub fn letters(&self) -> Letters {
        self.letters
    }

    /// How many reviews each part of the filter leaves, in turn.
    pub fn why_empty(&self) -> Vec<Step> {
        let made = self.index.is_none().then(|| Index::new(&self.summaries));
        let index = self.index.as_ref().or(made.as_ref());
        index.map_or(Vec::new(), |index| {
            why_empty(index, &self.summaries, &self.narrowing.query, self.letters)
        })
    }

    /// Whether a review that shows still matches; one that does not is drawn dimmer.
    pub fn still_matches(&self, summary: &Summary) -> bool {
        self.narrowing.view.accepts(summary) && self.narrowing.query.accepts(summary, self.letters)
    }

    /// Takes what the library holds; the selected review stays selected.
    pub fn load(&mut self, summaries: Vec<Summary>) {
        let id = self.selected().map(|s| s.id.clone());
        self.summaries = summaries;
        self.index = None;
        self.texts.clear();
        self.is_loaded = true;
        self.count_unread();
        self.refresh(id.as_ref());
    }

    /// Takes what changed of some reviews, and which are gone.
    pub fn change(&mut self, changed: Vec<Summary>, removed: &[ReviewId]) {
        let id = self.neighbour_of(removed);
        for summary in changed {
            // What comes back stands where the library has it: the list is read again for that.
            let Some(at) = self.summaries.iter().position(|s| s.id == summary.id) else { continue };
            if let Some(index) = &mut self.index {
                index.update(at, &summary);
            }
            if let Some(old) = self.summaries.get_mut(at) {
                *old = summary;
            }
        }
        if removed.is_empty() {
            self.count_unread();
            self.is_stale = true;
        } else {
            self.summaries.retain(|s| !removed.contains(&s.id));
            self.count_unread();
            self.index = None;
            self.refresh(id.as_ref());
        }
    }

    fn count_unread(&mut self) {
        self.n_unread = self.summaries.iter().filter(|s| !s.flags.read).count();
    }

    /// The selected review, or the nearest one after it (else before it) that is not going.
    fn neighbour_of(&self, going: &[ReviewId]) -> Option<ReviewId> {
        let stays = |at: &u32| {
            self.summaries
                .get(*at as usize)
                .map(|s| &s.id)
                .filter(|id| !going.contains(id))
                .cloned()
        };
        let (before, after) = self.rows.split_at_checked(self.selected)?;
        after.iter().find_map(stays).or_else(|| before.iter().rev().find_map(stays))
    }

    /// Narrows to a filter as it is typed. While it is not understood the last valid result stays.
    pub fn narrow(&mut self, typed: &str, today: Date) {
        typed.clone_into(&mut self.narrowing.typed);
        match Query::parse(typed, today) {
            Ok(query) => {
                self.narrowing.error = None;
                let has_words = query.words().next().is_some();
                self.narrowing.query = query;
                // Words rank: the best is wanted. Without words the reader's own row is.
                let id = if has_words { None } else { self.selected().map(|s| s.id.clone()) };
                self.refresh(id.as_ref());
                if let (true, Some(rest)) = (self.rows.is_empty(), before_unfinished(typed)) {
                    // `rat` on its way to `rating>=80` is no word to look for.
                    self.narrowing.query = Query::parse(rest, today).unwrap_or_default();
                    self.refresh(id.as_ref());
                }
            }
            Err(error) => self.narrowing.error = Some(error),
        }
    }

    /// The words that the filter looks for in the texts and that the library has not answered yet.
    pub fn texts_to_find(&self) -> impl Iterator<Item = String> {
        self.narrowing
            .query
            .text_terms()
            .map(TextTerm::words)
            .filter(|words| !self.texts.contains_key(words))
    }

    /// Takes the library's answer to that: the reviews that have the words, in the order of their ids.
    pub fn take_texts(&mut self, words: String, ids: Vec<ReviewId>) {
        self.texts.insert(words, ids);
        self.keep_selected();
    }

    /// Whether a review's text has what the filter looks for; yes, where that is not known yet.
    fn has_texts(&self, summary: &Summary) -> bool {
        self.narrowing.query.text_terms().all(|term| match self.texts.get(&term.words()) {
            Some(ids) => ids.binary_search(&summary.id).is_ok() != term.is_not,
            None => true,
        })
    }

    /// Shows a view.
    pub fn show(&mut self, view: View) {
        self.narrowing.view = view;
        self.keep_selected();
    }

    /// Sorts.
    pub fn sort(&mut self, order: Order, is_reversed: bool) {
        self.narrowing.order = order;
        self.narrowing.is_reversed = is_reversed;
        self.keep_selected();
    }

    /// Makes the rows anew and keeps the selected review.
    pub fn keep_selected(&mut self) {
        let id = self.selected().map(|s| s.id.clone());
        self.refresh(id.as_ref());
    }

    fn refresh(&mut self, keep: Option<&ReviewId>) {
        let has_words = self.narrowing.query.words().next().is_some();
        let rows = if has_words { self.ranked() } else { (0..self.n_summaries()).collect() };
        let Narrowing { view, query, .. } = &self.narrowing;
        let shows = |at: &u32| {
            self.summaries.get(*at as usize).is_some_and(|s| {
                view.accepts(s) && query.accepts(s, self.letters) && self.has_texts(s)
            })
        };
        self.rows = rows.into_iter().filter(shows).collect();
        if !has_words {
            self.sort_rows();
        }
        if self.rows.is_empty() {
            self.left = keep.cloned().or(self.left.take());
        } else {
            let left = self.left.take();
            let keep = keep.or(left.as_ref());
            let place = keep.and_then(|id| self.rows.iter().position(|at| self.has_id(*at, id)));
            self.selected = place.unwrap_or(if keep.is_some() { self.selected } else { 0 });
        }
        self.is_stale = false;
        self.clamp();
    }

    /// What the filter's words find, the best first. The index is made when words are first typed.
    fn ranked(&mut self) -> Vec<u32> {
        let index = self.index.get_or_insert_with(|| Index::new(&self.summaries));
        filter(index, &self.summaries, &self.narrowing.query, self.letters).rows
    }

    fn n_summaries(&self) -> u32 {
        u32::try_from(self.summaries.len()).unwrap_or(u32::MAX)
    }

    fn sort_rows(&mut self) {
        let Narrowing { order, is_reversed, .. } = self.narrowing;
        let (summaries, letters) = (&self.summaries, self.letters);
        if order != Order::Added {
            self.rows.sort_by(|a, b| {
                match (summaries.get(*a as usize), summaries.get(*b as usize)) {
                    (Some(a), Some(b)) => order.compare(a, b, letters),
                    _ => Ordering::Equal,
                }
            });
        }
        if is_reversed {
            self.rows.reverse();
        }
    }

    fn has_id(&self, at: u32, id: &ReviewId) -> bool {
        self.summaries.get(at as usize).is_some_and(|s| s.id == *id)
    }

    /// Selects a row, or the nearest there is; whether another review is selected now.
    pub fn select(&mut self, row: usize) -> bool {
        let before = self.selected().map(|s| s.id.clone());
        let wanted = row.min(self.rows.len().saturating_sub(1));
        if self.is_stale && wanted != self.selected {
            let id = self
                .rows
                .get(wanted)
                .and_then(|at| self.summaries.get(*at as usize))
                .map(|s| s.id.clone());
            self.refresh(id.as_ref());
        } else {
            self.selected = wanted;
            self.clamp();
        }
        self.selected().map(|s| &s.id) != before.as_ref()
    }

    /// Selects the row so many down (or up); whether another review is selected now.
    pub fn step(&mut self, rows: isize) -> bool {
        self.select(self.selected.saturating_add_signed(rows))
    }

    /// Selects the next (or previous) unread review; whether there was one.
    pub fn step_to_unread(&mut self, is_forward: bool) -> bool {
        let is_unread = |row: &usize| {
            self.rows
                .get(*row)
                .and_then(|at| self.summaries.get(*at as usize))
                .is_some_and(|s| !s.flags.read)
        };
        let found = if is_forward {
            (self.selected + 1..self.rows.len()).find(is_unread)
        } else {
            (0..self.selected).rev().find(is_unread)
        };
        found.is_some_and(|row| self.select(row))
    }

    /// Selects a review by its id; whether it shows.
    pub fn select_id(&mut self, id: &ReviewId) -> bool {
        match self.rows.iter().position(|at| self.has_id(*at, id)) {
            Some(row) => {
                self.select(row);
                true
            }
            None => false,
        }
    }

    /// Notes how many rows fit in the pane.
    pub fn resize(&mut self, height: usize) {
        self.height = height;
        self.clamp();
    }

    /// Scrolls the pane without losing the selection: it goes along at the edges.
    pub fn scroll(&mut self, rows: isize) -> bool {
        let last = self.rows.len().saturating_sub(self.height.max(1));
        self.offset = self.offset.saturating_add_signed(rows).min(last);
        let bottom = self.offset + self.height.max(1) - 1;
        self.select(self.selected.clamp(self.offset, bottom.max(self.offset)))
    }

    /// How many rows fit in the pane.
    pub fn height(&self) -> usize {
        self.height.max(1)
    }

    fn clamp(&mut self) {
        self.selected = self.selected.min(self.rows.len().saturating_sub(1));
        let height = self.height.max(1);
        self.offset =
            self.offset.min(self.selected).max((self.selected + 1).saturating_sub(height));
        self.offset = self.offset.min(self.rows.len().saturating_sub(height));
    }
}

/// What stands before the last word of a filter, where that is a qualifier's name not yet typed to its end.
fn before_unfinished(typed: &str) -> Option<&str> {
    let start = typed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let (before, last) = typed.split_at_checked(start)?;
    let name = last.strip_prefix('-').unwrap_or(last);
    (!name.is_empty() && QUALIFIERS.iter().any(|qualifier| qualifier.name.starts_with(name)))
        .then_some(before)
}
