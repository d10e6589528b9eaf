//! What the table of actions says of one.

use super::{Action, Scope};

/// One row of the table of actions.
#[derive(Debug, Clone, Copy)]
pub struct ActionRow {
    /// The action.
    pub action: Action,
    /// Its name in the configuration: `next-review`.
    pub name: &'static str,
    /// What it does, for the help.
    pub help: &'static str,
    /// Where its keys work.
    pub scope: Scope,
    /// Its default keys, in the notation of the keymap.
    pub keys: &'static [&'static str],
}

/// A row, written short.
pub(super) const fn row(
    action: Action,
    scope: Scope,
    name: &'static str,
    keys: &'static [&'static str],
    help: &'static str,
) -> ActionRow {
    ActionRow { action, name, help, scope, keys }
}
