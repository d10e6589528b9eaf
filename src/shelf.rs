//! Shelf: the reviews that come with the program, written for it, to show at a first start what there is to show.

use std::path::Path;

use crate::import::{self, Options, Source};
use crate::review::Draft;

/// The pieces, in the order of the shelf: each file's name and text.
const PIECES: [(&str, &str); 14] = [
    piece!("01-a-fairy-tale-with-the-lights-on"),
    piece!("02-what-the-last-scene-withholds"),
    piece!("03-a-castle-with-nobody-home"),
    piece!("04-the-ocean-end-of-the-line"),
    piece!("05-the-long-walk-home"),
    piece!("06-the-real-thing-nearly"),
    piece!("07-what-the-thermos-held"),
    piece!("08-heat-and-pavement"),
    piece!("09-three-phones-and-a-bicycle"),
    piece!("10-next-door-to-the-castle"),
    piece!("11-the-guest-who-stayed"),
    piece!("12-the-hand-you-are-given"),
    piece!("13-three-in-the-morning"),
    piece!("14-how-to-read-here"),
];

/// The reviews of the shelf, ready for a library. They are read by the same importer as everybody's.
pub fn drafts() -> Vec<Draft> {
    let options = Options::default();
    PIECES
        .iter()
        .flat_map(|(name, text)| {
            let source = Source { path: Path::new("shelf").join(name), text: (*text).to_owned() };
            import::read_source(&source, &options)
        })
        .filter_map(Result::ok)
        .map(|draft| Draft {
            based_on: vec!["the shelf that comes with anora-tui".to_owned()],
            ..draft
        })
        .collect()
}

/// A file of the shelf, built into the program.
macro_rules! piece {
    ($name:literal) => {
        (concat!($name, ".md"), include_str!(concat!("../assets/reviews/", $name, ".md")))
    };
}
use piece;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_a_review_of_its_own() {
        let drafts = drafts();
        assert_eq!(drafts.len(), PIECES.len());
        for draft in &drafts {
            let review = &draft.review;
            assert!(!review.title.is_made, "{:?}", review.title);
            assert_eq!(review.authors, ["anora-tui"]);
            assert_eq!(review.keywords.first().map(String::as_str), Some("shelf"));
            assert!(
                review.date_published.is_some()
                    && !review.body.is_empty()
                    && !review.work.name.is_empty()
            );
        }
    }

    #[test]
    fn the_shelf_has_something_of_everything() {
        let drafts = drafts();
        let rated = drafts.iter().filter(|d| d.review.rating.is_some()).count();
        assert!((8..drafts.len()).contains(&rated), "some rated, some not: {rated}");
        let about_anora = drafts.iter().filter(|d| d.review.work.name == "Anora").count();
        assert!(about_anora >= 4, "{about_anora}");
        let has_spoilers = |draft: &&Draft| {
            let prose = crate::text::prose::parse(&draft.review.body);
            !crate::text::spoiler::shield(&prose, None).covers.is_empty()
        };
        let covered: Vec<_> =
            drafts.iter().filter(has_spoilers).map(|d| d.review.title.text.as_str()).collect();
        assert_eq!(covered, ["What the last scene withholds", "Next door to the castle"]);
    }
}
