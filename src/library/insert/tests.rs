//! Taking drafts in: new, changed or the same.

use proptest::prelude::*;

use super::super::support::{at, draft, import, import_one, text, with_one};
use super::super::{Change, Field};
use super::*;
use crate::rating::{Mark, Rating};
use crate::review::{Flags, Place, Title, WorkKind};

fn whole() -> Draft {
    let work = Work {
        kind: WorkKind::Book,
        name: "Solaris".into(),
        date_published: "1961".parse().ok(),
        creators: vec!["Stanisław Lem".into()],
        same_as: vec!["isbn:9780156027601".into()],
        ..Work::default()
    };
    let mark = Mark::Points { value: 4.5, best: Some(5.0), is_inferred: true };
    let review = Review {
        title: Title::made("Solaris: the sea"),
        work,
        authors: vec!["A. Critic".into(), "B. Critic".into()],
        publisher: Some("The Paper".into()),
        date_published: "2024-11-02".parse().ok(),
        rating: Some(Rating { notation: "4½".into(), mark }),
        description: Some("A standfirst.".into()),
        body: text("sea"),
        language: Some("en".into()),
        url: Some("https://www.example.org/solaris/".into()),
        keywords: vec!["sea".into(), "a second".into()],
        spoilers: Some("marked as a spoiler at its source".into()),
    };
    let state = ReadingState {
        flags: Flags { read: true, starred: true, seen: true },
        place: Place { block: 3, grapheme: 14 },
        progress: 0.4,
        read_at: Some(at(-500)),
        covered_from: Some(Place { block: 1, grapheme: 0 }),
        highlights: Vec::new(),
        marked: Vec::new(),
    };
    let based_on = vec!["/a.txt".into(), "/b.jsonl".into()];
    Draft { review, id: ReviewId::new("k3f9"), state: Some(state), based_on }
}

#[test]
fn what_is_taken_in_is_read_back_whole() {
    let draft = whole();
    let (library, id) = with_one(&draft);
    let record = library.record(&id).unwrap();
    assert_eq!(Some(record.id), draft.id);
    assert_eq!(record.review, draft.review);
    assert_eq!(Some(record.state), draft.state);
    assert_eq!(record.based_on, draft.based_on);
}

#[test]
fn the_same_again_is_the_same() {
    let drafts = [
        whole(),
        draft("One", "Anora", &text("a")),
        draft("Two", "", "Short."),
        draft("Three", "", ""),
    ];
    let mut library = Library::in_memory().unwrap();
    let first = import(&mut library, &drafts, 0);
    assert!(first.iter().all(|(_, kind)| *kind == Kind::New));
    for second in [0, 1] {
        let again = import(&mut library, &drafts, second);
        assert_eq!(again, first.iter().map(|(id, _)| (id.clone(), Kind::Same)).collect::<Vec<_>>());
    }
    assert_eq!(library.counts().unwrap().n_reviews, 4);
}

#[test]
fn an_export_of_ours_comes_back_as_the_same() {
    let (mut library, id) = with_one(&whole());
    let record = library.record(&id).unwrap();
    let mut exported =
        Draft { id: Some(record.id), state: Some(record.state), ..Draft::from(record.review) };
    exported.based_on = vec!["/export.jsonl".into()];
    assert_eq!(import_one(&mut library, &exported, 1), (id.clone(), Kind::Same));
    assert_eq!(library.record(&id).unwrap().based_on, ["/a.txt", "/b.jsonl", "/export.jsonl"]);
    exported.state = None;
    let (mut other, id) = with_one(&exported);
    exported.state = whole().state;
    assert_eq!(import_one(&mut other, &exported, 1).1, Kind::Same);
    assert_eq!(Some(other.record(&id).unwrap().state), whole().state);
}

#[test]
fn a_changed_review_keeps_its_id_and_its_state() {
    let mut draft = draft("One", "Anora", &text("a"));
    let (mut library, id) = with_one(&draft);
    library.apply(std::slice::from_ref(&id), &Change::SetStarred(true), at(1)).unwrap();
    draft.review.body.push_str(" And one more sentence.");
    draft.state = Some(ReadingState { progress: 0.9, ..ReadingState::default() });
    assert_eq!(import_one(&mut library, &draft, 2), (id.clone(), Kind::Changed));
    let record = library.record(&id).unwrap();
    assert!(record.review.body.ends_with("And one more sentence."));
    assert!(record.state.flags.starred && record.state.progress < 0.1);
    assert_eq!(import_one(&mut library, &draft, 3).1, Kind::Same);
}

/// Whether a second draft, made of the first, is taken for the same review.
#[track_caller]
fn check(first: &Draft, is_same: bool, change: impl FnOnce(&mut Draft)) {
    let (mut library, id) = with_one(first);
    let mut second = first.clone();
    change(&mut second);
    let (other, kind) = import_one(&mut library, &second, 1);
    assert_eq!((other == id, kind != Kind::New), (is_same, is_same), "{kind:?}");
}

#[test]
fn a_review_is_known_by_its_address_its_text_or_its_file() {
    let elsewhere = |draft: &mut Draft| draft.based_on = vec!["/elsewhere.html".into()];
    let mut first = draft("One", "Anora", &text("a"));
    first.review.url = Some("https://www.example.org/one".into());
    check(&first, true, elsewhere);
    check(&first, true, |draft| {
        elsewhere(draft);
        draft.review.body = text("b");
        draft.review.url = Some("http://example.org/one/".into());
    });
    check(&first, true, |draft| draft.review.body = text("b"));
    check(&first, false, |draft| {
        elsewhere(draft);
        draft.review.body = text("b");
        draft.review.url = None;
    });
    check(&first, false, |draft| {
        draft.review.body = text("b");
        draft.review.work.name = "Tangerine".into();
        draft.review.url = None;
    });
    check(&first, false, |draft| {
        draft.review.body = text("b");
        draft.review.url = Some("https://example.org/two".into());
    });
}

#[test]
fn reviews_that_share_an_address_or_a_file_are_told_apart() {
    let of = |author: &str, body: &str| {
        let mut draft = draft("Anora", "Anora", body);
        draft.review.authors = vec![author.into()];
        draft.review.url = Some("https://example.org/anora".into());
        draft
    };
    let drafts = [
        of("A", &text("a")),
        of("A", &text("b")),
        of("B", &text("c")),
        of("B", "Great!"),
        of("C", "Great!"),
    ];
    let mut library = Library::in_memory().unwrap();
    for draft in &drafts {
        assert_eq!(import_one(&mut library, draft, 0).1, Kind::New);
    }
    assert!(import(&mut library, &drafts, 1).iter().all(|(_, kind)| *kind == Kind::Same));
}

/// A review from a place of its own, of a text of so many parts of a hundred words.
fn piece(source: &str, parts: std::ops::Range<usize>) -> Draft {
    let body: Vec<String> = parts.map(|n| text(&format!("p{n}q"))).collect();
    let mut draft = draft("Harbor", "Harbor", &body.join("\n\n"));
    draft.based_on = vec![source.into()];
    draft.review.authors = vec!["A. Critic".into()];
    draft
}

#[test]
fn a_piece_from_a_feed_and_from_its_page_is_one_with_the_whole_text_and_both_sources() {
    for (first, second) in [(0..2, 0..6), (0..6, 0..2)] {
        let (mut library, id) = with_one(&piece("https://a.example/feed", first));
        library.apply(std::slice::from_ref(&id), &Change::SetStarred(true), at(1)).unwrap();
        let (again, kind) = import_one(&mut library, &piece("/saved/page.html", second), 2);
        assert_eq!(again, id, "{kind:?}");
        let record = library.record(&id).unwrap();
        assert_eq!(record.review.body, piece("", 0..6).review.body);
        assert_eq!(record.based_on, ["https://a.example/feed", "/saved/page.html"]);
        assert!(record.state.flags.starred);
    }
}

#[test]
fn a_feed_that_tells_less_than_the_page_does_not_take_the_rest_away() {
    let (mut library, id) = with_one(&piece("https://a.example/feed", 0..6));
    import(&mut library, &[piece("/saved/page.html", 0..6)], 1);
    import(&mut library, &[piece("https://a.example/feed", 0..3)], 2);
    assert_eq!(library.body(&id).unwrap(), piece("", 0..6).review.body);
    let (mut alone, id) = with_one(&piece("/notes/mine.md", 0..6));
    import(&mut alone, &[piece("/notes/mine.md", 0..3)], 1);
    assert_eq!(alone.body(&id).unwrap(), piece("", 0..3).review.body, "its own file was cut");
}

#[test]
fn an_excerpt_under_the_same_address_does_not_take_the_text_away() {
    let at_address = |source: &str, parts| {
        let mut draft = piece(source, parts);
        draft.review.url = Some("https://a.example/harbor".into());
        draft
    };
    let (mut library, id) = with_one(&at_address("/saved/page.html", 0..6));
    import(&mut library, &[at_address("/feed.xml", 0..1)], 1);
    assert_eq!(library.body(&id).unwrap(), piece("", 0..6).review.body);
    assert_eq!(library.record(&id).unwrap().based_on.len(), 2);
}

#[test]
fn two_critics_and_two_works_are_not_one_piece_however_alike() {
    let first = piece("/a", 0..6);
    let mut other = piece("/b", 0..5);
    other.review.authors = vec!["B. Critic".into()];
    let mut sequel = piece("/c", 0..4);
    sequel.review.work.name = "Harbor II".into();
    let mut library = Library::in_memory().unwrap();
    for (second, draft) in (0..).zip([first, other, sequel]) {
        assert_eq!(import_one(&mut library, &draft, second).1, Kind::New);
    }
}

#[test]
fn one_review_changed_in_a_file_of_many_is_one_changed() {
    let of = |n: usize| {
        let mut draft = draft("Made", "Anora", &text(&format!("s{n}z")));
        draft.review.title = Title::made(format!("Anora: {n}"));
        draft
    };
    let mut drafts: Vec<Draft> = (0..20).map(of).collect();
    let mut library = Library::in_memory().unwrap();
    assert!(import(&mut library, &drafts, 0).iter().all(|(_, kind)| *kind == Kind::New));
    drafts[13].review.body.push_str(" And one more sentence.");
    drafts.insert(3, of(20));
    let kinds: Vec<Kind> =
        import(&mut library, &drafts, 1).into_iter().map(|(_, kind)| kind).collect();
    let n = |kind| kinds.iter().filter(|other| **other == kind).count();
    assert_eq!((n(Kind::New), n(Kind::Changed), n(Kind::Same)), (1, 1, 19));
}

#[test]
fn a_film_seen_twice_has_two_reviews() {
    let on = |date: &str| {
        let mut draft = draft("Anora", "Anora", "Again.");
        draft.review.date_published = date.parse().ok();
        draft
    };
    let (mut library, _) = with_one(&on("2024-11-01"));
    assert_eq!(import_one(&mut library, &on("2025-02-01"), 1).1, Kind::New);
}

#[test]
fn another_source_of_the_same_text_only_fills_and_both_stay_the_same() {
    let page = draft("Page", "Anora", &text("a"));
    let mut feed = draft("Feed", "Anora", &text("a"));
    feed.review.authors = vec!["A. Critic".into()];
    let (mut library, id) = with_one(&page);
    assert_eq!(import_one(&mut library, &feed, 1), (id.clone(), Kind::Changed));
    let review = library.record(&id).unwrap().review;
    assert_eq!((review.title.text.as_str(), review.authors.len()), ("Page", 1));
    for second in 2..4 {
        let again = import(&mut library, &[page.clone(), feed.clone()], second);
        assert!(again.iter().all(|(_, kind)| *kind == Kind::Same), "{again:?}");
    }
}

#[test]
fn an_edit_by_hand_outlives_every_import() {
    let mut draft = draft("One", "Anroa", &text("a"));
    let (mut library, id) = with_one(&draft);
    let ids = [id.clone()];
    for field in [Field::Title(Title::stated("Mine")), Field::WorkName("Anora".into())] {
        library.apply(&ids, &Change::Edit(field), at(1)).unwrap();
    }
    assert_eq!(import_one(&mut library, &draft, 2), (id.clone(), Kind::Same));
    draft.review.body.push_str(" More.");
    assert_eq!(import_one(&mut library, &draft, 3), (id.clone(), Kind::Changed));
    let review = library.record(&id).unwrap().review;
    assert_eq!((review.title.text.as_str(), review.work.name.as_str()), ("Mine", "Anora"));
    assert!(review.body.ends_with("More."));
}

#[test]
fn an_edited_text_is_known_by_what_its_source_said_and_by_what_it_says_now() {
    let draft = draft("One", "Anora", &text("a"));
    let (mut library, id) = with_one(&draft);
    library.apply(std::slice::from_ref(&id), &Change::Edit(Field::Body(text("b"))), at(1)).unwrap();
    for (second, body) in [(2, text("a")), (3, text("b"))] {
        let mut again = draft.clone();
        again.based_on = vec!["/elsewhere.txt".into()];
        again.review.body = body;
        assert_eq!(import_one(&mut library, &again, second), (id.clone(), Kind::Same));
        assert_eq!(library.body(&id).unwrap(), text("b"));
    }
}

#[test]
fn a_removed_review_comes_back_when_it_is_imported_again() {
    let draft = draft("One", "Anora", &text("a"));
    let (mut library, id) = with_one(&draft);
    library.apply(std::slice::from_ref(&id), &Change::SetStarred(true), at(1)).unwrap();
    library.apply(std::slice::from_ref(&id), &Change::Remove, at(2)).unwrap();
    assert_eq!(import_one(&mut library, &draft, 3), (id.clone(), Kind::New));
    assert!(library.summary(&id).unwrap().flags.starred);
    assert_eq!(library.search("a1", 10).unwrap().len(), 1);
    assert_eq!(import_one(&mut library, &draft, 4).1, Kind::Same);
}

#[test]
fn a_dropped_tag_stays_dropped() {
    let mut draft = draft("One", "Anora", &text("a"));
    draft.review.keywords = vec!["Film".into(), "film".into(), " drama ".into()];
    let (mut library, id) = with_one(&draft);
    assert_eq!(library.summary(&id).unwrap().keywords, ["Film", "drama"]);
    library.apply(std::slice::from_ref(&id), &Change::DropTag("FILM".into()), at(1)).unwrap();
    draft.review.keywords.push("2024".into());
    assert_eq!(import_one(&mut library, &draft, 2).1, Kind::Changed);
    assert_eq!(library.summary(&id).unwrap().keywords, ["drama", "2024"]);
}

#[test]
fn a_work_told_later_takes_what_was_seen_with_it() {
    let mut draft = draft("One", "", &text("a"));
    let (mut library, id) = with_one(&draft);
    library.apply(std::slice::from_ref(&id), &Change::SetSeen(true), at(1)).unwrap();
    let mut other = draft.clone();
    other.review = Review { work: Work::named("Anora"), body: text("b"), ..draft.review.clone() };
    other.based_on = vec!["/other.txt".into()];
    import_one(&mut library, &other, 2);
    draft.review.work = Work::named("Anora");
    assert_eq!(import_one(&mut library, &draft, 3).1, Kind::Changed);
    let summaries = library.summaries().unwrap();
    assert!(summaries.iter().all(|summary| summary.flags.seen && summary.work.name == "Anora"));
    assert_eq!(library.counts().unwrap().n_works, 1);
    assert_eq!(library.search("Anora", 10).unwrap().len(), 2);
}

#[test]
fn two_thousand_reviews_have_two_thousand_ids_and_keep_their_order() {
    let mut library = Library::in_memory().unwrap();
    let number = |n| {
        let mut draft = draft(&format!("T{n}"), "Anora", &format!("Text {n}."));
        draft.review.keywords = vec![format!("T{n}"), "all".into()];
        draft
    };
    let drafts: Vec<Draft> = (0..2000).map(number).collect();
    let outcomes = import(&mut library, &drafts, 0);
    assert!(outcomes.iter().all(|(id, kind)| *kind == Kind::New && id.as_str().len() >= 4));
    let ids: HashSet<&ReviewId> = outcomes.iter().map(|(id, _)| id).collect();
    assert_eq!(ids.len(), 2000);
    let listed = library.summaries().unwrap();
    assert!(listed.iter().map(|summary| &summary.id).eq(outcomes.iter().map(|(id, _)| id)));
    assert!(listed.iter().all(|summary| summary.keywords == [summary.title.as_str(), "all"]));
    let exported: Vec<String> =
        library.records(None).unwrap().map(|record| record.unwrap().review.title.text).collect();
    assert!(exported.iter().eq(drafts.iter().map(|draft| &draft.review.title.text)));
}

#[test]
fn a_wanted_id_that_is_taken_is_not_given_twice() {
    let (mut library, id) = with_one(&whole());
    let mut other = draft("One", "Anora", &text("a"));
    other.id = Some(id.clone());
    let (other, kind) = import_one(&mut library, &other, 1);
    assert_eq!(kind, Kind::New);
    assert_ne!(other, id);
}

#[test]
fn a_failed_import_leaves_nothing() {
    let mut library = Library::in_memory().unwrap();
    library.conn.execute_batch("DROP TABLE search").unwrap();
    assert!(library.insert([whole()], at(0)).is_err());
    assert_eq!(library.counts().unwrap().n_reviews, 0);
    assert!(!library.was_ever_used().unwrap());
}

prop_compose! {
    fn any_draft()(
        texts in prop::collection::vec("(?s).{0,40}", 9),
        value in any::<f64>(), best in any::<Option<f64>>(), progress in any::<f32>(),
    ) -> Draft {
        let [title, work, author, publisher, notation, body, url, tag, source] = <[String; 9]>::try_from(texts).unwrap();
        let mark = Mark::Points { value, best, is_inferred: false };
        let review = Review {
            title: Title::stated(title), work: Work::named(work), authors: vec![author],
            publisher: Some(publisher), rating: Some(Rating { notation, mark }), body,
            url: Some(url), keywords: vec![tag], ..Review::default()
        };
        let state = ReadingState { progress, ..ReadingState::default() };
        Draft { review, id: None, state: Some(state), based_on: vec![source] }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_draft_is_taken_in_and_is_then_the_same(drafts in prop::collection::vec(any_draft(), 1..4)) {
        let mut library = Library::in_memory().unwrap();
        let first = import(&mut library, &drafts, 0);
        let n_new = first.iter().filter(|(_, kind)| *kind == Kind::New).count();
        prop_assert_eq!(library.summaries().unwrap().len(), n_new);
        prop_assert!(import(&mut library, &drafts, 1).iter().all(|(_, kind)| *kind == Kind::Same));
        for ((id, kind), draft) in first.iter().zip(&drafts) {
            if *kind == Kind::New {
                prop_assert_eq!(&library.body(id).unwrap(), &draft.review.body);
            }
        }
        prop_assert_eq!(library.check().unwrap(), Vec::<String>::new());
    }
}
