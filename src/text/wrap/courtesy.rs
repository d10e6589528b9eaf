//! Courtesy: what a break costs its reader, apart from an uneven edge.

use super::super::width;
use super::fragment::Fragment;

/// A line that ends in a word of one letter.
const ONE_LETTER: u64 = 120;
/// A line that ends in a mark that opens something.
const OPENING: u64 = 200;
/// A line that begins with a dash, dots, or a mark that closes something.
const CLINGING: u64 = 120;
/// A line that ends inside of a word, at the hyphen or dash that it has anyway.
const COMPOUND: u64 = 20;
/// A line that ends in a hyphen which is there only because the line ends.
const HYPHEN: u64 = 76;
/// Two hyphens one below the other, or one that parts a name or the last word of a paragraph: worse than anything else, but lines
/// there must be.
pub(super) const NEVER: u64 = 1 << 32;
/// A last line of one word, or nearly.
pub(super) const RUNT: u64 = 120;
/// A last line that begins inside of a hyphenated word.
pub(super) const LAST_HYPHEN: u64 = 150;

const OPENERS: [char; 10] = ['(', '[', '{', '«', '‹', '“', '‘', '„', '¿', '¡'];

/// Gives each fragment the toll of a break after it.
pub(super) fn weigh(text: &str, fragments: &mut [Fragment]) {
    let word = |fragment: &Fragment| text.get(fragment.start..fragment.end).unwrap_or("");
    for at in 1..fragments.len() {
        let (before, after) = fragments.split_at_mut(at);
        if let (Some(last), Some(next)) = (before.last_mut(), after.first()) {
            last.toll = toll(last, word(last), word(next));
        }
    }
}

/// What it costs to break between two words.
fn toll(last: &Fragment, word: &str, next: &str) -> u64 {
    if last.is_hyphen() {
        return HYPHEN;
    }
    let is_spaced = last.space > 0;
    let is_inside =
        !is_spaced && !word.ends_with(width::is_cjk) && !next.starts_with(width::is_cjk);
    let tolls = [
        (is_spaced && is_one_letter(word), ONE_LETTER),
        (word.ends_with(OPENERS), OPENING),
        (clings(next), CLINGING),
        (is_inside, COMPOUND),
    ];
    tolls.iter().filter(|(is_due, _)| *is_due).map(|(_, toll)| toll).sum()
}

/// Whether a word is one letter, marks of quotation before it left out.
fn is_one_letter(word: &str) -> bool {
    let mut chars = word.trim_start_matches(OPENERS).chars();
    chars.next().is_some_and(|c| c.is_alphabetic() && !width::is_cjk(c)) && chars.next().is_none()
}

/// Whether a word begins with a mark that belongs to what stands before it.
fn clings(word: &str) -> bool {
    word.starts_with(['–', '—', '…', '”', '»', '›', ')', ']', '}', '.', ',', ';', ':', '!', '?'])
        || !word.is_empty() && word.chars().all(|c| c == '-')
}
