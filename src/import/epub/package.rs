//! The package of a book: what it states of the book, and its pages in reading order.

use std::collections::HashMap;

use crate::date::Date;
use crate::text::prose::html::{Piece, Tag, decode, pieces};

/// What a book's package states.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub(super) title: String,
    pub(super) creators: Vec<String>,
    pub(super) date: Option<Date>,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<String>,
    /// The members that hold its text, in order.
    pub(super) pages: Vec<String>,
}

/// Where a container says that the package is.
pub(super) fn place(container: &str) -> Option<String> {
    tags(container)
        .filter(|tag| local_name(tag) == "rootfile")
        .find_map(|tag| resolved("", &tag.attribute("full-path")?))
}

impl Package {
    /// Reads a package that is the member of this name.
    pub(super) fn parse(xml: &str, name: &str) -> Self {
        let mut package = Self { pages: pages_in(xml, name), ..Self::default() };
        let mut field = String::new();
        let mut value = String::new();
        for piece in pieces(xml) {
            match piece {
                Piece::Text(text) => value.push_str(&decode(text)),
                Piece::Tag(tag) if tag.is_end => {
                    package.state(&field, value.split_whitespace().collect::<Vec<_>>().join(" "));
                    field.clear();
                }
                Piece::Tag(tag) => {
                    value.clear();
                    let is_author = tag.attribute("opf:role").is_none_or(|role| role == "aut");
                    field = if is_author { local_name(&tag) } else { String::new() };
                }
            }
        }
        package
    }

    fn state(&mut self, field: &str, value: String) {
        if value.is_empty() {
            return;
        }
        match field {
            "title" if self.title.is_empty() => self.title = value,
            "creator" => self.creators.push(value),
            "date" if self.date.is_none() => {
                self.date = value.split('T').next().and_then(|day| day.parse().ok());
            }
            "publisher" => self.publisher = self.publisher.take().or(Some(value)),
            "language" => self.language = self.language.take().or(Some(value)),
            _ => {}
        }
    }
}

/// The members of the spine that hold text, in its order; its table of contents and what stands beside it are none.
fn pages_in(xml: &str, package: &str) -> Vec<String> {
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut items: HashMap<String, String> = HashMap::new();
    let mut pages = Vec::new();
    for tag in tags(xml) {
        let attribute = |name: &str| tag.attribute(name).unwrap_or_default();
        match local_name(&tag).as_str() {
            "item" => {
                let kind = attribute("media-type");
                let is_text = kind == "application/xhtml+xml" || kind == "text/html";
                let is_contents = attribute("properties").split_whitespace().any(|p| p == "nav");
                let page = resolved(folder, &attribute("href")).filter(|page| page != package);
                if let (Some(page), true, false) = (page, is_text, is_contents) {
                    items.insert(attribute("id").into_owned(), page);
                }
            }
            "itemref" if attribute("linear") != "no" => {
                // Each page once, however often it is named.
                pages.extend(items.remove(attribute("idref").as_ref()));
            }
            _ => {}
        }
    }
    pages
}

fn tags(xml: &str) -> impl Iterator<Item = Tag<'_>> {
    pieces(xml).filter_map(|piece| match piece {
        Piece::Tag(tag) if !tag.is_end => Some(tag),
        _ => None,
    })
}

/// A tag's name without its namespace, lower case.
fn local_name(tag: &Tag<'_>) -> String {
    tag.name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase()
}

/// The member that a link from a folder leads to; `None` where it leads out of the book.
fn resolved(folder: &str, link: &str) -> Option<String> {
    let link = unescaped(link.split(['#', '?']).next()?);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// A link without its `%20`s.
fn unescaped(link: &str) -> String {
    let mut bytes = Vec::with_capacity(link.len());
    let mut rest = link;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let code = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(b'%'));
        rest = if code.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(folder: &str, link: &str, member: Option<&str>) {
        assert_eq!(resolved(folder, link).as_deref(), member, "{folder} {link}");
    }

    #[test]
    fn links_lead_to_members() {
        check("OEBPS", "a.xhtml#top", Some("OEBPS/a.xhtml"));
        check("OEBPS/text", "../a%20b.xhtml", Some("OEBPS/a b.xhtml"));
        check("", "100%.xhtml", Some("100%.xhtml"));
        check("OEBPS", "../../etc/passwd", None);
        check("", "", None);
    }

    #[test]
    fn pages_stand_in_the_order_of_the_spine_each_once() {
        let xml = "<manifest><item id='b' href='b.xhtml' media-type='application/xhtml+xml'/>
            <item id='a' href='a.html' media-type='text/html'/>
            <item id='n' href='n.xhtml' media-type='application/xhtml+xml' properties='nav'/>
            <item id='x' href='x.xhtml' media-type='application/xhtml+xml'/>
            <item id='c' href='c.css' media-type='text/css'/></manifest>
            <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/><itemref idref='a'/>
            <itemref idref='c'/><itemref idref='x' linear='no'/></spine>";
        assert_eq!(pages_in(xml, "c.opf"), ["a.html", "b.xhtml"]);
    }

    #[test]
    fn an_illustrator_is_no_author() {
        let xml = "<metadata><dc:creator opf:role='ill'>Tom Okafor</dc:creator>
            <dc:creator opf:role='aut'>Inés Vale</dc:creator><dc:date>2020-05-01T10:00:00Z</dc:date>
            <dc:date>2021</dc:date></metadata>";
        let package = Package::parse(xml, "c.opf");
        assert_eq!(package.creators, ["Inés Vale"]);
        assert_eq!(package.date, "2020-05-01".parse().ok());
    }
}
