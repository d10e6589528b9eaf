//! What makes reading easy: light on what is read, a text that scrolls, the mark of the last row, the reader's pace.

use std::time::Duration;

use anora_tui::app::Reader;
use anora_tui::event::{Event, Job};
use anora_tui::text::prose::BlockKind;
use anora_tui::text::wrap::Row;
use anora_tui::ui;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use crate::support::{Test, review, three};

fn reading() -> Test {
    let mut test = Test::new(three());
    test.keys("<Enter>");
    test
}

fn clock(test: &mut Test, seconds: f64) {
    test.event(Event::Clock(Duration::from_secs_f64(seconds)));
}

/// The words of the text that are not dim.
fn lit(test: &Test) -> String {
    let panes = test.app.panes();
    let mut buffer = Buffer::empty(panes.screen);
    ui::draw(&test.app, panes.screen, &mut buffer);
    let area = panes.text.unwrap();
    let mut words = String::new();
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            let cell = buffer.cell((x, y)).unwrap();
            let is_dim = cell.modifier.contains(Modifier::DIM);
            words.push_str(if is_dim { " " } else { cell.symbol() });
        }
        words.push(' ');
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn light_is_on_the_sentence_or_the_paragraph_that_is_read() {
    let mut test = reading();
    assert!(lit(&test).contains("Paragraph 5 walks"), "nothing is dim to begin with");
    test.keys("d");
    let first = "Paragraph 1 walks down the street, looks into a window and goes on.";
    assert_eq!(lit(&test), first);
    test.keys(")");
    assert_eq!(lit(&test), "It has two sentences.");
    test.keys("(");
    assert_eq!(lit(&test), first);
    test.keys("d}");
    let second =
        "Paragraph 2 walks down the street, looks into a window and goes on. It has two sentences.";
    assert_eq!(lit(&test), second);
    test.keys("d");
    assert!(lit(&test).contains("Paragraph 5 walks"));
}

#[test]
fn light_goes_on_to_the_last_sentence_where_the_page_cannot() {
    let mut test = reading();
    test.keys("dG))))))))))))))))))))))))))))))");
    assert_eq!(lit(&test), "It has two sentences.");
    let place = test.app.reader().unwrap().place();
    assert_eq!(place.block, 39, "that of the last paragraph");
    test.keys("))j");
    assert_eq!(test.app.reader().unwrap().place(), place, "the page has nowhere to go");
    test.keys("((");
    assert_eq!(lit(&test), "It has two sentences.");
    assert_eq!(test.app.reader().unwrap().place().block, 38);
    test.keys("d{}}}");
    assert!(lit(&test).starts_with("Paragraph 40 "), "{}", lit(&test));
}

#[test]
fn the_last_row_of_the_page_before_is_marked_for_a_second() {
    let mut test = reading();
    clock(&mut test, 100.0);
    assert_eq!(test.app.wakes_at(), None, "nothing is waited for");
    let rows = |test: &Test| {
        let screen = test.screen();
        let marked = screen.lines().filter(|line| line.contains(" › "));
        marked.map(|line| line.split('›').nth(1).unwrap().trim().to_owned()).collect::<Vec<_>>()
    };
    let last =
        test.screen().lines().rev().nth(2).unwrap().split('│').nth(1).unwrap().trim().to_owned();
    test.keys("<Space>");
    assert_eq!(rows(&test), [last]);
    assert_eq!(test.app.wakes_at(), Some(Duration::from_secs(101)));
    clock(&mut test, 100.9);
    assert_eq!(rows(&test).len(), 1);
    clock(&mut test, 101.0);
    assert!(rows(&test).is_empty());
    assert_eq!(test.app.wakes_at(), None);
    test.keys("<Space>k");
    assert!(rows(&test).is_empty(), "another key takes it away");
    assert_eq!(test.app.wakes_at(), None);
}

#[test]
fn a_text_scrolls_by_itself_until_a_key_or_the_end() {
    let mut test = reading();
    test.keys("p");
    assert!(test.screen().contains("scrolling: 238 words a minute"), "{}", test.screen());
    let due = test.app.wakes_at().unwrap();
    let before = due.checked_sub(Duration::from_millis(1)).unwrap();
    test.event(Event::Clock(before));
    assert!(test.first_row().starts_with("Paragraph 1 "));
    test.event(Event::Clock(due));
    assert!(test.first_row().starts_with("on. It has two"), "{}", test.first_row());
    test.keys(".");
    assert!(test.screen().contains("scrolling: 261 words a minute"));
    test.keys(",,");
    assert!(test.screen().contains("scrolling: 212 words a minute"), "{}", test.screen());
    test.keys("<Esc>");
    assert_eq!(test.said(), "the text stands still");
    assert_eq!(test.app.wakes_at(), None);
    assert!(test.first_row().starts_with("on. It has two"), "the key does nothing else");

    test.keys("p");
    let mut n_rows = 0;
    while let Some(due) = test.app.wakes_at() {
        test.event(Event::Clock(due));
        n_rows += 1;
        assert!(n_rows < 1000, "it never ends");
    }
    assert!(test.app.reader().unwrap().is_at_end());
    assert!(test.app.list().selected().unwrap().flags().read, "it is read to the end");
}

#[test]
fn another_review_stands_still() {
    let mut test = reading();
    test.keys("p");
    let list = test.app.panes().list.unwrap();
    let deed = anora_tui::event::MouseDeed::Click;
    test.event(Event::Mouse { deed, x: list.x + 4, y: list.y + 2 });
    assert_eq!(test.open_title(), "The last ferry");
    assert_eq!(test.app.wakes_at(), None);
}

#[test]
fn the_time_left_follows_the_pace_of_the_reader() {
    let mut test = reading();
    assert!(test.screen().contains("3 min"), "{}", test.screen());
    let mut learned = None;
    for page in 1..=3 {
        clock(&mut test, f64::from(page) * 66.0);
        let jobs = test.app.update(Event::Key("<Space>".parse().unwrap()));
        learned = jobs.iter().find_map(|job| match job {
            Job::Remember(remembered) => remembered.words_a_minute,
            _ => learned,
        });
    }
    assert!(learned.is_some_and(|words| (200..238).contains(&words)), "{learned:?}");
}

#[test]
fn a_pace_that_is_set_is_kept_to() {
    let mut test = Test::with_config(three(), "words-a-minute = 80");
    assert!(test.screen().contains("9 min"), "{}", test.screen());
    test.keys("<Enter>");
    for page in 1..=3 {
        clock(&mut test, f64::from(page) * 60.0);
        test.keys("<Space>");
    }
    assert!(test.screen().contains("9 min"));
}

#[test]
fn a_very_wide_screen_has_two_columns_and_pages_through_both() {
    let mut test = reading().size(160, 31);
    let place = test.app.reader().unwrap().place();
    test.keys("z");
    let n_rows = test.app.reader().unwrap().page().len();
    assert_eq!(n_rows, 2 * 30, "a page fills both");
    let screen = test.screen();
    let first = screen.lines().next().unwrap();
    assert!(first.contains("Paragraph 1 ") && first.contains("Paragraph 11 "), "{screen}");
    let last = test.app.reader().unwrap().page()[n_rows - 2].clone();
    test.keys("<Space>");
    assert_eq!(test.app.reader().unwrap().page()[0], last, "two rows stay");
    test.keys("<Space>");
    assert!(test.app.reader().unwrap().is_at_end(), "the third page has the end");
    assert_eq!(test.app.reader().unwrap().percent(), 100);
    test.keys("g|");
    assert_eq!(test.said(), "one column");
    assert_eq!(test.app.reader().unwrap().page().len(), 30);
    assert_eq!(test.app.reader().unwrap().place(), place);
    test.resize(120, 40);
    test.keys("|");
    assert_eq!(test.said(), "two columns");
    test.resize(70, 24);
    test.keys("||");
    assert_eq!(test.said(), "one column");
    test.keys("|");
    assert_eq!(test.said(), "two columns");
    test.resize(60, 24);
    test.keys("|||");
    assert_eq!(test.said(), "two columns, but there is no room here");
}

#[test]
fn no_second_column_begins_with_a_blank_row() {
    let mut test = reading().size(160, 30);
    test.keys("z");
    for key in ["<Space>", "j", "j", "b", "G", "k", "k", "k"] {
        test.keys(key);
        let page = test.app.reader().unwrap().page();
        assert!(page[29].line.is_some(), "after {key}");
        let shown: Vec<_> =
            page.iter().filter_map(|row| row.line.map(|l| (row.block, l.start))).collect();
        assert!(shown.is_sorted(), "nothing is out of order");
    }
    test.keys("G");
    assert!(test.screen().contains("Paragraph 40 "));
    assert!(test.app.reader().unwrap().is_at_end());
}

#[test]
fn no_first_column_ends_on_a_heading() {
    let parts = (1..=60).map(|n| format!("## Part {n}\n\nWords of part {n}."));
    let body = parts.collect::<Vec<_>>().join("\n\n");
    let mut test =
        Test::new(vec![review("Parts", "Harbor", "Tom Okafor", "B+", &body)]).size(160, 30);
    test.keys("<Enter>z");
    let is_heading = |reader: &Reader, row: &Row| {
        matches!(reader.prose().blocks[row.block].kind, BlockKind::Heading(_))
    };
    let mut seen = Vec::new();
    for key in ["g", "j", "j", "j", "j", "<Space>", "j", "<Space>", "b", "k", "G", "k", "G"] {
        test.keys(key);
        let reader = test.app.reader().unwrap();
        let (first, second) = reader.page().split_at(29);
        let last = first.iter().rev().find(|row| row.line.is_some()).unwrap();
        assert!(!is_heading(reader, last), "after {key}");
        assert!(second[0].line.is_some(), "after {key}");
        let lines = first.iter().chain(second).filter_map(|row| row.line.map(|_| row.block));
        let blocks: Vec<_> = lines.collect();
        assert!(blocks.windows(2).all(|pair| pair[0] + 1 == pair[1]), "after {key}: {blocks:?}");
        assert_eq!(reader.is_at_end(), key == "G", "after {key}");
        seen.push(first.iter().rev().take_while(|row| row.line.is_none()).count());
    }
    assert!(seen.contains(&3), "a heading was at the foot of the first column: {seen:?}");
    // A page on, what was last stays, and what follows comes.
    test.keys("g");
    let last = test.app.reader().unwrap().page().last().cloned();
    test.keys("<Space>");
    assert_eq!(test.app.reader().unwrap().page().get(1), last.as_ref());
}

#[test]
fn a_heading_longer_than_a_column_is_read_all_the_same() {
    let long = "a heading that goes on for some lines ".repeat(8);
    let body = format!("Words.\n\n# {long}\n\n# {long}\n\nWords again.");
    for height in 5..16 {
        let mut test = Test::new(vec![review("Long", "Harbor", "Tom Okafor", "B+", &body)]);
        test = test.size(162, height);
        test.keys("<Enter>z");
        for _ in 0..20 {
            test.keys("j");
            let page = test.app.reader().unwrap().page();
            assert!(page.iter().any(|row| row.line.is_some()), "at {height} rows");
        }
        test.keys("G");
        assert!(test.screen().contains("Words again."), "at {height} rows");
    }
}

#[test]
fn what_a_key_set_is_remembered() {
    let mut test = reading();
    let remembered = |test: &mut Test, keys: &str| {
        let mut last = None;
        for key in keys.chars() {
            let jobs = test.app.update(Event::Key(key.to_string().parse().unwrap()));
            last = jobs.into_iter().find_map(|job| match job {
                Job::Remember(remembered) => Some(remembered),
                _ => None,
            });
        }
        last.unwrap()
    };
    assert_eq!(remembered(&mut test, "d").light.as_deref(), Some("sentence"));
    assert_eq!(remembered(&mut test, "T").theme.as_deref(), Some("dark"));
    assert_eq!(remembered(&mut test, "|").columns.as_deref(), Some("1"));
    assert_eq!(remembered(&mut test, ".").scroll_speed, Some(261));
    assert_eq!(remembered(&mut test, "++").measure, Some(70));
    assert_eq!(remembered(&mut test, "H").is_justified, Some(true));
}

#[test]
fn what_the_settings_say_counts_until_a_key_says_otherwise() {
    let mut test = Test::with_config(three(), "theme = \"light\"\nmeasure = 60\ncolumns = 1");
    let remembered = |test: &mut Test, key: &str| {
        let jobs = test.app.update(Event::Key(key.parse().unwrap()));
        jobs.into_iter().find_map(|job| match job {
            Job::Remember(remembered) => Some((remembered.theme, remembered.measure)),
            _ => None,
        })
    };
    assert_eq!(remembered(&mut test, "d"), Some((None, None)), "a change in the settings shows");
    let chosen = Some("high-contrast".to_owned());
    assert_eq!(remembered(&mut test, "T"), Some((chosen.clone(), None)));
    assert_eq!(remembered(&mut test, "+"), Some((chosen.clone(), Some(62))));
    assert_eq!(remembered(&mut test, "="), Some((chosen, None)));
}

#[test]
fn justified_lines_break_where_ragged_ones_do() {
    let mut test = reading();
    let words = |test: &Test| -> Vec<String> {
        let words_of = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let screen = test.screen();
        // The last row says what was done.
        screen.lines().rev().skip(1).map(words_of).collect()
    };
    let (ragged, before) = (words(&test), test.screen());
    test.keys("H");
    assert_eq!(test.said(), "justified");
    assert_ne!(test.screen(), before);
    assert_eq!(words(&test), ragged);
    test.keys("H");
    assert_eq!(test.said(), "ragged on the right");
}
