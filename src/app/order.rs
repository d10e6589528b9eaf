//! View and Order: which reviews the list shows before any filter, and in what order.

use std::cmp::{Ordering, Reverse};

use crate::rating::Letters;
use crate::review::Summary;
use crate::text::fold::fold;

/// Which reviews show, before any filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// All of them.
    #[default]
    All,
    /// Those not read yet.
    Unread,
    /// Those with a star.
    Starred,
}

impl View {
    /// Whether a review shows.
    pub fn accepts(self, summary: &Summary) -> bool {
        match self {
            Self::All => true,
            Self::Unread => !summary.flags.read,
            Self::Starred => summary.flags.starred,
        }
    }

    /// The word for it in the header.
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Unread => "unread",
            Self::Starred => "starred",
        }
    }
}

/// By what the list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// When it came in, newest first.
    #[default]
    Added,
    /// When it was published, newest first.
    Published,
    /// By title.
    Title,
    /// By work, then newest first.
    Work,
    /// By critic.
    Author,
    /// Best first; unrated last.
    Rating,
    /// Shortest first.
    Length,
    /// Least read first.
    Progress,
}

impl Order {
    /// Every order: the second key of the sort menu, its name, and what it is.
    pub const TABLE: [(Self, char, &'static str, &'static str); 8] = [
        (Self::Added, 'n', "added", "newest in the library"),
        (Self::Published, 'd', "date", "date of publication"),
        (Self::Title, 't', "title", "title"),
        (Self::Work, 'w', "work", "work"),
        (Self::Author, 'a', "author", "critic"),
        (Self::Rating, 'r', "rating", "rating, best first"),
        (Self::Length, 'l', "length", "length, shortest first"),
        (Self::Progress, 'p', "progress", "how much is read"),
    ];

    /// Its name in the configuration and on the command line.
    pub fn name(self) -> &'static str {
        Self::TABLE.iter().find(|row| row.0 == self).map_or("added", |row| row.2)
    }

    /// The order of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::TABLE.iter().find(|row| row.2 == name).map(|row| row.0)
    }

    /// Compares two reviews; equal ones keep the library's order, newest first.
    pub fn compare(self, a: &Summary, b: &Summary, letters: Letters) -> Ordering {
        let rating = |s: &Summary| s.rating.as_ref().and_then(|r| r.normalized(letters));
        match self {
            Self::Added => Ordering::Equal,
            Self::Published => b.date_published.cmp(&a.date_published),
            Self::Title => sort_key(&a.title).cmp(&sort_key(&b.title)),
            Self::Work => sort_key(&a.work.name)
                .cmp(&sort_key(&b.work.name))
                .then_with(|| a.work.year.cmp(&b.work.year))
                .then_with(|| b.date_published.cmp(&a.date_published)),
            Self::Author => sort_key(&a.author).cmp(&sort_key(&b.author)),
            Self::Rating => Reverse(rating(a)).cmp(&Reverse(rating(b))),
            Self::Length => a.text.n_words.cmp(&b.text.n_words),
            Self::Progress => a.progress.total_cmp(&b.progress),
        }
    }
}

/// What a name is sorted by: without case, accents, quotes and a leading article; names that are not known come last.
fn sort_key(name: &str) -> (bool, String) {
    let folded = fold(name);
    let bare = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let bare =
        ["the ", "a ", "an "].iter().find_map(|article| bare.strip_prefix(article)).unwrap_or(bare);
    (bare.is_empty(), bare.to_owned())
}
