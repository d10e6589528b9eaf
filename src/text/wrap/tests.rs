//! Lines are no wider than they may be, and nothing is lost.

use proptest::prelude::*;

use super::*;
use crate::review::Place;
use crate::text::prose::{self, BlockKind, Prose};
use crate::text::width;

fn block(kind: BlockKind, text: &str) -> Block {
    Block {
        kind,
        text: text.to_owned(),
        spans: Vec::new(),
        quote_depth: 0,
        indent: 0,
        marker: None,
        is_tight: false,
    }
}

fn lines(block: &Block, manner: impl Into<Manner>) -> Vec<String> {
    let text = |line: &Line| {
        let words = block.text.get(line.start..line.end).unwrap();
        let lead = " ".repeat(usize::from(line.lead));
        format!("{lead}{words}{}", if line.hyphen { "-" } else { "" }).replace('\u{ad}', "")
    };
    wrap(block, manner).iter().map(text).collect()
}

#[track_caller]
fn check(text: &str, measure: u16, expected: &[&str]) {
    assert_eq!(
        lines(&block(BlockKind::Paragraph, text), measure),
        expected,
        "{text:?} at {measure}"
    );
}

#[test]
fn lines_are_even() {
    check("aaa bb cc ddddd", 6, &["aaa", "bb cc", "ddddd"]);
    check("\u{3000}東京 x", 20, &["\u{3000}東京 x"]);
    check("", 10, &[""]);
    check("one\ntwo  three", 20, &["one", "two  three"]);
}

#[test]
fn one_letter_goes_with_the_next_word() {
    check(
        "so I think this film is a masterpiece",
        25,
        &["so I think this film is", "a masterpiece"],
    );
    check("what ever I want to see again", 11, &["what ever", "I want to", "see again"]);
    check("the word — and more", 10, &["the word —", "and more"]);
}

#[test]
fn a_line_ends_where_a_reader_would_pause() {
    // An opening mark goes with what it opens, a dash and a closing mark with what stands before them.
    check("he said « oui » to it", 9, &["he said", "« oui »", "to it"]);
    check("that was it — the end", 11, &["that was", "it —", "the end"]);
    // A compound is broken only where the line would be far too short.
    check("it is a well-made film again", 12, &["it is", "a well-made", "film again"]);
    check("unquestionably-overrated", 16, &["unquestionably-", "overrated"]);
}

#[test]
fn a_last_line_has_more_than_one_word_where_it_can_be_helped() {
    check("one two three four five six", 23, &["one two three four", "five six"]);
    check("wonderful extraordinary", 15, &["wonderful", "extraordinary"]);
}

#[test]
fn a_measure_of_any_width_takes_a_text_of_any_length() {
    let text = "to be or not ".repeat(2_400);
    let block = block(BlockKind::Paragraph, text.trim_end());
    assert_eq!(wrap(&block, u16::MAX).len(), 1);
    let lines = wrap(&block, 20_000);
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.end - line.start <= 20_000));
}

#[test]
fn soft_hyphens_show_only_where_a_line_ends() {
    check("extra\u{ad}ordinary", 8, &["extra-", "ordinary"]);
    check("extra\u{ad}ordinary", 20, &["extraordinary"]);
    check("ab\u{ad}cd", 2, &["ab", "cd"]);
    check("word\u{ad}", 10, &["word"]);
}

#[track_caller]
fn check_hyphens(hyphens: Hyphens, text: &str, measure: u16, expected: &[&str]) {
    let composition = Composition { hyphens, ..Composition::default() };
    let manner = Manner { composition, language: Language::named("en"), ..Manner::from(measure) };
    assert_eq!(
        lines(&block(BlockKind::Paragraph, text), manner),
        expected,
        "{text:?} at {measure}"
    );
}

#[test]
fn a_word_is_hyphenated_only_where_that_is_wanted() {
    let text = "this was an extraordinarily good film";
    check_hyphens(Hyphens::Never, text, 24, &["this was an", "extraordinarily", "good film"]);
    check_hyphens(Hyphens::Auto, text, 24, &["this was an extraordi-", "narily good film"]);
    // Short by four of 24 cells, which is less than 18 in 100.
    let text = "this is a film full extraordinarily good";
    check_hyphens(Hyphens::Auto, text, 24, &["this is a film full", "extraordinarily good"]);
    check_hyphens(Hyphens::Never, "hid\u{ad}den here", 8, &["hidden", "here"]);
    check_hyphens(Hyphens::Auto, "hid\u{ad}den here", 6, &["hidden", "here"]);
}

#[test]
fn names_addresses_and_code_are_not_hyphenated() {
    let check = |text: &str| {
        let composition = Composition { hyphens: Hyphens::Always, ..Composition::default() };
        let manner = Manner { composition, language: Language::named("en"), ..Manner::from(20) };
        let prose = prose::parse(text);
        for block in &prose.blocks {
            assert!(wrap(block, manner).iter().all(|line| !line.hyphen), "{text}");
        }
    };
    check("it is not `extraordinarily` long but `extraordinarily` wide");
    check("it is at example.com/extraordinarily/extraordinary");
    check("# The extraordinarily wonderful understanding");
    check("nobody could have been as good as Extraordinarily");
}

#[test]
fn a_word_without_hyphens_is_cut_where_a_reader_would() {
    check(
        "https://example.com/reviews?film=anora&page=2",
        18,
        &["https://", "example.com/", "reviews?film=anora", "&page=2"],
    );
}

#[test]
fn what_is_too_wide_is_cut_between_graphemes() {
    check("abcdefghij", 4, &["abcd", "efgh", "ij"]);
    check("東京物語", 5, &["東京", "物語"]);
    check("東京", 1, &["東", "京"]);
    check("👨‍👩‍👧👨‍👩‍👧", 3, &["👨‍👩‍👧", "👨‍👩‍👧"]);
    check("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]);
}

#[test]
fn no_break_space_holds_words_together() {
    check("a film\u{a0}by Baker", 8, &["a", "film\u{a0}by", "Baker"]);
    check("東京物語は、いい。", 8, &["東京物", "語は、", "いい。"]);
}

#[test]
fn code_and_verse_keep_their_lines() {
    assert_eq!(lines(&block(BlockKind::Code, "  a b c d\n\nx"), 6), ["  a b ", "c d", "", "x"]);
    assert_eq!(
        lines(&block(BlockKind::Verse, "roses are red\nso"), 10),
        ["roses are", "  red", "so"]
    );
    // What is too long is turned over; where there is hardly any room, it is not.
    let verse =
        block(BlockKind::Verse, "the ferry leaves without a sound\nunquestionablyoverrated");
    let turned =
        ["the ferry", "  leaves", "  without a", "  sound", "unquestion", "  ablyoverra", "  ted"];
    assert_eq!(lines(&verse, 12), turned);
    assert_eq!(lines(&block(BlockKind::Verse, "roses are red"), 9), ["roses are", "red"]);
    assert_eq!(lines(&block(BlockKind::Rule, ""), 6), [""]);
}

#[test]
fn quotations_and_indent_are_taken_from_the_measure() {
    let mut deep = block(BlockKind::Paragraph, "one two three four");
    (deep.quote_depth, deep.indent) = (1, 4);
    assert_eq!(inset(&deep, 20), 6);
    assert_eq!(lines(&deep, 20), ["one two", "three four"]);
    (deep.quote_depth, deep.indent) = (16, 40);
    assert_eq!(inset(&deep, 20), 12);
    assert_eq!(inset(&deep, 5), 0);
    assert_eq!(inset(&deep, 0), 0);
}

#[test]
fn a_line_is_never_too_wide_to_be_more_even() {
    // textwrap's own penalties would put both words on one line of 102 cells.
    let text = format!("a {}", "b".repeat(99));
    assert!(wrap(&block(BlockKind::Paragraph, &format!("x{text}")), 100).len() == 2);
}

#[test]
fn a_text_of_ten_megabytes_is_set_in_parts() {
    let prose = prose::parse(&"word after word ".repeat(60_000));
    let mut setting = Setting::new(66);
    let rows = setting.rows(&prose, Spot { block: 20, row: 3 }, 40);
    assert_eq!(rows.len(), 40);
    assert!(setting.n_set() <= 2, "only what is shown is laid out");
}

fn sample() -> Prose {
    prose::parse("# Title\n\nOne two three four five six.\n\n- a\n- b\n\n---\n\nThe end of it all.")
}

#[test]
fn rows_are_blank_before_blocks_and_not_in_tight_lists() {
    let (prose, mut setting) = (sample(), Setting::new(12));
    let rows = setting.rows(&prose, Spot::default(), 99);
    let shape: String = rows
        .iter()
        .map(|row| {
            if row.line.is_none() {
                '.'
            } else if row.is_first {
                'F'
            } else {
                'l'
            }
        })
        .collect();
    assert_eq!(shape, "F.Fll.FF.F.Fl");
    assert_eq!(setting.last(&prose), Spot { block: 5, row: 2 });
    assert_eq!(setting.last_top(&prose, 2), Spot { block: 5, row: 1 });
    assert_eq!(setting.last_top(&prose, 3), Spot { block: 5, row: 0 });
    assert_eq!(setting.last_top(&prose, 99), Spot::default());
    assert_eq!(setting.rows_from_start(&prose, Spot { block: 5, row: 2 }, 9), Some(12));
    assert_eq!(setting.rows_from_start(&prose, Spot { block: 5, row: 2 }, 2), None);
}

/// How a text is set with its paragraphs told apart by an indent.
fn indented(measure: u16) -> Manner {
    let composition = Composition { paragraphs: Paragraphs::Indent, ..Composition::default() };
    Manner { composition, ..Manner::from(measure) }
}

#[test]
fn a_paragraph_after_a_paragraph_is_indented_and_no_other() {
    let prose = prose::parse(
        "One two three four five.\n\nSix seven eight nine ten.\n\n# A\n\nb\n\nc\n\n> d\n>\n> e\n\nf\n\n- g\n\n  h\n\ni\n\nj",
    );
    let rows = Setting::new(indented(14)).rows(&prose, Spot::default(), 99);
    let shown = |row: &Row| {
        let text = row.line.map(|line| row.spacing.of(&prose.blocks[row.block], line));
        text.unwrap_or_default()
    };
    let expected = [
        "One two three",
        "four five.",
        "  Six seven",
        "eight",
        "nine ten.",
        "",
        "A",
        "",
        "b",
        "  c",
        "",
        "d",
        "  e",
        "",
        "f",
        "",
        "g",
        "",
        "h",
        "",
        "i",
        "  j",
    ];
    assert_eq!(rows.iter().map(shown).collect::<Vec<_>>(), expected);
    let narrow = Setting::new(indented(9)).rows(&prose, Spot::default(), 99);
    assert!(narrow.iter().all(|row| row.spacing.lead == 0), "there is hardly any room");
}

#[test]
fn a_page_does_not_end_on_a_heading() {
    let prose = prose::parse("One.\n\n## Two\n\nThree.\n\n## Four");
    let n_kept = |n| {
        let mut rows = Setting::new(20).rows(&prose, Spot::default(), n);
        Setting::keep_headings(&prose, &mut rows);
        rows.len()
    };
    assert_eq!((n_kept(1), n_kept(2), n_kept(3), n_kept(4), n_kept(5)), (1, 2, 1, 1, 5));
    assert_eq!(n_kept(7), 7, "nothing follows the last heading");
    let mut rows = Setting::new(20).rows(&prose, Spot { block: 1, row: 1 }, 1);
    Setting::keep_headings(&prose, &mut rows);
    assert_eq!(rows.len(), 1, "a page shows something");
}

#[test]
fn a_place_in_a_blank_row_is_that_of_its_block() {
    let (prose, mut setting) = (sample(), Setting::new(12));
    assert_eq!(
        setting.place_of(&prose, Spot { block: 1, row: 0 }),
        Place { block: 1, grapheme: 0 }
    );
    assert_eq!(setting.spot_of(&prose, Place { block: 1, grapheme: 0 }), Spot { block: 1, row: 1 });
    assert_eq!(setting.spot_of(&prose, Place { block: 1, grapheme: 9 }), Spot { block: 1, row: 2 });
    assert_eq!(setting.spot_of(&prose, Place { block: 99, grapheme: 9 }), setting.last(&prose));
}

#[test]
fn an_empty_text_has_no_rows() {
    let (prose, mut setting) = (prose::parse(""), Setting::new(0));
    assert!(setting.rows(&prose, Spot { block: 3, row: 3 }, 5).is_empty());
    assert_eq!(setting.walk(&prose, Spot::default(), 5), Spot::default());
    assert_eq!(setting.walk(&prose, Spot::default(), -5), Spot::default());
    assert_eq!(setting.last_top(&prose, 5), Spot::default());
    assert_eq!(setting.spot_of(&prose, Place::default()), Spot::default());
}

/// Text as it comes from all over the world.
fn text() -> impl Strategy<Value = String> {
    let part = proptest::sample::select(vec![
        "a",
        "I",
        "word",
        "extraordinary",
        "well-known",
        "—",
        "“",
        "”",
        "(",
        ")",
        ".",
        "…",
        " ",
        " ",
        " ",
        "  ",
        "\t",
        "\u{a0}",
        "\u{ad}",
        "\u{200b}",
        "👨\u{200d}👩\u{200d}👧",
        "👍🏽",
        "🇺🇸",
        "🇬",
        "❤\u{fe0f}",
        "e\u{301}",
        "\u{301}",
        "東京",
        "。",
        "「",
        "한국",
        "ไทย",
        "http://example.com/a/very/long/path?with=a&query",
        "C++11",
        "and/or",
        "ｶﾞ",
        "क\u{94d}ष",
        "\u{3000}",
        "\n",
        "!",
        "1.5",
    ]);
    proptest::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

fn manner() -> impl Strategy<Value = Manner> {
    (1_u16..=80, any::<bool>()).prop_map(|(measure, is_indented)| {
        if is_indented { indented(measure) } else { Manner::from(measure) }
    })
}

fn kind() -> impl Strategy<Value = BlockKind> {
    proptest::sample::select(vec![BlockKind::Paragraph, BlockKind::Verse, BlockKind::Code])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]
    #[test]
    fn no_line_is_wider_than_the_measure(text in text(), kind in kind(), measure in 1_u16..=100) {
        let block = block(kind, &text);
        for line in wrap(&block, measure) {
            let words = text.get(line.start..line.end).unwrap();
            let cells = usize::from(line.lead) + width::width(words) + usize::from(line.hyphen);
            let is_one = width::n_graphemes(words) <= 1;
            prop_assert!(cells <= usize::from(measure) || is_one, "{:?} takes {}", words, cells);
        }
    }

    #[test]
    fn no_row_of_indented_paragraphs_is_wider(text in text(), measure in 1_u16..=60) {
        let prose = prose::parse(&format!("One.\n\n{text}\n\n{text}"));
        for row in Setting::new(indented(measure)).rows(&prose, Spot::default(), usize::MAX) {
            let Some(line) = row.line else { continue };
            let shown = row.spacing.of(&prose.blocks[row.block], line);
            let cells = width::width(&shown) + usize::from(line.hyphen);
            prop_assert!(cells <= usize::from(measure) || width::n_graphemes(shown.trim()) <= 1, "{:?}", shown);
        }
    }

    #[test]
    fn no_two_lines_running_end_in_a_hyphen(words in proptest::collection::vec("[a-z]{1,14}", 1..60), measure in 12_u16..=80) {
        let composition = Composition { hyphens: Hyphens::Always, ..Composition::default() };
        let manner = Manner { composition, language: Language::named("en"), ..Manner::from(measure) };
        let block = block(BlockKind::Paragraph, &words.join(" "));
        let lines = wrap(&block, manner);
        for pair in lines.windows(2) {
            prop_assert!(!(pair[0].hyphen && pair[1].hyphen));
        }
        for line in &lines {
            prop_assert!(line.end - line.start + usize::from(line.hyphen) <= usize::from(measure));
        }
    }

    #[test]
    fn no_text_is_lost_and_no_grapheme_cut(text in text(), kind in kind(), measure in 1_u16..=100) {
        let block = block(kind, &text);
        let starts: Vec<_> = width::graphemes(&text).map(|(start, _)| start).chain([text.len()]).collect();
        let mut at = 0;
        for line in wrap(&block, measure) {
            let skipped = text.get(at..line.start).unwrap();
            prop_assert!(skipped.chars().all(fragment::is_space), "{:?} is lost", skipped);
            prop_assert!(starts.contains(&line.start) && starts.contains(&line.end));
            at = line.end;
        }
        prop_assert!(text.get(at..).unwrap().chars().all(fragment::is_space));
    }

    #[test]
    fn a_place_stays_on_its_line(text in text(), manner in manner(), block in 0_u32..5, grapheme in 0_u32..100) {
        let prose = prose::parse(&format!("{text}\n\n{text}\n\n- {text}\n- x\n\n{text}"));
        let mut setting = Setting::new(manner);
        let place = prose.clamp(Place { block, grapheme });
        let spot = setting.spot_of(&prose, place);
        let start = setting.place_of(&prose, spot);
        prop_assert!(start <= place);
        prop_assert_eq!(setting.spot_of(&prose, start), spot);
    }

    #[test]
    fn down_and_up_comes_back(text in text(), manner in manner(), down in 0_isize..40, more in 0_isize..40) {
        let prose = prose::parse(&format!("{text}\n\n{text}\n\n- {text}\n- x\n\n{text}"));
        let mut setting = Setting::new(manner);
        let from = setting.walk(&prose, Spot::default(), down);
        let to = setting.walk(&prose, from, more);
        let n = setting.rows_from_start(&prose, to, 99).unwrap() - setting.rows_from_start(&prose, from, 99).unwrap();
        prop_assert!(n == more.unsigned_abs() || to == setting.last(&prose));
        prop_assert_eq!(setting.walk(&prose, to, -isize::try_from(n).unwrap()), from);
        let rows = setting.rows(&prose, from, n + 1);
        prop_assert_eq!(rows.len(), if prose.blocks.is_empty() { 0 } else { n + 1 });
    }
}
