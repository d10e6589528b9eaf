//! Catalogue: what the list knows of all reviews, in columns, so that a million take little more than 100 bytes each.
//!
//! What many reviews share (a critic, a publication, a work, a notation) is kept once and named by its number. A row is
//! read through an [`Entry`], which costs nothing to make.

mod entry;
mod gathering;
mod names;

use std::ops::Range;

use jiff::Timestamp;

use crate::date::Date;
use crate::rating::Rating;
use crate::review::{Flags, ReviewId, Summary, WorkName};

pub use entry::Entry;
pub use gathering::{Fields, Gathering};
use names::{Arena, Span};
pub use names::{NameId, Names};

/// All reviews of a library, without their texts, in the order of the list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    /// Ids and titles.
    words: Arena,
    rows: Vec<Row>,
    /// The beginning of each id, to find a row by.
    ids: Vec<IdBeginning>,
    /// Critics, publications and tags.
    names: Names,
    /// Languages, paths and addresses.
    sources: Names,
    works: Vec<WorkName>,
    ratings: Vec<Rating>,
    /// The tags of all rows, those of one row together.
    tags: Vec<NameId>,
}

/// The number of a work in a catalogue.
pub type WorkId = u32;

/// The first letters of an id; most ids are no longer.
type IdBeginning = [u8; 8];

/// One review.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Row {
    /// The number of its row in the library.
    number: u32,
    id: Span,
    title: Span,
    work: WorkId,
    author: NameId,
    publisher: NameId,
    origin: Origin,
    date_published: Option<Date>,
    /// Which of the ratings, if any.
    rating: Option<u32>,
    tags: (u32, u16),
    size: Size,
    state: State,
    added: Timestamp,
}

/// Language and source.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Origin {
    language: NameId,
    source: NameId,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Size {
    n_words: u32,
    n_spoilers: u32,
}

/// What changes while the list shows.
#[derive(Debug, Clone, Copy, PartialEq)]
struct State {
    flags: Flags,
    progress: f32,
    n_highlights: u32,
}

impl Catalogue {
    /// How many reviews there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A review by its row.
    pub fn get(&self, row: u32) -> Option<Entry<'_>> {
        self.rows.get(row as usize).map(|row| Entry { catalogue: self, row })
    }

    /// All reviews, in order.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = Entry<'_>> + Clone {
        self.rows.iter().map(|row| Entry { catalogue: self, row })
    }

    /// The row of a review.
    pub fn row_of(&self, id: &ReviewId) -> Option<u32> {
        let beginning = beginning(id.as_str());
        let rows = (0..).zip(&self.ids).filter(|(_, id)| **id == beginning);
        rows.map(|(row, _)| row).find(|row| self.get(*row).is_some_and(|entry| entry.has_id(id)))
    }

    /// Critics, publications and tags, each once.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Languages, paths and addresses, each once.
    pub fn sources(&self) -> &Names {
        &self.sources
    }

    /// The works, each once.
    pub fn works(&self) -> &[WorkName] {
        &self.works
    }

    /// Takes over what changed of the review in a row. Whether its names changed too, and not its state alone.
    pub fn set(&mut self, row: u32, summary: &Summary) -> bool {
        let Some(old) = self.get(row) else { return false };
        let has_same_names = old.has_names_of(summary);
        let state = State {
            flags: summary.flags,
            progress: summary.progress,
            n_highlights: summary.text.n_highlights,
        };
        let renewed = (!has_same_names).then(|| self.row(summary));
        if let Some(row) = self.rows.get_mut(row as usize) {
            *row = Row { state, number: row.number, ..renewed.unwrap_or(*row) };
        }
        !has_same_names
    }

    /// Takes some reviews away.
    pub fn remove(&mut self, ids: &[ReviewId]) {
        let mut going: Vec<u32> = ids.iter().filter_map(|id| self.row_of(id)).collect();
        going.sort_unstable();
        let mut at = 0..;
        let stays = |at: Option<u32>| at.is_some_and(|at| going.binary_search(&at).is_err());
        self.rows.retain(|_| stays(at.next()));
        let mut at = 0..;
        self.ids.retain(|_| stays(at.next()));
    }

    /// A row for a summary, its names added where they are new.
    fn row(&mut self, summary: &Summary) -> Row {
        let rating =
            summary.rating.as_ref().map(|rating| position_or_push(&mut self.ratings, rating));
        let mut name = |name: &str| self.names.find_or_push(name);
        let (author, publisher) = (name(&summary.author), name(&summary.publisher));
        let tags: Vec<NameId> = summary.keywords.iter().map(|tag| name(tag)).collect();
        Row {
            number: 0,
            id: self.words.push(summary.id.as_str()),
            title: self.words.push(&summary.title),
            work: position_or_push(&mut self.works, &summary.work),
            author,
            publisher,
            origin: Origin {
                language: self.sources.find_or_push(&summary.text.language),
                source: self.sources.find_or_push(&summary.text.source),
            },
            date_published: summary.date_published,
            rating,
            tags: self.push_tags(&tags),
            size: Size { n_words: summary.text.n_words, n_spoilers: summary.text.n_spoilers },
            state: State {
                flags: summary.flags,
                progress: summary.progress,
                n_highlights: summary.text.n_highlights,
            },
            added: summary.added,
        }
    }

    fn push_tags(&mut self, tags: &[NameId]) -> (u32, u16) {
        let start = u32::try_from(self.tags.len()).unwrap_or(u32::MAX);
        let n = u16::try_from(tags.len()).unwrap_or(u16::MAX);
        self.tags.extend(tags.iter().take(usize::from(n)));
        (start, n)
    }

    fn tags(&self, (start, n): (u32, u16)) -> &[NameId] {
        let Range { start, end } = start as usize..start as usize + usize::from(n);
        self.tags.get(start..end).unwrap_or_default()
    }
}

/// A catalogue of these, in their order.
impl<'a> FromIterator<&'a Summary> for Catalogue {
    fn from_iter<T: IntoIterator<Item = &'a Summary>>(summaries: T) -> Self {
        let mut catalogue = Self::default();
        for summary in summaries {
            let row = catalogue.row(summary);
            catalogue.rows.push(row);
            catalogue.ids.push(beginning(summary.id.as_str()));
        }
        catalogue
    }
}

fn beginning(id: &str) -> IdBeginning {
    let mut letters = id.bytes();
    std::array::from_fn(|_| letters.next().unwrap_or(0))
}

/// The number of a thing among others like it.
fn position_or_push<T: Clone + PartialEq>(all: &mut Vec<T>, wanted: &T) -> u32 {
    let at = all.iter().position(|one| one == wanted).unwrap_or_else(|| {
        all.push(wanted.clone());
        all.len() - 1
    });
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
