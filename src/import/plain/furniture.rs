//! What is part of a page and not of the review on it: buttons, links, legal lines, calls to act.

mod table;

use super::label::{self, Labelled};
use super::page::{Page, Role, n_words};
use super::pattern::{Patterns, words};

/// The tables of furniture, ready to be searched.
pub(super) struct Furniture {
    anywhere: Patterns,
    at_edges: Patterns,
    calls: Patterns,
    discussion: Patterns,
    about_author: Patterns,
}

impl Furniture {
    /// Makes the tables ready.
    pub(super) fn new() -> Self {
        Self {
            anywhere: Patterns::new(&[
                table::BUTTONS,
                table::COUNTS,
                table::INVITATIONS,
                table::LEGAL,
            ]),
            at_edges: Patterns::new(&[table::NAVIGATION, table::DISCUSSION, table::ABOUT_AUTHOR]),
            calls: Patterns::new(&[table::CALLS]),
            discussion: Patterns::new(&[table::DISCUSSION]),
            about_author: Patterns::new(&[table::ABOUT_AUTHOR]),
        }
    }

    /// A line that is furniture wherever it stands.
    fn is_anywhere(&self, line: &str) -> bool {
        is_placeholder(line)
            || is_legal(line)
            || is_pointer(line)
            || words(line).is_some_and(|words| self.anywhere.fit(&words))
    }

    /// A line that is furniture above the first paragraph or below the last one.
    pub(super) fn is_at_edge(&self, line: &str) -> bool {
        let bare = super::page::point(line).map_or(line, |(_, rest)| rest);
        self.is_anywhere(bare)
            || self.at_edges.fit_line(bare)
            || !bare.chars().any(char::is_alphanumeric)
    }

    /// The first line of what readers, not the critic, say; or of links to other pages.
    pub(super) fn opens_discussion(&self, line: &str) -> bool {
        self.discussion.fit_line(line)
    }

    /// The heading of a box about the critic.
    pub(super) fn opens_author_box(&self, line: &str) -> bool {
        self.about_author.fit_line(line)
    }

    /// A paragraph without the sentences in it that ask to click, subscribe or follow.
    fn without_calls(&self, text: &str) -> Option<String> {
        let sentences = text.split_inclusive(['.', '!', '?']);
        let kept: String = sentences.filter(|sentence| !self.calls.fit_line(sentence)).collect();
        (kept.len() < text.len()).then(|| kept.trim().to_owned())
    }
}

/// Marks the furniture of a page, and takes calls to act out of its short paragraphs.
pub(super) fn mark(page: &mut Page, furniture: &Furniture) {
    for at in 0..page.paras.len() {
        let text = page.text(at).to_owned();
        if page.role(at) == Role::Break || text.len() > 400 {
            continue;
        }
        // `Close` is a button; above credits it is a film.
        let names_a_work = page.paras.get(at + 1).is_some_and(|next| {
            let is_fact = |found: Labelled<'_>| label::is_fitting(found.fact, found.value);
            next.text.starts_with("By ") || label::split(&next.text).is_some_and(is_fact)
        });
        let bare = super::page::point(&text).map_or(text.as_str(), |(_, rest)| rest);
        if furniture.is_anywhere(bare) && !(names_a_work && n_words(&text) <= 2) {
            page.set(at, Role::Furniture);
        } else if let Some(kept) = furniture.without_calls(&text).filter(|_| n_words(&text) <= 40) {
            match page.paras.get_mut(at) {
                Some(para) if !kept.is_empty() => para.text = kept,
                _ => page.set(at, Role::Furniture),
            }
        }
    }
}

/// `[image]`, `[dims]`: where a browser's text dump had a picture or a field; or a lone bullet.
fn is_placeholder(line: &str) -> bool {
    let inside = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let is_field = inside.is_some_and(|text| {
        text.trim().is_empty()
            || (text.chars().all(|c| c.is_ascii_lowercase() || c == ' ') && n_words(text) <= 2)
    });
    is_field || matches!(line, "•" | "●" | "○" | "▪" | "|" | "·" | "»" | "«")
}

/// `Read more: …`: a link to another page.
fn is_pointer(line: &str) -> bool {
    let label = line.split_once(':').map(|(label, _)| label.trim().to_lowercase());
    label.is_some_and(|label| table::POINTERS.contains(&label.as_str())) && n_words(line) <= 25
}

/// A line of copyright: the sign or the word and a year, or that all rights are reserved.
fn is_legal(line: &str) -> bool {
    let is_signed = line.starts_with('©')
        || line.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("(c)"));
    is_signed && n_words(line) <= 25 && line.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::layout;
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: bool) {
        assert_eq!(Furniture::new().is_anywhere(line), expected, "{line:?}");
    }

    #[test]
    fn furniture_is_known() {
        check("Expand", true);
        check("6 min read", true);
        check("Published about a year ago", true);
        check("Be the first to share your insights about this piece.", true);
        check("Sign in to comment", true);
        check("© 2026 Someone, Inc. All Rights Reserved.", true);
        check("2,192 Shares", true);
        check("[image]", true);
        check("[          ]", true);
        check("We use cookies to make this site work.", true);
        check("Read more: ten wet films", true);
        check("12 out of 15 found this helpful.", true);
    }

    #[test]
    fn what_a_critic_may_write_is_kept() {
        check("Close to the end, the roof gives way.", false);
        check("Share the pain.", false);
        check("More is less", false);
        check("[1] The novel says otherwise.", false);
        check("Copyright is the theme here.", false);
        check("Published in 1920, the novel was a scandal.", false);
    }

    #[test]
    fn a_call_to_act_leaves_its_paragraph() {
        let text = "Rain is in theaters now. Click below for showtimes.\n\nClick here to subscribe.\n\nIt rains. It pours.";
        let mut page = Page { paras: layout::paragraphs(text), ..Page::default() };
        mark(&mut page, &Furniture::new());
        let kept: Vec<&str> = page
            .paras
            .iter()
            .filter(|para| para.is_kept())
            .map(|para| para.text.as_str())
            .collect();
        assert_eq!(kept, ["Rain is in theaters now.", "It rains. It pours."]);
    }

    #[test]
    fn a_film_may_be_called_like_a_button() {
        let mut page = Page {
            paras: layout::paragraphs("Close\n\nDirected by Ann Lee\n\nClose\n"),
            ..Page::default()
        };
        mark(&mut page, &Furniture::new());
        assert_eq!([page.role(0), page.role(2)], [Role::Short, Role::Furniture]);
    }
}
