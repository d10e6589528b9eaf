//! Holds the shape of the code: imports point one way, a crate has one owner, files and functions stay small.

use std::fs;
use std::path::{Path, PathBuf};

/// Crates and the places that may use them. A place is a path under `src` without `.rs`, and holds for its submodules.
const OWNERS: &[(&str, &[&str])] = &[
    ("fuzzy_matcher", &["filter"]),
    ("textwrap", &["text/wrap"]),
    ("hypher", &["text/hyphens"]),
    ("whatlang", &["text/language"]),
    ("icu_segmenter", &["text/linebreak"]),
    ("unicode_segmentation", &["text/width"]),
    ("unicode_width", &["text/width"]),
    ("unicode_normalization", &["text/fold"]),
    ("pulldown_cmark", &["text/prose"]),
    ("sha2", &["text/fingerprint"]),
    ("rusqlite", &["library", "error"]),
    ("serde_saphyr", &["import/markdown"]),
    ("toml", &["import/markdown", "config"]),
    ("csv", &["import/tables"]),
    ("html5ever", &["import/html/tree"]),
    ("legible", &["import/html/article"]),
    ("url", &["import/html/address"]),
    ("mail_parser", &["import/html/mhtml"]),
    ("encoding_rs", &["import/decode"]),
    ("chardetng", &["import/decode"]),
    ("zip", &["import/archive", "export/epub"]),
    ("crossterm", &["keymap", "run"]),
    ("signal_hook", &["run", "cli/interrupt"]),
    ("rustix", &["run", "cli/out"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("etcetera", &["cli/settings"]),
    ("ratatui::widgets", &["ui"]),
];

/// Lines of a file without its tests.
const LONGEST_FILE: usize = 400;
/// Lines of a function, counted as clippy's `too_many_lines` does not for tests; the lint holds it for the rest.
const LONGEST_FUNCTION: usize = 60;

/// A source file: its path under `src` without `.rs`, and its lines without its tests.
struct File {
    name: String,
    lines: Vec<String>,
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &mut found);
    assert!(found.len() > 30, "the sources were not found");
    found.sort();
    found
        .into_iter()
        .filter(|path| !path.ends_with("tests.rs") && !path.ends_with("support.rs"))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let name = path
                .strip_prefix(&root)
                .unwrap()
                .with_extension("")
                .to_string_lossy()
                .replace('\\', "/");
            let lines = text
                .lines()
                .take_while(|line| *line != "#[cfg(test)]" || !text.contains("mod tests"))
                .map(str::to_owned);
            File { name, lines: lines.collect() }
        })
        .collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Modules in the order of `src/lib.rs`.
fn order() -> Vec<String> {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    lib.lines()
        .filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

fn module_of(name: &str) -> &str {
    name.split('/').next().unwrap()
}

#[test]
fn imports_point_one_way() {
    let order = order();
    let rank = |module: &str| order.iter().position(|m| m == module);
    let mut wrong = Vec::new();
    for file in files() {
        let Some(own) = rank(module_of(&file.name)) else { continue };
        for (at, line) in file.lines.iter().enumerate() {
            for module in named_modules(line, &order) {
                if rank(&module).is_some_and(|other| other > own) {
                    wrong.push(format!(
                        "src/{}.rs:{}: uses {module}, which stands below it",
                        file.name,
                        at + 1
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The modules that a line names after `crate::`, also in braces.
fn named_modules(line: &str, order: &[String]) -> Vec<String> {
    let code = line.split("//").next().unwrap();
    let mut named = Vec::new();
    for after in code.split("crate::").skip(1) {
        let listed = after.strip_prefix('{').and_then(|list| list.split('}').next());
        for path in listed.unwrap_or(after).split(',') {
            let word: String =
                path.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if order.contains(&word) {
                named.push(word);
            }
            if listed.is_none() {
                break;
            }
        }
    }
    named
}

#[test]
fn every_crate_has_one_owner() {
    let mut wrong = Vec::new();
    for file in files() {
        for (at, line) in file.lines.iter().enumerate() {
            let code = line.split("//").next().unwrap();
            for (name, owners) in OWNERS {
                let is_used =
                    code.contains(&format!("{name}::")) || code.trim() == format!("use {name};");
                let is_owner = owners
                    .iter()
                    .any(|o| file.name == *o || file.name.starts_with(&format!("{o}/")));
                let is_part =
                    code.contains(&format!("_{name}::")) || code.contains(&format!("::{name}::"));
                if is_used && !is_owner && !is_part {
                    wrong.push(format!(
                        "src/{}.rs:{}: {name} belongs to {}",
                        file.name,
                        at + 1,
                        owners.join(", ")
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_and_functions_stay_small_and_say_what_they_are() {
    let mut wrong = Vec::new();
    for file in files() {
        let first = file.lines.first().map_or("", String::as_str);
        if !first.starts_with("//! ") {
            wrong.push(format!("src/{}.rs: does not open with its duty (`//! …`)", file.name));
        }
        if file.lines.len() > LONGEST_FILE {
            wrong.push(format!("src/{}.rs: {} lines", file.name, file.lines.len()));
        }
        wrong.extend(long_functions(&file));
        if file.name.ends_with("/mod") {
            wrong.push(format!("src/{}.rs: a module is a file named like it", file.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Functions over the limit: from the line of `fn` to the closing brace in the same column.
fn long_functions(file: &File) -> Vec<String> {
    let mut wrong = Vec::new();
    for (start, line) in file.lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let head = line
            .trim_start()
            .trim_start_matches("pub(crate) ")
            .trim_start_matches("pub(super) ")
            .trim_start_matches("pub ");
        if !head.trim_start_matches("const ").starts_with("fn ") {
            continue;
        }
        let close = format!("{}}}", " ".repeat(indent));
        if let Some(length) = file.lines.iter().skip(start).position(|l| *l == close)
            && length + 1 > LONGEST_FUNCTION
        {
            wrong.push(format!(
                "src/{}.rs:{}: a function of {} lines",
                file.name,
                start + 1,
                length + 1
            ));
        }
    }
    wrong
}

#[test]
fn the_words_of_the_project_are_kept() {
    const NOT: &[&str] =
        &["todo!", "unimplemented!", "dbg!(", "FIXME", "XXX", "Manager", "Helper", "utils"];
    let mut wrong = Vec::new();
    for file in files() {
        for (at, line) in file.lines.iter().enumerate() {
            wrong.extend(
                NOT.iter()
                    .filter(|w| line.contains(**w))
                    .map(|w| format!("src/{}.rs:{}: {w}", file.name, at + 1)),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
