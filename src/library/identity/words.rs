//! Words: an entry that a service tells under two addresses, that of its feed and that of its export.

use jiff::civil;
use rusqlite::params;

use super::{Search, address, rows, share_a_name, works};
use crate::date::Date;
use crate::library::facts::fingerprint;
use crate::library::fault::Fault;
use crate::review::Review;

/// How many reviews of a work are looked at.
const N_MOST: u32 = 16;

/// So many days may lie between what a feed and an export say of one entry: they count them in other zones.
const N_DAYS: i32 = 2;

impl Search<'_> {
    /// The review of the same work by the same critic in the same publication, with the same mark and the same words (or
    /// none on one side), at another site and on almost the same day. Seen again and found just as good is another day.
    pub(super) fn by_words(&self) -> Result<Option<i64>, Fault> {
        let review = &self.draft.review;
        let site = self.known.address.as_deref().map(site);
        let (Some(site), Some(_)) = (site, &review.publisher) else { return Ok(None) };
        let Some(work) = works::find(self.conn, &review.work)? else { return Ok(None) };
        let sql = "SELECT review FROM reviews JOIN identities USING (review)
            WHERE work = ?1 AND address IS NOT NULL LIMIT ?2";
        let words = fingerprint(&review.body);
        for row in rows(self.conn, sql, params![work, N_MOST])? {
            let (there, text) = self.stated(row)?;
            let text = text.rescued().unwrap_or_default();
            let is_elsewhere = address(&there).is_some_and(|other| self::site(&other) != site);
            let has_words =
                text.is_empty() || review.body.is_empty() || fingerprint(&text) == words;
            if is_elsewhere && has_words && is_one_entry(&there, review) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }
}

/// The site of an address.
fn site(address: &str) -> &str {
    address.split('/').next().unwrap_or(address)
}

/// Whether a service may say both of one entry.
fn is_one_entry(a: &Review, b: &Review) -> bool {
    a.publisher == b.publisher
        && a.rating == b.rating
        && share_a_name(&a.authors, &b.authors)
        && a.date_published.zip(b.date_published).is_some_and(|(a, b)| are_near(a, b))
}

fn are_near(a: Date, b: Date) -> bool {
    let day = |date: Date| {
        let number = |n: Option<u8>| n.and_then(|n| i8::try_from(n).ok());
        let (month, day) = (number(date.month_of_year())?, number(date.day_of_month())?);
        civil::Date::new(date.year(), month, day).ok()
    };
    let between = day(a).zip(day(b)).and_then(|(a, b)| b.since(a).ok());
    between.is_some_and(|span| span.get_days().abs() <= N_DAYS)
}
