//! People's names in the parts that citation programs sort by.

/// A name in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name<'a> {
    /// A person's, by the convention that `BibTeX` reads names by: the last word is the family's, the small words before
    /// it (`van der`) stand with it, the rest is given.
    Person { given: String, particle: String, family: &'a str, suffix: &'a str },
    /// One that is not taken apart: a paper's, a single word, one in a script whose names go otherwise.
    Whole(&'a str),
}

const SUFFIXES: [&str; 6] = ["Jr.", "Jr", "Sr.", "Sr", "II", "III"];

impl<'a> Name<'a> {
    pub(super) fn read(name: &'a str) -> Self {
        let name = name.trim();
        let mut words: Vec<&str> = name.split_whitespace().collect();
        let is_european = words.iter().all(|word| word.chars().all(is_european));
        let is_a_body =
            words.iter().any(|word| BODIES.iter().any(|b| b.eq_ignore_ascii_case(word)));
        let suffix = match words.last() {
            Some(last) if words.len() > 2 => {
                SUFFIXES.iter().find(|suffix| *suffix == last).copied()
            }
            _ => None,
        };
        words.truncate(words.len() - usize::from(suffix.is_some()));
        let (Some(family), true) = (words.pop(), !words.is_empty() && is_european && !is_a_body)
        else {
            return Self::Whole(name);
        };
        let n_given = words.iter().rposition(|word| !is_particle(word)).map_or(0, |at| at + 1);
        let particle = words.split_off(n_given.max(1)).join(" ");
        Self::Person { given: words.join(" "), particle, family, suffix: suffix.unwrap_or("") }
    }
}

/// Words that only the name of a paper or of its staff has.
const BODIES: [&str; 9] =
    ["the", "staff", "editors", "magazine", "review", "reviews", "news", "press", "times"];

/// A word that stands before a family's name: it begins small.
fn is_particle(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

fn is_european(c: char) -> bool {
    !c.is_alphabetic()
        || matches!(c, '\u{0}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, parts: [&str; 4]) {
        let [given, particle, family, suffix] = parts;
        let (given, particle) = (given.to_owned(), particle.to_owned());
        assert_eq!(Name::read(name), Name::Person { given, particle, family, suffix });
    }

    #[test]
    fn a_persons_name_has_parts() {
        check("Tom Okafor", ["Tom", "", "Okafor", ""]);
        check("Maria  de la Cruz", ["Maria", "de la", "Cruz", ""]);
        check("J. R. Lund Jr.", ["J. R.", "", "Lund", "Jr."]);
        check("van Gogh", ["van", "", "Gogh", ""]);
        check("Анна Ким", ["Анна", "", "Ким", ""]);
    }

    #[test]
    fn what_is_no_persons_name_stays_whole() {
        for name in ["Cher", "The Quay", "Quay Staff", "王 小波", ""] {
            assert_eq!(Name::read(name), Name::Whole(name));
        }
    }
}
