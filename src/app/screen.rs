//! The screen's side of the state: its size, the split, the look, what the mouse points at.

use ratatui::layout::Rect;

use crate::action::{Action, Pane};
use crate::app::{App, Layer, Light, Look, ROWS_A_REVIEW, Selection};
use crate::config::Remembered;
use crate::event::{Job, MouseDeed};
use crate::filter::{Order, View};
use crate::panes::{Columns, Panes, Split};
use crate::review::Place;
use crate::text::wrap::{Composition, NARROWEST_JUSTIFIED};
use crate::theme::Theme;

impl App {
    pub(super) fn resize(&mut self, width: u16, height: u16) -> Vec<Job> {
        self.panes.screen = Rect::new(0, 0, width, height);
        self.lay_out();
        Vec::new()
    }

    /// Lays the panes out anew: after a resize, a change of focus or of the look. The place in the text stays.
    pub(super) fn lay_out(&mut self) {
        let Look { list_width, is_zen, .. } = self.look;
        self.panes =
            Panes::split(self.panes.screen, Split { focus: self.focus, list_width, is_zen });
        if let Some(area) = self.panes.list {
            self.list.resize(usize::from(area.height / ROWS_A_REVIEW));
        }
        let (measure, height) = self.page_size();
        if let Some(reader) = &mut self.reader {
            reader.resize(measure, height);
            reader.justify(self.look.composition.is_justified);
        }
    }

    /// The measure and the rows of a page; where the text has no pane now, those it would have.
    pub(super) fn page_size(&self) -> (u16, usize) {
        let Look { list_width, is_zen, .. } = self.look;
        let shown = if self.panes.text.is_some() {
            self.panes
        } else {
            Panes::split(self.panes.screen, Split { focus: Pane::Text, list_width, is_zen })
        };
        let spread = self.look.spread(shown.text.unwrap_or(Rect::new(0, 0, u16::MAX, 1)));
        (spread.measure(), spread.n_rows().max(1))
    }

    /// Tells the text where its second column begins, if it has one.
    pub(super) fn fold_page(&mut self) {
        let fold = self.panes.text.and_then(|area| self.look.spread(area).fold());
        if let Some(reader) = &mut self.reader {
            reader.fold(fold);
        }
    }

    pub(super) fn focus_on(&mut self, pane: Pane) {
        if pane == Pane::List {
            self.look.is_zen = false;
        }
        self.note_focus(pane);
        self.focus = pane;
        self.lay_out();
        self.stand_still();
        self.begin_reading();
    }

    pub(super) fn set_look(&mut self, look: Look) -> Vec<Job> {
        self.look = look;
        self.lay_out();
        vec![self.remember()]
    }

    pub(super) fn set_theme(&mut self, theme: Theme) -> Vec<Job> {
        let look = Look { theme, ..self.look };
        let here = match (theme, look.ground.is_light) {
            _ if look.ground.is_colourless => ", but no colour is wanted here",
            (Theme::Auto, Some(true)) => " (light here)",
            (Theme::Auto, _) => " (dark here)",
            _ => "",
        };
        self.say(format!("theme {}{here}", theme.name()));
        self.set_look(look)
    }

    pub(super) fn set_columns(&mut self, columns: Columns) -> Vec<Job> {
        let jobs = self.set_look(Look { columns, ..self.look });
        let shown = self.panes.text.map(|area| self.look.spread(area).n_columns());
        let said = match (columns, shown) {
            (Columns::Auto, Some(n)) => format!("columns as there is room: {n} here"),
            (Columns::Auto, None) => "columns as there is room".to_owned(),
            (Columns::Two, Some(1)) => "two columns, but there is no room here".to_owned(),
            (Columns::Two, _) => "two columns".to_owned(),
            (Columns::One, _) => "one column".to_owned(),
        };
        self.say(said);
        jobs
    }

    pub(super) fn toggle_justified(&mut self) -> Vec<Job> {
        let is_justified = !self.look.composition.is_justified;
        let (shown, _) = self.page_size();
        let said = match is_justified {
            true if shown < NARROWEST_JUSTIFIED => {
                format!("justified, but not at {shown} cells: from {NARROWEST_JUSTIFIED} on")
            }
            true => "justified".to_owned(),
            false => "ragged on the right".to_owned(),
        };
        self.say(said);
        let composition = Composition { is_justified, ..self.look.composition };
        self.set_look(Look { composition, ..self.look })
    }

    pub(super) fn set_light(&mut self, light: Light) -> Vec<Job> {
        let jobs = self.set_look(Look { light, ..self.look });
        let keys = |action| self.keymap.key_name(action);
        let said = match light {
            Light::All => "all of the text is lit".to_owned(),
            Light::Sentence => format!(
                "the sentence is lit · {} and {} move it",
                keys(Action::NextSentence),
                keys(Action::PreviousSentence)
            ),
            Light::Paragraph => format!(
                "the paragraph is lit · {} and {} move it",
                keys(Action::NextParagraph),
                keys(Action::PreviousParagraph)
            ),
        };
        self.say(said);
        jobs
    }

    pub(super) fn set_measure(&mut self, measure: u16) -> Vec<Job> {
        let measure = measure.clamp(20, 200);
        let jobs = self.set_look(Look { measure, ..self.look });
        let (shown, _) = self.page_size();
        let narrower = if shown < measure { format!(" ({shown} fit here)") } else { String::new() };
        self.say(format!("measure {measure}{narrower}"));
        jobs
    }

    pub(super) fn set_list_width(&mut self, list_width: u16) -> Vec<Job> {
        if !self.panes.is_wide() {
            self.say("the list has the whole width here");
            return Vec::new();
        }
        self.set_look(Look { list_width: list_width.clamp(15, 70), ..self.look })
    }

    pub(super) fn toggle_zen(&mut self) -> Vec<Job> {
        if self.reader.is_none() {
            self.say("no review is open");
            return Vec::new();
        }
        self.look.is_zen = !self.look.is_zen;
        self.focus_on(Pane::Text);
        Vec::new()
    }

    pub(super) fn show(&mut self, view: View) -> Vec<Job> {
        self.list.show(view);
        self.say(format!("{} reviews: {}", view.word(), self.list.n_shown()));
        self.open_selected()
    }

    pub(super) fn sort(&mut self, order: Order, is_reversed: bool) -> Vec<Job> {
        self.list.sort(order, is_reversed);
        let turned = if is_reversed { ", turned round" } else { "" };
        self.say(format!("sorted by {}{turned}", order.name()));
        vec![self.remember()]
    }

    pub(super) fn remember(&self) -> Job {
        let narrowing = self.list.narrowing();
        Job::Remember(Remembered {
            order: Some(narrowing.order.name().to_owned()),
            is_reversed: Some(narrowing.is_reversed),
            words_a_minute: self.tempo.learned(),
            scroll_speed: self.tempo.chosen_speed(),
            review: self.reader.as_ref().map(|reader| reader.record().id.to_string()),
            ..self.look.remembered()
        })
    }

    pub(super) fn point(&mut self, deed: MouseDeed, x: u16, y: u16) -> Vec<Job> {
        let is_selecting = matches!(self.layer, Layer::Select(_));
        let takes_mouse = is_selecting || matches!(self.layer, Layer::None);
        let Some(pane) = self.panes.pane_at(x, y).filter(|_| takes_mouse) else {
            return Vec::new();
        };
        self.message = None;
        self.stand_still();
        if is_selecting && deed == MouseDeed::Click {
            self.layer = Layer::None;
        }
        match (deed, pane) {
            (MouseDeed::Drag(from_x, from_y), _) => self.drag((from_x, from_y), (x, y)),
            (MouseDeed::WheelDown, Pane::List) => self.scroll_list(1),
            (MouseDeed::WheelUp, Pane::List) => self.scroll_list(-1),
            (MouseDeed::WheelDown, Pane::Text) => self.scroll_text(3),
            (MouseDeed::WheelUp, Pane::Text) => self.scroll_text(-3),
            (MouseDeed::Click, Pane::Text) => {
                self.focus_on(Pane::Text);
                Vec::new()
            }
            (MouseDeed::Click, Pane::List) => self.click_row(y),
        }
    }

    /// Selects from where the button went down to where the pointer is; what is selected already grows.
    fn drag(&mut self, from: (u16, u16), to: (u16, u16)) -> Vec<Job> {
        let selection = match self.layer {
            Layer::Select(selection) => Some(selection),
            _ => None,
        };
        let (Some(fixed), Some(moving)) = (self.place_at(from), self.place_at(to)) else {
            return Vec::new();
        };
        let selection = match selection {
            Some(selection) => Some(selection.moved_to(moving)),
            None => Selection::between(fixed, moving),
        };
        selection.map_or(Vec::new(), |selection| self.select(selection))
    }

    /// The place in the text at a cell of the screen, if that lies in its pane.
    fn place_at(&self, (x, y): (u16, u16)) -> Option<Place> {
        let area = self.panes.text.filter(|area| area.contains((x, y).into()))?;
        let (row, cell) = self.look.spread(area).row_at(x, y);
        self.reader.as_ref()?.place_at(row, cell)
    }

    pub(super) fn click_row(&mut self, y: u16) -> Vec<Job> {
        let top = self.panes.list.map_or(0, |area| area.y);
        let row = self.list.offset() + usize::from(y.saturating_sub(top) / ROWS_A_REVIEW);
        if row < self.list.n_shown() {
            self.list.select(row);
        }
        self.focus_on(Pane::List);
        self.open_selected()
    }
}
