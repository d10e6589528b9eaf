//! A text for who hears it, or reads it without looks: what print shows by its looks, said in signs.

use std::ops::Range;

use super::{Block, BlockKind, Prose, Span};
use crate::text::width;

impl Prose {
    /// The same text with `#` before its headings and a number after each link, and the addresses by their numbers. A
    /// link whose first byte is hidden gets none, nor one that says its own address.
    #[must_use]
    pub fn said(mut self, is_hidden: impl Fn(usize, usize) -> bool) -> (Self, Vec<String>) {
        let mut numbers = Numbers::default();
        let links = std::mem::take(&mut self.links);
        for (at, block) in self.blocks.iter_mut().enumerate() {
            number_links(block, &links, &mut numbers, |byte| is_hidden(at, byte));
            if let BlockKind::Heading(level) = block.kind {
                let mark = "#".repeat(usize::from(level));
                block.indent += u16::from(level) + 1;
                block.marker = Some(mark);
            }
        }
        (Self::new(self.blocks, links), numbers.addresses)
    }
}

impl Prose {
    /// The same text with a word instead of some bytes of its blocks: ranges in order, by block and its text.
    #[must_use]
    pub fn replaced(
        mut self,
        ranges: impl Fn(usize, &str) -> Vec<Range<usize>>,
        word: &str,
    ) -> Self {
        for (at, block) in self.blocks.iter_mut().enumerate() {
            let ranges = ranges(at, &block.text);
            if !ranges.is_empty() {
                replace(block, &ranges, word);
            }
        }
        Self::new(self.blocks, self.links)
    }
}

/// Puts a word instead of some bytes of a block.
fn replace(block: &mut Block, ranges: &[Range<usize>], word: &str) {
    let text = std::mem::take(&mut block.text);
    let spans = std::mem::take(&mut block.spans);
    let starts = std::iter::once(0).chain(ranges.iter().map(|range| range.end));
    let ends = ranges.iter().map(|range| range.start).chain([text.len()]);
    for (at, (start, end)) in starts.zip(ends).enumerate() {
        if at > 0 {
            block.text.push_str(word);
        }
        let before = block.text.len();
        block.text.push_str(text.get(start..end).unwrap_or(""));
        let kept = |span: &Span| {
            let (from, to) = (span.range.start.max(start), span.range.end.min(end));
            let moved = |byte: usize| byte - start + before;
            (from < to).then(|| Span { range: moved(from)..moved(to), ..span.clone() })
        };
        block.spans.extend(spans.iter().filter_map(kept));
    }
}

/// Addresses in the order of their numbers, from 1.
#[derive(Debug, Default)]
struct Numbers {
    addresses: Vec<String>,
}

impl Numbers {
    /// The number of an address.
    fn of(&mut self, address: &str) -> usize {
        let known = self.addresses.iter().position(|known| known == address);
        known.unwrap_or_else(|| {
            self.addresses.push(address.to_owned());
            self.addresses.len() - 1
        }) + 1
    }
}

/// Puts a number after each link of a block.
fn number_links(
    block: &mut Block,
    links: &[String],
    numbers: &mut Numbers,
    is_hidden: impl Fn(usize) -> bool,
) {
    let spans = std::mem::take(&mut block.spans);
    let text = std::mem::take(&mut block.text);
    let mut at = 0;
    for (place, span) in spans.iter().enumerate() {
        let moved = block.text.len() + span.range.start - at;
        block.text.push_str(text.get(at..span.range.end).unwrap_or(""));
        block.spans.push(Span { range: moved..block.text.len(), ..span.clone() });
        at = span.range.end;
        let goes_on = spans
            .get(place + 1)
            .is_some_and(|next| next.link == span.link && next.range.start == at);
        let address = span.link.and_then(|link| links.get(link as usize)).filter(|_| !goes_on);
        let words = text.get(span.range.clone()).unwrap_or("");
        if let Some(address) = address.filter(|a| is_told(a, words) && !is_hidden(span.range.start))
        {
            // A space that does not break holds the number to its words.
            block.text.extend(["\u{a0}[", &numbers.of(address).to_string(), "]"]);
        }
    }
    block.text.push_str(text.get(at..).unwrap_or(""));
}

/// Whether an address tells more than the words that link to it; places in the same text do not.
fn is_told(address: &str, words: &str) -> bool {
    !address.starts_with('#')
        && !address.trim_end_matches('/').ends_with(words.trim_end_matches('/'))
}

/// Addresses as blocks, each by its number.
pub fn addresses(addresses: &[String]) -> Vec<Block> {
    let mark = |at: usize| format!("[{}]", at + 1);
    let cells = width::width(&mark(addresses.len().saturating_sub(1))) + 1;
    let block = |(at, address): (usize, &String)| Block {
        kind: BlockKind::Footnote,
        text: address.clone(),
        spans: Vec::new(),
        quote_depth: 0,
        indent: u16::try_from(cells).unwrap_or(0),
        marker: Some(mark(at)),
        is_tight: at > 0,
    };
    addresses.iter().enumerate().map(block).collect()
}

#[cfg(test)]
mod tests {
    use crate::text::prose;

    #[test]
    fn headings_and_links_are_said() {
        let text = "## Where\n\nSee [the *long* one](https://a.org/x) and [another](https://b.org), <https://c.org>, [the first](https://a.org/x).";
        let (said, addresses) = prose::parse(text).said(|_, _| false);
        assert_eq!(said.blocks[0].marker.as_deref(), Some("##"));
        let words = said.text(1).replace('\u{a0}', " ");
        assert_eq!(words, "See the long one [1] and another [2], https://c.org, the first [1].");
        assert_eq!(addresses, ["https://a.org/x", "https://b.org"]);
        let emphasised: Vec<_> = said.blocks[1]
            .spans
            .iter()
            .map(|s| said.text(1).get(s.range.clone()).unwrap())
            .collect();
        assert_eq!(emphasised, ["the ", "long", " one", "another", "https://c.org", "the first"]);
    }

    #[test]
    fn what_is_replaced_takes_its_looks_along() {
        let prose = prose::parse("A *long one* and **short** end");
        let replaced = prose.replaced(|_, text| vec![4..10, text.len() - 3..text.len()], "…");
        assert_eq!(replaced.text(0), "A lo… and short …");
        let looks: Vec<_> = replaced.blocks[0].spans.iter().map(|s| s.range.clone()).collect();
        assert_eq!(looks, [2..4, 12..17]);
    }

    #[test]
    fn a_link_that_is_hidden_is_not_told() {
        let (said, addresses) = prose::parse("A [b](https://c.org).").said(|_, _| true);
        assert_eq!((said.text(0), addresses.len()), ("A b.", 0));
    }
}
