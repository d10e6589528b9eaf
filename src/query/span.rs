//! Ranges of values as a filter writes them: `>=80`, `1988..2001`, `2024-10`, `2w`, `5m`.

use std::ops::Bound::{self, Excluded, Included, Unbounded};

use jiff::civil;

use crate::date::Date;
use crate::rating::{Mark, Rating};

/// From where to where.
pub(super) type Span<T> = (Bound<T>, Bound<T>);

/// A sign of comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

impl Comparison {
    /// The comparison that a sign stands for.
    pub(super) fn from_sign(sign: &str) -> Option<Self> {
        Some(match sign {
            "<" => Self::Less,
            "<=" | "≤" => Self::AtMost,
            "=" => Self::Equal,
            ">=" | "≥" => Self::AtLeast,
            ">" => Self::More,
            _ => return None,
        })
    }

    /// The values that compare so with one that itself reaches from `low` to `high`, as a month does among days.
    fn span<T>(self, (low, high): (T, T)) -> Span<T> {
        match self {
            Self::Less => (Unbounded, Excluded(low)),
            Self::AtMost => (Unbounded, Included(high)),
            Self::Equal => (Included(low), Included(high)),
            Self::AtLeast => (Included(low), Unbounded),
            Self::More => (Excluded(high), Unbounded),
        }
    }
}

/// A span from `low..high` (either may be left out) or a single value; `read` gives how far one value reaches.
pub(super) fn read<T>(
    comparison: Option<Comparison>,
    text: &str,
    read: impl Fn(&str) -> Result<(T, T), String>,
) -> Result<Span<T>, String> {
    if let Some(comparison) = comparison {
        return Ok(comparison.span(read(text)?));
    }
    match text.split_once("..") {
        None => Ok(Comparison::Equal.span(read(text)?)),
        Some(("", "")) => Err("a range without ends".to_owned()),
        Some((low, high)) => {
            let low = if low.is_empty() { Unbounded } else { Included(read(low)?.0) };
            let high = if high.is_empty() { Unbounded } else { Included(read(high)?.1) };
            Ok((low, high))
        }
    }
}

/// A rating in any notation; a bare number above 10 (or 0) is of 100.
pub(super) fn rating(text: &str) -> Result<(Rating, Rating), String> {
    let is_letter = text.len() <= 2 && text.starts_with(|c: char| c.is_ascii_alphabetic());
    let read =
        if is_letter { Rating::read(&text.to_ascii_uppercase()) } else { Rating::read(text) };
    let rating = read.ok_or_else(|| format!("{text} is no rating (80, 4/5, B+ or ★★★)"))?;
    let rating = match rating.mark {
        Mark::Unknown => return Err(format!("{text} says nothing on a scale")),
        Mark::Points { value, best: None, .. } if value > 10.0 || value == 0.0 => {
            Rating::on_scale(text, value, 100.0, None).unwrap_or(rating)
        }
        Mark::Points { best: None, .. } => {
            return Err(format!("{text} of what? ({text}/5, {text}/10 or of 100: {text}%)"));
        }
        _ => rating,
    };
    Ok((rating.clone(), rating))
}

/// `1999`, or a decade: `1990s`.
pub(super) fn years(text: &str) -> Result<(i16, i16), String> {
    let (digits, reach) = text.strip_suffix('s').map_or((text, 0), |decade| (decade, 9));
    let year = digits.parse().ok().filter(|year: &i16| (0..=9999).contains(year));
    let year = year.ok_or_else(|| format!("{text} is no year (1999 or 1990s)"))?;
    Ok((year, year + reach))
}

/// Minutes, as `5`, `5m` or `1h`.
pub(super) fn minutes(text: &str) -> Result<(u32, u32), String> {
    let number = |digits: &str, factor: u32| digits.trim().parse::<u32>().ok()?.checked_mul(factor);
    let found = if let Some(hours) = text.strip_suffix('h') {
        number(hours, 60)
    } else {
        number(text.strip_suffix("min").or_else(|| text.strip_suffix('m')).unwrap_or(text), 1)
    };
    found.map(|minutes| (minutes, minutes)).ok_or_else(|| format!("{text} is no length (5m or 1h)"))
}

/// A plain number.
pub(super) fn number(text: &str) -> Result<(u32, u32), String> {
    text.parse().map(|n| (n, n)).map_err(|_| format!("{text} is no number"))
}

/// A day as a number that orders as days do: 20241018.
pub(super) type Day = i32;

/// The first and the last day of a date as far as it is known.
pub(super) fn days(date: Date) -> (Day, Day) {
    let day = |month: u8, day: u8| {
        Day::from(date.year()) * 10_000 + Day::from(month) * 100 + Day::from(day)
    };
    let month = date.month_of_year();
    let known = date.day_of_month();
    (day(month.unwrap_or(1), known.unwrap_or(1)), day(month.unwrap_or(12), known.unwrap_or(31)))
}

/// A date, or a time before today: `2024-10`, `today`, `3d`, `2w`, `6m`, `1y`.
pub(super) fn date(text: &str, today: Date) -> Result<(Day, Day), String> {
    let date = text.parse().ok().or_else(|| ago(text, today));
    date.map(days)
        .ok_or_else(|| format!("{text} is no date (2024, 2024-10, 2024-10-18, 2w or today)"))
}

/// The day that lies so long before today.
fn ago(text: &str, today: Date) -> Option<Date> {
    match text {
        "today" => return Some(today),
        "yesterday" => return ago("1d", today),
        _ => {}
    }
    let unit = text.chars().next_back()?;
    let count = text.strip_suffix(unit)?.parse::<u16>().ok().map(i64::from)?;
    let span = jiff::Span::new();
    let span = match unit {
        'd' => span.try_days(count),
        'w' => span.try_weeks(count),
        'm' => span.try_months(count),
        'y' => span.try_years(count),
        _ => return None,
    }
    .ok()?;
    let (year, month, day) =
        (today.year(), today.month_of_year().unwrap_or(1), today.day_of_month().unwrap_or(1));
    let today = civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let then = today.checked_sub(span).ok()?;
    Date::day(then.year(), then.month().unsigned_abs(), then.day().unsigned_abs())
}
