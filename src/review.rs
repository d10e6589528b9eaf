//! Review, Work, Place and `ReadingState`: the things the program is about, in schema.org's words.

mod highlight;
mod mark;

use std::fmt;

use jiff::Timestamp;

pub use highlight::{Anchor, Colour, Highlight, HighlightId, Passage, Quote};
pub use mark::{MarkName, MarkedPlace};

use crate::date::Date;
use crate::rating::Rating;

/// What names a review in a library and on the command line: four or more letters and digits, `k3f9`.
/// Given once, never changed; a unique prefix of it will do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReviewId(String);

impl ReviewId {
    /// The alphabet of ids (Crockford's base 32: none of the pairs that look alike).
    pub const ALPHABET: &'static [u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

    /// An id from its text; `None` if that is empty, too long (over 26) or has other characters than a-z and 0-9.
    pub fn new(text: &str) -> Option<Self> {
        Self::fits(text).then(|| Self(text.to_owned()))
    }

    /// Whether a text is one.
    pub fn fits(text: &str) -> bool {
        (1..=26).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    }

    /// What no review has: the id of one whose own is damaged.
    pub fn of_nothing() -> Self {
        Self(String::new())
    }

    /// The id's letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReviewId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What kind of thing a review is about (schema.org's type of `itemReviewed`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum WorkKind {
    /// A film.
    #[default]
    Movie,
    /// A series, or a part of one.
    TvSeries,
    /// A book, story or comic.
    Book,
    /// A game.
    VideoGame,
    /// An album or a song.
    MusicAlbum,
    /// A device, a place, a service: anything else.
    Product,
}

impl WorkKind {
    /// Every kind, with its schema.org type, the word people use and the name of who made it.
    pub const TABLE: [(Self, &'static str, &'static str, &'static str); 6] = [
        (Self::Movie, "Movie", "film", "director"),
        (Self::TvSeries, "TVSeries", "series", "director"),
        (Self::Book, "Book", "book", "author"),
        (Self::VideoGame, "VideoGame", "game", "creator"),
        (Self::MusicAlbum, "MusicAlbum", "album", "byArtist"),
        (Self::Product, "Product", "product", "creator"),
    ];

    fn row(self) -> &'static (Self, &'static str, &'static str, &'static str) {
        Self::TABLE.iter().find(|row| row.0 == self).unwrap_or(&Self::TABLE[0])
    }

    /// schema.org's name of the type: `Movie`.
    pub fn schema_type(self) -> &'static str {
        self.row().1
    }

    /// The word people use: `film`.
    pub fn word(self) -> &'static str {
        self.row().2
    }

    /// schema.org's property for who made it: `director`, `author`.
    pub fn creator_property(self) -> &'static str {
        self.row().3
    }

    /// The kind that a schema.org type or a common word names: `Movie`, `film`, `TVEpisode`, `novel`.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().rsplit(['/', ':']).next()?.to_ascii_lowercase();
        if let Some(row) =
            Self::TABLE.iter().find(|row| row.1.eq_ignore_ascii_case(&word) || row.2 == word)
        {
            return Some(row.0);
        }
        match word.as_str() {
            "movies" | "films" | "cinema" | "movie review" => Some(Self::Movie),
            "tv" | "tvepisode" | "tvseason" | "tvshow" | "show" | "series" => Some(Self::TvSeries),
            "books" | "novel" | "audiobook" | "comic" | "comicseries" => Some(Self::Book),
            "games" | "videogames" => Some(Self::VideoGame),
            "albums" | "music" | "musicrecording" | "musicrelease" => Some(Self::MusicAlbum),
            "thing" | "gadget" => Some(Self::Product),
            _ => None,
        }
    }
}

/// The film, book, series, game or album that a review is about (schema.org's `itemReviewed`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Work {
    /// What it is.
    pub kind: WorkKind,
    /// Its name; empty where the source does not tell what is reviewed.
    pub name: String,
    /// When it came out, as far as known.
    pub date_published: Option<Date>,
    /// Who made it: a film's directors, a book's authors.
    pub creators: Vec<String>,
    /// Who wrote it, where that is told apart.
    pub writers: Vec<String>,
    /// Who plays in it.
    pub actors: Vec<String>,
    /// How long it runs, in minutes.
    pub runtime_minutes: Option<u16>,
    /// Addresses and identifiers of the same work elsewhere: `https://www.imdb.com/title/tt28607951/`, `isbn:9780316246620`.
    pub same_as: Vec<String>,
}

impl Work {
    /// A film of this name, nothing else known.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The year it came out, where known.
    pub fn year(&self) -> Option<i16> {
        self.date_published.map(Date::year)
    }
}

/// The name of a review, and whether the source has it or it was made here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Title {
    /// What the list shows; one line, never empty in a review that is kept.
    pub text: String,
    /// Made from the work and the first sentence, because the source states none.
    pub is_made: bool,
}

impl Title {
    /// A title that the source states (schema.org's `headline`).
    pub fn stated(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_made: false }
    }

    /// A title made here.
    pub fn made(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_made: true }
    }
}

/// A review as its source states it. What the source does not state is empty, never guessed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Review {
    /// Its name.
    pub title: Title,
    /// What it is about.
    pub work: Work,
    /// The critics.
    pub authors: Vec<String>,
    /// The publication.
    pub publisher: Option<String>,
    /// When it was published.
    pub date_published: Option<Date>,
    /// The critic's rating.
    pub rating: Option<Rating>,
    /// The standfirst: a line between title and text.
    pub description: Option<String>,
    /// The text, as CommonMark.
    pub body: String,
    /// Its language as BCP 47 writes it (`en`, `pt-BR`).
    pub language: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Tags.
    pub keywords: Vec<String>,
    /// Why the whole text is to be covered, where the source's data says so ("marked as a spoiler at its source").
    pub spoilers: Option<String>,
}

/// A review on its way into a library, with what only an export of our own knows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// The review itself.
    pub review: Review,
    /// The id it had in the library it comes from.
    pub id: Option<ReviewId>,
    /// What its reader had done with it there.
    pub state: Option<ReadingState>,
    /// The paths or addresses it came from, the newest last.
    pub based_on: Vec<String>,
}

impl From<Review> for Draft {
    fn from(review: Review) -> Self {
        Self { review, ..Self::default() }
    }
}

/// A review that a library keeps.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// What names it.
    pub id: ReviewId,
    /// The review.
    pub review: Review,
    /// What its reader has done with it.
    pub state: ReadingState,
    /// The paths or addresses it came from, the newest last.
    pub based_on: Vec<String>,
}

/// A point in a text: a block and a grapheme in it. Never a row, so it holds at every width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// Which block, from 0.
    pub block: u32,
    /// Which grapheme of the block's text, from 0.
    pub grapheme: u32,
}

/// What a reader has done with a review.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadingState {
    /// Read, starred, seen.
    pub flags: Flags,
    /// The place at the top of the reading pane when it was left.
    pub place: Place,
    /// How much has been read, 0 to 1.
    pub progress: f32,
    /// When it was marked read.
    pub read_at: Option<Timestamp>,
    /// From where on its reader has covered it by hand.
    pub covered_from: Option<Place>,
    /// What was highlighted, in the order of the text; those whose words are gone last.
    pub highlights: Vec<Highlight>,
    /// The places that were named, in the order of their names.
    pub marked: Vec<MarkedPlace>,
}

/// The three claims a reader makes about a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "three claims, each made, shown and filtered by itself"
)]
pub struct Flags {
    /// The review has been read.
    pub read: bool,
    /// The review is a favourite.
    pub starred: bool,
    /// The work has been seen (or read, or played), which lifts the spoiler shield.
    pub seen: bool,
}

/// What the list knows of a review: everything but the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// What names it.
    pub id: ReviewId,
    /// Its name.
    pub title: String,
    /// What it is about: kind, name, year.
    pub work: WorkName,
    /// The critics, joined by commas.
    pub author: String,
    /// The publication, or empty.
    pub publisher: String,
    /// When it was published.
    pub date_published: Option<Date>,
    /// The critic's rating.
    pub rating: Option<Rating>,
    /// Its tags.
    pub keywords: Vec<String>,
    /// Language, length and spoilers.
    pub text: TextFacts,
    /// Read, starred, seen.
    pub flags: Flags,
    /// How much has been read, 0 to 1.
    pub progress: f32,
    /// When it came into the library.
    pub added: Timestamp,
}

/// A work as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct WorkName {
    /// What it is.
    pub kind: WorkKind,
    /// Its name, or empty.
    pub name: String,
    /// The year it came out.
    pub year: Option<i16>,
}

impl WorkName {
    /// What is not known.
    pub const NONE: Self = Self { kind: WorkKind::Movie, name: String::new(), year: None };
}

/// What the list knows of a text without holding it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextFacts<S = String> {
    /// Its language as BCP 47 writes it, or empty.
    pub language: S,
    /// Its length in words; a CJK character counts as a word.
    pub n_words: u32,
    /// How many passages are covered as spoilers.
    pub n_spoilers: u32,
    /// How many passages are highlighted.
    pub n_highlights: u32,
    /// Where it came from, newest last; the first path or address.
    pub source: S,
}

/// Words read in a minute: the mean of 190 studies of silent reading (Brysbaert 2019).
pub const WORDS_A_MINUTE: u32 = 238;

/// Reading time of so many words in whole minutes, at least 1.
pub fn minutes(n_words: u32) -> u32 {
    minutes_at(n_words, WORDS_A_MINUTE)
}

/// The same for who reads so many words a minute.
pub fn minutes_at(n_words: u32, words_a_minute: u32) -> u32 {
    n_words.div_ceil(words_a_minute.max(1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_letters_and_digits_only() {
        assert_eq!(ReviewId::new("k3f9").unwrap().to_string(), "k3f9");
        assert_eq!(ReviewId::new(""), None);
        assert_eq!(ReviewId::new("K3F9"), None);
        assert_eq!(ReviewId::new("a'; --"), None);
    }

    #[test]
    fn kinds_are_known_by_schema_name_and_by_word() {
        assert_eq!(WorkKind::from_word("https://schema.org/Movie"), Some(WorkKind::Movie));
        assert_eq!(WorkKind::from_word("TVEpisode"), Some(WorkKind::TvSeries));
        assert_eq!(WorkKind::from_word("album"), Some(WorkKind::MusicAlbum));
        assert_eq!(WorkKind::from_word("sandwich"), None);
        for row in WorkKind::TABLE {
            assert_eq!(WorkKind::from_word(row.1), Some(row.0));
            assert_eq!(WorkKind::from_word(row.2), Some(row.0));
        }
    }

    #[test]
    fn reading_time_is_never_nothing() {
        assert_eq!(minutes(0), 1);
        assert_eq!(minutes(238), 1);
        assert_eq!(minutes(239), 2);
    }
}
