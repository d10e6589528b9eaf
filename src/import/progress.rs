//! Progress: how far an import is, how fast it goes, how long it takes.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use super::walk::Walk;

/// How long one line about it stays before the next.
const A_WHILE: Duration = Duration::from_millis(200);
/// How long an import runs before it can tell its speed.
const SPEED_AFTER: Duration = Duration::from_millis(900);

/// How far an import is. Its files are counted beside, by a thread of its own, while it begins.
#[derive(Debug)]
pub struct Progress {
    started: Timestamp,
    counted: Receiver<usize>,
    /// How many files there are, when they are counted.
    n_all: Option<usize>,
    /// When it was last told.
    told: Option<Timestamp>,
}

impl Progress {
    /// An import of some paths begins now.
    pub fn new(paths: &[PathBuf], now: Timestamp) -> Self {
        let (count, counted) = mpsc::channel();
        let paths = paths.to_vec();
        // Where no thread is to be had, it is not told how many there are.
        let _ = thread::Builder::new().name("counter".to_owned()).spawn(move || {
            let _ = count.send(Walk::new(&paths).count());
        });
        Self { started: now, counted, n_all: None, told: None }
    }

    /// What to tell of it now, where the last was told a while ago: of so many files and reviews that are done.
    pub fn due(&mut self, n_files: usize, n_reviews: usize, now: Timestamp) -> Option<String> {
        let since = |then: Timestamp| now.duration_since(then).try_into().unwrap_or_default();
        if self.told.is_some_and(|told| since(told) < A_WHILE) {
            return None;
        }
        self.told = Some(now);
        self.n_all = self.n_all.or_else(|| self.counted.try_recv().ok());
        Some(told(n_files, self.n_all, n_reviews, since(self.started)))
    }
}

/// `1204 of 10000 files · 1180 reviews · 2100 a second · 4 s left`, as far as it is known.
fn told(n_files: usize, n_all: Option<usize>, n_reviews: usize, elapsed: Duration) -> String {
    let all = n_all.filter(|&n_all| n_all > 1);
    let files = all.map(|n_all| format!("{} of {n_all} files", n_files.min(n_all)));
    let reviews = (n_reviews != n_files || all.is_none()).then(|| format!("{n_reviews} reviews"));
    // Of a single file of many reviews only those show how fast it goes.
    let speed = speed(if all.is_some() { n_files } else { n_reviews }, elapsed);
    let said = speed.map(|speed| format!("{speed} a second"));
    let left = all.zip(speed).map(|(n_all, speed)| {
        format!("{} left", shown(n_all.saturating_sub(n_files).div_ceil(speed)))
    });
    let parts: Vec<String> = [files, reviews, said, left].into_iter().flatten().collect();
    parts.join(" · ")
}

/// How many a second, where there are enough to tell.
fn speed(n: usize, elapsed: Duration) -> Option<usize> {
    let n_a_second = (n as u128 * 1000).checked_div(elapsed.as_millis())?;
    let speed = usize::try_from(n_a_second).ok()?;
    (elapsed >= SPEED_AFTER && speed > 0).then_some(speed)
}

/// Seconds as a person says them.
fn shown(n_seconds: usize) -> String {
    match n_seconds {
        0..=90 => format!("{n_seconds} s"),
        91..=5400 => format!("{} min", n_seconds.div_ceil(60)),
        _ => format!("{} h", n_seconds.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(n_files: usize, n_all: Option<usize>, n_reviews: usize, seconds: f64, text: &str) {
        assert_eq!(told(n_files, n_all, n_reviews, Duration::from_secs_f64(seconds)), text);
    }

    #[test]
    fn what_is_known_is_said() {
        check(
            1204,
            Some(10_000),
            1180,
            2.0,
            "1204 of 10000 files · 1180 reviews · 602 a second · 15 s left",
        );
        check(50, Some(100), 50, 1.0, "50 of 100 files · 50 a second · 1 s left");
        check(0, Some(1), 4000, 2.0, "4000 reviews · 2000 a second");
        check(3, None, 3, 0.2, "3 reviews");
        check(0, Some(100), 0, 5.0, "0 of 100 files");
        check(100, Some(100_000), 100, 1.0, "100 of 100000 files · 100 a second · 17 min left");
        check(9, Some(3), 9, 1.0, "3 of 3 files · 9 a second · 0 s left");
    }

    #[test]
    fn it_is_told_now_and_then() {
        let at = |ms| Timestamp::from_millisecond(ms).unwrap();
        let mut progress = Progress::new(&[], at(0));
        assert!(progress.due(1, 1, at(1)).is_some());
        assert!(progress.due(2, 2, at(100)).is_none());
        assert!(progress.due(3, 3, at(300)).is_some());
    }
}
