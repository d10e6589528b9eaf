//! The app without a terminal: keys in, what a user would see out.

use anora_tui::app::Layer;
use anora_tui::event::{Event, Job, MouseDeed};

use crate::support::{Test, review, three};

fn test() -> Test {
    Test::new(three())
}

#[test]
fn the_first_review_is_open_at_once() {
    let test = test();
    assert_eq!(test.titles(), ["Snow on the pier", "The last ferry", "Bread and wire"]);
    assert_eq!(test.open_title(), "Snow on the pier");
    assert!(test.screen().contains("Paragraph 1 walks down the street"));
}

#[test]
fn moving_in_the_list_opens_what_is_selected() {
    let mut test = test();
    assert_eq!(test.keys("j").open_title(), "The last ferry");
    assert_eq!(test.keys("G").open_title(), "Bread and wire");
    assert_eq!(test.keys("j").open_title(), "Bread and wire");
    assert_eq!(test.keys("gg").open_title(), "Snow on the pier");
    assert_eq!(test.keys("<Down><Down><Up>").open_title(), "The last ferry");
    assert_eq!(test.keys("5k").open_title(), "Snow on the pier");
}

#[test]
fn a_filter_narrows_as_it_is_typed_and_enter_reads() {
    let mut test = test();
    test.keys("/melanie");
    assert_eq!(test.titles(), ["Bread and wire"]);
    assert_eq!(test.open_title(), "Bread and wire");
    test.keys("<Enter>j");
    assert_eq!(test.titles(), ["Bread and wire"], "the filter stays");
    test.keys("<Esc><Esc>");
    assert_eq!(test.titles().len(), 3);
    assert_eq!(test.open_title(), "Bread and wire", "what was selected stays selected");
}

#[test]
fn a_typo_is_forgiven() {
    let mut test = test();
    test.keys("/hrabor");
    assert_eq!(test.titles(), ["Snow on the pier", "The last ferry"]);
}

#[test]
fn esc_in_a_filter_takes_it_back() {
    let mut test = test();
    test.keys("j/bread<Esc>");
    assert_eq!(test.titles().len(), 3);
    assert_eq!(test.open_title(), "The last ferry");
}

#[test]
fn a_filter_that_is_wrong_keeps_the_last_result_and_says_where() {
    let mut test = test();
    test.keys("/ferry by:");
    assert_eq!(test.titles(), ["The last ferry"]);
    test.keys("<C-u>rating>=x");
    assert!(test.app.list().narrowing().error.is_some());
    assert!(test.screen().contains("column 9: "), "{}", test.screen());
    test.keys("<Backspace>80");
    assert_eq!(test.titles(), ["The last ferry", "Bread and wire"]);
}

#[test]
fn an_empty_result_says_why() {
    let mut test = test();
    test.keys("/bread rating<50");
    let screen = test.screen();
    assert!(
        screen.contains("0 of 3")
            && screen.contains("leaves 0")
            && screen.contains("Esc drops the filter"),
        "{screen}"
    );
}

#[test]
fn text_is_paged_with_two_rows_kept() {
    let mut test = test();
    test.keys("<Enter>");
    let height = usize::from(test.app.panes().text.unwrap().height);
    let before = test.screen();
    let last = before.lines().rev().find(|l| l.contains("Paragraph")).unwrap().trim().to_owned();
    test.keys("<Space>");
    assert_ne!(test.screen(), before);
    let page = test.app.reader().unwrap().page();
    assert_eq!(page.len(), height);
    assert!(
        test.screen().contains(last.split('│').next_back().unwrap().trim()),
        "the last paragraph of the page before"
    );
    test.keys("b");
    assert_eq!(test.screen().lines().nth(8), before.lines().nth(8));
}

#[test]
fn the_place_survives_another_review_and_another_width() {
    let mut test = test();
    test.keys("<Enter><Space><Space>jjj");
    let first = test.first_row();
    let place = test.app.reader().unwrap().place();
    test.keys("][");
    assert_eq!(test.first_row(), first);
    for (width, height) in [(40, 12), (200, 60), (80, 24), (95, 11), (120, 40)] {
        test.resize(width, height);
        assert_eq!(test.app.reader().unwrap().place(), place, "{width}x{height}");
    }
    assert_eq!(test.first_row(), first);
    test.keys("++++T=");
    assert_eq!(test.app.reader().unwrap().place(), place);
}

#[test]
fn sentences_and_paragraphs_are_stepped_through() {
    let mut test = test();
    test.keys("<Enter>}}");
    assert!(test.first_row().starts_with("Paragraph 3 "));
    test.keys(")");
    let reader = test.app.reader().unwrap();
    let block = &reader.prose().blocks[reader.place().block as usize];
    assert!(
        block
            .text
            .chars()
            .skip(reader.place().grapheme as usize)
            .collect::<String>()
            .starts_with("It has two")
    );
    test.keys("({");
    assert!(test.first_row().starts_with("Paragraph 2 "), "{}", test.first_row());
}

#[test]
fn the_end_marks_a_review_read_and_undo_takes_it_back() {
    let mut test = test();
    test.keys("<Enter>G");
    assert!(test.app.list().selected().unwrap().flags().read);
    assert_eq!(test.said(), "read to the end · U undoes");
    test.keys("U");
    assert_eq!(test.said(), "undone: read to the end");
    assert!(!test.app.list().selected().unwrap().flags().read);
    test.keys("U");
    assert_eq!(test.said(), "nothing to undo");
}

#[test]
fn a_review_that_no_longer_matches_stays_until_it_is_left() {
    let mut test = test();
    test.keys("2r");
    assert_eq!(test.titles().len(), 3, "it stays under the bar");
    test.keys("j");
    assert_eq!(test.titles(), ["The last ferry", "Bread and wire"]);
    assert_eq!(test.open_title(), "The last ferry");
    test.keys("1");
    assert_eq!(test.titles().len(), 3);
    test.keys("f3");
    assert_eq!(test.titles(), ["The last ferry"]);
}

#[test]
fn a_look_at_an_empty_view_leads_back_to_the_same_review() {
    let mut test = test();
    test.keys("jj");
    let before = test.open_title().to_owned();
    test.keys("3");
    assert_eq!(test.titles().len(), 0, "nothing is starred");
    test.keys("1");
    assert_eq!(test.open_title(), before);
    test.keys("/nothing at all");
    test.keys("<Esc>");
    assert_eq!(test.open_title(), before);
}

#[test]
fn a_removed_review_comes_back_with_undo() {
    let mut test = test();
    test.keys("jD");
    assert!(matches!(test.app.layer(), Layer::Ask(_)));
    test.keys("n");
    assert_eq!(test.titles().len(), 3, "anything but y keeps it");
    test.keys("Dy");
    assert_eq!(test.titles(), ["Snow on the pier", "Bread and wire"]);
    assert_eq!(test.open_title(), "Bread and wire");
    test.keys("U");
    assert_eq!(test.titles(), ["Snow on the pier", "The last ferry", "Bread and wire"]);
    assert_eq!(test.open_title(), "The last ferry");
}

#[test]
fn all_shown_are_marked_read_and_back_again() {
    let mut test = test();
    test.keys("/harbor<Enter>hRy");
    assert_eq!(test.app.list().n_unread(), 1);
    assert_eq!(test.said(), "read 2 reviews · U undoes");
    test.keys("U");
    assert_eq!(test.app.list().n_unread(), 3);
}

#[test]
fn covered_text_is_shown_as_blocks_of_the_same_width() {
    let mut test = test();
    test.keys("j");
    let covered = test.screen();
    assert!(!covered.contains("brother") && covered.contains("░░░"), "{covered}");
    assert!(covered.contains("Go and see it."), "after the next heading nothing is covered");
    test.keys("x");
    let bare = test.screen();
    assert!(bare.contains("The captain was the brother all along."));
    let row_of = |screen: &str, text: &str| screen.lines().position(|l| l.contains(text));
    assert_eq!(row_of(&covered, "Go and see"), row_of(&bare, "Go and see"), "nothing moves");
    test.keys("x");
    assert!(!test.screen().contains("brother"));
    test.keys("w");
    assert!(test.screen().contains("brother"), "what is seen is not covered");
    assert!(
        test.app
            .list()
            .catalogue()
            .entries()
            .filter(|entry| entry.work().name == "Harbor")
            .all(|entry| entry.flags().seen)
    );
}

fn passages() -> Test {
    let body = "One ||first|| and ||second|| here.\n\nSpoilers follow.\n\nShe goes.\n\nHe stays.\n\n> All end.\n\nEnd of spoilers.\n\nGo and see it.\n\n";
    let body = body.to_owned() + &"It goes on.\n\n".repeat(60);
    Test::new(vec![review("Waves", "Harbor", "Tom Okafor", "B+", &body)])
}

#[test]
fn the_header_says_what_is_covered_and_why_in_the_room_there_is() {
    let mut test = passages();
    test.keys("<Enter>");
    assert!(
        test.screen().contains("spoilers from ¶ 1, 3 passages (marked as a spoiler)"),
        "{}",
        test.screen()
    );
    test.resize(40, 24);
    assert!(test.screen().contains("spoilers from ¶ 1 (marked as a spo…)"), "{}", test.screen());
    test.resize(40, 12);
    assert!(test.screen().contains("Harbor · 1 min · spoilers from ¶ 1"), "{}", test.screen());
    test.resize(120, 40);
    test.keys("xx");
    assert!(
        test.screen().contains("spoilers from ¶ 3 (notice: Spoilers follow)"),
        "{}",
        test.screen()
    );
    test.keys("x");
    assert!(test.screen().contains("spoilers bare"));
}

#[test]
fn of_several_passages_on_a_page_one_is_uncovered_at_a_time() {
    let mut test = passages();
    let shown = |test: &Test| {
        let screen = test.screen();
        ["first", "second", "She goes"].map(|words| screen.contains(words))
    };
    assert_eq!(shown(&test), [false, false, false]);
    test.keys("x");
    assert_eq!(test.said(), "uncovered · x uncovers the next, 2 more on this page");
    assert_eq!(shown(&test), [true, false, false]);
    test.keys("xx");
    assert_eq!((shown(&test), test.said()), ([true; 3], "uncovered · x covers it again"));
    test.keys("x");
    assert_eq!((shown(&test), test.said()), ([false; 3], "covered"));
    test.keys("<Enter>jjjjjjjjjjjjjjjjjjjjjjjjj");
    test.keys("x");
    assert!(test.said().starts_with("nothing is covered on this page"), "{}", test.said());
}

#[test]
fn a_step_inside_a_covered_passage_leads_behind_it() {
    let mut test = passages();
    test.keys("<Enter>}}");
    let block = |test: &Test| test.app.reader().unwrap().place().block;
    assert_eq!(block(&test), 2, "to the first covered paragraph");
    test.keys("}");
    assert_eq!(block(&test), 5, "and from there behind all that are covered");
    test.keys("{");
    assert_eq!(block(&test), 2, "and back to where they begin");
    test.keys(")");
    assert_eq!(block(&test), 5);
    test.keys("{x}");
    assert_eq!(block(&test), 3, "what is bare is gone through");
}

#[test]
fn a_text_is_covered_by_hand_from_a_paragraph_on() {
    let mut test = test();
    test.keys("<Enter>}C");
    assert_eq!(test.said(), "covered from ¶ 2 on · U undoes");
    let screen = test.screen();
    assert!(!screen.contains("Paragraph 2 ") && screen.contains("░░░"), "{screen}");
    assert!(screen.contains("covered by hand"), "{screen}");
    test.keys("h/is:spoiler");
    assert_eq!(test.titles(), ["Snow on the pier", "The last ferry"]);
    test.keys("<Esc><Enter>x");
    assert!(test.screen().contains("Paragraph 2 "), "it is revealed as any other");
    test.keys("xC");
    assert_eq!(test.said(), "what was covered by hand is bare · U undoes");
    assert!(test.screen().contains("Paragraph 2 "));
    test.keys("U");
    assert!(!test.screen().contains("Paragraph 2 "));
    test.keys("UU");
    assert!(test.screen().contains("Paragraph 2 "));
    assert_eq!(test.app.reader().unwrap().n_covered(), (0, 0));
}

#[test]
fn words_are_found_in_the_text_but_not_under_the_cover() {
    let mut test = test();
    test.keys("<Enter>/paragraph 30");
    assert!(test.screen().contains("1 of 1"));
    test.keys("<Enter>");
    assert!(test.screen().contains("Paragraph 30 walks"));
    test.keys("<Esc>");
    assert!(test.app.reader().unwrap().found().is_none());
    test.keys("/zebra<Enter>");
    assert_eq!(test.said(), "\"zebra\" is not in this text");
    test.keys("<Esc>]/brother");
    assert_eq!(test.app.reader().unwrap().found().unwrap().n_hits(), 0);
}

#[test]
fn what_is_found_stays_found_through_a_resize_a_reveal_and_a_change() {
    let mut test = test();
    test.keys("j<Enter>/the<Enter>");
    let count = |test: &Test| test.app.reader().unwrap().found().unwrap().count();
    assert_eq!(count(&test), "0 of 0, 3 covered");
    assert_eq!(test.said(), "\"the\" stands only in covered passages (3) · X uncovers them");
    test.keys("x");
    assert_eq!(count(&test), "1 of 3", "what is bare is found");
    test.keys("nn");
    test.resize(50, 20);
    assert_eq!(count(&test), "3 of 3");
    test.keys("n");
    assert_eq!((count(&test).as_str(), test.said()), ("1 of 3", "from the top again"));
    test.keys("N");
    assert_eq!((count(&test).as_str(), test.said()), ("3 of 3", "from the end again"));
    test.keys("xn");
    assert_eq!(test.said(), "\"the\" stands only in covered passages (3) · X uncovers them");
    test.keys("w");
    assert_eq!(count(&test), "1 of 3", "of a work that is seen nothing is covered");
    test.keys("<Esc>");
    assert!(test.app.reader().unwrap().found().is_none());
}

#[test]
fn n_goes_to_the_next_hit_and_else_to_the_next_unread() {
    let mut test = test();
    test.keys("<Enter>/walks<Enter>nn");
    assert_eq!(test.app.reader().unwrap().found().unwrap().chosen_number(), 3);
    test.keys("N<Esc>");
    assert_eq!(test.open_title(), "Snow on the pier");
    test.keys("n");
    assert_eq!(test.open_title(), "The last ferry");
    test.keys("N");
    assert_eq!(test.open_title(), "Snow on the pier");
}

#[test]
fn esc_peels_and_never_quits() {
    let mut test = test();
    test.keys("/har<Enter>z<Esc><Esc><Esc><Esc><Esc>");
    assert!(test.for_terminal.is_empty());
    assert_eq!(test.titles().len(), 3);
    test.keys("q");
    assert_eq!(test.for_terminal, [Job::Quit]);
}

#[test]
fn the_list_is_sorted_by_the_second_key() {
    let mut test = test();
    test.keys("st");
    assert_eq!(
        test.titles(),
        ["Bread and wire", "The last ferry", "Snow on the pier"],
        "without the article"
    );
    test.keys("sr");
    assert_eq!(test.titles(), ["Bread and wire", "The last ferry", "Snow on the pier"]);
    test.keys("S");
    assert_eq!(test.titles(), ["Snow on the pier", "The last ferry", "Bread and wire"]);
}

#[test]
fn an_import_shows_up_in_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.md");
    std::fs::write(&path, "---\ntitle: Newly come\n---\nA text.\n").unwrap();
    let mut test = test();
    test.keys("i");
    test.event(Event::Paste(folder.path().join("ne").to_string_lossy().into_owned()));
    test.keys("<Tab><Enter>");
    assert!(test.said().starts_with("1 new"), "{}", test.said());
    assert!(test.titles().contains(&"Newly come"));
    test.keys("U");
    assert_eq!(test.titles().len(), 3, "{}", test.said());
    test.keys("i");
    test.event(Event::Paste(path.to_string_lossy().into_owned()));
    test.keys("<Enter>");
    assert!(test.titles().contains(&"Newly come"));
    test.keys("i/nowhere/x<Enter>");
    assert!(test.app.message().unwrap().is_error);
}

#[test]
fn help_is_made_from_the_keys_and_narrows() {
    let mut test = Test::with_config(three(), "[keys]\nzen = \"Z\"");
    test.keys("?");
    assert!(test.screen().contains("next review, or one row down"));
    test.keys("alone");
    let screen = test.screen();
    assert!(
        screen.lines().any(|l| l.trim().starts_with('Z') && l.contains("the text alone")),
        "{screen}"
    );
    test.keys("<Esc>");
    assert!(matches!(test.app.layer(), Layer::None));
}

#[test]
fn a_review_without_a_text_says_so_and_where_it_is() {
    let mut known = review("Kept for later", "Harbor", "", "", "");
    known.review.url = Some("https://quay.example/later".into());
    let test = Test::new(vec![known]);
    let screen = test.screen();
    assert!(screen.contains("no text is here, only what is known of it"), "{screen}");
    assert!(screen.contains("https://quay.example/later"), "{screen}");
}

#[test]
fn a_key_that_does_nothing_says_so() {
    let mut test = test();
    test.keys("%");
    assert_eq!(test.said(), "% does nothing here · ? shows the keys");
}

#[test]
fn the_mouse_selects_and_scrolls() {
    let mut test = test();
    let list = test.app.panes().list.unwrap();
    test.event(Event::Mouse { deed: MouseDeed::Click, x: list.x + 4, y: list.y + 2 });
    assert_eq!(test.open_title(), "The last ferry");
    test.keys("k");
    let pane = test.app.panes().text.unwrap();
    let before = test.first_row();
    test.event(Event::Mouse { deed: MouseDeed::WheelDown, x: pane.x + 4, y: pane.y + 2 });
    assert_ne!(test.first_row(), before);
    assert!(!test.app.list().selected().unwrap().flags().read);
}

#[test]
fn an_empty_library_says_how_to_fill_it() {
    let test = Test::new(Vec::new());
    assert!(test.screen().contains("no reviews yet"), "{}", test.screen());
}

#[test]
fn any_size_and_any_keys_leave_it_standing() {
    let mut drafts = three();
    drafts.push(review(
        "幸福の黄色いハンカチ 👨‍👩‍👧",
        "東京物語",
        "小津",
        "★★★",
        "全ての人が、見るべき映画。👨‍👩‍👧‍👦\n\n> 引用\n\n- 一\n- 二",
    ));
    let mut test = Test::new(drafts);
    for (width, height) in [
        (0, 0),
        (1, 1),
        (2, 2),
        (19, 4),
        (20, 5),
        (21, 9),
        (40, 12),
        (89, 24),
        (90, 10),
        (400, 120),
        (80, 1),
        (1, 24),
    ] {
        test.resize(width, height);
        for keys in [
            "jjjj",
            "<Enter><Space>b",
            "/x<Esc>",
            "/e",
            "<Enter>nn",
            "<Esc>?",
            "zz<Esc>",
            "z++",
            "z",
            "XxX",
            "s",
            "<Esc>h",
            "<<>>",
            "J}K)",
            "ojk<Enter>",
            ":copy<Enter>",
            "ma'a''",
            "<C-o>LyYc",
            "d})d(}d",
            "|<Space>||",
            "p..<Space>,",
            "gG",
        ] {
            test.keys(keys);
            let _ = test.screen();
        }
    }
}
