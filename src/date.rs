//! Date: a day, a month or a year, as far as a source states it.

mod prose;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A date as far as it is known: `2024`, `2024-10` or `2024-10-18`. Ordered by time, the less precise first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    /// 1 to 12; 0 where only the year is known.
    month: u8,
    /// 1 to 31; 0 where only the month is known.
    day: u8,
}

impl Date {
    /// The first day of 1970: what stands in for a day that is not known.
    pub const EPOCH: Self = Self { year: 1970, month: 1, day: 1 };

    /// A year alone; `None` outside 1000 to 9999.
    pub fn year_only(year: i16) -> Option<Self> {
        (1000..=9999).contains(&year).then_some(Self { year, month: 0, day: 0 })
    }

    /// A day that exists in the calendar, or `None`.
    pub fn day(year: i16, month: u8, day: u8) -> Option<Self> {
        let civil =
            jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
                .ok()?;
        Self::year_only(civil.year()).map(|_| Self { year, month, day })
    }

    /// A month, or `None` outside 1 to 12.
    pub fn month(year: i16, month: u8) -> Option<Self> {
        Self::day(year, month, 1).map(|date| Self { day: 0, ..date })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Month (1 to 12), where it is known.
    pub fn month_of_year(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// Day (1 to 31), where it is known.
    pub fn day_of_month(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// As a reader likes it: `18 October 2024`, `October 2024`, `2024`.
    pub fn in_words(self) -> String {
        match (self.day_of_month(), self.month_of_year()) {
            (Some(day), Some(month)) => format!("{day} {} {}", month_name(month), self.year),
            (None, Some(month)) => format!("{} {}", month_name(month), self.year),
            _ => self.year.to_string(),
        }
    }
}

/// The months' names in English, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("")
}

/// As ISO 8601 writes it, no longer than what is known.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

/// Reads `2024`, `2024-10`, `2024-10-18` (also `2016-9-11`, `2024/10/18` and a time of day after it).
impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let text = text.trim();
        let date = text.split_once(['T', ' ']).map_or(text, |(date, _)| date);
        let mut parts = date.split(['-', '/']);
        let year =
            parts.next().filter(|y| y.len() == 4).and_then(|y| y.parse().ok()).ok_or(NotADate)?;
        let mut number = || {
            parts
                .next()
                .map(|p| p.parse::<u8>().ok().filter(|_| p.len() <= 2).ok_or(NotADate))
                .transpose()
        };
        let found = match (number()?, number()?) {
            (None, _) => Self::year_only(year),
            (Some(month), None) => Self::month(year, month),
            (Some(month), Some(day)) => Self::day(year, month, day),
        };
        found.filter(|_| parts.next().is_none()).ok_or(NotADate)
    }
}

/// What is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date (2024, 2024-10 or 2024-10-18)")]
pub struct NotADate;

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, iso: Option<&str>) {
        assert_eq!(text.parse::<Date>().ok().map(|d| d.to_string()).as_deref(), iso, "{text:?}");
    }

    #[test]
    fn dates_are_read_as_far_as_they_are_known() {
        check("2024", Some("2024"));
        check("2024-10", Some("2024-10"));
        check("2016-9-1", Some("2016-09-01"));
        check("2019/03/02", Some("2019-03-02"));
        check("2024-10-18T10:00:00Z", Some("2024-10-18"));
        check("2024-02-30", None);
        check("2024-13", None);
        check("20245", None);
        check("", None);
        check("2024-1-1-1", None);
    }

    #[test]
    fn a_date_reads_well() {
        let words = |text: &str| text.parse::<Date>().unwrap().in_words();
        assert_eq!(words("2024-10-08"), "8 October 2024");
        assert_eq!(words("2024-10"), "October 2024");
        assert_eq!(words("2024"), "2024");
    }

    #[test]
    fn dates_are_ordered_by_time() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert!(date("2024") < date("2024-01"));
        assert!(date("2024-01") < date("2024-01-01"));
        assert!(date("2023-12-31") < date("2024"));
    }
}
