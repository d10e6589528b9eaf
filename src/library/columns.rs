//! Columns to values and back: one after another, never failing on a damaged one.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::{Row, types::ValueRef};

use crate::date::Date;
use crate::rating::{Mark, Rating};
use crate::review::{ReviewId, WorkKind};

/// The columns of a row, read from left to right in the order in which the SELECT names them.
///
/// A text whose bytes are no longer UTF-8 (a damaged file) is read with replacement characters and a number that is
/// none as nothing, so that one bad row cannot hide the others.
pub(super) struct Columns<'a> {
    row: &'a Row<'a>,
    at: usize,
}

/// A text as it is stored.
fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    // Looking whether it is one at all is much faster than looking for what is none in it.
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

impl<'a> Columns<'a> {
    /// The columns of a row, from a column on.
    pub(super) fn from(row: &'a Row<'a>, at: usize) -> Self {
        Self { row, at }
    }

    fn next(&mut self) -> rusqlite::Result<ValueRef<'a>> {
        self.at += 1;
        self.row.get_ref(self.at - 1)
    }

    /// A text, or nothing where it is NULL.
    pub(super) fn maybe_text(&mut self) -> rusqlite::Result<Option<String>> {
        Ok(match self.next()? {
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                Some(String::from_utf8_lossy(bytes).into_owned())
            }
            _ => None,
        })
    }

    /// A text, empty where it is NULL.
    pub(super) fn text(&mut self) -> rusqlite::Result<String> {
        Ok(self.maybe_text()?.unwrap_or_default())
    }

    /// A text as the row has it, empty where it is NULL.
    pub(super) fn shared_text(&mut self) -> rusqlite::Result<Cow<'a, str>> {
        Ok(text_of(self.bytes()?))
    }

    /// The bytes of a text as they are stored.
    pub(super) fn bytes(&mut self) -> rusqlite::Result<&'a [u8]> {
        Ok(match self.next()? {
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes,
            _ => &[],
        })
    }

    /// A list that was stored one name a line.
    pub(super) fn list(&mut self) -> rusqlite::Result<Vec<String>> {
        Ok(self.text()?.lines().map(str::to_owned).collect())
    }

    /// An id; that of a damaged row may be one that nothing has.
    pub(super) fn id(&mut self) -> rusqlite::Result<ReviewId> {
        let text = self.text()?;
        ReviewId::new(&text).ok_or_else(|| {
            let why = format!("not an id: {}", text.escape_debug());
            rusqlite::Error::FromSqlConversionFailure(
                self.at - 1,
                rusqlite::types::Type::Text,
                why.into(),
            )
        })
    }

    /// A whole number.
    pub(super) fn maybe_int(&mut self) -> rusqlite::Result<Option<i64>> {
        Ok(match self.next()? {
            ValueRef::Integer(number) => Some(number),
            _ => None,
        })
    }

    /// A whole number that cannot be negative; 0 where it is NULL.
    pub(super) fn count(&mut self) -> rusqlite::Result<u32> {
        Ok(self.maybe_int()?.and_then(|number| u32::try_from(number).ok()).unwrap_or_default())
    }

    /// Yes or no; no where it is NULL.
    pub(super) fn flag(&mut self) -> rusqlite::Result<bool> {
        Ok(self.maybe_int()?.is_some_and(|number| number != 0))
    }

    /// A number.
    pub(super) fn maybe_real(&mut self) -> rusqlite::Result<Option<f64>> {
        Ok(match self.next()? {
            ValueRef::Real(number) => Some(number),
            _ => None,
        })
    }

    /// A share, 0 to 1.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a share was stored from an f32, so it fits one"
    )]
    pub(super) fn share(&mut self) -> rusqlite::Result<f32> {
        Ok(self.maybe_real()?.map_or(0.0, |share| share as f32))
    }

    /// A date, as far as it is known.
    pub(super) fn date(&mut self) -> rusqlite::Result<Option<Date>> {
        Ok(self.shared_text()?.parse().ok())
    }

    /// A moment, where there is one.
    pub(super) fn maybe_time(&mut self) -> rusqlite::Result<Option<Timestamp>> {
        Ok(self.maybe_int()?.and_then(|millis| Timestamp::from_millisecond(millis).ok()))
    }

    /// A work's kind.
    pub(super) fn kind(&mut self) -> rusqlite::Result<WorkKind> {
        let text = self.text()?;
        Ok(WorkKind::TABLE.iter().find(|row| row.1 == text).map(|row| row.0).unwrap_or_default())
    }

    /// A rating, from its five columns: notation, mark, value, best, `is_inferred`.
    pub(super) fn rating(&mut self) -> rusqlite::Result<Option<Rating>> {
        let (notation, mark) = self.notation()?;
        Ok(notation.map(|notation| Rating { notation: notation.into_owned(), mark }))
    }

    /// The same in two parts: a notation, if there is a rating, and what it says.
    pub(super) fn notation(&mut self) -> rusqlite::Result<(Option<Cow<'a, str>>, Mark)> {
        let notation = match self.next()? {
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(text_of(bytes)),
            _ => None,
        };
        let mark = self.shared_text()?;
        let (value, best, is_inferred) = (self.maybe_real()?, self.maybe_real()?, self.flag()?);
        let mark = match (&*mark, value) {
            ("points", Some(value)) => Mark::Points { value, best, is_inferred },
            ("letter", Some(value)) => Mark::Letter(step(value)),
            ("word", Some(value)) => Mark::Word(step(value)),
            _ => Mark::Unknown,
        };
        Ok((notation, mark))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a step was stored from a u8"
)]
fn step(value: f64) -> u8 {
    value.clamp(0.0, 255.0) as u8
}

/// A rating as its columns keep it.
#[derive(Debug, Default)]
pub(super) struct RatingColumns<'a> {
    pub(super) notation: Option<&'a str>,
    pub(super) mark: Option<&'static str>,
    pub(super) value: Option<f64>,
    pub(super) best: Option<f64>,
    pub(super) is_inferred: Option<bool>,
}

impl<'a> RatingColumns<'a> {
    /// The columns of a rating. `SQLite` keeps NaN as NULL, so a rating that is no number says nothing on a scale.
    pub(super) fn of(rating: Option<&'a Rating>) -> Self {
        let Some(Rating { notation, mark }) = rating else { return Self::default() };
        let (mark, value, best, is_inferred) = match *mark {
            Mark::Points { value, best, is_inferred } => {
                ("points", Some(value), best, Some(is_inferred))
            }
            Mark::Letter(step) => ("letter", Some(f64::from(step)), None, None),
            Mark::Word(share) => ("word", Some(f64::from(share)), None, None),
            Mark::Unknown => ("unknown", None, None, None),
        };
        Self { notation: Some(notation), mark: Some(mark), value, best, is_inferred }
    }
}

/// A list as one column: one name a line. A line break inside a name (none comes through an import) becomes a space.
pub(super) fn lines(list: &[String]) -> String {
    let names = list.iter().map(|name| name.trim().replace(['\n', '\r'], " "));
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A moment as a column.
pub(super) fn millis(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// A date as a column.
pub(super) fn iso(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// A text, or nothing where it is blank.
pub(super) fn stated(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}
