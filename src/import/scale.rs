//! Scales: what a bare `4` is out of, told by the ratings around it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::walk::{files_in, load};
use super::{Options, Rows, Source, contents, limits};
use crate::rating::Mark;
use crate::review::Draft;

/// The largest bare mark among some rows; `None` where every rating has its scale. Exports of our own keep what they say.
pub(super) fn best_mark(rows: &Rows) -> Option<f64> {
    rows.iter().flatten().filter_map(bare_mark).reduce(f64::max)
}

/// Whether a file has a scale of its own, whatever lies beside it: so many bare marks make one by themselves.
pub(super) fn is_own(rows: &Rows) -> bool {
    rows.iter().flatten().filter_map(bare_mark).nth(COLLECTION).is_some()
}

/// A file with more marks than this is a collection, which need not be of the same critic as those beside it.
const COLLECTION: usize = 8;

fn bare_mark(draft: &Draft) -> Option<f64> {
    match draft.review.rating.as_ref()?.mark {
        Mark::Points { value, best: None, .. } if draft.state.is_none() => Some(value),
        _ => None,
    }
}

/// Gives every bare mark the scale that the largest mark around it fits on, marked as inferred.
pub(super) fn set(rows: &mut Rows, largest: f64) {
    for draft in rows.iter_mut().flatten().filter(|draft| bare_mark(draft).is_some()) {
        if let Some(Mark::Points { best, is_inferred, .. }) =
            draft.review.rating.as_mut().map(|r| &mut r.mark)
        {
            *best = Some(scale_of(largest));
            *is_inferred = true;
        }
    }
}

/// The largest bare mark in some sources; 0 where there is none.
pub(super) fn largest(sources: impl Iterator<Item = Source>, options: &Options) -> f64 {
    let rows = sources.map(|source| contents::raw_rows_of(&source, options));
    let marks = rows.filter(|rows| !is_own(rows)).filter_map(|rows| best_mark(&rows));
    marks.fold(0.0, f64::max)
}

/// The smallest of the three common scales that has this mark. Where a folder's best is 5, its critic marks out of 5: in
/// a folder of some reviews a scale is used up to its end.
fn scale_of(largest: f64) -> f64 {
    [5.0, 10.0].into_iter().find(|&best| largest <= best).unwrap_or(100.0)
}

/// The largest bare mark of each folder, looked up once.
#[derive(Debug)]
pub(super) struct Scales {
    /// What was asked to be imported.
    roots: Vec<PathBuf>,
    known: HashMap<PathBuf, f64>,
}

impl Scales {
    pub(super) fn new(roots: &[PathBuf]) -> Self {
        Self { roots: roots.to_vec(), known: HashMap::new() }
    }

    /// The largest bare mark among the files that are imported from this file's folder; 0 where there is none.
    pub(super) fn best_mark(&mut self, file: &Path, options: &Options) -> f64 {
        let folder = file.parent().unwrap_or(file);
        if let Some(&known) = self.known.get(folder) {
            return known;
        }
        let mut n_left = limits::SCALE_BYTES;
        let files = self.beside(file, folder);
        let sources = files.iter().filter_map(|path| {
            n_left = n_left.checked_sub(fs::metadata(path).map_or(0, |m| m.len()))?;
            load(path).ok()
        });
        let largest = largest(sources, options);
        self.known.insert(folder.to_owned(), largest);
        largest
    }

    /// The files of the same import in the same folder, at most [`limits::SCALE_FILES`].
    fn beside(&self, file: &Path, folder: &Path) -> Vec<PathBuf> {
        let is_walked = self.roots.iter().any(|root| root != file && file.starts_with(root));
        let mut files = if is_walked {
            files_in(folder)
        } else {
            self.roots
                .iter()
                .filter(|root| root.parent() == Some(folder) && root.is_file())
                .cloned()
                .collect()
        };
        files.truncate(limits::SCALE_FILES);
        files
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_common_scale_that_has_the_mark_is_taken() {
        for (largest, best) in
            [(0.0, 5.0), (5.0, 5.0), (5.5, 10.0), (10.0, 10.0), (11.0, 100.0), (1000.0, 100.0)]
        {
            assert!((scale_of(largest) - best).abs() < f64::EPSILON, "{largest}");
        }
    }
}
