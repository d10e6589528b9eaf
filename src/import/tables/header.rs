//! Headers: which column of a table is what, told by its names, by a service's own, or by the reader.

use std::collections::HashMap;

use serde_json::Value;

use super::records::Records;
use crate::import::fields::{self, Fields, folded};
use crate::import::service::{self, Refusal, Service, goodreads, sheet};
use crate::review::Draft;
use crate::schema::loose::Object;

/// What may stand between cells.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// The longest name of a column; a longer one is a sentence.
const LONGEST_NAME: usize = 60;

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Header {
    /// What stands between cells.
    pub(super) delimiter: u8,
    /// Whether the first row names the columns.
    pub(super) is_stated: bool,
    names: Vec<String>,
    service: Option<&'static Service>,
}

impl Header {
    /// The columns of a text; `columns` are names that the reader gave to some: ours, theirs. `None` where there are no two.
    pub(super) fn of(text: &str, columns: &[(String, String)]) -> Option<Self> {
        let headers = DELIMITERS.iter().filter_map(|&delimiter| {
            let names = Records::first(text, delimiter).filter(|names| names.len() > 1)?;
            Some(Self::named(&names, delimiter, columns))
        });
        headers
            .max_by_key(|header| (header.service.is_some(), header.n_known(), header.names.len()))
    }

    fn named(names: &[String], delimiter: u8, columns: &[(String, String)]) -> Self {
        let names = &numbered(names);
        if let Some(names) = goodreads::unstated(names) {
            let service = service::of_names(&names);
            return Self { delimiter, is_stated: false, names, service };
        }
        let names: Vec<String> = names.iter().map(|name| renamed(name.trim(), columns)).collect();
        let service = service::of_names(&names).filter(|_| columns.is_empty());
        Self { delimiter, is_stated: true, names, service }
    }

    fn n_known(&self) -> usize {
        self.names.iter().filter(|name| fields::knows(&folded(name))).count()
    }

    /// Whether the names are sure to be those of a table of reviews.
    pub(super) fn is_telling(&self) -> bool {
        let is_short = |name: &String| name.chars().count() <= LONGEST_NAME;
        self.service.is_some()
            || (self.names.iter().all(is_short) && self.n_known() > 1 && self.lacks().is_none())
    }

    /// Why no reviews can be made of these columns, if so.
    pub(super) fn lacks(&self) -> Option<String> {
        let is_known = self.names.iter().any(|name| sheet::is_subject(&folded(name)));
        if self.service.is_some() || is_known {
            return None;
        }
        let shown: Vec<&str> = self.names.iter().map(String::as_str).take(40).collect();
        Some(format!(
            "no column is known as a title, a work or a text; name them: --map title=…,body=… (columns: {})",
            shown.join(", ")
        ))
    }

    /// Whether a row has a cell for each column and no more.
    pub(super) fn fits(&self, cells: &[String]) -> bool {
        cells.len() == self.names.len()
    }

    /// A row by the names of its columns.
    ///
    /// # Errors
    /// Refuses a row with more cells than there are columns, or fewer.
    pub(super) fn row(&self, cells: &[String]) -> Result<Object, String> {
        let n_filled = cells.len() - cells.iter().rev().take_while(|cell| cell.is_empty()).count();
        if n_filled > self.names.len() || (cells.len() < self.names.len() && cells.len() > 1) {
            return Err(format!("{} cells for {} columns", cells.len(), self.names.len()));
        }
        let mut row = Object::new();
        for (name, cell) in self.names.iter().zip(cells).filter(|(name, _)| !name.is_empty()) {
            row.entry(name.as_str()).or_insert_with(|| Value::from(typed(cell)));
        }
        Ok(row)
    }

    /// The review in a row.
    pub(super) fn draft(&self, row: &Fields<'_>) -> Result<Draft, Refusal> {
        self.service.map_or_else(|| sheet::draft(row), |service| service.draft(row))
    }
}

/// Names of columns, those that come again with a number: a title may be the work's, and the next the review's.
fn numbered(names: &[String]) -> Vec<String> {
    let mut n_met: HashMap<&str, usize> = HashMap::new();
    let mut told = Vec::new();
    for name in names {
        let n = n_met.entry(name).or_default();
        *n += 1;
        told.push(if *n > 1 && !name.is_empty() { format!("{name} {n}") } else { name.clone() });
    }
    told
}

/// A cell without what spreadsheets put around text that looks like a number: `="0316246620"`.
fn typed(cell: &str) -> &str {
    cell.strip_prefix("=\"").and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell)
}

/// The name of a column as the reader wants it to be understood.
fn renamed(name: &str, columns: &[(String, String)]) -> String {
    let given = columns.iter().find(|(_, theirs)| folded(theirs) == folded(name));
    let is_taken = columns.iter().any(|(ours, _)| folded(ours) == folded(name));
    match given {
        Some((ours, _)) => ours.clone(),
        None if is_taken => String::new(),
        None => name.to_owned(),
    }
}
