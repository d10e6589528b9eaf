//! Lists of links that services export as a page (Pocket, Instapaper, bookmarks): each page is known, and not here.

use super::super::{ImportError, Rows, Source};
use crate::review::{Draft, Review, Title};
use crate::schema::loose::is_address;
use crate::text::prose::html::{Piece, Tag, decode, pieces};

/// What such a page says of itself in its head, lower case.
const MARKS: [&str; 3] = [
    "<title>pocket export</title>",
    "<title>instapaper: export</title>",
    "<!doctype netscape-bookmark-file-1>",
];

/// How far into a page its head is looked for.
const HEAD: usize = 1000;

/// The pages in a list of links; `None` where a page is none.
pub(super) fn read(source: &Source) -> Option<Rows> {
    let head = source.text.chars().take(HEAD).collect::<String>().to_ascii_lowercase();
    if !MARKS.iter().any(|mark| head.contains(mark)) {
        return None;
    }
    let (mut rows, mut n_others) = (Rows::new(), 0);
    let mut open: Option<(Tag<'_>, String)> = None;
    for piece in pieces(&source.text) {
        match piece {
            Piece::Text(text) => {
                if let Some((_, title)) = &mut open {
                    title.push_str(&decode(text));
                }
            }
            Piece::Tag(tag) if tag.name.eq_ignore_ascii_case("a") => {
                if let Some((link, title)) = open.take() {
                    match page(link, &title) {
                        Some(draft) => rows.push(Ok(draft)),
                        None => n_others += 1,
                    }
                }
                open = (!tag.is_end).then(|| (tag, String::new()));
            }
            Piece::Tag(_) => {}
        }
    }
    if n_others > 0 || rows.is_empty() {
        let error = ImportError::new(&source.path, "no address of the web");
        rows.push(Err(error.of_rows(n_others)));
    }
    Some(rows)
}

/// A page with an address. A title that is only the address again is none.
fn page(link: Tag<'_>, title: &str) -> Option<Draft> {
    let url = link.attribute("href").filter(|url| is_address(url))?.into_owned();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_title = !title.is_empty() && !is_address(&title);
    let tags = link.attribute("tags").unwrap_or_default();
    let review = Review {
        title: if is_title { Title::stated(title) } else { Title::made(url.clone()) },
        keywords: tags.split(',').map(|tag| tag.trim().to_owned()).collect(),
        url: Some(url),
        ..Review::default()
    };
    Some(review.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each row as `title | tags | address`, or its error.
    #[track_caller]
    fn check(text: &str, wanted: &[&str]) {
        let rows = read(&Source { path: "a.html".into(), text: text.to_owned() }).unwrap();
        let line = |draft: Draft| {
            let review = draft.review;
            let title = Some(review.title.text).filter(|_| !review.title.is_made);
            let (title, url) = (title.unwrap_or_default(), review.url.unwrap());
            format!("{title} | {} | {url}", review.keywords.join("+"))
        };
        let rows = rows.into_iter().map(|row| row.map_or_else(|e| e.to_string(), line));
        assert_eq!(rows.collect::<Vec<_>>(), wanted, "{text}");
    }

    #[test]
    fn a_list_of_links_gives_a_row_for_each() {
        check(
            "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>\
            <li><a href=\"https://harbour.example/lamp?a=1&amp;b=2\" time_added=\"1688628695\" tags=\"film,slow\">A lamp &amp; more</a></li>\
            <li><a href=\"https://harbour.example/bare\" tags=\"\">https://harbour.example/bare</a></li></ul></body></html>",
            &[
                "A lamp & more | film+slow | https://harbour.example/lamp?a=1&b=2",
                " |  | https://harbour.example/bare",
            ],
        );
        check(
            "<html><head><title>Instapaper: Export</title></head><ol><li><a href='https://harbour.example/lamp'>A lamp</a>\n\
            <li><a href='javascript:x()'>Never</a></ol>",
            &["A lamp |  | https://harbour.example/lamp", "a.html: no address of the web"],
        );
        check(
            "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE><DL><p><DT><A HREF=\"https://harbour.example/lamp\" TAGS=\"film\">A <b>lamp</b></A></DL>",
            &["A lamp | film | https://harbour.example/lamp"],
        );
    }

    #[test]
    fn a_page_that_only_has_links_is_a_page() {
        let text = "<html><head><title>Links</title></head><a href='https://a.example'>A</a>";
        assert!(read(&Source { path: "a.html".into(), text: text.to_owned() }).is_none());
    }
}
