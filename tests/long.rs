//! Very long texts: the beginning shows at once, the rest comes after it, and nothing of that is seen.

use anora_tui::event::{Event, Job};

use crate::support::{Test, review};

/// Some 300 kB: more than is parsed within a frame.
fn long() -> String {
    let paragraph =
        |n: usize| format!("Paragraph {n} has its number in front. {}", "It goes on. ".repeat(20));
    (1..=1_000).map(paragraph).collect::<Vec<_>>().join("\n\n")
}

/// A short review, and a long one after it.
fn test() -> Test {
    Test::new(vec![
        review("Short", "Harbor", "Inés Vale", "B", "A short one."),
        review("Long", "Harbor", "Tom Okafor", "C", &long()),
    ])
}

fn key(name: &str) -> Event {
    Event::Key(name.parse().unwrap())
}

#[test]
fn the_beginning_shows_before_the_rest_is_read() {
    let mut test = test();
    let jobs = test.app.update(key("j"));
    assert_eq!(test.open_title(), "Long");
    assert!(test.screen().contains("Paragraph 1 has its number"));
    assert!(jobs.iter().any(|job| matches!(job, Job::OpenWhole(_))), "{jobs:?}");
    test.app.update(key("<Enter>"));
    let jobs_of_end = test.app.update(key("G"));
    assert!(jobs_of_end.is_empty(), "no place is saved of what is not all there: {jobs_of_end:?}");
    assert!(test.app.reader().unwrap().percent() < 10, "shares are of the whole");
    for job in jobs {
        test.job(job);
    }
    assert!(test.screen().contains("Paragraph 1000 has"), "the end that was asked for");
    assert_eq!(test.app.reader().unwrap().percent(), 100);
}

#[test]
fn what_was_read_meanwhile_stays_at_the_top() {
    let mut test = test();
    let jobs = test.app.update(key("j"));
    test.app.update(key("<Enter>"));
    test.app.update(key("}"));
    test.app.update(key("}"));
    assert!(test.first_row().starts_with("Paragraph 3 "));
    for job in jobs {
        test.job(job);
    }
    assert!(test.first_row().starts_with("Paragraph 3 "));
    assert!(test.app.reader().unwrap().percent() < 2);
}

#[test]
fn a_long_text_is_opened_where_it_was_left() {
    let mut test = test();
    test.keys("j<Enter>G20}").keys("(((((((");
    let left = test.first_row();
    assert!(left.contains("Paragraph 9") || left.contains("It goes on"), "{left}");
    let place = test.app.reader().unwrap().place();
    test.keys("[]");
    assert_eq!(test.app.reader().unwrap().place(), place);
    assert_eq!(test.first_row(), left);
}
