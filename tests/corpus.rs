//! Real files that nobody here wrote, where `ANORA_CORPUS` names a folder with them.

use std::path::{Path, PathBuf};

use anora_tui::import::{Options, read};
use anora_tui::text::{prose, spoiler};
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

/// Every text under a folder, by the file it comes from: what imports, and what stands in a text file as it is. Lists
/// of the files themselves are left out.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let name = |path: &Path| path.strip_prefix(folder).unwrap_or(path).display().to_string();
    let mut texts = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(open) = folders.pop() {
        for file in std::fs::read_dir(open).unwrap().map(|file| file.unwrap().path()) {
            if file.is_dir() {
                folders.push(file);
                continue;
            }
            let options = Options::default();
            let drafts = read(std::slice::from_ref(&file), &options).flatten();
            texts.extend(drafts.map(|draft| (name(&file), draft.review.body)));
            if file.extension().is_some_and(|ending| ending == "md" || ending == "txt") {
                texts.extend(std::fs::read_to_string(&file).map(|text| (name(&file), text)));
            }
        }
    }
    texts.retain(|(file, _)| !file.ends_with("manifest.jsonl"));
    texts.sort();
    texts
}

/// Files in which a notice is read where a person reads none.
const FALSE_ALARMS: [&str; 1] = [
    // The scripts of the page, which have `||` in them.
    "html/nmb-media-no-charset.html",
];

/// Files that do warn of spoilers.
const WARNED: [&str; 2] = ["md/alexwlchan-ancillary-justice.md", "seeds/001_b97817ef1df552d7.txt"];

#[test]
fn spoilers_are_covered_where_a_text_warns_and_nowhere_else() {
    let Some(folder) = corpus("spoilers") else { return };
    let texts = texts(&folder);
    let mut covered = Vec::new();
    for (file, text) in &texts {
        let shield = spoiler::shield(&prose::parse(text), None);
        for cover in &shield.covers {
            eprintln!("{file}: {} from block {}", cover.reason, cover.from.0);
        }
        if !shield.covers.is_empty() {
            covered.push(file.as_str());
        }
    }
    covered.dedup();
    eprintln!("{} texts, {} of them with covers", texts.len(), covered.len());
    for file in WARNED {
        assert!(covered.contains(&file), "{file} warns of spoilers, but nothing in it is covered");
    }
    covered.retain(|file| !WARNED.contains(file) && !FALSE_ALARMS.contains(file));
    assert!(covered.is_empty(), "new false alarms: {covered:?}");
}
