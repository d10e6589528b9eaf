//! What a qualifier asks of a review, answered from what the list knows of it.

use std::ops::RangeBounds;

use super::span::{Day, Span, days};
use crate::catalogue::Entry;
use crate::rating::{Letters, Rating};
use crate::review::{WorkKind, minutes};
use crate::text::fold::fold;

/// What a qualifier asks for. Texts are folded.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    /// A field has this text in it.
    Has(Field, String),
    /// The work is of this kind, and its name has this text in it.
    Work(WorkKind, String),
    /// One of the tags is this.
    Tag(String),
    /// The language is this, or a variety of it (`pt` of `pt-BR`).
    Language(String),
    /// The work is of this kind.
    Kind(WorkKind),
    /// A claim is true.
    Is(Claim),
    /// The rating lies here. Unrated is nowhere.
    Rating(Span<Rating>),
    /// The work came out in these years.
    Year(Span<i16>),
    /// The review was certainly published on these days.
    Published(Span<Day>),
    /// It takes so many minutes.
    Minutes(Span<u32>),
    /// It has so many words.
    Words(Span<u32>),
}

/// A field that a qualifier looks into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Work,
    Author,
    Publisher,
    Source,
}

/// A claim that is true of a review or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It has not been read.
    Unread,
    /// It has been read.
    Read,
    /// It is starred.
    Starred,
    /// Its work has been seen.
    Seen,
    /// Passages of it are covered as spoilers.
    Spoiler,
    /// It has a rating.
    Rated,
    /// Passages of it are highlighted.
    Highlighted,
}

impl Condition {
    /// Whether a review meets the condition. `known` has what was found of names so far, and is added to.
    pub(super) fn holds(&self, entry: Entry<'_>, letters: Letters, known: &mut Known) -> bool {
        match self {
            Self::Has(field, text) => {
                known.or_find(field.id(entry), || fold(field.of(entry)).contains(text.as_str()))
            }
            Self::Work(kind, name) => known.or_find(entry.work_id(), || {
                let work = entry.work();
                work.kind == *kind && fold(&work.name).contains(name.as_str())
            }),
            Self::Tag(tag) => {
                let mut tags = entry.tag_ids().iter().zip(entry.keywords());
                tags.any(|(id, keyword)| known.or_find(*id, || fold(keyword) == *tag))
            }
            Self::Language(language) => speaks(entry.language(), language),
            Self::Kind(kind) => entry.work().kind == *kind,
            Self::Is(claim) => claim.holds(entry),
            Self::Rating(span) => lies_in(entry.rating(), span, letters),
            Self::Year(span) => entry.work().year.is_some_and(|year| span.contains(&year)),
            Self::Published(span) => entry.date_published().is_some_and(|date| {
                let (first, last) = days(date);
                span.contains(&first) && span.contains(&last)
            }),
            Self::Minutes(span) => span.contains(&minutes(entry.n_words())),
            Self::Words(span) => span.contains(&entry.n_words()),
        }
    }
}

/// What a condition found of the names it has met, by their numbers: each is folded once, however many reviews have it.
#[derive(Debug, Default)]
pub(super) struct Known {
    answers: Vec<Option<bool>>,
    /// Nothing is kept: only one review is asked for.
    is_single: bool,
}

impl Known {
    /// For one review alone.
    pub(super) fn single() -> Self {
        Self { is_single: true, ..Self::default() }
    }

    fn or_find(&mut self, id: u32, find: impl FnOnce() -> bool) -> bool {
        let at = id as usize;
        if let Some(Some(answer)) = self.answers.get(at) {
            return *answer;
        }
        let answer = find();
        if !self.is_single {
            if self.answers.len() <= at {
                self.answers.resize(at + 1, None);
            }
            if let Some(slot) = self.answers.get_mut(at) {
                *slot = Some(answer);
            }
        }
        answer
    }
}

impl Field {
    fn of(self, entry: Entry<'_>) -> &str {
        match self {
            Self::Work => &entry.work().name,
            Self::Author => entry.author(),
            Self::Publisher => entry.publisher(),
            Self::Source => entry.source(),
        }
    }

    /// The number of that name among its like.
    fn id(self, entry: Entry<'_>) -> u32 {
        match self {
            Self::Work => entry.work_id(),
            Self::Author => entry.author_id(),
            Self::Publisher => entry.publisher_id(),
            Self::Source => entry.source_id(),
        }
    }
}

impl Claim {
    fn holds(self, entry: Entry<'_>) -> bool {
        match self {
            Self::Unread => !entry.flags().read,
            Self::Read => entry.flags().read,
            Self::Starred => entry.flags().starred,
            Self::Seen => entry.flags().seen,
            Self::Spoiler => entry.n_spoilers() > 0,
            Self::Rated => entry.rating().is_some(),
            Self::Highlighted => entry.n_highlights() > 0,
        }
    }
}

fn speaks(language: &str, asked: &str) -> bool {
    let language = fold(language);
    language.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn lies_in(rating: Option<&Rating>, span: &Span<Rating>, letters: Letters) -> bool {
    let number = |rating: &Rating| rating.normalized(letters).unwrap_or_default();
    let span = (span.0.as_ref().map(number), span.1.as_ref().map(number));
    rating.and_then(|rating| rating.normalized(letters)).is_some_and(|rated| span.contains(&rated))
}
