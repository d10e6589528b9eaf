//! Fingerprints of texts: the same review is known again, a damaged one is seen, similar ones are found.

use std::collections::HashSet;
use std::fmt;
use std::hash::BuildHasher;
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
    let prose = prose::parse(body);
    let mut hash = Sha256::new();
    let mut is_empty = true;
    each_word(&prose, |word| {
        hash.update(word);
        hash.update(b" ");
        is_empty = false;
    });
    if is_empty {
        hash.update(prose.plain());
    }
    Fingerprint(hash.finalize().into())
}

/// SHA-256 of bytes as they are, in hexadecimal digits, to see whether one of them has changed.
pub fn checksum(bytes: impl AsRef<[u8]>) -> String {
    Fingerprint(Sha256::digest(bytes).into()).to_string()
}

/// Words in a shingle.
const SHINGLE: usize = 5;

/// Every five words of a body that follow each other, hashed (FNV-1a, the same everywhere and for ever). A body of
/// fewer words is one shingle, one without words none.
pub fn shingles(body: &str) -> HashSet<u64> {
    let mut words: Vec<u64> = Vec::new();
    each_word(&prose::parse(body), |word| words.push(fnv(word.bytes())));
    let size = SHINGLE.min(words.len()).max(1);
    words.windows(size).map(|five| fnv(five.iter().flat_map(|word| word.to_le_bytes()))).collect()
}

/// How much two sets of shingles have in common, 0 to 1 (Jaccard): those in both by those in either. Two empty sets have
/// nothing in common.
pub fn similarity<S: BuildHasher>(one: &HashSet<u64, S>, other: &HashSet<u64, S>) -> f64 {
    let both = one.intersection(other).count();
    let either = one.len() + other.len() - both;
    #[expect(clippy::cast_precision_loss, reason = "a share, and no text has 2^52 words")]
    let share = both as f64 / either.max(1) as f64;
    share
}

/// How much of the smaller of two sets of shingles is in the larger, 0 to 1: near 1 where one text is a part of the
/// other. An empty set is a part of nothing.
pub fn containment<S: BuildHasher>(one: &HashSet<u64, S>, other: &HashSet<u64, S>) -> f64 {
    let both = one.intersection(other).count();
    #[expect(clippy::cast_precision_loss, reason = "a share, and no text has 2^52 words")]
    let share = both as f64 / one.len().min(other.len()).max(1) as f64;
    share
}

/// The smallest of some shingles: two texts share one of them the more likely the more they have in common (Broder's
/// sketch), so that a text's versions are found without looking at all others.
pub fn sketch<S: BuildHasher>(shingles: &HashSet<u64, S>) -> Vec<u64> {
    let mut smallest: Vec<u64> = shingles.iter().copied().collect();
    smallest.sort_unstable();
    smallest.truncate(SKETCH);
    smallest
}

/// Shingles in a sketch. Of two texts that have half of their words in common all but one pair in sixteen share one.
const SKETCH: usize = 4;

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
        let one = shingles(&long);
        let changed = shingles(&long.replace("word100", "other"));
        assert_eq!(one.len(), 196);
        assert!((similarity(&one, &one) - 1.0).abs() < f64::EPSILON);
        let share = similarity(&one, &changed);
        assert!(share > 0.9 && share < 1.0, "{share}");
        assert!(
            similarity(&one, &shingles("quite another text with other words")).abs() < f64::EPSILON
        );
        assert!(similarity(&shingles(""), &shingles("")).abs() < f64::EPSILON);
        assert_eq!(shingles("one two").len(), 1);
    }

    #[test]
    fn a_shingle_stays_what_it_is() {
        assert_eq!(
            shingles("one").into_iter().next(),
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
            let _ = shingles(&text);
        }
    }
}
