//! EPUB: reviews as a book, a chapter each.

use std::fmt::Write as _;
use std::io::{Seek, Write};

use jiff::Timestamp;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::html::{self, escape::escaped};
use crate::error::{Error, Result};
use crate::review::Record;
use crate::schema::Facts;
use crate::text::fingerprint::checksum;

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
    <rootfiles><rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>\n\
    </container>\n";

/// How a book looks: as little as can be, for the reader's device knows better.
const STYLE: &str = include_str!("../../assets/export/book.css");

/// What a book tells of a chapter outside it.
struct Chapter {
    id: String,
    title: String,
    language: Option<String>,
    authors: Vec<String>,
}

impl Chapter {
    fn of(record: &Record) -> Self {
        Self {
            id: record.id.to_string(),
            title: record.review.title.text.clone(),
            language: html::language(&record.review).map(str::to_owned),
            authors: record.review.authors.clone(),
        }
    }

    fn file(&self) -> String {
        format!("{}.xhtml", self.id)
    }
}

/// Writes a book of reviews, and says how many are in it.
///
/// # Errors
/// Fails where the source of the reviews does, or what is written to.
pub(super) fn write<I, W>(records: I, made_at: Timestamp, out: W) -> Result<usize>
where
    I: IntoIterator<Item = Result<(Record, Facts)>>,
    W: Write + Seek,
{
    let mut zip = ZipWriter::new(out);
    // Readers tell a book by this: the first file, as it is.
    put(&mut zip, "mimetype", "application/epub+zip", CompressionMethod::Stored)?;
    let mut add = |name: &str, text: &str| put(&mut zip, name, text, CompressionMethod::Deflated);
    add("META-INF/container.xml", CONTAINER)?;
    add("EPUB/book.css", STYLE)?;
    let mut chapters = Vec::new();
    for next in records {
        let (record, facts) = next?;
        let chapter = Chapter::of(&record);
        add(&format!("EPUB/{}", chapter.file()), &page(&chapter, &html::chapter(&record, &facts)))?;
        chapters.push(chapter);
    }
    add("EPUB/nav.xhtml", &contents(&chapters))?;
    add("EPUB/package.opf", &package(&chapters, made_at))?;
    zip.finish().map_err(failed)?;
    Ok(chapters.len())
}

fn put(
    zip: &mut ZipWriter<impl Write + Seek>,
    name: &str,
    text: &str,
    method: CompressionMethod,
) -> Result<()> {
    let options = SimpleFileOptions::default().compression_method(method);
    zip.start_file(name, options).map_err(failed)?;
    zip.write_all(text.as_bytes())?;
    Ok(())
}

fn failed(e: zip::result::ZipError) -> Error {
    Error::Stream(e.into())
}

/// A page of the book.
fn page(chapter: &Chapter, body: &str) -> String {
    let language = lang(chapter.language.as_deref());
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
        <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"{language}>\n\
        <head>\n<meta name=\"generator\" content=\"anora-tui\"/>\n<title>{}</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"book.css\"/>\n</head>\n\
        <body>\n{body}</body>\n</html>\n",
        escaped(&chapter.title)
    )
}

fn lang(tag: Option<&str>) -> String {
    tag.map_or(String::new(), |tag| format!(" lang=\"{tag}\" xml:lang=\"{tag}\""))
}

fn contents(chapters: &[Chapter]) -> String {
    let mut list = String::from("<nav epub:type=\"toc\" id=\"toc\">\n<h1>Contents</h1>\n<ol>\n");
    for chapter in chapters {
        let (file, title) = (chapter.file(), escaped(&chapter.title));
        let by = match chapter.authors.first() {
            Some(author) => format!(" · {}", escaped(author)),
            None => String::new(),
        };
        let _ = writeln!(list, "<li><a href=\"{file}\">{title}{by}</a></li>");
    }
    list.push_str("</ol>\n</nav>\n");
    let nav =
        Chapter { id: "nav".into(), title: "Contents".into(), language: None, authors: Vec::new() };
    page(&nav, &list)
}

/// What the book is, and what is in it.
fn package(chapters: &[Chapter], made_at: Timestamp) -> String {
    let title = match chapters {
        [only] => only.title.clone(),
        many => format!("{} reviews", many.len()),
    };
    let ids: Vec<&str> = chapters.iter().map(|chapter| chapter.id.as_str()).collect();
    let name = checksum(ids.join(" ").as_bytes());
    let mut creators: Vec<&String> = Vec::new();
    for author in chapters.iter().flat_map(|chapter| &chapter.authors) {
        if !creators.contains(&author) && creators.len() < MOST_CREATORS {
            creators.push(author);
        }
    }
    let creators = creators.iter().fold(String::new(), |mut all, name| {
        let _ = writeln!(all, "<dc:creator>{}</dc:creator>", escaped(name));
        all
    });
    let (mut manifest, mut spine) = (String::new(), String::new());
    for chapter in chapters {
        let (id, file) = (&chapter.id, chapter.file());
        let _ = writeln!(
            manifest,
            "<item id=\"r-{id}\" href=\"{file}\" media-type=\"application/xhtml+xml\"/>"
        );
        let _ = writeln!(spine, "<itemref idref=\"r-{id}\"/>");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"book\">\n\
        <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
        <dc:identifier id=\"book\">urn:anora-tui:{name}</dc:identifier>\n<dc:title>{}</dc:title>\n\
        <dc:language>{}</dc:language>\n{creators}\
        <meta property=\"dcterms:modified\">{}</meta>\n</metadata>\n<manifest>\n\
        <item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
        <item id=\"css\" href=\"book.css\" media-type=\"text/css\"/>\n{manifest}</manifest>\n\
        <spine>\n{spine}</spine>\n</package>\n",
        escaped(&title),
        most_common(chapters),
        made_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    )
}

/// More authors than this no reader's shelf shows.
const MOST_CREATORS: usize = 20;

/// The language that most of the chapters are in; `und` where none says.
fn most_common(chapters: &[Chapter]) -> &str {
    let count = |tag: &str| chapters.iter().filter(|c| c.language.as_deref() == Some(tag)).count();
    let mut tags: Vec<&str> = chapters.iter().filter_map(|c| c.language.as_deref()).collect();
    tags.sort_unstable();
    tags.dedup();
    tags.into_iter().rev().max_by_key(|tag| count(tag)).unwrap_or("und")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};
    use std::path::Path;

    use super::*;
    use crate::import::{Options, read_bytes};
    use crate::review::{ReadingState, Review, ReviewId, Title};

    fn record(id: &str, language: &str) -> (Record, Facts) {
        let record = Record {
            id: ReviewId::new(id).unwrap(),
            review: Review {
                title: Title::stated(format!("Salt & {id}")),
                authors: vec!["Inés Vale".into()],
                language: Some(language.into()),
                body: "A *ferry* leaves & sinks.".into(),
                ..Review::default()
            },
            state: ReadingState::default(),
            based_on: Vec::new(),
        };
        (record, Facts::default())
    }

    #[test]
    fn a_book_comes_back_as_the_reviews_that_went_into_it() {
        let mut out = Cursor::new(Vec::new());
        let records = [record("aaaa", "en"), record("bbbb", "fr")];
        write(records.clone().map(Ok), Timestamp::UNIX_EPOCH, &mut out).unwrap();
        let rows = read_bytes(Path::new("a.epub"), out.into_inner(), &Options::default());
        let back: Vec<_> = rows.into_iter().map(|row| row.unwrap()).collect();
        let known: Vec<_> = back.iter().map(|draft| (draft.id.as_ref(), &draft.review)).collect();
        assert_eq!(known, records.each_ref().map(|(there, _)| (Some(&there.id), &there.review)));
    }

    #[test]
    fn a_book_begins_with_what_tells_it_and_leads_to_every_chapter() {
        let mut out = Cursor::new(Vec::new());
        let records = [record("aaaa", "en"), record("bbbb", "fr"), record("cccc", "fr")];
        assert_eq!(write(records.map(Ok), Timestamp::UNIX_EPOCH, &mut out).unwrap(), 3);
        let bytes = out.into_inner();
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = |name: &str| {
            let mut text = String::new();
            zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        let package = text("EPUB/package.opf");
        for wanted in [
            "<dc:title>3 reviews</dc:title>",
            "<dc:language>fr</dc:language>",
            "<dc:creator>Inés Vale</dc:creator>\n<meta",
            "1970-01-01T00:00:00Z",
            "<itemref idref=\"r-bbbb\"/>",
        ] {
            assert!(package.contains(wanted), "{wanted}\n{package}");
        }
        let nav = text("EPUB/nav.xhtml");
        assert!(nav.contains("<a href=\"cccc.xhtml\">Salt &amp; cccc · Inés Vale</a>"), "{nav}");
        let chapter = text("EPUB/aaaa.xhtml");
        assert!(chapter.contains("<p>A <em>ferry</em> leaves &amp; sinks.</p>"), "{chapter}");
        assert!(chapter.contains(" lang=\"en\" xml:lang=\"en\""), "{chapter}");
    }
}
