//! What the targets try: whatever comes in, nothing panics and nothing that comes out can move a cursor.

use std::io::{Cursor, Write};
use std::path::Path;

use anora_tui::date::Date;
use anora_tui::import::{Format, Options, read_bytes};
use anora_tui::query::Query;
use anora_tui::rating::{Letters, Rating};
use anora_tui::review::Review;
use anora_tui::text::prose::{self, Prose};
use anora_tui::text::sanitize::is_safe;
use anora_tui::text::spoiler;
use anora_tui::text::wrap::{Manner, wrap as lines};
use zip::write::{SimpleFileOptions, ZipWriter};

/// Bytes as a file of a format; without one of that name, as a file whose first bytes tell what it is.
pub fn import(format: &str, bytes: &[u8]) {
    let options = Options { format: Format::named(format), ..Options::default() };
    for row in read_bytes(Path::new("-"), bytes.to_vec(), &options) {
        match row {
            Ok(draft) => review(&draft.review),
            Err(error) => line(&error.to_string()),
        }
    }
}

/// Bytes as an archive, and as the members of one, parted by a zero byte, each after a line that is its name.
pub fn archive(bytes: &[u8]) {
    import("", bytes);
    let members: Vec<(String, &[u8])> = bytes
        .split(|&byte| byte == 0)
        .map(|member| {
            let end = member.iter().position(|&byte| byte == b'\n').unwrap_or(member.len());
            let (name, text) = member.split_at(end);
            (String::from_utf8_lossy(name).into_owned(), text.get(1..).unwrap_or_default())
        })
        .collect();
    import("", &packed(&members));
}

/// Bytes as a book: its package, and its pages after a zero byte each.
pub fn book(bytes: &[u8]) {
    let container = b"<container><rootfile full-path='c.opf'/></container>";
    let mut members = vec![("META-INF/container.xml".to_owned(), &container[..])];
    for (n, part) in bytes.split(|&byte| byte == 0).enumerate() {
        let name = if n == 0 { "c.opf".to_owned() } else { format!("{n}.xhtml") };
        members.push((name, part));
    }
    import("", &packed(&members));
}

/// Bytes as a letter, and as the page in one.
pub fn letter(bytes: &[u8]) {
    import("html", bytes);
    let head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n\
        Content-Type: text/html\r\n";
    import("html", &[head.as_bytes(), bytes].concat());
}

fn packed(members: &[(String, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in members {
        if writer.start_file(name.as_str(), options).is_ok() {
            writer.write_all(bytes).expect("memory takes what is written");
        }
    }
    writer.finish().expect("memory takes what is written").into_inner()
}

fn review(review: &Review) {
    let lists = [&review.authors, &review.keywords, &review.work.creators, &review.work.actors];
    let texts = [&review.publisher, &review.description, &review.language, &review.url];
    lists.into_iter().flatten().for_each(|text| line(text));
    texts.into_iter().flatten().for_each(|text| line(text));
    line(&review.title.text);
    line(&review.work.name);
    if let Some(rating) = &review.rating {
        line(&rating.notation);
        let normalized = rating.normalized(Letters::default());
        assert!(normalized.is_none_or(|n| n <= 100), "{rating:?}");
    }
    blocks(&review.body);
}

/// A text shown on one line.
fn line(text: &str) {
    assert!(text.chars().all(is_safe), "{text:?}");
}

fn blocks(text: &str) -> Prose {
    let prose = prose::parse(text);
    for block in &prose.blocks {
        assert!(block.text.chars().all(|c| c == '\n' || is_safe(c)), "{:?}", block.text);
    }
    prose
}

/// Markdown, and what of it is covered.
pub fn prose(text: &str) {
    let prose = blocks(text);
    for cover in spoiler::shield(&prose, None).covers {
        assert!(cover.from < cover.to);
    }
}

/// Markdown set at a narrow and at a common measure: no word is lost.
pub fn wrap(text: &str) {
    let prose = blocks(text);
    for measure in [12, 66] {
        for block in &prose.blocks {
            let mut end = 0;
            for line in lines(block, Manner::from(measure)) {
                let between = block.text.get(end..line.start).expect("lines follow each other");
                assert!(between.chars().all(char::is_whitespace), "lost: {between:?}");
                assert!(block.text.get(line.start..line.end).is_some());
                end = line.end;
            }
        }
    }
}

/// A filter as it is typed.
pub fn query(text: &str) {
    if let Ok(query) = Query::parse(text, Date::EPOCH) {
        let printed = query.to_string();
        let again = Query::parse(&printed, Date::EPOCH).expect("what is printed is understood");
        assert_eq!(again, query, "{text:?} {printed:?}");
    }
}

/// A rating as a critic writes it.
pub fn rating(text: &str) {
    for rating in [Rating::read(text), Rating::in_prose(text)].into_iter().flatten() {
        assert!(rating.normalized(Letters::default()).is_none_or(|n| n <= 100), "{rating:?}");
    }
}
