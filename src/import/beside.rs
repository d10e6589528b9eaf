//! Beside: what lies beside a file and tells of what is in it: whose export it is, and texts in files of their own.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use super::walk::bytes_of;
use super::{ImportError, Rows, Source, html, tables};
use crate::review::{Draft, Review, Work};
use crate::schema::loose::text;

/// What lies beside a file, looked at only where it is asked for.
pub(super) trait Beside {
    /// The largest bare mark in its folder; 0 where there is none.
    fn best_mark(&mut self) -> f64;

    /// A file by its name as seen from the folder of this one: `profile.csv`, `../profile.csv`, `content/a.html`.
    fn file(&mut self, name: &str) -> Option<Source>;
}

/// Nothing lies beside what comes on standard input or from a clipboard.
pub(super) struct Nothing;

impl Beside for Nothing {
    fn best_mark(&mut self) -> f64 {
        0.0
    }

    fn file(&mut self, _: &str) -> Option<Source> {
        None
    }
}

/// A file beside another on the disk.
pub(super) fn on_disk(path: &Path, name: &str) -> Option<Source> {
    let path = path.parent()?.join(name);
    Source::from_bytes(&path, bytes_of(&path).ok()?).ok()
}

/// A name as seen from the folder of another, in an archive, where nothing stands for the folder above.
pub(super) fn in_archive(of: &str, name: &str) -> Option<String> {
    let mut at = PathBuf::from(of);
    at.pop();
    for part in Path::new(name).components() {
        match part {
            Component::ParentDir => {
                if !at.pop() {
                    return None;
                }
            }
            Component::Normal(part) => at.push(part),
            _ => return None,
        }
    }
    at.to_str().map(|name| name.replace('\\', "/"))
}

/// A service, where its export says whose it is, as seen from its files, and how that is read.
type Profile = (&'static str, &'static [&'static str], fn(&Source) -> Option<String>);

const PROFILES: [Profile; 2] = [
    ("Letterboxd", &["profile.csv", "../profile.csv"], tables::owner),
    ("Trakt", &["user-profile.json", "../user-profile.json"], user),
];

/// Tells rows what is said of them beside: who wrote them, and texts that are in files of their own.
pub(super) fn tell(rows: &mut Rows, path: &Path, beside: &mut dyn Beside) {
    for (service, places, read) in PROFILES {
        let is_theirs = |review: &Review| {
            review.authors.is_empty() && review.publisher.as_deref() == Some(service)
        };
        if !rows.iter().flatten().any(|draft| is_theirs(&draft.review)) {
            continue;
        }
        let profile = places.iter().find_map(|place| beside.file(place));
        let Some(owner) = profile.and_then(|profile| read(&profile)) else { continue };
        for draft in rows.iter_mut().flatten().filter(|draft| is_theirs(&draft.review)) {
            draft.review.authors = vec![owner.clone()];
        }
    }
    let mut n_highlighted = 0;
    for draft in rows.iter_mut().flatten() {
        let Some(name) = take_place(draft) else { continue };
        take_text(draft, &name, beside);
        let highlights = format!("{}.md", name.replacen("content/", "highlights/", 1));
        n_highlighted += usize::from(beside.file(&highlights).is_some());
    }
    if n_highlighted > 0 {
        let error = ImportError::new(path, "highlights made at Omnivore are not taken over");
        rows.push(Err(error.of_rows(n_highlighted)));
    }
}

/// What Trakt says of its user.
fn user(profile: &Source) -> Option<String> {
    let profile: Value = serde_json::from_str(&profile.text).ok()?;
    ["name", "username"].iter().find_map(|&name| profile.get(name).and_then(text))
}

/// Files in which the text of a list's row may be.
const TEXTS: [&str; 2] = ["html", "md"];

/// Takes out of a draft where its list says that its text is. An export of our own keeps its origins.
fn take_place(draft: &mut Draft) -> Option<String> {
    let at = draft.based_on.iter().position(|origin| is_relative(origin))?;
    draft.state.is_none().then(|| draft.based_on.remove(at))
}

/// Reads the text of a review from the file that it is in.
fn take_text(draft: &mut Draft, name: &str, beside: &mut dyn Beside) {
    let found = TEXTS.iter().find_map(|kind| beside.file(&format!("{name}.{kind}")));
    let Some(source) = found else { return };
    if html::is_html(&source.text) {
        if let Some(Ok(page)) = html::read(&source).into_iter().next() {
            draft.review = filled(std::mem::take(&mut draft.review), page.review);
        }
    } else {
        draft.review.body = super::markup::as_commonmark(source.text);
    }
}

/// Whether an origin is a file beside a list: other origins are whole paths or addresses.
fn is_relative(origin: &str) -> bool {
    origin
        .strip_prefix("content/")
        .is_some_and(|slug| !slug.is_empty() && !slug.contains(['/', '\\']))
}

/// What a list says of a page, with its text, and with what only the page says.
fn filled(list: Review, page: Review) -> Review {
    Review {
        body: page.body,
        rating: list.rating.or(page.rating),
        work: if list.work == Work::default() { page.work } else { list.work },
        language: list.language.or(page.language),
        spoilers: list.spoilers.or(page.spoilers),
        publisher: list.publisher.or(page.publisher),
        authors: if list.authors.is_empty() { page.authors } else { list.authors },
        date_published: list.date_published.or(page.date_published),
        ..list
    }
}

/// Folders beside such a list whose files it tells of.
const TOLD: [&str; 2] = ["content", "highlights"];

/// Whether a folder holds only what a list beside it tells of: one of these files is such a list.
pub(super) fn is_told(folder: &Path, files: &[PathBuf]) -> bool {
    folder.file_name().is_some_and(|name| TOLD.iter().any(|told| name == *told))
        && files.iter().any(|file| is_list(file))
}

/// The members of an archive without those that lists in it tell of.
pub(super) fn without_told(names: &mut Vec<String>) {
    let lists = names.iter().map(Path::new).filter(|name| is_list(name));
    let folders: HashSet<PathBuf> =
        lists.filter_map(|list| Some(list.parent()?.to_owned())).collect();
    let is_told = |name: &String| {
        let folder = Path::new(name).parent();
        let is_of_told = folder
            .and_then(Path::file_name)
            .is_some_and(|name| TOLD.iter().any(|told| name == *told));
        is_of_told && folder.and_then(Path::parent).is_some_and(|above| folders.contains(above))
    };
    names.retain(|name| !is_told(name));
}

/// Whether a file is named as a list of Omnivore: `metadata_0_to_20.json`.
fn is_list(file: &Path) -> bool {
    let Some(name) = file.file_name().and_then(OsStr::to_str) else { return false };
    let range = name.strip_prefix("metadata_").and_then(|name| name.strip_suffix(".json"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    range
        .and_then(|range| range.split_once("_to_"))
        .is_some_and(|(from, to)| is_number(from) && is_number(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_an_archive_never_leads_out_of_it() {
        let seen = |name: &str| in_archive("a/b/ratings.csv", name);
        assert_eq!(seen("profile.csv").as_deref(), Some("a/b/profile.csv"));
        assert_eq!(seen("../profile.csv").as_deref(), Some("a/profile.csv"));
        assert_eq!(seen("../../../profile.csv"), None);
        assert_eq!(seen("/etc/passwd"), None);
    }

    #[test]
    fn only_a_list_of_omnivore_tells_of_its_folders() {
        let told = |folder: &str, name: &str| is_told(Path::new(folder), &[name.into()]);
        assert!(told("content", "metadata_0_to_20.json"));
        assert!(!told("content", "metadata.json") && !told("content", "metadata_a_to_b.json"));
        assert!(!told("posts", "metadata_0_to_20.json"));
        let mut names: Vec<String> =
            ["a/content/x.html", "a/metadata_0_to_9.json", "content/y.html"]
                .map(str::to_owned)
                .to_vec();
        without_told(&mut names);
        assert_eq!(names, ["a/metadata_0_to_9.json", "content/y.html"]);
    }

    #[test]
    fn a_row_asks_for_no_file_but_its_own_text() {
        assert!(is_relative("content/a-lamp"));
        for origin in ["content/", "content/../a", "/home/a/content/b", "https://a.example"] {
            assert!(!is_relative(origin), "{origin}");
        }
    }
}
