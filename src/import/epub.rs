//! EPUB: a review a chapter where the chapters of a book are reviews, else the book as one review.
//!
//! Its XML is read by the same tolerant reader of tags as its pages, which expands no entities: no crate is needed for the
//! three small facts that a package file states.

mod chapter;
mod package;

use std::path::PathBuf;

use self::chapter::Chapter;
use self::package::Package;
use super::archive::Archive;
use super::html::own;
use super::{ImportError, Source};
use crate::review::{Draft, Review, Title};

/// Where a book says which file of it is its package.
const CONTAINER: &str = "META-INF/container.xml";
/// What a file of this name says that the archive is.
const MIMETYPE: &str = "mimetype";

/// What a place in a book gives.
pub(super) type Row = (PathBuf, Result<Draft, ImportError>);

/// Whether an archive is a book, or says that it is one.
pub(super) fn is_book(archive: &mut Archive) -> bool {
    let names = archive.names();
    let says_so = names.iter().any(|name| name == MIMETYPE);
    names.iter().any(|name| name == CONTAINER)
        || says_so
            && archive.unpack(MIMETYPE).is_ok_and(|kind| kind.starts_with(b"application/epub"))
}

/// Reads the reviews of a book.
pub(super) fn read(archive: &mut Archive) -> Vec<Row> {
    let package = match package_of(archive) {
        Ok(package) => package,
        Err(error) => return vec![(error.path.clone(), Err(error))],
    };
    let (mut chapters, mut rows) = (Vec::new(), Vec::new());
    for name in &package.pages {
        match text_of(archive, name) {
            Ok(source) => match own::read(&source, &source.text) {
                Some(reviews) => {
                    rows.extend(reviews.into_iter().map(|row| (source.path.clone(), row)));
                }
                None => {
                    let chapter = Chapter::of(&source.text);
                    chapters.extend((!chapter.is_empty()).then_some((source.path, chapter)));
                }
            },
            Err(error) => rows.push((error.path.clone(), Err(error))),
        }
    }
    let n_reviews = chapters.iter().filter(|(_, chapter)| chapter.is_review()).count();
    if n_reviews * 2 > chapters.len() {
        rows.extend(chapters.into_iter().filter_map(|(path, chapter)| {
            chapter.into_review(&package).map(|review| (path, Ok(Draft::from(review))))
        }));
    } else if !chapters.is_empty() {
        let chapters = chapters.into_iter().map(|(_, chapter)| chapter).collect();
        rows.push((archive.path().to_owned(), Ok(Draft::from(whole(package, chapters)))));
    }
    if rows.is_empty() {
        let error = ImportError::new(archive.path(), "an EPUB without a chapter that has text");
        rows.push((archive.path().to_owned(), Err(error)));
    }
    rows
}

/// What a book's package states.
fn package_of(archive: &mut Archive) -> Result<Package, ImportError> {
    if !archive.names().iter().any(|name| name == CONTAINER) {
        let reason = format!("an EPUB without {CONTAINER}");
        return Err(ImportError::new(archive.path(), reason));
    }
    let container = text_of(archive, CONTAINER)?;
    let Some(name) = package::place(&container.text) else {
        return Err(ImportError::new(&container.path, "names no package"));
    };
    Ok(Package::parse(&text_of(archive, &name)?.text, &name))
}

fn text_of(archive: &mut Archive, name: &str) -> Result<Source, ImportError> {
    let bytes = archive.unpack(name)?;
    Source::from_bytes(archive.path_of(name), bytes)
}

/// The book as one review.
fn whole(package: Package, chapters: Vec<Chapter>) -> Review {
    let mut parts: Vec<String> = Vec::new();
    for chapter in chapters {
        parts.extend(chapter.into_part(&package, parts.is_empty()));
    }
    Review {
        title: Title::stated(package.title),
        authors: package.creators,
        publisher: package.publisher,
        date_published: package.date,
        language: package.language,
        body: parts.join("\n\n"),
        ..Review::default()
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;

    use super::super::archive::tests::packed;
    use super::super::limits;
    use super::*;

    const CONTAINER_XML: &str = "<?xml version=\"1.0\"?><container><rootfiles>\
        <rootfile full-path=\"OEBPS/c.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>";

    /// A book of pages `1.xhtml`, `2.xhtml` …, each with this body.
    fn book(pages: &[&str]) -> Vec<u8> {
        let names: Vec<String> = (1..=pages.len()).map(|n| format!("OEBPS/{n}.xhtml")).collect();
        let (mut items, mut spine) = (String::new(), String::new());
        for n in 1..=pages.len() {
            let kind = "application/xhtml+xml";
            let _ = write!(items, "<item id='p{n}' href='{n}.xhtml' media-type='{kind}'/>");
            let _ = write!(spine, "<itemref idref='p{n}'/>");
        }
        let package = format!(
            "<package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata>\
            <dc:title>Piers &amp; Harbours</dc:title><dc:creator>Inés Vale</dc:creator>\
            <dc:date>2020-05-01</dc:date><dc:publisher>The Quay</dc:publisher><dc:language>en</dc:language>\
            </metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
        );
        let pages: Vec<String> = pages
            .iter()
            .map(|page| format!("<html><head><title>No</title></head><body>{page}</body></html>"))
            .collect();
        let mut members: Vec<(&str, &[u8])> = vec![
            ("mimetype", b"application/epub+zip"),
            (CONTAINER, CONTAINER_XML.as_bytes()),
            ("OEBPS/c.opf", package.as_bytes()),
        ];
        members.extend(names.iter().map(String::as_str).zip(pages.iter().map(String::as_bytes)));
        packed(&members)
    }

    fn rows(bytes: Vec<u8>) -> Vec<Row> {
        let mut archive = Archive::open(Path::new("a.epub"), bytes, limits::ARCHIVE_BYTES).unwrap();
        assert!(is_book(&mut archive));
        read(&mut archive)
    }

    fn reviews(pages: &[&str]) -> Vec<Review> {
        rows(book(pages)).into_iter().map(|(_, row)| row.unwrap().review).collect()
    }

    #[test]
    fn a_book_is_one_review_with_its_chapters_as_headings() {
        let reviews = reviews(&[
            "<h1>Piers &amp; Harbours</h1><p>Inés Vale</p>",
            "<h1>One</h1><p>It begins at the <em>quay</em>.</p>",
            "<h1>Two</h1><p>It ends there.</p><h2>Later</h2><p>No more.</p>",
        ]);
        let [review] = reviews.as_slice() else { panic!("{reviews:?}") };
        assert_eq!(review.title, Title::stated("Piers & Harbours"));
        assert_eq!(review.authors, ["Inés Vale"]);
        assert_eq!(review.publisher.as_deref(), Some("The Quay"));
        assert_eq!(review.date_published, "2020-05-01".parse().ok());
        assert_eq!(review.language.as_deref(), Some("en"));
        let body = "## One\n\nIt begins at the *quay*.\n\n## Two\n\nIt ends there.\n\n## Later\n\nNo more.";
        assert_eq!(review.body, body);
    }

    #[test]
    fn chapters_that_are_reviews_come_in_one_by_one() {
        let long =
            "The pier stands in the rain and waits, and nobody comes to see it but the gulls. "
                .repeat(4);
        let first =
            format!("<h1>Snow on the pier</h1><p>By Tom Okafor</p><p>★★★½</p><p>{long}</p>");
        let second =
            format!("<h1>The last ferry</h1><p>By Mélanie Roux</p><p>{long}</p><p>{long}</p>");
        let reviews = reviews(&[&first, &second, "<p>All rights kept.</p>"]);
        let [one, two] = reviews.as_slice() else { panic!("{reviews:?}") };
        assert_eq!((one.title.text.as_str(), &*one.authors[0]), ("Snow on the pier", "Tom Okafor"));
        assert_eq!(one.rating.as_ref().unwrap().notation, "★★★½");
        assert_eq!((two.title.text.as_str(), &*two.authors[0]), ("The last ferry", "Mélanie Roux"));
        assert_eq!(one.body, long.trim_end());
        assert_eq!(one.publisher.as_deref(), Some("The Quay"));
    }

    #[test]
    fn a_rating_below_its_text_makes_a_chapter_a_review_too() {
        let text =
            "The pier stands in the rain and waits, and nobody comes but the gulls. ".repeat(9);
        let page =
            |name: &str, mark: &str| format!("<h1>{name}</h1><p>{text}</p><p>Rating: {mark}</p>");
        let reviews = reviews(&[&page("Snow", "4/5"), &page("Ferry", "2/5")]);
        let marks: Vec<_> =
            reviews.iter().map(|r| r.rating.as_ref().unwrap().to_string()).collect();
        assert_eq!(marks, ["4/5", "2/5"]);
    }

    #[test]
    fn each_chapter_says_where_it_stands() {
        let page = "<h1>Snow</h1><p>By Tom Okafor</p><p>Some words of it, and more of them.</p>";
        let rows = rows(book(&[page, page]));
        assert_eq!(rows[1].0, Path::new("a.epub/OEBPS/2.xhtml"));
    }

    #[test]
    fn what_is_no_whole_book_says_what_it_lacks() {
        let told = |members: &[(&str, &[u8])]| {
            rows(packed(members)).remove(0).1.map(drop).unwrap_err().to_string()
        };
        let kind: (&str, &[u8]) = ("mimetype", b"application/epub+zip");
        assert_eq!(told(&[kind]), "a.epub: an EPUB without META-INF/container.xml");
        let names_none = (CONTAINER, &b"<container/>"[..]);
        assert_eq!(told(&[kind, names_none]), "a.epub/META-INF/container.xml: names no package");
        let container = (CONTAINER, CONTAINER_XML.as_bytes());
        assert_eq!(told(&[kind, container]), "a.epub/OEBPS/c.opf: no such file");
        let looping = b"<package><manifest><item id='a' href='../OEBPS/c.opf' media-type='application/xhtml+xml'/>\
            </manifest><spine><itemref idref='a'/></spine></package>";
        assert_eq!(
            told(&[kind, container, ("OEBPS/c.opf", looping)]),
            "a.epub: an EPUB without a chapter that has text"
        );
    }
}
