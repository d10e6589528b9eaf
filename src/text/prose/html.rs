//! HTML inside Markdown: its tags, what they mean for a reader, and its entities.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

use super::{BlockKind, Roles};

/// What a tag does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Its text has these roles.
    Role(Roles),
    /// Its text is a link, if it says where to.
    Link,
    /// Its text is not for readers.
    Hide,
    /// Its text is what stays readable of a covered passage.
    Summary,
    /// Its text is a block by itself.
    Block(BlockKind),
    /// The same, in a quotation.
    Quote,
    /// The same, with a bullet.
    Bullet,
    /// A line break.
    Break,
    /// A line across.
    Rule,
    /// A picture, with words for those who do not see it.
    Image,
    /// Nothing; its text is text.
    Nothing,
}

impl Effect {
    /// Whether the block before ends here.
    pub(super) fn is_block(self) -> bool {
        matches!(self, Self::Block(_) | Self::Quote | Self::Bullet | Self::Summary)
    }
}

/// One tag: `<br>`, `</em>`, `<span class="spoiler">`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// Its name as it is written.
    pub(crate) name: &'a str,
    /// Whether it closes what another opened.
    pub(crate) is_end: bool,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// A tag from its source, `<` to `>`; `None` for comments, declarations and what is no tag.
    pub(crate) fn parse(source: &'a str) -> Option<Self> {
        let inner = source.strip_prefix('<')?;
        let inner = inner.strip_suffix('>').unwrap_or(inner);
        let (is_end, inner) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = inner.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(end);
        Some(Self { name, is_end, attributes })
    }

    /// Whether it closes itself, as in XML: `<br/>`.
    pub(crate) fn is_empty(&self) -> bool {
        self.attributes.trim_end().ends_with('/')
    }

    /// What it does.
    pub(super) fn effect(&self) -> Effect {
        let name = self.name.to_ascii_lowercase();
        let plain = EFFECTS.iter().find(|(names, _)| names.contains(&name.as_str()));
        let effect = plain.map_or(Effect::Nothing, |&(_, effect)| effect);
        if !self.is_end && matches!(effect, Effect::Nothing | Effect::Block(_)) && self.is_spoiler()
        {
            return Effect::Role(Roles::SPOILER);
        }
        effect
    }

    /// Whether an attribute says spoiler: a class (`spoiler`, `bb-spoiler`, `spoiler-text`) that is not the contrary nor
    /// the notice beside it, or one made for that (Matrix's, Alpine's).
    pub(crate) fn is_spoiler(&self) -> bool {
        let has = |name| self.attribute(name).is_some();
        let is_named = |word: &str| {
            let word = word.to_ascii_lowercase();
            word.contains("spoiler")
                && !word.starts_with("no")
                && !NO_COVERS.iter().any(|part| word.contains(part))
        };
        self.attribute("class").is_some_and(|c| c.split_ascii_whitespace().any(is_named))
            || self.attribute("x-data").is_some_and(|data| data.trim() == "spoiler")
            || has("data-spoiler")
            || has("data-mx-spoiler")
    }

    /// The value of an attribute, its entities decoded.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest
                .find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/'))
                .unwrap_or(rest.len());
            let (key, after) = rest.split_at(end);
            let (value, after) = value(after.trim_start());
            if key.eq_ignore_ascii_case(name) {
                return Some(decode(value));
            }
            // A lone `=` is no attribute, but must not be met again.
            rest = if after.len() < rest.len() { after } else { after.get(1..).unwrap_or("") };
        }
    }
}

/// What follows an attribute's name: its value, without quotes, and the rest.
fn value(text: &str) -> (&str, &str) {
    let Some(text) = text.strip_prefix('=') else { return ("", text) };
    let text = text.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len()))
}

/// Parts of a class that names spoilers but covers none.
const NO_COVERS: [&str; 8] =
    ["free", "warning", "alert", "notice", "toggle", "button", "label", "title"];

/// Tags and what they do. What is not here does nothing.
const EFFECTS: [(&[&str], Effect); 22] = [
    (&["em", "i", "cite", "dfn", "var"], Effect::Role(Roles::EMPHASIS)),
    (&["strong", "b"], Effect::Role(Roles::STRONG)),
    (&["code", "kbd", "tt", "samp"], Effect::Role(Roles::CODE)),
    (&["s", "del", "strike"], Effect::Role(Roles::STRUCK)),
    (&["sup"], Effect::Role(Roles::SUPERSCRIPT)),
    (&["details", "spoiler"], Effect::Role(Roles::SPOILER)),
    (&["a"], Effect::Link),
    (&["script", "style", "template", "title", "noscript", "svg", "iframe"], Effect::Hide),
    (&["summary"], Effect::Summary),
    (&["br"], Effect::Break),
    (&["hr"], Effect::Rule),
    (&["img"], Effect::Image),
    (&["blockquote"], Effect::Quote),
    (&["li"], Effect::Bullet),
    (&["h1"], Effect::Block(BlockKind::Heading(1))),
    (&["h2"], Effect::Block(BlockKind::Heading(2))),
    (&["h3"], Effect::Block(BlockKind::Heading(3))),
    (&["h4"], Effect::Block(BlockKind::Heading(4))),
    (&["h5", "h6"], Effect::Block(BlockKind::Heading(5))),
    (&["pre"], Effect::Block(BlockKind::Code)),
    (&["figcaption", "caption"], Effect::Block(BlockKind::Caption)),
    (
        &[
            "p", "div", "section", "article", "aside", "figure", "header", "footer", "main",
            "address", "center", "table", "tr", "ul", "ol", "dl", "dt", "dd", "form", "nav",
            "body",
        ],
        Effect::Block(BlockKind::Paragraph),
    ),
];

/// A part of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Text, its entities as they are written.
    Text(&'a str),
    /// A tag.
    Tag(Tag<'a>),
}

/// Takes HTML apart. Comments and declarations are left out; a `<` that opens nothing is text.
pub(crate) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { rest: html, is_open: true, is_quoted: true }
}

/// See [`pieces`].
pub(crate) struct Pieces<'a> {
    rest: &'a str,
    /// A `>` may still come; once none is found none is looked for, which keeps this linear.
    is_open: bool,
    /// Quotes are still balanced, so that a `>` inside of them does not end a tag.
    is_quoted: bool,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        while !self.rest.is_empty() {
            let text_ends = self.rest.find('<').filter(|_| self.is_open).unwrap_or(self.rest.len());
            if text_ends > 0 {
                return Some(Piece::Text(self.take(text_ends)));
            }
            let Some(end) = self.tag_end() else {
                return Some(Piece::Text(self.take(1)));
            };
            if let Some(tag) = Tag::parse(self.take(end)) {
                self.skip_hidden(tag);
                return Some(Piece::Tag(tag));
            }
        }
        None
    }
}

impl<'a> Pieces<'a> {
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Bytes up to the end of the tag, comment or declaration that the rest begins with; `None` if it is none.
    fn tag_end(&mut self) -> Option<usize> {
        let second = self.rest.chars().nth(1)?;
        if self.rest.starts_with("<!--") {
            return Some(self.rest.find("-->").map_or(self.rest.len(), |at| at + 3));
        }
        if !(second.is_ascii_alphabetic() || matches!(second, '/' | '!' | '?')) {
            return None;
        }
        let end = self.quoted_end().or_else(|| self.rest.find('>').map(|at| at + 1));
        self.is_open = end.is_some();
        end
    }

    fn quoted_end(&mut self) -> Option<usize> {
        if !self.is_quoted {
            return None;
        }
        let mut quote = None;
        for (at, c) in self.rest.char_indices() {
            match (quote, c) {
                (None, '>') => return Some(at + 1),
                (None, '"' | '\'') => quote = Some(c),
                (Some(open), c) if c == open => quote = None,
                _ => {}
            }
        }
        self.is_quoted = false;
        None
    }

    /// Scripts and styles are not HTML inside: everything up to their end goes.
    fn skip_hidden(&mut self, tag: Tag<'_>) {
        let is_raw = ["script", "style"].iter().any(|name| tag.name.eq_ignore_ascii_case(name));
        if tag.is_end || !is_raw {
            return;
        }
        let end = self.rest.match_indices("</").find(|(at, _)| {
            let name = self.rest.get(at + 2..at + 2 + tag.name.len());
            name.is_some_and(|name| name.eq_ignore_ascii_case(tag.name))
        });
        let bytes = end.map_or(self.rest.len(), |(at, _)| at);
        self.take(bytes);
    }
}

/// Bytes of the longest entity of HTML, `&` and `;` counted.
const LONGEST_ENTITY: usize = 34;

/// Text with its entities as characters: `&amp;`, `&eacute;`, `&#8217;`.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, entity) = rest.split_at(start);
        decoded.push_str(before);
        let end =
            entity.bytes().take(LONGEST_ENTITY).position(|b| b == b';').map_or(1, |at| at + 1);
        let (entity, after) = entity.split_at(end);
        decoded.push_str(&character(entity));
        rest = after;
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// The character of one entity; the entity itself if there is none. The Markdown parser knows all names.
fn character(entity: &str) -> Cow<'_, str> {
    match entity {
        "&" | "&amp;" => Cow::Borrowed("&"),
        "&lt;" => Cow::Borrowed("<"),
        "&gt;" => Cow::Borrowed(">"),
        "&quot;" => Cow::Borrowed("\""),
        "&nbsp;" => Cow::Borrowed("\u{a0}"),
        _ if entity
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'&' | b'#' | b';')) =>
        {
            let texts = Parser::new(entity).filter_map(|event| match event {
                Event::Text(text) => Some(text.into_string()),
                _ => None,
            });
            Cow::Owned(texts.collect())
        }
        _ => Cow::Borrowed(entity),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn attributes_are_found_however_they_are_written() {
        let tag = Tag::parse("<IMG src=a.jpg alt = 'A &amp; B' title=\"x>y\" hidden/>").unwrap();
        assert_eq!((tag.name, tag.is_end), ("IMG", false));
        assert_eq!(tag.attribute("src").as_deref(), Some("a.jpg"));
        assert_eq!(tag.attribute("alt").as_deref(), Some("A & B"));
        assert_eq!(tag.attribute("title").as_deref(), Some("x>y"));
        assert_eq!(tag.attribute("hidden").as_deref(), Some(""));
        assert_eq!(tag.attribute("none"), None);
        assert_eq!(Tag::parse("<!-- a -->"), None);
    }

    #[test]
    fn a_class_may_say_spoiler() {
        let effect = |source| Tag::parse(source).unwrap().effect();
        assert_eq!(effect("<span class='bb-spoiler x'>"), Effect::Role(Roles::SPOILER));
        assert_eq!(effect("<div class=Spoiler>"), Effect::Role(Roles::SPOILER));
        assert_eq!(effect("<span class='spoiler-free'>"), Effect::Nothing);
        assert_eq!(effect("<span class='no-spoilers'>"), Effect::Nothing);
        assert_eq!(effect("<EM>"), Effect::Role(Roles::EMPHASIS));
    }

    #[track_caller]
    fn check_text(html: &str, text: &str) {
        let texts = pieces(html).filter_map(|piece| match piece {
            Piece::Text(text) => Some(decode(text).into_owned()),
            Piece::Tag(_) => None,
        });
        assert_eq!(texts.collect::<String>(), text, "{html:?}");
    }

    #[test]
    fn text_is_what_is_left_without_tags() {
        check_text("a<b>b</b>c", "abc");
        check_text("a<!-- <b> -->b", "ab");
        check_text("a<script>x<b>y</script>b<style>z", "ab");
        check_text("a < b & c > d", "a < b & c > d");
        check_text("<p title='a>b'>c", "c");
        check_text("<p title='a>c", "c");
        check_text("<<p>a<", "<a<");
        check_text("1 &lt; 2 &eacute;&#8217;&#x2014; &nope; &amp;lt;", "1 < 2 é’— &nope; &lt;");
        check_text(
            "&verylongnamethatisnoentityatallinhtml;",
            "&verylongnamethatisnoentityatallinhtml;",
        );
    }

    proptest! {
        #[test]
        fn any_html_comes_apart(html in "[<>/!a-z\"'=&;# -]{0,80}") {
            for piece in pieces(&html) {
                if let Piece::Tag(tag) = piece {
                    let _ = (tag.effect(), tag.attribute("class"), tag.attribute("x"));
                }
            }
            let _ = decode(&html);
        }
    }
}
