//! Parts of feeds as drafts: the fuller text counts, the lines that feeds add below it go, a title may hold a rating.

use serde_json::{Value, json};

use super::letterboxd::Film;
use super::xml::Node;
use crate::import::fields::Fields;
use crate::import::markup::{self, Newlines};
use crate::rating::Rating;
use crate::review::{Draft, Title};
use crate::schema::loose::is_address;
use crate::text::prose;

/// Why a part is no review.
#[derive(Debug)]
pub(super) struct Refused(pub(super) String);

/// What a feed says of one of its parts.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    pub(super) guid: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) date: Option<String>,
    /// The whole text, as HTML.
    pub(super) content: Option<String>,
    /// A part of it or something beside it, as HTML.
    pub(super) summary: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) publisher: Option<String>,
    /// What Letterboxd says of the film.
    pub(super) film: Option<Film>,
}

/// A standfirst is no longer than this, in characters; a longer summary is a beginning of the text.
const STANDFIRST: usize = 320;

impl Part {
    /// The review that it is.
    pub(super) fn draft(mut self) -> Result<Draft, Refused> {
        let guid = self.guid.take().unwrap_or_default();
        let name = self.title.clone().unwrap_or_else(|| "a part".to_owned());
        if guid.starts_with("letterboxd-list-") {
            return Err(Refused(format!("a list, not a review: {name}")));
        }
        self.url = self.url.take().or_else(|| Some(guid).filter(|guid| is_address(guid)));
        let (body, description) = self.texts();
        let film = self.film.take();
        if body.is_empty() && film.is_none() {
            return Err(Refused(format!("without a text: {name}")));
        }
        let mut draft = self.stated();
        let review = &mut draft.review;
        review.body = body;
        review.description = description;
        match film {
            Some(film) => film.tell(review),
            None => read_title(review),
        }
        if review.rating.is_none() {
            review.rating = Rating::in_prose(&prose::parse(&review.body).plain());
        }
        Ok(draft)
    }

    /// What is stated, by the names that other formats have for it.
    fn stated(&self) -> Draft {
        let object = json!({
            "title": self.title,
            "author": self.authors,
            "publisher": self.publisher,
            "date": self.date,
            "tags": self.tags,
            "language": self.language,
            "url": self.url,
        });
        object.as_object().map(|object| Fields::of(object).draft()).unwrap_or_default()
    }

    /// The text, and what stands beside it.
    fn texts(&self) -> (String, Option<String>) {
        let read = |html: &Option<String>| {
            let html = html.as_deref().unwrap_or_default();
            without_footer(&markup::fragment(html, Newlines::Space))
        };
        let (content, summary) = (read(&self.content), read(&self.summary));
        if content.is_empty() {
            return (summary, None);
        }
        let plain = |text: &str| {
            prose::parse(text).plain().split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let (whole, short) = (plain(&content), plain(&summary));
        let beginning: String = short.chars().take(40).collect();
        let is_beside =
            !short.is_empty() && short.chars().count() <= STANDFIRST && !whole.contains(&beginning);
        if short.len() > whole.len() && short.starts_with(&whole) {
            return (summary, None);
        }
        (content, is_beside.then_some(short))
    }
}

/// A title as people write it in feeds of what they saw: `Flow, 2024 - ★★★★½`.
fn read_title(review: &mut crate::review::Review) {
    let title = review.title.text.clone();
    let Some((head, stars)) = title.rsplit_once(" - ") else { return };
    let Some((name, year)) = head.rsplit_once(", ") else { return };
    let is_stars = stars.starts_with(['★', '½']);
    let (Some(rating), Ok(year), true) = (Rating::read(stars), year.parse(), is_stars) else {
        return;
    };
    review.rating = Some(rating);
    if review.work.name.is_empty() {
        name.clone_into(&mut review.work.name);
        review.work.date_published = Some(year);
        review.title = Title::default();
    }
}

/// What links below an excerpt say.
const MORE: [&str; 10] = [
    "read more",
    "continue reading",
    "read the full",
    "read the rest",
    "keep reading",
    "weiterlesen",
    "lire la suite",
    "leer más",
    "comments",
    "read on",
];

/// A text without the lines that feeds put below it: a link to the page, where it appeared first.
fn without_footer(text: &str) -> String {
    let mut kept = text.trim_end();
    while let Some((rest, last)) =
        kept.rsplit_once("\n\n").or(Some(("", kept))).filter(|_| !kept.is_empty())
    {
        let lower = last.to_lowercase();
        let is_link =
            last.starts_with('[') && last.trim_end_matches(['.', '…', ' ']).ends_with(')');
        let is_more = is_link
            && MORE.iter().any(|more| lower.trim_start_matches(['[', '\\', '(']).starts_with(more));
        let is_first = lower.starts_with("the post [") && lower.contains("appeared first on");
        if !is_more && !is_first {
            break;
        }
        kept = rest.trim_end();
    }
    kept.to_owned()
}

/// The HTML that an element holds: escaped, in a CDATA section, or as elements of its own.
pub(super) fn html(node: &Node<'_>, text: &str) -> String {
    match node.attribute("type").as_deref() {
        Some("xhtml") => node.source(text).to_owned(),
        Some("text" | "text/plain") => escaped(node.text()),
        None if !node.children.is_empty() && node.text().trim().is_empty() => {
            node.source(text).to_owned()
        }
        // Atom's own words are plain where they do not say what they are.
        None if node.name == "summary" && !markup::is_markup(node.text()) => escaped(node.text()),
        _ => node.text().to_owned(),
    }
}

/// Plain text as HTML: an empty line parts paragraphs.
pub(super) fn escaped(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    escaped.replace("\r\n", "\n").replace("\n\n", "<p>").replace('\n', "<br>")
}

/// Who wrote it: names in elements of their own, or after an address: `mail@a.example (Ines Vale)`.
pub(super) fn authors(node: &Node<'_>) -> Vec<String> {
    let names = ["dc:creator", "author", "itunes:author"];
    let found = names.iter().find_map(|name| {
        let of_name = node.children.iter().filter(|child| child.name == *name);
        let people: Vec<String> = of_name.filter_map(person).collect();
        (!people.is_empty()).then_some(people)
    });
    found.unwrap_or_default()
}

fn person(node: &Node<'_>) -> Option<String> {
    let words = node.child(&["name"]).map_or_else(|| node.words(), Node::words);
    let named = words.strip_suffix(')').and_then(|words| words.split_once(" ("));
    let name =
        named.filter(|(mail, _)| mail.contains('@')).map_or(words.as_str(), |(_, name)| name);
    (!name.is_empty() && !name.contains('@')).then(|| name.to_owned())
}

/// Where it is to be read: what a service put its own address in place of, else the link to the page itself.
pub(super) fn address(node: &Node<'_>) -> Option<String> {
    let original = node.child(&["feedburner:origlink"]).map(Node::words);
    let links = || node.children.iter().filter(|child| child.name == "link");
    let of_page = links().find_map(|link| {
        let is_page = link.attribute("rel").is_none_or(|rel| rel == "alternate");
        link.attribute("href").filter(|_| is_page)
    });
    let plain = || links().map(Node::words).find(|words| is_address(words));
    original.or(of_page).or_else(plain).filter(|url| is_address(url))
}

/// Words as a value that may be missing.
pub(super) fn words(value: Option<&Value>) -> Option<String> {
    value.and_then(crate::schema::loose::text)
}
