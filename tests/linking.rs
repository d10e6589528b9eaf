//! Links of a text: listed, chosen, copied, and opened when that is said yes to.

use anora_tui::app::Layer;
use anora_tui::event::Job;

use crate::support::{Test, review};

const BODY: &str = "See [the *long* one](https://a.example/x), [another](/there) and <https://b.example/y?z>.\n\nSee \
    [it again](https://a.example/x) or [below](#end).\n\n||It ends [here](https://c.example).||";

fn test() -> Test {
    let mut test =
        Test::new(vec![review("Two shores", "Harbor", "Inés Vale", "", BODY)]).size(60, 16);
    test.keys("<Enter>");
    test
}

fn chosen(test: &Test) -> &str {
    let Layer::Links(links) = test.app.layer() else { panic!("{}", test.screen()) };
    &links.chosen().unwrap().address
}

#[test]
fn each_address_is_listed_once_and_none_that_is_covered() {
    let mut test = test();
    insta::assert_snapshot!(test.keys("B").screen());
    assert_eq!(chosen(&test), "https://a.example/x");
    test.keys("3");
    assert_eq!(chosen(&test), "https://b.example/y?z");
    test.keys("k");
    assert_eq!(chosen(&test), "/there");
    test.keys("9");
    assert_eq!(chosen(&test), "/there", "there is no ninth");
    test.keys("<Esc>XBG");
    assert_eq!(chosen(&test), "https://c.example");
}

#[test]
fn a_link_is_copied_as_it_is() {
    let mut test = test();
    test.keys("B2y");
    let copied = Job::Copy { text: "/there".to_owned(), what: "an address".to_owned() };
    assert_eq!(test.for_terminal, [copied]);
    assert!(matches!(test.app.layer(), Layer::None));
}

#[test]
fn nothing_is_opened_that_was_not_said_yes_to() {
    let mut test = test();
    test.keys("B<Enter>");
    assert!(test.screen().contains("open https://a.example/x in the browser?"));
    test.keys("n");
    assert_eq!((test.for_terminal.len(), test.said()), (0, "nothing done"));
    test.keys("B2<Enter>");
    let why = "not opened: no http, https or mailto · y copies it";
    assert!(test.screen().contains(why), "{}", test.screen());
    test.keys("3<Enter>y");
    assert_eq!(test.for_terminal, [Job::Browse("https://b.example/y?z".to_owned())]);
}

#[test]
fn a_text_without_links_says_so() {
    let mut test = Test::new(vec![review("One shore", "Harbor", "Inés Vale", "", "Nothing.")]);
    test.keys("<Enter>B");
    assert_eq!(test.said(), "this text has no links");
}
