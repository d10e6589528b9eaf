//! The best lines of a paragraph as a whole: even, and courteous where that costs little evenness.
//!
//! Knuth and Plass, *Breaking Paragraphs into Lines* (1981), in its ragged form: of all ways to break, the one with the
//! least sum of squared slack and tolls. The last line may be as short as it likes, if it is not a runt.

use super::courtesy::{LAST_HYPHEN, RUNT};
use super::fragment::Fragment;

/// The best way to set the fragments before a break.
#[derive(Debug, Clone, Copy)]
struct Best {
    cost: u64,
    /// The fragment with which the line begins that ends here.
    from: usize,
}

/// The lines of a paragraph in so many cells.
pub(super) fn lines(fragments: &[Fragment], cells: usize) -> Vec<&[Fragment]> {
    let mut best = vec![Best { cost: 0, from: 0 }];
    for end in 1..=fragments.len() {
        best.push(best_line(fragments, &best, end, cells));
    }
    let mut lines = Vec::new();
    let mut end = fragments.len();
    while end > 0 {
        let from = best.get(end).map_or(0, |best| best.from).min(end - 1);
        lines.extend(fragments.get(from..end));
        end = from;
    }
    lines.reverse();
    lines
}

/// The best line that ends before a fragment.
fn best_line(fragments: &[Fragment], best: &[Best], end: usize, cells: usize) -> Best {
    let is_last = end == fragments.len();
    let mut found = Best { cost: u64::MAX, from: end - 1 };
    let mut taken = 0;
    let mut words = 1;
    let mut is_hyphen = false;
    for (from, fragment) in fragments.get(..end).unwrap_or(&[]).iter().enumerate().rev() {
        if from + 1 == end {
            is_hyphen = fragment.is_hyphen && !is_last;
            taken = fragment.cells + usize::from(is_hyphen);
        } else {
            taken += fragment.cells + fragment.space;
            // Characters that are written without spaces stand for words.
            words += usize::from(fragment.space > 0 || fragment.toll == 0);
        }
        if taken > cells && from + 1 < end {
            break;
        }
        let before = from.checked_sub(1).and_then(|at| fragments.get(at));
        let is_after_hyphen = before.is_some_and(|before| before.is_hyphen);
        let own = if is_last {
            let is_runt = from > 0 && (words == 1 || taken * 10 < cells);
            u64::from(is_runt) * RUNT + u64::from(is_after_hyphen) * LAST_HYPHEN
        } else {
            let slack = u64::try_from(cells.saturating_sub(taken)).unwrap_or(u64::MAX);
            let twice = u64::from(is_hyphen && is_after_hyphen) * TWICE;
            slack.saturating_mul(slack).saturating_add(fragment_toll(fragments, end) + twice)
        };
        let cost = best.get(from).map_or(u64::MAX, |best| best.cost.saturating_add(own));
        if cost < found.cost {
            found = Best { cost, from };
        }
    }
    found
}

/// Two hyphens one below the other: worse than anything else, but lines there must be.
const TWICE: u64 = 1 << 32;

fn fragment_toll(fragments: &[Fragment], end: usize) -> u64 {
    end.checked_sub(1).and_then(|at| fragments.get(at)).map_or(0, |last| last.toll)
}
