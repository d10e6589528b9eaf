//! Theme: what each part of the screen looks like; colour only where it carries meaning, and never alone.

use ratatui::style::{Color, Modifier, Style};

use crate::review::Colour;

/// A part of the screen that has a look of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The text itself; its style is that of the whole screen where nothing else is drawn.
    Body,
    /// What is not being read, where one sentence or paragraph stands out.
    Faded,
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

/// A theme, as it is asked for: in the settings by its name, and by a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark or light, as the terminal is.
    #[default]
    Auto,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// Nothing dim: every text at 7:1 or better.
    Contrast,
    /// Brown on paper. It has a ground of its own, so it wants a terminal that shows any colour.
    Sepia,
    /// With the terminal's own sixteen colours.
    Ansi,
    /// Without colour.
    Mono,
}

/// What is known of the terminal that the text stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ground {
    /// No colour is wanted, whatever the theme.
    pub is_colourless: bool,
    /// Any colour can be shown, not only those of a palette.
    pub has_truecolor: bool,
    /// Whether the background is light, where that is known. Else it is taken to be dark.
    pub is_light: Option<bool>,
}

impl Theme {
    /// Every theme and its name in the settings, in the order in which a key goes through them.
    pub const TABLE: [(Self, &str); 7] = [
        (Self::Auto, "auto"),
        (Self::Dark, "dark"),
        (Self::Light, "light"),
        (Self::Contrast, "high-contrast"),
        (Self::Sepia, "sepia"),
        (Self::Ansi, "ansi"),
        (Self::Mono, "mono"),
    ];

    /// The theme of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::TABLE.into_iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// Its name in the settings.
    pub fn name(self) -> &'static str {
        Self::TABLE.into_iter().find(|row| row.0 == self).map_or("auto", |row| row.1)
    }

    /// The theme after this one, of those that a terminal can show.
    #[must_use]
    pub fn next(self, ground: Ground) -> Self {
        let at = Self::TABLE.iter().position(|row| row.0 == self).unwrap_or(0);
        let mut after = Self::TABLE.into_iter().map(|row| row.0).cycle().skip(at + 1);
        after.find(|theme| ground.has_truecolor || *theme != Self::Sepia).unwrap_or_default()
    }

    /// How the theme looks on a terminal.
    pub fn on(self, ground: Ground) -> Palette {
        let is_light = ground.is_light == Some(true);
        let auto = if is_light { Column::Light } else { Column::Dark };
        Palette(match self {
            _ if ground.is_colourless => Column::Mono,
            Self::Dark => Column::Dark,
            Self::Light => Column::Light,
            Self::Contrast if !ground.has_truecolor => Column::Plain,
            Self::Contrast if is_light => Column::ContrastLight,
            Self::Contrast => Column::ContrastDark,
            Self::Sepia if ground.has_truecolor => Column::Sepia,
            Self::Auto | Self::Sepia => auto,
            Self::Ansi if is_light => Column::AnsiLight,
            Self::Ansi => Column::AnsiDark,
            Self::Mono => Column::Mono,
        })
    }
}

impl Ground {
    /// What the environment says of the terminal: `COLORFGBG` ends in the background's number, of which 7 and 15 are
    /// light; `COLORTERM` says whether any colour can be shown.
    pub fn told(is_colourless: bool, colorfgbg: Option<&str>, colorterm: Option<&str>) -> Self {
        let background = colorfgbg.and_then(|value| value.rsplit(';').next()?.parse::<u8>().ok());
        Self {
            is_colourless,
            has_truecolor: matches!(colorterm, Some("truecolor" | "24bit")),
            is_light: background.map(|number| matches!(number, 7 | 15)),
        }
    }
}

/// What the parts of the screen look like: a theme on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette(Column);

/// The columns of the table of inks, and two that have no colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Dark,
    Light,
    AnsiDark,
    AnsiLight,
    Sepia,
    ContrastDark,
    ContrastLight,
    Plain,
    Mono,
}

/// What a colour is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    Paper,
    Text,
    Quiet,
    Faded,
    Rule,
    Standfirst,
    Code,
    Link,
    Warm,
    Accent,
    Alarm,
    Yellow,
    Green,
    Blue,
    Pink,
}

/// A colour of the palette of 256, from 16 on, where every terminal has the same.
const fn x(index: u8) -> Color {
    Color::Indexed(index)
}

/// One of the sixteen colours, which are the terminal's own.
const fn a(index: u8) -> Color {
    Color::Indexed(index)
}

/// Any colour, as `0xRRGGBB`.
const fn c(rgb: u32) -> Color {
    let [_, red, green, blue] = rgb.to_be_bytes();
    Color::Rgb(red, green, blue)
}

/// The terminal's own.
const OWN: Color = Color::Reset;

/// The colours. Each is at WCAG AA, 4.5:1, on black and on near-black, on white and on near-white, or on the paper of
/// its own theme (high contrast: at AAA, 7:1); a test computes it. No colour of the sixteen is on light and dark both.
const INKS: [(Ink, [Color; 7]); 15] = [
    //                 dark    light   ansi: dark, light  sepia      contrast: dark, light
    (Ink::Paper, [OWN, OWN, OWN, OWN, c(0xf4_ecd8), c(0x00_0000), c(0xff_ffff)]),
    (Ink::Text, [OWN, OWN, OWN, OWN, c(0x3b_2f20), c(0xff_ffff), c(0x00_0000)]),
    (Ink::Quiet, [x(247), x(241), a(7), OWN, c(0x6b_5a45), c(0xe0_e0e0), c(0x26_2626)]),
    (Ink::Faded, [x(245), x(242), OWN, OWN, c(0x75_634b), c(0xa0_a0a0), c(0x50_5050)]),
    (Ink::Rule, [x(245), x(242), a(7), OWN, c(0x75_634b), c(0xc0_c0c0), c(0x40_4040)]),
    (Ink::Standfirst, [x(252), x(238), OWN, OWN, c(0x5a_4a36), c(0xff_ffff), c(0x00_0000)]),
    (Ink::Code, [x(152), x(24), a(14), a(4), c(0x2b_5163), c(0x7f_e9ff), c(0x00_3f5f)]),
    (Ink::Link, [x(117), x(25), a(14), a(4), c(0x1c_4f80), c(0x7f_e9ff), c(0x00_2f7f)]),
    (Ink::Warm, [x(222), x(94), a(11), OWN, c(0x7a_4a00), c(0xff_ff00), c(0x5a_3a00)]),
    (Ink::Accent, [x(215), x(94), a(11), a(4), c(0x8f_3d0a), c(0xff_d000), c(0x6f_2f00)]),
    (Ink::Alarm, [x(210), x(124), a(11), a(1), c(0xa0_1515), c(0xff_9d9d), c(0x8f_0000)]),
    (Ink::Yellow, [x(222), x(94), a(11), OWN, c(0x7a_4a00), c(0xff_ff00), c(0x5a_3a00)]),
    (Ink::Green, [x(150), x(22), a(10), OWN, c(0x2f_5a1c), c(0x7f_ff7f), c(0x00_4f00)]),
    (Ink::Blue, [x(117), x(25), a(14), a(4), c(0x1c_4f80), c(0x7f_e9ff), c(0x00_2f7f)]),
    (Ink::Pink, [x(218), x(125), OWN, a(1), c(0x8c_1d5a), c(0xff_b0df), c(0x7f_004f)]),
];

const NONE: Modifier = Modifier::empty();
const BOLD: Modifier = Modifier::BOLD;
const ITALIC: Modifier = Modifier::ITALIC;
/// What every highlight has where there is no colour.
const MARKED: Modifier = Modifier::UNDERLINED;

/// What each part is drawn with: its ink, its modifiers in every theme, and those that stand
/// in for the colour where there is none.
const LOOKS: &[(Part, Ink, Modifier, Modifier)] = &[
    (Part::Body, Ink::Text, NONE, NONE),
    (Part::Faded, Ink::Faded, NONE, Modifier::DIM),
    (Part::Dim, Ink::Quiet, NONE, Modifier::DIM),
    (Part::Rule, Ink::Rule, NONE, Modifier::DIM),
    (Part::Title, Ink::Text, BOLD, NONE),
    (Part::Heading, Ink::Text, BOLD, NONE),
    (Part::Code, Ink::Code, NONE, NONE),
    (Part::Link, Ink::Link, Modifier::UNDERLINED, NONE),
    (Part::Standfirst, Ink::Standfirst, ITALIC, NONE),
    (Part::Quote, Ink::Text, ITALIC, NONE),
    (Part::Caption, Ink::Quiet, ITALIC, Modifier::DIM),
    (Part::Cover, Ink::Rule, NONE, Modifier::DIM),
    (Part::Selected, Ink::Text, BOLD, NONE),
    (Part::Bar, Ink::Accent, NONE, BOLD),
    (Part::Rating, Ink::Warm, NONE, NONE),
    (Part::Unread, Ink::Link, NONE, BOLD),
    (Part::Match, Ink::Accent, BOLD.union(Modifier::UNDERLINED), NONE),
    (Part::Hit, Ink::Warm, Modifier::UNDERLINED, BOLD),
    (Part::ChosenHit, Ink::Text, Modifier::REVERSED.union(BOLD), NONE),
    (Part::Highlight(Colour::Yellow), Ink::Yellow, Modifier::REVERSED, MARKED),
    (Part::Highlight(Colour::Green), Ink::Green, Modifier::REVERSED, MARKED.union(ITALIC)),
    (Part::Highlight(Colour::Blue), Ink::Blue, Modifier::REVERSED, MARKED.union(BOLD)),
    (
        Part::Highlight(Colour::Pink),
        Ink::Pink,
        Modifier::REVERSED,
        MARKED.union(ITALIC).union(BOLD),
    ),
    (Part::Selection, Ink::Text, Modifier::REVERSED, NONE),
    (Part::Error, Ink::Alarm, BOLD, NONE),
];

impl Palette {
    /// What a part looks like.
    pub fn style(self, part: Part) -> Style {
        let Some((_, ink, always, instead)) = LOOKS.iter().find(|look| look.0 == part) else {
            return Style::new();
        };
        let style = Style::new().add_modifier(*always);
        let style = match self.colour(*ink) {
            Some(colour) => style.fg(colour),
            None => style.add_modifier(self.allowed(part, *instead)),
        };
        match self.colour(Ink::Paper).filter(|_| part == Part::Body) {
            Some(paper) => style.bg(paper),
            None => style,
        }
    }

    /// Whether the theme has a ground of its own, which is to be drawn wherever nothing else is.
    pub fn has_paper(self) -> bool {
        self.colour(Ink::Paper).is_some()
    }

    fn colour(self, ink: Ink) -> Option<Color> {
        let (_, colours) = INKS.get(ink as usize)?;
        colours.get(self.0 as usize).copied().filter(|colour| *colour != OWN)
    }

    /// How dim a terminal draws what it is told to is not known. So only the theme without colour says so, and what is
    /// to fade must.
    fn allowed(self, part: Part, modifiers: Modifier) -> Modifier {
        if self.0 == Column::Mono || part == Part::Faded {
            modifiers
        } else {
            modifiers.difference(Modifier::DIM)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLACKS: [u32; 2] = [0x00_0000, 0x1e_1e1e];
    const WHITES: [u32; 2] = [0xff_ffff, 0xf2_f2f2];
    /// The sixteen colours of xterm, of VGA, of Tango and of Windows.
    const SIXTEENS: [[u32; 16]; 4] = [
        [
            0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5,
            0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
        ],
        [
            0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa,
            0x55_5555, 0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
        ],
        [
            0x2e_3436, 0xcc_0000, 0x4e_9a06, 0xc4_a000, 0x34_65a4, 0x75_507b, 0x06_989a, 0xd3_d7cf,
            0x55_5753, 0xef_2929, 0x8a_e234, 0xfc_e94f, 0x72_9fcf, 0xad_7fa8, 0x34_e2e2, 0xee_eeec,
        ],
        [
            0x0c_0c0c, 0xc5_0f1f, 0x13_a10e, 0xc1_9c00, 0x00_37da, 0x88_1798, 0x3a_96dd, 0xcc_cccc,
            0x76_7676, 0xe7_4856, 0x16_c60c, 0xf9_f1a5, 0x3b_78ff, 0xb4_009e, 0x61_d6d6, 0xf2_f2f2,
        ],
    ];

    /// What a colour may look like, as `0xRRGGBB`: one of the sixteen differs by terminal.
    fn shades(colour: Color) -> Vec<u32> {
        match colour {
            Color::Rgb(red, green, blue) => vec![u32::from_be_bytes([0, red, green, blue])],
            Color::Indexed(index @ 0..16) => {
                SIXTEENS.iter().map(|all| all[usize::from(index)]).collect()
            }
            Color::Indexed(index @ 232..) => vec![u32::from(8 + 10 * (index - 232)) * 0x01_0101],
            Color::Indexed(index) => {
                let level = |n: u8| if n == 0 { 0 } else { u32::from(55 + 40 * n) };
                let i = index - 16;
                vec![level(i / 36) << 16 | level(i / 6 % 6) << 8 | level(i % 6)]
            }
            other => panic!("{other:?} has no known shade"),
        }
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(rgb: u32) -> f64 {
        let [_, red, green, blue] = rgb.to_be_bytes();
        let [red, green, blue] = [red, green, blue].map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(one: u32, other: u32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The grounds that the text of a column may stand on, and the least contrast there.
    const GROUNDS: [(Column, &[u32], f64); 7] = [
        (Column::Dark, &BLACKS, 4.5),
        (Column::Light, &WHITES, 4.5),
        (Column::AnsiDark, &BLACKS, 4.5),
        (Column::AnsiLight, &WHITES, 4.5),
        (Column::Sepia, &[], 4.5),
        (Column::ContrastDark, &[], 7.0),
        (Column::ContrastLight, &[], 7.0),
    ];

    #[test]
    fn every_text_is_readable_on_its_ground() {
        for (column, terminals, least) in GROUNDS {
            let palette = Palette(column);
            let paper = palette.style(Part::Body).bg.map(shades);
            let grounds = paper.as_deref().unwrap_or(terminals);
            for (part, ..) in LOOKS {
                let Some(colour) = palette.style(*part).fg else { continue };
                for (ground, shade) in grounds
                    .iter()
                    .flat_map(|ground| shades(colour).into_iter().map(|s| (*ground, s)))
                {
                    let ratio = contrast(shade, ground);
                    assert!(ratio >= least, "{column:?}, {part:?} on {ground:06x}: {ratio:.1}");
                }
            }
        }
    }

    #[test]
    fn each_ink_stands_at_its_number() {
        for (at, (ink, _)) in INKS.iter().enumerate() {
            assert_eq!(*ink as usize, at, "{ink:?}");
        }
    }

    #[test]
    fn nothing_is_said_by_colour_alone() {
        for (column, ..) in GROUNDS {
            let faded = Palette(column).style(Part::Faded);
            assert_ne!(faded, Palette(column).style(Part::Body), "{column:?}");
        }
        for column in [Column::Plain, Column::Mono] {
            let style = |part| Palette(column).style(part);
            for part in [
                Part::Faded,
                Part::Match,
                Part::Hit,
                Part::ChosenHit,
                Part::Selected,
                Part::Heading,
                Part::Error,
            ] {
                assert_ne!(style(part), style(Part::Body), "{part:?}");
                assert_eq!(style(part).fg, None, "{part:?}");
            }
            assert_ne!(style(Part::Hit), style(Part::ChosenHit));
        }
        for (column, ..) in GROUNDS {
            highlights_stay_apart(Palette(column));
        }
        highlights_stay_apart(Palette(Column::Plain));
        highlights_stay_apart(Palette(Column::Mono));
    }

    #[track_caller]
    fn highlights_stay_apart(palette: Palette) {
        let looks = Colour::TABLE.map(|(colour, _)| palette.style(Part::Highlight(colour)));
        for (at, look) in looks.iter().enumerate() {
            assert!(looks.iter().skip(at + 1).all(|other| other != look), "{palette:?} {at}");
            assert_ne!(*look, palette.style(Part::Body));
            assert_ne!(*look, palette.style(Part::Selection));
        }
    }

    #[test]
    fn the_text_is_in_the_terminals_own_colour_unless_any_can_be_shown() {
        for (theme, _) in Theme::TABLE {
            for is_light in [None, Some(false), Some(true)] {
                let ground = Ground { is_light, ..Ground::default() };
                let style = theme.on(ground).style(Part::Body);
                assert_eq!((style.fg, style.bg), (None, None), "{theme:?} on {ground:?}");
                let bare = Ground { is_colourless: true, has_truecolor: true, is_light };
                assert_eq!(theme.on(bare), Palette(Column::Mono), "{theme:?}");
            }
        }
    }

    #[test]
    fn the_terminal_is_believed() {
        let is_light = |colorfgbg| Ground::told(false, colorfgbg, None).is_light;
        assert_eq!(is_light(Some("0;15")), Some(true));
        assert_eq!(is_light(Some("15;default;0")), Some(false));
        assert_eq!(is_light(Some("0;default")), None);
        assert_eq!(is_light(None), None);
        let has_truecolor = |colorterm| Ground::told(false, None, colorterm).has_truecolor;
        assert!(has_truecolor(Some("truecolor")) && has_truecolor(Some("24bit")));
        assert!(!has_truecolor(Some("yes")) && !has_truecolor(None));
        let light = Ground::told(false, Some("0;15"), None);
        assert_eq!(Theme::Auto.on(light), Theme::Light.on(light));
        assert_eq!(Theme::Auto.on(Ground::default()), Theme::Dark.on(light));
    }

    #[test]
    fn the_key_goes_through_all_themes_that_can_be_shown() {
        let all = Ground { has_truecolor: true, ..Ground::default() };
        let few = Ground::default();
        let mut theme = Theme::Auto;
        for (wanted, name) in Theme::TABLE {
            assert_eq!(theme, wanted);
            assert_eq!((Theme::named(name), theme.name()), (Some(theme), name));
            theme = theme.next(all);
        }
        assert_eq!(theme, Theme::Auto);
        assert_eq!(Theme::Contrast.next(few), Theme::Ansi);
        assert_eq!(Theme::Sepia.next(few), Theme::Ansi);
        assert_eq!(Theme::named("puce"), None);
    }
}
