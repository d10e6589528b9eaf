//! The key table of the documentation is the key table of the program.

use anora_tui::keymap;

#[test]
fn docs_keys_md_is_made_from_the_actions() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md");
    let docs = std::fs::read_to_string(path).unwrap();
    let (_, table) = docs
        .split_once("<!-- made by `anora-tui config keys` -->\n")
        .expect("docs/keys.md has its marker");
    assert_eq!(table.trim(), keymap::as_markdown().trim(), "write it anew: anora-tui config keys");
}
