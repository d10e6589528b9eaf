//! Marks: places that are named, found again in another session, and in another review.

use anora_tui::app::Layer;

use crate::support::{Program, Test, review, three};

fn test() -> Test {
    Test::new(three())
}

#[test]
fn a_mark_is_gone_to_and_left_again() {
    let mut test = test();
    test.keys("<Enter>}}ma");
    assert_eq!(test.said(), "mark a is here · U undoes");
    test.keys("G'a");
    assert!(test.first_row().starts_with("Paragraph 3 "), "{}", test.first_row());
    test.keys("''");
    assert!(test.app.reader().unwrap().is_at_end(), "back across the leap");
    test.keys("''");
    assert!(test.first_row().starts_with("Paragraph 3 "), "and here again");
}

#[test]
fn what_may_follow_is_shown() {
    let mut test = test();
    test.keys("<Enter>}}ma}mb");
    test.keys("m");
    assert!(test.screen().contains("name this place: a to z"), "{}", test.screen());
    test.keys("<Esc>'");
    let screen = test.screen();
    assert!(screen.contains("a Paragraph 3 walks… · b Paragraph 4 walks…"), "{screen}");
    test.keys("<Esc>");
    assert!(matches!(test.app.layer(), Layer::None));
    assert_eq!(test.said(), "");
}

#[test]
fn a_mark_that_is_not_there_says_so() {
    let mut test = test();
    for (keys, said) in [
        ("'z", "no mark z in this review · mz sets it"),
        ("'Z", "no mark Z in the library · mZ sets it"),
        ("m1", "1 names no mark: a to z in a review, A to Z in all"),
        ("'!", "! names no mark: a to z in a review, A to Z in all"),
        ("''", "there is no place to go back to"),
    ] {
        test.keys(keys);
        assert_eq!(test.said(), said, "{keys}");
    }
}

#[test]
fn a_capital_names_a_place_in_any_review() {
    let mut test = test();
    test.keys("<Enter>}}mA]'A");
    assert_eq!(test.open_title(), "Snow on the pier");
    assert!(test.first_row().starts_with("Paragraph 3 "), "{}", test.first_row());
    test.keys("]'a");
    assert_eq!(test.said(), "no mark a in this review · ma sets it");
    test.keys("gmAh/bread<Enter>'A");
    assert_eq!(test.open_title(), "The last ferry", "there is one of it");
    assert_eq!(test.titles().len(), 3, "the filter is dropped");
}

#[test]
fn a_mark_is_taken_back_with_undo() {
    let mut test = test();
    test.keys("<Enter>}}maG");
    test.keys("maU'a");
    assert!(test.first_row().starts_with("Paragraph 3 "), "{}", test.first_row());
    test.keys("UU'a");
    assert_eq!(test.said(), "no mark a in this review · ma sets it");
}

#[test]
fn the_words_at_a_mark_are_not_shown_while_they_are_covered() {
    let mut test = Test::new(three()).size(100, 9);
    test.keys("j<Enter>}}}xmax'");
    let screen = test.screen();
    assert!(screen.contains("a [spoiler]") && !screen.contains("captain"), "{screen}");
}

#[test]
fn a_mark_after_a_standfirst_is_where_it_was_set() {
    let mut draft =
        review("Two", "Harbor", "Inés Vale", "", "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.");
    draft.review.description = Some("A standfirst.".to_owned());
    let mut test = Test::new(vec![draft]).size(40, 7);
    test.keys("<Enter>}}mag'a");
    assert_eq!(test.first_row(), "Two.");
}

#[test]
fn marks_are_exported_and_come_back() {
    let program = Program::new();
    let text = "{\"@type\":\"Review\",\"identifier\":\"k3f9\",\"headline\":\"Two\",\"reviewBody\":\"One.\\n\\nTwo.\",\
        \"readingState\":{\"marks\":[{\"name\":\"b\",\"position\":[1,2]},{\"name\":\"?\"}]}}\n";
    let path = program.file("two.jsonl", text);
    program.ok(&["import", &path]);
    let out = program.ok(&["export", "--format", "jsonl"]);
    assert!(out.contains("\"marks\":[{\"name\":\"b\",\"position\":[1,2]}]"), "{out}");
}
