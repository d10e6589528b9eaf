use proptest::prelude::*;

use super::*;
use crate::text::prose::parse;

/// The anchor of the words between brackets, and the text without these.
fn marked(text: &str) -> (String, Anchor) {
    let bracketed = Flat::of(&parse(&text.replace('[', "⟦").replace(']', "⟧")));
    let start = bracketed.text().find('⟦').unwrap();
    let end = bracketed.text().find('⟧').unwrap() - '⟦'.len_utf8();
    let plain = text.replace(['[', ']'], "");
    let prose = parse(&plain);
    let flat = Flat::of(&prose);
    (plain, anchor(&prose, flat.passage(&prose, start..end)).unwrap())
}

fn words_at(text: &str, passage: Passage) -> String {
    let prose = parse(text);
    let flat = Flat::of(&prose);
    flat.get(flat.byte(&prose, passage.from)..flat.byte(&prose, passage.to)).to_owned()
}

/// Words marked in a text are found in another as those that are marked there; none marked means an orphan.
#[track_caller]
fn check(old: &str, new: &str) {
    let (_, anchor) = marked(old);
    if new.contains('[') {
        let (plain, expected) = marked(new);
        let found =
            find(&parse(&plain), &anchor).map(|passage| (words_at(&plain, passage), passage));
        let wanted = expected.passage.map(|passage| (words_at(&plain, passage), passage));
        assert_eq!(found, wanted);
    } else {
        assert_eq!(find(&parse(new), &anchor), None);
    }
}

#[test]
fn a_passage_is_known_by_its_place_its_words_and_what_stands_about_them() {
    let (_, anchor) = marked("One.\n\nThe film begins [in a shop]. It ends there.");
    let place = |block, grapheme| crate::review::Place { block, grapheme };
    assert_eq!(anchor.passage, Some(Passage { from: place(1, 16), to: place(1, 25) }));
    assert_eq!(anchor.quote.exact, "in a shop");
    assert_eq!(anchor.quote.prefix, "One.\nThe film begins ");
    assert_eq!(anchor.quote.suffix, ". It ends there.");
    let prose = parse("a   b");
    let blank = Passage { from: place(0, 1), to: place(0, 2) };
    assert_eq!(super::anchor(&prose, blank), None);
}

#[test]
fn words_that_still_stand_where_they_stood_are_found_there() {
    check("A [shop] in the film.", "A [shop] in the film.");
    check("Zoë 👍🏽 says [no] to that.", "Zoë 👍🏽 says [no] to that.");
    check("The [word] stays.", "The [word] is another here.");
}

#[test]
fn words_that_moved_are_found_where_they_went() {
    check(
        "The captain was [the brother all along].",
        "New first.\n\nThe captain was [the brother all along].",
    );
    check("One. Two. [The third sentence is here.]", "[The third sentence is here.]");
    check("It *was* [a good film], mostly.", "It was, to say it again, [**a good film**], mostly.");
    check(
        "First.\n\nA [last line of\n\nthe text] follows.",
        "A [last line of\n\nthe text] follows.\n\nMore.",
    );
}

#[test]
fn of_the_same_words_those_among_the_same_neighbours_are_meant() {
    check(
        "She waits for the bus. He waits for the [bus].",
        "They wait for the bus. She waits for the bus. He waits for the [bus].",
    );
    check(
        "The film is long. [The film] is loud. The film is over.",
        "The film is long. So. [The film] is loud. The film is over.",
    );
}

#[test]
fn slips_and_other_shapes_of_letters_do_not_hide_words() {
    check(
        "It is a [realy good film about a shop]. So.",
        "It is a [really good film about a shop]. So.",
    );
    check("He said [\"it isn't so\" and left]. So.", "He said [“it isn’t so” and left]. So.");
    check(
        "And [melanie came home with the money] then.",
        "And [Mélanie came home with the money] then.",
    );
    check(
        "A [line that was\nbroken by hand once]. So.",
        "A [line that was broken by hand once]. So.",
    );
    check(
        "Long ago [a man who sold ice in the summer went north] by train.",
        "Long ago [a man that sold ice in summer went north] by train.",
    );
}

#[test]
fn words_that_are_gone_are_gone() {
    check(
        "The captain was [the brother all along].",
        "A wholly different review of another film, much longer.",
    );
    check(
        "His name is [Vanya] and he is rich.",
        "In this version nobody is called anything. Vanya is not here, or is he?",
    );
    check("One [word].", "");
}

#[test]
fn a_long_passage_is_known_by_its_ends() {
    let middle = |seed: &str| (0..80).map(|n| format!("{seed}{n}")).collect::<Vec<_>>().join(" ");
    let ends = "It starts with a very long walk down to the harbour, past the shops that have closed for the winter, and then on.";
    let old = format!("Before. [{ends} {} {ends} And that is that.] After.", middle("a"));
    let new =
        format!("Before, then. [{ends} {} New. {ends} And that is that.] After.", middle("b"));
    check(&old, &new);
}

#[test]
fn an_orphan_keeps_its_words_and_comes_back_with_them() {
    let (text, anchor) = marked("The captain was [the brother all along]. So it goes.");
    let orphan = reattached(&parse("Nothing of it."), &anchor);
    assert_eq!((orphan.passage, &orphan.quote), (None, &anchor.quote));
    assert_eq!(reattached(&parse(&text), &orphan), anchor);
}

/// Words that are all different, so that each is itself.
fn sentence(from: usize, n: usize) -> String {
    (from..from + n).map(|n| format!("w{n}x")).collect::<Vec<_>>().join(" ")
}

proptest! {
    #[test]
    fn edits_before_and_after_never_move_a_highlight_off_its_words(
        (n_before, n_words, n_after) in (0..30_usize, 1..12_usize, 0..30_usize),
        (before, after) in ("[a-zé .\n]{0,60}", "[a-zé .\n]{0,60}"),
        (at_before, at_after) in (0..30_usize, 0..30_usize),
        (drop_before, drop_after) in (0..10_usize, 0..10_usize),
    ) {
        let words = sentence(1000, n_words);
        let edited = |text: &str, at: usize, n: usize, with: &str| {
            let mut all: Vec<&str> = text.split(' ').collect();
            let from = at.min(all.len());
            all.splice(from..(from + n).min(all.len()), [with]);
            all.join(" ")
        };
        let (first, last) = (sentence(0, n_before), sentence(500, n_after));
        let (_, anchor) = marked(&format!("{first} [{words}] {last}"));
        let new = format!("{} {words} {}", edited(&first, at_before, drop_before, &before), edited(&last, at_after, drop_after, &after));
        match find(&parse(&new), &anchor) {
            Some(passage) => prop_assert_eq!(words_at(&new, passage), words),
            None => prop_assert!(words.len() < ENOUGH, "{} is lost", words),
        }
    }

    #[test]
    fn a_passage_of_any_text_is_found_in_that_text(text in "[a-cé👍🏽 \n*]{1,80}", from in 0..40_u32, n in 1..20_u32, block in 0..3_u32) {
        let prose = parse(&text);
        let place = |grapheme| prose.clamp(crate::review::Place { block, grapheme });
        if let Some(anchor) = anchor(&prose, Passage { from: place(from), to: place(from + n) }) {
            prop_assert_eq!(find(&prose, &anchor), anchor.passage);
            prop_assert_eq!(reattached(&prose, &anchor), anchor);
        }
    }

    #[test]
    fn whatever_an_import_brings_is_looked_for_without_harm(
        text in any::<String>(), (exact, prefix, suffix) in any::<(String, String, String)>(), places in any::<Option<[u32; 4]>>(),
    ) {
        let place = |block, grapheme| crate::review::Place { block, grapheme };
        let passage = places.map(|[a, b, c, d]| Passage { from: place(a, b), to: place(c, d) });
        let _ = find(&parse(&text), &Anchor { passage, quote: Quote { exact, prefix, suffix } });
    }
}
