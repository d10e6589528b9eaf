//! Names of people as pages write them.

use super::super::plain;
use crate::schema::loose;

/// What stands where a name should and is none, lower case.
const NOBODY: [&str; 16] = [
    "admin",
    "administrator",
    "editor",
    "webmaster",
    "staff",
    "author",
    "guest",
    "anonymous",
    "unknown",
    "none",
    "root",
    "user",
    "wordpress",
    "redaktion",
    "undefined",
    "null",
];

/// What a name begins with that is no part of it, lower case.
const OPENINGS: [&str; 15] = [
    "by ",
    "by: ",
    "written by ",
    "posted by ",
    "reviewed by ",
    "review by ",
    "von ",
    "par ",
    "por ",
    "di ",
    "door ",
    "av ",
    "text: ",
    "author: ",
    "reviewer: ",
];

/// A name is no longer than this, in characters.
const LONGEST: usize = 60;

/// The names that a value states: `Ann Lee`, `By Ann Lee and Bo Ek`. An address or a role names nobody.
pub(super) fn named(value: &str) -> Vec<String> {
    let value = without_opening(value.trim());
    match plain::names(value) {
        Some(names) => names.into_iter().filter(|name| is_somebody(name)).collect(),
        None => {
            Some(value).filter(|name| is_somebody(name)).map(str::to_owned).into_iter().collect()
        }
    }
}

/// The names that metadata of some name states. Libraries put the last name first: `Lee, Ann`.
pub(super) fn stated(meta: &str, value: &str) -> Vec<String> {
    let is_library = ["dc.creator", "dcterms.creator", "citation_author"].contains(&meta);
    match value.split_once(", ").filter(|_| is_library) {
        Some((last, first)) if !first.contains(',') && last.split(' ').count() <= 2 => {
            named(&format!("{first} {last}"))
        }
        _ => named(value),
    }
}

/// The names in a line: all of it, or behind `By`. A line that is no byline names nobody.
pub(super) fn in_byline(line: &str) -> Vec<String> {
    let names = plain::byline(line);
    if !names.is_empty() {
        return names.into_iter().filter(|name| is_somebody(name)).collect();
    }
    let bare = without_opening(line.trim());
    match plain::names(bare) {
        Some(names) => names.into_iter().filter(|name| is_somebody(name)).collect(),
        // What someone calls himself: one word, or whatever stands behind `By`.
        None if !bare.contains(' ')
            || bare.len() < line.trim().len() && bare.split(' ').count() <= 3 =>
        {
            Some(bare).filter(|name| is_somebody(name)).map(str::to_owned).into_iter().collect()
        }
        None => Vec::new(),
    }
}

fn without_opening(text: &str) -> &str {
    let lower = text.to_lowercase();
    let opening = OPENINGS.iter().find(|opening| lower.starts_with(*opening));
    opening.and_then(|opening| text.get(opening.len()..)).unwrap_or(text).trim()
}

/// Whether a value can be somebody's name.
pub(super) fn is_somebody(name: &str) -> bool {
    let lower = name.to_lowercase();
    !name.is_empty()
        && name.chars().count() <= LONGEST
        && name.chars().any(char::is_alphabetic)
        && !NOBODY.contains(&lower.as_str())
        && !loose::is_address(name)
        && !name.starts_with(['/', '#', '@', '<', '{'])
        && !lower.starts_with("www.")
        && !lower.starts_with("http")
        && !(name.contains('@') && name.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_roles_and_addresses() {
        assert_eq!(named("Ann Lee"), ["Ann Lee"]);
        assert_eq!(named("By Ann Lee and Bo Ek"), ["Ann Lee", "Bo Ek"]);
        assert_eq!(named("seafarer_88"), ["seafarer_88"]);
        assert!(named("https://a.example/ann").is_empty());
        assert!(named("Admin").is_empty());
        assert!(named("/author/ann").is_empty());
        assert!(named("ann@a.example").is_empty());
    }

    #[test]
    fn a_line_of_prose_is_no_byline() {
        assert_eq!(in_byline("By Ann Lee, Film Critic"), ["Ann Lee"]);
        assert_eq!(in_byline("Posted by gull_7"), ["gull_7"]);
        assert_eq!(in_byline("Ann Lee"), ["Ann Lee"]);
        assert!(in_byline("About the author").is_empty());
        assert!(in_byline("More from this author and others").is_empty());
    }
}
