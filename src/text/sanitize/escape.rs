//! Escape sequences of terminals (ECMA-48), found whole and taken out whole.

use std::borrow::Cow;

/// How far the end of a command string is looked for, in bytes; it never lies behind a newline.
const REACH: usize = 4096;

/// A text without its escape sequences. One that is not finished loses its beginning and parameters only, so that it
/// cannot take a paragraph with it. Single C1 controls stay, for the caller to drop.
pub(super) fn strip(text: &str) -> Cow<'_, str> {
    // In UTF-8 each of them begins with one of two bytes, for which looking is quick.
    let may_hold_one = [0x1b, 0xc2].iter().any(|byte| text.as_bytes().contains(byte));
    if !may_hold_one || !text.contains(is_introducer) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_introducer) {
        let (before, sequence) = rest.split_at(start);
        kept.push_str(before);
        rest = after(sequence);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// ESC, and the C1 controls that open a sequence: DCS, SOS, CSI, OSC, PM, APC.
fn is_introducer(c: char) -> bool {
    matches!(c, '\u{1b}' | '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}'..='\u{9f}')
}

/// What follows the escape sequence that a text begins with.
fn after(text: &str) -> &str {
    let mut chars = text.chars();
    match chars.next() {
        Some('\u{1b}') => match chars.clone().next() {
            Some('[') => after_control(skip(text, 2)),
            Some(']' | 'P' | 'X' | '^' | '_') => after_string(skip(text, 2)),
            _ => after_short(chars.as_str()),
        },
        Some('\u{9b}') => after_control(chars.as_str()),
        _ => after_string(chars.as_str()),
    }
}

/// CSI: parameters (0-?), intermediates (space to /), one final byte (@ to ~).
fn after_control(text: &str) -> &str {
    let rest = text.trim_start_matches(|c| matches!(c, '0'..='?'));
    let rest = rest.trim_start_matches(|c| matches!(c, ' '..='/'));
    rest.strip_prefix(|c| matches!(c, '@'..='~')).unwrap_or(rest)
}

/// ESC alone: intermediates (space to /), one final byte (0 to ~).
fn after_short(text: &str) -> &str {
    let rest = text.trim_start_matches(|c| matches!(c, ' '..='/'));
    rest.strip_prefix(|c| matches!(c, '0'..='~')).unwrap_or(text)
}

/// OSC, DCS, SOS, PM, APC: anything up to BEL or ST. Another escape, a newline or the end of reach leaves it open.
fn after_string(text: &str) -> &str {
    let end = text
        .char_indices()
        .take_while(|&(at, c)| at < REACH && c != '\n' && c != '\r')
        .find(|&(_, c)| c == '\u{7}' || c == '\u{9c}' || is_introducer(c));
    let open = || text.trim_start_matches(|c| matches!(c, '0'..='9' | ';'));
    match end {
        Some((at, '\u{7}')) => skip(text, at + 1),
        Some((at, '\u{9c}')) => skip(text, at + 2),
        Some((at, '\u{1b}')) => skip(text, at).strip_prefix("\u{1b}\\").unwrap_or_else(open),
        _ => open(),
    }
}

fn skip(text: &str, bytes: usize) -> &str {
    text.get(bytes..).unwrap_or("")
}
