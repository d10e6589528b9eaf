//! What stays where it is: the sentence at the top, whatever changes around it; and every cell, when a cover is lifted.

use anora_tui::event::Event;
use anora_tui::review::Place;
use anora_tui::text::width;
use anora_tui::text::wrap::Line;
use proptest::prelude::*;

use crate::support::{Test, review};

/// Words as they come: long and short, wide, with marks, with soft hyphens, covered.
const WORDS: [&str; 18] = [
    "a",
    "the",
    "ferry",
    "captain’s",
    "Donaudampfschifffahrtsgesellschaft",
    "東京物語",
    "見るべき映画。",
    "👨‍👩‍👧",
    "e\u{301}te\u{301}",
    "un\u{ad}be\u{ad}liev\u{ad}able",
    "**bold**",
    "well-known",
    "https://a.example/a/long/path/to/nowhere?and=more",
    "||covered words||",
    "||東京 e\u{301} so\u{ad}ft||",
    "(so)",
    "“quoted”",
    "—",
];

/// A paragraph, heading, list, quotation or code, numbered so that none is like another.
fn block(number: usize) -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 1..40);
    let lead = prop::sample::select(vec!["", "", "", "# ", "- ", "> ", "    ", "1. "]);
    (lead, words).prop_map(move |(lead, words)| {
        let mut text = format!("{lead}N{number} begins.");
        for (at, word) in words.iter().enumerate() {
            let stop = if at % 7 == 6 { format!(". M{number}x{at}") } else { String::new() };
            text += " ";
            text += word;
            text += &stop;
        }
        text + "."
    })
}

fn body() -> impl Strategy<Value = String> {
    (3usize..14)
        .prop_flat_map(|n| (0..n).map(block).collect::<Vec<_>>())
        .prop_map(|b| b.join("\n\n"))
}

/// How paragraphs may be told apart.
fn settings() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "paragraphs = \"indent\""])
}

/// Something that changes how the text looks, or what is known of it, but not where its reader is.
#[derive(Debug, Clone)]
enum Turn {
    Size(u16, u16),
    Keys(&'static str),
    /// The text comes in with a paragraph more before it.
    Longer,
    /// It comes in as it was.
    Same,
}

fn turn() -> impl Strategy<Value = Turn> {
    let keys = vec![
        "+",
        "-",
        "=",
        "T",
        "z",
        "x",
        "X",
        "/e<Esc>",
        "/東<Esc>",
        "<",
        ">",
        "w",
        "f",
        "H",
        "CC",
    ];
    prop_oneof![
        4 => (1u16..170, 1u16..50).prop_map(|(width, height)| Turn::Size(width, height)),
        6 => prop::sample::select(keys).prop_map(Turn::Keys),
        1 => Just(Turn::Longer),
        1 => Just(Turn::Same),
    ]
}

/// What stands at the place: its block from there on.
fn words_at_place(test: &Test) -> String {
    let reader = test.app.reader().unwrap();
    let (block, byte) = reader.prose().byte(reader.place());
    reader.prose().text(block).get(byte..).unwrap().to_owned()
}

/// The place shows in the first row, or the page shows the end of the text.
fn is_at_top(test: &Test) -> bool {
    let reader = test.app.reader().unwrap();
    let (block, byte) = reader.prose().byte(reader.place());
    let first = reader.page().iter().find_map(|row| row.line.map(|line| (row.block, line)));
    let holds = |(at, line): (usize, Line)| {
        // Space that ends a line belongs to it.
        let gap = reader.prose().text(at).get(line.end..byte).unwrap_or("");
        at == block && line.start <= byte && gap.trim().is_empty()
    };
    reader.is_at_end() || first.is_none_or(holds)
}

fn take(test: &mut Test, turn: &Turn) {
    match turn {
        Turn::Size(width, height) => test.resize(*width, *height),
        Turn::Keys(keys) => {
            test.keys(keys);
        }
        Turn::Longer | Turn::Same => {
            let mut record = test.app.reader().unwrap().record().clone();
            if matches!(turn, Turn::Longer) {
                record.review.body = format!("Something new.\n\n{}", record.review.body);
            }
            test.event(Event::Opened(Box::new(record.into())));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_sentence_at_the_top_stays_whatever_changes(
        body in body(), steps in 0usize..40, turns in prop::collection::vec(turn(), 1..10), settings in settings(),
    ) {
        let mut test = Test::with_config(vec![review("Waves", "Harbor", "Tom Okafor", "B+", &body)], settings).size(80, 24);
        test.keys("<Enter>").keys(&"j".repeat(steps));
        let words = words_at_place(&test);
        // The beginning stays the beginning.
        let is_start = test.app.reader().unwrap().place() == Place::default();
        for turn in &turns {
            take(&mut test, turn);
            prop_assert!(is_start || words_at_place(&test) == words, "{turn:?}: {}", words_at_place(&test));
            prop_assert!(is_at_top(&test), "{turn:?}: {:?} not at the top of {:?}", test.app.reader().unwrap().place(), test.app.reader().unwrap().page().first());
        }
    }

    #[test]
    fn a_page_that_was_another_size_is_the_same_again(
        body in body(), steps in 0usize..40, sizes in prop::collection::vec((1u16..170, 1u16..50), 1..6), settings in settings(),
    ) {
        let mut test = Test::with_config(vec![review("Waves", "Harbor", "Tom Okafor", "B+", &body)], settings).size(80, 24);
        test.keys("<Enter>").keys(&"j".repeat(steps));
        let before = test.first_row();
        for (width, height) in sizes {
            test.resize(width, height);
        }
        test.resize(80, 24);
        prop_assert_eq!(test.first_row(), before);
    }

    #[test]
    fn a_cover_takes_the_cells_of_what_it_covers(
        body in body(), steps in 0usize..20, size in (30u16..150, 10u16..40), settings in settings(),
    ) {
        let body = format!("Spoilers ahead, so stop here.\n\n{body}");
        let mut test = Test::with_config(vec![review("Waves", "Harbor", "Tom Okafor", "B+", &body)], settings).size(size.0, size.1);
        test.keys("<Enter>z").keys(&"j".repeat(steps));
        let rows = |test: &Test| -> Vec<(String, usize)> {
            let n_rows = usize::from(test.app.panes().text.map_or(0, |area| area.height));
            let screen = test.screen();
            let lines: Vec<&str> = screen.lines().collect();
            // The header and the status line say how much is covered.
            let text = lines.iter().rev().skip(1).take(n_rows);
            text.map(|line| ((*line).to_owned(), width::width(line))).collect()
        };
        let covered = rows(&test);
        test.keys("X");
        let bare = rows(&test);
        let cells = |rows: &[(String, usize)]| rows.iter().map(|row| row.1).collect::<Vec<_>>();
        prop_assert_eq!(cells(&covered), cells(&bare), "\n{:#?}\n{:#?}", covered, bare);
    }
}

#[test]
fn the_sentence_at_the_top_stays_when_a_second_column_comes_back() {
    // Somewhere among these the first column ends on the heading, and the rows that fill it push the end off the page.
    for (n_before, n_after) in (4..10).flat_map(|n| (6..10).map(move |m| (n, m))) {
        let before = "Before it.\n\n".repeat(n_before);
        let after = "After it.\n\n".repeat(n_after);
        let body = format!("{before}# The heading\n\n{after}");
        let drafts = vec![review("Waves", "Harbor", "Tom Okafor", "B+", &body)];
        let mut test = Test::new(drafts).size(80, 24);
        test.keys("<Enter>z").keys(&"j".repeat(24));
        for turn in [Turn::Size(1, 14), Turn::Size(158, 19)] {
            take(&mut test, &turn);
            assert!(is_at_top(&test), "{n_before} {n_after} {turn:?}\n{}", test.screen());
        }
    }
}
