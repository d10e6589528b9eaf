//! Full-text search: what is indexed of a review, and reviews found by words, each with its keyword in context.

use std::ops::Range;

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::{Connection, params};

use super::facts::{self, Plain};
use super::fault::Fault;
use super::{Library, cover, record};
use crate::error::Result;
use crate::review::{Review, ReviewId};

mod beginnings;
mod excerpt;
mod words;

use words::Words;

/// Above so many hits the order is by age: ranking them all takes longer than a person waits, and ranks little.
const MOST_RANKED: u32 = 30_000;

/// Ranked by bm25, a hit in the title weighing most, then in the work's name, the author's, the text.
const BY_RANK: &str = "ORDER BY bm25(search, 10, 4, 6, 1), rowid DESC LIMIT ?3";

/// The newest in the library first: the index is in that order, so the first hits are there at once.
const BY_AGE: &str = "ORDER BY rowid DESC LIMIT ?3";

/// A review that was found, with the words in their context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The review.
    pub id: ReviewId,
    /// Its name.
    pub title: String,
    /// The work and the critics, as far as they are known: `Anora · Ada Lane`.
    pub about: String,
    /// One line of its text around the first of the words; the beginning, where they stand only in its title, work or
    /// author. Cut at words, with `…` where it was cut.
    pub excerpt: String,
    /// The words in `excerpt`, as ranges of bytes.
    pub marks: Vec<Range<usize>>,
    /// What of `excerpt` is to be covered as a spoiler, as ranges of bytes.
    pub covers: Vec<Range<usize>>,
    /// How often the words stand in what is not covered of the text.
    pub n_hits: u32,
    /// How often they stand in what is covered of it.
    pub n_covered: u32,
}

impl Library {
    /// The reviews that hold all these words in title, work, author or text, the best first.
    ///
    /// The last word counts as a beginning while it is being typed (from two letters on); `"words in quotes"` stand
    /// together; case and accents do not matter. Chinese, Japanese and Thai are found by any run of characters. There
    /// is no other syntax: nothing that is typed is an error. Nothing to search for finds nothing.
    pub fn search(&self, words: &str, limit: u32) -> Result<Vec<Hit>> {
        let Some(words) = Words::parse(words) else { return Ok(Vec::new()) };
        self.read(|conn| {
            let sought = Sought::of(conn, &words)?;
            let order = if sought.is_worth_ranking(conn, &words)? { BY_RANK } else { BY_AGE };
            let mut found = conn.prepare_cached(&format!("{} {order}", sought.select))?;
            let rows = found
                .query_map(params![sought.expression, sought.beginning, limit], |row| row.get(0))?;
            rows.map(|row| hit(conn, row?, &words)).collect()
        })
    }

    /// The numbers of all reviews that hold these words, as [`Library::search`] understands them, in order; what a
    /// catalogue calls [`number`](crate::catalogue::Entry::number).
    pub fn search_numbers(&self, words: &str) -> Result<Vec<u32>> {
        let Some(words) = Words::parse(words) else { return Ok(Vec::new()) };
        self.read(|conn| {
            let Sought { select, expression, beginning } = Sought::of(conn, &words)?;
            let mut found = conn.prepare_cached(&format!("{select} ORDER BY rowid"))?;
            let numbers = found.query_map(params![expression, beginning], |row| row.get(0))?;
            Ok(numbers.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// Where words are looked for: SELECT gives rows of reviews that match an expression (`?1`) and have a common beginning
/// (`?2`).
struct Sought {
    select: &'static str,
    expression: Option<String>,
    beginning: Option<String>,
}

impl Sought {
    fn of(conn: &Connection, words: &Words) -> Result<Self, Fault> {
        let beginning = beginnings::common(conn, words)?;
        let expression = match beginning {
            Some(_) => words.before_beginning().map(|words| words.expression()),
            None => Some(words.expression()),
        };
        let select = match (&expression, &beginning) {
            (_, None) => "SELECT rowid FROM search WHERE search MATCH ?1 AND ?2 IS NULL",
            (None, Some(_)) => {
                "SELECT rowid FROM beginnings WHERE beginnings MATCH ?2 AND ?1 IS NULL"
            }
            (Some(_), Some(_)) => {
                "SELECT rowid FROM search WHERE search MATCH ?1
                AND rowid IN (SELECT rowid FROM beginnings WHERE beginnings MATCH ?2)"
            }
        };
        Ok(Self { select, expression, beginning })
    }

    fn is_worth_ranking(&self, conn: &Connection, words: &Words) -> Result<bool, Fault> {
        if words.are_one_letter() || self.expression.is_none() {
            return Ok(false);
        }
        let sql = format!("SELECT count(*) FROM ({} LIMIT ?3)", self.select);
        let mut count = conn.prepare_cached(&sql)?;
        let most = params![self.expression, self.beginning, MOST_RANKED + 1];
        let n_hits: u32 = count.query_row(most, |row| row.get(0))?;
        Ok(n_hits <= MOST_RANKED)
    }
}

fn hit(conn: &Connection, row: i64, words: &Words) -> Result<Hit, Fault> {
    let (id, mut review, text) = record::load(conn, row)?;
    // A damaged text is told when it is opened; here it only has no excerpt.
    review.body = text.rescued().unwrap_or_default();
    let mut plain = facts::facts(&review, cover::load(conn, row)?).plain;
    if record::is_seen(conn, row)? {
        plain.covers.clear();
    }
    let excerpt = excerpt::around(&plain, words);
    Ok(Hit {
        id,
        about: about(&review),
        title: review.title.text,
        excerpt: excerpt.text,
        marks: excerpt.marks,
        covers: excerpt.covers,
        n_hits: excerpt.n_hits,
        n_covered: excerpt.n_covered,
    })
}

fn about(review: &Review) -> String {
    let who = review.authors.iter().map(String::as_str);
    let about = [review.work.name.as_str()].into_iter().chain(who);
    about.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A review as the index holds it: what stands in each of its columns, folded.
#[derive(Debug, Clone)]
pub(super) struct Indexed {
    title: String,
    author: String,
    work: String,
    body: String,
    /// How their words begin.
    beginnings: String,
}

impl Indexed {
    /// What the index is to hold of a review whose text without markup is this.
    pub(super) fn of(review: &Review, plain: &Plain) -> Self {
        let title = indexed(&review.title.text);
        let author = indexed(&review.authors.join("\n"));
        let work = indexed(&review.work.name);
        let body = indexed(&plain.text);
        let beginnings = beginnings::of([&title, &author, &work, &body]);
        Self { title, author, work, body, beginnings }
    }
}

const INTO_SEARCH: &str =
    "INSERT INTO search (rowid, title, author, work, body) VALUES (?1, ?2, ?3, ?4, ?5)";
const INTO_BEGINNINGS: &str = "INSERT INTO beginnings (rowid, letters) VALUES (?1, ?2)";

/// Puts a review into the index, in place of what was there of it.
pub(super) fn index(conn: &Connection, row: i64, review: &Indexed) -> Result<(), Fault> {
    forget(conn, row)?;
    index_new(conn, &[(row, review)])
}

/// Puts new reviews into the index, but those that something has put there since they were added, which knew more.
///
/// Called once for many, when all else of them is written: FTS5 sorts what comes in in memory, and writes that out
/// whenever another statement opens a savepoint, as most that write do.
pub(super) fn index_new(conn: &Connection, reviews: &[(i64, &Indexed)]) -> Result<(), Fault> {
    let mut is_there = conn.prepare_cached("SELECT 1 FROM search_docsize WHERE id = ?1")?;
    let mut new = Vec::with_capacity(reviews.len());
    for &(row, review) in reviews {
        if !is_there.exists([row])? {
            new.push((row, review));
        }
    }
    let mut write = conn.prepare_cached(INTO_SEARCH)?;
    for (row, Indexed { title, author, work, body, .. }) in &new {
        write.execute(params![row, title, author, work, body])?;
    }
    let mut write = conn.prepare_cached(INTO_BEGINNINGS)?;
    for (row, Indexed { beginnings, .. }) in &new {
        write.execute(params![row, beginnings])?;
    }
    Ok(())
}

/// Takes a review out of the index.
pub(super) fn forget(conn: &Connection, row: i64) -> Result<(), Fault> {
    conn.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([row])?;
    conn.prepare_cached("DELETE FROM beginnings WHERE rowid = ?1")?.execute([row])?;
    Ok(())
}

/// Puts a review that is stored back into the index.
pub(super) fn index_again(conn: &Connection, row: i64) -> Result<(), Fault> {
    let (_, mut review, text) = record::load(conn, row)?;
    review.body = text.rescued().unwrap_or_default();
    index(conn, row, &Indexed::of(&review, &facts::facts(&review, None).plain))
}

/// Gives SQL what fills the index: `plain`, a body without its markup, `indexed`, a text as the index holds it, and
/// `beginnings`, how the words of four such texts begin. A damaged text holds nothing.
pub(super) fn add_functions(conn: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("plain", 1, flags, |call| {
        let body = argument(call, 0).to_owned();
        Ok(facts::facts(&Review { body, ..Review::default() }, None).plain.text)
    })?;
    conn.create_scalar_function("indexed", 1, flags, |call| Ok(indexed(argument(call, 0))))?;
    conn.create_scalar_function("beginnings", 4, flags, |call| {
        Ok(beginnings::of([0, 1, 2, 3].map(|at| argument(call, at))))
    })
}

fn argument<'a>(call: &'a Context<'_>, at: usize) -> &'a str {
    call.get_raw(at).as_str().unwrap_or_default()
}

/// Puts all reviews of a work back into the index, after it got another name.
pub(super) fn index_work(conn: &Connection, work: i64) -> Result<(), Fault> {
    let mut about =
        conn.prepare_cached("SELECT review FROM reviews WHERE work = ?1 AND removed IS NULL")?;
    let about =
        about.query_map([work], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    about.into_iter().try_for_each(|row| index_again(conn, row))
}

/// A text as it goes into the index: folded, and each character of a script without spaces a word of its own, so that
/// any run of them is found as a phrase. `SQLite`'s tokenizer ends words where no letter is.
fn indexed(text: &str) -> String {
    let folded = facts::fold(text);
    if !folded.chars().any(is_unspaced) {
        return folded;
    }
    let mut spread = String::with_capacity(folded.len() * 2);
    for c in folded.chars() {
        if is_unspaced(c) { spread.extend([' ', c, ' ']) } else { spread.push(c) }
    }
    spread
}

/// Whether a character belongs to a script that is written without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}'       // Thai, Lao
        | '\u{1000}'..='\u{109f}'   // Burmese
        | '\u{1780}'..='\u{17ff}'   // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' // kana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' // Han
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::super::support::{draft, import, with_one};
    use super::super::{Change, Field};
    use super::*;
    use crate::review::Draft;

    fn library() -> Library {
        let mut library = Library::in_memory().unwrap();
        let mut drafts = vec![
            draft("Diamonds", "Anora", "A film about a wedding.\n\nAnd *some other* things."),
            draft(
                "Out of fashion",
                "Stalker",
                "Démodé? Tarkovsky’s film is other than some say. Don’t go.",
            ),
            draft("Tokyo", "東京物語", "小津安二郎の東京物語は静かな映画です。"),
            draft("Anora", "", "Eine Straße, ein Film, a film, a wedding film."),
        ];
        drafts[1].review.authors = vec!["Mélanie Œuvre".into()];
        import(&mut library, &drafts, 0);
        library
    }

    #[track_caller]
    fn check(typed: &str, titles: &[&str]) {
        let library = library();
        let mut found: Vec<String> =
            library.search(typed, 50).unwrap().into_iter().map(|hit| hit.title).collect();
        assert_eq!(library.search_numbers(typed).unwrap().len(), found.len());
        found.sort();
        assert_eq!(found, titles, "{typed:?}");
    }

    #[test]
    fn words_are_found_without_case_accents_or_syntax() {
        check("WEDDING ", &["Anora", "Diamonds"]);
        check("demode", &["Out of fashion"]);
        check("démodé", &["Out of fashion"]);
        check("melanie oeuv", &["Out of fashion"]);
        check("strasse ", &["Anora"]);
        check("tark", &["Out of fashion"]);
        check("tark ", &[]);
        check("don't", &["Out of fashion"]);
        check("\"some other\"", &["Diamonds"]);
        check("some other ", &["Diamonds", "Out of fashion"]);
        check("film wedding ", &["Anora", "Diamonds"]);
        check("stalker", &["Out of fashion"]);
        check("f", &[]);
        check("a", &["Anora", "Diamonds"]);
        check("", &[]);
        check("*", &[]);
        check("film OR", &[]);
        check("fil", &["Anora", "Diamonds", "Out of fashion"]);
        check("wedding fi", &["Anora", "Diamonds"]);
        check("tarkovsky fi", &["Out of fashion"]);
        check("tokyo fi", &[]);
    }

    #[test]
    fn scripts_without_spaces_are_found_by_any_run_of_characters() {
        check("東京", &["Tokyo"]);
        check("京", &["Tokyo"]);
        check("静かな映画", &["Tokyo"]);
        check("京東", &[]);
        check("tokyo 物語", &["Tokyo"]);
    }

    #[test]
    fn a_hit_in_the_title_comes_before_one_in_the_text() {
        let library = library();
        let hits = library.search("anora", 50).unwrap();
        let titles: Vec<&str> = hits.iter().map(|hit| hit.title.as_str()).collect();
        assert_eq!(titles, ["Anora", "Diamonds"]);
        let hits = library.search("film", 50).unwrap();
        assert_eq!((hits[0].title.as_str(), hits[0].n_hits), ("Anora", 3));
        let marked: Vec<&str> =
            hits[0].marks.iter().map(|mark| hits[0].excerpt.get(mark.clone()).unwrap()).collect();
        assert_eq!(marked, ["Film", "film", "film"]);
        assert_eq!(library.search("film", 1).unwrap().len(), 1);
    }

    #[test]
    fn an_edited_text_is_found_by_its_new_words_only() {
        let (mut library, id) = with_one(&draft("One", "Anora", "Old words."));
        let change = Change::Edit(Field::Body("New words.".into()));
        library.apply(&[id], &change, jiff::Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(library.search("new", 9).unwrap().len(), 1);
        assert_eq!(library.search("old", 9).unwrap().len(), 0);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn nothing_that_is_typed_is_an_error(typed in r#"(?s)(.|["'*^():+{}\-]| AND | OR | NOT | NEAR\(){0,20}"#) {
            thread_local!(static LIBRARY: Library = library());
            LIBRARY.with(|library| {
                library.search(&typed, 50).unwrap();
                library.search_numbers(&typed).unwrap();
            });
        }

        #[test]
        fn a_text_is_found_by_each_of_its_words(text in "[a-zA-ZäéÉßŁøŒа-яα-ω0-9½¹東京物語ก-ฮあ-ん \n,.'*\"-]{1,60}") {
            let (library, _) = with_one(&Draft { based_on: vec![], ..draft("T", "W", &text) });
            let plain = crate::text::prose::parse(&text).plain();
            for word in plain.split_whitespace().filter(|word| Words::parse(&format!("{word} ")).is_some()) {
                let found = library.search_numbers(&format!("{word} ")).unwrap();
                proptest::prop_assert_eq!(&found, &[1], "{:?} in {:?}", word, text);
            }
        }
    }
}
