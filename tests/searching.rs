//! Searching the texts of all reviews: found while typed, shown in context, opened where the words stand.

use crate::support::{Test, review};

fn shelf() -> Test {
    let drafts = vec![
        review(
            "Snow on the pier",
            "Harbor",
            "Inés Vale",
            "★★★½",
            "It begins slowly.\n\nThen a lantern goes out, and the whole pier with it.",
        ),
        review(
            "The last ferry",
            "Harbor",
            "Tom Okafor",
            "B+",
            "A ferry leaves.\n\nSpoilers follow.\n\nThe lantern was the brother’s.",
        ),
        review("Bread and wire", "The Baker", "Mélanie Roux", "9/10", "A short one."),
    ];
    Test::new(drafts)
}

#[test]
fn words_are_found_in_all_texts_while_they_are_typed() {
    let mut test = shelf();
    test.keys("Flant");
    let screen = test.screen();
    assert!(screen.contains("Search all texts   lant"), "{screen}");
    assert!(screen.contains("Snow on the pier  Harbor · Inés Vale"), "{screen}");
    assert!(screen.contains("Then a lantern goes out"), "{screen}");
    assert!(!screen.contains("Bread and wire"), "{screen}");
    test.keys("ernz");
    assert!(test.screen().contains("no text has these words"), "{}", test.screen());
}

#[test]
fn what_is_covered_is_found_but_not_shown() {
    let mut test = shelf();
    test.keys("Flantern");
    let screen = test.screen();
    assert!(screen.contains("The last ferry"), "{screen}");
    assert!(screen.contains("in what is covered") && !screen.contains("brother"), "{screen}");
}

#[test]
fn a_hit_opens_where_the_words_stand() {
    let mut test = shelf();
    // A filter that hides the review does not keep it from being opened.
    test.keys("/bread<Enter>Flantern out<Enter>");
    assert_eq!(test.open_title(), "Snow on the pier");
    assert_eq!(test.said(), "the filter is dropped: it hid this review");
    let found = test.app.reader().unwrap().found().unwrap();
    assert_eq!((found.n_hits(), found.typed()), (1, "lantern"));
    test.keys("<C-o>");
    assert_eq!(test.open_title(), "Bread and wire");
    test.keys("Flant<Enter>");
    assert_eq!(test.app.reader().unwrap().found().unwrap().typed(), "lant");
}

#[test]
fn an_answer_to_what_was_typed_before_is_dropped() {
    let mut test = shelf();
    test.keys("Fpier");
    let hits = Vec::new();
    test.event(anora_tui::event::Event::Hits { words: "pie".to_owned(), hits });
    assert!(test.screen().contains("Snow on the pier"), "{}", test.screen());
    test.keys("<Esc>");
    assert!(!test.screen().contains("Search all texts"), "{}", test.screen());
}
