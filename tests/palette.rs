//! The palette: what can be done, by name.

use anora_tui::action::ACTIONS;
use anora_tui::app::Layer;
use anora_tui::event::Job;

use crate::support::{Test, three};

#[test]
fn an_action_is_done_by_its_name() {
    let mut test = Test::new(three());
    test.keys(":toggle star<Enter>");
    assert!(test.app.list().selected().unwrap().flags().starred, "{}", test.screen());
    assert!(matches!(test.app.layer(), Layer::None));
    test.keys(":the text alone<Enter>");
    assert!(test.app.look().is_zen, "what it does finds it too");
}

#[test]
fn a_name_stands_before_what_others_do() {
    let mut test = Test::new(three());
    test.keys(":sort");
    let Layer::Palette(palette) = test.app.layer() else { panic!() };
    assert_eq!(palette.rows(test.app.keymap(), test.app.focus())[0].0.name, "sort");
}

#[test]
fn it_is_gone_through_and_left() {
    let mut test = Test::new(three());
    test.keys(":<Down><Down><Up>");
    let Layer::Palette(palette) = test.app.layer() else { panic!() };
    assert_eq!(palette.selected, 1);
    test.keys("<PgDn><PgDn><PgDn><PgDn><PgDn><PgDn><PgDn><PgDn><PgDn>");
    let screen = test.screen();
    assert!(screen.contains(ACTIONS.last().unwrap().name), "{screen}");
    test.keys("<Esc>");
    assert!(matches!(test.app.layer(), Layer::None));
    assert!(test.for_terminal.is_empty());
    test.keys(":zebra<Enter>");
    assert_eq!(test.said(), "no action is called \"zebra\"");
    test.keys(":<C-c>");
    assert_eq!(test.for_terminal, [Job::Quit]);
}

#[test]
fn it_is_drawn_at_any_size() {
    let mut test = Test::new(three());
    test.keys(":copy");
    for (width, height) in [(120, 40), (21, 6), (20, 5), (1, 1), (200, 8)] {
        test.resize(width, height);
        let _ = test.screen();
    }
    test.resize(80, 14);
    insta::assert_snapshot!(test.screen());
}
