//! Moved: where a place in a text lies in another version of that text. It goes with its words, not with its number.

use std::collections::HashMap;

use super::fold::fold;
use super::prose::Prose;
use super::width;
use crate::review::Place;

/// Where a place of one version of a text lies in another.
///
/// Its sentence is looked for: the same, else one that shares most of its words; where it is gone, the nearest sentence
/// that is still there tells what stood beside it; where nothing is left, the place lies as far through the text. The
/// beginning stays the beginning.
///
/// ```
/// use anora_tui::{review::Place, text::{moved::moved, prose::parse}};
/// let (old, new) = (parse("One.\n\nTwo. Three."), parse("New.\n\nOne. Three."));
/// assert_eq!(moved(Place { block: 1, grapheme: 5 }, &old, &new), Place { block: 1, grapheme: 5 });
/// ```
pub fn moved(place: Place, old: &Prose, new: &Prose) -> Place {
    let (block, byte) = old.byte(place);
    let changed = Changed::between(old, new);
    if place == Place::default() || block < changed.n_before {
        return place;
    }
    let (n_old, n_new) = (old.blocks.len(), new.blocks.len());
    if block >= n_old - changed.n_after {
        return new.place(block + n_new - n_old, byte);
    }
    let olds = sentences(old, changed.n_before, n_old - changed.n_after);
    let news = sentences(new, changed.n_before, n_new - changed.n_after);
    let at = olds.partition_point(|s| (s.block, s.start) <= (block, byte)).saturating_sub(1);
    let Some(sentence) = olds.get(at) else { return new.clamp(place) };
    let versions = Versions::new(&olds, &news);
    if let Some(found) = versions.same(at).or_else(|| versions.alike(at)).and_then(|n| news.get(n))
    {
        return new.place(found.block, found.start + aligned(sentence, byte, found));
    }
    match versions.beside(at) {
        Some(beside) => news.get(beside).map_or_else(
            || new.place(n_new - changed.n_after, 0),
            |sentence| new.place(sentence.block, sentence.start),
        ),
        None => at_fraction(new, old.fraction_at(block, byte)),
    }
}

/// How many blocks two versions have in common at their beginning, and how many at their end.
struct Changed {
    n_before: usize,
    n_after: usize,
}

impl Changed {
    fn between(old: &Prose, new: &Prose) -> Self {
        let (olds, news) = (old.blocks.iter(), new.blocks.iter());
        let n_before = olds.clone().zip(news.clone()).take_while(|(a, b)| a.text == b.text).count();
        let most = olds.len().min(news.len()) - n_before;
        let ends = olds.rev().zip(news.rev()).take(most);
        Self { n_before, n_after: ends.take_while(|(a, b)| a.text == b.text).count() }
    }
}

/// A sentence of a text.
struct Sentence<'a> {
    block: usize,
    start: usize,
    /// Its words, without the space after them.
    text: &'a str,
}

/// The sentences of some blocks.
fn sentences(prose: &Prose, from: usize, to: usize) -> Vec<Sentence<'_>> {
    let of_block = |block: usize| {
        width::sentences(prose.text(block)).map(move |(start, text)| Sentence {
            block,
            start,
            text: text.trim_end(),
        })
    };
    (from..to).flat_map(of_block).collect()
}

/// The sentences of two versions.
struct Versions<'a> {
    olds: &'a [Sentence<'a>],
    news: &'a [Sentence<'a>],
    /// Where each sentence stands in the new version.
    by_text: HashMap<&'a str, Vec<usize>>,
}

/// How many sentences around one tell it from its like.
const NEIGHBOURS: usize = 8;

/// The share of words that makes a sentence a version of another.
const ALIKE: f64 = 0.5;

impl<'a> Versions<'a> {
    fn new(olds: &'a [Sentence<'a>], news: &'a [Sentence<'a>]) -> Self {
        let mut by_text: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, sentence) in news.iter().enumerate() {
            by_text.entry(sentence.text).or_default().push(number);
        }
        Self { olds, news, by_text }
    }

    /// The very same sentence; of several the one among the same neighbours, then the nearest.
    fn same(&self, at: usize) -> Option<usize> {
        let there = self.by_text.get(self.olds.get(at)?.text)?;
        let rank = |&&new: &&usize| (self.n_common(at, new), std::cmp::Reverse(new.abs_diff(at)));
        there.iter().max_by_key(rank).copied()
    }

    /// How many sentences before and after two equal ones are equal too.
    fn n_common(&self, old: usize, new: usize) -> usize {
        let texts = |(a, b): (&Sentence<'_>, &Sentence<'_>)| a.text == b.text;
        let (before, after) = (
            self.olds.iter().take(old).rev().zip(self.news.iter().take(new).rev()),
            self.olds.iter().skip(old + 1).zip(self.news.iter().skip(new + 1)),
        );
        before.take(NEIGHBOURS).take_while(|pair| texts(*pair)).count()
            + after.take(NEIGHBOURS).take_while(|pair| texts(*pair)).count()
    }

    /// The sentence that shares the most words, at least half of them; of several the nearest.
    fn alike(&self, at: usize) -> Option<usize> {
        let wanted = words(self.olds.get(at)?.text);
        let mut best: Option<(f64, usize)> = None;
        for (number, sentence) in self.news.iter().enumerate() {
            let share = common_share(&wanted, &words(sentence.text));
            let is_nearer =
                |best: (f64, usize)| share >= best.0 && number.abs_diff(at) < best.1.abs_diff(at);
            if share >= ALIKE && best.is_none_or(|best| share > best.0 || is_nearer(best)) {
                best = Some((share, number));
            }
        }
        best.map(|(_, number)| number)
    }

    /// The sentence that now stands where a lost one stood: the first after it that is still there, or the one behind
    /// the last before it, whichever was nearer.
    fn beside(&self, at: usize) -> Option<usize> {
        (1..self.olds.len()).find_map(|far| {
            let after = self.same(at + far);
            after.or_else(|| Some(self.same(at.checked_sub(far)?)? + 1))
        })
    }
}

/// The words of a sentence, folded and sorted; a CJK character is a word.
fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words = Vec::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.contains(width::is_cjk) {
            words.extend(word.chars().map(String::from));
        } else {
            words.push(word.to_owned());
        }
    }
    words.sort_unstable();
    words
}

/// The share of words that two sorted lists have in common, 0 to 1 (Dice's coefficient).
fn common_share(a: &[String], b: &[String]) -> f64 {
    let (mut n_common, mut at) = (0_u32, 0);
    for word in a {
        at += b.get(at..).unwrap_or(&[]).partition_point(|other| other < word);
        if b.get(at) == Some(word) {
            n_common += 1;
            at += 1;
        }
    }
    let n_words = u32::try_from(a.len() + b.len()).unwrap_or(u32::MAX);
    f64::from(2 * n_common) / f64::from(n_words.max(1))
}

/// Characters after a place by which it is found again inside its sentence.
const PROBE: usize = 24;

/// Bytes into a sentence at which a byte of another version of it lies: before the same words, else after them, else as
/// many bytes in.
fn aligned(old: &Sentence<'_>, byte: usize, new: &Sentence<'_>) -> usize {
    let inside = byte.saturating_sub(old.start).min(old.text.len());
    let (before, after) = old.text.split_at_checked(inside).unwrap_or((old.text, ""));
    if new.text.starts_with(before) {
        return inside;
    }
    let probe: String = after.chars().take(PROBE).collect();
    let nearest =
        new.text.match_indices(&probe).map(|(at, _)| at).min_by_key(|at| at.abs_diff(inside));
    nearest.filter(|_| !probe.is_empty()).unwrap_or(inside).min(new.text.len().saturating_sub(1))
}

/// The place before which such a share of the text stands.
fn at_fraction(prose: &Prose, fraction: f32) -> Place {
    let block =
        (0..prose.blocks.len()).take_while(|&block| prose.fraction_at(block, 0) <= fraction).last();
    prose.clamp(Place { block: u32::try_from(block.unwrap_or(0)).unwrap_or(u32::MAX), grapheme: 0 })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::prose::parse;
    use super::*;

    /// The words after a place, where `|` stands in the old text, are these in the new one.
    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        let at = parse(&old.replace('|', "\u{2021}"));
        let marked = at.blocks.iter().position(|block| block.text.contains('\u{2021}')).unwrap();
        let byte = at.text(marked).find('\u{2021}').unwrap();
        let (old, new) = (parse(&old.replace('|', "")), parse(new));
        let place = moved(old.place(marked, byte), &old, &new);
        let (block, byte) = new.byte(place);
        let after = new.text(block).get(byte..).unwrap();
        assert!(
            after.starts_with(expected) && expected.is_empty() == after.is_empty(),
            "{after:?}"
        );
    }

    #[test]
    fn a_place_goes_with_its_sentence() {
        check("One.\n\n|Two.", "New.\n\nOne.\n\nTwo.", "Two.");
        check("One.\n\nTwo.\n\n|Three.", "Three.", "Three.");
        check("One. Two |stays here. Three.", "One. New. Two stays here. Three.", "stays here.");
        check("One.\n\nTwo. |Three. Four.", "One. Two. Three.\n\nFour.", "Three.");
        check("# A\n\nOne.\n\n|Two.", "Two.\n\n# A\n\nOne.", "Two.");
    }

    #[test]
    fn of_equal_sentences_the_one_among_the_same_neighbours_is_meant() {
        check("A. Yes. B. |Yes. C.", "A. Yes. New. B. Yes. C.", "Yes. C.");
        check("A. Yes. B. |Yes. C.", "Yes. C. A. Yes. B.", "Yes. C.");
    }

    #[test]
    fn a_sentence_that_was_mended_is_the_same() {
        check(
            "One.\n\n|Teh captain was his brother all along. So.",
            "New.\n\nOne.\n\nThe captain was his brother all along. So.",
            "The captain",
        );
        check(
            "One.\n\nThe captain was |his brother all along. So.",
            "One.\n\nThe old captain was his brother all along. So.",
            "his brother",
        );
        check("序。\n\n|船長は彼の兄だった。", "序。\n\n新。\n\n船長が彼の兄だった。", "船長が");
    }

    #[test]
    fn where_a_sentence_is_gone_its_neighbour_is_read() {
        check("One here. |Two gone. Three there.", "One here. Three there.", "Three there.");
        check("One here. Two there. |Three gone.", "One here. Two there. New end.", "New end.");
        check("One here. Two there. |Three gone.\n\nEnd.", "One here. Two there.\n\nEnd.", "End.");
    }

    #[test]
    fn where_nothing_is_left_the_place_lies_as_far_in() {
        check("Aa.\n\nBb.\n\n|Cc.\n\nDd.", "Ee.\n\nFf.\n\nGg.\n\nHh.", "Gg.");
        check("|Aa.\n\nBb.", "Ee.", "Ee.");
        check("Aa.\n\n|Bb.", "", "");
    }

    fn text() -> impl Strategy<Value = Vec<String>> {
        let words = prop::sample::select(vec!["one", "tram", "é", "東京", "goes", "a", "📖"]);
        let sentence = prop::collection::vec(words, 1..6)
            .prop_map(|words| format!("The {}.", words.join(" ")));
        prop::collection::vec(prop_oneof![4 => sentence, 1 => Just("\n\n".to_owned())], 1..24)
    }

    proptest! {
        #[test]
        fn a_place_exists_and_nothing_changed_moves_nothing(old in text(), new in text(), block in 0_u32..6, grapheme in 0_u32..60) {
            let (old, new) = (parse(&old.join(" ")), parse(&new.join(" ")));
            let place = old.clamp(Place { block, grapheme });
            prop_assert_eq!(moved(place, &old, &old), place);
            let there = moved(place, &old, &new);
            prop_assert_eq!(new.clamp(there), there);
        }

        #[test]
        fn what_is_put_in_before_or_after_moves_no_place_off_its_words(old in text(), before in text(), after in text(), at in 0_usize..24) {
            let marked = "Here the captain stands and waits.";
            // The very beginning stays the beginning, whatever is put before it.
            let mut body = [vec!["Opening.\n\n".to_owned()], old].concat();
            body.insert((at + 1).min(body.len()), marked.to_owned());
            let prose = parse(&body.join(" "));
            let find = |prose: &Prose| prose.blocks.iter().enumerate().find_map(|(n, b)| Some((n, b.text.find(marked)?))).unwrap();
            let (block, byte) = find(&prose);
            let edited = parse(&[before, body, after].concat().join(" "));
            let (there, there_byte) = find(&edited);
            prop_assert_eq!(moved(prose.place(block, byte), &prose, &edited), edited.place(there, there_byte));
        }
    }
}
