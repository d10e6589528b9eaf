//! Tables: rows of cells as `CommonMark`'s extension has them, or as paragraphs where there is one column.

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    /// Whether each cell of the first row is a heading.
    has_head: bool,
    is_in_cell: bool,
}

impl Table {
    /// A row begins.
    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// A cell begins.
    pub(super) fn cell(&mut self, is_head: bool) {
        if self.rows.is_empty() {
            self.row();
        }
        if let [row] = self.rows.as_slice() {
            self.has_head = is_head && (self.has_head || row.is_empty());
        }
        self.is_in_cell = true;
    }

    /// Whether words belong to a cell.
    pub(super) fn is_in_cell(&self) -> bool {
        self.is_in_cell
    }

    /// A cell is complete.
    pub(super) fn end_cell(&mut self, text: String) {
        self.is_in_cell = false;
        if let Some(row) = self.rows.last_mut() {
            row.push(text);
        }
    }

    /// The lines of each block that it makes.
    pub(super) fn blocks(self) -> Vec<Vec<String>> {
        let is_filled = |row: &Vec<String>| row.iter().any(|cell| !cell.is_empty());
        let rows: Vec<_> = self.rows.into_iter().filter(is_filled).collect();
        let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if n_columns < 2 {
            return rows.into_iter().map(|row| vec![row.concat()]).collect();
        }
        let mut lines = Vec::with_capacity(rows.len() + 2);
        if !self.has_head {
            lines.push(line(&[], n_columns));
        }
        lines.extend(rows.iter().map(|row| line(row, n_columns)));
        lines.insert(1, format!("|{}", " --- |".repeat(n_columns)));
        vec![lines]
    }
}

fn line(cells: &[String], n_columns: usize) -> String {
    let cells = cells.iter().map(|cell| cell.replace('|', "\\|"));
    let padded = cells.chain(std::iter::repeat(String::new())).take(n_columns);
    padded.fold("|".to_owned(), |line, cell| format!("{line} {cell} |"))
}
