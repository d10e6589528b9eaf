//! Report: what an import came to.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

use super::ImportError;

/// What an import came to: `4 new, 1 changed, 2 files skipped`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Reviews that the library did not have.
    pub n_new: usize,
    /// Reviews that it had with another text or other facts.
    pub n_changed: usize,
    /// Reviews that it had just so.
    pub n_same: usize,
    /// What gave no review, or not all that it states, and why.
    pub skipped: Vec<ImportError>,
    /// How often each kind of reason was met.
    kinds: BTreeMap<String, usize>,
}

/// So many of a kind are told one by one.
const FIRST: usize = 3;

impl Report {
    /// Notes what gave no review; whether it is one of the first of its kind, which are told one by one.
    pub fn skip(&mut self, error: ImportError) -> bool {
        let n_met = self.kinds.entry(error.kind()).or_default();
        *n_met += 1;
        let is_first = *n_met <= FIRST;
        self.skipped.push(error);
        is_first
    }

    /// What was skipped after the first of their kinds: how many, and why.
    pub fn untold(&self) -> Vec<String> {
        let mut told: Vec<_> = self.kinds.iter().filter(|(_, n_met)| **n_met > FIRST).collect();
        told.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        told.into_iter().map(|(kind, n_met)| format!("{} more: {kind}", n_met - FIRST)).collect()
    }

    /// As JSON: the counts, and each thing skipped with its path, line and reason.
    pub fn to_json(&self) -> Value {
        let told_of = |error: &ImportError| {
            let mut told = json!({"path": error.path.to_string_lossy()});
            if let Some(line) = error.line {
                told["line"] = line.into();
            }
            if error.n_rows > 1 {
                told["rows"] = error.n_rows.into();
            }
            told["reason"] = error.reason.as_str().into();
            told
        };
        let all = |is_note| {
            let of_kind = self.skipped.iter().filter(move |error| error.is_note == is_note);
            of_kind.map(told_of).collect::<Vec<_>>()
        };
        let mut report = json!({
            "new": self.n_new,
            "changed": self.n_changed,
            "same": self.n_same,
            "skipped": all(false),
        });
        let left_out = all(true);
        if let Some(report) = report.as_object_mut().filter(|_| !left_out.is_empty()) {
            report.insert("left_out".to_owned(), left_out.into());
        }
        report
    }
}

/// The counts that are not zero, or `nothing to import`.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n_notes = self.skipped.iter().filter(|error| error.is_note).count();
        let lost = || self.skipped.iter().filter(|error| !error.is_note);
        let n_rows = lost().map(|error| error.n_rows).sum();
        let n_files = lost().filter(|error| error.n_rows == 0).count();
        let counts = [
            (self.n_new, "new"),
            (self.n_changed, "changed"),
            (self.n_same, "same"),
            (n_files, if n_files == 1 { "file skipped" } else { "files skipped" }),
            (n_rows, if n_rows == 1 { "row skipped" } else { "rows skipped" }),
            (n_notes, if n_notes == 1 { "value left out" } else { "values left out" }),
        ];
        let said: Vec<_> =
            counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        f.write_str(if said.is_empty() { "nothing to import" } else { "" })?;
        f.write_str(&said.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(counts: [usize; 3], [n_files, n_rows]: [usize; 2], text: &str) {
        let mut skipped = vec![ImportError::new("a.md", "empty"); n_files];
        skipped.extend(vec![ImportError::new("a.csv", "bad").at(3); n_rows]);
        let [n_new, n_changed, n_same] = counts;
        let report = Report { n_new, n_changed, n_same, skipped, ..Report::default() };
        assert_eq!(report.to_string(), text);
    }

    #[test]
    fn only_what_happened_is_said() {
        check([4, 0, 0], [0, 0], "4 new");
        check([0, 0, 4], [0, 0], "4 same");
        check([1, 2, 3], [4, 0], "1 new, 2 changed, 3 same, 4 files skipped");
        check([1, 0, 0], [1, 2], "1 new, 1 file skipped, 2 rows skipped");
        check([0, 0, 0], [0, 1], "1 row skipped");
        check([0, 0, 0], [0, 0], "nothing to import");
    }

    #[test]
    fn json_names_what_was_skipped() {
        let report = Report {
            n_new: 1,
            skipped: vec![ImportError::new("a.md", "bad").at(3)],
            ..Report::default()
        };
        let wanted = json!({"new":1,"changed":0,"same":0,"skipped":[{"path":"a.md","line":3,"reason":"bad"}]});
        assert_eq!(report.to_json(), wanted);
    }

    #[test]
    fn the_first_of_a_kind_are_told_and_the_others_counted() {
        let mut report = Report::default();
        let bad = |n: usize| ImportError::new("a.csv", format!("{n} cells for 9 columns")).at(n);
        let told: Vec<bool> = (1..=5).map(|n| report.skip(bad(n))).collect();
        assert_eq!(told, [true, true, true, false, false]);
        assert!(report.skip(ImportError::new("b.csv", "empty")));
        assert_eq!(report.untold(), ["2 more: … cells for … columns"]);
        assert_eq!(report.to_string(), "1 file skipped, 5 rows skipped");
    }
}
