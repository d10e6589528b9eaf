//! Links: which words of a text lead where.

use std::ops::Range;

use super::Prose;

/// Words that lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link<'a> {
    /// The block they stand in.
    pub block: usize,
    /// Their bytes in it.
    pub range: Range<usize>,
    /// Where they lead.
    pub address: &'a str,
}

impl Prose {
    /// The links of the text, in its order; those to a place in the text itself are left out.
    pub fn linked(&self) -> Vec<Link<'_>> {
        let mut links: Vec<Link<'_>> = Vec::new();
        for (block, text) in self.blocks.iter().enumerate() {
            let mut before = None;
            for span in &text.spans {
                let goes_on = before == Some((span.link, span.range.start));
                before = Some((span.link, span.range.end));
                let address = span.link.and_then(|link| self.links.get(link as usize));
                let Some(address) = address.filter(|address| !address.starts_with('#')) else {
                    continue;
                };
                match links.last_mut().filter(|_| goes_on) {
                    Some(link) => link.range.end = span.range.end,
                    None => links.push(Link { block, range: span.range.clone(), address }),
                }
            }
        }
        links
    }
}

#[cfg(test)]
mod tests {
    use crate::text::prose;

    #[test]
    fn words_lead_somewhere_whole() {
        let text = "See [the *long* one](https://a.example/x), [this](#there) and\n\n> <https://b.example>.";
        let prose = prose::parse(text);
        let links: Vec<_> = prose
            .linked()
            .into_iter()
            .map(|link| (prose.text(link.block).get(link.range).unwrap(), link.address))
            .collect();
        let expected =
            [("the long one", "https://a.example/x"), ("https://b.example", "https://b.example")];
        assert_eq!(links, expected);
    }
}
