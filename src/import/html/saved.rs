//! Where a saved page was saved from, as the browser or tool that saved it notes it.

use super::tree::Tree;
use crate::schema::loose;

/// No more comments than this are looked at; a note stands at the very beginning.
const MOST: usize = 8;

/// The address that a page was saved from: in the comment of `SingleFile`, or in that of a browser
/// (`saved from url=(0031)https://…`).
pub(super) fn address(tree: &Tree) -> Option<String> {
    let comments = tree.descendants(tree.root()).filter_map(|id| tree.comment(id));
    comments.take(MOST).find_map(|comment| {
        let noted = if comment.contains("SingleFile") {
            comment.lines().find_map(|line| line.trim().strip_prefix("url: "))
        } else {
            comment
                .split_once("saved from url=(")
                .and_then(|(_, rest)| Some(rest.split_once(')')?.1))
        };
        let address = noted?.split_whitespace().next()?;
        loose::is_address(address).then(|| address.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, wanted: Option<&str>) {
        assert_eq!(address(&Tree::parse(html).unwrap()).as_deref(), wanted, "{html}");
    }

    #[test]
    fn the_note_of_a_tool_is_read() {
        let page = "https://lantern.example/rain";
        check(
            "<html><!--\n Page saved with SingleFile \n url: https://lantern.example/rain \n saved date: Wed Sep 24 2026\n--><p>x",
            Some(page),
        );
        check(
            "<!DOCTYPE html>\n<html><!--\n Archive processed by SingleFile \n url: https://lantern.example/rain\n--><p>x",
            Some(page),
        );
        check("<!-- saved from url=(0028)https://lantern.example/rain -->\n<html>", Some(page));
        check("<!-- saved from url=(0014)about:internet -->\n<html>", None);
        check("<html><!-- url: https://lantern.example/rain --><p>x", None);
    }
}
