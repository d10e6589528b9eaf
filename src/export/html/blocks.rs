//! A text as XHTML: what the reading pane tells by its looks, in elements.

use std::fmt::Write;

use super::escape::{address, escaped};
use crate::text::prose::{Block, BlockKind, Prose, Roles, Side, Sides};
use crate::text::spoiler::Shield;

/// The elements that are open about a block, the outermost first.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Open {
    Quote,
    /// A list of a kind (`ul`, `ol`) whose parts stand at an indent; one of its parts is open.
    List(&'static str, u16),
    Table,
}

/// The blocks of a text. Headings begin at level 2, below the title; what is covered is in spans of the class `spoiler`.
pub(super) fn blocks(prose: &Prose, shield: &Shield) -> String {
    let mut page = Page { prose, shield, open: Vec::new(), html: String::new() };
    for (at, block) in prose.blocks.iter().enumerate() {
        page.put(at, block);
    }
    page.close_to(0);
    page.html
}

struct Page<'a> {
    prose: &'a Prose,
    shield: &'a Shield,
    open: Vec<Open>,
    html: String,
}

impl Page<'_> {
    fn put(&mut self, at: usize, block: &Block) {
        self.settle_quotes(usize::from(block.quote_depth));
        self.settle_lists(block);
        let is_row = block.sides().is_some();
        if is_row != (self.open.last() == Some(&Open::Table)) {
            if is_row {
                self.html.push_str("<table>\n");
                self.open.push(Open::Table);
            } else {
                self.close_to(self.open.len() - 1);
            }
        }
        let all = 0..block.text.len();
        match block.kind {
            BlockKind::Heading(level) => {
                let level = level.saturating_add(1).min(6);
                let text = self.words(at, block, all);
                let _ = writeln!(self.html, "<h{level}>{text}</h{level}>");
            }
            BlockKind::Rule => self.html.push_str("<hr/>\n"),
            BlockKind::Code => {
                let text = escaped(&block.text);
                let _ = writeln!(self.html, "<pre><code>{text}</code></pre>");
            }
            BlockKind::TableHead(sides) => self.row(at, block, ("th", sides)),
            BlockKind::TableRow(sides) => self.row(at, block, ("td", sides)),
            kind => {
                let text = self.words(at, block, all).replace('\n', "<br/>\n");
                let _ = writeln!(self.html, "<p{}>{text}</p>", class(kind));
            }
        }
    }

    /// Opens and closes quotations, so that so many are open. A list does not reach from one into another.
    fn settle_quotes(&mut self, depth: usize) {
        let n_open = self.open.iter().filter(|open| **open == Open::Quote).count();
        if n_open == depth {
            return;
        }
        let kept = self.open.iter().position(|open| *open != Open::Quote);
        let kept = kept.unwrap_or(self.open.len()).min(depth);
        self.close_to(kept);
        while self.open.len() < depth {
            self.html.push_str("<blockquote>\n");
            self.open.push(Open::Quote);
        }
    }

    /// Opens and closes lists, so that a block stands in those that its indent tells of.
    fn settle_lists(&mut self, block: &Block) {
        let depth = |open: &Open| match open {
            Open::List(_, indent) => Some(*indent),
            _ => None,
        };
        let Some(marker) = block.marker.as_deref().filter(|_| block.kind != BlockKind::Footnote)
        else {
            let stays = |open: &Open| depth(open).is_none_or(|indent| indent <= block.indent);
            let kept = self.open.iter().position(|open| !stays(open)).unwrap_or(self.open.len());
            return self.close_to(kept);
        };
        let number: Option<u32> = marker.trim_end_matches(['.', ')']).parse().ok();
        let kind = if number.is_some() { "ol" } else { "ul" };
        let is_around = |open: &Open| depth(open).is_none_or(|indent| indent < block.indent);
        let is_same = |open: &Open| *open == Open::List(kind, block.indent);
        let around = self.open.iter().take_while(|open| is_around(open)).count();
        if self.open.get(around).is_some_and(is_same) {
            self.close_to(around + 1);
            self.html.push_str("</li>\n<li>");
            return;
        }
        self.close_to(around);
        let start = number.filter(|n| *n != 1).map_or(String::new(), |n| format!(" start=\"{n}\""));
        let _ = write!(self.html, "<{kind}{start}>\n<li>");
        self.open.push(Open::List(kind, block.indent));
    }

    fn close_to(&mut self, n: usize) {
        while self.open.len() > n {
            match self.open.pop() {
                Some(Open::Quote) => self.html.push_str("</blockquote>\n"),
                Some(Open::List(kind, _)) => {
                    let _ = writeln!(self.html, "</li>\n</{kind}>");
                }
                Some(Open::Table) => self.html.push_str("</table>\n"),
                None => {}
            }
        }
    }

    fn row(&mut self, at: usize, block: &Block, (cell, sides): (&str, Sides)) {
        self.html.push_str("<tr>");
        for (column, range) in block.cells().into_iter().enumerate() {
            let text = self.words(at, block, range);
            let side = match sides.of(column) {
                Side::Left => "",
                Side::Middle => " style=\"text-align:center\"",
                Side::Right => " style=\"text-align:right\"",
            };
            let _ = write!(self.html, "<{cell}{side}>{text}</{cell}>");
        }
        self.html.push_str("</tr>\n");
    }

    /// Bytes of a block, each stretch of one look in the elements of its roles.
    fn words(&self, at: usize, block: &Block, range: std::ops::Range<usize>) -> String {
        let covers = self.shield.ranges_in(at, block.text.len());
        let mut cuts: Vec<usize> = vec![range.start, range.end];
        cuts.extend(covers.iter().flat_map(|cover| [cover.start, cover.end]));
        cuts.extend(block.spans.iter().flat_map(|span| [span.range.start, span.range.end]));
        cuts.retain(|cut| range.start <= *cut && *cut <= range.end);
        cuts.sort_unstable();
        cuts.dedup();
        // The head of a table is strong by itself.
        let is_head = matches!(block.kind, BlockKind::TableHead(_));
        let implied = if is_head { Roles::STRONG } else { Roles::NONE };
        let mut html = String::new();
        for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
            let text = escaped(block.text.get(*from..*to).unwrap_or(""));
            let span = block.spans.iter().find(|span| span.range.contains(from));
            let link = span
                .and_then(|span| self.prose.links.get(span.link? as usize))
                .and_then(|link| address(link));
            let roles = span.map_or(Roles::NONE, |span| span.roles.without(implied));
            let is_covered = covers.iter().any(|cover| cover.contains(from));
            html.push_str(&within(text, roles, link, is_covered));
        }
        html
    }
}

/// What a paragraph is, where it is not just one.
fn class(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Standfirst => " class=\"standfirst\"",
        BlockKind::Verse => " class=\"verse\"",
        BlockKind::Caption => " class=\"caption\"",
        BlockKind::Footnote => " class=\"footnote\"",
        _ => "",
    }
}

/// Elements that say a role, the innermost first.
const ELEMENTS: [(Roles, &str); 5] = [
    (Roles::CODE, "code"),
    (Roles::SUPERSCRIPT, "sup"),
    (Roles::EMPHASIS, "em"),
    (Roles::STRONG, "strong"),
    (Roles::STRUCK, "s"),
];

fn within(text: String, roles: Roles, link: Option<String>, is_covered: bool) -> String {
    let said = ELEMENTS.iter().filter(|(role, _)| roles.contains(*role));
    let text = said.fold(text, |text, (_, name)| format!("<{name}>{text}</{name}>"));
    let text = match link {
        Some(link) => format!("<a href=\"{link}\">{text}</a>"),
        None => text,
    };
    if is_covered { format!("<span class=\"spoiler\" tabindex=\"0\">{text}</span>") } else { text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{prose, spoiler};

    fn html(markdown: &str) -> String {
        let prose = prose::parse(markdown);
        blocks(&prose, &spoiler::shield(&prose, None))
    }

    #[track_caller]
    fn check(markdown: &str, wanted: &str) {
        assert_eq!(html(markdown).replace('\n', ""), wanted, "{markdown}");
    }

    #[test]
    fn each_kind_of_block_has_its_element() {
        check(
            "# Head\n\nOne *two* **three** `four`.",
            "<h2>Head</h2><p>One <em>two</em> <strong>three</strong> <code>four</code>.</p>",
        );
        check(
            "> a\n>\n> > b\n\nc",
            "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote><p>c</p>",
        );
        check("---", "<hr/>");
        check("    a < b", "<pre><code>a &lt; b</code></pre>");
        check("a\\\nb", "<p>a<br/>b</p>");
        check(
            "| a | b |\n|---|--:|\n| 1 | 2 |",
            "<table><tr><th>a</th><th style=\"text-align:right\">b</th></tr><tr><td>1</td><td style=\"text-align:right\">2</td></tr></table>",
        );
    }

    #[test]
    fn lists_are_lists_in_lists() {
        check("- a\n- b\n\nc", "<ul><li><p>a</p></li><li><p>b</p></li></ul><p>c</p>");
        check("3. a\n4. b", "<ol start=\"3\"><li><p>a</p></li><li><p>b</p></li></ol>");
        check(
            "- a\n  - b\n  - c\n- d",
            "<ul><li><p>a</p><ul><li><p>b</p></li><li><p>c</p></li></ul></li><li><p>d</p></li></ul>",
        );
        check("- a\n\n  more\n- b", "<ul><li><p>a</p><p>more</p></li><li><p>b</p></li></ul>");
    }

    #[test]
    fn what_is_covered_can_be_hidden_and_links_lead_to_the_web_alone() {
        check(
            "It ends: ||he stays||.",
            "<p>It ends: <span class=\"spoiler\" tabindex=\"0\">he stays</span>.</p>",
        );
        check(
            "[a](https://b.example/?c=1&d)",
            "<p><a href=\"https://b.example/?c=1&amp;d\">a</a></p>",
        );
        check("[a](javascript:alert)", "<p>a</p>");
    }

    proptest! {
        #[test]
        fn whatever_the_text_every_element_that_opens_closes(markdown in "[-*>#|1. a\n\\[\\]()&<\"]{0,120}") {
            let html = html(&markdown);
            let mut open = Vec::new();
            for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
                let name = tag.split(' ').next().unwrap();
                if let Some(name) = name.strip_prefix('/') {
                    prop_assert_eq!(open.pop(), Some(name.to_owned()), "{}", html);
                } else if !tag.ends_with('/') {
                    open.push(name.to_owned());
                }
            }
            prop_assert!(open.is_empty(), "{}", html);
        }
    }
}
