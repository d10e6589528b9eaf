//! The blocks of an article, and which of them are no part of its text.

use super::title::folded;
use crate::text::prose::{self, BlockKind, Roles};

/// A block of Markdown, and what is to be known of it.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) markdown: String,
    /// Its words alone, on one line.
    pub(super) words: String,
    /// How many of its letters are links, in percent.
    links: usize,
    is_heading: bool,
}

/// A line for who may subscribe or share is no longer than this, in words.
const LONGEST_CALL: usize = 45;

/// A line of links at the end is no longer than this, in words.
const LONGEST_LINKS: usize = 40;

/// The title stands among the first so many blocks, if it does.
const TOP: usize = 4;

/// What stands above the title in a text is no longer than this, in words.
const LONGEST_ABOVE: usize = 12;

/// Words of calls to subscribe: one of each pair.
const LETTERS: [&str; 9] = [
    "newsletter",
    "inbox",
    "email address",
    "e-mail address",
    "mailing list",
    "your email",
    "your letterbox",
    "your mailbox",
    "your door",
];
const JOINING: [&str; 7] =
    ["sign up", "subscribe", "enter your", "delivered", "join ", "get the ", "get our "];

/// How lines begin that are for who reads the page, lower case.
#[rustfmt::skip]
const CALLS: [&str; 22] = [
    "share this", "share on", "click to share", "this slideshow requires javascript", "follow us on", "like us on", "related:", "read more:", "read next:", "see also:", "more:",
    "also read:", "watch:", "advertisement", "sign up for", "sign up to", "subscribe to", "we may earn", "this post contains affiliate", "this article contains affiliate",
    "please enable javascript", "teilen mit:",
];

impl Block {
    /// The blocks of a text. Parts of a list that stand apart count as blocks, so that a text can be put together again.
    pub(super) fn all(markdown: &str) -> Vec<Self> {
        markdown.split("\n\n").map(|block| Self::new(block.to_owned())).collect()
    }

    fn new(markdown: String) -> Self {
        let prose = prose::parse(&markdown);
        let words = prose.plain().split_whitespace().collect::<Vec<_>>().join(" ");
        let n_letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let linked = prose.blocks.iter().flat_map(|block| {
            let links = block.spans.iter().filter(|span| span.roles.contains(Roles::LINK));
            links.filter_map(|span| block.text.get(span.range.clone()))
        });
        let n_linked: usize = linked.map(n_letters).sum();
        let is_heading =
            prose.blocks.first().is_some_and(|block| matches!(block.kind, BlockKind::Heading(_)));
        Self { links: n_linked * 100 / n_letters(&words).max(1), markdown, words, is_heading }
    }

    fn n_words(&self) -> usize {
        self.words.split(' ').filter(|word| !word.is_empty()).count()
    }

    /// Whether it is markup without words, such as the end of a covered passage.
    pub(super) fn is_markup(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether it asks the reader for something.
    fn is_call(&self) -> bool {
        let lower = self.words.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        if is_command(&self.words) {
            return true;
        }
        self.n_words() <= LONGEST_CALL
            && (has(&LETTERS) && has(&JOINING) || CALLS.iter().any(|call| lower.starts_with(call)))
    }

    fn is_links(&self) -> bool {
        self.links >= 60 && self.n_words() <= LONGEST_LINKS
    }
}

/// Whether a paragraph is a command to the program behind a site that the site did not carry out:
/// `[button link="…"]Buy it[/button]`.
fn is_command(words: &str) -> bool {
    let inside = words.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let Some((name, rest)) = inside.and_then(|inside| inside.split_once([' ', ']'])) else {
        return false;
    };
    let is_name = !name.is_empty()
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c));
    let has_value = rest.split_once('=').is_some_and(|(key, value)| {
        let key = key.trim();
        !key.is_empty()
            && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
            && value.starts_with(['"', '\'', '“', '”', '″', '‘', '’'])
    });
    is_name && (has_value || rest.ends_with(&format!("[/{name}")))
}

/// Takes the title off the top of a text, with what stands above it, and links to sections.
pub(super) fn without_title(blocks: &mut Vec<Block>, title: &str) {
    let title = folded(title);
    let is_title = |block: &Block| !title.is_empty() && folded(&block.words) == title;
    if let Some(at) = blocks.iter().take(TOP).position(is_title) {
        let is_short = blocks.iter().take(at).all(|block| block.n_words() <= LONGEST_ABOVE);
        blocks.drain(if is_short { 0 } else { at }..=at);
    }
    // The section that the page stands in.
    while blocks.len() > 1
        && blocks.first().is_some_and(|first| first.links >= 90 && first.n_words() <= 4)
    {
        blocks.remove(0);
    }
}

/// Takes calls to subscribe and the like out of a text, and links and headings without text off its end. A text is left in
/// any case.
pub(super) fn without_calls(blocks: &mut Vec<Block>) {
    let whole = blocks.clone();
    blocks.retain(|block| !block.is_call());
    while blocks.last().is_some_and(|block| block.is_heading || block.is_links()) {
        blocks.pop();
    }
    if blocks.iter().all(Block::is_markup) {
        *blocks = whole;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(blocks: &[&str], wanted: &[&str]) {
        let mut blocks: Vec<_> = blocks.iter().map(|&block| Block::new(block.to_owned())).collect();
        without_title(&mut blocks, "The Long Rain");
        without_calls(&mut blocks);
        let left: Vec<_> = blocks.iter().map(|block| block.markdown.as_str()).collect();
        assert_eq!(left, wanted);
    }

    #[test]
    fn the_title_and_what_stands_above_it_go() {
        check(&["Film", "# The Long *Rain*", "It rains."], &["It rains."]);
        check(&["It rains.", "The Long Rain is long."], &["It rains.", "The Long Rain is long."]);
    }

    #[test]
    fn calls_go_and_links_at_the_end() {
        check(
            &[
                "It rains.",
                "Sign up to our newsletter and get more in your inbox.",
                "It still rains.",
                "## Related",
                "[Salt](https://a.example) and [Ash](https://b.example)",
            ],
            &["It rains.", "It still rains."],
        );
        check(&["[One](https://a.example)"], &["[One](https://a.example)"]);
        check(
            &[
                "He gets a newsletter.",
                "See [this](https://a.example) for all I said of it before.",
            ],
            &[
                "He gets a newsletter.",
                "See [this](https://a.example) for all I said of it before.",
            ],
        );
    }
}
