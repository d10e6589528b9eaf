//! Records: the rows of a table with their lines; a quotation mark that is never closed costs its own row only.

use csv::{ReaderBuilder, StringRecord};

/// How often a table is begun anew after a row that swallowed the rest: each time costs as much as the rest is long.
const RESTARTS: usize = 16;

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// Where it begins, from 1.
    pub(super) line: usize,
    /// Its cells, their quotes taken off.
    pub(super) cells: Vec<String>,
}

/// The rows of a table in order; instead of one that cannot be read its line and why.
pub(super) struct Records<'a> {
    rest: Reading<'a>,
    delimiter: u8,
    n_restarts: usize,
}

/// A text that is being read from some line on.
struct Reading<'a> {
    text: &'a str,
    /// The line of its beginning, from 0.
    line: usize,
    reader: csv::Reader<&'a [u8]>,
}

impl<'a> Reading<'a> {
    fn new(text: &'a str, line: usize, delimiter: u8) -> Self {
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(delimiter);
        Self { text, line, reader: builder.from_reader(text.as_bytes()) }
    }
}

impl<'a> Records<'a> {
    /// The rows of a text; the first is left out where it names the columns.
    pub(super) fn new(text: &'a str, delimiter: u8, has_header: bool) -> Self {
        let mut records = Self { rest: Reading::new(text, 0, delimiter), delimiter, n_restarts: 0 };
        if has_header {
            records.next();
        }
        records
    }

    /// The first row of a text.
    pub(super) fn first(text: &str, delimiter: u8) -> Option<Vec<String>> {
        let first = Records::new(text, delimiter, false).next()?;
        first.ok().map(|record| record.cells)
    }

    /// Goes on in the line after the one at a byte.
    fn restart(&mut self, start: usize, line: usize) {
        let rest = self.rest.text.get(start..).unwrap_or("");
        let next = rest.split_once('\n').map_or("", |(_, next)| next);
        self.n_restarts += 1;
        self.rest = Reading::new(next, line, self.delimiter);
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, (usize, String)>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut record = StringRecord::new();
        let start = byte(self.rest.reader.position());
        match self.rest.reader.read_record(&mut record) {
            Ok(false) => return None,
            Ok(true) => {}
            Err(error) => return Some(Err((self.rest.line + 1, error.to_string()))),
        }
        let place = record.position();
        let line = self.rest.line + place.map_or(1, |p| usize::try_from(p.line()).unwrap_or(1));
        let start = place.map_or(start, byte);
        let end = byte(self.rest.reader.position());
        let is_last = self.rest.text.get(end..).is_none_or(str::is_empty);
        let raw = self.rest.text.get(start..end).unwrap_or("");
        let is_open = is_last && raw.matches('"').count() % 2 == 1 && raw.trim_end().contains('\n');
        if is_open && self.n_restarts < RESTARTS {
            self.restart(start, line);
            return Some(Err((line, "a quotation mark is never closed".to_owned())));
        }
        Some(Ok(Record { line, cells: record.iter().map(str::to_owned).collect() }))
    }
}

fn byte(position: &csv::Position) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX)
}
