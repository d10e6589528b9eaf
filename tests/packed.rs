//! Archives by the real program: a ZIP file comes in as the folder of its files would, and harms nothing.

use std::io::{Cursor, Write};

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::Program;

/// A ZIP file of these members.
fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn titles(program: &Program) -> Vec<String> {
    let list: Value = serde_json::from_str(&program.ok(&["list", "--json"])).unwrap();
    let mut titles: Vec<String> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|review| review["name"].as_str().unwrap().to_owned())
        .collect();
    titles.sort();
    titles
}

const ONE: &[u8] = b"---\ntitle: One\n---\nA first look at the pier.\n";
const TWO: &[u8] = b"---\ntitle: Two\n---\nA second look at the harbour.\n";

#[test]
fn an_archive_comes_in_as_its_folder_would_whatever_its_name() {
    let program = Program::new();
    let file = program.file("export.dat", packed(&[("posts/one.md", ONE), ("two.md", TWO)]));
    assert_eq!(program.ok(&["import", &file]).trim(), "2 new");
    assert_eq!(program.ok(&["import", &file]).trim(), "2 same");
    assert_eq!(titles(&program), ["One", "Two"]);
    let exported = program.ok(&["export", "--format", "jsonl"]);
    assert!(exported.contains("/export.dat/posts/one.md\""), "{exported}");
}

#[test]
fn an_archive_comes_in_by_a_pipe() {
    let program = Program::new();
    let output = program.piped(&["import", "-"], &packed(&[("one.md", ONE)]));
    assert!(output.status.success());
    assert_eq!(titles(&program), ["One"]);
}

#[test]
fn what_is_refused_of_an_archive_is_named_and_the_rest_comes_in() {
    let program = Program::new();
    let members: &[(&str, &[u8])] =
        &[("../../pwned.md", TWO), ("one.md", ONE), ("bad.md", b"---\na: [\n---\nText.\n")];
    let file = program.file("in/export.zip", packed(members));
    let said = program.fails(1, &["import", &file]);
    assert!(
        said.contains("export.zip/../../pwned.md: its name leads out of the archive"),
        "{said}"
    );
    assert!(said.contains("export.zip/bad.md:"), "{said}");
    assert_eq!(titles(&program), ["One"]);
    let folder = std::path::Path::new(&file).parent().unwrap();
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1, "something was written beside it");
    assert!(!folder.parent().unwrap().join("pwned.md").exists());
}

/// Files that were made to do harm, each with what must be said of it; `None` where it comes in.
fn hostile() -> Vec<(&'static str, Vec<u8>, Option<&'static str>)> {
    let inmost = packed(&[("a.md", TWO)]);
    let nested = packed(&[("b.zip", &packed(&[("c.zip", &inmost)]))]);
    let whole = packed(&[("one.md", ONE)]);
    let escapes = b"A title \x1b]0;pwned\x07\nBy \xc2\x9b2JNobody\n\nSome words \x1b[2J of it.\n";
    let bomb = "- ".repeat(3000) + "deep\n";
    vec![
        ("nested.zip", nested, Some("in one that is in another is not opened")),
        ("cut.zip", whole[..whole.len() - 30].to_vec(), Some("a damaged ZIP archive")),
        ("no-book.epub", packed(&[("mimetype", b"application/epub+zip")]), Some("an EPUB without")),
        ("zeros.txt", vec![0; 4096], Some("not text")),
        ("packed.html.gz", b"\x1f\x8b\x08\0\0\0".to_vec(), Some("not text (a gzip archive)")),
        ("empty.md", Vec::new(), Some("empty")),
        ("deep.json", "[".repeat(100_000).into_bytes(), Some("recursion limit")),
        ("laughs.md", b"---\na: &a [x]\nb: *c\n---\nWords.\n".to_vec(), Some("front matter")),
        ("escapes.txt", escapes.to_vec(), None),
        ("deep.md", bomb.into_bytes(), None),
    ]
}

#[test]
fn what_was_made_to_do_harm_does_none() {
    let program = Program::new();
    for (name, bytes, _) in hostile() {
        program.file(&format!("in/{name}"), bytes);
    }
    for (name, _, reason) in hostile() {
        let path = program.home.path().join("in").join(name);
        let output = program.run(&["import", path.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(i32::from(reason.is_some())), "{name}: {said}");
        assert!(said.contains(reason.unwrap_or_default()), "{name}: {said}");
    }
    assert_eq!(titles(&program).len(), 2, "what has words has come in");
    let written = program.ok(&["export", "--format", "jsonl"]);
    let is_control = |c: char| c.is_control() && c != '\n';
    assert!(!written.contains(is_control), "{written}");
    assert!(!written.contains("\\u00"), "{written}");
}

#[test]
fn an_export_of_letterboxd_in_an_archive_is_joined_as_its_folder_is() {
    let review = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n";
    let entry = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n";
    let seen = "2021-03-02,Small Hours,2020,https://boxd.it/a1,4.5,";
    let members = [
        ("diary.csv", format!("{entry}{seen},on tape,2021-03-01\n")),
        (
            "deleted/reviews.csv",
            format!("{review}2021-01-01,Gone,2020,https://boxd.it/d4,1,,No.,,\n"),
        ),
        ("reviews.csv", format!("{review}{seen},Nobody listens.,on tape,2021-03-01\n")),
    ];
    let program = Program::new();
    let members: Vec<_> = members.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let said = program.fails(1, &["import", &program.file("export.zip", packed(&members))]);
    assert!(said.contains("export.zip/deleted/reviews.csv"), "{said}");
    let list: Value = serde_json::from_str(&program.ok(&["list", "--json"])).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
    assert!(program.ok(&["export", "--format", "jsonl"]).contains("Nobody listens."));
}
