//! Marks as the library keeps them: places that go with their words, each of whose names there is once.

use rusqlite::{Connection, OptionalExtension, params};

use super::columns::Columns;
use super::fault::Fault;
use super::{Library, facts};
use crate::error::Result;
use crate::review::{MarkName, MarkedPlace, Place, ReviewId};

impl Library {
    /// Where the mark of a name is that there is one of in the whole library.
    pub fn mark(&self, name: MarkName) -> Result<Option<(ReviewId, Place)>> {
        self.read(|conn| {
            let sql = "SELECT id, block, grapheme FROM marks JOIN reviews USING (review)
                WHERE name = ?1 AND removed IS NULL";
            let found = conn.prepare_cached(sql)?.query_row([name.to_string()], |row| {
                let mut column = Columns::from(row, 0);
                let id = column.id()?;
                Ok((id, Place { block: column.count()?, grapheme: column.count()? }))
            });
            Ok(found.optional()?)
        })
    }
}

/// The marks in a review, in the order of their names.
pub(super) fn load(conn: &Connection, row: i64) -> Result<Vec<MarkedPlace>, Fault> {
    let sql = "SELECT name, block, grapheme FROM marks WHERE review = ?1 ORDER BY name";
    let mut marks = conn.prepare_cached(sql)?;
    let marks = marks.query_map([row], |row| {
        let mut column = Columns::from(row, 0);
        let name = MarkName::named(&column.text()?);
        let place = Place { block: column.count()?, grapheme: column.count()? };
        Ok(name.map(|name| MarkedPlace { name, place }))
    })?;
    Ok(marks.filter_map(rusqlite::Result::transpose).collect::<rusqlite::Result<_>>()?)
}

/// Sets a mark in a review, or takes it away; where it was before, in which review.
pub(super) fn set(
    conn: &Connection,
    row: i64,
    name: MarkName,
    place: Option<Place>,
) -> Result<Option<(ReviewId, Place)>, Fault> {
    let sql = "SELECT id, block, grapheme FROM marks JOIN reviews USING (review)
        WHERE name = ?2 AND (review = ?1 OR name BETWEEN 'A' AND 'Z')";
    let letter = name.to_string();
    let before = conn.prepare_cached(sql)?.query_row(params![row, letter], |row| {
        let mut column = Columns::from(row, 0);
        let id = column.id()?;
        Ok((id, Place { block: column.count()?, grapheme: column.count()? }))
    });
    let before = before.optional()?;
    let sql = "DELETE FROM marks WHERE name = ?2 AND (review = ?1 OR name BETWEEN 'A' AND 'Z')";
    conn.prepare_cached(sql)?.execute(params![row, letter])?;
    if let Some(place) = place {
        let sql = "INSERT INTO marks (review, name, block, grapheme) VALUES (?1, ?2, ?3, ?4)";
        conn.prepare_cached(sql)?.execute(params![row, letter, place.block, place.grapheme])?;
    }
    Ok(before)
}

/// Takes over the marks that a review had in another library; a name that is given already stays where it is.
pub(super) fn adopt(conn: &Connection, row: i64, elsewhere: &[MarkedPlace]) -> Result<(), Fault> {
    let sql = "INSERT OR IGNORE INTO marks (review, name, block, grapheme) VALUES (?1, ?2, ?3, ?4)";
    let mut add = conn.prepare_cached(sql)?;
    for MarkedPlace { name, place } in elsewhere {
        add.execute(params![row, name.to_string(), place.block, place.grapheme])?;
    }
    Ok(())
}

/// Lets the marks in a review go with their words, where the text is another now.
pub(super) fn carry(conn: &Connection, row: i64, old: &str, new: &str) -> Result<(), Fault> {
    let sql = "UPDATE marks SET block = ?3, grapheme = ?4 WHERE review = ?1 AND name = ?2";
    let mut update = conn.prepare_cached(sql)?;
    for MarkedPlace { name, place } in load(conn, row)? {
        let Place { block, grapheme } = facts::moved(place, old, new);
        update.execute(params![row, name.to_string(), block, grapheme])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::support::{at, draft, import, text, with_one};
    use super::super::{Change, Field};
    use super::*;
    use crate::review::Draft;

    const PLACE: Place = Place { block: 1, grapheme: 4 };

    fn name(letter: char) -> MarkName {
        MarkName::new(letter).unwrap()
    }

    fn set(library: &mut Library, id: &ReviewId, letter: char) -> super::super::Undo {
        let change = Change::SetMark { name: name(letter), place: Some(PLACE) };
        library.apply(std::slice::from_ref(id), &change, at(1)).unwrap()
    }

    fn marks(library: &Library, id: &ReviewId) -> String {
        let marked = library.record(id).unwrap().state.marked;
        marked.iter().map(|mark| mark.name.to_string()).collect()
    }

    fn with_two() -> (Library, ReviewId, ReviewId) {
        let mut library = Library::in_memory().unwrap();
        let drafts = [draft("One", "Anora", &text("a")), draft("Two", "Anora", &text("b"))];
        let mut ids = import(&mut library, &drafts, 0).into_iter().map(|(id, _)| id);
        (library, ids.next().unwrap(), ids.next().unwrap())
    }

    #[test]
    fn a_small_letter_is_of_a_review_and_a_capital_of_all() {
        let (mut library, one, two) = with_two();
        for (id, letter) in [(&one, 'a'), (&two, 'a'), (&one, 'B'), (&two, 'B')] {
            set(&mut library, id, letter);
        }
        assert_eq!((marks(&library, &one), marks(&library, &two)), ("a".into(), "Ba".into()));
        assert_eq!(library.mark(name('B')).unwrap(), Some((two.clone(), PLACE)));
        assert_eq!(library.mark(name('C')).unwrap(), None);
        library.apply(&[two], &Change::Remove, at(2)).unwrap();
        assert_eq!(library.mark(name('B')).unwrap(), None, "not in what is removed");
    }

    #[test]
    fn a_capital_taken_from_another_review_is_given_back() {
        let (mut library, one, two) = with_two();
        set(&mut library, &one, 'B');
        let undo = set(&mut library, &two, 'B');
        library.undo(&undo, at(2)).unwrap();
        assert_eq!((marks(&library, &one), marks(&library, &two)), ("B".into(), String::new()));
    }

    #[test]
    fn a_mark_goes_with_its_words() {
        let body = |parts: &[&str]| parts.join("\n\n");
        let (mut library, id) =
            with_one(&draft("One", "Anora", &body(&["It begins.", "She waits for the tram."])));
        set(&mut library, &id, 'a');
        let longer = body(&["A new beginning.", "It begins.", "She waits for the night tram."]);
        import(&mut library, &[draft("One", "Anora", &longer)], 4);
        let marked = library.record(&id).unwrap().state.marked;
        assert_eq!(marked[0].place, Place { block: 2, grapheme: 4 });
        let edit = Change::Edit(Field::Body(body(&["She waits for the night tram."])));
        library.apply(std::slice::from_ref(&id), &edit, at(5)).unwrap();
        let marked = library.record(&id).unwrap().state.marked;
        assert_eq!(marked[0].place, Place { block: 0, grapheme: 4 });
    }

    #[test]
    fn marks_come_along_to_another_library() {
        let (mut library, one, two) = with_two();
        set(&mut library, &one, 'a');
        set(&mut library, &two, 'B');
        let mut other = Library::in_memory().unwrap();
        for id in [&one, &two, &two] {
            let record = library.record(id).unwrap();
            let draft =
                Draft { id: Some(record.id), state: Some(record.state), ..record.review.into() };
            other.insert([draft], at(3)).unwrap();
        }
        assert_eq!((marks(&other, &one), marks(&other, &two)), ("a".into(), "B".into()));
    }
}
