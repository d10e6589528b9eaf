//! Ranked: the rows that a word finds, and how rows of equal rank are told apart.

use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::hit::{self, Class, Field, Rank};
use super::index::{Index, Search};
use super::{scattered, slip};
use crate::catalogue::{Catalogue, Entry};
use crate::query::{Way, Word};

/// A row with how well it matches.
pub(super) type Hit = (Rank, u32);

/// How many of the best rows have their scattered letters ranked; nobody looks further down.
const RANKED: usize = 512;
/// A word with fewer hits than this is looked for with a slip of the finger, too.
const FEW: usize = 10;

/// Every row that a word matches, in order. This depends on the word and the catalogue alone, so that the parts of a
/// query leave the same whatever their order. `None` where it is not wanted any more.
pub(super) fn hits(
    catalogue: &Catalogue,
    index: &Index,
    word: &Word,
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Hit>> {
    let found = hits_of(catalogue, index, &Search::new(word, false), is_wanted)?;
    if word.way == Way::Fuzzy && found.len() < FEW && slip::can_slip(&word.text) {
        return hits_of(catalogue, index, &Search::new(word, true), is_wanted);
    }
    Some(found)
}

fn hits_of(
    catalogue: &Catalogue,
    index: &Index,
    search: &Search<'_>,
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Hit>> {
    let (works, names) = (index.works.classes(search), index.names.classes(search));
    let class = |classes: &[Option<Class>], at: u32| classes.get(at as usize).copied().flatten();
    let best = |row: u32, entry: Entry<'_>| {
        let others = entry.tag_ids().iter().copied().chain([entry.publisher_id()]);
        let other = others.filter_map(|id| class(&names, id)).min();
        let fields = [
            (index.titles.class(row, search), Field::Title),
            (class(&works, entry.work_id()), Field::Work),
            (class(&names, entry.author_id()), Field::Author),
            (other, Field::Other),
        ];
        fields.into_iter().filter_map(|(class, field)| Some(Rank::new(class?, field))).min()
    };
    let rank = |row: u32| catalogue.get(row).and_then(|entry| best(row, entry));
    super::quest::in_parts(catalogue.len(), is_wanted, |rows| {
        rows.filter_map(|row| rank(row).map(|rank| (rank, row))).collect()
    })
}

/// The rows that a word leaves, with the ranks of its hits added. Both are in order of rows.
pub(super) fn narrowed(rows: Vec<Hit>, hits: &[Hit], is_not: bool) -> Vec<Hit> {
    let mut hits = hits.iter().peekable();
    let mut left = |(rank, row): Hit| {
        while hits.next_if(|hit| hit.1 < row).is_some() {}
        match hits.next_if(|hit| hit.1 == row) {
            Some(hit) if !is_not => Some((rank + hit.0, row)),
            None if is_not => Some((rank, row)),
            _ => None,
        }
    };
    rows.into_iter().filter_map(&mut left).collect()
}

/// Puts rows in order of rank, and those of equal rank whose letters are scattered in the order that fuzzy-matcher
/// gives them, the best 512 only.
pub(super) fn rank<'a>(
    catalogue: &Catalogue,
    index: &Index,
    words: impl Iterator<Item = &'a Word>,
    rows: &mut [Hit],
) {
    rows.sort_by_key(|(rank, _)| *rank);
    let words: Vec<_> = words.filter(|word| word.way == Way::Fuzzy).collect();
    let matcher = SkimMatcherV2::default().ignore_case();
    // `fuzzy_match` would be quicker, but its fit may depend on what it was asked before.
    let fit =
        |field: &str, word: &Word| matcher.fuzzy_indices(field, &word.text).map(|(fit, _)| fit);
    let best_fit = |fields: &[&str], word: &Word| {
        let is_run = |field: &&str| {
            hit::class(field, word, true).is_some_and(|class| class < Class::Scattered)
        };
        if fields.iter().any(is_run) {
            return None;
        }
        let fields = fields.iter().filter(|field| scattered::matches(field, &word.text));
        fields.filter_map(|field| fit(field, word)).max()
    };
    let fit = |row: u32| -> i64 {
        let fields = catalogue.get(row).map_or(Vec::new(), |entry| keys(index, row, entry));
        words.iter().filter_map(|word| best_fit(&fields, word)).sum()
    };
    let end = rows.len().min(RANKED);
    if let Some(best) = rows.get_mut(..end) {
        best.sort_by_cached_key(|(rank, row)| {
            (*rank, Reverse(if rank.is_scattered() { fit(*row) } else { 0 }), *row)
        });
    }
}

fn keys<'a>(index: &'a Index, row: u32, entry: Entry<'_>) -> Vec<&'a str> {
    let names = [entry.author_id(), entry.publisher_id()];
    let names = names.iter().chain(entry.tag_ids()).map(|id| index.names.get(*id));
    [index.titles.get(row), index.works.get(entry.work_id())].into_iter().chain(names).collect()
}
