//! JSON lines: a schema.org `Review` a line.

use crate::review::Record;
use crate::schema::{Facts, review_to_json};

/// A record as one line, ended.
pub fn write(record: &Record, facts: &Facts) -> String {
    format!("{}\n", review_to_json(record, facts))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::import::{Format, Options, Source, read_source};
    use crate::schema::arbitrary;

    proptest! {
        #[test]
        fn what_is_exported_imports_back_the_same(record in arbitrary::record()) {
            let text = write(&record, &Facts { with_body: true, ..Facts::default() });
            prop_assert_eq!(text.matches('\n').count(), 1);
            let options = Options { format: Format::named("jsonl"), ..Options::default() };
            let rows = read_source(&Source { path: "-".into(), text }, &options);
            prop_assert_eq!(rows, vec![Ok(arbitrary::draft_of(record))]);
        }
    }
}
