//! What a page says of itself for search engines, feed readers and people: metadata, links, times, bylines.

use super::address::{self, Base};
use super::people;
use super::title::folded;
use super::tree::{Id, Tree};
use crate::date::Date;
use crate::schema::loose;

/// Names of metadata that give a title, the most trusted first.
const TITLES: [&str; 6] =
    ["og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title", "parsely-title"];
const SITES: [&str; 5] = [
    "og:site_name",
    "application-name",
    "dc.publisher",
    "citation_journal_title",
    "apple-mobile-web-app-title",
];
const AUTHORS: [&str; 10] = [
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "article:author_name",
    "twitter:data1",
];
const DATES: [&str; 18] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article.published",
    "date",
];

/// Classes of elements that name who wrote.
const BYLINES: [&str; 12] = [
    "byline",
    "by-line",
    "byline-name",
    "author-name",
    "post-author",
    "entry-author",
    "article-author",
    "author",
    "byline-author",
    "article__author",
    "authors",
    "reviewer",
];

/// Classes of elements that say when.
const TIMES: [&str; 10] = [
    "published",
    "entry-date",
    "post-date",
    "date-published",
    "article-date",
    "pubdate",
    "publish-date",
    "post-meta",
    "dateline",
    "date",
];

/// A byline has no more words.
const LONGEST_BYLINE: usize = 14;

/// What the head of a page and the lines around its article say.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Titles, the most trusted first; the last is that of the window.
    pub(super) titles: Vec<String>,
    /// The publication.
    pub(super) site: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) date: Option<Date>,
    pub(super) language: Option<String>,
    pub(super) description: Option<String>,
    pub(super) keywords: Vec<String>,
}

impl Head {
    /// Reads the head of a page. `address` is where it comes from, whose path may hold a date.
    pub(super) fn of(tree: &Tree, address: Option<&str>) -> Self {
        let metas = Metas::of(tree);
        let site = metas.first(&SITES).map(|site| site.trim_start_matches('@').to_owned());
        let mut titles: Vec<String> =
            TITLES.iter().filter_map(|name| metas.first(&[name])).collect();
        let window = tree.named(tree.root(), "title").find(|&id| !is_drawn(tree, id));
        let window = window.map(|id| one_line(&tree.verbatim(id)));
        titles.extend(window.clone());
        titles.retain(|title| !title.is_empty());
        let date = DATES.iter().find_map(|name| date(&metas.first(&[name])?));
        Self {
            titles,
            authors: authors(tree, &metas, [site.as_deref(), window.as_deref()]),
            date: date.or_else(|| date_shown(tree)).or_else(|| address.and_then(date_of_path)),
            language: language(tree, &metas),
            description: metas.first(&["og:description", "description", "twitter:description"]),
            keywords: keywords(tree, &metas),
            site: site.filter(|site| !loose::is_address(site)),
        }
    }
}

/// Where a page says that it is at home.
pub(super) fn address(tree: &Tree, base: &Base) -> Option<String> {
    let link = tree.named(tree.root(), "link").find(|&id| has_rel(tree, id, "canonical"));
    let canonical = link.and_then(|id| base.absolute(tree.attribute(id, "href")?));
    canonical.or_else(|| base.absolute(&Metas::of(tree).first(&["og:url"])?)).filter(|address| {
        // A page that calls the front page its home says nothing of itself.
        address::path(address).is_some_and(|path| !path.is_empty())
    })
}

/// The metadata of a page: names in lower case, values.
struct Metas(Vec<(String, String)>);

impl Metas {
    fn of(tree: &Tree) -> Self {
        let metas = tree.named(tree.root(), "meta").filter_map(|id| {
            let name = ["property", "name", "itemprop", "http-equiv"]
                .iter()
                .find_map(|key| tree.attribute(id, key))?;
            let value = one_line(tree.attribute(id, "content")?);
            (!value.is_empty()).then(|| (name.trim().to_ascii_lowercase(), value))
        });
        Self(metas.collect())
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next()).map(str::to_owned)
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A `<title>` in a drawing is not the page's.
fn is_drawn(tree: &Tree, id: Id) -> bool {
    tree.ancestors(id).any(|id| tree.name(id) == "svg")
}

fn has_rel(tree: &Tree, id: Id, rel: &str) -> bool {
    let rels = tree.attribute(id, "rel").unwrap_or_default();
    rels.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(rel))
}

/// Who wrote it: by metadata, by links that say so, by the class of a line.
///
/// A site that names itself names nobody, and hides nobody: its name ends the window's title too.
fn authors(tree: &Tree, metas: &Metas, sites: [Option<&str>; 2]) -> Vec<String> {
    let [site, window] = sites.map(|site| site.map(folded).unwrap_or_default());
    let is_site = |name: &String| {
        let name = folded(name);
        name == site || window.len() > name.len() && window.ends_with(&name)
    };
    let stated = AUTHORS.iter().map(|name| {
        let values = metas.all(name).flat_map(|value| people::stated(name, value));
        values.filter(|name| !is_site(name)).collect::<Vec<_>>()
    });
    if let Some(names) = stated.into_iter().find(|names| !names.is_empty()) {
        return names;
    }
    let linked = tree.named(tree.root(), "a").filter(|&id| has_rel(tree, id, "author"));
    let marked =
        tree.elements(tree.root()).filter(|&id| tree.attribute(id, "itemprop") == Some("author"));
    let classed = BYLINES.iter().flat_map(|class| {
        tree.elements(tree.root())
            .filter(move |&id| tree.has_class(id, class) && !is_aside(tree, id))
    });
    let lines = linked.chain(marked).chain(classed).map(|id| tree.words(id));
    let mut short = lines.filter(|line| line.split(' ').count() <= LONGEST_BYLINE);
    short
        .find_map(|line| {
            let names: Vec<String> =
                people::in_byline(&line).into_iter().filter(|name| !is_site(name)).collect();
            Some(names).filter(|names| !names.is_empty())
        })
        .unwrap_or_default()
}

/// Whether an element stands among what is beside or below the article.
fn is_aside(tree: &Tree, id: Id) -> bool {
    tree.ancestors(id).any(|at| {
        let names = ["comment", "sidebar", "related", "widget", "footer", "reply", "respond"];
        matches!(tree.name(at), "aside" | "footer" | "nav")
            || tree.classes(at).chain(tree.attribute(at, "id")).any(|class| {
                names.iter().any(|name| class.to_ascii_lowercase().starts_with(name))
                    && tree.name(at) != "body"
            })
    })
}

/// Whether a date is that of a work or a person: in a box of facts, in what is reviewed, or classed as a birthday.
fn is_of_work(tree: &Tree, id: Id) -> bool {
    let is_born = ["bday", "dtstart", "dtend"].iter().any(|class| tree.has_class(id, class));
    let is_box = |at: Id| {
        tree.attribute(at, "itemprop") == Some("itemReviewed")
            || tree.classes(at).any(|class| class.to_ascii_lowercase().contains("infobox"))
    };
    is_born || tree.ancestors(id).any(is_box)
}

/// A date as metadata writes it.
pub(super) fn date(text: &str) -> Option<Date> {
    let digits = text.get(..8).filter(|head| head.bytes().all(|b| b.is_ascii_digit()));
    let compact = digits
        .and_then(|d| format!("{}-{}-{}", d.get(..4)?, d.get(4..6)?, d.get(6..)?).parse().ok());
    compact.or_else(|| loose::date(&text.into())).or_else(|| Date::in_prose(text))
}

/// When it says it was published, in its times and lines that are classed as dates.
fn date_shown(tree: &Tree) -> Option<Date> {
    let root = tree.root();
    let marked =
        tree.elements(root).filter(|&id| tree.attribute(id, "itemprop") == Some("datePublished"));
    let marked = marked.filter(|&id| !is_of_work(tree, id));
    let times =
        || tree.named(root, "time").filter(|&id| !is_aside(tree, id) && !is_of_work(tree, id));
    let is_first = |&id: &Id| {
        tree.attribute(id, "pubdate").is_some()
            || tree.classes(id).any(|class| class.to_ascii_lowercase().contains("publish"))
    };
    let mut stated = marked.chain(times().filter(is_first)).chain(times());
    let read = |id: Id| {
        let value = tree.attribute(id, "datetime").or_else(|| tree.attribute(id, "content"));
        value.and_then(date).or_else(|| Date::in_prose(&tree.words(id)))
    };
    let classed = TIMES.iter().flat_map(|class| {
        tree.elements(root).filter(move |&id| tree.has_class(id, class) && !is_aside(tree, id))
    });
    let classed = classed.filter(|&id| !is_of_work(tree, id));
    let mut short = classed.filter(|&id| tree.words(id).split(' ').count() <= LONGEST_BYLINE);
    stated.find_map(read).or_else(|| short.find_map(read))
}

/// The date in a path: `/2014/06/21/a-title/`.
fn date_of_path(address: &str) -> Option<Date> {
    let path = address::path(address)?;
    let parts: Vec<&str> = path.split('/').collect();
    parts.windows(3).find_map(|parts| match parts {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            format!("{year}-{month}-{day}").parse().ok()
        }
        _ => None,
    })
}

fn language(tree: &Tree, metas: &Metas) -> Option<String> {
    let html = tree.named(tree.root(), "html").next();
    let own =
        html.and_then(|id| tree.attribute(id, "lang").or_else(|| tree.attribute(id, "xml:lang")));
    let stated = own.map(str::to_owned).filter(|lang| !lang.trim().is_empty());
    let stated = stated
        .or_else(|| metas.first(&["content-language", "og:locale", "dc.language", "language"]));
    loose::language(&stated?.into())
}

/// The most tags that are kept of a page.
const MOST_TAGS: usize = 12;

fn keywords(tree: &Tree, metas: &Metas) -> Vec<String> {
    let links = tree.named(tree.root(), "a").filter(|&id| has_rel(tree, id, "tag"));
    let mut tags: Vec<String> = metas.all("article:tag").map(str::to_owned).collect();
    tags.extend(links.map(|id| tree.words(id)));
    tags.retain(|tag| !tag.is_empty() && tag.len() <= 40);
    tags.truncate(MOST_TAGS);
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(html: &str) -> Head {
        Head::of(&Tree::parse(html).unwrap(), Some("https://lantern.example/2014/06/21/rain/"))
    }

    #[track_caller]
    fn check_date(html: &str, iso: &str) {
        assert_eq!(head(html).date.map(|date| date.to_string()).as_deref(), Some(iso), "{html}");
    }

    #[test]
    fn a_date_is_found_where_pages_put_it() {
        check_date(
            "<meta property='article:published_time' content='2024-11-02T10:00:00+00:00'>",
            "2024-11-02",
        );
        check_date("<meta name='sailthru.date' content='2024-11-02 10:00:00'>", "2024-11-02");
        check_date("<meta name='pubdate' content='20241102'>", "2024-11-02");
        check_date(
            "<footer><time datetime='2001-01-01'></time></footer><time datetime='2024-11-02'>then</time>",
            "2024-11-02",
        );
        check_date("<time>November 2nd, 2024</time>", "2024-11-02");
        check_date(
            "<table class='infobox'><td class=published>1998-02-28</td></table><p class=date>2 November 2024</p>",
            "2024-11-02",
        );
        check_date("<p class='post-date'>2. November 2024</p>", "2024-11-02");
        check_date("<p>no date</p>", "2014-06-21");
    }

    #[track_caller]
    fn check_authors(html: &str, names: &[&str]) {
        assert_eq!(head(html).authors, names, "{html}");
    }

    #[test]
    fn an_author_is_found_where_pages_put_one() {
        check_authors("<meta name=author content='Ann Lee'>", &["Ann Lee"]);
        check_authors(
            "<meta property='article:author' content='https://a.example/ann'><a rel=author href=x>Ann Lee</a>",
            &["Ann Lee"],
        );
        check_authors("<meta name=author content='Ann Lee and Bo Ek'>", &["Ann Lee", "Bo Ek"]);
        check_authors("<p class=byline>By <b>Ann Lee</b> | 2 November 2024</p>", &["Ann Lee"]);
        check_authors("<meta name=author content='admin'>", &[]);
        check_authors("<div class=comments><p class=author>Ann Lee</p></div>", &[]);
    }

    #[test]
    fn a_page_knows_where_it_is_at_home() {
        let at = |html: &str| {
            address(
                &Tree::parse(html).unwrap(),
                &Base::new(Some("https://a.example/x?ref=1"), None),
            )
        };
        assert_eq!(at("<link rel=canonical href='/x'>").as_deref(), Some("https://a.example/x"));
        assert_eq!(
            at("<meta property=og:url content='https://a.example/y'>").as_deref(),
            Some("https://a.example/y")
        );
        assert_eq!(at("<link rel=canonical href='/'>"), None);
    }

    #[test]
    fn languages_and_tags_are_read() {
        let head = head(
            "<html lang=en-GB><meta property=article:tag content=noir><a rel='category tag'>Film</a>",
        );
        assert_eq!(head.language.as_deref(), Some("en-GB"));
        assert_eq!(head.keywords, ["noir", "Film"]);
    }
}
