//! Look: how the screen looks, as the settings, the terminal and the keys have it.

use ratatui::layout::Rect;

use crate::app::Light;
use crate::config::{Config, Remembered};
use crate::panes::{Columns, Spread};
use crate::review::Colour;
use crate::text::wrap::Composition;
use crate::theme::{Ground, Palette, Theme};

/// What the reader can set with a key: how the screen looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The theme.
    pub theme: Theme,
    /// What is known of the terminal's colours.
    pub ground: Ground,
    /// The measure asked for, in cells.
    pub measure: u16,
    /// The list's share of the width, in percent.
    pub list_width: u16,
    /// Only the text is shown.
    pub is_zen: bool,
    /// What of the text stands out.
    pub light: Light,
    /// How paragraphs are set.
    pub composition: Composition,
    /// How many columns the text is set in.
    pub columns: Columns,
    /// The colour of the next highlight.
    pub marker: Colour,
    /// What the settings say.
    pub set: Set,
}

/// What the settings say of the look. A key leads away from it, and only that is remembered: what is changed in the
/// settings shows at the next start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Set {
    /// The theme.
    pub theme: Theme,
    /// The measure, in cells.
    pub measure: u16,
    /// The list's share of the width, in percent.
    pub list_width: u16,
    /// How many columns the text is set in.
    pub columns: Columns,
}

impl Look {
    /// The look that the settings ask for, and what a key changed of it in an earlier run.
    pub(super) fn new(config: &Config, remembered: &Remembered, ground: Ground) -> Self {
        let columns = remembered.columns.as_deref().and_then(Columns::named);
        Self {
            theme: remembered.theme.as_deref().and_then(Theme::named).unwrap_or(config.theme),
            ground,
            measure: remembered.measure.unwrap_or(config.measure).clamp(20, 200),
            composition: Composition {
                is_justified: remembered.is_justified.unwrap_or(false),
                ..config.composition
            },
            list_width: remembered.list_width.unwrap_or(config.list_width).clamp(15, 70),
            is_zen: false,
            light: remembered.light.as_deref().and_then(Light::named).unwrap_or_default(),
            columns: columns.unwrap_or(config.columns),
            marker: Colour::default(),
            set: Set {
                theme: config.theme,
                measure: config.measure,
                list_width: config.list_width,
                columns: config.columns,
            },
        }
    }

    /// What of it is to be remembered: what is another than the settings say.
    pub(super) fn remembered(self) -> Remembered {
        let Self { set, .. } = self;
        Remembered {
            theme: other(self.theme, set.theme).map(|theme| theme.name().to_owned()),
            measure: other(self.measure, set.measure),
            list_width: other(self.list_width, set.list_width),
            light: other(self.light, Light::All).map(|light| light.name().to_owned()),
            columns: other(self.columns, set.columns).map(|columns| columns.name().to_owned()),
            is_justified: other(self.composition.is_justified, false),
            ..Remembered::default()
        }
    }

    /// What the parts of the screen look like.
    pub fn palette(self) -> Palette {
        self.theme.on(self.ground)
    }

    /// How the text lies in its pane.
    pub fn spread(self, pane: Rect) -> Spread {
        Spread::new(pane, self.measure, self.columns)
    }
}

/// A value, where it is another than what is set.
fn other<T: Copy + PartialEq>(value: T, set: T) -> Option<T> {
    (value != set).then_some(value)
}
