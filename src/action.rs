//! Action: all that a key can do, as one table from which the keymap, the help and the documentation are made.

mod row;
mod scope;
mod table;

pub use row::ActionRow;
pub use scope::{Pane, Scope};
pub use table::ACTIONS;

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
    Works,
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
