//! What is covered, and above all what is not.

use proptest::prelude::*;

use super::super::prose;
use super::*;

/// The covered text, a bar between blocks.
fn covered(markdown: &str) -> String {
    let prose = prose::parse(markdown);
    let shield = shield(&prose, None);
    let mut parts = Vec::new();
    for (number, block) in prose.blocks.iter().enumerate() {
        for range in shield.ranges_in(number, block.text.len()) {
            parts.push(block.text.get(range).unwrap().to_owned());
        }
    }
    parts.join("|")
}

#[track_caller]
fn check(markdown: &str, expected: &str) {
    assert_eq!(covered(markdown), expected, "\n{markdown}");
}

/// Each of these paragraphs, before one that is to be covered, is a notice.
#[track_caller]
fn open(notices: &[&str]) {
    let text = |notice: &str| {
        format!("A long opening. It says much of the cast.\n\n{notice}\n\nShe marries him.")
    };
    let silent: Vec<_> =
        notices.iter().filter(|notice| covered(&text(notice)) != "She marries him.").collect();
    assert!(silent.is_empty(), "no notices: {silent:#?}");
}

/// Each of these paragraphs only mentions spoilers.
#[track_caller]
fn stay_open(mentions: &[&str]) {
    let text = |mention: &str| format!("An opening.\n\n{mention}\n\nShe marries him.");
    let loud: Vec<_> =
        mentions.iter().filter(|mention| !covered(&text(mention)).is_empty()).collect();
    assert!(loud.is_empty(), "false alarms: {loud:#?}");
}

/// Notices: what follows each is covered.
const NOTICES: &[&str] = &[
    "Spoilers follow.",
    "**Spoilers follow.**",
    "Minor spoilers follow.",
    "Major spoilers follow!",
    "Slight spoilers follow:",
    "The set-up is plain and told in a minute. Spoilers follow.",
    "Spoilers ahead.",
    "SPOILERS AHEAD",
    "***SPOILERS AHEAD***",
    "**Beware, spoilers ahead**",
    "Beware: spoilers ahead",
    "Warning: spoilers ahead!",
    "Be warned that spoilers follow.",
    "If you have not seen it, spoilers follow.",
    "(Spoilers ahead)",
    "--- spoilers below ---",
    "SPOILER AHEAD",
    "Spoilers to follow.",
    "Some spoilers will follow.",
    "From here on there are spoilers.",
    "It’s all spoilers from here.",
    "There will be spoilers.",
    "Be warned that there are spoilers ahead.",
    "Note: There will be spoilers in this post.",
    "Here be spoilers.",
    "SPOILER ALERT",
    "Spoiler alert!",
    "***SPOILER ALERT***",
    "\\*\\*\\*SPOILER ALERT\\*\\*\\*",
    "Major spoiler alert",
    "SPOILER WARNING!",
    "Spoiler warning for the whole series",
    "SPOILERS",
    "\\*\\*\\*SPOILERS\\*\\*\\*",
    "\\*SPOILER\\*",
    "(SPOILERS)",
    "Spoilers!",
    "SPOILERS:",
    "Warning: Spoilers",
    "Warning, spoilers",
    "Beware of spoilers!",
    "**Big spoiler territory**",
    "This section contains spoilers.",
    "What follows contains spoilers.",
    "The rest of this review contains spoilers.",
    "\\*\\*\\* This review may contain spoilers \\*\\*\\*",
    "MAY CONTAIN SPOILERS",
    "Contains spoilers",
    "Warning: contains spoilers",
    "This review contains major plot spoilers.",
    "This review is full of spoilers.",
    "The following contains a few minor spoilers for the ending.",
    "The following contains spoilers for Anora.",
    "I did like it. More spoilers below the cut.",
    "MINOR SPOILERS AHEAD!!!",
    "\\~\\~\\~ Spoilers \\~\\~\\~",
    "=== SPOILERS ===",
    "--SPOILERS--",
    "– Spoilers –",
    "\\[SPOILERS\\]",
    "\\[This review contains spoilers\\]",
    "\\*\\*\\* SPOILERS AHEAD \\*\\*\\*",
    "\\*\\*\\* This comment may contain spoilers \\*\\*\\*",
    "Warning! Spoilers ahead!",
    "You have been warned: spoilers ahead.",
    "(Note: spoilers ahead)",
    "Spoilers ahead, so stop reading now.",
    "Spoilers ahead if you have not seen it.",
    "Spoilers after the jump.",
    "Spoilers beyond this point.",
    "MAJOR SPOILERS BELOW",
    "Full spoilers from here on.",
    "Spoilers for Anora follow.",
    "Spoilers for the ending of *Anora* below.",
    "Spoilers for the series are ahead.",
    "Spoilers start here.",
    "BEGIN SPOILERS",
    "Spoiler time!",
    "Now we enter spoiler territory.",
    "We are in big spoiler territory now.",
    "Spoiler territory from here on.",
    "Warning: spoiler.",
    "Beware, spoiler!",
    "Possible spoilers ahead",
    "Contains mild spoilers.",
    "This post contains spoilers for the film.",
    "What follows is full of spoilers.",
];

#[test]
fn a_notice_covers_what_follows_it() {
    open(NOTICES);
}

/// Notices in other languages.
const NOTICES_ELSEWHERE: &[&str] = &[
    "Achtung, Spoiler!",
    "Achtung: Spoiler!",
    "ACHTUNG SPOILER",
    "Vorsicht, Spoiler!",
    "Spoilerwarnung!",
    "Spoiler-Warnung!",
    "Ab hier Spoiler!",
    "Enthält Spoiler.",
    "Diese Kritik enthält Spoiler.",
    "Die folgende Besprechung enthält massive Spoiler.",
    "Attention, spoilers !",
    "Attention : spoilers",
    "Attention spoilers",
    "Alerte spoiler !",
    "Alerte aux spoilers",
    "Contient des spoilers.",
    "Cette critique contient des spoilers majeurs.",
    "Atención: spoilers",
    "¡Atención, spoilers!",
    "Alerta de spoilers",
    "Ojo, spoilers.",
    "Contiene spoilers.",
    "Esta crítica contiene spoilers importantes.",
    "A partir de aquí hay spoilers.",
    "Attenzione, spoiler!",
    "Allerta spoiler",
    "Attenzione: contiene spoiler.",
    "La recensione contiene spoiler.",
    "Atenção: spoilers!",
    "Este texto contém spoilers.",
    "Deze recensie bevat spoilers.",
];

/// Their contraries.
const DENIALS_ELSEWHERE: &[&str] = &[
    "Enthält keine Spoiler.",
    "Diese Kritik enthält keine Spoiler!",
    "Garantiert spoilerfrei.",
    "Ganz ohne Spoiler.",
    "Sans spoilers.",
    "Critique sans spoiler !",
    "Cette critique ne contient pas de spoilers.",
    "Aucun spoiler ici.",
    "Sin spoilers.",
    "Esta crítica no contiene spoilers.",
    "Crítica libre de spoilers.",
    "Senza spoiler.",
    "La recensione non contiene spoiler.",
    "Sem spoilers!",
    "Este texto não contém spoilers.",
    "Zonder spoilers.",
    "Bevat geen spoilers.",
];

#[test]
fn a_notice_in_another_language_covers_too() {
    open(NOTICES_ELSEWHERE);
    stay_open(DENIALS_ELSEWHERE);
    for end in [
        "Ende der Spoiler.",
        "Spoiler Ende",
        "Fin des spoilers.",
        "Fin del spoiler",
        "Fine spoiler.",
    ] {
        check(&format!("Spoilers ahead.\n\nShe dies.\n\n{end}\n\nGood."), "She dies.");
    }
}

/// What only mentions spoilers.
const MENTIONS: &[&str] = &[
    "No spoilers here.",
    "There are no spoilers in this review.",
    "This review contains no spoilers.",
    "This review does not contain spoilers.",
    "A spoiler-free review.",
    "Spoiler free!",
    "(Spoiler-free)",
    "Told without spoilers.",
    "Without any spoilers, it is about a dancer.",
    "This is not a spoiler.",
    "That is not a spoiler, it is in the trailer.",
    "For those wary of spoilers, look away for a line.",
    "Perhaps I should have issued a spoiler alert.",
    "perhaps i should have issued a spoiler alert",
    "I won’t spoil the ending.",
    "I will not spoil it, and neither should you.",
    "He is a spoiled brat.",
    "The spoils of war are many.",
    "It may sound like a spoiler.",
    "(SPOILER ALERT, my favourite for ever)",
    "Mini spoiler: the dog lives.",
    "I hate spoilers.",
    "I read the spoilers before I saw it.",
    "The trailer contains spoilers that ruin the third act.",
    "Avoid spoilers at all cost.",
    "Try to avoid spoilers.",
    "Never have spoilers mattered less.",
    "Nothing in the spoilers below the headline prepared me for this.",
    "People who shout spoilers in the foyer should be banned.",
    "He told me the word “spoiler” is from the twenties.",
    "The car has a spoiler.",
    "Is it a spoiler to say that she wins?",
    "Don’t worry, no spoilers ahead.",
    "Don’t worry: no spoilers follow.",
    "Hardly a spoiler.",
    "I hope there are spoilers.",
    "If there are spoilers, I do not mind.",
    "I don’t think this contains spoilers.",
    "Zero spoilers.",
    "End of spoilers.",
    "As with any commentary, spoiler warnings abound.",
    "The car’s rear spoilers follow the line of the roof.",
    "Spoilers aside, it is great.",
    "Spoilers don’t matter.",
    "I got spoilers from a friend.",
    "There are spoilers in the trailer.",
    "There will be spoilers in my next review.",
    "My last review contains spoilers.",
    "The longer review contains spoilers, this one does not.",
    "His spoiler review is worth a look.",
    "It has the ~~butler~~ as its hero, and no spoilers.",
    "He says spoilers ruin nothing.",
    "Free of spoilers.",
    "I will keep this spoiler-lite.",
    "Nothing here is a spoiler: it is all in the trailer.",
    "Who needs a spoiler warning for a film this old?",
    "Spoiler culture is tiring.",
    "Not really a spoiler: the dog lives.",
    "That would be a major spoiler.",
    "_(click for spoiler)_",
    "Who minds spoilers now?",
    "The Sin City review is old.",
];

#[test]
fn a_mention_covers_nothing() {
    stay_open(MENTIONS);
}

#[test]
fn a_cover_ends_at_its_marker() {
    check("Spoilers ahead.\n\nShe dies.\n\nEnd of spoilers.\n\nGood.", "She dies.");
    check("SPOILERS She dies. END SPOILERS Good.", "");
    check("\\*\\*SPOILERS\\*\\* She dies. \\*\\*END SPOILERS\\*\\* Good.", "She dies. ");
    check("(Spoilers ahead.) She dies. (Spoilers end.) Good.", "She dies. ");
    check("***SPOILERS*** She dies. ***END SPOILER*** Good.", "She dies. ");
    check(
        "Spoilers follow.\n\nShe dies.\n\n**Spoilers over**\n\nGood.\n\nSpoilers ahead!\n\nHe too.",
        "She dies.|He too.",
    );
    check("SPOILERS:\n\nShe dies.\n\n/SPOILERS\n\nGood.", "She dies.");
    for end in [
        "END SPOILERS",
        "End of spoiler.",
        "\\*\\*\\*END OF SPOILERS\\*\\*\\*",
        "(end spoilers)",
        "SPOILERS END",
        "Spoilers end here.",
        "Here end the spoilers.",
        "Okay, spoilers over.",
        "No more spoilers from here.",
        "End of spoiler section",
        "\\[/spoilers\\]",
        "--- end of major spoilers ---",
        "The spoilers are over.",
    ] {
        check(&format!("Spoilers ahead.\n\nShe dies.\n\n{end}\n\nGood."), "She dies.");
    }
}

#[test]
fn a_cover_ends_with_its_section() {
    check(
        "# A\n\nx\n\n## B\n\nSpoilers ahead.\n\nShe dies.\n\n### C\n\nHe too.\n\n## D\n\nGood.",
        "She dies.|C|He too.",
    );
    check("## Spoilers\n\nShe dies.\n\n## Verdict\n\nGood.", "She dies.");
    check("## Plot (spoilers)\n\nShe dies.\n\n# Verdict\n\nGood.", "She dies.");
    check("Intro.\n\nSpoilers ahead.\n\nShe dies.\n\n## B\n\nHe too.", "She dies.|B|He too.");
    check(
        "## A\n\nSpoilers follow.\n\n## B\n\nShe dies.\n\n## C\n\nHe too.",
        "B|She dies.|C|He too.",
    );
}

#[test]
fn a_note_on_the_whole_piece_covers_all_of_it() {
    let piece = "## A\n\nShe dies.\n\n## B\n\nHe too.";
    let all = "A|She dies.|B|He too.";
    check(&format!("Editor's note: The following contains spoilers for 'Anora'\n\n{piece}"), all);
    check(&format!("*This review contains spoilers.*\n\n{piece}"), all);
    check(
        &format!("# Anora\n\n*This review contains spoilers.*\n\nx\n\n{piece}"),
        &format!("x|{all}"),
    );
    let glued = "Editor's note: The following contains spoilers for 'Anora'Sean Baker has made his best film. She dies.";
    check(glued, "Sean Baker has made his best film. She dies.");
    check(
        "The following contains spoilers for ‘Anora’.Sean Baker is back. She dies.",
        "Sean Baker is back. She dies.",
    );
    check("The following contains spoilers for Anora. Sean Baker is back.", "Sean Baker is back.");
}

#[test]
fn a_joke_costs_a_paragraph_at_most() {
    check(
        "x\n\nIt is loud. Spoiler alert: it is good. So there.\n\nMore.",
        "it is good. So there.",
    );
    check("x\n\nSpoiler: she dies.\n\nMore.", "she dies.");
    check("x\n\nIt is loud. Spoiler alert, she dies. So there.\n\nMore.", "she dies. So there.");
    check("x\n\nAfter that, SPOILER ALERT: she dies. So there.\n\nMore.", "");
}

#[test]
fn markup_covers_what_it_encloses() {
    check("a ||b *c*|| d", "b c");
    check("a [spoiler]b\n\nc[/spoiler] d", "b|c");
    let prose = prose::parse("a ||b|| c\n\n- ||d||\n\n||e||");
    let shield = shield(&prose, None);
    assert_eq!((shield.n_passages(), shield.reason()), (2, Some("marked as a spoiler")));
}

#[test]
fn every_markup_of_spoilers_covers() {
    for (markup, expected) in [
        ("a <spoiler>b</spoiler> c", "b"),
        ("a [spoiler]b[/spoiler] c", "b"),
        ("a [spoiler=the end]b[/spoiler] c", "b"),
        ("a >!b!< c", "b"),
        (">!b!<\n\nc", "b"),
        ("a ||b|| c", "b"),
        ("<details><summary>The end</summary>b</details>\n\nc", "b"),
        ("<details>\n<summary>The end</summary>\n\nb\n\n</details>\n\nc", "b"),
        ("a <span class=\"spoiler\">b</span> c", "b"),
        ("a <span class=\"bb-spoiler\">b</span> c", "b"),
        ("a <span class='x spoiler-text'>b</span> c", "b"),
        ("<div class=\"SpoilerContent\">b</div>\n\nc", "b"),
        ("a <span x-data=\"spoiler\" x-bind=\"attrs\">b</span> _(click for spoiler)_", "b"),
        ("a <span data-mx-spoiler>b</span> c", "b"),
        ("a ~~b~~ c", ""),
        ("a <span class=\"spoiler-free\">b</span> c", ""),
        ("<p class=\"spoiler-warning\">Read on.</p>", ""),
        ("if (a || b) c", ""),
    ] {
        check(markup, expected);
    }
}

#[test]
fn a_flag_covers_everything() {
    let prose = prose::parse("# A\n\nb");
    let all = shield(&prose, Some("marked at its source"));
    assert_eq!((all.n_passages(), all.reason()), (1, Some("marked at its source")));
    assert_eq!(all.ranges_in(1, 1), vec![0..1]);
    assert!(all.covers_byte(0, 0) && !all.covers_byte(1, 1));
    assert_eq!(shield(&prose::parse(""), Some("x")).n_passages(), 0);
}

#[test]
fn the_reason_says_what_was_read() {
    let reason = |markdown| shield(&prose::parse(markdown), None).reason().map(str::to_owned);
    assert_eq!(reason("Good. Spoilers follow.\n\nx").as_deref(), Some("notice: Spoilers follow"));
    let glued = "The following contains spoilers for 'Anora'She dies in it.";
    assert_eq!(reason(glued).as_deref(), Some("notice: The following contains spoilers"));
    assert_eq!(reason("Good."), None);
}

#[test]
fn bytes_and_ranges_agree() {
    let prose =
        prose::parse("One ||two|| three. Spoilers ahead. Four.\n\nFive.\n\nEnd of spoilers. Six.");
    let shield = shield(&prose, None);
    for (number, block) in prose.blocks.iter().enumerate() {
        let ranges = shield.ranges_in(number, block.text.len());
        for byte in 0..block.text.len() {
            assert_eq!(
                shield.covers_byte(number, byte),
                ranges.iter().any(|range| range.contains(&byte))
            );
        }
    }
    assert_eq!(shield.n_passages(), 2);
}

#[track_caller]
fn check_veiled(markdown: &str, from: (usize, usize), to: (usize, usize), expected: &str) {
    let prose = prose::parse(markdown);
    assert_eq!(shield(&prose, None).veiled(&prose, from, to), expected, "\n{markdown}");
}

const ALL: (usize, usize) = (usize::MAX, usize::MAX);

#[test]
fn what_is_covered_leaves_the_page_by_name_alone() {
    check_veiled("One ||two|| three.", (0, 0), ALL, "One [spoiler] three.");
    check_veiled("One ||two|| three.", (0, 5), (0, 9), "[spoiler] t");
    check_veiled("One ||two|| three.", (0, 5), (0, 6), "[spoiler]");
    check_veiled("One ||two|| three.", (0, 8), (0, 11), "thr");
    check_veiled(
        "(Spoilers ahead.) She dies. (Spoilers end.) Good.",
        (0, 0),
        ALL,
        "(Spoilers ahead.) [spoiler] (Spoilers end.) Good.",
    );
    check_veiled(
        "One.\n\nSpoilers follow.\n\nShe.\n\nHe.",
        (0, 0),
        ALL,
        "One.\n\nSpoilers follow.\n\n[spoiler]",
    );
    check_veiled("One.\n\nSpoilers follow.\n\nShe.\n\nHe.", (2, 1), (3, 1), "[spoiler]");
    check_veiled("- one\n- ||two||\n- three", (0, 0), ALL, "one\n[spoiler]\nthree");
    check_veiled("A soft\u{ad}ly hard  \nbreak", (0, 0), ALL, "A softly hard\nbreak");
    check_veiled("", (0, 0), ALL, "");
    check_veiled("One.", (3, 0), (1, 0), "");
}

#[test]
fn real_reviews_without_notices_stay_open() {
    let Some(corpus) = std::env::var_os("ANORA_CORPUS") else {
        eprintln!("skipped: ANORA_CORPUS is not set");
        return;
    };
    for name in ["000_e49997118a3ebb81.txt", "002_ad2b7bca692a6eb7.txt", "003_545cadf34e55ffcb.txt"]
    {
        let text = std::fs::read_to_string(std::path::Path::new(&corpus).join("seeds").join(name))
            .unwrap();
        assert_eq!(covered(&text), "", "{name}");
    }
    let noted = std::path::Path::new(&corpus).join("seeds/001_b97817ef1df552d7.txt");
    let text = covered(&std::fs::read_to_string(noted).unwrap());
    assert!(text.starts_with("Sean Baker") && text.len() > 5000, "{} bytes", text.len());
}

proptest! {
    #[test]
    fn covers_are_in_order_and_inside(words in proptest::collection::vec(proptest::sample::select(vec![
        "spoilers", "SPOILERS", "spoiler", "ahead", "follow", "end", "of", "contains", "this review", "no", ".", "!", ":", "(", ")",
        "*", "\n\n", "# ", "'Anora'", "é", "||", "[spoiler]", "alert", "for", "warning", "- ", "—", ","
    ]), 0..24)) {
        let prose = prose::parse(&words.join(" "));
        let shield = shield(&prose, None);
        let mut last = (0, 0);
        for cover in &shield.covers {
            prop_assert!(cover.from >= last && cover.from < cover.to, "{:?}", shield);
            prop_assert!(prose.text(cover.from.0).is_char_boundary(cover.from.1));
            prop_assert!(prose.text(cover.to.0).is_char_boundary(cover.to.1));
            last = cover.to;
        }
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let _ = covered(&format!("spoilers {text} spoiler alert {text}"));
    }
}
