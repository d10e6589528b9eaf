//! Gathering: a catalogue in the making, row by row, with what it takes to know a name again.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::Timestamp;

use super::names::{Arena, NameId, Names};
use super::{Catalogue, Origin, Row, Size, State, WorkId, beginning};
use crate::date::Date;
use crate::rating::{Mark, Rating};
use crate::review::{Flags, TextFacts, WorkName};

/// Bytes of an id and a title, as a guess.
const WORDS: usize = 48;

/// A review as it is added; what its texts are borrowed from may go on.
#[derive(Debug)]
pub struct Fields<'a> {
    /// The number of its row in the library.
    pub number: i64,
    /// What names it.
    pub id: &'a str,
    /// Its name.
    pub title: &'a str,
    /// The number of its work in the library.
    pub work: i64,
    /// The critics, joined by commas.
    pub author: &'a str,
    /// The publication, or empty.
    pub publisher: &'a str,
    /// When it was published.
    pub date_published: Option<Date>,
    /// The notation of its rating and what that says.
    pub rating: Option<(&'a str, Mark)>,
    /// Language, length and spoilers.
    pub text: TextFacts<&'a str>,
    /// Read, starred, seen.
    pub flags: Flags,
    /// How much has been read, 0 to 1.
    pub progress: f32,
    /// When it came into the library.
    pub added: Timestamp,
}

/// A catalogue in the making.
#[derive(Debug, Default)]
pub struct Gathering {
    catalogue: Catalogue,
    names: HashMap<Box<str>, NameId>,
    sources: HashMap<Box<str>, NameId>,
    works: HashMap<i64, WorkId>,
    /// Of each notation those that it stands for: one may be on several scales, a bare `4`.
    ratings: HashMap<Box<str>, Vec<u32>>,
}

impl Gathering {
    /// Room for so many reviews.
    pub fn with_capacity(n_reviews: usize) -> Self {
        let catalogue = Catalogue {
            words: Arena::with_capacity(n_reviews.saturating_mul(WORDS)),
            rows: Vec::with_capacity(n_reviews),
            ids: Vec::with_capacity(n_reviews),
            ..Catalogue::default()
        };
        Self { catalogue, ..Self::default() }
    }

    /// Adds a review. The work's name is asked for where its number was not met before.
    pub fn push(&mut self, fields: &Fields<'_>, work: impl FnOnce() -> WorkName, tags: &[NameId]) {
        let row = Row {
            number: u32::try_from(fields.number).unwrap_or_default(),
            id: self.catalogue.words.push(fields.id),
            title: self.catalogue.words.push(fields.title),
            work: self.work(fields.work, work),
            author: self.name(fields.author),
            publisher: self.name(fields.publisher),
            origin: Origin {
                language: self.source(fields.text.language),
                source: self.source(fields.text.source),
            },
            date_published: fields.date_published,
            rating: fields.rating.map(|(notation, mark)| self.rating(notation, mark)),
            tags: self.catalogue.push_tags(tags),
            size: Size { n_words: fields.text.n_words, n_spoilers: fields.text.n_spoilers },
            state: State {
                flags: fields.flags,
                progress: fields.progress,
                n_highlights: fields.text.n_highlights,
            },
            added: fields.added,
        };
        self.catalogue.rows.push(row);
        self.catalogue.ids.push(beginning(fields.id));
    }

    /// The number of a critic, a publication or a tag.
    pub fn name(&mut self, name: &str) -> NameId {
        number(&mut self.names, &mut self.catalogue.names, name)
    }

    fn source(&mut self, name: &str) -> NameId {
        // Most come from where the one before came from.
        let last = self.catalogue.rows.last().map(|row| row.origin);
        let same = last.into_iter().flat_map(|origin| [origin.language, origin.source]);
        let sources = &self.catalogue.sources;
        match same.into_iter().find(|id| sources.get(*id) == name) {
            Some(id) => id,
            None => number(&mut self.sources, &mut self.catalogue.sources, name),
        }
    }

    fn work(&mut self, number: i64, name: impl FnOnce() -> WorkName) -> WorkId {
        *self.works.entry(number).or_insert_with(|| {
            self.catalogue.works.push(name());
            u32::try_from(self.catalogue.works.len() - 1).unwrap_or(u32::MAX)
        })
    }

    fn rating(&mut self, notation: &str, mark: Mark) -> u32 {
        let ratings = &mut self.catalogue.ratings;
        let is_it = |at: &&u32| ratings.get(**at as usize).is_some_and(|known| known.mark == mark);
        if let Some(at) = self.ratings.get(notation).and_then(|known| known.iter().find(is_it)) {
            return *at;
        }
        let at = u32::try_from(ratings.len()).unwrap_or(u32::MAX);
        ratings.push(Rating { notation: notation.to_owned(), mark });
        self.ratings.entry(notation.into()).or_default().push(at);
        at
    }

    /// What was gathered, those that came into the library last first; rows of one moment keep their order.
    pub fn finish(self) -> Catalogue {
        let mut catalogue = self.catalogue;
        if !catalogue.rows.is_sorted_by(|a, b| a.added >= b.added) {
            catalogue.rows.sort_by_key(|row| Reverse(row.added));
            let ids = catalogue.rows.iter().map(|row| beginning(catalogue.words.get(row.id)));
            catalogue.ids = ids.collect();
        }
        catalogue.words.shrink();
        catalogue.names.shrink();
        catalogue.sources.shrink();
        catalogue
    }
}

fn number(known: &mut HashMap<Box<str>, NameId>, names: &mut Names, name: &str) -> NameId {
    if let Some(id) = known.get(name) {
        return *id;
    }
    let id = names.push(name);
    known.insert(name.into(), id);
    id
}
