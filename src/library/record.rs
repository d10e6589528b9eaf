//! One review with everything about it, read and written.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, ToSql, params, params_from_iter};

use super::columns::{Columns, millis, stated};
use super::fault::Fault;
use super::told::Told;
use super::values::{COLUMNS, PLACES, Values};
use super::{Library, cover, facts, highlight, mark, search, works};
use crate::error::{Error, Result};
use crate::review::{Flags, Place, ReadingState, Record, Review, ReviewId, Title, Work};

impl Library {
    /// A review with its text and everything the library knows of it.
    ///
    /// # Errors
    /// `Error::Asked` where no review has this id, `Error::File` where its text is not the one that was stored.
    pub fn record(&self, id: &ReviewId) -> Result<Record> {
        self.read(|conn| {
            let row = row_of(conn, id)?;
            find(conn, row, usize::MAX)?.into_record(conn)
        })
    }

    /// A review to be read at once, and how many bytes of its text are left: of a text of more than `most` bytes only a
    /// beginning of at most `beginning` is read, and whether it is the one that was stored shows only in the whole.
    pub fn beginning(
        &self,
        id: &ReviewId,
        most: usize,
        beginning: usize,
    ) -> Result<(Record, usize)> {
        self.read(|conn| {
            let row = row_of(conn, id)?;
            let found = find(conn, row, most)?;
            if found.text.is_some() {
                return Ok((found.into_record(conn)?, 0));
            }
            let text = conn.blob_open("main", "texts", "body", row, true)?;
            let mut bytes = vec![0; beginning.min(text.len())];
            text.read_at_exact(&mut bytes, 0)?;
            let body = first_lines(&bytes).to_owned();
            let n_left = text.len() - body.len();
            let text = Some(Text { bytes: body.into_bytes(), is_intact: true });
            Ok((Found { text, ..found }.into_record(conn)?, n_left))
        })
    }

    /// The text of a review, as `CommonMark`. Fails as [`Library::record`] does.
    pub fn body(&self, id: &ReviewId) -> Result<String> {
        self.read(|conn| {
            let row = row_of(conn, id)?;
            load_text(conn, row)?.intact(id.as_str())
        })
    }

    /// The reviews of these ids in this order, or all of them in the order in which they came in, one in memory at a
    /// time.
    pub fn records(
        &self,
        ids: Option<&[ReviewId]>,
    ) -> Result<impl Iterator<Item = Result<Record>>> {
        let ids = match ids {
            Some(ids) => ids.to_vec(),
            None => self.read(|conn| {
                let mut all =
                    conn.prepare("SELECT id FROM reviews WHERE removed IS NULL ORDER BY review")?;
                let ids = all.query_map([], |row| Columns::from(row, 0).id())?;
                Ok(ids.collect::<rusqlite::Result<Vec<_>>>()?)
            })?,
        };
        Ok(ids.into_iter().map(|id| self.record(&id)))
    }

    /// The id that a prefix of it means; an id that is typed whole is meant even where others begin with it.
    pub fn resolve(&self, prefix: &str) -> Result<ReviewId> {
        let prefix = prefix.trim().to_ascii_lowercase();
        let Some(exact) = ReviewId::new(&prefix) else {
            return Err(Error::asked(prefix.escape_debug().to_string(), "not an id"));
        };
        let found = self.read(|conn| {
            // `{` is the character after `z`.
            let sql = "SELECT id FROM reviews WHERE id >= ?1 AND id < ?1 || '{' AND removed IS NULL ORDER BY id";
            let mut found = conn.prepare_cached(sql)?;
            let ids = found.query_map([&prefix], |row| Columns::from(row, 0).id())?;
            Ok(ids.collect::<rusqlite::Result<Vec<_>>>()?)
        })?;
        match found.as_slice() {
            [] => Err(Error::asked(prefix, "no review has this id")),
            [only] => Ok(only.clone()),
            [first, ..] if *first == exact => Ok(exact),
            many => Err(Error::asked(
                prefix,
                format!("{} ids begin with this; give more of it", many.len()),
            )),
        }
    }
}

/// The row of a review that is not removed.
pub(super) fn row_of(conn: &Connection, id: &ReviewId) -> Result<i64, Fault> {
    let mut find =
        conn.prepare_cached("SELECT review FROM reviews WHERE id = ?1 AND removed IS NULL")?;
    let row = find.query_row([id.as_str()], |row| row.get(0)).optional()?;
    row.ok_or_else(|| Fault::NoReview(id.to_string()))
}

/// Where a review came from.
fn based_on(conn: &Connection, row: i64) -> Result<Vec<String>, Fault> {
    let mut based_on = conn.prepare_cached(
        "SELECT source FROM sources WHERE review = ?1 AND source <> '' ORDER BY position",
    )?;
    Ok(based_on
        .query_map([row], |row| Columns::from(row, 0).text())?
        .collect::<rusqlite::Result<_>>()?)
}

/// As much of the beginning of a text as can stand by itself: whole paragraphs, else lines, else words.
fn first_lines(bytes: &[u8]) -> &str {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) => bytes
            .get(..e.valid_up_to())
            .and_then(|valid| std::str::from_utf8(valid).ok())
            .unwrap_or_default(),
    };
    let ends = ["\n\n", "\n", " "].iter().filter_map(|end| text.rfind(end));
    let end = ends.into_iter().find(|end| *end > text.len() / 2).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// A text as the file holds it now; by default one that is not there.
#[derive(Default)]
pub(super) struct Text {
    bytes: Vec<u8>,
    is_intact: bool,
}

impl Text {
    /// The text in the next two columns, its checksum before it.
    fn read(column: &mut Columns<'_>) -> rusqlite::Result<Self> {
        let (checksum, bytes) = (column.text()?, column.bytes()?);
        Ok(Self { is_intact: facts::checksum(bytes) == checksum, bytes: bytes.to_vec() })
    }

    /// The text, or the fault that names its review.
    pub(super) fn intact(self, id: &str) -> Result<String, Fault> {
        self.rescued().ok_or_else(|| Fault::Damaged(id.to_owned()))
    }

    /// The text, if it is the one that was stored.
    pub(super) fn rescued(self) -> Option<String> {
        self.is_intact.then(|| String::from_utf8(self.bytes).ok()).flatten()
    }
}

/// Reads the text of a review and compares it with its checksum. A text that is missing is damaged too.
pub(super) fn load_text(conn: &Connection, row: i64) -> Result<Text, Fault> {
    let mut text = conn.prepare_cached("SELECT checksum, body FROM texts WHERE review = ?1")?;
    let text = text.query_row([row], |row| Text::read(&mut Columns::from(row, 0)));
    Ok(text.optional()?.unwrap_or_default())
}

/// Reads a review; its text comes beside it, for it may be damaged.
pub(super) fn load(conn: &Connection, row: i64) -> Result<(ReviewId, Review, Text), Fault> {
    let found = find(conn, row, usize::MAX)?;
    Ok((found.id, found.review, found.text.unwrap_or_default()))
}

/// What one row of each table says of a review.
struct Found {
    row: i64,
    id: ReviewId,
    /// The review without its text.
    review: Review,
    state: Stated,
    /// Its text, unless that is longer than was asked for.
    text: Option<Text>,
}

impl Found {
    fn into_record(self, conn: &Connection) -> Result<Record, Fault> {
        let Self { row, id, mut review, state, text } = self;
        review.body = text.unwrap_or_default().intact(id.as_str())?;
        Ok(Record {
            id,
            review,
            state: state.with_lists(conn, row)?,
            based_on: based_on(conn, row)?,
        })
    }
}

/// Reads a review, with its text if that has at most so many bytes. One statement for what one row of each table says:
/// most of the time that a review takes to be read is the time that its statements take to be understood.
fn find(conn: &Connection, row: i64, most: usize) -> Result<Found, Fault> {
    let sql = format!(
        "SELECT r.work, {}, r.id, r.title, r.title_is_made, r.authors, r.publisher, r.date_published,
            r.notation, r.mark, r.value, r.best, r.is_inferred, r.language, t.url, t.description, t.spoilers, {STATE},
            octet_length(t.body) > ?2, t.checksum, CASE WHEN octet_length(t.body) <= ?2 THEN t.body END
        FROM reviews r JOIN works w USING (work) LEFT JOIN texts t USING (review) LEFT JOIN states s USING (review)
        WHERE r.review = ?1",
        works::COLUMNS
    );
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let (row_of_work, mut found) = conn.prepare_cached(&sql)?.query_row([row, most], |found| {
        let mut column = Columns::from(found, 1);
        let work = works::read(&mut column)?;
        let id = column.id()?;
        let review = Review {
            title: Title { text: column.text()?, is_made: column.flag()? },
            authors: column.list()?,
            publisher: column.maybe_text()?,
            date_published: column.date()?,
            rating: column.rating()?,
            language: column.maybe_text()?,
            url: column.maybe_text()?,
            description: column.maybe_text()?,
            spoilers: column.maybe_text()?,
            work,
            ..Review::default()
        };
        let state = Stated::read(&mut column)?;
        let is_long = column.flag()?;
        let text = if is_long { None } else { Some(Text::read(&mut column)?) };
        Ok((found.get(0)?, Found { row, id, review, state, text }))
    })?;
    found.review.work.same_as = works::addresses(conn, row_of_work)?;
    found.review.keywords = tags(conn, row)?;
    Ok(found)
}

/// The tags of a review.
pub(super) fn tags(conn: &Connection, row: i64) -> Result<Vec<String>, Fault> {
    let mut tags = conn.prepare_cached(
        "SELECT tag FROM tags WHERE review = ?1 AND origin < 2 ORDER BY position",
    )?;
    Ok(tags
        .query_map([row], |row| Columns::from(row, 0).text())?
        .collect::<rusqlite::Result<_>>()?)
}

/// The columns that [`Stated::read`] reads, of a review `r`, its work `w` and its state `s`.
const STATE: &str = "s.read, s.starred, w.seen, s.block, s.grapheme, s.progress, s.read_at,
    s.cover_block, s.cover_grapheme, s.n_highlights,
    EXISTS (SELECT 1 FROM marks m WHERE m.review = r.review)";

/// What the reader has done with a review, and whether there are highlights and marks: most reviews have none.
struct Stated {
    state: ReadingState,
    has_highlights: bool,
    has_marks: bool,
}

impl Stated {
    fn read(column: &mut Columns<'_>) -> rusqlite::Result<Self> {
        let state = ReadingState {
            flags: Flags { read: column.flag()?, starred: column.flag()?, seen: column.flag()? },
            place: Place { block: column.count()?, grapheme: column.count()? },
            progress: column.share()?,
            read_at: column.maybe_time()?,
            covered_from: cover::read(column)?,
            highlights: Vec::new(),
            marked: Vec::new(),
        };
        Ok(Self { state, has_highlights: column.flag()?, has_marks: column.flag()? })
    }

    fn with_lists(self, conn: &Connection, row: i64) -> Result<ReadingState, Fault> {
        let Self { mut state, has_highlights, has_marks } = self;
        if has_highlights {
            state.highlights = highlight::load(conn, row)?;
        }
        if has_marks {
            state.marked = mark::load(conn, row)?;
        }
        Ok(state)
    }
}

/// What the reader has done with a review.
pub(super) fn state(conn: &Connection, row: i64) -> Result<ReadingState, Fault> {
    let sql = format!(
        "SELECT {STATE} FROM reviews r JOIN works w USING (work) LEFT JOIN states s USING (review)
        WHERE r.review = ?1"
    );
    let state = conn
        .prepare_cached(&sql)?
        .query_row([row], |row| Stated::read(&mut Columns::from(row, 0)))?;
    state.with_lists(conn, row)
}

/// Whether the work that a review is about is seen, so that nothing of it is covered.
pub(super) fn is_seen(conn: &Connection, row: i64) -> Result<bool, Fault> {
    let sql = "SELECT w.seen FROM reviews r JOIN works w USING (work) WHERE r.review = ?1";
    let seen = conn.prepare_cached(sql)?.query_row([row], |row| Columns::from(row, 0).flag())?;
    Ok(seen)
}

/// What of a new review is never written again.
pub(super) struct Arrival<'a> {
    pub(super) id: &'a ReviewId,
    /// The first place it came from.
    pub(super) source: &'a str,
    pub(super) at: Timestamp,
}

/// Writes a review that is new, and tells its row. The row of its work is given; its tags, and what it is known by, are
/// kept beside it, and it is put into the index with the others that are new.
pub(super) fn add(
    conn: &Connection,
    review: &Review,
    work: i64,
    told: &Told,
    arrival: &Arrival<'_>,
) -> Result<i64, Fault> {
    let sql =
        format!("INSERT INTO reviews (id, source, added, {COLUMNS}) VALUES (?, ?, ?, {PLACES})");
    let first: [&dyn ToSql; 3] = [&arrival.id.as_str(), &arrival.source, &millis(arrival.at)];
    let values = Values::of(review, work, told);
    let all = first.into_iter().chain(values.in_order());
    conn.prepare_cached(&sql)?.execute(params_from_iter(all))?;
    let row = conn.last_insert_rowid();
    store_text(conn, row, review, told)?;
    Ok(row)
}

/// Writes a review over what its row says. The row of its work is given; its tags, and what it is known by, are
/// kept beside it.
pub(super) fn store(conn: &Connection, row: i64, review: &Review, work: i64) -> Result<(), Fault> {
    let told = Told::of(review, cover::load(conn, row)?);
    let sql = format!("UPDATE reviews SET ({COLUMNS}) = ({PLACES}) WHERE review = ?");
    let values = Values::of(review, work, &told);
    let last: [&dyn ToSql; 1] = [&row];
    conn.prepare_cached(&sql)?
        .execute(params_from_iter(values.in_order().into_iter().chain(last)))?;
    store_text(conn, row, review, &told)?;
    highlight::reattach(conn, row, Some(&review.body))?;
    search::index(conn, row, &told.indexed)
}

fn store_text(conn: &Connection, row: i64, review: &Review, told: &Told) -> Result<(), Fault> {
    let sql = "REPLACE INTO texts (review, url, description, spoilers, checksum, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    conn.prepare_cached(sql)?.execute(params![
        row,
        stated(review.url.as_deref()),
        stated(review.description.as_deref()),
        stated(review.spoilers.as_deref()),
        told.checksum,
        review.body,
    ])?;
    Ok(())
}

/// The row of the work that a review is about, and that work.
pub(super) fn work_of(conn: &Connection, row: i64) -> Result<(i64, Work), Fault> {
    let mut work = conn.prepare_cached("SELECT work FROM reviews WHERE review = ?1")?;
    let work = work.query_row([row], |row| row.get(0))?;
    Ok((work, works::load(conn, work)?))
}

#[cfg(test)]
mod tests {
    use super::super::support::{draft, import, text, with_one};
    use super::*;
    use crate::review::Draft;

    fn with_ids(ids: &[&str]) -> Library {
        let mut library = Library::in_memory().unwrap();
        let drafts: Vec<Draft> = ids
            .iter()
            .map(|id| Draft { id: ReviewId::new(id), ..draft(id, "Anora", &text(id)) })
            .collect();
        import(&mut library, &drafts, 0);
        library
    }

    #[track_caller]
    fn check(prefix: &str, resolved: &str) {
        let library = with_ids(&["k3f9", "k3fa", "k3", "zzzz"]);
        let told =
            library.resolve(prefix).map_or_else(|error| error.to_string(), |id| id.to_string());
        assert_eq!(told, resolved);
    }

    #[test]
    fn a_unique_prefix_names_a_review() {
        check("k3f9", "k3f9");
        check("Z", "zzzz");
        check(" k3 ", "k3");
        check("k3f", "k3f: 2 ids begin with this; give more of it");
        check("k", "k: 3 ids begin with this; give more of it");
        check("x", "x: no review has this id");
        check("", ": not an id");
        check("a' OR 1", "a\\' or 1: not an id");
    }

    #[test]
    fn records_come_in_the_order_asked_for() {
        let library = with_ids(&["aaaa", "bbbb", "cccc"]);
        let order = [ReviewId::new("cccc").unwrap(), ReviewId::new("aaaa").unwrap()];
        let ids: Vec<ReviewId> =
            library.records(Some(&order)).unwrap().map(|record| record.unwrap().id).collect();
        assert_eq!(ids, order);
        assert!(
            library
                .records(Some(&[ReviewId::new("dddd").unwrap()]))
                .unwrap()
                .next()
                .unwrap()
                .is_err()
        );
    }

    #[test]
    fn the_beginning_of_a_text_is_read_alone_and_ends_between_words() {
        #[track_caller]
        fn check(body: &str, most: usize, beginning: &str) {
            let (library, id) = with_one(&draft("One", "Anora", body));
            let (record, n_left) = library.beginning(&id, 0, most).unwrap();
            assert_eq!(
                (record.review.body.as_str(), record.review.work.name.as_str()),
                (beginning, "Anora")
            );
            assert_eq!(n_left, body.len() - beginning.len());
        }
        check("One two three.\n\nFour five six.", 20, "One two three.");
        check("One two three four five.", 15, "One two three");
        check("Zo\u{eb}zo\u{eb}zo\u{eb}", 6, "Zo\u{eb}zo");
        check("", 10, "");
    }

    #[test]
    fn a_flipped_bit_is_seen_and_mended_by_importing_again() {
        let draft = draft("One", "Anora", &text("a"));
        let (mut library, id) = with_one(&draft);
        let sql = "UPDATE texts SET body = CAST(replace(CAST(body AS BLOB), CAST('a1 ' AS BLOB), x'61b120') AS TEXT)";
        library.conn.execute(sql, []).unwrap();
        let told = format!(
            "memory: the text of review {id} is damaged; import it again, or restore a backup"
        );
        assert_eq!(library.record(&id).unwrap_err().to_string(), told);
        assert_eq!(library.body(&id).unwrap_err().to_string(), told);
        assert_eq!(library.check().unwrap(), [format!("the text of review {id} is damaged")]);
        assert_eq!(library.summaries().unwrap().len(), 1);
        assert_eq!(library.search("anora", 9).unwrap().len(), 1);
        let change = super::super::Change::Edit(super::super::Field::Language(Some("en".into())));
        assert!(
            library.apply(std::slice::from_ref(&id), &change, jiff::Timestamp::UNIX_EPOCH).is_err()
        );
        import(&mut library, std::slice::from_ref(&draft), 1);
        assert_eq!(library.body(&id).unwrap(), draft.review.body);
        assert_eq!(library.check().unwrap(), Vec::<String>::new());
    }
}
