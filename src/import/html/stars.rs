//! Ratings that a page draws: stars as pictures, their descriptions, classes and widths.

use super::tree::{Id, Tree};
use crate::rating::{Letters, Rating};

/// Parts of a class or id of what is not the critic's: others' ratings, averages, other reviews.
const OTHERS: [&str; 22] = [
    "aggregate",
    "average",
    "user",
    "comment",
    "reader",
    "audience",
    "related",
    "vote",
    "widget",
    "sidebar",
    "footer",
    "nav",
    "imdb",
    "tomato",
    "metacritic",
    "carousel",
    "similar",
    "recommend",
    "listing",
    "teaser",
    "histogram",
    "breakdown",
];

/// Words that make a number the work of many.
const CROWD: [&str; 8] =
    ["votes", "ratings", "reviews", "users", "average", "customers", "stimmen", "avis"];

/// The rating that a page draws for its article, if all that it draws agree.
pub(super) fn drawn(tree: &Tree) -> Option<Rating> {
    let mut found: Option<Rating> = None;
    for id in tree.elements(tree.root()) {
        let Some(rating) = of_element(tree, id).filter(|_| is_critics(tree, id)) else { continue };
        match &found {
            Some(known) if !agree(known, &rating) => return None,
            Some(_) => {}
            None => found = Some(rating),
        }
    }
    found
}

fn agree(one: &Rating, other: &Rating) -> bool {
    one.mark == other.mark
        || one.normalized(Letters::default()) == other.normalized(Letters::default())
}

/// Whether an element is neither beside the article nor a sum of many ratings.
fn is_critics(tree: &Tree, id: Id) -> bool {
    let is_others = |at: Id| {
        let names = tree.classes(at).chain(tree.attribute(at, "id"));
        matches!(tree.name(at), "aside" | "footer" | "nav" | "form")
            || tree.attribute(at, "itemprop") == Some("aggregateRating")
            || tree.name(at) != "body"
                && names.into_iter().any(|name| {
                    let name = name.to_ascii_lowercase();
                    OTHERS.iter().any(|part| name.contains(part))
                })
    };
    let around = tree.parent(id).map(|id| tree.words(id)).unwrap_or_default().to_lowercase();
    let is_crowd = around.len() < 200 && CROWD.iter().any(|word| around.contains(word));
    !is_crowd && !std::iter::once(id).chain(tree.ancestors(id)).any(is_others)
}

fn of_element(tree: &Tree, id: Id) -> Option<Rating> {
    described(tree, id)
        .or_else(|| counted(tree, id))
        .or_else(|| filled(tree, id))
        .or_else(|| classed(tree, id))
}

/// What a picture or a label says: `4 out of 5 stars`, `★★★½`.
fn described(tree: &Tree, id: Id) -> Option<Rating> {
    let names = ["aria-label", "alt", "title"];
    let labels = names.iter().filter_map(|name| tree.attribute(id, name));
    labels.filter(|label| label.len() <= 60).find_map(stated)
}

fn stated(label: &str) -> Option<Rating> {
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = label.to_lowercase();
    if CROWD.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let is_of_stars =
        ["star", "stern", "étoile", "estrella", "★"].iter().any(|word| lower.contains(word));
    let bare = ["rated ", "rating: ", "rating ", "score: "]
        .iter()
        .find_map(|word| lower.strip_prefix(word));
    let is_rating = is_of_stars || bare.is_some();
    let text = bare.unwrap_or(&lower);
    let rating = Rating::read(text).filter(|_| is_rating)?;
    // A number that may be of anything says nothing without its scale.
    let has_scale = rating.normalized(Letters::default()).is_some();
    (has_scale && !rating.is_above_scale() || is_of_stars && !has_scale).then_some(rating)
}

/// Stars one by one: `<i class="star full"><i class="star half"><i class="star empty">`.
fn counted(tree: &Tree, id: Id) -> Option<Rating> {
    let stars: Option<Vec<f64>> = tree
        .children(id)
        .filter(|&at| !tree.name(at).is_empty())
        .map(|at| star(tree, at))
        .collect();
    let stars = stars.filter(|stars| matches!(stars.len(), 4 | 5 | 10))?;
    let value: f64 = stars.iter().sum();
    let is_in_order = stars.windows(2).all(|pair| matches!(pair, [one, other] if one >= other));
    let is_told = stars.iter().any(|star| *star < 1.0) && value > 0.0;
    let best = u8::try_from(stars.len()).ok()?;
    (is_in_order && is_told).then(|| Rating::on_scale("", value, f64::from(best), None)).flatten()
}

/// How full one star is, if an element is one.
fn star(tree: &Tree, id: Id) -> Option<f64> {
    let classes = tree.attribute(id, "class").unwrap_or_default().to_ascii_lowercase();
    let source = tree
        .attribute(id, "src")
        .and_then(|src| src.rsplit('/').next())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let says =
        |parts: &[&str]| parts.iter().any(|part| classes.contains(part) || source.contains(part));
    if !says(&["star"]) {
        return None;
    }
    if says(&["half"]) {
        Some(0.5)
    } else if says(&[
        "empty",
        "star-o",
        "off",
        "outline",
        "blank",
        "inactive",
        "far fa-star",
        "gray",
        "grey",
        "unfilled",
    ]) {
        Some(0.0)
    } else if says(&["full", "fill", "fa-star", "star-on", "active", "gold", "whole"]) {
        Some(1.0)
    } else {
        None
    }
}

/// Stars cut off at a width: `<div class="star-rating"><span style="width:80%">`.
fn filled(tree: &Tree, id: Id) -> Option<Rating> {
    let style = tree.attribute(id, "style")?.replace(' ', "").to_ascii_lowercase();
    let percent: f64 = style.strip_prefix("width:")?.split('%').next()?.parse().ok()?;
    let around = tree.parent(id)?;
    let has_star = |id| tree.classes(id).any(|class| class.to_ascii_lowercase().contains("star"));
    let is_stars = has_star(id) || has_star(around);
    let value = percent / 20.0;
    let is_half = (value * 2.0).fract().abs() < 0.01;
    (is_stars && is_half && (0.5..=5.0).contains(&value) && style.contains('%'))
        .then(|| Rating::on_scale("", value, 5.0, None))
        .flatten()
}

/// A class that counts halves of five stars: `rating-45`, `stars-3-5`, `star_4_5`.
fn classed(tree: &Tree, id: Id) -> Option<Rating> {
    tree.classes(id).find_map(|class| {
        let class = class.to_ascii_lowercase();
        let rest = ["stars", "star-rating", "star", "rating"]
            .iter()
            .find_map(|name| class.strip_prefix(name))?;
        let digits: Vec<&str> =
            rest.split(['-', '_', '.']).filter(|part| !part.is_empty()).collect();
        let halves: u8 = match digits.as_slice() {
            [whole] if whole.len() == 2 => whole.parse().ok().filter(|n| n % 5 == 0 && *n != 10)?,
            [whole, half @ ("5" | "0" | "half")] if whole.len() == 1 => {
                whole.parse::<u8>().ok()? * 10 + if *half == "0" { 0 } else { 5 }
            }
            _ => return None,
        };
        let value = f64::from(halves) / 10.0;
        (0.5..=5.0).contains(&value).then(|| Rating::on_scale("", value, 5.0, None)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, notation: Option<&str>) {
        let tree = Tree::parse(html).unwrap();
        assert_eq!(drawn(&tree).map(|rating| rating.notation).as_deref(), notation, "{html}");
    }

    #[test]
    fn drawn_stars_are_counted() {
        check("<img alt='4 out of 5 stars' src=x>", Some("4 out of 5 stars"));
        check("<span aria-label='Rated 3.5 out of 5'></span>", Some("3.5 out of 5"));
        check("<span title='★★★½'></span>", Some("★★★½"));
        check(
            "<div><i class='fa fa-star'></i><i class='fa fa-star'></i><i class='fa fa-star-half-o'></i><i class='fa fa-star-o'></i><i class='fa fa-star-o'></i></div>",
            Some("2.5/5"),
        );
        check(
            "<p><img src='/i/star-full.png'><img src='/i/star-full.png'><img src='/i/star-full.png'><img src='/i/star-empty.png'></p>",
            Some("3/4"),
        );
        check("<div class='star-rating'><span style='width: 80%'></span></div>", Some("4/5"));
        check("<span class='rating-45'></span>", Some("4.5/5"));
        check("<span class='stars stars-3-5'></span>", Some("3.5/5"));
    }

    #[test]
    fn what_is_not_the_critics_rating_is_none() {
        check("<div class='aggregate'><img alt='4 out of 5 stars'></div>", None);
        check("<p><img alt='4 out of 5 stars'> 230 votes</p>", None);
        check("<div class='comments'><img alt='4 out of 5 stars'></div>", None);
        check("<img alt='4 out of 5 stars'><img alt='2 out of 5 stars'>", None);
        check("<img alt='A shooting star'><img alt='5'>", None);
        check("<span class='rating-10'></span><span class='star-wars'></span>", None);
        check("<ul><li class='star fa-star'></li><li class='star fa-star'></li></ul>", None);
    }
}
