use proptest::prelude::*;

use super::super::tree::Tree;
use super::*;
use crate::text::{prose, spoiler as cover};

fn md(html: &str) -> String {
    let tree = Tree::parse(html).unwrap();
    markdown(&tree, tree.root(), &Base::new(Some("https://lantern.example/a/"), None))
}

#[track_caller]
fn check(html: &str, wanted: &str) {
    assert_eq!(md(html), wanted, "{html}");
}

#[test]
fn blocks_stand_apart_and_breaks_stay() {
    check(
        "<p>One\n  two</p><div>Three<h2>Four <em>five</em></h2>six</div>",
        "One two\n\nThree\n\n## Four *five*\n\nsix",
    );
    check("<p>Rain on<br>the roof<br> all night</p>", "Rain on\\\nthe roof\\\nall night");
    check("One<br><br>Two<br>\n<br/>Three", "One\n\nTwo\n\nThree");
    check("<dl><dt>Year</dt><dd>1999</dd></dl>", "**Year**\n\n1999");
}

#[test]
fn links_are_absolute_or_words() {
    check(
        "<p><a href='/b?c=1'>b</a> <a href='#n'>n</a> <a href='javascript:x()'>j</a></p>",
        "[b](https://lantern.example/b?c=1) n j",
    );
    check("<a href='/b'><h2>Head</h2></a>", "## [Head](https://lantern.example/b)");
}

#[test]
fn lists_and_quotations_nest() {
    check("<ul><li>One</li><li>Two<ul><li>Three</li></ul></li></ul>", "- One\n- Two\n  - Three");
    check("<blockquote><p>One</p><p>Two</p></blockquote>", "> One\n>\n> Two");
    let deep = md(&format!("{}deep", "<blockquote>x".repeat(50)));
    assert!(deep.ends_with("deep") && !deep.contains(&"> ".repeat(9)), "{deep}");
}

#[test]
fn a_picture_is_its_caption() {
    let caption = "<figcaption>Rain. Photo: J. Moth</figcaption>";
    check(
        "<figure><img src='/a.png' alt='x'><figcaption>Rain. <small>Photo: J. Moth</small></figcaption></figure>",
        caption,
    );
    check(
        "<div class='wp-caption'><img src=x><p class='wp-caption-text'>Rain. Photo: J. Moth</p></div>",
        caption,
    );
    check("<p>a <img alt='A poster for searchers' src=x> b</p>", "a b");
    check("<p>Good <img class=emoji alt='🙂' src=x></p>", "Good 🙂");
}

#[test]
fn facts_make_a_table_and_layouts_do_not() {
    check(
        "<table><tr><th>Film<th>Stars<tr><td>Rain<td>a|b</table>",
        "| Film | Stars |\n| --- | --- |\n| Rain | a\\|b |",
    );
    check("<table><tr><td><p>One</p><p>Two</p></td></tr></table>", "One\n\nTwo");
    check(
        "<table><tr><td>Menu<td><table><tr><td>a<td>b<tr><td>c<td>d</table></table>",
        "Menu\n\n|  |  |\n| --- | --- |\n| a | b |\n| c | d |",
    );
}

#[test]
fn programs_and_poems_keep_their_lines() {
    check("<pre><code>a\n  b ```</code></pre>", "````\na\n  b ```\n````");
    check("<pre class='wp-block-verse'>a\n  b\n\nc</pre>", "a\\\nb\n\nc");
}

#[track_caller]
fn check_covered(html: &str, covered: &str) {
    let prose = prose::parse(&md(html));
    let shield = cover::shield(&prose, None);
    let all = shield.veiled(&prose, (0, 0), (prose.blocks.len(), usize::MAX));
    assert!(
        !all.contains(covered) && all.contains("Go.") && prose.plain().contains(covered),
        "{html}: {all}"
    );
}

#[test]
fn covered_passages_stay_covered() {
    check_covered("<p>He <span class='spoiler'>dies <b>alone</b></span>. Go.</p>", "dies");
    check_covered("<details><summary>The end</summary><p>He dies.</p></details><p>Go.</p>", "dies");
    check_covered("<div class=spoiler><p>He.</p><ul><li>Alone</li></ul></div><p>Go.</p>", "Alone");
    let notice = md("<div class='spoiler-warning'>Careful</div>");
    assert_eq!(notice, "Careful");
}

/// The words of a page as its tree has them, and as they are read once they were Markdown; signs of cells and quotes aside.
#[track_caller]
fn check_words(html: &str) {
    let tree = Tree::parse(html).unwrap();
    let letters =
        |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '|').collect::<String>();
    let written = markdown(&tree, tree.root(), &Base::default());
    let read = prose::parse(&written).plain();
    assert_eq!(letters(&read), letters(&tree.words(tree.root())), "{html}\n{written}");
}

fn element() -> impl Strategy<Value = String> {
    let words = "[ a-zA-Z0-9.,*_`~#+=:&;<\\[\\]()\\\\!?>é“”東-]{0,14}";
    let text = words.prop_filter_map("marks of spoilers are read as such", |text| {
        let is_marked = ["||", ">!", "!<"].iter().any(|mark| text.contains(mark));
        (!is_marked).then(|| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
    });
    let leaf = prop_oneof![4 => text, 1 => Just("<br>".to_owned()), 1 => Just(" ".to_owned())];
    let names = prop::sample::select(vec![
        "p",
        "div",
        "b",
        "em",
        "i",
        "strong",
        "s",
        "sup",
        "code",
        "a href='https://a.example/x'",
        "ul",
        "ol",
        "li",
        "blockquote",
        "h2",
        "pre",
        "table",
        "tr",
        "td",
        "span",
        "section",
        "dl",
        "dt",
        "dd",
        "span class=spoiler",
        "details",
        "figure",
        "figcaption",
    ]);
    leaf.prop_recursive(6, 40, 5, move |inner| {
        (names.clone(), prop::collection::vec(inner, 0..5)).prop_map(|(tag, inside)| {
            let name = tag.split(' ').next().unwrap_or_default();
            format!("<{tag}>{}</{name}>", inside.concat())
        })
    })
}

proptest! {
    #[test]
    fn no_word_is_lost_or_misread(html in element()) {
        check_words(&html);
    }

    #[test]
    fn no_markup_breaks_it(html in "(<[a-z]{0,4} ?|</|>|[a-z ]|&|;|\"|=|<!--|-->|<table>|<tr>|<td>|<li>|<p>|<svg>|<math>){0,60}") {
        md(&html);
    }
}
