//! Steps through a text by what it is made of: paragraphs and sentences.

use super::{Light, Reader};
use crate::review::Place;

impl Reader {
    /// Goes to the next (or previous) paragraph, heading or list member; further than the page goes only where the place
    /// can be seen.
    pub fn step_paragraph(&mut self, is_forward: bool, light: Light) -> bool {
        let before = self.place;
        let Place { block, grapheme } = before;
        let block = match (is_forward, grapheme) {
            (true, _) => block.saturating_add(1),
            (false, 0) => block.saturating_sub(1),
            (false, _) => block,
        };
        let is_last = self.prose.blocks.get(block as usize).is_none();
        if is_forward && (is_last || self.is_at_end() && light == Light::All) {
            return false;
        }
        self.go_to(self.past_cover(Place { block, grapheme: 0 }, is_forward));
        self.place != before
    }

    /// Goes to the next (or previous) sentence; further than the page goes only where the place can be seen.
    pub fn step_sentence(&mut self, is_forward: bool, light: Light) -> bool {
        if is_forward && self.is_at_end() && light == Light::All {
            return false;
        }
        let before = self.place;
        let place = if is_forward {
            self.prose.next_sentence(before)
        } else {
            self.prose.previous_sentence(before)
        };
        if is_forward && place >= self.prose.end() {
            return false;
        }
        self.go_to(self.past_cover(place, is_forward));
        self.place != before
    }
}
