//! `BibTeX`: reviews as entries for LaTeX, in UTF-8.

use std::fmt::Write;

use super::citation::about;
use super::name::Name;
use crate::review::Record;
use crate::schema::Facts;
use crate::text::fold::fold;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A record as an entry, its last line ended.
pub(super) fn write(record: &Record, _: &Facts) -> String {
    let review = &record.review;
    let publisher = review.publisher.as_deref().unwrap_or_default();
    let kind = if publisher.is_empty() { "misc" } else { "article" };
    let mut entry = format!("@{kind}{{{},\n", key(record));
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(entry, "  {name} = {value},");
        }
    };
    let braced = |text: &str| {
        if text.is_empty() { String::new() } else { format!("{{{}}}", escaped(text)) }
    };
    let authors: Vec<String> = review.authors.iter().map(|name| author(name)).collect();
    if !authors.is_empty() {
        put("author", &format!("{{{}}}", authors.join(" and ")));
    }
    let about = about(&review.work).map(|work| format!("Review of {work}")).unwrap_or_default();
    let is_stated = !review.title.is_made || about.is_empty();
    let (title, note) =
        if is_stated { (review.title.text.as_str(), about.as_str()) } else { (about.as_str(), "") };
    // The second pair of braces keeps the capitals as they are.
    put("title", &format!("{{{}}}", braced(title)));
    put("journal", &braced(publisher));
    if let Some(date) = review.date_published {
        put("year", &format!("{{{}}}", date.year()));
        let month = date.month_of_year().and_then(|n| MONTHS.get(usize::from(n).checked_sub(1)?));
        put("month", month.copied().unwrap_or_default());
        put("day", &date.day_of_month().map_or(String::new(), |day| format!("{{{day}}}")));
    }
    put("note", &braced(note));
    // An address is read as it stands by the package that sets it; only what would end the field is changed.
    let url = review.url.as_deref().unwrap_or_default();
    let url = url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C");
    put("url", &if url.is_empty() { url } else { format!("{{{url}}}") });
    put("keywords", &braced(&review.keywords.join(", ")));
    entry.push_str("}\n");
    entry
}

/// What an entry is cited by: the first family's name, the year, and the id, which makes it unique.
fn key(record: &Record) -> String {
    let review = &record.review;
    let family = match review.authors.first().map(|name| Name::read(name)) {
        Some(Name::Person { family, .. } | Name::Whole(family)) => fold(family),
        None => String::new(),
    };
    let family: String = family.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    let year = review.date_published.map_or(String::new(), |date| date.year().to_string());
    let start = format!("{family}{year}");
    if start.is_empty() { record.id.to_string() } else { format!("{start}-{}", record.id) }
}

/// A name as `BibTeX` reads it; one that is not a person's in braces of its own.
fn author(name: &str) -> String {
    match Name::read(name) {
        Name::Whole(name) => format!("{{{}}}", escaped(name)),
        Name::Person { given, particle, family, suffix } => {
            let family = format!("{particle} {family}");
            let parts = [family.trim(), suffix, given.as_str()];
            let parts: Vec<String> =
                parts.into_iter().filter(|part| !part.is_empty()).map(escaped).collect();
            parts.join(", ")
        }
    }
}

/// Words with what TeX would act on made harmless.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{ReadingState, Review, ReviewId, Title, Work};

    #[track_caller]
    fn check(review: Review, wanted: &str) {
        let record = Record {
            id: ReviewId::new("k3f9").unwrap(),
            review,
            state: ReadingState::default(),
            based_on: Vec::new(),
        };
        assert_eq!(write(&record, &Facts::default()), wanted);
    }

    #[test]
    fn an_entry_says_all_that_is_known() {
        let review = Review {
            title: Title::stated("Salt & {water}: 100%"),
            authors: vec!["Inés Vale".into(), "Maria de la Cruz".into(), "Quay Staff".into()],
            publisher: Some("The Quay".into()),
            date_published: "2025-03-02".parse().ok(),
            url: Some("https://quay.example/a_b?c=1&d={e}".into()),
            work: Work {
                date_published: "2024".parse().ok(),
                creators: vec!["R. Lund".into()],
                ..Work::named("Harbor")
            },
            ..Review::default()
        };
        check(
            review,
            "@article{vale2025-k3f9,\n  author = {Vale, Inés and de la Cruz, Maria and {Quay Staff}},\n  \
            title = {{Salt \\& \\{water\\}: 100\\%}},\n  journal = {The Quay},\n  year = {2025},\n  month = mar,\n  \
            day = {2},\n  note = {Review of Harbor (2024), directed by R. Lund},\n  \
            url = {https://quay.example/a_b?c=1&d=%7Be%7D},\n}\n",
        );
    }

    #[test]
    fn a_title_made_here_is_not_the_critics() {
        let review = Review {
            title: Title::made("Harbor: a"),
            work: Work::named("Harbor"),
            ..Review::default()
        };
        check(review, "@misc{k3f9,\n  title = {{Review of Harbor}},\n}\n");
    }
}
