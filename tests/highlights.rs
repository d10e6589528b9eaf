//! Selecting, highlighting and annotating, with keys and with the mouse.

use anora_tui::app::Layer;
use anora_tui::event::Job;
use anora_tui::event::{Event, MouseDeed};
use anora_tui::library::{Change, Field};
use anora_tui::review::{Colour, Highlight};

use crate::support::{Test, review, three};

/// The text of the second review, open.
fn test() -> Test {
    let mut test = Test::new(three());
    test.keys("j<Enter>");
    test
}

/// What is highlighted in the open review: the words and the number of the colour.
fn highlighted(test: &Test) -> Vec<(String, usize)> {
    let all = &test.app.reader().unwrap().record().state.highlights;
    all.iter().map(|h| (h.anchor.quote.exact.clone(), h.colour.number())).collect()
}

fn first(test: &Test) -> Highlight {
    test.app.reader().unwrap().record().state.highlights[0].clone()
}

/// The words that are selected.
fn selected(test: &Test) -> String {
    let Layer::Select(selection) = test.app.layer() else { return String::new() };
    let (reader, passage) = (test.app.reader().unwrap(), selection.passage());
    let blocks = reader.prose().blocks.iter().enumerate();
    let words = blocks.filter_map(|(at, b)| b.text.get(reader.range_in(at, passage)?));
    words.collect::<Vec<_>>().join("|")
}

#[test]
fn the_sentence_at_the_top_is_highlighted_and_undo_takes_that_back() {
    let mut test = test();
    test.keys("a");
    assert_eq!(highlighted(&test), [("A ferry leaves.".to_owned(), 1)]);
    assert_eq!(test.said(), "highlighted 3 words in yellow · U undoes");
    assert!(test.screen().contains("1  A ferry leaves."), "{}", test.screen());
    test.keys("U");
    assert_eq!(highlighted(&test), []);
    assert!(!test.screen().contains("1  A ferry"), "{}", test.screen());
}

#[test]
fn another_press_gives_another_colour_and_the_last_one_is_kept_for_the_next() {
    let mut test = test();
    test.keys("aa");
    assert_eq!(highlighted(&test), [("A ferry leaves.".to_owned(), 2)]);
    assert_eq!(test.said(), "now green · U undoes");
    test.keys("4a");
    assert_eq!(highlighted(&test)[0].1, 4);
    test.keys("VJJa");
    assert_eq!(highlighted(&test)[1].1, 4);
    test.keys("UUU");
    assert_eq!(highlighted(&test), [("A ferry leaves.".to_owned(), 1)]);
}

#[test]
fn a_passage_is_selected_from_the_sentence_at_the_top_on() {
    let mut test = test();
    test.keys("V");
    assert_eq!(selected(&test), "A ferry leaves.");
    assert!(test.screen().lines().last().unwrap().contains("3 words"), "{}", test.screen());
    assert_eq!(selected(test.keys("bb")), "A ferry");
    assert_eq!(selected(test.keys("h<Left>")), "A fer");
    assert_eq!(selected(test.keys("})")), "A ferry leaves.|How it ends");
    assert_eq!(selected(test.keys("o<Right>w")), "ferry leaves.|How it ends");
    test.keys("3");
    assert_eq!(highlighted(&test), [("ferry leaves.\nHow it ends".to_owned(), 3)]);
    assert_eq!(selected(&test), "");
    test.keys("V<Esc>");
    assert_eq!(selected(&test), "");
    assert_eq!(test.titles().len(), 3, "Esc takes off the selection alone");
}

#[test]
fn a_selection_grows_by_rows_and_the_page_follows() {
    let mut test = Test::new(three()).size(80, 24);
    test.keys("<Enter>V");
    test.keys("jj");
    let words = selected(&test);
    assert!(
        words.contains("It has two sentences.|Paragraph 2 walks"),
        "nothing is skipped: {words}"
    );
    let top = test.app.reader().unwrap().place();
    test.keys("}}}}}}}}}}}}}}}}}}}}");
    assert!(selected(&test).ends_with("Paragraph 21 walks down the street, looks into a window and goes on. It has two sentences."), "{}", selected(&test));
    assert!(test.app.reader().unwrap().place() > top);
    assert!(test.screen().contains("Paragraph 21"), "{}", test.screen());
}

#[test]
fn what_is_found_is_where_a_selection_begins() {
    let mut test = Test::new(three());
    test.keys("<Enter>/graph 3 walks<Enter>V");
    assert!(selected(&test).starts_with("Paragraph 3 walks"), "{}", selected(&test));
    test.keys("y");
    assert!(matches!(test.app.layer(), Layer::None));
}

#[test]
fn a_highlight_is_removed_where_it_stands() {
    let mut test = test();
    test.keys("u");
    assert_eq!(test.said(), "nothing is highlighted here");
    test.keys("au");
    assert_eq!(highlighted(&test), []);
    assert_eq!(test.said(), "highlight removed · U undoes");
    test.keys("U");
    assert_eq!(highlighted(&test).len(), 1);
    test.keys("Vu");
    assert_eq!(highlighted(&test), []);
}

#[test]
fn highlighted_reviews_are_found_by_a_filter() {
    let mut test = test();
    test.keys("ah/is:highlighted");
    assert_eq!(test.titles(), ["The last ferry"]);
}

#[test]
fn a_highlight_stays_on_its_words_in_a_changed_text_and_is_kept_where_they_are_gone() {
    let mut test = test();
    test.keys("a");
    let id = test.app.reader().unwrap().record().id.clone();
    let edit = |body: &str| Job::Apply {
        ids: vec![id.clone()],
        change: Change::Edit(Field::Body(body.to_owned())),
        said: "edited".to_owned(),
    };
    test.job(edit("New and first.\n\nThen a ferry leaves. A ferry leaves. It does."));
    let screen = test.screen();
    assert!(screen.contains("1  Then a ferry leaves. A ferry leaves."), "{screen}");
    let passage = first(&test).anchor.passage.unwrap();
    assert_eq!((passage.from.block, passage.from.grapheme), (1, 21));
    test.job(edit("Nothing of it."));
    assert!(first(&test).is_orphan());
    assert_eq!(first(&test).anchor.quote.exact, "A ferry leaves.");
    assert!(test.screen().contains("1 highlight without its words"), "{}", test.screen());
}

#[test]
fn only_the_text_itself_is_highlighted() {
    let mut draft = review("One", "Work", "Ann", "", "The text begins here. It goes on.");
    draft.review.description = Some("A standfirst of some words.".into());
    let mut test = Test::new(vec![draft]);
    test.keys("<Enter>a");
    assert_eq!(highlighted(&test)[0].0, "The text begins here.");
    assert!(test.screen().contains("1  The text begins here."), "{}", test.screen());
    test.keys("VK");
    assert_eq!(selected(&test), "A standfirst of some words.");
    test.keys("a");
    assert_eq!(test.said(), "only words of the text itself can be highlighted");
}

#[test]
fn the_mouse_selects_what_it_is_drawn_over_and_a_click_selects_nothing() {
    let mut test = test();
    let screen = test.screen();
    let (y, line) =
        screen.lines().enumerate().find(|(_, l)| l.contains("A ferry leaves.")).unwrap();
    let x = line.split_once("A ferry").unwrap().0.chars().count();
    let cell = |x: usize| u16::try_from(x).unwrap();
    let (left, y) = (cell(x + 2), cell(y));
    let before = test.app.reader().unwrap().place();
    test.event(Event::Mouse { deed: MouseDeed::Click, x: left, y });
    assert_eq!(selected(&test), "");
    let drag = MouseDeed::Drag(left, y);
    for x in [left + 1, left + 9, left + 5] {
        test.event(Event::Mouse { deed: drag, x, y });
    }
    assert_eq!(selected(&test), "ferry");
    assert_eq!(test.app.reader().unwrap().place(), before);
    test.keys("2");
    assert_eq!(highlighted(&test), [("ferry".to_owned(), 2)]);
    test.event(Event::Mouse { deed: drag, x: left + 3, y: y + 4 });
    assert!(selected(&test).starts_with("ferry leaves.|"), "{}", selected(&test));
    test.event(Event::Mouse { deed: MouseDeed::Click, x: left, y });
    assert_eq!(selected(&test), "");
}

#[test]
fn the_mouse_points_at_the_words_of_a_justified_line() {
    let words = "one two three four five six seven eight nine ten ".repeat(12);
    let body = format!("> {}", words.trim_end());
    let mut test =
        Test::new(vec![review("Counting", "Harbor", "Tom Okafor", "B+", &body)]).size(70, 30);
    test.keys("<Enter>H");
    let screen = test.screen();
    let wide = |line: &&str| {
        line.trim_matches(['│', ' ']).contains("  ") && line.contains(" nine") && line.contains('│')
    };
    let (y, line) = screen.lines().enumerate().find(|(_, line)| wide(line)).unwrap();
    let x = line.rsplit_once("nine").unwrap().0.chars().count();
    let cell = |x: usize| u16::try_from(x).unwrap();
    let drag = MouseDeed::Drag(cell(x), cell(y));
    test.event(Event::Mouse { deed: drag, x: cell(x + 4), y: cell(y) });
    assert_eq!(selected(&test), "nine", "{screen}");
    // A row on, the selection ends as far from the left.
    test.keys("j").keys("k");
    assert_eq!(selected(&test), "nine");
}

#[test]
fn covered_words_do_not_show_where_they_are_highlighted() {
    let mut test = test();
    let before = test.screen();
    test.keys("/Spoilers<Enter>VJ2");
    assert_eq!(highlighted(&test), [("The captain was the brother all along.".to_owned(), 2)]);
    assert!(before.contains('░') && !test.screen().contains("brother"), "{}", test.screen());
    assert_eq!(first(&test).colour, Colour::Green);
}

/// The note to the first highlight.
fn note(test: &Test) -> String {
    first(test).note
}

#[test]
fn a_note_is_typed_in_lines_and_kept_with_its_highlight() {
    let mut test = test();
    test.keys("A");
    assert!(test.screen().contains("note to “A ferry leaves.”"), "{}", test.screen());
    test.keys("why so?<A-Enter>because<C-j>of it");
    assert_eq!(highlighted(&test), [], "nothing is kept before it is saved");
    test.keys("<Enter>");
    assert_eq!(note(&test), "why so?\nbecause\nof it");
    assert_eq!(test.said(), "highlighted in yellow, with a note · U undoes");
    test.keys("k");
    let screen = test.screen();
    assert!(screen.contains("1* A ferry leaves.") && screen.contains("* why so?"), "{screen}");
    test.keys("U");
    assert_eq!(highlighted(&test), []);
}

#[test]
fn a_note_is_read_and_changed_where_its_highlight_stands() {
    let mut test = test();
    test.keys("Aone<Enter><Enter>");
    assert!(matches!(test.app.layer(), Layer::Note(_)), "Enter reads the note there");
    test.keys("<Enter>");
    assert_eq!(test.said(), "the note is as it was");
    test.keys("A two<Up><Home>not <Enter>");
    assert_eq!(note(&test), "not one two");
    test.keys("U");
    assert_eq!(note(&test), "one");
    test.keys("A<C-u><Enter>");
    assert_eq!((note(&test).as_str(), highlighted(&test).len()), ("", 1));
    test.keys("<Enter>");
    assert!(matches!(test.app.layer(), Layer::None), "there is no note to read");
}

#[test]
fn what_is_typed_into_a_note_is_not_lost_by_one_key() {
    let mut test = test();
    test.keys("Asome words<Esc>");
    assert_eq!(test.said(), "Esc again drops what you typed · Enter saves it");
    test.keys(" more<Esc>");
    assert!(matches!(test.app.layer(), Layer::Note(_)), "typing takes the warning back");
    test.keys("<Esc>");
    assert!(matches!(test.app.layer(), Layer::None));
    assert_eq!(highlighted(&test), []);
    test.keys("A<Esc>");
    assert!(matches!(test.app.layer(), Layer::None), "nothing typed, nothing asked");
    test.keys("Asaved anyway<C-c>");
    assert_eq!(note(&test), "saved anyway");
    assert_eq!(test.for_terminal, [Job::Quit]);
}

#[test]
fn a_selection_is_highlighted_with_a_note() {
    let mut test = test();
    test.keys("VbbAshort<Enter>");
    assert_eq!(highlighted(&test), [("A ferry".to_owned(), 1)]);
    assert_eq!(note(&test), "short");
}

#[test]
fn an_editor_is_asked_for_and_what_it_made_is_kept_where_it_failed_the_note_stays() {
    let mut test = test();
    test.keys("Adraft<C-e>");
    assert_eq!(test.for_terminal, [Job::Edit("draft".to_owned())]);
    test.event(Event::Edited(Err("vi: ended with 1; the note is as it was".to_owned())));
    assert_eq!(test.said(), "vi: ended with 1; the note is as it was");
    test.event(Event::Paste(" and\nmore".to_owned()));
    test.keys("<C-e>");
    assert_eq!(test.for_terminal.last(), Some(&Job::Edit("draft and\nmore".to_owned())));
    test.event(Event::Edited(Ok("all\nanew\u{1b}[2J\n".to_owned())));
    test.keys("<Enter>");
    assert_eq!(note(&test), "all\nanew");
}

#[test]
fn a_note_is_seen_and_typed_at_any_size() {
    for (width, height) in [(120, 40), (80, 24), (40, 12), (20, 5), (1, 1)] {
        let mut test = test();
        test.resize(width, height);
        test.keys("A");
        test.keys(&"many words that go on ".repeat(12));
        test.keys("the end");
        if height > 5 {
            assert!(test.screen().contains(" end\n"), "{width}x{height}:\n{}", test.screen());
        }
        test.keys("<Enter>");
        assert_eq!(highlighted(&test).len(), 1, "{width}x{height}");
    }
}

#[test]
fn an_orphan_is_listed_with_its_words_and_can_be_removed() {
    let mut test = Test::new(vec![review("One", "Work", "Ann", "", "It begins here and now. So.")]);
    test.keys("<Enter>Akeep me<Enter>");
    let id = test.app.reader().unwrap().record().id.clone();
    let change = Change::Edit(Field::Body("Something else altogether.".to_owned()));
    test.job(Job::Apply { ids: vec![id], change, said: "edited".to_owned() });
    test.keys("o");
    let screen = test.screen();
    assert!(screen.contains("It begins here and now."), "{screen}");
    test.keys("G<Enter>");
    assert!(test.said().starts_with("these words are no longer in the text"), "{}", test.said());
    test.keys("oGu");
    assert_eq!(test.said(), "highlight and note removed · U undoes");
    assert_eq!(highlighted(&test), []);
    test.keys("U");
    assert_eq!(note(&test), "keep me");
}
