//! Entry: one review of a catalogue.

use jiff::Timestamp;

use super::{Catalogue, NameId, Row, WorkId};
use crate::date::Date;
use crate::rating::Rating;
use crate::review::{Flags, ReviewId, Summary, TextFacts, WorkName};

/// A review as the catalogue has it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) row: &'a Row,
}

impl<'a> Entry<'a> {
    /// The number of its row in the library; 0 where it came from none.
    pub fn number(self) -> u32 {
        self.row.number
    }

    /// What names it.
    pub fn id(self) -> ReviewId {
        ReviewId::new(self.id_text()).unwrap_or_else(ReviewId::of_nothing)
    }

    /// The letters of its id.
    pub fn id_text(self) -> &'a str {
        self.catalogue.words.get(self.row.id)
    }

    /// Whether that is its id.
    pub fn has_id(self, id: &ReviewId) -> bool {
        self.id_text() == id.as_str()
    }

    /// Its name.
    pub fn title(self) -> &'a str {
        self.catalogue.words.get(self.row.title)
    }

    /// What it is about.
    pub fn work(self) -> &'a WorkName {
        const NONE: &WorkName = &WorkName::NONE;
        self.catalogue.works.get(self.row.work as usize).unwrap_or(NONE)
    }

    /// The number of its work in the catalogue.
    pub fn work_id(self) -> WorkId {
        self.row.work
    }

    /// The critics, joined by commas, or empty.
    pub fn author(self) -> &'a str {
        self.catalogue.names.get(self.row.author)
    }

    /// The number of that name.
    pub fn author_id(self) -> NameId {
        self.row.author
    }

    /// The publication, or empty.
    pub fn publisher(self) -> &'a str {
        self.catalogue.names.get(self.row.publisher)
    }

    /// The number of that name.
    pub fn publisher_id(self) -> NameId {
        self.row.publisher
    }

    /// The critics, or else the publication.
    pub fn who(self) -> &'a str {
        if self.author().is_empty() { self.publisher() } else { self.author() }
    }

    /// When it was published.
    pub fn date_published(self) -> Option<Date> {
        self.row.date_published
    }

    /// The critic's rating.
    pub fn rating(self) -> Option<&'a Rating> {
        self.row.rating.and_then(|at| self.catalogue.ratings.get(at as usize))
    }

    /// Its tags.
    pub fn keywords(self) -> impl ExactSizeIterator<Item = &'a str> {
        self.tag_ids().iter().map(|tag| self.catalogue.names.get(*tag))
    }

    /// The numbers of its tags.
    pub fn tag_ids(self) -> &'a [NameId] {
        self.catalogue.tags(self.row.tags)
    }

    /// Its language as BCP 47 writes it, or empty.
    pub fn language(self) -> &'a str {
        self.catalogue.sources.get(self.row.origin.language)
    }

    /// Where it came from: the first path or address.
    pub fn source(self) -> &'a str {
        self.catalogue.sources.get(self.row.origin.source)
    }

    /// The number of that path or address.
    pub fn source_id(self) -> NameId {
        self.row.origin.source
    }

    /// Its length in words.
    pub fn n_words(self) -> u32 {
        self.row.size.n_words
    }

    /// How many passages are covered as spoilers.
    pub fn n_spoilers(self) -> u32 {
        self.row.size.n_spoilers
    }

    /// How many passages are highlighted.
    pub fn n_highlights(self) -> u32 {
        self.row.state.n_highlights
    }

    /// Read, starred, seen.
    pub fn flags(self) -> Flags {
        self.row.state.flags
    }

    /// How much has been read, 0 to 1.
    pub fn progress(self) -> f32 {
        self.row.state.progress
    }

    /// When it came into the library.
    pub fn added(self) -> Timestamp {
        self.row.added
    }

    /// Whether all but its state is as a summary says.
    pub(super) fn has_names_of(self, summary: &Summary) -> bool {
        let text = &summary.text;
        self.title() == summary.title
            && *self.work() == summary.work
            && (self.author(), self.publisher()) == (&*summary.author, &*summary.publisher)
            && self.date_published() == summary.date_published
            && self.rating() == summary.rating.as_ref()
            && self.keywords().eq(summary.keywords.iter().map(String::as_str))
            && (self.language(), self.source()) == (&*text.language, &*text.source)
            && (self.n_words(), self.n_spoilers()) == (text.n_words, text.n_spoilers)
    }

    /// The same, owned.
    pub fn summary(self) -> Summary {
        Summary {
            id: self.id(),
            title: self.title().to_owned(),
            work: self.work().clone(),
            author: self.author().to_owned(),
            publisher: self.publisher().to_owned(),
            date_published: self.date_published(),
            rating: self.rating().cloned(),
            keywords: self.keywords().map(str::to_owned).collect(),
            text: TextFacts {
                language: self.language().to_owned(),
                n_words: self.n_words(),
                n_spoilers: self.n_spoilers(),
                n_highlights: self.n_highlights(),
                source: self.source().to_owned(),
            },
            flags: self.flags(),
            progress: self.progress(),
            added: self.added(),
        }
    }
}
