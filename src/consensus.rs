//! Consensus: what the reviews of each work come to.

use std::cmp::Reverse;

use crate::catalogue::{Catalogue, Entry, WorkId};
use crate::date::Date;
use crate::rating::{Letters, Verdict};

/// The parts of the scale of 0 to 100 that a histogram counts by; the last has 100 in it.
pub const BUCKETS: usize = 10;

/// What the reviews of a work come to. Ratings are on a scale of 0 to 100; what is not rated is not in them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Consensus {
    /// The work.
    pub work: WorkId,
    /// Its reviews, as rows of the catalogue: the best rated first, the unrated last.
    pub rows: Vec<u32>,
    /// How many of them are rated.
    pub n_rated: usize,
    /// The rating that as many lie above as below; between two it is their mean.
    pub median: Option<f64>,
    /// The mean rating.
    pub mean: Option<f64>,
    /// How far the ratings lie from their mean: the standard deviation. 0 where there is one.
    pub spread: Option<f64>,
    /// How many ratings lie in each tenth of the scale.
    pub histogram: [u32; BUCKETS],
    /// How many are positive, mixed and negative.
    pub verdicts: [u32; 3],
    /// The first and the last day, as far as known, on which one was published.
    pub dates: Option<(Date, Date)>,
    /// The review whose rating lies furthest from the mean of the others, where there are three or more.
    pub furthest: Option<u32>,
}

/// By what works are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WorkOrder {
    /// Most reviews first.
    #[default]
    Count,
    /// Best median first.
    Median,
    /// Where critics disagree most first.
    Disagreement,
    /// By name.
    Name,
    /// The last reviewed first.
    Date,
}

impl WorkOrder {
    /// Every order, with the key that chooses it and its name.
    pub const TABLE: [(Self, char, &'static str); 5] = [
        (Self::Count, 'n', "count"),
        (Self::Median, 'm', "median"),
        (Self::Disagreement, 'd', "disagreement"),
        (Self::Name, 't', "title"),
        (Self::Date, 'l', "last"),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::TABLE.iter().find(|row| row.0 == self).map_or("count", |row| row.2)
    }

    /// The order of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::TABLE.iter().find(|row| row.2 == name).map(|row| row.0)
    }
}

/// The works that some reviews are about, in the order of those. Reviews of no named work are left out.
pub fn by_work(catalogue: &Catalogue, rows: &[u32], letters: Letters) -> Vec<Consensus> {
    let mut of_work: Vec<Option<usize>> = vec![None; catalogue.works().len()];
    let mut all: Vec<Consensus> = Vec::new();
    for row in rows {
        let Some(entry) = catalogue.get(*row).filter(|entry| !entry.work().name.is_empty()) else {
            continue;
        };
        let Some(slot) = of_work.get_mut(entry.work_id() as usize) else { continue };
        let at = *slot.get_or_insert_with(|| {
            all.push(Consensus { work: entry.work_id(), ..Consensus::default() });
            all.len() - 1
        });
        if let Some(consensus) = all.get_mut(at) {
            consensus.rows.push(*row);
        }
    }
    for consensus in &mut all {
        consensus.settle(catalogue, letters);
    }
    all
}

impl Consensus {
    fn settle(&mut self, catalogue: &Catalogue, letters: Letters) {
        let rating = |row: u32| {
            catalogue.get(row).and_then(Entry::rating).and_then(|r| r.normalized(letters))
        };
        self.rows.sort_by_key(|row| Reverse(rating(*row)));
        let rated: Vec<(u32, f64)> = self
            .rows
            .iter()
            .filter_map(|row| rating(*row).map(|number| (*row, f64::from(number))))
            .collect();
        self.n_rated = rated.len();
        for number in self.rows.iter().filter_map(|row| rating(*row)) {
            let bucket = usize::from(number / 10).min(BUCKETS - 1);
            if let Some(count) = self.histogram.get_mut(bucket) {
                *count += 1;
            }
            let verdict = match Verdict::of(number) {
                Verdict::Positive => 0,
                Verdict::Mixed => 1,
                Verdict::Negative => 2,
            };
            if let Some(count) = self.verdicts.get_mut(verdict) {
                *count += 1;
            }
        }
        let numbers: Vec<f64> = rated.iter().map(|(_, number)| *number).collect();
        self.median = median(&numbers);
        self.mean = mean(&numbers);
        self.spread = self.mean.and_then(|mean| {
            let squares: Vec<f64> = numbers.iter().map(|n| (n - mean).powi(2)).collect();
            self::mean(&squares).map(f64::sqrt)
        });
        self.furthest = furthest(&rated);
        let dates = || {
            let entries = self.rows.iter().filter_map(|row| catalogue.get(*row));
            entries.filter_map(Entry::date_published)
        };
        self.dates = dates().min().zip(dates().max());
    }
}

/// Puts works in an order; equal ones stay in theirs, works without a rating come last where ratings are what counts.
pub fn sort(works: &mut [Consensus], catalogue: &Catalogue, order: WorkOrder) {
    let descending =
        |a: Option<f64>, b: Option<f64>| b.unwrap_or(-1.0).total_cmp(&a.unwrap_or(-1.0));
    match order {
        WorkOrder::Count => works.sort_by_key(|work| Reverse(work.rows.len())),
        WorkOrder::Median => works.sort_by(|a, b| descending(a.median, b.median)),
        WorkOrder::Disagreement => works.sort_by(|a, b| descending(a.spread, b.spread)),
        WorkOrder::Name => {
            works.sort_by_cached_key(|work| {
                catalogue
                    .works()
                    .get(work.work as usize)
                    .map(|name| (crate::filter::sort_key(&name.name), name.year))
            });
        }
        WorkOrder::Date => works.sort_by_key(|work| Reverse(work.dates.map(|dates| dates.1))),
    }
}

/// The median of numbers that are sorted either way.
fn median(sorted: &[f64]) -> Option<f64> {
    let upper = sorted.get(sorted.len() / 2)?;
    let lower = sorted.get((sorted.len() - 1) / 2)?;
    Some(f64::midpoint(*lower, *upper))
}

#[expect(clippy::cast_precision_loss, reason = "nobody has 2^52 reviews of a work")]
fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

/// Of ratings from the best to the worst, the one furthest from the mean of the others; it is at one of the ends.
fn furthest(rated: &[(u32, f64)]) -> Option<u32> {
    if rated.len() < 3 {
        return None;
    }
    let without = |at: usize| {
        let others: Vec<f64> =
            rated.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, (_, n))| *n).collect();
        let (row, number) = rated.get(at)?;
        Some((*row, (number - mean(&others)?).abs()))
    };
    let (best, worst) = (without(0)?, without(rated.len() - 1)?);
    let far = if worst.1 > best.1 { worst } else { best };
    (far.1 > 0.0).then_some(far.0)
}

/// A histogram in cells of eight heights, the highest the fullest; a blank where there is none.
pub fn drawn(histogram: &[u32]) -> String {
    const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = histogram.iter().copied().max().unwrap_or(0).max(1);
    let height = |count: u32| {
        let step = (u64::from(count) * 8).div_ceil(u64::from(most)).saturating_sub(1);
        HEIGHTS.get(usize::try_from(step).unwrap_or(7)).copied().unwrap_or('█')
    };
    histogram.iter().map(|count| if *count == 0 { ' ' } else { height(*count) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rating::Rating;
    use crate::review::{Flags, ReviewId, Summary, TextFacts, WorkName};

    /// Reviews by work, rating and date.
    fn catalogue(reviews: &[(&str, &str, &str)]) -> Catalogue {
        let summary = |(work, rating, date): &(&str, &str, &str)| Summary {
            id: ReviewId::new("k3f9").unwrap(),
            title: "T".to_owned(),
            work: WorkName { name: (*work).to_owned(), ..WorkName::default() },
            author: String::new(),
            publisher: String::new(),
            date_published: date.parse().ok(),
            rating: Rating::read(rating),
            keywords: Vec::new(),
            text: TextFacts::default(),
            flags: Flags::default(),
            progress: 0.0,
            added: jiff::Timestamp::UNIX_EPOCH,
        };
        let all: Vec<Summary> = reviews.iter().map(summary).collect();
        all.iter().collect()
    }

    fn all(catalogue: &Catalogue) -> Vec<Consensus> {
        let rows: Vec<u32> = (0..).take(catalogue.len()).collect();
        by_work(catalogue, &rows, Letters::Metacritic)
    }

    #[test]
    fn the_reviews_of_a_work_come_to_a_median_and_a_spread() {
        let catalogue = catalogue(&[
            ("Anora", "9/10", "2024-10-18"),
            ("Anora", "70%", "2024"),
            ("Anora", "", "2025-03-02"),
            ("Anora", "2/10", ""),
            ("", "5/10", ""),
        ]);
        let works = all(&catalogue);
        assert_eq!(works.len(), 1);
        let anora = &works[0];
        assert_eq!(anora.rows, [0, 1, 3, 2], "the best first, the unrated last");
        assert_eq!((anora.n_rated, anora.median, anora.mean), (3, Some(70.0), Some(60.0)));
        assert!(anora.spread.is_some_and(|spread| (spread - 29.43).abs() < 0.01));
        assert_eq!(anora.histogram, [0, 0, 1, 0, 0, 0, 0, 1, 0, 1]);
        assert_eq!(anora.verdicts, [2, 0, 1]);
        assert_eq!(anora.dates, Some(("2024".parse().unwrap(), "2025-03-02".parse().unwrap())));
        assert_eq!(anora.furthest, Some(3));
    }

    #[test]
    fn what_is_not_rated_has_no_median() {
        let works =
            all(&catalogue(&[("Anora", "", ""), ("Stalker", "8/10", ""), ("Stalker", "6/10", "")]));
        assert_eq!((works[0].median, works[0].spread, works[0].furthest), (None, None, None));
        assert_eq!((works[1].median, works[1].furthest), (Some(70.0), None));
    }

    #[test]
    fn works_are_sorted_by_what_is_asked_for() {
        let catalogue = catalogue(&[
            ("The Zone", "5/10", "2020"),
            ("Anora", "9/10", "2024"),
            ("Anora", "1/10", "2024"),
            ("Bread", "", "2025"),
        ]);
        let order = |order| {
            let mut works = all(&catalogue);
            sort(&mut works, &catalogue, order);
            works
                .iter()
                .map(|work| catalogue.works()[work.work as usize].name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(order(WorkOrder::Count), ["Anora", "The Zone", "Bread"]);
        assert_eq!(order(WorkOrder::Median), ["The Zone", "Anora", "Bread"]);
        assert_eq!(order(WorkOrder::Disagreement), ["Anora", "The Zone", "Bread"]);
        assert_eq!(order(WorkOrder::Name), ["Anora", "Bread", "The Zone"]);
        assert_eq!(order(WorkOrder::Date), ["Bread", "Anora", "The Zone"]);
    }

    #[test]
    fn a_histogram_is_drawn_in_cells() {
        assert_eq!(drawn(&[0, 1, 8, 4]), " ▁█▄");
        assert_eq!(drawn(&[0, 0]), "  ");
        assert_eq!(drawn(&[1]), "█");
    }
}
