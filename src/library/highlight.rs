//! Highlights as the library keeps them: each found again whenever its text becomes another, none ever lost.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::columns::{Columns, millis};
use super::facts;
use super::fault::Fault;
use super::record;
use super::state::Change;
use crate::review::{Anchor, Colour, Highlight, HighlightId, Passage, Place, Quote};
use crate::text::anchor;
use crate::text::prose;

/// Letters of a highlight's id: enough that two libraries never give the same one to two highlights of a review.
const LETTERS: usize = 10;

const SELECT: &str =
    "SELECT id, colour, from_block, from_grapheme, to_block, to_grapheme, exact, prefix, suffix,
    note, created, modified FROM highlights WHERE review = ?1";

/// The highlights of a review in the order of its text, orphans last.
pub(super) fn load(conn: &Connection, row: i64) -> Result<Vec<Highlight>, Fault> {
    let sql = format!(
        "{SELECT} AND removed IS NULL
        ORDER BY from_block IS NULL, from_block, from_grapheme, to_block, to_grapheme, created, id"
    );
    let mut all = conn.prepare_cached(&sql)?;
    Ok(all.query_map([row], read)?.collect::<rusqlite::Result<_>>()?)
}

/// A highlight, removed or not, as far as its row is sound.
fn read(row: &Row<'_>) -> rusqlite::Result<Highlight> {
    let mut column = Columns::from(row, 0);
    let id = HighlightId::from(column.id()?);
    let colour = Colour::named(&column.text()?).unwrap_or_default();
    let at = [column.maybe_int()?, column.maybe_int()?, column.maybe_int()?, column.maybe_int()?];
    let number = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok());
    let passage = match at.map(number) {
        [Some(a), Some(b), Some(c), Some(d)] => Some(Passage {
            from: Place { block: a, grapheme: b },
            to: Place { block: c, grapheme: d },
        }),
        _ => None,
    };
    let quote = Quote { exact: column.text()?, prefix: column.text()?, suffix: column.text()? };
    Ok(Highlight {
        id,
        colour,
        anchor: Anchor { passage, quote },
        note: column.text()?,
        created: column.maybe_time()?.unwrap_or_default(),
        modified: column.maybe_time()?.unwrap_or_default(),
    })
}

/// A highlight that is not removed.
fn find(conn: &Connection, row: i64, id: &HighlightId) -> Result<Option<Highlight>, Fault> {
    let mut find = conn.prepare_cached(&format!("{SELECT} AND id = ?2 AND removed IS NULL"))?;
    Ok(find.query_row(params![row, id.as_str()], read).optional()?)
}

fn known(conn: &Connection, row: i64, id: &HighlightId) -> Result<Highlight, Fault> {
    let why = Fault::Refused { what: "highlight", why: "is not there any more" };
    find(conn, row, id)?.ok_or(why)
}

/// Makes one; what undoes that.
pub(super) fn add(
    conn: &Connection,
    row: i64,
    (anchor, colour, note): (&Anchor, Colour, &str),
    now: Timestamp,
) -> Result<Option<Change>, Fault> {
    let mut seed = format!("{anchor:?} {}", millis(now));
    let mut is_taken =
        conn.prepare_cached("SELECT 1 FROM highlights WHERE review = ?1 AND id = ?2")?;
    let id = loop {
        let letters = facts::fingerprint(&seed);
        let id = letters.get(..LETTERS).and_then(HighlightId::new);
        if let Some(id) = id
            && !is_taken.exists(params![row, id.as_str()])?
        {
            break id;
        }
        seed.push('.');
    };
    let now = Timestamp::from_millisecond(millis(now)).unwrap_or(now);
    let (anchor, note) = (anchor.clone(), note.to_owned());
    put(
        conn,
        row,
        &Highlight { id: id.clone(), colour, anchor, note, created: now, modified: now },
    )?;
    // The text may have become another since it was read.
    reattach(conn, row, None)?;
    Ok(Some(Change::DropHighlight(id)))
}

/// Gives one another colour; what undoes that.
pub(super) fn recolour(
    conn: &Connection,
    row: i64,
    (id, colour): (&HighlightId, Colour),
    now: Timestamp,
) -> Result<Option<Change>, Fault> {
    let there = known(conn, row, id)?;
    if there.colour == colour {
        return Ok(None);
    }
    store(conn, row, &Highlight { colour, modified: now, ..there.clone() })?;
    Ok(Some(Change::PutHighlight(Box::new(there))))
}

/// Writes another note to one; what undoes that.
pub(super) fn annotate(
    conn: &Connection,
    row: i64,
    (id, note): (&HighlightId, &str),
    now: Timestamp,
) -> Result<Option<Change>, Fault> {
    let there = known(conn, row, id)?;
    if there.note == note {
        return Ok(None);
    }
    store(conn, row, &Highlight { note: note.to_owned(), modified: now, ..there.clone() })?;
    Ok(Some(Change::PutHighlight(Box::new(there))))
}

/// Removes one; what undoes that.
pub(super) fn remove(
    conn: &Connection,
    row: i64,
    id: &HighlightId,
    now: Timestamp,
) -> Result<Option<Change>, Fault> {
    let Some(there) = find(conn, row, id)? else { return Ok(None) };
    let sql = "UPDATE highlights SET removed = ?3 WHERE review = ?1 AND id = ?2";
    conn.prepare_cached(sql)?.execute(params![row, id.as_str(), millis(now)])?;
    count(conn, row)?;
    Ok(Some(Change::PutHighlight(Box::new(there))))
}

/// Puts one as it was, wherever its words stand by now; what undoes that.
pub(super) fn put_back(
    conn: &Connection,
    row: i64,
    highlight: &Highlight,
) -> Result<Option<Change>, Fault> {
    let there = find(conn, row, &highlight.id)?;
    put(conn, row, highlight)?;
    reattach(conn, row, None)?;
    Ok(Some(match there {
        Some(there) => Change::PutHighlight(Box::new(there)),
        None => Change::DropHighlight(highlight.id.clone()),
    }))
}

fn put(conn: &Connection, row: i64, highlight: &Highlight) -> Result<(), Fault> {
    store(conn, row, highlight)?;
    count(conn, row)
}

/// Writes one over what its row says, removed or not.
fn store(conn: &Connection, row: i64, highlight: &Highlight) -> Result<(), Fault> {
    let sql = "REPLACE INTO highlights (review, id, colour, from_block, from_grapheme, to_block, to_grapheme, exact,
            prefix, suffix, note, created, modified)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let Highlight { id, colour, anchor, note, created, modified } = highlight;
    let Anchor { passage, quote } = anchor;
    conn.prepare_cached(sql)?.execute(params![
        row,
        id.as_str(),
        colour.name(),
        passage.map(|passage| passage.from.block),
        passage.map(|passage| passage.from.grapheme),
        passage.map(|passage| passage.to.block),
        passage.map(|passage| passage.to.grapheme),
        quote.exact,
        quote.prefix,
        quote.suffix,
        note,
        millis(*created),
        millis(*modified),
    ])?;
    Ok(())
}

/// Notes how many there are, for the list.
fn count(conn: &Connection, row: i64) -> Result<(), Fault> {
    conn.prepare_cached("INSERT INTO states (review) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([row])?;
    let sql = "UPDATE states SET n_highlights =
        (SELECT count(*) FROM highlights WHERE review = ?1 AND removed IS NULL) WHERE review = ?1";
    conn.prepare_cached(sql)?.execute([row])?;
    Ok(())
}

/// Finds the highlights of a review in its text, which may be another than before: the given one, else the one that
/// is kept. Those that were removed are found again too, for they may be put back.
pub(super) fn reattach(conn: &Connection, row: i64, body: Option<&str>) -> Result<(), Fault> {
    let mut all = conn.prepare_cached(SELECT)?;
    let all = all.query_map([row], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    if all.is_empty() {
        return Ok(());
    }
    // In a damaged text nothing can be looked for: what is kept of them stays as it is.
    let Some(body) = body.map_or_else(
        || record::load_text(conn, row).map(record::Text::rescued),
        |body| Ok(Some(body.to_owned())),
    )?
    else {
        return Ok(());
    };
    let prose = prose::parse(&body);
    let sql = "UPDATE highlights SET from_block = ?3, from_grapheme = ?4, to_block = ?5, to_grapheme = ?6, exact = ?7,
        prefix = ?8, suffix = ?9 WHERE review = ?1 AND id = ?2";
    let mut update = conn.prepare_cached(sql)?;
    for highlight in all {
        let now = anchor::reattached(&prose, &highlight.anchor);
        if now != highlight.anchor {
            let Anchor { passage, quote } = now;
            update.execute(params![
                row,
                highlight.id.as_str(),
                passage.map(|passage| passage.from.block),
                passage.map(|passage| passage.from.grapheme),
                passage.map(|passage| passage.to.block),
                passage.map(|passage| passage.to.grapheme),
                quote.exact,
                quote.prefix,
                quote.suffix,
            ])?;
        }
    }
    Ok(())
}

/// Takes over the highlights of another library: those that were never here. One that was removed here stays removed.
pub(super) fn adopt(conn: &Connection, row: i64, elsewhere: &[Highlight]) -> Result<(), Fault> {
    let mut is_known =
        conn.prepare_cached("SELECT 1 FROM highlights WHERE review = ?1 AND id = ?2")?;
    let mut is_any_new = false;
    for highlight in elsewhere {
        if !is_known.exists(params![row, highlight.id.as_str()])? {
            store(conn, row, highlight)?;
            is_any_new = true;
        }
    }
    if is_any_new {
        reattach(conn, row, None)?;
        count(conn, row)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::support::{at, draft, import, import_one, text, with_one};
    use super::super::{Field, Library};
    use super::*;
    use crate::review::{Draft, ReviewId};

    /// A library with one review, some words of which are highlighted.
    fn highlighted(body: &str, words: &str) -> (Library, ReviewId) {
        let (mut library, id) = with_one(&draft("One", "Anora", body));
        highlight(&mut library, &id, words);
        (library, id)
    }

    fn highlight(library: &mut Library, id: &ReviewId, words: &str) {
        let prose = prose::parse(&library.body(id).unwrap());
        let anchor =
            Anchor { passage: None, quote: Quote { exact: words.into(), ..Quote::default() } };
        let anchor = anchor::reattached(&prose, &anchor);
        assert!(anchor.passage.is_some(), "{words} is not in the text");
        let change = Change::AddHighlight { anchor, colour: Colour::Green, note: "why".into() };
        library.apply(std::slice::from_ref(id), &change, at(1)).unwrap();
    }

    fn all(library: &Library, id: &ReviewId) -> Vec<Highlight> {
        library.record(id).unwrap().state.highlights
    }

    /// The words that a highlight stands on in the text as it is now.
    fn words(library: &Library, id: &ReviewId) -> Vec<Option<String>> {
        let prose = prose::parse(&library.body(id).unwrap());
        let now = |h: &Highlight| {
            let passage = h.anchor.passage?;
            anchor::anchor(&prose, passage).map(|anchor| anchor.quote.exact)
        };
        all(library, id).iter().map(now).collect()
    }

    #[test]
    fn a_highlight_is_kept_with_its_review_and_counted_in_the_list() {
        let (library, id) = highlighted("A film to see twice, or three times.", "to see twice");
        let [one] = all(&library, &id).try_into().unwrap();
        assert_eq!((one.colour, one.note.as_str(), one.created), (Colour::Green, "why", at(1)));
        assert_eq!(one.anchor.quote.exact, "to see twice");
        assert_eq!(library.summary(&id).unwrap().text.n_highlights, 1);
    }

    #[test]
    fn a_highlight_stays_on_its_words_when_the_text_comes_in_changed() {
        let body = format!("{}\n\nThe captain was the brother all along.", text("a"));
        let (mut library, id) = highlighted(&body, "the brother all along");
        let new = format!("A new first paragraph.\n\n{body}\n\nAnd a last one.");
        import(&mut library, &[draft("One", "Anora", &new)], 2);
        assert_eq!(words(&library, &id), [Some("the brother all along".to_owned())]);
        let slip = new.replace("brother all", "brother, all");
        library.apply(std::slice::from_ref(&id), &Change::Edit(Field::Body(slip)), at(3)).unwrap();
        assert_eq!(words(&library, &id), [Some("the brother, all along".to_owned())]);
    }

    #[test]
    fn a_highlight_whose_words_are_gone_is_kept_and_comes_back_with_them() {
        let body = format!("{}\n\nThe captain was the brother all along.", text("a"));
        let (mut library, id) = highlighted(&body, "the brother all along");
        let before = all(&library, &id);
        let ids = [id.clone()];
        let undo = library.apply(&ids, &Change::Edit(Field::Body(text("a"))), at(2)).unwrap();
        let [orphan] = all(&library, &id).try_into().unwrap();
        assert!(orphan.is_orphan());
        assert_eq!(
            (orphan.anchor.quote.exact.as_str(), orphan.note.as_str()),
            ("the brother all along", "why")
        );
        assert_eq!(library.summary(&id).unwrap().text.n_highlights, 1);
        library.undo(&undo, at(3)).unwrap();
        assert_eq!(all(&library, &id), before);
    }

    #[test]
    fn what_was_removed_comes_back_by_undo_and_by_nothing_else() {
        let body = text("a");
        let (mut library, id) = highlighted(&body, "a1 of");
        let mut exported = draft("One", "Anora", &body);
        exported.id = Some(id.clone());
        exported.state = Some(library.record(&id).unwrap().state);
        let change = Change::DropHighlight(all(&library, &id)[0].id.clone());
        let undo = library.apply(std::slice::from_ref(&id), &change, at(2)).unwrap();
        import_one(&mut library, &exported, 3);
        assert_eq!(all(&library, &id), []);
        assert_eq!(library.summary(&id).unwrap().text.n_highlights, 0);
        let moved = format!("Something before. {body}");
        library.apply(std::slice::from_ref(&id), &Change::Edit(Field::Body(moved)), at(4)).unwrap();
        library.undo(&undo, at(5)).unwrap();
        assert_eq!(words(&library, &id), [Some("a1 of".to_owned())]);
    }

    #[test]
    fn a_removed_review_that_comes_in_again_has_its_highlights() {
        let (mut library, id) = highlighted(&text("a"), "a1 of");
        library.apply(std::slice::from_ref(&id), &Change::Remove, at(2)).unwrap();
        import_one(&mut library, &draft("One", "Anora", &text("a")), 3);
        assert_eq!(words(&library, &id), [Some("a1 of".to_owned())]);
    }

    #[test]
    fn highlights_made_elsewhere_come_in_beside_those_made_here() {
        let body = text("a");
        let (theirs, id) = highlighted(&body, "a1 of");
        let exported = Draft {
            state: Some(theirs.record(&id).unwrap().state),
            ..draft("One", "Anora", &body)
        };
        let (mut ours, id) = highlighted(&body, "a3 of");
        for second in [2, 3] {
            import_one(&mut ours, &exported, second);
            assert_eq!(words(&ours, &id), [Some("a1 of".to_owned()), Some("a3 of".to_owned())]);
        }
        assert_eq!(ours.summary(&id).unwrap().text.n_highlights, 2);
    }

    #[test]
    fn a_highlight_that_is_gone_cannot_be_changed() {
        let (mut library, id) = highlighted(&text("a"), "a1 of");
        let change = Change::Recolour(HighlightId::new("nothere").unwrap(), Colour::Blue);
        let told = library.apply(std::slice::from_ref(&id), &change, at(2)).unwrap_err();
        assert_eq!(told.to_string(), "highlight: is not there any more");
    }
}
