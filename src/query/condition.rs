//! What a qualifier asks of a review, answered from what the list knows of it.

use std::ops::RangeBounds;

use super::span::{Day, Span, days};
use crate::rating::{Letters, Rating};
use crate::review::{Summary, WorkKind, minutes};
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
    /// Whether a review meets the condition.
    pub(super) fn holds(&self, summary: &Summary, letters: Letters) -> bool {
        match self {
            Self::Has(field, text) => fold(field.of(summary)).contains(text.as_str()),
            Self::Work(kind, name) => {
                summary.work.kind == *kind && fold(&summary.work.name).contains(name.as_str())
            }
            Self::Tag(tag) => summary.keywords.iter().any(|keyword| fold(keyword) == *tag),
            Self::Language(language) => speaks(&summary.text.language, language),
            Self::Kind(kind) => summary.work.kind == *kind,
            Self::Is(claim) => claim.holds(summary),
            Self::Rating(span) => lies_in(summary.rating.as_ref(), span, letters),
            Self::Year(span) => summary.work.year.is_some_and(|year| span.contains(&year)),
            Self::Published(span) => summary.date_published.is_some_and(|date| {
                let (first, last) = days(date);
                span.contains(&first) && span.contains(&last)
            }),
            Self::Minutes(span) => span.contains(&minutes(summary.text.n_words)),
            Self::Words(span) => span.contains(&summary.text.n_words),
        }
    }
}

impl Field {
    fn of(self, summary: &Summary) -> &str {
        match self {
            Self::Work => &summary.work.name,
            Self::Author => &summary.author,
            Self::Publisher => &summary.publisher,
            Self::Source => &summary.text.source,
        }
    }
}

impl Claim {
    fn holds(self, summary: &Summary) -> bool {
        match self {
            Self::Unread => !summary.flags.read,
            Self::Read => summary.flags.read,
            Self::Starred => summary.flags.starred,
            Self::Seen => summary.flags.seen,
            Self::Spoiler => summary.text.n_spoilers > 0,
            Self::Rated => summary.rating.is_some(),
            Self::Highlighted => summary.text.n_highlights > 0,
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
