//! Columns: how the rows of a page go down the first column and on in the second.

use std::ops::Range;

use super::{Reader, Row, Setting, Spot};
use crate::text::prose::Prose;
use crate::text::wrap::Spacing;

/// A page as it is laid out.
pub(super) struct Laid {
    /// The rows, those of the second column after those of the first.
    pub(super) rows: Vec<Row>,
    /// How many rows of the text they are.
    pub(super) n_rows: usize,
    /// Which of them are empty at the foot of the first column, and are no rows of the text.
    empty: Range<usize>,
}

impl Laid {
    /// The same without a heading at the foot of the page.
    pub(super) fn without_last_heading(mut self, prose: &Prose) -> Self {
        let n_before = self.rows.len();
        Setting::keep_headings(prose, &mut self.rows);
        let n_after = self.rows.len();
        let n_empty = n_before.min(self.empty.end).saturating_sub(n_after.max(self.empty.start));
        self.n_rows -= n_before - n_after - n_empty;
        self
    }
}

impl Reader {
    /// Takes the row at which a second column begins, if there is one.
    pub fn fold(&mut self, at: Option<usize>) {
        if self.page.fold != at {
            self.page.fold = at;
            self.lay_out_again();
        }
    }

    /// The rows of a page from one on. No column begins with a blank one but the first, and the first does not end on a
    /// heading: what is left of it stays empty.
    pub(super) fn rows_from(&mut self, top: Spot) -> Laid {
        let height = self.page.height;
        let Some(fold) = self.page.fold else {
            let rows = self.setting.rows(&self.prose, top, height);
            let n_rows = rows.len();
            return Laid { rows, n_rows, empty: 0..0 };
        };
        let mut first = self.setting.rows(&self.prose, top, height + 1);
        let mut second = first.split_off(fold.min(first.len()));
        if !second.is_empty() {
            let mut kept = first.clone();
            Setting::keep_headings(&self.prose, &mut kept);
            second.splice(0..0, first.split_off(kept.len()));
        }
        let n_blank = usize::from(second.first().is_some_and(Row::is_blank));
        second.drain(..n_blank);
        let n_first = first.len();
        if let Some(next) = second.first() {
            let (line, spacing) = (None, Spacing::default());
            let empty = Row { block: next.block, line, is_first: false, spacing, rule: None };
            first.resize(fold, empty);
        }
        second.truncate(height.saturating_sub(first.len()));
        let (n_rows, empty) = (n_first + n_blank + second.len(), n_first..first.len());
        first.extend(second);
        Laid { rows: first, n_rows, empty }
    }

    /// The row at the top of a page that has the end of the text at its foot; the first row if all of the text fits.
    pub(super) fn last_top(&mut self) -> Spot {
        let mut top = self.setting.last_top(&self.prose, self.page.height);
        let last = self.setting.last(&self.prose);
        // What stays empty in the first column pushes the end down.
        while self.page.fold.is_some() {
            let n_rows = self.rows_from(top).n_rows;
            let foot = self.setting.walk(&self.prose, top, n_rows.cast_signed() - 1);
            let next = self.setting.walk(&self.prose, top, 1);
            if foot >= last || next == top {
                break;
            }
            top = next;
        }
        top
    }
}
