//! Escapes typed text so that `CommonMark` reads it back as typed, with as few backslashes as that takes.

/// A paragraph's text as `CommonMark`. It must be one line, trimmed.
pub(super) fn escape(text: &str) -> String {
    let n_tildes = text.chars().filter(|&c| c == '~').count();
    escape_part(text, opening_to_escape(text), n_tildes > 1)
}

/// A stretch of a line as `CommonMark`: `opening` is the byte that must not begin a block (see [`opening_to_escape`]), and
/// where the whole line has several tildes, they may strike text.
pub(super) fn escape_part(text: &str, opening: Option<usize>, has_tildes: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, next)| next);
        let is_special = match c {
            '\\' => after.is_none_or(|next| next.is_ascii_punctuation()),
            '`' | '[' => true,
            '*' => !stands_alone(before, after),
            '_' => !(stands_alone(before, after) || is_letter(before) && is_letter(after)),
            '<' => after.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
            '&' => text.get(at..).is_some_and(begins_entity),
            '~' => has_tildes,
            _ => false,
        };
        if is_special || Some(at) == opening {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// A heading's text: as [`escape`], and a run of `#` at its end stays.
pub(super) fn escape_heading(text: &str) -> String {
    with_last_hashes(&escape(text))
}

/// A heading's text, escaped, whose `#` at its end would be no part of it.
pub(super) fn with_last_hashes(escaped: &str) -> String {
    let bare = escaped.trim_end_matches('#');
    let hashes = escaped.strip_prefix(bare).unwrap_or("");
    let n_backslashes = bare.len() - bare.trim_end_matches('\\').len();
    // The first of them may be escaped already: `#` alone would be a heading of its own.
    let (first, others) = hashes.split_at((n_backslashes % 2).min(hashes.len()));
    format!("{bare}{first}{}", "\\#".repeat(others.len()))
}

/// Text set apart in emphasis.
pub(super) fn emphasis(text: &str) -> String {
    format!("*{}*", escape(text).trim())
}

/// Whether a sign has space on both sides, so that it can open and close nothing.
fn stands_alone(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(char::is_whitespace) && after.is_some_and(char::is_whitespace)
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// The byte of a text that would begin a list, a heading, a quotation or a rule, if one would. (An asterisk or an
/// underscore at the beginning is escaped as a sign of emphasis.)
pub(super) fn opening_to_escape(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let ends_or_space = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    match first {
        '>' | '=' => Some(0),
        // The line below a table's head.
        '|' | ':' => text.chars().all(|c| "-:| ".contains(c)).then_some(0),
        '-' | '+' => {
            let is_rule = text.chars().all(|c| "-:| ".contains(c));
            (is_rule || ends_or_space(text.get(1..)?)).then_some(0)
        }
        '#' => {
            let rest = text.trim_start_matches('#');
            (text.len() - rest.len() <= 6 && ends_or_space(rest)).then_some(0)
        }
        '0'..='9' => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let at = text.len() - rest.len();
            (at <= 9 && rest.starts_with(['.', ')']) && ends_or_space(rest.get(1..)?)).then_some(at)
        }
        _ => None,
    }
}

/// Whether a text begins with `&`, a name or number, and `;`.
pub(super) fn begins_entity(text: &str) -> bool {
    let name = text.get(1..).unwrap_or("");
    let n = name.chars().take(33).take_while(|c| c.is_ascii_alphanumeric() || *c == '#').count();
    n > 0 && name.chars().nth(n) == Some(';')
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    /// What `CommonMark` reads: the text of paragraphs, with anything else made visible.
    fn read_back(source: &str) -> String {
        let options = Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS;
        Parser::new_ext(source, options).fold(String::new(), |mut out, event| {
            match event {
                Event::Text(text) => out.push_str(&text),
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                other => write!(out, "{{{other:?}}}").unwrap(),
            }
            out
        })
    }

    #[track_caller]
    fn check(text: &str, escaped: &str) {
        assert_eq!(escape(text), escaped);
        assert_eq!(read_back(&escape(text)), text);
    }

    #[test]
    fn what_begins_a_block_is_escaped() {
        check("1. A number", "1\\. A number");
        check("1984. A year", "1984\\. A year");
        check("3.5 stars", "3.5 stars");
        check("# not a heading", "\\# not a heading");
        check("#hashtag", "#hashtag");
        check("- a dash", "\\- a dash");
        check("-30-", "-30-");
        check("---", "\\---");
        check("+ a plus", "\\+ a plus");
        check("> a quotation", "\\> a quotation");
        check("* a star", "\\* a star");
    }

    #[test]
    fn what_marks_words_is_escaped() {
        check("*** out of ****", "\\*\\*\\* out of \\*\\*\\*\\*");
        check("4 * 5 and snake_case", "4 * 5 and snake_case");
        check("_Emma_", "\\_Emma\\_");
        check("`code` and [1] and <b>", "\\`code\\` and \\[1] and \\<b>");
        check("3 < 5 & 7 > 6", "3 < 5 & 7 > 6");
        check("&amp; AT&T &copy", "\\&amp; AT&T &copy");
        check("C:\\new \\* end\\", "C:\\new \\\\\\* end\\\\");
        check("~90 minutes", "~90 minutes");
        check("~~gone~~", "\\~\\~gone\\~\\~");
    }

    #[test]
    fn a_heading_keeps_its_hashes() {
        for text in ["Part #", "#", "##", "\\#", "C# ##", "a #b"] {
            assert_eq!(
                read_back(&format!("## {}", escape_heading(text))).replace(text, "ok"),
                read_back("## ok"),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_line_is_read_back_as_typed(text in "[ -~é’“]{1,60}") {
            let text = text.trim();
            prop_assume!(!text.is_empty());
            prop_assert_eq!(read_back(&escape(text)), text);
        }

        #[test]
        fn lines_of_signs_are_read_back(text in "[-*_+#>=|:<&;~`!\\[\\]()\\\\ 1.a]{1,16}") {
            let text = text.trim();
            prop_assume!(!text.is_empty());
            prop_assert_eq!(read_back(&escape(text)), text);
        }

        #[test]
        fn emphasis_holds_any_text(text in "[-*_+#>=|:<&;~`!\\[\\]()\\\\ 1.aé]{1,16}") {
            prop_assume!(!text.trim().is_empty());
            let read = read_back(&emphasis(text.trim()));
            prop_assert_eq!(read.replace("{Start(Emphasis)}", "").replace("{End(Emphasis)}", ""), text.trim());
        }
    }
}
