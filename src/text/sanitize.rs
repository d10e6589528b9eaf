//! Nothing from a stranger moves the cursor, reorders or hides text.

mod escape;

use std::borrow::Cow;

use super::width;

/// Marks (accents, variation selectors) that one character may carry, and joiners one picture may have.
pub(super) const MARKS: usize = 8;

/// Marks and joiners that one cell may hold; no word of any language and no picture of Unicode's list comes near.
const MARKS_IN_A_CELL: usize = 3 * MARKS;

/// Whether a character may stand in a cell of the screen.
///
/// Not safe are control characters (tab and newline too), whatever reorders text (bidi controls, UAX #9), separators of
/// lines, and characters nobody can see: tags, zero-width spaces, annotations, noncharacters. Joiners, variation
/// selectors and the soft hyphen are safe.
pub fn is_safe(c: char) -> bool {
    // Everything below U+0300 but controls and nothing else, so most texts are through here.
    if c < '\u{300}' {
        return !c.is_control();
    }
    !is_hidden(c) && u32::from(c) & 0xfffe != 0xfffe
}

fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}')
}

/// What to show instead of a cell's symbol that must not reach the terminal; `None` if the symbol may.
pub fn scrub_symbol(symbol: &str) -> Option<&'static str> {
    if symbol.len() == 1 && !symbol.starts_with(|c: char| c.is_ascii_control()) {
        return None;
    }
    let is_crowded = symbol.chars().filter(|&c| width::is_mark(c)).count() > MARKS_IN_A_CELL;
    (is_crowded || !symbol.chars().all(is_safe)).then_some("\u{fffd}")
}

/// A field of one line: title, name, tag. Newlines and runs of spaces become one space, soft hyphens go, ends are
/// trimmed.
pub fn line(text: &str) -> String {
    let text = escape::strip(text);
    let shown = text.chars().map(|c| if is_newline(c) || c == '\t' { ' ' } else { c });
    let shown = shown.filter(|&c| is_safe(c) && c != '\u{ad}');
    collapse(&limit_marks(shown))
}

/// A text of many lines, as Markdown: newlines become `\n`, a form feed or a paragraph separator a blank line; tabs,
/// soft hyphens and no-break spaces stay.
pub fn body(text: &str) -> String {
    let text = escape::strip(text);
    // Nearly all of most texts is plain ASCII.
    let is_odd = |byte: &u8| !matches!(byte, b'\n' | b'\t' | b' '..=b'~');
    let is_all_plain = !text.as_bytes().iter().any(|byte| is_odd(byte) && byte.is_ascii())
        && text.chars().filter(|c| !c.is_ascii()).all(is_plain);
    if is_all_plain {
        return text.into_owned();
    }
    let text = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { text };
    let mut lines = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{c}' | '\u{2029}' => lines.push_str("\n\n"),
            c if is_newline(c) => lines.push('\n'),
            '\t' => lines.push('\t'),
            c if is_safe(c) => lines.push(c),
            _ => {}
        }
    }
    limit_marks(lines.chars())
}

/// Whether a character of a body stays as it is, whatever stands around it.
fn is_plain(c: char) -> bool {
    match c {
        '\n' | '\t' | ' '..='~' | '\u{ad}' => true,
        '\u{200c}' | '\u{200d}' => false,
        c => is_safe(c) && !is_newline(c) && !width::is_mark(c),
    }
}

/// Whether a character ends a line (UAX #14, classes BK, CR, LF, NL).
fn is_newline(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Keeps [`MARKS`] marks on a character at most, and joiners only where they join: between characters that are
/// neither ASCII nor spaces (emoji, Indic, Arabic, Persian).
fn limit_marks(text: impl Iterator<Item = char>) -> String {
    let mut kept = String::with_capacity(text.size_hint().0);
    let (mut n_marks, mut n_joins) = (0, 0);
    let (mut last, mut joiner) = (' ', None);
    for c in text {
        if matches!(c, '\u{200c}' | '\u{200d}') {
            joiner.get_or_insert(c);
            continue;
        }
        let is_mark = width::is_mark(c) && c != '\u{ad}';
        if is_mark && n_marks >= MARKS {
            continue;
        }
        let join = joiner.take().filter(|_| is_joinable(last) && is_joinable(c) && n_joins < MARKS);
        kept.extend(join);
        n_joins = if is_mark || join.is_some() { n_joins + usize::from(join.is_some()) } else { 0 };
        n_marks = if is_mark { n_marks + 1 } else { 0 };
        kept.push(c);
        last = c;
    }
    kept
}

fn is_joinable(c: char) -> bool {
    !c.is_ascii() && !c.is_whitespace()
}

/// One space for every run of spaces; a no-break space stays where it stands alone.
fn collapse(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut run: Option<char> = None;
    for c in text.trim().chars() {
        if c.is_whitespace() {
            let is_alone = run.is_none() && matches!(c, '\u{a0}' | '\u{202f}');
            run = Some(if is_alone { c } else { ' ' });
        } else {
            kept.extend(run.take());
            kept.push(c);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check_line(text: &str, expected: &str) {
        assert_eq!(line(text), expected, "{text:?}");
    }

    #[test]
    fn a_line_holds_nothing_but_what_is_seen() {
        check_line("  The\n\r\n Night\tButterfly ", "The Night Butterfly");
        check_line("a\u{202e}b\u{2066}c\u{2069}\u{61c}\u{200f}d", "abcd");
        check_line("a\u{200b}\u{2060}\u{feff}\u{fff9}b\u{e0041}", "ab");
        check_line("one\u{2028}two\u{2029}three", "one two three");
        check_line("soft\u{ad}hyphen", "softhyphen");
        check_line("Quelle histoire\u{a0}!", "Quelle histoire\u{a0}!");
        check_line("a\u{a0}\u{a0} b", "a b");
        check_line("\u{fdd0}\u{ffff}\u{1fffe}x\u{0}\u{7f}\u{84}", "x");
        check_line("", "");
    }

    #[test]
    fn escape_sequences_go_with_their_bodies() {
        check_line("a\u{1b}[31;1mb\u{1b}[0mc", "abc");
        check_line("a\u{1b}]0;owned\u{7}b", "ab");
        check_line("a\u{1b}]52;c;aGk=\u{1b}\\b", "ab");
        check_line("a\u{1b}]8;;http://x\u{9c}b", "ab");
        check_line(
            "a\u{1b}P1$qm\u{1b}\\b\u{1b}_x\u{1b}\\c\u{1b}^y\u{1b}\\d\u{1b}Xz\u{1b}\\e",
            "abcde",
        );
        check_line("a\u{9b}2Jb\u{9d}0;x\u{9c}c\u{90}q\u{9c}d", "abcd");
        check_line("a\u{1b}cb\u{1b}(Bc\u{1b}#8d", "abcd");
        check_line("a\u{1b}[?1049hb", "ab");
    }

    #[test]
    fn an_open_escape_takes_no_text_with_it() {
        check_line("a\u{1b}]0;title and all of it", "atitle and all of it");
        check_line("a\u{1b}Pbody", "abody");
        check_line("a\u{1b}[12", "a");
        check_line("a\u{1b}[12\nb", "a b");
        check_line("a\u{1b}", "a");
        check_line("a\u{1b}é", "aé");
        check_line("a\u{1b}]0;x\ny\u{7}b", "ax yb");
        check_line("a\u{1b}]0;x\u{1b}[31my\u{7}b", "axyb");
    }

    #[test]
    fn marks_and_joiners_stay_where_they_mean_something() {
        let zalgo = format!("a{}b", "\u{301}".repeat(200));
        assert_eq!(line(&zalgo), format!("a{}b", "\u{301}".repeat(8)));
        check_line("👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧");
        check_line("می\u{200c}خواهم", "می\u{200c}خواهم");
        check_line("क\u{94d}\u{200d}ष", "क\u{94d}\u{200d}ष");
        check_line("a\u{200d}b\u{200c}", "ab");
        check_line("é\u{200d}\u{200d}é", "é\u{200d}é");
        check_line("❤\u{fe0f}", "❤\u{fe0f}");
        let chain = "🙂\u{200d}".repeat(100);
        assert!(!line(&chain).contains(&"🙂\u{200d}".repeat(9)));
    }

    #[track_caller]
    fn check_body(text: &str, expected: &str) {
        assert_eq!(body(text), expected, "{text:?}");
    }

    #[test]
    fn a_body_keeps_its_lines() {
        check_body("a\r\nb\rc\u{85}d\u{b}e", "a\nb\nc\nd\ne");
        check_body("a\u{c}b\u{2029}c\u{2028}d", "a\n\nb\n\nc\nd");
        check_body("- a\n\tb  \nc", "- a\n\tb  \nc");
        check_body("so\u{ad}ft\u{a0}x", "so\u{ad}ft\u{a0}x");
        check_body("\u{feff}# T\u{1b}[2Jitle\u{202e}", "# Title");
        check_body("plain", "plain");
    }

    #[track_caller]
    fn check_symbol(symbol: &str, is_fine: bool) {
        assert_eq!(scrub_symbol(symbol).is_none(), is_fine, "{symbol:?}");
    }

    #[test]
    fn no_cell_carries_what_is_not_safe() {
        check_symbol("a", true);
        check_symbol(" ", true);
        check_symbol("", true);
        check_symbol("👨‍👩‍👧", true);
        check_symbol("│", true);
        check_symbol("\u{1b}", false);
        check_symbol("a\u{1b}", false);
        check_symbol("\u{7f}", false);
        check_symbol("\u{2028}", false);
        check_symbol("a\u{202e}", false);
        check_symbol(&"\u{301}".repeat(200), false);
    }

    #[test]
    fn a_flood_of_openings_is_cleaned_in_one_go() {
        let flood = "\u{1b}]0;".repeat(200_000);
        assert_eq!(line(&flood), "");
        let flood = format!("\u{1b}P{}", "x".repeat(1_000_000));
        assert_eq!(body(&flood).len(), 1_000_000);
    }

    fn hostile() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            any::<String>(),
            "[\u{1b}\u{9b}\u{9d}\u{90}\u{7}\u{9c}\\\\\\[\\];0-9a-zé \r\n\t\u{200d}\u{301}\u{a0}\u{202e}\u{ad}🙂]{0,30}",
        ];
        proptest::collection::vec(part, 0..4).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn a_clean_line_is_safe_and_stays_as_it_is(text in hostile()) {
            let clean = line(&text);
            prop_assert!(clean.chars().all(is_safe), "{:?}", clean);
            prop_assert_eq!(line(&clean), clean);
        }

        #[test]
        fn a_clean_body_is_safe_and_stays_as_it_is(text in hostile()) {
            let clean = body(&text);
            prop_assert!(clean.chars().all(|c| is_safe(c) || c == '\n' || c == '\t'), "{:?}", clean);
            prop_assert_eq!(body(&clean), clean);
        }

        #[test]
        fn letters_and_digits_are_never_lost_without_an_escape(text in "[a-zA-Z0-9éа-я東-鿿 \\n]{0,60}") {
            let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&line(&text)), letters(&text));
            prop_assert_eq!(letters(&body(&text)), letters(&text));
        }
    }
}
