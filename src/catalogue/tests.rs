use super::*;
use crate::rating::Mark;
use crate::review::{TextFacts, WorkKind};

fn summary(id: &str, title: &str, rating: &str) -> Summary {
    Summary {
        id: ReviewId::new(id).unwrap(),
        title: title.to_owned(),
        work: WorkName { kind: WorkKind::Book, name: "Harbor".to_owned(), year: Some(1988) },
        author: "Inés Vale".to_owned(),
        publisher: "The Pier".to_owned(),
        date_published: Date::year_only(2024),
        rating: Rating::read(rating),
        keywords: vec!["noir".to_owned(), "slow".to_owned()],
        text: TextFacts {
            language: "en".to_owned(),
            n_words: 900,
            n_spoilers: 2,
            n_highlights: 3,
            source: "/reviews/a.md".to_owned(),
        },
        flags: Flags { read: true, starred: false, seen: true },
        progress: 0.5,
        added: Timestamp::from_second(7).unwrap(),
    }
}

fn three() -> Vec<Summary> {
    vec![
        summary("k3f9", "One", "9/10"),
        summary("k3f8", "Two", ""),
        summary("k3f9a", "Three", "B+"),
    ]
}

#[test]
fn a_row_says_what_its_summary_said() {
    let catalogue: Catalogue = three().iter().collect();
    let back: Vec<Summary> = catalogue.entries().map(Entry::summary).collect();
    assert_eq!(back, three());
    assert_eq!((catalogue.names().len(), catalogue.works().len()), (4, 1));
    assert_eq!(catalogue.row_of(&three()[2].id), Some(2));
    assert_eq!(catalogue.row_of(&ReviewId::new("k3f").unwrap()), None);
    assert!(catalogue.get(3).is_none());
}

#[test]
fn a_change_of_state_leaves_the_names() {
    let mut catalogue: Catalogue = three().iter().collect();
    let read = Summary { flags: Flags::default(), progress: 1.0, ..three()[1].clone() };
    assert!(!catalogue.set(1, &read));
    assert_eq!(catalogue.get(1).unwrap().summary(), read);
    let renamed = Summary {
        title: "Anew".to_owned(),
        author: "A new critic".to_owned(),
        keywords: vec!["noir".to_owned()],
        rating: Rating::read("1/4"),
        ..read
    };
    assert!(catalogue.set(1, &renamed));
    assert_eq!(catalogue.get(1).unwrap().summary(), renamed);
    assert_eq!(catalogue.get(0).unwrap().summary(), three()[0]);
}

#[test]
fn what_is_removed_is_gone_and_the_others_stay() {
    let mut catalogue: Catalogue = three().iter().collect();
    catalogue.remove(&[three()[0].id.clone(), ReviewId::new("zzzz").unwrap()]);
    assert_eq!(catalogue.entries().map(Entry::title).collect::<Vec<_>>(), ["Two", "Three"]);
    assert_eq!(catalogue.row_of(&three()[2].id), Some(1));
    assert_eq!(catalogue.row_of(&three()[0].id), None);
}

#[test]
fn what_is_gathered_stands_newest_first() {
    let mut all = Gathering::with_capacity(2);
    for (number, id, mark, second) in
        [(4, "aaaa", 4.0, 1), (5, "bbbb", 2.0, 9), (6, "cccc", 4.0, 9), (7, "dddd", 2.0, 1)]
    {
        let mark = Mark::Points { value: mark, best: None, is_inferred: false };
        let tag = all.name("noir");
        let fields = Fields {
            number,
            id,
            title: id,
            work: number / 2,
            author: "noir",
            publisher: "",
            date_published: None,
            rating: Some(("4", mark)),
            text: TextFacts::default(),
            flags: Flags::default(),
            progress: 0.0,
            added: Timestamp::from_second(second).unwrap(),
        };
        all.push(&fields, || WorkName { name: id.to_owned(), ..WorkName::default() }, &[tag]);
    }
    let all = all.finish();
    let said = |entry: Entry<'_>| {
        (entry.number(), entry.work().name.clone(), entry.rating().unwrap().mark)
    };
    let points = |value| Mark::Points { value, best: None, is_inferred: false };
    let expected = [
        (5, "aaaa".to_owned(), points(2.0)),
        (6, "cccc".to_owned(), points(4.0)),
        (4, "aaaa".to_owned(), points(4.0)),
        (7, "cccc".to_owned(), points(2.0)),
    ];
    assert_eq!(all.entries().map(said).collect::<Vec<_>>(), expected);
    assert_eq!(all.names().iter().collect::<Vec<_>>(), ["noir", ""]);
    assert_eq!(all.row_of(&ReviewId::new("dddd").unwrap()), Some(3));
}
