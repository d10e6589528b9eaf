//! Jumping: back to where a leap began, and forward again.

use crate::support::{Test, three};

fn test() -> Test {
    Test::new(three())
}

#[track_caller]
fn stands_at(test: &Test, title: &str, words: &str) {
    assert_eq!(test.open_title(), title);
    assert!(test.first_row().starts_with(words), "{:?} for {words:?}", test.first_row());
}

#[test]
fn the_end_a_search_and_another_review_are_left_again() {
    let mut test = test();
    test.keys("<Enter>}}G");
    test.keys("/paragraph 20<Enter>");
    test.keys("]");
    assert_eq!(test.open_title(), "The last ferry");
    test.keys("<C-o>");
    assert_eq!(test.open_title(), "Snow on the pier");
    assert!(test.screen().contains("Paragraph 20 walks"));
    test.keys("<C-o>");
    assert!(test.app.reader().unwrap().is_at_end(), "where the search began");
    test.keys("<C-o>");
    stands_at(&test, "Snow on the pier", "Paragraph 3 ");
    test.keys("<C-o>");
    assert_eq!(test.said(), "there is no place further back");
    test.keys("LLL");
    assert_eq!(test.open_title(), "The last ferry");
    test.keys("L");
    assert_eq!(test.said(), "there is no place further on");
}

#[test]
fn the_way_over_the_list_is_one_leap() {
    let mut test = test();
    test.keys("<Enter>}}hjj<Enter>");
    assert_eq!(test.open_title(), "Bread and wire");
    test.keys("<A-Left>");
    stands_at(&test, "Snow on the pier", "Paragraph 3 ");
    test.keys("<A-Right>");
    assert_eq!(test.open_title(), "Bread and wire");
}

#[test]
fn a_look_at_the_list_is_no_leap() {
    let mut test = test();
    test.keys("<Enter>}}hjk<Enter><C-o>");
    assert_eq!(test.said(), "there is no place further back");
    stands_at(&test, "Snow on the pier", "Paragraph 3 ");
}

#[test]
fn a_filter_that_hides_the_place_is_dropped() {
    let mut test = test();
    test.keys("<Enter>}}]h/bread<Enter>");
    assert_eq!(test.titles(), ["Bread and wire"]);
    test.keys("<C-o><C-o>");
    stands_at(&test, "Snow on the pier", "Paragraph 3 ");
    assert_eq!(test.titles().len(), 3);
}

#[test]
fn a_place_in_a_removed_review_is_not_gone_to() {
    let mut test = test();
    test.keys("<Enter>]]hkDy<C-o>");
    assert_eq!(test.said(), "that review is not in the library any more");
    test.keys("<C-o>");
    assert_eq!(test.open_title(), "Snow on the pier");
}
