//! Works as the library shares them: one row for all reviews of a film, found by identifier or by name and year.

use rusqlite::{Connection, OptionalExtension, params};

use super::columns::{Columns, iso, lines};
use super::facts::fold;
use super::fault::Fault;
use super::search;
use crate::date::Date;
use crate::review::Work;

/// The row of a work: the one that is there, told more where this work knows more, or a new one.
pub(super) fn find_or_add(conn: &Connection, work: &Work) -> Result<i64, Fault> {
    let Some(row) = find(conn, work)? else { return add(conn, work) };
    let there = load(conn, row)?;
    let fuller = filled(&there, work);
    if fuller != there {
        store(conn, row, &fuller)?;
    }
    if fuller.name != there.name {
        search::index_work(conn, row)?;
    }
    Ok(row)
}

/// Marks a work as seen where another is, which one of its reviews was about until now. Tells whether that is news.
pub(super) fn carry_seen(conn: &Connection, from: i64, to: i64) -> Result<bool, Fault> {
    let sql = "UPDATE works SET seen = 1 WHERE work = ?2 AND NOT seen AND (SELECT seen FROM works WHERE work = ?1)";
    Ok(conn.prepare_cached(sql)?.execute([from, to])? > 0)
}

/// The row of a work: by an identifier it has elsewhere, else by name, kind and year.
pub(super) fn find(conn: &Connection, work: &Work) -> Result<Option<i64>, Fault> {
    let mut by_address = conn.prepare_cached("SELECT work FROM same_as WHERE address = ?1")?;
    for address in &work.same_as {
        if let Some(row) = by_address.query_row([address], |row| row.get(0)).optional()? {
            return Ok(Some(row));
        }
    }
    let folded = folded(&work.name);
    if folded.is_empty() {
        return Ok(None);
    }
    let sql =
        "SELECT work, date_published FROM works WHERE folded = ?1 AND kind = ?2 ORDER BY work";
    let mut by_name = conn.prepare_cached(sql)?;
    let namesakes = by_name
        .query_map(params![folded, work.kind.schema_type()], |row| {
            Ok((row.get(0)?, Columns::from(row, 1).date()?))
        })?
        .collect::<rusqlite::Result<Vec<(i64, Option<Date>)>>>()?;
    Ok(choose(&namesakes, work.year()))
}

/// Which of the works of one name and kind is meant by a year: the one of that year; where either side has no year,
/// the only one of the name; else the one without a year.
fn choose(namesakes: &[(i64, Option<Date>)], year: Option<i16>) -> Option<i64> {
    let of_year =
        |year| namesakes.iter().find(|(_, date)| date.map(Date::year) == year).map(|(row, _)| *row);
    if let Some(row) = of_year(year) {
        return Some(row);
    }
    match (namesakes, year) {
        ([(row, _)], None) | ([(row, None)], Some(_)) => Some(*row),
        _ => None,
    }
}

/// A name as names are compared: folded, words apart by single spaces, an article that was put last (`Castle, The`, as
/// catalogues have it) first again.
pub(super) fn folded(name: &str) -> String {
    let name = fold(name).split_whitespace().collect::<Vec<_>>().join(" ");
    match name.rsplit_once(", ") {
        Some((rest, article)) if ARTICLES.contains(&article) => format!("{article} {rest}"),
        Some((rest, "l'")) => format!("l'{rest}"),
        _ => name,
    }
}

/// Articles that catalogues put last, folded.
const ARTICLES: [&str; 21] = [
    "the", "a", "an", "der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el",
    "los", "las", "il", "lo", "gli", "i", "o",
];

/// The columns of a work `w` that [`read`] reads.
pub(super) const COLUMNS: &str =
    "w.kind, w.name, w.date_published, w.creators, w.writers, w.actors, w.runtime_minutes";

/// The work in the columns that come next, without its addresses.
pub(super) fn read(column: &mut Columns<'_>) -> rusqlite::Result<Work> {
    Ok(Work {
        kind: column.kind()?,
        name: column.text()?,
        date_published: column.date()?,
        creators: column.list()?,
        writers: column.list()?,
        actors: column.list()?,
        runtime_minutes: column.maybe_int()?.and_then(|minutes| u16::try_from(minutes).ok()),
        same_as: Vec::new(),
    })
}

/// The addresses of a work.
pub(super) fn addresses(conn: &Connection, row: i64) -> Result<Vec<String>, Fault> {
    let mut addresses =
        conn.prepare_cached("SELECT address FROM same_as WHERE work = ?1 ORDER BY position")?;
    Ok(addresses
        .query_map([row], |row| Columns::from(row, 0).text())?
        .collect::<rusqlite::Result<_>>()?)
}

/// Reads a work.
pub(super) fn load(conn: &Connection, row: i64) -> Result<Work, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM works w WHERE w.work = ?1");
    let mut work =
        conn.prepare_cached(&sql)?.query_row([row], |row| read(&mut Columns::from(row, 0)))?;
    work.same_as = addresses(conn, row)?;
    Ok(work)
}

/// Adds a work.
pub(super) fn add(conn: &Connection, work: &Work) -> Result<i64, Fault> {
    conn.prepare_cached("INSERT INTO works (kind, name, folded) VALUES ('', '', '')")?
        .execute([])?;
    let row = conn.last_insert_rowid();
    store(conn, row, work)?;
    Ok(row)
}

/// Writes a work over what its row says.
pub(super) fn store(conn: &Connection, row: i64, work: &Work) -> Result<(), Fault> {
    let sql = "UPDATE works SET kind = ?2, name = ?3, folded = ?4, date_published = ?5, creators = ?6, writers = ?7,
        actors = ?8, runtime_minutes = ?9 WHERE work = ?1";
    conn.prepare_cached(sql)?.execute(params![
        row,
        work.kind.schema_type(),
        work.name,
        folded(&work.name),
        iso(work.date_published),
        lines(&work.creators),
        lines(&work.writers),
        lines(&work.actors),
        work.runtime_minutes,
    ])?;
    let sql =
        "INSERT INTO same_as (address, work, position) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    let mut point_here = conn.prepare_cached(sql)?;
    for (position, address) in (0_i64..).zip(&work.same_as) {
        point_here.execute(params![address, row, position])?;
    }
    Ok(())
}

/// A work with what another source adds to it: empty fields are filled, a date becomes more precise and a list longer,
/// nothing becomes less.
pub(super) fn filled(work: &Work, more: &Work) -> Work {
    let mut same_as = work.same_as.clone();
    same_as.extend(more.same_as.iter().filter(|address| !work.same_as.contains(address)).cloned());
    Work {
        kind: work.kind,
        name: if work.name.is_empty() { more.name.clone() } else { work.name.clone() },
        date_published: fuller_date(work.date_published, more.date_published),
        creators: fuller_list(&work.creators, &more.creators),
        writers: fuller_list(&work.writers, &more.writers),
        actors: fuller_list(&work.actors, &more.actors),
        runtime_minutes: work.runtime_minutes.or(more.runtime_minutes),
        same_as,
    }
}

fn fuller_date(date: Option<Date>, other: Option<Date>) -> Option<Date> {
    let is_same_but_more = |date: Date, other: Date| {
        other.year() == date.year()
            && (date.month_of_year().is_none()
                || (date.day_of_month().is_none() && date.month_of_year() == other.month_of_year()))
    };
    match (date, other) {
        (Some(date), Some(other)) if is_same_but_more(date, other) => Some(other),
        (date, other) => date.or(other),
    }
}

fn fuller_list(list: &[String], other: &[String]) -> Vec<String> {
    let is_longer = other.len() > list.len() && list.iter().all(|name| other.contains(name));
    if is_longer { other.to_vec() } else { list.to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::WorkKind;

    fn work(name: &str, date: &str) -> Work {
        Work { name: name.into(), date_published: date.parse().ok(), ..Work::default() }
    }

    fn library(works: &[Work]) -> Connection {
        let conn = super::super::opening::in_memory().unwrap();
        for work in works {
            add(&conn, work).unwrap();
        }
        conn
    }

    #[track_caller]
    fn check(there: &[Work], sought: &Work, found: Option<i64>) {
        assert_eq!(find(&library(there), sought).unwrap(), found);
    }

    #[test]
    fn an_article_put_last_is_read_where_it_belongs() {
        let there = [work("The Salt Road", "2017")];
        check(&there, &work("Salt Road, The", "2017"), Some(1));
        check(&there, &work("Salt Road, The", "1950"), None);
        check(&there, &work("Salt Road", "2017"), None);
        check(&[work("Homme, L'", "")], &work("L’homme", ""), Some(1));
    }

    #[test]
    fn a_work_is_found_by_name_and_year() {
        let both = [work("Solaris", "1972"), work("Solaris", "2002-11-27")];
        check(&both, &work("SOLARIS", "2002"), Some(2));
        check(&both, &work("Solaris", "1968"), None);
        check(&both, &work("Solaris", ""), None);
        check(&both, &work("", "1972"), None);
        check(&[work("Amélie", "2001")], &work(" amelie ", ""), Some(1));
    }

    #[test]
    fn a_missing_year_joins_the_only_work_of_that_name() {
        check(&[work("Solaris", "1972")], &work("Solaris", ""), Some(1));
        check(&[work("Solaris", "")], &work("Solaris", "1972"), Some(1));
        check(&[work("Solaris", ""), work("Solaris", "1972")], &work("Solaris", ""), Some(1));
        check(&[work("Solaris", ""), work("Solaris", "1972")], &work("Solaris", "2002"), None);
    }

    #[test]
    fn a_book_is_not_its_film() {
        let book = Work { kind: WorkKind::Book, ..work("Solaris", "") };
        check(&[work("Solaris", "1972")], &book, None);
    }

    #[test]
    fn an_identifier_finds_a_work_under_another_name() {
        let known = |name| Work { same_as: vec!["isbn:9780156027601".into()], ..work(name, "") };
        check(&[known("Solaris")], &known("Соларис"), Some(1));
    }

    #[test]
    fn a_work_is_told_more_but_never_less() {
        let mut less = work("Anora", "2024");
        less.creators = vec!["Sean Baker".into()];
        let mut more = work("ANORA", "2024-10-18");
        more.runtime_minutes = Some(139);
        more.actors = vec!["Mikey Madison".into()];
        let filled = filled(&less, &more);
        assert_eq!(filled.name, "Anora");
        assert_eq!(filled.date_published.unwrap().to_string(), "2024-10-18");
        assert_eq!(
            (filled.creators.len(), filled.actors.len(), filled.runtime_minutes),
            (1, 1, Some(139))
        );
        assert_eq!(super::filled(&filled, &work("Anora", "2024")), filled);
        assert_eq!(super::filled(&filled, &work("Anora", "1999-01-01")), filled);
    }

    #[test]
    fn what_is_stored_is_read_back() {
        let whole = Work {
            creators: vec!["A".into(), "B".into()],
            runtime_minutes: Some(90),
            same_as: vec!["https://z.example/1".into(), "https://a.example/2".into()],
            ..work("Anora", "2024-10")
        };
        let conn = library(std::slice::from_ref(&whole));
        assert_eq!(load(&conn, 1).unwrap(), whole);
    }
}
