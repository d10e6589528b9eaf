//! Theme: what each part of the screen looks like; colour only where it carries meaning, and never alone.

use ratatui::style::{Color, Modifier, Style};

use crate::review::Colour;

/// A part of the screen that has a look of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The text itself, in the terminal's own colours.
    Body,
    /// What stands about the text: author, dates, counts.
    Dim,
    /// Rules between panes.
    Rule,
    /// The title over the text, and the work's name.
    Title,
    /// A heading in the text.
    Heading,
    /// Code in the text.
    Code,
    /// A link in the text.
    Link,
    /// The standfirst.
    Standfirst,
    /// A quotation.
    Quote,
    /// An image's caption or credit.
    Caption,
    /// A covered passage.
    Cover,
    /// The chosen row of the focused pane.
    Selected,
    /// The bar beside the chosen row; dim where the pane is not focused.
    Bar,
    /// Rating and star.
    Rating,
    /// The mark of an unread review.
    Unread,
    /// Letters that the filter matched.
    Match,
    /// What is found in the text.
    Hit,
    /// The hit that `n` came to.
    ChosenHit,
    /// A highlighted passage, of each colour; the margin says its number too.
    Highlight(Colour),
    /// What is selected in the text.
    Selection,
    /// A message that something could not be done.
    Error,
}

/// A theme: its name and its column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    name: &'static str,
    column: Column,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Dark,
    Light,
    Mono,
}

/// A row: the part, its modifiers in every theme, its colour on dark and on light (the 256-colour palette's fixed
/// part, whose values are known: each is at WCAG AA, 4.5:1, on black or on white; a test computes it), and the
/// modifiers that stand in for the colour where there is none.
type Row = (Part, Modifier, Option<u8>, Option<u8>, Modifier);

const NONE: Modifier = Modifier::empty();
/// What every highlight has where there is no colour.
const MARKED: Modifier = Modifier::UNDERLINED;

const TABLE: &[Row] = &[
    (Part::Body, NONE, None, None, NONE),
    (Part::Dim, NONE, Some(247), Some(241), Modifier::DIM),
    (Part::Rule, NONE, Some(244), Some(243), Modifier::DIM),
    (Part::Title, Modifier::BOLD, None, None, NONE),
    (Part::Heading, Modifier::BOLD, None, None, NONE),
    (Part::Code, NONE, Some(152), Some(24), NONE),
    (Part::Link, Modifier::UNDERLINED, Some(117), Some(25), NONE),
    (Part::Standfirst, Modifier::ITALIC, Some(252), Some(238), NONE),
    (Part::Quote, Modifier::ITALIC, None, None, NONE),
    (Part::Caption, Modifier::ITALIC, Some(247), Some(241), Modifier::DIM),
    (Part::Cover, NONE, Some(245), Some(242), Modifier::DIM),
    (Part::Selected, Modifier::BOLD, None, None, NONE),
    (Part::Bar, NONE, Some(215), Some(130), Modifier::BOLD),
    (Part::Rating, NONE, Some(222), Some(94), NONE),
    (Part::Unread, NONE, Some(117), Some(25), Modifier::BOLD),
    (Part::Match, Modifier::BOLD.union(Modifier::UNDERLINED), Some(215), Some(130), NONE),
    (Part::Hit, Modifier::UNDERLINED, Some(222), Some(94), Modifier::BOLD),
    (Part::ChosenHit, Modifier::REVERSED, None, None, Modifier::BOLD),
    (Part::Highlight(Colour::Yellow), Modifier::REVERSED, Some(222), Some(94), MARKED),
    (
        Part::Highlight(Colour::Green),
        Modifier::REVERSED,
        Some(150),
        Some(22),
        MARKED.union(Modifier::ITALIC),
    ),
    (
        Part::Highlight(Colour::Blue),
        Modifier::REVERSED,
        Some(117),
        Some(25),
        MARKED.union(Modifier::BOLD),
    ),
    (
        Part::Highlight(Colour::Pink),
        Modifier::REVERSED,
        Some(218),
        Some(125),
        MARKED.union(Modifier::DIM),
    ),
    (Part::Selection, Modifier::REVERSED, None, None, NONE),
    (Part::Error, Modifier::BOLD, Some(210), Some(124), NONE),
];

impl Theme {
    /// For dark backgrounds.
    pub const DARK: Self = Self { name: "dark", column: Column::Dark };
    /// For light backgrounds.
    pub const LIGHT: Self = Self { name: "light", column: Column::Light };
    /// Without colour.
    pub const MONO: Self = Self { name: "mono", column: Column::Mono };
    /// Every theme, in the order in which a key goes through them.
    pub const ALL: [Self; 3] = [Self::DARK, Self::LIGHT, Self::MONO];

    /// The theme of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name == name)
    }

    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The theme after this one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|theme| *theme == self).unwrap_or(0);
        Self::ALL.get(at + 1).copied().unwrap_or(Self::DARK)
    }

    /// What a part looks like.
    pub fn style(self, part: Part) -> Style {
        let Some((_, modifiers, dark, light, instead)) = TABLE.iter().find(|row| row.0 == part)
        else {
            return Style::new();
        };
        let (colour, instead) = match self.column {
            Column::Dark => (*dark, NONE),
            Column::Light => (*light, NONE),
            Column::Mono => (None, *instead),
        };
        let style = Style::new().add_modifier(modifiers.union(instead));
        colour.map_or(style, |index| style.fg(Color::Indexed(index)))
    }
}

/// What to assume of the terminal: `NO_COLOR` (set and not empty) means no colour; `COLORFGBG` ends in the
/// background's number, of which 7 and 15 are light; else dark.
pub fn guessed(no_color: bool, colorfgbg: Option<&str>) -> Theme {
    if no_color {
        return Theme::MONO;
    }
    match colorfgbg.and_then(|value| value.rsplit(';').next()) {
        Some("7" | "15") => Theme::LIGHT,
        _ => Theme::DARK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The colour of an index of xterm's palette from 16 on, each channel 0 to 255.
    fn rgb(index: u8) -> [f64; 3] {
        if index >= 232 {
            return [f64::from(8 + 10 * (index - 232)); 3];
        }
        let level = |n: u8| if n == 0 { 0.0 } else { f64::from(55 + 40 * n) };
        let i = index - 16;
        [level(i / 36), level(i / 6 % 6), level(i % 6)]
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(index: u8) -> f64 {
        let linear = rgb(index).map(|c| {
            let c = c / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    #[test]
    fn every_colour_is_readable_on_its_background() {
        for (part, _, dark, light, _) in TABLE {
            if let Some(index) = dark {
                let ratio = (luminance(*index) + 0.05) / 0.05;
                assert!(ratio >= 4.5, "{part:?} on black: {ratio:.1}");
            }
            if let Some(index) = light {
                let ratio = 1.05 / (luminance(*index) + 0.05);
                assert!(ratio >= 4.5, "{part:?} on white: {ratio:.1}");
            }
        }
    }

    #[test]
    fn nothing_is_said_by_colour_alone() {
        let style = |part| Theme::MONO.style(part);
        for part in
            [Part::Match, Part::Hit, Part::ChosenHit, Part::Selected, Part::Heading, Part::Error]
        {
            assert_ne!(style(part), style(Part::Body), "{part:?}");
            assert_eq!(style(part).fg, None, "{part:?}");
        }
        assert_ne!(style(Part::Hit), style(Part::ChosenHit));
        for theme in Theme::ALL {
            let looks = Colour::TABLE.map(|(colour, _)| theme.style(Part::Highlight(colour)));
            for (at, look) in looks.iter().enumerate() {
                assert!(looks.iter().skip(at + 1).all(|other| other != look), "{theme:?} {at}");
                assert_ne!(*look, theme.style(Part::Body));
            }
        }
    }

    #[test]
    fn the_terminal_is_believed() {
        assert_eq!(guessed(true, Some("0;15")), Theme::MONO);
        assert_eq!(guessed(false, Some("0;15")), Theme::LIGHT);
        assert_eq!(guessed(false, Some("15;default;0")), Theme::DARK);
        assert_eq!(guessed(false, None), Theme::DARK);
    }

    #[test]
    fn the_key_goes_through_all_themes() {
        assert_eq!(Theme::DARK.next(), Theme::LIGHT);
        assert_eq!(Theme::MONO.next(), Theme::DARK);
        assert_eq!(Theme::named("light"), Some(Theme::LIGHT));
        assert_eq!(Theme::named("puce"), None);
    }
}
