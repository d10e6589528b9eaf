//! Tables of facts told from tables that lay a page out.

use super::super::tree::{Id, Tree};

/// A cell of a table of facts has no more words.
const MOST_WORDS: usize = 80;

/// What stands in no cell of a table of facts.
const BLOCKS: [&str; 10] =
    ["table", "ul", "ol", "blockquote", "pre", "figure", "h1", "h2", "h3", "h4"];

/// Whether a table is one to be read by rows and columns.
pub(super) fn holds_facts(tree: &Tree, id: Id) -> bool {
    let rows = rows(tree, id);
    let is_short = |&cell: &Id| {
        tree.words(cell).split(' ').count() <= MOST_WORDS
            && tree.elements(cell).all(|id| !BLOCKS.contains(&tree.name(id)))
            && tree.named(cell, "p").count() <= 1
    };
    tree.attribute(id, "role") != Some("presentation")
        && rows.len() >= 2
        && rows.iter().all(|row| row.iter().all(is_short))
        && rows.iter().filter(|row| row.len() >= 2).count() * 2 > rows.len()
}

/// The rows of a table that say anything, without those of tables in it.
fn rows(tree: &Tree, id: Id) -> Vec<Vec<Id>> {
    let is_own = |row: &Id| tree.ancestors(*row).find(|&at| tree.name(at) == "table") == Some(id);
    let cells = |row: Id| {
        tree.children(row).filter(|&id| matches!(tree.name(id), "td" | "th")).collect::<Vec<_>>()
    };
    let rows = tree.named(id, "tr").filter(is_own).map(cells);
    rows.filter(|row| row.iter().any(|&cell| !tree.words(cell).is_empty())).collect()
}
