//! Real files that nobody here wrote, where `ANORA_CORPUS` names a folder with them.

use std::path::PathBuf;

use serde_json::Value;

use crate::support::Program;

/// The folder, or a word on standard error that the test is skipped.
fn corpus(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("ANORA_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("{test}: skipped, for ANORA_CORPUS names no folder");
    }
    folder
}

fn rows(folder: &std::path::Path) -> Vec<Value> {
    let manifest = std::fs::read_to_string(folder.join("manifest.jsonl")).unwrap();
    manifest
        .lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

/// A text as a reader compares it: quotes, dashes, emphasis and spaces do not count.
fn plain(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| match c {
            '’' | '‘' => '\'',
            '“' | '”' => '"',
            '–' | '—' => '-',
            '*' | '_' | '\\' => ' ',
            c => c,
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn imported(file: &std::path::Path) -> Value {
    let program = Program::new();
    program.ok(&["import", file.to_str().unwrap()]);
    serde_json::from_str(program.ok(&["export", "--format", "jsonl"]).lines().next().unwrap())
        .unwrap()
}

#[test]
fn the_seeds_come_in_with_all_that_they_say() {
    let Some(folder) = corpus("seeds").map(|f| f.join("seeds")) else { return };
    for row in rows(&folder) {
        let file = row["file"].as_str().unwrap();
        let review = imported(&folder.join(file));
        let expected = &row["expected"];
        let body = plain(review["reviewBody"].as_str().unwrap());
        for part in expected["body_in"].as_array().unwrap() {
            assert!(body.contains(&plain(part.as_str().unwrap())), "{file}: lost {part}");
        }
        for part in expected["boilerplate_out"].as_array().unwrap() {
            assert!(!body.contains(&plain(part.as_str().unwrap())), "{file}: still has {part}");
        }
        for heading in expected["headings"].as_array().unwrap() {
            let heading = plain(heading.as_str().unwrap());
            let found = review["reviewBody"]
                .as_str()
                .unwrap()
                .lines()
                .any(|l| l.starts_with("## ") && plain(l).ends_with(&heading));
            assert!(found, "{file}: no heading {heading}");
        }
        assert_eq!(review["itemReviewed"]["name"], expected["item"], "{file}");
        assert_eq!(review.get("headline").unwrap_or(&Value::Null), &expected["title"], "{file}");
        assert_eq!(
            review.get("datePublished").unwrap_or(&Value::Null),
            &expected["date"],
            "{file}"
        );
        assert_eq!(review["author"][0]["name"], expected["author"], "{file}");
        assert_eq!(
            review["reviewRating"]["ratingValue"].as_f64(),
            expected["rating"]["value"].as_f64(),
            "{file}"
        );
        let wants_shield = !expected["spoiler_notice"].is_null();
        assert_eq!(review.get("spoilers").is_some(), wants_shield, "{file}");
    }
}

#[test]
fn markdown_files_come_in_with_their_metadata() {
    let Some(folder) = corpus("markdown") else { return };
    let mut n = 0;
    for row in rows(&folder)
        .into_iter()
        .filter(|row| row["format"] == "markdown" && row["kind"] == "review")
    {
        let file = row["file"].as_str().unwrap();
        let review = imported(&folder.join(file));
        let expected = &row["expected"];
        assert_eq!(review["itemReviewed"]["name"], expected["item"], "{file}");
        assert_eq!(
            review["reviewRating"]["ratingValue"].as_f64(),
            expected["rating"]["value"].as_f64(),
            "{file}"
        );
        n += 1;
    }
    assert!(n >= 6, "{n} Markdown reviews");
}
