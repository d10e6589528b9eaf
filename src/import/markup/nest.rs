//! What blocks stand in, quotations and lists, and how far each line is set in because of it.

/// Quotations and lists deeper than this stand no further in: a page must keep room for its text.
const DEEPEST: usize = 8;

/// What a block can stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Nest {
    Quote,
    /// A list: the number of its next part, and the sign that tells it from the list before.
    List {
        number: Option<u64>,
        sign: char,
        has_parts: bool,
    },
    /// A part of a list: its marker, until it is written.
    Part {
        marker: Option<String>,
        n_cells: usize,
    },
    /// Too deep to be shown.
    Flat,
}

/// Blocks written one after the other, within what is open.
#[derive(Debug, Default)]
pub(super) struct Nests {
    out: String,
    open: Vec<Nest>,
    /// How many of those that are open were so when the last block was written.
    n_shared: usize,
    /// The sign of a list that has just ended, which the next must not have.
    last_sign: Option<char>,
}

impl Nests {
    pub(super) fn quote(&mut self) {
        self.open(Nest::Quote);
    }

    pub(super) fn list(&mut self, number: Option<u64>) {
        let [usual, other] = if number.is_some() { ['.', ')'] } else { ['-', '*'] };
        let sign = if self.last_sign == Some(usual) { other } else { usual };
        let number = number.filter(|&n| n < 1_000_000);
        self.open(Nest::List { number, sign, has_parts: false });
    }

    /// A part of the list at hand; outside of one it is a paragraph.
    pub(super) fn part(&mut self) {
        let nest = match self.open.last_mut() {
            Some(Nest::List { number, sign, .. }) => {
                let marker = match number {
                    Some(n) => {
                        *n += 1;
                        format!("{}{sign} ", *n - 1)
                    }
                    None => format!("{sign} "),
                };
                Nest::Part { n_cells: marker.len(), marker: Some(marker) }
            }
            _ => Nest::Flat,
        };
        self.open.push(nest);
    }

    fn open(&mut self, nest: Nest) {
        let n_deep =
            self.open.iter().filter(|nest| matches!(nest, Nest::Quote | Nest::List { .. })).count();
        self.open.push(if n_deep < DEEPEST { nest } else { Nest::Flat });
    }

    pub(super) fn end_quote(&mut self) {
        self.end();
    }

    pub(super) fn end_list(&mut self) {
        self.end();
    }

    pub(super) fn end_part(&mut self) {
        self.end();
    }

    fn end(&mut self) {
        let ended = self.open.pop();
        self.n_shared = self.n_shared.min(self.open.len());
        if let Some(Nest::List { sign, has_parts: true, .. }) = ended {
            self.last_sign = Some(sign);
        }
    }

    /// Writes a block of lines.
    pub(super) fn put(&mut self, lines: &[String]) {
        self.separate();
        let mut is_first = true;
        for line in lines {
            let lead = self.lead(is_first);
            let text = format!("{lead}{line}");
            self.out.push_str(text.trim_end());
            self.out.push('\n');
            is_first = false;
        }
        self.n_shared = self.open.len();
        self.last_sign = None;
    }

    /// What stands before a line; the first of a part has its marker.
    fn lead(&mut self, is_first: bool) -> String {
        let mut lead = String::new();
        for at in 0..self.open.len() {
            let (before, here) = self.open.split_at_mut(at);
            match here.first_mut() {
                Some(Nest::Quote) => lead.push_str("> "),
                Some(Nest::Part { marker, n_cells }) => match marker.take().filter(|_| is_first) {
                    Some(marker) => {
                        lead.push_str(&marker);
                        if let Some(Nest::List { has_parts, .. }) = before.last_mut() {
                            *has_parts = true;
                        }
                    }
                    None => lead.push_str(&" ".repeat(*n_cells)),
                },
                _ => {}
            }
        }
        lead
    }

    /// A blank line after the block before, but not between the parts of a list, nor before a list in a part.
    fn separate(&mut self) {
        if self.out.is_empty() || self.is_tight() {
            return;
        }
        let shared = self.open.iter().take(self.n_shared);
        let lead = shared.fold(String::new(), |mut lead, nest| {
            match nest {
                Nest::Quote => lead.push_str("> "),
                Nest::Part { n_cells, .. } => lead.push_str(&" ".repeat(*n_cells)),
                _ => {}
            }
            lead
        });
        self.out.push_str(lead.trim_end());
        self.out.push('\n');
    }

    /// Whether the next block begins a part that follows another, or a list within a part that has text.
    fn is_tight(&self) -> bool {
        let begins = |nest: &Nest| matches!(nest, Nest::Part { marker: Some(_), .. });
        let Some(first) = self.open.iter().position(begins) else { return false };
        let before = |n: usize| first.checked_sub(n).and_then(|at| self.open.get(at));
        match (before(1), before(2)) {
            (Some(Nest::List { has_parts: true, .. }), _) => true,
            // A list that does not begin with 1 needs a blank line to be one.
            (Some(Nest::List { number: None | Some(2), .. }), Some(Nest::Part { .. })) => {
                self.n_shared + 1 >= first
            }
            _ => false,
        }
    }

    pub(super) fn finish(self) -> String {
        self.out.trim_end().to_owned()
    }
}
