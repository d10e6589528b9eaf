//! The works view: what the reviews of each work come to, unfolded, sorted, and left for a review.

use crate::support::{Test, review};

fn shelf() -> Test {
    let text = "A text of some words.";
    Test::new(vec![
        review("Snow on the pier", "Harbor", "Inés Vale", "9/10", text),
        review("The last ferry", "Harbor", "Tom Okafor", "B+", text),
        review("A dull bay", "Harbor", "Ada Lane", "20%", text),
        review("Bread and wire", "The Baker", "Mélanie Roux", "7/10", text),
        review("On nothing", "", "Ada Lane", "1/10", text),
    ])
}

fn line(test: &Test, with: &str) -> String {
    let screen = test.screen();
    screen.lines().find(|line| line.contains(with)).unwrap_or_else(|| panic!("{screen}")).to_owned()
}

#[test]
fn works_say_what_their_reviews_come_to() {
    let mut test = shelf();
    test.keys("W");
    assert!(test.screen().contains("2 works by count"), "{}", test.screen());
    let harbor = line(&test, "Harbor");
    let numbers: Vec<&str> = harbor.split_whitespace().collect();
    assert_eq!(&numbers[..5], ["▌▸", "Harbor", "3", "83", "31"], "{harbor}");
    assert!(harbor.ends_with("2     0   1"), "{harbor}");
}

#[test]
fn a_work_unfolds_to_its_reviews_and_one_is_opened() {
    let mut test = shelf();
    test.keys("W<Enter>");
    assert!(line(&test, "A dull bay").contains("20%"), "{}", test.screen());
    assert!(line(&test, "A dull bay").ends_with("··●·······  furthest"), "{}", test.screen());
    test.keys("jjh");
    assert!(!test.screen().contains("A dull bay"), "{}", test.screen());
    test.keys("<Enter>jjj<Enter>");
    assert_eq!(test.open_title(), "A dull bay");
    test.keys("<C-o>");
    assert_eq!(test.open_title(), "Snow on the pier");
}

#[test]
fn works_are_sorted_and_follow_the_filter() {
    let mut test = shelf();
    test.keys("Ws");
    assert!(test.screen().contains("2 works by median"), "{}", test.screen());
    test.keys("q/baker<Esc>W");
    assert!(test.screen().contains("2 works"), "a filter that was left does not count");
    test.keys("<Esc>/baker<Enter>W");
    assert!(test.screen().contains("1 works"), "{}", test.screen());
}
