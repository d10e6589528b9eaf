//! Pace: how fast the reader reads, learned from the pages that are turned at the speed of reading.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::review::WORDS_A_MINUTE;

/// Between these, in words a minute, the paces of nearly all readers lie (Brysbaert 2019), and so does what is learned.
const LEARNED: RangeInclusive<f64> = 175.0..=300.0;
/// What is faster was leafed through, and what is slower was interrupted.
const READ: RangeInclusive<f64> = 100.0..=450.0;
/// From so few words no pace is told.
const LEAST_WORDS: f64 = 80.0;
/// After so many words, what they tell counts as much as all before.
const WEIGHT: f64 = 1500.0;

/// The pace, and since when and where it is being watched.
#[derive(Debug)]
pub(super) struct Pace {
    /// In words a minute.
    words: f64,
    /// The settings say what it is: nothing is learned.
    is_fixed: bool,
    /// The clock and the words before the page, when reading began.
    since: Option<(Duration, f64)>,
}

impl Pace {
    /// The pace that is set, else what was learned before, else that of most readers.
    pub(super) fn new(set: Option<u16>, learned: Option<u16>) -> Self {
        let learned = learned.map_or(f64::from(WORDS_A_MINUTE), f64::from);
        let words = set.map_or(learned.clamp(*LEARNED.start(), *LEARNED.end()), f64::from);
        Self { words, is_fixed: set.is_some(), since: None }
    }

    /// The pace in whole words a minute.
    pub(super) fn words_a_minute(&self) -> u16 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is learned between 175 and 300, or came as this type"
        )]
        let words = self.words.round() as u16;
        words
    }

    /// The same, where it is learned and not set.
    pub(super) fn learned(&self) -> Option<u16> {
        (!self.is_fixed).then(|| self.words_a_minute())
    }

    /// Reading begins here, or goes on after something else was done.
    pub(super) fn begin(&mut self, now: Duration, words_before: f64) {
        self.since = Some((now, words_before));
    }

    /// Nothing is being read.
    pub(super) fn pause(&mut self) {
        self.since = None;
    }

    /// The reader went on to where so many words stand before the page. Whether the pace is another now.
    pub(super) fn go_on(&mut self, now: Duration, words_before: f64) -> bool {
        let Some((start, before)) = self.since else {
            self.begin(now, words_before);
            return false;
        };
        let n_words = words_before - before;
        let minutes = now.saturating_sub(start).as_secs_f64() / 60.0;
        // A few words in a long time are a pause, and few in no time are rows that are scrolled one by one.
        if n_words < LEAST_WORDS && minutes * READ.start() < LEAST_WORDS {
            return false;
        }
        self.begin(now, words_before);
        let told = n_words / minutes.max(f64::MIN_POSITIVE);
        if self.is_fixed || !READ.contains(&told) {
            return false;
        }
        let was = self.words_a_minute();
        let told = told.clamp(*LEARNED.start(), *LEARNED.end());
        self.words += (told - self.words) * n_words / (n_words + WEIGHT);
        self.words_a_minute() != was
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads so many pages of so many words, each in so many seconds.
    fn after(pages: u32, words: u32, seconds: u64) -> u16 {
        let mut pace = Pace::new(None, None);
        pace.begin(Duration::ZERO, 0.0);
        for page in 1..=pages {
            pace.go_on(Duration::from_secs(seconds) * page, f64::from(words * page));
        }
        pace.words_a_minute()
    }

    #[test]
    fn the_pace_follows_the_reader_between_175_and_300() {
        assert_eq!(after(30, 200, 60), 201);
        assert_eq!(after(100, 280, 60), 280);
        assert_eq!(after(100, 120, 60), 175);
        assert_eq!(after(100, 400, 60), 300);
    }

    #[test]
    fn one_page_changes_little() {
        assert_eq!(after(1, 300, 60), 248);
        assert_eq!(after(0, 300, 60), 238);
    }

    #[test]
    fn leafing_and_interruptions_teach_nothing() {
        assert_eq!(after(100, 300, 2), 238);
        assert_eq!(after(100, 300, 0), 238);
        assert_eq!(after(100, 300, 3600), 238);
        assert_eq!(after(100, 0, 60), 238);
    }

    #[test]
    fn rows_scrolled_one_by_one_teach_as_pages_do() {
        assert_eq!(after(1000, 10, 3), 200);
    }

    #[test]
    fn a_pace_that_is_set_stays() {
        let mut pace = Pace::new(Some(500), Some(200));
        pace.begin(Duration::ZERO, 0.0);
        assert!(!pace.go_on(Duration::from_secs(60), 200.0));
        assert_eq!(pace.words_a_minute(), 500);
        pace.pause();
        assert!(!pace.go_on(Duration::from_secs(60), 200.0));
    }
}
