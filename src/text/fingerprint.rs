//! Fingerprints of texts: the same review is known again, a damaged one is seen, similar ones are found.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::prose::{self, BlockKind, Prose};
use super::width;
use crate::review::ReviewId;

/// What a text is known by: SHA-256 over its words. Shown and read as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// A fingerprint from its bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Its first letters in the alphabet of ids ([`ReviewId::ALPHABET`]), five bits each; at most 51.
    pub fn base32(&self, n_letters: usize) -> String {
        let bits = self.0.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
        let bits: Vec<u8> = bits.take(n_letters.saturating_mul(5)).collect();
        let fives =
            bits.chunks_exact(5).map(|five| five.iter().fold(0_u8, |all, bit| all << 1 | bit));
        fives
            .filter_map(|five| ReviewId::ALPHABET.get(usize::from(five)))
            .map(|&letter| char::from(letter))
            .collect()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What is not a fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a fingerprint (64 hexadecimal digits)")]
pub struct NotAFingerprint;

impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    fn from_str(text: &str) -> Result<Self, NotAFingerprint> {
        let digit =
            |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let digits: Vec<u8> =
            text.bytes().map(digit).collect::<Option<_>>().ok_or(NotAFingerprint)?;
        let (pairs, rest) = digits.as_chunks::<2>();
        let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
        bytes.try_into().ok().filter(|_| rest.is_empty()).map(Self).ok_or(NotAFingerprint)
    }
}

/// The fingerprint of a body, over its words only: case, space, punctuation, markup, links and captions do not count,
/// so that a review has the same one whether it came in as plain text, Markdown or a web page. A body without words has
/// that of its characters.
pub fn fingerprint(body: &str) -> Fingerprint {
    fingerprint_of(&prose::parse(body))
}

/// The fingerprint of a body that is parsed already.
pub fn fingerprint_of(prose: &Prose) -> Fingerprint {
    let mut words = String::new();
    each_word(prose, |word| {
        words.push_str(word);
        words.push(' ');
    });
    let known_by = if words.is_empty() { prose.plain() } else { words };
    Fingerprint(Sha256::digest(known_by).into())
}

/// SHA-256 of bytes as they are, in hexadecimal digits, to see whether one of them has changed.
pub fn checksum(bytes: impl AsRef<[u8]>) -> String {
    Fingerprint(Sha256::digest(bytes).into()).to_string()
}

/// Words in a shingle.
const SHINGLE: usize = 5;

/// Shingles in a sketch. Of two texts that have half of their words in common all but one pair in sixteen share one.
const SKETCH: usize = 4;

/// Every five words of a text that follow each other, hashed (FNV-1a, the same everywhere and for ever).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shingles(Vec<u64>);

impl Shingles {
    /// Those of a body. A body of fewer words is one shingle, one without words none.
    pub fn of(body: &str) -> Self {
        Self::of_prose(&prose::parse(body))
    }

    /// Those of a body that is parsed already.
    pub fn of_prose(prose: &Prose) -> Self {
        let mut words: Vec<u64> = Vec::new();
        each_word(prose, |word| words.push(fnv(word.bytes())));
        let size = SHINGLE.min(words.len()).max(1);
        let hashes =
            words.windows(size).map(|five| fnv(five.iter().flat_map(|word| word.to_le_bytes())));
        let mut hashes: Vec<u64> = hashes.collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How much two texts have in common, 0 to 1 (Jaccard): the shingles in both by those in either. Two texts without
    /// words have nothing in common.
    pub fn similarity(&self, other: &Self) -> f64 {
        let both = self.n_common(other);
        let either = self.len() + other.len() - both;
        share(both, either)
    }

    /// How much of the shorter text is in the longer, 0 to 1: near 1 where one text is a part of the other. A text without
    /// words is a part of nothing.
    pub fn containment(&self, other: &Self) -> f64 {
        share(self.n_common(other), self.len().min(other.len()))
    }

    /// The smallest of them: two texts share one of these the more likely the more they have in common (Broder's sketch),
    /// so that a text's versions are found without looking at all others.
    pub fn sketch(&self) -> impl Iterator<Item = u64> {
        self.0.iter().copied().take(SKETCH)
    }

    /// How many are in both: one walk through either, for they are sorted.
    fn n_common(&self, other: &Self) -> usize {
        let mut rest = other.0.iter().peekable();
        let is_in_both = |hash: &&u64| {
            while rest.next_if(|other| other < hash).is_some() {}
            rest.peek() == Some(hash)
        };
        self.0.iter().filter(is_in_both).count()
    }
}

fn share(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a share, and no text has 2^52 words")]
    let share = part as f64 / whole.max(1) as f64;
    share
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo).
fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Hands over every word of a text, in order: letters and digits in lower case. A CJK character is a word.
fn each_word(prose: &Prose, mut take: impl FnMut(&str)) {
    let mut word = String::new();
    for block in prose.blocks.iter().filter(|block| block.kind != BlockKind::Caption) {
        for c in block.text.chars().chain([' ']) {
            if c.is_ascii_alphanumeric() {
                word.push(c.to_ascii_lowercase());
                continue;
            }
            let is_cjk = width::is_cjk(c);
            if c.is_alphanumeric() && !is_cjk {
                word.extend(c.to_lowercase());
                continue;
            }
            // An apostrophe or an accent does not end a word.
            if matches!(c, '\'' | '’' | 'ʼ' | '\u{ad}') || width::is_mark(c) {
                continue;
            }
            if !word.is_empty() {
                take(&word);
                word.clear();
            }
            if is_cjk && c.is_alphanumeric() {
                take(c.encode_utf8(&mut [0; 4]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn same(one: &str, other: &str) {
        assert_eq!(fingerprint(one), fingerprint(other), "{one:?} and {other:?}");
    }

    #[track_caller]
    fn different(one: &str, other: &str) {
        assert_ne!(fingerprint(one), fingerprint(other), "{one:?} and {other:?}");
    }

    #[test]
    fn a_review_is_known_again_in_other_clothes() {
        same("It’s *the* film of the year.", "It's the film\nof the YEAR");
        same("# Anora\n\nA [story](http://x.y) told.", "Anora\n\nA story told");
        same("- one\n- two", "one\n\ntwo");
        same("one—two", "one – two");
        same("<p>One &amp; <b>two</b></p>", "One & two");
        same("東京\n物語", "東京物語");
        same("![alt](a.jpg)\n\nText", "Text");
        same("extra\u{ad}ordinary", "extraordinary");
    }

    #[test]
    fn other_words_are_another_review() {
        different("one two", "two one");
        different("one two", "onetwo");
        different("one", "");
        different("🙂", "🙁");
        different("4/5", "3/5");
    }

    #[test]
    fn a_fingerprint_is_read_as_it_is_written() {
        let one = fingerprint("one");
        assert_eq!(one.to_string().len(), 64);
        assert_eq!(one.to_string().parse(), Ok(one));
        assert_eq!("12".parse::<Fingerprint>(), Err(NotAFingerprint));
        assert_eq!(format!("{one}0").parse::<Fingerprint>(), Err(NotAFingerprint));
        assert_eq!("x".repeat(64).parse::<Fingerprint>(), Err(NotAFingerprint));
        assert_eq!(Fingerprint::from_bytes([0xff; 32]).base32(4), "zzzz");
        assert_eq!(Fingerprint::from_bytes(*one.as_bytes()), one);
        assert_eq!(one.base32(99).len(), 51);
        assert!(ReviewId::new(&one.base32(8)).is_some());
    }

    #[test]
    fn a_checksum_sees_every_byte() {
        assert_eq!(
            checksum("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_ne!(checksum("abc"), checksum("abd"));
    }

    #[test]
    fn similar_texts_share_shingles() {
        let long = (0..200).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ");
        let one = Shingles::of(&long);
        let changed = Shingles::of(&long.replace("word100", "other"));
        assert_eq!(one.len(), 196);
        assert!((one.similarity(&one) - 1.0).abs() < f64::EPSILON);
        let share = one.similarity(&changed);
        assert!(share > 0.9 && share < 1.0, "{share}");
        let other = Shingles::of("quite another text with other words");
        assert!(one.similarity(&other).abs() < f64::EPSILON);
        assert!(Shingles::of("").similarity(&Shingles::of("")).abs() < f64::EPSILON);
        assert_eq!(Shingles::of("one two").len(), 1);
    }

    #[test]
    fn a_part_of_a_text_is_contained_in_it() {
        let words = |n: usize| (0..n).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ");
        let (whole, part) = (Shingles::of(&words(200)), Shingles::of(&words(100)));
        assert!(whole.containment(&part) > 0.95 && part.containment(&whole) > 0.95);
        assert!(whole.containment(&Shingles::of("")).abs() < f64::EPSILON);
        assert!(whole.sketch().is_sorted() && whole.sketch().count() == SKETCH);
    }

    #[test]
    fn a_shingle_stays_what_it_is() {
        assert_eq!(
            Shingles::of("one").sketch().next(),
            Some(fnv(fnv(b"one".iter().copied()).to_le_bytes().into_iter()))
        );
        assert_eq!(fnv(b"a".iter().copied()), 0xaf63_dc4c_8601_ec8c);
    }

    proptest! {
        #[test]
        fn case_and_space_do_not_count(words in proptest::collection::vec("[a-zéя]{1,8}", 1..20)) {
            same(&words.join(" "), &words.join(", ").to_uppercase());
            same(&words.join(" "), &words.join("\n"));
        }

        #[test]
        fn any_text_has_a_fingerprint(text in any::<String>()) {
            prop_assert_eq!(fingerprint(&text), fingerprint(&text));
            let _ = Shingles::of(&text);
        }
    }
}
