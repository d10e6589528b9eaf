//! The outline: what stands out in a text, and the way there.

use anora_tui::app::{Landmark, Layer};
use anora_tui::event::Event;

use crate::support::{Test, review, three};

const BODY: &str = "It begins at the quay.\n\n## The first crossing\n\nA ferry leaves. Nobody waves.\n\n### Fog\n\nNothing is \
    seen.\n\n## The last crossing\n\n||The captain waves.||\n\n## ||The captain||\n\nThe ferry is sold.";

fn test() -> Test {
    let mut test = Test::new(vec![review("Two shores", "Harbor", "Inés Vale", "", BODY)]);
    test.resize(60, 12);
    test.keys("<Enter>");
    test
}

/// The rows of the outline that show, and which of them is chosen.
#[track_caller]
fn check(test: &Test, rows: &[&str], selected: usize) {
    let Layer::Outline(outline) = test.app.layer() else { panic!("{}", test.screen()) };
    let shown: Vec<String> = outline
        .rows()
        .map(|row| format!("{}{}", "  ".repeat(usize::from(row.depth)), row.words))
        .collect();
    assert_eq!(
        (shown, outline.selected),
        (rows.iter().map(|r| (*r).to_owned()).collect(), selected)
    );
}

const HEADINGS: [&str; 4] = ["The first crossing", "  Fog", "The last crossing", "[spoiler]"];

#[test]
fn headings_are_listed_and_gone_to() {
    let mut test = test();
    test.keys("o");
    check(&test, &HEADINGS, 0);
    test.keys("jj");
    check(&test, &HEADINGS, 2);
    test.keys("k<Enter>");
    assert!(matches!(test.app.layer(), Layer::None));
    assert_eq!(test.first_row(), "Fog");
    test.keys("o");
    check(&test, &HEADINGS, 1);
    test.keys("<Esc>");
    assert_eq!(test.first_row(), "Fog", "Esc goes nowhere");
    test.keys("<C-o>");
    assert_eq!(test.first_row(), "It begins at the quay.");
}

#[test]
fn letters_narrow_it_and_those_that_move_do_after_a_slash() {
    let mut test = test();
    test.keys("ocross");
    check(&test, &["The first crossing", "The last crossing"], 0);
    test.keys("<Down>");
    check(&test, &["The first crossing", "The last crossing"], 1);
    test.keys("<C-u>");
    check(&test, &HEADINGS, 0);
    test.keys("/fo");
    check(&test, &["  Fog"], 0);
    test.event(Event::Paste("x".to_owned()));
    check(&test, &[], 0);
    assert!(test.screen().contains("nothing here has these letters"));
    test.keys("<Enter>");
    assert_eq!(test.first_row(), "It begins at the quay.", "there is nothing to go to");
}

#[test]
fn hits_and_marks_stand_between_the_headings() {
    let mut test = test();
    test.keys("}}ma/ferry<Enter>o");
    check(
        &test,
        &[
            "The first crossing",
            "  A ferry leaves. Nobody waves.",
            "  A ferry leaves. Nobody waves.",
            "  Fog",
            "The last crossing",
            "[spoiler]",
            "  The ferry is sold.",
        ],
        1,
    );
    test.keys("G<Enter>");
    assert_eq!(test.app.reader().unwrap().found().unwrap().chosen_number(), 2);
    assert!(test.screen().contains("The ferry is sold."));
}

#[test]
fn a_highlight_is_listed_by_its_words() {
    let mut test = test();
    test.keys("ao");
    let Layer::Outline(outline) = test.app.layer() else { panic!("{}", test.screen()) };
    let first = outline.rows().next().unwrap();
    assert!(matches!(first.landmark, Landmark::Highlight(_)), "{first:?}");
    assert_eq!(first.words, "It begins at the quay.");
}

#[test]
fn what_is_covered_is_not_in_it_until_it_is_bare() {
    let mut test = test();
    test.keys("o");
    assert!(!test.screen().contains("The captain"));
    test.keys("<Esc>Xo");
    assert!(test.screen().contains("The captain"));
}

#[test]
fn a_text_without_landmarks_says_so() {
    let mut test = Test::new(three());
    test.keys("o");
    assert_eq!(test.said(), "this text has no headings, and nothing is marked in it · m marks");
    test.keys("<Enter>}}maGo");
    assert!(test.screen().contains("Paragraph 3 walks"), "{}", test.screen());
}

#[test]
fn it_is_drawn_over_the_text_at_any_size() {
    let mut test = test();
    test.keys("o");
    for (width, height) in [(120, 40), (40, 12), (21, 6), (20, 5), (1, 1), (200, 8)] {
        test.resize(width, height);
        let _ = test.screen();
    }
    test.resize(40, 12);
    test.keys("jj");
    insta::assert_snapshot!(test.screen());
}
