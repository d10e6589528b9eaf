//! Cells, graphemes, words and sentences: the only place that measures text.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Cells of a tab, wherever it stands.
pub const TAB: usize = 4;

/// Cells a text takes on the screen, as ratatui draws it: by graphemes (UAX #29), so that `👨‍👩‍👧` is 2 and `❤️` is 2.
/// A control character takes none, a tab [`TAB`].
pub fn width(text: &str) -> usize {
    if is_plain(text) {
        text.len()
    } else {
        graphemes(text).map(|(_, grapheme)| grapheme_width(grapheme)).sum()
    }
}

/// Cells of one grapheme.
fn grapheme_width(grapheme: &str) -> usize {
    match grapheme.as_bytes() {
        [b'\t'] => TAB,
        [byte] => usize::from(!byte.is_ascii_control()),
        _ if grapheme.contains(char::is_control) => 0,
        _ => grapheme.width() + grapheme.chars().filter(|&c| is_halfwidth_mark(c)).count(),
    }
}

/// Sound marks that terminals draw in a cell of their own, though Unicode lets them combine; ratatui counts them so too.
fn is_halfwidth_mark(c: char) -> bool {
    matches!(c, '\u{ff9e}' | '\u{ff9f}')
}

/// Whether every byte is a printable ASCII character: one byte, one grapheme, one cell.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| (0x20..0x7f).contains(&b))
}

/// Whether one byte is one grapheme throughout; the pair CR LF is the only ASCII grapheme of two.
fn is_bytewise(text: &str) -> bool {
    text.is_ascii() && !text.as_bytes().contains(&b'\r')
}

/// Whether a character takes no cell of its own: combining marks, joiners, variation selectors.
pub fn is_mark(c: char) -> bool {
    !c.is_ascii() && c.width() == Some(0)
}

/// Whether a character is written without spaces around words: Han, Hiragana, Katakana and their punctuation.
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3001}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff61}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// The graphemes of a text (UAX #29, extended), each with its byte offset.
pub fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let rest = text.get(start..)?;
        at += first_grapheme(rest)?;
        text.get(start..at).map(|grapheme| (start, grapheme))
    })
}

/// Bytes of the first grapheme. Between two ASCII characters lies always a boundary (but in CR LF), and a text from a
/// boundary on has the boundaries that it has in the whole; so most of most texts is told without Unicode's tables.
fn first_grapheme(text: &str) -> Option<usize> {
    match text.as_bytes() {
        [] => None,
        [first] if first.is_ascii() => Some(1),
        [first, second, ..] if first.is_ascii() && second.is_ascii() && *first != b'\r' => Some(1),
        _ => text.graphemes(true).next().map(str::len),
    }
}

/// How many graphemes a text has.
pub fn n_graphemes(text: &str) -> usize {
    if is_bytewise(text) { text.len() } else { graphemes(text).count() }
}

/// The byte at which the grapheme of this number begins; the text's length past its end.
pub fn byte_of_grapheme(text: &str, grapheme: usize) -> usize {
    if is_bytewise(text) {
        return grapheme.min(text.len());
    }
    graphemes(text).nth(grapheme).map_or(text.len(), |(byte, _)| byte)
}

/// The number of the grapheme that holds this byte; the number of graphemes past the end.
pub fn grapheme_of_byte(text: &str, byte: usize) -> usize {
    if byte >= text.len() {
        return n_graphemes(text);
    }
    if is_bytewise(text) {
        return byte;
    }
    graphemes(text).take_while(|&(start, _)| start <= byte).count().saturating_sub(1)
}

/// A text in so many cells at most; one that is cut ends with `…`.
pub fn truncate(text: &str, cells: usize) -> Cow<'_, str> {
    // A byte takes at most one cell (a tab apart), which spares measuring most texts.
    if (text.len() <= cells && !text.contains('\t')) || fits(text, cells) {
        return Cow::Borrowed(text);
    }
    let Some(room) = cells.checked_sub(1) else { return Cow::Borrowed("") };
    let kept = text.get(..prefix(text, room)).unwrap_or("");
    Cow::Owned(format!("{}…", kept.trim_end()))
}

/// Whether a text takes so many cells at most; reads no further than it must.
fn fits(text: &str, cells: usize) -> bool {
    prefix(text, cells) == text.len()
}

/// Bytes of the longest beginning of a text that fits into so many cells, whole graphemes only.
pub fn prefix(text: &str, cells: usize) -> usize {
    let mut taken = 0;
    for (byte, grapheme) in graphemes(text) {
        taken += grapheme_width(grapheme);
        if taken > cells {
            return byte;
        }
    }
    text.len()
}

/// A text in exactly so many cells: cut with `…`, or filled up with spaces.
pub fn pad(text: &str, cells: usize) -> String {
    let mut padded = truncate(text, cells).into_owned();
    let missing = cells.saturating_sub(width(&padded));
    padded.extend(std::iter::repeat_n(' ', missing));
    padded
}

/// The words of a text (UAX #29), each with its byte offset: what holds a letter or a digit.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.unicode_word_indices()
}

/// Words after whose full stop a sentence goes on.
const ABBREVIATIONS: [&str; 12] =
    ["mr.", "mrs.", "ms.", "dr.", "st.", "vs.", "no.", "vol.", "prof.", "e.g.", "i.e.", "cf."];

/// The sentences of a text (UAX #29), each with its byte offset and the space after it. `Mr. Baker` and `J. Hoberman`
/// are not cut in two.
pub fn sentences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut parts = text.split_sentence_bound_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = parts.next()?;
        let mut end = start + first.len();
        let mut last = first;
        while goes_on(last)
            && let Some((_, next)) = parts.next()
        {
            end += next.len();
            last = next;
        }
        text.get(start..end).map(|sentence| (start, sentence))
    })
}

/// Whether a sentence ends in an abbreviation or an initial, so that it most likely goes on.
fn goes_on(sentence: &str) -> bool {
    if !sentence.ends_with(' ') {
        return false;
    }
    let Some(word) = sentence.split_whitespace().next_back() else { return false };
    let word = word.trim_start_matches(['(', '[', '“', '"', '‘', '\'']);
    let is_initial =
        word.len() == 2 && word.starts_with(|c: char| c.is_ascii_uppercase() && c != 'I');
    (is_initial && word.ends_with('.'))
        || ABBREVIATIONS.iter().any(|short| word.eq_ignore_ascii_case(short))
}

/// How many words a text has: what stands between spaces and dashes and holds a letter or a digit; a CJK character
/// counts as a word.
pub fn n_words(text: &str) -> u32 {
    let (mut n, mut in_word) = (0_u32, false);
    for c in text.chars() {
        if c.is_ascii() {
            let begins = !in_word && c.is_ascii_alphanumeric();
            n = n.saturating_add(u32::from(begins));
            in_word = begins || in_word && !c.is_whitespace();
        } else if is_cjk(c) {
            n = n.saturating_add(u32::from(c.is_alphanumeric()));
            in_word = false;
        } else if c.is_whitespace() || matches!(c, '–' | '—') {
            in_word = false;
        } else if !in_word && c.is_alphanumeric() {
            n = n.saturating_add(1);
            in_word = true;
        }
    }
    n
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[track_caller]
    fn check_width(text: &str, cells: usize) {
        assert_eq!(width(text), cells, "{text:?}");
    }

    #[test]
    fn cells_are_counted_by_grapheme() {
        check_width("", 0);
        check_width("Anora", 5);
        check_width("Mélanie", 7);
        check_width("Me\u{301}lanie", 7);
        check_width("東京", 4);
        check_width("👨‍👩‍👧‍👦", 2);
        check_width("❤\u{fe0f}", 2);
        check_width("🇺🇸🇬🇧", 4);
        check_width("ｶﾞ", drawn("ｶﾞ"));
        check_width("a\tb", 6);
        check_width("a\u{1b}b", 2);
        check_width("\r\n", 0);
        check_width("soft\u{ad}hyphen", 10);
        check_width("\u{ad}", 0);
    }

    #[test]
    fn graphemes_and_bytes_lead_to_each_other() {
        let text = "e\u{301}👍🏽x";
        assert_eq!(n_graphemes(text), 3);
        assert_eq!(byte_of_grapheme(text, 1), 3);
        assert_eq!(byte_of_grapheme(text, 9), text.len());
        assert_eq!(grapheme_of_byte(text, 0), 0);
        assert_eq!(grapheme_of_byte(text, 2), 0);
        assert_eq!(grapheme_of_byte(text, 3), 1);
        assert_eq!(grapheme_of_byte(text, 99), 3);
        assert_eq!(grapheme_of_byte("a\r\nb", 3), 2);
    }

    #[track_caller]
    fn check_truncate(text: &str, cells: usize, short: &str) {
        assert_eq!(truncate(text, cells), short, "{text:?} in {cells}");
    }

    #[test]
    fn what_is_cut_says_so() {
        check_truncate("Anora", 5, "Anora");
        check_truncate("Anora", 4, "Ano…");
        check_truncate("Anora", 1, "…");
        check_truncate("Anora", 0, "");
        check_truncate("東京物語", 4, "東…");
        check_truncate("The end is near", 8, "The end…");
        check_truncate("a\tb", 3, "a…");
    }

    #[test]
    fn a_padded_text_fills_its_cells() {
        assert_eq!(pad("東京", 3), "東…");
        assert_eq!(pad("東京物", 4), "東… ");
        assert_eq!(pad("a", 3), "a  ");
    }

    #[track_caller]
    fn check_sentences(text: &str, expected: &[&str]) {
        let found: Vec<_> = sentences(text).map(|(_, s)| s).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_where_a_reader_pauses() {
        check_sentences("One. Two! Three?", &["One. ", "Two! ", "Three?"]);
        check_sentences("Mr. Baker films. He cuts.", &["Mr. Baker films. ", "He cuts."]);
        check_sentences("As J. Hoberman wrote. So.", &["As J. Hoberman wrote. ", "So."]);
        check_sentences("So do I. And you.", &["So do I. ", "And you."]);
        check_sentences("It costs 3.50 there. Go.", &["It costs 3.50 there. ", "Go."]);
        check_sentences("終わり。始まり。", &["終わり。", "始まり。"]);
        check_sentences("", &[]);
    }

    #[test]
    fn words_are_counted_as_people_count_them() {
        assert_eq!(n_words("It’s a well-known film – 4/5 – isn’t it?"), 7);
        assert_eq!(n_words("one—two"), 2);
        assert_eq!(n_words("東京物語は、いい。"), 7);
        assert_eq!(n_words("* * *"), 0);
        assert_eq!(n_words(""), 0);
    }

    fn drawn(text: &str) -> usize {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4000, 1));
        usize::from(buffer.set_stringn(0, 0, text, usize::MAX, Style::default()).0)
    }

    proptest! {
        #[test]
        fn cells_agree_with_what_ratatui_draws(text in "[\\PC\\u{200d}\\u{fe0f}\\u{301}👍🏽🇺🇸ﾞ]{0,40}") {
            prop_assert_eq!(width(&text), drawn(&text));
        }

        #[test]
        fn the_quick_way_finds_the_same_graphemes(text in "([ab \\r\\n]|[\\PC]|[\\u{200d}\\u{fe0f}\\u{301}👍🏽🇺🇸ﾞ\\u{94d}कष]){0,40}") {
            let found: Vec<_> = graphemes(&text).collect();
            prop_assert_eq!(found, text.grapheme_indices(true).collect::<Vec<_>>());
        }

        #[test]
        fn a_cut_text_is_never_wider(text in any::<String>(), cells in 0_usize..40) {
            prop_assert!(width(&truncate(&text, cells)) <= cells);
            prop_assert_eq!(width(&pad(&text, cells)), cells);
        }

        #[test]
        fn bytes_come_back_from_graphemes(text in any::<String>()) {
            for (number, (byte, _)) in graphemes(&text).enumerate() {
                prop_assert_eq!(byte_of_grapheme(&text, number), byte);
                prop_assert_eq!(grapheme_of_byte(&text, byte), number);
            }
        }

        #[test]
        fn sentences_lose_nothing(text in any::<String>()) {
            prop_assert_eq!(sentences(&text).map(|(_, s)| s).collect::<String>(), text);
        }
    }
}
