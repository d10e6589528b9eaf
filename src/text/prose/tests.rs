//! Markdown in, blocks out.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

/// Blocks as one can read them: `kind[>quotes][+indent][marker]: text`, a `~` before what is tight, spans in braces.
fn shown(markdown: &str) -> String {
    let prose = parse(markdown);
    let mut out = String::new();
    for block in &prose.blocks {
        let kind = match block.kind {
            BlockKind::Heading(level) => format!("h{level}"),
            kind => format!("{kind:?}").chars().take(1).collect::<String>().to_lowercase(),
        };
        let tight = if block.is_tight { "~" } else { "" };
        let quotes = ">".repeat(usize::from(block.quote_depth));
        let indent = if block.indent > 0 { format!("+{}", block.indent) } else { String::new() };
        let marker = block.marker.as_ref().map(|m| format!("[{m}]")).unwrap_or_default();
        let _ = writeln!(out, "{tight}{kind}{quotes}{indent}{marker}: {}", with_spans(block));
    }
    out
}

fn with_spans(block: &Block) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for span in &block.spans {
        out.push_str(block.text.get(at..span.range.start).unwrap());
        let letters: String = "escl~!^|"
            .chars()
            .enumerate()
            .filter(|(bit, _)| span.roles.0 & (1 << bit) != 0)
            .map(|(_, c)| c)
            .collect();
        let _ = write!(out, "{{{letters}:{}}}", block.text.get(span.range.clone()).unwrap());
        at = span.range.end;
    }
    out.push_str(block.text.get(at..).unwrap());
    out.replace('\n', "⏎")
}

#[track_caller]
fn check(markdown: &str, expected: &[&str]) {
    assert_eq!(shown(markdown).lines().collect::<Vec<_>>(), expected, "\n{markdown}");
}

#[test]
fn paragraphs_headings_and_rules_are_blocks() {
    check("One\ntwo.\n\nThree", &["p: One two.", "p: Three"]);
    check(
        "# A\n\n## B *c*\n\ntext\n***\nmore",
        &["h1: A", "h2: B {e:c}", "p: text", "r: ", "p: more"],
    );
    check("a  b\t c &nbsp; d", &["p: a b c \u{a0} d"]);
    check("東京\n物語 is\na film", &["p: 東京物語 is a film"]);
    check("", &[]);
}

#[test]
fn roles_nest_and_never_overlap() {
    check("a *b **c** d* `e` ~~f~~", &["p: a {e:b }{es:c}{e: d} {c:e} {~:f}"]);
    check("every**where**", &["p: every{s:where}"]);
    check("a [b *c*](http://x.y \"t\") d", &["p: a {l:b }{el:c} d"]);
    check("<http://x.y>", &["p: {l:http://x.y}"]);
    assert_eq!(parse("[b](http://x.y)").links, ["http://x.y"]);
}

#[test]
fn lists_hang_and_quotes_stand_back() {
    check("- a\n- b\n  - c\n- d", &["p+2[•]: a", "~p+2[•]: b", "~p+4[•]: c", "~p+2[•]: d"]);
    check("- a\n\n- b\n\n  c", &["p+2[•]: a", "p+2[•]: b", "p+2: c"]);
    check("9. a\n10. b", &["p+4[9.]: a", "~p+4[10.]: b"]);
    check("> a\n> > b\n\nc", &["p>: a", "p>>: b", "p: c"]);
    check("- [x](y)\n\ntext\n\n- b\n- c", &["p+2[•]: {l:x}", "p: text", "p+2[•]: b", "~p+2[•]: c"]);
}

#[test]
fn code_keeps_its_lines() {
    check("```rust\na\n\tb\n\n```\n\nc", &["c: a⏎    b", "p: c"]);
    check("    four\n      six", &["c: four⏎  six"]);
}

#[test]
fn tables_are_rows_and_footnotes_come_last() {
    check("|a|b|\n|-|-|\n|c|d|\n|e||", &["t: {s:a} {|:|} {s:b}", "~t: c {|:|} d", "~t: e {|:|}"]);
    // An empty cell has its bar, a bar that is a word is none; a head without words is left out, and a row too.
    check(
        "|a|b|c|\n|-|-|-|\n||d\\|e||\n||||\n|||f|",
        &["t: {s:a} {|:|} {s:b} {|:|} {s:c}", "~t: {|:|} d|e {|:|}", "~t: {|:| |} f"],
    );
    check("x\n\n|||\n|-|-|\n|a|b<br>c|\n|d|e|", &["p: x", "t: a {|:|} b c", "~t: d {|:|} e"]);
    check("a[^1] b\n\n[^1]: Note.\n\nc", &["p: a{^:[1]} b", "p: c", "f+2[1]: Note."]);
}

#[test]
fn lines_that_are_meant_stay() {
    check(
        "a long line of prose that goes on and on until it is quite a bit longer than verse  \nb",
        &[
            "p: a long line of prose that goes on and on until it is quite a bit longer than verse⏎b",
        ],
    );
    check("roses\\\nare\\\nred", &["v: roses⏎are⏎red"]);
    check("a<br>b<br/><br>c", &["p: a⏎b", "p: c"]);
}

#[test]
fn pictures_become_captions() {
    check("![A still](a.jpg)", &["c: A still"]);
    check("![](a.jpg)", &[]);
    check(
        "![A still](a.jpg)\n*Image: Neon*\n\nText",
        &["c: A still", "c: {e:Image: Neon}", "p: Text"],
    );
    check("Text ![alt](a) more", &["p: Text more", "c: alt"]);
    check("Photo Credit: Neon", &["c: Photo Credit: Neon"]);
    check("Image via Neon", &["c: Image via Neon"]);
    check(
        "Photo by photo, the film builds its case.",
        &["p: Photo by photo, the film builds its case."],
    );
    check("<img src=x alt=\"A &amp; B\">", &["c: A & B"]);
}

#[test]
fn html_is_read_for_its_text() {
    check("a <u>b</u> <em>c</em> <i>d</i>", &["p: a b {e:c d}"]);
    check(
        "<div>\n<p>One &mdash; two\nthree</p>\n<p>Four<br>five</p>\n</div>",
        &["p: One — two three", "p: Four⏎five"],
    );
    check("<style>p{}</style>\n\n<script>\nx<b>y\n</script>\n\nText", &["p: Text"]);
    check("<ul>\n<li>a\n<li><b>b</b>\n</ul>\n\nc", &["p+2[•]: a", "p+2[•]: {s:b}", "p: c"]);
    check("<blockquote>q</blockquote>\n\n<h2>H</h2>\n\ntext", &["p>: q", "h2: H", "p: text"]);
    check("a <b>c\n\nd", &["p: a {s:c}", "p: d"]);
    check("a <a href=\"http://x\">b</a>", &["p: a {l:b}"]);
    check("a<!-- no -->b", &["p: ab"]);
    check("<pre>\n a\n  b</pre>", &["c:  a⏎  b"]);
}

#[test]
fn markup_covers_spoilers() {
    check("a <spoiler>b</spoiler> c", &["p: a {!:b} c"]);
    check("a <span class=\"spoiler\">b <span>c</span> d</span> e", &["p: a {!:b c d} e"]);
    check(
        "<details>\n<summary>More</summary>\n\nHe *dies*.\n\n</details>\n\nc",
        &["p: More", "p: {!:He }{e!:dies}{!:.}", "p: c"],
    );
    check(
        "<div class='spoiler'>\n\na\n\n```\nb\nc\n```\n\n</div>\n\nd",
        &["p: {!:a}", "c: {!:b⏎c}", "p: d"],
    );
    check(
        "<div class=spoiler>\n\n<div class=x>\n\na\n\n</div>\n\nb\n\n</div>\n\nc",
        &["p: {!:a}", "p: {!:b}", "p: c"],
    );
    check("<spoiler>a\n\nb</spoiler> c", &["p: {!:a}", "p: {!:b} c"]);
    check("a >!b *c*!< d", &["p: a {!:b }{e!:c} d"]);
    check(">!all of it!<", &["p: {!:all of it}"]);
    check("> a quote\n> goes on", &["p>: a quote goes on"]);
    check("a ||b|| c || d || e", &["p: a {!:b} c || d || e"]);
    check("if(a||b||c)", &["p: if(a||b||c)"]);
    check("(||b||) “||c||”", &["p: ({!:b}) “{!:c}”"]);
    check("`a||b||` ||c", &["p: {c:a||b||} ||c"]);
    check("a [spoiler]b[/spoiler] c", &["p: a {!:b} c"]);
    check("a [SPOILER=end] b\n\nc\n\nd[/spoiler] e", &["p: a {!:b}", "p: {!:c}", "p: {!:d} e"]);
    check("a [spoiler] b\n\nc", &["p: a {!:b}", "p: c"]);
    check("[spoiler]\n\nb\n\n[/spoiler]\n\nc", &["p: {!:b}", "p: c"]);
}

#[test]
fn entities_cannot_bring_what_is_not_safe() {
    check("a&#27;[2Jb&#x202e;c&#0;d", &["p: a[2Jbc\u{fffd}d"]);
    check("<p>a&#27;b&#155;c</p>", &["p: abc"]);
    check("&amp;lt;b&amp;gt;", &["p: &lt;b&gt;"]);
    let marks = format!("a{}", "&#x301;".repeat(99));
    check(&marks, &[&format!("p: a{}", "\u{301}".repeat(8))]);
}

#[test]
fn a_very_long_paragraph_is_set_in_parts() {
    let prose = parse(&format!("- *{}*", "A sentence of words. ".repeat(5000).trim()));
    assert!(prose.blocks.len() > 3);
    assert!(
        prose.blocks.iter().all(|block| block.text.len() <= 32 * 1024 && block.spans.len() == 1)
    );
    assert!(prose.blocks.iter().skip(1).all(|block| block.is_tight && block.marker.is_none()));
    assert_eq!(prose.n_words(), 20_000);
    assert!(parse(&"字".repeat(50_000)).blocks.len() > 3);
    assert!(parse(&"\u{1100}".repeat(50_000)).blocks.len() > 3);
}

#[test]
fn depth_is_no_danger() {
    let n = 100_000;
    assert_eq!(parse(&format!("{}a", ">".repeat(n))).blocks.first().unwrap().quote_depth, DEPTH);
    for part in [
        "- ",
        "[",
        "![",
        "*a_",
        "<b>",
        "<details>",
        "||a",
        ">!",
        "[spoiler]",
        "<li>",
        "<blockquote>",
        "`",
        "&amp;",
    ] {
        let _ = parse(&part.repeat(n / 10));
        let _ = parse(&format!("<div>\n{}", part.repeat(n / 10)));
    }
}

#[test]
fn places_are_found_and_kept_in_bounds() {
    let prose = parse("# Héad\n\nOne two. Three e\u{301}four.\n\n---\n\nLast.");
    let at = |block, grapheme| Place { block, grapheme };
    assert_eq!(prose.end(), at(3, 5));
    assert_eq!(prose.clamp(at(1, 999)), at(1, 21));
    assert_eq!(prose.clamp(at(9, 0)), at(3, 5));
    assert_eq!(prose.clamp(at(1, 4)), at(1, 4));
    assert_eq!(prose.byte(at(0, 2)), (0, 3));
    assert_eq!(prose.place(0, 3), at(0, 2));
    assert_eq!(prose.place(7, 0), at(3, 5));
    assert_eq!(prose.sentence_start(at(1, 12)), at(1, 9));
    assert_eq!(prose.next_sentence(at(1, 3)), at(1, 9));
    assert_eq!(prose.next_sentence(at(1, 12)), at(3, 0));
    assert_eq!(prose.next_sentence(at(3, 0)), at(3, 5));
    assert_eq!(prose.previous_sentence(at(1, 12)), at(1, 9));
    assert_eq!(prose.previous_sentence(at(3, 0)), at(1, 9));
    assert_eq!(prose.previous_sentence(at(0, 0)), at(0, 0));
    assert!(prose.fraction(at(0, 0)) < 0.01 && prose.fraction(prose.end()) > 0.99);
    assert!(prose.fraction(at(1, 0)) < prose.fraction(at(1, 9)));
    assert_eq!(prose.headings().collect::<Vec<_>>(), [(0, 1, "Héad")]);
    let empty = parse("");
    assert_eq!(
        (empty.end(), empty.clamp(at(4, 4)), empty.next_sentence(at(0, 0))),
        (at(0, 0), at(0, 0), at(0, 0))
    );
    assert!(empty.fraction(at(0, 0)) <= 1.0);
}

#[test]
fn the_plain_text_has_the_words_and_nothing_else() {
    let prose = parse("# A\n\nb *c*\n\n- d\n- e\n\n---\n\nf");
    assert_eq!(prose.plain(), "A\n\nb c\n\nd\ne\n\nf");
    assert_eq!(prose.n_words(), 6);
}

fn markdown() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        any::<String>(),
        "[a-c *_`~#>!|<\\[\\]()&;\n\\-1.é字🙂\u{301}\u{200d}]{0,40}",
        proptest::sample::select(vec![
            "\n\n",
            "# ",
            "> ",
            "- ",
            "1. ",
            "```\n",
            "||",
            ">!",
            "!<",
            "[spoiler]",
            "[/spoiler]",
            "<details>",
            "</details>",
            "<span class=spoiler>",
            "</span>",
            "<p>",
            "<li>",
            "<br>",
            "&#27;",
            "&amp;",
            "![a](b)",
            "[^1]",
            "[^1]: ",
            "|a|\n|-|\n",
            "<!--",
            "<script>",
            "<pre>",
            "  \n",
            "    ",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn any_text_becomes_safe_blocks(markdown in markdown()) {
        let prose = parse(&markdown);
        for block in &prose.blocks {
            prop_assert!(block.text.chars().all(|c| c == '\n' || sanitize::is_safe(c)), "{:?}", block);
            prop_assert!(block.kind == BlockKind::Rule || !block.text.trim().is_empty());
            let mut at = 0;
            for span in &block.spans {
                prop_assert!(span.range.start >= at && span.range.start < span.range.end, "{:?}", block);
                prop_assert!(block.text.get(span.range.clone()).is_some(), "{:?}", block);
                prop_assert!(!span.roles.is_empty());
                prop_assert!(span.link.is_none_or(|link| (link as usize) < prose.links.len()));
                at = span.range.end;
            }
        }
    }

    #[test]
    fn a_place_survives_its_byte(markdown in markdown(), block in 0_u32..6, grapheme in 0_u32..60) {
        let prose = parse(&markdown);
        let place = prose.clamp(Place { block, grapheme });
        let (block, byte) = prose.byte(place);
        prop_assert_eq!(prose.place(block, byte), place);
    }
}
