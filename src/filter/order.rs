//! View and Order: which reviews the list shows before any filter, and in what order.

use std::cmp::Reverse;

use crate::catalogue::{Catalogue, Entry};
use crate::rating::Letters;
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
    pub fn accepts(self, entry: Entry<'_>) -> bool {
        match self {
            Self::All => true,
            Self::Unread => !entry.flags().read,
            Self::Starred => entry.flags().starred,
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

    /// Whether it depends on what the reader has done.
    pub(super) fn is_of_state(self) -> bool {
        self == Self::Progress
    }
}

/// Sorts rows of a catalogue; equal ones stay in their order.
pub fn sort(rows: &mut [u32], catalogue: &Catalogue, order: Order, letters: Letters) {
    match order {
        Order::Added => rows.sort_unstable(),
        Order::Published => by(rows, catalogue, |entry| Reverse(entry.date_published())),
        Order::Title => {
            rows.sort_by_cached_key(|row| catalogue.get(*row).map(|entry| sort_key(entry.title())));
        }
        Order::Work => {
            let works = catalogue.works().iter().map(|work| (sort_key(&work.name), work.year));
            let places = places(works.collect());
            by(rows, catalogue, |entry| {
                (places.get(entry.work_id() as usize).copied(), Reverse(entry.date_published()))
            });
        }
        Order::Author => {
            let places = places(catalogue.names().iter().map(sort_key).collect());
            by(rows, catalogue, |entry| places.get(entry.author_id() as usize).copied());
        }
        Order::Rating => by(rows, catalogue, |entry| {
            Reverse(entry.rating().and_then(|rating| rating.normalized(letters)))
        }),
        Order::Length => rows.sort_by_key(|row| catalogue.get(*row).map(Entry::n_words)),
        Order::Progress => rows.sort_by(|a, b| {
            let progress = |row: &u32| catalogue.get(*row).map_or(0.0, Entry::progress);
            progress(a).total_cmp(&progress(b))
        }),
    }
}

fn by<K: Ord>(rows: &mut [u32], catalogue: &Catalogue, key: impl Fn(Entry<'_>) -> K) {
    rows.sort_by_key(|row| catalogue.get(*row).map(&key));
}

/// The place of each of some keys among all of them in order; equal keys have one place.
fn places<K: Ord>(keys: Vec<K>) -> Vec<u32> {
    let mut order: Vec<(K, usize)> = keys.into_iter().zip(0..).collect();
    order.sort();
    let mut places = vec![0; order.len()];
    let mut place = 0;
    let mut before: Option<&K> = None;
    for (key, at) in &order {
        place += u32::from(before.is_some_and(|before| before != key));
        before = Some(key);
        if let Some(slot) = places.get_mut(*at) {
            *slot = place;
        }
    }
    places
}

/// What a name is sorted by: without case, accents, quotes and a leading article; names that are not known come last.
pub fn sort_key(name: &str) -> (bool, String) {
    let folded = fold(name);
    let bare = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let bare =
        ["the ", "a ", "an "].iter().find_map(|article| bare.strip_prefix(article)).unwrap_or(bare);
    (bare.is_empty(), bare.to_owned())
}
