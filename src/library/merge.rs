//! What becomes of a review when its source says something new: pure, one field after another.

use std::collections::HashSet;

use rusqlite::Connection;

use super::columns::Columns;
use super::fault::Fault;
use super::works;
use crate::review::{Review, Title, Work};

/// How what a draft says stands to what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Its source said just that before.
    AsBefore,
    /// Another source of the same text: it fills what is empty.
    Fills,
    /// A newer version: what it states replaces what is kept.
    Newer,
}

/// Which fields of a review the reader has edited; no draft changes those.
#[derive(Debug, Default)]
pub(super) struct Edited(HashSet<String>);

impl Edited {
    /// The fields edited in a review.
    pub(super) fn of(conn: &Connection, row: i64) -> Result<Self, Fault> {
        let mut fields = conn.prepare_cached("SELECT field FROM edits WHERE review = ?1")?;
        let fields = fields.query_map([row], |row| Columns::from(row, 0).text())?;
        Ok(Self(fields.collect::<rusqlite::Result<_>>()?))
    }

    /// The review as far as its sources made it: what the reader edited agrees with any draft, for it says nothing of
    /// what the source said.
    pub(super) fn yielding(&self, there: Review, draft: &Review) -> Review {
        let mut review = there;
        if self.has("title") {
            review.title = draft.title.clone();
        }
        if self.has("work") {
            review.work = draft.work.clone();
        }
        if self.has("author") {
            review.authors.clone_from(&draft.authors);
        }
        if self.has("date") {
            review.date_published = draft.date_published;
        }
        if self.has("url") {
            review.url.clone_from(&draft.url);
        }
        review
    }

    /// Whether this field was edited.
    pub(super) fn has(&self, field: &str) -> bool {
        self.0.contains(field)
    }
}

/// A review with what a draft adds or changes. Nothing that is stated becomes unstated; tags only become more.
pub(super) fn merged(
    there: &Review,
    draft: &Review,
    edited: &Edited,
    standing: Standing,
) -> Review {
    if standing == Standing::AsBefore {
        return there.clone();
    }
    let pick = Pick { edited, standing };
    let is_titled = |review: &Review| !review.title.text.is_empty() && !review.title.is_made;
    let title = if is_titled(there) || !is_titled(draft) {
        let is_stated = is_titled(draft) || !is_titled(there);
        pick.of("title", &there.title, &draft.title, |title| title.text.is_empty() || !is_stated)
    } else {
        // A title that a source states stands above one that was made here.
        pick.of("title", &Title::default(), &draft.title, |title| title.text.is_empty())
    };
    Review {
        title: if edited.has("title") { there.title.clone() } else { title },
        work: if edited.has("work") {
            there.work.clone()
        } else {
            merged_work(&there.work, &draft.work, standing)
        },
        authors: pick.of("author", &there.authors, &draft.authors, Vec::is_empty),
        publisher: pick.of("publisher", &there.publisher, &draft.publisher, Option::is_none),
        date_published: pick.of(
            "date",
            &there.date_published,
            &draft.date_published,
            Option::is_none,
        ),
        rating: pick.of("rating", &there.rating, &draft.rating, Option::is_none),
        description: pick.of(
            "description",
            &there.description,
            &draft.description,
            Option::is_none,
        ),
        body: pick.of("body", &there.body, &draft.body, String::is_empty),
        language: pick.of("language", &there.language, &draft.language, Option::is_none),
        url: pick.of("url", &there.url, &draft.url, Option::is_none),
        keywords: more_tags(&there.keywords, &draft.keywords),
        spoilers: pick.of("spoilers", &there.spoilers, &draft.spoilers, Option::is_none),
    }
}

struct Pick<'a> {
    edited: &'a Edited,
    standing: Standing,
}

impl Pick<'_> {
    /// The value to keep of a field.
    fn of<T: Clone>(&self, field: &str, there: &T, draft: &T, is_empty: impl Fn(&T) -> bool) -> T {
        let is_settled =
            self.edited.has(field) || (self.standing == Standing::Fills && !is_empty(there));
        if is_settled || is_empty(draft) { there.clone() } else { draft.clone() }
    }
}

fn merged_work(there: &Work, draft: &Work, standing: Standing) -> Work {
    if standing == Standing::Newer && !draft.name.is_empty() && !is_same_work(there, draft) {
        return draft.clone();
    }
    if there.name.is_empty() && !draft.name.is_empty() {
        return Work { kind: draft.kind, ..works::filled(there, draft) };
    }
    if draft.name.is_empty() || is_same_work(there, draft) {
        works::filled(there, draft)
    } else {
        there.clone()
    }
}

/// Whether two works can share a row.
pub(super) fn is_same_work(a: &Work, b: &Work) -> bool {
    let year_agrees = a.year().is_none() || b.year().is_none() || a.year() == b.year();
    a.kind == b.kind && year_agrees && works::folded(&a.name) == works::folded(&b.name)
}

fn more_tags(there: &[String], draft: &[String]) -> Vec<String> {
    let mut tags = there.to_vec();
    for tag in draft.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|other| other.eq_ignore_ascii_case(tag)) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review() -> Review {
        Review {
            title: Title::stated("Diamonds"),
            work: Work::named("Anora"),
            authors: vec!["A. Critic".into()],
            body: "The old text.".into(),
            keywords: vec!["film".into()],
            ..Review::default()
        }
    }

    #[track_caller]
    fn check(
        draft: &Review,
        standing: Standing,
        edited: &[&str],
        change: impl FnOnce(&mut Review),
    ) {
        let edited = Edited(edited.iter().map(ToString::to_string).collect());
        let mut expected = review();
        change(&mut expected);
        assert_eq!(merged(&review(), draft, &edited, standing), expected);
    }

    #[test]
    fn a_newer_version_replaces_what_it_states_and_leaves_the_rest() {
        let newer = Review {
            body: "The new text.".into(),
            publisher: Some("P".into()),
            ..Review::default()
        };
        check(&newer, Standing::Newer, &[], |review| {
            review.body = "The new text.".into();
            review.publisher = Some("P".into());
        });
    }

    #[test]
    fn another_source_only_fills() {
        let mut other = review();
        other.title = Title::stated("Another");
        other.language = Some("en".into());
        other.keywords = vec!["Film".into(), "drama".into()];
        check(&other, Standing::Fills, &[], |review| {
            review.language = Some("en".into());
            review.keywords.push("drama".into());
        });
    }

    #[test]
    fn an_edited_field_is_left_alone() {
        let newer = Review {
            body: "New.".into(),
            title: Title::stated("New"),
            work: Work::named("Other"),
            ..review()
        };
        check(&newer, Standing::Newer, &["title", "work"], |review| review.body = "New.".into());
    }

    #[test]
    fn a_title_that_was_made_gives_way_to_a_stated_one() {
        let made = Review { title: Title::made("Anora: The old text."), ..review() };
        let merged = |there: &Review, draft: &Review, standing| {
            super::merged(there, draft, &Edited::default(), standing).title.text
        };
        assert_eq!(merged(&made, &review(), Standing::Fills), "Diamonds");
        assert_eq!(merged(&review(), &made, Standing::Newer), "Diamonds");
        let remade = Review { title: Title::made("Anora: The new text."), ..review() };
        assert_eq!(merged(&made, &remade, Standing::Newer), "Anora: The new text.");
        assert_eq!(merged(&made, &remade, Standing::Fills), "Anora: The old text.");
    }

    #[test]
    fn a_work_becomes_another_only_by_a_newer_version() {
        let other = Review { work: Work::named("Tangerine"), ..review() };
        check(&other, Standing::Fills, &[], |_| {});
        check(&other, Standing::Newer, &[], |review| review.work = Work::named("Tangerine"));
        check(&other, Standing::AsBefore, &[], |_| {});
    }
}
