//! What the list shows of all reviews, without their texts, and how many there are.

use std::cmp::Reverse;
use std::collections::HashMap;

use rusqlite::{Connection, Params, Row};

use super::Library;
use super::columns::Columns;
use super::fault::Fault;
use super::record::{self, row_of};
use crate::error::Result;
use crate::review::{Flags, ReviewId, Summary, TextFacts, WorkName};

/// How much a library holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Reviews.
    pub n_reviews: u32,
    /// Reviews marked read.
    pub n_read: u32,
    /// Reviews starred.
    pub n_starred: u32,
    /// Works with a review.
    pub n_works: u32,
    /// Words in all texts.
    pub n_words: u64,
}

const SUMMARY: &str = "SELECT r.review, r.id, r.title, w.kind, w.name, w.date_published, r.authors, r.publisher,
    r.date_published, r.notation, r.mark, r.value, r.best, r.is_inferred, r.language, r.n_words, r.n_spoilers,
    s.n_highlights, r.source, s.read, s.starred, w.seen, s.progress, r.added
    FROM reviews r JOIN works w USING (work) LEFT JOIN states s USING (review) WHERE r.removed IS NULL";

impl Library {
    /// What the list shows of every review: the newest in the library first, those of one import in its order.
    pub fn summaries(&self) -> Result<Vec<Summary>> {
        let mut all = self.read(|conn| {
            let mut tags = all_tags(conn)?;
            summaries(conn, SUMMARY, [], |row| Ok(tags.remove(&row).unwrap_or_default()))
        })?;
        // Read in the order of the file and sorted here (rows of one moment keep their order): twice as fast.
        all.sort_by_key(|summary| Reverse(summary.added));
        Ok(all)
    }

    /// The first so many of [`Library::summaries`]: enough for a first frame, in no time.
    pub fn summaries_page(&self, limit: u32) -> Result<Vec<Summary>> {
        self.read(|conn| {
            let sql = format!("{SUMMARY} ORDER BY r.added DESC, r.review LIMIT ?1");
            summaries(conn, &sql, [limit], |row| record::tags(conn, row))
        })
    }

    /// What the list shows of one review.
    pub fn summary(&self, id: &ReviewId) -> Result<Summary> {
        self.read(|conn| {
            let row = row_of(conn, id)?;
            let sql = format!("{SUMMARY} AND r.review = ?1");
            let found = summaries(conn, &sql, [row], |row| record::tags(conn, row))?;
            found.into_iter().next().ok_or_else(|| Fault::NoReview(id.to_string()))
        })
    }

    /// How much the library holds.
    pub fn counts(&self) -> Result<Counts> {
        let sql =
            "SELECT count(*), sum(s.read), sum(s.starred), count(DISTINCT r.work), sum(r.n_words)
            FROM reviews r LEFT JOIN states s USING (review) WHERE r.removed IS NULL";
        self.read(|conn| {
            let counts = conn.query_row(sql, [], |row| {
                let mut column = Columns::from(row, 0);
                Ok(Counts {
                    n_reviews: column.count()?,
                    n_read: column.count()?,
                    n_starred: column.count()?,
                    n_works: column.count()?,
                    n_words: column
                        .maybe_int()?
                        .and_then(|n| u64::try_from(n).ok())
                        .unwrap_or_default(),
                })
            })?;
            Ok(counts)
        })
    }

    /// Whether a review was ever in here, even if all were removed since.
    pub fn was_ever_used(&self) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'reviews')";
        self.read(|conn| Ok(conn.query_row(sql, [], |row| row.get(0))?))
    }

    /// A number that becomes another when another program has changed the library (not by changes made here).
    pub fn data_version(&self) -> Result<i64> {
        let version = self.conn.query_row("PRAGMA data_version", [], |row| row.get(0));
        version.map_err(|source| Fault::Sql(source).at(&self.path))
    }
}

/// The reviews that a statement finds, each with the tags of its row.
fn summaries(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    mut tags_of: impl FnMut(i64) -> Result<Vec<String>, Fault>,
) -> Result<Vec<Summary>, Fault> {
    let mut select = conn.prepare_cached(sql)?;
    let found = select
        .query_map(params, |row| Ok((row.get(0)?, summary(row)?)))?
        .collect::<rusqlite::Result<Vec<(i64, Summary)>>>()?;
    found
        .into_iter()
        .map(|(row, summary)| Ok(Summary { keywords: tags_of(row)?, ..summary }))
        .collect()
}

fn all_tags(conn: &Connection) -> Result<HashMap<i64, Vec<String>>, Fault> {
    let mut all = conn.prepare_cached(
        "SELECT review, tag FROM tags WHERE origin < 2 ORDER BY review, position",
    )?;
    let mut tags: HashMap<i64, Vec<String>> = HashMap::new();
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        tags.entry(row.get(0)?).or_default().push(Columns::from(row, 1).text()?);
    }
    Ok(tags)
}

fn summary(row: &Row<'_>) -> rusqlite::Result<Summary> {
    let mut column = Columns::from(row, 1);
    Ok(Summary {
        id: column.id()?,
        title: column.text()?,
        work: WorkName {
            kind: column.kind()?,
            name: column.text()?,
            year: column.date()?.map(crate::date::Date::year),
        },
        author: column.text()?.replace('\n', ", "),
        publisher: column.text()?,
        date_published: column.date()?,
        rating: column.rating()?,
        keywords: Vec::new(),
        text: TextFacts {
            language: column.text()?,
            n_words: column.count()?,
            n_spoilers: column.count()?,
            n_highlights: column.count()?,
            source: column.text()?,
        },
        flags: Flags { read: column.flag()?, starred: column.flag()?, seen: column.flag()? },
        progress: column.share()?,
        added: column.maybe_time()?.unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::support::{at, draft, folder, import, text};
    use super::super::{Change, Library};
    use super::*;
    use crate::rating::{Mark, Rating};
    use crate::review::WorkKind;

    #[test]
    fn the_list_has_the_newest_first_and_all_that_it_shows() {
        let mut library = Library::in_memory().unwrap();
        let mut shown = draft("Diamonds", "Anora", "Four words of text.");
        shown.review.work.date_published = "2024-10-18".parse().ok();
        shown.review.authors = vec!["A. Critic".into(), "B. Critic".into()];
        let mark = Mark::Points { value: 9.0, best: Some(10.0), is_inferred: false };
        shown.review.rating = Some(Rating { notation: "9/10".into(), mark });
        shown.review.keywords = vec!["z".into(), "a, b".into()];
        import(&mut library, &[draft("Old", "", "")], 0);
        import(&mut library, &[shown, draft("Second", "", "Another.")], 5);
        let all = library.summaries().unwrap();
        let titles: Vec<&str> = all.iter().map(|summary| summary.title.as_str()).collect();
        assert_eq!(titles, ["Diamonds", "Second", "Old"]);
        let first = &all[0];
        assert_eq!(
            first.work,
            WorkName { kind: WorkKind::Movie, name: "Anora".into(), year: Some(2024) }
        );
        assert_eq!((first.author.as_str(), first.publisher.as_str()), ("A. Critic, B. Critic", ""));
        assert_eq!(first.rating.as_ref().unwrap().notation, "9/10");
        assert_eq!(first.keywords, ["z", "a, b"]);
        assert_eq!((first.text.n_words, first.text.source.as_str()), (4, "/reviews/Diamonds.txt"));
        assert_eq!(first.added, at(5));
        assert_eq!(library.summaries_page(2).unwrap(), all[..2]);
        assert_eq!(library.summary(&first.id).unwrap(), *first);
    }

    #[test]
    fn a_library_is_counted() {
        let mut library = Library::in_memory().unwrap();
        assert_eq!(library.counts().unwrap(), Counts::default());
        let kept =
            import(&mut library, &[draft("A", "X", "One two."), draft("B", "X", "Three.")], 0);
        library.apply(&[kept[0].0.clone()], &Change::SetRead(true), at(1)).unwrap();
        let counts = Counts { n_reviews: 2, n_read: 1, n_starred: 0, n_works: 1, n_words: 3 };
        assert_eq!(library.counts().unwrap(), counts);
    }

    #[test]
    fn a_library_that_was_emptied_was_used() {
        let mut library = Library::in_memory().unwrap();
        assert!(!library.was_ever_used().unwrap());
        let kept = import(&mut library, &[draft("A", "", &text("a"))], 0);
        library.apply(&[kept[0].0.clone()], &Change::Remove, at(1)).unwrap();
        assert!(library.was_ever_used().unwrap());
    }

    #[test]
    fn a_change_by_another_program_is_noticed() {
        let (_folder, path) = folder();
        let (mut ours, mut theirs) = (Library::open(&path).unwrap(), Library::open(&path).unwrap());
        let before = ours.data_version().unwrap();
        import(&mut ours, &[draft("A", "", &text("a"))], 0);
        assert_eq!(ours.data_version().unwrap(), before);
        import(&mut theirs, &[draft("B", "", &text("b"))], 1);
        assert_ne!(ours.data_version().unwrap(), before);
        assert_eq!(ours.summaries().unwrap().len(), 2);
    }
}
