use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::catalogue::Catalogue;
use crate::rating::Rating;
use crate::review::{Flags, ReviewId, Summary, TextFacts, WorkKind, WorkName};

fn today() -> Date {
    Date::day(2024, 11, 2).unwrap()
}

fn parse(text: &str) -> Query {
    Query::parse(text, today()).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

/// A review of a film, read, rated 3.5/4, of October 2024.
fn anora() -> Summary {
    Summary {
        id: ReviewId::new("k3f9").unwrap(),
        title: "A wedding, and then the bill".to_owned(),
        work: WorkName { kind: WorkKind::Movie, name: "Anora".to_owned(), year: Some(2024) },
        author: "Mélanie Kåel".to_owned(),
        publisher: "The Daily Reel".to_owned(),
        date_published: Some(Date::day(2024, 10, 18).unwrap()),
        rating: Rating::read("3.5/4"),
        keywords: vec!["Cannes".to_owned(), "slow burn".to_owned()],
        text: TextFacts {
            language: "pt-BR".to_owned(),
            n_words: 1000,
            n_spoilers: 1,
            n_highlights: 2,
            source: "/home/me/letterboxd/reviews.csv".to_owned(),
        },
        flags: Flags { read: true, starred: false, seen: true },
        progress: 1.0,
        added: Timestamp::UNIX_EPOCH,
    }
}

fn accepts(text: &str, summary: &Summary, letters: Letters) -> bool {
    let catalogue: Catalogue = [summary].into_iter().collect();
    let query = parse(text);
    let accepts = query.accepts(catalogue.get(0).unwrap(), letters);
    let mut sieves = query.sieves(letters);
    // Asked twice, a sieve answers from what it remembers.
    for _ in 0..2 {
        let entry = catalogue.get(0).unwrap();
        assert_eq!(sieves.iter_mut().all(|sieve| sieve.accepts(entry)), accepts, "{text:?}");
    }
    accepts
}

#[track_caller]
fn check(text: &str, expected: bool) {
    assert_eq!(accepts(text, &anora(), Letters::Metacritic), expected, "{text:?}");
    let turned = format!("-{text}");
    assert_eq!(accepts(&turned, &anora(), Letters::Metacritic), !expected, "{turned:?}");
}

#[test]
fn names_are_compared_by_what_they_have_in_them() {
    check("work:ANO", true);
    check("work:nora", true);
    check("work:anorak", false);
    check("film:anora", true);
    check("book:anora", false);
    check("by:melanie", true);
    check("by:kael", true);
    check("by:\"melanie kael\"", true);
    check("pub:reel", true);
    check("source:letterboxd", true);
    check("source:goodreads", false);
}

#[test]
fn tags_and_languages_are_compared_whole() {
    check("tag:cannes", true);
    check("#cannes", true);
    check("#\"slow burn\"", true);
    check("tag:slow", false);
    check("lang:pt", true);
    check("lang:pt-br", true);
    check("lang:p", false);
    check("type:film", true);
    check("type:Movie", true);
    check("type:book", false);
}

#[test]
fn claims_are_true_or_not() {
    check("is:read", true);
    check("is:unread", false);
    check("is:starred", false);
    check("is:seen", true);
    check("is:spoiler", true);
    check("is:rated", true);
    check("is:highlighted", true);
}

#[test]
fn ratings_are_compared_in_any_notation() {
    check("rating>=4/5", true);
    check("rating>=80", true);
    check("rating:>=80%", true);
    check("rating>B+", true);
    check("rating>b+", true);
    check("rating>A", false);
    check("rating=3.5/4", true);
    check("rating:3.5/4", true);
    check("rating<3.5/4", false);
    check("rating<=★★★★", false);
    check("rating:★★★", false);
    check("★★★", false);
    check("rating★★★", false);
    check("rating≥80", true);
    check("rating:60..90", true);
    check("rating:..60", false);
    check("rating >= 80", true);
    check("rating>=\"3 1/2 out of 4\"", true);
    check("rating>0", true);
}

#[test]
fn an_unrated_review_compares_with_nothing() {
    let unrated = Summary { rating: None, ..anora() };
    for text in ["rating>=0", "rating<80", "is:rated"] {
        assert!(!accepts(text, &unrated, Letters::Metacritic), "{text}");
    }
}

#[test]
fn letters_are_read_by_the_reader_s_scale() {
    let graded = Summary { rating: Rating::read("C"), ..anora() };
    assert!(!accepts("rating>=60", &graded, Letters::Metacritic));
    assert!(accepts("rating>=60", &graded, Letters::School));
}

#[test]
fn years_and_dates_are_ranges() {
    check("year:2024", true);
    check("year:2020s", true);
    check("year:1988..2001", false);
    check("year:2001..", true);
    check("year>=2024", true);
    check("year>2024", false);
    check("year:<2024", false);
    check("date:2024", true);
    check("date:2024-10", true);
    check("date:2024-10-19", false);
    check("date:2024-09..2024-10", true);
    check("date>2024-10", false);
    check("after:2024-10-18", true);
    check("after:2w", false);
    check("after:3w", true);
    check("after:1m", true);
    check("before:2024", false);
    check("before:2024-10-19", true);
    check("before:today", true);
}

#[test]
fn a_date_that_may_lie_elsewhere_does_not_count() {
    let vague = Summary { date_published: Date::year_only(2024), ..anora() };
    let accepts = |text| accepts(text, &vague, Letters::Metacritic);
    assert!(accepts("date:2024"));
    assert!(!accepts("date:2024-10"));
    assert!(!accepts("before:2024-06"));
    assert!(!accepts("after:2024-06"));
    assert!(accepts("after:2024"));
}

#[test]
fn lengths_are_minutes_or_words() {
    check("len:5m", true);
    check("len:<5m", false);
    check("len<=5", true);
    check("len:<1h", true);
    check("words:>1500", false);
    check("words:1000", true);
    check("words:500..1500", true);
}

#[test]
fn all_parts_must_hold() {
    check("is:read rating>=80 by:kael #cannes", true);
    assert!(!accepts("is:read -is:seen", &anora(), Letters::Metacritic));
    assert!(accepts("-is:unread -by:ebert", &anora(), Letters::Metacritic));
}

#[track_caller]
fn check_word(typed: &str, text: &str, way: Way, is_not: bool) {
    let query = parse(typed);
    let words: Vec<_> = query.words().collect();
    assert_eq!(words, [&Word { text: text.to_owned(), way, is_not }], "{typed:?}");
}

#[test]
fn words_have_signs() {
    check_word("Mélanie", "melanie", Way::Fuzzy, false);
    check_word("'Baker", "baker", Way::Exact, false);
    check_word("^the", "the", Way::Start, false);
    check_word("end$", "end", Way::End, false);
    check_word("^it$", "it", Way::Whole, false);
    check_word("!war", "war", Way::Exact, true);
    check_word("!^war", "war", Way::Start, true);
    check_word("-war", "war", Way::Exact, true);
    check_word("\"The Great\"", "the great", Way::Exact, false);
    check_word("^\"The Great\"$", "the great", Way::Whole, false);
    check_word("“not closed", "not closed", Way::Exact, false);
    check_word("$", "$", Way::Fuzzy, false);
    check_word("Alien:", "alien:", Way::Fuzzy, false);
    check_word("3:10", "3:10", Way::Fuzzy, false);
    check_word("a=b", "a=b", Way::Fuzzy, false);
    check_word("rating", "rating", Way::Fuzzy, false);
    check_word("spider-man", "spider-man", Way::Fuzzy, false);
}

#[test]
fn a_sign_without_its_word_asks_nothing() {
    for text in ["", "  ", "!", "'", "^", "-", "\"", "\"\"", "!'^"] {
        assert!(parse(text).is_empty(), "{text:?}");
    }
}

#[test]
fn text_is_kept_for_the_library() {
    let query = parse("text:light -text:\"green light\" anora");
    let terms: Vec<_> =
        query.text_terms().map(|term| (term.text.as_str(), term.is_phrase, term.is_not)).collect();
    assert_eq!(terms, [("light", false, false), ("green light", true, true)]);
    assert!(accepts(&query.to_string(), &anora(), Letters::Metacritic));
}

#[track_caller]
fn check_error(text: &str, column: usize, why: &str) {
    let error = Query::parse(text, today()).unwrap_err();
    assert_eq!(error.column, column, "{text:?}: {error}");
    assert!(error.why.contains(why), "{text:?}: {error}");
}

#[test]
fn an_error_names_its_column() {
    check_error("rating>=4", 9, "of what?");
    check_error("é -rating >= xyz", 14, "no rating");
    check_error("rating>=R", 9, "nothing on a scale");
    check_error("anora by:", 10, "what?");
    check_error("foo:bar", 1, "no foo:");
    check_error("is:red", 4, "unread");
    check_error("type:sandwich", 6, "film");
    check_error("year:soon", 6, "no year");
    check_error("after:tomorrow", 7, "no date");
    check_error("len:<long", 6, "no length");
    check_error("words:many", 7, "no number");
    check_error("by>x", 3, "no more or less");
    check_error("year:..", 6, "without ends");
    check_error("year:99999", 6, "no year");
    check_error("after:65535y", 7, "no date");
}

#[test]
fn every_example_of_the_table_can_be_read() {
    for row in &QUALIFIERS {
        let query = Query::parse(row.example, today()).unwrap();
        assert!(query.words().next().is_none() && !query.is_empty(), "{}", row.example);
        assert!(row.example.starts_with(row.name));
        assert_eq!(query.to_string(), row.example);
    }
    for (name, _) in CLAIMS {
        assert!(Query::parse(&format!("is:{name}"), today()).is_ok());
        assert!(qualifier::find("is").unwrap().help.contains(name), "{name} is in the help");
    }
}

/// Parts that have a meaning, and a few that have none.
fn any_part() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-!'^]{0,2}[a-zé\"]{1,4}\\$?",
        "-?(work|by|tag|is|rating|year|len|date|after|text):[<>=]{0,2}[a-z0-9/\".]{0,6}",
        "(rating|words) ?(>=|<|=) ?[0-9]{1,3}(/5)?",
        "[★☆#-]{1,5}",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn what_is_printed_reads_the_same(parts in prop::collection::vec(any_part(), 0..5)) {
        if let Ok(query) = Query::parse(&parts.join(" "), today()) {
            let again = Query::parse(&query.to_string(), today());
            prop_assert_eq!(again, Ok(query.clone()));
            let catalogue: Catalogue = [&anora()].into_iter().collect();
            query.accepts(catalogue.get(0).unwrap(), Letters::School);
        }
    }

    #[test]
    fn an_error_lies_within_the_text(text in "[-a-z:>=<\"é0-9 ]{0,20}") {
        if let Err(error) = Query::parse(&text, today()) {
            prop_assert!((1..=text.chars().count() + 1).contains(&error.column), "{}", error);
        }
    }
}
