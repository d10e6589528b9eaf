//! Panes: what lies where on a screen of a given size; computed when the size changes, read while drawing.

mod spread;

use ratatui::layout::Rect;

use crate::action::Pane;
pub use spread::{Columns, Spread};

/// From this width on, list and text stand side by side.
const WIDE: u16 = 90;
/// Rows of the header over the text: title, work, credits, tags and a blank row; always as many, so that the text
/// never jumps between reviews. Narrow screens fold it to two and a blank row.
const HEADER_ROWS: u16 = 5;
const NARROW_HEADER_ROWS: u16 = 3;
/// Below this size there is only room to say so.
const LEAST: (u16, u16) = (20, 5);

/// Where everything lies, in cells of the screen. What does not fit has no area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Panes {
    /// The whole screen.
    pub screen: Rect,
    /// The line with the program's name and counts.
    pub bar: Option<Rect>,
    /// The rows of the list.
    pub list: Option<Rect>,
    /// The rule between list and text.
    pub divider: Option<Rect>,
    /// The rules over and under the panes.
    pub rules: [Option<Rect>; 2],
    /// The header over the text.
    pub header: Option<Rect>,
    /// The text, the whole width of its pane.
    pub text: Option<Rect>,
    /// The status line, where prompts are typed too.
    pub status: Option<Rect>,
}

/// What the split depends on beside the size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// The pane that has the focus, which a narrow screen shows alone.
    pub focus: Pane,
    /// The list's share of the width, in percent.
    pub list_width: u16,
    /// Only the text is wanted.
    pub is_zen: bool,
}

impl Panes {
    /// Lays the screen out.
    pub fn split(screen: Rect, split: Split) -> Self {
        if screen.width < LEAST.0 || screen.height < LEAST.1 {
            return Self { screen, ..Self::default() };
        }
        let status = Rect { y: screen.bottom() - 1, height: 1, ..screen };
        let above = Rect { height: screen.height - 1, ..screen };
        if split.is_zen {
            return Self {
                status: Some(status),
                text: Some(above),
                ..Self { screen, ..Self::default() }
            };
        }
        if screen.width >= WIDE && screen.height >= 10 {
            return Self::wide(screen, split, status);
        }
        Self::narrow(screen, split, above, status)
    }

    fn wide(screen: Rect, split: Split, status: Rect) -> Self {
        let row = |y: u16| Rect { y, height: 1, ..screen };
        let middle = Rect { y: screen.y + 2, height: screen.height - 4, ..screen };
        let wanted = u32::from(screen.width) * u32::from(split.list_width) / 100;
        let list_width = u16::try_from(wanted).unwrap_or(u16::MAX).clamp(24, screen.width - 40);
        let list = Rect { width: list_width, ..middle };
        let divider = Rect { x: list.right(), width: 1, ..middle };
        let text_pane = Rect { x: divider.right(), width: screen.width - list_width - 1, ..middle };
        let (header, text) = under_header(text_pane, HEADER_ROWS);
        Self {
            screen,
            bar: Some(row(screen.y)),
            list: Some(list),
            divider: Some(divider),
            rules: [Some(row(screen.y + 1)), Some(row(status.y - 1))],
            header: Some(header),
            text: Some(text),
            status: Some(status),
        }
    }

    fn narrow(screen: Rect, split: Split, above: Rect, status: Rect) -> Self {
        let whole = Self { screen, status: Some(status), ..Self::default() };
        match split.focus {
            Pane::List => {
                let bar = Rect { height: 1, ..above };
                let list = Rect { y: above.y + 1, height: above.height - 1, ..above };
                Self { bar: Some(bar), list: Some(list), ..whole }
            }
            Pane::Text if above.height > NARROW_HEADER_ROWS + 2 => {
                let rows = if above.height >= 20 { HEADER_ROWS } else { NARROW_HEADER_ROWS };
                let (header, text) = under_header(above, rows);
                Self { header: Some(header), text: Some(text), ..whole }
            }
            Pane::Text => Self { text: Some(above), ..whole },
        }
    }

    /// Whether list and text stand side by side.
    pub fn is_wide(&self) -> bool {
        self.divider.is_some()
    }

    /// Which pane a cell of the screen lies in.
    pub fn pane_at(&self, x: u16, y: u16) -> Option<Pane> {
        let holds = |area: Option<Rect>| area.is_some_and(|area| area.contains((x, y).into()));
        if holds(self.list) {
            Some(Pane::List)
        } else if holds(self.text) || holds(self.header) {
            Some(Pane::Text)
        } else {
            None
        }
    }
}

fn under_header(pane: Rect, rows: u16) -> (Rect, Rect) {
    let header = Rect { height: rows, ..pane };
    (header, Rect { y: pane.y + rows, height: pane.height - rows, ..pane })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(width: u16, height: u16, focus: Pane) -> Panes {
        Panes::split(Rect::new(0, 0, width, height), Split { focus, list_width: 36, is_zen: false })
    }

    #[test]
    fn a_wide_screen_shows_both_panes_and_a_narrow_one_the_focused() {
        assert!(split(120, 40, Pane::List).is_wide());
        let list = split(80, 24, Pane::List);
        assert!(list.list.is_some() && list.text.is_none());
        let text = split(80, 24, Pane::Text);
        assert!(text.list.is_none() && text.text.is_some());
        assert_eq!(split(10, 3, Pane::List).status, None);
    }

    #[test]
    fn no_area_leaves_the_screen_at_any_size() {
        for width in (0..140).chain([400]) {
            for height in (0..50).chain([120]) {
                for focus in [Pane::List, Pane::Text] {
                    for is_zen in [false, true] {
                        for list_width in [15, 36, 70] {
                            let screen = Rect::new(0, 0, width, height);
                            let p = Panes::split(screen, Split { focus, list_width, is_zen });
                            let areas = [
                                p.bar, p.list, p.divider, p.rules[0], p.rules[1], p.header, p.text,
                                p.status,
                            ];
                            for area in areas.into_iter().flatten() {
                                assert_eq!(
                                    area.intersection(screen),
                                    area,
                                    "{width}x{height} {p:?}"
                                );
                                assert!(area.area() > 0, "{width}x{height} {p:?}");
                            }
                        }
                    }
                }
            }
        }
    }
}
