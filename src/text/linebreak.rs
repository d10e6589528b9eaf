//! Where a line may break: UAX #14, with two changes for reviews.

use icu_segmenter::{LineSegmenter, options::LineBreakOptions};

use super::width;

/// Bytes at which a line may break, in order; the end of a text that is not empty is the last of them.
///
/// As UAX #14 says, but never inside a grapheme; `C++11` and `and/or` stay whole, and an address is parted after `/` alone. Space belongs to what stands
/// before it.
pub fn opportunities(text: &str) -> Vec<usize> {
    if text.is_ascii() {
        let mut breaks = if is_simple(text) { after_spaces(text) } else { standard(text) };
        breaks.retain(|&at| !is_tailored(text, at));
        return breaks;
    }
    let mut graphemes = width::graphemes(text).map(|(start, _)| start).peekable();
    let mut breaks = standard(text);
    breaks.retain(|&at| {
        while graphemes.next_if(|&start| start < at).is_some() {}
        let is_whole = at == text.len() || graphemes.peek() == Some(&at);
        is_whole && !is_tailored(text, at)
    });
    breaks
}

/// The opportunities of UAX #14 itself.
fn standard(text: &str) -> Vec<usize> {
    // With a dictionary for Thai, Lao, Khmer and Burmese, which have no spaces between words.
    let segmenter = LineSegmenter::new_dictionary(LineBreakOptions::default());
    segmenter.segment_str(text).filter(|&at| at > 0).collect()
}

/// Whether a text has only letters, digits, spaces and what clings to the word before it, so that it breaks after
/// spaces and nowhere else. Most sentences are so, and need no tables.
fn is_simple(text: &str) -> bool {
    let mut last = b' ';
    text.bytes().all(|byte| {
        let is_simple = match byte {
            b'.' | b',' | b';' | b':' => last != b' ',
            b' ' | b'\'' => true,
            _ => byte.is_ascii_alphanumeric(),
        };
        last = byte;
        is_simple
    })
}

fn after_spaces(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.iter().skip(1)).enumerate();
    let breaks = pairs
        .filter(|&(_, (&before, &after))| before == b' ' && after != b' ')
        .map(|(at, _)| at + 1);
    breaks.chain((!text.is_empty()).then_some(text.len())).collect()
}

/// Characters around a slash that are looked at; in anything longer a break does less harm than none.
const NEAR: usize = 24;

/// Whether a break that UAX #14 allows is one that readers stumble over: `C++|11`, `and/|or`; in addresses `https://|`
/// and `?|`.
fn is_tailored(text: &str, at: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else { return false };
    if !after.starts_with(|c: char| c.is_alphanumeric() || c == '+') {
        return false;
    }
    match before.as_bytes().last() {
        Some(b'+') => before.trim_end_matches('+').ends_with(|c: char| c.is_ascii_alphanumeric()),
        Some(b'/') => before.ends_with("//") || is_lone_slash(before, after),
        Some(b'?') => true,
        _ => false,
    }
}

/// Whether the slash between two texts is the only one in a short word, which an address has not.
fn is_lone_slash(before: &str, after: &str) -> bool {
    let before = before.strip_suffix('/').unwrap_or(before);
    let is_word = |chars: &mut dyn Iterator<Item = char>| {
        let mut near = chars.take(NEAR + 1).take_while(|c| !c.is_whitespace());
        let mut n = 0;
        near.all(|c| {
            n += 1;
            n <= NEAR && c != '/'
        }) && n > 0
    };
    is_word(&mut before.chars().rev()) && is_word(&mut after.chars())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::*;

    /// The text with a bar wherever a line may break.
    #[track_caller]
    fn check(expected: &str) {
        let text = expected.replace('¦', "");
        let mut shown = String::new();
        let mut start = 0;
        for at in opportunities(&text) {
            shown.push_str(text.get(start..at).unwrap());
            shown.push('¦');
            start = at;
        }
        assert_eq!(shown, format!("{expected}¦"));
    }

    #[test]
    fn lines_break_where_readers_expect_it() {
        check("The ¦film ¦isn't ¦long, ¦is ¦it: ¦no.");
        check("word¦—¦word");
        check("well-¦known");
        check("$9.99 ¦(4/5)");
        check("no\u{a0}break ¦here");
        check("「");
        check("「東¦京¦物¦語」¦と¦い¦う。");
        check("http://example.com/¦a?b=c/¦d");
        check("“quote” ¦(paren) ¦x");
        check("soft\u{ad}¦hyphen");
        check("ภาพยนตร์¦เรื่อง¦นี้");
        check("a .b");
    }

    #[test]
    fn what_readers_stumble_over_stays_whole() {
        check("C++11 ¦and/or ¦he/she");
        check("Écran/film ¦x");
        check("1/2 ¦9/10");
        check("a/¦b/¦c");
    }

    #[test]
    fn an_empty_text_has_no_break() {
        assert_eq!(opportunities(""), Vec::<usize>::new());
        assert_eq!(opportunities(" "), [1]);
    }

    #[test]
    fn clusters_stay_whole() {
        check("👨\u{200d}👩\u{200d}👧¦👍🏽¦🇺🇸¦🇬🇧");
        check("e\u{301} ¦x");
    }

    /// One line of Unicode's test file: the text, and the bytes at which it breaks.
    fn unicode_case(line: &str) -> Option<(String, Vec<usize>)> {
        let line = line.split('#').next()?.trim();
        let (mut text, mut breaks) = (String::new(), Vec::new());
        for part in line.split_whitespace() {
            match part {
                "÷" => breaks.push(text.len()),
                "×" => {}
                code => text.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?),
            }
        }
        (!text.is_empty()).then_some((text, breaks))
    }

    #[test]
    fn unicode_s_own_tests_agree() {
        let Some(corpus) = std::env::var_os("ANORA_CORPUS") else {
            eprintln!("skipped: ANORA_CORPUS is not set");
            return;
        };
        let path = std::path::Path::new(&corpus).join("unicode/LineBreakTest.txt");
        let file = fs::read_to_string(path).unwrap();
        let cases: Vec<_> = file.lines().filter_map(unicode_case).collect();
        let right = cases.iter().filter(|(text, breaks)| {
            let found = if is_simple(text) { after_spaces(text) } else { standard(text) };
            found == *breaks
        });
        let right = right.count();
        eprintln!("{right} of {} line-break tests agree", cases.len());
        assert!(right * 100 >= cases.len() * 98, "{right} of {}", cases.len());
    }

    proptest! {
        #[test]
        fn the_quick_way_finds_the_same(text in "[a-z0-9 .,;:']{0,30}") {
            if is_simple(&text) {
                prop_assert_eq!(after_spaces(&text), standard(&text));
            }
        }

        #[test]
        fn no_break_lies_inside_a_grapheme(text in "[\\PC\\u{200d}\\u{fe0f}\\u{301}👍🏽🇺🇸/+ ]{0,40}") {
            let starts: Vec<_> = width::graphemes(&text).map(|(start, _)| start).collect();
            let breaks = opportunities(&text);
            prop_assert!(breaks.iter().all(|at| starts.contains(at) || *at == text.len()));
            prop_assert!(breaks.is_sorted_by(|a, b| a < b));
            prop_assert_eq!(breaks.last().copied().unwrap_or(0), text.len());
        }
    }
}
