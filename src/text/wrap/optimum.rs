//! The best lines of a paragraph as a whole: even, and courteous where that costs little evenness.
//!
//! Knuth and Plass, *Breaking Paragraphs into Lines* (1981), in its ragged form: of all ways to break, the one with the
//! least sum of squared slack and tolls. The last line may be as short as it likes, if it is not a runt.

use super::courtesy::{LAST_HYPHEN, NEVER, RUNT};
use super::fragment::{Fragment, Hyphen};

/// The best way to set the fragments before a break.
#[derive(Debug, Clone, Copy)]
struct Best {
    cost: u64,
    /// The fragment with which the line begins that ends here.
    from: usize,
}

/// A paragraph to be broken.
pub(super) struct Paragraph<'a> {
    pub(super) fragments: &'a [Fragment],
    /// Cells of a line.
    pub(super) cells: usize,
    /// Cells by which a line must else be too short for a word to be hyphenated.
    pub(super) shortfall: usize,
}

/// A line that may be: its first fragment, the one after its last, its cells, its words.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    from: usize,
    end: usize,
    cells: usize,
    n_words: usize,
}

impl<'a> Paragraph<'a> {
    /// The best lines.
    pub(super) fn lines(&self) -> Vec<&'a [Fragment]> {
        let mut best = vec![Best { cost: 0, from: 0 }];
        for end in 1..=self.fragments.len() {
            best.push(self.best_line(&best, end));
        }
        let mut lines = Vec::new();
        let mut end = self.fragments.len();
        while end > 0 {
            let from = best.get(end).map_or(0, |best| best.from).min(end - 1);
            lines.extend(self.fragments.get(from..end));
            end = from;
        }
        lines.reverse();
        lines
    }

    /// The best line that ends before a fragment.
    fn best_line(&self, best: &[Best], end: usize) -> Best {
        let mut found = Best { cost: u64::MAX, from: end - 1 };
        let mut line = Candidate { from: end, end, cells: 0, n_words: 1 };
        for (from, fragment) in self.fragments.get(..end).unwrap_or(&[]).iter().enumerate().rev() {
            line.from = from;
            line.cells += fragment.cells;
            if from + 1 == end {
                line.cells += usize::from(fragment.is_hyphen() && end < self.fragments.len());
            } else {
                line.cells += fragment.space;
                // Characters that are written without spaces stand for words.
                line.n_words += usize::from(fragment.space > 0 || fragment.toll == 0);
            }
            if line.cells > self.cells && from + 1 < end {
                break;
            }
            let own = if end == self.fragments.len() { self.last(line) } else { self.inner(line) };
            let cost = best.get(from).map_or(u64::MAX, |best| best.cost.saturating_add(own));
            if cost < found.cost {
                found = Best { cost, from };
            }
        }
        found
    }

    /// The hyphen at the end of the line before.
    fn hyphen_before(&self, line: Candidate) -> Hyphen {
        let before = line.from.checked_sub(1).and_then(|at| self.fragments.get(at));
        before.map_or(Hyphen::None, |fragment| fragment.hyphen)
    }

    /// What the last line costs.
    fn last(&self, line: Candidate) -> u64 {
        let is_lone = line.n_words == 1;
        let is_runt = line.from > 0 && (is_lone || line.cells * 10 < self.cells);
        let hyphen = match self.hyphen_before(line) {
            Hyphen::None => 0,
            Hyphen::Made(made) if made.is_name || is_lone => NEVER,
            _ => LAST_HYPHEN,
        };
        u64::from(is_runt) * RUNT + hyphen
    }

    /// What any other line costs.
    fn inner(&self, line: Candidate) -> u64 {
        let slack = self.cells.saturating_sub(line.cells);
        let (hyphen, toll) = self
            .fragments
            .get(line.end - 1)
            .map_or((Hyphen::None, 0), |last| (last.hyphen, last.toll));
        let is_early = matches!(hyphen, Hyphen::Made(made) if slack + made.cells < self.shortfall);
        let is_second = hyphen != Hyphen::None && self.hyphen_before(line) != Hyphen::None;
        let squared = u64::try_from(slack.saturating_mul(slack)).unwrap_or(u64::MAX);
        squared.saturating_add(toll + u64::from(is_early || is_second) * NEVER)
    }
}
