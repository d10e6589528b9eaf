//! Which of the things a page calls itself is the title of its review.

use super::super::plain;
use super::tree::{Id, Tree};

/// What stands between a title and the name of the site.
const BARS: [&str; 10] = [" | ", " – ", " — ", " - ", " :: ", " » ", " « ", " · ", " • ", " // "];

/// A heading longer than this is none, in words.
const LONGEST: usize = 40;

/// A headline that is longer, in characters, is one and more.
const LONGEST_HEADLINE: usize = 140;

/// Words of a name of a site, at most.
const LONGEST_SITE: usize = 5;

/// The title, from what is stated, the most trusted first, and the headings of the page; and the site, if a bar in the
/// stated titles tells it.
pub(super) fn chosen(
    tree: &Tree,
    stated: &[String],
    site: Option<&str>,
) -> (Option<String>, Option<String>) {
    let headings = headings(tree);
    let window = stated.last().map(String::as_str).unwrap_or_default();
    let site_letters = site.map(folded).unwrap_or_default();
    let shown = stated.iter().find_map(|title| {
        let said = folded(title);
        let fitting = headings.iter().filter(|heading| folded(heading) != site_letters);
        let is_whole = |heading: &&String| folded(heading) == said;
        let is_part = |heading: &&String| heading.len() >= 8 && is_at_bar(title, heading);
        // The site's name is mostly the last part.
        let is_first = |heading: &&String| is_part(heading) && said.starts_with(&folded(heading));
        let find = |is: &dyn Fn(&&String) -> bool| fitting.clone().find(|heading| is(heading));
        find(&is_whole).or_else(|| find(&is_first)).or_else(|| find(&is_part))
    });
    // The window's title alone is often shortened.
    let own = || match (stated, lone_heading(tree)) {
        ([window], Some(heading)) if are_alike(window, &heading) => Some(heading),
        _ => None,
    };
    let title = match (shown.cloned().or_else(own), stated.first()) {
        (Some(shown), _) => Some(shown),
        (None, Some(title)) => Some(without_site(title, site).to_owned()),
        // A page that states none has one at its top, if it has one; a heading within the text is of a part.
        (None, None) => top_heading(tree),
    };
    let found = title.as_deref().and_then(|title| site_behind(window, title));
    let title = title.map(|title| first_sentence(&title).to_owned());
    (title.filter(|title| !title.is_empty()), found)
}

/// A headline without the text that a page has put behind it: its first sentence, where there are more than make a headline.
fn first_sentence(title: &str) -> &str {
    if title.chars().count() <= LONGEST_HEADLINE {
        return title;
    }
    let ends = title.match_indices(". ").map(|(at, _)| title.split_at(at));
    let mut whole = ends.filter(|(head, rest)| {
        let last = head.rsplit(' ').next().unwrap_or_default();
        let begins = rest.get(2..).is_some_and(|rest| rest.starts_with(char::is_uppercase));
        begins && last.chars().count() > 3 && head.split(' ').count() >= 3
    });
    whole.next().map_or(title, |(head, _)| head)
}

/// The first heading of the first rank, or that of another with which the page begins.
fn top_heading(tree: &Tree) -> Option<String> {
    let root = tree.root();
    let words = |id: Id| Some(tree.words(id)).filter(|words| !words.is_empty());
    let fits = |words: &String| words.split(' ').count() <= LONGEST;
    let first = tree.named(root, "h1").find_map(words);
    let begins = || {
        let heading = tree.elements(root).find(|&id| matches!(tree.name(id), "h2" | "h3"))?;
        let words = words(heading)?;
        tree.words(root).starts_with(&words).then_some(words)
    };
    first.or_else(begins).filter(fits)
}

/// The only heading of the first rank.
fn lone_heading(tree: &Tree) -> Option<String> {
    let mut first = tree.named(tree.root(), "h1");
    let words = tree.words(first.next()?);
    let fits = first.next().is_none() && (2..=LONGEST).contains(&words.split(' ').count());
    fits.then_some(words)
}

/// Whether two titles begin with the same words, and have half of the shorter's in common.
fn are_alike(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split_whitespace().map(folded).filter(|word| !word.is_empty()).collect()
    };
    let (one, other) = (words(one), words(other));
    let n_common = one.iter().filter(|word| other.contains(word)).count();
    one.first() == other.first() && n_common * 2 >= one.len().min(other.len())
}

/// Whether a heading is a whole part of a title between bars.
fn is_at_bar(title: &str, heading: &str) -> bool {
    let heading = folded(heading);
    let mut parts = vec![title.to_owned()];
    for bar in BARS {
        parts.extend(title.split(bar).map(str::to_owned));
        // A title may have a bar of its own before that of the site.
        parts.extend(title.rsplit_once(bar).map(|(head, _)| head.to_owned()));
        parts.extend(title.split_once(bar).map(|(_, tail)| tail.to_owned()));
    }
    parts.iter().any(|part| folded(part) == heading)
}

/// Headings that may be titles: those of the first rank, then others that are classed as titles, then of the second.
fn headings(tree: &Tree) -> Vec<String> {
    let root = tree.root();
    let is_title = |&id: &Id| {
        let says = |class: &str| {
            let class = class.to_ascii_lowercase();
            class.contains("title") || class.contains("headline") || class == "p-name"
        };
        tree.classes(id).any(says)
            || matches!(tree.attribute(id, "itemprop"), Some("name" | "headline"))
    };
    let first = tree.named(root, "h1");
    let classed = tree
        .elements(root)
        .filter(|&id| matches!(tree.name(id), "h2" | "h3" | "h4"))
        .filter(is_title);
    let second = tree.named(root, "h2");
    let words = first.chain(classed).chain(second).map(|id| tree.words(id));
    words.filter(|words| !words.is_empty() && words.split(' ').count() <= LONGEST).collect()
}

/// What a title calls itself, before or behind what it is about, lower case.
const CALLED: [&str; 6] = ["review", "rezension", "buchkritik", "critique", "reseña", "recensie"];

/// The work and who made it, if the title of a review says both: `Review: The Salt Road by Edda Marsh`.
pub(super) fn work_and_makers(title: &str) -> Option<(&str, Vec<String>)> {
    let says = |text: &str| CALLED.iter().any(|word| text.to_lowercase().contains(word));
    let behind = title.split_once(": ").filter(|(head, _)| says(head)).map(|(_, rest)| rest);
    let before = title.split_once(" review").or_else(|| title.split_once(" Review"));
    let rest = behind.or(before.map(|(head, _)| head))?;
    let (name, makers) = [" by ", " von "].iter().find_map(|by| rest.split_once(by))?;
    let end =
        [" – ", " — ", " - ", " | ", ": ", " ("].iter().filter_map(|end| makers.find(end)).min();
    let makers = plain::names(makers.get(..end.unwrap_or(makers.len()))?)?;
    let is_whole = makers.iter().all(|name| name.contains(' '));
    let is_title =
        name.starts_with(char::is_uppercase) && !says(name) && name.split(' ').count() <= 8;
    let is_kind = ["A film", "A book", "A novel", "A movie"].contains(&name);
    (is_whole && is_title && !is_kind).then_some((name, makers))
}

/// Letters and digits alone, in one case.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A title without the name of the site behind or before it.
pub(super) fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    let site = site.map(folded).filter(|site| !site.is_empty());
    let is_site = |part: &str| {
        site.as_ref().is_some_and(|site| {
            let part = folded(part);
            part == *site
                || part.len() >= 4
                    && (site.contains(&part) || part.contains(site.as_str()))
                    && part.len() < site.len() + 12
        })
    };
    for bar in BARS {
        if let Some((head, tail)) = title.rsplit_once(bar).filter(|(_, tail)| is_site(tail)) {
            let _ = tail;
            return head.trim();
        }
        if let Some((_, tail)) = title.split_once(bar).filter(|(head, _)| is_site(head)) {
            return tail.trim();
        }
    }
    match title.rsplit_once(" | ") {
        Some((head, tail))
            if tail.split(' ').count() <= LONGEST_SITE && head.len() > tail.len() =>
        {
            head.trim()
        }
        _ => title,
    }
}

/// The name of the site: what stands behind the last bar of the window's title, before which is the title.
fn site_behind(window: &str, title: &str) -> Option<String> {
    let title = folded(title);
    BARS.iter().find_map(|bar| {
        let (head, tail) = window.rsplit_once(bar)?;
        let is_name = (1..=LONGEST_SITE).contains(&tail.split_whitespace().count());
        (is_name && folded(head) == title).then(|| tail.trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, stated: &[&str], site: Option<&str>, title: &str, found: Option<&str>) {
        let stated: Vec<String> = stated.iter().map(|&t| t.to_owned()).collect();
        let chosen = chosen(&Tree::parse(html).unwrap(), &stated, site);
        assert_eq!((chosen.0.as_deref(), chosen.1.as_deref()), (Some(title), found), "{html}");
    }

    #[test]
    fn the_heading_that_the_page_is_called_by_is_the_title() {
        check(
            "<h1>The Lantern</h1><h2>Rain review – wet</h2>",
            &["Rain review – wet | The Lantern"],
            None,
            "Rain review – wet",
            Some("The Lantern"),
        );
        check(
            "<h1>Rain: A flood</h1>",
            &["Rain: a flood - The Lantern"],
            None,
            "Rain: A flood",
            Some("The Lantern"),
        );
        check(
            "<h1>About us</h1>",
            &["Rain review", "Rain review :: The Lantern"],
            None,
            "Rain review",
            Some("The Lantern"),
        );
    }

    #[test]
    fn a_text_behind_the_headline_is_left_out() {
        let long = "Tin Moon – the old lander in a new coat. Tin Moon is about all that a lander of tin can do on a moon, and it does so again and again, with a new coat of paint.";
        assert_eq!(first_sentence(long), "Tin Moon – the old lander in a new coat");
        let short = "Dr. Strange Review. It is fine.";
        assert_eq!(first_sentence(short), short);
    }

    #[test]
    fn a_title_may_name_work_and_maker() {
        let names = |title: &str| {
            work_and_makers(title).map(|(name, makers)| format!("{name}/{}", makers.join("+")))
        };
        assert_eq!(
            names("Rezension: Die Salzstraße von Edda Marsh").as_deref(),
            Some("Die Salzstraße/Edda Marsh")
        );
        assert_eq!(
            names("The Ash Keepers by Dorn Hale review – a slow burn").as_deref(),
            Some("The Ash Keepers/Dorn Hale")
        );
        assert_eq!(names("Stand by Me review"), None);
        assert_eq!(names("Review: A film by Ann Lee"), None);
        assert_eq!(names("Three books by Ann Lee"), None);
    }

    #[test]
    fn a_title_alone_loses_the_site() {
        check(
            "",
            &["Rain review - The Lantern"],
            Some("The Lantern"),
            "Rain review",
            Some("The Lantern"),
        );
        check("", &["The Lantern » Rain review"], Some("The Lantern"), "Rain review", None);
        check("", &["Rain - a review"], None, "Rain - a review", None);
        check("<h1>Rain</h1>", &[], None, "Rain", None);
    }
}
