//! The article of a page without the page around it.

use legible::Options;

use super::tree::Tree;

/// The article as a tree of its own, as Readability finds it. `None` where there is none.
pub(super) fn extracted(page: &Tree, address: Option<&str>) -> Option<Tree> {
    let options = Options::new().keep_classes(true).disable_json_ld(true);
    let article = legible::parse(&page.markup(page.root()), address, Some(options)).ok()?;
    Tree::parse(&article.content).ok().filter(|tree| tree.n_letters(tree.root()) > 0)
}
