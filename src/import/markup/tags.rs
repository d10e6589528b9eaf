//! Tags: what each element of HTML means for the text in it, as one table.

use super::inline::Look;
use super::writer::{Element, Kind};

/// What an element does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Its text has this style.
    Look(u8),
    /// Its text does not have the style that the text around it has.
    Plain(u8),
    Link,
    /// Its text is not for readers.
    Hide,
    /// Its text is such a block.
    Block(Kind),
    Quote,
    List {
        is_ordered: bool,
    },
    /// A part of a list.
    Part,
    /// Its text stands in quotation marks.
    Said(&'static str),
    Table,
    Row,
    Cell {
        is_head: bool,
    },
    Break,
    Rule,
    Picture,
    Nothing,
}

/// Elements and what they do. What is not here does nothing.
const EFFECTS: [(&[&str], Effect); 29] = [
    (&["em", "i", "cite", "dfn", "var"], Effect::Look(Look::EMPHASIS)),
    (&["strong", "b"], Effect::Look(Look::STRONG)),
    (&["s", "del", "strike"], Effect::Look(Look::STRUCK)),
    (&["sup"], Effect::Look(Look::RAISED)),
    (&["code", "kbd", "tt", "samp"], Effect::Look(Look::CODE)),
    (&["details", "spoiler"], Effect::Look(Look::SPOILER)),
    (&["summary"], Effect::Plain(Look::SPOILER)),
    (&["a"], Effect::Link),
    (
        &[
            "script", "style", "template", "title", "noscript", "svg", "iframe", "object", "audio",
            "video", "canvas", "select", "button", "textarea", "math", "head",
        ],
        Effect::Hide,
    ),
    (&["h1"], Effect::Block(Kind::Heading(1))),
    (&["h2"], Effect::Block(Kind::Heading(2))),
    (&["h3"], Effect::Block(Kind::Heading(3))),
    (&["h4"], Effect::Block(Kind::Heading(4))),
    (&["h5"], Effect::Block(Kind::Heading(5))),
    (&["h6"], Effect::Block(Kind::Heading(6))),
    (&["pre", "listing"], Effect::Block(Kind::Code)),
    (&["figcaption", "caption"], Effect::Block(Kind::Caption)),
    (&["blockquote"], Effect::Quote),
    (&["ul", "menu", "dir"], Effect::List { is_ordered: false }),
    (&["ol"], Effect::List { is_ordered: true }),
    (&["li"], Effect::Part),
    (&["q"], Effect::Said("“")),
    (&["table"], Effect::Table),
    (&["tr"], Effect::Row),
    (&["td"], Effect::Cell { is_head: false }),
    (&["th"], Effect::Cell { is_head: true }),
    (&["br"], Effect::Break),
    (&["hr"], Effect::Rule),
    (&["img"], Effect::Picture),
];

/// Elements that are blocks though they do nothing else.
const BLOCKS: [&str; 28] = [
    "p", "div", "section", "article", "aside", "figure", "header", "footer", "main", "address",
    "center", "dl", "dt", "dd", "form", "nav", "body", "html", "fieldset", "hgroup", "thead",
    "tbody", "tfoot", "details", "summary", "picture", "search", "dialog",
];

pub(super) fn effect(element: &Element<'_>) -> Effect {
    let known = EFFECTS.iter().find(|(names, _)| names.contains(&element.name));
    match known {
        Some((_, effect)) => *effect,
        None => styled(element).map_or(Effect::Nothing, Effect::Look),
    }
}

/// The look that a span has by its style alone, as editors write it.
fn styled(element: &Element<'_>) -> Option<u8> {
    let style = (element.attribute)("style").filter(|_| element.name == "span")?.to_lowercase();
    let of = |property: &str| {
        let declared = style.split(';').filter_map(|part| part.split_once(':'));
        declared
            .filter(|(name, _)| name.trim() == property)
            .map(|(_, value)| value.trim())
            .next_back()
    };
    let is_bold =
        of("font-weight").is_some_and(|w| matches!(w, "bold" | "600" | "700" | "800" | "900"));
    let is_italic = of("font-style") == Some("italic");
    match (is_bold, is_italic) {
        (false, false) => None,
        (true, false) => Some(Look::STRONG),
        (false, true) => Some(Look::EMPHASIS),
        (true, true) => Some(Look::STRONG | Look::EMPHASIS),
    }
}

/// Whether an element stands in a block of its own.
pub(super) fn is_block(name: &str) -> bool {
    let is_effect = |effect: Effect| {
        matches!(
            effect,
            Effect::Block(_)
                | Effect::Quote
                | Effect::List { .. }
                | Effect::Part
                | Effect::Table
                | Effect::Row
                | Effect::Cell { .. }
        )
    };
    BLOCKS.contains(&name)
        || EFFECTS.iter().any(|(names, effect)| names.contains(&name) && is_effect(*effect))
}

/// The elements that one of this name ends by opening, and those that keep it from doing so.
pub(super) fn siblings(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ul", "ol", "menu", "dir"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "tr" => (&["tr"], &["table"]),
        "td" | "th" => (&["td", "th"], &["table"]),
        "a" => (&["a"], &["td", "th"]),
        name if is_block(name) => (&["p"], &["td", "th", "li", "blockquote", "div"]),
        _ => (&[], &[]),
    }
}

/// The mark that closes what this one opens.
pub(super) fn closing(mark: &str) -> &'static str {
    if mark == "“" { "”" } else { "" }
}

/// Whether an address leads anywhere from outside of the page.
pub(super) fn is_target(address: &str) -> bool {
    let address = address.trim().to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}
