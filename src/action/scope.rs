//! Scope: the panes, and in which of them the keys of an action work.

/// Where a key is pressed. What is typed into a prompt is text, not an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The list of reviews.
    List,
    /// The text of the review that is open.
    Text,
}

/// In which panes an action's keys work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In both panes.
    Both,
    /// In the list alone.
    List,
    /// In the text alone.
    Text,
}

impl Scope {
    /// Whether keys of this scope work in a pane.
    pub fn holds(self, pane: Pane) -> bool {
        match self {
            Self::Both => true,
            Self::List => pane == Pane::List,
            Self::Text => pane == Pane::Text,
        }
    }
}
