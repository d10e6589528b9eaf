//! Nouns for what is reviewed: film, novel, game.

use crate::review::WorkKind;

use super::title::bare;

/// What can be reviewed, and the words for it.
#[rustfmt::skip]
const NOUNS: [(WorkKind, &[&str]); 5] = [
    (WorkKind::Movie, &["film", "movie", "picture", "feature", "documentary", "comedy", "drama", "thriller", "biopic", "romcom", "western", "sequel", "prequel", "remake", "spielfilm", "streifen", "kinofilm", "película", "long-métrage"]),
    (WorkKind::Book, &["novel", "book", "memoir", "novella", "roman", "buch", "livre", "novela", "libro"]),
    (WorkKind::VideoGame, &["game", "videogame", "spiel", "jeu", "videojuego"]),
    (WorkKind::MusicAlbum, &["album", "record", "ep", "lp"]),
    (WorkKind::TvSeries, &["series", "show", "miniseries", "sitcom", "serie", "série"]),
];

/// The kind of thing that most nouns in the text name; a film where it is close.
pub(super) fn kind<'a>(words: impl Iterator<Item = &'a str>) -> WorkKind {
    let mut counts = [0usize; NOUNS.len()];
    for word in words {
        let word = bare(word).to_lowercase();
        if let Some((count, _)) =
            counts.iter_mut().zip(&NOUNS).find(|(_, row)| row.1.contains(&word.as_str()))
        {
            *count += 1;
        }
    }
    let films = counts.first().copied().unwrap_or(0);
    let most = counts.iter().zip(&NOUNS).max_by_key(|(count, _)| **count);
    most.filter(|(count, _)| **count >= 3 && **count >= 2 * films.max(1))
        .map_or(WorkKind::Movie, |(_, row)| row.0)
}

/// Whether a word, whatever stands around it, names something that is reviewed.
pub(super) fn is_noun(word: &str) -> bool {
    let word = bare(word).to_lowercase();
    NOUNS.iter().any(|row| row.1.contains(&word.as_str()))
}
