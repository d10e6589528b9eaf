//! Finding in the open text: hits, the way from one to the next, and the page that shows them.

use crate::app::Reader;
use crate::app::found::Found;
use crate::review::Place;

impl Reader {
    /// Finds words in the text as they are typed, from a place on; nothing typed ends the search.
    pub fn find(&mut self, typed: &str, from: Place) {
        self.found = Found::new(&self.prose, typed, self.covers.in_force());
        let point = self.prose.byte(from);
        let first = self.found.as_mut().and_then(|found| found.choose_from(&self.prose, point));
        self.go_to(from);
        if let Some(place) = first {
            self.show(place);
        }
    }

    /// Goes to the next (or previous) hit; whether it went round the end.
    pub fn step_hit(&mut self, is_forward: bool) -> Option<bool> {
        let (place, went_round) = self.found.as_mut()?.step(&self.prose, is_forward)?;
        self.show(place);
        Some(went_round)
    }

    /// Chooses the first hit from a place on, and shows it.
    pub fn choose_hit(&mut self, place: Place) {
        let point = self.prose.byte(place);
        let chosen = self.found.as_mut().and_then(|found| found.choose_from(&self.prose, point));
        self.show(chosen.unwrap_or(place));
    }

    /// Ends the search; whether there was one.
    pub fn end_search(&mut self) -> bool {
        self.found.take().is_some()
    }

    /// Finds the same words again, after what is covered has changed: the chosen hit stays chosen, the page where it is.
    pub(super) fn renew_found(&mut self) {
        let Some(old) = self.found.take() else { return };
        self.found = Found::new(&self.prose, old.typed(), self.covers.in_force());
        let from = old
            .chosen()
            .map_or_else(|| self.prose.byte(self.place), |hit| (hit.block, hit.range.start));
        if let Some(found) = &mut self.found {
            found.choose_from(&self.prose, from);
        }
    }

    /// Brings a place onto the page, a third from the top, unless it is there already.
    fn show(&mut self, place: Place) {
        let spot = self.setting.spot_of(&self.prose, place);
        let bottom = self.setting.walk(
            &self.prose,
            self.page.top,
            self.page.height.saturating_sub(1).cast_signed(),
        );
        if spot < self.page.top || spot > bottom {
            let above = (self.page.height / 3).cast_signed();
            let top = self.setting.walk(&self.prose, spot, -above);
            self.go_to_spot(top);
        }
    }
}
