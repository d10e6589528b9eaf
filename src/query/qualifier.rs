//! The qualifiers of the filter language: one table, from which the reader and the help are made.

use super::condition::{Claim, Condition, Field};
use super::lex::{self, OPERATORS};
use super::span::{self, Comparison, Span};
use super::{Test, TextTerm};
use crate::date::Date;
use crate::review::WorkKind;
use crate::text::fold::fold;

/// A qualifier: `name:value`, or with a comparison `name>=value`.
#[derive(Debug)]
pub struct Qualifier {
    /// What is typed before the colon.
    pub name: &'static str,
    /// An example, as the help shows it.
    pub example: &'static str,
    /// What it asks for, in a line.
    pub help: &'static str,
    /// It takes `<`, `>=` and ranges.
    pub compares: bool,
    read: fn(&Value<'_>) -> Result<Test, String>,
}

/// A row whose values are compared.
const fn compared(
    name: &'static str,
    example: &'static str,
    help: &'static str,
    read: fn(&Value<'_>) -> Result<Test, String>,
) -> Qualifier {
    Qualifier { name, example, help, compares: true, read }
}

/// A row whose values are texts.
const fn named(
    name: &'static str,
    example: &'static str,
    help: &'static str,
    read: fn(&Value<'_>) -> Result<Test, String>,
) -> Qualifier {
    Qualifier { name, example, help, compares: false, read }
}

/// Every qualifier.
pub const QUALIFIERS: [Qualifier; 21] = [
    named("work", "work:anora", "the work's name has it", |v| {
        v.condition(|text| Condition::Has(Field::Work, text))
    }),
    named("film", "film:anora", "of a film of that name", |v| {
        v.condition(|name| Condition::Work(WorkKind::Movie, name))
    }),
    named("series", "series:wire", "of a series of that name", |v| {
        v.condition(|name| Condition::Work(WorkKind::TvSeries, name))
    }),
    named("book", "book:piranesi", "of a book of that name", |v| {
        v.condition(|name| Condition::Work(WorkKind::Book, name))
    }),
    named("game", "game:hades", "of a game of that name", |v| {
        v.condition(|name| Condition::Work(WorkKind::VideoGame, name))
    }),
    named("album", "album:blue", "of an album of that name", |v| {
        v.condition(|name| Condition::Work(WorkKind::MusicAlbum, name))
    }),
    named("by", "by:kael", "the critic's name has it", |v| {
        v.condition(|text| Condition::Has(Field::Author, text))
    }),
    named("pub", "pub:\"new yorker\"", "the publication's name has it", |v| {
        v.condition(|text| Condition::Has(Field::Publisher, text))
    }),
    named("tag", "tag:noir", "has the tag (also #noir)", |v| v.condition(Condition::Tag)),
    named("lang", "lang:fr", "is in the language", |v| v.condition(Condition::Language)),
    named("type", "type:book", "is of a work of this type", kind),
    named("source", "source:letterboxd", "came from such a path or address", |v| {
        v.condition(|text| Condition::Has(Field::Source, text))
    }),
    named("is", "is:unread", "unread, read, starred, seen, spoiler, rated or highlighted", claim),
    compared("rating", "rating>=4/5", "rated so, in any notation or of 100", |v| {
        v.span(span::rating, Condition::Rating)
    }),
    compared("year", "year:1988..2001", "the work came out then", |v| {
        v.span(span::years, Condition::Year)
    }),
    compared("date", "date:2024-10", "published then", |v| {
        v.span(|text| span::date(text, v.today), Condition::Published)
    }),
    named("after", "after:2w", "published on that day or later", |v| v.since(Comparison::AtLeast)),
    named("before", "before:2024", "published before that day", |v| v.since(Comparison::Less)),
    compared("len", "len:<5m", "takes so many minutes to read", |v| {
        v.span(span::minutes, Condition::Minutes)
    }),
    compared("words", "words:>1500", "has so many words", |v| {
        v.span(span::number, Condition::Words)
    }),
    named("text", "text:\"green light\"", "the full text has it", |v| Ok(v.full_text())),
];

/// What `is:` takes.
pub const CLAIMS: [(&str, Claim); 7] = [
    ("unread", Claim::Unread),
    ("read", Claim::Read),
    ("starred", Claim::Starred),
    ("seen", Claim::Seen),
    ("spoiler", Claim::Spoiler),
    ("rated", Claim::Rated),
    ("highlighted", Claim::Highlighted),
];

/// The row of that name, in any case.
pub(super) fn find(name: &str) -> Option<&'static Qualifier> {
    QUALIFIERS.iter().find(|row| row.name.eq_ignore_ascii_case(name))
}

/// What is wrong with a part, and at which of its chars (from 0).
#[derive(Debug)]
pub(super) struct Slip {
    pub(super) at: usize,
    pub(super) why: String,
}

/// What a qualifier is given.
struct Value<'a> {
    text: &'a str,
    is_quoted: bool,
    comparison: Option<Comparison>,
    today: Date,
}

/// Reads a part that is a qualifier; `None` where it is a word.
pub(super) fn read(part: &str, today: Date) -> Option<Result<Test, Slip>> {
    if part.starts_with(['★', '☆']) {
        return Some(read_value(find("rating")?, part, part, today));
    }
    if let Some(tag) = part.strip_prefix('#').filter(|tag| !tag.is_empty()) {
        return Some(read_value(find("tag")?, part, tag, today));
    }
    let after_name = part.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let name = part.strip_suffix(after_name).filter(|name| !name.is_empty())?;
    let after_colon = after_name.strip_prefix(':');
    let value = after_colon.or_else(|| {
        let is_sign = OPERATORS.iter().any(|sign| after_name.trim_start().starts_with(sign));
        (is_sign || after_name.starts_with(['★', '☆'])).then_some(after_name)
    })?;
    match find(name) {
        Some(row) => Some(read_value(row, part, value, today)),
        // "Alien:" and "a=b" are words; "forby:kael" is a slip.
        None if after_colon.is_none() || value.is_empty() => None,
        None => Some(Err(Slip { at: 0, why: unknown(name) })),
    }
}

/// Reads what a row is given; `value` is the end of `part`.
fn read_value(row: &Qualifier, part: &str, value: &str, today: Date) -> Result<Test, Slip> {
    let value = value.trim_start();
    let sign = OPERATORS.iter().find(|sign| value.starts_with(**sign));
    let text = sign.and_then(|sign| value.strip_prefix(sign)).unwrap_or(value).trim_start();
    let slip = |text: &str, why| Slip { at: part.chars().count() - text.chars().count(), why };
    if sign.is_some() && !row.compares {
        return Err(slip(value, format!("{}: has no more or less ({})", row.name, row.example)));
    }
    let bare = lex::unquoted(text);
    let comparison = sign.and_then(|sign| Comparison::from_sign(sign));
    let given =
        Value { text: bare.unwrap_or(text).trim(), is_quoted: bare.is_some(), comparison, today };
    if given.folded().is_empty() {
        return Err(slip(text, format!("{}: what? ({})", row.name, row.example)));
    }
    (row.read)(&given).map_err(|why| slip(text, why))
}

fn unknown(name: &str) -> String {
    let names = QUALIFIERS.iter().map(|row| row.name).collect::<Vec<_>>().join(", ");
    format!("there is no {name}: (quote it to look for the text; there are {names})")
}

impl Value<'_> {
    fn folded(&self) -> String {
        fold(self.text).trim().to_owned()
    }

    #[expect(clippy::unnecessary_wraps, reason = "what every row of the table gives")]
    fn condition(&self, condition: impl FnOnce(String) -> Condition) -> Result<Test, String> {
        Ok(condition(self.folded()).into())
    }

    fn span<T>(
        &self,
        read: impl Fn(&str) -> Result<(T, T), String>,
        condition: impl FnOnce(Span<T>) -> Condition,
    ) -> Result<Test, String> {
        span::read(self.comparison, self.text, read).map(|span| condition(span).into())
    }

    fn since(&self, comparison: Comparison) -> Result<Test, String> {
        let read = |text: &str| span::date(text, self.today);
        span::read(Some(comparison), self.text, read).map(|span| Condition::Published(span).into())
    }

    fn full_text(&self) -> Test {
        Test::Text(TextTerm {
            text: self.text.to_owned(),
            is_phrase: self.is_quoted,
            is_not: false,
        })
    }
}

impl From<Condition> for Test {
    fn from(condition: Condition) -> Self {
        Self::Condition { condition, is_not: false }
    }
}

/// What `type:` is given.
fn kind(value: &Value<'_>) -> Result<Test, String> {
    let kind = WorkKind::from_word(value.text).ok_or_else(|| {
        let words = WorkKind::TABLE.map(|row| row.2).join(", ");
        format!("{} is no type ({words})", value.text)
    })?;
    Ok(Condition::Kind(kind).into())
}

/// What `is:` is given.
fn claim(value: &Value<'_>) -> Result<Test, String> {
    let claim = CLAIMS.iter().find(|(name, _)| *name == value.folded()).ok_or_else(|| {
        let names = CLAIMS.map(|(name, _)| name).join(", ");
        format!("{} is nothing a review can be ({names})", value.text)
    })?;
    Ok(Condition::Is(claim.1).into())
}
