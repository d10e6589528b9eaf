//! Folds text for comparing: case, accents and the shapes of dashes and quotes no longer matter.

use unicode_normalization::UnicodeNormalization;

/// The text without case and accents: `Mélanie` is `melanie`, `Straße` is `strasse`, `“Anora” — 1` is `"anora" - 1`.
///
/// Compatibility forms become the plain ones (`ﬁ` is `fi`, `½` is `1/2`, full-width letters are narrow), every white
/// space a space, and what cannot be seen (soft hyphens, joiners, direction marks) is gone. Marks that are letters of
/// their script rather than accents stay: the vowels of Devanagari and Thai, the voicing marks of kana. Folding what is
/// folded changes nothing.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // Runs of ASCII need no looking at one by one.
        let n_plain = rest.bytes().take_while(u8::is_ascii).count();
        let (run, after) = rest.split_at(n_plain.max(c.len_utf8()));
        if n_plain == 0 {
            fold_char(c, |c| folded.push(c));
        } else {
            folded.push_str(&fold_ascii(run));
        }
        rest = after;
    }
    folded
}

fn fold_ascii(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let is_other_space = |c: char| c.is_ascii_whitespace() && c != ' ';
    if lower.contains(is_other_space) { lower.replace(is_other_space, " ") } else { lower }
}

/// The folded text and, for each of its chars, the index of the char in `text` that it came from.
pub fn fold_map(text: &str) -> (String, Vec<u32>) {
    let mut folded = String::with_capacity(text.len());
    let mut sources = Vec::with_capacity(text.len());
    for (at, c) in (0..).zip(text.chars()) {
        fold_char(c, |c| {
            folded.push(c);
            sources.push(at);
        });
    }
    (folded, sources)
}

/// Hands what one char folds to, none to a few chars, to `push`.
fn fold_char(c: char, mut push: impl FnMut(char)) {
    if c.is_ascii() {
        return push(if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() });
    }
    // Twice, because a lower-case form may itself decompose.
    let plain = std::iter::once(c).nfkd().flat_map(char::to_lowercase);
    for c in plain.nfkd().filter(|c| !is_dropped(*c)) {
        match replaced(c) {
            Some(text) => text.chars().for_each(&mut push),
            None if c.is_whitespace() => push(' '),
            None => push(c),
        }
    }
}

/// Letters and signs that Unicode does not decompose but readers type another way.
fn replaced(c: char) -> Option<&'static str> {
    Some(match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⸺' | '⸻' => "-",
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
        '⁄' | '∕' => "/",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// Accents, and what cannot be seen. The ranges are Unicode's blocks of diacritical marks and the points of Cyrillic,
/// Hebrew and Arabic; marks of other scripts are vowels and the like, without which words would fall together.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, folded: &str) {
        assert_eq!(fold(text), folded, "{text:?}");
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        check("Mélanie LAURENT", "melanie laurent");
        check("Me\u{301}lanie", "melanie");
        check("ÉTÉ", "ete");
        check("Dvořák Żuławski İstanbul", "dvorak zulawski istanbul");
        check("Солярис Ёж", "солярис еж");
        check("ΣΟΛΑΡΙΣ Σολάρις", "σολαρισ σολαρισ");
        check("Nguyễn Đình", "nguyen dinh");
    }

    #[test]
    fn letters_of_their_own_become_what_one_types() {
        check("Straße STRAẞE", "strasse strasse");
        check("Bjørk Æon Œuvre Łódź Þór", "bjork aeon oeuvre lodz thor");
        check("ﬁlm ｆｉｌｍ Ⅳ №", "film film iv no");
    }

    #[test]
    fn dashes_quotes_and_spaces_have_one_shape() {
        check("“Anora” — d’amour…", "\"anora\" - d'amour...");
        check("a\u{a0}b\tc\u{3000}d", "a b c d");
        check("3½", "31/2");
    }

    #[test]
    fn what_cannot_be_seen_is_gone() {
        check("hy\u{ad}phen\u{200b}\u{feff}\u{202e}", "hyphen");
        check("❤️", "❤");
    }

    #[test]
    fn marks_that_are_letters_stay() {
        assert_ne!(fold("की"), fold("का"));
        assert_ne!(fold("がき"), fold("かき"));
        assert_eq!(fold("が"), fold("か\u{3099}"));
        check("東京物語", "東京物語");
        assert_eq!(fold("한국"), fold("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"));
    }

    #[test]
    fn the_map_names_the_char_each_came_from() {
        let (folded, sources) = fold_map("Œu\u{301}ß");
        assert_eq!(folded, "oeuss");
        assert_eq!(sources, [0, 0, 1, 3, 3]);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn the_map_fits_the_fold(text in any::<String>()) {
            let (folded, sources) = fold_map(&text);
            prop_assert_eq!(&folded, &fold(&text));
            prop_assert_eq!(folded.chars().count(), sources.len());
            prop_assert!(sources.is_sorted());
            prop_assert!(sources.iter().all(|at| (*at as usize) < text.chars().count()));
        }
    }

    #[test]
    fn every_char_folds_for_good() {
        for c in '\0'..='\u{1ffff}' {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "{c:?}");
        }
    }
}
