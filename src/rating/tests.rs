use proptest::prelude::*;

use super::*;

/// A field reads as this mark, printed as `value/best`, a grade, a number of a word, `?` or `-`.
#[track_caller]
fn check(text: &str, expected: &str) {
    let read = Rating::read(text);
    let shown = match read.as_ref().map(|rating| rating.mark) {
        None => "-".to_owned(),
        Some(Mark::Unknown) => "?".to_owned(),
        Some(Mark::Word(number)) => format!("word {number}"),
        Some(Mark::Letter(step)) => GRADES[usize::from(step)].0.to_owned(),
        Some(Mark::Points { value, best: None, .. }) => format!("{value}"),
        Some(Mark::Points { value, best: Some(best), is_inferred }) => {
            format!("{value}/{best}{}", if is_inferred { "?" } else { "" })
        }
    };
    assert_eq!(shown, expected, "{text:?}");
    if let Some(rating) = read {
        assert_eq!(
            Rating::read(&rating.to_string()),
            Some(rating),
            "{text:?} printed and read again"
        );
    }
}

#[test]
fn numbers_on_a_scale_are_read() {
    check("9/10", "9/10");
    check(" 3.5/4 ", "3.5/4");
    check("3,5/5", "3.5/5");
    check("3½/5", "3.5/5");
    check("3 ½ / 5", "3.5/5");
    check("3 1/2/4", "3.5/4");
    check("3-1/2 out of 4", "3.5/4");
    check("8 out of 10", "8/10");
    check("8 Out Of 10.", "8/10");
    check("8/10 points", "8/10");
    check("4.5/5.0", "4.5/5");
    check("(7/10)", "7/10");
    check("87/100", "87/100");
    check("4/6", "4/6");
    check("3 3/4 out of 5", "3.75/5");
}

#[test]
fn a_bare_number_has_no_scale() {
    check("4", "4");
    check("7.50", "7.5");
    check("3 1/2", "3.5");
    check("½", "0.5");
    check("1/2", "0.5");
    check("8½", "8.5");
    check("4 (of 5?)", "4/5?");
    check("9 (of 5?)", "9");
}

#[test]
fn odd_ratings_survive() {
    check("5/4", "5/4");
    check("5.5/5", "5.5/5");
    check("3/2", "3/2");
    check("2.1/2", "2.5");
    check("R", "?");
    check("T", "?");
    check("0/5", "0/5");
}

#[test]
fn stars_are_read() {
    check("★★★½☆", "3.5/5");
    check("★★★★½", "4.5/5");
    check("★", "1/5");
    check("★★★", "3/5");
    check("★★☆☆", "2/4");
    check("☆☆☆☆☆", "0/5");
    check("½☆☆☆☆", "0.5/5");
    check("★ ★ ★ ☆ ☆", "3/5");
    check("★★★⯨☆", "3.5/5");
    check("⭐️⭐️⭐️⭐️", "4/5");
    check("★★★★★★★", "7/10?");
    check("★★★ (out of four)", "3/4");
    check("****1/2", "4.5/5");
    check("*** 1/2", "3.5/5?");
    check("***", "3/5?");
    check("*****", "5/5");
    check("*** out of ****", "3/4");
    check("**½ out of ****", "2.5/4");
    check("** out of *****", "2/5");
    check("***1/2 out of ****", "3.5/4");
    check("**** out of 4", "4/4");
    check("***/****", "3/4");
    check("*** (of 4?)", "3/4?");
    check("**********************", "-");
}

#[test]
fn stars_in_words_are_read() {
    check("3 1/2 stars", "3.5/5?");
    check("4 stars", "4/5?");
    check("4 of 5 stars", "4/5");
    check("4 stars out of 5", "4/5");
    check("Five stars", "5/5?");
    check("five stars out of five", "5/5");
    check("three and a half stars", "3.5/5?");
    check("three and a half out of four stars", "3.5/4");
    check("half a star", "0.5/5?");
    check("zero stars", "0/5?");
    check("8 stars", "8/10?");
    check("8 points", "8");
    check("8 points out of 10", "8/10");
}

#[test]
fn percent_is_of_a_hundred() {
    check("85%", "85/100");
    check("85 %", "85/100");
    check("85 percent", "85/100");
    check("120%", "120/100");
}

#[test]
fn letters_are_read() {
    check("B+", "B+");
    check("Grade: B-", "B-");
    check("A", "A");
    check("b+", "B+");
    check("C minus", "C-");
    check("D−", "D-");
    check("F", "F");
    check("F-", "F-");
    check("A+", "A+");
    check("Overall - A", "A");
    check("a", "-");
    check("Anora", "-");
    check("B-movie", "-");
}

#[test]
fn words_and_thumbs_are_read() {
    check("Thumbs up", "word 100");
    check("two thumbs down!", "word 0");
    check("👍", "word 100");
    check("👎🏽", "word 0");
    check("👍👍", "word 100");
    check("👍👎", "-");
    check("Buy", "word 100");
    check("RENT", "word 50");
    check("Skip it", "word 0");
    check("Not Recommended", "word 0");
    check("Must-see", "word 100");
    check("Certified Fresh", "word 100");
    check("Rotten", "word 0");
}

#[test]
fn labels_are_dropped() {
    check("Rating: 3.5/5", "3.5/5");
    check("My final score: 7/10", "7/10");
    assert_eq!(Rating::read("Grade: B-").unwrap().notation, "B-");
}

#[test]
fn what_is_no_rating_is_not_read() {
    for text in [
        "",
        " ",
        "9 10",
        "/10",
        "8/",
        "8/0",
        "10/10/2020",
        "2024-10-18",
        "24/7 film",
        "-1/10",
        "1,000",
        "n/a",
        "unrated",
        "NaN",
        "inf/5",
        "1e9",
        "12345",
        "five",
        "★½★",
        "PG-13",
        "1.85:1",
        "3/2009",
        "100/4",
        "4 (of 0?)",
        "4 (of NaN?)",
    ] {
        check(text, "-");
    }
}

#[track_caller]
fn check_number(text: &str, metacritic: Option<u8>, school: Option<u8>) {
    let rating = Rating::read(text).unwrap();
    assert_eq!(rating.normalized(Letters::Metacritic), metacritic, "{text}");
    assert_eq!(rating.normalized(Letters::School), school, "{text}");
}

#[test]
fn ratings_come_to_numbers() {
    let check = |text, number| check_number(text, number, number);
    check("9/10", Some(90));
    check("3/4", Some(75));
    check("3.5/4", Some(88));
    check("3/5", Some(60));
    check("29%", Some(29));
    check("★★★½☆", Some(70));
    check("4 (of 5?)", Some(80));
    check("5.5/5", Some(100));
    check("5/4", Some(100));
    check("2.1/2", None);
    check("4", None);
    check("R", None);
    check("Rent", Some(50));
    check_number("A", Some(100), Some(95));
    check_number("B+", Some(83), Some(88));
    check_number("B", Some(75), Some(85));
    check_number("B-", Some(67), Some(82));
    check_number("C", Some(50), Some(75));
    check_number("F", Some(0), Some(45));
}

#[test]
fn better_grades_have_higher_numbers() {
    assert!(GRADES.is_sorted_by(|a, b| a.1 <= b.1 && a.2 < b.2));
}

#[test]
fn a_verdict_follows_the_number() {
    let verdict =
        |text| Rating::read(text).unwrap().verdict(Letters::Metacritic).map(|v| v.to_string());
    assert_eq!(verdict("3/5").as_deref(), Some("positive"));
    assert_eq!(verdict("59%").as_deref(), Some("mixed"));
    assert_eq!(verdict("2.5/5").as_deref(), Some("mixed"));
    assert_eq!(verdict("49%").as_deref(), Some("negative"));
    assert_eq!(verdict("4"), None);
}

#[test]
fn the_number_is_shown_after_the_notation() {
    let shown = |text| Rating::read(text).unwrap().with_number(Letters::Metacritic);
    assert_eq!(shown("★★★★½"), "★★★★½ (90)");
    assert_eq!(shown("B+"), "B+ (83)");
    assert_eq!(shown("R"), "R");
    assert_eq!(Rating::inferred(4.0, 5.0).with_number(Letters::Metacritic), "4 (of 5?, 80)");
}

#[test]
fn a_scale_is_inferred_only_where_none_is_stated() {
    assert_eq!(Rating::inferred(4.0, 5.0).to_string(), "4 (of 5?)");
    assert_eq!(Rating::inferred(4.0, 5.0), Rating::read("4").unwrap().with_scale(5.0));
    assert_eq!(Rating::read("3/4").unwrap().with_scale(10.0).to_string(), "3/4");
    assert_eq!(
        Rating::read("***").unwrap().with_scale(4.0).normalized(Letters::Metacritic),
        Some(75)
    );
    assert_eq!(Rating::read("8").unwrap().with_scale(5.0).to_string(), "8");
}

#[test]
fn a_scale_begins_at_zero_unless_it_says_otherwise() {
    let number = |value, best, worst| {
        Rating::on_scale("", value, best, worst)
            .and_then(|rating| rating.normalized(Letters::Metacritic))
    };
    assert_eq!(number(4.0, 5.0, Some(1.0)), Some(80));
    assert_eq!(number(4.0, 5.0, None), Some(80));
    assert_eq!(number(0.0, 5.0, Some(-5.0)), Some(50));
    assert_eq!(number(2.0, 1.0, Some(6.0)), Some(80), "a scale on which 1 is best");
    assert_eq!(number(1.0, 0.0, None), None);
    assert_eq!(number(f64::NAN, 5.0, None), None);
    assert_eq!(number(1.0, f64::INFINITY, Some(0.0)), None);
    assert_eq!(number(7.0, 5.0, None), Some(100));
    assert_eq!(Rating::on_scale("★★★★", 4.0, 5.0, None).unwrap().to_string(), "★★★★");
    assert_eq!(Rating::on_scale(" ", 7.5, 10.0, None).unwrap().to_string(), "7.5/10");
}

#[test]
fn a_rating_above_its_scale_is_flagged() {
    assert!(Rating::read("5.5/5").unwrap().is_above_scale());
    assert!(!Rating::read("5/5").unwrap().is_above_scale());
    assert!(!Rating::read("R").unwrap().is_above_scale());
}

#[test]
fn ratings_of_all_notations_compare() {
    let compare =
        |a, b| Rating::read(a).unwrap().compare(&Rating::read(b).unwrap(), Letters::Metacritic);
    assert_eq!(compare("9/10", "★★★★½"), Ordering::Equal);
    assert_eq!(compare("B+", "4/5"), Ordering::Greater);
    assert_eq!(compare("R", "0/5"), Ordering::Less);
}

#[track_caller]
fn check_prose(text: &str, expected: Option<&str>) {
    assert_eq!(
        Rating::in_prose(text).map(|rating| rating.to_string()).as_deref(),
        expected,
        "{text:?}"
    );
}

#[test]
fn the_numbers_of_a_crowd_are_not_the_critic_s() {
    check_prose("Users: 2.1/5", None);
    check_prose("It came out. Audience score - 8/10", None);
    check_prose("I saw it twice: 8/10 (1,204 votes)", None);
    check_prose("IMDb: 5.7/10\n\nMy rating: 8/10", Some("8/10"));
    check_prose("The audience laughed, and so did I: 8/10", Some("8/10"));
}

#[test]
fn a_statement_is_found_in_prose() {
    check_prose("Rating: 3.5/5", Some("3.5/5"));
    check_prose("**Rating:** 3.5/5", Some("3.5/5"));
    check_prose("A film of great calm.\n\nRating: ★★★½", Some("★★★½"));
    check_prose("I give it 8 out of 10.", Some("8 out of 10"));
    check_prose("I'd say 8 out of\n10 is fair", None);
    check_prose("**½ out of ****", Some("**½ out of ****"));
    check_prose("Grade: B-", Some("B-"));
    check_prose("Overall - A", Some("A"));
    check_prose("Slow and lovely. 9/10", Some("9/10"));
    check_prose("An easy 9/10 from me.", Some("9/10"));
    check_prose("It gets 4/5!", Some("4/5"));
    check_prose("(3/4)", Some("3/4"));
    check_prose("**2 out of 5**", Some("2 out of 5"));
    check_prose("four out of five stars", Some("four out of five stars"));
    check_prose("Three and a half stars out of four.", Some("Three and a half stars out of four"));
    check_prose("Rating: 85%", Some("85%"));
    check_prose("Score: 7.5", Some("7.5"));
    check_prose("My vote is seven.\nMy vote: 7/10\n\nTitle (Brazil): none", Some("7/10"));
    check_prose("***1/2 (out of *****)", Some("***1/2 (out of *****)"));
    check_prose("★★★★☆ A quiet triumph", Some("★★★★☆"));
    check_prose("★★★★☆\nA quiet triumph", Some("★★★★☆"));
}

#[test]
fn what_only_looks_like_a_rating_is_left_alone() {
    for text in [
        "the attacks of 9/11",
        "open 24/7",
        "1/2 hour later",
        "for 3/4 of the film",
        "in 4/3 and 16/9",
        "shot at 1.85:1",
        "on 4/10/2020",
        "released 5/10.",
        "on 9/10.",
        "9 out of 10 people",
        "nine times out of ten",
        "two out of five.",
        "4/5 of the audience",
        "a 3/4 waltz",
        "f/2.8",
        "$8/10",
        "version 2.5/5.1",
        "Rating: PG-13",
        "Rating: R",
        "Rating: 12",
        "Rated R for language",
        "The score: John Barry",
        "Grade: B-movie",
        "a B+ picture",
        "***",
        "* * *",
        "**bold**",
        "★",
        "five stars shone",
        "4 stars of the stage",
        "room 8/10b",
        "8 out of 10\npeople agree",
        "85% of the film",
        "12/10",
        "Chapter 3/5.",
        "score: 3-1",
        "won 8 out of 10.",
        "took 3 of 5 points.",
        "I saw 2 of 5.",
    ] {
        check_prose(text, None);
    }
}

#[test]
fn statements_that_contradict_each_other_count_as_none() {
    check_prose("Story 8/10. Sound 4/10.", None);
    check_prose("Story: 8/10. Sound: 4/10. Overall: 7/10.", Some("7/10"));
    check_prose("Rating: 8/10. Rating: 6/10.", None);
    check_prose("8/10. Yes, 8/10.", Some("8/10"));
    check_prose("Rating: 7.5. Rating: 6.5.", None);
}

proptest! {
    #[test]
    fn any_text_reads_without_panic(text in ".{0,40}") {
        let _ = Rating::read(&text);
        let _ = Rating::in_prose(&text);
    }

    #[test]
    fn what_is_read_prints_and_reads_the_same(text in "[0-9 ½¼★☆⭐*/.,()%?ofutABCDFRabe+:starle-]{1,12}") {
        if let Some(rating) = Rating::read(&text) {
            prop_assert_eq!(Rating::read(&rating.to_string()), Some(rating.clone()), "{:?}", text);
            for letters in [Letters::Metacritic, Letters::School] {
                prop_assert!(rating.normalized(letters).is_none_or(|number| number <= 100));
            }
        }
        let _ = Rating::in_prose(&text);
    }

    #[test]
    fn no_number_is_above_a_hundred(value in any::<f64>(), best in any::<f64>(), worst in any::<Option<f64>>()) {
        if let Some(rating) = Rating::on_scale("", value, best, worst) {
            prop_assert!(rating.normalized(Letters::Metacritic).is_none_or(|number| number <= 100));
        }
        let rating = Rating::inferred(value, best);
        prop_assert!(rating.normalized(Letters::Metacritic).is_none_or(|number| number <= 100));
    }
}
