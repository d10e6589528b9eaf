//! What a reader does with reviews, and what undoes it.

use super::super::support::{at, draft, import, text, with_one};
use super::*;
use crate::review::{Draft, Quote, Record, Title, Work};

fn library(works: &[&str]) -> (Library, Vec<ReviewId>) {
    let mut library = Library::in_memory().unwrap();
    let drafts: Vec<Draft> = works
        .iter()
        .enumerate()
        .map(|(n, work)| draft(&format!("R{n}"), work, &text(&format!("x{n}y"))))
        .collect();
    let ids = import(&mut library, &drafts, 0).into_iter().map(|(id, _)| id).collect();
    (library, ids)
}

fn records(library: &Library) -> Vec<Record> {
    library.records(None).unwrap().map(Result::unwrap).collect()
}

/// A change does something, its undo takes that back, and the undo of the undo does it again.
#[track_caller]
fn check(change: &Change, works: &[&str], is_done: impl Fn(&[Record]) -> bool) {
    let (mut library, ids) = library(works);
    let before = records(&library);
    assert!(!is_done(&before));
    let undo = library.apply(&ids, change, at(10)).unwrap();
    let after = records(&library);
    assert!(is_done(&after), "{after:#?}");
    let redo = library.undo(&undo, at(20)).unwrap();
    assert_eq!(records(&library), before);
    library.undo(&redo, at(30)).unwrap();
    assert_eq!(records(&library), after);
    assert_eq!(library.check().unwrap(), Vec::<String>::new());
}

#[test]
fn what_is_covered_by_hand_counts_as_a_spoiler_and_goes_with_its_words() {
    let body = "It begins.\n\nShe waits for the tram.\n\nIt ends.";
    let (mut library, id) = with_one(&draft("One", "Anora", body));
    let from = Some(Place { block: 1, grapheme: 0 });
    let ids = std::slice::from_ref(&id);
    let n_spoilers = |library: &Library| library.summary(&id).unwrap().text.n_spoilers;
    let undo = library.apply(ids, &Change::SetCover(from), at(1)).unwrap();
    assert_eq!((library.record(&id).unwrap().state.covered_from, n_spoilers(&library)), (from, 1));
    let hit = library.search("tram ", 9).unwrap().remove(0);
    assert!(!hit.covers.is_empty(), "{hit:?}");
    import(&mut library, &[draft("One", "Anora", &format!("A new beginning.\n\n{body}"))], 2);
    let moved = Some(Place { block: 2, grapheme: 0 });
    assert_eq!((library.record(&id).unwrap().state.covered_from, n_spoilers(&library)), (moved, 1));
    library.undo(&undo, at(3)).unwrap();
    assert_eq!((library.record(&id).unwrap().state.covered_from, n_spoilers(&library)), (None, 0));
    assert_eq!(library.apply(ids, &Change::SetCover(None), at(4)).unwrap(), []);
}

#[test]
fn a_place_goes_with_its_words_when_the_text_changes() {
    let body = |parts: &[&str]| parts.join("\n\n");
    let (mut library, id) = with_one(&draft(
        "One",
        "Anora",
        &body(&["It begins.", "She waits for the tram.", "It ends."]),
    ));
    let place = Place { block: 1, grapheme: 4 };
    let ids = std::slice::from_ref(&id);
    library.apply(ids, &Change::SetPlace { place, progress: 0.5 }, at(1)).unwrap();
    let longer =
        body(&["A new beginning.", "It begins.", "She waits for the night tram.", "It ends."]);
    let undo = library.apply(ids, &Change::Edit(Field::Body(longer.clone())), at(2)).unwrap();
    assert_eq!(library.record(&id).unwrap().state.place, Place { block: 2, grapheme: 4 });
    library.undo(&undo, at(3)).unwrap();
    assert_eq!(library.record(&id).unwrap().state.place, place);
    import(&mut library, &[draft("One", "Anora", &longer)], 4);
    let state = library.record(&id).unwrap().state;
    assert_eq!((state.place, state.progress), (Place { block: 2, grapheme: 4 }, 0.5));
}

#[test]
fn every_change_can_be_undone() {
    let place = Place { block: 4, grapheme: 2 };
    check(&Change::SetRead(true), &["A", "B"], |all| {
        all.iter().all(|r| r.state.read_at == Some(at(10)))
    });
    check(&Change::SetStarred(true), &["A", "B"], |all| all.iter().all(|r| r.state.flags.starred));
    check(&Change::SetSeen(true), &["A", "A", "", "B"], |all| {
        all.iter().all(|r| r.state.flags.seen)
    });
    check(&Change::SetPlace { place, progress: 0.5 }, &["A"], |all| all[0].state.place == place);
    check(&Change::AddTag("good".into()), &["A", "B"], |all| {
        all.iter().all(|r| r.review.keywords == ["good"])
    });
    let quote = Quote { exact: "x0y2 of".into(), ..Quote::default() };
    let anchor = Anchor { passage: None, quote };
    let add = Change::AddHighlight { anchor, colour: Colour::Pink, note: "n".into() };
    check(&add, &["A"], |all| all[0].state.highlights.len() == 1);
    check(&Change::Remove, &["A", "B"], <[Record]>::is_empty);
    let edit = |field| Change::Edit(field);
    check(&edit(Field::Title(Title::stated("T"))), &["A"], |all| all[0].review.title.text == "T");
    check(&edit(Field::WorkName("C".into())), &["A"], |all| all[0].review.work.name == "C");
    check(&edit(Field::WorkName("C".into())), &["A", "A", "B", ""], |all| {
        all.iter().all(|r| r.review.work.name == "C")
    });
    check(&edit(Field::WorkDate("2024".parse().ok())), &["A", "A"], |all| {
        all.iter().all(|r| r.review.work.year() == Some(2024))
    });
    check(&edit(Field::Authors(vec!["X".into()])), &["A"], |all| all[0].review.authors == ["X"]);
    check(&edit(Field::Url(Some("https://x.example".into()))), &["A"], |all| {
        all[0].review.url.is_some()
    });
    check(&edit(Field::Body("New.".into())), &["A"], |all| all[0].review.body == "New.");
}

#[test]
fn marking_unread_is_undone_to_the_time_when_it_was_read() {
    let (mut library, ids) = library(&["A"]);
    library.apply(&ids, &Change::SetRead(true), at(1)).unwrap();
    assert_eq!(library.apply(&ids, &Change::SetRead(true), at(2)).unwrap(), []);
    let undo = library.apply(&ids, &Change::SetRead(false), at(3)).unwrap();
    assert_eq!(library.record(&ids[0]).unwrap().state.read_at, None);
    library.undo(&undo, at(4)).unwrap();
    assert_eq!(library.record(&ids[0]).unwrap().state.read_at, Some(at(1)));
}

#[test]
fn seen_goes_to_all_reviews_of_a_work_and_to_those_that_come() {
    let (mut library, ids) = library(&["Anora", "Anora", "Tangerine", ""]);
    library.apply(&ids[..1], &Change::SetSeen(true), at(1)).unwrap();
    import(&mut library, &[draft("New", "ANORA", &text("new"))], 2);
    let seen =
        |library: &Library| records(library).iter().map(|r| r.state.flags.seen).collect::<Vec<_>>();
    assert_eq!(seen(&library), [true, true, false, false, true]);
    let undo =
        library.apply(&ids[2..3], &Change::Edit(Field::WorkName("Anora".into())), at(3)).unwrap();
    assert_eq!(seen(&library), [true, true, true, false, true]);
    library.undo(&undo, at(4)).unwrap();
    assert_eq!(seen(&library), [true, true, false, false, true]);
}

#[test]
fn renaming_the_work_of_one_review_leaves_the_others() {
    let (mut library, ids) = library(&["Anora", "Anora"]);
    library.apply(&ids[..1], &Change::SetSeen(true), at(1)).unwrap();
    let undo = library
        .apply(&ids[..1], &Change::Edit(Field::WorkName("Tangerine".into())), at(2))
        .unwrap();
    let names = |library: &Library| {
        records(library).into_iter().map(|r| r.review.work.name).collect::<Vec<_>>()
    };
    assert_eq!(names(&library), ["Tangerine", "Anora"]);
    assert_eq!(library.search("tangerine ", 9).unwrap().len(), 1);
    assert_eq!(library.search("anora ", 9).unwrap().len(), 1);
    library.undo(&undo, at(3)).unwrap();
    assert_eq!(names(&library), ["Anora", "Anora"]);
    assert!(records(&library).iter().all(|r| r.state.flags.seen));
}

#[test]
fn an_undone_edit_is_no_edit() {
    let mut source = draft("One", "Anora", &text("a"));
    let (mut library, id) = with_one(&source);
    let ids = [id.clone()];
    let undo =
        library.apply(&ids, &Change::Edit(Field::Publisher(Some("Mine".into()))), at(1)).unwrap();
    library.undo(&undo, at(2)).unwrap();
    source.review.publisher = Some("Theirs".into());
    import(&mut library, &[source], 3);
    assert_eq!(library.record(&id).unwrap().review.publisher.as_deref(), Some("Theirs"));
}

#[test]
fn the_place_left_last_wins_unless_a_clock_was_wrong() {
    let (mut library, ids) = library(&["A"]);
    let mut leave = |block, second| {
        let place = Place { block, grapheme: 0 };
        library.apply(&ids, &Change::SetPlace { place, progress: f32::NAN }, at(second)).unwrap();
        library.record(&ids[0]).unwrap().state.place.block
    };
    assert_eq!(leave(5, 100), 5);
    assert_eq!(leave(3, 50), 5);
    assert_eq!(leave(7, 100_000_000), 7);
    assert_eq!(leave(9, 101), 9);
}

#[test]
fn removing_takes_a_review_out_of_everything_until_it_is_restored() {
    let (mut library, ids) = library(&["A", "B"]);
    library.apply(&ids[..1], &Change::Remove, at(1)).unwrap();
    assert_eq!(library.summaries().unwrap().len(), 1);
    assert_eq!(library.counts().unwrap().n_reviews, 1);
    assert!(library.record(&ids[0]).is_err() && library.resolve(ids[0].as_str()).is_err());
    assert!(library.search("x0y1", 9).unwrap().is_empty());
    let unknown = library.apply(&ids, &Change::SetRead(true), at(2)).unwrap_err();
    assert_eq!(unknown.to_string(), format!("{}: no review has this id", ids[0]));
    assert!(!library.record(&ids[1]).unwrap().state.flags.read);
    library.apply(&ids, &Change::Restore, at(3)).unwrap();
    assert_eq!(library.search("x0y1", 9).unwrap().len(), 1);
}

#[test]
fn a_review_cannot_lose_its_title() {
    let (mut library, ids) = library(&["A"]);
    let change = Change::Edit(Field::Title(Title::stated("  ")));
    assert_eq!(
        library.apply(&ids, &change, at(1)).unwrap_err().to_string(),
        "title: cannot be empty"
    );
    assert!(library.apply(&ids, &Change::AddTag(" ".into()), at(1)).is_err());
}

#[test]
fn renaming_keeps_what_is_known_of_a_work_that_all_its_reviews_leave() {
    let mut source = draft("One", "Anroa", &text("a"));
    source.review.work.creators = vec!["Sean Baker".into()];
    let mut library = Library::in_memory().unwrap();
    let other = draft("Two", "Anroa", &text("b"));
    let ids: Vec<ReviewId> =
        import(&mut library, &[source, other], 0).into_iter().map(|(id, _)| id).collect();
    library.apply(&ids, &Change::Edit(Field::WorkName("Anora".into())), at(1)).unwrap();
    let whole = Work { creators: vec!["Sean Baker".into()], ..Work::named("Anora") };
    assert!(records(&library).iter().all(|record| record.review.work == whole));
}
