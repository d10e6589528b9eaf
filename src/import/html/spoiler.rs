//! What a page covers itself until a reader wants to see it.

use super::tree::{Id, Tree};

/// Parts of a class that names spoilers but covers none.
const NO_COVERS: [&str; 10] =
    ["free", "warning", "alert", "notice", "toggle", "button", "label", "title", "head", "link"];

/// Whether an element covers its text: `<details>`, `<spoiler>`, a class that says so (`spoiler`, `bb-spoiler`,
/// `spoiler-text`), or an attribute made for that.
pub(super) fn is_marked(tree: &Tree, id: Id) -> bool {
    let is_named = |class: &str| {
        let class = class.to_ascii_lowercase();
        class.contains("spoiler")
            && !class.starts_with("no")
            && !NO_COVERS.iter().any(|part| class.contains(part))
    };
    let has = |name| tree.attribute(id, name).is_some();
    let is_element = matches!(tree.name(id), "details" | "spoiler");
    is_element
        || has("data-spoiler")
        || has("data-mx-spoiler")
        || tree.attribute(id, "x-data").is_some_and(|data| data.trim() == "spoiler")
        || (tree.classes(id).any(is_named)
            && !matches!(tree.name(id), "body" | "html" | "main" | "article"))
}
