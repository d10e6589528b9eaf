//! Whole pages: a folder a case under tests/fixtures/plain, and real files where `ANORA_CORPUS` names a folder.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::rating::Mark;

/// A draft as the fixtures write it: a line a field that is stated, a blank line, the text.
fn shown(draft: &Draft) -> String {
    let review = &draft.review;
    let work = &review.work;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let date =
        |date: Option<crate::date::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let rows = [
        (if review.title.is_made { "made title" } else { "title" }, review.title.text.clone()),
        ("description", text(&review.description)),
        ("author", review.authors.join(" & ")),
        ("publisher", text(&review.publisher)),
        ("date", date(review.date_published)),
        (
            "rating",
            review.rating.as_ref().map(|rating| rating.notation.clone()).unwrap_or_default(),
        ),
        ("url", text(&review.url)),
        ("keywords", review.keywords.join(", ")),
        (work.kind.word(), work.name.clone()),
        (work.kind.creator_property(), work.creators.join(", ")),
        ("writer", work.writers.join(", ")),
        ("cast", work.actors.join(", ")),
        ("released", date(work.date_published)),
        ("runtime", work.runtime_minutes.map(|n| n.to_string()).unwrap_or_default()),
    ];
    let mut out = String::new();
    for (key, value) in rows.iter().filter(|row| !row.1.is_empty()) {
        writeln!(out, "{key}: {value}").unwrap();
    }
    format!("{out}\n{}\n", review.body)
}

#[test]
fn pages_of_many_styles_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/plain");
    let mut cases: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|case| case.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 18);
    for case in cases {
        let source = std::fs::read_to_string(case.join("source.txt")).unwrap();
        let expected = std::fs::read_to_string(case.join("expected.md")).unwrap();
        let found = shown(&read(&source, Path::new("source.txt")));
        assert_eq!(found, expected, "{}\n{found}", case.display());
    }
}

/// What a manifest's row and a draft are compared by: quotes, dashes, case, space and escapes do not count.
fn folded(text: &str) -> String {
    let plain = text.replace(['’', '‘'], "'").replace(['“', '”'], "\"").replace(['–', '—'], "-");
    let plain = plain.replace(['*', '\\', '_'], " ").to_lowercase();
    plain
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_matches([' ', '.', '"', '\''])
        .to_owned()
}

#[track_caller]
fn check_field(row: &Value, key: &str, found: Option<&str>) {
    let expected = row["expected"][key].as_str();
    assert_eq!(found.map(folded), expected.map(folded), "{} {key}", row["file"]);
}

#[track_caller]
fn check_row(root: &Path, row: &Value) {
    let file = root.join(row["file"].as_str().unwrap());
    let draft = read(&std::fs::read_to_string(&file).unwrap(), &file);
    let (review, work, expected) = (&draft.review, &draft.review.work, &row["expected"]);
    let date = |date: Option<crate::date::Date>| date.map(|date| date.to_string());
    check_field(row, "title", Some(review.title.text.as_str()).filter(|_| !review.title.is_made));
    check_field(row, "author", review.authors.first().map(String::as_str));
    check_field(row, "date", date(review.date_published).as_deref());
    check_field(row, "publication", review.publisher.as_deref());
    check_field(row, "item", Some(work.name.as_str()).filter(|name| !name.is_empty()));
    for (key, found) in [("item_creator", work.creators.first()), ("writer", work.writers.first())]
    {
        if expected[key].is_string() {
            check_field(row, key, found.map(String::as_str));
        }
    }
    if expected["item_date"].is_string() {
        check_field(row, "item_date", date(work.date_published).as_deref());
    }
    let points = review.rating.as_ref().and_then(|rating| match rating.mark {
        Mark::Points { value, best, .. } => Some((Some(value), best)),
        _ => None,
    });
    let rating = &expected["rating"];
    assert_eq!(
        points,
        rating.is_object().then(|| (rating["value"].as_f64(), rating["best"].as_f64()))
    );
    let minutes = expected["runtime_minutes"].as_u64();
    assert_eq!(work.runtime_minutes.map(u64::from), minutes, "{}", row["file"]);
    for name in expected["cast"].as_array().into_iter().flatten() {
        assert!(work.actors.iter().any(|actor| Some(actor.as_str()) == name.as_str()), "{name}");
    }
    check_body(expected, review);
}

#[track_caller]
fn check_body(expected: &Value, review: &crate::review::Review) {
    let body = folded(&review.body);
    let texts = |key: &str| expected[key].as_array().cloned().unwrap_or_default();
    for part in
        texts("body_in").iter().chain([&expected["spoiler_notice"]]).filter_map(Value::as_str)
    {
        assert!(body.contains(&folded(part)), "lost: {part}");
    }
    for part in texts("boilerplate_out").iter().filter_map(Value::as_str) {
        assert!(!body.contains(&folded(part)), "kept: {part}");
    }
    let headings: Vec<String> =
        review.body.lines().filter_map(|line| line.strip_prefix("## ")).map(folded).collect();
    let wanted: Vec<String> =
        texts("headings").iter().filter_map(Value::as_str).map(folded).collect();
    assert_eq!(headings, wanted);
    if let Some(part) = expected["description_in"].as_str() {
        assert!(review.description.as_deref().is_some_and(|text| text.contains(part)), "{part}");
    }
}

#[test]
fn real_pages_are_read() {
    let Some(corpus) = std::env::var_os("ANORA_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: ANORA_CORPUS is not set");
        return;
    };
    let rows = |manifest: PathBuf| -> Vec<Value> {
        let lines = std::fs::read_to_string(manifest).unwrap();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    for row in rows(corpus.join("seeds/manifest.jsonl")) {
        check_row(&corpus.join("seeds"), &row);
    }
    let is_tokenised =
        |row: &Value| row["file"].as_str().is_some_and(|file| file.starts_with("txt/nltk"));
    for row in rows(corpus.join("manifest.jsonl")).into_iter().filter(is_tokenised) {
        check_row(&corpus, &row);
    }
}

#[test]
fn a_made_title_is_short_and_ends_with_a_word() {
    let draft = read(
        "In her newest film Rain it rains for so long that even the ducks leave town. Rain is good.",
        Path::new("a.txt"),
    );
    assert_eq!(
        draft.review.title,
        Title::made(
            "Rain: In her newest film Rain it rains for so long that even the ducks leave…"
        )
    );
    assert_eq!(read("", Path::new("some name.txt")).review.title, Title::made("some name"));
    assert_eq!(read("", Path::new("")).review.title, Title::made("Untitled"));
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "(?s).{0,400}") {
        let draft = read(&text, Path::new("a.txt"));
        prop_assert!(!draft.review.title.text.trim().is_empty());
    }

    /// Sentences are never lost, whatever stands around them.
    #[test]
    fn no_sentence_is_lost(lines in prop::collection::vec(prop::sample::select(LINES), 1..24), gap: bool) {
        let draft = read(&lines.join(if gap { "\n\n" } else { "\n" }), Path::new("a.txt"));
        let all = format!("{} {} {}", draft.review.title.text, draft.review.description.clone().unwrap_or_default(), draft.review.body);
        for sentence in lines.iter().filter(|line| line.ends_with("for a very long time.")) {
            prop_assert!(all.contains(sentence), "{sentence} in {all}");
        }
    }
}

/// Lines of every kind, and the sentences that must survive among them.
const LINES: &[&str] = &[
    "The boat lay at the pier and nobody on it spoke for a very long time.",
    "In the second act a dog walks along the water, and the camera follows it for a very long time.",
    "Rain",
    "The Long Rain",
    "By Ann Lee",
    "Directed by Ann Lee",
    "Published October 8th, 2024",
    "6 min read",
    "Photo: A24",
    "• Contact",
    "- a point",
    "1. one",
    "Rating: 3/5",
    "***",
    "Share",
    "It rains.",
    "Director",
    "Ann Lee",
    "Runtime 99 minutes",
    "Spoilers ahead.",
    "2024",
    "The Daily Rain logo",
];
