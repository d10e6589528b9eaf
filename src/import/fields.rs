//! Fields: front matter and foreign objects by tables of the names that people give the same thing.

mod kinds;
mod stars;
mod work;

use std::collections::HashMap;

use serde_json::Value;

use crate::date::Date;
use crate::review::{Draft, Review, ReviewId, Title};
use crate::schema::loose::{
    self, Object, address, date, flag, language, names, number, text, texts,
};
use crate::schema::{MARKED_AT_SOURCE, state_from_json};

pub(super) const TITLE: &[&str] = &["title", "headline", "reviewtitle"];
const AUTHOR: &[&str] =
    &["author", "authors", "by", "byline", "reviewer", "reviewers", "reviewedby", "critic", "user"];
const PUBLISHER: &[&str] =
    &["publisher", "publication", "site", "sitename", "outlet", "newspaper", "magazine"];
const DATE: &[&str] = &[
    "date",
    "published",
    "publishedat",
    "datepublished",
    "publisheddate",
    "pubdate",
    "publishdate",
    "publicationdate",
    "created",
    "createdat",
    "datecreated",
    "dateread",
    "readdate",
    "datewatched",
    "watcheddate",
    "watched",
    "finished",
];
const DESCRIPTION: &[&str] =
    &["description", "summary", "subtitle", "excerpt", "standfirst", "dek", "deck", "lede"];
const KEYWORDS: &[&str] = &["tags", "tag", "keywords", "categories", "category", "genre", "genres"];
const LANGUAGE: &[&str] = &["lang", "language", "inlanguage", "locale"];
const ADDRESS: &[&str] = &[
    "url",
    "link",
    "permalink",
    "canonical",
    "canonicalurl",
    "source",
    "sourceurl",
    "originalurl",
];
const SPOILERS: &[&str] = &["spoilers", "spoiler", "containsspoilers", "hasspoilers", "reviewcw"];

/// Names under which the text itself stands.
pub(super) const BODY: &[&str] = &[
    "body",
    "text",
    "content",
    "review",
    "comment",
    "contenttext",
    "contenthtml",
    "reviewtext",
    "reviewbody",
    "fulltext",
    "critique",
    "opinion",
    "thoughts",
    "notes",
];

/// No more of a value that is left out is told, in characters.
const NOTED_CHARS: usize = 40;

/// Every name that is understood, but those of works.
const NAMES: [&[&str]; 10] =
    [TITLE, AUTHOR, PUBLISHER, DATE, DESCRIPTION, KEYWORDS, LANGUAGE, ADDRESS, SPOILERS, BODY];

/// A name without what people write differently: case, `_`, `-`, spaces.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a folded name is understood.
pub(super) fn knows(folded: &str) -> bool {
    NAMES.iter().any(|names| names.contains(&folded))
        || names_work(folded)
        || stars::is_rating(folded)
        || work::is_fact(folded)
}

/// Whether a folded name alone names a work: `film: Anora`.
pub(super) fn names_work(folded: &str) -> bool {
    kinds::WORK_NAMES.iter().any(|row| row.2 && row.0 == folded)
}

/// An object's fields under names that no longer differ in case, `_`, `-` or space.
#[derive(Debug)]
pub struct Fields<'a> {
    by_name: HashMap<String, &'a Value>,
    /// An export of our own: taken at its word, where others are interpreted.
    is_own: bool,
}

impl<'a> Fields<'a> {
    /// The fields of an object; those of a `review:` block inside it count as its own.
    pub fn of(object: &'a Object) -> Self {
        let mut fields = Self::of_one(object);
        if let Some(Value::Object(inner)) = fields.get(&["review"]) {
            for (name, value) in Self::of_one(inner).by_name {
                fields.by_name.entry(name).or_insert(value);
            }
        }
        fields.is_own = fields.id().is_some() && fields.reading().is_some();
        fields
    }

    fn of_one(object: &'a Object) -> Self {
        let by_name = object
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (folded(name), value));
        Self { by_name: by_name.collect(), is_own: false }
    }

    /// The value of the first of these names that the object has.
    pub fn get(&self, folded_names: &[&str]) -> Option<&'a Value> {
        folded_names.iter().find_map(|&name| self.by_name.get(name).copied())
    }

    /// The text of a review, as its source writes it.
    pub(super) fn body(&self) -> Option<String> {
        let is_filled = |value: &&Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
        let found = BODY.iter().find_map(|name| self.get(&[name]).filter(is_filled));
        found.and_then(text)
    }

    fn text(&self, folded_names: &[&str]) -> Option<String> {
        self.get(folded_names).and_then(text)
    }

    /// Whether the object is an export of our own, to be taken at its word.
    pub fn is_own(&self) -> bool {
        self.is_own
    }

    fn id(&self) -> Option<ReviewId> {
        self.text(&["id"]).and_then(|id| ReviewId::new(&id))
    }

    fn reading(&self) -> Option<&'a Object> {
        self.get(&["reading"]).and_then(Value::as_object)
    }

    /// The draft that the fields make, without a body. A title that is not stated is empty.
    pub fn draft(&self) -> Draft {
        let title = self.title();
        let keywords = self.keywords();
        let mut work = self.work(&title, &keywords);
        let (url, of_work) = self.addresses();
        work.same_as.extend(of_work);
        let review = Review {
            title,
            work,
            authors: self.get(AUTHOR).map(names).unwrap_or_default(),
            publisher: self.publisher(),
            date_published: DATE.iter().find_map(|name| self.get(&[name]).and_then(date)),
            rating: self.rating(),
            description: self.text(DESCRIPTION),
            body: String::new(),
            language: self.get(LANGUAGE).and_then(language),
            url,
            keywords,
            spoilers: self.get(SPOILERS).and_then(|value| self.spoilers(value)),
        };
        let own = |object| self.is_own.then_some(object);
        Draft {
            review,
            id: self.id().and_then(own),
            state: self.reading().filter(|_| self.is_own).map(state_from_json),
            based_on: Vec::new(),
        }
    }

    /// What is stated and is left out, for it cannot be read or cannot be true: a rating or a date that is none.
    pub(super) fn unread(&self, review: &Review) -> Vec<String> {
        let said = |value: &Value| text(value).map(|text| text.trim().to_owned());
        let mut found = Vec::new();
        let mut fields: Vec<_> = self.by_name.iter().collect();
        fields.sort_by(|one, other| one.0.cmp(other.0));
        for (name, value) in fields {
            let Some(said) = said(value).filter(|said| !said.is_empty()) else { continue };
            let is_nought = number(value) == Some(0.0);
            let is_lost_rating = review.rating.is_none() && stars::is_own(name) && !is_nought;
            let is_lost_date = review.date_published.is_none()
                && DATE.contains(&name.as_str())
                && name.contains("date")
                && Date::in_prose(&said).is_none();
            let is_lost_year = *name == "year" && date(value).is_none();
            let what = match (is_lost_rating, is_lost_date, is_lost_year) {
                (true, _, _) => "rating",
                (_, true, _) => "date",
                (_, _, true) => "year",
                _ => continue,
            };
            let said: String = said.chars().take(NOTED_CHARS).collect();
            found.push(format!("came in without its {what}, for {said:?} is none"));
        }
        found
    }

    /// Whether the work is described in an object of its own, whose name may stand for the review's title.
    pub fn has_nested_work(&self) -> bool {
        self.nested_work().is_some()
    }

    /// The publication's name; an address is none.
    fn publisher(&self) -> Option<String> {
        self.get(PUBLISHER)
            .and_then(|value| names(value).into_iter().find(|name| !loose::is_address(name)))
    }

    fn title(&self) -> Title {
        let is_made = self.is_own && self.get(&["madetitle"]).and_then(flag) == Some(true);
        Title { text: self.text(TITLE).unwrap_or_default(), is_made }
    }

    /// All tags under all their names; a text with commas is several.
    fn keywords(&self) -> Vec<String> {
        let of = |value: &Value| match value {
            Value::String(text) => {
                text.split(',').map(|t| t.trim().trim_start_matches('#').to_owned()).collect()
            }
            several => texts(several),
        };
        let mut keywords: Vec<String> =
            KEYWORDS.iter().filter_map(|name| self.get(&[name])).flat_map(of).collect();
        keywords.extend(self.work_tags());
        keywords.retain(|tag| !tag.is_empty());
        keywords
    }

    /// Why the whole text is to be covered.
    fn spoilers(&self, value: &Value) -> Option<String> {
        match flag(value) {
            Some(is_marked) if !self.is_own || value.is_boolean() => {
                is_marked.then(|| MARKED_AT_SOURCE.to_owned())
            }
            _ => text(value),
        }
    }

    /// The review's own address, and addresses among its fields that are rather the work's.
    fn addresses(&self) -> (Option<String>, Vec<String>) {
        let found = ADDRESS.iter().filter_map(|name| self.get(&[name]).and_then(address));
        let (of_work, of_review): (Vec<_>, Vec<_>) =
            found.partition(|address| !self.is_own && kinds::is_address_of_work(address));
        (of_review.into_iter().next(), of_work)
    }
}

/// A text or number as an identifier: without space and hyphens.
fn identifier(value: &Value) -> Option<String> {
    loose::text(value)
        .map(|t| t.chars().filter(|c| c.is_alphanumeric()).collect())
        .filter(|t: &String| !t.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::review::{Work, WorkKind};

    fn review(value: &Value) -> Review {
        Fields::of(value.as_object().unwrap()).draft().review
    }

    #[test]
    fn names_of_fields_may_be_written_in_many_ways() {
        for name in [
            "datePublished",
            "date_published",
            "Date Published",
            "pubDate",
            "publish-date",
            "date_read",
        ] {
            let review = review(&json!({ name: "2024-11-02" }));
            assert_eq!(review.date_published, "2024-11-02".parse().ok(), "{name}");
        }
    }

    #[test]
    fn a_date_that_cannot_be_read_does_not_hide_one_that_can() {
        let review = review(&json!({"date": "soon", "published": "2024-11-02"}));
        assert_eq!(review.date_published, "2024-11-02".parse().ok());
    }

    #[track_caller]
    fn check_tags(value: &Value, tags: &[&str]) {
        assert_eq!(review(value).keywords, tags, "{value}");
    }

    #[test]
    fn tags_come_as_lists_and_as_texts() {
        check_tags(&json!({"tags": ["a", "b c"], "categories": "d, e"}), &["a", "b c", "d", "e"]);
        check_tags(&json!({"tags": "#a, #b"}), &["a", "b"]);
        check_tags(&json!({"tags": [1984, null, ""]}), &["1984"]);
        check_tags(&json!({"book": {"title": "T", "tags": ["fiction"]}}), &["fiction"]);
    }

    #[track_caller]
    fn check_address(value: &Value, url: Option<&str>, same_as: &[&str]) {
        let review = review(value);
        assert_eq!(review.url.as_deref(), url, "{value}");
        assert_eq!(review.work.same_as, same_as, "{value}");
    }

    #[test]
    fn an_address_of_the_work_is_not_the_reviews() {
        let film = "https://en.wikipedia.org/wiki/Anora";
        check_address(&json!({"link": film}), None, &[film]);
        check_address(
            &json!({"url": "https://a.example/b", "link": film}),
            Some("https://a.example/b"),
            &[film],
        );
        check_address(&json!({"permalink": "/2020/anora/"}), None, &[]);
        let written = "https://letterboxd.com/ines/film/anora/";
        check_address(&json!({"url": written}), Some(written), &[]);
        check_address(
            &json!({"imdb": "tt28607951"}),
            None,
            &["https://www.imdb.com/title/tt28607951/"],
        );
        check_address(&json!({"imdb": "5.7/10"}), None, &[]);
    }

    #[track_caller]
    fn check_spoilers(value: &Value, wanted: Option<&str>) {
        assert_eq!(review(&json!({ "spoilers": value })).spoilers.as_deref(), wanted);
    }

    #[test]
    fn spoilers_are_a_truth_or_a_reason() {
        check_spoilers(&json!(true), Some("marked as a spoiler at its source"));
        check_spoilers(&json!("yes"), Some("marked as a spoiler at its source"));
        check_spoilers(&json!("the ending"), Some("the ending"));
        check_spoilers(&json!(false), None);
        check_spoilers(&json!("none"), None);
    }

    #[test]
    fn a_work_is_nested_or_flat() {
        let nested = json!({"book": {"title": "Ash", "contributors": [
            {"name": "Ann L"}, {"name": "Bo N", "role": "narrator"}, {"name": "Cy W", "role": "writer"}],
            "publication_year": 2013, "isbn13": "978-0316246620", "isbn10": "031624662X"}});
        let work = review(&nested).work;
        assert_eq!((work.kind, &*work.name, work.year()), (WorkKind::Book, "Ash", Some(2013)));
        assert_eq!(
            (work.creators, work.writers),
            (vec!["Ann L".to_owned()], vec!["Cy W".to_owned()])
        );
        assert_eq!(work.same_as, ["isbn:9780316246620", "isbn:031624662X"]);

        let flat = json!({"film": "Anora", "year": 2024, "director": "Sean Baker", "cast": "Mikey Madison, Yura Borisov", "runtime": "2h 19m"});
        let work = review(&flat).work;
        assert_eq!((work.kind, &*work.name, work.year()), (WorkKind::Movie, "Anora", Some(2024)));
        assert_eq!(
            (work.creators.len(), work.actors.len(), work.runtime_minutes),
            (1, 2, Some(139))
        );
    }

    #[test]
    fn a_post_in_a_category_of_reviews_is_about_what_its_title_names() {
        let work = review(&json!({"title": "Majnu", "categories": ["Movie Review", "Telugu Cinema"], "year": 2016})).work;
        assert_eq!((work.kind, &*work.name, work.year()), (WorkKind::Movie, "Majnu", Some(2016)));
        let work =
            review(&json!({"title": "Book review: Ash (2013)", "tags": "book-reviews"})).work;
        assert_eq!((work.kind, &*work.name, work.year()), (WorkKind::Book, "Ash", Some(2013)));
        let work = review(&json!({"title": "Thoughts on spring", "tags": ["garden"]})).work;
        assert_eq!(work, Work::default());
    }

    #[test]
    fn the_writer_of_a_blog_is_not_the_author_of_the_book() {
        let review =
            review(&json!({"author": "Ines Vale", "book": {"title": "Ash", "author": "Ann L"}}));
        assert_eq!(
            (review.authors, review.work.creators),
            (vec!["Ines Vale".to_owned()], vec!["Ann L".to_owned()])
        );
    }
}
