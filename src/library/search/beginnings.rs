//! Beginnings of words: which reviews have a word that begins with these two or three letters, known without looking at
//! all such words. The common ones stand in nearly every review, and to gather where takes long.

use rusqlite::{Connection, params};

use super::words::{Words, tokens};
use crate::library::fault::Fault;

/// The letters that a beginning may have.
pub(super) const LETTERS: std::ops::RangeInclusive<usize> = 2..=3;

/// In more reviews than this a beginning is common: it ranks nothing, and is asked for here instead of in the full text.
const COMMON: u32 = if cfg!(test) { 2 } else { 5_000 }; // few, so that tests of few reviews go both ways

/// Every beginning of the words in some texts once, as the index takes them: a space between.
pub(super) fn of(texts: [&str; 4]) -> String {
    let mut beginnings: Vec<&str> = Vec::new();
    for text in texts {
        for word in tokens(text).filter_map(|range| text.get(range)) {
            let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
            let ends = ends.zip(1..=*LETTERS.end()).filter(|(_, n)| LETTERS.contains(n));
            beginnings.extend(ends.filter_map(|(end, _)| word.get(..end)));
        }
    }
    beginnings.sort_unstable();
    beginnings.dedup();
    beginnings.join(" ")
}

/// The beginning that words end with, if it is common.
pub(super) fn common(conn: &Connection, words: &Words) -> Result<Option<String>, Fault> {
    let Some(beginning) = words.beginning() else { return Ok(None) };
    let expression = format!("\"{beginning}\"");
    let sql = "SELECT count(*) FROM (SELECT 1 FROM beginnings WHERE beginnings MATCH ?1 LIMIT ?2)";
    let mut count = conn.prepare_cached(sql)?;
    let n: u32 = count.query_row(params![expression, COMMON + 1], |row| row.get(0))?;
    Ok((n > COMMON).then_some(expression))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_stands_once_however_many_words_have_it() {
        assert_eq!(of(["the theatre", "a of", "ofen", "été 東京 x1"]), "of ofe th the x1 ét été");
    }
}
