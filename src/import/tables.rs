//! Tables of reviews, a row each, by the names of their columns: exports of services, and any sheet with a sensible header.

mod header;
mod records;

use self::header::Header;
use self::records::Records;
use super::fields::Fields;
use super::service::{Refusal, letterboxd};
use super::{ImportError, Options, Rows, Source};
use crate::review::Draft;
use crate::schema::loose::Object;

/// Whether a text is a table whose columns are known.
pub(super) fn is_table(text: &str) -> bool {
    Header::of(text, &[]).is_some_and(|header| {
        let first = Records::new(text, header.delimiter, header.is_stated).next();
        header.is_telling() && first.is_some_and(|row| row.is_ok_and(|row| header.fits(&row.cells)))
    })
}

/// Reads a table, a review a row. A bad row is an error at its line; what is only listed is counted and named once.
pub(super) fn read(source: &Source, options: &Options) -> Rows {
    let error = |reason: String| ImportError::new(&source.path, reason);
    if let Some(reason) = letterboxd::left_out(&source.path, &source.text) {
        return vec![Err(error(reason.to_owned()))];
    }
    let Some(header) = Header::of(&source.text, &options.columns) else {
        return vec![Err(error("no table with columns".to_owned()))];
    };
    if let Some(reason) = header.lacks() {
        return vec![Err(error(reason).because_of(1))];
    }
    let mut rows = Vec::new();
    let mut listed = Listed::default();
    for record in Records::new(&source.text, header.delimiter, header.is_stated) {
        let mut notes = Vec::new();
        let row = record.and_then(|record| {
            let cells = header.row(&record.cells).map_err(|reason| (record.line, reason))?;
            let draft = draft(&header, &cells);
            if let Ok(Some(draft)) = &draft {
                let left_out = Fields::of(&cells).unread(&draft.review).into_iter();
                notes.extend(left_out.map(|reason| error(reason).at(record.line).noted()));
            }
            draft.or_else(|refusal| match refusal {
                Refusal::Listed(reason) => {
                    listed.note(record.line, reason);
                    Ok(None)
                }
                Refusal::Bad(reason) => Err((record.line, reason)),
            })
        });
        rows.extend(row.map_err(|(line, reason)| error(reason).at(line)).transpose());
        rows.extend(notes.into_iter().map(Err));
    }
    rows.extend(
        listed.counted().map(|(reason, n, line)| Err(error(reason.to_owned()).of_rows(n).at(line))),
    );
    rows
}

/// Whose export a table with one row of an account is.
pub(super) fn owner(profile: &Source) -> Option<String> {
    let header = Header::of(&profile.text, &[])?;
    let row = Records::new(&profile.text, header.delimiter, header.is_stated).next()?.ok()?;
    letterboxd::owner(&Fields::of(&header.row(&row.cells).ok()?))
}

/// The review in a row; an empty row gives none.
fn draft(header: &Header, row: &Object) -> Result<Option<Draft>, Refusal> {
    if row.values().all(|cell| cell.as_str().is_none_or(|text| text.trim().is_empty())) {
        return Ok(None);
    }
    header.draft(&Fields::of(row)).map(Some)
}

/// Rows that are no reviews but only named in the file, counted by why.
#[derive(Debug, Default)]
pub(super) struct Listed(Vec<(&'static str, usize, usize)>);

impl Listed {
    /// Counts a row, at its line.
    pub(super) fn note(&mut self, line: usize, reason: &'static str) {
        match self.0.iter_mut().find(|known| known.0 == reason) {
            Some((_, _, n)) => *n += 1,
            None => self.0.push((reason, line, 1)),
        }
    }

    /// Each kind, how many there are, and the line of the first.
    pub(super) fn counted(self) -> impl Iterator<Item = (&'static str, usize, usize)> {
        self.0.into_iter().map(|(reason, line, n)| (reason, n, line))
    }
}

#[cfg(test)]
mod tests;
