//! Made reviews for the benches: as many as wanted, always the same.

use anora_tui::rating::Rating;
use anora_tui::review::{Draft, Review, Title, Work};

const WORDS: &[&str] = &[
    "harbor", "lantern", "winter", "salt", "bridge", "the", "of", "and", "a", "city", "brother",
    "window", "night", "quiet", "camera", "actor", "Mélanie", "slowly", "story", "scene", "long",
    "light", "again", "money", "street", "comedy", "snow",
];

/// A sequence of numbers that look random and are always the same.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }

    pub(crate) fn words(&mut self, n: usize) -> String {
        (0..n).map(|_| WORDS[self.roll(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }
}

/// So many reviews with texts of about so many words.
pub(crate) fn drafts(n: usize, n_words: usize) -> Vec<Draft> {
    let mut dice = Dice(7);
    (0..n)
        .map(|at| {
            let paragraphs: Vec<String> =
                (0..n_words.div_ceil(80)).map(|_| dice.words(80) + ".").collect();
            let title = format!("{} {at}", dice.words(4));
            Review {
                title: Title::stated(title),
                work: Work::named(format!("{} {}", dice.words(2), dice.roll(n.max(1)) / 4)),
                authors: vec![dice.words(2)],
                rating: Rating::read(&format!("{}/10", dice.roll(11))),
                body: paragraphs.join("\n\n"),
                ..Review::default()
            }
            .into()
        })
        .collect()
}
