//! CSL-JSON: reviews for Zotero, Pandoc and whatever else sets citations.

use serde_json::{Map, Value, json};

use super::name::Name;
use crate::date::Date;
use crate::review::{Record, WorkKind};
use crate::schema::Facts;

/// A record as an item, without a line end: items are parted by commas.
pub(super) fn write(record: &Record, _: &Facts) -> String {
    let review = &record.review;
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| {
        let is_empty = value.as_str().is_some_and(str::is_empty)
            || value.as_array().is_some_and(Vec::is_empty)
            || value.is_null();
        if !is_empty {
            item.insert(name.to_owned(), value);
        }
    };
    let is_book = review.work.kind == WorkKind::Book;
    put("id", record.id.as_str().into());
    put("type", if is_book { "review-book" } else { "review" }.into());
    if !review.title.is_made || review.work.name.is_empty() {
        put("title", review.title.text.as_str().into());
    }
    put("author", names(&review.authors));
    put("container-title", review.publisher.as_deref().unwrap_or_default().into());
    put("issued", review.date_published.map_or(Value::Null, issued));
    put("URL", review.url.as_deref().unwrap_or_default().into());
    put("language", review.language.as_deref().unwrap_or_default().into());
    put("abstract", review.description.as_deref().unwrap_or_default().into());
    put("reviewed-title", review.work.name.as_str().into());
    put("reviewed-author", names(&review.work.creators));
    put(
        "reviewed-genre",
        if review.work.name.is_empty() { "" } else { review.work.kind.word() }.into(),
    );
    put("keyword", review.keywords.join(", ").into());
    Value::from(item).to_string()
}

fn names(names: &[String]) -> Value {
    let parted = |name: &String| match Name::read(name) {
        Name::Whole(name) => json!({ "literal": name }),
        Name::Person { given, particle, family, suffix } => {
            let parts = [
                ("family", family),
                ("given", given.as_str()),
                ("non-dropping-particle", particle.as_str()),
                ("suffix", suffix),
            ];
            let parts = parts.into_iter().filter(|(_, part)| !part.is_empty());
            parts.map(|(name, part)| (name.to_owned(), Value::from(part))).collect()
        }
    };
    names.iter().map(parted).collect()
}

/// `{"date-parts":[[2024,11]]}`, as far as it is known.
fn issued(date: Date) -> Value {
    let mut parts = vec![Value::from(date.year())];
    parts.extend(date.month_of_year().map(Value::from));
    parts.extend(date.day_of_month().map(Value::from));
    json!({ "date-parts": [parts] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{ReadingState, Review, ReviewId, Title, Work};

    #[test]
    fn an_item_holds_what_a_citation_needs_and_nothing_that_is_not_known() {
        let mut record = Record {
            id: ReviewId::new("k3f9").unwrap(),
            review: Review {
                title: Title::stated("Who pays?"),
                authors: vec!["Maria de la Cruz".into(), "Quay Staff".into()],
                publisher: Some("The Quay".into()),
                date_published: "2025-03".parse().ok(),
                work: Work { creators: vec!["R. Lund".into()], ..Work::named("Harbor") },
                ..Review::default()
            },
            state: ReadingState::default(),
            based_on: Vec::new(),
        };
        let item: Value = serde_json::from_str(&write(&record, &Facts::default())).unwrap();
        let wanted = json!({
            "id": "k3f9", "type": "review", "title": "Who pays?",
            "author": [
                {"family": "Cruz", "given": "Maria", "non-dropping-particle": "de la"},
                {"literal": "Quay Staff"},
            ],
            "container-title": "The Quay", "issued": {"date-parts": [[2025, 3]]},
            "reviewed-title": "Harbor", "reviewed-author": [{"family": "Lund", "given": "R."}],
            "reviewed-genre": "film",
        });
        assert_eq!(item, wanted);
        record.review.title.is_made = true;
        record.review.work.kind = WorkKind::Book;
        let item: Value = serde_json::from_str(&write(&record, &Facts::default())).unwrap();
        assert_eq!((&item["title"], &item["type"]), (&Value::Null, &json!("review-book")));
    }
}
