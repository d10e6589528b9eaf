//! The body of a Markdown file: what only a site or a note program understands becomes text or goes.

use std::ops::Range;

use serde_json::Value;

use crate::schema::loose::Object;

/// The heading that a text begins with, and the text without it. Images and comments may stand before it.
pub(super) fn split_heading(text: &str) -> Option<(&str, String)> {
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        let underline = lines.peek().map_or("", |next| next.trim());
        let end = if trimmed.starts_with("# ") {
            at + line.len()
        } else if !trimmed.is_empty()
            && underline.len() >= 2
            && underline.bytes().all(|b| b == b'=')
        {
            at + line.len() + lines.peek().map_or(0, |next| next.len())
        } else if trimmed.is_empty() || trimmed.starts_with("![") || trimmed.starts_with("<!--") {
            at += line.len();
            continue;
        } else {
            return None;
        };
        let heading = trimmed.trim_start_matches("# ").trim_end_matches('#').trim();
        let rest = format!("{}{}", text.get(..at)?, text.get(end..)?);
        return Some((heading, rest)).filter(|(heading, _)| !heading.is_empty());
    }
    None
}

/// A body without embedded players, scripts, styles and the commands of site generators, with the links of Obsidian as
/// text. HTML stays, for the text layer to read; what stands in a fenced block stays as it is.
pub(super) fn cleaned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut prose = String::new();
    let mut fence: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        match (fence, mark) {
            (None, None) if is_attribute_list(line.trim()) => {}
            (None, None) => prose.push_str(line),
            (None, Some(_)) => {
                flush(&mut prose, &mut out);
                fence = mark;
                out.push_str(line);
            }
            (Some(open), _) => {
                fence = if mark == Some(open) { None } else { fence };
                out.push_str(line);
            }
        }
    }
    flush(&mut prose, &mut out);
    out
}

/// Front matter with the links of Obsidian (`film: "[[Anora]]"`) as text.
pub(super) fn unlinked(object: Object) -> Object {
    object.into_iter().map(|(key, value)| (key, unlinked_value(value))).collect()
}

fn unlinked_value(value: Value) -> Value {
    match value {
        Value::String(text) if text.contains("[[") => without_spans(&text).into(),
        Value::Array(several) => several.into_iter().map(unlinked_value).collect(),
        Value::Object(object) => Value::Object(unlinked(object)),
        other => other,
    }
}

fn flush(prose: &mut String, out: &mut String) {
    out.push_str(&without_spans(prose));
    prose.clear();
}

/// kramdown's `{: .class}` on a line of its own.
fn is_attribute_list(line: &str) -> bool {
    line.starts_with("{:") && line.ends_with('}')
}

/// Spans that are not prose: how each opens, how it closes, how many bytes it holds at most, and what becomes of it.
/// What reaches farther is something else: half a command in a text about commands must not take the text along.
const SPANS: [(&str, &str, usize, Fate); 8] = [
    ("<iframe", "</iframe>", usize::MAX, Fate::Dropped),
    ("<script", "</script>", usize::MAX, Fate::Dropped),
    ("<style", "</style>", usize::MAX, Fate::Dropped),
    ("{%", "%}", COMMAND_BYTES, Fate::Dropped),
    ("{{<", ">}}", COMMAND_BYTES, Fate::Dropped),
    ("{{%", "%}}", COMMAND_BYTES, Fate::Dropped),
    ("![[", "]]", LINK_BYTES, Fate::Embedded),
    ("[[", "]]", LINK_BYTES, Fate::Linked),
];

/// A command of a site generator with its parameters.
const COMMAND_BYTES: usize = 1024;

/// The longest name of a file, which is what Obsidian links to, and a label.
const LINK_BYTES: usize = 512;

#[derive(Debug, Clone, Copy)]
enum Fate {
    Dropped,
    Embedded,
    Linked,
}

/// A text without its [`SPANS`].
fn without_spans(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut ends = Ends([0; SPANS.len()]);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(next) = lower.get(at..).and_then(|rest| rest.find(['<', '{', '[', '!'])) {
        let start = at + next;
        out.push_str(text.get(at..start).unwrap_or_default());
        let end = ends.span_at(&lower, start).and_then(|(end, inner, fate)| {
            out.push_str(&replacement(text.get(inner)?, fate));
            Some(end)
        });
        at = end.unwrap_or_else(|| {
            out.push_str(text.get(start..=start).unwrap_or_default());
            start + 1
        });
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Where each kind of span next closes, as far as it was looked for. Each closing is found once, so that a text of nothing
/// but openings takes no longer than any other.
struct Ends([usize; SPANS.len()]);

impl Ends {
    /// The span that opens at a byte: where it ends, what stands in it, and what becomes of it.
    fn span_at(&mut self, lower: &str, start: usize) -> Option<(usize, Range<usize>, Fate)> {
        let rest = lower.get(start..)?;
        let (end, (open, close, n_most, fate)) =
            self.0.iter_mut().zip(&SPANS).find(|(_, span)| rest.starts_with(span.0))?;
        let from = start + open.len();
        if *end < from {
            *end = lower.get(from..)?.find(close).map_or(usize::MAX, |n| from + n);
        }
        let inner = lower.get(from..*end).filter(|inner| inner.len() <= *n_most)?;
        // A link stands on one line.
        let is_span = matches!(fate, Fate::Dropped) || !(inner.is_empty() || inner.contains('\n'));
        is_span.then(|| (*end + close.len(), from..*end, *fate))
    }
}

/// Images that Obsidian embeds.
const IMAGES: [&str; 7] = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"];

fn replacement(inner: &str, fate: Fate) -> String {
    let (target, label) = inner.split_once('|').unwrap_or((inner, inner));
    let is_image = IMAGES.iter().any(|end| target.to_ascii_lowercase().trim_end().ends_with(end));
    match fate {
        Fate::Dropped => String::new(),
        // A label of an image is its width.
        Fate::Embedded if is_image => format!("![](<{}>)", target.trim()),
        Fate::Embedded | Fate::Linked => {
            label.trim().replace('#', " > ").trim_start_matches([' ', '>']).to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        assert_eq!(cleaned(text), wanted, "{text:?}");
    }

    #[test]
    fn players_scripts_and_commands_go() {
        check("a <iframe src='x' width=1>y</iframe> b", "a  b");
        check("a<SCRIPT>if (a < b) {}</Script>b", "ab");
        check("a {% include x.html %} b {{< youtube abc >}} c", "a  b  c");
        check("## Heading\n{: .wide}\ntext", "## Heading\ntext");
        check("a <iframe> never closed", "a <iframe> never closed");
    }

    #[test]
    fn links_of_notes_become_text() {
        check("see [[Anora]] and [[Tangerine|that film]]", "see Anora and that film");
        check("[[Anora#Ending]] [[#Ending]]", "Anora > Ending Ending");
        check("![[poster.png|300]] ![[Other note]]", "![](<poster.png>) Other note");
        check("a [link](b) and ![image](c) #tag", "a [link](b) and ![image](c) #tag");
        check("[[a\nb]]", "[[a\nb]]");
    }

    #[test]
    fn fenced_blocks_stay_as_they_are() {
        check(
            "```\n[[a]] <script>x</script>\n```\n[[b]]\n",
            "```\n[[a]] <script>x</script>\n```\nb\n",
        );
        check("~~~\n```\n[[a]]\n~~~\n", "~~~\n```\n[[a]]\n~~~\n");
    }

    #[test]
    fn a_heading_is_found_after_images_and_comments() {
        let (heading, rest) =
            split_heading("![p](a.png)\n<!-- x -->\n\n# A title #\nText").unwrap();
        assert_eq!((heading, rest.as_str()), ("A title", "![p](a.png)\n<!-- x -->\n\nText"));
        assert_eq!(split_heading("## Second level\n"), None);
        assert_eq!(split_heading("Text\n\n# Later\n"), None);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it_or_grows_without_end(text in "[<>\\[\\]!{}%|#a-z\né`~ ]{0,80}") {
            prop_assert!(cleaned(&text).len() <= text.len() * 2 + 8);
            let _ = split_heading(&text);
        }
    }
}
