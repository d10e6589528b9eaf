//! HTML: a page that reads like print in any browser, its metadata in it for programs, what is covered hidden till asked.

mod blocks;
pub(super) mod escape;

use std::fmt::Write;

use self::escape::{address, escaped};
use super::Entry;
use super::citation::about;
use crate::date::Date;
use crate::review::{Record, Review};
use crate::schema::{Facts, review_to_json};
use crate::text::prose::{self, Prose};
use crate::text::spoiler::Shield;

/// How a page looks: a measure that suits the eye, the colours of the reader's system.
const STYLE: &str = include_str!("../../assets/export/page.css");

/// Before the reviews on a page of several.
pub(super) const OPEN: &str = concat!(
    "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\"/>\n",
    "<meta name=\"generator\" content=\"anora-tui\"/>\n",
    "<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>Reviews</title>\n<style>\n",
    include_str!("../../assets/export/page.css"),
    "</style>\n</head>\n<body>\n"
);

/// After them.
pub(super) const CLOSE: &str = "</body>\n</html>\n";

/// A page of one review.
pub fn page(record: &Record, facts: &Facts) -> String {
    let review = &record.review;
    let language = language(review).map_or(String::new(), |tag| format!(" lang=\"{tag}\""));
    let about = [
        ("author", review.authors.join(", ")),
        ("description", review.description.clone().unwrap_or_default()),
    ];
    let mut head = String::new();
    for (name, content) in about.iter().filter(|(_, content)| !content.is_empty()) {
        let _ = writeln!(head, "<meta name=\"{name}\" content=\"{}\"/>", escaped(content));
    }
    if let Some(url) = review.url.as_deref().and_then(address) {
        let _ = writeln!(head, "<link rel=\"canonical\" href=\"{url}\"/>");
    }
    format!(
        "<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\"/>\n\
        <meta name=\"generator\" content=\"anora-tui\"/>\n<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>{}</title>\n{head}<style>\n{STYLE}</style>\n\
        </head>\n<body>\n{}{CLOSE}",
        escaped(&review.title.text),
        article(record, facts)
    )
}

/// A review as a part of a page. Before it stands all of it as schema.org has it, by which it comes back as it was.
pub(super) fn article(record: &Record, facts: &Facts) -> String {
    let (prose, shield) = text(record);
    format!(
        "<article id=\"{}\">\n{}{}{}</article>\n",
        record.id,
        data(record, facts),
        header(record),
        blocks::blocks(&prose, &shield)
    )
}

/// All of a review as schema.org has it, for programs.
fn data(record: &Record, facts: &Facts) -> String {
    let facts = Facts { with_body: true, ..facts.clone() };
    let mut data = review_to_json(record, &facts).to_string();
    // No tag of a text may end the script, or begin another; in XHTML nothing may look like an entity either.
    for (sign, escape) in [('<', "\\u003c"), ('>', "\\u003e"), ('&', "\\u0026")] {
        data = data.replace(sign, escape);
    }
    format!("<script type=\"application/ld+json\">{data}</script>\n")
}

/// The text of a review, and what is covered of it.
fn text(record: &Record) -> (Prose, Shield) {
    let prose = prose::parse(&record.review.body);
    let shield = Shield::of(record, &prose);
    (prose, shield)
}

/// The text of a review as XHTML for a book: nothing is hidden there, for what a finger does in one nobody can say. Before
/// it stands all of it for programs, as on a page.
pub(super) fn chapter(record: &Record, facts: &Facts) -> String {
    let (prose, shield) = text(record);
    let warning = shield.reason().map_or(String::new(), |why| {
        format!("<p class=\"warning\">Contains spoilers: {}</p>\n", escaped(why))
    });
    let text = blocks::blocks(&prose, &Shield::default());
    format!("{}{}{warning}{text}", data(record, facts), header(record))
}

/// The language of a review as a tag, if it looks like one.
pub(super) fn language(review: &Review) -> Option<&str> {
    let tag = review.language.as_deref()?;
    let is_tag = tag.len() >= 2 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_tag.then_some(tag)
}

/// Title, standfirst, whose it is, what it is about, the rating.
fn header(record: &Record) -> String {
    let review = &record.review;
    let mut html = format!("<header>\n<h1>{}</h1>\n", escaped(&review.title.text));
    let mut put = |class: &str, text: &str| {
        if !text.is_empty() {
            let _ = writeln!(html, "<p class=\"{class}\">{text}</p>");
        }
    };
    put("standfirst", &escaped(review.description.as_deref().unwrap_or_default()));
    let publisher = review.publisher.as_deref().unwrap_or_default();
    let date = review.date_published.map(Date::in_words).unwrap_or_default();
    put("byline", &escaped(&joined(&[&review.authors.join(", "), publisher, &date])));
    put("work", &escaped(&about(&review.work).unwrap_or_default()));
    put("rating", &escaped(review.rating.as_ref().map_or("", |rating| rating.notation.as_str())));
    if let Some(url) = review.url.as_deref().and_then(address) {
        put("source", &format!("<a href=\"{url}\">{url}</a>"));
    }
    html.push_str("</header>\n");
    html
}

/// Parts with a dot between them, the empty ones left out.
fn joined(parts: &[&str]) -> String {
    let parts = parts.iter().filter(|part| !part.is_empty());
    parts.copied().collect::<Vec<_>>().join(" · ")
}

/// A page that leads to the pages of a folder.
pub(super) fn index(entries: &[Entry]) -> String {
    let mut html = format!("{OPEN}<h1>Reviews</h1>\n<ul class=\"index\">\n");
    for entry in entries {
        let about = joined(&[&entry.work, &entry.author, &entry.date, &entry.rating]);
        let _ = writeln!(
            html,
            "<li><a href=\"{}\">{}</a><br/>{}</li>",
            escaped(&entry.file),
            escaped(&entry.title),
            escaped(&about)
        );
    }
    html.push_str("</ul>\n");
    html.push_str(CLOSE);
    html
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::import::{Format, Options, Source, read_source};
    use crate::review::{ReadingState, ReviewId, Title, Work};
    use crate::schema::arbitrary;

    fn record() -> Record {
        Record {
            id: ReviewId::new("k3f9").unwrap(),
            review: Review {
                title: Title::stated("Salt & <water>"),
                authors: vec!["Inés Vale".into()],
                publisher: Some("The Quay".into()),
                date_published: "2025-03-02".parse().ok(),
                language: Some("en".into()),
                url: Some("https://quay.example/a?b=1&c=2".into()),
                description: Some("A ferry that \"never\" lands.".into()),
                work: Work { date_published: "2024".parse().ok(), ..Work::named("Harbor") },
                body:
                    "A *ferry*.</script><script>alert(1)</script>\n\nSpoilers follow.\n\nHe dies."
                        .into(),
                ..Review::default()
            },
            state: ReadingState::default(),
            based_on: Vec::new(),
        }
    }

    #[test]
    fn a_page_says_what_it_is_to_people_and_to_programs_and_runs_nothing() {
        let page = page(&record(), &Facts::default());
        for wanted in [
            "<html lang=\"en\">",
            "<title>Salt &amp; &lt;water&gt;</title>",
            "<meta name=\"author\" content=\"Inés Vale\"/>",
            "<link rel=\"canonical\" href=\"https://quay.example/a?b=1&amp;c=2\"/>",
            "<p class=\"byline\">Inés Vale · The Quay · 2 March 2025</p>",
            "<p class=\"work\">Harbor (2024)</p>",
            "<p>A <em>ferry</em>.",
            "<span class=\"spoiler\" tabindex=\"0\">He dies.</span>",
            "\"datePublished\":\"2025-03-02\"",
        ] {
            assert!(page.contains(wanted), "{wanted}\n{page}");
        }
        assert_eq!(page.matches("<script").count(), 1, "{page}");
    }

    proptest! {
        #[test]
        fn what_is_exported_imports_back_the_same(record in arbitrary::record()) {
            let text = page(&record, &Facts::default());
            let options = Options { format: Format::named("html"), ..Options::default() };
            let rows = read_source(&Source { path: "-".into(), text: text.clone() }, &options);
            prop_assert_eq!(rows, vec![Ok(arbitrary::draft_of(record))], "{}", text);
        }
    }

    #[test]
    fn a_page_of_several_holds_each_and_an_index_none() {
        let read = |text: String| {
            read_source(&Source { path: "a.html".into(), text }, &Options::default())
        };
        let several = [OPEN, &article(&record(), &Facts::default()).repeat(2), CLOSE].concat();
        assert_eq!(read(several).into_iter().flatten().count(), 2);
        let told = read(index(&[])).remove(0).unwrap_err().to_string();
        assert_eq!(told, "a.html: leads to reviews, and holds none");
    }

    #[test]
    fn a_book_hides_nothing_and_says_so() {
        let chapter = chapter(&record(), &Facts::default());
        assert!(
            chapter.contains("Contains spoilers") && chapter.contains("<p>He dies.</p>"),
            "{chapter}"
        );
    }

    #[test]
    fn an_index_leads_to_every_page() {
        let entry = Entry {
            file: "salt-k3f9.html".into(),
            title: "Salt & water".into(),
            work: "Harbor (2024)".into(),
            author: "Inés Vale".into(),
            date: String::new(),
            rating: "4/5".into(),
        };
        let index = index(&[entry]);
        let wanted = "<li><a href=\"salt-k3f9.html\">Salt &amp; water</a><br/>Harbor (2024) · Inés Vale · 4/5</li>";
        assert!(index.contains(wanted), "{index}");
    }
}
