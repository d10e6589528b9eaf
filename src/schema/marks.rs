//! Ratings as schema.org writes them, and back.

use serde_json::{Value, json};

use super::SCALE_INFERRED;
use super::loose::{number, text};
use crate::rating::{Letters, Mark, Rating};

/// A rating as a schema.org `Rating`: numbers have value, best and worst; letters and words only their own notation and
/// its `normalized`. A scale that was inferred says so.
pub(super) fn rating_to_json(rating: &Rating, letters: Letters) -> Value {
    let mut object = serde_json::Map::new();
    object.insert("@type".into(), "Rating".into());
    let mut is_scale_inferred = false;
    if let Mark::Points { value, best, is_inferred } = rating.mark {
        object.insert("ratingValue".into(), plain_number(value));
        if let Some(best) = best {
            object.insert("bestRating".into(), plain_number(best));
            object.insert("worstRating".into(), 0.into());
        }
        is_scale_inferred = is_inferred;
    }
    object.insert("alternateName".into(), rating.notation.clone().into());
    if let Some(n) = rating.normalized(letters) {
        object.insert("normalized".into(), n.into());
    }
    if is_scale_inferred {
        object.insert("ratingExplanation".into(), SCALE_INFERRED.into());
    }
    Value::Object(object)
}

/// A rating from a schema.org `Rating`, a number or a text in any notation.
///
/// schema.org assumes a best of 5 where none is given; sources do not keep to that, so such a value stays without a
/// scale until its surroundings tell one.
pub(super) fn rating_from_json(value: &Value) -> Option<Rating> {
    let object = match value {
        Value::Object(object) => object,
        Value::Array(several) => return several.iter().find_map(rating_from_json),
        single => return text(single).and_then(|t| read(&t)),
    };
    let field = |key: &str| object.get(key);
    let notation = field("alternateName").and_then(text);
    let best = field("bestRating").and_then(number);
    let worst = field("worstRating").and_then(number);
    let is_inferred = field("ratingExplanation").and_then(text).as_deref() == Some(SCALE_INFERRED);
    match (field("ratingValue").and_then(number), notation, best) {
        (Some(value), Some(notation), _) if worst.is_none_or(|w| w == 0.0) => {
            Some(Rating { notation, mark: Mark::Points { value, best, is_inferred } })
        }
        (Some(value), notation, Some(best)) => {
            let notation = notation.unwrap_or_else(|| format!("{value}/{best}"));
            Rating::on_scale(&notation, value, best, worst)
        }
        (Some(value), notation, None) => read(&notation.unwrap_or_else(|| value.to_string())),
        (None, Some(notation), _) => {
            Some(word(notation, field("normalized").and_then(Value::as_u64)))
        }
        (None, None, _) => field("ratingValue").and_then(text).and_then(|t| read(&t)),
    }
}

/// A notation as it is read, or kept as it stands where it cannot be.
pub(crate) fn read(notation: &str) -> Option<Rating> {
    let unread = || Rating { notation: notation.to_owned(), mark: Mark::Unknown };
    (!notation.trim().is_empty()).then(|| Rating::read(notation).unwrap_or_else(unread))
}

/// A notation that is no number: a letter or a word that is known, else what `normalized` says of it.
fn word(notation: String, normalized: Option<u64>) -> Rating {
    let known = Rating::read(&notation).filter(|r| !matches!(r.mark, Mark::Points { .. }));
    let percent = normalized.and_then(|n| u8::try_from(n).ok()).filter(|&n| n <= 100);
    known.unwrap_or_else(|| Rating { notation, mark: percent.map_or(Mark::Unknown, Mark::Word) })
}

/// A number as people write it: `9`, not `9.0`.
pub(crate) fn plain_number(number: f64) -> Value {
    serde_json::from_str(&number.to_string()).unwrap_or_else(|_| json!(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &Value, notation: &str, mark: Mark) {
        assert_eq!(
            rating_from_json(value),
            Some(Rating { notation: notation.into(), mark }),
            "{value}"
        );
    }

    #[test]
    fn ratings_come_in_many_shapes() {
        let points = |value, best| Mark::Points { value, best, is_inferred: false };
        check(&json!({"ratingValue":4,"bestRating":5}), "4/5", points(4.0, Some(5.0)));
        check(
            &json!({"ratingValue":"7.50","bestRating":"10","worstRating":"0"}),
            "7.5/10",
            points(7.5, Some(10.0)),
        );
        check(&json!({"ratingValue":4}), "4", points(4.0, None));
        check(&json!("9/10"), "9/10", points(9.0, Some(10.0)));
        check(&json!(8), "8", points(8.0, None));
        check(&json!({"ratingValue":"9/10"}), "9/10", points(9.0, Some(10.0)));
        check(&json!({"alternateName":"Must see","normalized":100}), "Must see", Mark::Word(100));
        check(&json!({"alternateName":"Whatever"}), "Whatever", Mark::Unknown);
        assert_eq!(rating_from_json(&json!({})), None);
        assert_eq!(rating_from_json(&Value::Null), None);
    }

    #[test]
    fn letters_have_no_number_but_the_normalised_one() {
        let value = rating_to_json(&Rating::read("B+").unwrap(), Letters::Metacritic);
        assert_eq!(value, json!({"@type":"Rating","alternateName":"B+","normalized":83}));
    }

    #[test]
    fn an_inferred_scale_stays_inferred() {
        let rating = Rating {
            notation: "4".into(),
            mark: Mark::Points { value: 4.0, best: Some(5.0), is_inferred: true },
        };
        let value = rating_to_json(&rating, Letters::default());
        assert_eq!(value["ratingExplanation"], "scale inferred");
        assert_eq!(rating_from_json(&value), Some(rating));
    }
}
