use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::catalogue::Catalogue;
use crate::date::Date;
use crate::rating::Rating;
use crate::review::{Flags, ReviewId, Summary, TextFacts, WorkName};

/// A review by title, work, author, publisher and tags.
fn summary((title, work, author, publisher, tags): (&str, &str, &str, &str, &str)) -> Summary {
    Summary {
        id: ReviewId::new("k3f9").unwrap(),
        title: title.to_owned(),
        work: WorkName { name: work.to_owned(), ..WorkName::default() },
        author: author.to_owned(),
        publisher: publisher.to_owned(),
        date_published: None,
        rating: None,
        keywords: tags.split(',').filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
        text: TextFacts::default(),
        flags: Flags::default(),
        progress: 0.0,
        added: Timestamp::UNIX_EPOCH,
    }
}

/// A small library; the rows are named by their place in it.
fn shelf() -> Vec<Summary> {
    let rows = [
        ("A wedding and a bill", "Anora", "Mélanie Kael", "The Daily Reel", "cannes"),
        ("Pictures in motion", "Tangerine", "Sean Baker", "Bakery Weekly", "phone"),
        ("The baker's dozen", "Bread", "Ann Otto", "Food", ""),
        ("Late supper", "The Great Gatsby", "Roger Ebert", "Sun", "noir,slow burn"),
        ("東京の静かな家", "東京物語", "Ozu Fan", "", "日本"),
        ("Stalking the zone", "Stalker", "Andreï Tarkovsky", "Zone", "slow"),
        ("Gatsbyesque", "Party", "Nick C", "Egg", "anora"),
        ("Snow again", "Спутник", "Ёлка Иванова", "", ""),
        ("Spider-Man comes home", "Homecoming", "P. P.", "Bugle", ""),
    ];
    rows.into_iter().map(summary).collect()
}

fn parse(text: &str) -> Query {
    Query::parse(text, Date::day(2024, 11, 2).unwrap()).unwrap()
}

fn quest(shelf: &[Summary], query: Query) -> Quest {
    Quest { catalogue: Arc::new(shelf.iter().collect()), query, ..Quest::default() }
}

fn filter(shelf: &[Summary], query: &Query) -> Found {
    Finder::default().find(&quest(shelf, query.clone()))
}

fn rows(text: &str) -> Vec<u32> {
    filter(&shelf(), &parse(text)).rows
}

#[track_caller]
fn check(text: &str, expected: &[u32]) {
    assert_eq!(rows(text), expected, "{text:?}");
}

#[test]
fn without_words_the_order_stays() {
    check("", &[0, 1, 2, 3, 4, 5, 6, 7, 8]);
    check("-is:read", &[0, 1, 2, 3, 4, 5, 6, 7, 8]);
    check("is:read", &[]);
}

#[test]
fn case_and_accents_do_not_matter() {
    check("melanie", &[0]);
    check("MÉLANIE", &[0]);
    check("andrei", &[5]);
    check("спутник", &[7]);
    check("елка", &[7]);
}

#[test]
fn whole_words_come_before_beginnings_and_those_before_runs() {
    check("baker", &[2, 1]);
    check("gatsby", &[3, 6]);
    check("stalk", &[5]);
    check("tangerin", &[1]);
    check("angerin", &[1]);
    check("slow", &[3, 5]);
}

#[test]
fn the_title_comes_before_the_work_and_that_before_author_and_tags() {
    check("anora", &[0, 6]);
    check("zone", &[5]);
    let shelf: Vec<_> = [
        ("x", "x", "x", "x", "egg"),
        ("x", "x", "egg", "x", ""),
        ("x", "egg", "x", "x", ""),
        ("egg", "x", "x", "x", ""),
        ("x", "x", "x", "egg", ""),
    ]
    .into_iter()
    .map(summary)
    .collect();
    let found = filter(&shelf, &parse("egg"));
    assert_eq!(found, Found { rows: vec![3, 2, 1, 0, 4], is_ranked: true, ..Found::default() });
}

#[test]
fn letters_left_out_still_find() {
    check("bakr", &[2, 1]);
    check("tgg", &[3]);
    check("gtsby", &[6, 3]);
    check("spiderman", &[8]);
}

#[test]
fn letters_strewn_over_fields_find_nothing() {
    check("kmrt", &[]);
    check("nrkl", &[]);
    check("bgty", &[]);
}

#[test]
fn one_slip_finds_after_all_else() {
    check("gastby", &[3, 6]);
    check("tarkvosky", &[5]);
    check("melnaie", &[0]);
    check("wedfing", &[0]);
    check("tangerinne", &[1]);
    check("xanora", &[]);
}

#[test]
fn chinese_and_japanese_are_found_by_any_characters() {
    check("東京", &[4]);
    check("物語", &[4]);
    check("東物", &[4]);
    check("日本", &[4]);
    check("京東", &[]);
}

#[test]
fn words_are_joined_by_and() {
    check("baker tangerine", &[1]);
    check("slow ebert", &[3]);
    check("slow ebert anora", &[]);
    check("great gatsby !noir", &[]);
    check("!slow !baker -gatsby", &[0, 4, 7, 8]);
}

#[test]
fn signs_say_where_a_word_stands() {
    check("'bakr", &[]);
    check("^the", &[2, 3, 0]);
    check("^tan", &[1]);
    check("^angerine", &[]);
    check("home$", &[8]);
    check("^slow$", &[5]);
    check("\"slow burn\"", &[3]);
    check("\"burn slow\"", &[]);
    check("^burn", &[]);
}

#[test]
fn equal_ranks_keep_their_order() {
    let shelf: Vec<_> = (0..2000).map(|_| summary(("Same again", "Work", "By", "", ""))).collect();
    for text in ["same", "sam", "sag", "smaew"] {
        let found = filter(&shelf, &parse(text)).rows;
        assert!(found.into_iter().eq(0..if text == "smaew" { 0 } else { 2000 }), "{text}");
    }
}

#[test]
fn the_tighter_of_scattered_matches_comes_first() {
    let shelf: Vec<_> = ["Baker", "Backroom"].map(|title| summary((title, "", "", "", ""))).into();
    assert_eq!(filter(&shelf, &parse("bkr")).rows, [1, 0]);
}

#[test]
fn what_changed_is_found_by_its_new_words() {
    let mut shelf = shelf();
    let mut finder = Finder::default();
    let mut catalogue: Catalogue = shelf.iter().collect();
    let ask = |catalogue: &Catalogue, names, text: &str| Quest {
        catalogue: Arc::new(catalogue.clone()),
        stamp: Stamp { names, state: 0 },
        query: parse(text),
        ..Quest::default()
    };
    assert_eq!(finder.find(&ask(&catalogue, 0, "gatsby ebert")).rows, [3]);
    shelf[3] = Summary {
        id: shelf[3].id.clone(),
        ..summary(("Renamed entirely, at length", "Bread", "", "", ""))
    };
    assert!(catalogue.set(3, &shelf[3]));
    for text in ["renamed", "gatsby", "bread", "東京", "snow", "home", "entirely bread"] {
        let found = finder.find(&ask(&catalogue, 1, text));
        assert_eq!(found, filter(&shelf, &parse(text)), "{text}");
    }
}

#[test]
fn a_filter_typed_letter_by_letter_finds_what_it_finds_at_once() {
    let (shelf, mut finder) = (shelf(), Finder::default());
    for text in ["slow eber", "baker tan", "!slow -gatsby snow", "gastby noir"] {
        let mut typed = String::new();
        for letter in text.chars() {
            typed.push(letter);
            let query = parse(&typed);
            let found = finder.find(&quest(&shelf, query.clone()));
            assert_eq!(found, filter(&shelf, &query), "{typed}");
        }
    }
}

#[test]
fn emptiness_is_explained_part_by_part() {
    let mut shelf = shelf();
    shelf[1].rating = Rating::read("9/10");
    shelf[1].flags.read = true;
    let query = parse("bakr rating >= 80 is:unread ' zzz");
    let steps = filter(&shelf, &query).steps;
    let steps: Vec<_> = steps.iter().map(|step| (step.part.as_str(), step.left)).collect();
    assert_eq!(steps, [("bakr", 2), ("rating >= 80", 1), ("is:unread", 0), ("zzz", 0)]);
}

/// The field with its marked parts in brackets.
#[track_caller]
fn check_marks(field: &str, query: &str, expected: &str) {
    let marks = marks(field, &parse(query));
    let mut shown = String::new();
    for (at, c) in field.chars().enumerate() {
        shown.extend(marks.iter().filter(|mark| mark.start == at).map(|_| '['));
        shown.push(c);
        shown.extend(marks.iter().filter(|mark| mark.end == at + 1).map(|_| ']'));
    }
    assert_eq!(shown, expected, "{query:?}");
}

#[test]
fn marks_show_what_matched() {
    check_marks("Mélanie Kael", "melanie", "[Mélanie] Kael");
    check_marks("Me\u{301}lanie Kael", "mela kael", "[Me\u{301}la]nie [Kael]");
    check_marks("Straßenbahn", "strasse", "[Straße]nbahn");
    check_marks("Sean Baker", "bakr", "Sean [Bak]e[r]");
    check_marks("The Great Gatsby", "tgg", "[T]he [G]reat [G]atsby");
    check_marks("The Great Gatsby", "gastby", "The Great [Gatsby]");
    check_marks("Bakery of the baker", "baker", "Bakery of the [baker]");
    check_marks("東京物語", "京物", "東[京物]語");
    check_marks("The Great Gatsby", "!great", "The Great Gatsby");
    check_marks("The Great Gatsby", "'gtsby", "The Great Gatsby");
    check_marks("The Great Gatsby", "great gatsby by:ebert", "The [Great] [Gatsby]");
    check_marks("", "x", "");
}

fn any_summary() -> impl Strategy<Value = Summary> {
    let field = || prop_oneof!["[a-d ]{0,8}", any::<String>()];
    (field(), field(), field(), field(), field()).prop_map(|(a, b, c, d, e)| {
        summary((a.as_str(), b.as_str(), c.as_str(), d.as_str(), e.as_str()))
    })
}

proptest! {
    #[test]
    fn a_row_is_found_once_and_emptiness_is_explained(
        shelf in prop::collection::vec(any_summary(), 0..5),
        text in prop_oneof!["[!'^]?[a-d]{1,6}( [!'^]?[a-d]{1,6}){0,2}", any::<String>()],
    ) {
        if let Ok(query) = Query::parse(&text, Date::day(2024, 11, 2).unwrap()) {
            let found = filter(&shelf, &query);
            if found.rows.is_empty() {
                prop_assert_eq!(found.steps.last().map_or(shelf.len(), |step| step.left), 0);
            }
            let n_found = found.rows.len();
            let mut rows = found.rows;
            rows.sort_unstable();
            rows.dedup();
            prop_assert_eq!(rows.len(), n_found);
        }
    }

    #[test]
    fn any_title_finds_itself(shelf in prop::collection::vec(any_summary(), 1..5)) {
        for (row, summary) in (0..).zip(&shelf) {
            let title = summary.title.replace(['"', '“', '”', '„'], " ");
            let query = parse(&format!("\"{title}\""));
            prop_assert!(filter(&shelf, &query).rows.contains(&row) || title != summary.title);
        }
    }

    #[test]
    fn marks_lie_within_the_field(field in any::<String>(), text in "[a-zé ]{0,9}|\\PC{0,9}") {
        if let Ok(query) = Query::parse(&text, Date::day(2024, 11, 2).unwrap()) {
            let marks = marks(&field, &query);
            prop_assert!(marks.iter().all(|mark| mark.start < mark.end && mark.end <= field.chars().count()));
            prop_assert!(marks.is_sorted_by(|a, b| a.end < b.start));
        }
    }
}
