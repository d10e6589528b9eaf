//! Names of members: which of them stay within their archive, and in which order a folder of them would be walked.

use std::iter::Peekable;
use std::str::Split;

/// A name as it is read here, folders before a slash; Windows writes `\`.
///
/// # Errors
/// Refuses what would be another place than one below the archive.
pub(super) fn checked(stated: &str) -> Result<String, &'static str> {
    const LEADS_OUT: &str = "its name leads out of the archive";
    let slashed = stated.replace('\\', "/");
    let has_drive = slashed.chars().nth(1) == Some(':');
    if slashed.starts_with('/') || has_drive || slashed.split('/').any(|part| part == "..") {
        return Err(LEADS_OUT);
    }
    let parts: Vec<&str> = slashed.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if parts.is_empty() { Err("it has no name") } else { Ok(parts.join("/")) }
}

/// The parts of a name, to compare it with others by: in a folder its files come first, then its folders, each by name.
pub(super) fn in_walk(name: &str) -> InWalk<'_> {
    InWalk { parts: name.split('/').peekable() }
}

/// See [`in_walk`].
pub(super) struct InWalk<'a> {
    parts: Peekable<Split<'a, char>>,
}

impl<'a> Iterator for InWalk<'a> {
    /// Whether it is a folder, and its name.
    type Item = (bool, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let part = self.parts.next()?;
        Some((self.parts.peek().is_some(), part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stated: &str, name: Option<&str>) {
        assert_eq!(checked(stated).ok().as_deref(), name, "{stated}");
    }

    #[test]
    fn only_names_below_the_archive_are_taken() {
        check("a/b.md", Some("a/b.md"));
        check("./a//b.md", Some("a/b.md"));
        check("a\\b.md", Some("a/b.md"));
        check("a..b.md", Some("a..b.md"));
        check("Kill Bill: Vol. 1.md", Some("Kill Bill: Vol. 1.md"));
        for bad in
            ["../a", "a/../../b", "..\\a", "/a", "\\a", "C:\\a", "c:a", "a/..", "", "/", "./"]
        {
            check(bad, None);
        }
    }

    #[test]
    fn files_come_before_folders() {
        let mut names = ["b/c/d", "b/e", "a/f", "z", "b/c.md"];
        names.sort_by(|a, b| in_walk(a).cmp(in_walk(b)));
        assert_eq!(names, ["z", "a/f", "b/c.md", "b/e", "b/c/d"]);
    }
}
