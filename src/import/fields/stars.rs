//! The rating among some fields: a text in any notation, a number with or without its scale, or an object of both.

use serde_json::Value;

use super::Fields;
use crate::rating::{Mark, Rating};
use crate::schema::loose::{flag, number, text};
use crate::schema::{plain_number, read_notation};

const RATING: &[&str] =
    &["rating", "score", "stars", "grade", "reviewrating", "myrating", "userrating", "yourrating"];
const VALUE: &[&str] = &["value", "ratingvalue", "rating", "score", "stars"];
const BEST: &[&str] = &[
    "best",
    "bestrating",
    "max",
    "outof",
    "scale",
    "ratingmax",
    "maxrating",
    "ratingscale",
    "ratingbest",
];
const NOTATION: &[&str] = &["notation", "alternatename", "text", "label"];

/// The longest notation, `a solid 8 out of 10 from me` among them; a longer text is a sentence about the rating.
const NOTATION_CHARS: usize = 32;

/// Whether a folded name is that of a rating.
pub(super) fn is_rating(folded: &str) -> bool {
    RATING.contains(&folded)
}

/// Whether a folded name is that of the critic's own rating, in a table of any service.
pub(super) fn is_own(folded: &str) -> bool {
    is_rating(folded) || ["starrating", "rating10"].contains(&folded)
}

impl Fields<'_> {
    /// The critic's rating; a number without a scale has none until its surroundings tell.
    pub(super) fn rating(&self) -> Option<Rating> {
        let best = self.get(BEST).and_then(number);
        let from = |value: &Value| match value {
            Value::Object(object) => Fields::of_one(object).rating_of_parts(),
            single => rating_of(single, best),
        };
        // TMDB puts it beside the author's name.
        let of_author = || self.get(&["authordetails"])?.get("rating").and_then(from);
        self.get(RATING).and_then(from).or_else(of_author)
    }

    fn rating_of_parts(&self) -> Option<Rating> {
        let best = self.get(BEST).and_then(number);
        let value = self.get(VALUE);
        let is_inferred = self.get(&["inferred"]).and_then(flag).unwrap_or_default();
        let normalized =
            self.get(&["normalized"]).and_then(Value::as_u64).and_then(|n| u8::try_from(n).ok());
        match (self.get(NOTATION).and_then(text), value.and_then(number)) {
            (Some(notation), Some(value)) => {
                Some(Rating { notation, mark: Mark::Points { value, best, is_inferred } })
            }
            (Some(notation), None) => {
                let mark = normalized.filter(|&n| n <= 100).map(Mark::Word);
                mark.map_or_else(
                    || read_notation(&notation),
                    |mark| Some(Rating { notation: notation.clone(), mark }),
                )
            }
            (None, _) => rating_of(value?, best),
        }
    }
}

/// A number on a scale, or a text in any notation.
fn rating_of(value: &Value, best: Option<f64>) -> Option<Rating> {
    match (number(value), best) {
        (Some(value), Some(best)) => {
            Rating::on_scale(&format!("{value}/{best}"), value, best, None)
        }
        (Some(number), None) if value.is_number() => {
            read_notation(&plain_number(number).to_string())
        }
        _ => {
            let text = text(value)
                .filter(|t| !value.is_boolean() && t.chars().count() <= NOTATION_CHARS)
                .filter(|t| !is_no_number(t))?;
            read_notation(&text)
        }
    }
}

/// What programs write for a number that is none: `.nan`, `inf`.
fn is_no_number(text: &str) -> bool {
    let text = text.trim().trim_start_matches('.');
    text.parse::<f64>().is_ok_and(|number| !number.is_finite())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(value: &Value, notation: &str, mark: Mark) {
        let rating = Fields::of(value.as_object().unwrap()).rating();
        assert_eq!(rating, Some(Rating { notation: notation.into(), mark }), "{value}");
    }

    #[test]
    fn ratings_come_in_many_shapes() {
        let points = |value, best| Mark::Points { value, best, is_inferred: false };
        check(&json!({"rating": 4}), "4", points(4.0, None));
        check(&json!({"stars": 3.25}), "3.25", points(3.25, None));
        check(&json!({"score": "7/10"}), "7/10", points(7.0, Some(10.0)));
        check(&json!({"rating": 4, "rating_max": 5}), "4/5", points(4.0, Some(5.0)));
        check(&json!({"rating": {"value": 8, "best": 10}}), "8/10", points(8.0, Some(10.0)));
        check(&json!({"review": {"rating": 4.0}}), "4", points(4.0, None));
        check(&json!({"author": "A", "author_details": {"rating": 9.0}}), "9", points(9.0, None));
        check(&json!({"rating": "unmissable"}), "unmissable", Mark::Unknown);
    }

    #[test]
    fn no_rating_is_no_rating() {
        for value in [
            json!({"rating": ""}),
            json!({"rating": null}),
            json!({"rating": false}),
            json!({"rating": {}}),
        ] {
            assert_eq!(Fields::of(value.as_object().unwrap()).rating(), None, "{value}");
        }
    }
}
