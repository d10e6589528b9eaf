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

    /// A file of Unicode's own tests, where there is one.
    fn unicode_file(name: &str) -> Option<String> {
        let Some(corpus) = std::env::var_os("ANORA_CORPUS") else {
            eprintln!("skipped: ANORA_CORPUS is not set");
            return None;
        };
        Some(fs::read_to_string(std::path::Path::new(&corpus).join("unicode").join(name)).unwrap())
    }

    /// One line of such a file: the text, and the bytes at which it breaks, the first left out.
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
        breaks.retain(|at| *at > 0);
        (!text.is_empty()).then_some((text, breaks))
    }

    /// What the file says of each place between two characters: the byte, and the rule it goes by, as `× [25.03]`.
    fn rules<'a>(text: &'a str, line: &'a str) -> impl Iterator<Item = (usize, String)> + 'a {
        let comment = line.split('#').nth(1).unwrap_or("");
        let mut words = comment.split_whitespace().peekable();
        let mut found = Vec::new();
        while let Some(word) = words.next() {
            if matches!(word, "÷" | "×")
                && let Some(number) = words.next_if(|next| next.starts_with('['))
            {
                found.push(format!("{word} {number}"));
            }
        }
        text.char_indices().map(|(at, _)| at).zip(found)
    }

    /// Rules of the test file that we break, and why.
    const OTHERWISE: [(&str, &str); 3] = [
        // The file has numbers by a pattern that begins with a digit, so that `)|%`, `$|(` and `a.|5` may break. The
        // pairs of LB25, as the standard's text has them, keep these whole, and so would a typist.
        ("÷ [999.0]", "numbers, LB25"),
        // Unicode 15.0 held a bracket to a quotation mark before it even over spaces; 15.1 took LB15 away, because a
        // closing mark is no opening one: `“so” |(he said)`.
        ("× [15.0]", "quotation marks, LB15"),
        // What came instead, LB15a and LB15b, holds spaces to the inner side of « ».
        ("÷ [18.0]", "quotation marks, LB15a and LB15b"),
    ];

    #[test]
    fn unicode_s_own_tests_agree_or_it_is_known_why_not() {
        let Some(file) = unicode_file("LineBreakTest.txt") else { return };
        let (mut n, mut right) = (0, 0);
        for line in file.lines() {
            let Some((text, breaks)) = unicode_case(line) else { continue };
            let found = if is_simple(&text) { after_spaces(&text) } else { standard(&text) };
            n += 1;
            right += usize::from(found == breaks);
            for (at, rule) in rules(&text, line).filter(|(at, _)| *at > 0) {
                let is_same = found.contains(&at) == breaks.contains(&at);
                let is_known = OTHERWISE.iter().any(|(known, _)| *known == rule);
                assert!(is_same || is_known, "{rule} at {at} of {line}");
            }
        }
        eprintln!("{right} of {n} line-break tests agree");
        assert!(right * 1000 >= n * 994 && n > 0, "{right} of {n}");
    }

    #[test]
    fn unicode_s_own_tests_of_graphemes_agree() {
        let Some(file) = unicode_file("GraphemeBreakTest.txt") else { return };
        // Scissors were a pictograph in Unicode 15.0, which joins with others, and are none any more.
        let is_known = |text: &str| text.contains('\u{2701}');
        for (text, breaks) in file.lines().filter_map(unicode_case).filter(|c| !is_known(&c.0)) {
            let ends: Vec<_> =
                width::graphemes(&text).map(|(start, grapheme)| start + grapheme.len()).collect();
            assert_eq!(ends, breaks, "{text:?}");
        }
    }

    /// What Japanese and Chinese do not begin a line with, and what they do not end it with.
    const NEVER_FIRST: &str =
        "、。，．・：；？！」』）］｝〕〉》】〗ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々゛゜…‥";
    const NEVER_LAST: &str = "「『（［｛〔〈《【〖";

    #[test]
    fn japanese_and_chinese_lines_begin_and_end_as_they_should() {
        let tables = [
            "彼女は「行かない」と言った。「なぜ？」と聞かれても、（たぶん）答えなかったのだ……。ニューヨーク・シティ、きっと、ゆっくり、時々。",
            "导演说：“这部电影（2024年）很长。”观众问：《阿诺拉》好看吗？好看！……我们、他们；都喜欢。【完】",
        ];
        for text in tables {
            for at in opportunities(text) {
                let (before, after) = text.split_at_checked(at).unwrap();
                assert!(!after.starts_with(|c| NEVER_FIRST.contains(c)), "{before}¦{after}");
                assert!(!before.ends_with(|c| NEVER_LAST.contains(c)), "{before}¦{after}");
            }
        }
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
