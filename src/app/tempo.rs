//! Tempo: what goes on by itself as time goes by. The clock is told, never looked at, and only while something is due.

use std::time::Duration;

use crate::action::{Action, Pane};
use crate::app::pace::Pace;
use crate::app::{App, Reader};
use crate::config::{Config, Remembered};
use crate::event::Job;
use crate::keymap::Key;
use crate::review::minutes_at;
use crate::text::width;

/// How long the last row of the page before stays marked.
const MARKED: Duration = Duration::from_secs(1);
/// How long a row stays at least that scrolls by itself; a blank row stays no longer.
const LEAST: Duration = Duration::from_millis(250);
/// The speeds of a text that scrolls by itself, in words a minute.
const SPEEDS: std::ops::RangeInclusive<u16> = 40..=1000;
/// How much of the speed a key changes: one part of so many.
const STEPS: u16 = 10;

/// The clock, and what waits for it.
#[derive(Debug)]
pub(super) struct Tempo {
    /// How long the program has run, as it was last told.
    now: Duration,
    /// When the mark of the last row of the page before goes away.
    mark_ends: Option<Duration>,
    /// When the text goes on by a row, where it scrolls by itself.
    next_row: Option<Duration>,
    /// How fast it scrolls, in words a minute, where a key said so.
    chosen_speed: Option<u16>,
    /// How fast the reader reads.
    pace: Pace,
}

impl Tempo {
    /// The clock at the start. What was not scrolled before scrolls at the reader's pace.
    pub(super) fn new(config: &Config, remembered: &Remembered) -> Self {
        let pace = Pace::new(config.words_a_minute, remembered.words_a_minute);
        let in_range = |speed: u16| speed.clamp(*SPEEDS.start(), *SPEEDS.end());
        let chosen_speed = remembered.scroll_speed.map(in_range);
        Self { now: Duration::ZERO, mark_ends: None, next_row: None, chosen_speed, pace }
    }

    /// The reader's pace in words a minute, where it is learned.
    pub(super) fn learned(&self) -> Option<u16> {
        self.pace.learned()
    }

    /// How fast it scrolls: at the reader's pace, where no key said otherwise.
    fn speed(&self) -> u16 {
        self.chosen_speed.unwrap_or(self.pace.words_a_minute())
    }

    /// The speed that a key chose.
    pub(super) fn chosen_speed(&self) -> Option<u16> {
        self.chosen_speed
    }

    /// How long a row takes to read.
    fn stay(&self, reader: &Reader) -> Duration {
        let first = reader.page().first();
        let text = first.and_then(|row| {
            let line = row.line?;
            reader.prose().text(row.block).get(line.start..line.end)
        });
        let words = width::n_words(text.unwrap_or_default());
        (Duration::from_secs(60) * words / u32::from(self.speed())).max(LEAST)
    }
}

impl App {
    /// When, by the clock that it is told, the app wants to be told it again; `None` while nothing waits for it.
    pub fn wakes_at(&self) -> Option<Duration> {
        [self.tempo.mark_ends, self.tempo.next_row].into_iter().flatten().min()
    }

    /// How fast the text scrolls by itself, in words a minute, where it does.
    pub fn scrolling(&self) -> Option<u16> {
        self.tempo.next_row.map(|_| self.tempo.speed())
    }

    /// Takes the clock, and does what is due.
    pub(super) fn take_time(&mut self, now: Duration) -> Vec<Job> {
        self.tempo.now = now;
        if self.tempo.mark_ends.is_some_and(|end| end <= now) {
            self.unmark();
        }
        match self.tempo.next_row {
            Some(due) if due <= now => self.scroll_by_itself(),
            _ => Vec::new(),
        }
    }

    fn scroll_by_itself(&mut self) -> Vec<Job> {
        let jobs = self.scroll_text(1);
        if self.reader.as_ref().is_none_or(Reader::is_at_end) {
            self.tempo.next_row = None;
            self.say("the end: the text stands still");
        } else {
            self.wait_for_row();
        }
        jobs
    }

    /// The row at the top stays as long as it takes to read.
    fn wait_for_row(&mut self) {
        let stay = self.reader.as_ref().map(|reader| self.tempo.stay(reader));
        self.tempo.next_row = stay.map(|stay| self.tempo.now + stay);
    }

    pub(super) fn toggle_auto_scroll(&mut self) -> Vec<Job> {
        if self.tempo.next_row.take().is_some() {
            self.say("the text stands still");
        } else if self.reader.as_ref().is_some_and(|reader| !reader.is_at_end()) {
            self.wait_for_row();
        } else {
            self.say("there is nothing to scroll to");
        }
        Vec::new()
    }

    /// Changes the speed; where the text stands still, it is said.
    pub(super) fn change_speed(&mut self, is_faster: bool) -> Vec<Job> {
        let speed = self.tempo.speed();
        let step = (speed / STEPS).max(5);
        let speed = if is_faster { speed + step } else { speed - step };
        self.tempo.chosen_speed = Some(speed.clamp(*SPEEDS.start(), *SPEEDS.end()));
        if self.tempo.next_row.is_some() {
            self.wait_for_row();
        } else {
            let key = self.keymap.key_name(Action::AutoScroll);
            self.say(format!("{} words a minute · {key} scrolls", self.tempo.speed()));
        }
        vec![self.remember()]
    }

    /// While the text scrolls by itself, any key but those for that stops it, and does nothing else.
    pub(super) fn stops_scrolling(&mut self, key: Key) -> bool {
        let action = self.keymap.action(self.focus, key);
        let goes_on = matches!(
            action,
            Some(Action::AutoScroll | Action::Faster | Action::Slower | Action::Quit)
        );
        if goes_on || self.tempo.next_row.is_none() {
            return false;
        }
        self.stand_still();
        self.say("the text stands still");
        true
    }

    /// Ends what scrolls by itself: something else was asked for.
    pub(super) fn stand_still(&mut self) {
        self.tempo.next_row = None;
    }

    /// After a page was turned, the row that was its last is marked for a while.
    pub(super) fn mark_last_read(&mut self) {
        let is_marked = self.reader.as_ref().is_some_and(Reader::has_last_read);
        self.tempo.mark_ends = is_marked.then_some(self.tempo.now + MARKED);
    }

    /// Takes that mark away.
    pub(super) fn unmark(&mut self) {
        self.tempo.mark_ends = None;
        if let Some(reader) = &mut self.reader {
            reader.forget_last_read();
        }
    }

    /// How many minutes the reader takes for so many words, at least 1.
    pub fn minutes(&self, n_words: u32) -> u32 {
        minutes_at(n_words, u32::from(self.tempo.pace.words_a_minute()))
    }

    /// Reading begins at the page that shows.
    pub(super) fn begin_reading(&mut self) {
        match &self.reader {
            Some(reader) if self.focus == Pane::Text => {
                self.tempo.pace.begin(self.tempo.now, reader.words_before());
            }
            _ => self.tempo.pace.pause(),
        }
    }

    /// Learns from a step through the text how fast it is read; the job that remembers it, where it is news.
    pub(super) fn learn_pace(&mut self, is_forward: bool) -> Option<Job> {
        let reader = self.reader.as_ref()?;
        let is_read = is_forward && self.focus == Pane::Text && self.tempo.next_row.is_none();
        if !is_read {
            self.begin_reading();
            return None;
        }
        let is_news = self.tempo.pace.go_on(self.tempo.now, reader.words_before());
        is_news.then(|| self.remember())
    }
}
