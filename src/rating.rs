//! Rating: what a critic gave, in the critic's own notation, and the same on a scale of 0 to 100.
//!
//! ```
//! use anora_tui::rating::{Letters, Rating, Verdict};
//!
//! let rating = Rating::read("★★★½☆").unwrap();
//! assert_eq!(rating.normalized(Letters::Metacritic), Some(70));
//! assert_eq!(rating.verdict(Letters::Metacritic), Some(Verdict::Positive));
//! assert_eq!(rating.with_number(Letters::Metacritic), "★★★½☆ (70)");
//! ```

mod notation;
mod prose;
mod scan;
mod words;

use std::cmp::Ordering;
use std::fmt;

/// How letter grades become numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Letters {
    /// Metacritic's even steps: A 100, B+ 83, B 75, B- 67, C 50, F 0.
    #[default]
    Metacritic,
    /// As schools mark: A 95, B 85, C 75, D 65, F 45, a plus or minus three more or less.
    School,
}

/// A critic's rating.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// The critic's own notation, always shown first: `★★★½`, `B+`, `3 1/2`, `9/10`.
    pub notation: String,
    /// What the notation says.
    pub mark: Mark,
}

/// What a notation says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mark {
    /// A number on a scale.
    Points {
        /// The value, as the critic gave it (may lie above `best`: `5.5/5`).
        value: f64,
        /// The end of the scale; `None` where nothing tells it.
        best: Option<f64>,
        /// The scale was inferred from its surroundings, not stated.
        is_inferred: bool,
    },
    /// A letter grade; steps from F- (0) to A+ (14).
    Letter(u8),
    /// Thumbs up or down, buy or skip, fresh or rotten: 0 to 100.
    Word(u8),
    /// A rating that says nothing on a scale (`R`, `T`).
    Unknown,
}

/// Every letter grade from the worst, as `Mark::Letter` counts them: its name, Metacritic's number, the school's.
///
/// Metacritic has confirmed A, B+, B-, C and F; the others lie on the same line of twelfths. The school's numbers are
/// the middles of the usual ranges, ten a letter with E left out.
const GRADES: [(&str, u8, u8); 15] = [
    ("F-", 0, 42),
    ("F", 0, 45),
    ("F+", 8, 48),
    ("D-", 16, 62),
    ("D", 25, 65),
    ("D+", 33, 68),
    ("C-", 42, 72),
    ("C", 50, 75),
    ("C+", 58, 78),
    ("B-", 67, 82),
    ("B", 75, 85),
    ("B+", 83, 88),
    ("A-", 91, 92),
    ("A", 100, 95),
    ("A+", 100, 98),
];

/// The longest text that may be a rating, in bytes.
const MAX_LENGTH: usize = 80;

impl Rating {
    /// Reads a field that holds a rating and nothing else, in any notation a critic uses: `9/10`, `3 1/2 stars`,
    /// `★★★½☆`, `*** out of ****`, `85 %`, `B+`, `thumbs up`, a bare `4`. A label before it (`Grade: B-`) is dropped.
    ///
    /// `None` where the text is no rating. Text that a rating prints (`4 (of 5?)`) reads as the same rating.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > 4 * MAX_LENGTH {
            return None;
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((shown, best)) = split_inferred_scale(&text) {
            return Self::read(shown).map(|rating| rating.with_scale(best));
        }
        let shown = bare(notation::after_label(&text).unwrap_or(&text));
        if shown.len() > MAX_LENGTH {
            return None;
        }
        let mark = words::mark(shown).or_else(|| notation::whole(shown))?;
        Some(Self { notation: shown.to_owned(), mark })
    }

    /// Finds the one unmistakable statement of a rating in a piece of prose: `Rating: 3.5/5`, `8 out of 10`,
    /// `**½ out of ****`, `Grade: B-`. Dates, fractions and aspect ratios are none.
    ///
    /// `None` where there is no such statement, and where several contradict each other: a missing rating is better
    /// than a wrong one.
    pub fn in_prose(text: &str) -> Option<Self> {
        prose::find(text)
    }

    /// A rating that a source gives as numbers, shown as `notation`, or as `value/best` where that is empty.
    ///
    /// Scales are taken to begin at 0 (4 of 1 to 5 stars is 80), as critics mean them; `worst` counts only where it
    /// lies below 0, or above `best` on a scale that runs downwards. Such a scale is kept as 0 to 100. `None` where
    /// the numbers make no scale.
    pub fn on_scale(notation: &str, value: f64, best: f64, worst: Option<f64>) -> Option<Self> {
        let worst = worst.filter(|worst| *worst < 0.0 || *worst > best).unwrap_or(0.0);
        if !(value.is_finite() && best.is_finite() && worst.is_finite())
            || (best - worst).abs() < f64::EPSILON
        {
            return None;
        }
        let mark = if worst == 0.0 {
            if best < 0.0 || value < 0.0 {
                return None;
            }
            Mark::Points { value, best: Some(best), is_inferred: false }
        } else {
            Mark::Word(percent((value - worst) / (best - worst)))
        };
        let notation = notation.trim();
        let notation =
            if notation.is_empty() { format!("{value}/{best}") } else { notation.to_owned() };
        Some(Self { notation, mark })
    }

    /// A bare number from a source whose other ratings tell the scale: shown as `4 (of 5?)`.
    pub fn inferred(value: f64, best: f64) -> Self {
        let mark = Mark::Points { value, best: None, is_inferred: false };
        Self { notation: value.to_string(), mark }.with_scale(best)
    }

    /// The same rating on a scale inferred from its surroundings, where its notation states none and it fits.
    #[must_use]
    pub fn with_scale(self, best: f64) -> Self {
        match self.mark {
            Mark::Points { value, best: None, .. }
            | Mark::Points { value, is_inferred: true, .. }
                if best > 0.0 && value <= best =>
            {
                Self { mark: Mark::Points { value, best: Some(best), is_inferred: true }, ..self }
            }
            _ => self,
        }
    }

    /// The rating on a scale of 0 to 100, rounded half up and never above 100; `None` where no scale is known.
    pub fn normalized(&self, letters: Letters) -> Option<u8> {
        match self.mark {
            Mark::Points { value, best: Some(best), .. } if best > 0.0 => {
                Some(percent(value / best))
            }
            Mark::Points { .. } | Mark::Unknown => None,
            Mark::Letter(step) => {
                GRADES.get(usize::from(step)).map(|&(_, metacritic, school)| match letters {
                    Letters::Metacritic => metacritic,
                    Letters::School => school,
                })
            }
            Mark::Word(number) => Some(number.min(100)),
        }
    }

    /// Whether the value lies above the end of its own scale (`5.5/5`), as a slip of the pen or a joke.
    pub fn is_above_scale(&self) -> bool {
        matches!(self.mark, Mark::Points { value, best: Some(best), .. } if value > best)
    }

    /// What the rating comes to, where its number is known.
    pub fn verdict(&self, letters: Letters) -> Option<Verdict> {
        self.normalized(letters).map(Verdict::of)
    }

    /// The critic's notation and our number: `★★★★½ (90)`, `4 (of 5?, 80)`, `R`.
    pub fn with_number(&self, letters: Letters) -> String {
        match (self.normalized(letters), self.inferred_best()) {
            (Some(number), Some(best)) => format!("{} (of {best}?, {number})", self.notation),
            (Some(number), None) => format!("{} ({number})", self.notation),
            (None, _) => self.to_string(),
        }
    }

    /// Which of two ratings is better, by the normalised number; one without a number comes before all others.
    pub fn compare(&self, other: &Self, letters: Letters) -> Ordering {
        self.normalized(letters).cmp(&other.normalized(letters))
    }

    fn inferred_best(&self) -> Option<f64> {
        match self.mark {
            Mark::Points { best, is_inferred: true, .. } => best,
            _ => None,
        }
    }
}

/// The critic's notation, with the scale where that is inferred: `9/10`, `B+`, `4 (of 5?)`.
impl fmt::Display for Rating {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.inferred_best() {
            Some(best) => f.pad(&format!("{} (of {best}?)", self.notation)),
            None => f.pad(&self.notation),
        }
    }
}

/// What a rating comes to: our word, not the critic's, and to be labelled so.
///
/// From 60 on it is positive, which agrees with the editors of Rotten Tomatoes on 94.7 % of 40,153 rated blurbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Below 50.
    Negative,
    /// 50 to 59.
    Mixed,
    /// 60 and above.
    Positive,
}

impl Verdict {
    /// The verdict on a number from 0 to 100.
    pub fn of(normalized: u8) -> Self {
        match normalized {
            60.. => Self::Positive,
            50..60 => Self::Mixed,
            _ => Self::Negative,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Positive => "positive",
            Self::Mixed => "mixed",
            Self::Negative => "negative",
        })
    }
}

/// A share of 1 as a number from 0 to 100, rounded half up.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=100 before the cast"
)]
fn percent(share: f64) -> u8 {
    // Half a hundredth is added in the last place too, since 0.29 * 100 is a little less than 29.
    (share * 100.0 + 0.5 + 1e-9).floor().clamp(0.0, 100.0) as u8
}

/// Splits `4 (of 5?)` into `4` and 5.
fn split_inferred_scale(text: &str) -> Option<(&str, f64)> {
    let (shown, best) = text.strip_suffix("?)")?.rsplit_once(" (of ")?;
    let best = best.parse().ok().filter(|best: &f64| best.is_finite() && *best > 0.0)?;
    Some((shown, best))
}

/// The text without what is put around a rating: brackets, quotes, a full stop.
fn bare(text: &str) -> &str {
    let text =
        text.trim_matches(['"', '“', '”', '\'', ' ']).trim_end_matches(['.', '!', ',', ';', ' ']);
    let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    inner
        .or_else(|| text.strip_prefix('[').and_then(|t| t.strip_suffix(']')))
        .unwrap_or(text)
        .trim()
}

#[cfg(test)]
mod tests;
