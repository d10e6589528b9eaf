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
    use std::process::Stdio;
    let program = Program::new();
    let mut child = program
        .command(&["import", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&packed(&[("one.md", ONE)])).unwrap();
    let output = child.wait_with_output().unwrap();
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
