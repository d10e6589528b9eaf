//! Quest: what the list is narrowed to and in which order, as one question; and the finder that answers it.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;
use std::thread;

use super::index::Index;
use super::order::{Order, View, sort};
use super::ranked::{Hit, hits, narrowed, rank};
use crate::catalogue::Catalogue;
use crate::filter::hit::Rank;
use crate::query::{Part, Query, Sieve, Word};
use crate::rating::Letters;

/// From so many rows on more than one core looks through them.
const MANY: usize = 50_000;
/// After so many rows it is looked whether the answer is still wanted.
const AT_ONCE: u32 = 16_384;
/// For so many words what they found is kept.
const KEPT: usize = 4;

/// Which state of a catalogue something was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamp {
    /// Another number for every change of rows or of names.
    pub names: u64,
    /// Another number for every change at all.
    pub state: u64,
}

/// Which reviews have words in their text: the numbers of their rows in the library, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct TextHits {
    /// The numbers.
    pub numbers: Arc<Vec<u32>>,
    /// The texts must not have them.
    pub is_not: bool,
}

/// A question to a catalogue.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Quest {
    /// The reviews.
    pub catalogue: Arc<Catalogue>,
    /// The state that they are in.
    pub stamp: Stamp,
    /// The filter.
    pub query: Query,
    /// The filter without its last word, where that may be no word yet; it counts where the whole leaves nothing.
    pub without_last: Option<Query>,
    /// What the library found in the texts, as far as it has answered.
    pub texts: Vec<TextHits>,
    /// Which reviews show before the filter.
    pub view: View,
    /// The order, where no words rank.
    pub order: Order,
    /// The order is turned round.
    pub is_reversed: bool,
    /// How letter grades become numbers.
    pub letters: Letters,
}

/// What a quest found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The rows of the reviews: the best first where the query has words, else in the order asked for.
    pub rows: Vec<u32>,
    /// The rows stand in order of rank.
    pub is_ranked: bool,
    /// It was found without the last word of the filter.
    pub is_without_last: bool,
    /// Where nothing is left: how many reviews each part of the filter leaves, in turn.
    pub steps: Vec<Step>,
}

/// What is left after one more part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The part as typed.
    pub part: String,
    /// How many reviews are left after it and all before it.
    pub left: usize,
}

/// Answers quests. It keeps what the next one is likely to need: the index, the hits of the words before the one that is
/// being typed, the order of the list.
#[derive(Debug, Default)]
pub struct Finder {
    index: Option<(u64, Arc<Index>)>,
    hits: Vec<(u64, Word, Arc<Vec<Hit>>)>,
    sorted: Option<(Stamp, Order, Letters, Arc<Vec<u32>>)>,
}

impl Finder {
    /// Answers a quest.
    pub fn find(&mut self, quest: &Quest) -> Found {
        self.find_while(quest, &|| true).unwrap_or_default()
    }

    /// Answers a quest for as long as the answer is wanted; `None` where it was not any more.
    pub fn find_while(
        &mut self,
        quest: &Quest,
        is_wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Found> {
        let found = self.left(quest, &quest.query, is_wanted)?;
        if !found.rows.is_empty() {
            return Some(found);
        }
        if let Some(query) = &quest.without_last {
            let found = self.left(quest, query, is_wanted)?;
            return Some(Found { is_without_last: true, ..found });
        }
        Some(Found { steps: self.steps(quest, is_wanted)?, ..found })
    }

    /// Makes the index, so that the first word that is typed need not wait for it.
    pub fn prepare(&mut self, quest: &Quest) {
        self.index(quest);
    }

    fn left(
        &mut self,
        quest: &Quest,
        query: &Query,
        is_wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Found> {
        let mut words = query.words().peekable();
        if words.peek().is_none() {
            let sorted = self.sorted(quest);
            let rows = kept(quest, query, &sorted, |row| *row, is_wanted)?;
            let rows = if quest.is_reversed { rows.into_iter().rev().collect() } else { rows };
            return Some(Found { rows, ..Found::default() });
        }
        let mut rows: Option<Vec<Hit>> = None;
        for word in words {
            let hits = self.hits(quest, word, is_wanted)?;
            rows = Some(match rows {
                None if !word.is_not => hits.to_vec(),
                rows => narrowed(rows.unwrap_or_else(|| all(quest)), &hits, word.is_not),
            });
        }
        let mut rows = kept(quest, query, &rows.unwrap_or_default(), |hit| hit.1, is_wanted)?;
        let is_ranked = query.words().any(|word| !word.is_not);
        if is_ranked {
            let index = self.index(quest);
            rank(&quest.catalogue, &index, query.words(), &mut rows);
        }
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        Some(Found { rows, is_ranked, ..Found::default() })
    }

    /// How many reviews are left after each part of the query in turn.
    fn steps(&mut self, quest: &Quest, is_wanted: &(dyn Fn() -> bool + Sync)) -> Option<Vec<Step>> {
        let mut rows = all(quest);
        let mut step = |part: &Part| {
            if let Some(word) = part.word() {
                let hits = self.hits(quest, word, is_wanted)?;
                rows = narrowed(std::mem::take(&mut rows), &hits, word.is_not);
            }
            let mut sieve = Sieve::new(part, quest.letters);
            rows.retain(|(_, row)| {
                quest.catalogue.get(*row).is_some_and(|entry| sieve.accepts(entry))
            });
            Some(Step { part: part.typed().to_owned(), left: rows.len() })
        };
        quest.query.parts().iter().filter(|part| part.asks()).map(&mut step).collect()
    }

    fn index(&mut self, quest: &Quest) -> Arc<Index> {
        if let Some((names, index)) = &self.index
            && *names == quest.stamp.names
        {
            return Arc::clone(index);
        }
        self.index = None;
        self.hits.clear();
        let index = Arc::new(Index::new(&quest.catalogue));
        self.index = Some((quest.stamp.names, Arc::clone(&index)));
        index
    }

    fn hits(
        &mut self,
        quest: &Quest,
        word: &Word,
        is_wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Arc<Vec<Hit>>> {
        let index = self.index(quest);
        let names = quest.stamp.names;
        // Whether the word must be there or must not be there, it has the same hits.
        let wanted = Word { is_not: false, ..word.clone() };
        if let Some(at) = self.hits.iter().position(|kept| (kept.0, &kept.1) == (names, &wanted)) {
            let kept = self.hits.remove(at);
            self.hits.push(kept);
        } else {
            let found = hits(&quest.catalogue, &index, word, is_wanted)?;
            self.hits.push((names, wanted, Arc::new(found)));
            if self.hits.len() > KEPT {
                self.hits.remove(0);
            }
        }
        self.hits.last().map(|kept| Arc::clone(&kept.2))
    }

    /// All rows in the order asked for.
    fn sorted(&mut self, quest: &Quest) -> Arc<Vec<u32>> {
        let Quest { stamp, order, letters, .. } = *quest;
        if let Some((of, by, with, rows)) = &self.sorted
            && (*by, *with) == (order, letters)
            && (*of == stamp || !order.is_of_state() && of.names == stamp.names)
        {
            return Arc::clone(rows);
        }
        let mut rows: Vec<u32> = all_rows(&quest.catalogue).collect();
        if order != Order::Added {
            sort(&mut rows, &quest.catalogue, order, letters);
        }
        let rows = Arc::new(rows);
        self.sorted = Some((stamp, order, letters, Arc::clone(&rows)));
        rows
    }
}

fn all_rows(catalogue: &Catalogue) -> Range<u32> {
    0..u32::try_from(catalogue.len()).unwrap_or(u32::MAX)
}

fn all(quest: &Quest) -> Vec<Hit> {
    all_rows(&quest.catalogue).map(|row| (Rank::NONE, row)).collect()
}

/// What the view, the qualifiers and the texts leave of some rows, in their order.
fn kept<T: Copy + Send + Sync>(
    quest: &Quest,
    query: &Query,
    rows: &[T],
    row_of: impl Fn(&T) -> u32 + Sync,
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<T>> {
    in_parts(rows.len(), is_wanted, |part| {
        let mut sieves = query.sieves(quest.letters);
        let rows = rows.get(part.start as usize..part.end as usize).unwrap_or_default();
        let stays = |row: &&T| {
            quest.catalogue.get(row_of(row)).is_some_and(|entry| {
                quest.view.accepts(entry)
                    && sieves.iter_mut().all(|sieve| sieve.accepts(entry))
                    && quest.texts.iter().all(|hits| {
                        hits.numbers.binary_search(&entry.number()).is_ok() != hits.is_not
                    })
            })
        };
        rows.iter().filter(stays).copied().collect()
    })
}

/// Does a work for so many rows, part by part, on as many cores as there are where it is long. `None` where the answer is
/// not wanted any more.
pub(super) fn in_parts<T: Send>(
    n: usize,
    is_wanted: &(dyn Fn() -> bool + Sync),
    work: impl Fn(Range<u32>) -> Vec<T> + Sync,
) -> Option<Vec<T>> {
    let end = u32::try_from(n).unwrap_or(u32::MAX);
    if n < MANY {
        return Some(work(0..end));
    }
    let n_threads = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(4);
    let share = end.div_ceil(u32::try_from(n_threads).unwrap_or(1)).max(1);
    let of_one = |share: Range<u32>| {
        let mut found = Vec::new();
        for start in share.clone().step_by(AT_ONCE as usize) {
            if !is_wanted() {
                return None;
            }
            found.extend(work(start..share.end.min(start.saturating_add(AT_ONCE))));
        }
        Some(found)
    };
    thread::scope(|scope| {
        let shares = (0..end).step_by(share as usize);
        let of_one = &of_one;
        let working: Vec<_> = shares
            .map(|start| scope.spawn(move || of_one(start..end.min(start.saturating_add(share)))))
            .collect();
        let mut all = Vec::new();
        for thread in working {
            // A panic in a part is one of the whole.
            let found = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            all.extend(found?);
        }
        Some(all)
    })
}
