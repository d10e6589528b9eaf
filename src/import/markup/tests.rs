use proptest::prelude::*;

use super::*;
use crate::text::prose::{self, BlockKind, Roles};

#[track_caller]
fn check(html: &str, commonmark: &str) {
    assert_eq!(fragment(html, Newlines::Space), commonmark, "{html}");
}

#[track_caller]
fn check_lines(html: &str, commonmark: &str) {
    assert_eq!(fragment(html, Newlines::Break), commonmark, "{html}");
}

#[test]
fn words_keep_their_look() {
    check("<p>A <i>small</i> <b>film</b>.</p>", "A *small* **film**.");
    check("an<b>y</b>one, <em> spaced </em>out", "an<strong>y</strong>one, *spaced* out");
    check("<i><b>both</b> one</i>", "***both** one*");
    check("<i>a <b>b</i> c</b>", "*a **b*** c");
    check(
        "<s>gone</s> 10<sup>th</sup> <code>a*b</code>",
        "~~gone~~ 10<sup>th</sup> <code>a\\*b</code>",
    );
    check("<span style='font-weight: bold;'>loud</span>", "**loud**");
    check("“<i>Flow</i>”, (<b>so</b>) <i>“A”</i>.", "“*Flow*”, (**so**) <em>“A”</em>.");
    check("He said <q>no</q>.", "He said “no”.");
    check(
        "<a href='https://a.example/x_(y)'>a ]</a>!<a href='/here'>b</a>",
        "[a \\]](<https://a.example/x_(y)>)!b",
    );
    check("So<a href=\"https://a.example\">!</a>", "So[!](https://a.example)");
    let link = |words: &str| format!("<a href='https://a.example'>{words}</a>");
    check(&link("<b>loud</b>"), "[**loud**](https://a.example)");
    check(&link("all <i>Flow</i>"), "[all *Flow*](https://a.example)");
    check(&link("<i>Flow</i>s"), "[<em>Flow</em>s](https://a.example)");
    check(&format!("<b>{}</b>", link("loud")), "[**loud**](https://a.example)");
    check(
        &format!("<b>so {}</b>x", link("loud")),
        "<strong>so [loud](https://a.example)</strong>x",
    );
}

#[test]
fn what_markdown_would_misread_is_escaped() {
    check("<p>1. A *star* is_born</p><p># 1</p>", "1\\. A \\*star\\* is_born\n\n\\# 1");
    check("3 &lt; 5 &amp;amp; &lt;b&gt;", "3 < 5 \\&amp; \\<b>");
    check("a<br>- b<br>---", "a\\\n\\- b\\\n\\---");
}

#[test]
fn blocks_stand_apart() {
    check(
        "<h2>Head #</h2>Text<p>one<p>two<hr>three",
        "## Head \\#\n\nText\n\none\n\ntwo\n\n***\n\nthree",
    );
    check("one<br/><br/>two<br>three", "one\n\ntwo\\\nthree");
    check("<pre>a\n  b ``` c</pre>", "````\na\n  b ``` c\n````");
    check(
        "<blockquote><p>a<p>b<blockquote>c</blockquote></blockquote>d",
        "> a\n>\n> b\n>\n> > c\n\nd",
    );
    check("<ul><li>a<li>b<ul><li>c</ul><li><p>d<p>e</ul>", "- a\n- b\n  - c\n- d\n\n  e");
    check("<ol start=3><li>a</li><li>b</li></ol><ol><li>c</ol>", "3. a\n4. b\n\n1) c");
    check(
        "<figure><img src='https://a.example/a.png' alt='A still'><figcaption>Snow &amp; <i>more</i></figcaption></figure>",
        "![A still](https://a.example/a.png)\n\n<figcaption>Snow &amp; <em>more</em></figcaption>",
    );
}

#[test]
fn tables_of_facts_stay_and_those_for_layout_go() {
    check(
        "<table><tr><th>a<th>b<tr><td>1|2<td>3</table>",
        "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |",
    );
    check("<table><tr><td>a</td><td>b</td></tr></table>", "|  |  |\n| --- | --- |\n| a | b |");
    check("<table><tr><td><p>a</p></td><td>b</td></tr></table>c", "a\n\nb\n\nc");
    check("<table><tr><td>a<tr><td>b</table>", "a\n\nb");
}

#[test]
fn spoilers_stay_covered_across_paragraphs() {
    check(
        "It <spoiler>ends<br><br>badly</spoiler>.",
        "It <span class=\"spoiler\">ends</span>\n\n<span class=\"spoiler\">badly</span>.",
    );
    check("<span class='bb-spoiler'>dies</span>", "<span class=\"spoiler\">dies</span>");
    check(
        "<details><summary>Ending</summary>He dies.</details>",
        "Ending\n\n<span class=\"spoiler\">He dies.</span>",
    );
}

#[test]
fn what_is_not_for_readers_goes() {
    check(
        "<p>a<script>x</script><img src=x width=1 height=1><iframe>b</iframe> c</p><!-- d -->",
        "a c",
    );
    check("<p> &nbsp; </p><p></p>", "");
}

#[test]
fn quotations_that_are_never_closed_end() {
    check_lines(
        "<blockquote>“What is this?”<blockquote>\n\nNobody knows.",
        "> “What is this?”\n\nNobody knows.",
    );
    check_lines(
        "<blockquote>“What is this?”\n\nNobody knows.",
        "> “What is this?”\n\nNobody knows.",
    );
    check_lines("<blockquote>a\n\nb</blockquote>\nc", "> a\n>\n> b\n\nc");
    check_lines("<blockquote>a<blockquote>\nb<blockquote>c<blockquote>\nd", "> a\n\nb\n\n> c\n\nd");
}

#[test]
fn ends_of_lines_count_where_they_are_meant() {
    check_lines("one\ntwo\r\n\r\n\r\n<i>three</i>\n", "one\\\ntwo\n\n*three*");
    check("one\ntwo\n\nthree", "one two three");
}

#[test]
fn a_stray_sign_is_no_markup() {
    assert!(is_markup("a<br>b") && is_markup("</p>"));
    assert!(!is_markup("a < b and c > d") && !is_markup("I <3 it") && !is_markup("<unknown>"));
}

#[test]
fn markup_of_any_depth_is_read_in_no_time() {
    for open in ["<div>", "<blockquote>", "<ul><li>", "<b>", "<i><b>", "<table><tr><td>", "<span>"]
    {
        let html = open.repeat(100_000) + "deep" + "</b></ul>";
        assert!(fragment(&html, Newlines::Space).len() < 1000, "{open}");
    }
}

/// Words with what is around them, as HTML and as what should be seen: letters, and the roles of each.
fn words() -> impl Strategy<Value = (String, Vec<(char, Roles)>)> {
    // Without `|` and `!`, which may cover text.
    let text = "[a-c *_`~<>&\\[\\]\\\\.,#0-9:()“é+-]{1,6}".prop_map(|text| {
        let html = text.replace('&', "&amp;").replace('<', "&lt;");
        (html, text.chars().map(|c| (c, Roles::NONE)).collect::<Vec<_>>())
    });
    text.prop_recursive(3, 12, 3, |inner| {
        let tags = [
            ("b", Roles::STRONG),
            ("i", Roles::EMPHASIS),
            ("s", Roles::STRUCK),
            ("sup", Roles::SUPERSCRIPT),
            ("spoiler", Roles::SPOILER),
            ("code", Roles::CODE),
        ];
        (prop::collection::vec(inner, 1..4), prop::sample::select(tags.to_vec())).prop_map(
            |(parts, (tag, role))| {
                let html: String = parts.iter().map(|(html, _)| html.as_str()).collect();
                let seen = parts.into_iter().flat_map(|(_, seen)| seen);
                (
                    format!("<{tag}>{html}</{tag}>"),
                    seen.map(|(c, roles)| (c, roles.with(role))).collect(),
                )
            },
        )
    })
}

#[test]
fn tildes_on_two_lines_strike_nothing() {
    check("<p>~90 minutes<br>~2 naps</p>", "\\~90 minutes\\\n\\~2 naps");
}

proptest! {
    #[test]
    fn every_letter_keeps_its_look(parts in prop::collection::vec(words(), 1..4)) {
        let html: String = parts.iter().map(|(html, _)| html.as_str()).collect();
        let wanted: Vec<_> = parts.into_iter().flat_map(|(_, seen)| seen).filter(|(c, _)| !c.is_whitespace()).collect();
        let markdown = fragment(&format!("<p>{html}</p>"), Newlines::Space);
        let prose = prose::parse(&markdown);
        let mut seen = Vec::new();
        for block in &prose.blocks {
            prop_assert_eq!(block.kind, BlockKind::Paragraph, "{}", markdown);
            for (at, c) in block.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let span = block.spans.iter().find(|span| span.range.contains(&at));
                seen.push((c, span.map_or(Roles::NONE, |span| span.roles)));
            }
        }
        prop_assert_eq!(seen, wanted, "{}", markdown);
    }

    #[test]
    fn no_html_breaks_it(html in "(<(/?(p|b|i|ul|li|td|table|tr|blockquote|br|a href=x|pre|h2|details|spoiler)>)|[a-z \n&;<>]){0,40}") {
        let _ = prose::parse(&fragment(&html, Newlines::Break));
    }
}
