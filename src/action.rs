//! Action: all that a key can do, as one table from which the keymap, the help and the documentation are made.

mod row;
mod scope;

pub use row::ActionRow;
use row::row;
pub use scope::{Pane, Scope};

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the table below says of each what it does, for the reader and for the user alike"
)]
pub enum Action {
    Down,
    Up,
    PageDown,
    PageUp,
    HalfPageDown,
    HalfPageUp,
    Top,
    End,
    ToText,
    ToList,
    OtherPane,
    OtherPaneDown,
    OtherPaneUp,
    NextReview,
    PreviousReview,
    NextParagraph,
    PreviousParagraph,
    NextSentence,
    PreviousSentence,
    Filter,
    Find,
    Search,
    NextHit,
    PreviousHit,
    Outline,
    Links,
    SetMark,
    GoToMark,
    JumpBack,
    JumpForward,
    Back,
    Leave,
    Quit,
    Help,
    Palette,
    ToggleRead,
    ReadAllShown,
    Undo,
    ToggleStar,
    ToggleSeen,
    SortMenu,
    ReverseOrder,
    ShowAll,
    ShowUnread,
    ShowStarred,
    Reveal,
    RevealAll,
    CoverFromHere,
    Select,
    Highlight,
    Annotate,
    RemoveHighlight,
    CopyParagraph,
    CopySentence,
    CopyReview,
    CopyCitation,
    Zen,
    Columns,
    Justify,
    Light,
    AutoScroll,
    Faster,
    Slower,
    WiderMeasure,
    NarrowerMeasure,
    DefaultMeasure,
    NextTheme,
    NarrowerList,
    WiderList,
    Import,
    Skipped,
    Remove,
    Redraw,
    Suspend,
    Reload,
}

/// Every action, in the order of the help.
pub const ACTIONS: &[ActionRow] = &[
    row(
        Action::Down,
        Scope::Both,
        "down",
        &["j", "<Down>"],
        "next review, or one row down in the text (5j: five)",
    ),
    row(
        Action::Up,
        Scope::Both,
        "up",
        &["k", "<Up>"],
        "previous review, or one row up in the text",
    ),
    row(
        Action::PageDown,
        Scope::Both,
        "page-down",
        &["<Space>", "<PgDn>", "<C-f>"],
        "a page on (two rows stay)",
    ),
    row(Action::PageUp, Scope::Both, "page-up", &["b", "<PgUp>", "<C-b>"], "a page back"),
    row(Action::HalfPageDown, Scope::Both, "half-page-down", &["<C-d>"], "half a page on"),
    row(Action::HalfPageUp, Scope::Both, "half-page-up", &["<C-u>"], "half a page back"),
    row(Action::Top, Scope::Both, "top", &["g", "<Home>"], "to the top"),
    row(Action::End, Scope::Both, "end", &["G", "<End>"], "to the end"),
    row(
        Action::ToText,
        Scope::Both,
        "to-text",
        &["<Enter>", "l", "<Right>"],
        "read the selected review",
    ),
    row(
        Action::ToList,
        Scope::Both,
        "to-list",
        &["h", "<Left>", "<Backspace>"],
        "back to the list",
    ),
    row(Action::OtherPane, Scope::Both, "other-pane", &["<Tab>"], "to the other pane"),
    row(
        Action::OtherPaneDown,
        Scope::Both,
        "other-pane-down",
        &["J"],
        "list: scroll the text; text: next review",
    ),
    row(
        Action::OtherPaneUp,
        Scope::Both,
        "other-pane-up",
        &["K"],
        "list: scroll the text; text: previous review",
    ),
    row(
        Action::NextReview,
        Scope::Both,
        "next-review",
        &["]"],
        "next review that the filter shows",
    ),
    row(
        Action::PreviousReview,
        Scope::Both,
        "previous-review",
        &["["],
        "previous review that the filter shows",
    ),
    row(Action::NextParagraph, Scope::Both, "next-paragraph", &["}"], "next paragraph of the text"),
    row(
        Action::PreviousParagraph,
        Scope::Both,
        "previous-paragraph",
        &["{"],
        "previous paragraph of the text",
    ),
    row(Action::NextSentence, Scope::Both, "next-sentence", &[")"], "next sentence of the text"),
    row(
        Action::PreviousSentence,
        Scope::Both,
        "previous-sentence",
        &["("],
        "previous sentence of the text",
    ),
    row(Action::Filter, Scope::List, "filter", &["/"], "filter the list as you type"),
    row(Action::Find, Scope::Text, "find", &["/"], "find in the text as you type"),
    row(
        Action::Search,
        Scope::Both,
        "search",
        &["F"],
        "search the texts of all reviews; Enter opens one where the words stand",
    ),
    row(
        Action::NextHit,
        Scope::Both,
        "next-hit",
        &["n"],
        "next hit while one is found, else next unread review",
    ),
    row(
        Action::PreviousHit,
        Scope::Both,
        "previous-hit",
        &["N"],
        "previous hit, else previous unread review",
    ),
    row(
        Action::Outline,
        Scope::Both,
        "outline",
        &["o"],
        "outline of the text: headings, highlights, marks, what is found",
    ),
    row(Action::Links, Scope::Both, "links", &["W"], "links of the text, to copy or open (asks)"),
    row(
        Action::SetMark,
        Scope::Both,
        "set-mark",
        &["m"],
        "name this place: a to z in this review, A to Z in all",
    ),
    row(
        Action::GoToMark,
        Scope::Both,
        "go-to-mark",
        &["'"],
        "to a place that was named ('' back across the last leap)",
    ),
    row(
        Action::JumpBack,
        Scope::Both,
        "jump-back",
        &["<C-o>", "<A-Left>"],
        "back to where the last leap began: a search, an end, another review",
    ),
    row(
        Action::JumpForward,
        Scope::Both,
        "jump-forward",
        &["L", "<A-Right>", "<C-i>"],
        "forward again (^I where the terminal tells it from Tab)",
    ),
    row(
        Action::Back,
        Scope::Both,
        "back",
        &["<Esc>"],
        "take off one layer: what is found, the filter, the text; never quits",
    ),
    row(Action::Leave, Scope::Both, "leave", &["q"], "leave zen, else quit"),
    row(
        Action::Quit,
        Scope::Both,
        "quit",
        &["Q", "<C-c>"],
        "quit now (everything is already saved)",
    ),
    row(Action::Help, Scope::Both, "help", &["?", "<F1>"], "these keys; type to narrow them"),
    row(
        Action::Palette,
        Scope::Both,
        "palette",
        &[":"],
        "every action by name: type to narrow them, Enter does one",
    ),
    row(Action::ToggleRead, Scope::Both, "toggle-read", &["r"], "mark read, or unread again"),
    row(
        Action::ReadAllShown,
        Scope::Both,
        "read-all-shown",
        &["R"],
        "mark all reviews shown as read (asks)",
    ),
    row(Action::Undo, Scope::Both, "undo", &["U"], "undo the last change"),
    row(Action::ToggleStar, Scope::Both, "toggle-star", &["f", "*"], "star, or take the star away"),
    row(
        Action::ToggleSeen,
        Scope::Both,
        "toggle-seen",
        &["w"],
        "work seen, or not seen: seen lifts its spoilers",
    ),
    row(Action::SortMenu, Scope::Both, "sort", &["s"], "sort the list: a second key says by what"),
    row(Action::ReverseOrder, Scope::Both, "reverse-order", &["S"], "turn the order round"),
    row(Action::ShowAll, Scope::List, "show-all", &["1"], "show all reviews"),
    row(Action::ShowUnread, Scope::List, "show-unread", &["2"], "show the unread"),
    row(Action::ShowStarred, Scope::List, "show-starred", &["3"], "show the starred"),
    row(
        Action::Reveal,
        Scope::Both,
        "reveal",
        &["x"],
        "uncover the spoiler on the page, or cover it again",
    ),
    row(
        Action::RevealAll,
        Scope::Both,
        "reveal-all",
        &["X"],
        "uncover all spoilers of this review, or cover them again",
    ),
    row(
        Action::CoverFromHere,
        Scope::Both,
        "cover-from-here",
        &["C"],
        "cover the text from this paragraph on, or take that back",
    ),
    row(
        Action::CopyParagraph,
        Scope::Both,
        "copy-paragraph",
        &["y"],
        "copy the paragraph at the top, or with what is found (3y: three)",
    ),
    row(Action::CopySentence, Scope::Both, "copy-sentence", &["Y"], "copy the sentence there"),
    row(Action::CopyReview, Scope::Both, "copy-review", &["<C-y>"], "copy the whole text"),
    row(
        Action::CopyCitation,
        Scope::Both,
        "copy-citation",
        &["c"],
        "copy who wrote it, where and when, as a citation",
    ),
    row(Action::Select, Scope::Text, "select", &["V"], "select, beginning with a sentence"),
    row(Action::Highlight, Scope::Text, "highlight", &["a"], "highlight; again: next colour"),
    row(Action::Annotate, Scope::Text, "annotate", &["A"], "highlight with a note, or read it"),
    row(Action::RemoveHighlight, Scope::Text, "remove-highlight", &["u"], "take a highlight away"),
    row(Action::Zen, Scope::Both, "zen", &["z"], "the text alone"),
    row(
        Action::Columns,
        Scope::Both,
        "columns",
        &["|"],
        "one column of text, two, or as there is room",
    ),
    row(
        Action::Justify,
        Scope::Both,
        "justify",
        &["H"],
        "justify the text, or leave its right edge ragged",
    ),
    row(
        Action::Light,
        Scope::Both,
        "light",
        &["d"],
        "dim all of the text but a sentence, but a paragraph, or nothing",
    ),
    row(
        Action::AutoScroll,
        Scope::Text,
        "auto-scroll",
        &["p"],
        "let the text scroll by itself, until any other key",
    ),
    row(Action::Faster, Scope::Text, "faster", &["."], "scroll faster"),
    row(Action::Slower, Scope::Text, "slower", &[","], "scroll slower"),
    row(Action::WiderMeasure, Scope::Both, "wider-measure", &["+"], "wider measure"),
    row(Action::NarrowerMeasure, Scope::Both, "narrower-measure", &["-"], "narrower measure"),
    row(
        Action::DefaultMeasure,
        Scope::Both,
        "default-measure",
        &["="],
        "the measure as configured",
    ),
    row(Action::NextTheme, Scope::Both, "next-theme", &["T"], "next theme"),
    row(Action::NarrowerList, Scope::Both, "narrower-list", &["<"], "narrower list"),
    row(Action::WiderList, Scope::Both, "wider-list", &[">"], "wider list"),
    row(
        Action::Import,
        Scope::Both,
        "import",
        &["i"],
        "bring reviews in from a file or folder (Tab completes)",
    ),
    row(Action::Skipped, Scope::Both, "skipped", &["I"], "what the last import left out, and why"),
    row(Action::Remove, Scope::Both, "remove", &["D"], "remove the review (asks; can be undone)"),
    row(Action::Redraw, Scope::Both, "redraw", &["<C-l>"], "draw the screen anew"),
    row(Action::Suspend, Scope::Both, "suspend", &["<C-z>"], "to the shell; fg comes back"),
    row(Action::Reload, Scope::Both, "reload", &["<C-r>"], "read the library again"),
];

impl Action {
    /// The action's row of the table.
    pub fn row(self) -> &'static ActionRow {
        ACTIONS.iter().find(|row| row.action == self).unwrap_or(&ACTIONS[0])
    }

    /// The action of a name in the configuration.
    pub fn named(name: &str) -> Option<Self> {
        ACTIONS.iter().find(|row| row.name == name).map(|row| row.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_one_row_and_a_name_of_its_own() {
        for (i, a) in ACTIONS.iter().enumerate() {
            assert_eq!(a.action.row().name, a.name, "two rows for one action, or none");
            assert!(ACTIONS.iter().skip(i + 1).all(|b| b.name != a.name), "{} twice", a.name);
            assert_eq!(Action::named(a.name), Some(a.action));
            assert!(!a.help.is_empty() && !a.help.ends_with('.'), "{}", a.name);
        }
        assert_eq!(Action::named("fly"), None);
    }
}
