//! Nouns for what is reviewed: film, novel, game.

use crate::review::WorkKind;

use super::title::bare;

/// What can be reviewed, and the words for it: those before or behind which a text names one, then others that tell what
/// the text speaks of.
#[rustfmt::skip]
const NOUNS: [(WorkKind, &[&str], &[&str]); 6] = [
    (WorkKind::Movie, &["film", "movie", "picture", "feature", "documentary", "comedy", "drama", "thriller", "biopic", "romcom", "western", "sequel", "prequel", "remake", "spielfilm", "streifen", "kinofilm", "película", "long-métrage"],
        &["films", "movies", "filme", "filmes", "películas", "pellicola", "фильм", "фильма"]),
    (WorkKind::Book, &["novel", "book", "memoir", "novella", "roman", "buch", "livre", "novela", "libro"],
        &["novels", "books", "buches", "bücher", "livres", "libros", "romanzo", "livro", "boek", "isbn", "книга", "книги", "роман"]),
    (WorkKind::VideoGame, &["game", "videogame", "spiel", "jeu", "videojuego"], &["games", "gameplay", "spiele", "videogioco", "jogo"]),
    (WorkKind::MusicAlbum, &["album", "record", "ep", "lp"], &["albums", "disque", "disco"]),
    (WorkKind::TvSeries, &["series", "show", "miniseries", "sitcom", "serie", "série"], &["staffel", "сериал"]),
    (WorkKind::Product, &[], &["restaurant", "restaurants", "hotel", "café", "cafe", "bistro", "creperie", "pizzeria", "bakery", "backpack", "backpacks", "rucksack", "phone", "smartphone", "laptop", "notebook", "tablet", "camera", "kamera", "headphones", "earbuds", "kopfhörer", "speaker", "console", "keyboard", "monitor", "printer", "smartwatch", "bike", "fahrrad", "motorcycle", "tent", "jacket", "shoe", "shoes", "boots", "gadget", "device", "gerät", "mattress", "vacuum", "drone", "router"]),
];

/// The kind of thing that most nouns in the text name; a film where it is close. `None` where no noun names anything.
pub(super) fn kind<'a>(words: impl Iterator<Item = &'a str>) -> Option<WorkKind> {
    let mut counts = [0usize; NOUNS.len()];
    for word in words {
        let word = bare(word).to_lowercase();
        if let Some((count, _)) = counts
            .iter_mut()
            .zip(&NOUNS)
            .find(|(_, row)| row.1.contains(&word.as_str()) || row.2.contains(&word.as_str()))
        {
            *count += 1;
        }
    }
    let films = counts.first().copied().unwrap_or(0);
    let (most, row) = counts.iter().zip(&NOUNS).rev().max_by_key(|(count, _)| **count)?;
    let is_ahead = *most >= 3 && *most >= 2 * films.max(1);
    match (most, films) {
        (0, _) => None,
        // One café in a text is a scene of it.
        (1, 0) if row.0 == WorkKind::Product => None,
        (_, 0) => Some(row.0),
        _ if is_ahead => Some(row.0),
        _ => Some(WorkKind::Movie),
    }
}

/// Whether a word, whatever stands around it, names something that is reviewed.
pub(super) fn is_noun(word: &str) -> bool {
    let word = bare(word).to_lowercase();
    NOUNS.iter().any(|row| row.1.contains(&word.as_str()))
}
