//! Ratings that are words or signs: thumbs up, buy or skip, fresh or rotten.

use super::Mark;

/// Each word with what it comes to, 0 to 100. Between two extremes lies one middle; nothing finer is made up.
const WORDS: [(&str, u8); 42] = [
    ("thumbs up", 100),
    ("thumb up", 100),
    ("two thumbs up", 100),
    ("thumbs sideways", 50),
    ("thumbs down", 0),
    ("thumb down", 0),
    ("two thumbs down", 0),
    ("buy", 100),
    ("buy it", 100),
    ("rent", 50),
    ("rent it", 50),
    ("skip", 0),
    ("skip it", 0),
    ("stream it", 100),
    ("see it", 100),
    ("must see", 100),
    ("must watch", 100),
    ("must read", 100),
    ("must play", 100),
    ("avoid", 0),
    ("avoid it", 0),
    ("recommended", 100),
    ("highly recommended", 100),
    ("strongly recommended", 100),
    ("not recommended", 0),
    ("fresh", 100),
    ("certified fresh", 100),
    ("rotten", 0),
    ("positive", 100),
    ("mostly positive", 75),
    ("mixed", 50),
    ("mostly negative", 25),
    ("negative", 0),
    ("liked", 100),
    ("liked it", 100),
    ("loved it", 100),
    ("disliked", 0),
    ("disliked it", 0),
    ("hated it", 0),
    ("masterpiece", 100),
    ("worth seeing", 100),
    ("worth reading", 100),
];

/// What a word or a row of thumbs says, if it is one that rates.
pub(super) fn mark(text: &str) -> Option<Mark> {
    let word = text.to_lowercase().replace('-', " ");
    let in_table =
        || WORDS.iter().find(|(name, _)| *name == word).map(|(_, number)| Mark::Word(*number));
    thumbs(text).or_else(in_table)
}

/// Thumbs that all point one way; skin tones do not matter.
fn thumbs(text: &str) -> Option<Mark> {
    let mut signs =
        text.chars().filter(|c| !matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{fe0f}' | ' '));
    let first = signs.next()?;
    let number = match first {
        '👍' => 100,
        '👎' => 0,
        _ => return None,
    };
    signs.all(|c| c == first).then_some(Mark::Word(number))
}
