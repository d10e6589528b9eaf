//! Copying: what gets to the clipboard, and what is said of it.

use anora_tui::event::Job;
use anora_tui::review::Title;

use crate::support::{Test, review, three};

fn test() -> Test {
    let mut drafts = three();
    drafts.push(review(
        "Two shores",
        "Harbor",
        "Inés Vale",
        "",
        "A line\nbroken in its *source* and a soft\u{ad}hyphen. And a second sentence.\n\n## Later\n\nIt ends: ||she stays||. So.\n\n> - One\n> - Two",
    ));
    let mut test = Test::new(drafts).size(40, 12);
    test.keys("GG<Enter>");
    test
}

/// Keys copy this text, without whose it is; and this is said to be it.
#[track_caller]
fn check(test: &mut Test, keys: &str, copied: &str, what: &str) {
    test.for_terminal.clear();
    test.keys(keys);
    let [Job::Copy { text, what: named }] = test.for_terminal.as_slice() else {
        panic!("{keys}: {:?} {}", test.for_terminal, test.said());
    };
    let (words, whose) = text.rsplit_once("\n\n— ").unwrap();
    assert_eq!((words, named.as_str()), (copied, what), "{keys}");
    assert_eq!(whose, "Inés Vale, “Two shores”");
}

const FIRST: &str = "A line broken in its source and a softhyphen. And a second sentence.";

#[test]
fn a_paragraph_is_copied_whole_however_it_is_wrapped() {
    let mut test = test();
    check(&mut test, "y", FIRST, "a paragraph (13 words)");
    check(&mut test, "jy", FIRST, "a paragraph (13 words)");
}

#[test]
fn a_count_takes_more_and_no_more_than_there_is() {
    let mut test = test();
    let two = format!("{FIRST}\n\nLater\n\nIt ends: [spoiler]. So.");
    check(&mut test, "2y", &two, "2 paragraphs (17 words, spoilers left out)");
    let all = format!("{two}\n\nOne\nTwo");
    check(&mut test, "99y", &all, "4 paragraphs (19 words, spoilers left out)");
    check(&mut test, "<C-y>", &all, "the review (19 words, spoilers left out)");
}

#[test]
fn a_sentence_ends_with_its_paragraph() {
    let mut test = test();
    check(&mut test, "Y", "A line broken in its source and a softhyphen.", "a sentence (9 words)");
    check(&mut test, "2Y", FIRST, "2 sentences (13 words)");
    check(&mut test, ")Y", "And a second sentence.", "a sentence (4 words)");
}

#[test]
fn what_is_found_is_what_is_copied() {
    let mut test = test();
    test.keys("/so.<Enter>");
    check(&mut test, "y", "It ends: [spoiler]. So.", "a paragraph (3 words, spoilers left out)");
    check(&mut test, "Y", "So.", "a sentence (1 word)");
}

#[test]
fn a_covered_passage_is_not_copied_until_it_is_bare() {
    let mut test = Test::new(three()).size(40, 7);
    test.keys("j<Enter>}}}y");
    assert_eq!(test.said(), "not copied: all of it is covered · x uncovers it");
    assert!(test.for_terminal.is_empty());
    test.keys("<C-y>");
    let [Job::Copy { text, .. }] = test.for_terminal.as_slice() else { panic!() };
    assert!(text.contains("[spoiler]") && !text.contains("brother"), "{text}");
    test.for_terminal.clear();
    test.keys("X<C-y>");
    let [Job::Copy { text, .. }] = test.for_terminal.as_slice() else { panic!() };
    assert!(text.contains("The captain was the brother all along."), "{text}");
}

#[test]
fn a_citation_says_who_wrote_what_where_and_when() {
    let mut draft = review("The last ferry", "Harbor", "Tom Okafor", "B+", "A ferry leaves.");
    draft.review.title = Title::stated("The last ferry");
    draft.review.publisher = Some("The Quay".to_owned());
    draft.review.date_published = "2025-03-02".parse().ok();
    draft.review.url = Some("https://quay.example/ferry".to_owned());
    let mut test = Test::new(vec![draft]);
    test.keys("c");
    let [Job::Copy { text, what }] = test.for_terminal.as_slice() else { panic!() };
    assert_eq!(
        text,
        "Tom Okafor. “The last ferry.” Review of Harbor. The Quay, 2 March 2025, https://quay.example/ferry. \
        Accessed 1 December 2026."
    );
    assert_eq!(what, "a citation");
}

#[test]
fn without_a_review_there_is_nothing_to_copy() {
    let mut test = Test::new(Vec::new());
    for key in ["y", "Y", "<C-y>", "c"] {
        test.keys(key);
        assert_eq!(test.said(), "no review is open", "{key}");
    }
}
