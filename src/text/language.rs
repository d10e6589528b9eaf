//! Which language a text is in: as its source says, else as its words show.

use whatlang::Lang;

use super::prose::Prose;

/// A language by its code of two letters (ISO 639-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language([u8; 2]);

/// Languages that are told by their words, by their codes of three letters (ISO 639-3) and of two.
const DETECTED: [(Lang, &str); 17] = [
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Ita, "it"),
    (Lang::Por, "pt"),
    (Lang::Nld, "nl"),
    (Lang::Swe, "sv"),
    (Lang::Dan, "da"),
    (Lang::Fin, "fi"),
    (Lang::Pol, "pl"),
    (Lang::Ces, "cs"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Tur, "tr"),
    (Lang::Ell, "el"),
    (Lang::Cat, "ca"),
];

/// Characters that are looked at to tell a language, and how many it takes at least.
const LOOKED_AT: usize = 1_500;
const TELLING: usize = 60;

impl Language {
    /// The language of a tag as BCP 47 writes it (`en`, `pt-BR`).
    pub fn named(tag: &str) -> Option<Self> {
        let name = tag.split(['-', '_']).next().unwrap_or("");
        match name.as_bytes() {
            [a, b] if name.chars().all(|c| c.is_ascii_alphabetic()) => {
                Some(Self([a.to_ascii_lowercase(), b.to_ascii_lowercase()]))
            }
            _ => None,
        }
    }

    /// The language that a text is in, by what its source says of it, else by its words where they tell.
    pub fn of(prose: &Prose, stated: Option<&str>) -> Option<Self> {
        stated.and_then(Self::named).or_else(|| Self::detect(prose))
    }

    fn detect(prose: &Prose) -> Option<Self> {
        let mut words = String::new();
        for block in &prose.blocks {
            let room = LOOKED_AT.saturating_sub(words.len());
            words.extend(block.text.chars().take(room).chain([' ']));
            if room == 0 {
                break;
            }
        }
        if words.chars().filter(|c| c.is_alphabetic()).count() < TELLING {
            return None;
        }
        let found = whatlang::detect(&words).filter(whatlang::Info::is_reliable)?;
        let (_, code) = DETECTED.iter().find(|(lang, _)| *lang == found.lang())?;
        Self::named(code)
    }

    /// Its code.
    pub fn code(self) -> [u8; 2] {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::prose;

    #[track_caller]
    fn check(text: &str, stated: Option<&str>, expected: Option<&str>) {
        let found = Language::of(&prose::parse(text), stated);
        assert_eq!(found, expected.and_then(Language::named), "{text:?}");
    }

    #[test]
    fn what_the_source_says_is_believed() {
        check("The film is long.", Some("pt-BR"), Some("pt"));
        check("", Some("DE"), Some("de"));
        check("", Some("german"), None);
        check("", Some("é"), None);
    }

    #[test]
    fn else_the_words_tell_or_nothing_does() {
        let english = "Nobody in this film says what they want, and everybody gets a part of it before the night ends.";
        let german = "Niemand in diesem Film sagt, was er will, und doch bekommt jeder noch vor dem Morgen etwas davon.";
        check(english, None, Some("en"));
        check(german, None, Some("de"));
        check("La nuit", None, None);
        check("12345 67890 ".repeat(20).as_str(), None, None);
    }
}
