//! List: the reviews that are loaded, which of them show and in what order, and the one that is selected.

mod asking;

use std::collections::HashMap;
use std::sync::Arc;

use crate::catalogue::{Catalogue, Entry};
use crate::date::Date;
use crate::filter::{Finder, Order, Stamp, Step, View};
use crate::query::{QUALIFIERS, Query, QueryError};
use crate::rating::Letters;
use crate::review::{ReviewId, Summary};
use asking::Asking;

/// What the list is narrowed to and in what order it stands.
#[derive(Debug, Clone, Default)]
pub struct Narrowing {
    /// The filter as it is typed.
    pub typed: String,
    /// The last filter that was understood.
    pub query: Query,
    /// The same without its last word, where that may be the beginning of a qualifier's name.
    without_last: Option<Query>,
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
    catalogue: Arc<Catalogue>,
    stamp: Stamp,
    finder: Finder,
    /// Which rows of the catalogue show, in order.
    rows: Vec<u32>,
    /// Which of these is selected.
    selected: usize,
    /// The one at the top of the pane.
    offset: usize,
    /// How many fit in the pane.
    height: usize,
    /// What was selected when nothing showed any more.
    left: Option<ReviewId>,
    /// The selected review no longer matches; it stays until the selection moves.
    is_stale: bool,
    narrowing: Narrowing,
    /// Which reviews have words in their text, as far as filters have asked.
    texts: HashMap<String, Arc<Vec<u32>>>,
    /// What each part of the filter leaves, where all of it leaves nothing.
    steps: Vec<Step>,
    asking: Asking,
    letters: Letters,
    loading: Loading,
    n_unread: usize,
}

/// How much of the library the list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Loading {
    /// Nothing yet.
    #[default]
    Awaited,
    /// The first of so many.
    Begun(usize),
    /// All of it.
    Done,
}

impl List {
    /// An empty list.
    pub fn new(letters: Letters) -> Self {
        Self { letters, ..Self::default() }
    }

    /// Whether the library has been read, or its beginning.
    pub fn is_loaded(&self) -> bool {
        self.loading != Loading::Awaited
    }

    /// How much of the library has been read.
    pub fn loading(&self) -> Loading {
        self.loading
    }

    /// All reviews, shown or not.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// How many reviews there are, read or still to be read.
    pub fn n_reviews(&self) -> usize {
        match self.loading {
            Loading::Begun(n) => n.max(self.catalogue.len()),
            Loading::Awaited | Loading::Done => self.catalogue.len(),
        }
    }

    /// How many rows show.
    pub fn n_shown(&self) -> usize {
        self.rows.len()
    }

    /// How many reviews are unread.
    pub fn n_unread(&self) -> usize {
        self.n_unread
    }

    /// The reviews that show, from one on.
    pub fn rows_from(&self, row: usize) -> impl Iterator<Item = Entry<'_>> {
        self.rows.iter().skip(row).filter_map(|at| self.catalogue.get(*at))
    }

    /// Every review that shows.
    pub fn shown(&self) -> impl Iterator<Item = Entry<'_>> {
        self.rows_from(0)
    }

    /// Which of them is selected, from 0.
    pub fn selected_row(&self) -> usize {
        self.selected
    }

    /// Which is at the top of the pane.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The review that is selected.
    pub fn selected(&self) -> Option<Entry<'_>> {
        self.rows.get(self.selected).and_then(|at| self.catalogue.get(*at))
    }

    fn selected_id(&self) -> Option<ReviewId> {
        self.selected().map(Entry::id)
    }

    /// What the list is narrowed to.
    pub fn narrowing(&self) -> &Narrowing {
        &self.narrowing
    }

    /// How letter grades become numbers.
    pub fn letters(&self) -> Letters {
        self.letters
    }

    /// How many reviews each part of the filter leaves, in turn, where all of it leaves none.
    pub fn why_empty(&self) -> &[Step] {
        &self.steps
    }

    /// Whether a review that shows still matches; one that does not is drawn dimmer.
    pub fn still_matches(&self, entry: Entry<'_>) -> bool {
        self.narrowing.view.accepts(entry) && self.narrowing.query.accepts(entry, self.letters)
    }

    /// Takes what the library holds, or the first of it; the selected review stays selected.
    pub fn load(&mut self, catalogue: Catalogue, loading: Loading) {
        let id = self.selected_id();
        self.catalogue = Arc::new(catalogue);
        self.stamp.names += 1;
        self.texts.clear();
        self.loading = loading;
        self.count_unread();
        self.refresh(id.as_ref());
    }

    /// Takes what changed of some reviews, and which are gone.
    pub fn change(&mut self, changed: &[Summary], removed: &[ReviewId]) {
        let id = self.neighbour_of(removed);
        let catalogue = Arc::make_mut(&mut self.catalogue);
        let mut has_new_names = !removed.is_empty();
        for summary in changed {
            // What comes back stands where the library has it: the list is read again for that.
            let Some(row) = catalogue.row_of(&summary.id) else { continue };
            has_new_names |= catalogue.set(row, summary);
        }
        catalogue.remove(removed);
        self.stamp.state += 1;
        self.stamp.names += u64::from(has_new_names);
        self.count_unread();
        if removed.is_empty() {
            self.is_stale = true;
        } else {
            self.refresh(id.as_ref());
        }
    }

    fn count_unread(&mut self) {
        self.n_unread = self.catalogue.entries().filter(|entry| !entry.flags().read).count();
    }

    /// The selected review, or the nearest one after it (else before it) that is not going.
    fn neighbour_of(&self, going: &[ReviewId]) -> Option<ReviewId> {
        let stays =
            |at: &u32| self.catalogue.get(*at).map(Entry::id).filter(|id| !going.contains(id));
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
                // `rat` on its way to `rating>=80` is no word to look for.
                self.narrowing.without_last = before_unfinished(typed)
                    .map(|rest| Query::parse(rest, today).unwrap_or_default());
                // Words rank: the best is wanted. Without words the reader's own row is.
                let id = if has_words { None } else { self.selected_id() };
                self.refresh(id.as_ref());
            }
            Err(error) => self.narrowing.error = Some(error),
        }
    }

    /// Drops the filter and the view, for a review that is asked for.
    pub fn show_all_with(&mut self, id: &ReviewId) {
        let Narrowing { order, is_reversed, .. } = self.narrowing;
        self.narrowing = Narrowing { order, is_reversed, ..Narrowing::default() };
        self.refresh(Some(id));
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
        let id = self.selected_id();
        self.refresh(id.as_ref());
    }

    /// At which place a review shows.
    fn place_of(&self, id: &ReviewId) -> Option<usize> {
        let row = self.catalogue.row_of(id)?;
        self.rows.iter().position(|at| *at == row)
    }

    /// Selects a row, or the nearest there is; whether another review is selected now.
    pub fn select(&mut self, row: usize) -> bool {
        let before = self.selected().map(Entry::id_text).map(str::to_owned);
        let wanted = row.min(self.rows.len().saturating_sub(1));
        let is_stale = self.is_stale && wanted != self.selected;
        self.selected = wanted;
        self.clamp();
        if is_stale {
            let id = self.selected_id();
            self.refresh(id.as_ref());
        }
        self.selected().map(Entry::id_text) != before.as_deref()
    }

    /// Selects the row so many down (or up); whether another review is selected now.
    pub fn step(&mut self, rows: isize) -> bool {
        self.select(self.selected.saturating_add_signed(rows))
    }

    /// Selects the next (or previous) unread review; whether there was one.
    pub fn step_to_unread(&mut self, is_forward: bool) -> bool {
        let is_unread = |row: &usize| {
            let entry = self.rows.get(*row).and_then(|at| self.catalogue.get(*at));
            entry.is_some_and(|entry| !entry.flags().read)
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
        match self.place_of(id) {
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
